package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// maxLabels bounds the labels of a scheme.
const maxLabels = 32

// A tallyOf counts the labels that a word got in the first pass.
type tallyOf struct {
	n   [maxLabels]uint8
	all uint8
}

// A repeater makes the late features: what the first pass made of the same word elsewhere nearby (Krishnan and Manning 2006).
type repeater struct {
	near map[learn.Hash]int32
	sums []tallyOf
	out  []learn.Feature
	ends []int32
}

func newRepeater() *repeater {
	return &repeater{near: map[learn.Hash]int32{}}
}

func count(m map[learn.Hash]int32, sums []tallyOf, h learn.Hash, l uint8) []tallyOf {
	i, ok := m[h]
	if !ok {
		i = int32(len(sums))
		m[h] = i
		sums = append(sums, tallyOf{})
	}
	if s := &sums[i]; s.all < 200 {
		s.n[l]++
		s.all++
	}
	return sums
}

func repeats(l look) bool { return l != lowerCase && l != mark && l != number }

// read counts the labels of the first pass in a block of parts.
func (r *repeater) read(f *featurer, parts []parley.TokenRange, labels []uint8) {
	clear(r.near)
	r.sums = r.sums[:0]
	for _, s := range parts {
		for i := s.First; i < s.End; i++ {
			if repeats(f.looks[i-f.base]) {
				r.sums = count(r.near, r.sums, f.lows[i-f.base], labels[i])
			}
		}
	}
}

// sentence makes the late features of the words of a part.
func (r *repeater) sentence(f *featurer, s parley.TokenRange, labels []uint8) ([]learn.Feature, []int32) {
	r.out, r.ends = r.out[:0], r.ends[:0]
	for i := s.First; i < s.End; i++ {
		if repeats(f.looks[i-f.base]) {
			if k, ok := r.near[f.lows[i-f.base]]; ok {
				r.add(tRepeat, &r.sums[k], labels[i])
			}
		}
		r.ends = append(r.ends, int32(len(r.out)))
	}
	return r.out, r.ends
}

// add adds the features of a tally without the word's own label.
func (r *repeater) add(t int, s *tallyOf, own uint8) {
	best, most, name := 0, 0, 0
	for l, c := range s.n {
		n := int(c)
		if uint8(l) == own {
			n--
		}
		if n > most {
			best, most = l, n
		}
		if l > 0 {
			name += n
		}
	}
	all := int(s.all) - 1
	if all == 0 {
		return
	}
	share := 0
	if 4*most > 3*all {
		share = 1
	}
	r.out = append(r.out, learn.Of(t, learn.Hash(best), learn.Hash(share)), learn.Of(t, learn.Hash(best+100), learn.Hash(min(most, 4))))
	if name > 0 && best == 0 {
		b2, m2 := 0, 0
		for l, c := range s.n {
			n := int(c)
			if uint8(l) == own {
				n--
			}
			if l > 0 && n > m2 {
				b2, m2 = l, n
			}
		}
		r.out = append(r.out, learn.Of(t+1, learn.Hash(b2), learn.Hash(min(m2, 3))))
	}
}
