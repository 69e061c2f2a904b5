package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// figureAt is an item of the figure told by words in a sentence.
func figureAt(sentence, words, head string, n float64) *item {
	at := strings.Index(sentence, words)
	g := parley.Figure{Low: &n, High: &n, Head: head, Unit: head, Sentence: parley.Passage{Span: parley.Span{End: len(sentence)}, Text: sentence},
		Passage: parley.Passage{Span: parley.Span{Start: at, End: at + len(words)}, Text: words}}
	return &item{finding: finding{noun: stem(head), passage: g.Passage}, fig: &g}
}

// TestSummedUp: a sum is no other count of its part.
func TestSummedUp(t *testing.T) {
	for s, want := range map[string]bool{
		"Shells killed 14 villagers, bringing the total number of dead in the week to 530.": true,
		"Shells killed 14 villagers, and 530 so the mayor said.":                            false,
	} {
		if got := summedUp(figureAt(s, "14", "villagers", 14), figureAt(s, "530", "dead", 530)); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// TestTwoForces: soldiers and rebels fall on two sides, and two counts of soldiers may be of one.
func TestTwoForces(t *testing.T) {
	s := "The monitor counted 25 rebels and 9 soldiers. The army counted 2 soldiers."
	rebels, soldiers, own := figureAt(s, "25", "rebel", 25), figureAt(s, "9", "soldier", 9), figureAt(s, "2", "soldier", 2)
	if !twoForces(rebels, own) || twoForces(soldiers, own) {
		t.Error(twoForces(rebels, own), twoForces(soldiers, own))
	}
}

// TestSupposes: what is asked or only thought possible is no claim that a denial answers.
func TestSupposes(t *testing.T) {
	for s, want := range map[string]bool{"the harbour may reopen": true, "trying to assess whether the rule has changed": true, "the rule has changed": false} {
		if got := supposes.MatchString(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}
