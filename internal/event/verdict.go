package event

import (
	"github.com/parley-press/parley"
)

// A verdict is the state that a word said of a paper gives it, and that of its negation.
type verdict struct{ state, negated parley.InstrumentState }

func readVerdicts() (map[string]verdict, error) {
	rs, err := rows("verdicts.tsv", 3)
	if err != nil {
		return nil, err
	}
	out := map[string]verdict{}
	for _, r := range rs {
		out[r[0]] = verdict{state(r[1]), state(r[2])}
	}
	return out, nil
}

// verdictRule decides the steps that judgements are.
const verdictRule = "event/step-verdict@1"

// judges are verbs that give their object a name: "called the plan [a trap]".
var judges = map[string]bool{"call": true, "describe": true, "brand": true, "label": true, "consider": true, "regard": true, "see": true, "view": true,
	"term": true, "dismiss": true, "denounce": true, "praise": true, "hail": true, "dub": true, "deem": true, "find": true, "declare": true, "condemn": true, "treat": true}

// verdict reads what somebody calls the paper: "the plan is [unacceptable]", "called the draft [a trap]". The narrator's own
// judgement is none.
func (w *search) verdict(n naming, p place) (stepAt, bool) {
	at := -1
	switch {
	case p.slot == "pred":
		at = p.gov
	case p.slot == "obj" && judges[w.d.Lemmas[p.gov]]:
		at = w.complement(p.gov, n.head)
	}
	if at < 0 {
		return stepAt{}, false
	}
	v, ok := w.judged(at)
	if !ok || w.teller(at) < 0 && w.teller(p.gov) < 0 {
		return stepAt{}, false
	}
	st := v.state
	if w.negates(at) || p.slot == "obj" && w.negates(p.gov) {
		st = v.negated
	}
	k := w.clauseAt[p.gov]
	if st == "" || k < 0 {
		return stepAt{}, false
	}
	say := p.gov
	if w.teller(say) < 0 {
		say = at
	}
	return stepAt{state: st, span: w.evidence(k, say), at: say, k: k, verb: true, rule: verdictRule}, true
}

// judged is the verdict of the word at token t or of an adjective or noun on it: "an [important] step".
func (w *search) judged(t int) (verdict, bool) {
	for _, i := range append([]int{t}, w.below(t)...) {
		if i != t && w.d.Rels[i] != "amod" && w.d.Rels[i] != "compound" && w.d.Rels[i] != "nmod" && w.d.Rels[i] != "conj" {
			continue
		}
		if v, ok := w.paper.verdicts[w.low[i]]; ok {
			return v, true
		}
		if v, ok := w.paper.verdicts[w.d.Lemmas[i]]; ok {
			return v, true
		}
	}
	return verdict{}, false
}

// complement is the head of what verb v calls the noun at token t, -1 if it calls it nothing.
func (w *search) complement(v, t int) int {
	if i := w.child(t, "appos"); i > t {
		return i // a name in quotation marks, which the tree hangs on the paper
	}
	for _, i := range w.below(v) {
		if i <= t {
			continue
		}
		switch w.d.Rels[i] {
		case "xcomp", "obj", "obl:unmarked":
			return i
		case "obl", "advcl":
			if p, _ := w.caseOf(i); p == "as" {
				return i
			}
		}
	}
	return -1
}

// negates reports whether the word at token t is denied: "not acceptable", "no longer valid".
func (w *search) negates(t int) bool {
	for _, i := range w.below(t) {
		switch w.low[i] {
		case "not", "n't", "never", "no", "neither", "hardly", "longer":
			return true
		}
	}
	return false
}
