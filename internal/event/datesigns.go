package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The templates of the signs of dates.
const (
	dateNone     = iota // the option none,
	dateNoneHow         // by what the rules have,
	dateNoneType        // by type,
	dateNoneAs          // status,
	dateNoneVerb        // tense of the verb
	dateNoneIn          // headline, statement
	dateKept            // the rules have it
	dateKeptHow         // by the tree or not, of a verb or a noun
	dateKeptType        // by type of the event
	dateNew             // they have another or none
	datePrep            // the preposition before it
	dateGrain           // day, month, year
	dateLasting         // it began then and goes on
	dateSide            // where its days lie from those of the report,
	dateSideAs          // by status
	dateSideVerb        // by tense
	dateOwner           // whose words it stands in
	dateFar             // how far from the event, on which side
	dateOrder           // on which side of a verb or noun
	dateVerbs           // how many verbs stand between
	dateCommas          // how many commas
	dateClause          // in the clause of the event
	dateGovernor        // what it hangs on
	dateSpine           // how far up or down the spine of the event that is
	datePath            // the steps to where their ways in the tree meet
	dateUp              // relations on the way of the event
	dateDown            // the relation of what it hangs on
	dateLone            // no other time in the sentence
	dateStrays          // it belongs to another clause or noun
)

// mostUp is how many steps of a way in the tree are looked at.
const mostUp = 6

// dateFeature is a sign with up to three values.
func dateFeature(template int, a, b, c learn.Hash) learn.Feature {
	return learn.Of(template, a, b*1000003+c)
}

// few is a count that is not told apart from most on.
func few(n, most int) learn.Hash { return learn.Hash(min(n, most)) }

// optionsOf appends the times of the sentence of token t that may date e, none first.
func (w *search) optionsOf(out []DateOption, e *text.Event, k int32, t, kept int, tree, verb bool) []DateOption {
	r := w.d.Sentences[w.d.Tokens[t].Sentence].Tokens
	tense := learn.Hash(99)
	if k >= 0 && w.clauses[k].vg >= 0 {
		tense = learn.Hash(w.d.Chunks[w.clauses[k].vg].Tense)
	}
	tense = tense*2 + learn.Flag(verb)
	how := learn.Flag(kept >= 0) + learn.Flag(tree)
	status, typ := learn.HashOf(string(e.Status)), learn.HashOf(string(e.Type))
	none := DateOption{Time: -1, Kept: kept < 0, Signs: make([]learn.Feature, 0, 8)}
	sign := func(o *DateOption, template int, a, b, c learn.Hash) {
		o.Signs = append(o.Signs, dateFeature(template, a, b, c))
	}
	sign(&none, dateNone, 0, 0, 0)
	sign(&none, dateNoneHow, how, learn.Flag(verb), 0)
	sign(&none, dateNoneType, typ, 0, 0)
	sign(&none, dateNoneAs, status, 0, 0)
	sign(&none, dateNoneVerb, tense, 0, 0)
	kind, _ := w.kind(int(w.d.Tokens[t].Sentence))
	sign(&none, dateNoneIn, learn.Flag(kind == text.Headline), learn.Flag(w.owner[t] >= 0), 0)
	out = append(out, none)
	var ways [mostUp + 2]int
	up := append(ways[:0], t)
	for h := w.up(t); h >= 0 && len(up) < cap(ways[:]); h = w.up(h) {
		up = append(up, h)
	}
	sp := w.spine(t)
	var days *parley.Interval
	if len(e.Evidence) > 0 {
		days = w.d.AnchorAt(e.Evidence[0].Start).Days()
	}
	for i := r.First; i < r.End && len(out) <= maxDates; i++ {
		x := w.timeAt[i]
		if x < 0 || w.d.Times[x].Tokens.First != i || w.d.Times[x].When == nil || w.d.Times[x].Duration {
			continue
		}
		if kept != int(x) && w.inName(i, t) {
			continue // "violated the June 3 deal": which deal it was
		}
		tm := &w.d.Times[x]
		o := DateOption{Time: int(x), Kept: kept == int(x), Signs: make([]learn.Feature, 0, 24)}
		add := func(template int, a, b, c learn.Hash) { sign(&o, template, a, b, c) }
		if o.Kept {
			add(dateKept, 0, 0, 0)
			add(dateKeptHow, how, learn.Flag(verb), 0)
			add(dateKeptType, typ, 0, 0)
		} else {
			add(dateNew, how, learn.Flag(verb), 0)
		}
		prep := w.prepOf(i)
		add(datePrep, learn.HashOf(prep), 0, 0)
		add(dateGrain, learn.HashOf(tm.Grain), 0, 0)
		if w.lasting(*tm) {
			add(dateLasting, 0, 0, 0)
		}
		if days != nil {
			s := sideOf(tm.When, days)
			add(dateSide, s, 0, 0)
			add(dateSideAs, s, status, 0)
			add(dateSideVerb, s, tense, 0)
		}
		add(dateOwner, w.owners(i, t), 0, 0)
		if w.strays(*tm, t) {
			add(dateStrays, learn.Flag(o.Kept), learn.Flag(verb), 0)
		}
		w.between(i, t, k, verb, add)
		w.tied(*tm, prep, up, sp, add)
		out = append(out, o)
	}
	if len(out) == 2 {
		sign(&out[1], dateLone, 0, 0, 0)
	}
	if kept >= 0 && !slices.ContainsFunc(out, func(o DateOption) bool { return o.Kept }) {
		return nil
	}
	return out
}

// prepOf is the preposition before the time at token i, "" where none is.
func (w *search) prepOf(i int) string {
	if w.d.Tags[i].U == text.ADP {
		return w.low[i]
	}
	for j := i - 1; j >= max(0, i-3); j-- {
		switch w.d.Tags[j].U {
		case text.ADP, text.SCONJ:
			return w.low[j]
		case text.ADV, text.DET:
		default:
			return ""
		}
	}
	return ""
}

// sideOf tells where days v lie from those of the report.
func sideOf(v, days *parley.Interval) learn.Hash {
	switch {
	case v.From > days.To:
		return 1
	case !v.To.Known() || v.To >= days.From:
		return 2
	case v.To >= days.From-8:
		return 3
	case v.To >= days.From-400:
		return 4
	}
	return 5
}

// owners tells whose words tokens i and t stand in: those of one voice, a time outside the voice of the event, inside another, or two others.
func (w *search) owners(i, t int) learn.Hash {
	switch {
	case w.owner[i] == w.owner[t]:
		return 0
	case w.owner[i] < 0:
		return 1
	case w.owner[t] < 0:
		return 2
	}
	return 3
}

// between adds the signs of what stands between a time at token i and the event at token t of clause k.
func (w *search) between(i, t int, k int32, verb bool, add func(template int, a, b, c learn.Hash)) {
	lo, hi, behind := min(i, t), max(i, t), learn.Flag(i > t)
	verbs, commas := 0, 0
	for j := lo + 1; j < hi; j++ {
		if c := w.clauseAt[j]; c >= 0 && w.clauses[c].vg >= 0 && w.d.Chunks[w.clauses[c].vg].Head == j {
			verbs++
		}
		if w.low[j] == "," {
			commas++
		}
	}
	add(dateFar, behind, learn.Bin(hi-lo, 1, 2, 5, 9, 15, 25), 0)
	add(dateOrder, behind, learn.Flag(verb), 0)
	add(dateVerbs, few(verbs, 3), behind, 0)
	add(dateCommas, few(commas, 3), behind, 0)
	if w.clauseAt[i] == k {
		add(dateClause, 0, 0, 0)
	}
}

// tied adds the signs of how time tm hangs together with an event in the tree, from whose trigger up leads to the root and whose spine is sp.
func (w *search) tied(tm text.Timex, prep string, up []int, sp spine, add func(template int, a, b, c learn.Hash)) {
	g := w.governorOf(tm)
	if g < 0 {
		add(dateGovernor, 0, 0, 0)
		return
	}
	switch u := w.d.Tags[g].U; {
	case g == up[0]:
		add(dateGovernor, 1, 0, 0)
	case w.cueOf[g] >= 0:
		add(dateGovernor, 2, 0, 0)
	case u == text.VERB:
		add(dateGovernor, 3, 0, 0)
	case u == text.NOUN || u == text.PROPN:
		add(dateGovernor, 4, 0, 0)
		add(dateGovernor, 5, learn.HashOf(prep), 0)
	}
	if s := slices.Index(sp.at, g); s >= 0 {
		add(dateSpine, few(sp.step[s], 3), 0, 0)
	}
	at, a := g, 0
	for ; a < mostUp && at >= 0 && !slices.Contains(up, at); a++ {
		at = w.up(at)
	}
	b := slices.Index(up, at)
	if at < 0 || b < 0 {
		return
	}
	add(datePath, few(a, 3), few(b, 3), 0)
	var rels [3]learn.Hash
	for n := range min(b, 2) {
		rels[n] = relation(w.d.Rels[up[n]])
	}
	add(dateUp, rels[0], rels[1], few(a, 2)*2+learn.Flag(b > 2))
	if a > 0 {
		add(dateDown, relation(w.d.Rels[g]), few(b, 2), 0)
	}
}

// relation is a relation without what it is of in particular.
func relation(rel string) learn.Hash {
	r, _, _ := strings.Cut(rel, ":")
	return learn.HashOf(r)
}
