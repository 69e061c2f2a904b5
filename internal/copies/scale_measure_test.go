//go:build measure

package copies

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/parley-press/parley/internal/cputime"
)

func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// TestMeasureMemory is what the index of 100,000 invented reports keeps in memory, beside the texts themselves.
func TestMeasureMemory(t *testing.T) {
	m := newMill()
	texts := make([]*Text, 100_000)
	for n := range texts {
		texts[n] = NewText(m.report(n))
	}
	before := heap()
	x := New(0)
	for n, s := range texts {
		x.Put(idOf(n), s)
	}
	mb := heap() - before
	lists, in := 0, 0
	for _, l := range x.table.lists {
		lists, in = lists+1, in+len(l)
	}
	t.Logf("index of 100,000 reports: %.1f MB (at most 100, aim 60); %d keys, %d lists of %d", mb, slots(x), lists, in)
	if mb > 100 {
		t.Errorf("the index of 100,000 reports takes %.1f MB", mb)
	}
	runtime.KeepAlive(texts)
	runtime.KeepAlive(x)
}

// TestMeasureMillion puts a million invented reports through an index: the time of processors for a report (its set and keys, looking it up, adding it) at
// 10,000 and at a million.
func TestMeasureMillion(t *testing.T) {
	const sample, all = 20_000, 1_000_000
	m := newMill()
	x := New(0)
	missed, groups := 0, 0
	batch := func(from, to int) (micro float64) {
		runs := make([][]uint32, 0, to-from)
		for n := from; n < to; n++ {
			runs = append(runs, m.report(n))
		}
		runtime.GC()
		start := cputime.Used()
		for k, r := range runs {
			n := from + k
			id := idOf(n)
			s := NewText(r)
			found := x.Find(id, s)
			x.Put(id, s)
			if n%10 == 9 && n > 100 {
				groups++
				if len(found) == 0 {
					missed++
				}
			}
		}
		return (cputime.Used() - start).Seconds() * 1e6 / float64(to-from)
	}
	fill := func(from, to int) {
		for n := from; n < to; n++ {
			x.Put(idOf(n), NewText(m.report(n)))
		}
	}
	fill(0, 10_000)
	first := batch(10_000, 10_000+sample)
	fill(10_000+sample, 180_000)
	t.Logf("at 200,000: %.1f µs", batch(180_000, 180_000+sample))
	fill(180_000+sample, all-sample)
	last := batch(all-sample, all)
	keys, most := x.Crowded()
	t.Logf("a report at 10,000: %.1f µs, at a million: %.1f µs: %.2f times (at most 1.3, aim 1.1); %d of %d copies not found; %d stars, the largest of %d",
		first, last, last/first, missed, groups, keys, most)
	if last/first > 1.3 {
		t.Errorf("a report costs %.2f times as much at a million", last/first)
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
