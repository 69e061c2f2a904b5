package predict

import (
	"encoding/json"
	"io"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Timed is the answer of Timex to one article.
type Timed struct {
	ID    json.RawMessage `json:"id"`
	Timex []Time          `json:"timex"`
}

// A Time is a time expression with the attributes that TIMEX3 of TimeML (ISO 24617-1) gives it. The range counts bytes of the article's
// text in UTF-8, half open.
type Time struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Type  string `json:"type"`          // DATE, TIME, DURATION, SET
	Value string `json:"value"`         // "" where the expression is no such date or can be read two ways
	Why   string `json:"why,omitempty"` // what the value was counted from, in words
}

// Timex answers articles, a JSON object {"id", "text", "date"} a line, with their time expressions, one answer a line and in the same
// order. The date is that of Figures, and what is left out is the same.
func Timex(w io.Writer, r io.Reader, a Annotator, tell Tell) error {
	check := func(doc document) error {
		_, err := issued(doc)
		return err
	}
	return articles(w, r, tell, check, func(doc document) any {
		t := text.Plain(*doc.Text)
		if v, err := issued(doc); err == nil && v.Known() {
			t.Meta.Published = text.Date{Value: v, How: parley.Told}
		}
		return Timed{doc.ID, times(a.Annotate(t))}
	})
}

// times are the time expressions of d, ascending.
func times(d *text.Doc) []Time {
	out := make([]Time, 0, len(d.Times))
	for _, x := range d.Times {
		s := d.Span(x.Tokens)
		out = append(out, Time{Start: s.Start, End: s.End, Type: x.Type, Value: x.Value, Why: x.Why})
	}
	return out
}
