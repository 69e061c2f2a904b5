package event

import (
	"slices"

	"github.com/parley-press/parley"
)

// open are words in a noun phrase by which a paper is not there yet.
var open = map[string]bool{"possible": true, "potential": true, "planned": true, "proposed": true, "draft": true, "future": true, "eventual": true, "any": true, "new": true,
	"final": true, "prospective": true, "comprehensive": true, "lasting": true, "permanent": true, "such": true, "no": true, "mooted": true, "hoped-for": true, "elusive": true}

// impliedRule decides a step that no word of its own tells.
const impliedRule = "event/step-implied@1"

// presupposed is the state that the naming of a paper takes for granted where no word tells one: a deal "between the two sides", or
// one "under" which things happen, has been agreed, and a numbered or dated resolution has been passed.
func (w *search) presupposed(n naming) (stepAt, bool) {
	k := w.clauseAt[n.head]
	if k < 0 || n.headline || n.negative || n.generic || n.fresh || w.opened(n) {
		return stepAt{}, false
	}
	out := stepAt{at: n.head, k: k, span: n.span, rule: impliedRule}
	if st, ok := w.underWhich(n); ok {
		return st, true
	}
	under := w.under(n)
	done := w.factual(k)
	if under && w.trees() {
		if v := w.up(n.head); v >= 0 && w.clauseOf(v) >= 0 {
			done = w.factual(w.clauseOf(v)) // "under the deal, which was signed in May, Veska will withdraw"
		} else if slices.Contains(w.clauses[k].subj, n.chunk) {
			done = false
		}
	}
	switch {
	case under && holding[n.paper.family] && (n.paper.family != "proposal" || n.definite) && (n.paper.family != "agreement" || dealt[n.paper.noun()]) && done:
		out.state = parley.StateInForce
		if n.indef && n.paper.family == "agreement" && w.low[n.first-1] == "of" {
			out.state = parley.StateAgreed // "freed as part of a swap" tells that there is one
		}
	case n.paper.family == "resolution" && (n.named || n.date != nil) && n.paper.noun() == "resolution":
		out.state = parley.StatePassed
	case n.paper.family == "agreement" && dealt[n.paper.noun()] && (len(n.by) > 1 || n.date != nil || n.named && n.definite || n.former || under || n.first > 0 && w.low[n.first-1] == "in" && n.indef):
		out.state = parley.StateAgreed
	case n.paper.family == "proposal" && len(n.by) > 0 && n.paper.noun() != "plan":
		out.state = parley.StateOffered
	case n.paper.family == "law" && standing[n.paper.noun()] && (len(n.by) > 0 || n.definite && !sanctions[n.paper.noun()]) && done:
		out.state = parley.StateInForce
	default:
		return stepAt{}, false
	}
	return out, true
}

// under reports whether what is told is done by the paper: "under the deal", "as part of a pact", "in line with the treaty".
func (w *search) under(n naming) bool {
	at := func(i int) string {
		if n.first-i < 0 {
			return ""
		}
		return w.low[n.first-i]
	}
	switch at(1) {
	case "under":
		return true
	case "of":
		return at(2) == "part"
	case "with":
		return at(2) == "line" || at(2) == "accordance" || at(2) == "compliance"
	case "to":
		return at(2) == "pursuant" || at(2) == "according" && n.paper.family == "agreement"
	}
	return false
}

// factual reports whether the verb of clause k tells what is or was so.
func (w *search) factual(k int32) bool {
	if vg := w.clauses[k].vg; vg >= 0 && w.d.Chunks[vg].Tokens.Len() == 1 && w.d.Tags[w.d.Chunks[vg].Head].Penn == "VB" {
		return false // a bare form, whose auxiliary stands elsewhere
	}
	switch w.Finder.status.verb(w.scan, k, typeInfo{}, 0) {
	case parley.Happened, parley.Ongoing:
		return true
	}
	return false
}

// holding are the families of papers under which things are done.
var holding = map[string]bool{"agreement": true, "ceasefire": true, "resolution": true, "law": true, "proposal": true}

// sanctions are measures that are so often sought and debated that only an owner makes them those there are.
var sanctions = map[string]bool{"sanctions": true, "tariffs": true}

// standing are the nouns of measures that last until they are lifted: whoever names those of a state takes it for granted that they hold.
var standing = map[string]bool{"embargo": true, "sanctions": true, "restrictions": true, "tariffs": true}

// dealt are the nouns of what two sides have concluded.
var dealt = map[string]bool{"deal": true, "agreement": true, "accord": true, "pact": true, "treaty": true, "memorandum": true, "protocol": true, "swap": true, "exchange": true, "contract": true, "compact": true}

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
