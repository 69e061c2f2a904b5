package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// appoint marks the times at which somebody is to do something, by what is set, promised, demanded or expected. A day that is only named ("the June 3 election",
// "by which time the ice may melt") is appointed for nothing.
func (w *search) appoint() {
	if !w.trees() {
		return
	}
	for i := range w.d.Times {
		x := &w.d.Times[i]
		x.Appointed = x.When != nil && !x.Tokens.Empty() && w.appointed(*x)
	}
}

// An appointing is what a word says of the time that hangs on it.
type appointing int

const (
	passedOn appointing = iota // what it hangs on tells
	never
	fixed
)

// appointed reports whether what time x hangs on tells what is to be done then.
func (w *search) appointed(x text.Timex) bool {
	g := w.governorOf(x)
	if f := x.Tokens.First; f > 0 && perhaps[w.low[f-1]] || f > 1 && (perhaps[w.low[f-2]] || w.low[f-1] == "as" && soonest[w.low[f-2]]) {
		return false
	}
	if g < 0 || w.inNoun(g, x) {
		return g >= 0 && deadlines[w.d.Lemmas[g]]
	}
	from, prep := -1, w.prepOf(x.Tokens.First)
	if f := w.low[x.Tokens.First]; prep == "" && (f == "next" || f == "tomorrow" || f == "coming") {
		prep = "for" // "called a meeting next week"
	}
	for n := 0; n < maxSpine && g >= 0; n++ {
		if w.bygone(g) {
			return false
		}
		switch w.appoints(g, from, prep) {
		case fixed:
			return true
		case never:
			return false
		}
		g, from = w.up(g), g
	}
	return false
}

// soonest are the words of a day that is only the first that may be: "as [early] as June".
var soonest = map[string]bool{"soon": true, "early": true, "late": true, "long": true, "far": true}

// bygone reports whether the word at token g is what something comes after: "after [visiting] another port in June".
func (w *search) bygone(g int) bool {
	for _, i := range w.below(g) {
		if r := w.d.Rels[i]; i < g && (r == "mark" || r == "case") && (w.low[i] == "after" || w.low[i] == "since" || w.low[i] == "following" || w.low[i] == "despite") {
			return true
		}
	}
	return false
}

// turnsOut are verbs of how things go on or turn out, which nobody does on a day.
var turnsOut = map[string]bool{"remain": true, "stay": true, "be": true, "boost": true, "mark": true, "coincide": true, "help": true, "mean": true, "cost": true, "fall": true, "rise": true, "grow": true,
	"exceed": true, "total": true, "amount": true, "need": true, "know": true, "like": true, "become": true, "drop": true, "shrink": true, "continue": true, "last": true, "depend": true}

// deadlines are the nouns that say of a day that something is due then.
var deadlines = map[string]bool{"deadline": true, "ultimatum": true, "cutoff": true, "target": true, "expiry": true}

// inNoun reports whether time x is a modifier that names the noun at token g: "the [March 22] game".
func (w *search) inNoun(g int, x text.Timex) bool {
	u := w.d.Tags[g].U
	if u != text.NOUN && u != text.PROPN || x.Tokens.First > g {
		return false
	}
	for i := x.Tokens.First; i < x.Tokens.End; i++ {
		if int(w.d.Heads[i]) == g && (w.d.Rels[i] == "compound" || w.d.Rels[i] == "nmod:poss" || w.d.Rels[i] == "amod" || w.d.Rels[i] == "nummod" || x.Tokens.End == g && w.d.Rels[i] != "obl:tmod") {
			return w.d.Rels[i] != "nmod:poss" // "next week's vote" is set for then
		}
	}
	return false
}

// appoints is what the word at token g says of a time that hangs on it, or on the word at token from below it; prep is the preposition before the time.
func (w *search) appoints(g, from int, prep string) appointing {
	l := w.d.Lemmas[g]
	switch w.d.Tags[g].U {
	case text.NOUN, text.PROPN, text.NUM, text.PRON:
		if w.d.Tags[g].U == text.NOUN && deadlines[l] {
			return fixed
		}
		if w.child(g, "cop") >= 0 {
			return w.predicate(g)
		}
		return passedOn
	case text.ADJ:
		if settled[l] && !w.unsettled(g) {
			return fixed
		}
		if w.child(g, "cop") >= 0 {
			return w.predicate(g)
		}
		return passedOn
	case text.VERB, text.AUX:
		return w.verbAppoints(g, from, prep)
	}
	return passedOn
}

// settled are the words of what is arranged for a time.
var settled = map[string]bool{"due": true, "set": true, "ready": true, "schedule": true, "scheduled": true, "slate": true, "slated": true, "plan": true, "planned": true, "expect": true,
	"expected": true, "book": true, "poise": true, "poised": true, "bind": true, "bound": true, "target": true, "earmark": true, "pencil": true}

// predicate is what a copula's predicate at token g says of its time: only what will be is appointed.
func (w *search) predicate(g int) appointing {
	if w.unsettled(g) {
		return never
	}
	if settled[w.d.Lemmas[g]] {
		return fixed
	}
	return never // how something will be is foretold, not arranged
}

// toCome are the words before a verb by which it is to come.
var toCome = map[string]bool{"will": true, "shall": true, "wo": true, "'ll": true, "must": true, "should": true}

// modal is the modal verb of the verb at token g, or the "to" of its infinitive; "" for none.
func (w *search) modal(g int) string {
	out := ""
	for _, i := range w.below(g) {
		if i > g {
			break
		}
		switch r := w.d.Rels[i]; {
		case strings.HasPrefix(r, "aux") && w.d.Tags[i].Penn == "MD":
			return w.low[i]
		case r == "mark" && w.low[i] == "to":
			out = "to"
		}
	}
	return out
}

// toBe reports whether the infinitive of the verb at token g is that of what is to be: "the sides are to meet".
func (w *search) toBe(g int) bool {
	for _, i := range w.below(g) {
		if i < g && (strings.HasPrefix(w.d.Rels[i], "aux") || w.d.Rels[i] == "cop") && (w.low[i] == "is" || w.low[i] == "are") {
			return true
		}
	}
	return false
}

// unsettled reports whether the word at token g tells what is not, or only if, or perhaps.
func (w *search) unsettled(g int) bool {
	for _, i := range w.below(g) {
		switch {
		case w.d.Rels[i] == "det" && w.low[i] == "no", // "there are no plans to meet"
			w.d.Rels[i] == "mark" && (w.low[i] == "if" || w.low[i] == "unless" || w.low[i] == "whether" || w.low[i] == "once"),
			i < g && (w.low[i] == "not" || w.low[i] == "n't" || w.low[i] == "never" || perhaps[w.low[i]]),
			i < g && w.d.Tags[i].Penn == "MD" && mights[w.low[i]]:
			return true
		}
	}
	return false
}

var (
	mights  = map[string]bool{"may": true, "might": true, "could": true, "can": true, "ca": true}
	perhaps = map[string]bool{"possibly": true, "perhaps": true, "maybe": true, "likely": true, "probably": true, "previously": true, "originally": true, "initially": true, "longer": true}
)

// verbAppoints is what the verb at token g says of a time that hangs on it or on token from below it.
func (w *search) verbAppoints(g, from int, prep string) appointing {
	if w.unsettled(g) || w.asked(g) {
		return never
	}
	l, penn := w.d.Lemmas[g], w.d.Tags[g].Penn
	passive := w.child(g, "aux:pass", "nsubj:pass") >= 0
	switch m := w.modal(g); {
	case m == "to":
		return w.infinitive(g)
	case toCome[m], m == "would" && w.owner[g] >= 0:
		if !turnsOut[l] && (passive || w.doer(g)) {
			return fixed
		}
		return never
	case m != "":
		return never
	}
	been := w.child(g, "aux", "aux:pass")
	if settled[l] && (penn == "VBN" || penn == "VBD") && (passive || w.d.Rels[g] == "acl" || strings.HasPrefix(w.d.Rels[g], "advcl")) {
		return fixed // "scheduled for Monday", "was set to open"
	}
	switch {
	case penn == "VBG" && been >= 0:
		if (w.low[been] == "is" || w.low[been] == "are" || w.low[been] == "'s" || w.low[been] == "'re") && (passive || w.doer(g)) {
			return fixed
		}
		return never
	case penn == "VBG" || penn == "VBN" && been < 0:
		if setters[l] && from >= 0 {
			return fixed
		}
		return passedOn
	case penn == "VBZ" || penn == "VBP" || passive && been >= 0 && (w.low[been] == "is" || w.low[been] == "are"):
		if w.inHeadline(g) || !passive && !(timed[l] || w.doer(g) && moves[l] || setters[l] && from >= 0) {
			return never
		}
		return fixed
	case penn == "VB":
		return w.infinitive(g)
	}
	if shifters[l] && from >= 0 && (w.d.Rels[from] == "nsubj:pass" || w.d.Rels[from] == "obj") {
		return never // "the meeting on March 7 was postponed"
	}
	if setters[l] && (from >= 0 && !w.clausal(from) || towards[prep] && from < 0) || fixers[l] {
		return fixed // "called a meeting for Monday", "postponed until Monday"
	}
	return never
}

// clausal reports whether the word at token t is the verb of a clause of its own.
func (w *search) clausal(t int) bool {
	return w.d.Tags[t].U == text.VERB && w.child(t, "nsubj", "nsubj:pass") >= 0
}

// towards are prepositions of a time that was meant for later.
var towards = map[string]bool{"for": true, "until": true, "till": true, "by": true, "to": true, "within": true, "before": true}

// setters are the verbs by which something is set for a time, together with what they set; fixers tell nothing else.
var (
	setters = map[string]bool{"set": true, "schedule": true, "call": true, "announce": true, "plan": true, "agree": true, "propose": true, "promise": true, "vow": true, "pledge": true,
		"invite": true, "order": true, "give": true, "summon": true, "demand": true, "offer": true, "want": false, "impose": true, "expect": true, "extend": true, "await": true,
		"book": true, "fix": true, "delay": true, "postpone": true}
	shifters = map[string]bool{"postpone": true, "delay": true, "reschedule": true, "cancel": true}
	fixers   = map[string]bool{"schedule": true, "postpone": true, "delay": true, "reschedule": true, "slate": true, "plan": true, "expect": true, "await": true}
)

// timed are the verbs whose present tells what is arranged; moves are those that do with a doer.
var (
	timed = map[string]bool{"start": true, "begin": true, "open": true, "end": true, "expire": true, "resume": true, "convene": true, "reconvene": true, "reopen": true, "lapse": true, "conclude": true, "close": true}
	moves = map[string]bool{"meet": true, "visit": true, "travel": true, "leave": true, "arrive": true, "return": true, "go": true, "host": true, "vote": true, "plan": true, "intend": true,
		"hold": true, "fly": true, "depart": true, "retire": true, "join": true, "attend": true, "gather": true}
)

// inHeadline reports whether token t stands in a headline, whose present is past.
func (w *search) inHeadline(t int) bool {
	kind, _ := w.kind(int(w.d.Tokens[t].Sentence))
	return kind == text.Headline
}

// asked reports whether the verb at token g tells what somebody asks, or asks himself, whether it is so.
func (w *search) asked(g int) bool {
	r := w.d.Sentences[w.d.Tokens[g].Sentence].Tokens
	return !r.Empty() && w.low[r.End-1] == "?"
}

// infinitive is what the infinitive at token g says of its time: what governs it tells whether it is arranged, promised or demanded.
func (w *search) infinitive(g int) appointing {
	if w.toBe(g) {
		return fixed
	}
	h := w.up(g)
	if h < 0 {
		if w.inHeadline(g) {
			return fixed // "Envoys to meet on Monday"
		}
		return never
	}
	if w.d.Rels[g] == "conj" {
		return passedOn
	}
	l := w.d.Lemmas[h]
	if w.low[h] == "is" || w.low[h] == "are" {
		return w.negatedHead(h)
	}
	if settled[l] {
		if w.unsettled(h) {
			return never
		}
		return fixed
	}
	if c := w.cueOf[h]; c >= 0 {
		switch w.d.Statements[c].Act {
		case parley.Promise, parley.Demand, parley.Propose, parley.Agree, parley.Announce, parley.Ask:
			return w.negatedHead(h)
		}
	}
	switch w.Finder.status.comp[l] {
	case parley.Planned:
		if hoped[l] {
			return never
		}
		return w.negatedHead(h)
	case parley.CalledFor:
		return w.negatedHead(h)
	case parley.Offered:
		return never
	}
	if w.d.Tags[h].U == text.NOUN {
		return never // "the first attempt to end the war in two years"
	}
	return passedOn
}

// negatedHead is what the word at token h, which has something planned, says of it.
func (w *search) negatedHead(h int) appointing {
	if w.unsettled(h) {
		return never
	}
	return fixed
}

// hoped are words of the table of plans by which nothing is arranged.
var hoped = map[string]bool{"hope": true, "want": true, "seek": true, "likely": true, "eager": true, "keen": true, "aim": true, "about": true, "determined": true, "prepare": true}

// doer reports whether the subject of the verb at token g is somebody who can do something, or something that is held.
func (w *search) doer(g int) bool {
	t := w.child(g, "nsubj", "nsubj:pass", "csubj")
	for n := 0; t < 0 && n < 3; n++ {
		r := w.d.Rels[g]
		if r == "acl:relcl" {
			t = w.up(g)
			break
		}
		if r != "conj" && r != "xcomp" {
			return r == "ccomp" || r == "advcl"
		}
		if g = w.up(g); g < 0 {
			return false
		}
		t = w.child(g, "nsubj", "nsubj:pass")
	}
	if t < 0 {
		return false
	}
	switch w.d.Tags[t].U {
	case text.PRON, text.PROPN:
		return true
	case text.DET, text.NUM:
		return true
	}
	if len(w.trig.nouns[w.low[t]]) > 0 || len(w.trig.nouns[w.d.Lemmas[t]]) > 0 {
		return true
	}
	lo, hi := w.mentionsIn(parley.TokenRange{First: max(0, t-8), End: t + 1})
	return slices.ContainsFunc(w.d.Mentions[lo:hi], func(m text.Mention) bool { return m.Head == t && w.acts(m) })
}
