package web

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/sheet"
)

// A table is the CSV twin of a list. A cell is a string, a number, or nil for an empty one.
type table struct {
	Head []string
	Rows [][]any
}

// csv writes the table as RFC 4180 has it. A cell of text that a spreadsheet would take for a formula gets an
// apostrophe in front; numbers stay numbers.
func (t table) csv() ([]byte, error) {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	w.Row(t.Head)
	for _, r := range t.Rows {
		out := make([]string, len(r))
		for i, c := range r {
			out[i] = cell(c)
		}
		w.Row(out)
	}
	err := w.Flush()
	return b.Bytes(), err
}

func cell(c any) string {
	switch v := c.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case *float64:
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	case parley.Date:
		return v.String()
	case *parley.Interval:
		if v == nil {
			return ""
		}
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return inert(fmt.Sprint(c))
}

// inert puts an apostrophe before text that starts a formula: = + - @ or their full-width forms, also after white space,
// or a tab or return in first place. Text that already has apostrophes before such a start gets one more, so that taking
// one away restores every text.
func inert(s string) string {
	t := strings.TrimLeft(s, "'")
	if t == "" {
		return s
	}
	if t[0] == '\t' || t[0] == '\r' {
		return "'" + s
	}
	t = strings.TrimLeft(t, " \t\r\n\u00a0\u3000\u200b\ufeff")
	for _, p := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(t, p) {
			return "'" + s
		}
	}
	return s
}
