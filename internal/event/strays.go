package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// strays reports whether time expression x belongs to another clause or noun than the event at token t: on the way from what it hangs on up to where that meets the
// event stands a clause of its own ("a resolution that Harland [signed] in December"), another noun that tells of an event ("despite [reports] of raids over the weekend"), or a
// preposition of another time ("since the [raid] on Monday").
func (w *search) strays(x text.Timex, t int, sp spine) bool {
	if !w.trees() {
		return false
	}
	up := map[int]bool{}
	for h, n := t, 0; h >= 0 && n < maxSpine; h, n = w.up(h), n+1 {
		up[h] = true
	}
	for g, n := w.governorOf(x), 0; g >= 0 && n < maxSpine && !up[g]; g, n = w.up(g), n+1 {
		if slices.Contains(sp.at, g) {
			return false // what describes the event
		}
		switch rel := w.d.Rels[g]; rel {
		case "advcl", "acl", "acl:relcl", "ccomp", "parataxis":
			if strings.HasPrefix(rel, "acl") && w.leads(w.up(g), t) {
				return false // "killed in a raid that [hit] the mill on Sunday"
			}
			return true
		}
		if p, _ := w.caseOf(g); elsewhen[p] && p != "about" && p != "against" {
			return true
		}
	}
	return false
}

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
