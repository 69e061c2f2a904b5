package record

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
)

// steps is how many statements of a report may stand between what is said and what answers it.
const steps = 3

// answered: a statement that says no answers the voice before it in the same report, where that voice speaks of the one who answers and of the same thing
// ("Harland had shelled the mill, Vessia said. Harland said it had not fired a shot."), or where both tell one thing the other way round.
func (f *fold) answered() {
	for i, d := range f.items {
		if d.entity == "" || d.st.NestedIn != "" || !indicative(d.st.Act) || !saysNo(d) || denies(d) || pointsBack(d) {
			continue
		}
		for j, n := i-1, 0; j >= 0 && f.items[j].rep == d.rep && n < steps; j-- {
			t := f.items[j]
			if t.st.NestedIn != "" || f.related(t, d) {
				continue
			}
			n++
			if t.entity == "" || f.sameVoice(t, d) || t.st.Headline || !indicative(t.st.Act) || saysNo(t) || d.passage.Raw.Start-t.passage.Raw.End > nearby {
				continue
			}
			about := f.mentions(t, d.entity)
			if n, r := shared(t.words, d.words), f.rare(t.words, d.words); about && r > 0 || n >= 3 && r >= 2 {
				f.conflict(parley.DenialConflict, "answers-no", 0.55, fmt.Sprintf("%s answers what %s says: %s", f.who(d.entity), f.who(t.entity), t.passage.Text), f.memberOf(t), f.memberOf(d))
				break
			}
		}
	}
}

// opening is how many words of a statement are looked at for a no: a negation further on seldom turns the claim itself.
const opening = 10

// saysNo reports whether a statement's own claim is negative.
func saysNo(it item) bool {
	ws := strings.Fields(strings.ToLower(strings.ReplaceAll(spoken(it), "’", "'")))
	if len(ws) > opening {
		ws = ws[:opening]
	}
	return negated(strings.Join(ws, " ")) != it.st.Negated
}

// apart is how many statements lie between the voices of two events of one report, -1 where one is the outlet's own.
func (f *fold) apart(a, b item) int {
	i, ok := f.itemAt[a.rep][a.ev.AssertedBy]
	j, ok2 := f.itemAt[b.rep][b.ev.AssertedBy]
	if a.rep != b.rep || !ok || !ok2 {
		return -1
	}
	return max(i-j, j-i)
}

// adjoining reports whether two events of one type in one report stand in voices that follow on each other, so that the second answers the first.
func (f *fold) adjoining(a, b item) bool {
	n := f.apart(a, b)
	if n < 1 || n > steps || max(a.passage.Raw.Start-b.passage.Raw.End, b.passage.Raw.Start-a.passage.Raw.End) > nearby {
		return false
	}
	common, _ := f.participants(a.ev, b.ev)
	return n == 1 || common > 0 || shared(a.words, b.words) > 0
}
