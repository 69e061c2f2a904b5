// Package quantity finds the quantities that a report claims: number, qualifier and what is counted (codebook,
// section 6). Numbers that are no figures (dates, ages, house numbers, vague words) are kept and marked as such.
package quantity

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// A Finder finds quantities. It holds no state and serves many goroutines.
type Finder struct{}

// New is a Finder.
func New() *Finder { return &Finder{} }

// Find fills d.Quantities, ascending by their numbers. It needs tokens and d.Times; with tags it knows the counted
// noun phrase better. The time taken is linear in the tokens.
func (f *Finder) Find(d *text.Doc) {
	d.Quantities = nil
	times := timesByToken(d)
	ws := numeral.Words(d.Content, len(d.Tokens), func(i int) parley.Span { return d.Tokens[i].Span })
	for lo := 0; lo < len(ws); {
		sent := d.Tokens[ws[lo].Token].Sentence
		hi := lo + 1
		for hi < len(ws) && d.Tokens[ws[hi].Token].Sentence == sent {
			hi++
		}
		s := scan{doc: d, ws: ws[lo:hi], times: times, first: len(d.Quantities), whole: -1}
		s.sentence()
		lo = hi
	}
}

// timesByToken is for each token the time it stands in, -1 for none.
func timesByToken(d *text.Doc) []int {
	out := make([]int, len(d.Tokens))
	for i := range out {
		out[i] = -1
	}
	for k, t := range d.Times {
		for i := max(0, t.Tokens.First); i < t.Tokens.End && i < len(out); i++ {
			out[i] = k
		}
	}
	return out
}

// sentence reads the quantities of one sentence from left to right.
func (s *scan) sentence() {
	for i := 0; i < len(s.ws); {
		c, ok := s.read(i)
		if !ok || c.end <= i {
			i++
			continue
		}
		q := s.quantity(c)
		if n := len(s.doc.Quantities); n > s.first && q.Number.First < s.doc.Quantities[n-1].Number.End {
			i = max(c.end, i+1)
			continue // two numbers in one token: the first has it
		}
		if !q.Vague && q.PartOf < 0 {
			s.whole = len(s.doc.Quantities)
		}
		s.doc.Quantities = append(s.doc.Quantities, q)
		i = max(c.end, i+1)
	}
}
