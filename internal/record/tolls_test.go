package record

import (
	"strconv"
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
		{"The siege claimed the lives of 70 people and left 200 wounded.", "70 people", "people", "dead"},
		{"The siege claimed the lives of 70 people and left 200 wounded.", "200 wounded", "wounded", "wounded"},
		{"Some 30 villagers were martyred and 12 people injured.", "30 villagers", "villager", "dead"},
	} {
		at := strings.Index(c.sentence, c.number)
		g := parley.Figure{Head: c.head, Sentence: parley.Passage{Text: c.sentence, Span: parley.Span{Start: 100, End: 100 + len(c.sentence)}},
			Passage: parley.Passage{Text: c.number, Span: parley.Span{Start: 100 + at, End: 100 + at + len(c.number)}}}
		if got := toll(&g); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.sentence, c.number, got, c.want)
		}
	}
}

// tolled is figures of one report, a sentence each: number, noun and sentence.
func tolled(headline string, towns []string, rows ...[3]string) ([]*item, *parley.Findings) {
	text := headline + "\n"
	r := &parley.Findings{Meta: parley.Meta{Headline: &parley.Passage{Text: headline, Span: parley.Span{End: len(headline)}}}}
	for _, x := range rows {
		text += x[2] + " "
	}
	for _, w := range append(towns, "Harland") {
		e := parley.LocalEntity{Type: parley.Place, Name: w}
		for from := 0; strings.Contains(text[from:], w); {
			from += strings.Index(text[from:], w) + len(w)
			e.Mentions = append(e.Mentions, parley.Mention{Passage: parley.Passage{Text: w, Span: parley.Span{Start: from - len(w), End: from}}})
		}
		r.Entities = append(r.Entities, e)
	}
	r.Entities = append(r.Entities, parley.LocalEntity{Type: parley.State, Name: "Harland"})
	var out []*item
	at := len(headline) + 1
	for _, x := range rows {
		n, _ := strconv.ParseFloat(x[0], 64)
		i := at + strings.Index(x[2], x[0])
		out = append(out, figureItem(&parley.Figure{Low: &n, High: &n, Head: x[1], Unit: x[1], Passage: parley.Passage{Text: x[0], Span: parley.Span{Start: i, End: i + len(x[0])}},
			Sentence: parley.Passage{Text: x[2], Span: parley.Span{Start: at, End: at + len(x[2])}}}))
		at += len(x[2]) + 1
	}
	markMain(out)
	return out, r
}

// The count of dead that a report is about is its first, or the largest in its sentence, told once more at most; parts and wars are none.
func TestMarkMain(t *testing.T) {
	figs, _ := tolled("Blast kills many in Lea", []string{"Lea", "Riverton"},
		[3]string{"3", "children", "A blast in Riverton killed 3 children."},
		[3]string{"12", "people", "A blast in Riverton killed 12 people and 2 guards."},
		[3]string{"2", "guards", "A blast in Riverton killed 12 people and 2 guards."},
		[3]string{"40", "people", "The war has killed 40 people in two years of war."},
		[3]string{"12", "people", "The mayor said 12 people were killed."},
		[3]string{"12", "people", "Again 12 people were killed, a witness said."})
	want := []bool{false, true, false, false, true, false}
	for i, it := range figs {
		if it.main != want[i] {
			t.Errorf("figure %d, %s: %v", i, it.fig.Sentence.Text, it.main)
		}
	}
	alone, _ := tolled("Five medics killed in Lea", []string{"Lea"}, [3]string{"5", "medics", "A raid on Lea killed 5 medics."}, [3]string{"2", "people", "On Monday 2 people were killed."})
	if !alone[0].main {
		t.Error("medics who are all the dead are no part")
	}
}
