package eval

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-press/parley"
)

func TestCover(t *testing.T) {
	for _, tc := range []struct {
		in   [][2]int
		want ranges
	}{
		{nil, nil},
		{[][2]int{{3, 3}, {5, 4}}, nil},
		{[][2]int{{4, 6}, {0, 2}}, ranges{{0, 2}, {4, 6}}},
		{[][2]int{{2, 4}, {0, 2}}, ranges{{0, 4}}},
		{[][2]int{{0, 9}, {2, 4}, {8, 12}}, ranges{{0, 12}}},
	} {
		if got := cover(tc.in...); !slices.Equal(got, tc.want) {
			t.Errorf("%v: %v, want %v", tc.in, got, tc.want)
		}
	}
}

// Ranges count as sets of bytes do.
func TestRangesAreSets(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(label string) (ranges, map[int]bool) {
			set := map[int]bool{}
			var spans [][2]int
			for range rapid.IntRange(0, 6).Draw(rt, label) {
				s := [2]int{rapid.IntRange(0, 30).Draw(rt, "start"), rapid.IntRange(0, 30).Draw(rt, "end")}
				spans = append(spans, s)
				for i := s[0]; i < s[1]; i++ {
					set[i] = true
				}
			}
			return cover(spans...), set
		}
		a, as := draw("a")
		b, bs := draw("b")
		both := 0
		for i := range as {
			if bs[i] {
				both++
			}
		}
		if a.size() != len(as) || a.common(b) != both || b.common(a) != both {
			rt.Fatalf("%v and %v: %d bytes, %d in common, want %d and %d", a, b, a.size(), a.common(b), len(as), both)
		}
		if n := len(as) + len(bs); n > 0 && dice(a, b) != float64(2*both)/float64(n) {
			rt.Fatalf("%v and %v: dice %f", a, b, dice(a, b))
		}
	})
}

func TestDates(t *testing.T) {
	iv := func(from, to parley.Date) *parley.Interval { return &parley.Interval{From: from, To: to} }
	may4 := date(5, 4)
	for _, tc := range []struct {
		name            string
		gold, predicted *parley.Interval
		same, near      bool
	}{
		{"none", nil, nil, true, true},
		{"none and no ends", nil, iv(0, 0), true, true},
		{"a day", on(may4), on(may4), true, true},
		{"the next day", on(may4), on(may4 + 1), false, false},
		{"missing", on(may4), nil, false, false},
		{"no ends", on(may4), iv(0, 0), false, false},
		{"not asked", nil, on(may4), false, false},
		{"fourteen days longer", on(may4), iv(may4, may4+14), false, true},
		{"fifteen days longer", on(may4), iv(may4, may4+15), false, false},
		{"open end", on(may4), iv(may4, 0), false, false},
		{"open in both", iv(may4, 0), iv(may4+1, 0), false, true},
		{"open beginning", iv(0, may4), iv(0, may4+14), false, true},
		{"open beginning, later", iv(0, may4), iv(0, may4+15), false, false},
		{"inside", iv(may4, may4+30), on(may4 + 7), false, true},
	} {
		if same, near := sameDates(tc.gold, tc.predicted), nearDates(tc.gold, tc.predicted); same != tc.same || near != tc.near {
			t.Errorf("%s: same %t, near %t", tc.name, same, near)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "The  Lake": "lake", "“Veska”": "veska", "Veska’s": "veska", "Harland.": "harland", "Theodora": "theodora", " the\nFerry Paper, ": "ferry paper",
	} {
		if got := fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, tc := range []struct {
		name   string
		scores [][]float64 // a row per gold item
		want   []int
	}{
		{"best first", [][]float64{{0.6, 0.5}, {0.9, 0}}, []int{1, 0}},
		{"greedy, not largest", [][]float64{{0.9, 0.5}, {0.8, 0}}, []int{0, -1}},
		{"ties to the lower number", [][]float64{{1, 1}, {1, 1}}, []int{0, 1}},
		{"nothing is no pair", [][]float64{{0, 0}}, []int{-1}},
	} {
		m := match(len(tc.scores), len(tc.scores[0]), func(g, p int) float64 { return tc.scores[g][p] })
		if !slices.Equal(m.of, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, m.of, tc.want)
		}
	}
}

// An assignment is one to one, along edges, and as large as can be.
func TestAssign(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const n = 5
		edges := rapid.SliceOfN(rapid.Bool(), n*n, n*n).Draw(rt, "edges")
		alike := rapid.SliceOfN(rapid.Bool(), n*n, n*n).Draw(rt, "alike")
		edge := func(g, p int) bool { return edges[g*n+p] }
		m := assign(n, n, edge, func(g, p int) bool { return alike[g*n+p] }, func(g int) bool { return g%2 == 0 })
		for g, p := range m.of {
			if p >= 0 && (!edge(g, p) || m.gold[p] != g) {
				rt.Fatalf("%d to %d in %v", g, p, m)
			}
		}
		var most func(g int, used int) int
		most = func(g, used int) int {
			if g == n {
				return 0
			}
			best := most(g+1, used)
			for p := range n {
				if edge(g, p) && used&(1<<p) == 0 {
					best = max(best, 1+most(g+1, used|1<<p))
				}
			}
			return best
		}
		if got := m.count(func(int) bool { return true }); got != most(0, 0) {
			rt.Fatalf("%d pairs, %d can be had", got, most(0, 0))
		}
	})
}

func BenchmarkMeasure(b *testing.B) {
	g := example(b)
	rec := perfect(g)
	b.ReportAllocs()
	for b.Loop() {
		Measure(g, rec)
	}
}
