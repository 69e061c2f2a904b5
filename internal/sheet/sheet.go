// Package sheet writes tables as RFC 4180 has them, and keeps every cell as it is: encoding/csv drops a carriage return
// within a cell and lengthens a line feed, so that what is read back is another text.
package sheet

import (
	"bufio"
	"io"
	"strings"
)

// A Writer writes rows that end in CRLF. Its first error stays; Flush gives it.
type Writer struct {
	b *bufio.Writer
}

// NewWriter is a writer to w.
func NewWriter(w io.Writer) *Writer { return &Writer{bufio.NewWriter(w)} }

// Row writes one row. A cell stands in quotation marks where it holds a comma, a quotation mark or a line end, where it
// begins or ends with white space, and where it is the one cell of the row and empty.
func (w *Writer) Row(cells []string) {
	for i, c := range cells {
		if i > 0 {
			w.put(",")
		}
		if !quoted(c) && (c != "" || len(cells) > 1) {
			w.put(c)
			continue
		}
		w.put(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
	}
	w.put("\r\n")
}

// put writes s; the buffer keeps the error until Flush.
func (w *Writer) put(s string) { _, _ = w.b.WriteString(s) }

// Flush writes what is held back, and gives the first error there was.
func (w *Writer) Flush() error { return w.b.Flush() }

func quoted(c string) bool {
	return strings.ContainsAny(c, ",\"\r\n") || c != strings.TrimSpace(c)
}
