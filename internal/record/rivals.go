package record

import "github.com/parley-press/parley"

// A Rival is two statements of two voices of one report that may stand against each other: what oddsWeights is fitted on.
type Rival struct {
	Report        parley.ReportID
	First, Second parley.RawSpan // in bytes of the raw report
	Signs         []float64      // by sign
	Taken         bool           // a rule that looks for one way of standing against each other has both in a conflict,
	Used          bool           // or one of them, so that it is not shown
}

// Rivals lists them, as the fold of in weighs them.
func Rivals(in Input) (out []Rival) {
	f := foldOnce(in)
	for _, s := range f.pages {
		taken, used := map[[2]*item]bool{}, map[*item]bool{}
		for _, c := range s.clashes {
			if a, b := c.ends[0].it, c.ends[1].it; c.rule != atOddsRule {
				taken[[2]*item{a, b}], taken[[2]*item{b, a}] = true, true
				used[a], used[b] = true, true
			}
		}
		for r, x := range f.rivals(s) {
			out = append(out, Rival{f.reports[s.at].Report, r.t.passage.Raw, r.d.passage.Raw, x[:], taken[[2]*item{r.t, r.d}], used[r.t] || used[r.d]})
		}
	}
	return out
}
