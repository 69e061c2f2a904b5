package lookalike

import (
	"slices"
	"testing"
	"unicode"
)

func TestSkeleton(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Harland Post", "H\u0430rland P\u043est", true},  // Cyrillic а and о
		{"HARLAND", "\u041d\u0410R LAND", false},          // another word
		{"ONDRIA", "\u039fNDRI\u0391", true},              // Greek capitals
		{"Harland", "\uff28\uff41rland", true},            // full width
		{"Harland", "Har\u200bland", true},                // a space of no width
		{"Košice", "Kosice", false},                       // a letter with a mark is another letter
		{"Правда", "Pravda", false},                       // a word of its own script
		{"Harland", "harland", true},                      // case is not told apart
		{"Vessia", "Ves\u0455i\u0430", true},              // Cyrillic ѕ and а
		{"Ana Roe", "Ana R\u03bfe", true},                 // Greek omicron
		{"Ana Roe", "Ana Rue", false},                     //
		{"scope", "\u0455\u0441\u043e\u0440\u0435", true}, // a whole word of Cyrillic
		{"Ondria", "\U0001d40e\U0001d427dria", true},      // mathematical letters
		{"modern", "rnodern", false},                      // pairs of letters are not looked at
	} {
		if got := Skeleton(c.a) == Skeleton(c.b); got != c.same {
			t.Errorf("%q and %q: %q, %q", c.a, c.b, Skeleton(c.a), Skeleton(c.b))
		}
	}
}

func TestOdd(t *testing.T) {
	for _, c := range []struct {
		in    string
		odd   string
		mixed bool
	}{
		{"Harland Post", "", false},
		{"H\u0430rl\u0430nd", "\u0430", true},
		{"Košice Café", "", false},
		{"Правда", "ра", false},
		{"\u0455\u0441\u043e\u0440\u0435 Post", "\u0455\u0441\u043e\u0440\u0435", false},
		{"R\u03bfe", "\u03bf", true},
	} {
		odd, mixed := Odd(c.in)
		if !slices.Equal(odd, []rune(c.odd)) || mixed != c.mixed {
			t.Errorf("%q: %q %v", c.in, string(odd), mixed)
		}
	}
}

// Every letter of the table is a letter of its own that no Latin letter stands behind twice.
func TestTable(t *testing.T) {
	for r, to := range latin {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Nl, r) {
			t.Errorf("%q is no letter", r)
		}
		if to >= 0x80 || latin[to] != 0 {
			t.Errorf("%q looks like %q, which is no plain Latin letter", r, to)
		}
	}
}
