package learn

// LogitScale is how many steps a weight of 1 has in the model of a logistic regression.
const LogitScale = 32

// Logit sets out to the probabilities of the classes, or options, whose signs have these sums of weights, in steps: their softmax.
func Logit(sums []int32, out []float32) {
	most := sums[0]
	for _, s := range sums {
		most = max(most, s)
	}
	total := float32(0)
	for k, s := range sums {
		out[k] = Exp(float32(s-most) / LogitScale)
		total += out[k]
	}
	for k := range sums {
		out[k] /= total
	}
}

// Bin is the number of the first of the tops, ascending, that n does not exceed, and how many there are where it exceeds all.
func Bin(n int, tops ...int) Hash {
	for k, top := range tops {
		if n <= top {
			return Hash(k)
		}
	}
	return Hash(len(tops))
}
