package learn

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// A featureMap holds what a map holds, also where features share slots and it grows.
func TestFeatureMap(t *testing.T) {
	var m featureMap
	if n, ok := m.get(7); ok || n != 0 {
		t.Errorf("an empty map has %d, %v", n, ok)
	}
	r := Rand(9)
	want := map[Feature]int32{}
	for range 30_000 {
		f := Feature(r.Below(4000)) << (4 * r.Below(5)) // 0 too
		n := int32(r.Below(3))
		m.add(f, n)
		want[f] += n
	}
	for f, n := range want {
		if got, ok := m.get(f); !ok || got != n {
			t.Fatalf("%d has %d, %v; want %d", f, got, ok, n)
		}
	}
	for f := range Feature(70_000) {
		if _, in := want[f]; !in {
			if n, ok := m.get(f); ok {
				t.Fatalf("%d, which nobody added, has %d", f, n)
			}
		}
	}
	if m.used != len(want) || 3*m.used > 2*len(m.slots)+3 {
		t.Errorf("%d of %d features, %d slots", m.used, len(want), len(m.slots))
	}
}

// toys are sequences of two labels, each told by a feature, with one that tells nothing.
func toys() []Sequence {
	r := Rand(4)
	var out []Sequence
	for range 60 {
		q := Sequence{Weight: 1}
		for range 1 + r.Below(6) {
			y := r.Below(2)
			q.Gold = append(q.Gold, uint8(y))
			q.Features = append(q.Features, Of(1, Hash(y), 0), Of(2, Hash(r.Below(3)), 0))
			q.Ends = append(q.Ends, int32(len(q.Features)))
		}
		out = append(out, q)
	}
	return out
}

func toySet() LabelSet {
	yes := []bool{true, true}
	return LabelSet{Shared: []int{0, 0}, Follow: [][]bool{yes, yes}, First: yes}
}

func trained(c *CRF, seqs []Sequence) {
	for range 4 {
		for i := range seqs {
			c.Step(&seqs[i])
		}
	}
}

func sectionsOf(c *CRF) []byte {
	var out []byte
	for _, s := range c.Sections(100, -1) {
		out = append(append(out, s.Name...), s.Bytes...)
	}
	return out
}

// A fresh CRF learns from the rows of another as one made of the features would, and neither changes the other.
func TestFresh(t *testing.T) {
	o := CRFOptions{Shared: 1, Least: 1, Rate: 0.1, Drop: 64, Seed: 5}
	own := toys()
	alone := NewCRF([]LabelSet{toySet()}, own, o)
	trained(alone, own)

	seqs := toys()
	other := o
	other.Seed = 1
	base := NewCRF([]LabelSet{toySet()}, seqs, other)
	trained(base, seqs)
	before := sectionsOf(base)
	fresh := base.Fresh(5)
	if got := fresh.Decode(&seqs[0]); slices.Max(got) != 0 {
		t.Errorf("untrained it answers %v", got)
	}
	trained(fresh, seqs)
	if !bytes.Equal(sectionsOf(fresh), sectionsOf(alone)) {
		t.Error("it is another than one that is made of the features")
	}
	if !bytes.Equal(sectionsOf(base), before) || bytes.Equal(before, sectionsOf(fresh)) {
		t.Error("the first one has changed, or both are the same")
	}
	if fresh.Seed != 5 || base.Seed != 1 || fresh.Features() != base.Features() {
		t.Errorf("seeds %d and %d, %d and %d features", fresh.Seed, base.Seed, fresh.Features(), base.Features())
	}
}

// Tempering leaves the order of rows and the best labels and makes probabilities flatter, or sharper above 1.
func TestTemper(t *testing.T) {
	r := Rand(6)
	for range 40 {
		l, n := 2+r.Below(4), 1+r.Below(7)
		c := randomChain(&r, l, 40)
		c.heat = 1 << heatBits
		scores := randomScores(&r, n, l, 3*chainScale)
		var w PathScratch
		read := func() ([]Path, []float64) {
			var paths []Path
			for _, p := range c.Paths(0, scores, 8, &w) {
				p.Labels = slices.Clone(p.Labels)
				paths = append(paths, p)
			}
			return paths, slices.Clone(c.Marginals(0, scores, nil, &w))
		}
		labels := make([]uint8, n)
		paths, marginals := read()
		c.Temper(0.5)
		flat, flatMarginals := read()
		c.Decode(0, scores, labels, nil)
		c.Temper(2)
		sharp, _ := read()
		if len(paths) == 0 {
			continue
		}
		if len(paths) > 1 && !slices.Equal(labels, flat[0].Labels) && paths[0].Score > paths[1].Score+1 {
			t.Errorf("the best labels are %v, of the rows %v", labels, flat[0].Labels)
		}
		for k := range paths {
			if !slices.Equal(paths[k].Labels, flat[k].Labels) || !slices.Equal(paths[k].Labels, sharp[k].Labels) || paths[k].Score != flat[k].Score {
				t.Fatalf("row %d is another", k)
			}
			gap := paths[0].LogProb - paths[k].LogProb
			if got := flat[0].LogProb - flat[k].LogProb; math.Abs(got-gap/2) > 1e-6 {
				t.Errorf("row %d lies %.6f behind, tempered %.6f", k, gap, got)
			}
			if got := sharp[0].LogProb - sharp[k].LogProb; math.Abs(got-2*gap) > 1e-6 {
				t.Errorf("row %d lies %.6f behind, sharpened %.6f", k, gap, got)
			}
		}
		if len(paths) > 1 && (flat[0].LogProb > paths[0].LogProb+1e-9 || sharp[0].LogProb < paths[0].LogProb-1e-9) {
			t.Errorf("the best row: %.4f, tempered %.4f, sharpened %.4f", paths[0].LogProb, flat[0].LogProb, sharp[0].LogProb)
		}
		for k := 0; k < len(marginals); k += l {
			sum := 0.0
			for _, p := range flatMarginals[k : k+l] {
				sum += p
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("tempered marginals sum to %v", sum)
			}
		}
	}
}

// Parts of a file are what was named so.
func TestParts(t *testing.T) {
	one, two := []Section{{"rows", []byte("1")}, {"edges", []byte("2")}}, []Section{{"rows", []byte("3")}}
	sections := append(Named("a.", one), Named("ab.", two)...)
	sections = append(sections, Section{"rows", []byte("4")})
	f, err := OpenFile(Encode(Head{Kind: "toy", Seed: 7}, sections...), "toy", 0)
	if err != nil {
		t.Fatal(err)
	}
	a, ab := f.Part("a."), f.Part("ab.")
	if string(a.Section("rows")) != "1" || string(a.Section("edges")) != "2" || string(ab.Section("rows")) != "3" || ab.Section("edges") != nil || string(f.Section("rows")) != "4" {
		t.Errorf("%q %q %q %q", a.Section("rows"), a.Section("edges"), ab.Section("rows"), f.Section("rows"))
	}
	if a.Seed != 7 || a.Section("a.rows") != nil || f.Part("c.").Section("rows") != nil || one[0].Name != "rows" {
		t.Errorf("seed %d, first section %q", a.Seed, one[0].Name)
	}
}
