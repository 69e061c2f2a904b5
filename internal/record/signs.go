package record

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A sign is one thing that speaks for two statements of a report standing against each other, or against it. It is told by a number from 0 to 1, distance to 2.
type sign int

const (
	always sign = iota // of every pair

	// of what they share
	wordOne   // a content word beside the names of who speaks,
	wordTwo   // two,
	wordThree // three or more
	rareOne   // a word that few findings of the dossier have,
	rareTwo   // two or more
	third     // the name of a party beside those who speak

	// of where they stand
	next     // the later voice follows on the earlier one
	distance // thousands of bytes between them
	hosts    // the earlier one holds the later one in its words

	// of how they turn one thing
	oneNot        // one has an odd number of negations, the other does not, and they share two words
	contraryWay   // they speak of a thing as if it were so and were not (see contraryWays)
	worthOpposite // one speaks well and the other ill

	// of who speaks
	laterNames   // the later one names who says the earlier one,
	earlierNames // the earlier one who says the later one
	atStrife     // elsewhere in the report one of them goes against the other by name
	bothPersons  // both are people

	// of the later one
	laterDenies
	laterDoubts
	laterAccuses
	laterExpects
	laterDepends  // it says no on a condition
	laterNo       // its own claim is negative
	laterCorrects // it calls something untrue, or puts it right
	laterShould   // it says what must be done
	laterQuoted   // its words are in quotation marks
	laterArgues   // its cue tells that it is disputed,
	laterDefends  // that it speaks for something,
	laterBlames   // that it speaks against it,
	laterAdds     // that it goes on
	deniesNext    // it denies and follows on the earlier one
	noNext        // its claim is negative and it follows on the earlier one

	// of the earlier one
	earlierRefuses
	earlierAccuses
	earlierDemands // or asks or proposes
	earlierAgrees  // or confirms or praises
	earlierExpects
	earlierNo
	earlierCorrects
	earlierQuoted
	earlierArgues
	earlierDefends
	earlierBlames
	earlierCritics // its voice is told by whom or what it is against, or by its number
	earlierOwn     // it speaks of its own side

	signs
)

// opposing are the signs of which a pair must have one: two voices that only speak of one thing are not at odds.
var opposing = []sign{oneNot, contraryWay, worthOpposite, atStrife, laterDenies, laterDoubts, laterAccuses, laterNo, laterCorrects, laterBlames,
	earlierRefuses, earlierAccuses, earlierNo, earlierCorrects, earlierBlames}

// corrects matches words by which a voice sets right what was said.
var corrects = pattern.MustCompile(`(?i)\b(untrue|not true|false(ly|hoods?)?|wrong(ly)?|inaccurate|incorrect|mistaken|misleading|misrepresent\w*|baseless|groundless|unfounded|nonsense|absurd|ridiculous|lies?|liars?|lying|fabricat\w+|myths?|distort\w*|exaggerat\w*|misinformed|` +
	`propaganda|hypocri\w+|in fact|in reality|on the contrary|(quite )?the opposite|far from|contrary to|rather than|instead of|nothing to do with|no (basis|evidence|proof|truth|reason|need))\b`)

// Cues by what they tell of the words behind them.
var (
	arguing    = cueWords("argue insist maintain contend claim assert allege believe counter stress reiterate vow protest complain", "argument arguments insistence assertion allegation allegations complaint complaints")
	defending  = cueWords("defend justify hail welcome praise reassure pride support back endorse applaud tout commend celebrate", "")
	blaming    = cueWords("blame criticise criticize condemn denounce accuse slam attack decry rebuke blast lambast chide deplore question challenge dispute dismiss reject oppose object mock brand charge scoff ridicule", "slammed slamming criticism accusation accusations")
	continuing = cueWords("add continue explain note", "went")
)

// cueWords are the forms of regular verbs, with words that are none.
func cueWords(verbs, others string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(others) {
		m[w] = true
	}
	for v := range strings.FieldsSeq(verbs) {
		root, y := strings.CutSuffix(v, "y")
		if y {
			m[v], m[root+"ies"], m[root+"ied"], m[v+"ing"] = true, true, true, true
			continue
		}
		root = strings.TrimSuffix(v, "e")
		for _, end := range []string{"", "s", "es", "ed", "ing"} {
			m[root+end], m[v+end] = true, true
		}
	}
	return m
}

// partisans matches names of sources that tell what they are against or how many they are, not who.
var partisans = pattern.MustCompile(`(?i)\b(critics?|opponents?|opposition|opposed|rivals?|activists?|campaign(s|ers?)?|advocates?|protesters?|demonstrators?|dissidents?|unions?|skeptics?|sceptics?|rights groups?|watchdogs?|lawyers?|attorneys?|rebels?|experts?|analysts?|others|some|many)\b`)

// A voicing is what the signs need to know of one statement beside its item.
type voicing struct {
	corrects, should, own, partisan, quoted bool
	argues, defends, blames, adds, doubted  bool
	parts                                   []string // the states, groups and bodies that it names, by entity
}

// A signbook is what the signs need to know of one report.
type signbook struct {
	voices []voicing
	strife map[[2]string]bool // pairs of parties, in order, of which one goes against the other by name
}

func (f *fold) signbook(s *sheet) *signbook {
	b := &signbook{voices: make([]voicing, len(s.statement)), strife: map[[2]string]bool{}}
	parts := f.parts(s.at)
	speakers := map[string]string{} // party to one who speaks for it
	for i, it := range s.statement {
		text, v := spoken(it), &b.voices[i]
		v.corrects, v.should, v.own = corrects.MatchString(text), mustDo.MatchString(text), ofOwn.MatchString(text)
		v.quoted, v.doubted = it.st.Mode != parley.Indirect, it.st.Act == parley.Doubt || it.disbelief
		if r := it.st.Source; r != nil && r.Passage != nil {
			v.partisan = partisans.MatchString(r.Passage.Text)
		}
		if len(it.st.Cue) > 0 {
			for w := range strings.FieldsSeq(strings.ToLower(it.st.Cue[0].Text)) {
				v.argues, v.defends, v.blames, v.adds = v.argues || arguing[w], v.defends || defending[w], v.blames || blaming[w], v.adds || continuing[w]
			}
		}
		for _, id := range parts {
			if f.mentions(it, id) {
				v.parts = append(v.parts, id)
			}
		}
		if it.entity != "" {
			speakers[it.party] = it.entity
		}
	}
	for _, it := range s.statement {
		if it.entity == "" || it.st.Act != parley.Accuse && it.st.Act != parley.Deny && it.st.Act != parley.Refuse && it.st.Act != parley.Doubt && it.manner&(faults|counters) == 0 {
			continue
		}
		for party, e := range speakers {
			if party != it.party && f.mentions(it, e) {
				b.strife[[2]string{min(party, it.party), max(party, it.party)}] = true
			}
		}
	}
	return b
}

// signsOf are the signs of statement d of a report standing against t, which stands so many voices before it.
func (f *fold) signsOf(b *signbook, t, d *item, before int) (x [signs]float64) {
	set := func(s sign, yes bool) {
		if yes {
			x[s] = 1
		}
	}
	tv, dv := &b.voices[t.place], &b.voices[d.place]
	words, rare := f.besideNames(t, d)
	x[always] = 1
	set(wordOne, words >= 1)
	set(wordTwo, words >= 2)
	set(wordThree, words >= 3)
	set(rareOne, rare >= 1)
	set(rareTwo, rare >= 2)
	set(third, slices.ContainsFunc(tv.parts, func(id string) bool {
		p := f.party(id)
		return p != t.party && p != d.party && slices.Contains(dv.parts, id)
	}))
	set(next, before <= 1)
	x[distance] = min(2, max(0, float64(d.passage.Raw.Start-t.passage.Raw.End)/1000))
	set(hosts, d.st.NestedIn == t.id)
	set(oneNot, t.neg != d.neg && words >= 2)
	set(contraryWay, t.so&d.not|t.not&d.so != 0)
	set(worthOpposite, int(t.worth)*int(d.worth) < 0)
	set(laterNames, t.entity != "" && f.mentions(d, t.entity))
	set(earlierNames, d.entity != "" && f.mentions(t, d.entity))
	set(atStrife, t.entity != "" && d.entity != "" && b.strife[[2]string{min(t.party, d.party), max(t.party, d.party)}])
	set(bothPersons, f.isPerson(t.entity) && f.isPerson(d.entity))

	act, plain := d.st.Act, !d.st.Negated
	set(laterDenies, denies(d))
	set(laterDoubts, dv.doubted)
	set(laterAccuses, act == parley.Accuse && plain)
	set(laterExpects, act == parley.Expect)
	set(laterDepends, d.depends)
	set(laterNo, d.no)
	set(laterCorrects, dv.corrects)
	set(laterShould, dv.should)
	set(laterQuoted, dv.quoted)
	set(laterArgues, dv.argues)
	set(laterDefends, dv.defends)
	set(laterBlames, dv.blames)
	set(laterAdds, dv.adds)
	set(deniesNext, x[laterDenies]*x[next] > 0)
	set(noNext, x[laterNo]*x[next] > 0)

	act, plain = t.st.Act, !t.st.Negated
	set(earlierRefuses, act == parley.Refuse && plain)
	set(earlierAccuses, act == parley.Accuse && plain)
	set(earlierDemands, act == parley.Demand || act == parley.Ask || act == parley.Propose)
	set(earlierAgrees, (act == parley.Agree || act == parley.Confirm || act == parley.Praise) && plain)
	set(earlierExpects, act == parley.Expect)
	set(earlierNo, t.no)
	set(earlierCorrects, tv.corrects)
	set(earlierQuoted, tv.quoted)
	set(earlierArgues, tv.argues)
	set(earlierDefends, tv.defends)
	set(earlierBlames, tv.blames)
	set(earlierCritics, tv.partisan)
	set(earlierOwn, tv.own)
	return x
}

// isPerson reports whether an entity is a person.
func (f *fold) isPerson(id string) bool {
	e := f.faces[id]
	return e != nil && e.kind == parley.Person
}
