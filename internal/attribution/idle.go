package attribution

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// idle reports whether a relation of the models is one of a few set phrases in which a cue's word tells nothing: "it goes without saying", "Say, for example, ...",
// "claimed nine lives", "reports to the barracks", "believed the skipper". It also leaves out what a headline's topic is taken for ("Fishing dispute: what happens next").
func idle(d *text.Doc, a *text.Attribution) bool {
	if len(a.Cue) == 0 {
		return false
	}
	c := a.Cue[0]
	head := -1
	for i := c.First; i < c.End; i++ {
		if u := d.Tags[i].U; u == text.VERB || u == text.NOUN {
			head = i
			break
		}
	}
	if head < 0 {
		return d.Word(c.First) == ":" && topic(d, c.First, a)
	}
	quoted, clause, last := false, false, -1
	for _, r := range a.Content {
		for i := r.First; i < r.End; i++ {
			quoted = quoted || d.Tokens[i].Quote >= 0
			p := d.Tags[i].Penn
			clause = clause || p == "MD" || strings.HasPrefix(p, "VB")
			if last < 0 && (d.Tags[i].U == text.NOUN || d.Tags[i].U == text.PROPN) && (i+1 == r.End || d.Tags[i+1].U != text.NOUN) {
				last = i
			}
		}
	}
	start := d.Sentences[d.Tokens[head].Sentence].Tokens.First == head
	next := ""
	if head+1 < len(d.Tokens) {
		next = d.Lower(head + 1)
	}
	switch d.Lemmas[head] {
	case "say":
		return head > 1 && d.Lower(head) == "saying" && d.Lower(head-1) == "without" && d.Lemmas[head-2] == "go" ||
			start && d.Tags[head].Penn == "VB" && next == ","
	case "claim":
		return !quoted && !clause && last >= 0 && (d.Lemmas[last] == "life" || d.Lemmas[last] == "victim")
	case "believe": // somebody: "the court believed the skipper"
		return d.Tags[head].U == text.VERB && head == c.End-1 && !quoted && !clause && len(a.Content) == 1 && a.Content[0].First == c.End && last == a.Content[0].End-1 && d.Tags[c.End].U != text.ADP
	case "report":
		return d.Tags[head].U == text.VERB && (next == "to" || next == "for") && !quoted && !clause
	}
	return false
}

// topic reports whether the colon in token i stands between a subject that cannot speak and a question about it, without a question mark, in a headline.
func topic(d *text.Doc, i int, a *text.Attribution) bool {
	r := d.Sentences[d.Tokens[i].Sentence].Tokens
	if i+2 >= r.End || r.First > 0 && d.Paragraphs[d.Sentences[d.Tokens[i].Sentence].Paragraph].Kind != text.Headline {
		return false
	}
	for k := r.First; k < r.End; k++ {
		if d.Tokens[k].Quote >= 0 || d.Word(k) == "?" {
			return false
		}
	}
	switch d.Tags[i+1].Penn {
	case "WP", "WRB", "WDT":
		return len(a.Content) == 1 && a.Content[0] == (parley.TokenRange{First: i + 1, End: a.Content[0].End})
	}
	return false
}
