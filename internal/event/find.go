package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A Finder finds events and instruments. It is read-only after New and serves many goroutines.
type Finder struct {
	trig   *triggers
	status *statusTable
	types  map[parley.EventType]typeInfo
	paper  *papers
	odds   *weights
	dates  *learn.Choice // weights of the signs of dates
}

// weights are the models; see weigh.go and telling.go.
type weights struct{ event, status, part *odds }

// New reads the embedded tables; it fails only where one of them is malformed.
func New() (*Finder, error) {
	cl, err := readClasses()
	if err != nil {
		return nil, err
	}
	roles, err := readRoles()
	if err != nil {
		return nil, err
	}
	f := &Finder{}
	if f.types, err = readTypes(); err != nil {
		return nil, err
	}
	if f.trig, err = readTriggers(cl, roles, f.types); err != nil {
		return nil, err
	}
	if f.status, err = readStatus(); err != nil {
		return nil, err
	}
	if f.paper, err = readPapers(); err != nil {
		return nil, err
	}
	f.odds = &weights{}
	if f.odds.event, err = openOdds(eventModel, EventOdds); err != nil {
		return nil, err
	}
	if f.odds.status, err = openOdds(statusModel, StatusOdds, Labels(Statuses)...); err != nil {
		return nil, err
	}
	if f.odds.part, err = openOdds(partModel, PartOdds, Labels(Roles)...); err != nil {
		return nil, err
	}
	if f.dates, err = learn.OpenChoice(datesModel, datesKind); err != nil {
		return nil, err
	}
	return f, nil
}

// A search is one Find at work.
type search struct {
	*Finder
	*scan
	out       []text.Event
	used      map[int]bool   // heads of noun phrases that a verb trigger has taken up
	loose     map[int]bool   // first tokens of the triggers of events whose status is a default
	paperAt   map[int]int    // instrument by the head token of its mention
	single    map[string]int // entity by a name of one word, made when it is first asked for
	instsList []text.Instrument
	named     []known                  // what is known of each instrument that a noun names
	told      map[int]parley.EventType // what the tables read at a token, as an event of its own or as a further mention
	lastSpine spine                    // the spine that was asked for last
	choices   dateOptions              // where the times that events may have are asked for, these
}

// Find fills d.Events and d.Instruments from the other layers. It needs tokens, tags and lemmas; a document
// without them gets nothing.
func (f *Finder) Find(d *text.Doc) { f.find(d, f.odds) }

// FindByTables is Find by the tables alone: nothing is weighed.
func (f *Finder) FindByTables(d *text.Doc) {
	own := *f
	own.dates = nil
	own.find(d, nil)
}

func (f *Finder) find(d *text.Doc, o *weights) {
	d.Events, d.Instruments = nil, nil
	w := f.tables(d)
	if w == nil {
		return
	}
	if o != nil {
		w.weigh(o.event)
	}
	w.settle(o)
	w.appoint()
	d.Events, d.Instruments = w.out, w.instsList
}

// tables reads d by the tables; nil where d has no tokens, tags or lemmas.
func (f *Finder) tables(d *text.Doc) *search { return f.tablesFor(d, nil) }

// tablesFor is tables with a place for the times that events may have.
func (f *Finder) tablesFor(d *text.Doc, choices dateOptions) *search {
	if len(d.Tokens) == 0 || len(d.Tags) != len(d.Tokens) || len(d.Lemmas) != len(d.Tokens) {
		return nil
	}
	w := &search{Finder: f, scan: newScan(f.reread(d)), used: map[int]bool{}, loose: map[int]bool{}, told: map[int]parley.EventType{}, choices: choices}
	w.instruments()
	for i := range d.Sentences {
		w.events(i)
	}
	w.inOrder()
	w.subsume()
	return w
}

// events reads sentence i: its verbs first, so that a noun they have taken up is not told twice.
func (w *search) events(i int) {
	r := w.d.Sentences[i].Tokens
	if r.First < 0 || r.End > len(w.low) || r.Empty() {
		return
	}
	kind, caption := w.kind(i)
	if (kind == text.Noise && !caption) || kind == text.Stamp || kind == text.Subhead {
		return
	}
	for t := r.First; t < r.End; t++ {
		if k := w.clauseAt[t]; k >= 0 && w.clauses[k].vg >= 0 && w.d.Chunks[w.clauses[k].vg].Head == t {
			w.verb(t, k, caption)
		}
	}
	for t := r.First; t < r.End; t++ {
		w.noun(t, r, caption)
	}
}

// verb tries the triggers of the verb at token t, the head of clause k.
func (w *search) verb(t int, k int32, caption bool) {
	cl := &w.clauses[k]
	rows := w.trig.verbs[w.d.Lemmas[t]]
	if w.d.Lemmas[t] == "be" {
		w.existence(t, k)
	}
	if len(rows) == 0 || w.prenominal(cl) || w.characterises(t, cl) {
		return
	}
	args := w.verbArgs(k)
	for i := range rows {
		tr := &rows[i]
		end, ok := w.match(tr.words, t, cl.end)
		if !ok {
			continue
		}
		own := parley.TokenRange{First: t, End: end}
		if !w.meets(tr, args, k, own, -1) {
			continue
		}
		if tr.typ == "agreement" && w.d.Lemmas[t] == "agree" && w.toAnother(k) && !w.several(k, args) {
			continue
		}
		if w.onlyAim(tr.typ, t, k, args) {
			continue
		}
		if w.votedOn(tr.typ, t) {
			return
		}
		e := w.clauseEvent(tr, own, k, args)
		if caption && e.When == nil || len(tr.need) == 0 && e.When == nil && e.Where < 0 && len(e.Participants) == 0 && (tr.score < 0.8 || !hasSubject(args)) {
			return
		}
		w.take(tr, args, own)
		w.flips(&e, k)
		if (e.Type == "violation" || judging[e.Type]) && e.Instrument < 0 && w.elsewhere(args, own, "obj") {
			e.Instrument = noPaper
		}
		if e.Instrument == -1 {
			e.Instrument = w.agreedOn(&e, k, t, args)
		}
		if e.Instrument == -1 {
			e.Instrument = w.decreedBy(&e, t, args)
		}
		w.add(e, clausal)
		return
	}
}

// clauseEvent is the event of trigger tr that the verb at the first of the words own, with arguments args, tells in clause k.
func (w *search) clauseEvent(tr *trigger, own parley.TokenRange, k int32, args []arg) text.Event {
	t := own.First
	parts, where := w.participants(w.grown(args, t), tr.roles, -1)
	e := text.Event{Type: tr.typ, Participants: parts, Where: where, Trigger: own, Instrument: -1, Time: -1, Rule: tr.rule, Score: tr.score}
	st, told := w.verbStatus(k, args, tr.typ)
	e.Status = st
	e.Evidence = []parley.Span{w.evidence(k, t)}
	w.finish(&e, k, t, args, true, told)
	return e
}

// noPaper is the instrument of an event that is plainly about something else than a paper the report tells of.
const noPaper = -2

// judging are the types of what is made of a proposal.
var judging = map[parley.EventType]bool{"proposal-backed": true, "proposal-rejected": true, "proposal-withdrawn": true}

// standIns are nouns that stand for a proposal: "rejected their [answer]".
var standIns = map[string]bool{"response": true, "answer": true, "reply": true, "idea": true, "term": true, "compromise": true, "suggestion": true, "version": true, "solution": true,
	"clause": true, "approach": true, "concept": true}

// elsewhere reports whether an argument in one of the slots, or behind the words own of the trigger, is a thing that is none of the report's papers:
// "violated [human rights law]", "violation of [humanitarian law]", "defied his [call]".
func (w *search) elsewhere(args []arg, own parley.TokenRange, slots ...string) bool {
	return slices.ContainsFunc(args, func(a arg) bool {
		h := w.d.Chunks[a.chunk].Head
		if !slices.Contains(slots, a.slot) && !(a.prep >= 0 && own.Has(a.prep)) || w.d.Tags[h].U != text.NOUN || standIns[w.d.Lemmas[h]] {
			return false
		}
		fam := w.paperFamily(h)
		return fam == "" || fam == "law"
	})
}

// verbStatus is the status of an event of type typ that the verb of clause k tells; own says that words behind the noun it takes tell it, whoever speaks
// of it.
func (w *search) verbStatus(k int32, args []arg, typ parley.EventType) (st parley.Status, own bool) {
	st = w.Finder.status.verb(w.scan, k, w.types[typ], 0)
	real := st == parley.Happened || st == parley.Ongoing
	if real && w.atRisk(k) {
		return parley.Conditional, true
	}
	if (real || st == parley.Planned) && w.noObject(args) {
		return parley.Denied, false
	}
	if st == parley.Planned || st == parley.Conditional {
		if d := w.joinedIn(args, typ); d != "" {
			return d, true
		}
	}
	if real || st == parley.Planned || st == parley.Conditional {
		if p := w.provided(k); p != "" && typ != "violation" && !aboutPaper[typ] {
			return p, false
		}
	}
	return st, false
}

// joinedIn is the status of the event of type typ that a verb takes part in, where words behind its noun tell it: "before engaging in the talks
// [that started on Friday]".
func (w *search) joinedIn(args []arg, typ parley.EventType) parley.Status {
	for _, a := range args {
		h := w.d.Chunks[a.chunk].Head
		if a.slot == "subj" || !slices.ContainsFunc(w.trig.nouns[w.low[h]], func(tr trigger) bool { return tr.typ == typ }) {
			continue
		}
		if d := w.ownStatus(h, w.types[typ]); d != "" {
			return d
		}
	}
	return ""
}

// several reports whether the subject of clause k is two or more who agree with each other: "both sides", "major powers", "Harland and Veska".
func (w *search) several(k int32, args []arg) bool {
	if w.all(k) || w.pair("subj", args) {
		return true
	}
	return slices.ContainsFunc(w.clauses[k].subj, func(c int32) bool { return dealers[w.low[w.d.Chunks[c].Head]] })
}

// dealers are plural nouns of those who can agree with each other.
var dealers = map[string]bool{"powers": true, "sides": true, "parties": true, "countries": true, "states": true, "nations": true, "ministers": true, "leaders": true,
	"presidents": true, "governments": true, "delegations": true, "negotiators": true, "allies": true, "diplomats": true, "factions": true}

// toAnother reports whether the verb of clause k has an infinitive behind it that tells an event of its own: "agreed to meet".
func (w *search) toAnother(k int32) bool {
	n := int(k) + 1
	if n >= len(w.clauses) || w.clauses[n].parent != k {
		return false
	}
	vg := w.d.Chunks[w.clauses[n].vg]
	if !vg.To {
		return false
	}
	args := w.verbArgs(int32(n))
	return slices.ContainsFunc(w.trig.verbs[w.d.Lemmas[vg.Head]], func(tr trigger) bool {
		_, ok := w.match(tr.words, vg.Head, w.clauses[n].end)
		return ok && w.meets(&tr, args, int32(n), parley.TokenRange{First: vg.Head, End: vg.Head + 1}, -1)
	})
}

func hasSubject(args []arg) bool {
	return len(args) > 0 && (args[0].slot == "subj" || args[0].slot == "obj")
}

// prenominal reports whether the verb of cl is a participle that describes the noun behind it ("a coordinated attack").
func (w *search) prenominal(cl *clause) bool {
	vg := w.d.Chunks[cl.vg]
	p := w.d.Tags[vg.Head].Penn
	if vg.Tokens.Len() != 1 || (p != "VBN" && p != "VBG") || vg.Tokens.First == 0 || vg.Tokens.End >= len(w.low) || w.np(vg.Tokens.End) < 0 {
		return false
	}
	switch w.d.Tags[vg.Tokens.First-1].U {
	case text.DET, text.ADJ, text.NUM:
		return true
	}
	return w.d.Tags[vg.Tokens.First-1].Penn == "PRP$"
}

// characterises reports whether the verb at token t tells no happening but what somebody is, or is able to do: "groups [fighting in the north]", "a boat that
// [can fire missiles]".
func (w *search) characterises(t int, cl *clause) bool {
	vg := w.d.Chunks[cl.vg]
	if vg.Modal == "can" && !vg.Negated && cl.relative {
		return true
	}
	if !w.trees() || w.d.Rels[t] != "acl" || w.d.Tags[t].Penn != "VBG" || !striving[w.d.Lemmas[t]] && !faring[w.d.Lemmas[t]] {
		return false
	}
	return !slices.ContainsFunc(w.timeAt[vg.Tokens.End:cl.end], func(x int32) bool { return x >= 0 })
}

// striving are verbs whose participle tells on whose side somebody is.
var striving = map[string]bool{"fight": true, "battle": true, "combat": true}

// faring are verbs whose participle tells what kind of travellers are meant: "people [fleeing war]", "migrants [arriving from Veska]".
var faring = map[string]bool{"arrive": true, "flee": true, "cross": true, "come": true, "head": true, "travel": true, "land": true, "enter": true, "escape": true, "seek": true, "leave": true}

// meets reports whether all needs hold and no bar does.
func (w *search) meets(tr *trigger, args []arg, k int32, own parley.TokenRange, np int32) bool {
	for _, c := range tr.need {
		if !w.holds(c, args, k, own, np) {
			return false
		}
	}
	for _, c := range tr.not {
		if w.holds(c, args, k, own, np) {
			return false
		}
	}
	return true
}

// take marks the noun phrases that the trigger's needs rest on: they are told by the verb.
// A proposal leaves what it proposes to be told as well.
func (w *search) take(tr *trigger, args []arg, own parley.TokenRange) {
	if tr.typ == "proposal-made" {
		for _, a := range args {
			if h := w.d.Chunks[a.chunk].Head; a.slot == "obj" && w.paper.isPaper(w.scan, h) {
				w.used[h] = true
			}
		}
		return
	}
	for _, c := range tr.need {
		for _, a := range args {
			slot := a.slot
			if a.prep >= 0 && own.Has(a.prep) {
				slot = "obj"
			}
			if aboutPaper[tr.typ] && w.offered(w.d.Chunks[a.chunk].Head) {
				continue // "rejected Harland's proposal": it was made, too
			}
			if slot == c.slot || (c.slot == "obj" && a.slot == "of") {
				w.used[w.d.Chunks[a.chunk].Head] = true
			}
		}
	}
}

// offered reports whether the noun at token t tells by itself that a paper was put forward.
func (w *search) offered(t int) bool {
	return slices.ContainsFunc(w.trig.nouns[w.low[t]], func(tr trigger) bool { return tr.typ == "proposal-made" })
}

// talkedOver are nouns of what is said, made or set up about a truce.
var talkedOver = map[string]bool{"condition": true, "term": true, "modality": true, "detail": true, "deal": true, "agreement": true, "accord": true, "understanding": true, "force": true,
	"group": true, "committee": true, "possibility": true, "prospect": true, "idea": true, "question": true, "issue": true, "talk": true, "resolution": true, "plan": true, "proposal": true}

// freedoms are nouns that govern what somebody is free to do: "freedom of [speech]", "the right to [protest]".
var freedoms = map[string]bool{"freedom": true, "freedoms": true, "right": true, "rights": true, "liberty": true}

// free reports whether the noun phrase that opens at token t names only what somebody is free to do.
func (s *scan) free(t int) bool {
	return t > 1 && (s.low[t-1] == "of" || s.low[t-1] == "to") && freedoms[s.low[t-2]]
}

// definite are the words that open a noun phrase which takes up something known.
var definite = map[string]bool{"the": true, "this": true, "that": true, "these": true, "those": true, "both": true}
