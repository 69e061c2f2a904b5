package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// standing is the status of an event told by the noun phrase np in clause k. host says that the clause's verb only
// carries it ("held talks", "the talks resumed"), and more are then the arguments it lends.
// The status is "" where no word speaks for it.
func (w *search) standing(np, k int32, typ typeInfo) (parley.Status, bool, []arg) {
	st := w.Finder.status
	ch := w.d.Chunks[np]
	if vain := st.attempted(w.scan, ch.Head); vain != "" {
		if host, more, by := w.carried(np, k, typ); by == vain {
			return by, host, more
		}
		return vain, false, nil
	}
	own, fixed := st.inPhrase(w.scan, ch)
	if fixed {
		host, more, _ := w.carried(np, k, typ)
		return own, host, more
	}
	if typ.arranged && w.afoot(np) && w.Finder.status.verb(w.scan, k, typ, 0) != parley.Denied {
		return parley.Ongoing, false, nil
	}
	g, noun := st.governor(w.scan, ch)
	if noun {
		return g, false, nil
	}
	if own == "" && g != "" {
		return g, false, nil
	}
	host, more, by := w.carried(np, k, typ)
	if by != "" {
		return by, host, more
	}
	if own != "" {
		return own, host, more
	}
	return "", false, nil
}

// inPhrase is the status that words of the noun phrase give; fixed where nothing outside can change it.
func (t *statusTable) inPhrase(s *scan, ch text.Chunk) (parley.Status, bool) {
	out := parley.Status("")
	for i := ch.Tokens.First; i < ch.Head; i++ {
		if i == ch.Tokens.First && s.low[i] == "no" {
			return parley.Denied, true
		}
		st, ok := t.mod[s.low[i]]
		if !ok || st == same {
			continue
		}
		out = st
		if st != parley.Happened && st != parley.Ongoing {
			return st, st != parley.Planned && st != parley.Offered
		}
	}
	return out, false
}

// governor is the status given by the noun or preposition that the phrase hangs on ("a call for talks", "after the talks"),
// and whether it is a noun's.
func (t *statusTable) governor(s *scan, ch text.Chunk) (parley.Status, bool) {
	p := ch.Tokens.First - 1
	if p > 0 && s.quoteOpens(p) {
		p--
	}
	if p < 0 || (s.d.Tags[p].U != text.ADP && s.d.Tags[p].U != text.SCONJ && s.low[p] != "to") {
		return "", false
	}
	if g := p - 1; g >= 0 && s.d.Tags[g].U == text.NOUN && t.prep[s.low[p]] == "" {
		for _, key := range []string{s.low[g] + " " + s.low[p], s.low[g]} {
			if s.noEnd(g) {
				return parley.Ongoing, true
			}
			if st, ok := t.gov[key]; ok && !s.broughtAbout(g) {
				return st, true
			}
		}
	} else if g >= 0 && s.d.Tags[g].U == text.ADJ && s.low[p] == "for" && t.comp[s.low[g]] != "" {
		return t.comp[s.low[g]], true // "ready for talks"
	} else if g >= 0 && (s.d.Tags[g].U == text.ADJ || s.d.Tags[g].U == text.ADV) && t.gov[s.low[g]+" "+s.low[p]] != "" {
		return t.gov[s.low[g]+" "+s.low[p]], true // "closer to a truce"
	}
	return t.prep[s.low[p]], false
}

// broughtAbout reports whether the noun at token g is what a verb before it made come true: "[put] an end to the siege".
func (s *scan) broughtAbout(g int) bool {
	if l := s.low[g]; l != "end" && l != "halt" && l != "stop" {
		return false
	}
	for i := g - 1; i >= max(0, g-4); i-- {
		switch s.d.Lemmas[i] {
		case "put", "bring", "mark", "declare", "announce", "bode", "come":
			return true
		}
		if s.d.Tags[i].U == text.VERB {
			return false
		}
	}
	return false
}

// carried reads the verb that carries the noun: as its object or as its subject.
func (w *search) carried(np, k int32, typ typeInfo) (bool, []arg, parley.Status) {
	np = w.stretch(np)
	k = w.awaited(w.mainVerb(np, k))
	cl := &w.clauses[k]
	if cl.vg < 0 {
		return false, nil, ""
	}
	args := w.verbArgs(k)
	slot, prep := slotIn(args, np)
	if slot == "" {
		return false, nil, ""
	}
	st := w.Finder.status
	head := w.d.Chunks[cl.vg].Head
	if by, ok := w.spokenOf(st, slot, prep, k); ok {
		return false, nil, by
	}
	table := st.obj[w.d.Lemmas[head]]
	if slot == "subj" {
		table = st.subj[w.d.Lemmas[head]]
		if cl.headline && w.bareHeadline(cl) {
			table = append(table[:len(table):len(table)], st.obj[w.d.Lemmas[head]]...)
		}
	}
	for _, ph := range table {
		end, ok := w.match(ph.words, head, cl.end)
		if !ok || (slot != "subj" && slot != "obj" && (prep < 0 || prep >= end)) {
			continue
		}
		out := ph.status
		if out == same && slot == "obj" && typ.arranged && heralds[w.d.Lemmas[head]] {
			out = parley.Planned
		}
		v := st.verb(w.scan, k, typ, 0)
		if out == same {
			out = v
		} else if v == parley.Denied && out != parley.Denied {
			out = parley.Denied
		} else if v == parley.Conditional || ph.words[0] == "hold" && slot == "subj" && (v == parley.Planned || v == parley.CalledFor) {
			out = v
		}
		return true, lend(args, np), out
	}
	if v := st.verb(w.scan, k, typ, 0); slot == "subj" && (v == parley.Planned || v == parley.Conditional || v == parley.CalledFor && !w.known(w.d.Chunks[np].Head)) {
		return false, nil, v
	}
	return false, nil, ""
}

// stretch is the noun phrase that tells of a stretch of np's event and stands for it: "the resumption of talks", "a return to war".
func (w *search) stretch(np int32) int32 {
	for range 3 {
		p := w.d.Chunks[np].Tokens.First - 1
		if p < 1 || (w.d.Tags[p].U != text.ADP && w.low[p] != "to") {
			return np
		}
		c := w.np(p - 1)
		if c < 0 || !stretches[w.d.Lemmas[w.d.Chunks[c].Head]] && !(w.low[p] == "of" && oneOf[w.low[w.d.Chunks[c].Head]]) {
			return np
		}
		np = c
	}
	return np
}

// oneOf stand for one of what follows: "the first of three rounds".
var oneOf = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "last": true, "latest": true}

var stretches = map[string]bool{"return": true, "resumption": true, "start": true, "launch": true, "continuation": true, "renewal": true, "round": true, "series": true,
	"day": true, "session": true, "opening": true, "beginning": true, "holding": true, "wave": true, "outbreak": true, "end": true, "completion": true,
	"lifting": true, "easing": true, "imposition": true, "removal": true, "implementation": true, "extension": true, "escalation": true, "intensification": true}

// awaited is the infinitive under a verb that only says how its event stands ("are due to resume", "were expected to open"), else k.
func (w *search) awaited(k int32) int32 {
	n := k + 1
	if int(n) >= len(w.clauses) || w.clauses[n].parent != k || w.clauses[n].vg < 0 || w.clauses[k].vg < 0 || !w.d.Chunks[w.clauses[n].vg].To {
		return k
	}
	f := w.d.Chunks[w.clauses[n].vg].Tokens.First
	if f-w.d.Chunks[w.clauses[k].vg].Tokens.End > 1 || f < 1 || w.Finder.status.comp[w.d.Lemmas[f-1]] == "" {
		return k
	}
	return n
}

// spokenOf is the status of a noun that the verb only speaks of ("condemned the attack", "demanded talks"):
// who speaks takes no part in it.
func (w *search) spokenOf(st *statusTable, slot string, prep int, k int32) (parley.Status, bool) {
	cl := &w.clauses[k]
	head := w.d.Chunks[cl.vg].Head
	for _, ph := range st.tell[w.d.Lemmas[head]] {
		end, ok := w.match(ph.words, head, cl.end)
		if !ok && len(ph.words) == 2 && slot == ph.words[1] && prep >= 0 {
			end, ok = prep+1, true // "pressed the rebels for talks"
		}
		if !ok || slot == "subj" || (slot != "obj" && (prep < 0 || prep >= end)) {
			continue
		}
		if end < len(w.low) && len(ph.words) == 1 && slices.Contains(particles, w.low[end]) {
			continue // another verb: "called the talks off"
		}
		if ph.status == same {
			return "", true
		}
		if (ph.status == parley.Planned || ph.status == parley.CalledFor) && w.d.Chunks[cl.vg].Negated {
			return parley.Denied, true // "the text does not provide for a withdrawal"
		}
		return ph.status, true
	}
	return "", false
}

// bareHeadline reports a clipped passive in a headline: a past form with nothing behind it that could be its object.
func (w *search) bareHeadline(cl *clause) bool {
	vg := w.d.Chunks[cl.vg]
	p := w.d.Tags[vg.Head].Penn
	if p != "VBD" && p != "VBN" {
		return false
	}
	t := vg.Tokens.End
	return t >= cl.end || w.np(t) < 0 || w.timeAt[t] >= 0 || timeUnits[w.d.Lemmas[w.headAt(t)]]
}

// timeUnits head phrases that only say when: "talks cancelled hours before they were to begin".
var timeUnits = map[string]bool{"minute": true, "hour": true, "day": true, "week": true, "month": true, "year": true}

// mainVerb is the clause whose verb carries noun phrase np: the finite one of those whose subject it is, else its own.
func (w *search) mainVerb(np, k int32) int32 {
	np = w.stretch(np)
	for _, c := range w.around(k, np) {
		if w.clauses[c].finite && slices.Contains(w.clauses[c].subj, np) && !w.clauses[c].relative {
			return c
		}
	}
	for _, c := range w.around(k, np) {
		cl := &w.clauses[c]
		if c != k && cl.relative && cl.vg >= 0 && slices.Contains(cl.subj, np) && len(w.Finder.status.subj[w.d.Lemmas[w.d.Chunks[cl.vg].Head]]) > 0 {
			return c
		}
	}
	return k
}

// lend are the verb's arguments that take part in the event of its noun.
func lend(args []arg, np int32) []arg {
	var out []arg
	for _, a := range args {
		if a.chunk == np || a.slot == "obj" {
			continue
		}
		out = append(out, a)
	}
	return out
}

// unsupported is the status of a noun that no word in its clause speaks for.
func (w *search) unsupported(k int32, typ typeInfo) parley.Status {
	cl := &w.clauses[k]
	if cl.vg < 0 || !typ.State {
		return parley.Happened
	}
	if vg := w.d.Chunks[cl.vg]; vg.Tense == text.Present || vg.Tense == text.Progressive {
		return parley.Ongoing
	}
	return parley.Happened
}
