package predict

import (
	"encoding/json"
	"io"
	"math"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Counted is the answer of Figures to one article.
type Counted struct {
	ID      json.RawMessage `json:"id"`
	Figures []Figure        `json:"figures"`
}

// A Figure is a quantity as one voice claims it (codebook, section 6). Ranges count bytes of the article's text in UTF-8, half open.
type Figure struct {
	Start      int              `json:"start"` // the number with its qualifier and noun
	End        int              `json:"end"`
	Number     [2]int           `json:"number"` // the number alone
	Low        *float64         `json:"low"`    // null where the claim leaves that end open
	High       *float64         `json:"high"`
	Qualifier  parley.Qualifier `json:"qualifier"`
	Unit       string           `json:"unit"`              // what is counted, "" where the text does not say
	Head       string           `json:"head,omitempty"`    // lemma of the unit's head noun
	PartOf     *int             `json:"part_of,omitempty"` // place in the list of the figure that it is a part of
	When       *parley.Interval `json:"when,omitempty"`    // the days of which it is told, where the sentence names them
	AssertedBy string           `json:"asserted_by"`       // name of the source, "" where it has none, "narrator" where the outlet tells it
	Source     *[2]int          `json:"source,omitempty"`  // the words that stand for the source
	Confidence float64          `json:"confidence"`
	Rule       string           `json:"rule"`
}

// Figures answers articles with their figures; what it reads and leaves out is as for Events.
func Figures(w io.Writer, r io.Reader, a Annotator, tell Tell) error {
	return dated(w, r, a, tell, func(id json.RawMessage, d *text.Doc) any { return Counted{id, figures(d)} })
}

// figures are the quantities of d that are figures.
func figures(d *text.Doc) []Figure {
	out := []Figure{}
	at := make([]int, len(d.Quantities)) // their place in the list, -1
	for i, q := range d.Quantities {
		at[i] = -1
		if q.Vague {
			continue
		}
		at[i] = len(out)
		out = append(out, figure(d, q, at))
	}
	return out
}

// figure is q as it is written out; at gives the places of those before it.
func figure(d *text.Doc, q text.Quantity, at []int) Figure {
	s := d.Span(q.Tokens)
	own := printed(d, s)
	x := Figure{Start: own[0], End: own[1], Number: printed(d, d.Span(q.Number)), Low: q.Low, High: q.High, Qualifier: q.Qualifier, Unit: q.UnitText,
		AssertedBy: parley.Narrator, Confidence: math.Round(q.Score*1e4) / 1e4, Rule: q.Rule}
	if q.Head >= 0 {
		x.Head = d.Lemmas[q.Head]
	}
	if q.PartOf >= 0 && at[q.PartOf] >= 0 {
		n := at[q.PartOf]
		x.PartOf = &n
	}
	if q.Time >= 0 {
		x.When = d.Times[q.Time].When
	}
	if k := d.Innermost(s); k >= 0 {
		st := &d.Statements[k]
		x.AssertedBy = ""
		if st.Entity >= 0 {
			x.AssertedBy = d.Entities[st.Entity].Name
		}
		if !st.Source.Empty() {
			source := printed(d, st.Source)
			x.Source = &source
		}
	}
	return x
}
