package mention

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// source reports whether pronoun c is a "he" or "she" who speaks in the report's own words, in a clause that no other contains.
func (l *linker) source(c *cand) bool {
	return l.ranking != nil && !c.at.deep && (c.gender == 'm' || c.gender == 'f') && !c.modifier && l.quote(c) < 0 && (c.at.speaks || l.telling[c.head])
}

// The features of a mention that may stand behind a pronoun that speaks. A mention has some of them; what the best mention of an entity weighs, the entity does.
const (
	wSame       = iota // in the pronoun's own sentence
	wBefore            // one sentence before, those that are wholly quoted left out
	wTwo               // two before
	wThree             // three
	wSpoke             // who speaks, as the pronoun does
	wSpokeOne          // ... one sentence before
	wSubject           // another subject of a main clause
	wSubjectOne        // ... one sentence before
	wClause            // a subject in a clause
	wClauseTold        // ... of a verb of speech
	wPassive           // the subject of a passive
	wObject
	wAdjunct
	wWithin // within another phrase
	wOwner  // whose something is
	wOther  // nothing that the tree makes plain
	wPronoun
	wNominal
	wModifier
	wQuoted   // within a quotation
	wGender   // the text shows that it is a man or a woman, as the pronoun says
	wNamed    // the entity has a name
	wDoubt    // which may be no person's
	wRanked   // the trained ranker of chains has it
	wTeller   // who spoke last
	wTold     // stands in what was said last
	wFirst    // the first of its sentence that the pronoun agrees with
	wFirstOne // ... one sentence before
	wFull     // a name of several words
	wNew      // the first mention of its entity
	wNewOne   // ... one sentence before, and first of its sentence
	wPara     // in the pronoun's paragraph
	wParaOne  // in the paragraph before
	wAsks     // asks a question
	wAsked    // is asked
	wSelf     // named in what the pronoun says
	wBeside   // in the pronoun's sentence, behind it: "he said of Roe"
	wOften    // three mentions or more so far
	wVery     // eight
	wGoesOn   // the pronoun goes on speaking, the entity has spoken
	wSaidHe   // a pronoun that spoke
	wOpens    // a name that opens its sentence
	wOpensOne // ... one sentence before
	wSameTold // speaks in a clause before the pronoun's: "while Roe said …, he said"
	wNounTold // a description that spoke one sentence before
	whoFeatures
)

// goesOnSpeaking is the entity of a pronoun that speaks, -1 where none agrees.
func (l *linker) goesOnSpeaking(i int, c *cand, ranked, teller, rel int) int {
	said := l.namedIn(l.saidBy(c))
	behind := l.namedIn([]parley.TokenRange{{First: c.head + 1, End: min(c.head+1+saidReach, l.d.Sentences[c.sent].Tokens.End)}})
	best, most := -1, 0
	var buf [whoFeatures]uint8
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-window; k-- {
		if l.recent[k] >= i {
			continue
		}
		o := &l.cands[l.recent[k]]
		if l.apart(o, c) > pronounFar {
			break
		}
		e := &l.ents[o.ent]
		if !l.agrees(c, o, e) || l.bound(c, o) || l.beside(i, o.ent) || l.interrupts(c, o) {
			continue
		}
		fs := l.whoFeatures(buf[:0], c, o)
		if slices.Contains(said, o.ent) {
			fs = append(fs, wSelf)
		}
		if slices.Contains(behind, o.ent) {
			fs = append(fs, wBeside)
		}
		if o.ent == ranked {
			fs = append(fs, wRanked)
		}
		switch {
		case teller < 0:
		case o.ent == teller:
			fs = append(fs, wTeller)
		case l.spokenOf(o, rel):
			fs = append(fs, wTold)
		}
		s := 0
		for _, f := range fs {
			s += int(whoWeights[f])
		}
		if best < 0 || s > most {
			best, most = o.ent, s
		}
	}
	return best
}

// interrupts reports whether pronoun c is who says, in between, the clause that o is the subject of: "Roe, he said, was tired" is not said by Roe.
func (l *linker) interrupts(c, o *cand) bool {
	return c.sent == o.sent && o.at.role == 's' && int(o.at.gov) > c.head && o.tok.End <= c.tok.First && l.word(c.tok.First-1) == "," && c.at.speaks
}

// whoFeatures adds the features of mention o for pronoun c.
func (l *linker) whoFeatures(fs []uint8, c, o *cand) []uint8 {
	h, e := &l.chains[o.ent], &l.ents[o.ent]
	apart := min(l.apart(o, c), 3)
	fs = append(fs, wSame+uint8(apart))
	one := apart == 1
	add := func(f uint8, yes bool) {
		if yes {
			fs = append(fs, f)
		}
	}
	asks := o.at.gov >= 0 && asking[l.d.Lemmas[o.at.gov]]
	switch {
	case o.at.role == 's' && !o.at.deep && o.at.speaks && o.sent != c.sent && !asks:
		fs = append(fs, wSpoke)
		add(wSpokeOne, one)
	case o.at.role == 's' && !o.at.deep:
		fs = append(fs, wSubject)
		add(wSubjectOne, one)
	case o.at.role == 's':
		fs = append(fs, wClause)
		add(wClauseTold, o.at.speaks)
	default:
		fs = append(fs, whoRole[o.at.role])
	}
	add(wPronoun, o.kind == parley.PronounMention)
	add(wSaidHe, o.kind == parley.PronounMention && o.at.speaks)
	add(wNominal, o.kind == parley.NominalMention)
	add(wModifier, o.modifier)
	add(wQuoted, l.quote(o) >= 0)
	add(wGender, h.gender == c.gender)
	add(wNamed, h.named)
	add(wDoubt, h.named && e.Score < 0.75)
	lead := l.leadsSentence(o)
	add(wFirst, lead)
	add(wFirstOne, lead && one)
	full := o.kind == parley.NameMention && o.core.Len() > 1
	add(wFull, full)
	isNew := h.first >= 0 && &l.cands[h.first] == o
	add(wNew, isNew)
	add(wNewOne, isNew && one && lead)
	p, q := l.d.Sentences[c.sent].Paragraph, l.d.Sentences[o.sent].Paragraph
	add(wPara, p == q)
	add(wParaOne, p == q+1)
	if asks {
		add(wAsks, o.at.role == 's')
		add(wAsked, o.at.role == 'o' || o.at.role == 'S')
	}
	opens := o.kind == parley.NameMention && l.opensSentence(o)
	add(wOpens, opens)
	add(wOpensOne, opens && one)
	add(wSameTold, apart == 0 && o.sent == c.sent && o.at.role == 's' && o.at.speaks)
	add(wNounTold, one && o.kind == parley.NominalMention && o.at.role == 's' && o.at.speaks && !o.at.deep)
	add(wOften, h.count >= 3)
	add(wVery, h.count >= 8)
	add(wGoesOn, h.spoke && goingOn[l.d.Lemmas[max(int(c.at.gov), 0)]])
	return fs
}

var whoRole = [256]uint8{'S': wPassive, 'o': wObject, 'b': wAdjunct, 'n': wWithin, 'p': wOwner, 'x': wOther, 0: wOther}

var asking = text.WordSet("ask press question quiz challenge push confront interview")

// leadsSentence reports whether o is the first mention of a person in its sentence, outside of quotations.
func (l *linker) leadsSentence(o *cand) bool {
	if o.modifier || l.quote(o) >= 0 {
		return false
	}
	r := l.d.Sentences[o.sent].Tokens
	at := sort.Search(len(l.cands), func(n int) bool { return l.cands[n].tok.First >= o.tok.First })
	for n := at - 1; n >= 0 && n >= at-window && l.cands[n].tok.First >= r.First; n-- {
		if x := &l.cands[n]; !x.modifier && x.ent >= 0 && l.ents[x.ent].Type == parley.Person && l.quote(x) < 0 && x.head < o.tok.First {
			return false
		}
	}
	return true
}

// opensSentence reports whether no word stands before o in its sentence.
func (l *linker) opensSentence(o *cand) bool {
	for t := l.d.Sentences[o.sent].Tokens.First; t < o.tok.First; t++ {
		if isLetter(l.low[t]) {
			return false
		}
	}
	return true
}

// saidBy is what pronoun c says by the relations of attribution.
func (l *linker) saidBy(c *cand) []parley.TokenRange {
	if l.relOf == nil {
		l.relOf = map[int]int{}
		for k := range l.d.Attributions {
			if a := &l.d.Attributions[k]; len(a.Source) > 0 && a.Source[0].Len() == 1 {
				l.relOf[a.Source[0].First] = k
			}
		}
	}
	if k, ok := l.relOf[c.head]; ok {
		return l.d.Attributions[k].Content
	}
	return nil
}

// saidReach is how many tokens are looked at for those whom a speaker names.
const saidReach = 200

// namedIn is the entities that have a name in the stretches.
func (l *linker) namedIn(rs []parley.TokenRange) []int {
	var out []int
	for _, r := range rs {
		end := min(r.End, r.First+saidReach)
		for k := sort.Search(len(l.cands), func(k int) bool { return l.cands[k].tok.First >= r.First }); k < len(l.cands) && l.cands[k].tok.First < end; k++ {
			if o := &l.cands[k]; o.kind == parley.NameMention && o.ent >= 0 {
				out = append(out, o.ent)
			}
		}
	}
	return out
}

// whoWeights are the weights of the features, fitted on testdata/who.tsv as docs/models/coref.md has it.
var whoWeights = [whoFeatures]int16{
	wSame:       58,
	wBefore:     46,
	wTwo:        28,
	wThree:      12,
	wSpoke:      29,
	wSpokeOne:   0,
	wSubject:    24,
	wSubjectOne: -1,
	wClause:     15,
	wClauseTold: 2,
	wPassive:    12,
	wObject:     2,
	wAdjunct:    -3,
	wWithin:     -6,
	wOwner:      0,
	wOther:      -1,
	wPronoun:    4,
	wNominal:    -7,
	wModifier:   -14,
	wQuoted:     -45,
	wGender:     14,
	wNamed:      16,
	wDoubt:      -4,
	wRanked:     8,
	wTeller:     15,
	wTold:       -11,
	wFirst:      -2,
	wFirstOne:   4,
	wFull:       8,
	wNew:        0,
	wNewOne:     2,
	wPara:       2,
	wParaOne:    1,
	wAsks:       -25,
	wAsked:      26,
	wSelf:       -24,
	wBeside:     -24,
	wOften:      -2,
	wVery:       2,
	wGoesOn:     22,
	wSaidHe:     -3,
	wOpens:      8,
	wOpensOne:   5,
	wSameTold:   24,
	wNounTold:   22,
}
