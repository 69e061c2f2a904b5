package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dyads lets "the two sides" or "both countries" of an event be the two whom the report names together most often, by "and", a hyphen or an event of
// theirs. They stay as they are where it names no two together.
func (w *search) dyads() {
	if !slices.ContainsFunc(w.d.Entities, twoSides) {
		return
	}
	n := w.namedTogether()
	best := [2]int{-1, -1}
	for pair, k := range n {
		if b := n[best]; k > b || k == b && (pair[0] < best[0] || pair[0] == best[0] && pair[1] < best[1]) {
			best = pair
		}
	}
	if best[0] < 0 {
		return
	}
	for i := range w.out {
		e := &w.out[i]
		at := slices.IndexFunc(e.Participants, func(p text.Participant) bool { return twoSides(w.d.Entities[p.Entity]) && !w.more(e, p.Entity) })
		if at < 0 {
			continue
		}
		role := e.Participants[at].Role
		e.Participants = slices.Delete(e.Participants, at, at+1)
		for _, x := range best {
			if !slices.ContainsFunc(e.Participants, func(p text.Participant) bool { return p.Entity == x }) {
				e.Participants = append(e.Participants, text.Participant{Entity: x, Role: role})
			}
		}
	}
}

// twoSides reports whether an entity stands for two who are not named.
func twoSides(e text.Entity) bool {
	name := strings.TrimPrefix(strings.ToLower(e.Name), "the ")
	return strings.HasPrefix(e.Rule, "mention/sides") && (strings.HasPrefix(name, "two ") || strings.HasPrefix(name, "both "))
}

// more reports whether the words of e that stand for entity x count others than two: "all sides", "the three parties".
func (w *search) more(e *text.Event, x int) bool {
	r := w.d.Range(e.Evidence[0])
	lo, hi := w.mentionsIn(r)
	for _, m := range w.d.Mentions[lo:hi] {
		if m.Entity != x {
			continue
		}
		for t := max(0, m.Tokens.First-1); t < m.Tokens.End; t++ {
			if l := w.low[t]; l == "all" || l == "other" || w.d.Tags[t].U == text.NUM && l != "two" {
				return true
			}
		}
	}
	return false
}

// namedTogether counts the pairs of parties that stand side by side or are the two of one event, the lower entity first.
func (w *search) namedTogether() map[[2]int]int {
	n := map[[2]int]int{}
	count := func(a, b int) {
		if a != b && w.collective(a) && w.collective(b) {
			n[[2]int{min(a, b), max(a, b)}]++
		}
	}
	ms := w.d.Mentions
	for i := 1; i < len(ms); i++ {
		a, b := ms[i-1], ms[i]
		if gap := b.Tokens.First - a.Tokens.End; gap < 1 || gap > 2 || !w.acts(a) || !w.acts(b) {
			continue
		}
		if l := w.low[a.Tokens.End]; l == "and" || l == "-" || l == "–" {
			count(a.Entity, b.Entity)
		}
	}
	for i := range w.out {
		var ps []int
		for _, p := range w.out[i].Participants {
			if p.Role == parley.Party {
				ps = append(ps, p.Entity)
			}
		}
		if len(ps) == 2 {
			count(ps[0], ps[1])
		}
	}
	return n
}

// collective reports whether entity i is a known side and no single person.
func (w *search) collective(i int) bool {
	if i < 0 || i >= len(w.d.Entities) {
		return false
	}
	if strings.HasPrefix(w.d.Entities[i].Rule, "mention/sides") {
		return false
	}
	switch w.d.Entities[i].Type {
	case parley.State, parley.Group, parley.Organization:
		return true
	}
	return false
}
