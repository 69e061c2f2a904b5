package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// maxEvidence is how long a clause may be before it is cut, in bytes: a record shows clauses, not sentences.
const maxEvidence = 220

// evidence is the clause of verb k around the trigger at token t: from its subject to its end, with the infinitives
// and participles that hang on it, cut where the voice changes.
func (w *search) evidence(k int32, t int) parley.Span {
	cl := &w.clauses[k]
	start, end := cl.start, cl.end
	for p := cl.parent; p >= 0 && cl.start == w.d.Chunks[cl.vg].Tokens.First && w.carries(k, p); p = w.clauses[p].parent {
		start = w.clauses[p].start
		if w.clauses[p].start != w.d.Chunks[max(0, w.clauses[p].vg)].Tokens.First {
			break
		}
	}
	for c := int(k) + 1; c < len(w.clauses) && w.clauses[c].parent == int32(c-1) && w.clauses[c].from == end && w.clauses[c].vg >= 0; c++ {
		if w.low[w.clauses[c].from-1] == "," {
			break
		}
		end = w.clauses[c].end
	}
	if c := w.np(t); c >= 0 {
		start = min(start, w.d.Chunks[c].Tokens.First)
	}
	return w.trim(parley.TokenRange{First: start, End: end}, t)
}

// carries reports whether the verb of clause p tells who does what clause k says, and not only what it is for: a gerund
// behind a noun or a purpose ("a plan aimed at ending the war") is told by itself.
func (w *search) carries(k, p int32) bool {
	f := w.d.Chunks[w.clauses[k].vg].Tokens.First
	return w.d.Chunks[w.clauses[k].vg].To && !w.purpose(k, p) || w.clauses[p].vg < 0 || f-w.d.Chunks[w.clauses[p].vg].Tokens.End < 6 && w.clauses[p].finite
}

// purpose reports whether infinitive clause k only says what the rest is for: it hangs on the verb of clause p from afar, and no word before it takes an
// infinitive ("a wave of fighting broke out, drawing calls for a truce [to stop the violence]").
func (w *search) purpose(k, p int32) bool {
	f := w.d.Chunks[w.clauses[k].vg].Tokens.First
	if f < 1 || w.clauses[p].vg < 0 || f-w.d.Chunks[w.clauses[p].vg].Tokens.End < 6 {
		return false
	}
	if w.Finder.status.comp[w.d.Lemmas[f-1]] != "" || w.Finder.status.comp[w.d.Lemmas[w.d.Chunks[w.clauses[p].vg].Head]] != "" {
		return false
	}
	if !w.trees() {
		return true
	}
	switch w.d.Rels[w.d.Chunks[w.clauses[k].vg].Head] {
	case "xcomp", "ccomp":
		return false
	}
	return true
}

// trim cuts a range of tokens to the part around token t that one voice says in one breath.
func (w *search) trim(r parley.TokenRange, t int) parley.Span {
	lo, hi := t, t+1
	for lo > r.First && !w.breaks(lo-1, t) {
		lo--
	}
	for hi < r.End && !w.breaks(hi, t) && w.d.Tokens[hi].Span.End-w.d.Tokens[lo].Span.Start <= maxEvidence {
		hi++
	}
	for lo < t && w.weak(lo) {
		lo++
	}
	for hi > t+1 && (w.weak(hi-1) || w.d.Tags[hi-1].Penn == "IN" || w.d.Tags[hi-1].Penn == "TO") {
		hi--
	}
	return w.d.Span(parley.TokenRange{First: lo, End: hi})
}

// breaks reports whether token i lies outside the voice or the clause of token t.
func (w *search) breaks(i, t int) bool {
	if w.owner[i] != w.owner[t] && (w.owner[t] >= 0 || w.cueOf[t] < 0 || w.cueOf[t] != w.owner[i]) {
		return true
	}
	if w.cueOf[i] >= 0 && w.cueOf[i] != w.cueOf[t] && w.d.Tags[i].U == text.VERB {
		return true
	}
	switch w.low[i] {
	case ";", "(", ")", "–", "—", "--", "|":
		return true
	case ":":
		return true
	case ".", "!", "?":
		return w.d.Tags[i].U == text.PUNCT
	case "which", "who":
		return i > t
	}
	return false
}

// weak reports whether token i is left off at either end of a clause.
func (w *search) weak(i int) bool {
	switch w.d.Tags[i].U {
	case text.PUNCT:
		return w.low[i] != "%" && w.low[i] != "$"
	case text.CCONJ, text.SCONJ:
		return true
	}
	return w.low[i] == "that" || w.low[i] == "unless" || w.low[i] == "if"
}

// withTime adds a time expression that follows the noun phrase at once ("talks in Riverton on Saturday").
func (w *search) withTime(r parley.TokenRange, end int) parley.TokenRange {
	for t := r.End; t < end && t < r.End+3; t++ {
		if i := w.timeAt[t]; i >= 0 {
			r.End = max(r.End, min(end, w.d.Times[i].Tokens.End))
			return r
		}
		if w.d.Tags[t].U != text.ADP && w.d.Tags[t].U != text.DET {
			break
		}
	}
	return r
}

// when is the time expression that dates the event: in its evidence, or, for the verb of a clause, among the adjuncts
// before the subject. The nearest to the trigger wins; lengths of time date nothing.
func (w *search) when(ev parley.Span, k int32, t int, verb bool) int {
	r := w.d.Range(ev)
	lo, hi := r.First, r.End
	if verb {
		lo = min(lo, w.clauses[k].from)
	}
	best, dist := -1, 1<<30
	trees, noun := w.trees(), w.d.Tags[t].U != text.VERB
	for i := lo; i < hi; i++ {
		x := w.timeAt[i]
		if x >= 0 && trees && (w.clauseAt[i] != k && (noun || !w.dates(w.clauseAt[i], k, t, verb)) || noun && max(i-t, t-i) > nearby) {
			continue // the tree has not tied them, and they do not stand side by side
		}
		if x < 0 || !w.dates(w.clauseAt[i], k, t, verb) || w.owner[i] != w.owner[t] || w.d.Times[x].When == nil || w.d.Times[x].Duration || w.lasting(w.d.Times[x]) || w.inName(i, t) || w.strays(w.d.Times[x], t) {
			continue
		}
		d := i - t
		if d < 0 {
			d = -2 * d
		}
		if d < dist {
			best, dist = int(x), d
		}
	}
	return best
}

// nearby is how many tokens a noun and its date may stand apart where the tree does not tie them.
const nearby = 6

// dates reports whether a date in clause c speaks of the event at token t in clause k: a verb is dated in its own clause,
// a noun also by the verbs it depends on or that describe it ("talks scheduled for Monday", "are expected to open on Monday").
func (w *search) dates(c, k int32, t int, verb bool) bool {
	if c == k || (verb && c >= 0 && c == k-1 && w.clauses[c].reduced) {
		return true
	}
	np := w.np(t)
	if np < 0 || c < 0 {
		return false
	}
	m := w.mainVerb(np, k)
	if c == m || slices.Contains(w.around(k, np), c) {
		return true
	}
	if verb && w.clauses[k].vg >= 0 && w.d.Chunks[w.clauses[k].vg].Head == t {
		return false
	}
	return c == m+1 && w.clauses[c].parent == m && w.d.Chunks[w.clauses[c].vg].To
}

// inName reports whether token i stands in another noun phrase than t as part of a name: "the June 3 deal" dates no meeting.
func (w *search) inName(i, t int) bool {
	c := w.np(i)
	if c < 0 || c == w.np(t) {
		return false
	}
	h := w.d.Chunks[c].Head
	return w.timeAt[h] < 0
}

// finish settles what does not depend on the type: voice, status by voice, date. own says that words of the event's own tell its status, which no voice but
// a denial bends.
func (w *search) finish(e *text.Event, k int32, t int, args []arg, verb, own bool) {
	e.AssertedBy = int(w.owner[t])
	h := w.headAt(t)
	e.Time = w.treeDate(h)
	tree := e.Time >= 0
	if e.Time < 0 {
		e.Time = w.when(e.Evidence[0], k, t, verb)
	}
	if e.Time < 0 && verb {
		e.Time = w.atWhen(k)
	}
	e.Time = w.weighTime(e, k, h, e.Time, tree, verb)
	if e.Time >= 0 {
		iv := *w.d.Times[e.Time].When
		e.When = &iv
		w.byDate(e, t, verb)
		if e.Status == parley.Happened && w.types[e.Type].State && iv.From.Known() && !iv.To.Known() {
			e.Status = parley.Ongoing // "under siege since 2013"
		}
	}
	if w.untrue(t) && (e.Status == parley.Happened || e.Status == parley.Ongoing) {
		e.Status = parley.Denied
	}
	if e.AssertedBy >= 0 {
		st := w.d.Statements[e.AssertedBy]
		if (!own || st.Act == parley.Deny) && w.bends(e, st, k, t, verb) {
			e.Status = content(e.Status, st.Act, verb && w.tensed(k) && !w.subjunctive(k, st.Act))
		}
		if w.disbelieved(&st) && verb && (e.Status == parley.Happened || e.Status == parley.Ongoing || e.Status == parley.Planned) {
			e.Status = parley.Denied
		}
		w.deniedAbove(e)
	}
	w.charge(e)
	for _, a := range args {
		if i, ok := w.paperAt[w.d.Chunks[a.chunk].Head]; ok && e.Instrument < 0 && aboutPaper[e.Type] {
			e.Instrument = i
		}
	}
	if e.Instrument < 0 && aboutPaper[e.Type] {
		if i, ok := w.paperAt[w.headAt(t)]; ok {
			e.Instrument = i
		}
	}
	w.hedge(e)
}

// untrue reports whether the words before token t take what it tells back: "there is no truth to reports that".
func (w *search) untrue(t int) bool {
	for i := max(1, t-14); i < t; i++ {
		if w.low[i] == "truth" && w.low[i-1] == "no" && w.d.Tokens[i].Sentence == w.d.Tokens[t].Sentence {
			return true
		}
	}
	return false
}

// charges are the types that one side holds against another.
var charges = map[parley.EventType]bool{"violation": true, "attack-on-protected": true, "aid-obstruction": true, "accusation-of-abuse": true,
	"regroup-resupply": true, "military-support": true}

// charge makes what a party says against another one a claim: neither doctors nor unnamed witnesses are parties.
func (w *search) charge(e *text.Event) {
	if !charges[e.Type] || e.AssertedBy < 0 || e.Status != parley.Happened && e.Status != parley.Ongoing {
		return
	}
	if w.adverse(e, w.d.Statements[e.AssertedBy].Entity) {
		e.Status = parley.Alleged
	}
}

// adverse reports whether a party other than that of entity source does what e tells; neither doctors nor unnamed witnesses are parties.
func (w *search) adverse(e *text.Event, source int) bool {
	src := w.side(source)
	return src >= 0 && slices.ContainsFunc(e.Participants, func(p text.Participant) bool {
		other := w.side(p.Entity)
		return p.Role == parley.Actor && other >= 0 && other != src
	})
}

// side is the party that entity i is or speaks for, -1 where it is none that is known.
func (w *search) side(i int) int {
	for depth := 0; i >= 0 && i < len(w.d.Entities) && depth < 4; depth++ {
		en := &w.d.Entities[i]
		if en.Unnamed {
			return -1
		}
		if en.Side < 0 || en.Side == i {
			if en.Type == parley.State || en.Type == parley.Group {
				return i
			}
			return -1
		}
		i = en.Side
	}
	return i
}

// deniedAbove gives an event to the one who denies it where its statement is told to be denied:
// "denied that she had promised to sign", "rejected the claim that its guns had fired".
func (w *search) deniedAbove(e *text.Event) {
	if e.Status == parley.CalledFor || e.Status == parley.CalledOff {
		return
	}
	i := w.d.Statements[e.AssertedBy].NestedIn
	for depth := 0; i >= 0 && i < len(w.d.Statements) && depth < 4; depth++ {
		if a := w.d.Statements[i].Act; a == parley.Deny || a == parley.Refuse {
			e.Status, e.AssertedBy = parley.Denied, i
			return
		}
		i = w.d.Statements[i].NestedIn
	}
}

// bends reports whether the act of statement st bears on the event at token t: where the event is what its content says,
// and not only spoken of in it.
func (w *search) bends(e *text.Event, st text.Statement, k int32, t int, verb bool) bool {
	if verb && (w.clauses[k].relative || w.aside(w.headAt(t))) {
		return st.Act == parley.Deny && w.ofExistence(st, t) // what is said of a paper that there is not
	}
	if verb {
		return true
	}
	if st.Act == parley.Accuse {
		return !w.deplored(st) || !w.known(w.headAt(t)) || w.adverse(e, st.Entity) // whatever it names is part of the charge
	}
	if w.wanted(w.headAt(t)) {
		return true
	}
	c := w.np(t)
	for _, s := range st.Content {
		if f := w.d.Tokens[w.d.Chunks[c].Tokens.First].Span.Start; f >= s.Start && f <= s.Start+8 {
			return true
		}
	}
	return false
}

// aside reports whether the verb at token t only describes a noun of the content by the tree: "the sanctions [imposed] by Harland", "in Riverton,
// where fighting [rages]".
func (w *search) aside(t int) bool {
	if !w.trees() || w.owner[t] < 0 {
		return false
	}
	for range 4 {
		switch rel := w.d.Rels[t]; {
		case rel == "acl:relcl", rel == "acl" && w.d.Tags[t].Penn == "VBN":
			h := w.up(t)
			return h >= 0 && w.owner[h] == w.owner[t]
		case rel == "advcl" && w.child(t, "advmod") >= 0 && w.low[w.child(t, "advmod")] == "where":
			return true
		case (rel == "conj" || strings.HasPrefix(rel, "nsubj") || rel == "obj") && w.up(t) >= 0:
			t = w.up(t)
		default:
			return false
		}
	}
	return false
}

// ofExistence reports whether the content of statement st speaks of the existence of something, within a few words before token t.
func (w *search) ofExistence(st text.Statement, t int) bool {
	if len(st.Content) == 0 {
		return false
	}
	for i := max(w.d.Range(st.Content[0]).First, t-12); i < t; i++ {
		if w.low[i] == "existence" {
			return true
		}
	}
	return false
}

// deplored reports whether the cue of st speaks of what is known ("condemned the attack"), against one that charges.
func (w *search) deplored(st text.Statement) bool {
	for _, c := range st.Cue {
		r := w.d.Range(c)
		for t := r.First; t < r.End; t++ {
			for _, ph := range w.Finder.status.tell[w.d.Lemmas[t]] {
				if len(ph.words) == 1 && ph.status == same {
					return true
				}
			}
		}
	}
	return false
}

func (w *search) headAt(t int) int {
	if c := w.chunkAt[t]; c >= 0 {
		return w.d.Chunks[c].Head
	}
	return t
}

// aboutPaper are the types whose events turn on an instrument.
var aboutPaper = map[parley.EventType]bool{"proposal-made": true, "proposal-backed": true, "proposal-withdrawn": true, "proposal-rejected": true,
	"proposal-replaced": true, "agreement": true, "ceasefire": true, "violation": true, "law-or-sanction": true, "veto": true, "vote": true,
	"military-channel": true, "accession": true}

// byDate lets a date decide a nominal event without a tense of its own. What a verb tells as past has no day after that of publication.
func (w *search) byDate(e *text.Event, t int, verb bool) {
	published := w.d.Anchor.Days()
	if len(e.Evidence) > 0 {
		published = w.d.AnchorAt(e.Evidence[0].Start).Days()
	}
	if published == nil || e.When == nil {
		return
	}
	if verb {
		if e.Status == parley.Happened && e.When.From.Known() && e.When.From > published.To && w.prepOf(w.d.Times[e.Time].Tokens.First) != "for" && w.plainlyPast(t) { // "called a vote for June 13" has the day of the vote
			e.When, e.Time = nil, -1
		}
		return
	}
	switch {
	case e.When.From > published.To && (e.Status == parley.Happened || e.Status == parley.Ongoing):
		e.Status = parley.Planned
	case e.When.To.Known() && e.When.To < published.From && e.Status == parley.Ongoing:
		e.Status = parley.Happened
	}
}

// plainlyPast reports whether the verb at token t tells what has been done, and is no infinitive of what was set or meant to be.
func (w *search) plainlyPast(t int) bool {
	p, k := w.d.Tags[t].Penn, w.clauseAt[t]
	return (p == "VBD" || p == "VBN") && w.low[t] != w.d.Lemmas[t] && k >= 0 && w.looksBack(k)
}

// tensed reports whether clause k has a finite verb that tells a fact: past, perfect or present, no modal.
// The bare form after a demand ("that Veska withdraw") is none.
func (w *search) tensed(k int32) bool {
	cl := &w.clauses[k]
	if cl.vg < 0 || !cl.finite {
		return false
	}
	vg := w.d.Chunks[cl.vg]
	return vg.Modal == "" && w.d.Tags[vg.Head].Penn != "VB" && w.d.Tags[vg.Tokens.First].Penn != "VB"
}

// subjunctive reports whether clause k has the bare form that follows what is asked for or proposed, which looks like a present where its subject is
// more than one: "proposed that they [stage] raids".
func (w *search) subjunctive(k int32, act parley.Act) bool {
	if act != parley.Demand && act != parley.Ask && act != parley.Propose || w.clauses[k].vg < 0 {
		return false
	}
	vg := w.d.Chunks[w.clauses[k].vg]
	return vg.Tense == text.Present && vg.Tokens.Len() == 1 && w.d.Tags[vg.Head].Penn == "VBP"
}

// hedge turns a fact into a claim where an adverb of doubt stands in the clause.
func (w *search) hedge(e *text.Event) {
	if e.Status != parley.Happened && e.Status != parley.Ongoing {
		return
	}
	r := w.d.Range(e.Evidence[0])
	for t := r.First; t < r.End; t++ {
		if w.Finder.status.adv[w.low[t]] == parley.Alleged {
			e.Status = parley.Alleged
			return
		}
	}
}
