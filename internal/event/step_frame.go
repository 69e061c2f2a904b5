package event

import "strings"

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
	up := w.up(t)
	return up >= 0 && strings.HasPrefix(w.d.Rels[t], "nmod") && ideas[w.d.Lemmas[up]]
}

var ideas = map[string]bool{"idea": true, "possibility": true, "prospect": true, "concept": true, "principle": true, "notion": true}
