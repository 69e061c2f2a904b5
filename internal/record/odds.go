package record

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// lookBack is how many statements of a report before one, without those within others, are looked at for what it may stand against.
const lookBack = 16

// From so many bytes on, and up to so many, there is room for a conjunction and no more between two statements (". But ", ", while ").
const joiningFrom, joiningTo = 4, 14

// What must speak for it, by the chance that coders find the two in one conflict, that two statements are shown as one; that another statement of one of the two
// voices stands with them wherever it stands; and that one does which its voice goes on with. Chosen with oddsWeights on dossiers left out of the fit.
var (
	leastOdds = logit(0.145) // told as 0.15
	withOdds  = logit(0.05)
	onOdds    = logit(0.02)
)

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// atOddsRule is the rule of what atOdds finds.
const atOddsRule = "record/at-odds@1"

// A rivalry is two statements of one report that may stand against each other, and the log-odds that they do.
type rivalry struct {
	t, d *item // t stands first
	odds float64
}

// atOdds: two voices of one report that speak of one thing and stand against each other, by whatever their words show of it. No sign is enough by itself; each
// adds its weight, and each statement stands in one conflict, the likeliest. A statement that another rule has in a conflict is left out.
func (f *fold) atOdds(s *sheet, have []*clash) (out []*clash) {
	taken := map[*item]bool{}
	for _, c := range have {
		taken[c.ends[0].it], taken[c.ends[1].it] = true, true
	}
	all := f.rivalries(s)
	for _, r := range all {
		if r.odds < leastOdds {
			break
		}
		if taken[r.t] || taken[r.d] {
			continue
		}
		taken[r.t], taken[r.d] = true, true
		kind := parley.DenialConflict
		if accuses(r.t) && accuses(r.d) {
			kind = parley.BlameConflict
		}
		c := f.conflict(kind, "at-odds", 1/(1+math.Exp(-r.odds)), fmt.Sprintf("%s may stand against %s: %s", f.who(r.d.entity), f.who(r.t.entity), r.d.passage.Text), r.t, r.d)
		for _, u := range with(r, all, taken) {
			taken[u] = true
			m := f.memberOf(u)
			if m.Side = "x"; u.entity == r.d.entity {
				m.Side = "y"
			}
			c.between = append(c.members(f), m)
		}
		out = append(out, c)
	}
	return out
}

// rivalries are the pairs of statements of a report that may belong to one conflict, the likeliest first.
func (f *fold) rivalries(s *sheet) (all []rivalry) {
	for r, x := range f.rivals(s) {
		if r.odds = weigh(x); r.odds >= onOdds {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b rivalry) int { return cmp.Compare(b.odds, a.odds) })
	return all
}

// weigh is the log-odds of a pair with these signs.
func weigh(x *[signs]float64) (odds float64) {
	for k, w := range oddsWeights {
		odds += w * x[k]
	}
	return odds
}

// rivals goes through the pairs of statements of two voices of a report that may stand against each other, with their signs.
func (f *fold) rivals(s *sheet) iter.Seq2[rivalry, *[signs]float64] {
	return func(yield func(rivalry, *[signs]float64) bool) {
		b := f.signbook(s)
		for j, d := range s.statement {
			if d.st.Headline {
				continue
			}
			before, turns, last := 0, 0, d
			for i := j - 1; i >= 0; i-- {
				if s.statement[i+1].st.NestedIn == "" {
					before++
				}
				t := s.statement[i]
				if t.party != last.party {
					turns, last = turns+1, t
				}
				if before > lookBack {
					break
				}
				if t.st.Headline || f.sameVoice(t, d) || t.entity == d.entity && t.entity != "" || f.related(t, d) && d.st.NestedIn != t.id {
					continue
				}
				if x := f.signsOf(b, t, d, before, turns <= 1); !yield(rivalry{t: t, d: d}, &x) {
					return
				}
			}
		}
	}
}

// with lists what else the two voices of a rivalry say of its matter, in the order of the report: what is likely enough to stand against the other end.
func with(r rivalry, all []rivalry, taken map[*item]bool) (out []*item) {
	for _, q := range all { // the likeliest first, so that each is judged by its best
		for _, k := range [...]struct{ end, other, u *item }{{r.t, q.t, q.d}, {r.t, q.d, q.t}, {r.d, q.t, q.d}, {r.d, q.d, q.t}} {
			own := r.d
			if k.end == r.d {
				own = r.t
			}
			if k.end == k.other && !taken[k.u] && k.u != own && k.u.entity != "" && k.u.entity == own.entity && (q.odds >= withOdds || goesOn(own, k.u)) && !slices.Contains(out, k.u) {
				out = append(out, k.u)
			}
		}
	}
	slices.SortFunc(out, func(a, b *item) int { return cmp.Compare(a.place, b.place) })
	return out
}

// goesOn reports whether no other voice stands between two statements of one.
func goesOn(a, b *item) bool {
	for _, it := range a.sheet.statement[min(a.place, b.place):max(a.place, b.place)] {
		if it.entity != a.entity {
			return false
		}
	}
	return true
}

// dependsOn reports whether a statement says no on a condition, or names the price of its yes: that stands against nothing yet.
func dependsOn(it *item) bool {
	text := strings.ReplaceAll(spoken(it), "even if", "")
	return (it.no || it.st.Act == parley.Refuse) && (asIf.MatchString(text) || bargains.MatchString(text))
}

// worthOf is how a statement speaks of its matter: above 0 well, below 0 ill.
func worthOf(it *item) (n int8) {
	switch it.st.Act {
	case parley.Praise, parley.Agree, parley.Confirm:
		n++
	case parley.Refuse, parley.Accuse, parley.Doubt, parley.Deny:
		n--
	}
	if it.st.Negated {
		n = -n
	}
	turned := 0 // how many words more a "not" reaches
	for _, w := range strings.Fields(strings.ToLower(strings.ReplaceAll(spoken(it), "’", "'"))) {
		w = strings.Trim(w, `.,;:"“”'()‘’`)
		if negations[w] || strings.HasSuffix(w, "n't") {
			turned = 4
			continue
		}
		k := valued[stem(w)]
		if turned > 0 {
			k = -k
			turned--
		}
		n += k
	}
	return n
}
