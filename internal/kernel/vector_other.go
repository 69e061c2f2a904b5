//go:build !amd64

package kernel

// Best is the highest level of this machine: there are vectors for amd64 alone.
func Best() Level { return Plain }

func (l Level) mulVector(out []int32, x []uint8, stride, n int, w Weights) {
	panic("kernel: no vectors on this machine")
}

func activateVector([]uint8, []int32, []float32, []float32, []uint8, float32) {
	panic("kernel: no vectors on this machine")
}

func addRowVector([]int32, []int16) { panic("kernel: no vectors on this machine") }

func (l Level) gemmVector([]float32, int, Strided, []float32, int, int, int, int) {
	panic("kernel: no vectors on this machine")
}

func narrowVector([]int16, []int32) { panic("kernel: no vectors on this machine") }

func embedVector([]uint8, []byte, []uint32) { panic("kernel: no vectors on this machine") }

func addLabelsVector([]int16, []byte, []uint32) { panic("kernel: no vectors on this machine") }
