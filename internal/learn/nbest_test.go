package learn

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"
)

// randomChain is a chain of one set of l labels with random weights; of 256 transitions closed are barred.
func randomChain(r *Rand, l, closed int) *Chain {
	s := LabelSet{Shared: make([]int, l), First: make([]bool, l), Follow: make([][]bool, l)}
	for a := range l {
		s.First[a] = r.Below(256) >= closed
		for range l {
			s.Follow[a] = append(s.Follow[a], r.Below(256) >= closed)
		}
	}
	own := make([]int16, l*(l+1))
	for i := range own {
		own[i] = int16(r.Below(8*chainScale) - 4*chainScale)
	}
	c := &Chain{sets: make([]chainSet, 1), shared: 1}
	c.sets[0].fill(s, 1, make([]int16, 2), own)
	return c
}

func randomScores(r *Rand, n, l, spread int) []int32 {
	out := make([]int32, n*l)
	for i := range out {
		out[i] = int32(r.Below(2*spread) - spread)
	}
	return out
}

// allRows is every allowed row in the order that Paths promises, with logarithms of probabilities, and the marginals.
func allRows(c *Chain, scores []int32) (rows []Path, marginals []float64) {
	s := &c.sets[0]
	l := len(s.shared)
	n := len(scores) / l
	marginals = make([]float64, n*l)
	rows = append(rows, Path{})
	for t := range n {
		var longer []Path
		for _, r := range rows {
			for b := range l {
				score, ok := s.first[b], s.first[b] != barred
				if t > 0 {
					i := slices.Index(s.next[r.Labels[t-1]], uint8(b))
					if ok = i >= 0; ok {
						score = s.edge[r.Labels[t-1]][i]
					}
				}
				if ok && scores[t*l+b] > noLabel {
					longer = append(longer, Path{Labels: append(slices.Clone(r.Labels), uint8(b)), Score: r.Score + score + scores[t*l+b]})
				}
			}
		}
		rows = longer
	}
	slices.SortFunc(rows, func(a, b Path) int {
		for t := n - 1; a.Score == b.Score && t >= 0; t-- {
			if x := cmp.Compare(a.Labels[t], b.Labels[t]); x != 0 {
				return x
			}
		}
		return cmp.Compare(b.Score, a.Score)
	})
	total := 0.0
	for _, r := range rows {
		total += math.Exp(float64(r.Score-rows[0].Score) / chainScale)
	}
	for i := range rows {
		p := math.Exp(float64(rows[i].Score-rows[0].Score)/chainScale) / total
		rows[i].LogProb = float64(rows[i].Score-rows[0].Score)/chainScale - math.Log(total)
		for t, b := range rows[i].Labels {
			marginals[t*l+int(b)] += p
		}
	}
	return rows, marginals
}

func TestPathsAgainstAllRows(t *testing.T) {
	r := Rand(11)
	w := new(PathScratch)
	var out []float64
	empty, few, tied := 0, 0, 0
	for i := range 1500 {
		l, n := 1+r.Below(5), 1+r.Below(5)
		c := randomChain(&r, l, 30*(i%5))
		scores := randomScores(&r, n, l, []int{2, 60, 400}[i%3]) // the first give many rows that score alike
		if i%4 == 0 {
			scores[r.Below(len(scores))] = barred
		}
		want, marginals := allRows(c, scores)
		k := 1 + r.Below(20)
		got := c.Paths(0, scores, k, w)
		if len(got) != min(k, MaxPaths, len(want)) {
			t.Fatalf("%d rows, want %d of %d", len(got), k, len(want))
		}
		sameRows(t, got, want)
		if len(want) == 0 {
			empty++
		} else if len(want) < k {
			few++
		} else if k > 1 && got[0].Score == got[1].Score {
			tied++
		}
		out = c.Marginals(0, scores, out, w)
		for k, p := range marginals {
			if math.Abs(p-out[k]) > 1e-9 {
				t.Fatalf("case %d: marginal %d is %v, want %v", i, k, out[k], p)
			}
		}
	}
	if empty == 0 || few == 0 || tied == 0 {
		t.Errorf("untested: %d without a row, %d with few, %d tied", empty, few, tied)
	}
}

func sameRows(t *testing.T, got, want []Path) {
	t.Helper()
	for i, g := range got {
		if x := want[i]; !slices.Equal(g.Labels, x.Labels) || g.Score != x.Score || math.Abs(g.LogProb-x.LogProb) > 1e-9 {
			t.Fatalf("row %d is %v, want %v", i, g, x)
		}
	}
}

// A sequence so long that its rows outnumber what a float holds, with scores that would overflow e to their power.
func TestPathsLong(t *testing.T) {
	const l, n = 9, 3000
	c := &Chain{sets: make([]chainSet, 1), shared: 1}
	s := LabelSet{Shared: make([]int, l), First: make([]bool, l), Follow: make([][]bool, l)}
	for a := range l {
		s.First[a] = true
		s.Follow[a] = slices.Repeat([]bool{true}, l)
	}
	c.sets[0].fill(s, 1, make([]int16, 2), make([]int16, l*(l+1)))
	scores := slices.Repeat([]int32{60000}, l*n)
	w := new(PathScratch)
	got := c.Paths(0, scores, 3, w)
	for _, p := range got {
		if want := -n * math.Log(l); math.Abs(p.LogProb-want) > 1e-7*n || p.Score != 60000*n {
			t.Errorf("%d with probability %v, want %v", p.Score, p.LogProb, want)
		}
	}
	for _, p := range c.Marginals(0, scores, nil, w) {
		if math.Abs(p-1.0/l) > 1e-9 {
			t.Fatalf("marginal %v, want 1/%d", p, l)
		}
	}
}

func TestPathsEnds(t *testing.T) {
	r := Rand(3)
	c := randomChain(&r, 4, 0)
	w := new(PathScratch)
	if got := c.Paths(0, nil, 5, w); len(got) != 1 || len(got[0].Labels) != 0 || got[0].LogProb != 0 {
		t.Errorf("the empty sequence has rows %v", got)
	}
	if got := c.Paths(0, make([]int32, 8), 0, w); len(got) != 0 {
		t.Errorf("no row is asked for: %v", got)
	}
	if got := c.Marginals(0, nil, []float64{1}, w); len(got) != 0 {
		t.Errorf("the empty sequence has marginals %v", got)
	}
}

// The chain of a CRF in training scores as the one in the file that it writes, and the first row is the one that Decode gives.
func TestChainOfCRF(t *testing.T) {
	crf, file := trainChain(1)
	f, err := OpenFile(file, "chain", 3)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := OpenChain(f, chainSets(), 3)
	if err != nil {
		t.Fatal(err)
	}
	c, err := crf.Chain(1000, -1)
	if err != nil {
		t.Fatal(err)
	}
	r := Rand(5)
	w := new(PathScratch)
	for i := range 100 {
		s := chainSequence(&r, i%2)
		l, n := c.Labels(s.Set), len(s.Gold)
		a, b := make([]int32, l*n), make([]int32, l*n)
		from := int32(0)
		for k, end := range s.Ends {
			c.Add(s.Set, s.Features[from:end], a[k*l:k*l+l])
			stored.Add(s.Set, s.Features[from:end], b[k*l:k*l+l])
			from = end
		}
		if !slices.Equal(a, b) {
			t.Fatalf("scores %v, stored %v", a, b)
		}
		labels := make([]uint8, n)
		c.Decode(s.Set, a, labels, nil)
		if got := c.Paths(s.Set, a, 4, w); !slices.Equal(got[0].Labels, labels) {
			t.Errorf("first row %v, Decode gives %v", got[0], labels)
		}
	}
}

// The figures are the same bits on every machine, also where a compiler could fuse products and sums (GOAMD64=v3).
func TestPathsBits(t *testing.T) {
	r := Rand(8)
	c := randomChain(&r, 7, 40)
	w := new(PathScratch)
	h := HashStart
	add := func(x float64) {
		for bits := math.Float64bits(x); bits != 0; bits >>= 8 {
			h = h.Byte(byte(bits))
		}
	}
	for range 50 {
		scores := randomScores(&r, 12, 7, 100)
		for _, p := range c.Paths(0, scores, 8, w) {
			add(p.LogProb)
		}
		for _, p := range c.Marginals(0, scores, nil, w) {
			add(p)
		}
	}
	if got := fmt.Sprintf("%x", uint64(h)); got != "fb0b4be07653df84" {
		t.Errorf("sum of bits %s", got)
	}
}

func TestLnNear(t *testing.T) {
	for _, x := range []float64{1e-300, 0.1, 0.7071, 0.70711, 1, 1.5, 2, math.E, 1e17, 1e300} {
		if got, want := ln(x), math.Log(x); math.Abs(got-want) > 1e-13*max(1, math.Abs(want)) {
			t.Errorf("ln(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestPathsReuse(t *testing.T) {
	r := Rand(2)
	c := randomChain(&r, 9, 40)
	scores := randomScores(&r, 30, 9, 100)
	w := new(PathScratch)
	var out []float64
	if n := testing.AllocsPerRun(20, func() {
		c.Paths(0, scores, 8, w)
		out = c.Marginals(0, scores, out, w)
	}); n > 0 {
		t.Errorf("%v allocations a call", n)
	}
}

func BenchmarkPaths(b *testing.B) {
	for _, l := range []int{9, 32} {
		r := Rand(2)
		c := randomChain(&r, l, 100)
		scores := randomScores(&r, 30, l, 100)
		w := new(PathScratch)
		for _, k := range []int{1, 8, 16} {
			b.Run(fmt.Sprintf("labels=%d/k=%d", l, k), func(b *testing.B) {
				for b.Loop() {
					c.Paths(0, scores, k, w)
				}
			})
		}
		var out []float64
		b.Run(fmt.Sprintf("labels=%d/marginals", l), func(b *testing.B) {
			for b.Loop() {
				out = c.Marginals(0, scores, out, w)
			}
		})
	}
}

// The paths after marginals are those without.
func TestPathsAfter(t *testing.T) {
	r := Rand(9)
	c := randomChain(&r, 5, 20)
	var w, v PathScratch
	for range 100 {
		scores := randomScores(&r, 1+r.Below(20), 5, 60)
		want := fmt.Sprint(c.Paths(0, scores, 5, &w))
		c.Marginals(0, scores, nil, &v)
		if got := fmt.Sprint(c.PathsAfter(0, scores, 5, &v)); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}
