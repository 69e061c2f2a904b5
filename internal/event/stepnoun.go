package event

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// nominalStep reads a noun that the paper is the complement of: "violation of the truce", "the existence of the plan".
func (w *search) nominalStep(n naming, k int32) (stepAt, bool) {
	p := n.first - 1
	if p < 1 {
		return stepAt{}, false
	}
	g := p - 1
	switch u := w.d.Tags[g].U; {
	case u == text.NOUN:
	case (u == text.ADJ || u == text.ADV) && len(w.paper.nouns[w.d.Lemmas[g]+" "+w.low[p]]) > 0: // "closer to a deal"
	default:
		return stepAt{}, false
	}
	out := stepAt{at: g, k: k, rule: "event/step-noun@1"}
	if w.low[g] == "existence" && w.low[p] == "of" {
		if !w.denies(k, g) {
			return stepAt{}, false
		}
		out.state = parley.StateExistenceDenied
	} else {
		for _, key := range []string{w.low[g] + " " + w.low[p], w.d.Lemmas[g] + " " + w.low[p]} {
			for _, r := range w.paper.nouns[key] {
				if r.holds(n.paper.family) && out.state == "" {
					out.state = r.state
				}
			}
		}
		if out.state == "" && w.low[p] == "of" {
			out.state = w.gerundState(g, n.paper.family)
		}
	}
	if out.state == "" {
		return stepAt{}, false
	}
	if out.state != parley.StateExistenceDenied {
		if out.state = w.nominalState(out.state, g, k); out.state == "" {
			return stepAt{}, false
		}
	}
	first := g
	if c := w.np(g); c >= 0 {
		first = w.d.Chunks[c].Tokens.First
	}
	out.span = w.trim(parley.TokenRange{First: first, End: max(g+1, w.d.Range(n.span).End)}, g)
	return out, true
}

// gerundState is the state that the verb of the gerund at token g gives its object: "the [reaching] of a deal". It is "" where that is none.
func (w *search) gerundState(g int, family string) parley.InstrumentState {
	stem, ok := strings.CutSuffix(w.low[g], "ing")
	if n := len(stem); !ok || n < 2 {
		return ""
	} else if stem[n-1] == stem[n-2] && len(w.paper.verbs[stem]) == 0 {
		stem = stem[:n-1]
	}
	for _, verb := range []string{stem, stem + "e"} {
		for _, r := range w.paper.verbs[verb] {
			if len(r.words) == 1 && r.slot == "obj" && r.holds(family) {
				return r.state
			}
		}
	}
	return ""
}

// nominalState bends the state that the noun at token g in clause k gives by how that noun stands: a signing that is proposed or demanded makes the paper one
// that is called for; what is denied or only possible gives none.
func (w *search) nominalState(state parley.InstrumentState, g int, k int32) parley.InstrumentState {
	o := w.owner[g]
	if o >= 0 && w.d.Statements[o].Act == parley.Deny {
		return ""
	}
	c := w.np(g)
	if c < 0 {
		return state
	}
	st, fixed := w.Finder.status.inPhrase(w.scan, w.d.Chunks[c])
	if !fixed {
		if by, _, _ := w.standing(c, k, typeInfo{}); by != "" {
			st = by
		} else if h := w.hung(g, typeInfo{}); h != "" {
			st = h
		}
	}
	if o >= 0 && w.wanted(g) && (st == "" || st == parley.Happened) {
		if act := w.d.Statements[o].Act; act == parley.Demand || act == parley.Ask {
			st = parley.CalledFor
		}
	}
	switch state {
	case parley.StateCalledFor, parley.StateBacked, parley.StateRejected, parley.StateAnnounced:
		return state // what somebody thinks or wants of it
	}
	switch st {
	case parley.Denied, parley.Conditional:
		return ""
	case parley.CalledFor, parley.Planned, parley.Offered:
		switch state {
		case parley.StateViolated, parley.StateWithdrawn, parley.StateCalledOff, parley.StateReplaced, parley.StateVetoed:
			return ""
		}
		return parley.StateCalledFor
	}
	return state
}

// denies reports whether clause k denies: by its verb, or by the statement that holds token t.
func (w *search) denies(k int32, t int) bool {
	if o := w.owner[t]; o >= 0 && w.d.Statements[o].Act == parley.Deny {
		return true
	}
	if cl := &w.clauses[k]; cl.vg >= 0 {
		switch w.d.Lemmas[w.d.Chunks[cl.vg].Head] {
		case "deny", "dispute", "reject", "dismiss":
			return true
		}
	}
	return false
}

// nonexistent reads "there was no paper", and "there ever was a paper" in a denial.
func (w *search) nonexistent(n naming, k int32) (stepAt, bool) {
	cl := &w.clauses[k]
	if cl.vg < 0 || w.d.Lemmas[w.d.Chunks[cl.vg].Head] != "be" || !w.there(cl) || !(n.negative || w.denies(k, n.head)) {
		return stepAt{}, false
	}
	if (n.paper.family == "ceasefire" || n.paper.family == "agreement" || n.paper.family == "law") && (n.negative || !w.deniedThere(n.head)) {
		return stepAt{}, false // "there is no deal" says only that none has been reached
	}
	return stepAt{state: parley.StateExistenceDenied, span: w.evidence(k, n.head), at: n.head, k: k, verb: true, rule: "event/no-such@1"}, true
}

// deniedThere reports whether a denial holds the "there was a paper" at token t.
func (w *search) deniedThere(t int) bool {
	o := w.owner[t]
	return o >= 0 && w.d.Statements[o].Act == parley.Deny
}

// handing are the verbs that bring a paper to others; who says that none was brought denies that there is one.
var handing = map[string]bool{"make": true, "put": true, "submit": true, "offer": true, "receive": true, "hand": true, "give": true, "present": true, "get": true, "exist": true,
	"table": true, "deliver": true, "pass": true, "send": true}

// absent reads "there is no such paper" and, in somebody's mouth, "no offer was made": a paper whose existence is denied.
func (w *search) absent(n naming, k int32) []stepAt {
	vg := w.clauses[k].vg
	brought := vg >= 0 && w.teller(n.head) >= 0 && handing[w.d.Lemmas[w.d.Chunks[vg].Head]] && (n.paper.family == "proposal" || n.paper.family == "paper" || n.paper.family == "any")
	if !brought && (n.first+1 >= len(w.low) || w.low[n.first+1] != "such") {
		return nil
	}
	return []stepAt{{state: parley.StateExistenceDenied, span: w.evidence(k, n.head), at: n.head, k: k, verb: true, rule: "event/no-such@1"}}
}
