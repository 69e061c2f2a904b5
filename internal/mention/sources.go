package mention

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// sourceFrom is the confidence from which the source of a relation is one for the mentions too.
const sourceFrom = 0.4

// sources adds whom the relations of attribution have as sources where no mention is headed so: "independent aid groups", "parts of the
// government". Tokens that head a mention are taken.
func (p *pass) sources(taken []bool) {
	for k := range p.d.Attributions {
		a := &p.d.Attributions[k]
		if a.Confidence < sourceFrom || len(a.Source) == 0 || a.Source[0].End > len(taken) {
			continue
		}
		r := a.Source[0]
		top := p.top(r)
		for t := r.First; t < r.End; t++ {
			if t == top || p.up(t) == top && p.rel(t) == "conj" {
				p.source(t, taken)
			}
		}
	}
}

// source adds the source headed by token t, or who stands behind it: "some of the guilds" are the guilds, "reports in the press" are the press's.
func (p *pass) source(t int, taken []bool) {
	if x := text.Behind(p.d, t); x >= 0 && p.tags[x].U == text.NOUN && (x > t || p.issues(x)) {
		if !taken[x] && p.told(x) {
			taken[x] = true
		}
		if x < t {
			p.issuer(x)
		}
		p.telling[x] = true
		if taken[x] {
			return
		}
	}
	p.telling[t] = true
	if !taken[t] && (p.told(t) || p.someOf(t)) {
		taken[t] = true
	}
}

// someOf emits the source headed by a word for a number of people that are not named, with what tells which: "those at the gate", "half of the states". It
// reports whether it did.
func (p *pass) someOf(t int) bool {
	if !numberWords[p.low[t]] || p.kinds[p.d.Tokens[t].Sentence] != plain {
		return false
	}
	r := p.describing(t)
	if w := p.word(t + 1); r.End == t+1 && (w == "in" || w == "at" || w == "from" || w == "on" || w == "among" || w == "within") {
		if e := p.chunkEnd(t + 2); e > t+2 && p.d.Tokens[t+2].Sentence == p.d.Tokens[t].Sentence {
			r.End = e
		}
	} else if k := p.rel(t + 1); r.End == t+1 && p.up(t+1) == t && (k == "acl" || k == "amod") { // "those opposed to the toll"
		for r.End < min(t+maxJoint, len(p.low)) && p.under(r.End, t) && p.upos(r.End) != text.PUNCT {
			r.End++
		}
	}
	if r.End == t+1 {
		return false
	}
	p.emit(cand{tok: r, core: r, head: t, kind: parley.NominalMention, class: source, entry: -1, side: -1, same: -1, many: true, det: numbered, typ: parley.Group,
		rule: "mention/told", role: p.low[t], unnamed: true})
	return true
}

// numberWords head phrases for some of many.
var numberWords = text.WordSet("those many most some several few half fewer dozens scores hundreds thousands others percent %")

// issues reports whether the common noun at t is one for somebody who may put out a paper.
func (p *pass) issues(t int) bool {
	lemma := strings.ToLower(p.d.Lemmas[t])
	return bodies[lemma] || fractions[lemma] || p.f.coref.nouns.sense(learn.HashOf(lemma))&(sensePerson|senseGroup) != 0
}

// issuer makes the noun at t, before a paper, what the tables have it as, known from the text before: "a ministry statement" is that of the ministry.
func (p *pass) issuer(t int) {
	for i := range p.cands {
		c := &p.cands[i]
		if c.dead || c.head != t || c.kind != parley.NominalMention {
			continue
		}
		c.det, c.modifier = definite, true
		_, fs := p.match(t, t+1)
		if f, ok := pick(fs, of(body, crowd)); ok && c.class == source {
			e := p.f.lex.entries[f.entry]
			c.class, c.entry, c.typ, c.rule, c.role, c.unnamed = f.class, f.entry, e.typ, "", strings.ToLower(e.name), false
		}
	}
}

// told emits the source headed by token t and reports whether it did: t is a common noun for persons, bodies or papers.
func (p *pass) told(t int) bool {
	if p.tags[t].U != text.NOUN || p.kinds[p.d.Tokens[t].Sentence] != plain || !isLetter(p.low[t]) || isUpper(p.d.Word(t)) && !p.start(t) {
		return false
	}
	typ := p.teller(t)
	if p.nameBehind(t) {
		return false
	}
	c := cand{
		tok: p.describing(t), core: one(t), head: t, kind: parley.NominalMention, class: source, entry: -1, side: -1, same: -1,
		many: p.tags[t].Penn == "NNS", typ: typ, rule: "mention/told",
	}
	c.det = detOf(p.low[c.tok.First])
	for i := range p.cands {
		o := &p.cands[i]
		if o.dead || o.tok.First < c.tok.First || o.tok.End > c.tok.End || o.kind == parley.PronounMention && !o.modifier {
			continue
		}
		switch {
		case o.head < t && o.modifier:
			c.side = i
			if p.possessive(o.tok.End, len(p.low)) > 0 || o.kind == parley.PronounMention {
				c.det = possessed
			}
		case o.head > t && !o.modifier && c.side < 0:
			c.side = i
		}
	}
	if typ == parley.InstrumentEntity {
		c.class, c.rule = document, ""
		if c.det == bare {
			c.det = indefinite
		}
	}
	c.role = p.description(&c)
	c.unnamed = true
	p.emit(c)
	return true
}

// nameBehind reports whether the noun at t is what the name of a person right behind it is called by, who is the source then: "contractor Ana Roe".
func (p *pass) nameBehind(t int) bool {
	if !p.fullNameAt(t+1, len(p.low)) || p.d.Tokens[t].Sentence != p.d.Tokens[t+1].Sentence {
		return false
	}
	for i := range p.cands {
		if c := &p.cands[i]; !c.dead && c.kind == parley.NameMention && !c.modifier && c.core.First == t+1 && c.core.Len() > 1 {
			p.telling[c.head] = true
			return true
		}
	}
	return false
}

// describing is the words of the phrase that token t heads: its chunk up to it, and an of-phrase behind it.
func (p *pass) describing(t int) parley.TokenRange {
	r := one(t)
	if n := p.chunkAt(t); n >= 0 && p.d.Chunks[n].Head == t {
		for r.First = p.d.Chunks[n].Tokens.First; r.First < t && !p.under(r.First, t); r.First++ { // "On Monday farmers said"
		}
	}
	if p.word(t+1) == "of" && t+2 < len(p.low) && p.d.Tokens[t+2].Sentence == p.d.Tokens[t].Sentence {
		if e := p.chunkEnd(t + 2); e > t+2 {
			r.End = e
		}
	}
	return r
}

// under reports whether token i depends on token t, in a few steps.
func (p *pass) under(i, t int) bool {
	for n := 0; n < maxUp && i >= 0; n++ {
		if i == t {
			return true
		}
		i = p.up(i)
	}
	return false
}

// description is what tells c from others of its noun: its modifiers without determiners and owners, and the noun's lemma.
func (p *pass) description(c *cand) string {
	var w []string
	for k := c.tok.First; k < c.head; k++ {
		if c.side >= 0 && p.cands[c.side].tok.Has(k) || p.tags[k].U == text.DET || p.tags[k].U == text.PART || p.tags[k].U == text.PUNCT || p.tags[k].U == text.NUM || detOf(p.low[k]) != bare {
			continue
		}
		w = append(w, p.low[k])
	}
	return strings.Join(append(w, strings.ToLower(p.d.Lemmas[c.head])), " ")
}

// detOf is how a phrase with the first word w begins, where that is no owner.
func detOf(w string) det {
	switch w {
	case "the", "this", "these", "that", "those":
		return definite
	case "a", "an", "one", "some", "many", "several", "another", "any", "no", "few", "most", "other", "certain":
		return indefinite
	}
	return bare
}

// teller is the type of a source that the common noun at t heads.
func (p *pass) teller(t int) parley.EntityType {
	lemma := strings.ToLower(p.d.Lemmas[t])
	if papers[lemma] {
		return parley.InstrumentEntity
	}
	many := p.tags[t].Penn == "NNS"
	sense := p.f.coref.nouns.sense(learn.HashOf(lemma))
	switch {
	case many && (sense&(sensePerson|senseGroup) != 0 || fractions[lemma]):
		return parley.Group
	case bodies[lemma]:
		return parley.Organization
	case sense&senseGroup != 0 && (sense&sensePerson == 0 || fractions[lemma]):
		return parley.Group
	case sense&sensePerson != 0:
		return parley.Person
	case sense&(senseSpeech|senseThought) != 0:
		return parley.InstrumentEntity
	}
	return parley.Organization // what acts like one
}

var (
	papers    = text.WordSet("report letter statement poll study paper survey memo document dossier filing affidavit communique communiqué leaflet indictment verdict ruling note text file transcript email article editorial")
	bodies    = text.WordSet("agency office firm company bank ministry department council committee commission union association organisation organization institute charity watchdog broadcaster newspaper tribunal court board university party campaign secretariat authority bureau")
	fractions = text.WordSet("part section portion faction wing segment majority minority half quarter circle medium media press")
)

// ownOne are nouns for a body of which somebody has one: whose it is names it.
var ownOne = text.WordSet("office campaign")

// toldBy is the entity of a source that only its description names: one for one description. "The guilds" are those that were spoken of last.
func (l *linker) toldBy(i int, c *cand, side int) int {
	if c.typ == parley.Person && !c.many {
		return l.person(i, c, side)
	}
	noun := lastWord(c.role)
	if c.det == definite && side < 0 && c.role == noun {
		if n := l.back(i, func(e *text.Entity, o *cand) bool {
			return o.kind == parley.NominalMention && o.many == c.many && lastWord(e.Role) == noun
		}); n >= 0 {
			return n
		}
	}
	if side < 0 {
		if n := l.onlySo(i, c); n >= 0 {
			return n
		}
	}
	if c.det != definite && l.parting(c) == "" {
		if n := l.toldInLead(i, c); n >= 0 {
			return n
		}
	}
	local := ""
	if c.many || c.det != indefinite {
		local = "told/" + strconv.Itoa(side) + "/" + strconv.FormatBool(c.many) + "/" + c.role
	}
	if _, ok := l.byKey[local]; !ok && c.many {
		if n := l.saidBare(i, c); n >= 0 {
			l.byKey[local] = n
			return n
		}
	}
	name := l.phraseText(c)
	if w := c.tok.First; c.many && w < c.head && detOf(l.low[w]) != bare {
		name = strings.TrimPrefix(name, l.d.Word(w)+" ")
	}
	n := l.entity(local, text.Entity{Type: c.typ, Name: name, Role: c.role, Unnamed: c.many || side < 0 || !l.chains[side].named || !ownOne[noun], Rule: "mention/told", Score: 0.6})
	if len(name) > len(l.ents[n].Name) {
		l.ents[n].Name = name
	}
	return n
}
