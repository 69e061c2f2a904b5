package learn

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"github.com/parley-press/parley/internal/kernel"
)

// Two label sets over one alphabet: vowels begin a name, consonants go on with it, digits stand outside. The second set
// tells names that begin with "a" from others.
func chainSets() []LabelSet {
	one := LabelSet{Shared: []int{0, 1, 2}, First: []bool{true, true, false}}
	one.Follow = [][]bool{{true, true, false}, {true, true, true}, {true, true, true}}
	two := LabelSet{Shared: []int{0, 1, 2, 1, 2}, First: []bool{true, true, false, true, false}}
	for a := range 5 {
		row := []bool{true, true, a == 1 || a == 2, true, a == 3 || a == 4}
		two.Follow = append(two.Follow, row)
	}
	return []LabelSet{one, two}
}

func chainSequence(r *Rand, set int) Sequence {
	s := Sequence{Set: set, Weight: 1}
	last := uint8(0)
	for range 3 + r.Below(4) {
		c := "aeioubcdfg123"[r.Below(13)]
		var l uint8
		switch {
		case c <= '9':
		case c == 'a' || set == 0 && bytes.IndexByte([]byte("eiou"), c) >= 0:
			l = 1
		case bytes.IndexByte([]byte("eiou"), c) >= 0:
			l = 3
		case last > 0:
			l = last + last%2
		}
		last = l
		s.Features = append(s.Features, Of(0, 0, 0), Of(1, HashStart.Byte(c), 0), Of(2, HashStart.Byte(c&3), 0))
		s.Ends = append(s.Ends, int32(len(s.Features)))
		s.Gold = append(s.Gold, l)
	}
	return s
}

func trainChain(seed uint64) (*CRF, []byte) {
	r := Rand(seed)
	var seqs []Sequence
	for i := range 600 {
		seqs = append(seqs, chainSequence(&r, i%2))
	}
	c := NewCRF(chainSets(), seqs, CRFOptions{Shared: 3, Least: 1, Rate: 0.1, Drop: 20, Seed: seed})
	for e := range 5 {
		for i := range seqs {
			c.Step(&seqs[i])
		}
		if e > 2 {
			c.Snapshot()
		}
	}
	c.Average()
	return c, Encode(Head{Kind: "chain", Template: 3, Labels: []string{"x"}}, c.Sections(1000, -1)...)
}

func TestCRF(t *testing.T) {
	crf, file := trainChain(1)
	if _, again := trainChain(1); !bytes.Equal(file, again) {
		t.Error("two trainings from one seed differ")
	}
	f, err := OpenFile(file, "chain", 3)
	if err != nil {
		t.Fatal(err)
	}
	c, err := OpenChain(f, chainSets(), 3)
	if err != nil {
		t.Fatal(err)
	}
	r := Rand(99)
	var back []uint8
	wrong, rounded := 0, 0
	for i := range 100 {
		s := chainSequence(&r, i%2)
		n := c.Labels(s.Set)
		scores, got := make([]int32, n*len(s.Gold)), make([]uint8, len(s.Gold))
		from := int32(0)
		for k, end := range s.Ends {
			c.Add(s.Set, s.Features[from:end], scores[k*n:k*n+n])
			from = end
		}
		back = c.Decode(s.Set, scores, got, back)
		if !slices.Equal(got, s.Gold) {
			wrong++
		}
		seqs := []Sequence{s}
		crf.Lookup(seqs)
		if !slices.Equal(crf.Decode(&seqs[0]), got) {
			rounded++
		}
	}
	if wrong > 2 || rounded > 2 { // rounded weights may decide a near tie otherwise
		t.Errorf("of 100 sequences %d are wrong, and %d differ between floats and whole numbers", wrong, rounded)
	}
}

// The gradient of a step is that of the log-likelihood: a small step raises it, and the marginals of a token add up to 1.
func TestStepClimbs(t *testing.T) {
	r := Rand(4)
	seqs := []Sequence{chainSequence(&r, 1)}
	c := NewCRF(chainSets(), seqs, CRFOptions{Shared: 3, Least: 1, Rate: 0.01})
	last := math.Inf(-1)
	for range 30 {
		ll := c.Step(&seqs[0])
		if ll < last || ll > 0 {
			t.Fatalf("log-likelihood %v after %v", ll, last)
		}
		last = ll
		n := len(seqs[0].Gold)
		for k := range n {
			sum := 0.0
			for _, p := range c.post[k*5 : k*5+5] {
				sum += p
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Fatalf("marginals add up to %v", sum)
			}
		}
	}
}

func TestChainRefuses(t *testing.T) {
	c, _ := trainChain(2)
	good := c.Sections(1000, -1)
	for name, change := range map[string]func(rows, edges []byte) ([]byte, []byte){
		"no rows":      func(_, e []byte) ([]byte, []byte) { return nil, e },
		"three slots":  func(r, e []byte) ([]byte, []byte) { r[0] = 3; return r, e },
		"short edges":  func(r, e []byte) ([]byte, []byte) { return r, e[2:] },
		"row outside":  func(r, e []byte) ([]byte, []byte) { fillSlots(r, 0xff); return r, e },
		"no empty one": func(r, e []byte) ([]byte, []byte) { fillSlots(r, 0); return r, e },
		"a cut row":    func(r, e []byte) ([]byte, []byte) { return r[:len(r)-1], e },
	} {
		rows, edges := change(bytes.Clone(good[0].Bytes), bytes.Clone(good[1].Bytes))
		f, err := OpenFile(Encode(Head{Kind: "chain"}, Section{"rows", rows}, Section{"edges", edges}), "chain", 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := OpenChain(f, chainSets(), 3); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// fillSlots makes every slot point to row 1, or high outside.
func fillSlots(rows []byte, high byte) {
	n := int(rows[0]) | int(rows[1])<<8
	for i := range n {
		rows[8+8*i+4], rows[8+8*i+7] = 1, high
	}
}

func TestExpNear(t *testing.T) {
	for x := -50.0; x < 50; x += 0.37 {
		if got, want := exp(x), math.Exp(x); math.Abs(got-want) > 1e-9*want {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if exp(-800) != 0 || math.IsInf(exp(800), 0) {
		t.Error("the ends of exp")
	}
}

func FuzzOpenChain(f *testing.F) {
	c, _ := trainChain(3)
	s := c.Sections(1000, -1)
	f.Add(s[0].Bytes, s[1].Bytes, uint32(7))
	f.Fuzz(func(t *testing.T, rows, edges []byte, feature uint32) {
		file, err := OpenFile(Encode(Head{Kind: "chain"}, Section{"rows", rows}, Section{"edges", edges}), "chain", 0)
		if err != nil {
			t.Fatal(err)
		}
		c, err := OpenChain(file, chainSets(), 3)
		if err != nil {
			return
		}
		for set := range 2 {
			n := c.Labels(set)
			scores, labels := make([]int32, 4*n), make([]uint8, 4)
			for k := range 4 {
				c.Add(set, []Feature{Feature(feature), Feature(k), Of(0, 0, 0)}, scores[k*n:k*n+n])
			}
			c.Decode(set, scores, labels, nil)
		}
	})
}

// FuzzChainTwins holds the best kernel of this machine and plain Go to the same scores and labels.
func FuzzChainTwins(f *testing.F) {
	_, file := trainChain(5)
	open := func(l kernel.Level) *Chain {
		m, err := OpenFile(file, "chain", 3)
		if err != nil {
			f.Fatal(err)
		}
		c, err := OpenChain(m, chainSets(), 3)
		if err != nil {
			f.Fatal(err)
		}
		c.level = l
		return c
	}
	vector, plain := open(kernel.Best()), open(kernel.Plain)
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := Rand(seed)
		s := chainSequence(&r, int(seed%2))
		n := vector.Labels(s.Set)
		a, b := make([]int32, n*len(s.Gold)), make([]int32, n*len(s.Gold))
		from := int32(0)
		for k, end := range s.Ends {
			vector.Add(s.Set, s.Features[from:end], a[k*n:k*n+n])
			plain.Add(s.Set, s.Features[from:end], b[k*n:k*n+n])
			from = end
		}
		x, y := make([]uint8, len(s.Gold)), make([]uint8, len(s.Gold))
		vector.Decode(s.Set, a, x, nil)
		plain.Decode(s.Set, b, y, nil)
		if !slices.Equal(a, b) || !slices.Equal(x, y) {
			t.Errorf("%v gives %v and %v, plain Go %v and %v", vector.level, a, x, b, y)
		}
	})
}
