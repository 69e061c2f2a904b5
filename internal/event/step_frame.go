package event

import (
	"strings"

	"github.com/parley-press/parley"
)

// wanted is the status of what the word at token t tells where it is the complement of what somebody demands, makes sure of or hopes for, over joined and nested
// complements: "demanded that all sides [agree] to [respect] the truce", "make sure that he is [living up] to it"; "" where it is none.
func (t *statusTable) wanted(s *scan, at int) parley.Status {
	for range 4 {
		up := s.up(at)
		if up < 0 {
			return ""
		}
		switch s.d.Rels[at] {
		case "conj":
		case "ccomp", "xcomp":
			if st := t.that[strings.ToLower(s.d.Lemmas[up])]; st != "" {
				return st
			}
		default:
			return ""
		}
		at = up
	}
	return ""
}

// anybody are the words by which a clause describes whoever does a thing, and nobody who has done it: "any side that violates the truce".
var anybody = map[string]bool{"any": true, "those": true, "anyone": true, "anybody": true, "whoever": true, "everyone": true, "every": true, "each": true, "whichever": true}

// ofAnybody reports whether the word at token t, or what it is joined to, stands in a relative clause on whoever does that.
func (s *scan) ofAnybody(t int) bool {
	for range 3 {
		up := s.up(t)
		if up < 0 {
			return false
		}
		switch s.d.Rels[t] {
		case "conj", "xcomp":
			t = up
		case "acl:relcl", "acl":
			if anybody[s.low[up]] {
				return true
			}
			k := s.child(up, "det")
			return k >= 0 && anybody[s.low[k]]
		default:
			return false
		}
	}
	return false
}

// leftOpen reports whether the clause of the word at token t, or the one that it is joined to or nested in, only asks: "did not say whether it would [sign]", "how a truce would
// be [enforced]".
func (s *scan) leftOpen(t int) bool {
	for range 3 {
		for _, k := range s.below(t) {
			if k < t && (s.d.Rels[k] == "mark" && s.low[k] == "whether" || s.d.Rels[k] == "advmod" && s.low[k] == "how" && (s.d.Rels[t] == "ccomp" || s.d.Rels[t] == "advcl")) {
				return true
			}
		}
		up := s.up(t)
		if r := s.d.Rels[t]; up < 0 || r != "conj" && r != "xcomp" {
			return false
		}
		t = up
	}
	return false
}

// partlyDenied reports whether a negated verb at token t denies a part only: by whom, or how far ("was not signed [by the sides that fight]", "is not [fully] carried out").
func (w *search) partlyDenied(t int) bool {
	if !w.trees() {
		return false
	}
	for _, k := range w.below(t) {
		switch {
		case w.d.Rels[k] == "obl:agent":
			return true
		case w.d.Rels[k] == "obl":
			if by, _ := w.caseOf(k); by == "by" && w.timeAt[k] < 0 {
				return true
			}
		case w.d.Rels[k] == "advmod" && degrees[w.low[k]]:
			return true
		}
	}
	return false
}

var degrees = map[string]bool{"fully": true, "entirely": true, "completely": true, "wholly": true, "universally": true, "totally": true}

// onlyIdea reports whether a paper stands behind a noun for the thought of it: who agreed to "the idea of a truce" backs one.
func (w *search) onlyIdea(t int) bool {
	if !w.trees() {
		return false
	}
	up := w.up(t)
	return up >= 0 && strings.HasPrefix(w.d.Rels[t], "nmod") && ideas[w.d.Lemmas[up]]
}

var ideas = map[string]bool{"idea": true, "possibility": true, "prospect": true, "concept": true, "principle": true, "notion": true}

// nearly reports whether what the verb at token t tells only almost came about: "nearly toppled the council".
func (s *scan) nearly(t int) bool {
	for _, k := range s.below(t) {
		if k < t && s.d.Rels[k] == "advmod" && (s.low[k] == "nearly" || s.low[k] == "almost") {
			return true
		}
	}
	return false
}

// ofAttempt is what became of the attempt that the noun at token n names, where nothing came of it: "failed efforts to", "an attempt to … collapsed", "called off a plan to";
// "" where nothing tells.
func (t *statusTable) ofAttempt(s *scan, n int) parley.Status {
	if !s.trees() {
		return ""
	}
	for _, k := range s.below(n) {
		if k < n && s.d.Rels[k] == "amod" && t.try[s.low[k]] != "" {
			return t.try[s.low[k]]
		}
	}
	up := s.up(n)
	if up < 0 {
		return ""
	}
	switch s.d.Rels[n] {
	case "nsubj":
		return t.try[s.d.Lemmas[up]]
	case "obj", "nsubj:pass":
		for _, ph := range t.obj[s.d.Lemmas[up]] {
			if _, ok := s.match(ph.words, up, min(up+4, len(s.low))); ok && (ph.status == parley.CalledOff || ph.status == parley.Denied) {
				return ph.status
			}
		}
	}
	return ""
}

// attempted is what became of the attempt of which the noun at token n is the aim: "efforts to push through [a deal] failed"; "" where nothing tells.
func (t *statusTable) attempted(s *scan, n int) parley.Status {
	if !s.trees() || s.d.Rels[n] != "obj" && s.d.Rels[n] != "obl" {
		return ""
	}
	v := s.up(n)
	if v < 0 || s.d.Rels[v] != "acl" {
		return ""
	}
	if up := s.up(v); up >= 0 && tries[s.d.Lemmas[up]] {
		return t.ofAttempt(s, up)
	}
	return ""
}
