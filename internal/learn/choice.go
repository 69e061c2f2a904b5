package learn

import "github.com/parley-press/parley"

// A Choice is a conditional logit model: the chance that one of several options is taken goes with the exponential of the sum of the weights of its signs. It
// serves many goroutines.
type Choice struct{ table *Table }

// ChoiceScale is how many steps a weight of 1 has in the model.
const ChoiceScale = 32

const choiceSection = "choice"

// OpenChoice reads the model of a kind.
func OpenChoice(model []byte, kind string) (*Choice, error) {
	f, err := OpenFile(model, kind, 0)
	if err != nil {
		return nil, err
	}
	t, err := OpenTable(f.Section(choiceSection))
	if err != nil {
		return nil, err
	}
	if t.Classes() != 1 {
		return nil, parley.Errorf(parley.Internal, "learn: open choice", "%d classes", t.Classes())
	}
	return &Choice{t}, nil
}

// EncodeChoice is the model of a kind with these rows, all of class 0.
func EncodeChoice(kind string, data [32]byte, rows []Row) []byte {
	return Encode(Head{Kind: kind, Data: data}, Section{Name: choiceSection, Bytes: EncodeTable(1, rows)})
}

// Sum is the sum of the weights of an option's signs, in steps.
func (c *Choice) Sum(signs []Feature) int32 {
	var sum [1]int32
	c.table.Score(signs, sum[:])
	return sum[0]
}

// Chances turns the sums of the options, in steps, into their chances.
func Chances(sums []int32, out []float32) {
	most := sums[0]
	for _, s := range sums {
		most = max(most, s)
	}
	total := float32(0)
	for k, s := range sums {
		out[k] = Exp(float32(s-most) / ChoiceScale)
		total += out[k]
	}
	for k := range sums {
		out[k] /= total
	}
}
