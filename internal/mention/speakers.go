package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// speakers adds the nouns that no table holds where the tree has them as subjects of verbs of speech and WordNet has them as persons or
// groups: "the announcer said". They are sources by what they are called.
func (p *pass) speakers() {
	if !p.hasTrees() || p.f.coref == nil {
		return
	}
	taken := make([]bool, len(p.d.Tokens))
	for i := range p.cands {
		if c := &p.cands[i]; !c.dead {
			taken[c.head] = true
			if c.kind == parley.NameMention {
				for t := c.core.First; t < c.core.End; t++ {
					taken[t] = true
				}
			}
		}
	}
	p.wholes(taken)
	p.sources(taken)
	for n := range p.d.Chunks {
		if ch := &p.d.Chunks[n]; ch.Kind == text.NP && !taken[ch.Head] && p.saying(ch.Head) {
			p.speaker(ch)
		} else if ch.Kind == text.NP && p.resolving(ch.Head) {
			p.source(ch.Head, taken)
		}
	}
}

// wholes drops "some of the guilds" where the guilds have a mention of their own: they are who speaks.
func (p *pass) wholes(taken []bool) {
	crowds := map[int]bool{}
	for i := range p.cands {
		if c := &p.cands[i]; !c.dead && c.many && (c.class == crowd || c.class == body) {
			crowds[c.head] = true
		}
	}
	for i := range p.cands {
		if c := &p.cands[i]; !c.dead && c.class == source && c.tok.Len() > 1 && c.core.First == c.tok.First && aloneWords[p.low[c.head]] && crowds[text.Behind(p.d, c.head)] {
			c.dead, taken[c.head] = true, false
		}
	}
}

// saying reports whether token t is a common noun and the subject of a verb of speech, or what "according to" names.
func (p *pass) saying(t int) bool {
	h := p.up(t)
	if p.tags[t].U != text.NOUN || h < 0 || p.kinds[p.d.Tokens[t].Sentence] != plain {
		return false
	}
	if p.rel(t) == "obl" && p.accordingTo(t) {
		return true
	}
	return p.rel(t) == "nsubj" && p.d.Rels[t] != "nsubj:pass" && (sayingVerb(p.d.Lemmas[h]) || feelingVerb[p.d.Lemmas[h]])
}

// resolving reports whether token t is a word for a number of people and the subject of a verb by which one commits oneself: "those at the gate refused".
func (p *pass) resolving(t int) bool {
	h := p.up(t)
	return numberWords[p.low[t]] && h >= 0 && p.rel(t) == "nsubj" && p.d.Rels[t] != "nsubj:pass" && (sayingVerb(p.d.Lemmas[h]) || feelingVerb[p.d.Lemmas[h]] || commitVerb[p.d.Lemmas[h]])
}

var commitVerb = text.WordSet("accept agree approve back decline endorse oppose pledge promise refuse reject support threaten vow welcome")

// accordingTo reports whether "according to" stands a few words before token t.
func (p *pass) accordingTo(t int) bool {
	for k := t - 1; k > 0 && k > t-6; k-- {
		if p.low[k] == "to" && p.low[k-1] == "according" {
			return true
		}
	}
	return false
}

var feelingVerb = text.WordSet("want believe expect fear hope doubt see feel worry")

// speaker adds the noun phrase of a chunk as who speaks, where its noun is a person or a group.
func (p *pass) speaker(ch *text.Chunk) {
	t := ch.Head
	sense := p.f.coref.nouns.sense(learn.HashOf(p.d.Lemmas[t]))
	if sense&(sensePerson|senseGroup) == 0 {
		return
	}
	many := p.tags[t].Penn == "NNS"
	c := cand{
		tok: parley.TokenRange{First: p.describing(t).First, End: t + 1}, core: one(t), head: t, kind: parley.NominalMention,
		class: source, entry: -1, side: -1, same: -1, many: many, role: p.d.Lemmas[t], typ: parley.Person,
	}
	switch {
	case sense&sensePerson == 0 && !many:
		c.class, c.typ = crowd, parley.Group
	case many:
		c.typ = parley.Group
	}
	c.det = detOf(p.low[c.tok.First])
	for i := range p.cands {
		if o := &p.cands[i]; !o.dead && o.modifier && o.tok.First >= c.tok.First && o.tok.End <= t {
			c.side = i
			if p.possessive(o.tok.End, len(p.low)) > 0 || o.kind == parley.PronounMention {
				c.det = possessed
			}
		}
	}
	c.unnamed = c.det != definite || many
	p.emit(c)
}
