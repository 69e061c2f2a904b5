package statement

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// longestTail is how many tokens may say behind a noun which of its kind is meant.
const longestTail = 12

// withTail is the noun phrase r with what the tree hangs on its head right behind it: "two merchants close to the palace", "a person briefed on the plan".
// It ends before a clause of its own ("who asked not to be named"), a time, and the words of the statement's cue, content and addressee.
func (p *pass) withTail(s *draft, r parley.TokenRange) parley.TokenRange {
	if !p.trees || r.Empty() {
		return r
	}
	head := p.headIn(r)
	if head < 0 || p.d.Tags[head].U != text.NOUN {
		return r
	}
	end := r.End
	for j := r.End; j < len(p.d.Tokens) && j < r.End+longestTail && p.d.Tokens[j].Quote == p.d.Tokens[head].Quote && !p.taken(s, j) && p.narrows(j, head, r.End) && !handed[p.d.Lower(j)]; j++ {
		if w := p.d.Tags[j].U; w != text.ADP && w != text.DET && w != text.CCONJ && w != text.ADV {
			end = j + 1
		}
	}
	return parley.TokenRange{First: r.First, End: end}
}

// handed are the participles behind a source that say through whom its words came: "an officer quoted by Newswire".
var handed = text.WordSet("carried cited interviewed obtained published quoted released reviewed run seen")

// headIn is the token of r that hangs on none of it, -1 where there is none.
func (p *pass) headIn(r parley.TokenRange) int {
	for i := r.First; i < r.End; i++ {
		if h := p.up(i); p.d.Tags[i].U != text.PUNCT && p.d.Tags[i].U != text.ADP && p.d.Tags[i].U != text.CCONJ && (h < 0 || !r.Has(h)) {
			return i
		}
	}
	return -1
}

// taken reports whether token j stands in another part of statement s, or is a time or a mark.
func (p *pass) taken(s *draft, j int) bool {
	if p.d.Tags[j].U == text.PUNCT || p.timeOf[j] >= 0 || s.addr.Has(j) {
		return true
	}
	for _, rs := range [][]parley.TokenRange{s.cues, s.parts, s.with} {
		for _, r := range rs {
			if r.Has(j) {
				return true
			}
		}
	}
	return false
}

// narrows reports whether token j belongs to an adjective, a participle or a phrase with a preposition that hangs on head and begins at token from or
// behind it.
func (p *pass) narrows(j, head, from int) bool {
	for n := 0; n < longestTail; n++ {
		h := p.up(j)
		if h < 0 || h < head {
			return false
		}
		if h == head {
			r := p.d.Rels[j]
			return j >= from && (r == "amod" || r == "acl" || r == "nmod" || strings.HasPrefix(r, "nmod:"))
		}
		if strings.HasPrefix(p.d.Rels[j], "acl:relcl") || p.d.Rels[j] == "conj" && p.d.Tags[j].U == text.VERB {
			return false
		}
		j = h
	}
	return false
}
