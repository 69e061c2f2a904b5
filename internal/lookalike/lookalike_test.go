package lookalike

import (
	"slices"
	"strings"
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
		{"Carin", "\u03f9arin", true},                     // a lunate sigma
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

// Every letter of the table stands in it once, behind a plain Latin letter, and is of another script.
func TestTable(t *testing.T) {
	seen := map[rune]bool{}
	for _, f := range strings.Fields(twins) {
		for k, r := range []rune(f) {
			if seen[r] || (k == 0) != (r < 0x80) || k > 0 && (!unicode.IsLetter(r) || unicode.Is(unicode.Latin, r)) {
				t.Errorf("%q in %q", r, f)
			}
			seen[r] = true
		}
	}
}
