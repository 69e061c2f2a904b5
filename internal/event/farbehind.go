package event

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// papersOnly are verbs of what is done to papers and to nothing else, so that their participle describes the paper before it over whatever stands between.
var papersOnly = map[string]bool{"sign": true, "ratify": true, "enact": true, "negotiate": true, "broker": true, "initial": true, "adopt": true, "conclude": true}

// farReach is how many tokens behind a paper its participle is looked for.
const farReach = 16

// farBehind is the place of the paper in a participle that describes it from behind over other nouns, where the tree hangs it on the nearer one: "an agreement aimed at
// avoiding clashes at sea that was [signed] in May", "sanctions on Veska [imposed] after the raid".
func (w *search) farBehind(n naming) (place, bool) {
	if !w.trees() {
		return place{}, false
	}
	r := w.d.Sentences[w.d.Tokens[n.head].Sentence].Tokens
	for t := n.head + 2; t < min(n.head+farReach, r.End); t++ {
		if w.paper.isPaper(w.scan, t) || w.low[t] == ";" || w.low[t] == ":" {
			break
		}
		if !papersOnly[w.d.Lemmas[t]] && !(standing[n.paper.noun()] && w.d.Lemmas[t] == "impose") || w.d.Tags[t].Penn != "VBN" && w.d.Tags[t].Penn != "VBD" {
			continue
		}
		passive := t > n.head+2 && w.d.Lemmas[t-1] == "be" && (w.low[t-2] == "that" || w.low[t-2] == "which")
		reduced := w.d.Rels[t] == "acl" && (w.d.Tags[t-1].U == text.NOUN || w.d.Tags[t-1].U == text.PROPN) && t+1 < r.End && w.np(t+1) < 0
		if passive || reduced {
			return place{t, "obj", -1}, true
		}
	}
	return place{}, false
}

// underWhich is the step of a paper that things are told to be done under from behind: "the formula under which the island is run".
func (w *search) underWhich(n naming) (stepAt, bool) {
	e := n.head + 1
	if e+2 >= len(w.low) || w.low[e] != "under" || w.low[e+1] != "which" {
		return stepAt{}, false
	}
	for k := w.clauseAt[e+1]; k >= 0 && int(k) < len(w.clauses) && w.clauses[k].sent == w.clauses[w.clauseAt[n.head]].sent; k++ {
		vg := w.clauses[k].vg
		if vg < 0 || w.d.Chunks[vg].Head < e {
			continue
		}
		if !w.factual(k) {
			return stepAt{}, false
		}
		return stepAt{state: parley.StateInForce, at: n.head, k: k, span: w.d.Span(parley.TokenRange{First: n.first, End: w.d.Chunks[vg].Head + 1}), rule: impliedRule}, true
	}
	return stepAt{}, false
}

// quoted takes the determiner before a name in quotation marks that stands between it and the noun: the "two keys, one gate" [formula].
func (w *search) quoted(n *naming) {
	f := n.first - 1
	if n.definite || n.indef || f < 2 || !quotes[w.low[f]] {
		return
	}
	for t := f - 1; t > max(0, f-maxQuoted); t-- {
		if !quotes[w.low[t]] {
			continue
		}
		switch w.low[t-1] {
		case "the", "this", "that", "its", "their":
			n.definite = true
		case "a", "an":
			n.indef = true
		default:
			return
		}
		n.named, n.first = true, t-1
		n.span.Start = w.d.Tokens[t-1].Span.Start
		return
	}
}

// quotes are the marks of quotation as the tokenizer leaves them.
var quotes = map[string]bool{"\"": true, "“": true, "”": true, "'": true, "‘": true, "’": true, "``": true, "''": true}

// maxQuoted is the most tokens of a name in quotation marks.
const maxQuoted = 10
