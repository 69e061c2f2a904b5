package read

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dated lists the clauses of headline and body that a time expression dates. A time that only says when something was said is not among them: the
// statement has it.
func dated(d *text.Doc) []parley.Dated {
	if len(d.Tags) != len(d.Tokens) {
		return nil
	}
	var out []parley.Dated
	for _, t := range d.Times {
		if t.When == nil || t.Duration && !due(d, t) || t.Tokens.Empty() {
			continue
		}
		sent := d.Sentences[d.Tokens[t.Tokens.First].Sentence]
		if p := d.Paragraphs[sent.Paragraph]; p.Caption || p.Kind != text.Body && p.Kind != text.Headline {
			continue
		}
		words := d.Span(t.Tokens)
		by := teller(d, words)
		piece, ok := clauseOf(d, sent.Tokens, t.Tokens, *t.When)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && out[n-1].When == *t.When && out[n-1].Clause.Span == d.Span(piece) { // "tomorrow at noon" is one day
			continue
		}
		out = append(out, parley.Dated{ID: name("d", len(out)), When: *t.When, Words: d.Passage(words), Clause: d.Passage(d.Span(piece)), AssertedBy: by, Due: due(d, t), Set: t.Appointed})
	}
	return out
}

// terms are the words before a time that make it a term.
var terms = text.WordSet("by within before until till")

// due reports whether a time is a term.
func due(d *text.Doc, t text.Timex) bool {
	for i := t.Tokens.First; i >= max(0, t.Tokens.First-1); i-- {
		if terms[d.Lower(i)] {
			return true
		}
	}
	return false
}

// clauseOf is the clause around the time at tokens t of a sentence, in the voice of statement by; false where the time only says when something was said.
func clauseOf(d *text.Doc, sent, t parley.TokenRange, when parley.Interval) (parley.TokenRange, bool) {
	r, own := sent, -1
	for i, s := range d.Statements {
		for _, c := range s.Content {
			k := d.Range(c)
			switch {
			case k.First <= t.First && t.End <= k.End:
				if own < 0 || k.End-k.First < r.End-r.First {
					r, own = parley.TokenRange{First: max(k.First, sent.First), End: min(k.End, sent.End)}, i
				}
			case k.End <= t.First && k.End > r.First && own < 0:
				r.First = k.End
			case k.First >= t.End && k.First < r.End && own < 0:
				r.End = k.First
			}
		}
	}
	for _, s := range d.Statements {
		if s.SaidOn == nil || *s.SaidOn != when {
			continue
		}
		for _, c := range s.Cue {
			if k := d.Range(c); k.First >= r.First && k.End <= r.End { // its own words say when it was said
				return r, false
			}
		}
	}
	if c := cut(d, r, t); verbal(d, c) {
		r = c
	}
	for r.First < r.End && d.Tags[r.First].U == text.PUNCT {
		r.First++
	}
	for r.First < r.End && d.Tags[r.End-1].U == text.PUNCT {
		r.End--
	}
	return r, !r.Empty()
}

// openers begin a new clause behind a comma.
var openers = text.WordSet("which who whom whose where when and but while although though as because after before so")

// cut narrows r to the clause around the tokens t: what stands between marks that part clauses.
func cut(d *text.Doc, r, t parley.TokenRange) parley.TokenRange {
	parts := func(i int) bool {
		switch w := d.Word(i); w {
		case ";", ":", "–", "—":
			return true
		case ",":
			return i+1 < r.End && openers[strings.ToLower(d.Word(i+1))] || i+2 < r.End && d.Tags[i+1].U == text.ADP && openers[strings.ToLower(d.Word(i+2))]
		}
		return false
	}
	for i := t.First - 1; i >= r.First; i-- {
		if parts(i) && verbal(d, parley.TokenRange{First: i + 1, End: t.End}) {
			r.First = i + 1
			break
		}
	}
	for i := t.End; i < r.End; i++ {
		if parts(i) && verbal(d, parley.TokenRange{First: r.First, End: i}) {
			r.End = i
			break
		}
	}
	return r
}

// verbal reports whether a verb stands in r.
func verbal(d *text.Doc, r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		if d.Tags[i].U == text.VERB || d.Tags[i].U == text.AUX {
			return true
		}
	}
	return false
}
