package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// still reports whether the words right around verb group vg say that what it tells goes on: "still impose".
func (s *scan) still(vg text.Chunk) bool {
	for i := max(0, vg.Tokens.First-1); i < vg.Head; i++ {
		if s.low[i] == "still" {
			return s.d.Tokens[i].Sentence == s.d.Tokens[vg.Head].Sentence
		}
	}
	return false
}

// askedOf is the noun that the infinitive of verb group vg hangs on where somebody stands between them: "[calls] from the allies for Harland to stop",
// "[pressure] from the minister to attend". It is -1 where there is none.
func (t *statusTable) askedOf(s *scan, vg text.Chunk) int {
	for i := vg.Tokens.First - 2; i >= max(s.d.Sentences[s.d.Tokens[vg.Head].Sentence].Tokens.First, vg.Tokens.First-askReach); i-- {
		if u := s.d.Tags[i].U; u == text.VERB || u == text.PUNCT && s.low[i] != "." {
			return -1
		}
		switch next := s.low[i+1]; {
		case s.d.Tags[i].U != text.NOUN || next != "from" && next != "on" && next != "for" && next != "by" && next != "to":
		case t.comp[s.d.Lemmas[i]] != "" && t.comp[s.d.Lemmas[i]] != same:
			return i
		}
	}
	return -1
}

// askReach is how many tokens may stand between a noun and the infinitive that it takes.
const askReach = 14

// undergoing reports whether verb group vg is an infinitive that tells what goes on: "are said [to be fleeing]".
func (s *scan) undergoing(vg text.Chunk) bool {
	return vg.To && s.d.Tags[vg.Head].Penn == "VBG" && vg.Tokens.Len() > 2 && s.d.Lemmas[vg.Tokens.First+1] == "be"
}

// arranged are the types of what is set for a time, and announced before it is: who announces a visit has not made it.
var arranged = map[parley.EventType]bool{"meeting": true, "talks": true, "call": true, "election": true, "vote": true}

// heralds are verbs by which such an event is made known.
var heralds = map[string]bool{"announce": true, "declare": true, "confirm": true, "unveil": true}

// afoot reports whether noun phrase np is what somebody is in the middle of: "are in talks with", "deep in negotiations".
func (w *search) afoot(np int32) bool {
	f := w.d.Chunks[np].Tokens.First
	if f < 2 || w.low[f-1] != "in" || f != w.d.Chunks[np].Head {
		return false
	}
	return w.d.Lemmas[f-2] == "be" || slices.Contains([]string{"deep", "locked", "engaged", "still", "now", "already", "currently"}, w.low[f-2])
}

// trying reports whether the infinitive of verb group vg tells what somebody tries to bring about.
func (t *statusTable) trying(s *scan, cl *clause, vg text.Chunk) bool {
	if !vg.To || cl.parent < 0 || s.clauses[cl.parent].vg < 0 {
		return false
	}
	l := s.d.Lemmas[s.d.Chunks[s.clauses[cl.parent].vg].Head]
	return l == "try" || l == "attempt"
}

// unsure reports whether a clause right behind noun phrase np leaves open that there is such a thing: "a deal, [if it can be reached]".
func (w *search) unsure(np int32) bool {
	e := w.d.Chunks[np].Tokens.End
	return e+1 < len(w.low) && w.low[e] == "," && w.low[e+1] == "if"
}

// occasion reports whether what the verb group vg uses, up to token end, is time that somebody else has given: a lull, a truce.
func (s *scan) occasion(vg text.Chunk, end int) bool {
	for i := vg.Tokens.First; i < end; i++ {
		if occasions[s.low[i]] {
			return true
		}
	}
	return false
}

// favours are verbs with which one is for or against what the gerund right behind them tells: "supports [ending] the ban".
var favours = map[string]bool{"support": true, "favour": true, "favor": true, "advocate": true, "recommend": true, "oppose": true}

var occasions = map[string]bool{"lull": true, "pause": true, "break": true, "truce": true, "ceasefire": true, "respite": true, "time": true, "opportunity": true, "chance": true}

// absolute reports whether clause cl is a participle with a subject of its own behind "with": "with Harland leading a campaign".
func (s *scan) absolute(cl *clause) bool {
	if len(cl.subj) != 1 {
		return false
	}
	f := s.d.Chunks[cl.subj[0]].Tokens.First
	return f > 0 && s.low[f-1] == "with"
}

// noEnd reports whether the noun at token g says that what hangs on it has no end: "no [halt] to the raids".
func (s *scan) noEnd(g int) bool {
	c := s.np(g)
	return c >= 0 && s.low[s.d.Chunks[c].Tokens.First] == "no" && halting[s.low[g]]
}

var halting = map[string]bool{"end": true, "halt": true, "stop": true, "pause": true, "letup": true, "let-up": true}

// disbelieved reports whether statement st says that its source does not believe its content: "did not believe that".
func (w *search) disbelieved(st *text.Statement) bool {
	if !st.Negated {
		return false
	}
	for _, c := range st.Cue {
		r := w.d.Range(c)
		for t := r.First; t < r.End; t++ {
			if beliefs[w.d.Lemmas[t]] {
				return true
			}
		}
	}
	return false
}

var beliefs = map[string]bool{"believe": true, "think": true, "expect": true, "accept": true, "consider": true, "foresee": true, "anticipate": true}

// onlyAim reports whether the verb at token t, in clause k, tells what something else is for, and no event of its own: "talks [to end the war]".
func (w *search) onlyAim(typ parley.EventType, t int, k int32, args []arg) bool {
	if typ != "military-operation" || !closes[w.d.Lemmas[t]] || !w.trees() || w.clauses[k].finite || w.d.Rels[t] != "acl" && w.d.Rels[t] != "advcl" {
		return false
	}
	for _, a := range args {
		if h := w.d.Chunks[a.chunk].Head; a.slot == "obj" && wholes[w.d.Lemmas[h]] && w.treeDate(t) < 0 {
			w.used[h] = true
			return true
		}
	}
	return false
}

// closes are verbs of bringing to an end, wholes nouns of what talks are held to end.
var (
	closes = map[string]bool{"end": true, "stop": true, "halt": true, "finish": true, "resolve": true, "settle": true}
	wholes = map[string]bool{"war": true, "conflict": true}
)

// onlyIf reports whether the words behind the verb of clause k make what is hoped or offered hang on a condition: "hoped to visit, but only if".
func (t *statusTable) onlyIf(s *scan, k int32) bool {
	cl := &s.clauses[k]
	for i := s.d.Chunks[cl.vg].Tokens.End; i < min(s.d.Sentences[cl.sent].Tokens.End, cl.end+reach); i++ {
		switch s.low[i] {
		case "if", "unless", "provided":
			return s.low[i] != "if" || s.low[i-1] != "even" && s.low[i-1] != "as"
		case ";", ".", "said", "because", "which", "who":
			return false
		}
	}
	return false
}

// votedOn reports whether the verb at token t only says what a vote is about: the vote is told, not that it was carried ("voted [to accept the pact]",
// "a vote on whether [to accept it]").
func (w *search) votedOn(typ parley.EventType, t int) bool {
	if !putToVote[typ] || !w.trees() || w.d.Tags[t].Penn != "VB" || w.low[max(0, t-1)] != "to" && w.d.Tags[max(0, t-1)].U != text.ADV {
		return false
	}
	h := w.up(t)
	return h >= 0 && h < t && w.d.Lemmas[h] == "vote"
}

// putToVote are the types of what a body votes to do.
var putToVote = map[parley.EventType]bool{"proposal-backed": true, "proposal-rejected": true, "law-or-sanction": true, "agreement": true}
