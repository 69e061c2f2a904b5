package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// noun tries the triggers of the noun at token t in sentence r.
func (w *search) noun(t int, r parley.TokenRange, caption bool) {
	np, k := w.np(t), w.clauseAt[t]
	if np < 0 || k < 0 || w.d.Tags[t].U == text.VERB {
		return
	}
	rows := w.trig.nouns[w.low[t]]
	if l := w.d.Lemmas[t]; l != w.low[t] {
		rows = append(rows[:len(rows):len(rows)], w.trig.nouns[l]...)
	}
	for i := range rows {
		tr := &rows[i]
		end, ok := w.match(tr.words, t, min(r.End, t+6))
		if !ok || !w.headly(np, t, end) {
			continue
		}
		if w.nominalEvent(tr, parley.TokenRange{First: t, End: end}, np, k, caption) {
			return
		}
	}
}

// headly reports whether the trigger holds the head of its noun phrase, or its end where the tagger has missed the noun:
// "talks" in "talks venue" does not.
func (w *search) headly(np int32, t, end int) bool {
	h := w.d.Chunks[np].Head
	if end+1 < len(w.low) && w.low[end] == "monitoring" && w.d.Tags[end+1].U == text.NOUN {
		return false // "a ceasefire monitoring centre"
	}
	return t <= h && h < end || end >= w.d.Chunks[np].Tokens.End
}

// nominalEvent reads the event of a noun; false where the trigger's conditions do not hold.
func (w *search) nominalEvent(tr *trigger, words parley.TokenRange, np, k int32, caption bool) bool {
	cl := &w.clauses[k]
	args, end := w.nounArgs(np, cl.end)
	if !w.meets(tr, args, k, words, np) {
		return false
	}
	taken := w.used[w.d.Chunks[np].Head]
	for t := words.First; t < words.End; t++ {
		w.used[w.headAt(t)] = true
	}
	if taken {
		return true
	}
	if w.topicOnly(tr.typ, w.d.Chunks[np].Head) || tr.typ == "statement-event" && (w.audience(np, k) || w.free(w.d.Chunks[np].Tokens.First)) {
		return true
	}
	for _, a := range args {
		if h := w.d.Chunks[a.chunk].Head; a.slot == "of" && w.paper.isPaper(w.scan, h) {
			w.used[h] = true
		}
	}
	e, host, marked := w.nounEvent(tr, words, np, k, args, end)
	if caption && e.When == nil || soft(e.Status, e.Status) && w.low[w.d.Chunks[np].Tokens.First] == "any" {
		return true
	}
	how := nominal
	switch {
	case !w.enough(&e, host):
		if definite[w.low[w.d.Chunks[np].Tokens.First]] {
			how = echo
		} else {
			how = reference
		}
	case (host || marked) && !definite[w.low[w.d.Chunks[np].Tokens.First]]:
		how = clausal
	case !marked:
		how = unmarked
	}
	w.add(e, how)
	return true
}

// nounEvent is the event of trigger tr that the words of noun phrase np, with arguments args up to token end, tell in clause k; host says that the clause tells
// it with them, marked that words tell its status.
func (w *search) nounEvent(tr *trigger, words parley.TokenRange, np, k int32, args []arg, end int) (e text.Event, host, marked bool) {
	cl := &w.clauses[k]
	e = text.Event{Type: tr.typ, Trigger: words, Instrument: -1, Time: -1, Rule: tr.rule, Score: tr.score}
	st, host, more := w.standing(np, k, w.types[tr.typ])
	marked = st != ""
	if !marked || !host && (st == parley.Planned || st == parley.Conditional) {
		if p := w.provided(k); p != "" && !w.isSubject(np, k) {
			st, marked = p, true
		}
	}
	if !marked {
		if st = w.hung(w.d.Chunks[np].Head, w.types[tr.typ]); st == "" {
			st = w.unsupported(k, w.types[tr.typ])
			if c := w.d.Chunks[np].Head; !w.known(c) && w.Finder.status.conditional(w.scan, cl) || w.unsure(np) {
				st = parley.Conditional
			}
		}
	}
	if tr.typ == "proposal-made" && st == parley.Denied && w.low[w.d.Chunks[np].Tokens.First] != "no" {
		st = parley.Happened // who turns a proposal down says that it was made
	}
	own := w.ownStatus(w.d.Chunks[np].Head, w.types[tr.typ])
	if own != "" && st != parley.Denied {
		st = own
	}
	args = append(append(w.grown(args, w.d.Chunks[np].Head), more...), w.mediators(end, cl.end)...)
	if !host {
		args = append(args, w.otherParty(args, tr.roles, np, k)...)
	}
	e.Participants, e.Where = w.participants(args, tr.roles, np)
	e.Status = st
	span := parley.TokenRange{First: w.d.Chunks[np].Tokens.First, End: end}
	if host {
		e.Evidence = []parley.Span{w.evidence(w.mainVerb(np, k), words.First)}
	} else {
		span = w.withTime(span, cl.end)
		e.Evidence = []parley.Span{w.trim(span, words.First)}
	}
	w.finish(&e, k, words.First, args, host, own != "" && st == own)
	if e.Type == "violation" && e.Instrument < 0 && w.elsewhere(args, words, "of", "in") {
		e.Instrument = noPaper
	}
	return e, host, marked
}

// otherParty is the subject of the clause of a noun that names only the one with whom: "in [talks with Veska] Harland asked for salt", "flew in for
// [a meeting with Roe]".
func (w *search) otherParty(args []arg, roles roleMap, np, k int32) []arg {
	if roles["with"] != parley.Party || !slices.ContainsFunc(args, func(a arg) bool { return a.slot == "with" }) {
		return nil
	}
	if ps, _ := w.participants(args, roles, np); len(ps) != 1 {
		return nil
	}
	cl := &w.clauses[w.mainVerb(np, k)]
	if cl.vg < 0 || cl.passive || slices.Contains(cl.subj, np) {
		return nil
	}
	var out []arg
	for _, c := range cl.subj {
		out = append(out, arg{"subj", c, -1})
	}
	return out
}

// topicOnly reports whether the truce at token t is only what something else is about: "conditions for a truce", "the task force on truces", "a deal on a ceasefire".
func (w *search) topicOnly(typ parley.EventType, t int) bool {
	if typ != "ceasefire" || !w.trees() || !strings.HasPrefix(w.d.Rels[t], "nmod") {
		return false
	}
	h := w.up(t)
	if h < 0 || h > t {
		return false
	}
	p, _ := w.caseOf(t)
	return governs[p] && talkedOver[w.d.Lemmas[h]]
}

// audience reports whether noun phrase np is only whom somebody tells something: "told [a news conference] that".
func (w *search) audience(np, k int32) bool {
	cl := &w.clauses[k]
	if cl.vg < 0 || w.d.Lemmas[w.d.Chunks[cl.vg].Head] != "tell" {
		return false
	}
	return slices.ContainsFunc(w.verbArgs(k), func(a arg) bool { return a.chunk == np && a.slot == "obj" })
}

// isSubject reports whether noun phrase np is the subject of clause k.
func (w *search) isSubject(np, k int32) bool { return slices.Contains(w.clauses[k].subj, np) }

// enough reports whether a noun stands for an event that is told, and not for the idea of one.
func (w *search) enough(e *text.Event, host bool) bool {
	n := len(e.Participants)
	if e.Where >= 0 {
		n++
	}
	if e.Instrument >= 0 && e.Type == "violation" {
		n++
	}
	switch {
	case e.Time >= 0 && (n > 0 || host):
		return true
	case e.Status == parley.Denied && w.low[w.d.Chunks[w.chunkAt[e.Trigger.First]].Tokens.First] == "no":
		return e.Score >= 0.5
	case e.Score >= 0.6:
		return host || n > 0 || e.Time >= 0 || e.Status == parley.CalledFor || e.Status == parley.CalledOff || e.Status == parley.Offered
	}
	return host && n > 0 || n > 1
}
