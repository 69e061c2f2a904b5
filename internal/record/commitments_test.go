package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestOutcome: what came of a meeting that was set for a day is the meeting of those two told later, not some other that one of them had, and not one of another town; a day that
// is only named is no commitment.
func TestOutcome(t *testing.T) {
	day := parley.Day(parley.NewDate(2031, 5, 9))
	month := &parley.Interval{From: parley.NewDate(2031, 5, 1), To: parley.NewDate(2031, 5, 20)}
	for _, c := range []struct {
		name  string
		set   bool
		later string
		with  []string
		where string
		when  *parley.Interval
		want  string // the outcome; "-" for no commitment
	}{
		{"both met", true, "Harland and Veska met at Lowgate on Friday", []string{"Harland", "Veska"}, "Lowgate", day, "happened"},
		{"one of them at a fair", true, "Harland held a trade conference this month", []string{"Harland"}, "", month, ""},
		{"another town", true, "Harland met the guild in Tarn on Friday", []string{"Harland"}, "Tarn", day, ""},
		{"only named", false, "Harland and Veska met at Lowgate on Friday", []string{"Harland", "Veska"}, "Lowgate", day, "-"},
	} {
		telling := func(outlet, published, words, where string, st parley.Status, when *parley.Interval, with ...string) *draft {
			d := newDraft(outlet, published, words+".")
			e := d.event("meeting", st, parley.Narrator, words)
			for _, n := range with {
				e.Participants = append(e.Participants, parley.Participant{Entity: d.entity(parley.State, n, "state/"+n, ""), Role: parley.Party})
			}
			if where != "" {
				e.Where = d.entity(parley.Place, where, "", "")
			}
			e.When = when
			return d
		}
		words := "Harland will meet Veska at Lowgate on Friday"
		a := telling("Riverton Post", "2031-05-06", words, "Lowgate", parley.Planned, day, "Harland", "Veska")
		a.f.Dated = []parley.Dated{{ID: "d1", When: *day, Words: a.pass("Friday"), Clause: a.pass(words), AssertedBy: parley.Narrator, Set: c.set}}
		rec := foldOf(a, telling("Tarn Times", "2031-05-12", c.later, c.where, parley.Happened, c.when, c.with...))
		got := "-"
		if len(rec.Commitments) > 0 {
			got = rec.Commitments[0].Outcome
		}
		if got != c.want {
			t.Errorf("%s: outcome %q, want %q; %+v", c.name, got, c.want, rec.Commitments)
		}
	}
}
