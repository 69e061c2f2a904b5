package copies

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// press is invented reports: the first two and the last two tell of one story each.
var press = []Told{
	{Head: "Harland hands Vessia a draft on the Low Ford bridge", Text: "Minister Ana Roe gave the envoy Ivo Len a paper that would open the Low Ford bridge to lorries.", Day: 100},
	{Head: "Vessia to answer Harland's Low Ford bridge draft", Text: "Envoy Ivo Len said Vessia would answer the paper on the Low Ford bridge before the weekend.", Day: 102},
	{Head: "Plum harvest begins early in Ondria", Text: "Growers in the valley expect sweet fruit and low prices after a warm spring.", Day: 101},
	{Head: "Lighthouse keeper retires", Text: "He lit the lamp of Cape Orr for forty years.", Day: 101},
	{Head: "Harland votes on the price of bread", Text: "Parliament will decide on a cap for loaves in the capital."},
	{Head: "Strike closes the port of Sall", Text: "Dockers of the Sall port union left their cranes and want higher pay.", Day: 140},
	{Head: "Sall port union meets owners as strike goes on", Text: "Owners of the port of Sall offered the dockers a rise in pay.", Day: 141},
}

func TestLikely(t *testing.T) {
	s := NewStories(press)
	for _, p := range [][2]int{{0, 1}, {5, 6}} {
		if a := s.Likely(p[0], p[1]); a < OneStory || a != s.Likely(p[1], p[0]) {
			t.Errorf("two reports of one story %v: %.2f", p, a)
		}
	}
	for _, p := range [][2]int{{0, 2}, {0, 3}, {0, 4}, {1, 4}, {2, 5}, {4, 6}} {
		if a := s.Likely(p[0], p[1]); a >= OneStory {
			t.Errorf("reports of two stories %v: %.2f", p, a)
		}
	}
	if a := s.Akin(3, 3); a < 0.999 {
		t.Errorf("a report and itself: %.3f", a)
	}
	if a := NewStories([]Told{{}, {Head: "a", Text: "the"}}).Likely(0, 1); a != 0 {
		t.Errorf("no words: %v", a)
	}
}

// Days further apart make one story less likely, and nothing else changes.
func TestLikelyDays(t *testing.T) {
	far := slices.Clone(press)
	far[1].Day += 40
	if near, later := NewStories(press).Likely(0, 1), NewStories(far).Likely(0, 1); later >= near {
		t.Errorf("two days apart %.3f, 42 days %.3f", near, later)
	}
}

// The chains are the same in whatever order the reports come.
func TestChains(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		order := r.Perm(len(press))
		var all []Told
		for _, i := range order {
			all = append(all, press[i])
		}
		var got [][]int
		for _, c := range NewStories(all).Chains() {
			var g []int
			for _, i := range c.Reports {
				g = append(g, order[i])
			}
			slices.Sort(g)
			got = append(got, g)
			if c.Likely < OneStory || c.Likely > 1 {
				t.Errorf("%v: %v", g, c.Likely)
			}
		}
		slices.SortFunc(got, slices.Compare)
		if !slices.EqualFunc(got, [][]int{{0, 1}, {5, 6}}, slices.Equal) {
			t.Fatalf("%v: %v", order, got)
		}
	}
	if got := NewStories(nil).Chains(); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestWordsOf(t *testing.T) {
	for in, want := range map[string][]word{
		"":                             nil,
		"Roe's plan. Talks in Sall":    {{"roe", true, false}, {"plan", false, true}, {"talk", true, false}, {"sall", true, true}},
		"the “Good” bridge’s 12 piers": {{"good", true, false}, {"bridg", false, true}, {"12", false, true}, {"pier", false, true}},
		"\xff’’ '":                     nil,
	} {
		if got := wordsOf(in); !slices.Equal(got, want) {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func FuzzStories(f *testing.F) {
	f.Add("Harland's draft", "Minister Roe. “Low” Ford", "’")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		s := NewStories([]Told{{Head: a, Text: b}, {Head: b, Text: a + c}, {Head: c, Text: b + c, Day: 3}})
		for i := range 3 {
			for j := range 3 {
				if p := s.Likely(i, j); !(p >= 0 && p <= 1) || p != s.Likely(j, i) {
					t.Errorf("%d %d: %v %v", i, j, p, s.Likely(j, i))
				}
			}
		}
		s.Chains()
	})
}

func BenchmarkStories(b *testing.B) {
	var all []Told
	for i := range 500 {
		x := press[i%len(press)]
		x.Text += " " + string(rune('a'+i%26)) + "ella " + string(rune('a'+i/26%26)) + "orta"
		all = append(all, x)
	}
	b.ReportAllocs()
	for b.Loop() {
		NewStories(all).Chains()
	}
}
