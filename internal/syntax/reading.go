package syntax

import (
	"github.com/parley-press/parley"
)

// A reading is one use of a net, with the buffers it needs; it is reused and allocates only where a group of sentences is larger than all before.
type reading struct {
	*net
	atoms  []atom
	buf    []byte
	starts []int // first row of each sentence of the group
	sents  []parley.TokenRange
	styles []style
	rows   int
	x      []uint8
	acc    []int32
	h      [layers][]uint8
	scores []int32
	tags   []uint8 // class of each row
	z      []int16
	cfg    config
	tables []int32
	sum    [width]int32
	hid    [width]uint8
}

// groupRows is how many rows are read at once: enough for the kernel, few enough for the cache.
const groupRows = 160

// longestSentence is the largest number of tokens read as one; longer ones are read in parts.
const longestSentence = 1000

// read runs the net over tokens in groups of whole sentences and calls each with every group; trees says whether the third layer is wanted.
func (r *reading) read(sents []parley.TokenRange, word func(int) string, trees bool, each func()) {
	for len(sents) > 0 {
		n := 0
		r.rows = around
		for n < len(sents) && (n == 0 || r.rows+sents[n].Len()+around <= groupRows) {
			r.rows += sents[n].Len() + around
			n++
		}
		r.sents, sents = sents[:n], sents[n:]
		r.group(word, trees)
		each()
	}
}

// group reads the sentences of a group.
func (r *reading) group(word func(int) string, trees bool) {
	padded := (r.rows+3)/4*4 + 2*around
	r.x = grown(r.x, padded*width)
	r.acc = grown(r.acc, padded*width)
	for l := range r.h {
		r.h[l] = grown(r.h[l], padded*width)
	}
	r.atoms, r.tags = grown(r.atoms, padded), grown(r.tags, padded)
	r.starts, r.styles = r.starts[:0], r.styles[:0]
	at, empty := around, 0
	for _, s := range r.sents {
		r.pad(empty, at)
		empty = at + s.Len()
		r.starts = append(r.starts, at)
		in := r.atoms[at : at+s.Len()]
		for k := range in {
			r.buf = in[k].read(word(s.First+k), r.buf)
		}
		r.styles = append(r.styles, blur(in))
		for k := range in {
			r.embed(at+k, &in[k])
		}
		at += s.Len() + around
	}
	r.pad(empty, padded)
	r.convolve(0)
	r.convolve(1)
	if trees {
		r.convolve(2)
	}
	r.classify()
}

// grown is old with n elements, whatever they hold.
func grown[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+n/4)
	}
	return old[:n]
}

// pad makes rows lo to hi-1 of the input nothing: 64, which stands for 0.
func (r *reading) pad(lo, hi int) {
	x := r.x[lo*width : hi*width]
	for i := range x {
		x[i] = 64
	}
}

func (r *reading) embed(row int, a *atom) {
	x := r.x[row*width : (row+1)*width]
	id := int(r.find(a.word))
	copy(x, r.word[id*wordWidth:(id+1)*wordWidth])
	r.level.Embed(x[wordWidth:], r.affix, a.rows[:a.n])
}

// convolve computes layer l. Rows outside of sentences are 0.
func (r *reading) convolve(l int) {
	c := &r.conv[l]
	in := r.x
	if l > 0 {
		in = r.h[l-1]
	}
	out := r.h[l]
	n := (r.rows - 2*around + 3) / 4 * 4
	r.level.Mul(r.acc, in, width, n, c.w)
	row := 0
	for i, s := range r.sents {
		clear(out[row*width : r.starts[i]*width])
		end := r.starts[i] + s.Len()
		for row = r.starts[i]; row < end; row++ {
			acc := r.acc[(row-around)*width : (row-around+1)*width]
			var rest []uint8
			if l > 0 {
				rest = in[row*width : (row+1)*width]
			}
			r.level.Activate(out[row*width:(row+1)*width], acc, c.scale, c.bias, rest, c.ratio)
		}
	}
	clear(out[row*width:])
}

// classify finds the class of each row.
func (r *reading) classify() {
	n := (r.rows + 3) / 4 * 4
	r.scores = grown(r.scores, n*tagOut)
	r.level.Mul(r.scores, r.h[1], width, n, r.tag.w)
	classes := len(r.net.tags)
	bias := r.tag.bias[:classes]
	for row := range r.rows {
		scores := r.scores[row*tagOut : row*tagOut+classes]
		best, most := 0, scores[0]+bias[0]
		for c, v := range scores {
			if v += bias[c]; v > most {
				best, most = c, v
			}
		}
		r.tags[row] = uint8(best)
	}
}

// parse finds the tree of sentence i of the group: cfg holds it then.
func (r *reading) parse(i int) {
	n := r.sents[i].Len()
	c := &r.cfg
	c.reset(n)
	if n == 0 {
		return
	}
	start := r.starts[i]
	padded := (n + 3) / 4 * 4
	r.z = grown(r.z, padded*places*width)
	const part = 16 // tokens whose vectors are in 32 bits at once
	r.acc = grown(r.acc, max(len(r.acc), part*places*width))
	for lo := 0; lo < padded; lo += part {
		m := min(part, padded-lo)
		r.level.Mul(r.acc, r.h[2][(start+lo)*width:], width, m, r.place)
		r.level.Narrow(r.z[lo*places*width:(lo+m)*places*width], r.acc[:m*places*width])
	}
	tags := r.tags[start : start+n]
	for !c.done() {
		a := r.decide(tags)
		rel := uint8(0)
		if a != shift {
			rel = r.relation(a)
		}
		c.do(a, rel)
	}
}

// decide is the best action in the present state; it leaves the hidden layer in hid.
func (r *reading) decide(tags []uint8) action {
	c := &r.cfg
	var at [places]int32
	c.tokensOf(&at)
	clear(r.sum[:])
	for p, t := range at {
		if t >= 0 {
			z := (int(t)*places + p) * width
			r.level.AddRow(r.sum[:], r.z[z:z+width])
		}
	}
	r.tables = r.lay.rowsOf(r.tables[:0], c, &at, tags)
	for _, row := range r.tables {
		r.level.AddRow(r.sum[:], r.table[int(row)*width:(int(row)+1)*width])
	}
	r.level.Activate(r.hid[:], r.sum[:], r.scale, r.zero, nil, 0)
	var scores [actOut]int32
	r.level.Mul(scores[:], r.hid[:], width, 1, r.act.w)
	best, most := shift, int32(-1<<31)
	for a := shift; a < actions; a++ {
		if v := scores[a] + r.act.bias[a]; c.legal(a) && v > most {
			best, most = a, v
		}
	}
	return best
}

// relation is the best relation for the arc that an action makes in the present state.
func (r *reading) relation(a action) uint8 {
	l := &r.lab[a-left]
	var scores [relOut]int32
	r.level.Mul(scores[:], r.hid[:], width, 1, l.w)
	best := 0
	for c := range r.rels {
		scores[c] += l.bias[c]
		if scores[c] > scores[best] {
			best = c
		}
	}
	return uint8(best)
}
