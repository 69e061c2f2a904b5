package statement

import "github.com/parley-press/parley"

// ownAttitudes makes one statement of two where a speaker says what he himself wants, hopes or fears: "said he hoped to go" is one cue of two words, and
// what is hoped for the content.
func (p *pass) ownAttitudes() {
	for _, h := range p.stmts {
		if h.dropped || h.cue == nil || h.cue.class != speech || h.cue.act != parley.Say || h.Negated || len(h.cues) == 0 || len(h.parts) != 1 {
			continue
		}
		r := h.parts[0]
		for _, s := range p.touch[p.d.Tokens[r.First].Sentence] {
			if s == h || s.dropped || !p.ownAttitude(h, s) {
				continue
			}
			h.cues = append(h.cues, s.cues...)
			h.parts, h.cue, h.Negated, h.standing = s.parts, s.cue, s.Negated, false
			s.dropped = true
			break
		}
	}
	for _, s := range p.stmts { // how somebody is said to feel is what is said
		s.dropped = s.dropped || s.cue != nil && s.cue.pos == "a" && p.within(s)
	}
}

// ownAttitude reports whether s is an attitude that fills the content of h, its subject a pronoun for the source of h.
func (p *pass) ownAttitude(h, s *draft) bool {
	r := h.parts[0]
	if s.cue == nil || s.cue.class != attitude || len(s.cues) == 0 || len(s.parts) == 0 || s.src.Len() != 1 || s.src.First != r.First || s.parts[len(s.parts)-1].End < r.End {
		return false
	}
	switch p.d.Lower(s.src.First) {
	case "he", "she", "it", "they":
	default:
		return false
	}
	at := s.cues[0].First
	return r.First < at && (s.Entity == h.Entity || s.Entity < 0) && p.d.Tokens[at].Quote < 0 && !p.finiteBetween(r.First, p.predicateOf(s.cue, at))
}

// predicateOf is the first token of the verb group of a cue at token i, of an adjective that of its copula.
func (p *pass) predicateOf(q *cue, i int) int {
	if v := p.copula(i); q.pos == "a" && v >= 0 {
		return p.d.Chunks[v].Tokens.First
	}
	return p.startOf(i)
}

// startOf is the first token of the phrase that holds token i.
func (p *pass) startOf(i int) int {
	if c := p.chunkAt(i); c != nil {
		return c.Tokens.First
	}
	return i
}
