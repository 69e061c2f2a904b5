package export

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/sheet"
	"github.com/parley-press/parley/internal/store"
)

// Lists are the names of the lists that CSV writes.
func Lists() []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	return names
}

// CSV writes one list of rec with a heading, lines ending in CRLF (RFC 4180). A cell that a spreadsheet could take for
// a formula, or that begins with an apostrophe, gets an apostrophe before it (see Escape); columns of numbers and
// dates never need it. An unknown list is an error that names those there are.
func CSV(w io.Writer, rec *parley.Record, list string) error {
	i := slices.IndexFunc(tables, func(t table) bool { return t.name == list })
	if i < 0 {
		return parley.Errorf(parley.Invalid, "export: csv", "no list %q; there are %s", list, strings.Join(Lists(), ", "))
	}
	c := sheet.NewWriter(w)
	c.Row(tables[i].head)
	tables[i].rows(newNamer(rec), rec, func(cells ...any) { c.Row(row(cells)) })
	if err := c.Flush(); err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "export: write csv", Err: err}
	}
	return nil
}

// row writes typed cells: text is escaped, numbers and dates are not.
func row(cells []any) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		switch v := c.(type) {
		case string:
			out[i] = Escape(v)
		case int:
			out[i] = strconv.Itoa(v)
		case float64:
			out[i] = strconv.FormatFloat(v, 'f', -1, 64)
		case *float64:
			if v != nil {
				out[i] = strconv.FormatFloat(*v, 'f', -1, 64)
			}
		case parley.Date:
			out[i] = v.String()
		case bool:
			out[i] = strconv.FormatBool(v)
		}
	}
	return out
}

// Escape puts an apostrophe before text that begins, after white space, with a character by which spreadsheets know a
// formula (= + - @ and their full-width forms), with a tab or a line end, or with an apostrophe. Restore undoes it.
func Escape(s string) string {
	if s == "" {
		return s
	}
	t := strings.TrimLeft(s, " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\ufeff\u200b")
	if t != "" && strings.ContainsAny(t[:1], "=+-@\t\r\n\v\f'") || strings.HasPrefix(s, "'") {
		return "'" + s
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(t, wide) {
			return "'" + s
		}
	}
	return s
}

// Restore is the text that Escape was given.
func Restore(s string) string { return strings.TrimPrefix(s, "'") }

// JSONL writes findings, the findings of one report a line.
func JSONL(w io.Writer, found func(yield func(parley.Findings, error) bool)) error {
	for f, err := range found {
		if err != nil {
			return err
		}
		b, err := store.EncodeFindings(f)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(b, '\n')); err != nil {
			return &parley.Error{Kind: parley.Unavailable, Op: "export: write jsonl", Err: err}
		}
	}
	return nil
}
