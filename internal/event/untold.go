package event

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// movesPaper reports whether event e tells that the paper it turns on came to state st, where the paper's own clause tells nothing; inferred, the paper is not named with it.
// That something was agreed on, put forward or turned down does, and the day that a truce is set for; what is endorsed or withdrawn does where the paper is named. What is
// laid down or fought beside a paper is seldom a step of it.
func movesPaper(e *text.Event, st parley.InstrumentState, inferred bool) bool {
	switch e.Type {
	case "agreement", "proposal-made", "proposal-rejected":
		return true
	case "ceasefire":
		return st == parley.StateAnnounced
	}
	return judging[e.Type] && !inferred
}

// conditional reports whether clause k is what something else hangs on, of which nobody says that it is wanted or due: "boats may sail [if both sides sign the deal]".
func (w *search) conditional(k int32) bool {
	vg := w.clauses[k].vg
	if vg < 0 {
		return false
	}
	for t := w.d.Chunks[vg].Tokens.First - 1; t >= 0 && w.d.Tokens[t].Sentence == w.d.Tokens[w.d.Chunks[vg].Head].Sentence; t-- {
		switch {
		case w.low[t] == "unless":
			return true
		case w.low[t] == "if":
			return t == 0 || w.low[t-1] != "even" && w.low[t-1] != "as"
		case w.d.Tags[t].U == text.PUNCT || w.d.Tags[t].U == text.VERB || w.d.Tags[t].U == text.AUX || w.d.Tags[t].U == text.SCONJ:
			return false
		}
	}
	return false
}
