package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// branches are the arguments of the event at token t by the tree: of a verb its subject, objects and adjuncts, the passive undone
// and, with borrow, the subject of an infinitive or participle taken from what governs it; of a noun its possessor and complements.
func (w *search) branches(t int, borrow bool) []arg {
	if w.d.Tags[t].U == text.VERB {
		return w.verbBranches(t, borrow)
	}
	return w.nounBranches(t)
}

// verbBranches are the arguments of verb v.
func (w *search) verbBranches(v int, borrow bool) []arg {
	var out []arg
	passive := w.child(v, "aux:pass", "nsubj:pass") >= 0 || w.d.Rels[v] == "acl" && w.d.Tags[v].Penn == "VBN"
	subject := false
	for _, i := range w.below(v) {
		switch rel := w.d.Rels[i]; {
		case rel == "nsubj":
			subject = true
			out = w.branch(out, "subj", w.antecedentOf(i, v), -1)
		case rel == "nsubj:pass":
			subject = true
			out = w.branch(out, "obj", w.antecedentOf(i, v), -1)
		case rel == "obj":
			out = w.branch(out, "obj", w.antecedentOf(i, v), -1)
		case rel == "iobj":
			out = w.branch(out, "to", i, -1)
		case strings.HasPrefix(rel, "obl"):
			p, at := w.caseOf(i)
			if p == "by" && passive {
				p = "subj"
			}
			if at >= 0 {
				out = w.branch(out, p, i, at)
			}
		}
	}
	if !subject && borrow {
		if s, slot := w.borrowed(v, passive, 0); s >= 0 {
			out = w.branch(out, slot, s, -1)
		}
	}
	return out
}

// antecedentOf is the noun that the relative pronoun at token i, an argument of v, takes up, else i.
func (w *search) antecedentOf(i, v int) int {
	if l := w.low[i]; l != "who" && l != "which" && l != "that" || w.d.Tags[i].U != text.PRON {
		return i
	}
	for range 3 {
		if w.d.Rels[v] == "acl:relcl" && w.up(v) >= 0 {
			return w.up(v)
		}
		if w.d.Rels[v] != "conj" && w.d.Rels[v] != "xcomp" || w.up(v) < 0 {
			break
		}
		v = w.up(v)
	}
	return i
}

// borrowed is the subject of verb v by what governs it, with its slot, -1 if none.
func (w *search) borrowed(v int, passive bool, depth int) (int, string) {
	h := w.up(v)
	if h < 0 || depth > 4 || w.owner[h] != w.owner[v] && w.owner[h] >= 0 {
		return -1, ""
	}
	slot := "subj"
	if passive {
		slot = "obj"
	}
	rel := w.d.Rels[v]
	switch {
	case rel == "acl" && w.d.Tags[v].Penn == "VBG" && w.child(v, "mark") < 0, rel == "acl" && w.d.Tags[v].Penn == "VBN":
		return h, slot
	case rel != "xcomp" && rel != "advcl" && rel != "conj" && rel != "acl":
		return -1, ""
	case rel == "xcomp" && objectControl[w.d.Lemmas[h]], rel == "advcl" && w.child(v, "mark") >= 0 && controls[w.low[w.child(v, "mark")]]:
		if o := w.child(h, "obj", "nsubj:pass"); o >= 0 {
			return o, slot
		}
	case rel == "acl": // "a plan to withdraw": whose it is
		if o := w.child(h, "nmod:poss"); o >= 0 {
			return o, slot
		}
		if w.d.Rels[h] != "obj" {
			return -1, ""
		}
		if h = w.up(h); h < 0 {
			return -1, ""
		}
	}
	if s := w.child(h, "nsubj", "nsubj:pass"); s >= 0 {
		return w.antecedentOf(s, h), slot
	}
	if w.d.Tags[h].U != text.VERB {
		return -1, ""
	}
	return w.borrowed2(h, slot, depth)
}

// borrowed2 goes on to what governs h, whose own subject is borrowed as well.
func (w *search) borrowed2(h int, slot string, depth int) (int, string) {
	s, _ := w.borrowed(h, false, depth+1)
	return s, slot
}

// nounBranches are the complements of noun n.
func (w *search) nounBranches(n int) []arg {
	var out []arg
	for _, i := range w.below(n) {
		rel := w.d.Rels[i]
		if rel == "nmod:poss" {
			out = w.branch(out, "poss", i, -1)
			continue
		}
		if strings.HasPrefix(rel, "nmod") || strings.HasPrefix(rel, "obl") {
			if p, at := w.caseOf(i); at >= 0 {
				out = w.branch(out, p, i, at)
			}
		}
	}
	return out
}

// branch appends the noun at token i and those joined to it, in one slot.
func (w *search) branch(out []arg, slot string, i, prep int) []arg {
	if len(out) >= maxArgs {
		return out
	}
	if c := w.np(i); c >= 0 && w.timeAt[i] < 0 && !slices.ContainsFunc(out, func(a arg) bool { return a.chunk == c && a.slot == slot }) {
		out = append(out, arg{slot, c, prep})
	}
	for _, j := range w.below(i) {
		if w.d.Rels[j] == "conj" && j > i {
			out = w.branch(out, slot, j, prep)
		}
	}
	return out
}

// grown are the arguments of the event at token t: those of its clause, and what the tree adds.
func (w *search) grown(args []arg, t int) []arg {
	if !w.trees() {
		return args
	}
	named := slices.ContainsFunc(args, func(a arg) bool { return a.slot == "subj" && len(w.fillers(a.chunk, w.acts)) > 0 })
	tree := w.branches(t, !named)
	out := slices.Clone(args)
	for _, a := range tree {
		if !slices.ContainsFunc(out, func(b arg) bool { return b.chunk == a.chunk }) {
			out = append(out, a)
		}
	}
	return out
}
