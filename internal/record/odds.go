package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// lookBack is how many statements of a report before one are looked at for what it may stand against.
const lookBack = 8

// leastOdds is how much must speak for two voices being at odds. It and the weights below were set by hand on the read dossiers of testdata/coded, where a
// regression over the same signs chose no better; at 6 the rule was mostly wrong on dossiers that it was not made from.
const leastOdds = 7.5

// A rivalry is two statements of one report that may stand against each other, and how much speaks for it.
type rivalry struct {
	t, d *item
	odds float64
}

// atOdds: two voices of one report that speak of one thing and stand against each other, by whatever their words show of it. No sign is enough by itself; each
// adds to the weight, and each statement stands against one other, the one with the most weight. A statement that another rule has in a conflict is left out.
func (f *fold) atOdds(s *sheet, have []*clash) (out []*clash) {
	taken := map[*item]bool{}
	for _, c := range have {
		taken[c.ends[0].it], taken[c.ends[1].it] = true, true
	}
	var all []rivalry
	for j, d := range s.statement {
		if d.st.Headline || taken[d] {
			continue
		}
		between := 0
		for i := j - 1; i >= max(0, j-lookBack); i-- {
			if s.statement[i+1].st.NestedIn == "" {
				between++
			}
			t := s.statement[i]
			if t.st.Headline || taken[t] || f.sameVoice(t, d) || t.entity == d.entity && t.entity != "" || f.related(t, d) || t.st.NestedIn == d.id || d.st.NestedIn == t.id {
				continue
			}
			if n := f.odds(t, d, between); n >= leastOdds {
				all = append(all, rivalry{t, d, n})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b rivalry) int { return cmp.Compare(b.odds, a.odds) })
	for _, r := range all {
		if taken[r.t] || taken[r.d] {
			continue
		}
		taken[r.t], taken[r.d] = true, true
		out = append(out, f.conflict(parley.DenialConflict, "at-odds", r.odds/(r.odds+5), fmt.Sprintf("%s against %s: %s", f.who(r.d.entity), f.who(r.t.entity), r.d.passage.Text), r.t, r.d))
	}
	return out
}

// odds weighs what speaks for d standing against t, the statement of another voice so many before it: that they turn one thing two ways, that they speak of
// one thing, that d follows on t, and that one speaks of the other's voice.
func (f *fold) odds(t, d *item, before int) float64 {
	if t.depends || d.depends || denies(d) && f.othersClaim(t, d) {
		return 0
	}
	words, rare := f.besideNames(t, d)
	opposed := opposition(t, d, before, words)
	if opposed == 0 {
		return 0
	}
	n := opposed + min(words, 3)
	for _, yes := range []bool{rare > 0, words*4 >= min(len(t.ws), len(d.ws)) && words > 0, before <= 2, before <= 1, t.entity != "" && d.entity != "" && f.mentions(t, d.entity)} {
		if yes {
			n++
		}
	}
	gap := d.passage.Raw.Start - t.passage.Raw.End
	for _, no := range []bool{gap > 300, gap > 600, t.st.Act == parley.Expect, d.st.Act == parley.Expect, d.st.Act == parley.Accuse, d.st.Act == parley.Demand, t.entity == "" || d.entity == "",
		t.worth < 0 && d.worth < 0 && !denies(t) && !denies(d)} {
		if no {
			n--
		}
	}
	if t.entity != "" && f.mentions(d, t.entity) {
		return float64(n) + 0.5
	}
	return float64(n)
}

// opposition weighs the signs that two statements turn one thing two ways.
func opposition(t, d *item, before, words int) (n int) {
	switch {
	case t.no != d.no:
		n += 2
	case t.neg != d.neg && words >= 3:
		n++
	}
	for _, yes := range []bool{!t.no && shared(d.roundly, t.ws) > 0 || !d.no && shared(t.roundly, d.ws) > 0, t.so&d.not|t.not&d.so != 0, t.disbelief || d.disbelief, denies(d) && !denies(t)} {
		if yes {
			n += 2
		}
	}
	if d.manner&counters != 0 && before <= 1 {
		n += 3
	}
	if int(t.worth)*int(d.worth) < 0 {
		n++
	}
	return n
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
