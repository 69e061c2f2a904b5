package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// paired makes one source of the many whom two modifiers before one noun tell, joined by "and": "Harland and Ondrian officials", "city and county agencies". They
// are neither of the one nor of the other. Of a body that each has one of, such as a government, the two are meant.
func (p *pass) paired() {
	if !p.hasTrees() {
		return
	}
	for i := 0; i < len(p.cands); i++ {
		c := &p.cands[i]
		if c.dead || c.kind != parley.NominalMention || c.modifier || !c.many || c.rule == "mention/joint" || !of(c.class).has(of(source, member, crowd, body)) || eachOne[p.d.Lemmas[c.head]] {
			continue
		}
		if first := p.pairedFrom(c); first >= 0 {
			p.pair(i, first)
		}
	}
}

// eachOne are nouns for a body, or its head, of which each of two has one.
var eachOne = text.WordSet("government administration parliament ministry army military navy police cabinet embassy court bank presidency congress senate party council legislature leadership union")

// pairedFrom is the first token of the modifiers that "and" joins with those of c, -1 where there are none.
func (p *pass) pairedFrom(c *cand) int {
	and := c.tok.First - 1
	if and < 1 || p.low[and] != "and" && p.low[and] != "or" || p.d.Tokens[and-1].Sentence != p.d.Tokens[c.head].Sentence || c.tok.First == c.head {
		return -1
	}
	first := p.d.Sentences[c.sent].Tokens.First
	m := and - 1
	within := func(t int) bool {
		return t >= first && p.up(t) >= c.tok.First && p.up(t) <= c.head && premodifying[p.rel(t)]
	}
	switch {
	case p.tags[m].Penn == "NNS":
		return -1
	case within(m):
	case p.up(m) == c.head && p.rel(m) == "nmod" && p.upos(m) == text.PROPN:
	case p.upos(m) == text.NOUN && p.tags[m].Penn == "NN" && p.up(c.head) == m && (m == first || !p.under(m-1, m)): // no noun of one thing stands alone
	default:
		return -1
	}
	for m > first && (within(m-1) || p.up(m-1) == m && premodifying[p.rel(m-1)]) {
		m--
	}
	return m
}

var premodifying = text.WordSet("det amod compound nummod advmod")

// pair lets candidate i begin at token first, with what stands before "and" as its modifiers.
func (p *pass) pair(i, first int) {
	c := &p.cands[i]
	for k := range p.cands {
		o := &p.cands[k]
		if k == i || o.dead || o.tok.First < first && o.tok.End <= first || o.tok.First >= c.head {
			continue
		}
		if o.kind == parley.NameMention {
			o.modifier = true
		} else if o.tok.End < c.tok.First {
			o.dead = true
		}
	}
	c.role = strings.ToLower(strings.Join(strings.Fields(p.d.Slice(p.d.Span(parley.TokenRange{First: first, End: c.head}))), " ")) + " " + p.d.Lemmas[c.head]
	c.tok.First, c.core.First = first, min(c.core.First, c.head)
	c.side, c.det, c.typ, c.class, c.rule, c.unnamed = -1, detOf(p.low[first]), parley.Group, source, "mention/joint", true
}
