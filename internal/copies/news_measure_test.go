//go:build measure

package copies

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// An article is one line of a file of news.
type article struct {
	ID, Outlet, Date, Title, Text string
}

// readLines decodes the lines of a compressed file of JSON lines under PARLEY_DATA; the test is skipped where it is not there.
func readLines[T any](t testing.TB, name string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), name))
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for d := json.NewDecoder(bufio.NewReader(z)); d.More(); {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// truth is every pair of texts with runs in common, by an inverted index of all runs, as how they stand to each other.
func truth(texts []*Text) map[[2]int]Match {
	post := map[uint32][]int32{}
	for i, t := range texts {
		for _, r := range t.set {
			post[r] = append(post[r], int32(i))
		}
	}
	share := map[[2]int]int{}
	for _, list := range post {
		for i, a := range list {
			for _, b := range list[i+1:] {
				share[[2]int{int(a), int(b)}]++
			}
		}
	}
	out := map[[2]int]Match{}
	for p, n := range share {
		if m := Compare(texts[p[0]], texts[p[1]]); m.Common != n {
			panic("two ways to count differ")
		} else if m.Jaccard >= 0.05 || m.Mine >= 0.3 || m.Theirs >= 0.3 {
			out[p] = m
		}
	}
	return out
}

// TestMeasureNews holds the index to the truth of all pairs of the reports of 2016, and of an agency's of 1987, by runs of five words of their texts.
func TestMeasureNews(t *testing.T) {
	for _, name := range []string{"news-2016", "reuters-1987"} {
		t.Run(name, func(t *testing.T) { measureNews(t, name) })
	}
}

func measureNews(t *testing.T, name string) {
	news := readLines[article](t, "news/"+name+".jsonl.gz")
	texts := make([]*Text, len(news))
	x := New(0)
	for i, a := range news {
		texts[i] = NewText(Runs(a.Text))
		x.Put(idOf(i), texts[i])
	}
	all := truth(texts)
	number := map[ID]int{}
	for i := range news {
		number[idOf(i)] = i
	}
	found := map[[2]int]Match{}
	for i, s := range texts {
		for _, m := range x.Find(idOf(i), s) {
			if j := number[m.ID]; i < j {
				found[[2]int{i, j}] = m
			}
		}
	}
	type bound struct {
		name string
		in   func(m Match) bool
	}
	long := func(p [2]int) bool { return texts[p[0]].Len() >= leastRun && texts[p[1]].Len() >= leastRun }
	for _, b := range []bound{{"Jaccard > 0.8", func(m Match) bool { return m.Jaccard > 0.8 }}, {"0.5 to 0.8", func(m Match) bool { return m.Jaccard >= 0.5 && m.Jaccard <= 0.8 }},
		{"part", func(m Match) bool { return m.Kind == Part || m.Kind == Contains }}, {"no copies by the thresholds", func(m Match) bool { return m.Kind == None }}} {
		n, got, short := 0, 0, 0
		for p, m := range all {
			if b.in(m) {
				if !long(p) {
					short++
					continue
				}
				n++
				if _, ok := found[p]; ok {
					got++
				}
			}
		}
		t.Logf("%-28s %4d pairs, %4d found; %d with a text under 30 words", b.name, n, got, short)
		if b.name == "Jaccard > 0.8" && got != n {
			t.Errorf("%d of %d pairs above 0.8 were found", got, n)
		}
	}
	wrong := 0
	for p := range found {
		if m, ok := all[p]; !ok || m.Kind == None {
			wrong++
		}
	}
	t.Logf("%d pairs found, %d of them false; %d groups", len(found), wrong, len(x.Groups()))
	if wrong > 0 {
		t.Error("pairs that are no copies")
	}
	if dir := os.Getenv("PARLEY_PAIRS"); dir != "" {
		tellPairs(t, filepath.Join(dir, name+".txt"), news, all, found)
	}
}

// tellPairs writes pairs down for reading: those that were found, in any order, and then those that are nearest under the thresholds.
func tellPairs(t *testing.T, name string, news []article, all, found map[[2]int]Match) {
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var ps, under [][2]int
	for p, m := range all {
		if _, ok := found[p]; ok {
			ps = append(ps, p)
		} else if m.Jaccard > 0.15 || max(m.Mine, m.Theirs) > 0.4 {
			under = append(under, p)
		}
	}
	by := func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) }
	slices.SortFunc(ps, by)
	slices.SortFunc(under, by)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
	for _, p := range append(ps, under...) {
		m, a, b := all[p], news[p[0]], news[p[1]]
		_, got := found[p]
		_, _ = fmt.Fprintf(f, "%t %s J %.2f, %.2f %.2f, words %d %d\n  %s %s %s | %.200s\n  %s %s %s | %.200s\n", got, m.Kind, m.Jaccard, m.Mine, m.Theirs, len(a.Text)/6, len(b.Text)/6,
			a.ID, a.Outlet, a.Date, a.Title+" ** "+a.Text, b.ID, b.Outlet, b.Date, b.Title+" ** "+b.Text)
	}
}
