package kernel

import "golang.org/x/sys/cpu"

// Best is the highest level of this machine.
func Best() Level {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI && cpu.X86.HasAVX2:
		return AVX512
	case cpu.X86.HasAVX2:
		return AVX2
	}
	return Plain
}

// Rows of 4 or 8: w of one block of 16 outputs (AVX2) or two of them (AVX-512), steps of four inputs.

//go:noescape
func mul4AVX2(out *int32, outStride int, x *uint8, xStride int, w *byte, steps int)

//go:noescape
func mul1AVX2(out *int32, x *uint8, w *byte, steps int)

//go:noescape
func mul4AVX512(out *int32, outStride int, x *uint8, xStride int, w *byte, steps int)

//go:noescape
func mul8AVX512(out *int32, outStride int, x *uint8, xStride int, w *byte, steps int)

//go:noescape
func activateAVX2(dst *uint8, acc *int32, scale, bias *float32, rest *uint8, ratio float32, eights int)

//go:noescape
func addRowAVX2(sum *int32, row *int16, sixteens int)

//go:noescape
func narrowAVX2(dst *int16, src *int32, sixteens int)

//go:noescape
func embedAVX2(dst *uint8, table *byte, rows *uint32, n int)

//go:noescape
func addLabelsAVX2(sum *int16, table *byte, rows *uint32, n int)

// Four rows or one of c, sixteen columns (AVX2) or 32 (AVX-512); strides in bytes.

//go:noescape
func gemm4AVX2(c *float32, ldc int, a *float32, ars, acs int, b *float32, ldb, k int)

//go:noescape
func gemm1AVX2(c *float32, a *float32, acs int, b *float32, ldb, k int)

//go:noescape
func gemm4AVX512(c *float32, ldc int, a *float32, ars, acs int, b *float32, ldb, k int)

func (l Level) mulVector(out []int32, x []uint8, stride, n int, w Weights) {
	steps, size := w.In/4, w.In*Block
	for o := 0; o < w.Out; o += Block {
		block := &w.bytes[o/Block*size]
		if n%4 != 0 {
			for r := range n {
				mul1AVX2(&out[r*w.Out+o], &x[r*stride], block, steps)
			}
			continue
		}
		if l == AVX512 && o+2*Block <= w.Out {
			r := 0
			for ; r+8 <= n; r += 8 {
				mul8AVX512(&out[r*w.Out+o], 4*w.Out, &x[r*stride], stride, block, steps)
			}
			for ; r < n; r += 4 {
				mul4AVX512(&out[r*w.Out+o], 4*w.Out, &x[r*stride], stride, block, steps)
			}
			o += Block
			continue
		}
		for r := 0; r < n; r += 4 {
			mul4AVX2(&out[r*w.Out+o], 4*w.Out, &x[r*stride], stride, block, steps)
		}
	}
}

func activateVector(dst []uint8, acc []int32, scale, bias []float32, rest []uint8, ratio float32) {
	var r *uint8
	if rest != nil {
		r = &rest[0]
	}
	activateAVX2(&dst[0], &acc[0], &scale[0], &bias[0], r, ratio, len(dst)/8)
}

func addRowVector(sum []int32, row []int16) { addRowAVX2(&sum[0], &row[0], len(sum)/16) }

func narrowVector(dst []int16, src []int32) { narrowAVX2(&dst[0], &src[0], len(dst)/16) }

func embedVector(dst []uint8, table []byte, rows []uint32) {
	embedAVX2(&dst[0], &table[0], &rows[0], len(rows))
}

func addLabelsVector(sum []int16, table []byte, rows []uint32) {
	addLabelsAVX2(&sum[0], &table[0], &rows[0], len(rows))
}

func (l Level) gemmVector(c []float32, ldc int, a Strided, b []float32, ldb, m, n, k int) {
	for i := 0; i < n; {
		wide := l == AVX512 && i+32 <= n
		r := 0
		for ; r+4 <= m; r += 4 {
			if wide {
				gemm4AVX512(&c[r*ldc+i], 4*ldc, &a.Data[r*a.Row], 4*a.Row, 4*a.Col, &b[i], 4*ldb, k)
			} else {
				gemm4AVX2(&c[r*ldc+i], 4*ldc, &a.Data[r*a.Row], 4*a.Row, 4*a.Col, &b[i], 4*ldb, k)
			}
		}
		for ; r < m; r++ {
			gemm1AVX2(&c[r*ldc+i], &a.Data[r*a.Row], 4*a.Col, &b[i], 4*ldb, k)
			if wide {
				gemm1AVX2(&c[r*ldc+i+16], &a.Data[r*a.Row], 4*a.Col, &b[i+16], 4*ldb, k)
			}
		}
		i += 16
		if wide {
			i += 16
		}
	}
}
