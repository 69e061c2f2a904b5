//go:build measure

package record

import (
	"math"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// mostConflicts is how many conflicts one story may have.
const mostConflicts = 40

// TestMeasureOneStory folds one story told up to 20,000 times with small changes: the exponent with which the cost of the whole fold grows, over all sizes and
// over the last doublings, in time of processors. Outlets first replace most of their tellings by later versions, of which the fold uses the last, then none. However
// often it is told, its conflicts are few: an analyst looks at each.
func TestMeasureOneStory(t *testing.T) {
	for _, c := range []struct {
		name    string
		notices bool
	}{{"replaced by later versions", true}, {"none replaced", false}} {
		t.Run(c.name, func(t *testing.T) {
			press := recordtest.NewPress(1, 1)
			var all []parley.Findings
			var sizes, costs []float64
			for _, n := range []int{1250, 2500, 5000, 10000, 20000} {
				for len(all) < n {
					f := press.Report(len(all), 0)
					if !c.notices {
						f.Meta.Revised = nil
					}
					all = append(all, f)
				}
				start := cputime.Used()
				r := Fold(Input{Findings: all})
				took := cputime.Used() - start
				sizes, costs = append(sizes, math.Log(float64(n))), append(costs, math.Log(took.Seconds()))
				t.Logf("%6d tellings: %7.2f s of processors, %.2f ms a telling; %d groups, %d conflicts", n, took.Seconds(), took.Seconds()*1e3/float64(n), len(r.Same), len(r.Conflicts))
				if len(r.Conflicts) > mostConflicts {
					t.Errorf("one story has %d conflicts, more than %d", len(r.Conflicts), mostConflicts)
				}
			}
			slope, last := exponent(sizes, costs), exponent(sizes[2:], costs[2:])
			t.Logf("exponent %.2f, of the last two doublings %.2f (at most 1.2, aim 1.05)", slope, last)
			if slope > 1.2 || last > 1.2 {
				t.Errorf("the cost of one story grows with exponent %.2f, over the last two doublings %.2f", slope, last)
			}
		})
	}
}

// exponent is the slope of the line through points.
func exponent(x, y []float64) float64 {
	var mx, my, up, down float64
	for i := range x {
		mx, my = mx+x[i]/float64(len(x)), my+y[i]/float64(len(x))
	}
	for i := range x {
		up, down = up+(x[i]-mx)*(y[i]-my), down+(x[i]-mx)*(x[i]-mx)
	}
	return up / down
}
