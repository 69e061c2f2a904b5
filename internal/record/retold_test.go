package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// sameIn is how many groups of equal statements are in one report of these, all of one voice, the first of them in the headline where it says so.
func sameIn(headline bool, ss ...string) (n int) {
	d := newDraft("Riverton Post", "2031-05-02", strings.Join(ss, ". ")+".")
	h := d.entity(parley.State, "Harland", "state/harland", "")
	for i, s := range ss {
		d.says(h, parley.Say, s, "")
		x := &d.f.Statements[i]
		if x.Mode = parley.Mixed; headline && i == 0 {
			x.Headline = true
			p := d.pass(s)
			d.f.Meta.Headline = &p
		}
	}
	for _, g := range foldOf(d).Same {
		if g.Layer == "statement" {
			n++
		}
	}
	return n
}

// TestRetold: a voice that says one thing twice in a report, in nearly its words or with its quotation, and what is only like it.
func TestRetold(t *testing.T) {
	for _, x := range []struct {
		headline bool
		a, b     string
		want     int
	}{
		{false, "the weir gates at Lowgate would be mended before winter", "the weir gates at Lowgate will be mended before the winter rains", 1},
		{false, "the weir gates at Lowgate would be mended before winter", "the weir gates at Lowgate had cost a fortune in spring", 0},
		{false, `Veska had shown "contempt for river law"`, `the council's "contempt for river law" was plain`, 1},
		{false, `Veska had shown "contempt for river law"`, `the council's "regard for river custom" was plain`, 0},
		{true, "toll is ‘river robbery’", `Veska was guilty of "river robbery"`, 1},
		{true, "river envoys agreed to a ferry toll at Lowgate", "river envoys rejected a ferry toll at Lowgate", 0},
	} {
		if got := sameIn(x.headline, x.a, x.b); got != x.want {
			t.Errorf("%q, %q: %d groups, want %d", x.a, x.b, got, x.want)
		}
	}
}

// TestOnceInReport: two voices of a report tell of a meeting of one day, the second without saying who meets; of another day it is another.
func TestOnceInReport(t *testing.T) {
	for day, want := range map[int]int{11: 1, 14: 0} {
		d := newDraft("Riverton Post", "2031-05-02", "The river council is to meet at Lowgate on the 11th. Veska said it looked to the meeting of the council on the 14th.")
		c, v := d.entity(parley.Organization, "River Council", "", ""), d.entity(parley.State, "Veska", "state/veska", "")
		s := d.says(v, parley.Say, "it looked to the meeting of the council on the 14th", "")
		p := d.pass("the 14th")
		first, second := parley.Day(parley.NewDate(2031, 5, 11)), parley.Day(parley.NewDate(2031, 5, day))
		e := d.event("meeting", parley.Planned, parley.Narrator, "The river council is to meet at Lowgate on the 11th", parley.Participant{Entity: c, Role: parley.Party})
		e.When, e.WhenPassage = first, &p
		e = d.event("meeting", parley.Planned, s, "the meeting of the council on the 14th")
		e.When, e.WhenPassage = second, &p
		n := 0
		for _, g := range foldOf(d).Same {
			if g.Layer == "event" {
				n++
			}
		}
		if n != want {
			t.Errorf("on the %dth: %d groups, want %d", day, n, want)
		}
	}
}
