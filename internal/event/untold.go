package event

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// tells are the types of events that tell a step of the paper they turn on where its own clause has none: that something was agreed on, put forward or turned down.
// What is laid down or fought beside a paper is seldom a step of it, and what is endorsed or withdrawn only where the paper is named.
var tells = map[parley.EventType]bool{"agreement": true, "proposal-made": true, "proposal-rejected": true}

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
