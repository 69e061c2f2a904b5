package record

import (
	"math"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A sign is one thing that speaks for two statements of a report standing against each other, or against it. It is told by a number from 0 to 1; distance goes
// to 2, numbers of words and of statements are told by their logarithms.
type sign int

const (
	always sign = iota // of every pair

	// of what they share
	wordOne     // a content word beside the names of who speaks,
	wordTwo     // two,
	wordThree   // three or more
	rareOne     // a word that few findings of the dossier have,
	rareTwo     // two or more
	third       // the name of a party beside those who speak
	shareOfAll  // four times the share of their words that both have, at most 1, where neither holds the other;
	shareTurned // and where one has an odd number of negations and the other does not
	rareNext    // a rare word, and the later one follows on the earlier one

	// of where they stand
	next      // the later voice follows on the earlier one
	distance  // thousands of bytes between them
	hosts     // the earlier one holds the later one in its words
	touching  // nothing but a mark between them,
	conjoined // room for a conjunction
	beside    // no third voice between them
	far       // more than eight statements between them
	crowded   // how many statements the report has

	// of how they turn one thing
	oneNot        // one has an odd number of negations, the other does not, and they share two words
	contraryWay   // they speak of a thing as if it were so and were not (see contraryWays)
	worthOpposite // one speaks well and the other ill
	notOfRare     // one has an odd number of negations, the other does not, and they share a rare word
	bothShould    // both say what must be done,
	bothWill      // what will be
	asks          // one of them is a question

	// of who speaks
	laterNames   // the later one names who says the earlier one,
	earlierNames // the earlier one who says the later one
	atStrife     // elsewhere in the report one of them goes against the other by name
	mutual       // each goes against the other by name
	addressed    // one of them speaks to the other
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
	laterAdds     // that it goes on,
	laterAnswers  // that it answers or withstands
	answersNext   // and it follows on the earlier one
	laterTopic    // its opening names a criticism, a charge or a fear
	laterOnly     // it calls something too little, or nothing
	laterLong     // how many content words it has
	deniesNext    // it denies and follows on the earlier one
	noNext        // its claim is negative and it follows on the earlier one

	// of the earlier one
	earlierRefuses
	earlierYields // it does not refuse
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
	earlierShould
	earlierOnly
	earlierLong

	signs
)

// corrects matches words by which a voice sets right what was said.
var corrects = pattern.MustCompile(`(?i)\b(untrue|not true|false(ly|hoods?)?|wrong(ly)?|inaccurate|incorrect|mistaken|misleading|misrepresent\w*|baseless|groundless|unfounded|nonsense|absurd|ridiculous|lies?|liars?|lying|fabricat\w+|myths?|distort\w*|exaggerat\w*|misinformed|` +
	`propaganda|hypocri\w+|in fact|in reality|on the contrary|(quite )?the opposite|far from|contrary to|rather than|instead of|nothing to do with|no (basis|evidence|proof|truth|reason|need))\b`)

// Cues by what they tell of the words behind them.
var (
	arguing    = cueWords("argue insist maintain contend claim assert allege believe counter stress reiterate vow protest complain", "argument arguments insistence assertion allegation allegations complaint complaints")
	defending  = cueWords("defend justify hail welcome praise reassure pride support back endorse applaud tout commend celebrate", "")
	blaming    = cueWords("blame criticise criticize condemn denounce accuse slam attack decry rebuke blast lambast chide deplore question challenge dispute dismiss reject oppose object mock brand charge scoff ridicule", "slammed slamming criticism accusation accusations")
	continuing = cueWords("add continue explain note", "went")
	answering  = cueWords("respond reply counter retort dismiss reject deny dispute rebuff brush shrug rebut refute contradict disagree defend protest oppose object push", "rebutted rebutting")
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

// Words of contents: openings that name what is said against somebody; what is too little, or nothing; what will be.
var (
	grievance = pattern.MustCompile(`(?i)\b(in response|response to|asked (about|whether|if)|when asked|in reply|rebuttal|defen[cs]e|criticism|accusations?|allegations?|charges?|claims?|opposition|objections?|concerns?|fears?)\b`)
	tooLittle = pattern.MustCompile(`(?i)\b(only|just|merely|simply|too|enough|insufficient|little|nothing|nobody|none|never|impossible|unlikely)\b`)
	willBe    = pattern.MustCompile(`(?i)\b(will|would|going to|won't|won’t|plans? to)\b`)
)

// A voicing is what the signs need to know of the words of one statement beside its item.
type voicing struct {
	corrects, should, own, partisan, quoted bool
	argues, defends, blames, adds, answers  bool
	doubted, grieves, only, will, asks      bool
	opens, ends                             int // in bytes of the raw report, with its source and cue
}

// A signbook is what the signs need to know of one report.
type signbook struct {
	parts  [][]string         // by statement: the states, groups and bodies that it names, by entity
	strife map[[2]string]bool // pairs of parties of which the first goes against the second by name
}

// voicingOf reads the words of a statement for the signs.
func voicingOf(it *item) *voicing {
	text, v := spoken(it), new(voicing)
	v.corrects, v.should, v.own = corrects.MatchString(text), mustDo.MatchString(text), ofOwn.MatchString(text)
	v.quoted, v.doubted = it.st.Mode != parley.Indirect, it.st.Act == parley.Doubt || it.disbelief
	if r := it.st.Source; r != nil && r.Passage != nil {
		v.partisan = partisans.MatchString(r.Passage.Text)
	}
	if len(it.st.Cue) > 0 {
		for w := range strings.FieldsSeq(strings.ToLower(it.st.Cue[0].Text)) {
			v.argues, v.defends, v.blames, v.adds, v.answers = v.argues || arguing[w], v.defends || defending[w], v.blames || blaming[w], v.adds || continuing[w], v.answers || answering[w]
		}
	}
	v.grieves = grievance.MatchString(text[:min(len(text), 60)]) || slices.ContainsFunc(it.st.Cue, func(c parley.Passage) bool { return grievance.MatchString(c.Text) })
	v.only, v.will, v.asks = tooLittle.MatchString(text), willBe.MatchString(text), strings.Contains(text, "?")
	v.opens, v.ends = extent(it)
	return v
}

func (f *fold) signbook(s *sheet) *signbook {
	b := &signbook{parts: make([][]string, len(s.statement)), strife: map[[2]string]bool{}}
	parts := f.parts(s.at)
	speakers := map[string]string{} // party to one who speaks for it
	for i, it := range s.statement {
		for _, id := range parts {
			if f.mentions(it, id) {
				b.parts[i] = append(b.parts[i], id)
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
				b.strife[[2]string{it.party, party}] = true
			}
		}
	}
	return b
}

// extent is where a statement begins in the raw report, with its source and cue, and where its content ends.
func extent(it *item) (opens, ends int) {
	opens = it.passage.Raw.Start
	if s := it.st.Source; s != nil && s.Passage != nil {
		opens = min(opens, s.Passage.Raw.Start)
	}
	for _, c := range it.st.Cue {
		opens = min(opens, c.Raw.Start)
	}
	for _, c := range it.st.Content {
		ends = max(ends, c.Raw.End)
	}
	return opens, ends
}

// signsOf are the signs of statement d of a report standing against t, which stands so many statements before it, without those within others, with third voices
// between or none.
func (f *fold) signsOf(b *signbook, t, d *item, before int, alone bool) (x [signs]float64) {
	set := func(s sign, yes bool) {
		if yes {
			x[s] = 1
		}
	}
	tv, dv := t.voicing, d.voicing
	words, rare := f.besideNames(t, d)
	x[always] = 1
	set(wordOne, words >= 1)
	set(wordTwo, words >= 2)
	set(wordThree, words >= 3)
	set(rareOne, rare >= 1)
	set(rareTwo, rare >= 2)
	set(third, slices.ContainsFunc(b.parts[t.place], func(id string) bool {
		p := f.party(id)
		return p != t.party && p != d.party && slices.Contains(b.parts[d.place], id)
	}))
	set(next, before <= 1)
	set(rareNext, x[rareOne]*x[next] > 0)
	x[distance] = min(2, max(0, float64(d.passage.Raw.Start-t.passage.Raw.End)/1000))
	if set(hosts, d.st.NestedIn == t.id); x[hosts] == 0 {
		if x[shareOfAll] = min(1, 4*jaccard(t.ws, d.ws)); t.neg != d.neg {
			x[shareTurned] = x[shareOfAll]
		}
	}
	gap := dv.opens - tv.ends
	set(touching, gap >= 0 && gap < joiningFrom)
	set(conjoined, gap >= joiningFrom && gap <= joiningTo)
	set(beside, alone)
	set(far, before > 8)
	x[crowded] = math.Log(float64(len(b.parts))) / 3
	set(oneNot, t.neg != d.neg && words >= 2)
	set(contraryWay, t.so&d.not|t.not&d.so != 0)
	set(notOfRare, t.neg != d.neg && rare >= 1)
	set(bothShould, tv.should && dv.should)
	set(bothWill, tv.will && dv.will)
	set(asks, tv.asks || dv.asks)
	set(worthOpposite, int(t.worth)*int(d.worth) < 0)
	set(laterNames, t.entity != "" && f.mentions(d, t.entity))
	set(earlierNames, d.entity != "" && f.mentions(t, d.entity))
	if t.entity != "" && d.entity != "" {
		one, other := b.strife[[2]string{t.party, d.party}], b.strife[[2]string{d.party, t.party}]
		set(atStrife, one || other)
		set(mutual, one && other)
	}
	set(addressed, speaksTo(t, d) || speaksTo(d, t))
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
	set(laterAnswers, dv.answers)
	set(answersNext, dv.answers && before <= 1)
	set(laterTopic, dv.grieves)
	set(laterOnly, dv.only)
	x[laterLong] = math.Log(1 + float64(len(d.ws)))
	set(deniesNext, x[laterDenies]*x[next] > 0)
	set(noNext, x[laterNo]*x[next] > 0)

	act, plain = t.st.Act, !t.st.Negated
	set(earlierRefuses, act == parley.Refuse && plain)
	set(earlierYields, act == parley.Refuse && !plain)
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
	set(earlierShould, tv.should)
	set(earlierOnly, tv.only)
	x[earlierLong] = math.Log(1 + float64(len(t.ws)))
	return x
}

// speaksTo reports whether a statement is addressed to the voice of another.
func speaksTo(a, b *item) bool {
	return a.st.Addressee != nil && a.st.Addressee.Entity != "" && a.st.Addressee.Entity == b.entity
}

// isPerson reports whether an entity is a person.
func (f *fold) isPerson(id string) bool {
	e := f.faces[id]
	return e != nil && e.kind == parley.Person
}
