package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestToll holds what a sentence says became of the people that one of its numbers counts.
func TestToll(t *testing.T) {
	for _, c := range []struct{ sentence, number, head, want string }{
		{"The blast killed 15 people.", "15 people", "people", "dead"},
		{"A blast near the camp killed at least 15 people and injured 25 others.", "15 people", "people", "dead"},
		{"A blast near the camp killed 15 people and injured 25 villagers.", "25 villagers", "villager", "wounded"},
		{"15 people were hurt and three died.", "15 people", "people", "wounded"},
		{"The army said 40 soldiers were wounded while 12 rebels were killed.", "12 rebels", "rebel", "dead"},
		{"The convoy carried 12 trucks.", "12 trucks", "truck", ""},
	} {
		at := strings.Index(c.sentence, c.number)
		g := parley.Figure{Head: c.head, Sentence: parley.Passage{Text: c.sentence, Span: parley.Span{Start: 100, End: 100 + len(c.sentence)}},
			Passage: parley.Passage{Text: c.number, Span: parley.Span{Start: 100 + at, End: 100 + at + len(c.number)}}}
		if got := toll(&g); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.sentence, c.number, got, c.want)
		}
	}
}
