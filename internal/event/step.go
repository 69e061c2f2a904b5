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

// stateOf is the state that a row gives with the standing of its verb: done, undone or still to come.
func (w *search) stateOf(r *step, k int32, head int) parley.InstrumentState {
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
