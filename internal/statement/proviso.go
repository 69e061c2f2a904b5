package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// provisos adds to a content the condition under which it was said, where the comma before it ended the content: "said it would sign[, but only if the
// raids stopped]".
func (p *pass) provisos() {
	for _, s := range p.stmts {
		if s.dropped || len(s.parts) == 0 || len(s.cues) == 0 {
			continue
		}
		r := &s.parts[len(s.parts)-1]
		if s.cues[0].First > r.First || r.Empty() {
			continue
		}
		if end := p.proviso(r.End); end > 0 && !p.cueIn(parley.TokenRange{First: r.End, End: end}) {
			r.End = end
		}
	}
}

// proviso is the token after the condition that begins with the comma at token i and closes the sentence, 0 where none does.
func (p *pass) proviso(i int) int {
	if i+2 >= len(p.d.Tokens) || p.d.Word(i) != "," {
		return 0
	}
	r := p.d.Sentences[p.d.Tokens[i].Sentence].Tokens
	j := i + 1
	for j < r.End && provisoOpeners[p.d.Lower(j)] {
		j++
	}
	if j >= r.End || !conditions[p.d.Lower(j)] || p.d.Tokens[j].Quote != p.d.Tokens[i].Quote {
		return 0
	}
	end := r.End
	for end > j && p.d.Tags[end-1].U == text.PUNCT && p.d.Tokens[end-1].Quote < 0 {
		end--
	}
	return end
}

// cueIn reports whether the cue of another statement stands among tokens r.
func (p *pass) cueIn(r parley.TokenRange) bool {
	for _, s := range p.touch[p.d.Tokens[r.First].Sentence] {
		if !s.dropped && slices.ContainsFunc(s.cues, func(c parley.TokenRange) bool { return c.First >= r.First && c.First < r.End }) {
			return true
		}
	}
	return false
}

var (
	provisoOpeners = text.WordSet("but only even and then not")
	conditions     = text.WordSet("if unless provided providing once")
)
