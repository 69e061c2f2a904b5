package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// A place is where a paper stands in the tree of its sentence: the word that governs it and the slot of that word.
type place struct {
	gov  int    // token: a verb, or the predicate of a copula
	slot string // as in steps.tsv, or "pred" where gov is the predicate of which the paper is the subject
	prep int    // token of the preposition, -1
}

// maxPlaces bounds how many governors are looked at for one mention.
const maxPlaces = 8

// sharers are nouns that stand for a paper of which they are a part or a copy: "the terms of the deal", "the idea of a truce".
var sharers = map[string]bool{"term": true, "text": true, "part": true, "version": true, "idea": true, "possibility": true, "draft": true, "detail": true,
	"principle": true, "provision": true, "point": true, "copy": true, "page": true, "element": true, "outline": true, "wording": true, "condition": true, "modality": true}

// trees reports whether the document has a tree for every sentence.
func (s *scan) trees() bool {
	n := len(s.d.Tokens)
	return len(s.d.Heads) == n && len(s.d.Rels) == n
}

// up is the head of token t, -1 for a root.
func (s *scan) up(t int) int {
	if h := int(s.d.Heads[t]); h >= 0 && h < len(s.d.Heads) && h != t {
		return h
	}
	return -1
}

// below are the tokens of the sentence of t that depend on it, ascending.
func (s *scan) below(t int) []int {
	var out []int
	r := s.d.Sentences[s.d.Tokens[t].Sentence].Tokens
	for i := max(r.First, t-reach); i < min(r.End, t+reach); i++ {
		if int(s.d.Heads[i]) == t && i != t {
			out = append(out, i)
		}
	}
	return out
}

// child is the first dependent of t whose relation is one of rels, -1 if none.
func (s *scan) child(t int, rels ...string) int {
	for _, i := range s.below(t) {
		if slices.Contains(rels, s.d.Rels[i]) {
			return i
		}
	}
	return -1
}

// caseOf is the preposition of the noun at token t and where it stands, "" and -1 if it has none.
func (s *scan) caseOf(t int) (string, int) {
	if i := s.child(t, "case"); i >= 0 && i < t {
		return s.low[i], i
	}
	return "", -1
}

// places are the governors of the paper noun at token t: what it is an argument of, and the verbs that describe it from behind
// ("the deal [signed] in Riverton", "a truce that [collapsed]").
func (w *search) places(t int) []place {
	if !w.trees() {
		return nil
	}
	out := append(w.governors(w.carrier(t)), w.describers(t)...)
	for _, i := range w.below(t) { // "a deal on fishing [signed] in Riverton": the tree hangs the participle on the nearer noun
		if i > t && strings.HasPrefix(w.d.Rels[i], "nmod") && !w.paper.isPaper(w.scan, i) {
			for _, v := range w.below(i) {
				if w.d.Rels[v] == "acl" && w.undergone(v) {
					out = append(out, w.participle(v)...)
				}
			}
		}
	}
	return out[:min(len(out), maxPlaces)]
}

// describers are the places of the paper at token t in the clauses that describe it from behind.
func (w *search) describers(t int) []place {
	var out []place
	for _, v := range w.below(t) {
		switch rel := w.d.Rels[v]; {
		case rel == "acl" && w.undergone(v):
			out = append(out, w.participle(v)...)
		case rel == "acl" && w.d.Tags[v].Penn == "VBG":
			out = append(out, place{v, "subj", -1})
		case rel == "acl:relcl" && w.d.Tags[v].U == text.VERB:
			out = append(out, w.relative(v)...)
		}
	}
	return out
}

// undergone reports whether the word at token v is a participle of what is done to a thing, whichever of the two forms in -ed the tagger takes it for.
func (w *search) undergone(v int) bool {
	p := w.d.Tags[v].Penn
	return (p == "VBN" || p == "VBD") && w.child(v, "nsubj", "aux") < 0
}

// participle are participle v and those joined to it: "a truce [sponsored] by Harland and [accepted] by Veska".
func (w *search) participle(v int) []place {
	out := []place{{v, "obj", -1}}
	for _, c := range w.below(v) {
		if c > v && w.d.Rels[c] == "conj" && w.d.Tags[c].U == text.VERB && w.undergone(c) && w.child(c, "obj") < 0 {
			out = append(out, place{c, "obj", -1})
		}
	}
	return out
}

// carrier is the word whose place in the sentence the paper at token t shares: the first of a list, the noun it is an apposition
// to, the noun that stands for it.
func (w *search) carrier(t int) int {
	for range 4 {
		h := w.up(t)
		if h < 0 || w.d.Tags[h].U == text.VERB {
			return t
		}
		switch rel := w.d.Rels[t]; {
		case rel == "conj" || rel == "appos":
			t = h
		case strings.HasPrefix(rel, "nmod"):
			if p, _ := w.caseOf(t); (p == "of" || p == "for") && sharers[w.d.Lemmas[h]] {
				t = h
				continue
			}
			return t
		default:
			return t
		}
	}
	return t
}

// governors are the places of the noun at token t as an argument.
func (w *search) governors(t int) []place {
	h := w.up(t)
	if h < 0 {
		return nil
	}
	switch rel := w.d.Rels[t]; {
	case rel == "obj":
		return w.sharedObject(h, t)
	case rel == "nsubj:pass":
		return w.sharedSubject(place{h, "obj", -1})
	case rel == "nsubj" && w.child(h, "cop") >= 0:
		return w.sharedSubject(place{h, "pred", -1})
	case rel == "nsubj":
		return w.sharedSubject(place{h, "subj", -1})
	case strings.HasPrefix(rel, "obl"):
		if p, at := w.caseOf(t); at >= 0 {
			return []place{{h, p, at}}
		}
	}
	return nil
}

// sharedObject are the verb h and the verbs joined to it before the object at token t: "accepted and signed the deal".
func (w *search) sharedObject(h, t int) []place {
	out := []place{{h, "obj", -1}}
	for _, v := range w.below(h) {
		if v < t && w.d.Rels[v] == "conj" && w.child(v, "obj") < 0 {
			out = append(out, place{v, "obj", -1})
		}
	}
	if w.d.Rels[h] == "conj" && w.up(h) >= 0 && w.d.Tags[w.up(h)].U == text.VERB && w.child(w.up(h), "obj") < 0 {
		out = append(out, place{w.up(h), "obj", -1})
	}
	return out
}

// sharedSubject are the verb of p, the infinitive below it and the verbs joined to it that have no subject of their own:
// "the truce was due to start", "the deal was signed and collapsed".
func (w *search) sharedSubject(p place) []place {
	out := []place{p}
	for _, v := range w.below(p.gov) {
		rel := w.d.Rels[v]
		if v < p.gov || rel != "xcomp" && rel != "conj" || w.child(v, "nsubj", "nsubj:pass", "expl") >= 0 {
			continue
		}
		switch {
		case w.child(v, "cop") >= 0:
			out = append(out, place{v, "pred", -1})
		case w.child(v, "aux:pass") >= 0:
			out = append(out, place{v, "obj", -1})
		case w.d.Tags[v].U == text.VERB:
			slot := "subj"
			if rel == "conj" && p.slot == "obj" && w.d.Tags[v].Penn == "VBN" {
				slot = "obj"
			}
			out = append(out, place{v, slot, -1})
		}
	}
	return out
}

// relative are the places of a paper in the relative clause of verb v, by the relative pronoun, or, where there is none, by the subject.
func (w *search) relative(v int) []place {
	for _, i := range w.below(v) {
		if l := w.low[i]; l != "which" && l != "that" && l != "who" {
			continue
		}
		switch w.d.Rels[i] {
		case "nsubj":
			return w.sharedSubject(place{v, "subj", -1})
		case "nsubj:pass":
			return w.sharedSubject(place{v, "obj", -1})
		case "obj":
			return []place{{v, "obj", -1}}
		case "obl":
			if p, at := w.caseOf(i); at >= 0 {
				return []place{{v, p, at}}
			}
		}
	}
	if w.child(v, "nsubj") >= 0 && w.child(v, "obj") < 0 && w.child(v, "aux:pass") < 0 {
		return []place{{v, "obj", -1}}
	}
	return nil
}
