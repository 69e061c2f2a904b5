package statement

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// ownTail is where, behind what was said in a phrase or an infinitive, the report goes on in a clause of its own, -1 where it does not: one that the tree joins with the
// cue ("welcomed the plan but is afraid of its costs") or hangs on it ("pledged jobs even as the ministry shut"), and a noun that sums up what was told before ("accused
// them of lying, a sign that").
func (p *pass) ownTail(s *draft, r parley.TokenRange) int {
	if !p.trees || s.cue != nil && s.cue.has("addr") && s.cue.frame("that") && !s.cue.frame("np") { // "told the court the dam held": a clause behind its hearer
		return -1
	}
	a := p.anchor(s)
	for i := r.First + 1; i+1 < r.End; i++ {
		if p.d.Tokens[i].Quote != p.d.Tokens[a].Quote {
			continue
		}
		if p.mainVerbAt(i, r) {
			return -1 // a clause was said
		}
		if p.quotedIn([]parley.TokenRange{{First: i, End: r.End}}) > 0 { // the words behind it are the source's
			continue
		}
		switch {
		case p.d.Tags[i].U == text.CCONJ && p.joins(i, a, r), p.d.Tags[i].U == text.SCONJ && p.adverbial(i, a, r), p.d.Word(i) == "," && p.sumsUp(i+1, r.End):
			return p.trimWord(r.First, i)
		}
	}
	return -1
}

// mainVerbAt reports whether a finite verb begins at token i that is not that of a clause which describes a noun of the content r.
func (p *pass) mainVerbAt(i int, r parley.TokenRange) bool {
	return p.finiteAt(i) && !p.describing(i, r)
}

// describing reports whether token i stands in a clause that describes a noun of the content r.
func (p *pass) describing(i int, r parley.TokenRange) bool {
	for n := 0; r.Has(i) && n < climb; n++ {
		if r := p.rel(i); r == "acl:relcl" || r == "acl" {
			return true
		}
		i = p.head(i)
	}
	return false
}

// joins reports whether the conjunction at token i joins a finite clause with the cue at token a, or with what is above it.
func (p *pass) joins(i, a int, r parley.TokenRange) bool {
	v := p.head(i)
	if v <= i || i+1 >= r.End || p.rel(i) != "cc" || whWord[p.d.Lower(i+1)] || p.d.Lower(i+1) == "that" || p.rel(v) != "conj" || !p.finiteBetween(i+1, v+1) {
		return false
	}
	if p.kid(v, i+1, v, "nsubj", "nsubj:pass", "expl") < 0 && p.finiteBetween(r.First, i) {
		return false // it may go on the clause that describes a noun
	}
	h := p.head(v)
	return h >= 0 && h < r.First && p.under(a, h)
}

// adverbial reports whether the subordinating word at token i opens a finite clause that the tree hangs on the cue at token a, or on what is above it.
func (p *pass) adverbial(i, a int, r parley.TokenRange) bool {
	v := p.head(i)
	if v <= i || !narrating[p.d.Lower(i)] || p.rel(i) != "mark" || p.rel(v) != "advcl" || !p.finiteBetween(i+1, v+1) {
		return false
	}
	if p.d.Lower(r.First) == "to" && beside[p.d.Lower(i)] { // what is told beside an infinitive, trees hang on it
		return true
	}
	h := p.head(v)
	return h >= 0 && h < r.First && p.under(a, h)
}

// narrating are the words that open a clause in which the report tells what went on beside what was said, or why.
var narrating = text.WordSet("as while whereas although though because")

// beside are those that open what goes on beside an infinitive, and is no part of it.
var beside = text.WordSet("as whereas although though")

// sumsUp reports whether a noun that sums up what was told begins at token i: "a sign that", "a move which", "an order the firm contests".
func (p *pass) sumsUp(i, end int) bool {
	if i+2 >= end || p.d.Lower(i) != "a" && p.d.Lower(i) != "an" {
		return false
	}
	c := p.chunkAt(i)
	if c == nil || c.Kind != text.NP || !summing[p.d.Lemmas[c.Head]] || c.Head+1 >= end {
		return false
	}
	return p.rel(c.Head) != "conj" && (gapWord[p.d.Lower(c.Head+1)] || p.d.Lower(c.Head+1) == "that" || p.startsClause(c.Head+1))
}

// summing are the nouns that sum up a whole clause.
var summing = text.WordSet(`sign signal move step decision order ruling claim charge accusation allegation assertion suggestion view stance position demand request idea notion proposal plan
 change shift reversal departure setback blow development remark comment statement reference response reaction fact figure label term tag description characterization
 characterisation comparison argument prospect scenario possibility requirement condition promise pledge vow warning threat offer point theme refrain goal target practice policy
 concession rebuke boost milestone precedent contrast echo nod reminder result outcome consequence estimate assessment verdict finding conclusion forecast projection prediction`)

// trimWord is trim that takes off a word of degree before the clause, too: "even as", "just after".
func (p *pass) trimWord(start, end int) int {
	end = p.trim(start, end)
	if end-1 > start && (p.d.Lower(end-1) == "even" || p.d.Lower(end-1) == "just") {
		end = p.trim(start, end-1)
	}
	return end
}

// strays takes off the parts of a content that only tell more of its source or its hearer: words without a verb and without quotation marks right behind a cue or a source
// that follow a clause which was said ("It is shut," Roe told, [the harbour radio]), and a noun that sums up what was told.
func (p *pass) strays(s *draft) {
	if len(s.parts) < 2 || len(s.cues) == 0 || s.parts[0].First > s.cues[0].First || !p.hasVerb(s.parts[0].First, s.parts[0].End) {
		return
	}
	kept := s.parts[:1]
	for _, r := range s.parts[1:] {
		if r.First > s.cues[0].First && p.sumsUp(r.First, r.End) {
			continue
		}
		if r.First < s.cues[0].First || p.d.Lower(r.First) == "as" || p.quotedIn([]parley.TokenRange{r}) > 0 || p.hasVerb(r.First, r.End) || !p.behind(s, r.First) {
			kept = append(kept, r)
		}
	}
	s.parts = kept
}

// behind reports whether token i stands right behind a cue, the source or the hearer of s, but for marks.
func (p *pass) behind(s *draft, i int) bool {
	for i--; i >= 0 && p.d.Tags[i].U == text.PUNCT; i-- {
	}
	return i >= 0 && (s.src.Has(i) || s.addr.Has(i) || slices.ContainsFunc(s.cues, func(c parley.TokenRange) bool { return c.Has(i) }))
}
