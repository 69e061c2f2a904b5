package statement

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// ending is the token before which the report's own words begin in the content r of s, behind what was said: what is true although it was said ("said it was open,
// though nobody came"), what spoke against it ("but there was no sign of it"), what described a thing that was named, what came of it, what it amounts to, when and
// where it was said. -1 where the content has none of them.
func (p *pass) ending(s *draft, r parley.TokenRange) int {
	a := p.anchor(s)
	for i := r.First + 1; i+1 < r.End; i++ {
		if p.d.Tokens[i].Quote != p.d.Tokens[a].Quote {
			continue
		}
		j := i
		if p.d.Word(i) == "," {
			j++
		} else if p.d.Word(i-1) == "," {
			continue
		}
		if p.goesOnClause(s, r, i, j) || p.goesOnPhrase(s, r, i, j) {
			return p.trimWord(r.First, i)
		}
	}
	return -1
}

// goesOnClause reports whether a clause of the report's own begins at token j, behind a comma at token i or without one.
func (p *pass) goesOnClause(s *draft, r parley.TokenRange, i, j int) bool {
	comma, w := i < j, p.d.Lower(j)
	if w == "even" && j+1 < r.End {
		j, w = j+1, p.d.Lower(j+1)
	}
	k := p.pastAdverbs(j)
	switch {
	case conceding[w]:
		return p.finiteBetween(r.First, i) && p.ownSubject(j+1, r.End) && p.closing(j, r.End) && p.plainTail(j, r.End)
	case w == "but":
		return p.finiteBetween(r.First, i) && p.objects(s, j+1, r.End, comma) && p.plainTail(j, r.End)
	case comma && relativeWord[w] && w != "that":
		return p.closing(j, r.End) && (p.cueSoon(j, r.End) || !p.clauseFrame(s) && !p.finiteBetween(r.First, i) && p.plainTail(j, r.End))
	case comma && w == "after":
		return p.finiteBetween(r.First, i) && p.closing(j, r.End) && p.plainTail(j, r.End)
	case w == "after" && p.d.Lower(r.First) == "to":
		return p.ownSubject(j+1, r.End) && p.plainTail(j, r.End)
	case comma && k+1 < r.End && p.d.Tags[k].Penn == "VBG":
		return resulting[p.d.Lemmas[k]] && p.plainTail(k, r.End)
	}
	return false
}

// goesOnPhrase reports whether a phrase of the report's own begins at token j, behind a comma at token i or without one.
func (p *pass) goesOnPhrase(s *draft, r parley.TokenRange, i, j int) bool {
	switch {
	case i < j:
		return (p.sumsUp(j, r.End) || p.newest(j, r.End)) && p.plainTail(j, r.End)
	case p.d.Word(i) == ":":
		return p.opensQuote(i+1) && p.finiteBetween(r.First, i)
	case p.spacedDash(i):
		return p.asideCloses(r, i)
	}
	return !p.clauseFrame(s) && !p.finiteBetween(r.First, i) && (p.dayCloses(s, r, i) || p.sceneCloses(r, i))
}

// plainTail reports whether tokens [j, end) are the report's own, as far as quotation marks tell: none stand there, or another cue stands before them.
func (p *pass) plainTail(j, end int) bool {
	for i := j; i < end; i++ {
		if p.d.Tokens[i].Quote >= 0 {
			return p.cueIn(parley.TokenRange{First: j, End: i})
		}
	}
	return true
}

// conceding are the words that open what holds although something was said.
var conceding = text.WordSet("though although")

// ownSubject reports whether a subject with its finite verb begins at token i.
func (p *pass) ownSubject(i, end int) bool {
	i = p.pastAdverbs(i)
	if i >= end {
		return false
	}
	np, _ := p.nounPhraseAt(i)
	return (!np.Empty() || p.d.Lower(i) == "there") && p.finiteBetween(i, end)
}

// objects reports whether, behind "but", the report sets against what was said what it knows itself: "there" and "it" with what stands in their place, or, behind a comma
// and where the cue is no present, a subject that is no pronoun.
func (p *pass) objects(s *draft, i, end int, comma bool) bool {
	if i < end && refining[p.d.Lower(i)] {
		return false
	}
	if i = p.pastAdverbs(i); !p.ownSubject(i, end) {
		return false
	}
	if p.d.Lower(i) == "there" || p.d.Lower(i) == "it" && p.rel(i) == "expl" {
		return true
	}
	c := p.chunkAt(p.anchor(s))
	return comma && c != nil && c.Kind == text.VG && c.Tense != text.Present && p.d.Tags[i].U != text.PRON && p.d.Lower(i) != "it"
}

// refining are the words behind "but" that go on with what was said.
var refining = text.WordSet("only rather also instead not just")

// cueSoon reports whether the relative clause at token j is another statement: its cue stands among its first words ("which he called a trap").
func (p *pass) cueSoon(j, end int) bool {
	return p.cueIn(parley.TokenRange{First: j, End: min(end, j+8)})
}

// clauseFrame reports whether a rule found that a clause was said, so that a noun at its beginning is its subject.
func (p *pass) clauseFrame(s *draft) bool {
	if s.cue == nil {
		return true
	}
	switch frameOf(s.Rule) {
	case "noun", "object", "infinitive", "prep", "as", "gap", "charged":
		return false
	}
	return true
}

// closing reports whether the clause at token j goes on to token end: no comma behind it lets the clause around it, or a list, go on.
func (p *pass) closing(j, end int) bool {
	for i := j + 1; i+1 < end; i++ {
		if p.d.Word(i) == "," && (p.resumes(i+1) || p.d.Tags[i+1].U == text.CCONJ || p.d.Lower(i+1) == "as") {
			return false
		}
	}
	return true
}

// resulting are the verbs by which a report tells what came of words, or what they amount to: "setting the stage for", "drawing protests".
var resulting = text.WordSet(`prompt provoke spark trigger elicit draw spur stoke fuel ignite unleash earn win set mark signal signify underscore underline highlight illustrate reflect
 echo reverse derail scuttle scupper dash shatter upend undercut contradict defy reopen deepen heighten ease dampen pave clear open cap end drive`)

// newest reports whether a noun phrase begins at token j that places what was told in a row: "the latest in a series".
func (p *pass) newest(j, end int) bool {
	return j+2 < end && p.d.Lower(j) == "the" && p.d.Lower(j+1) == "latest"
}

// spacedDash reports whether token i is a dash between spaces.
func (p *pass) spacedDash(i int) bool {
	switch p.d.Word(i) {
	case "-", "–", "—", "--":
		return p.d.Tokens[i-1].Span.End < p.d.Tokens[i].Span.Start && i+1 < len(p.d.Tokens) && p.d.Tokens[i].Span.End < p.d.Tokens[i+1].Span.Start
	}
	return false
}

// asideCloses reports whether the dash at token i opens a remark on a noun that closes the content r: the only dash, with a noun phrase behind it.
func (p *pass) asideCloses(r parley.TokenRange, i int) bool {
	for k := r.First; k < r.End; k++ {
		if k != i && p.spacedDash(k) {
			return false
		}
	}
	w := p.d.Lower(i + 1)
	return !p.inHeadline() && (p.d.Tags[i+1].U == text.DET || w == "something" || w == "one") && p.plainTail(i, r.End)
}

// dayCloses reports whether a day that closes the content r begins at token i, where a thing was named and not what happens: it tells when ("named his team on Friday").
func (p *pass) dayCloses(s *draft, r parley.TokenRange, i int) bool {
	j := i
	if p.d.Lower(i) == "on" {
		j++
	}
	if j >= r.End || p.timeOf[j] < 0 || p.hasVerb(r.First, i) {
		return false
	}
	t := p.d.Times[p.timeOf[j]]
	c := p.chunkAt(p.anchor(s))
	return t.Tokens.First == j && t.Tokens.End >= r.End && t.Grain == "day" && c != nil && c.Tense == text.Past
}

// sceneCloses reports whether the phrase at token i tells where the words of s were said, up to the end of the content r: "during a meeting with Roe", "in a late
// speech".
func (p *pass) sceneCloses(r parley.TokenRange, i int) bool {
	w := p.d.Lower(i)
	if w != "during" && w != "in" && w != "at" {
		return false
	}
	np, _ := p.nounPhraseAt(i + 1)
	if np.Empty() || p.d.Lower(np.First) == "the" {
		return false
	}
	kind := p.f.occasions[p.nounOf(p.d.Chunks[p.chunkOf[np.First]].Head)]
	return (kind == "text" && w == "in" || kind == "talk" || kind == "way" && w == "during") && (w == "during" || p.d.Tags[np.First].U == text.DET) && p.plainTail(i, r.End)
}

// unmarked takes off the marks that close a quotation at the end of a content in which quoted words stand in a paraphrase, with the comma or stop that the mark
// took in: "called it a "trap[,]"".
func (p *pass) unmarked(r parley.TokenRange) parley.TokenRange {
	if q := p.closedAt(r.End - 1); r.Len() > 2 && q >= 0 && p.d.Word(r.End-2) == "," && p.d.Tokens[r.First].Span.Start < p.d.Quotes[q].Outer.Start {
		r.End -= 2
	}
	return r
}

// frameOf is the construction that a rule is named for.
func frameOf(rule string) string {
	i := strings.IndexByte(rule, '/')
	j := i + 1
	for j < len(rule) && rule[j] != '-' && rule[j] != '@' {
		j++
	}
	return rule[i+1 : j]
}
