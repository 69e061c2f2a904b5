package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// heads of mentions stand in these relations, or in those that only a name before a noun may have.
var nominalRels = text.WordSet("nsubj obj iobj obl nmod appos conj root vocative dislocated csubj ccomp xcomp advcl parataxis dep acl list orphan reparandum")

// isMentionHead reports whether token i heads a phrase that may be a mention.
func (v *corefView) isMentionHead(i int32) bool {
	t, rel := v.d.Tags[i], v.rel(i)
	full := v.d.Rels[i]
	switch t.U {
	case text.NOUN:
		return nominalRels[rel] && full != "nmod:desc" || rel == "compound" && v.heads[v.lemma[i]]
	case text.PROPN:
		if rel == "compound" { // a name before a noun: "the Harland delegation"
			h := v.head(i)
			return h >= 0 && v.d.Tags[h].U == text.NOUN
		}
		return nominalRels[rel] && full != "nmod:desc"
	case text.PRON:
		switch {
		case full == "nmod:poss" || t.Penn == "PRP$":
			return true
		case rel == "expl" || t.Penn == "WDT" || t.Penn == "WP" || t.Penn == "WP$" || t.Penn == "EX":
			return false
		}
		return rel != "det" && rel != "fixed"
	case text.DET:
		return rel != "det" && rel != "advmod" && rel != "cc" && rel != "fixed" && nominalRels[rel]
	case text.NUM:
		return nominalRels[rel] && rel != "conj" && rel != "list" && rel != "dep" || rel == "conj" && v.numberAlone(i)
	case text.SYM:
		return (v.lower[i] == "%" || v.lower[i] == "$") && nominalRels[rel]
	case text.ADJ:
		return nominalRels[rel] && rel != "root" && v.child(i, "det") >= 0 && v.child(i, "nsubj", "cop") < 0
	case text.ADV:
		return (v.lower[i] == "here" || v.lower[i] == "there") && (rel == "advmod" || rel == "obl" || rel == "nmod")
	case text.VERB, text.X:
		return nominalRels[rel] && v.child(i, "det", "nmod") >= 0 && v.child(i, "nsubj", "obj", "cop", "mark", "aux") < 0
	}
	return false
}

// repeated gathers the nouns of a report that head phrases: before another noun, such a noun may be meant again ("the truce", "the truce
// talks"). It counts as a mention there only where it joins a chain.
func (v *corefView) repeated() {
	v.heads = map[learn.Hash]bool{}
	for i := range v.lower {
		if k := int32(i); v.d.Tags[i].U == text.NOUN && nominalRels[v.rel(k)] {
			v.heads[v.lemma[i]] = true
		}
	}
}

// numberAlone reports whether a conjoined number counts no noun.
func (v *corefView) numberAlone(i int32) bool {
	h := v.head(i)
	return h < 0 || v.rel(h) != "nummod"
}

// outside names the relations of dependents that are no part of their head's mention.
var outside = text.WordSet("case cc conj mark cop nsubj csubj aux expl discourse parataxis advcl vocative ccomp dep list appos orphan reparandum dislocated obj xcomp iobj")

// part reports whether dependent k belongs to the mention that i heads.
func (v *corefView) part(i, k int32) bool {
	rel := v.rel(k)
	switch {
	case rel == "appos":
		return v.bracketless(i, k)
	case rel == "advmod":
		return k < i && numberAdverbs[v.lower[k]]
	case rel == "obl":
		return v.child(i, "cop", "nsubj") < 0 && !v.afterMark(k)
	case rel == "acl":
		return !v.news || k < i
	case k > i && (rel == "nmod" || rel == "nummod"):
		return !v.afterMark(k) || rel == "nmod" && !v.hasCase(k)
	}
	return !outside[rel]
}

// numberAdverbs stay with the number they qualify.
var numberAdverbs = text.WordSet("about around almost nearly over more less only just some")

// afterMark reports whether the phrase that k heads follows a comma, dash or bracket.
func (v *corefView) afterMark(k int32) bool {
	b := v.lo[k] - 1
	return b >= 0 && v.d.Tags[b].U == text.PUNCT && v.d.Tags[b].Penn != "HYPH" || v.d.Tags[v.lo[k]].U == text.PUNCT && v.lo[k] < k
}

func (v *corefView) hasCase(k int32) bool { return v.child(k, "case") >= 0 }

// bracketless reports whether an apposition follows its head without a mark: "the rapper Ana Roe", "the ship Dorn".
func (v *corefView) bracketless(i, k int32) bool {
	return k > i && v.lo[k] == i+1
}

// mentionSpan is the tokens of the mention that i heads: its subtree without coordination, case, clause-like dependents
// and marks at the ends.
func (v *corefView) mentionSpan(i int32) parley.TokenRange {
	first, last := i, i
	ks := v.below(i)
	split := 0
	for split < len(ks) && ks[split] < i {
		split++
	}
	for k := split - 1; k >= 0; k-- {
		c := ks[k]
		if v.rel(c) == "punct" {
			continue
		}
		if !v.part(i, c) {
			break
		}
		first = min(first, v.lo[c])
	}
	for _, c := range ks[split:] {
		if r := v.rel(c); r == "punct" || r == "cc" {
			continue
		}
		if !v.part(i, c) {
			if v.rel(c) == "appos" {
				continue
			}
			break
		}
		last = max(last, v.hi[c])
	}
	if last-first >= longestMention {
		first, last = i, i
	}
	return v.trim(parley.TokenRange{First: int(first), End: int(last) + 1}, int(i))
}

// trim takes marks off the ends, and a closing bracket or quotation mark whose partner is not inside. The range keeps to the sentence.
func (v *corefView) trim(r parley.TokenRange, i int) parley.TokenRange {
	s := v.d.Sentences[v.d.Tokens[i].Sentence].Tokens
	r.First, r.End = max(r.First, s.First), min(r.End, s.End)
	for r.First < i && (v.d.Tags[r.First].U == text.PUNCT && !v.pairs(r) || v.d.Tags[r.First].U == text.CCONJ && v.lower[r.First] != "both" && v.lower[r.First] != "either") {
		r.First++
	}
	for r.End > i+1 && (v.d.Tags[r.End-1].U == text.PUNCT && !v.pairs(r) || v.d.Tags[r.End-1].Penn == "POS" || v.d.Tags[r.End-1].U == text.CCONJ) {
		r.End--
	}
	return r
}

// pairs reports whether the mark at one end of r has its partner inside r.
func (v *corefView) pairs(r parley.TokenRange) bool {
	a, b := v.lower[r.First], v.lower[r.End-1]
	has := func(mark string) bool {
		for k := r.First; k < r.End; k++ {
			if v.lower[k] == mark {
				return true
			}
		}
		return false
	}
	switch {
	case a == "“" || a == "``":
		return has("”") || has("''")
	case a == `"` && b == `"`:
		return r.Len() > 2
	case b == ")" || b == "-rrb-":
		return has("(") || has("-lrb-")
	case b == "”" || b == "''":
		return has("“") || has("``")
	}
	return false
}

// spans is the candidate mentions of the document, ascending by start, longest first; one a span.
func (v *corefView) spans() []corefMention {
	var out []corefMention
	for n, s := range v.d.Sentences {
		at := len(out)
		budget := maxSentenceMentions
		for i := s.Tokens.First; i < s.Tokens.End && budget > 0; i++ {
			if !v.isMentionHead(int32(i)) {
				continue
			}
			budget--
			out = append(out, corefMention{tok: v.mentionSpan(int32(i)), head: int32(i), sent: int32(n)})
		}
		out = out[:at+tidy(out[at:])]
	}
	return out
}

// longestMention is the most tokens of a mention; what seems longer is cut to its head.
const longestMention = 150

// maxSentenceMentions bounds what a sentence without end may cost.
const maxSentenceMentions = 400
