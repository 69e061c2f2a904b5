package mention

import (
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// halves maps the points of the compass by which the text tells two states of one name apart to the entry of the state that each means: "the North" where
// there is a North Korea. A point by which it names two states means neither.
func (p *pass) halves() map[string]form {
	var out map[string]form
	for i := range p.low {
		if !points[p.low[i]] || !p.cap(i) {
			continue
		}
		_, fs := p.match(i, len(p.low))
		f, ok := pick(fs, of(state, adjective))
		if !ok || !strings.HasPrefix(strings.ToLower(p.f.lex.entries[f.entry].name), p.low[i]+" ") {
			continue
		}
		if out == nil {
			out = map[string]form{}
		}
		if g, ok := out[p.low[i]]; ok && g.entry != f.entry {
			f.entry = -1
		}
		out[p.low[i]] = form{class: state, entry: f.entry}
	}
	return out
}

// half is the state that "the North" at token i means.
func (p *pass) half(i int) (form, bool) {
	f, ok := p.compass[p.low[i]]
	return f, ok && f.entry >= 0 && p.cap(i) && (p.word(i-1) == "the" && !p.cap(i+1) || p.inHeadlineAlone(i))
}

// inHeadlineAlone reports whether token i stands in a headline as the name of a speaker or an owner does: "South: talks have failed", "South's army".
func (p *pass) inHeadlineAlone(i int) bool {
	s := &p.d.Sentences[p.d.Tokens[i].Sentence]
	if p.d.Paragraphs[s.Paragraph].Kind != text.Headline || p.cap(i-1) {
		return false
	}
	w := p.word(i + 1)
	return w == "'s" || w == ":" && i == s.Tokens.First || i+1 == s.Tokens.End && (p.word(i-1) == ":" || i == s.Tokens.First) || speech[w] && i == s.Tokens.First
}

var points = text.WordSet("north south east west")
