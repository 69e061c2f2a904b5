package event

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// tells are the types of events that tell a step of the paper they turn on where its own clause has none: that something was agreed on, put forward or turned down.
// What is laid down, fought or endorsed beside a paper is seldom a step of it.
var tells = map[parley.EventType]bool{"agreement": true, "proposal-made": true, "proposal-rejected": true}

// fromBody takes from a paper the steps of the headline where the text under it tells any: a headline says no more than its report does.
func (w *search) fromBody(in *text.Instrument) {
	if slices.ContainsFunc(in.Steps, func(s text.Step) bool { return !w.headlined(s.Span) }) {
		in.Steps = slices.DeleteFunc(in.Steps, func(s text.Step) bool { return w.headlined(s.Span) })
	}
}

// headlined reports whether span s stands in the headline.
func (w *search) headlined(s parley.Span) bool {
	r := w.d.Range(s)
	if r.Empty() {
		return false
	}
	kind, _ := w.kind(int(w.d.Tokens[r.First].Sentence))
	return kind == text.Headline
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
