package record

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// victimWords maps the stems of words around a number to what becomes of the people it counts.
var victimWords = map[string]string{"kill": "dead", "dead": "dead", "die": "dead", "died": "dead", "dies": "dead", "dying": "dead", "death": "dead", "perish": "dead", "slain": "dead", "body": "dead", "bodi": "dead", "toll": "dead", "martyr": "dead", "fatalit": "dead",
	"wound": "wounded", "injur": "wounded", "hurt": "wounded", "miss": "missing", "captur": "captured", "displac": "displaced", "fled": "displaced", "flee": "displaced"}

// personHeads holds stems of nouns for people who may be victims; "" is a bare number.
var personHeads = stems("people person civilian resident villager soldier fighter rebel militant child woman man dead victim casualty body policeman officer guard inhabitant patient student passenger worker jihadist terrorist insurgent gunman gunmen extremist troop serviceman servicemen villager pilgrim protester evacuee refugee commander doctor driver farmer journalist marine medic migrant nurse official paramedic pilot sailor staff teacher")

// toll says what became of the people that a figure counts: by the unit itself ("40 dead"), else by the one such word of its sentence.
func toll(g *parley.Figure) string {
	h := stem(strings.ToLower(g.Head))
	if t := victimWords[h]; t != "" {
		return t
	}
	if g.Head != "" && !personHeads[h] {
		return ""
	}
	for _, w := range content(g.Unit) {
		if t := victimWords[w]; t != "" {
			return t // "people killed"
		}
	}
	found := ""
	if lives.MatchString(g.Sentence.Text) {
		found = "dead"
	}
	for _, w := range content(g.Sentence.Text) {
		t := victimWords[w]
		if t == "" || t == found {
			continue
		}
		if found != "" {
			return nearToll(g) // killed and wounded in one sentence
		}
		found = t
	}
	return found
}

// nearToll is what the words next to a number say became of the people it counts, in a sentence that speaks of more than one fate: the nearest of those
// behind it in its own phrase ("15 people were hurt"), else of those before it ("killing 12 and injuring [40]"), "" where neither tells.
func nearToll(g *parley.Figure) string {
	s := g.Sentence.Text
	from, to := g.Passage.Span.Start-g.Sentence.Span.Start, g.Passage.Span.End-g.Sentence.Span.Start
	if from < 0 || to > len(s) || from > to {
		return ""
	}
	for _, w := range strings.Fields(s[to:]) {
		if t := fate(w); t != "" {
			return t
		}
		if w = strings.Trim(w, `"“”‘’()`); w == "and" || w == "while" || strings.ContainsAny(w, ",;.0123456789") {
			break
		}
	}
	before := strings.Fields(lives.ReplaceAllString(s[:from], " killed "))
	for i := len(before) - 1; i >= 0; i-- {
		if t := fate(before[i]); t != "" {
			return t
		}
		if strings.ContainsAny(before[i], ";0123456789") {
			break
		}
	}
	return ""
}

// lives matches what tells of people who died by their lives: "claimed the lives of 12".
var lives = pattern.MustCompile(`(?i)\b(claim|cost|tak|took|los)\w*\b[^.;]{0,30}\blives?\b`)

// fate is what a word says became of people, "" for any other.
func fate(w string) string {
	for _, x := range content(w) {
		if t := victimWords[x]; t != "" {
			return t
		}
	}
	return ""
}

// victimGroups maps stems of nouns to the group of people they count; other nouns count anybody.
var victimGroups = map[string]string{"child": "children", "children": "children", "kid": "children", "boy": "children", "girl": "children", "infant": "children", "woman": "women", "women": "women",
	"civilian": "civilians", "soldier": "fighters", "fighter": "fighters", "fight": "fighters", "militant": "fighters", "rebel": "fighters", "insurgent": "fighters", "terrorist": "fighters", "jihadist": "fighters", "extremist": "fighters", "gunman": "fighters", "troop": "fighters",
	"troops": "fighters", "medic": "medics", "doctor": "medics", "nurse": "medics", "paramedic": "medics", "journalist": "journalists",
	"student": "students", "pupil": "students", "teacher": "teachers"}

// partial are groups that are counted as parts of all the victims.
var partial = map[string]bool{"children": true, "women": true, "medics": true, "journalists": true, "students": true, "teachers": true}

// onePeople reports whether two counts of victims can be of the same people: children are not weighed against fighters, nor, inside one report, a part
// against the whole. Two outlets' civilians and people may be the same, where the one that counts people does not count the civilians
// among them.
func onePeople(a, b *item) bool {
	x, y := victimGroup(a), victimGroup(b)
	if x == y {
		return true
	}
	if y == "" {
		a, x, y = b, y, x
	}
	return a.rep != b.rep && x == "" && (y == "civilians" || y == "fighters") && !countsApart(a, y)
}

// countsApart reports whether the report of a count of people counts those of one group among them too.
func countsApart(it *item, group string) bool {
	return it.sheet != nil && slices.ContainsFunc(it.sheet.figure, func(x *item) bool {
		return x != it && x.toll == it.toll && !x.war && size(x.fig) < size(it.fig) && victimGroup(x) == group
	})
}

func victimGroup(it *item) string {
	h := strings.ToLower(it.fig.Head)
	if g := victimGroups[h]; g != "" {
		return g
	}
	return victimGroups[stem(h)]
}

// wholeWar matches a sentence that counts over a war and not over one incident of it.
var wholeWar = pattern.MustCompile(`(?i)\b(war|conflict|crisis|uprising|insurgency|revolt)\b[^.;]{0,60}\b(has|have|had)\b[^.;]{0,20}\b(killed|claimed|cost|left|displaced|driven|wounded)|` +
	`\b(killed|dead|died|displaced)\b[^.;]{0,40}\b(since|during|over|in)\b[^.;]{0,20}\b(war|conflict|crisis|uprising|insurgency|revolt|years?)\b|` +
	`\b(years?|decade)[- ](old|long)\b[^.;]{0,20}\b(war|conflict|crisis|uprising|insurgency|revolt)\b`)

// A blow is a set of the ways in which people come to harm in war.
type blow uint8

// blows maps stems of words to the ways in which people come to harm; looseBlows those of words that tell of more than one, which are asked where no other word tells.
var blows, looseBlows = ways(
	"airstrike air-strike raid warplane jet jets aircraft airforce helicopter barrel",
	"shell shelling rocket mortar artillery shrapnel",
	"blast explosion suicide car-bomb detonate explode truck",
	"chemical gas sarin chlorine nerve toxic poison",
	"clash fighting battle gunman gunmen gunfire firefight ambush",
), ways(
	"strike bombing bombardment bomb bomber",
	"missile bombardment",
	"bomb bomber bombing explosive",
)

// ways maps stems of words to sets of the lists that have them.
func ways(lists ...string) map[string]blow {
	out := map[string]blow{}
	for i, words := range lists {
		for w := range stems(words) {
			out[w] |= 1 << i
		}
	}
	return out
}

// blowOf is the ways of harm that a sentence speaks of.
func blowOf(s string) (b blow) {
	words := content(s)
	for _, w := range words {
		b |= blows[w]
	}
	if b == 0 {
		for _, w := range words {
			b |= looseBlows[w]
		}
	}
	return b
}

// markMain marks the count of dead that a report is about: the first, parts and counts over a war left out, or the largest in its sentence, and where the
// report gives the same number next. Children, medics and their like are a part of all the
// victims where the report counts these too.
func markMain(figs []*item) {
	var first *item
	for i, it := range figs {
		switch {
		case it.toll != "dead" || it.war || it.fig.PartOf != "" || partial[victimGroup(it)] && partOfMore(figs, i):
		case first == nil:
			first, it.main = it, true
		case it.fig.Sentence.Span == first.fig.Sentence.Span && size(it.fig) > size(first.fig) && !roundly(it.fig):
			first.main = false
			first, it.main = it, true
		case !it.main && size(it.fig) == size(first.fig):
			it.main = true
			return
		}
	}
}

// roundly reports whether a figure is a power of ten or a dozen of them, told in the plural: "dozens", "hundreds".
func roundly(g *parley.Figure) bool { return g.Low != nil && g.High != nil && *g.High > 2**g.Low }

// partOfMore reports whether the people of one group whom figure i counts are a part of others: where they are counted again they are ("fifteen civilians, among
// them 11 children"), or more dead of any group are counted in the same sentence or next.
func partOfMore(figs []*item, i int) bool {
	it := figs[i]
	for j, x := range figs {
		if x.toll != "dead" || x.war || roundly(x.fig) {
			continue
		}
		if x.fig.PartOf != "" && size(x.fig) == size(it.fig) && victimGroup(x) == victimGroup(it) ||
			size(x.fig) > size(it.fig) && !partial[victimGroup(x)] && (x.fig.Sentence.Span == it.fig.Sentence.Span || j > i && j <= i+3) {
			return true
		}
	}
	return false
}

// spelt is a name of a place without what spellings of one differ by: double letters, a last "h".
func spelt(w string) string {
	var b []byte
	for _, c := range []byte(strings.ToLower(w)) {
		if n := len(b); n == 0 || b[n-1] != c {
			b = append(b, c)
		}
	}
	return strings.TrimSuffix(string(b), "h")
}

// bareWord is a word without marks around it and without the ending of a possessor.
func bareWord(w string) string {
	w = strings.Trim(w, `.,;:"'“”‘’()`)
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

// gaveUp matches what stands before a toll that its own voice no longer holds: "updating an earlier toll of 15".
var gaveUp = pattern.MustCompile(`(?i)\b(earlier|initial|initially|previous|previously|preliminary|provisional|had (given|put|reported|announced))\b[^.;]{0,25}\b(toll|count|tally|figure|number|estimate)s?\b[^.;]{0,40}$|\b(toll|count|tally|figure|number|estimate)s?\b[^.;]{0,15}\b(earlier|initially|previously)\b[^.;]{0,25}$`)

// givenUp reports whether a toll is told as one that grew since.
func givenUp(it *item) bool {
	s, at := it.fig.Sentence, it.fig.Passage.Span.Start-it.fig.Sentence.Span.Start
	return it.toll == "dead" && at > 0 && at <= len(s.Text) && gaveUp.MatchString(s.Text[:at])
}
