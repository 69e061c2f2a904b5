package eval

import (
	"math"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// chainsOf reads chains such as "ab cde": a letter is a mention.
func chainsOf(s string) [][]parley.TokenRange {
	var out [][]parley.TokenRange
	for _, c := range strings.Fields(s) {
		var ms []parley.TokenRange
		for _, m := range c {
			ms = append(ms, parley.TokenRange{First: int(m), End: int(m) + 1})
		}
		out = append(out, ms)
	}
	return out
}

// TestCoref compares with figures worked out by hand. The first is the example of Luo (2005) and of the scorer's own tests.
func TestCoref(t *testing.T) {
	type pr [2]float64 // precision, recall
	for _, c := range []struct {
		name, gold, found  string
		singletons         bool
		muc, b3, ceaf, lea pr
	}{
		{"the same", "ab cde f", "cde f ab", true, pr{1, 1}, pr{1, 1}, pr{1, 1}, pr{1, 1}},
		{"two of three chains one", "abcde fg hijkl", "abcde fghijkl", true,
			pr{9. / 10, 9. / 9}, pr{(5 + 4./7 + 25./7) / 12, 1}, pr{(1 + 10./12) / 2, (1 + 10./12) / 3}, pr{(5 + 7*(1+10)/21.) / 12, 1}},
		{"a split", "abcd", "ab cd", true,
			pr{1, 2. / 3}, pr{1, 2. / 4}, pr{(2. * 2 / 6) / 2, 2. * 2 / 6}, pr{1, 2. / 6}},
		{"one more mention, one less", "abc", "abx", true,
			pr{1. / 2, 1. / 2}, pr{(2 * 2. / 3) / 3, (2 * 2. / 3) / 3}, pr{4. / 6, 4. / 6}, pr{1. / 3, 1. / 3}},
		{"chains of one", "a b cd", "a bx cd", true,
			pr{1. / 2, 1}, pr{(1 + 1./2 + 2) / 5, 1}, pr{(1 + 2./3 + 1) / 3, (1 + 2./3 + 1) / 3}, pr{(1 + 2) / 5., (1 + 2) / 4.}},
		{"without chains of one", "a b cd", "a bx cd", false,
			pr{1. / 2, 1}, pr{2. / 4, 1}, pr{1. / 2, 1}, pr{2. / 4, 1}},
		{"the best pairing is not the greedy one", "abc de", "abde c", true,
			pr{2. / 3, 2. / 3}, pr{(1 + 1 + 1) / 5., (4./3 + 1./3 + 2) / 5}, pr{(2*2./6 + 2./4) / 2, (2*2./6 + 2./4) / 2}, pr{4 * (2. / 6) / 5, (3*1./3 + 2) / 5}},
		{"nothing found", "ab", "", true, pr{}, pr{}, pr{}, pr{}},
	} {
		var s CorefScore
		s.Add(chainsOf(c.gold), chainsOf(c.found), c.singletons)
		for _, m := range []struct {
			name string
			got  CorefCount
			want pr
		}{{"MUC", s.MUC, c.muc}, {"B3", s.B3, c.b3}, {"CEAFe", s.CEAF, c.ceaf}, {"LEA", s.LEA, c.lea}} {
			if p, r := m.got.Precision(), m.got.Recall(); math.Abs(p-m.want[0]) > 1e-9 || math.Abs(r-m.want[1]) > 1e-9 {
				t.Errorf("%s: %s precision %.4f recall %.4f, want %.4f %.4f", c.name, m.name, p, r, m.want[0], m.want[1])
			}
		}
	}
}

// TestBestPairing compares the pairing with all pairings there are.
func TestBestPairing(t *testing.T) {
	seed := uint32(1)
	next := func() float64 { seed = seed*1664525 + 1013904223; return float64(seed>>16) / 65536 }
	var best func(w [][]float64, i int, used []bool) float64
	best = func(w [][]float64, i int, used []bool) float64 {
		if i == len(w) {
			return 0
		}
		most := best(w, i+1, used)
		for j := range w[i] {
			if !used[j] {
				used[j] = true
				most = max(most, w[i][j]+best(w, i+1, used))
				used[j] = false
			}
		}
		return most
	}
	for n := range 60 {
		w := make([][]float64, 1+n%5)
		for i := range w {
			w[i] = make([]float64, 1+n%4)
			for j := range w[i] {
				w[i][j] = next()
			}
		}
		if got, want := bestPairing(w), best(w, 0, make([]bool, len(w[0]))); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v: %v, want %v", w, got, want)
		}
	}
}

func TestCorefSums(t *testing.T) {
	var s CorefScore
	s.Add(chainsOf("ab"), chainsOf("ab"), true)
	s.Add(chainsOf("ab"), chainsOf("a"), true)
	if s.Docs != 2 || s.MUC.Recall() != 0.5 || s.MUC.Precision() != 1 || s.Mentions.Recall() != 0.75 {
		t.Error(s.String())
	}
	if got := s.CoNLL(); math.Abs(got-(s.MUC.F1()+s.B3.F1()+s.CEAF.F1())/3) > 1e-12 {
		t.Error(got)
	}
}
