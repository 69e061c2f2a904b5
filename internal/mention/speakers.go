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
	source := p.sources()
	for n := range p.d.Chunks {
		ch := &p.d.Chunks[n]
		if ch.Kind != text.NP || taken[ch.Head] {
			continue
		}
		if known := source[ch.Head]; known || p.saying(ch.Head) {
			p.speaker(ch, known)
		}
	}
}

// likelySource is the confidence from which the source of a relation is one.
const likelySource = 0.4

// sources marks the common nouns that head the source of a trained relation, where these were found before.
func (p *pass) sources() []bool {
	out := make([]bool, len(p.d.Tokens))
	for _, a := range p.d.Attributions {
		if a.Confidence < likelySource {
			continue
		}
		for _, r := range a.Source {
			for t := r.First; t < r.End; t++ {
				if h := p.up(t); p.tags[t].U == text.NOUN && (h < r.First || h >= r.End) {
					out[t] = true
				}
			}
		}
	}
	return out
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

// speaker adds the noun phrase of a chunk as who speaks; known where a relation has it as its source, else only persons and groups do.
func (p *pass) speaker(ch *text.Chunk, known bool) {
	t := ch.Head
	sense := p.f.coref.nouns.sense(learn.HashOf(p.d.Lemmas[t]))
	if sense&(sensePerson|senseGroup) == 0 && !known {
		return
	}
	many := p.tags[t].Penn == "NNS"
	c := cand{
		tok: parley.TokenRange{First: ch.Tokens.First, End: t + 1}, core: one(t), head: t, kind: parley.NominalMention,
		class: source, entry: -1, side: -1, same: -1, many: many, role: p.d.Lemmas[t], typ: parley.Person,
	}
	switch {
	case sense&(sensePerson|senseGroup) == 0 && sense&senseSpeech != 0:
		c.typ = parley.InstrumentEntity
	case sense&(sensePerson|senseGroup) == 0:
		c.typ = parley.Organization
	case sense&sensePerson == 0 && !many:
		c.class, c.typ = crowd, parley.Group
	case many:
		c.typ = parley.Group
	}
	switch p.low[c.tok.First] {
	case "the", "this", "these", "that", "those":
		c.det = definite
	case "a", "an", "one", "some", "many", "several", "another", "any", "no":
		c.det = indefinite
	}
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
