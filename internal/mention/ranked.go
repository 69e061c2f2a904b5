package mention

import "github.com/parley-press/parley"

// A ranking is what the trained ranker of chains says, by tokens.
type ranking struct {
	r    *corefReader
	cand []int32 // token to the candidate it heads, -1
}

// rank runs the ranker over a report that has trees; nil where it has none.
func (l *linker) rank() *ranking {
	if !l.hasTrees() || l.f.coref == nil {
		return nil
	}
	v := newCorefView(l.d)
	v.news = true
	r := newCorefReader(l.f, l.f.coref.nouns, v)
	r.reset()
	last := -1 // what stands behind the last pronoun is never asked for
	for i := range l.cands {
		if c := &l.cands[i]; c.kind == parley.PronounMention {
			last = max(last, int(r.at[c.at.top]))
		}
	}
	for i := range r.ms[:last+1] {
		if k := r.given(i); k >= 0 {
			r.link(i, k)
			continue
		}
		if k := r.ms[i].kind; k == kindIndefinite || k == kindQuantified || k == kindBare {
			r.link(i, -1) // new in the text as good as always, and pronouns alone are asked for
			continue
		}
		r.prepare(i)
		r.link(i, r.best(l.f.coref.rank.sum))
	}
	x := &ranking{r: r, cand: make([]int32, len(l.d.Tokens))}
	for i := range x.cand {
		x.cand[i] = -1
	}
	for i := len(l.cands) - 1; i >= 0; i-- {
		if c := &l.cands[i]; c.kind != "" {
			x.cand[c.at.top] = int32(i)
		}
	}
	return x
}

// entity is the entity of the chain that the ranker has candidate c in: of its latest mention before c, else the first after; -1 none. Pronouns
// do not count.
func (l *linker) ranked(c *cand) int {
	x := l.ranking
	if x == nil {
		return -1
	}
	m := x.r.at[c.at.top]
	if m < 0 {
		return -1
	}
	chain := x.r.of[m]
	for k := m - 1; k >= 0; k-- {
		if x.r.of[k] == chain && !x.r.ms[k].kind.pronoun() {
			if n := x.cand[x.r.ms[k].head]; n >= 0 && l.cands[n].ent >= 0 {
				return l.cands[n].ent
			}
		}
	}
	return -1
}
