//go:build measure

package copies

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A beginning is a report of a corpus as pairs of reports are made of it: its headline and the beginning of its text, and the day it came out.
type beginning struct {
	Told
	id   string
	all  string // its whole text
	text *Text
}

// storyCorpora are where pairs of reports are drawn from, how many of each stratum, and how far apart in days.
var storyCorpora = []struct {
	name string
	each int
}{{"reuters-1987", 22}, {"news-2016", 19}, {"buzzfeed-webis-2016", 6}, {"guardian-syria-2019", 4}}

// strata are the likenesses by which pairs are drawn.
var strata = []float64{0.03, 0.06, 0.10, 0.15, 0.20, 0.27, 0.35, 0.5, 0.85}

const pairDays = 45

// beginnings is the reports of a corpus. A feed gives one sentence or three: the text is cut to 120, 220 or 340 bytes, by the report's id.
func beginnings(t testing.TB, name string) []beginning {
	t.Helper()
	var out []beginning
	seen := map[string]bool{}
	for _, a := range readLines[article](t, "news/"+name+".jsonl.gz") {
		if len(a.Text) < 100 || seen[a.Title+a.Text] {
			continue
		}
		seen[a.Title+a.Text] = true
		h := fnv.New32a()
		_, _ = h.Write([]byte(a.ID))
		title, tail, ok := cutLast(a.Title, " - ")
		if !ok || len(strings.Fields(tail)) > 4 {
			title = a.Title
		}
		b := beginning{Told: Told{Head: title, Text: begin(a.Text, []int{120, 220, 340}[h.Sum32()%3])}, id: a.ID, all: a.Text, text: NewText(Runs(a.Text))}
		for _, form := range []string{time.DateOnly, "2-Jan-2006 15:04:05.00"} {
			if d, err := time.Parse(form, strings.TrimSpace(a.Date)); err == nil {
				b.Day = int(d.Unix()/86400) + 365*10 // from 1960 on
			}
		}
		out = append(out, b)
	}
	return out
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// begin is the beginning of a text in so many bytes, whole words.
func begin(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	return s[:max(0, strings.LastIndexByte(s[:n], ' '))]
}

// capitals are the words with a capital that do not begin a sentence.
func capitals(s string) []string {
	var out []string
	for _, w := range wordsOf(s) {
		if w.capital && w.inside {
			out = append(out, w.stem)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestDrawPairs writes pairs of reports for labelling to PARLEY_PAIRS: pairs that share a rare name, no further apart than pairDays and no copies, so many of each
// stratum of likeness. The pairs of testdata/story-pairs.tsv were drawn so when words were cut a little otherwise, and are others than it draws today.
func TestDrawPairs(t *testing.T) {
	dir := os.Getenv("PARLEY_PAIRS")
	if dir == "" {
		t.Skip("PARLEY_PAIRS is not set")
	}
	f, err := os.Create(filepath.Join(dir, "pairs.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, c := range storyCorpora {
		all := beginnings(t, c.name)
		told := make([]Told, len(all))
		post := map[string][]int{}
		for i, b := range all {
			told[i] = b.Told
			for _, w := range capitals(b.Text) {
				post[w] = append(post[w], i)
			}
		}
		s := NewStories(told)
		strata, counts := inStrata(all, post, func(i, j int) float64 { return s.Akin(i, j) })
		t.Logf("%s: %d reports, pairs by stratum %v", c.name, len(all), counts)
		used := map[int]int{}
		r := rand.New(rand.NewPCG(1987, 2016))
		for k, ps := range strata {
			r.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
			n := 0
			for _, p := range ps {
				if n == c.each || used[p[0]] > 1 || used[p[1]] > 1 {
					continue
				}
				used[p[0]]++
				used[p[1]]++
				n++
				a, b := all[p[0]], all[p[1]]
				days := "?"
				if a.Day != 0 && b.Day != 0 {
					days = fmt.Sprint(b.Day - a.Day)
				}
				_, _ = fmt.Fprintf(f, "%s\t%s\t%d\t%s\t%s | %s\t%s | %s\n", a.id, b.id, k, days, a.Head, a.Text, b.Head, b.Text)
			}
		}
	}
}

// inStrata is the pairs of each stratum, in order, and how many there are. Of very many every so-maniest is kept.
func inStrata(all []beginning, post map[string][]int, like func(i, j int) float64) (out [][][2]int, counts []int) {
	out, counts = make([][][2]int, len(strata)-1), make([]int, len(strata)-1)
	pairs := map[[2]int32]bool{}
	for _, list := range post {
		if len(list) > max(12, len(all)/150) {
			continue
		}
		for x, i := range list {
			for _, j := range list[x+1:] {
				if all[i].Day == 0 || all[j].Day == 0 || max(all[i].Day-all[j].Day, all[j].Day-all[i].Day) <= pairDays {
					pairs[[2]int32{int32(i), int32(j)}] = true
				}
			}
		}
	}
	for p := range pairs {
		i, j := int(p[0]), int(p[1])
		c := like(i, j)
		k, _ := slices.BinarySearch(strata, c)
		if k == 0 || k == len(strata) || k > 3 && Compare(all[i].text, all[j].text).Jaccard > 0.3 {
			continue
		}
		counts[k-1]++
		out[k-1] = append(out[k-1], [2]int{i, j})
	}
	for _, ps := range out {
		slices.SortFunc(ps, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	}
	return out, counts
}
