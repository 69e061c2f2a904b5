package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// leastFor is the confidence from which a relation that no rule found is a statement, by its cue with head token head and entry q and by its content.
func (p *pass) leastFor(head int, q *cue, s *draft) float64 {
	clause := p.finiteBetween(s.parts[0].First, s.parts[0].End)
	switch {
	case q == nil && !clause && p.quotedIn(s.parts) == 0 && !p.inHeadline() || q != nil && q.has("quiet") && q.class == attitude:
		return 1 // on the read dossiers of testdata/coded one in three, and one in six, are right
	case q == nil || q.has("quiet") || q.frame("from"):
		return strangeFrom
	case clause && q.class == speech && p.d.Tags[head].U != text.NOUN && !q.has("weak") && !q.has("asonly") && !q.has("negonly"):
		return clearFrom
	}
	return newFrom
}

// grounds reports whether the content of a relation is a ground that somebody names ("citing the failure of the talks") and not a source whom he quotes.
func (p *pass) grounds(a *text.Attribution) bool {
	if len(a.Content) == 0 {
		return false
	}
	np, _ := p.nounPhraseAt(a.Content[0].First)
	if np.Empty() {
		return false
	}
	h := p.d.Chunks[p.chunkOf[np.First]].Head
	if k := p.f.occasions[p.nounOf(h)]; k != "" || len(p.f.nouns[p.nounOf(h)]) > 0 || people[p.nounOf(h)] {
		return false
	}
	m := p.headOf[h]
	return m < 0 || p.d.Mentions[m].Kind != parley.NameMention && !speaks(p.d.Mentions[m].Type)
}
