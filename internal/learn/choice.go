package learn

import "github.com/parley-press/parley"

// A Choice is a conditional logit model: the chance that one of several options is taken goes with the exponential of the sum of the weights of its signs. It
// serves many goroutines.
type Choice struct{ table *Table }

// MaxOptions is how many options a choice may have.
const MaxOptions = 16

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

// Take is the option that is taken of n, at most MaxOptions, whose signs the function gives: the likeliest, the first of those, where its chance exceeds that of
// option kept by margin or more; else kept.
func (c *Choice) Take(n, kept int, margin float32, signs func(i int) []Feature) int {
	var sums [MaxOptions]int32
	var chances [MaxOptions]float32
	best := 0
	for i := range n {
		c.table.Score(signs(i), sums[i:i+1])
		if sums[i] > sums[best] {
			best = i
		}
	}
	Logit(sums[:n], chances[:n])
	if chances[best]-chances[kept] < margin {
		return kept
	}
	return best
}
