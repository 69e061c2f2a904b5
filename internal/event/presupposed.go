package event

import (
	"slices"

	"github.com/parley-press/parley"
)

// open are words in a noun phrase by which a paper is not there yet.
var open = map[string]bool{"possible": true, "potential": true, "planned": true, "proposed": true, "draft": true, "future": true, "eventual": true, "any": true, "new": true,
	"final": true, "prospective": true, "comprehensive": true, "lasting": true, "permanent": true, "such": true, "no": true, "mooted": true, "hoped-for": true, "elusive": true}

// presupposed is the state that the naming of a paper takes for granted where no word tells one: a deal "between the two sides", or
// one "under" which things happen, has been agreed, and a numbered or dated resolution has been passed.
func (w *search) presupposed(n naming) (stepAt, bool) {
	k := w.clauseAt[n.head]
	if k < 0 || n.headline || n.negative || n.generic || n.fresh || w.opened(n) {
		return stepAt{}, false
	}
	out := stepAt{at: n.head, k: k, span: n.span, rule: "event/step-implied@1"}
	before := func(i int) string {
		if n.first-i < 0 {
			return ""
		}
		return w.low[n.first-i]
	}
	switch {
	case n.paper.family == "resolution" && (n.named || n.date != nil) && n.paper.noun() == "resolution":
		out.state = parley.StatePassed
	case n.paper.family == "agreement" && dealt[n.paper.noun()] && (len(n.by) > 1 || n.date != nil || n.named && n.definite || before(1) == "under" || before(2) == "part" && before(1) == "of" || before(1) == "in" && n.indef):
		out.state = parley.StateAgreed
	default:
		return stepAt{}, false
	}
	return out, true
}

// dealt are the nouns of what two sides have concluded.
var dealt = map[string]bool{"deal": true, "agreement": true, "accord": true, "pact": true, "treaty": true, "memorandum": true, "protocol": true}

// opened reports whether the words around the naming leave open that the paper is there: it is wanted, planned, denied or only possible.
func (w *search) opened(n naming) bool {
	for t := n.first; t <= n.head; t++ {
		if open[w.low[t]] {
			return true
		}
	}
	k := w.clauseAt[n.head]
	st, _, _ := w.standing(n.chunk, k, typeInfo{})
	if st == "" {
		st = w.hung(n.head, typeInfo{})
	}
	if !slices.Contains([]parley.Status{"", parley.Happened, parley.Ongoing}, st) {
		return true
	}
	if o := w.owner[n.head]; o >= 0 {
		switch w.d.Statements[o].Act {
		case parley.Deny, parley.Demand, parley.Ask, parley.Expect, parley.Propose:
			return true
		}
	}
	return false
}
