package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// conditional reports whether the clause is opened by a condition.
func (t *statusTable) conditional(s *scan, cl *clause) bool {
	for i := cl.from; i <= cl.start && i < cl.from+8 && i < len(s.low); i++ {
		if t.opens(s, cl, i) {
			return true
		}
	}
	return t.stipulates(s, cl.start)
}

// opens reports whether the word at token i makes clause cl a condition; "until" before what is past does not.
func (t *statusTable) opens(s *scan, cl *clause, i int) bool {
	if s.low[i] == "until" && cl.vg >= 0 && (s.d.Chunks[cl.vg].Tense == text.Past || s.d.Chunks[cl.vg].Tense == text.PastPerfect) {
		return false
	}
	return t.adv[s.low[i]] == parley.Conditional
}

// listed reports whether clause k is a further one of the conditions that the clauses before it name: "until it halts the raids, [lifts the siege] and
// [frees the captives]". Behind a comma that is so only where the conditions close the sentence; else the main clause may begin there.
func (t *statusTable) listed(s *scan, k int32) bool {
	first := s.d.Sentences[s.clauses[k].sent].Tokens.First
	for c := k; c > 0 && c > k-4 && s.clauses[c-1].sent == s.clauses[k].sent; c-- {
		cl, prev := &s.clauses[c], &s.clauses[c-1]
		if !cl.finite || cl.relative || prev.vg < 0 {
			return false
		}
		joint := max(first, s.joint(cl))
		and := s.d.Tags[joint].U == text.CCONJ
		if !and && s.low[joint] != "," {
			return false
		}
		if at := t.condition(s, prev, joint); at >= 0 && (and || at > first) {
			return true
		}
	}
	return false
}

// joint is the token that joins clause cl to the one before: the conjunction or comma before its subject.
func (s *scan) joint(cl *clause) int {
	for i := cl.start; i >= max(0, cl.start-3); i-- {
		if s.d.Tags[i].U == text.CCONJ || s.low[i] == "," {
			return i
		}
	}
	return max(0, cl.start-1)
}

// condition is the token of the word by which clause cl, or what stands between its verb and token end, is a condition, -1 if there is none.
func (t *statusTable) condition(s *scan, cl *clause, end int) int {
	for i := cl.from; i < end; i++ {
		if i > cl.start && i < s.d.Chunks[cl.vg].Tokens.End {
			continue
		}
		if i <= cl.start+reach && t.opens(s, cl, i) {
			return i
		}
	}
	if f := s.d.Chunks[cl.vg].Tokens.First; t.stipulates(s, cl.start) {
		return f
	}
	return -1
}

// stipulates reports whether the clause that begins at token i stands behind a phrase that makes it a condition ("on condition that [there are guarantees]"),
// or behind a "provided" that is no verb of its own.
func (t *statusTable) stipulates(s *scan, i int) bool {
	if i > 0 && s.low[i-1] == "that" {
		i--
	}
	for j := i - 1; j >= max(0, i-phraseReach); j-- {
		if slices.ContainsFunc(t.cond[s.low[j]], func(ph phrase) bool { end, ok := s.match(ph.words, j, i); return ok && end == i }) {
			return true
		}
	}
	return i > 0 && (s.low[i-1] == "provided" || s.low[i-1] == "providing") && (i < 2 || s.d.Tags[i-2].U != text.AUX)
}
