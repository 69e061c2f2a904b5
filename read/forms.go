package read

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// furthest is how many tokens behind its mention a phrase that names somebody may go on.
const furthest = 16

// forms are the phrases by which mention n names its entity: as it was found and its core, with all that stands before it in its noun phrase ("several
// hundred angry farmers"), with what follows it there ("a clerk of the council", "a clerk of the council who saw the list"), and with an apposition
// beside it ("Ana Roe, a clerk of the council", "Tarn Water Board (TWB)").
func forms(d *text.Doc, n int) []parley.Span {
	m := d.Mentions[n]
	out := []parley.Span{d.Span(m.Tokens), d.Span(m.Core)}
	whole := m.Tokens
	whole.First = phraseStart(d, m)
	out = append(out, d.Span(whole))
	ends := phraseEnds(d, m)
	for _, end := range ends {
		out = append(out, d.Span(parley.TokenRange{First: whole.First, End: end}))
	}
	if end := besideEnd(d, n); end > 0 {
		out = append(out, d.Span(parley.TokenRange{First: whole.First, End: end}))
	}
	return slices.DeleteFunc(out, func(s parley.Span) bool {
		return s.Empty() || s.End-s.Start > longestAlias && s != out[0] && s != out[1]
	})
}

// phraseStart is the first token of the noun phrase that a mention is the head of.
func phraseStart(d *text.Doc, m text.Mention) int {
	n, ok := slices.BinarySearchFunc(d.Chunks, m.Head, func(c text.Chunk, t int) int {
		switch {
		case c.Tokens.End <= t:
			return -1
		case c.Tokens.First > t:
			return 1
		}
		return 0
	})
	if !ok || d.Chunks[n].Tokens.First >= m.Tokens.First {
		return m.Tokens.First
	}
	c := d.Chunks[n]
	switch {
	case m.Kind == parley.NominalMention && c.Head == m.Head:
	case m.Kind == parley.NameMention && c.Kind == text.NP && m.Tokens.Has(c.Head) && c.Tokens.End <= m.Tokens.End && d.Tags[c.Head].Penn != "NNPS":
	default:
		return m.Tokens.First
	}
	return c.Tokens.First
}

// phraseEnds are the tokens behind which the phrase of a mention may be taken to end: its complements, and the clause that tells which one is meant.
func phraseEnds(d *text.Doc, m text.Mention) []int {
	if len(d.Heads) != len(d.Tokens) || m.Kind == parley.PronounMention {
		return nil
	}
	t := m.Head
	for h := int(d.Heads[t]); m.Tokens.Has(h); h = int(d.Heads[t]) {
		t = h
	}
	var out []int
	last := d.Sentences[d.Tokens[t].Sentence].Tokens.End
	clause, end := false, m.Tokens.End
	for i := end; i < min(last, m.Tokens.End+furthest) && d.Tokens[i].Quote == d.Tokens[t].Quote; i++ {
		by := linkTo(d, i, t)
		if m.Kind == parley.NameMention && (i == m.Tokens.End && d.Lower(i) != "of" && d.Lower(i) != "for" || by == "acl") {
			break
		}
		if by == "" || inTime(d, i) {
			break
		}
		if by == "acl" && !clause {
			if w := d.Lower(i); w == "to" || d.Tags[i].U == text.PUNCT || telling[w] || finite(d, i) { // what is to be done, told by the way, or said; the verb of the sentence
				break
			}
			out, clause = append(out, end), true
		}
		end = i + 1
	}
	out = append(out, end)
	for k, e := range out {
		for e > m.Tokens.End && (d.Tags[e-1].U == text.PUNCT || d.Tags[e-1].U == text.ADP || d.Tags[e-1].U == text.DET) {
			e--
		}
		out[k] = e
	}
	return slices.DeleteFunc(slices.Compact(out), func(e int) bool { return e <= m.Tokens.End })
}

// finite reports whether token i is a verb that a subject before it goes with: no name has one.
func finite(d *text.Doc, i int) bool {
	switch d.Tags[i].Penn {
	case "VBD", "VBP", "VBZ", "MD":
		return d.Lower(i) == d.Word(i)
	}
	return false
}

// telling are the participles of verbs of speech: what follows them is said, or who passed it on.
var telling = text.WordSet("saying adding telling claiming arguing warning calling accusing demanding urging asking denying insisting noting stressing complaining alleging predicting promising suggesting " +
	"cited interviewed quoted")

// linkTo is by what token i belongs to the phrase of token t: "nmod" or "acl", "" where it does not, or stands beside it.
func linkTo(d *text.Doc, i, t int) string {
	for n := 0; n < furthest; n++ {
		h := int(d.Heads[i])
		if h < 0 {
			return ""
		}
		if h != t && !strings.HasPrefix(d.Rels[i], "acl:relcl") { // a clause of any of its nouns is one
			i = h
			continue
		}
		switch rel := d.Rels[i]; {
		case strings.HasPrefix(rel, "acl"):
			return "acl"
		case strings.HasPrefix(rel, "nmod"), rel == "amod" && i > t: // "close to the palace"
			return "nmod"
		}
		return ""
	}
	return ""
}

// inTime reports whether token i stands in a time expression, or is the preposition of one.
func inTime(d *text.Doc, i int) bool {
	n, ok := slices.BinarySearchFunc(d.Times, i, func(x text.Timex, t int) int {
		switch {
		case x.Tokens.End <= t:
			return -1
		case x.Tokens.First > t:
			return 1
		}
		return 0
	})
	return ok || n < len(d.Times) && d.Times[n].Tokens.First == i+1 && d.Tags[i].U == text.ADP
}

// besideEnd is the token behind the apposition to mention n: of the next mention, which is of the same entity, a comma or a bracket between them. 0 where there is none.
func besideEnd(d *text.Doc, n int) int {
	m := d.Mentions[n]
	for k := n + 1; k < len(d.Mentions) && d.Mentions[k].Tokens.First <= m.Tokens.End+furthest; k++ {
		o := d.Mentions[k]
		if o.Entity != m.Entity || o.Kind == parley.PronounMention || o.Tokens.First <= m.Tokens.End {
			continue
		}
		from := m.Tokens.End
		if ends := phraseEnds(d, m); m.Kind == parley.NominalMention && len(ends) > 0 && o.Tokens.First > ends[0] {
			from = ends[0]
		}
		end := o.Tokens.End
		if ends := phraseEnds(d, o); len(ends) > 0 {
			end = ends[0]
		}
		switch {
		case phraseStart(d, o) != from+1:
		case d.Word(from) == ",":
			return end
		case d.Word(from) == "(" && o.Tokens.End < len(d.Tokens) && d.Word(o.Tokens.End) == ")":
			return o.Tokens.End + 1
		}
		return 0
	}
	return 0
}
