package learn

import "math"

// Exp is e to the power of x in single precision, from additions and products in one order, so that training gives the same bits
// on every machine (math.Exp has assembly of its own on some). The error is under one part in a million; x is cut to ±87.
func Exp(x float32) float32 {
	x = min(max(x, -87), 87)
	n := float32(math.Floor(float64(float32(x*1.44269504) + 0.5)))
	r := x - float32(n*0.693359375) // ln 2 in two parts (Cody and Waite)
	r -= float32(n * -2.12194440e-4)
	p := float32(1.9875691500e-4)
	for _, c := range [...]float32{1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1} {
		p = float32(p*r) + c
	}
	y := float32(float32(p*r)*r) + r + 1
	return math.Float32frombits(math.Float32bits(y) + uint32(int32(n))<<23)
}

// Sigmoid is 1/(1+e⁻ˣ).
func Sigmoid(x float32) float32 { return 1 / (1 + Exp(-x)) }

// Log is the natural logarithm of a positive x in single precision, by two Newton steps on Exp from the exponent's guess.
func Log(x float32) float32 {
	bits := math.Float32bits(x)
	y := float32(float32(int32(bits>>23)-127)*0.693147) + float32(math.Float32frombits(bits&0x7fffff|0x3f800000)-1)*0.6931
	for range 3 {
		e := Exp(y)
		y += float32(2 * float32((x-e)/(x+e)))
	}
	return y
}

func sqrt(x float64) float64 { return math.Sqrt(x) }

// ln is the natural logarithm of a positive x, by the same operations everywhere (math.Log has versions in assembly): the series
// of the inverse hyperbolic tangent on the fraction, which lies between √½ and √2.
func ln(x float64) float64 {
	fraction, power := math.Frexp(x)
	if fraction < math.Sqrt2/2 {
		fraction, power = fraction*2, power-1
	}
	s := (fraction - 1) / (fraction + 1)
	square, sum := float64(s*s), 0.0
	for i := 23; i > 0; i -= 2 {
		sum = float64(sum*square) + 1/float64(i)
	}
	return float64(float64(power)*math.Ln2) + float64(2*float64(s*sum))
}
