package event

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// ownStatus is the status that a clause or participle behind the noun at token t gives it, "" where none does: "the talks [that opened on
// Friday]", "a round of talks [set to begin on Monday]", "the truce [called off in May]". What describes a noun holds whatever is said of it.
func (w *search) ownStatus(t int, typ typeInfo) parley.Status {
	if !w.trees() {
		return ""
	}
	for _, v := range w.below(t) {
		if w.d.Rels[v] == "nmod" && w.rounds(v, t) {
			t = v // "the next round of [talks, scheduled to start in May]"
			break
		}
	}
	for range 3 {
		for _, v := range w.below(t) {
			if v < t || w.owner[v] != w.owner[t] || w.cueOf[v] >= 0 {
				continue
			}
			st := parley.Status("")
			switch w.d.Rels[v] {
			case "acl":
				st = w.participleStatus(v)
			case "acl:relcl":
				st = w.relativeStatus(v, typ)
			}
			if st != "" {
				return st
			}
		}
		h := w.up(t)
		if h < 0 || !strings.HasPrefix(w.d.Rels[t], "nmod") || !stretches[w.d.Lemmas[h]] && !failures[w.d.Lemmas[h]] || w.owner[h] != w.owner[t] {
			return ""
		}
		t = h
	}
	return ""
}

// participleStatus is the status of a past participle or adjective that says how its noun stands: "scheduled for Monday", "due to start".
func (w *search) participleStatus(v int) parley.Status {
	if p := w.d.Tags[v].Penn; p != "VBN" && p != "VBD" && w.d.Tags[v].U != text.ADJ {
		return ""
	}
	st := w.Finder.status
	if to := w.child(v, "xcomp", "advcl", "ccomp"); to > v && st.comp[w.d.Lemmas[v]] == parley.Planned {
		if m := w.child(to, "mark"); m >= 0 && w.low[m] == "to" {
			return parley.Planned
		}
	}
	if d := w.phraseStatus(st.obj, v); d != same {
		return d
	}
	if brought[w.d.Lemmas[v]] {
		return parley.Happened
	}
	return ""
}

// brought are verbs by whose participle an event came about: "the talks [held] last week".
var brought = map[string]bool{"hold": true, "conduct": true, "start": true, "launch": true, "open": true, "resume": true, "convene": true, "sign": true,
	"reach": true, "declare": true, "announce": true, "impose": true, "carry": true, "strike": true}

// phraseStatus is the status that the verb at token v gives by a table of phrases, same where it takes the verb's own tense, "" where it has none.
func (w *search) phraseStatus(table map[string][]phrase, v int) parley.Status {
	for _, ph := range table[w.d.Lemmas[v]] {
		if _, ok := w.match(ph.words, v, min(v+4, len(w.low))); ok {
			return ph.status
		}
	}
	return ""
}

// relativeStatus is the status of a relative clause with verb v whose noun it tells of by a verb of occurrence.
func (w *search) relativeStatus(v int, typ typeInfo) parley.Status {
	if w.d.Tags[v].U == text.ADJ && w.Finder.status.comp[w.d.Lemmas[v]] == parley.Planned && w.child(v, "cop") >= 0 {
		return parley.Planned // "that are due to begin"
	}
	k := w.clauseAt[v]
	if k < 0 || w.clauses[k].vg < 0 || w.d.Chunks[w.clauses[k].vg].Head != v {
		return ""
	}
	st := w.Finder.status
	table := st.obj
	if n := w.child(v, "nsubj"); n >= 0 && relatives[w.low[n]] {
		table = st.subj
	} else if w.child(v, "nsubj", "nsubj:pass") < 0 {
		return ""
	} else if x := w.child(v, "xcomp"); x >= 0 && w.phraseStatus(table, x) == same && st.comp[w.d.Lemmas[v]] != "" {
		return st.comp[w.d.Lemmas[v]] // "the conference that it seeks to hold"
	}
	for _, ph := range table[w.d.Lemmas[v]] {
		if _, ok := w.match(ph.words, v, w.clauses[k].end); !ok {
			continue
		}
		own := st.verb(w.scan, k, typ, 0)
		if ph.status == same || own == parley.Denied || own == parley.Planned || own == parley.Conditional {
			return own
		}
		return ph.status
	}
	return ""
}

// relatives are the pronouns by which a clause takes up the noun before it.
var relatives = map[string]bool{"that": true, "which": true, "who": true}
