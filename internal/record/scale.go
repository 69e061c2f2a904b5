package record

import (
	"strings"

	"github.com/parley-press/parley"
)

// apart is how many times the one of two rival counts may be the other: outlets that differ by more count different things.
const apart = 10

// oneScale reports whether two figures can be rival counts by what their sentences speak of: not the dead of a whole war and those of one raid, no
// distances, and no two sums, shares or weights of one report, which are of different things.
func oneScale(a, b *item) bool {
	lo, hi := size(a.fig), size(b.fig)
	if lo > hi {
		lo, hi = hi, lo
	}
	if lo > 0 && hi/lo > apart {
		return false
	}
	if distances[a.noun] || a.rep == b.rep && measure(a.noun) {
		return false
	}
	if a.toll == "" {
		return true
	}
	return a.war == b.war && (!a.war || shareName(a.fig.Sentence.Text, b.fig.Sentence.Text))
}

// size is the number a figure is about, 0 where it has none.
func size(g *parley.Figure) float64 {
	switch {
	case g.Low != nil && g.High != nil:
		return (*g.Low + *g.High) / 2
	case g.Low != nil:
		return *g.Low
	case g.High != nil:
		return *g.High
	}
	return 0
}

// shareName reports whether two texts have a capitalised word in common that does not begin either of them.
func shareName(a, b string) bool {
	names := map[string]bool{}
	for i, w := range strings.Fields(a) {
		if w = strings.Trim(w, `.,;:"'“”’‘()`); i > 0 && len(w) > 2 && w[0] >= 'A' && w[0] <= 'Z' {
			names[strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")] = true
		}
	}
	for i, w := range strings.Fields(b) {
		if w = strings.Trim(w, `.,;:"'“”’‘()`); i > 0 && names[strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")] {
			return true
		}
	}
	return false
}

// distances holds stems of units of length, which rival counts seldom are of.
var distances = stems("kilometre kilometer km mile metre meter foot feet yard inch")

// measures holds stems of units that say nothing of what is counted.
var measures = stems("percent per cent % percentage point points pct pc dollar dlr dls stg franc euro pound ruble rouble yuan yen kilometre kilometer mile metre meter ton tonne bag barrel bushel ounce kilogram kilo kg litre liter")

// measure reports whether a head is a unit that says nothing of what is counted: a share, a weight, a currency or its sign.
func measure(stem string) bool { return measures[stem] || strings.ContainsAny(stem, "$£€¥") }
