package event

import (
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// resolve is the known instrument that n names, -1 if none: the latest one that nothing tells it from.
func (w *search) resolve(n naming, ks []known) int {
	for i := len(ks) - 1; n.entity >= 0 && i >= max(0, len(ks)-window); i-- {
		if slices.Contains(ks[i].entities, n.entity) && w.mayBe(n, &ks[i], &w.instsList[i]) {
			return i
		}
	}
	at := -1
	for i := len(ks) - 1; i >= max(0, len(ks)-window); i-- {
		if !w.oneAndSame(n, &ks[i], &w.instsList[i]) {
			continue
		}
		if ks[i].noun == n.paper.noun() && (len(n.by) == 0 || overlap(n.by, w.instsList[i].By)) {
			return i
		}
		if at < 0 || formal[ks[at].noun] && !formal[ks[i].noun] || len(n.by) > 0 && !overlap(n.by, w.instsList[at].By) && overlap(n.by, w.instsList[i].By) {
			at = i // what has the noun first; then somebody's paper is rather one that was told to be his than one that is nobody's, "the deal" rather no treaty
		}
	}
	return at
}

// wished is the known instrument that an indefinite mention takes up again because there is no such paper yet: what is sought, asked for or announced is
// told of as "a resolution" time and again. It is -1 where there is none.
func (w *search) wished(n naming, steps []stepAt, ks []known) int {
	if len(steps) == 0 || !unborn[steps[0].state] && steps[0].state != parley.StateOffered || n.fresh {
		return -1
	}
	for i := len(ks) - 1; i >= max(0, len(ks)-window); i-- {
		in := &w.instsList[i]
		if ks[i].family != n.paper.family || len(in.Steps) == 0 || slices.ContainsFunc(in.Steps, func(s text.Step) bool { return !unborn[s.State] }) {
			continue
		}
		m := n
		m.indef = false
		if w.oneAndSame(m, &ks[i], in) {
			return i
		}
	}
	return -1
}

// retold is the known instrument that an indefinite mention tells of again, as reports do when they come back to what they began with: the lead has that a law
// was passed, and further down "parliament passed a law". It is -1 where there is none.
func (w *search) retold(n naming, steps []stepAt, ks []known) int {
	if len(steps) == 0 || n.fresh || n.former || w.about(n) || n.paper.family == "agreement" || n.paper.family == "ceasefire" {
		return -1
	}
	for i := len(ks) - 1; i >= max(0, len(ks)-window); i-- {
		in := &w.instsList[i]
		m := n
		m.indef = false
		again := slices.ContainsFunc(in.Steps, func(s text.Step) bool { return s.State == steps[0].state })
		again = again || steps[0].state == parley.StateOffered && overlap(w.sides(steps[0].by), w.sides(in.By)) // whose it is has put it forward
		if again && ks[i].noun == n.paper.noun() && w.oneAndSame(m, &ks[i], in) {
			return i
		}
	}
	return -1
}

// sides are the parties of a list of entities: for a body that speaks for one ("the Harlandic delegation") that one.
func (w *search) sides(list []int) []int {
	out := make([]int, 0, len(list))
	for _, e := range list {
		if x := w.d.Entities[e]; x.Side >= 0 && x.Type != parley.Person {
			e = x.Side
		}
		out = append(out, e)
	}
	return out
}

// unborn are the states of what there is not yet.
var unborn = map[parley.InstrumentState]bool{parley.StateCalledFor: true, parley.StateAnnounced: true}

// mayBe reports whether nothing speaks against n and the instrument being one, where their phrases were found to name one thing.
func (w *search) mayBe(n naming, k *known, in *text.Instrument) bool {
	switch {
	case w.apart(&n, k, in):
		return false
	case n.paper.family != k.family && (n.paper.family == "ceasefire" || k.family == "ceasefire" || n.paper.family == "law" || k.family == "law"):
		return false
	case n.fresh != k.fresh && (n.fresh || n.former), n.indef && !k.headOnly, k.former && !n.former:
		return false
	case len(n.by) > 0 && len(in.By) > 0 && !overlap(n.by, in.By) && !k.dealt:
		return false
	}
	return n.date == nil || in.Date == nil || n.date.Meets(*in.Date)
}

// apart reports whether n and the instrument are plainly two: their numbers, ordinals, places or pairs of parties differ ("the 48-hour truce",
// "the second draft", "a truce in Riverton").
func (w *search) apart(n *naming, k *known, in *text.Instrument) bool {
	if n.paper.noun() == "order" && len(n.paper.words) == 1 && !ordered[k.noun] {
		return true
	}
	if len(in.By) == 1 && slices.Contains(n.refused, in.By[0]) {
		return true // nobody turns down what is his own
	}
	if n.place >= 0 && k.place >= 0 && n.place != k.place || n.hours > 0 && k.hours > 0 && n.hours != k.hours {
		return true
	}
	if len(n.makers) > 1 && len(in.By) > 1 && !overlap(w.sides(n.makers), w.sides(in.By)) {
		return true
	}
	if k.family == "ceasefire" && len(n.by) > 1 && len(in.By) > 1 && !overlap(n.by, in.By) {
		return true
	}
	a, b := counts(n.mods), counts(k.mods)
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(m string) bool { return slices.Contains(b, m) })
}

// hours is the length of a TimeML duration in hours, 0 where it is not a number of hours, days or weeks.
func hours(value string) int {
	v, unit := strings.TrimPrefix(value, "P"), 0
	switch {
	case strings.HasPrefix(v, "T") && strings.HasSuffix(v, "H"):
		v, unit = v[1:len(v)-1], 1
	case strings.HasSuffix(v, "D"):
		v, unit = v[:len(v)-1], 24
	case strings.HasSuffix(v, "W"):
		v, unit = v[:len(v)-1], 7*24
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > 1<<16 {
		return 0
	}
	return n * unit
}

// counts are the modifiers that count: numerals and ordinals, and their compounds.
func counts(mods []string) []string {
	var out []string
	for _, m := range mods {
		head, _, _ := strings.Cut(m, "-")
		if head != "" && head[0] >= '0' && head[0] <= '9' || ordinals[head] {
			out = append(out, head)
		}
	}
	return out
}

// ordinals tell papers of one kind from each other, as do durations.
var ordinals = map[string]bool{"third": true, "fourth": true, "fifth": true, "one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true,
	"ten": true, "twelve": true}

func (w *search) oneAndSame(n naming, k *known, in *text.Instrument) bool {
	shared := overlap(w.sides(n.by), w.sides(in.By))
	switch {
	case w.apart(&n, k, in):
		return false
	case !kin(n.paper.family, k.family, shared) && !(n.paper.family == "agreement" && k.family == "ceasefire" && dealt[k.noun] && n.definite && len(n.mods) == 0): // "the deal" after "a ceasefire deal"
		return false
	case len(n.by) > 0 && len(in.By) > 0 && !shared && !k.dealt:
		return false
	case len(n.by) > 0 && len(in.By) > 0 && !shared && k.dealt && n.paper.family == "agreement":
		return false
	case n.date != nil && in.Date != nil && !n.date.Meets(*in.Date):
		return false
	case n.paper.family == "law" && lawClass(n.paper.noun()) != lawClass(k.noun) && lawClass(n.paper.noun()) != "" && lawClass(k.noun) != "":
		return false
	case !n.pointed && len(n.mods) > 0 && len(k.mods) > 0 && !slices.ContainsFunc(n.mods, func(m string) bool { return slices.Contains(k.mods, m) }):
		return false
	case n.paper.family == "agreement" && !n.pointed && len(n.mods) > 1 && len(k.mods) == 0 && len(in.By) > 0 && len(n.by) == 0:
		return false // "the salt trade agreement" is told by what it is about, not by whose it is
	case formal[n.paper.noun()] && k.noun != n.paper.noun() && !k.headOnly:
		return false // any deal may be called a pact, none but a treaty a treaty
	case n.indef && formal[k.noun] && k.noun != n.paper.noun() && !k.headOnly:
		return false // "a deal" is not the treaty told of before
	case k.former != n.former && (k.former || n.indef):
		return false // "a previous agreement" is not the one that the report is about
	case n.fresh != k.fresh && (n.fresh || n.former):
		return k.headOnly && n.fresh
	case n.indef && w.contrasted(n):
		return false
	case n.indef:
		return k.headOnly && (len(k.mods) == 0 || n.date == nil && !n.named) || k.family == "ceasefire" || (k.family == "agreement" && in.Date == nil && (shared || len(n.by) == 0))
	}
	return true
}

// contrasted reports whether the words around an indefinite naming set what it names against what there is: "falls short of a formal truce", "than a treaty", "a more
// durable ceasefire".
func (w *search) contrasted(n naming) bool {
	if f := n.first; f > 0 && (w.low[f-1] == "than" || f > 1 && w.low[f-1] == "of" && w.low[f-2] == "short") {
		return true
	}
	for i := n.first; i < n.head; i++ {
		if wider[w.low[i]] || w.d.Tags[i].Penn == "JJR" || w.low[i] == "more" {
			return true
		}
	}
	return false
}

// wider are adjectives for more than there is yet.
var wider = map[string]bool{"formal": true, "full": true, "full-scale": true, "comprehensive": true, "permanent": true, "lasting": true, "durable": true, "complete": true, "final": true, "general": true}

// formal are the nouns of deals that are not used for others.
var formal = map[string]bool{"treaty": true, "convention": true, "charter": true, "protocol": true, "constitution": true, "bailout": true, "swap": true}

// lawClasses part what states lay down into what is never one: measures against somebody, the texts of parliaments and rulers, the constitution, what courts order.
var lawClasses = map[string]string{"sanctions": "measure", "embargo": "measure", "tariffs": "measure", "quotas": "measure", "restrictions": "measure", "blacklist": "measure", "regime": "measure",
	"bill": "text", "law": "text", "act": "text", "legislation": "text", "statute": "text", "ordinance": "text", "decree": "text", "amendment": "text", "budget": "budget",
	"constitution": "constitution", "ruling": "court", "injunction": "court", "regulation": "rules", "regulations": "rules", "rules": "rules", "directive": "rules", "bylaw": "rules",
	"by-law": "rules", "ban": "measure", "proclamation": "text", "edict": "text"}

// ordered are the nouns of what may be called an order.
var ordered = map[string]bool{"order": true, "injunction": true, "ruling": true, "decree": true}

// lawClass is the class of a noun of the family of laws, "" where it may be of several ("order").
func lawClass(noun string) string { return lawClasses[noun] }

// kin reports whether heads of two families may name one paper.
func kin(a, b string, shared bool) bool {
	if a == b {
		return true
	}
	if a == "any" || b == "any" {
		return a != "ceasefire" && b != "ceasefire" && (a != "agreement" && b != "agreement" || shared)
	}
	return (a == "paper" && b == "proposal" || a == "proposal" && b == "paper") && shared
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}
