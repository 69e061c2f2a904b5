package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A naming is one mention of a paper, with all that tells it from others.
type naming struct {
	chunk    int32
	head     int
	paper    paperHead
	kind     parley.InstrumentKind
	by       []int
	date     *parley.Interval
	mods     []string // words that tell it apart, sorted as they stand
	named    bool     // a proper name or number stands in it
	definite bool
	indef    bool // "a", "an", "another"
	fresh    bool // "new", "another", "alternative"
	former   bool // "original", "old", "previous"
	negative bool // "no", "no such"
	headline bool
	generic  bool                   // "any", "every": no paper in particular
	pointed  bool                   // "this", "that": the one told of just before, whatever it is called
	doing    parley.InstrumentState // what the noun it modifies does to it, "" if none
	refused  []int                  // who turns it down
	makers   []int                  // who makes it together
	first    int                    // first token of the phrase
	hours    int                    // how long it is for, 0 unknown
	place    int                    // where it holds, -1 unknown
	entity   int                    // what the phrase was found to name in the report, -1 unknown
	span     parley.Span
}

// oneOfMany reports whether a noun in the plural names one paper: "the Lowgate accords" do, "agreements" do not, nor do "their decisions" and what
// somebody carries with him: "forged papers".
func (w *search) oneOfMany(n naming) bool {
	known := n.named || n.date != nil
	if !n.paper.strong && !known || n.paper.family == "paper" || n.paper.family == "any" {
		return false
	}
	if len(w.steps(n)) == 0 {
		if n.paper.family == "proposal" && len(n.by) > 0 {
			return n.paper.noun() != "plan" // "Harland's proposals" have been put forward
		}
		_, ok := w.presupposed(n)
		return ok
	}
	return n.paper.family == "proposal" || known || n.definite || len(n.by) > 0
}

// compound reads a paper that modifies what is done to it ("truce violations", "the treaty signing"). It is -1 where there is none.
func (w *search) compound(c int32, t int, headline bool, ks *[]known) int {
	p := t - 1
	if p < w.d.Chunks[c].Tokens.First {
		return -1
	}
	rows := w.paper.nouns[w.low[t]+" of"]
	if len(rows) == 0 {
		rows = w.paper.nouns[w.d.Lemmas[t]+" of"]
	}
	ph, ok := w.paper.head(w.scan, p)
	if !ok || len(rows) == 0 || !rows[0].holds(ph.family) {
		return -1
	}
	n := w.naming(c, p, ph, headline)
	n.definite, n.indef, n.mods, n.named, n.date = !n.indef, false, nil, false, nil
	n.span = w.d.Span(parley.TokenRange{First: p - len(ph.words) + 1, End: t})
	n.doing = rows[0].state
	at := w.settleNaming(n, ks)
	if at >= 0 {
		w.paperAt[t] = at
	}
	return at
}

// aboutState reports whether a state's name m before the paper at token t may tell what it is about: before measures, truces and deals, and before a plan for a truce
// ("the Veska deal", "the Ondria truce plan", but "the Veska peace plan").
func (w *search) aboutState(ph paperHead, t int, m text.Mention) bool {
	switch ph.family {
	case "ceasefire", "agreement":
		return true
	case "proposal":
		return m.Tokens.End < t && stopsFighting[w.low[t-1]]
	}
	return standing[ph.noun()]
}

// stopsFighting are nouns of truces as they stand before those of papers.
var stopsFighting = map[string]bool{"truce": true, "ceasefire": true, "cease-fire": true, "armistice": true, "fire": true, "hostilities": true, "lull": true}

// aimed reports whether the state that mention m names before a paper is the one that it is taken against or about, or where it holds: the bare name of a state
// ("Veska sanctions", "the Ondria truce") that is no half of a pair, while its adjective, its genitive and an abbreviation tell whose it is ("Veskan sanctions", "U.V. sanctions").
func (w *search) aimed(m text.Mention) bool {
	word := w.d.Word(m.Head)
	return !w.owns(m) && word != strings.ToUpper(word) && (m.Tokens.End >= len(w.low) || w.low[m.Tokens.End] != "-")
}

// second is the entity that token i names as the other of two joined by a hyphen in a phrase that begins at token first: "the Harland-[Veska] deal". It is -1
// where no name of the report is that word.
func (w *search) second(i, first int) int {
	if i < first+2 || w.low[i-1] != "-" || w.d.Tags[i].U != text.PROPN || w.d.Tokens[i-1].Span.Start != w.d.Tokens[i-2].Span.End {
		return -1
	}
	if w.single == nil {
		w.single = map[string]int{}
		for _, m := range w.d.Mentions {
			if word := w.d.Word(max(m.Head, 0)); m.Core.Len() == 1 && w.acts(m) {
				if _, ok := w.single[word]; !ok {
					w.single[word] = m.Entity
				}
			}
		}
	}
	if e, ok := w.single[w.d.Word(i)]; ok {
		return e
	}
	return -1
}

// clipped reports whether the phrase of a paper in a headline begins, as the tagger has it, with what is the headline's verb: "Front [breaks] truce".
func (w *search) clipped(first, head int, headline bool) bool {
	return headline && first < head && first > 0 && strings.HasSuffix(w.low[first], "s") && !strings.HasSuffix(w.low[first], "ss") &&
		!neverVerbs[w.low[first]] && len(w.paper.verbs[strings.TrimSuffix(w.low[first], "s")]) > 0
}

// inBody reports whether token t is part of the name of a body: the General Agreement on Tariffs and Trade is one.
func (w *search) inBody(t int) bool {
	lo, hi := w.mentionsIn(parley.TokenRange{First: max(0, t-8), End: t + 1})
	for i := lo; i < hi; i++ {
		if m := &w.d.Mentions[i]; m.Type == parley.Organization && m.Core.Has(t) && w.d.Tags[t].U == text.PROPN && m.Core.Len() > 1 {
			return true
		}
	}
	return false
}

// wider is the mention of an instrument that is headed by token t, nil where there is none.
func (w *search) wider(t int) *text.Mention {
	lo, hi := w.mentionsIn(parley.TokenRange{First: max(0, t-8), End: t + 1})
	for i := lo; i < hi; i++ {
		if m := &w.d.Mentions[i]; m.Head == t && m.Type == parley.InstrumentEntity && m.Tokens.First >= 0 && m.Tokens.Has(t) {
			return m
		}
	}
	return nil
}

// inside are those who can act among the mentions in r.
func (w *search) inside(r parley.TokenRange) []text.Mention {
	var out []text.Mention
	lo, hi := w.mentionsIn(r)
	for i := lo; i < hi; i++ {
		if m := w.d.Mentions[i]; w.acts(m) && m.Tokens.End <= r.End {
			out = append(out, m)
		}
	}
	return out
}

// opening is the first token of a paper's phrase: where the words of its entry begin before the noun phrase does, as with
// "a working paper" cut at the participle, with the determiner before them.
func (w *search) opening(first, head int, ph paperHead) int {
	if f := first - 2; f >= 0 && first < head && w.low[f+1] == "of" && stops[w.low[f]] && w.d.Tags[first].U != text.DET { // "the cessation of hostilities agreement"
		if f > 0 && w.d.Tags[f-1].U == text.DET {
			f--
		}
		return f
	}
	if n := head - len(ph.words) + 1; n < first && ph.noun() != ph.words[0] {
		first = n
		if first > 0 && w.d.Tags[first-1].U == text.DET {
			first--
		}
	}
	return first
}

// opensName reports whether the words of an entry at token t are the start of a longer name: "[the cessation of hostilities] agreement".
func (w *search) opensName(t int, ph paperHead) bool {
	last := t + len(ph.words) - 1
	if !slices.Contains(ph.words, "of") || ph.words[0] != w.low[t] || last >= len(w.low) {
		return false
	}
	c := w.np(last)
	return c >= 0 && w.d.Chunks[c].Head > last && w.paper.isPaper(w.scan, w.d.Chunks[c].Head)
}

// stops are nouns that begin a name as "cessation of hostilities agreement" does.
var stops = map[string]bool{"cessation": true, "suspension": true, "halt": true, "end": true, "exchange": true, "withdrawal": true, "limitation": true, "reduction": true}

// modifier reads token i of the noun phrase.
func (w *search) modifier(n *naming, i int, own []text.Mention) {
	l := w.low[i]
	if x := w.timeAt[i]; x >= 0 {
		if w.d.Times[x].Duration {
			n.hours = hours(w.d.Times[x].Value)
		}
		if n.date == nil && w.d.Times[x].When != nil && !w.d.Times[x].Duration {
			iv := *w.d.Times[x].When
			n.date, n.definite = &iv, true
		}
		return
	}
	switch {
	case l == "a" || l == "an" || l == "another" || l == "some":
		n.indef = true
		n.fresh = n.fresh || l == "another"
		return
	case l == "no":
		n.negative = true
		return
	case l == "any" || l == "every" || l == "each" || l == "which" || l == "what":
		n.generic = true
		return
	case i < n.head && (l == "this" || l == "that"):
		n.definite, n.pointed = true, true
		return
	case l == "the" || w.d.Tags[i].Penn == "PRP$" || l == "both":
		n.definite = true
		return
	case freshWords[l] || n.paper.family == "law" && (more[l] || w.d.Tags[i].Penn == "JJR"):
		n.fresh = true
		return
	case formerWords[l]:
		n.former = true
		return
	case i == n.head || plainWords[l] || w.d.Tags[i].U == text.PUNCT:
		n.fresh = n.fresh || i == n.head && (l == "counterproposal" || l == "counteroffer")
		return
	}
	for _, m := range own {
		if m.Tokens.Has(i) {
			return
		}
	}
	if k, ok := w.paper.kinds[[2]string{n.paper.family, l}]; ok {
		n.kind = k
	}
	switch w.d.Tags[i].U {
	case text.PROPN, text.NUM:
		n.named = true
		n.mods = append(n.mods, l)
	case text.ADJ, text.NOUN, text.VERB:
		if w.trees() && w.d.Tags[i].U != text.NOUN && w.child(i, "advmod") >= 0 {
			return // "an urgently needed truce": what is thought of it, not which it is
		}
		if len(n.paper.words) < 2 || !slices.Contains(n.paper.words, l) {
			n.mods = append(n.mods, w.d.Lemmas[i])
		}
	}
}

// behind reads what follows the noun: who it is by, between whom, of which date.
func (w *search) behind(n *naming, end int) {
	k := w.clauseAt[n.head]
	if k < 0 {
		return
	}
	args, _ := w.nounArgs(n.chunk, w.clauses[k].end)
	for _, a := range args {
		deal := n.paper.family == "agreement" || n.paper.family == "ceasefire"
		if a.slot == "by" || a.slot == "from" && n.paper.family != "law" || (deal && (a.slot == "between" || a.slot == "with" || a.slot == "among")) {
			for _, m := range w.fillers(a.chunk, w.acts) {
				n.by = append(n.by, m.Entity)
			}
		}
		if n.place < 0 && n.paper.family == "ceasefire" && (inPlace[a.slot] || a.slot == "for" || a.slot == "of" || a.slot == "over") {
			for _, m := range w.fillers(a.chunk, w.isPlace) {
				n.place = m.Entity
				break
			}
		}
	}
	for t := end; t < end+2 && t < len(w.low); t++ {
		if x := w.timeAt[t]; x >= 0 && n.date == nil && w.d.Times[x].When != nil && !w.d.Times[x].Duration && (w.low[end] == "of" || w.low[end] == "from" || w.low[end] == "dated") {
			iv := *w.d.Times[x].When
			n.date, n.definite = &iv, true
		}
	}
}
