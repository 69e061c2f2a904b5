package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// maxColumns is how many columns a table may have.
const maxColumns = 2000

// readTable reads a table as RFC 4180 has it: a line of column names, then a row an article. The cells are parted by commas, semicolons or
// tabs, whichever the line of names has most of. A byte order mark and bare line feeds are tolerated; UTF-16 is read too. A quotation mark
// within a cell that does not begin with one stands for itself. A row with more or fewer cells than names is set aside. Where a quotation is never
// closed its line is set aside and the rest read again, a row a line.
func readTable(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		r := &rows{Input: in, l: lines{r: bufio.NewReaderSize(narrow(in.R), 64<<10), max: in.Max}}
		if err := r.read(yield); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errStopped) {
			yield(parley.Report{}, in.broken(r.l.end, err))
		}
	}
}

// rows are the rows of a table.
type rows struct {
	Input
	l     lines
	comma byte
	names []string
	cols  map[string]int // part of a report: column
}

// A row is one row as it stands.
type row struct {
	b    []byte
	at   place
	over bool // more than max bytes
	open bool // a quotation is not closed
}

// read yields the rows.
func (r *rows) read(yield func(parley.Report, *parley.SetAside) bool) error {
	if err := r.heading(yield); err != nil {
		return err
	}
	for {
		w, err := r.next()
		switch {
		case err != nil:
			return err
		case w.open:
			return r.singly(w, yield)
		}
		if !r.row(w, yield) {
			return errStopped
		}
	}
}

// next is the next row: lines until no quotation is open. Blank lines are passed over.
func (r *rows) next() (row, error) {
	var w row
	q := quoting{comma: r.comma, start: true}
	r.l.each = q.feed
	for {
		ln, err := r.l.next()
		if err != nil {
			if w.at.line > 0 && errors.Is(err, io.EOF) {
				w.open = true
				return w, nil
			}
			return w, err
		}
		switch {
		case w.at.line > 0:
			w.at.size += ln.at.size
		case !ln.over && len(bytes.TrimSpace(ln.b)) == 0:
			continue
		default:
			w.at = ln.at
		}
		if w.over = w.over || ln.over || int64(len(w.b)+len(ln.b)) > r.Max; w.over {
			w.b = nil
		} else {
			w.b = append(w.b, ln.b...)
		}
		if !q.open() {
			return w, nil
		}
	}
}

// quoting follows the quotation marks of a row.
type quoting struct {
	comma   byte
	inside  bool // a quotation is open
	pending bool // a mark was seen in it: the end, or the first of two that stand for one
	start   bool // at the start of a cell
}

// open reports whether a quotation is open after what was fed.
func (q *quoting) open() bool { return q.inside && !q.pending }

func (q *quoting) feed(b []byte) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if q.inside {
			if !q.pending && c != '"' { // on to the next mark
				k := bytes.IndexByte(b[i:], '"')
				if k < 0 {
					return
				}
				i += k
				c = '"'
			}
			if c == '"' {
				q.pending = !q.pending
				continue
			}
			q.inside, q.pending = false, false
		}
		switch c {
		case q.comma:
			q.start = true
		case '"':
			q.inside, q.start = q.start, false
		case ' ', '\t', '\r', '\n':
		default:
			q.start = false
		}
	}
}

// singly reads what follows an open quotation with every line as a row: the lines that were swallowed, to the end of the input.
func (r *rows) singly(w row, yield func(parley.Report, *parley.SetAside) bool) error {
	if !yield(parley.Report{}, r.asideAt(strconv.Itoa(w.at.line), parley.ReasonDamaged, w.at, "a quotation mark opens a cell that is never closed; from the next line on each line is read as a row")) {
		return errStopped
	}
	if w.over {
		return fmt.Errorf("%w", &limitError{fmt.Sprintf("the open cell has %s, the limit is %s", numeral.Bytes(w.at.size), numeral.Bytes(r.Max))})
	}
	at := place{line: w.at.line, offset: w.at.offset}
	for i, b := range bytes.SplitAfter(w.b, []byte("\n")) {
		at.size = int64(len(b))
		if i > 0 && len(bytes.TrimSpace(b)) > 0 {
			q := quoting{comma: r.comma, start: true}
			if q.feed(b); !r.row(row{b: b, at: at, open: q.open()}, yield) {
				return errStopped
			}
		}
		at.line, at.offset = at.line+1, at.offset+at.size
	}
	return io.EOF
}

// cells parts a row.
func (w *row) cells(comma byte) []string {
	b := bytes.TrimRight(w.b, "\r\n")
	var out []string
	var cell []byte
	for i := 0; ; i++ {
		cell = cell[:0]
		k := i
		for k < len(b) && (b[k] == ' ' || b[k] == '\t' && comma != '\t') {
			k++
		}
		if k < len(b) && b[k] == '"' {
			for i = k + 1; i < len(b); i++ {
				if b[i] != '"' {
					cell = append(cell, b[i])
				} else if i++; i < len(b) && b[i] == '"' {
					cell = append(cell, '"')
				} else {
					break
				}
			}
		}
		for ; i < len(b) && b[i] != comma; i++ {
			cell = append(cell, b[i])
		}
		out = append(out, string(cell))
		if i >= len(b) || len(out) > maxColumns {
			return out
		}
	}
}

// heading reads the line of names.
func (r *rows) heading(yield func(parley.Report, *parley.SetAside) bool) error {
	if b, _ := r.l.r.Peek(3); string(b) == "\xef\xbb\xbf" {
		_, _ = r.l.r.Discard(3)
		r.l.end = 3
	}
	refuse := func(w row, why parley.Reason, format string, args ...any) error {
		yield(parley.Report{}, r.asideAt("", why, w.at, format, args...))
		return errStopped
	}
	peek, _ := r.l.r.Peek(headBytes)
	r.comma = commaOf(peek)
	w, err := r.next()
	switch {
	case errors.Is(err, io.EOF):
		return refuse(w, parley.ReasonEmpty, "no line of column names")
	case err != nil:
		return err
	case w.over || w.open:
		return refuse(w, parley.ReasonDamaged, "the first line is no line of column names: it does not end within %s", numeral.Bytes(r.Max))
	}
	r.names = w.cells(r.comma)
	if len(r.names) > maxColumns {
		return refuse(w, parley.ReasonTooLarge, "more than %d columns", maxColumns)
	}
	for i := range r.names {
		r.names[i] = oneLine(r.names[i], 200)
	}
	r.cols = map[string]int{}
	for _, p := range FieldParts() {
		names, said := r.Fields.names(p.Part)
		i, twice := r.column(names, said)
		if twice {
			return refuse(w, parley.ReasonDamaged, "two columns are called %q", r.names[i])
		}
		if i >= 0 {
			r.cols[p.Part] = i
		}
	}
	if _, ok := r.cols["text"]; !ok {
		return refuse(w, parley.ReasonUnknown, "no column has the text; %s", haveFields(r.Fields, r.names))
	}
	return nil
}

// column is the column with the first of the names that there is, -1 where there is none.
func (r *rows) column(names []string, exact bool) (i int, twice bool) {
	for _, n := range names {
		same := func(s string) bool { return s == n || !exact && strings.EqualFold(s, n) }
		if i := slices.IndexFunc(r.names, same); i >= 0 {
			return i, slices.ContainsFunc(r.names[i+1:], same)
		}
	}
	return -1, false
}

// commaOf is what parts the cells of a first line.
func commaOf(head []byte) byte {
	head, _, _ = bytes.Cut(head, []byte("\n"))
	best := byte(',')
	for _, c := range []byte(";\t") {
		if bytes.Count(head, []byte{c}) > bytes.Count(head, []byte{best}) {
			best = c
		}
	}
	return best
}

// row yields the article of one row.
func (r *rows) row(w row, yield func(parley.Report, *parley.SetAside) bool) bool {
	part := strconv.Itoa(w.at.line)
	refuse := func(why parley.Reason, format string, args ...any) bool {
		return yield(parley.Report{}, r.asideAt(part, why, w.at, format, args...))
	}
	switch {
	case w.over:
		return refuse(parley.ReasonTooLarge, "a row of %s, the limit is %s", numeral.Bytes(w.at.size), numeral.Bytes(r.Max))
	case w.open:
		return refuse(parley.ReasonDamaged, "a quotation mark opens a cell that is not closed on its line")
	}
	cells := w.cells(r.comma)
	if len(cells) != len(r.names) {
		return refuse(parley.ReasonDamaged, "%d cells, there are %d columns", len(cells), len(r.names))
	}
	cell := func(part string) string {
		if i, ok := r.cols[part]; ok {
			return cells[i]
		}
		return ""
	}
	a := article{headline: cell("title"), text: []byte(cell("text")), day: cell("date"), outlet: cell("outlet"), url: cell("url"), language: cell("language")}
	a.html = looksHTML(string(a.text))
	if i, ok := r.cols["date"]; ok {
		a.dayBy = r.names[i]
	}
	if i, ok := r.cols["author"]; ok {
		a.authors, a.wroteBy = []string{cells[i]}, r.names[i]
	}
	return r.emit(yield, part, w.at, a)
}
