//go:build measure

package copies

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestMeasureStories says of pairs of articles whether they are of one story chain, with weights and a threshold that were set on other reports, beside the best that one
// threshold on one likeness can do when it is chosen on these very pairs. The pairs are for evaluation only.
func TestMeasureStories(t *testing.T) {
	type pair struct {
		URL1, URL2, Relation               string
		Title1, Summary1, Title2, Summary2 string
	}
	pairs := readLines[pair](t, "stories-EVALUATION-ONLY/story-pairs.jsonl.gz")
	at := map[string]int{}
	var all []Told
	number := func(url, head, text string) int {
		if i, ok := at[url]; ok {
			return i
		}
		at[url] = len(all)
		all = append(all, Told{Head: head, Text: text})
		return len(all) - 1
	}
	links := make([]link, len(pairs))
	gold := make([]bool, len(pairs))
	for i, p := range pairs {
		links[i], gold[i] = link{a: number(p.URL1, p.Title1, p.Summary1), b: number(p.URL2, p.Title2, p.Summary2)}, p.Relation == "1"
	}
	s := NewStories(all)
	plain := &Stories{squares: slices.Repeat([]float64{1}, len(s.idf))}
	baselines := map[string]func(link) float64{
		"Jaccard of words":           func(l link) float64 { return jaccardOf(s.words[l.a], s.words[l.b]) },
		"Jaccard of words of titles": func(l link) float64 { return jaccardOf(s.heads[l.a], s.heads[l.b]) },
		"cosine of words":            func(l link) float64 { return plain.cosine(s.words[l.a], s.words[l.b]) },
		"cosine of weighted words":   func(l link) float64 { return s.cosine(s.words[l.a], s.words[l.b]) },
		"Jaccard of runs of words": func(l link) float64 {
			return Compare(NewText(Runs(all[l.a].Text)), NewText(Runs(all[l.b].Text))).Jaccard
		},
		"cosine of weighted title words": func(l link) float64 { return s.cosine(s.heads[l.a], s.heads[l.b]) },
	}
	best := 0.0
	for _, name := range sorted(baselines) {
		f, least := bestThreshold(links, gold, baselines[name])
		best = max(best, f)
		t.Logf("%-32s best threshold %.2f: F1 %.3f", name, least, f)
	}
	tp, fp, fn := 0, 0, 0
	for i, l := range links {
		switch got := s.Likely(l.a, l.b) >= OneStory; {
		case got && gold[i]:
			tp++
		case got:
			fp++
		case gold[i]:
			fn++
		}
	}
	f := 2 * float64(tp) / float64(2*tp+fp+fn)
	t.Logf("%d pairs, %d of one chain; Likely at %.2f: %d right, %d wrong, %d missed: F1 %.3f; best baseline %.3f", len(pairs), tp+fn, OneStory, tp, fp, fn, f, best)
	if f < 0.845 {
		t.Errorf("F1 %.3f, and one threshold that is chosen on these pairs reaches 0.845", f)
	}
	top, where := bestThreshold(links, gold, func(l link) float64 { return s.Likely(l.a, l.b) })
	t.Logf("(Likely at the threshold that would be best here, %.2f: F1 %.3f)", where, top)
}

func jaccardOf(a, b []int32) float64 {
	n := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a)+len(b)-n))
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

// bestThreshold is the highest F1 that a threshold on a likeness reaches, and the threshold.
func bestThreshold[L any](links []L, gold []bool, like func(L) float64) (best, least float64) {
	type scored struct {
		like float64
		gold bool
	}
	all := make([]scored, len(links))
	want := 0
	for i, l := range links {
		all[i] = scored{like(l), gold[i]}
		if gold[i] {
			want++
		}
	}
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(b.like, a.like) })
	tp := 0
	for i, x := range all {
		if x.gold {
			tp++
		}
		if i+1 < len(all) && all[i+1].like == x.like {
			continue
		}
		if f := 2 * float64(tp) / float64(i+1+want); f > best {
			best, least = f, x.like
		}
	}
	return best, least
}

// tell is precision, recall and F1 of those that are at least so like.
func tell[L any](links []L, gold []bool, least float64, like func(L) float64) string {
	tp, fp, fn := 0, 0, 0
	for i, l := range links {
		switch got := like(l) >= least; {
		case got && gold[i]:
			tp++
		case got:
			fp++
		case gold[i]:
			fn++
		}
	}
	return fmt.Sprintf("%d right, %d wrong, %d missed: P %.3f R %.3f F1 %.3f", tp, fp, fn, float64(tp)/float64(max(1, tp+fp)), float64(tp)/float64(max(1, tp+fn)), 2*float64(tp)/float64(max(1, 2*tp+fp+fn)))
}
