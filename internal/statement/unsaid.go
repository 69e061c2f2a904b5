package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// unsaid reports whether the words of a cue with verb or noun v tell of no expression: it was withheld without a word ("did not respond", "has not explained how"), the
// verb stands for a thing done or tried ("denied them entry", "the two agreed to open the line", "seek to cross it"), or an attitude is only named as the ground or the means of something ("praised
// for wanting peace").
func (p *pass) unsaid(v int, q *cue, s *draft) bool {
	ch := p.chunkAt(v)
	if ch == nil || ch.Kind != text.VG {
		return false
	}
	switch l := p.d.Lemmas[v]; {
	case ch.Negated && ch.Modal == "" && (answering[l] || telling[l] || !s.parts[0].Empty() && p.opensWh(s.parts[0].First)):
		return q == nil || q.class == speech
	case l == "deny" && p.kid(v, v+1, p.hi, "iobj") >= 0:
		return true
	case trying[l] && p.d.Lower(s.parts[0].First) == "to":
		return true
	case l == "agree" && p.d.Lower(s.parts[0].First) == "to" && (p.severalAgree(subject{np: s.src}) || p.coordinated(s.src)):
		return true
	}
	return q != nil && q.class == attitude && p.afterPreposition(ch.Tokens.First)
}

var (
	answering = text.WordSet("respond reply answer react return")
	trying    = text.WordSet("seek try attempt strive struggle endeavour endeavor")
	telling   = text.WordSet("mention explain elaborate specify detail issue disclose reveal publish release unveil provide identify clarify")
)

// opensWh reports whether a content that begins at token i is a detail that is left open, with its question word or behind it: "when it came"; not "whether", which
// leaves open the matter itself.
func (p *pass) opensWh(i int) bool {
	if i > p.lo && !whWord[p.d.Lower(i)] {
		i--
	}
	w := p.d.Lower(i)
	return whWord[w] && w != "whether" && w != "if"
}

// coordinated reports whether a noun phrase names several who are joined by "and".
func (p *pass) coordinated(r parley.TokenRange) bool {
	if r.Empty() {
		return false
	}
	top := p.topOf(r)
	return p.kid(top, top+1, r.End, "conj") >= 0
}

// afterPreposition reports whether the verb group at token i is a gerund that a preposition governs.
func (p *pass) afterPreposition(i int) bool {
	if i <= p.lo || p.d.Tags[i].Penn != "VBG" {
		return false
	}
	switch p.d.Lower(i - 1) {
	case "by", "for", "of", "from", "without", "despite", "through":
		return true
	}
	return false
}
