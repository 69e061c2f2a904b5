package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A spine is what the event at a token hangs on in the tree of its sentence and what describes it: the tokens that a date may
// hang on to date it, with their distance.
type spine struct {
	at   []int
	step []int
}

// maxSpine bounds how far a date is looked for.
const maxSpine = 10

// elsewhen are prepositions and conjunctions that put what follows to another time than what they hang on.
var elsewhen = map[string]bool{"after": true, "before": true, "since": true, "until": true, "till": true, "following": true, "despite": true, "because": true,
	"ahead": true, "pending": true, "without": true, "if": true, "unless": true, "once": true, "although": true, "though": true, "against": true, "about": true}

// spine climbs from the event at token t to the verbs and nouns it belongs to, as far as they tell of the same time in the same
// voice, and goes down to the clauses that describe it ("talks [that are due to restart] on 28 November"). The last one asked for is kept.
func (w *search) spine(t int) spine {
	if len(w.lastSpine.at) == 0 || w.lastSpine.at[0] != t {
		w.lastSpine = w.climbFrom(t)
	}
	return w.lastSpine
}

// climbFrom makes the spine of the event at token t.
func (w *search) climbFrom(t int) spine {
	sp := spine{[]int{t}, []int{0}}
	sp.describe(w, t, 1)
	if w.d.Tags[t].U == text.VERB {
		for _, v := range w.below(t) {
			if w.d.Rels[v] == "xcomp" && w.child(t, "obj") < 0 || w.d.Rels[v] == "advcl" && w.d.Tags[v].Penn == "VBG" && w.child(v, "mark", "nsubj", "advmod") < 0 {
				sp.down(w, v, 1) // how it was done: "was launched from the coast, [flying] into the sea"
			}
		}
	}
	cur := t
	for n := 1; n < maxSpine; n++ {
		h := w.climb(cur, t)
		if h < 0 {
			return sp
		}
		sp.at, sp.step = append(sp.at, h), append(sp.step, n)
		switch rel := w.d.Rels[cur]; {
		case strings.HasPrefix(rel, "nsubj"):
			sp.under(w, h, n)
		case strings.HasPrefix(rel, "nmod"):
			sp.describe(w, h, n+1) // "a round of talks [set to begin on Monday]"
		}
		cur = h
	}
	return sp
}

// describe adds the participles and relative clauses that say of the noun at token t when it is or was.
func (sp *spine) describe(w *search, t, n int) {
	for _, v := range w.below(t) {
		switch r := w.d.Rels[v]; {
		case r == "acl" || r == "acl:relcl" && w.relates(v, t):
			sp.down(w, v, n)
		case r == "nmod" && n == 1 && w.rounds(v, t): // "a round of talks scheduled to start"
			sp.describe(w, v, 2)
		case r == "nmod" && w.d.Tags[v].U == text.PROPN: // "the talks in Riverton that"
			if x := w.child(v, "acl:relcl"); x >= 0 && w.relates(x, t) {
				sp.down(w, x, n)
			}
		}
	}
}

// rounds reports whether the noun at token t tells a stretch of the event of noun v below it: "a round of [talks]".
func (w *search) rounds(v, t int) bool {
	if !stretches[w.d.Lemmas[t]] || w.owner[v] != w.owner[t] {
		return false
	}
	p, _ := w.caseOf(v)
	return p == "of"
}

// relates reports whether the relative clause of v has its noun t as its subject or object, and tells no event of its own.
func (w *search) relates(v, t int) bool {
	return w.owner[v] == w.owner[t] && w.cueOf[v] < 0
}

func (sp *spine) down(w *search, v, n int) {
	if len(sp.at) >= maxSpine {
		return
	}
	sp.at, sp.step = append(sp.at, v), append(sp.step, n)
	sp.under(w, v, n)
}

// under adds the infinitives below v that say what its subject does: "are due to resume".
func (sp *spine) under(w *search, v, n int) {
	for _, x := range w.below(v) {
		r := w.d.Rels[x]
		to := r == "advcl" && w.child(x, "mark") >= 0 && w.low[w.child(x, "mark")] == "to"
		if r == "xcomp" || to && (w.child(v, "cop") >= 0 || w.Finder.status.comp[w.d.Lemmas[v]] == parley.Planned) {
			sp.down(w, x, n+1)
		}
	}
}

// parts are nouns that tell of more of the same event: "a campaign of air strikes".
var parts = map[string]bool{"campaign": true, "string": true, "spate": true, "barrage": true, "flurry": true, "set": true, "phase": true, "stage": true, "hour": true,
	"week": true, "number": true, "first": true, "third": true, "kind": true, "act": true, "attempt": true, "implementation": true, "signing": true}

// failures are nouns for how an event came to nothing, which share its date: "the collapse of the talks".
var failures = map[string]bool{"collapse": true, "failure": true, "breakdown": true, "suspension": true, "cancellation": true, "postponement": true}

// meanwhile open clauses without a subject that tell of the same time: "was caught in May [while crossing]".
var meanwhile = map[string]bool{"while": true, "when": true, "whilst": true}

// climb is the token that cur belongs to and shares its time with, -1 if there is none; t is where the climb began.
func (w *search) climb(cur, t int) int {
	h := w.up(cur)
	if h < 0 || w.owner[h] != w.owner[t] || w.cueOf[h] >= 0 && w.cueOf[h] != w.cueOf[t] {
		return -1
	}
	rel := w.d.Rels[cur]
	for _, i := range w.below(cur) {
		if r := w.d.Rels[i]; (r == "case" || r == "mark") && elsewhen[w.low[i]] {
			return -1
		}
	}
	switch {
	case strings.HasPrefix(rel, "nmod"):
		if p, _ := w.caseOf(cur); p == "of" && (stretches[w.d.Lemmas[h]] || parts[w.d.Lemmas[h]] || failures[w.d.Lemmas[h]]) {
			return h
		}
		return -1
	case rel == "acl" && w.d.Tags[cur].U == text.NOUN && stretches[w.d.Lemmas[h]]:
		return h // "a wave of fighting", as some trees have it
	case rel == "obj", strings.HasPrefix(rel, "obl"), strings.HasPrefix(rel, "nsubj"), rel == "appos":
		if w.d.Tags[h].U == text.VERB && len(w.Finder.status.tell[w.d.Lemmas[h]]) > 0 {
			return -1 // spoken of, at another time
		}
		return h
	case rel == "xcomp":
		return h
	case rel == "acl" && w.d.Tags[cur].Penn == "VBG" && w.child(cur, "mark") < 0:
		return h
	case rel == "conj":
		if w.child(cur, "nsubj", "nsubj:pass") >= 0 {
			return -1
		}
		return h
	case rel == "advcl":
		m := w.child(cur, "mark")
		if w.child(cur, "nsubj", "nsubj:pass") >= 0 || m >= 0 && !meanwhile[w.low[m]] || w.d.Tags[cur].Penn != "VBG" {
			return -1
		}
		return h
	}
	return -1
}

// treeDate is the time expression that hangs on the event at token t or on what it belongs to, the nearest first; -1 where there
// is none or no tree.
func (w *search) treeDate(t int) int {
	if !w.trees() {
		return -1
	}
	sp := w.spine(t)
	r := w.d.Sentences[w.d.Tokens[t].Sentence].Tokens
	best, least, away := -1, maxSpine+1, 0
	for i := max(r.First, t-2*reach); i < min(r.End, t+2*reach); i++ {
		x := w.timeAt[i]
		if x < 0 || w.d.Times[x].Tokens.First != i || w.d.Times[x].When == nil || w.d.Times[x].Duration || w.lasting(w.d.Times[x]) || w.owner[i] != w.owner[t] {
			continue
		}
		g := w.governorOf(w.d.Times[x])
		k := slices.Index(sp.at, g)
		for n := 0; n < 3 && g >= 0 && k < 0 && w.passes(g, w.d.Times[x]); n++ {
			g = w.up(g)
			k = slices.Index(sp.at, g)
		}
		if g < 0 || k < 0 {
			continue
		}
		d := max(i-t, t-i)
		if sp.step[k] < least || sp.step[k] == least && d < away {
			best, least, away = int(x), sp.step[k], d
		}
	}
	return best
}

// passes reports whether noun g is no event that time expression x, hung on it by a preposition, could date: then it dates what g
// hangs on ("drove into [a barracks on Tuesday]").
func (w *search) passes(g int, x text.Timex) bool {
	if w.d.Tags[g].Penn == "VBN" && w.d.Rels[g] == "acl" && w.Finder.status.comp[w.d.Lemmas[g]] == parley.Planned {
		return w.owner[w.up(g)] == w.owner[g] // "talks with the government, slated for May"
	}
	if u := w.d.Tags[g].U; u != text.NOUN && u != text.PROPN || len(w.trig.nouns[w.low[g]]) > 0 || len(w.trig.nouns[w.d.Lemmas[g]]) > 0 {
		return false
	}
	if h := w.up(g); h >= 0 && w.owner[h] == w.owner[g] && strings.HasPrefix(w.d.Rels[g], "nmod") && w.slated(g) {
		return true
	}
	f := x.Tokens.First - 1
	if f < 0 || w.up(g) < 0 || w.owner[w.up(g)] != w.owner[g] {
		return false
	}
	switch w.low[f] {
	case "on", "in", "at", "by", "during", "since", "until", "from":
	case "of":
		if !daytime[w.low[g]] {
			return false // "on the [evening] of June 3"
		}
	default:
		return false
	}
	rel := w.d.Rels[g]
	return rel == "obj" || strings.HasPrefix(rel, "obl") || strings.HasPrefix(rel, "nsubj") || strings.HasPrefix(rel, "nmod") || rel == "conj"
}

// daytime are parts of a day, which share the date of what they are of.
var daytime = map[string]bool{"evening": true, "morning": true, "night": true, "afternoon": true, "hours": true, "dawn": true, "midnight": true}

// slated reports whether a participle of what is planned hangs on noun g.
func (w *search) slated(g int) bool {
	v := w.child(g, "acl")
	return v >= 0 && w.d.Tags[v].Penn == "VBN" && w.Finder.status.comp[w.d.Lemmas[v]] == parley.Planned
}

// lasting reports whether time expression x is a modifier that says how long or how old: "the five-year-long war".
func (w *search) lasting(x text.Timex) bool {
	if w.firstIn(x) {
		return true
	}
	for i := x.Tokens.First; i < x.Tokens.End; i++ {
		if strings.HasSuffix(w.low[i], "-long") || strings.HasSuffix(w.low[i], "-old") || strings.HasSuffix(w.low[i], "-year") || strings.HasSuffix(w.low[i], "-month") ||
			strings.HasSuffix(w.low[i], "-week") || strings.HasSuffix(w.low[i], "-day") || strings.HasSuffix(w.low[i], "-hour") {
			return true
		}
	}
	return false
}

// governorOf is the token that time expression x hangs on, -1 where it is part of another noun's name ("the June 3 deal").
func (w *search) governorOf(x text.Timex) int {
	for i := x.Tokens.First; i < x.Tokens.End; i++ {
		h := w.up(i)
		if h < 0 || x.Tokens.Has(h) {
			continue
		}
		if w.d.Rels[i] == "case" || w.d.Rels[i] == "punct" {
			continue
		}
		return h
	}
	return -1
}
