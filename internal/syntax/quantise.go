package syntax

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/parley-press/parley/internal/kernel"
	"github.com/parley-press/parley/internal/learn"
)

// ranges are the largest numbers that the layers are to hold; what is larger is cut. They are quantiles over sentences of the treebank.
type ranges struct {
	word, affix float32
	h           [layers]float32
	state       float32
}

// quantile is how much of the numbers of a layer its range holds.
const quantile = 0.9995

// calibrate measures the ranges with the trained weights, nothing dropped and nothing hidden.
func (t *trainer) calibrate() ranges {
	s := t.shards[0]
	t.o.Dropout, t.o.Explore = 0, 0
	clear(t.hide)
	s.run(t.gold[:min(400, len(t.gold))], true, 0)
	var words, affixes []float32
	s.within(func(lo, hi int) {
		for ; lo < hi; lo += width {
			words = append(words, s.x[lo:lo+wordWidth]...)
			affixes = append(affixes, s.x[lo+wordWidth:lo+width]...)
		}
	})
	r := ranges{word: largest(words), affix: largest(affixes), state: largest(s.hid)}
	for l := range layers {
		r.h[l] = largest(s.h[l])
	}
	return r
}

// largest is the quantile of the sizes of the numbers that are not 0.
func largest(x []float32) float32 {
	var all []float32
	for _, v := range x {
		if v != 0 {
			all = append(all, max(v, -v))
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	return max(all[int(float64(float64(len(all)-1)*quantile))], 1e-3)
}

// top7 is the largest activation.
const top7 = 127

// sections are the parts of the model file.
func (t *trainer) sections() []learn.Section {
	r := t.calibrate()
	var out []learn.Section
	add := func(name string, b []byte) { out = append(out, learn.Section{Name: name, Bytes: b}) }
	add("vocabulary", encodeVocabulary(t.hashes))
	wordUnit, affixUnit := r.word/63, r.affix/63
	words := make([]byte, len(t.word))
	for i, v := range t.word {
		words[i] = byte(nearest(v/wordUnit, -64, 63) + 64)
	}
	add("word", words)
	rows := make([]byte, len(t.affixes))
	for i, v := range t.affixes {
		rows[i] = byte(nearest(2*v/affixUnit, -127, 127))
	}
	add("affix", rows)
	in := func(i int) float32 {
		if i%width < wordWidth {
			return wordUnit
		}
		return affixUnit
	}
	for l, b := range t.w.conv {
		unit := r.h[l] / top7
		w, scale, bias := t.perOutput(b, in, unit, l == 0)
		ratio := float32(0)
		if l > 0 {
			ratio = in(0) / unit
		}
		name := "conv" + digit(l+1)
		add(name, w)
		add(name+".scale", floats(append(append(scale, bias...), ratio)))
		in = func(int) float32 { return unit }
	}
	second, third, state := r.h[1]/top7, r.h[2]/top7, r.state/top7
	for _, h := range []struct {
		name string
		b    block
		unit float32
	}{{"tag", t.w.tag, second}, {"act", t.w.act, state}, {"left", t.w.lab[0], state}, {"right", t.w.lab[1], state}} {
		w, unit := t.whole(h.b)
		bias := make([]int32, h.b.out)
		for o := range bias {
			bias[o] = int32(nearest(t.w.theta[h.b.b+o]/(unit*h.unit), -1<<30, 1<<30))
		}
		add(h.name, w)
		add(h.name+".bias", ints(bias))
	}
	w, unit := t.whole(t.w.place)
	unit *= 64 * third
	add("place", w)
	add("table", t.table(unit))
	add("state.scale", floats([]float32{unit / state}))
	return out
}

// perOutput is a block in eight bits, each output with a unit of its own, and the scales and biases that Activate needs to give its outputs in unit.
// offset says that the inputs hold 64 for 0.
func (t *trainer) perOutput(b block, in func(int) float32, unit float32, offset bool) (packed []byte, scale, bias []float32) {
	q := make([]int8, b.in*b.out)
	row := make([]float32, b.in)
	for o := range b.out {
		most := float32(1e-9)
		for i := range b.in {
			row[i] = t.w.theta[b.w+i*b.out+o] * in(i)
			most = max(most, row[i], -row[i])
		}
		step := most / top7
		sum := 0
		for i, v := range row {
			q[o*b.in+i] = int8(nearest(v/step, -127, 127))
			sum += int(q[o*b.in+i])
		}
		s := step / unit
		at := t.w.theta[b.b+o] / unit
		if offset {
			at -= float32(s * float32(64*sum))
		}
		scale, bias = append(scale, s), append(bias, at)
	}
	return kernel.Pack(q, b.in, b.out), scale, bias
}

// whole is a block in eight bits with one unit for all.
func (t *trainer) whole(b block) (packed []byte, unit float32) {
	most := float32(1e-9)
	for _, v := range t.w.theta[b.w:b.b] {
		most = max(most, v, -v)
	}
	unit = most / top7
	q := make([]int8, b.in*b.out)
	for o := range b.out {
		for i := range b.in {
			q[o*b.in+i] = int8(nearest(t.w.theta[b.w+i*b.out+o]/unit, -127, 127))
		}
	}
	return kernel.Pack(q, b.in, b.out), unit
}

// table is the tables in 16 bits. The biases of the places are taken into the row that is always there, and off those for no token.
func (t *trainer) table(unit float32) []byte {
	rows := slices.Clone(t.w.theta[t.w.table:])
	for p := range places {
		for i, v := range t.w.theta[t.w.place.b+p*width : t.w.place.b+(p+1)*width] {
			rows[bias*width+i] += v
			rows[(t.lay.absent+p)*width+i] -= v
		}
	}
	var b []byte
	for _, v := range rows {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(nearest(v/unit, math.MinInt16, math.MaxInt16))))
	}
	return b
}

// nearest is the whole number next to x within bounds, ties to even.
func nearest(x float32, lo, hi int) int {
	return int(min(max(math.RoundToEven(float64(x)), float64(lo)), float64(hi)))
}

func floats(x []float32) []byte {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func ints(x []int32) []byte {
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// encodeVocabulary is an open-addressed table of words: slots of the upper 32 bits of the hash and the number of the word, 0 where empty.
func encodeVocabulary(hashes []learn.Hash) []byte {
	n := 16
	for n < 2*len(hashes) {
		n *= 2
	}
	b := make([]byte, 8*n)
	for id, h := range hashes {
		if id == 0 {
			continue
		}
		i := int(h) & (n - 1)
		for binary.LittleEndian.Uint32(b[8*i+4:]) != 0 {
			i = (i + 1) & (n - 1)
		}
		binary.LittleEndian.PutUint32(b[8*i:], uint32(h>>32))
		binary.LittleEndian.PutUint32(b[8*i+4:], uint32(id))
	}
	return b
}

// labels are the classes as the head of the file lists them: "tag NN/NOUN", then "rel nsubj".
func (inv *inventory) labels() []string {
	var out []string
	for _, t := range inv.tags {
		out = append(out, "tag "+t)
	}
	for _, r := range inv.rels {
		out = append(out, "rel "+r)
	}
	return out
}
