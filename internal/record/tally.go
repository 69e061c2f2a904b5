package record

// A tally counts in how many findings words stand, and knows which words became rare or common since it was last asked.
type tally struct {
	df     []int         // by word
	was    map[int32]int // counts of the words that were touched, before
	n      int           // findings
	common int           // from how many on a word is common
	turned map[int32]bool
}

func newTally() tally { return tally{was: map[int32]int{}} }

func (t *tally) add(words []int32, by int) {
	t.n += by
	for _, w := range words {
		for int(w) >= len(t.df) {
			t.df = append(t.df, 0)
		}
		if _, ok := t.was[w]; !ok {
			t.was[w] = t.df[w]
		}
		t.df[w] += by
	}
}

// rare reports whether few findings have a word.
func (t *tally) rare(w int32) bool { return int(w) >= len(t.df) || t.df[w] <= t.common }

// settle sets the bound of rare words and notes which words crossed it.
func (t *tally) settle(common int) {
	t.turned = map[int32]bool{}
	if common != t.common {
		for w, n := range t.df {
			before, ok := t.was[int32(w)]
			if !ok {
				before = n
			}
			if before <= t.common != (n <= common) {
				t.turned[int32(w)] = true
			}
		}
	} else {
		for w, before := range t.was {
			if before <= common != (t.df[w] <= common) {
				t.turned[w] = true
			}
		}
	}
	t.common = common
	clear(t.was)
}

// anyTurned reports whether one of the words became rare or common.
func (t *tally) anyTurned(words []int32) bool {
	if len(t.turned) == 0 {
		return false
	}
	for _, w := range words {
		if t.turned[w] {
			return true
		}
	}
	return false
}

// rounded is n without all but its first four binary digits: bounds that hang on the size of the dossier move in steps, so that one more report seldom
// moves them.
func rounded(n int) int {
	low := 0
	for n>>low >= 16 {
		low++
	}
	return n >> low << low
}
