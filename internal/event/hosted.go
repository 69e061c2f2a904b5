package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// lets are verbs whose complement tells what a paper brings about ("a plan that would see the rebels leave").
var lets = map[string]bool{"see": true, "let": true, "allow": true, "require": true, "mean": true, "oblige": true, "make": true, "have": true, "ensure": true,
	"enable": true, "permit": true, "give": true, "call": true, "ask": true, "commit": true, "force": true, "demand": true, "bind": true, "order": true, "leave": true}

// provided is the status of what a paper says: offered where a proposal or draft does, planned where a deal, called for where
// a resolution does. It is "" where the verb of clause k has no paper as its subject, nor has one that it hangs on.
func (w *search) provided(k int32) parley.Status {
	sent := w.clauses[k].sent
	for c := k; c >= 0 && c > k-4 && w.clauses[c].sent == sent; c-- {
		cl := &w.clauses[c]
		if cl.vg < 0 || c < k && !w.leadsTo(c) {
			return ""
		}
		if fam := w.paperSubject(cl); fam != "" && w.provides(cl, c < k) {
			return providedStatus[fam]
		}
	}
	return ""
}

var providedStatus = map[string]parley.Status{"proposal": parley.Offered, "paper": parley.Offered, "any": parley.Offered, "agreement": parley.Planned,
	"ceasefire": parley.Planned, "resolution": parley.CalledFor, "law": ""}

// leadsTo reports whether clause c+1 is part of what the verb of clause c says.
func (w *search) leadsTo(c int32) bool {
	next := &w.clauses[c+1]
	return next.parent == c || next.joined || lets[w.d.Lemmas[w.d.Chunks[w.clauses[c].vg].Head]]
}

// paperSubject is the family of the paper that is the subject of an active verb, "" where there is none.
func (w *search) paperSubject(cl *clause) string {
	if cl.passive {
		return ""
	}
	for _, n := range cl.subj {
		if ph, ok := w.paper.head(w.scan, w.d.Chunks[n].Head); ok && ph.family != "report" {
			return ph.family
		}
		if noun := w.stands[w.d.Chunks[n].Head]; noun != "" && len(w.paper.heads[noun]) > 0 {
			return w.paper.heads[noun][0].family
		}
	}
	return ""
}

// provides reports whether the verb of a paper's clause tells what the paper says: a verb of terms, or "would" and "will".
// upper says that the event stands in a clause below.
func (w *search) provides(cl *clause, upper bool) bool {
	vg := w.d.Chunks[cl.vg]
	l := w.d.Lemmas[vg.Head]
	if vg.Negated {
		return false
	}
	if len(w.paper.terms[l]) > 0 || l == "demand" || l == "seek" || l == "aim" {
		return true
	}
	return (vg.Modal == "would" || vg.Modal == "will" || vg.Modal == "could") && (upper || l != "be" && l != "take" && l != "come")
}

// existence reads "there was no paper": that a paper has been made is denied. The step is told where the paper is named.
func (w *search) existence(t int, k int32) {
	cl := &w.clauses[k]
	if w.d.Lemmas[t] != "be" || !w.there(cl) {
		return
	}
	for _, a := range w.verbArgs(k) {
		h := w.d.Chunks[a.chunk].Head
		if a.slot != "obj" || !w.paper.isPaper(w.scan, h) {
			continue
		}
		if i := w.paperFamily(h); i == "ceasefire" || i == "agreement" || i == "law" || i == "report" {
			return
		}
		e := text.Event{Type: "proposal-made", Where: -1, Trigger: parley.TokenRange{First: t, End: h + 1}, Instrument: -1, Time: -1, Rule: "event/existence@1", Score: 0.6}
		e.Status = w.Finder.status.verb(w.scan, k, w.types[e.Type], 0)
		if first := w.low[w.d.Chunks[a.chunk].Tokens.First]; first == "no" {
			e.Status = parley.Denied
		}
		e.Evidence = []parley.Span{w.evidence(k, t)}
		w.finish(&e, k, t, []arg{a}, true, false)
		if e.Status == parley.Denied {
			w.used[h] = true
			w.add(e, clausal)
		}
		return
	}
}

// there reports whether the clause is opened by an existential "there".
func (w *search) there(cl *clause) bool {
	f := w.d.Chunks[cl.vg].Tokens.First
	for t := f - 1; t >= max(0, f-3); t-- {
		if w.low[t] == "there" {
			return true
		}
		if w.d.Tags[t].U != text.ADV {
			return false
		}
	}
	return false
}

// paperFamily is the family of the paper noun at token h, "" if it is none.
func (w *search) paperFamily(h int) string {
	ph, ok := w.paper.head(w.scan, h)
	if !ok {
		return ""
	}
	return ph.family
}

// flips turns an event into its counterpart where its verb is denied: who does not let a convoy in obstructs it, who does
// not accept a proposal rejects it, who suspends a deal calls it off, who does not keep one breaks it.
func (w *search) flips(e *text.Event, k int32) {
	l := w.d.Lemmas[w.d.Chunks[w.clauses[k].vg].Head]
	if e.Type == "agreement" && ends[l] && (e.Status == parley.Happened || e.Status == parley.Ongoing) {
		e.Status = parley.CalledOff
	}
	if e.Status != parley.Denied {
		return
	}
	switch {
	case e.Type == "aid-delivery" && (l == "let" || l == "allow" || l == "permit"):
		e.Type, e.Status = "aid-obstruction", parley.Happened
	case e.Type == "proposal-backed":
		e.Type, e.Status = "proposal-rejected", parley.Happened // who does not accept a paper turns it down
	case (e.Type == "agreement" || e.Type == "ceasefire") && keeps[l]:
		e.Type, e.Status = "violation", parley.Happened
		for i := range e.Participants {
			if e.Participants[i].Role == parley.Party {
				e.Participants[i].Role = parley.Actor
			}
		}
	case e.Type == "proposal-withdrawn" && l == "support":
		e.Status = parley.Happened // "could no longer support the text"
	}
}

// keeps are verbs by which a party keeps a deal.
var keeps = map[string]bool{"honour": true, "honor": true, "comply": true, "abide": true, "adhere": true, "respect": true, "observe": true, "fulfil": true, "fulfill": true,
	"enforce": true, "live": true, "stick": true, "keep": true}

// ends are verbs by which a party ends a deal.
var ends = map[string]bool{"suspend": true, "walk": true, "withdraw": true, "pull": true, "scrap": true, "tear": true, "quit": true, "abandon": true}

// noObject reports whether what the verb is done to is "no" or "nothing": "signed nothing", "let no food in".
func (w *search) noObject(args []arg) bool {
	return slices.ContainsFunc(args, func(a arg) bool {
		r := w.d.Chunks[a.chunk].Tokens
		f := w.low[r.First]
		if f == "no" && r.First+1 < len(w.low) && (w.low[r.First+1] == "fewer" || w.low[r.First+1] == "less" || w.low[r.First+1] == "more") {
			return false // "no fewer than forty times"
		}
		return a.slot == "obj" && (f == "no" || f == "nothing")
	})
}
