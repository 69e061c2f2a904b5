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

// Timexes answers articles with their time expressions; what it reads and leaves out is as for Events.
func Timexes(w io.Writer, r io.Reader, a Annotator, tell Tell) error {
	return dated(w, r, a, tell, func(id json.RawMessage, d *text.Doc) any {
		out := make([]Timex, 0, len(d.Times))
		for _, t := range d.Times {
			at := printed(d, d.Span(t.Tokens))
			out = append(out, Timex{at[0], at[1], t.Type, t.Value, t.Mod, t.Grain, t.When, t.Why})
		}
		return Timed{id, out}
	})
}
