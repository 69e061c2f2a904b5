package syntax

import (
	"github.com/parley-press/parley/internal/kernel"
	"github.com/parley-press/parley/internal/learn"
)

// A shard is one of the two halves of a batch in training, with gradients and buffers of its own, so that both can be worked on at once and the sums are
// the same on any number of processors.
type shard struct {
	*trainer
	rand learn.Rand
	grad []float32
	// Gradients of the word and affix rows that were touched.
	words, affix sparse
	loss         [3]float64 // tags, actions, relations
	right, all   int        // tags

	starts []int // first row of each sentence
	rows   int
	atoms  []atom
	ids    []int32
	x, dx  []float32
	h, c   [layers][]float32 // outputs, and their convolutions
	dh, dc [layers][]float32
	drop   [layers + 1][]float32
	tags   []uint8
	out    []float32 // of the tagger, and other heads in turn
	dout   []float32
	k, dk  []float32
	z, dz  []float32
	cfg    config
	states []trace
	hid    []float32
	dhid   []float32
	mask   []float32
	dact   []float32
	lab    [2]labels
	one    []float32
	zero   [width]float32
}

// labels are the states in which an arc of one direction was made, with the gradients of its relation.
type labels struct {
	state      []int
	hid, dout  []float32
	dhid       []float32
	activation [relOut]float32
}

// A trace is one state of the parser as it was passed.
type trace struct {
	at   [places]int32 // rows of z, none
	rows [maxTableRows]int32
	n    int
}

// sparse are gradients of rows of a large table.
type sparse struct {
	grad  []float32
	seen  []bool
	touch []int32
}

func newSparse(rows int) sparse {
	return sparse{grad: make([]float32, rows*wordWidth), seen: make([]bool, rows)}
}

// row is the gradient of row i, marked as touched.
func (s *sparse) row(i int32) []float32 {
	if !s.seen[i] {
		s.seen[i] = true
		s.touch = append(s.touch, i)
	}
	return s.grad[int(i)*wordWidth : (int(i)+1)*wordWidth]
}

// sized is a slice of n zeros, in the memory of old where it has the room.
func sized[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+n/4)
	}
	old = old[:n]
	clear(old)
	return old
}

// run goes forward and back over sentences; scale is the weight of one token.
func (s *shard) run(batch []sentence, trees bool, scale float32) {
	s.read(batch)
	s.encode()
	m := s.rows * width
	for l := range layers {
		s.dh[l] = sized(s.dh[l], m)
		s.dc[l] = sized(s.dc[l], m)
	}
	s.tagger(batch, scale)
	if trees {
		s.convolve(2)
		s.parser(batch, scale)
		s.convolveBack(2)
	}
	s.convolveBack(1)
	s.convolveBack(0)
	s.embedBack()
}

// read lays the sentences out in rows, two empty ones before, between and behind them, and looks up their words.
func (s *shard) read(batch []sentence) {
	s.starts = s.starts[:0]
	s.rows = around
	for _, b := range batch {
		s.starts = append(s.starts, s.rows)
		s.rows += len(b.words) + around
	}
	s.x = sized(s.x, s.rows*width)
	s.drop[layers] = s.dropout(s.drop[layers], s.rows*width)
	s.atoms = sized(s.atoms, s.rows)
	s.ids = sized(s.ids, s.rows)
	var buf []byte
	for i, b := range batch {
		at := s.starts[i]
		in := s.atoms[at : at+len(b.words)]
		for k, w := range b.words {
			buf = in[k].read(w.Form, buf)
		}
		blur(in)
		for k := range in {
			s.embed(at+k, &in[k])
		}
	}
}

// embed sets the input of one row. Rare words are at times taken for unknown ones.
func (s *shard) embed(row int, a *atom) {
	id := s.vocab[a.word]
	if id > 0 && s.rand.Next()>>40 < s.hide[id] {
		id = 0
	}
	s.ids[row] = id
	x := s.x[row*width : (row+1)*width]
	copy(x, s.word[int(id)*wordWidth:(int(id)+1)*wordWidth])
	tail := x[wordWidth:]
	for _, r := range a.rows[:a.n] {
		for i, v := range s.affixes[int(r)*wordWidth : int(r+1)*wordWidth] {
			tail[i] += v
		}
	}
	for i, d := range s.drop[layers][row*width : (row+1)*width] {
		x[i] *= d
	}
}

func (s *shard) embedBack() {
	for i := range s.starts {
		end := s.rows - around
		if i+1 < len(s.starts) {
			end = s.starts[i+1] - around
		}
		for row := s.starts[i]; row < end; row++ {
			dx := s.dx[row*width : (row+1)*width]
			for k, d := range s.drop[layers][row*width : (row+1)*width] {
				dx[k] *= d
			}
			g := s.words.row(s.ids[row])
			for k, v := range dx[:wordWidth] {
				g[k] += v
			}
			a := &s.atoms[row]
			for _, r := range a.rows[:a.n] {
				g := s.affix.row(int32(r))
				for k, v := range dx[wordWidth:] {
					g[k] += v
				}
			}
		}
	}
}

// dropout is a mask of n numbers: 0 in as many of 256 as the options say, else what keeps the mean.
func (s *shard) dropout(old []float32, n int) []float32 {
	mask := sized(old, n)
	keep := 256 / float32(256-s.o.Dropout)
	for i := 0; i < n; i += 8 {
		bits := s.rand.Next()
		for k := i; k < min(i+8, n); k++ {
			if int(bits&255) >= s.o.Dropout {
				mask[k] = keep
			}
			bits >>= 8
		}
	}
	return mask
}

// encode runs the first two convolutions.
func (s *shard) encode() {
	s.dx = sized(s.dx, s.rows*width)
	s.convolve(0)
	s.convolve(1)
}

// input is what layer l is given.
func (s *shard) input(l int) []float32 {
	if l == 0 {
		return s.x
	}
	return s.h[l-1]
}

// convolve computes layer l; rows outside of sentences stay 0.
func (s *shard) convolve(l int) {
	n := s.rows * width
	s.h[l], s.c[l] = sized(s.h[l], n), sized(s.c[l], n)
	s.drop[l] = s.dropout(s.drop[l], n)
	in := s.input(l)
	rows := s.rows - 2*around
	s.w.forward(s.w.conv[l], s.c[l][around*width:], kernel.Strided{Data: in, Row: width, Col: 1}, rows)
	s.within(func(lo, hi int) {
		h, c, d := s.h[l][lo:hi], s.c[l][lo:hi], s.drop[l][lo:hi]
		for i, v := range c {
			if v > 0 {
				h[i] = float32(v * d[i])
			}
		}
		if l > 0 {
			for i, v := range in[lo:hi] {
				h[i] += v
			}
		}
	})
}

// convolveBack takes the gradient of layer l to its weights and its input.
func (s *shard) convolveBack(l int) {
	din := s.dx
	if l > 0 {
		din = s.dh[l-1]
	}
	s.within(func(lo, hi int) {
		dh, dc, c, d := s.dh[l][lo:hi], s.dc[l][lo:hi], s.c[l][lo:hi], s.drop[l][lo:hi]
		for i, v := range c {
			if v > 0 {
				dc[i] = float32(dh[i] * d[i])
			}
		}
		if l > 0 {
			for i, v := range dh {
				din[lo+i] += v
			}
		}
	})
	rows := s.rows - 2*around
	s.w.backward(s.w.conv[l], s.grad, din, kernel.Strided{Data: s.input(l), Row: width, Col: 1}, s.dc[l][around*width:], rows)
}

// within calls f with the range of numbers of each sentence's rows.
func (s *shard) within(f func(lo, hi int)) {
	for i, at := range s.starts {
		end := s.rows - around
		if i+1 < len(s.starts) {
			end = s.starts[i+1] - around
		}
		f(at*width, end*width)
	}
}

// tagger computes tags and names, their loss and its gradient on the second layer.
func (s *shard) tagger(batch []sentence, scale float32) {
	h, dh := s.h[1], s.dh[1]
	x := kernel.Strided{Data: h, Row: width, Col: 1}
	s.out = sized(s.out, s.rows*tagOut)
	s.dout = sized(s.dout, s.rows*tagOut)
	s.tags = sized(s.tags, s.rows)
	s.w.forward(s.w.tag, s.out, x, s.rows)
	var p [tagOut]float32
	for i, b := range batch {
		for k, gold := range b.tags {
			r := s.starts[i] + k
			logits := s.out[r*tagOut : r*tagOut+len(s.inv.tags)]
			best := softmax(p[:len(logits)], logits)
			s.tags[r] = uint8(best)
			if gold < 0 {
				continue
			}
			one := [1]int16{gold}
			good := one[:]
			if b.silver {
				good = s.inv.within[gold]
			}
			s.all++
			for _, g := range good {
				if int(g) == best {
					s.right++
				}
			}
			s.loss[0] += pull(s.dout[r*tagOut:r*tagOut+len(logits)], p[:len(logits)], good, scale)
		}
	}
	s.w.backward(s.w.tag, s.grad, dh, x, s.dout, s.rows)
	s.hints(batch, x, dh, scale)
}

// hints computes the names of silver sentences through the hints.
func (s *shard) hints(batch []sentence, x kernel.Strided, dh []float32, scale float32) {
	s.k, s.dk = sized(s.k, s.rows*hintOut), sized(s.dk, s.rows*hintOut)
	s.w.forward(s.w.hint, s.k, x, s.rows)
	for i, v := range s.k {
		s.k[i] = max(v, 0)
	}
	kx := kernel.Strided{Data: s.k, Row: hintOut, Col: 1}
	s.out, s.dout = sized(s.out, s.rows*nameOut), sized(s.dout, s.rows*nameOut)
	s.w.forward(s.w.name, s.out, kx, s.rows)
	n := len(nameLabels)
	var p [nameOut]float32
	for i, b := range batch {
		for k, gold := range b.names {
			if gold < 0 {
				continue
			}
			r := s.starts[i] + k
			softmax(p[:n], s.out[r*nameOut:r*nameOut+n])
			pull(s.dout[r*nameOut:r*nameOut+n], p[:n], []int16{gold}, scale/2)
		}
	}
	s.w.backward(s.w.name, s.grad, s.dk, kx, s.dout, s.rows)
	for i, v := range s.k {
		if v <= 0 {
			s.dk[i] = 0
		}
	}
	s.w.backward(s.w.hint, s.grad, dh, x, s.dk, s.rows)
}

// softmax sets p to the probabilities of logits and gives the first of the best.
func softmax(p, logits []float32) int {
	best := 0
	for i, v := range logits {
		if v > logits[best] {
			best = i
		}
	}
	sum := float32(0)
	for i, v := range logits {
		p[i] = learn.Exp(v - logits[best])
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return best
}

// pull sets d to the gradient of the loss -log of the summed probability of the good classes, times scale, and gives that loss.
func pull(d, p []float32, good []int16, scale float32) float64 {
	sum := float32(1e-9)
	for _, g := range good {
		sum += p[g]
	}
	for i, v := range p {
		d[i] = float32(scale * v)
	}
	for _, g := range good {
		d[g] -= float32(scale*p[g]) / sum
	}
	return -float64(learn.Log(sum))
}
