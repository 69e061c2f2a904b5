package record

import "github.com/parley-press/parley"

// A TollPair is two counts of dead of two reports that may be of one happening: what tollWeights is fitted on.
type TollPair struct {
	Reports [2]parley.ReportID
	Spans   [2]parley.RawSpan // in bytes of the raw reports
	Sizes   [2]float64
	Rivals  bool      // their numbers cannot both be true of the same people
	Signs   []float64 // by sign
}

// TollPairs lists them, as the fold of in weighs them: all whose days, or those of their reports, are no further apart than a toll is told again.
func TollPairs(in Input) (out []TollPair) {
	f := foldOnce(in)
	for i, a := range f.figs {
		for _, b := range f.figs[i+1:] {
			if !byOdds(a, b) || size(a.fig) == 0 || size(b.fig) == 0 || !f.retoldIn(a, b) {
				continue
			}
			x := f.tollSignsOf(a, b)
			out = append(out, TollPair{[2]parley.ReportID{f.reports[a.rep].Report, f.reports[b.rep].Report}, [2]parley.RawSpan{a.passage.Raw, b.passage.Raw},
				[2]float64{size(a.fig), size(b.fig)}, !itemsMeet(a, b) && onePeople(a, b) && oneScale(a, b), x[:]})
		}
	}
	return out
}
