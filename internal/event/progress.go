package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// underWay reports whether the verb of clause k tells what is being done and not yet done: "are drawing up a contract".
func (w *search) underWay(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	if w.d.Tags[vg.Head].Penn != "VBG" {
		return false
	}
	for t := vg.Tokens.First; t < vg.Head; t++ {
		if w.d.Lemmas[t] == "be" {
			return true
		}
	}
	return false
}

// attempted reports whether the verb of clause k is the infinitive of what a noun says is tried or hoped for: "attempts [to negotiate] a truce".
func (w *search) attempted(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	f := vg.Tokens.First
	return vg.To && f > 0 && endeavours[w.d.Lemmas[f-1]] && w.d.Tags[f-1].U == text.NOUN
}

// endeavours are the nouns of what is tried, hoped for or due, before the infinitive that tells it.
var endeavours = map[string]bool{"attempt": true, "effort": true, "bid": true, "push": true, "drive": true, "campaign": true, "chance": true, "opportunity": true, "hope": true, "deadline": true,
	"mission": true, "quest": true, "aim": true, "goal": true, "desire": true, "race": true, "struggle": true, "ambition": true, "initiative": true, "process": true, "talk": true, "negotiation": true}

// supposed reports whether the verb of clause k stands without a subject behind a word that only supposes it: "will, [if approved], cost".
func (w *search) supposed(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	if vg.Tokens.Len() != 1 || vg.Tokens.First < 1 || w.d.Tags[vg.Head].Penn != "VBN" && w.d.Tags[vg.Head].Penn != "VBD" {
		return false
	}
	switch w.low[vg.Tokens.First-1] {
	case "if", "unless", "once", "until", "whether":
		return true
	}
	return false
}

// onlyMay reports whether the verb of clause k tells what could be: "could allow".
func (w *search) onlyMay(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	return vg.Modal != "" || vg.Tense == text.Future
}

// seeming reports whether the verb of clause k is the infinitive of what seems to be so: "appeared to reject the plan".
func (w *search) seeming(k int32) bool {
	vg := w.d.Chunks[w.clauses[k].vg]
	if f := vg.Tokens.First; vg.To && f > 0 {
		switch w.d.Lemmas[f-1] {
		case "appear", "seem":
			return !slices.Contains(w.low[max(0, f-3):f], "not")
		}
	}
	return false
}

// lasting are the nouns of what is law already: who has written it is history, and no step.
var lasting = map[string]bool{"constitution": true, "law": true, "act": true, "statute": true, "ordinance": true, "charter": true}

// unpassed are the nouns of laws that are not in force yet, so that what they forbid and allow is only meant to be.
var unpassed = map[string]bool{"bill": true, "draft": true, "motion": true, "amendment": true, "legislation": true, "budget": true}

// ruled are the verbs of what a law does to those under it.
var ruled = map[string]bool{"allow": true, "ban": true, "bar": true, "compel": true, "empower": true, "enshrine": true, "entitle": true, "forbid": true, "govern": true, "grant": true,
	"guarantee": true, "limit": true, "mandate": true, "oblige": true, "outlaw": true, "permit": true, "prevent": true, "prohibit": true, "require": true, "restrict": true, "stipulate": true,
	"say": true, "state": true, "provide": true, "specify": true, "define": true, "make": true, "apply": true, "dictate": true, "prescribe": true, "protect": true, "cover": true, "regulate": true,
	"criminalize": true, "criminalise": true, "legalize": true, "legalise": true, "authorize": true, "authorise": true, "exempt": true, "shield": true, "set": true, "establish": true}

// rules reports whether a row tells what a law does to those under it, while n is not law yet.
func rules(r *step, n naming) bool {
	noun := n.paper.noun()
	return r.slot == "subj" && r.state == parley.StateInForce && ruled[r.words[0]] && (noun == "decision" || unpassed[noun] || n.fresh && n.indef)
}

// conflicts are the nouns of what is settled by a resolution that is no paper.
var conflicts = map[string]bool{"conflict": true, "crisis": true, "dispute": true, "issue": true, "problem": true, "question": true, "war": true, "matter": true, "row": true, "standoff": true,
	"stalemate": true, "impasse": true, "situation": true, "case": true, "fight": true, "feud": true}

// settling are the adjectives of a resolution that is no paper.
var settling = map[string]bool{"peaceful": true, "ultimate": true, "political": true, "diplomatic": true, "speedy": true, "swift": true, "quick": true, "negotiated": true, "amicable": true,
	"peace": true, "final": true, "lasting": true, "successful": true, "early": true, "satisfactory": true}

// sense reports whether the noun of a paper stands in another sense: "a resolution of the conflict", "of his own accord".
func (w *search) sense(n naming) bool {
	e := n.head + 1
	switch w.low[n.head] {
	case "order":
		return len(n.paper.words) == 1 && (len(n.mods) > 0 || !n.definite) // "public order"
	case "convention", "conventions":
		return w.d.Word(n.head) == w.low[n.head] && (e >= len(w.low) || w.low[e] != "on" && w.low[e] != "against") // parties meet at theirs
	case "accord":
		return n.head > 0 && w.low[n.head-1] == "own"
	case "resolution":
		if n.named || n.date != nil {
			return false
		}
		for t := n.first; t < n.head; t++ {
			if settling[w.low[t]] {
				return true
			}
		}
		if e+1 < len(w.low) && (w.low[e] == "of" || w.low[e] == "to") {
			c := w.np(e + 1)
			return c >= 0 && conflicts[w.d.Lemmas[w.d.Chunks[c].Head]]
		}
	}
	return false
}
