package syntax

import (
	"math"

	"github.com/parley-press/parley/internal/kernel"
	"github.com/parley-press/parley/internal/learn"
)

// The net. A token is a word vector beside the sum of the rows of its affixes. Three convolutions over five tokens follow, each with a
// rectifier; the second and the third are added to what they are given. The second gives tags and, in training, names through 32 hints; the third what the parser
// sums over the tokens of a state. SYNTAX.md has the measurements behind this shape, ADR 0009 the choice.
const (
	wordWidth = kernel.Width // of a word's vector, and of the rows of its affixes
	width     = 2 * wordWidth
	windowLen = 5
	around    = windowLen / 2
	layers    = 3

	mostWords = 40000
	affixRows = 8192

	tagOut  = 80 // room for classes of tags,
	relOut  = 64 // for relations,
	nameOut = 16 // for names,
	actOut  = 16 // for actions
	hintOut = 32
)

// A block is a dense layer in training: where its weights, in×out, and its biases stand among the parameters.
type block struct {
	in, out int
	w, b    int // starts
	turned  int // start of the transposed weights among the transposed ones
	pieces  int // the transposed weights are kept in pieces of this many inputs each
}

// weights are the dense parameters of the net in training.
type weights struct {
	conv               [layers]block
	tag, hint, name    block
	place, act         block
	lab                [2]block
	table, rows, total int
	turned             int
	theta, turn        []float32
	level              kernel.Level
}

// newWeights draws the parameters from a generator.
func newWeights(lay layout, rand *learn.Rand) *weights {
	w := &weights{level: kernel.Best()}
	add := func(in, out, pieces int) block {
		b := block{in: in, out: out, w: w.total, b: w.total + in*out, turned: w.turned, pieces: pieces}
		w.total += in*out + out
		w.turned += in * out
		return b
	}
	for i := range w.conv {
		w.conv[i] = add(windowLen*width, width, windowLen)
	}
	w.tag, w.hint, w.name = add(width, tagOut, 1), add(width, hintOut, 1), add(hintOut, nameOut, 1)
	w.place, w.act = add(width, places*width, 1), add(width, actOut, 1)
	w.lab = [2]block{add(width, relOut, 1), add(width, relOut, 1)}
	w.table, w.rows = w.total, lay.size
	w.total += lay.size * width
	w.theta, w.turn = make([]float32, w.total), make([]float32, w.turned)
	for _, b := range w.blocks() {
		fan := float64(b.in)
		if b == w.place {
			fan *= 6 // a state sums twelve of them
		}
		w.draw(b, float32(math.Sqrt(6/fan)), rand)
	}
	w.transpose(0, 1)
	return w
}

func (w *weights) blocks() []block {
	return append(w.conv[:], w.tag, w.hint, w.name, w.place, w.act, w.lab[0], w.lab[1])
}

// draw fills a block evenly between -most and most.
func (w *weights) draw(b block, most float32, rand *learn.Rand) {
	for i := b.w; i < b.b; i++ {
		w.theta[i] = float32(most * (float32(rand.Next()>>40)/(1<<23) - 1))
	}
}

// transpose renews the transposed weights: share k of n.
func (w *weights) transpose(k, n int) {
	for i, b := range w.blocks() {
		if i%n != k {
			continue
		}
		size := b.in / b.pieces
		for p := range b.pieces {
			from, to := w.theta[b.w+p*size*b.out:], w.turn[b.turned+p*size*b.out:]
			for j := range size {
				for o, v := range from[j*b.out : (j+1)*b.out] {
					to[o*size+j] = v
				}
			}
		}
	}
}

// forward sets y, n rows, to the biases and the products of x.
func (w *weights) forward(b block, y []float32, x kernel.Strided, n int) {
	for r := range n {
		copy(y[r*b.out:(r+1)*b.out], w.theta[b.b:b.b+b.out])
	}
	w.level.Gemm(y, b.out, x, w.theta[b.w:b.b], b.out, n, b.out, b.in)
}

// backward adds to grad what dy, n rows, says of the weights, and to dx, rows of dx's width, what it says of the input. x is the input.
func (w *weights) backward(b block, grad, dx []float32, x kernel.Strided, dy []float32, n int) {
	w.level.Gemm(grad[b.w:b.b], b.out, kernel.Strided{Data: x.Data, Row: x.Col, Col: x.Row}, dy, b.out, b.in, b.out, n)
	bias := grad[b.b : b.b+b.out]
	for r := range n {
		for o, v := range dy[r*b.out : (r+1)*b.out] {
			bias[o] += v
		}
	}
	size := b.in / b.pieces
	for p := range b.pieces {
		w.level.Gemm(dx[p*size:], size, kernel.Strided{Data: dy, Row: b.out, Col: 1}, w.turn[b.turned+p*size*b.out:], size, n, size, b.out)
	}
}

// An adam holds the moments of parameters (Kingma and Ba 2015).
type adam struct{ m, v []float32 }

func newAdam(n int) *adam { return &adam{make([]float32, n), make([]float32, n)} }

const (
	beta1, beta2 = 0.9, 0.99
	tiny         = 1e-8
)

// step moves parameters lo to hi by their gradients; rate is corrected for the bias of the moments.
func (a *adam) step(theta, grad []float32, lo, hi int, rate float32) {
	theta, grad, m, v := theta[lo:hi], grad[lo:hi], a.m[lo:hi], a.v[lo:hi]
	for i, g := range grad {
		mi := float32(beta1*m[i]) + float32((1-beta1)*g)
		vi := float32(beta2*v[i]) + float32((1-beta2)*float32(g*g))
		m[i], v[i] = mi, vi
		theta[i] -= float32(rate*mi) / (float32(math.Sqrt(float64(vi))) + tiny)
	}
}
