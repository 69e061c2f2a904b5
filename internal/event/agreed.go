package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// agreedOn is the instrument of an agreement that is told by what its parties agreed to do and by no noun: "the two sides agreed in May to reopen the
// border". It is -1 where the verb at token t of clause k has no such infinitive, or one party alone agreed to something.
func (w *search) agreedOn(e *text.Event, k int32, t int, args []arg) int {
	n := int(k) + 1
	if e.Type != "agreement" || e.Status != parley.Happened || w.d.Lemmas[t] != "agree" || n >= len(w.clauses) || w.clauses[n].parent != k || !w.several(k, args) {
		return -1
	}
	vg := w.d.Chunks[w.clauses[n].vg]
	if !vg.To || w.convenes(int32(n), vg.Head) {
		return -1
	}
	if i := w.dealOf(int(w.d.Tokens[t].Sentence), e); i >= 0 {
		return i
	}
	end := vg.Tokens.End
	for i := end; i < min(w.clauses[n].end, end+4); i++ {
		if c := w.np(i); c >= 0 && w.timeAt[i] < 0 {
			end = w.d.Chunks[c].Tokens.End
			break
		}
	}
	in := text.Instrument{Kind: parley.Agreement, Name: "agreement " + bareName(w.d.Slice(w.d.Span(parley.TokenRange{First: vg.Tokens.First, End: end}))),
		Mentions: []parley.Span{e.Evidence[0]}, Rule: "event/agreed@1", Score: 0.6}
	if e.When != nil {
		iv := *e.When
		in.Date = &iv
	}
	for _, p := range e.Participants {
		if first, _ := utf8.DecodeRuneInString(w.d.Entities[p.Entity].Name); p.Role == parley.Party && unicode.IsUpper(first) {
			in.By = append(in.By, p.Entity)
		}
	}
	return w.newPaper(in, known{family: "agreement", place: -1})
}

// newPaper adds an instrument that no noun names, and gives its place.
func (w *search) newPaper(in text.Instrument, k known) int {
	w.instsList, w.named = append(w.instsList, in), append(w.named, k)
	return len(w.instsList) - 1
}

// convenes reports whether the verb at token v of clause k only brings its parties together: who agrees to meet has made no deal yet.
func (w *search) convenes(k int32, v int) bool {
	args := w.verbArgs(k)
	return slices.ContainsFunc(w.trig.verbs[w.d.Lemmas[v]], func(tr trigger) bool {
		_, ok := w.match(tr.words, v, w.clauses[k].end)
		return ok && (tr.typ == "meeting" || tr.typ == "talks" || tr.typ == "call") && w.meets(&tr, args, k, parley.TokenRange{First: v, End: v + 1}, -1)
	})
}

// dealOf is the deal of the report that is told to have been made and that sentence i, which tells of event e, may be about: nothing in its name is another matter.
// It is -1 where there is none.
func (w *search) dealOf(i int, e *text.Event) int {
	r := w.d.Sentences[i].Tokens
	for n, k := range w.named {
		in := &w.instsList[n]
		if k.family != "agreement" || k.former || in.Date != nil && e.When != nil && !in.Date.Meets(*e.When) || !slices.ContainsFunc(in.Steps, func(s text.Step) bool {
			at := w.d.Range(s.Span)
			return s.State == parley.StateAgreed && !at.Empty() && abs(int(w.d.Tokens[at.First].Sentence)-i) <= nearDeal
		}) {
			continue
		}
		if !slices.ContainsFunc(k.mods, func(m string) bool {
			first, _, _ := strings.Cut(m, "-")
			return !slices.Contains(w.low[r.First:r.End], first)
		}) {
			return n
		}
	}
	return -1
}

// nearDeal is how many sentences apart a report tells that a deal was made and what its parties agreed to do.
const nearDeal = 3

func abs(n int) int { return max(n, -n) }
