package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// carry adds a link to the chain of s, and says why.
func (s *draft) carry(entity int, span parley.Span, why string) {
	s.Via = append(s.Via, text.Link{Entity: entity, Span: span})
	s.Because(parley.PartVia, "", 0, why)
}

// link adds the noun phrase r to the chain of s, where it names somebody who can pass on news and who is neither the source, nor in the chain already, nor the
// outlet of the report.
func (p *pass) link(s *draft, r parley.TokenRange, why string) {
	if r.Empty() {
		return
	}
	m := p.mentionIn(r)
	if m < 0 || p.d.Mentions[m].Entity < 0 {
		return
	}
	e := p.d.Mentions[m].Entity
	if e == s.Entity || p.ownOutlet(e) {
		return
	}
	for _, l := range s.Via {
		if l.Entity == e {
			return
		}
	}
	span := p.d.Span(r)
	if men := p.d.Mentions[m]; men.Kind == parley.NameMention {
		span = p.d.Span(men.Core)
	}
	s.carry(e, span, why)
}

// toldTo makes the outlet that was spoken to the first link: "told Newswire", "in an interview with Newswire".
func (p *pass) toldTo(s *draft) {
	if !s.addr.Empty() && p.outlet(s.Addressee) {
		p.link(s, s.addr, "told to the press")
	}
}

// media reports whether noun phrase r names the press: a known outlet or agency, or a body that is one by its noun or its name ("state television",
// "the Tarn Courier").
func (p *pass) media(r parley.TokenRange) bool {
	if r.Empty() {
		return false
	}
	m := p.mentionIn(r)
	if m < 0 {
		return false
	}
	if p.outlet(p.d.Mentions[m].Entity) {
		return true
	}
	if t := p.d.Mentions[m].Type; t != parley.Organization && t != parley.Group {
		return false
	}
	for i := r.First; i < r.End; i++ {
		if p.d.Lower(i) == "of" || p.d.Tags[i].Penn == "POS" { // "the union of press workers"
			return false
		}
		if mediaNouns[p.nounOf(i)] && (i == p.d.Mentions[m].Head || i == r.End-1 || p.d.Tags[i].U == text.PROPN) {
			return true
		}
		if p.nounOf(i) == "agency" && i > r.First && (p.nounOf(i-1) == "news" || p.nounOf(i-1) == "press" || p.nounOf(i-1) == "state" || p.nounOf(i-1) == "wire") {
			return true
		}
	}
	return false
}

var mediaNouns = text.WordSet(`newswire newspaper television tv radio broadcaster media daily weekly magazine website tabloid gazette courier herald tribune telegraph chronicle journal
	press times post news observer broadcasting newsroom paper channel network station portal outlet wire programme program podcast`)

// carrying are the participles of what the press does with others' words, with the prepositions that name the press after them.
var carrying = map[string]string{"quote": "by in", "cite": "by in", "carry": "by on in", "publish": "by in on", "broadcast": "by on", "air": "by on", "relay": "by", "distribute": "by", "report": "by in", "print": "by in",
	"run": "by in", "transmit": "by", "televise": "by on", "show": "by on", "see": "by", "obtain": "by", "review": "by", "release": "by", "post": "by on", "give": "to", "send": "to", "leak": "to", "provide": "to", "email": "to", "e-mail": "to"}

// carried reads participles that say who carries what was said: "in a statement quoted by Newswire", "in remarks broadcast on state television", "an officer
// quoted by Newswire", "…, as reported by Newswire".
func (p *pass) carried() {
	for v := 0; v+2 < len(p.d.Tokens); v++ {
		preps, ok := carrying[p.d.Lemmas[v]]
		if !ok || p.d.Tags[v].Penn != "VBN" && p.d.Tags[v].Penn != "VBD" {
			continue
		}
		p.setSentence(int(p.d.Tokens[v].Sentence))
		c := p.chunkOf[v]
		if c >= 0 && p.d.Chunks[c].Finite && p.d.Chunks[c].Tokens.Len() > 1 { // "was carried by": a clause of its own
			continue
		}
		by := p.carrierAfter(v, preps)
		if by.Empty() {
			continue
		}
		if s := p.carriedBy(v); s != nil {
			p.link(s, by, "said to carry the words")
		}
	}
}

// carrierAfter is the noun phrase of the press after participle v and one of its prepositions; a time may stand between. Who quotes or cites may be any body.
func (p *pass) carrierAfter(v int, preps string) parley.TokenRange {
	for i := v + 1; i+1 < p.hi && i < v+6; i++ {
		if p.timeOf[i] >= 0 || p.d.Tags[i].U == text.ADV || p.timeOf[i+1] >= 0 && p.d.Tags[i].U == text.ADP {
			continue
		}
		if !wordIn(preps, p.d.Lower(i)) {
			break
		}
		np, _ := p.nounPhraseAt(i + 1)
		if p.media(np) {
			return np
		}
		if m := p.mentionIn(np); m >= 0 && (p.d.Lemmas[v] == "quote" || p.d.Lemmas[v] == "cite" || p.d.Lemmas[v] == "obtain") && p.d.Lower(i) == "by" && p.d.Mentions[m].Type == parley.Organization && p.d.Mentions[m].Kind == parley.NameMention {
			return np
		}
		break
	}
	return parley.TokenRange{}
}

// passedOn reports whether, from token i on, a participle says who passes on what stands before it ("quoted by Newswire", "as reported by Newswire").
func (p *pass) passedOn(i int) bool {
	if i < p.hi && p.d.Lower(i) == "as" {
		i++
	}
	if i+1 >= p.hi || p.d.Lower(i+1) != "by" || p.d.Tags[i].Penn != "VBN" && p.d.Tags[i].Penn != "VBD" {
		return false
	}
	switch p.d.Lemmas[i] {
	case "quote", "cite", "report", "carry", "relay":
		return true
	}
	return false
}

// pastCarrier is the token after "carried by Newswire" where that begins at token i ("in a statement carried by Newswire that"), else i.
func (p *pass) pastCarrier(i int) int {
	if i+2 >= p.hi || p.d.Tags[i].Penn != "VBN" && p.d.Tags[i].Penn != "VBD" || !wordIn(carrying[p.d.Lemmas[i]], p.d.Lower(i+1)) {
		return i
	}
	if np, end := p.nounPhraseAt(i + 2); !np.Empty() && !p.finiteAt(end) {
		return end
	}
	return i
}

// carriedBy is the statement that participle v speaks of: the one whose source or occasion the participle modifies, else the one that ends before it.
func (p *pass) carriedBy(v int) *draft {
	i := v - 1
	for i > p.lo && (p.d.Tags[i].U == text.ADV || p.d.Lower(i) == "first" || p.timeOf[i] >= 0) {
		i--
	}
	if p.d.Word(i) == "," || p.d.Lower(i) == "as" && p.d.Word(max(i-1, 0)) == "," {
		if p.d.Lower(i) == "as" {
			i--
		}
		return p.endsBefore(i)
	}
	if c := p.chunkOf[i]; c < 0 || p.d.Chunks[c].Kind != text.NP {
		return nil
	}
	var best *draft
	gap := 1 << 30
	for _, s := range p.touch[p.sent] {
		if s.dropped || len(s.cues) == 0 || p.inParts(s, v) || int(p.d.Tokens[s.cues[0].First].Sentence) != p.sent {
			continue
		}
		g := abs(s.cues[0].First - v)
		if s.src.Has(i) {
			g = 0
		}
		if h := p.hostTokens(s); !h.Empty() && !h.Has(v) {
			continue
		}
		if g < gap {
			best, gap = s, g
		}
	}
	return best
}

// goesOn hands the chain of a statement that an agency quoted, carried or reported on to what the same source says next in the paragraph, under a pronoun or a
// description ("He added that …", "The officer said …"). Where the chain is only whom the source told, each statement says so itself.
func (p *pass) goesOn() {
	var last *draft
	for _, s := range p.inOrder() {
		if !p.hostTokens(s).Empty() {
			continue
		}
		near := last != nil && p.paragraph(s.parts[0].First) == p.paragraph(last.parts[0].First) && p.d.Tokens[s.parts[0].First].Sentence-p.d.Tokens[last.parts[0].First].Sentence <= 2
		if near && len(s.Via) == 0 && s.Entity >= 0 && s.Entity == last.Entity && p.backward(s) && s.Entity != last.Addressee {
			s.Via = append(s.Via, last.Via...)
			s.Because(parley.PartVia, "", 0, "the same source goes on")
		}
		last = nil
		if len(s.Via) > 0 && !(len(s.Via) == 1 && s.Via[0].Entity == s.Addressee) {
			last = s
		}
	}
}

// backward reports whether the source of s points back to one before: a pronoun, a description with "the", or none of its own (a quotation that runs on).
func (p *pass) backward(s *draft) bool {
	if len(s.cues) == 0 {
		return true
	}
	if s.src.Empty() {
		return false
	}
	switch p.d.Tags[s.src.First].Penn {
	case "PRP":
		return s.src.Len() == 1
	case "DT":
		return p.d.Lower(s.src.First) == "the" && s.Mention >= 0 && p.d.Mentions[s.Mention].Kind != parley.NameMention
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// wordIn reports whether w is one of the words of list, which blanks part.
func wordIn(list, w string) bool {
	for len(list) > 0 {
		i := 0
		for i < len(list) && list[i] != ' ' {
			i++
		}
		if list[:i] == w {
			return true
		}
		list = list[min(i+1, len(list)):]
	}
	return false
}
