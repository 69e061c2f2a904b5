package record

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A contrary is two ways to speak of one thing that cannot both be true of it, and what two voices that do so differ over.
type contrary struct {
	kind    parley.ConflictKind
	rule    string
	yes, no *pattern.Pattern
	words   int  // how many words the two must share beside the names of who speaks,
	rare    int  // and how many rare ones among them: next to each other; one more elsewhere in the report
	flat    bool // whether what stands under a condition does not count: of what is demanded it does
}

// notSo is what turns the verb behind it round.
const notSo = `\b(not|never|n't|n’t|yet to|no|failed to|refus\w+ to)\b[^.;:,]{0,20}`

// contraryWays lists them, the surest first.
var contraryWays = []contrary{
	{parley.DenialConflict, "begun-or-not", pattern.MustCompile(`(?i)\b(beg[au]n|started|launched|opened|under ?way|the (formal |official |first )?(start|opening|launch|beginning)|took effect|taken effect|came into force)\b`),
		pattern.MustCompile(`(?i)` + notSo + `\b(begun|begin|started?|launched|opened?|under ?way|taken? effect|come into force)\b`), 0, 0, true},
	{parley.StatusConflict, "comes-or-not", pattern.MustCompile(`(?i)\b(will|would) (begin|start|open|go ahead|take place|be held|proceed|resume)\b|\bas (scheduled|planned)\b|\b(will|would|can|could|may|might) (attend|take part|participate|turn up|join|be represented)\b`),
		pattern.MustCompile(`(?i)` + notSo + `\b(attend(ing)?|take part|participate|come|head|go to|turn up|sit down|be (in|at|there))\b|\b(boycott\w*|stay(s|ed|ing)? away)\b`), 2, 0, true},
	{parley.StatusConflict, "planned-or-off", pattern.MustCompile(`(?i)\b(will|would|might|may|plans? to|planned to|hop(es|ed) to|interested in|scheduled|due to|set to)\b`),
		pattern.MustCompile(`(?i)\b(cancel(l?ed|s)?|called off|calls off|postponed|scrapped|shelved|dropped)\b`), 1, 0, true},
	{parley.StatusConflict, "stops-or-goes-on", pattern.MustCompile(`(?i)\b(stop|stops|stopped|halt|halts|halted|ends|ended|(will|would|to|must|should|can|could|and) end|cease|ceases|suspend\w*|lift|lifted|rescind\w*|remove)\b`),
		pattern.MustCompile(`(?i)` + notSo + `\b(stop|halt|end|ending|cease|suspend|lift)\b|\bno intention of (stopping|halting|ending|lifting|ceasing)\b|\b(will|would|to) (continue|go on|keep on)\b`), 1, 1, false},
	{parley.DenialConflict, "agreed-or-rejected", pattern.MustCompile(`(?i)\b(agreed|agrees|accepted|accepts|approved|endorsed)\b`),
		pattern.MustCompile(`(?i)\b(rejected|rejects|refused|refuses|turned down|declined|spurned|opposed|opposes)\b`), 1, 1, true},
}

// asIf matches words of a condition or a question: what stands under them is not said to be so.
var asIf = pattern.MustCompile(`(?i)\b(if|unless|whether)\b`)

// waysOf reads which of contraryWays a statement speaks in, a bit each: as if the thing were so, and as if it were not.
func waysOf(text string) (yes, no uint8) {
	for i := range contraryWays {
		w := &contraryWays[i]
		switch {
		case w.no.MatchString(text):
			if !w.flat || !asIf.MatchString(untilMatch(w.no, text)) {
				no |= 1 << i
			}
		case w.yes.MatchString(text):
			if !w.flat || !asIf.MatchString(untilMatch(w.yes, text)) {
				yes |= 1 << i
			}
		}
	}
	return yes, no
}

// willNot is what a statement says, a refusal to do a thing as that it will not be done.
func willNot(it *item) string {
	text := joined(it.st.Content)
	if it.st.Act == parley.Refuse && strings.HasPrefix(text, "to ") {
		return "will not " + text[len("to "):]
	}
	return text
}

// within is how many statements of a report on either side are looked at for what goes against one.
const within = 40

// contraries: two voices of one report speak of one thing in ways that cannot both be true of it.
func (f *fold) contraries(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.not == 0 || d.entity == "" || d.st.Headline || d.st.Negated {
			continue
		}
		for j := max(0, i-within); j < min(len(s.statement), i+within); j++ {
			t := s.statement[j]
			if t.so&d.not == 0 || t.entity == "" || t.st.Headline || t.st.Negated || t.st.NestedIn != "" || f.sameVoice(t, d) && !leaks(t, d) || f.related(t, d) {
				continue
			}
			if c := f.contrary(t, d, max(i-j, j-i)); c != nil {
				out = append(out, c)
			}
		}
	}
	return out
}

// leaks reports whether of two who speak for one party one is not named, and so may tell what the other does not confirm.
func leaks(a, b *item) bool {
	return a.entity != b.entity && a.who != nil && b.who != nil && a.who.unnamed != b.who.unnamed
}

// contrary is the conflict between what t says and d, so many statements away, says the other way; nil where they speak of two things.
func (f *fold) contrary(t, d *item, apart int) *clash {
	next := nextTo(t, d, apart)
	words, rare := f.besideNames(t, d)
	for i := range contraryWays {
		w := &contraryWays[i]
		if t.so&d.not&(1<<i) == 0 || words < w.words || rare < w.rare || !next && (words < 2 || w.words < 2 && rare <= w.rare) {
			continue
		}
		return f.conflict(w.kind, w.rule, 0.5, fmt.Sprintf("%s against %s: %s", f.who(d.entity), f.who(t.entity), d.passage.Text), t, d)
	}
	return nil
}

// nextTo reports whether two statements of a report, so many statements away, stand close to each other.
func nextTo(a, b *item, apart int) bool {
	return apart <= steps && max(a.passage.Raw.Start-b.passage.Raw.End, b.passage.Raw.Start-a.passage.Raw.End) <= nearby
}

// untilMatch is what stands before the first match in a text.
func untilMatch(re *pattern.Pattern, text string) string {
	return text[:re.FindStringIndex(text)[0]]
}

// besideNames counts the words that two statements share beside the names of who speaks in either, and the rare ones among them.
func (f *fold) besideNames(a, b *item) (words, rare int) {
	for w := range both(a.ws, b.ws) {
		if f.nameHas(a.entity, w) || f.nameHas(b.entity, w) || f.nameHas(a.party, w) || f.nameHas(b.party, w) {
			continue
		}
		words++
		if f.words.rare(w) {
			rare++
		}
	}
	return words, rare
}
