package event

import (
	"github.com/parley-press/parley"
)

// instead reads a paper in whose place another one has come: "instead of the June draft they handed in a new one".
func (w *search) instead(n naming, k int32) (stepAt, bool) {
	p := n.first - 1
	if p < 1 || w.low[p] != "of" || w.low[p-1] != "instead" && w.low[p-1] != "place" {
		return stepAt{}, false
	}
	at := p - 1
	if cl := &w.clauses[k]; cl.vg >= 0 {
		switch w.Finder.status.verb(w.scan, k, typeInfo{}, 0) {
		case parley.Happened, parley.Ongoing:
			head := w.d.Chunks[cl.vg].Head
			return stepAt{state: parley.StateReplaced, span: w.evidence(k, head), at: head, k: k, verb: true, rule: "event/step-instead@1"}, true
		}
		return stepAt{}, false
	}
	return stepAt{state: parley.StateReplaced, span: w.d.Span(parley.TokenRange{First: at, End: w.d.Range(n.span).End}), at: at, k: k, rule: "event/step-instead@1"}, true
}

// inSpite reads a truce that is fought through: "the shelling went on despite the truce".
func (w *search) inSpite(n naming, k int32) (stepAt, bool) {
	p := n.first - 1
	cl := &w.clauses[k]
	if p < 0 || n.paper.family != "ceasefire" || cl.vg < 0 {
		return stepAt{}, false
	}
	if head := w.d.Chunks[cl.vg].Head; w.low[p] == "for" && pauses[w.d.Lemmas[head]] {
		return w.paused(k, head)
	}
	if w.low[p] != "despite" {
		return stepAt{}, false
	}
	switch w.Finder.status.verb(w.scan, k, typeInfo{}, 0) {
	case parley.Happened, parley.Ongoing, parley.Alleged:
	default:
		return stepAt{}, false
	}
	for t := cl.from; t < cl.end; t++ {
		if t != n.head && hostile[w.d.Lemmas[t]] {
			return stepAt{state: parley.StateViolated, span: w.evidence(k, w.d.Chunks[cl.vg].Head), at: w.d.Chunks[cl.vg].Head, k: k, verb: true, rule: "event/step-despite@1"}, true
		}
	}
	return stepAt{}, false
}

// paused reads the truce for which arms are laid down: "halted air strikes for a two-day pause".
func (w *search) paused(k int32, head int) (stepAt, bool) {
	out := stepAt{state: parley.StateInForce, span: w.evidence(k, head), at: head, k: k, verb: true, rule: "event/step-paused@1"}
	switch w.Finder.status.verb(w.scan, k, typeInfo{}, 0) {
	case parley.Happened, parley.Ongoing:
	case parley.Planned, parley.Offered:
		out.state = parley.StateAnnounced
	default:
		return stepAt{}, false
	}
	return out, true
}

// pauses are the verbs by which arms are laid down for a time.
var pauses = map[string]bool{"halt": true, "stop": true, "suspend": true, "cease": true, "pause": true}

// hostile are the nouns and verbs of what a truce forbids.
var hostile = map[string]bool{"fighting": true, "attack": true, "bombardment": true, "bombing": true, "shelling": true, "strike": true, "airstrike": true, "raid": true,
	"clash": true, "violence": true, "kill": true, "shell": true, "bomb": true, "assault": true, "offensive": true, "fight": true, "bombard": true, "battle": true, "hostility": true}
