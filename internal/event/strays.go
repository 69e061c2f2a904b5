package event

import (
	"maps"
	"slices"

	"github.com/parley-press/parley/internal/text"
)

// strays reports whether time expression x belongs to another clause or noun than the event at token t: on the way from what it hangs on up to where that meets the
// event stands a clause of its own ("a resolution that Harland [signed] in December"), another noun that tells of an event ("despite [reports] of raids over the weekend"), or a
// preposition of another time ("since the [raid] on Monday").
func (w *search) strays(x text.Timex, t int) bool {
	if !w.trees() {
		return false
	}
	sp := w.spine(t)
	for g, n := w.governorOf(x), 0; g >= 0 && n < maxSpine && !w.above(g, t) && !slices.Contains(sp.at, g); g, n = w.up(g), n+1 {
		switch rel := w.d.Rels[g]; rel {
		case "advcl", "ccomp", "parataxis":
			return true
		case "acl", "acl:relcl":
			return !w.leads(w.up(g), t) // "killed in a raid that [hit] the mill on Sunday"
		}
		if p, _ := w.caseOf(g); otherTime[p] {
			return true
		}
	}
	return false
}

// above reports whether the event at token t hangs on token g, by as many steps as a spine has, or is it.
func (w *search) above(g, t int) bool {
	for n := 0; t >= 0 && n < maxSpine; n++ {
		if t == g {
			return true
		}
		t = w.up(t)
	}
	return false
}

// otherTime are the prepositions of elsewhen by which a noun is of another time: a raid "against" or a deal "about" a thing is of one time with it.
var otherTime = func() map[string]bool {
	m := maps.Clone(elsewhen)
	delete(m, "about")
	delete(m, "against")
	return m
}()

// leads reports whether the noun at token g stands behind event t with a preposition for how or where it came about, or is what it acted on.
func (w *search) leads(g, t int) bool {
	if g < 0 {
		return false
	}
	if g == t {
		return true
	}
	if w.up(g) != t {
		return false
	}
	p, _ := w.caseOf(g)
	return p == "in" || p == "by"
}
