package record

import (
	"strconv"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestTollsWithin: two voices of one report count the dead of one happening; what sets the second sentence apart makes two happenings of them.
func TestTollsWithin(t *testing.T) {
	const first = "At least 25 people were killed when car bombs went off in Lowgate on Sunday, the Lake Monitor said."
	for _, c := range []struct {
		second, number, voice string
		gap                   int // sentences between
		want                  bool
	}{
		{"State television said 14 people had been killed.", "14", "State television", 0, true},
		{"State television said 14 people were killed by the bombs in Lowgate.", "14", "State television", 0, true},
		{"State television said 30 people had been killed.", "30", "State television", 0, false}, // at least 25
		{"The Lake Monitor said 14 people had been killed.", "14", "Lake Monitor", 0, false},
		{"State television said 14 people had been killed in Hesk.", "14", "State television", 0, false},
		{"State television said 14 people were killed by shelling.", "14", "State television", 0, false},
		{"State television said 14 people were killed in another attack.", "14", "State television", 0, false},
		{"State television said 14 people were killed last month.", "14", "State television", 0, false},
		{"State television said 14 people had been killed since the war began.", "14", "State television", 0, false},
		{"State television said 14 people had been killed.", "14", "State television", 10, true},
		{"State television said 14 people had been killed.", "14", "State television", 60, false},
	} {
		d := newDraft("Riverton Post", "2031-05-04", first+strings.Repeat(" The road was shut.", c.gap)+" "+c.second)
		count := func(sentence, number, voice string) {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil {
				t.Fatal(err)
			}
			st := d.says(d.entity(parley.Organization, voice, "", "", voice), parley.Say, sentence, "")
			g := parley.Figure{Basis: parley.Basis{ID: "f" + number}, Low: &n, High: &n, Unit: "people", Head: "people", AssertedBy: st, Passage: d.pass(number + " people"), Sentence: d.pass(sentence)}
			if number == "25" {
				g.High, g.Qualifier = nil, parley.AtLeast
			}
			d.f.Figures = append(d.f.Figures, g)
		}
		for _, place := range []string{"Lowgate", "Hesk"} {
			if strings.Contains(first+c.second, place) {
				d.entity(parley.Place, place, "", "", place)
			}
		}
		count(first, "25", "Lake Monitor")
		count(c.second, c.number, c.voice)
		got := false
		for _, x := range foldOf(d).Conflicts {
			got = got || x.Kind == parley.FigureConflict
		}
		if got != c.want {
			t.Errorf("%s, %d sentences on: %v, want %v", c.second, c.gap, got, c.want)
		}
	}
}
