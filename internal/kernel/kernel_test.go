package kernel

import (
	"fmt"
	"slices"
	"testing"
)

// A source is a small fixed generator (xorshift) for inputs.
type source uint64

func (s *source) next() uint64 {
	x := uint64(*s)
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*s = source(x)
	return x
}

func levels() []Level {
	var out []Level
	for l := AVX2; l <= Best(); l++ {
		out = append(out, l)
	}
	return out
}

// inputs are weights and activations at their limits as often as between.
func inputs(seed uint64, in, out, rows, stride int) ([]int8, []uint8) {
	s := source(seed*2654435761 + 88172645463325252)
	w := make([]int8, in*out)
	for i := range w {
		switch v := s.next(); v % 5 {
		case 0:
			w[i] = 127
		case 1:
			w[i] = -128
		default:
			w[i] = int8(v >> 8)
		}
	}
	x := make([]uint8, (rows-1)*stride+in)
	for i := range x {
		switch v := s.next(); v % 4 {
		case 0:
			x[i] = 127
		case 1:
			x[i] = 0
		default:
			x[i] = uint8(v>>8) & 127
		}
	}
	return w, x
}

func direct(w []int8, x []uint8, in, out, rows, stride int) []int32 {
	y := make([]int32, rows*out)
	for r := range rows {
		for o := range out {
			for i := range in {
				y[r*out+o] += int32(w[o*in+i]) * int32(x[r*stride+i])
			}
		}
	}
	return y
}

func checkMul(t *testing.T, seed uint64, in, out, rows, stride int) {
	t.Helper()
	w, x := inputs(seed, in, out, rows, stride)
	want := direct(w, x, in, out, rows, stride)
	packed := Pack(w, in, out)
	for _, l := range append(levels(), Plain) {
		m, ok := NewWeights(packed, in, out, l)
		if !ok {
			t.Fatalf("%d×%d: refused", in, out)
		}
		got := make([]int32, rows*out)
		l.Mul(got, x, stride, rows, m)
		if !slices.Equal(got, want) {
			t.Errorf("%v, %d inputs, %d outputs, %d rows: other sums", l, in, out, rows)
		}
	}
}

func TestMul(t *testing.T) {
	for _, c := range [][4]int{{4, 16, 1, 4}, {128, 64, 1, 128}, {640, 128, 4, 128}, {640, 128, 8, 128}, {128, 1536, 4, 128}, {12, 48, 12, 16}} {
		checkMul(t, 1, c[0], c[1], c[2], c[3])
	}
}

func FuzzMul(f *testing.F) {
	f.Add(uint64(7), uint8(3), uint8(2), uint8(1))
	f.Fuzz(func(t *testing.T, seed uint64, in, out, rows uint8) {
		checkMul(t, seed, 4*(int(in)%64+1), Block*(int(out)%6+1), 4*(int(rows)%3)+1, 300)
		checkMul(t, seed, 4*(int(in)%64+1), Block*(int(out)%6+1), 4*(int(rows)%5+1), 4)
	})
}

func checkActivate(t *testing.T, seed uint64, n int, with bool) {
	t.Helper()
	s := source(seed*2654435761 + 88172645463325252)
	acc, scale, bias := make([]int32, n), make([]float32, n), make([]float32, n)
	var rest []uint8
	for i := range n {
		acc[i] = int32(s.next()) >> (s.next() % 24)
		scale[i] = float32(s.next()%1000) / 1e6
		bias[i] = float32(int(s.next()%2000)-1000) / 16
		if with {
			rest = append(rest, uint8(s.next()%128))
		}
	}
	want := make([]uint8, n)
	Plain.Activate(want, acc, scale, bias, rest, 0.37)
	for _, l := range levels() {
		got := make([]uint8, n)
		l.Activate(got, acc, scale, bias, rest, 0.37)
		if !slices.Equal(got, want) {
			t.Errorf("%v: other activations\n%v\n%v", l, got, want)
		}
	}
}

func FuzzActivate(f *testing.F) {
	f.Add(uint64(1), uint8(16), true)
	f.Add(uint64(2), uint8(3), false)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, with bool) { checkActivate(t, seed, 8*(int(n)%40+1), with) })
}

func TestAddRow(t *testing.T) {
	s := source(5)
	row := make([]int16, 128)
	want := make([]int32, 128)
	for i := range row {
		row[i], want[i] = int16(s.next()), int32(s.next()>>40)
	}
	for _, l := range levels() {
		got := slices.Clone(want)
		plain := slices.Clone(want)
		l.AddRow(got, row)
		Plain.AddRow(plain, row)
		if !slices.Equal(got, plain) {
			t.Errorf("%v: other sums", l)
		}
	}
}

func TestNarrow(t *testing.T) {
	s := source(9)
	src := make([]int32, 64)
	for i := range src {
		src[i] = int32(s.next()) >> (i % 20)
	}
	want := make([]int16, len(src))
	Plain.Narrow(want, src)
	for _, l := range levels() {
		got := make([]int16, len(src))
		l.Narrow(got, src)
		if !slices.Equal(got, want) {
			t.Errorf("%v: other numbers\n%v\n%v", l, got, want)
		}
	}
}

func FuzzEmbed(f *testing.F) {
	f.Add(uint64(3), uint8(9))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		s := source(seed*2654435761 + 88172645463325252)
		table := make([]byte, 32*Width)
		for i := range table {
			table[i] = byte(s.next())
		}
		rows := make([]uint32, n%64)
		for i := range rows {
			rows[i] = uint32(s.next() % 32)
		}
		want := make([]uint8, Width)
		Plain.Embed(want, table, rows)
		for _, l := range levels() {
			got := make([]uint8, Width)
			l.Embed(got, table, rows)
			if !slices.Equal(got, want) {
				t.Errorf("%v, %d rows: other sums\n%v\n%v", l, len(rows), got, want)
			}
		}
	})
}

func FuzzAddLabels(f *testing.F) {
	f.Add(uint64(3), uint8(40))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		s := source(seed*2654435761 + 88172645463325252)
		table := make([]byte, 32*Labels)
		for i := range table {
			table[i] = byte(s.next())
		}
		rows := make([]uint32, n)
		for i := range rows {
			rows[i] = uint32(s.next() % 32)
		}
		want := make([]int16, Labels)
		for i := range want {
			want[i] = int16(s.next())
		}
		sum := slices.Clone(want)
		Plain.AddLabels(want, table, rows)
		for _, l := range levels() {
			got := slices.Clone(sum)
			l.AddLabels(got, table, rows)
			if !slices.Equal(got, want) {
				t.Errorf("%v, %d rows: other sums\n%v\n%v", l, len(rows), got, want)
			}
		}
	})
}

func checkGemm(t *testing.T, seed uint64, m, n, k int) {
	t.Helper()
	s := source(seed*2654435761 + 88172645463325252)
	fill := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(int64(s.next())) / (1 << 62)
		}
		return x
	}
	a, b, c := fill(m*k), fill(k*n), fill(m*n)
	for _, form := range []Strided{{a, k, 1}, {a, 1, m}} {
		want := slices.Clone(c)
		Plain.Gemm(want, n, form, b, n, m, n, k)
		for _, l := range levels() {
			got := slices.Clone(c)
			l.Gemm(got, n, form, b, n, m, n, k)
			if !slices.Equal(got, want) {
				t.Errorf("%v, %d×%d×%d: other bits", l, m, n, k)
			}
		}
	}
}

func FuzzGemm(f *testing.F) {
	f.Add(uint64(1), uint8(5), uint8(3), uint8(7))
	f.Add(uint64(1), uint8(8), uint8(1), uint8(64))
	f.Fuzz(func(t *testing.T, seed uint64, m, n, k uint8) {
		checkGemm(t, seed, int(m)%20+1, 16*(int(n)%5+1), int(k)%70+1)
	})
}

func TestNewWeightsRefuses(t *testing.T) {
	for _, c := range [][3]int{{4, 16, 63}, {3, 16, 48}, {4, 8, 32}, {0, 16, 0}, {2048, 16, 2048 * 16}} {
		if _, ok := NewWeights(make([]byte, c[2]), c[0], c[1], Plain); ok {
			t.Errorf("%v: taken", c)
		}
	}
}

func BenchmarkMul(b *testing.B) {
	const in, out, rows = 640, 128, 64
	w, x := inputs(1, in, out, rows, 128)
	packed := Pack(w, in, out)
	for _, l := range append(levels(), Plain) {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			m, _ := NewWeights(packed, in, out, l)
			y := make([]int32, rows*out)
			for b.Loop() {
				l.Mul(y, x, 128, rows, m)
			}
			b.ReportMetric(float64(b.N)*in*out*rows/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkGemm(b *testing.B) {
	const m, n, k = 64, 128, 640
	a, x, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	for _, l := range append(levels(), Plain) {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			for b.Loop() {
				l.Gemm(c, n, Strided{a, k, 1}, x, n, m, n, k)
			}
			b.ReportMetric(float64(b.N)*m*n*k/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
