package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// pronoun is the entity of a pronoun: the most salient mention before it that agrees, -1 where none is clear.
func (l *linker) pronoun(i int, c *cand) int {
	switch c.gender {
	case '1':
		return l.firstPerson(c)
	case 'n':
		if l.pleonastic(c) {
			return -1
		}
	}
	if n := l.joinedBefore(i, c); n >= 0 {
		return n
	}
	own := l.quotedOf(c)
	ranked := l.ranked(c)
	teller, rel := l.teller(c)
	if l.source(c) {
		return l.goesOnSpeaking(i, c, ranked, teller, rel)
	}
	best, score, second := -1, 0, 0
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-window; k-- {
		if l.recent[k] >= i {
			continue
		}
		o := &l.cands[l.recent[k]]
		if l.apart(o, c) > pronounFar {
			break
		}
		s := l.salience(c, o)
		if s == 0 || o.ent == best {
			continue
		}
		if l.beside(i, o.ent) || o.ent == own {
			continue
		}
		if o.ent == ranked {
			s += rankedBonus
		}
		switch {
		case teller < 0:
		case o.ent == teller:
			s += tellerBonus
		case l.spokenOf(o, rel):
			s = max(s-spokenMalus, 1)
		}
		if s > score {
			best, second, score = o.ent, score, s
		} else {
			second = max(second, s)
		}
	}
	if c.gender == 'n' && (score < 40 || score-second < 8) || c.gender == 'p' && score < 35 {
		return -1
	}
	return best
}

// joinedBefore is whom a possessive right behind "and" belongs to, where that can be meant: "the council and its envoys", "the Dorn Front (DF) and its armed wing".
// It is -1 where nobody stands there.
func (l *linker) joinedBefore(i int, c *cand) int {
	t := c.tok.First - 1
	if !c.modifier || t < 1 || l.low[t] != "and" {
		return -1
	}
	end := t
	if l.low[end-1] == ")" {
		for end--; end > 0 && l.low[end] != "("; end-- {
		}
	}
	best := -1
	for k := i - 1; k >= 0 && l.cands[k].sent == c.sent; k-- {
		o := &l.cands[k]
		if o.ent < 0 || o.dead || o.tok.End != end || o.modifier || !l.mayMean(c, o, &l.ents[o.ent]) && !(c.gender == 'n' && l.ents[o.ent].Type == parley.Place) {
			continue
		}
		if best < 0 || o.tok.First < l.cands[best].tok.First {
			best = k
		}
	}
	if best < 0 {
		return -1
	}
	return l.cands[best].ent
}

// firstPerson is who says the quotation that "I" stands in, for "we" the party that he speaks for; -1 outside quotations and where nobody is
// said to speak.
func (l *linker) firstPerson(c *cand) int {
	x := l.ranking
	if x == nil || l.quote(c) < 0 {
		return -1
	}
	q := x.r.v.quote[c.head]
	if q < 0 || x.r.v.speech[q].speaker < 0 {
		return -1
	}
	n := x.cand[x.r.v.speech[q].speaker]
	if n < 0 || int(n) == c.same {
		return -1
	}
	s := &l.cands[n]
	if s.ent < 0 && s.gender != '1' {
		l.resolve(int(n), maxUp)
	}
	if s.ent < 0 || l.quote(s) >= 0 {
		return -1
	}
	if c.many {
		if side := l.ents[s.ent].Side; side >= 0 {
			return side
		}
		if side := l.sideOf(s); side >= 0 {
			return side
		}
		if l.ents[s.ent].Type == parley.Person && !s.many {
			return -1
		}
	}
	return s.ent
}

// quotedOf is who says the quotation that "he", "she" or "they" stands in, who so means somebody else; -1 where none is known.
func (l *linker) quotedOf(c *cand) int {
	x := l.ranking
	if x == nil || c.gender == 'n' || l.quote(c) < 0 {
		return -1
	}
	q := x.r.v.quote[c.head]
	if q < 0 || x.r.v.speech[q].speaker < 0 {
		return -1
	}
	if n := x.cand[x.r.v.speech[q].speaker]; n >= 0 && int(n) != c.same && l.quote(&l.cands[n]) < 0 {
		return l.cands[n].ent
	}
	return -1
}

// goingOn are the verbs of one who has spoken already.
var goingOn = text.WordSet("go continue reiterate repeat")

// apart is the number of sentences from o to c, those that are wholly quoted left out where c stands in none.
func (l *linker) apart(o, c *cand) int {
	if l.quote(c) >= 0 {
		return c.sent - o.sent
	}
	return max(int(l.told[c.sent]-l.told[o.sent]), 0)
}

// rankedBonus is what the word of the trained ranker counts.
const rankedBonus = 15

// What the relations of attribution count: one who spoke last goes on speaking, those whom he spoke of do not take over.
const tellerBonus, spokenMalus = 16, 10

// salience says how well mention o may stand behind pronoun c; 0 not at all.
func (l *linker) salience(c, o *cand) int {
	e := &l.ents[o.ent]
	if !l.agrees(c, o, e) || l.bound(c, o) {
		return 0
	}
	s := 60 - 16*l.apart(o, c)
	s += l.standing(c, o)
	if o.kind == parley.PronounMention {
		s += 10
	}
	if o.modifier {
		s -= 15
	}
	qc, qo := l.quote(c), l.quote(o)
	switch {
	case qc >= 0 && qo < 0 && c.sent == o.sent && (o.subject || o.at.speaks):
		s -= 40 // a speaker does not call himself "he"
	case qc < 0 && qo >= 0 && c.at.speaks:
		s -= 45
	case qc < 0 && qo >= 0:
		s -= 25
	}
	if c.at.speaks && l.chains[o.ent].spoke && goingOn[l.d.Lemmas[c.at.gov]] {
		s += 22
	}
	if g := l.chains[o.ent].gender; g != 0 && g == c.gender {
		s += 12
	}
	if l.chains[o.ent].named {
		s += 4
		if (c.gender == 'm' || c.gender == 'f') && e.Score < 0.75 { // it may be no person's name
			s -= 8
		}
	}
	return max(s, 1)
}

// standing is what the grammar of o counts for pronoun c: subjects before others, who says before who is spoken of.
func (l *linker) standing(c, o *cand) int {
	switch {
	case o.at.role == 0:
		if o.subject {
			return 20
		}
		return 0
	case o.at.speaks && !o.at.deep && c.sent != o.sent && c.at.role == 's' && !c.at.deep && l.quote(c) < 0:
		return 36
	case o.at.role == 's' && !o.at.deep:
		return 24
	case o.at.role == 's', o.at.role == 'S':
		return 14
	case o.at.role == 'o':
		return 4
	case o.at.role == 'n':
		return -6
	case o.at.role == 'x':
		return -12
	}
	return 0
}

// bound reports whether o and c stand beside each other under one verb, where a reflexive would stand for the same.
func (l *linker) bound(c, o *cand) bool {
	if c.at.role == 0 || c.at.gov < 0 || c.at.gov != o.at.gov || c.modifier || o.modifier {
		return false
	}
	return !strings.HasSuffix(l.word(c.head), "self") && !strings.HasSuffix(l.word(c.head), "selves")
}

func (l *linker) quote(c *cand) int32 { return l.d.Tokens[c.head].Quote }

// agrees reports whether entity e can be meant by pronoun c at all, by mention o: "it" takes up nothing that was only a place.
func (l *linker) agrees(c, o *cand, e *text.Entity) bool {
	return l.mayMean(c, o, e) && !(c.gender == 'n' && o.place)
}

// mayMean reports whether entity e agrees with pronoun c in kind, number and gender.
func (l *linker) mayMean(c, o *cand, e *text.Entity) bool {
	many := o.many || l.chains[o.ent].many
	switch c.gender {
	case 'm', 'f':
		g := l.chains[o.ent].gender
		return e.Type == parley.Person && !many && (g == 0 || g == c.gender) && !l.none(o)
	case 'n':
		return !many && (e.Type == parley.State || e.Type == parley.Organization || e.Type == parley.Group || (c.modifier || c.at.speaks && l.speaks(o)) && e.Type == parley.InstrumentEntity)
	case 'p':
		return many && e.Type != parley.Place && e.Type != parley.InstrumentEntity || e.Type == parley.Group
	}
	return false
}

// none reports whether mention o is of several, or of nobody in particular: "no minister", "any envoy".
func (l *linker) none(o *cand) bool {
	switch l.low[o.tok.First] {
	case "no", "any", "every", "each":
		return true
	}
	return l.tags != nil && o.kind == parley.NameMention && (l.tags[o.head].Penn == "NNPS" || l.tags[o.head].Penn == "NNS")
}

// pleonastic reports whether "it" stands for nothing: "it is clear that", "it probably is not likely to", "made it plain that".
func (l *linker) pleonastic(c *cand) bool {
	if l.word(c.head) != "it" {
		return false
	}
	k := c.head + 1
	for n := 0; n < 2 && l.isAdverb(k); n++ {
		k++
	}
	if being[l.word(k)] {
		for n := 0; n < 4; n++ {
			k++
			switch l.word(k) {
			case "that", "to", "whether", "if", "for", "who":
				return true
			}
		}
		return false
	}
	switch l.word(k) {
	case "seems", "appears", "seemed", "appeared", "remains", "remained", "turns", "turned", "looks", "looked", "takes", "took":
		return true
	}
	if c.head < 1 || c.head > len(l.d.Lemmas) || !rating[l.d.Lemmas[c.head-1]] {
		return false
	}
	for n := 0; n < 3 && (l.isAdverb(k) || l.isAdjective(k)); n++ {
		k++
		switch l.word(k) {
		case "that", "to", "for", "whether", "when", "if":
			return true
		}
	}
	return false
}

// rating are the verbs that have an "it" for an object that comes later: "find it hard to".
var rating = text.WordSet("make find consider think deem keep leave render believe call")

func (l *linker) isAdverb(i int) bool {
	return l.tags != nil && i >= 0 && i < len(l.tags) && l.tags[i].U == text.ADV
}

func (l *linker) isAdjective(i int) bool {
	return l.tags != nil && i >= 0 && i < len(l.tags) && l.tags[i].U == text.ADJ
}

var being = text.WordSet("is was would will 's has may might could be isn't wasn't can should must")
