//go:build measure

package copies

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/cputime"
)

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// TestMeasureMillion puts a million invented reports through an index: the time of processors for a report (its set and keys, looking it up, adding it) at
// 10,000 and at a million, and what the index of 100,000 keeps in memory, beside the texts themselves.
func TestMeasureMillion(t *testing.T) {
	const sample = 10_000
	m := newMill()
	x := New(0)
	one := func(n int) (cost time.Duration, found bool) {
		runs := m.report(n)
		id := idOf(n)
		start := time.Now()
		s := NewText(runs)
		found = len(x.Find(id, s)) > 0
		x.Put(id, s)
		return time.Since(start), found
	}
	var small, large, total time.Duration
	missed := 0
	floor := heap()
	texts := 0.0
	for n := range 1_000_000 {
		cost, found := one(n)
		total += cost
		if n%10 == 9 && n > 100 && !found {
			missed++
		}
		switch {
		case n >= 10_000 && n < 10_000+sample:
			small += cost
		case n >= 1_000_000-sample:
			large += cost
		}
		if n < 100_000 {
			texts += float64(4*(len(x.docs[n].text.runs)+len(x.docs[n].text.set))+64) / (1 << 20)
		}
		if n == 100_000-1 {
			mb := heap() - floor - texts
			t.Logf("index of 100,000 reports: %.1f MB beside %.1f MB of their runs (at most 100, aim 60)", mb, texts)
			if mb > 100 {
				t.Errorf("the index of 100,000 reports takes %.1f MB", mb)
			}
		}
	}
	a, b := small.Seconds()/sample*1e6, large.Seconds()/sample*1e6
	keys, most := x.Crowded()
	t.Logf("a report at 10,000: %.1f µs, at a million: %.1f µs: %.2f times (at most 1.3, aim 1.1); %.1f µs on the whole; %d of 100,000 copies not found; %d stars, the largest of %d",
		a, b, b/a, total.Seconds(), missed, keys, most)
	if b/a > 1.3 {
		t.Errorf("a report costs %.2f times as much at a million", b/a)
	}
}

// TestMeasureVariants finds the groups of 20,000 versions of one story, and of 20,000 reports that share stretches and are no copies of each other: the exponent
// with which the time of processors grows.
func TestMeasureVariants(t *testing.T) {
	for name, make := range map[string]func(n int) *Index{"versions of one story": variants, "reports with one stretch in common": halves} {
		var sizes, costs []float64
		for _, n := range []int{2500, 5000, 10_000, 20_000} {
			start := cputime.Used()
			x := make(n)
			groups := x.Groups()
			took := cputime.Used() - start
			sizes, costs = append(sizes, math.Log(float64(n))), append(costs, math.Log(took.Seconds()))
			t.Logf("%6d %s: %.2f s of processors, %.0f µs each; %d groups", n, name, took.Seconds(), took.Seconds()*1e6/float64(n), len(groups))
		}
		e := slope(sizes, costs)
		t.Logf("%s: exponent %.2f (at most 1.2)", name, e)
		if e > 1.2 {
			t.Errorf("%s: the cost grows with exponent %.2f", name, e)
		}
	}
}

// halves is reports that share a third of their words and have two thirds of their own: candidates of each other, and no copies.
func halves(n int) *Index {
	rng := rand.New(rand.NewPCG(6, 6))
	some := func(n int) []uint64 {
		out := make([]uint64, n)
		for i := range out {
			out[i] = rng.Uint64N(50000)
		}
		return out
	}
	both := some(150)
	x := New(0)
	for i := range n {
		x.Put(idOf(i), NewText(runsOf(append(some(300), editedWords(rng, both, 50)...))))
	}
	return x
}

// slope is that of the line through points.
func slope(x, y []float64) float64 {
	var mx, my, up, down float64
	for i := range x {
		mx, my = mx+x[i]/float64(len(x)), my+y[i]/float64(len(x))
	}
	for i := range x {
		up, down = up+(x[i]-mx)*(y[i]-my), down+(x[i]-mx)*(x[i]-mx)
	}
	return up / down
}
