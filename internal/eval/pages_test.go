package eval

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func TestScorePage(t *testing.T) {
	for _, c := range []struct {
		name, gold, found string
		p, r              float64
		same              bool
	}{
		{"the same words", "The mayor said so, twice.", "the mayor\tsaid so twice", 0.5, 0.5, false},
		{"marks do not count", "The mayor – said – so, twice.", "The mayor said so “twice”", 1, 1, true},
		{"half is lacking", "a b c d e f g", "a b c d", 1, 0.25, false},
		{"too much", "a b c d", "a b c d e", 0.5, 1, false},
		{"twice", "a b c d", "a b c d a b c d", 1.0 / 5, 1, false},
		{"a short text is one shingle", "a b", "a b", 1, 1, true},
		{"nothing found", "a b c d", " ", NoShare, 0, false},
		{"nothing to find", "", "a", 0, NoShare, false},
		{"letters of all scripts, numbers", "Ärger_1 ½ 中 x", "Ärger_1 ½ 中 x", 1, 1, true},
	} {
		if got := ScorePage(c.name, c.gold, c.found); got != (PageScore{c.name, c.p, c.r, c.same}) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestPages(t *testing.T) {
	gold := map[string]PageGold{"a": {Body: "a b c d"}, "b": {Body: "a b c d e"}, "c": {Body: "a b c d"}}
	got := Pages("x", gold, map[string]string{"a": "a b c d", "b": "a b c d"})
	if s := got[0]; s.P != 1 || s.R != (1+0.5)/3 || s.Predicted != 2 || s.Gold != 3 || s.Kind != F1 {
		t.Errorf("%+v", s)
	}
	if s := got[1]; s.Matched != 1 || s.Gold != 3 {
		t.Errorf("%+v", s)
	}
}

func TestReadPages(t *testing.T) {
	gold, err := ReadPages(strings.NewReader(`{"a":{"articleBody":"x","url":"http://post.example"}}`))
	if err != nil || !maps.Equal(gold, map[string]PageGold{"a": {"x", "http://post.example"}}) {
		t.Error(gold, err)
	}
	if _, err := ReadPages(strings.NewReader("[")); parley.KindOf(err) != parley.Invalid {
		t.Error(err)
	}
}

func TestPageDates(t *testing.T) {
	gold, err := ReadPageDates(strings.NewReader(`{"a":{"date":"2031-05-04"},"b":{"date":"2031-05-04"},"c":{"date":"2031-05-04","url": NaN}}`))
	if err != nil || len(gold) != 3 {
		t.Fatal(gold, err)
	}
	got := PageDates("x", gold, map[string]parley.Date{"a": gold["a"], "b": gold["b"] + 1})
	if got[0].Matched != 1 || got[0].Gold != 3 || got[1].Matched != 1 || got[1].Gold != 2 {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"[]", `{"a":{"date":"May"}}`} {
		if _, err := ReadPageDates(strings.NewReader(bad)); parley.KindOf(err) != parley.Invalid {
			t.Error(bad, err)
		}
	}
}

func TestPageHeldIsAHalf(t *testing.T) {
	n := 0
	for i := range 1000 {
		if PageHeld(strings.Repeat("x", i)) {
			n++
		}
	}
	if n < 420 || n > 580 || !slices.Equal([]bool{PageHeld("x")}, []bool{PageHeld("x")}) {
		t.Error(n)
	}
}
