package record

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// steps is how many statements of a report may stand between what is said and what answers it.
const steps = 3

// answered: a statement that says no answers the voice before it in the same report, where that voice speaks of the one who answers and of the same thing
// ("Harland had shelled the mill, Vessia said. Harland said it had not fired a shot."), or where both tell one thing the other way round.
func (f *fold) answered(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.entity == "" || d.st.NestedIn != "" || !indicative(d.st.Act) || !d.no || denies(d) || d.back {
			continue
		}
		for j, n := i-1, 0; j >= 0 && n < steps; j-- {
			t := s.statement[j]
			if t.st.NestedIn != "" || f.related(t, d) {
				continue
			}
			n++
			if t.entity == "" || f.sameVoice(t, d) || t.st.Headline || !indicative(t.st.Act) || t.no || d.passage.Raw.Start-t.passage.Raw.End > nearby {
				continue
			}
			if strings.Contains(t.passage.Text, "?") || !f.mentions(t, d.entity) {
				continue
			}
			if n := f.beside(t, d, d.entity, t.entity); n >= 2 && f.rare(t.ws, d.ws) > 0 {
				out = append(out, f.conflict(parley.DenialConflict, "answers-no", 0.55, fmt.Sprintf("%s what %s: %s", f.does(d.entity, "answers"), f.does(t.entity, "says"), t.passage.Text), t, d))
				break
			}
		}
	}
	return out
}

// beside counts the words two findings share beside the names of some entities and of their parties.
func (f *fold) beside(a, b *item, entities ...string) int {
	names := map[int32]bool{}
	for _, e := range entities {
		for _, id := range []string{e, f.party(e)} {
			for _, bag := range f.bagsOf(id) {
				for _, w := range bag {
					names[w] = true
				}
			}
		}
	}
	n := 0
	for w := range both(a.ws, b.ws) {
		if !names[w] {
			n++
		}
	}
	return n
}

// opening is how many bytes of a statement are looked at for a no: a negation further on seldom turns the claim itself.
const opening = 70

// noVerb matches a negation that turns a whole clause: an auxiliary with "not", a negative subject or object. "not yet" and "not only" turn none.
var noVerb = pattern.MustCompile(`(?i)\b(is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must)( (also|still|certainly|simply))? (not|never)\b|n't\b|n’t\b|\b(cannot|nobody|nothing|none|neither|never)\b|^(no|not (one|a|any)) |\b(is|are|was|were|has|have|had|be|been) no\b`)

var notQuite = pattern.MustCompile(`(?i)\bnot (only|yet|just|merely|necessarily|know|sure|clear)\b|\b(know|knows|nothing but|nothing more|none of us)\b`)

// negative reports whether a statement's own claim is negative.
func negative(it *item) bool {
	text := spoken(it)
	if len(text) > opening {
		text = text[:opening]
	}
	return noVerb.MatchString(text) && !notQuite.MatchString(text) && !it.st.Negated
}

// apart is how many statements lie between the voices of two events of one report, -1 where one is the outlet's own.
func (f *fold) apart(a, b *item) int {
	i, ok := a.sheet.stmtAt[a.ev.AssertedBy]
	j, ok2 := b.sheet.stmtAt[b.ev.AssertedBy]
	if a.rep != b.rep || !ok || !ok2 {
		return -1
	}
	return max(i-j, j-i)
}

// deniedBy reports whether the voice of an event is a denial.
func (f *fold) deniedBy(it *item) bool {
	k, ok := it.sheet.stmtAt[it.ev.AssertedBy]
	return ok && denies(it.sheet.statement[k])
}

// adjoining reports whether two events of one type in one report stand in voices that follow on each other, so that the second answers the first.
func (f *fold) adjoining(a, b *item) bool {
	n := f.apart(a, b)
	if n < 1 || n > steps || max(a.passage.Raw.Start-b.passage.Raw.End, b.passage.Raw.Start-a.passage.Raw.End) > nearby {
		return false
	}
	common, _ := participants(a, b)
	if n == 1 && (f.deniedBy(a) || f.deniedBy(b)) {
		return true
	}
	return common > 0 && f.binding(a, b) > 0 || n <= 2 && f.binding(a, b) > 0 && f.sameTime(a, b)
}
