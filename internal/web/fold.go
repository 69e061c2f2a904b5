package web

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A chunk is paragraphs that stand together in the reader: one of the text, or a run of page furniture before it that is folded.
type chunk struct {
	Paras []para
	Lines int    // of folded furniture, 0 where nothing is folded
	Kinds string // of it
	Open  bool   // the address names words in it
}

// Furniture is folded from so many lines or bytes on.
const (
	fewLines = 3
	fewBytes = 200
)

// foldedHead is paragraphs with each run of menus, share lines and the like before the first words of the body in a chunk that opens. Credits, captions and
// stamps belong to the report, and what has a finding beside it is shown.
func foldedHead(paras []para) []chunk {
	lead := slices.IndexFunc(paras, func(p para) bool { return p.Kind == "body" })
	var out []chunk
	for i := 0; i < len(paras); {
		n := i
		for i < lead && n < lead && paras[n].mereFurniture() {
			n++
		}
		if c := fold(paras[i:n]); c.Lines >= fewLines || c.bytes() >= fewBytes {
			out = append(out, c)
			i = n
			continue
		}
		n = max(n, i+1)
		for ; i < n; i++ {
			out = append(out, chunk{Paras: paras[i : i+1]})
		}
	}
	return out
}

// mereFurniture reports whether a paragraph is only what surrounds a report on its page.
func (p *para) mereFurniture() bool {
	return len(p.Cards) == 0 && !slices.ContainsFunc(p.Parts, func(s segment) bool {
		return s.Kind != "noise" || s.Noise == string(parley.Credit) || s.Noise == string(parley.Caption)
	})
}

func fold(paras []para) chunk {
	c := chunk{Paras: paras}
	var kinds []string
	for _, p := range paras {
		for _, s := range p.Parts {
			c.Lines++
			if k := words(s.Noise); !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
			c.Open = c.Open || slices.ContainsFunc(s.Runs, func(r run) bool { return r.Named })
		}
	}
	c.Kinds = strings.Join(kinds, ", ")
	return c
}

func (c *chunk) bytes() (n int) {
	for _, p := range c.Paras {
		for _, s := range p.Parts {
			n += s.Span.Len()
		}
	}
	return n
}
