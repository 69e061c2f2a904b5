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
	Timex []Timex         `json:"timex"`
}

// A Timex is a time expression with type and value as TimeML has them (TIMEX3; Pustejovsky et al., ISO-TimeML, 2010). Ranges count bytes of the article's text
// in UTF-8, half open.
type Timex struct {
	Start int              `json:"start"`
	End   int              `json:"end"`
	Type  string           `json:"type"`            // DATE, TIME, DURATION or SET
	Value string           `json:"value"`           // "" where the text does not say
	Mod   string           `json:"mod,omitempty"`   // of TIMEX3: START, MID, END, APPROX, MORE_THAN ...
	Grain string           `json:"grain,omitempty"` // how fine it is: day, week, month ...; of a length its unit
	When  *parley.Interval `json:"when,omitempty"`  // the days it stands for, an end missing where it is open
	Why   string           `json:"why,omitempty"`   // how the value was found, in words
}

// Timexes answers articles, a JSON object {"id", "text", "date"} a line, with their time expressions, one answer a line and in the same order. The date (ISO; it
// may be missing) is the day of publication, from which "Tuesday" counts. A line that is no such object, brings an id once more or a date that is none, is told
// and left out.
func Timexes(w io.Writer, r io.Reader, a Annotator, tell Tell) error {
	check := func(doc document) error {
		_, err := day(doc)
		return err
	}
	return articles(w, r, tell, check, func(doc document) any {
		d := a.Annotate(issued(doc))
		out := make([]Timex, 0, len(d.Times))
		for _, t := range d.Times {
			s := d.Span(t.Tokens)
			out = append(out, Timex{s.Start, s.End, t.Type, t.Value, t.Mod, t.Grain, t.When, t.Why})
		}
		return Timed{doc.ID, out}
	})
}

// issued is the text of an article with the day of publication that came with it.
func issued(doc document) *text.Text {
	t := text.Plain(*doc.Text)
	if v, err := day(doc); err == nil && v.Known() {
		t.Meta.Published = text.Date{Value: v, How: parley.Told}
	}
	return t
}
