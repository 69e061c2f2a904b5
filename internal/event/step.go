package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A stepAt is a state that a clause gives to a paper, before it is known which paper that is.
type stepAt struct {
	state parley.InstrumentState
	by    []int // who does it, where it is done to the paper
	span  parley.Span
	at    int // token that says so
	k     int32
	verb  bool
	deal  bool // by are those who make it together
	rule  string
}

// steps are the states that the words around a mention give it.
func (w *search) steps(n naming) []stepAt {
	k := w.clauseAt[n.head]
	if k < 0 {
		return nil
	}
	if st, ok := w.nonexistent(n, k); ok {
		return []stepAt{st}
	}
	if n.negative {
		return w.absent(n, k)
	}
	if n.first > 1 && (w.low[n.first-1] == "not" || n.indef && w.low[n.first-1] == "of" && w.low[n.first-2] == "instead") {
		return nil // "ended in a truce, not a treaty", "instead of a treaty"
	}
	if st, ok := w.instead(n, k); ok {
		return []stepAt{st}
	}
	if st, ok := w.inSpite(n, k); ok {
		return []stepAt{st}
	}
	if n.doing != "" {
		span := w.trim(parley.TokenRange{First: n.first, End: n.head + 2}, n.head)
		return []stepAt{{state: n.doing, span: span, at: n.head, k: k, rule: "event/step-compound@1"}}
	}
	if st, ok := w.nominalStep(n, k); ok {
		return w.described(n, []stepAt{st})
	}
	out := w.verbSteps(n, k)
	if last := n.head + len(n.paper.words) - 1; slices.Contains(n.paper.words, "of") && last < len(w.low) && w.np(last) >= 0 {
		n.chunk, n.head = w.np(last), last // "the cessation of [hostilities which began in May]"
		for _, st := range w.verbSteps(n, w.clauseAt[last]) {
			out = addStep(out, st)
		}
	}
	return out
}

// verbSteps are the states that the verbs around a mention in clause k give it.
func (w *search) verbSteps(n naming, k int32) []stepAt {
	var out []stepAt
	for _, c := range w.around(k, n.chunk) {
		if st, ok := w.verbStep(n, c); ok {
			out = append(out, st)
			break
		}
	}
	for _, p := range w.places(n.head) {
		if st, ok := w.placeStep(n, p); ok {
			out = addStep(out, st)
		}
	}
	if p, ok := w.farBehind(n); ok {
		if st, ok := w.placeStep(n, p); ok {
			out = addStep(out, st)
		}
	}
	return out
}

// described adds to what a noun tells of the paper what the verbs behind it do: "a violation of the truce signed in Riverton".
func (w *search) described(n naming, out []stepAt) []stepAt {
	for _, p := range w.places(n.head) {
		if p.gov <= n.head || w.up(p.gov) != n.head {
			continue
		}
		if st, ok := w.placeStep(n, p); ok {
			out = addStep(out, st)
		}
	}
	return out
}

// addStep adds a step unless one of its state, or of its verb, is there.
func addStep(out []stepAt, st stepAt) []stepAt {
	if slices.ContainsFunc(out, func(o stepAt) bool { return o.state == st.state || o.at == st.at }) {
		return out
	}
	return append(out, st)
}

// placeStep is the state that the governor in a tree gives to the paper.
func (w *search) placeStep(n naming, p place) (stepAt, bool) {
	if st, ok := w.verdict(n, p); ok {
		return st, true
	}
	if p.slot == "pred" {
		return stepAt{}, false
	}
	k := w.clauseOf(p.gov)
	if k < 0 || w.d.Rels[p.gov] == "csubj" {
		return stepAt{}, false // "complying with the order would hurt" does not say that it is complied with
	}
	rows := w.paper.verbs[w.d.Lemmas[p.gov]]
	for i := range rows {
		end, ok := w.match(rows[i].words, p.gov, max(w.clauses[k].end, p.gov+1))
		if !ok || !rows[i].holds(n.paper.family) {
			continue
		}
		got := p.slot
		if p.prep > p.gov && p.prep < end {
			got = "obj"
		}
		if got != rows[i].slot && !(rows[i].slot == "obj" && got == "subj" && w.undergoes(p.gov, end)) || rules(&rows[i], n) {
			continue
		}
		st := w.stateOf(&rows[i], k, p.gov)
		if st == rows[i].coming && w.describes(k, p.gov, n.head) {
			st = rows[i].state
		}
		if st == parley.StateAnnounced && p.gov > n.head && w.up(p.gov) == n.head && w.written(p.gov) {
			st = parley.StateOffered // "a draft written by Harland" is there to be read
			if lasting[n.paper.noun()] {
				return stepAt{}, false
			}
		}
		if st == parley.StateAgreed && w.onlyIdea(n.head) {
			st = parley.StateBacked
		}
		if st == "" {
			return stepAt{}, false
		}
		out := stepAt{state: st, span: w.withPaper(w.evidence(k, p.gov), n), at: p.gov, k: k, verb: true, deal: rows[i].state == parley.StateAgreed, rule: "event/step-tree@1"}
		if rows[i].slot != "subj" {
			out.by = w.doers(k)
		}
		return out, true
	}
	return stepAt{}, false
}

// describes reports whether verb v of clause k is a past participle that describes the noun at token h inside somebody's words, where it holds whatever is said of the noun:
// "expects the lifting of sanctions [imposed] by Veska".
func (w *search) describes(k int32, v, h int) bool {
	return w.trees() && w.owner[v] >= 0 && w.d.Tags[v].Penn == "VBN" && w.d.Rels[v] == "acl" && w.up(v) == h && !w.d.Chunks[w.clauses[k].vg].To
}

// written reports whether participle v says that a paper has been written.
func (w *search) written(v int) bool {
	switch w.d.Lemmas[v] {
	case "draft", "draw", "write", "prepare", "author", "formulate", "craft", "compose":
		return w.d.Tags[v].Penn == "VBN" || w.d.Tags[v].Penn == "VBD"
	}
	return false
}

// doers are the entities of the subject of clause k.
func (w *search) doers(k int32) []int {
	var out []int
	by, _ := w.participants(w.verbArgs(k), roleMap{"subj": parley.Actor}, -1)
	for _, p := range by {
		out = append(out, p.Entity)
	}
	return out
}

// withPaper widens the evidence of a verb that describes the paper from behind, so that the paper's own words stand in it.
func (w *search) withPaper(s parley.Span, n naming) parley.Span {
	if n.span.End <= s.Start && s.Start-n.span.End < 3 {
		s.Start = n.span.Start
	}
	return s
}

// clauseOf is the clause that the verb at token v heads, -1 if none.
func (w *search) clauseOf(v int) int32 {
	k := w.clauseAt[v]
	for _, c := range []int32{k, k + 1, k - 1} {
		if c >= 0 && int(c) < len(w.clauses) && w.clauses[c].vg >= 0 && w.d.Chunks[w.clauses[c].vg].Head == v {
			return c
		}
	}
	return -1
}

// around are the clauses whose verb may have noun phrase np as an argument: a participle behind it, then its own.
func (w *search) around(k int32, np int32) []int32 {
	out := []int32{k}
	for c := k + 1; int(c) < len(w.clauses) && c <= k+2; c++ {
		if slices.Contains(w.clauses[c].subj, np) && w.clauses[c].vg >= 0 {
			out = append(out, c)
		}
	}
	return out
}

// verbStep looks for the verb of clause k, with the paper as an argument, in the transition table.
func (w *search) verbStep(n naming, k int32) (stepAt, bool) {
	cl := &w.clauses[k]
	if cl.vg < 0 {
		return stepAt{}, false
	}
	head := w.d.Chunks[cl.vg].Head
	rows := w.paper.verbs[w.d.Lemmas[head]]
	if len(rows) == 0 {
		return stepAt{}, false
	}
	args := w.verbArgs(k)
	slot, prep := slotIn(args, n.chunk)
	if slot == "subj" && cl.headline && w.bareHeadline(cl) {
		slot = "obj"
	}
	for i := range rows {
		end, ok := w.match(rows[i].words, head, cl.end)
		if !ok || slot == "" || !rows[i].holds(n.paper.family) {
			continue
		}
		got := slot
		if prep >= 0 && prep < end {
			got = "obj"
		}
		if got != rows[i].slot && !(rows[i].slot == "obj" && got == "subj" && w.undergoes(head, end)) || rules(&rows[i], n) {
			continue
		}
		st := w.stateOf(&rows[i], k, head)
		if st == rows[i].coming && w.describes(k, head, n.head) {
			st = rows[i].state
		}
		if st == "" {
			return stepAt{}, false
		}
		if st == parley.StateAnnounced && head > n.head && cl.reduced && w.written(head) {
			st = parley.StateOffered
			if lasting[n.paper.noun()] {
				return stepAt{}, false
			}
		}
		by, _ := w.participants(args, roleMap{"subj": parley.Actor}, -1)
		out := stepAt{state: st, span: w.evidence(k, head), at: head, k: k, verb: true, deal: rows[i].state == parley.StateAgreed, rule: "event/step-verb@1"}
		for _, p := range by {
			if rows[i].slot != "subj" {
				out.by = append(out.by, p.Entity)
			}
		}
		return out, true
	}
	return stepAt{}, false
}

// undergoes reports whether the verb at token v, whose words end at token end and whose subject seems to be a paper, is a participle that
// describes it ("the deal [reached] last July offered"): no paper reaches or signs anything, and nothing stands behind that it could be done to.
func (w *search) undergoes(v, end int) bool {
	p := w.d.Tags[v].Penn
	if p != "VBN" && p != "VBD" || w.trees() && w.child(v, "obj", "aux", "ccomp", "xcomp") >= 0 {
		return false
	}
	return end >= len(w.low) || w.np(end) < 0 && w.low[end] != "to" && w.low[end] != "that" || w.timeAt[end] >= 0
}

// slotIn is the slot of noun phrase c among args with the token of its preposition, "" where it has none.
func slotIn(args []arg, c int32) (string, int) {
	for _, a := range args {
		if a.chunk == c {
			return a.slot, a.prep
		}
	}
	return "", -1
}

// record adds a step to the instrument, once a state, voice and passage.
func (w *search) record(in *text.Instrument, n naming, st stepAt) {
	step := text.Step{State: st.state, Statement: w.stepTeller(st), Entity: -1, Span: st.span, Rule: st.rule, Score: 0.7}
	if step.Statement >= 0 {
		step.Entity = w.d.Statements[step.Statement].Entity
	}
	if t := w.when(st.span, st.k, st.at, st.verb); t >= 0 && w.np(n.head) != w.np(w.d.Times[t].Tokens.First) {
		iv := *w.d.Times[t].When
		step.When = &iv
	}
	if len(in.By) == 0 && (st.state == parley.StateOffered || (st.state == parley.StateAgreed || st.deal) && len(st.by) > 1) {
		in.By = append(in.By, st.by...) // who offers it, or the two and more who agree on it, or are to
	}
	if st.verb && w.conditional(st.k) {
		return
	}
	for _, o := range in.Steps[max(0, len(in.Steps)-window):] {
		if o.State == step.State && o.Statement == step.Statement && o.Span.Overlaps(step.Span) {
			return
		}
	}
	in.Steps = append(in.Steps, step)
}

// stepTeller is the statement that tells a step, -1 where the report itself does: what a party does to a paper ("Veska [rejected] the plan") is told by the report and
// not by the party, even where the words announce what the party expressed. What the party only thinks or wants of the paper it tells itself.
func (w *search) stepTeller(st stepAt) int {
	if o := w.owner[st.at]; o >= 0 || !uttered[st.state] && st.rule != verdictRule {
		return int(o)
	}
	return int(w.cueOf[st.at])
}

// uttered are the states that a paper has by what is said of it alone.
var uttered = map[parley.InstrumentState]bool{parley.StateCalledFor: true, parley.StateBacked: true, parley.StateExistenceDenied: true}

// teller is the statement that tells what stands at token t: the innermost one whose content holds it, or, where none does, the one
// that it announces ("Veska [rejected] the plan").
func (w *search) teller(t int) int {
	if o := w.owner[t]; o >= 0 {
		return int(o)
	}
	return int(w.cueOf[t])
}
