package event

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// hung is the status that the tree gives a noun that no word near it speaks for, "" where it gives none: the noun that governs it from
// afar ("hopes of a lasting truce"), or, for one that takes up nothing known, the verb that it hangs on where that tells of no fact
// ("could pave the way for elections").
func (w *search) hung(t int, typ typeInfo) parley.Status {
	if !w.trees() {
		return ""
	}
	st := w.Finder.status
	fresh := !w.known(t)
	for range 6 {
		h := w.up(t)
		if h < 0 || w.owner[h] != w.owner[t] {
			return ""
		}
		rel := w.d.Rels[t]
		p, _ := w.caseOf(t)
		switch {
		case rel == "conj" || rel == "appos":
		case strings.HasPrefix(rel, "nmod") && w.d.Tags[h].U == text.NOUN:
			if g, ok := st.gov[w.d.Lemmas[h]+" "+p]; ok {
				return g
			}
			if g, ok := st.gov[w.d.Lemmas[h]]; ok && governs[p] {
				return g
			}
			if !governs[p] {
				return ""
			}
		case w.d.Tags[h].U == text.VERB:
			return w.unfact(h, rel, p, fresh, typ)
		default:
			return ""
		}
		t = h
	}
	return ""
}

// governs are the prepositions by which a noun governs what it speaks of.
var governs = map[string]bool{"of": true, "for": true, "to": true, "on": true, "towards": true, "toward": true}

// unfact is the status of verb h for a noun that hangs on it by rel and preposition p, where the verb tells of no fact.
func (w *search) unfact(h int, rel, p string, fresh bool, typ typeInfo) parley.Status {
	for _, ph := range w.Finder.status.tell[w.d.Lemmas[h]] {
		if ph.status != same && (len(ph.words) == 1 && rel == "obj" || len(ph.words) == 2 && ph.words[1] == p) {
			return ph.status
		}
	}
	k := w.clauseAt[h]
	if k < 0 || !fresh || w.clauses[k].vg < 0 || w.d.Chunks[w.clauses[k].vg].Head != h {
		return ""
	}
	if strings.HasPrefix(rel, "obl") && !governs[p] && p != "with" && p != "through" {
		return ""
	}
	switch st := w.Finder.status.verb(w.scan, k, typ, 0); st {
	case parley.Planned, parley.Conditional, parley.CalledFor:
		return st
	}
	return ""
}

// past are modifiers of what has happened or goes on.
var past = map[string]bool{"past": true, "existing": true, "latest": true, "recent": true, "previous": true, "last": true, "current": true, "earlier": true, "continuing": true,
	"ongoing": true, "former": true, "first": true, "second": true}

// known reports whether the noun phrase of token t takes up something known: it is definite, or somebody's.
func (w *search) known(t int) bool {
	c := w.np(t)
	if c < 0 || !w.trees() {
		return true
	}
	r := w.d.Chunks[c].Tokens
	if definite[w.low[r.First]] {
		return true
	}
	for _, i := range w.below(t) {
		if w.d.Rels[i] == "case" && (elsewhen[w.low[i]] || w.low[i] == "during" || w.low[i] == "amid") {
			return true
		}
	}
	for i := r.First; i < r.End; i++ {
		if p := w.d.Tags[i].Penn; p == "PRP$" || p == "POS" || past[w.low[i]] {
			return true
		}
	}
	return false
}

// wanted reports whether the noun at token t is what the content of its statement is about by the tree: its top, joined to it, or what
// its top governs ("demanded [the conclusion of a treaty and a halt to exercises]").
func (w *search) wanted(t int) bool {
	if !w.trees() || w.owner[t] < 0 {
		return false
	}
	for range 6 {
		h := w.up(t)
		if h < 0 {
			return false
		}
		if w.owner[h] != w.owner[t] {
			return w.owner[h] < 0 || w.cueOf[h] == w.owner[t]
		}
		rel := w.d.Rels[t]
		p, _ := w.caseOf(t)
		if rel != "conj" && rel != "appos" && !(strings.HasPrefix(rel, "nmod") && governs[p] && w.d.Tags[h].U == text.NOUN) {
			return false
		}
		t = h
	}
	return false
}
