package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// What counts for the person whom a description takes up, beside the grammar of his last mention.
const (
	epithetFar    = 4  // sentences looked back over
	epithetFrom   = 48 // what the best must have
	describedSo   = 40 // the text has described him by this noun alone
	describedLike = 20 // ... by this noun, which has other words before it here
	electedSo     = 16 // he holds or seeks office, as a candidate does
	calledSo      = 30 // the same words stood for him before
	spokenOfOften = 3  // for each mention so far, up to eight
	otherwiseSo   = 30 // the text has another office for him
)

// roleWords is the nouns that describe entity n so far: the last word of every title and apposition.
func (l *linker) describe(n int, c *cand) {
	h := &l.chains[n]
	h.count++
	if c.role == "" || c.kind == parley.PronounMention || len(h.nouns) >= maxDescribed {
		return
	}
	w := lastWord(c.role)
	for _, x := range h.nouns {
		if x == w {
			return
		}
	}
	h.nouns = append(h.nouns, w)
}

// maxDescribed bounds the nouns kept of one entity.
const maxDescribed = 8

// epithet is the named person whom the description at candidate i stands for: "the retired surgeon said" after "Ana Roe spoke". The description has
// "the", is the subject of its clause, and has nothing behind it that would tell whom it means without the text before. -1 where it may be
// somebody new: a judge, a reporter, a man.
func (l *linker) epithet(i int, c *cand, side int) int {
	if c.det != definite || c.many || c.same >= 0 || l.low[c.tok.First] != "the" || !l.hasTrees() || l.inHeadline(c) {
		return -1
	}
	if c.at.role != 's' && c.at.role != 'S' && !l.telling[c.head] || !l.unqualified(c) {
		return -1
	}
	if side >= 0 && l.ents[side].Type == parley.Person || c.side >= 0 && l.cands[c.side].kind == parley.PronounMention {
		return -1
	}
	noun := lastWord(c.role)
	if unknownPerson[noun] || l.cap(c.head) && l.tags[c.head].U == text.PROPN && !politician[noun] {
		return -1
	}
	e := epithet{side: side, noun: noun, key: l.text(c.tok.First+1, c.tok.End), gender: l.nounGender(c)}
	e.loose = politician[noun] || c.tok.Len() > c.core.Len()+1 && (!functionary[noun] || l.low[c.tok.First+1] == "former") || starNoun[noun]
	e.teller, _ = l.teller(c)
	best, score := -1, epithetFrom-1
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-window; k-- {
		o := &l.cands[l.recent[k]]
		if l.apart(o, c) > epithetFar {
			break
		}
		if l.recent[k] >= i || o.ent < 0 || o.ent == best {
			continue
		}
		if s := l.epithetScore(c, o, &e); s > score && !l.beside(i, o.ent) {
			best, score = o.ent, s
		}
	}
	if best >= 0 && c.tok.Len() > 2 {
		if l.called == nil {
			l.called = map[string]int{}
		}
		l.called[e.key] = best
	}
	return best
}

// An epithet is a description that may stand for a named person.
type epithet struct {
	side      int    // the state, party or body that it names, -1
	noun, key string // its noun; its words without "the"
	gender    byte
	loose     bool // it may stand for whom the text has not described so
	teller    int  // who spoke last, -1
}

// score says how well the person of mention o may be called so in mention c; 0 not at all.
func (l *linker) epithetScore(c, o *cand, x *epithet) int {
	e, h := &l.ents[o.ent], &l.chains[o.ent]
	if e.Type != parley.Person || !h.named || h.many || o.many || l.bound(c, o) || x.gender != 0 && h.gender != 0 && x.gender != h.gender {
		return 0
	}
	s := 40 - 12*l.apart(o, c) + l.standing(c, o) + spokenOfOften*min(int(h.count), 8)
	switch {
	case o.kind == parley.PronounMention:
		s += 6
	case o.modifier:
		s -= 15
	}
	if l.quote(c) != l.quote(o) {
		s -= 25
	}
	if c.sent == o.sent && o.at.role == 's' && o.at.speaks {
		s -= 40
	}
	if o.ent == x.teller {
		s += tellerBonus
	}
	known := l.epithetKnown(c, o.ent, x)
	if known < 0 {
		return 0
	}
	return max(s+known-100, 0)
}

// epithetKnown is what the text says of entity n that bears on a description, above a hundred for it and below against it; -1 where the description
// needs a word for it and there is none.
func (l *linker) epithetKnown(c *cand, n int, x *epithet) int {
	same, other, elected := false, false, false
	for _, w := range l.chains[n].nouns {
		same = same || w == x.noun
		other = other || of(c.class).has(of(office)) && !politician[w] && !isVoice[w]
		elected = elected || politician[w] || w == "president"
	}
	if x.side >= 0 { // "the Vessian leader" is no Ondrian, and somebody who is said to lead Vessia
		if have := l.ents[n].Side; have >= 0 && have != x.side && l.ents[have].Type == l.ents[x.side].Type || have < 0 && x.noun == "leader" && !same && n != x.teller {
			return -1
		}
	}
	s := 100
	switch {
	case same && c.tok.Len() > c.core.Len()+1:
		s += describedLike
	case same:
		s += describedSo
	case !x.loose:
		return -1
	case other && !politician[x.noun]:
		s -= otherwiseSo
	}
	if seeker[x.noun] && elected {
		s += electedSo
	}
	if m, ok := l.called[x.key]; ok && m == n {
		s += calledSo
	}
	return s
}

// unqualified reports whether nothing behind a description tells whom it means: no of-phrase, no clause.
func (l *linker) unqualified(c *cand) bool {
	switch l.word(c.tok.End) {
	case "of", "for", "who", "that", "whose", "whom", "in", "at", "behind", "on", "to", "'s", "'", "-":
		return l.word(c.tok.End) == "in" && l.d.Tokens[c.tok.End].Sentence != l.d.Tokens[c.head].Sentence
	}
	for t := c.core.End; t < c.tok.End; t++ {
		if w := l.low[t]; w == "of" || w == "for" {
			return false
		}
	}
	return true
}

// restricted reports whether a clause right behind a description tells which one is meant: "the group backing the plan", "the source who shared the list".
func (l *linker) restricted(c *cand) bool {
	if !l.hasTrees() {
		return false
	}
	for k := c.tok.End; k < min(c.tok.End+6, len(l.d.Tokens)) && l.tags[k].U != text.PUNCT; k++ {
		if int(l.d.Heads[k]) == c.head && strings.HasPrefix(l.d.Rels[k], "acl") {
			return true
		}
	}
	return false
}

// nounGender is the gender that a description shows, 0 for none.
func (l *linker) nounGender(c *cand) byte {
	if c.gender == 'm' || c.gender == 'f' {
		return c.gender
	}
	switch w := l.low[c.head]; {
	case menWords[w] || strings.HasSuffix(w, "man") && w != "human" && w != "woman" && !strings.HasSuffix(w, "woman"):
		return 'm'
	case womenWords[w] || strings.HasSuffix(w, "woman") || strings.HasSuffix(w, "ress"):
		return 'f'
	}
	return 0
}

var (
	// politician are nouns for those who hold or seek office, of whom one may be another too.
	politician = text.WordSet(`candidate nominee frontrunner front-runner runner contender hopeful senator governor congressman congresswoman lawmaker
 representative politician democrat republican incumbent challenger legislator independent socialist conservative liberal libertarian statesman leader`)
	// seeker are nouns for those who seek office.
	seeker = text.WordSet("candidate nominee runner frontrunner contender hopeful")
	// starNoun are nouns by which the press calls whom it has named already.
	starNoun = text.WordSet(`businessman businesswoman billionaire millionaire mogul magnate tycoon actor actress singer star comedian neurosurgeon
 entrepreneur developer celebrity rapper filmmaker director playwright novelist`)
	// functionary are nouns for posts of which a text may name several.
	functionary = text.WordSet(`manager director chief head editor founder executive ceo coordinator president leader chairman chair chairwoman mayor sheriff whip
 speaker secretary minister ambassador envoy attorney analyst strategist adviser advisor consultant expert commentator professor`)
	// unknownPerson are nouns for those who speak in a text without having been named.
	unknownPerson = text.WordSet(`judge reporter moderator host official source officer agent aide spokesman spokeswoman spokesperson lawyer attorney caller man
 woman person guy boy girl narrator crowd voter user interviewer correspondent witness victim suspect driver worker employee resident neighbor neighbour
 friend mother father son daughter brother sister wife husband uncle aunt cousin parent child baby teacher student doctor nurse president pope king queen
 prince princess chancellor premier other one first second latter two audience jury prosecutor defendant plaintiff owner
 clerk organizer organiser volunteer staffer operative observer insider commenter member`)
)
