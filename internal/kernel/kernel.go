// Package kernel holds the inner loops of the nets. Reading is integer arithmetic: products of unsigned seven-bit activations and
// signed eight-bit weights, summed in 32 bits without overflow, so that every machine, with vectors or without, gets the same integers.
// Training is arithmetic on float32 in one fixed order and without fused multiply-add, so that every machine trains the same bits.
package kernel

import "math"

// A Level is a set of instructions. All levels give the same results.
type Level uint8

// The levels, from that which every machine has.
const (
	Plain  Level = iota // Go alone
	AVX2                // 256 bits
	AVX512              // 512 bits with VNNI
)

// String is the level's name.
func (l Level) String() string { return [...]string{"plain Go", "AVX2", "AVX-512 VNNI"}[l] }

// Block is the number of outputs that weights are packed for together; numbers of outputs are multiples of it.
const Block = 16

// Weights is a matrix of eight-bit weights, packed for the kernel: of each block of 16 outputs, of each four inputs, the four weights of
// each output. It is a view on the bytes that it was made of.
type Weights struct {
	In, Out int // In is a multiple of 4, Out of Block
	bytes   []byte
	threes  []uint64 // for Plain: of each input, three outputs a word of 21 bits each, with 128 added
}

// Pack is the packed form of row-major weights, w[o*in+i].
func Pack(w []int8, in, out int) []byte {
	b := make([]byte, 0, in*out)
	for o := 0; o < out; o += Block {
		for i := 0; i < in; i += 4 {
			for k := o; k < o+Block; k++ {
				for j := i; j < i+4; j++ {
					b = append(b, byte(w[k*in+j]))
				}
			}
		}
	}
	return b
}

// NewWeights is the matrix in packed bytes, which must not change afterwards; ok is false where their number does not fit.
// For a level of Plain a second form is made, four times as large.
func NewWeights(packed []byte, in, out int, l Level) (w Weights, ok bool) {
	if in%4 != 0 || out%Block != 0 || in <= 0 || out <= 0 || len(packed) != in*out || in > 1024 {
		return Weights{}, false
	}
	w = Weights{In: in, Out: out, bytes: packed}
	if l == Plain {
		row := w.row()
		w.threes = make([]uint64, in*row)
		for i := range in {
			for o := range out {
				w.threes[i*row+o/3] |= uint64(int(w.at(o, i))+128) << (o % 3 * laneBits)
			}
		}
	}
	return w, true
}

// row is the number of words that hold the weights of one input in threes.
func (w Weights) row() int { return (w.Out + 2) / 3 }

func (w Weights) at(o, i int) int8 {
	return int8(w.bytes[o/Block*Block*w.In+i/4*4*Block+o%Block*4+i%4])
}

// Mul sets out[r*w.Out+o], for rows 0 to n-1, to the sum over i of weight (o, i) times x[r*stride+i]. The activations x are 0 to 127.
// n is a multiple of 4 or 1.
func (l Level) Mul(out []int32, x []uint8, stride, n int, w Weights) {
	if n <= 0 {
		return
	}
	_ = out[n*w.Out-1]
	_ = x[(n-1)*stride+w.In-1]
	if l == Plain || w.threes != nil {
		for r := range n {
			mulPlain(out[r*w.Out:(r+1)*w.Out], x[r*stride:r*stride+w.In], w)
		}
		return
	}
	l.mulVector(out, x, stride, n, w)
}

// The sums of at most 64 inputs fit a lane: 64·127·255 < 2²¹.
const (
	laneBits = 21
	laneMask = 1<<laneBits - 1
	perLane  = 64
)

// mulPlain multiplies one row: three sums in a word of 64 bits, inputs that are zero skipped, the others taken four at a time.
func mulPlain(out []int32, x []uint8, w Weights) {
	var sums [128]uint64
	var some [1024]uint16
	total, n := int32(0), 0
	for i, v := range x {
		total += int32(v)
		some[n&1023] = uint16(i)
		if v != 0 {
			n++
		}
	}
	words := w.row()
	for from := 0; from < words; from += len(sums) {
		acc := sums[:min(len(sums), words-from)]
		part := out[3*from : min(3*(from+len(acc)), len(out))]
		for o := range part {
			part[o] = -128 * total
		}
		row := func(i uint16) []uint64 { return w.threes[int(i)*words+from:][:len(acc)] }
		for list := some[:min(n, len(some))]; len(list) > 0; {
			some := list[:min(perLane, len(list))]
			list = list[len(some):]
			clear(acc)
			for ; len(some) >= 4; some = some[4:] {
				fourRows(acc, row(some[0]), row(some[1]), row(some[2]), row(some[3]),
					uint64(x[some[0]]), uint64(x[some[1]]), uint64(x[some[2]]), uint64(x[some[3]]))
			}
			for _, i := range some {
				f := uint64(x[i])
				for k, p := range row(i) {
					acc[k] += f * p
				}
			}
			unpack(part, acc)
		}
	}
}

// unpack adds the three sums of each word to out, which may end within the last.
func unpack(out []int32, acc []uint64) {
	k := 0
	for ; len(out) >= 3; out = out[3:] {
		a := acc[k]
		k++
		out[0] += int32(a & laneMask)
		out[1] += int32(a >> laneBits & laneMask)
		out[2] += int32(a >> (2 * laneBits))
	}
	for j := range out {
		out[j] += int32(acc[k] >> (j * laneBits) & laneMask)
	}
}

// fourRows adds four rows to acc, each times its factor; all are as long as acc.
func fourRows(acc, r0, r1, r2, r3 []uint64, f0, f1, f2, f3 uint64) {
	r0, r1, r2, r3 = r0[:len(acc)], r1[:len(acc)], r2[:len(acc)], r3[:len(acc)]
	for k := range acc {
		acc[k] += f0*r0[k] + f1*r1[k] + f2*r2[k] + f3*r3[k]
	}
}

// Activate sets dst[i] to max(0, acc[i]·scale[i] + bias[i]) + rest[i]·ratio, rounded to even and cut to 127; without rest where that is nil. Each step
// is one rounding of IEEE 754 in single precision. Lengths are multiples of 8.
func (l Level) Activate(dst []uint8, acc []int32, scale, bias []float32, rest []uint8, ratio float32) {
	n := len(dst)
	_, _, _ = acc[n-1], scale[n-1], bias[n-1]
	if rest != nil {
		_ = rest[n-1]
	}
	if l != Plain && n%8 == 0 {
		activateVector(dst, acc, scale, bias, rest, ratio)
		return
	}
	for i := range dst {
		y := float32(float32(acc[i])*scale[i]) + bias[i]
		if y < 0 {
			y = 0
		}
		if rest != nil {
			y += float32(float32(rest[i]) * ratio)
		}
		dst[i] = uint8(min(math.RoundToEven(float64(y)), 127))
	}
}

// AddRow adds row to sum.
func (l Level) AddRow(sum []int32, row []int16) {
	row = row[:len(sum)]
	if l != Plain && len(sum)%16 == 0 {
		addRowVector(sum, row)
		return
	}
	for i, v := range row {
		sum[i] += int32(v)
	}
}

// Narrow sets dst[i] to src[i]/64 rounded, cut to 16 bits. Lengths are equal.
func (l Level) Narrow(dst []int16, src []int32) {
	src = src[:len(dst)]
	if l != Plain && len(dst)%16 == 0 && len(dst) > 0 {
		narrowVector(dst, src)
		return
	}
	for i, v := range src {
		dst[i] = int16(min(max((v+32)>>6, math.MinInt16), math.MaxInt16))
	}
}

// Width is the number of weights in a row of Embed.
const Width = 64

// Embed sets dst, of Width, to half the sum of rows of a table of signed bytes, rounded up at a half, cut to -64 to 63, plus 64. Row r is
// table[r*Width:]; there are at most 64 rows.
func (l Level) Embed(dst []uint8, table []byte, rows []uint32) {
	dst = dst[:Width]
	for _, r := range rows {
		_ = table[int(r)*Width+Width-1]
	}
	if l != Plain && len(rows) > 0 {
		embedVector(dst, table, rows)
		return
	}
	var sum [Width]int16
	for _, r := range rows {
		for i, b := range table[int(r)*Width : int(r)*Width+Width] {
			sum[i] += int16(int8(b))
		}
	}
	for i, v := range sum {
		dst[i] = uint8(min(max((v+1)>>1, -64), 63) + 64)
	}
}

// Labels is the number of sums that AddLabels makes.
const Labels = 32

// AddLabels adds rows of a table of signed bytes to sum, of Labels. Row r is table[r*Labels:]; sums wrap at 16 bits.
func (l Level) AddLabels(sum []int16, table []byte, rows []uint32) {
	sum = sum[:Labels]
	if len(rows) == 0 {
		return
	}
	for _, r := range rows {
		_ = table[int(r)*Labels+Labels-1]
	}
	if l != Plain {
		addLabelsVector(sum, table, rows)
		return
	}
	for _, r := range rows {
		for i, b := range table[int(r)*Labels : int(r)*Labels+Labels] {
			sum[i] += int16(int8(b))
		}
	}
}

// A Strided is a matrix of float32 in a slice: element (r, k) is Data[r*Row+k*Col].
type Strided struct {
	Data     []float32
	Row, Col int
}

// Gemm adds the product of a, m×k, and b, k×n with rows of ldb, to c, m×n with rows of ldc. Every element is summed from the first k to
// the last, starting from what c holds, each product rounded before it is added. n is a multiple of 16.
func (l Level) Gemm(c []float32, ldc int, a Strided, b []float32, ldb, m, n, k int) {
	if m <= 0 || n <= 0 || k <= 0 {
		return
	}
	_ = c[(m-1)*ldc+n-1]
	_ = b[(k-1)*ldb+n-1]
	_ = a.Data[(m-1)*a.Row+(k-1)*a.Col]
	if l != Plain && n%16 == 0 {
		l.gemmVector(c, ldc, a, b, ldb, m, n, k)
		return
	}
	for r := range m {
		row := c[r*ldc : r*ldc+n]
		for j := range k {
			f := a.Data[r*a.Row+j*a.Col]
			from := b[j*ldb : j*ldb+n]
			for i, v := range from {
				row[i] += float32(f * v)
			}
		}
	}
}
