package event

import (
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// wishes are verbs and adjectives whose clauses tell what somebody wants to come about.
var wishes = map[string]bool{"demand": true, "urge": true, "call": true, "ask": true, "want": true, "hope": true, "ensure": true, "press": true, "appeal": true, "plead": true,
	"implore": true, "expect": true, "wish": true, "require": true, "recommend": true}

// wishedFor reports whether what the word at token t tells is the complement of a wish, a demand or a precaution, over joined and nested complements: "demanded that
// all sides [agree] to [respect] the truce", "make sure that he is [living up] to it".
func (s *scan) wishedFor(t int) bool {
	for range 4 {
		up := s.up(t)
		if up < 0 {
			return false
		}
		switch s.d.Rels[t] {
		case "conj":
		case "ccomp", "xcomp":
			if l := strings.ToLower(s.d.Lemmas[up]); wishes[l] || l == "sure" && s.up(up) >= 0 && s.d.Lemmas[s.up(up)] == "make" {
				return s.child(up, "nsubj:pass") < 0 || l != "call" // "is called"
			}
		default:
			return false
		}
		t = up
	}
	return false
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

// cameToNothing reports whether the attempt that the noun at token t names has failed: "failed efforts to", "an attempt to … collapsed".
func (s *scan) cameToNothing(t int) bool {
	if !s.trees() {
		return false
	}
	for _, k := range s.below(t) {
		if k < t && s.d.Rels[k] == "amod" && futile[s.low[k]] {
			return true
		}
	}
	up := s.up(t)
	if up < 0 || s.child(up, "aux:pass") < 0 && s.d.Tags[up].U != text.VERB {
		return false
	}
	switch l := s.d.Lemmas[up]; s.d.Rels[t] {
	case "nsubj":
		return fails[l]
	case "obj", "nsubj:pass":
		return thwarts[l]
	}
	return false
}

// vainly reports whether the noun at token t is what an attempt that failed was to bring about: "efforts to push through [a deal] failed".
func (s *scan) vainly(t int) bool {
	if !s.trees() || s.d.Rels[t] != "obj" && s.d.Rels[t] != "obl" {
		return false
	}
	v := s.up(t)
	if v < 0 || s.d.Rels[v] != "acl" {
		return false
	}
	n := s.up(v)
	return n >= 0 && tries[s.d.Lemmas[n]] && s.cameToNothing(n)
}

var (
	futile  = map[string]bool{"failed": true, "unsuccessful": true, "abortive": true, "aborted": true, "foiled": true, "thwarted": true, "botched": true, "futile": true, "vain": true}
	fails   = map[string]bool{"fail": true, "collapse": true, "founder": true, "falter": true, "flounder": true, "unravel": true}
	thwarts = map[string]bool{"foil": true, "thwart": true, "abandon": true, "rebuff": true, "scuttle": true, "scupper": true, "defeat": true, "repel": true, "frustrate": true}
)
