package learn

import (
	"cmp"
	"slices"
)

// VectorOptions say how word vectors are trained; every field is needed.
type VectorOptions struct {
	Width    int // numbers a vector has, a multiple of 4
	Window   int // words looked at on either side
	Least    int // fewest times a word stands in the text
	Most     int // largest number of words
	Epochs   int
	Negative int     // words drawn against each true one
	Rate     float32 // learning rate at the start; it falls to nothing in a line
	Seed     uint64
	Say      func(epoch int, seen int)
}

// Vectors are words with their vectors, the most frequent word first.
type Vectors struct {
	Words  []string
	Counts []int
	Width  int
	Data   []float32 // one row a word
}

// TrainVectors trains word vectors by structured skip-gram with negative sampling (Mikolov et al. 2013; Ling et al. 2015: each place beside the word has
// output vectors of its own). Text is sentences of words; frequent words are passed over at random as in word2vec, beyond one in 10,000.
// The same text and options give the same bits on every machine: one thread, one order of every sum.
func TrainVectors(text [][]string, o VectorOptions) *Vectors {
	v, ids := vocabulary(text, o)
	if len(v.Words) == 0 {
		return v
	}
	g := newSkipGram(v, o)
	total := 0
	for _, s := range ids {
		total += len(s)
	}
	seen := 0
	for e := range o.Epochs {
		for _, s := range ids {
			g.sentence(s, o.Rate*(1-float32(seen)/float32(o.Epochs*total)))
			seen += len(s)
		}
		if o.Say != nil {
			o.Say(e+1, seen)
		}
	}
	return v
}

// vocabulary counts the words and turns the text into their numbers, unknown words left out.
func vocabulary(text [][]string, o VectorOptions) (*Vectors, [][]int32) {
	count := map[string]int{}
	for _, s := range text {
		for _, w := range s {
			count[w]++
		}
	}
	v := &Vectors{Width: o.Width}
	for w, n := range count {
		if n >= o.Least {
			v.Words = append(v.Words, w)
		}
	}
	slices.SortFunc(v.Words, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	v.Words = v.Words[:min(len(v.Words), o.Most)]
	index := make(map[string]int32, len(v.Words))
	for i, w := range v.Words {
		v.Counts = append(v.Counts, count[w])
		index[w] = int32(i)
	}
	ids := make([][]int32, 0, len(text))
	for _, s := range text {
		var line []int32
		for _, w := range s {
			if i, ok := index[w]; ok {
				line = append(line, i)
			}
		}
		if len(line) > 1 {
			ids = append(ids, line)
		}
	}
	return v, ids
}

// A skipGram is one training of vectors.
type skipGram struct {
	o      VectorOptions
	in     []float32   // the vectors
	out    [][]float32 // output vectors of each place
	draws  []int32     // words in proportion to their frequency to the power of 3/4
	keep   []uint64    // of 2^32, how often a word is kept
	rand   Rand
	change []float32
	line   []int32
}

func newSkipGram(v *Vectors, o VectorOptions) *skipGram {
	g := &skipGram{o: o, rand: Rand(o.Seed + 1), change: make([]float32, o.Width)}
	g.in = make([]float32, len(v.Words)*o.Width)
	for i := range g.in {
		g.in[i] = (float32(g.rand.Next()>>40)/(1<<24) - 0.5) / float32(o.Width)
	}
	v.Data = g.in
	for range 2 * o.Window {
		g.out = append(g.out, make([]float32, len(v.Words)*o.Width))
	}
	all, power := 0, float64(0)
	for _, n := range v.Counts {
		all += n
		power += pow34(n)
	}
	const draws = 1 << 20
	sum := float64(0)
	for i, n := range v.Counts {
		sum += float64(pow34(n) / power)
		for len(g.draws) < int(float64(sum*draws)) {
			g.draws = append(g.draws, int32(i))
		}
		// word2vec keeps a word of frequency f with (sqrt(f/t)+1)·t/f.
		f := float64(float64(n)/float64(all)) / 1e-4
		k := min(1, (float64(1/sqrt(f)) + float64(1/f)))
		g.keep = append(g.keep, uint64(k*(1<<32)))
	}
	return g
}

func pow34(n int) float64 { r := sqrt(float64(n)); return float64(r * sqrt(r)) }

// sentence learns from one sentence.
func (g *skipGram) sentence(ids []int32, rate float32) {
	g.line = g.line[:0]
	for _, w := range ids {
		if g.rand.Next()>>32 < g.keep[w] {
			g.line = append(g.line, w)
		}
	}
	for i, w := range g.line {
		row := g.in[int(w)*g.o.Width : (int(w)+1)*g.o.Width]
		for place, k := 0, i-g.o.Window; k <= i+g.o.Window; k++ {
			if k == i {
				continue
			}
			if k >= 0 && k < len(g.line) {
				g.pair(row, g.line[k], g.out[place], rate)
			}
			place++
		}
	}
}

// pair moves a word's vector and the output vectors of a true neighbour and of words drawn against it.
func (g *skipGram) pair(row []float32, gold int32, out []float32, rate float32) {
	clear(g.change)
	change := g.change[:len(row)]
	for n := range g.o.Negative + 1 {
		target, label := gold, float32(1)
		if n > 0 {
			target, label = g.draws[g.rand.Below(len(g.draws))], 0
			if target == gold {
				continue
			}
		}
		to := out[int(target)*g.o.Width : (int(target)+1)*g.o.Width]
		step := float32((label - Sigmoid(dot(row, to))) * rate)
		for i, x := range to {
			change[i] += float32(step * x)
			to[i] = x + float32(step*row[i])
		}
	}
	for i, c := range change {
		row[i] += c
	}
}

// dot is the product of two vectors of the same length, a multiple of 4, summed in four strands.
func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(a); i += 4 {
		s0 += float32(a[i] * b[i])
		s1 += float32(a[i+1] * b[i+1])
		s2 += float32(a[i+2] * b[i+2])
		s3 += float32(a[i+3] * b[i+3])
	}
	return (s0 + s1) + (s2 + s3)
}
