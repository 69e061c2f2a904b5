package predict

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
)

// maxJSON is the most bytes that a line of JSON may have.
const maxJSON = 64 << 20

// A document is a line of input to Coref. Further fields do not count.
type document struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
	Date json.RawMessage `json:"date"` // where a stage asks for the day
}

// Chains is the answer of Coref to one document: for each chain its mentions, as half-open ranges of bytes of the text
// as UTF-8, in the order of the finder.
type Chains struct {
	ID     json.RawMessage `json:"id"`
	Chains [][][2]int      `json:"chains"`
}

// Coref answers documents, a JSON object {"id", "text"} a line, with their chains, one answer a line and in the same
// order. The text is read as one body, paragraphs parted by empty lines. A line that is no such object is told and left out.
func Coref(w io.Writer, r io.Reader, s *Stages, c Chainer, tell Tell) error {
	out := bufio.NewWriterSize(w, 1<<16)
	lines := conll.NewLines(r, maxJSON)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, err := lines.Next()
		var doc document
		if err == nil {
			if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) == 0 {
				continue
			}
			doc, err = decode(line, lines.Number())
		}
		switch {
		case errors.Is(err, io.EOF):
			return written(out.Flush())
		case err != nil && parley.KindOf(err) == parley.Invalid:
			tell(err)
			continue
		case err != nil:
			return cmp.Or(written(out.Flush()), err)
		}
		if err := enc.Encode(Chains{doc.ID, chains(*doc.Text, s, c)}); err != nil {
			return written(err)
		}
	}
}

// decode reads one line. Text that is no UTF-8 has no ranges that both sides agree on, and is refused.
func decode(line []byte, number int) (document, error) {
	bad := func(format string, args ...any) (document, error) {
		return document{}, parley.Errorf(parley.Invalid, fmt.Sprintf("line %d", number), format, args...)
	}
	if !utf8.Valid(line) {
		return bad("not UTF-8")
	}
	var d document
	if err := json.Unmarshal(line, &d); err != nil {
		return bad("no JSON object with id and text: %s", err)
	}
	switch {
	case d.Text == nil:
		return bad("no text")
	case d.ID == nil:
		return bad("no id")
	}
	return d, nil
}

// chains are the chains of one text.
func chains(content string, s *Stages, c Chainer) [][][2]int {
	d := s.Segmenter.Segment(body(content))
	s.Read(d)
	out := [][][2]int{}
	for _, chain := range c.Coref(d) {
		spans := make([][2]int, 0, len(chain))
		for _, r := range chain {
			if !r.Empty() {
				sp := d.Span(r)
				spans = append(spans, [2]int{sp.Start, sp.End})
			}
		}
		if len(spans) > 0 {
			out = append(out, spans)
		}
	}
	return out
}
