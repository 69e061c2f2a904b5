package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// readTerms records what the paper provides: the complement of "the plan involves", the main clause of "under the deal", the infinitive of "the offer to send
// troops". What it only may or must do is no term of it, nor what it leaves out without the word for that ("does not include the port").
func (w *search) readTerms(in *text.Instrument, n naming) {
	if !w.trees() {
		return
	}
	if v := w.ruledBy(n.head); v >= 0 {
		w.term(in, w.clauseSpan(v, n.head))
		return
	}
	for _, v := range w.provisions(n) {
		end := w.termsAt(v)
		vg, ok := w.group(v)
		if end < 0 || ok && mayBe[vg.Modal] {
			continue
		}
		r := parley.TokenRange{First: end, End: w.lastBelow(v) + 1}
		if ok && vg.Negated {
			r.First = vg.Tokens.First // "[does] not include"
		}
		if end < r.End && w.d.Tags[end].U != text.ADP && w.tellsMore(parley.TokenRange{First: end, End: r.End}) {
			w.term(in, w.trim(r, r.First))
		}
		return
	}
	if n.paper.family == "proposal" || n.paper.family == "agreement" {
		for _, v := range w.below(n.head) {
			if w.d.Rels[v] == "acl" && w.d.Tags[v].U == text.VERB && w.marksTo(v) >= 0 && !purposes[w.d.Lemmas[v]] {
				r := parley.TokenRange{First: w.firstBelow(v), End: w.lastBelow(v) + 1}
				w.term(in, w.trim(r, r.First))
				return
			}
		}
	}
}

// tellsMore reports whether a range has a noun or a verb of its own, not just "one" or "them", and more than who is meant: "both countries".
func (w *search) tellsMore(r parley.TokenRange) bool {
	return (r.End-r.First > 2 || w.d.Tags[r.First].U != text.DET) && slices.ContainsFunc(w.d.Tags[r.First:r.End], func(t text.Tag) bool { return t.U == text.NOUN || t.U == text.PROPN || t.U == text.VERB })
}

// purposes are verbs of infinitives that say what a paper is for, not what stands in it.
var purposes = map[string]bool{"allow": true, "help": true, "ensure": true, "try": true, "avoid": true, "facilitate": true, "enable": true, "be": true, "become": true}

// ruledBy is the verb of the clause that the paper at token t rules: "Under the deal, rebels leave", "under the terms of the plan"; -1 where there is none.
func (w *search) ruledBy(t int) int {
	if up := w.up(t); up >= 0 && w.d.Lemmas[up] == "term" && strings.HasPrefix(w.d.Rels[t], "nmod") {
		t = up
	}
	by, _ := w.caseOf(t)
	v := w.up(t)
	if by != "under" || v <= t || w.d.Rels[t] != "obl" || w.d.Tags[v].U != text.VERB {
		return -1
	}
	return v
}

// clauseSpan is the clause of verb v behind what the paper at token t opens it with.
func (w *search) clauseSpan(v, t int) parley.Span {
	first := w.lastBelow(t) + 1
	for first < v && (w.d.Tags[first].U == text.PUNCT || w.low[first] == "which" || w.low[first] == "that") {
		first++
	}
	return w.trim(parley.TokenRange{First: first, End: w.lastBelow(v) + 1}, first)
}

// provisions are the verbs that may tell what stands in a paper: what it is the subject of, and what describes it from behind.
func (w *search) provisions(n naming) (out []int) {
	t := n.head
	if v := w.up(t); v >= 0 && w.d.Rels[t] == "nsubj" && w.d.Tags[v].U == text.VERB {
		out = append(out, v)
	}
	for _, v := range w.below(t) {
		if w.d.Tags[v].U != text.VERB {
			continue
		}
		switch w.d.Rels[v] {
		case "acl":
			if w.d.Tags[v].Penn == "VBG" {
				out = append(out, v)
			}
		case "acl:relcl":
			if s := w.child(v, "nsubj"); s < 0 && w.child(v, "nsubj:pass") < 0 || s >= 0 && relatives[w.low[s]] {
				out = append(out, v)
			}
		}
	}
	return out
}

// termsAt is the token behind verb v and the words that go with it where v introduces what a paper says, -1 where it does not.
func (w *search) termsAt(v int) int {
	if w.child(v, "aux:pass", "nsubj:pass") >= 0 {
		return -1
	}
	end := w.d.Sentences[w.d.Tokens[v].Sentence].Tokens.End
	for _, ph := range w.paper.terms[w.d.Lemmas[v]] {
		if at, ok := w.match(ph.words, v, end); ok {
			return at
		}
	}
	return -1
}

// group is the verb group of which verb v is the head.
func (w *search) group(v int) (vg text.Chunk, ok bool) {
	k := w.clauseAt[v]
	if k < 0 || w.clauses[k].vg < 0 {
		return vg, false
	}
	vg = w.d.Chunks[w.clauses[k].vg]
	return vg, vg.Head == v
}

// mayBe are the modal verbs by which a paper only may do a thing, or ought to.
var mayBe = map[string]bool{"can": true, "could": true, "may": true, "might": true, "must": true, "should": true}

// marksTo is the "to" of infinitive v, -1 where it is none.
func (w *search) marksTo(v int) int {
	for _, k := range w.below(v) {
		if w.d.Rels[k] == "mark" && w.low[k] == "to" {
			return k
		}
	}
	return -1
}

// firstBelow is the first token of what hangs on token t, by as many steps as it takes, or t itself.
func (w *search) firstBelow(t int) int {
	for first := t; ; first = t {
		for _, k := range w.below(t) {
			t = min(t, k)
		}
		if t == first {
			return t
		}
	}
}

// lastBelow is the last token of what hangs on token t, by as many steps as it takes: its complements, up to a clause that only stands beside them.
func (w *search) lastBelow(t int) int {
	last := t
	for _, k := range w.below(t) {
		if k > t && !slices.Contains(besides, w.d.Rels[k]) && !(w.d.Rels[k] == "conj" && w.child(k, "nsubj", "nsubj:pass") >= 0) {
			last = max(last, w.lastBelow(k))
		}
	}
	return last
}

// besides are relations of clauses that stand beside what a verb tells.
var besides = []string{"parataxis", "punct", "advcl", "discourse"}

func (w *search) term(in *text.Instrument, s parley.Span) {
	if !s.Empty() && !slices.Contains(in.Terms, s) {
		in.Terms = append(in.Terms, s)
	}
}
