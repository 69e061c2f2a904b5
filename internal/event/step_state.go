package event

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// stateOf is the state that a row gives with the standing of its verb, done, undone or still to come, and with what that verb stands under.
func (w *search) stateOf(r *step, k int32, head int) parley.InstrumentState {
	if w.trees() && (w.ofAnybody(head) || w.leftOpen(head)) {
		return ""
	}
	if r.state == parley.StateOffered && w.blesses(head) {
		own := *r
		own.state, own.negated, own.coming = parley.StateBacked, parley.StateRejected, ""
		r = &own
	}
	st := w.ownState(r, k, head)
	if st != r.state && st != r.coming || !w.trees() || w.Finder.status.wanted(w.scan, head) == "" {
		return st
	}
	switch r.state {
	case parley.StateInForce, parley.StateBacked, parley.StateAgreed, parley.StatePassed:
		return parley.StateCalledFor
	case parley.StateViolated:
		return ""
	}
	return st
}

// blesses reports whether what the verb at token head gives a paper is approval: "gave the plan its backing".
func (w *search) blesses(head int) bool {
	if l := w.d.Lemmas[head]; !w.trees() || l != "give" && l != "lend" && l != "offer" {
		return false
	}
	for t := head + 1; t < min(len(w.low), head+nearTrigger); t++ {
		switch w.d.Tags[t].U {
		case text.ADP, text.SCONJ, text.VERB, text.PUNCT:
			return false
		case text.NOUN:
			if approval[w.d.Lemmas[t]] {
				return true
			}
		}
	}
	return false
}

// approval are nouns for what a paper is given that is backed.
var approval = map[string]bool{"backing": true, "support": true, "approval": true, "blessing": true, "endorsement": true, "assent": true, "consent": true, "nod": true, "go-ahead": true, "welcome": true}

// ownState is the state that a row gives with the standing of its verb alone.
func (w *search) ownState(r *step, k int32, head int) parley.InstrumentState {
	if w.atRisk(k) || w.supposed(k) || r.slot == "subj" && ruled[r.words[0]] && w.onlyMay(k) {
		return ""
	}
	st := w.Finder.status.verb(w.scan, k, typeInfo{}, 0)
	if w.seeming(k) && st == parley.Planned {
		st = parley.Happened
	}
	if (w.underWay(k) || w.attempted(k)) && r.slot == "obj" && (r.state == parley.StateAgreed || r.state == parley.StatePassed) {
		return r.coming
	}
	if o := w.owner[head]; o >= 0 {
		st = content(st, w.d.Statements[o].Act, w.tensed(k))
		if w.underDenial(int(o)) {
			st = parley.Denied
		}
	}
	switch st {
	case parley.Denied:
		if r.state == parley.StateOffered && r.negated == "" && w.owner[head] >= 0 && w.underDenial(int(w.owner[head])) {
			return parley.StateExistenceDenied
		}
		switch gone := w.noLonger(k); {
		case gone && r.state == parley.StateBacked:
			return parley.StateWithdrawn // "no longer supports the text"
		case gone && r.state == parley.StateInForce && r.slot == "subj":
			return parley.StateCalledOff // "is no longer in place"
		}
		if r.negated == parley.StateCalledFor && r.state != parley.StateInForce && w.refuses(k, head) {
			return parley.StateRejected
		}
		if r.negated == parley.StateCalledFor && w.partlyDenied(head) {
			return ""
		}
		return r.negated
	case parley.Happened, parley.Ongoing, parley.Alleged:
		if r.state == parley.StateBacked && w.d.Lemmas[head] == "accept" && w.all(k) {
			return parley.StateAgreed // what all sides accept is agreed
		}
		return r.state
	case parley.Planned, parley.Offered:
		if o := w.owner[head]; o >= 0 && w.d.Statements[o].Act == parley.Propose && r.words[0] == "discuss" {
			return r.coming // "proposed to discuss a treaty"
		}
		if st == parley.Offered && r.negated != parley.StateRejected && (r.state == parley.StateAgreed || r.state == parley.StateInForce || r.words[0] == "work" || r.words[0] == "discuss") {
			return parley.StateBacked // "ready to sign", "willing to work on it"
		}
		if (r.state == parley.StateInForce && r.negated != "" || r.state == parley.StateBacked) && w.agreed(k) {
			if r.state == parley.StateBacked {
				return parley.StateBacked
			}
			return parley.StateAgreed // "agreed to observe a truce"
		}
		if will, ok := willing[r.state]; ok && r.slot != "subj" && (r.state != parley.StateInForce || r.negated == parley.StateViolated) {
			return will
		}
		if r.coming == parley.StateCalledFor && r.state != parley.StateCalledFor && !w.d.Chunks[w.clauses[k].vg].To {
			return parley.StateAnnounced
		}
	case parley.CalledFor:
		switch r.state {
		case parley.StateAnnounced:
			return parley.StateCalledFor // who asks for a plan to be drawn up calls for it
		case parley.StateBacked:
			return parley.StateCalledFor
		case parley.StateCalledOff:
			if r.slot == "subj" {
				break
			}
			return parley.StateRejected // who wants an embargo lifted is against it
		}
	case parley.Conditional:
		if w.readyFor(k) && (r.state == parley.StateBacked || r.state == parley.StateAgreed) {
			return parley.StateBacked // "is willing to accept a truce, but only if"
		}
		if r.coming == parley.StateCalledFor && r.state == parley.StateInForce || r.state == parley.StateCalledOff {
			return "" // "would respect the truce if", "if they lift the embargo"
		}
	}
	return r.coming
}

// readyFor reports whether the verb of clause k is the infinitive of what somebody is ready to do.
func (w *search) readyFor(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	f := vg.Tokens.First
	return vg.To && f > 0 && w.Finder.status.comp[w.d.Lemmas[f-1]] == parley.Offered
}

// atRisk reports whether the verb of clause k tells only of what may come of something: "risks [derailing] the deal", "threatened [to sink] it".
func (w *search) atRisk(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	f := vg.Tokens.First
	if f < 1 || !vg.To && w.d.Tags[vg.Head].Penn != "VBG" {
		return false
	}
	return w.d.Lemmas[f-1] == "risk" || vg.To && w.d.Lemmas[f-1] == "threaten"
}

// noLonger reports whether the verb of clause k tells what was so once: "can no longer support".
func (w *search) noLonger(k int32) bool {
	r := w.d.Chunks[w.clauses[k].vg].Tokens
	for t := max(1, r.First-2); t < r.End; t++ {
		if w.low[t] == "longer" && w.low[t-1] == "no" {
			return true
		}
	}
	return false
}

// all reports whether the subject of clause k is all those whom a paper concerns: "both sides", "the parties".
func (w *search) all(k int32) bool {
	for _, c := range w.clauses[k].subj {
		r := w.d.Chunks[c].Tokens
		if w.low[r.First] == "both" || w.low[r.First] == "all" || w.low[r.First] == "the" && w.low[r.End-1] == "parties" {
			return true
		}
		if r.Len() > 2 && w.low[r.First] == "the" && w.low[r.First+1] == "two" {
			return true
		}
	}
	return false
}

// agreed reports whether the verb of clause k is the infinitive of what its parties have agreed to.
func (w *search) agreed(k int32) bool {
	p := w.clauses[k].parent
	return p >= 0 && w.clauses[p].vg >= 0 && w.d.Chunks[w.clauses[k].vg].To && w.d.Lemmas[w.d.Chunks[w.clauses[p].vg].Head] == "agree" && !w.d.Chunks[w.clauses[p].vg].Negated
}

// willing are the states that a readiness or a promise to do a thing gives: who would support a plan backs it, who will keep a truce backs it.
var willing = map[parley.InstrumentState]parley.InstrumentState{parley.StateBacked: parley.StateBacked, parley.StateRejected: parley.StateRejected,
	parley.StateInForce: parley.StateBacked}

// refuses reports whether the clause of a denied verb tells an unwillingness ("will not sign", "refused to sign") and not only that
// nothing has happened yet.
func (w *search) refuses(k int32, head int) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	if vg.Modal != "" || vg.Tense == text.Future {
		return true
	}
	if o := w.owner[head]; o >= 0 && w.d.Statements[o].Act == parley.Refuse {
		return true
	}
	for p := w.clauses[k].parent; p >= 0 && w.clauses[p].vg >= 0; p = -1 {
		switch w.d.Lemmas[w.d.Chunks[w.clauses[p].vg].Head] {
		case "refuse", "decline", "reject":
			return true
		}
	}
	return false
}

// underDenial reports whether statement i, or one that it stands in, is a denial.
func (w *search) underDenial(i int) bool {
	for depth := 0; i >= 0 && i < len(w.d.Statements) && depth < 4; depth++ {
		if w.d.Statements[i].Act == parley.Deny {
			return true
		}
		i = w.d.Statements[i].NestedIn
	}
	return false
}
