//go:build measure

package copies

import (
	"hash/fnv"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// A labelled is a pair of reports of which a person said whether they are of one story chain.
type labelled struct {
	ids    [2]string
	same   bool
	k      kinship
	akin   float64
	weight float64
}

// labelledPairs is the pairs of testdata/story-pairs.tsv, those to work with and those to check with. Pairs that share a report, by way of others too, are in one half.
func labelledPairs(t testing.TB) (work, check []labelled) {
	t.Helper()
	b, err := os.ReadFile("testdata/story-pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	corpora := map[string]*Stories{}
	at := map[string]int{}
	for _, c := range storyCorpora {
		all := beginnings(t, c.name)
		told := make([]Told, len(all))
		for i, b := range all {
			told[i], at[b.id] = b.Told, i
		}
		corpora[all[0].id[:2]] = NewStories(told)
	}
	least := map[string]string{} // report to the least of those it is joined with
	root := func(x string) string {
		for least[x] != "" && least[x] != x {
			x = least[x]
		}
		return x
	}
	var all []labelled
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		i, ok := at[f[0]]
		j, ok2 := at[f[1]]
		if !ok || !ok2 {
			t.Fatal("no report", f[0], f[1])
		}
		s := corpora[f[0][:2]]
		all = append(all, labelled{[2]string{f[0], f[1]}, f[2] == "1", s.kinship(i, j), s.Akin(i, j), 1})
		a, b := root(f[0]), root(f[1])
		least[max(a, b)] = min(a, b)
	}
	for _, p := range all {
		h := fnv.New32a()
		_, _ = h.Write([]byte(root(p.ids[0]) + "half"))
		if x := h.Sum32(); (x^x>>15)%2 == 0 {
			work = append(work, p)
		} else {
			check = append(check, p)
		}
	}
	return work, check
}

// supposed is pairs of reports of 2016 of which the whole texts tell whether they are of one story: those that are very like each other, and those that are not at
// all. What lies between is left out. Reports of 1987 are not used: by their whole texts two reports by one form are alike.
func supposed(t testing.TB) (out []labelled) {
	t.Helper()
	for _, name := range []string{"news-2016", "buzzfeed-webis-2016"} {
		all := beginnings(t, name)
		told, post, whole := make([]Told, len(all)), map[string][]int{}, make([]map[string]float64, len(all))
		df := map[string]float64{}
		for i, b := range all {
			told[i], whole[i] = b.Told, map[string]float64{}
			for _, w := range capitals(b.Text) {
				post[w] = append(post[w], i)
			}
			for _, w := range wordsOf(b.Head + ". " + b.all[:min(len(b.all), 6000)]) {
				if whole[i][w.stem]++; whole[i][w.stem] == 1 {
					df[w.stem]++
				}
			}
		}
		weight := func(i int, w string) float64 {
			return (1 + math.Log(whole[i][w])) * math.Log(float64(len(all)+1)/(df[w]+0.5))
		}
		dot := func(i, j int) float64 {
			sum := 0.0
			for _, w := range slices.Sorted(maps.Keys(whole[i])) {
				if whole[j][w] > 0 {
					sum += weight(i, w) * weight(j, w)
				}
			}
			return sum
		}
		s := NewStories(told)
		strata, _ := inStrata(all, post, s.Akin)
		r := rand.New(rand.NewPCG(2016, 1))
		for _, ps := range strata {
			r.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
			for _, p := range ps[:min(len(ps), 80)] {
				i, j := p[0], p[1]
				like := dot(i, j) / math.Sqrt(dot(i, i)*dot(j, j))
				if like >= 0.33 || like < 0.12 {
					out = append(out, labelled{[2]string{all[i].id, all[j].id}, like >= 0.33, s.kinship(i, j), s.Akin(i, j), supposedWeight})
				}
			}
		}
	}
	return out
}

// supposedWeight is how much a supposed pair counts beside one that a person labelled.
const supposedWeight = 0.25

// fitLogistic is the logistic regression of kinships, each divided by its deviation and drawn to 0 with weight ridge, by Newton's method.
func fitLogistic(ps []labelled, ridge float64) (weights kinship, base float64) {
	const n = len(kinship{}) + 1
	var mean, dev kinship
	for _, p := range ps {
		for k, x := range p.k {
			mean[k] += x / float64(len(ps))
		}
	}
	for _, p := range ps {
		for k, x := range p.k {
			dev[k] += (x - mean[k]) * (x - mean[k]) / float64(len(ps))
		}
	}
	var b [n]float64
	for range 25 {
		var m [n][n + 1]float64 // Hessian beside gradient
		for _, p := range ps {
			z := [n]float64{1}
			e := b[0]
			for k, x := range p.k {
				z[k+1] = (x - mean[k]) / math.Sqrt(dev[k])
				e += b[k+1] * z[k+1]
			}
			q := 1 / (1 + math.Exp(-e))
			y := 0.0
			if p.same {
				y = 1
			}
			for i := range n {
				m[i][n] += p.weight * (y - q) * z[i]
				for j := range n {
					m[i][j] += p.weight * q * (1 - q) * z[i] * z[j]
				}
			}
		}
		for i := 1; i < n; i++ {
			m[i][n] -= ridge * b[i]
			m[i][i] += ridge
		}
		for i := range n { // Gauss and Jordan; the Hessian is positive definite
			for r := range n {
				if q := m[r][i] / m[i][i]; r != i {
					for c := i; c <= n; c++ {
						m[r][c] -= q * m[i][c]
					}
				}
			}
		}
		for i := range n {
			b[i] += m[i][n] / m[i][i]
		}
	}
	base = b[0]
	for k := range weights {
		weights[k] = b[k+1] / math.Sqrt(dev[k])
		base -= weights[k] * mean[k]
	}
	return weights, base
}

// TestMeasureStoryFit fits the weights of Likely on the half to work with and holds those of the code to them; it chooses the threshold there, and scores the other
// half beside one threshold on the cosine, chosen the same way.
func TestMeasureStoryFit(t *testing.T) {
	work, check := labelledPairs(t)
	guesses := supposed(t)
	weights, base := fitLogistic(slices.Concat(work, guesses), 1)
	t.Logf("%d supposed pairs, %d of one story", len(guesses), count(golds(guesses)))
	t.Logf("%d pairs to work with, %d to check with; weights %.2f, base %.2f", len(work), len(check), weights, base)
	for k, w := range weights {
		if math.Abs(w-storyWeights[k]) > 0.006 {
			t.Errorf("weight %d is %.3f in the code and %.3f here", k, storyWeights[k], w)
		}
	}
	if math.Abs(base-storyBase) > 0.006 {
		t.Errorf("base is %.3f in the code and %.3f here", storyBase, base)
	}
	undated := func(p labelled) labelled { p.k[apart] = unknownApart; return p }
	ways := []struct {
		name  string
		least float64
		score func(labelled) float64
	}{
		{"Likely", OneStory, func(p labelled) float64 { return p.k.likely(weights, base) }},
		{"Likely, no days", OneStory, func(p labelled) float64 { return undated(p).k.likely(weights, base) }},
		{"cosine", 0, func(p labelled) float64 { return p.akin }},
		{"nearness", 0, func(p labelled) float64 { return p.k[nearness] }},
	}
	twice := slices.Clone(work) // as they are, and as if their days were not known
	for _, p := range work {
		twice = append(twice, undated(p))
	}
	f, least := bestThreshold(twice, golds(twice), func(p labelled) float64 { return p.k.likely(weights, base) })
	t.Logf("the best threshold for dated and undated pairs is %.3f: F1 %.3f", least, f)
	if math.Abs(least-OneStory) > 0.03 {
		t.Errorf("OneStory is %.2f", OneStory)
	}
	for _, c := range []string{"", "r8", "n1", "bw", "gs"} {
		for _, w := range ways {
			of := func(ps []labelled) (out []labelled, gold []bool) {
				for _, p := range ps {
					if strings.HasPrefix(p.ids[0], c) {
						out, gold = append(out, p), append(gold, p.same)
					}
				}
				return out, gold
			}
			f, least := bestThreshold(work, golds(work), w.score)
			if w.least > 0 {
				least = w.least
			}
			wp, wg := of(work)
			fc, lc := bestThreshold(wp, wg, w.score)
			cp, cg := of(check)
			t.Logf("%-3s%-16s work best F1 %.3f (here %.3f at %.2f); at %.2f work %s check %s", c, w.name, f, fc, lc, least, tell(wp, wg, least, w.score), tell(cp, cg, least, w.score))
		}
	}
}

func count(all []bool) (n int) {
	for _, b := range all {
		if b {
			n++
		}
	}
	return n
}

func golds(ps []labelled) []bool {
	out := make([]bool, len(ps))
	for i, p := range ps {
		out[i] = p.same
	}
	return out
}
