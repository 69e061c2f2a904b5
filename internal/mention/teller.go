package mention

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A telling is a relation of attribution as the linker looks at it.
type telling struct {
	at      int  // token that heads the source
	cand    int  // candidate that stands for the source
	inside  bool // the source stands in a quotation or in what another source says
	content []parley.TokenRange
}

// tellings lists the relations whose source has a mention, by the places of their sources.
func (l *linker) tellings() []telling {
	if !l.hasTrees() {
		return nil
	}
	heads := make([]int32, len(l.d.Tokens)) // token -> 1 + candidate that it heads
	for i := len(l.cands) - 1; i >= 0; i-- {
		if c := &l.cands[i]; c.kind != "" && !c.modifier {
			heads[c.head], heads[c.at.top] = int32(i)+1, int32(i)+1
		}
	}
	var out []telling
	for k := range l.d.Attributions {
		a := &l.d.Attributions[k]
		if a.Confidence < sourceFrom || len(a.Source) == 0 || a.Source[0].End > len(heads) {
			continue
		}
		t := l.top(a.Source[0])
		if w := l.low[t]; (w == "who" || w == "which") && l.up(t) >= 0 { // whose clause it opens
			if v := l.up(t); strings.HasPrefix(l.d.Rels[v], "acl") && l.up(v) >= 0 {
				t = l.up(v)
			}
		}
		if x := int(heads[t]); x > 0 {
			out = append(out, telling{at: t, cand: x - 1, inside: l.d.Tokens[t].Quote >= 0, content: a.Content})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at < out[j].at })
	for i := range out {
		for j := max(0, i-nearTellings); j < min(len(out), i+nearTellings); j++ {
			out[i].inside = out[i].inside || j != i && has(out[j].content, out[i].at)
		}
	}
	return out
}

// nearTellings is how many relations on each side of one may hold it.
const nearTellings = 8

func has(rs []parley.TokenRange, t int) bool {
	for _, r := range rs {
		if r.Has(t) {
			return true
		}
	}
	return false
}

// teller is the entity of who spoke last before c in the report's own words, with the number of the relation; -1 where nobody did. Only "he" and
// "she" who speak themselves take it up.
func (l *linker) teller(c *cand) (ent, n int) {
	if c.gender != 'm' && c.gender != 'f' || l.quote(c) >= 0 || c.at.deep || !c.at.speaks && !l.telling[c.head] {
		return -1, -1
	}
	for n = sort.Search(len(l.tells), func(n int) bool { return l.tells[n].at >= c.head }) - 1; n >= 0; n-- {
		if o := &l.cands[l.tells[n].cand]; !l.tells[n].inside && (!o.at.deep || o.sent == c.sent) && !has(l.tells[n].content, c.head) {
			if l.apart(o, c) > 1 { // whoever was spoken of between may be meant
				break
			}
			if o.at.gov >= 0 && o.at.speaks && asking[l.d.Lemmas[o.at.gov]] && !asking[l.d.Lemmas[max(int(c.at.gov), 0)]] {
				return -1, -1 // who was asked speaks next
			}
			return o.ent, n
		}
	}
	return -1, -1
}

// spokenOf reports whether mention o stands in what relation n says.
func (l *linker) spokenOf(o *cand, n int) bool { return n >= 0 && has(l.tells[n].content, o.head) }

// beside reports whether entity n is another argument of the verb that pronoun c is an argument of: "he accused Roe" is not Roe.
func (l *linker) beside(i, n int) bool {
	c := &l.cands[i]
	if c.at.role == 0 || c.at.gov < 0 || c.modifier || c.at.role != 's' && c.at.role != 'o' {
		return false
	}
	for k := i + 1; k < len(l.cands) && l.cands[k].sent == c.sent && k < i+window; k++ {
		if o := &l.cands[k]; o.ent == n && !o.modifier && (o.at.role == 's' || o.at.role == 'o') && l.bound(c, o) {
			return true
		}
	}
	for k := i - 1; k >= 0 && l.cands[k].sent == c.sent && k > i-window; k-- {
		if o := &l.cands[k]; o.ent == n && !o.modifier && (o.at.role == 's' || o.at.role == 'o') && l.bound(c, o) {
			return true
		}
	}
	return false
}
