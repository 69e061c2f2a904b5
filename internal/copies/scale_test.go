package copies

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// A mill invents reports as runs of numbers for words: of 200 to 600 words, with a stock phrase of the press every 60 words or so, each of 2,000 phrases being as
// frequent as another; one in ten is an earlier report with changes.
type mill struct {
	phrases [2000][8]uint64
}

func newMill() *mill {
	m := &mill{}
	rng := rand.New(rand.NewPCG(1, 100))
	for i := range m.phrases {
		for k := range m.phrases[i] {
			m.phrases[i][k] = rng.Uint64N(50000)
		}
	}
	return m
}

// words is the words of report n.
func (m *mill) words(n int) []uint64 {
	rng := rand.New(rand.NewPCG(uint64(n), 101))
	if n%10 == 9 {
		return editedWords(rng, m.words(rng.IntN(n/10+1)*10), 60) // of one that is no copy itself
	}
	out := make([]uint64, 0, 620)
	for size := 200 + rng.IntN(400); len(out) < size; {
		if rng.IntN(60) == 0 {
			out = append(out, m.phrases[rng.IntN(len(m.phrases))][:]...)
			continue
		}
		out = append(out, rng.Uint64N(50000))
	}
	return out
}

// editedWords is words with about one in every many changed, left out or doubled.
func editedWords(rng *rand.Rand, ws []uint64, every int) []uint64 {
	out := make([]uint64, 0, len(ws)+20)
	for _, w := range ws {
		switch rng.IntN(3 * every) {
		case 0:
			out = append(out, rng.Uint64N(50000))
		case 1:
		case 2:
			out = append(out, w, w)
		default:
			out = append(out, w)
		}
	}
	return out
}

func runsOf(ws []uint64) []uint32 {
	var h Hasher
	for _, w := range ws {
		h.word(mix(w + 1))
	}
	return slices.Clone(h.runs)
}

// report is report n as runs.
func (m *mill) report(n int) []uint32 { return runsOf(m.words(n)) }

// BenchmarkPut adds reports to an index of that size and looks each up; the time a report must not grow with the index.
func BenchmarkPut(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := newMill()
			x := New(0)
			for i := range n {
				x.Put(idOf(i), NewText(m.report(i)))
			}
			b.ReportAllocs()
			found := 0
			for i := n; b.Loop(); i++ {
				b.StopTimer()
				runs := m.report(i)
				b.StartTimer()
				t := NewText(runs)
				found += len(x.Find(idOf(i), t))
				x.Put(idOf(i), t)
			}
			b.ReportMetric(float64(found)/float64(b.N), "found/report")
		})
	}
}

// BenchmarkGroups finds the groups of one story in so many versions; the time a version must not grow.
func BenchmarkGroups(b *testing.B) {
	for _, n := range []int{1250, 2500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := variants(n)
			for b.Loop() {
				x.Groups()
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N*n), "µs/version")
		})
	}
}

// variants is an index of so many versions of one story.
func variants(n int) *Index {
	rng := rand.New(rand.NewPCG(5, 5))
	story := make([]uint64, 400)
	for i := range story {
		story[i] = rng.Uint64N(50000)
	}
	x := New(0)
	for i := range n {
		x.Put(idOf(i), NewText(runsOf(editedWords(rng, story, 10+rng.IntN(90)))))
	}
	return x
}
