package event

import (
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// firstIn reports whether time expression x says for how long there was no other, and so no day of its own: "the first visit [in 90 years]", "the worst
// raid [in months]", "the closest [since August]".
func (w *search) firstIn(x text.Timex) bool {
	f := x.Tokens.First
	by := w.low[f]
	if by != "in" && by != "since" && f > 0 {
		by = w.low[f-1]
	}
	if by != "since" && (by != "in" || !longUnits[w.d.Lemmas[x.Tokens.End-1]]) {
		return false
	}
	for i := f - 1; i >= max(0, f-firstReach); i-- {
		if w.d.Tokens[i].Sentence != w.d.Tokens[f].Sentence {
			return false
		}
		if l := w.low[i]; firsts[l] || strings.HasSuffix(l, "est") && w.d.Tags[i].U == text.ADJ {
			return true
		}
	}
	return false
}

// firstReach is how many tokens may stand between "first" and the time it was the first in.
const firstReach = 12

var (
	longUnits = map[string]bool{"week": true, "month": true, "year": true, "decade": true, "century": true}
	firsts    = map[string]bool{"first": true, "only": true, "most": true, "worst": true, "best": true, "least": true}
)

// atWhen is the time expression that a clause opened by "when" takes up: "on Tuesday, [when] she meets". It is -1 where there is none.
func (w *search) atWhen(k int32) int {
	for ; k >= 0; k-- {
		cl := &w.clauses[k]
		for i := cl.start; i > max(0, cl.from-1) && i >= cl.start-3; i-- {
			if w.low[i] != "when" {
				continue
			}
			p := i - 1
			if w.low[p] == "," && p > 0 {
				p--
			}
			if x := w.timeAt[p]; x >= 0 && w.d.Times[x].When != nil && !w.d.Times[x].Duration {
				return int(x)
			}
			return -1
		}
		if !cl.joined && (cl.start >= len(w.low) || cl.start < 1 || w.d.Tags[cl.start-1].U != text.CCONJ && w.d.Tags[cl.start].U != text.CCONJ) {
			return -1
		}
	}
	return -1
}
