package web

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// A page shows of a conflict what all of its row begins with, and counts the rest: also which claim stands within a denial that has no room.
func TestBriefConflict(t *testing.T) {
	c := &parley.Conflict{ID: "c1", Kind: parley.DenialConflict, Rule: "record/denied-statement@1"}
	for i := range 20 {
		for _, side := range []string{"a", "b"} {
			from := 100 * (i % 7)
			if side == "a" {
				from += 10
			}
			m := parley.Member{Report: parley.ReportID(fmt.Sprint("r", (i*3)%4)), Finding: fmt.Sprint(side, i), Side: side}
			if side == "a" && i%5 == 4 {
				m.Report = "another"
			}
			m.Passage = parley.Passage{Span: parley.Span{Start: from, End: 100*(i%7) + 40}, Text: "words"}
			c.Between = append(c.Between, m)
		}
	}
	x, err := newIndex(&parley.Record{Conflicts: []parley.Conflict{*c}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole := x.conflictRow(c)
	for n, s := range whole.Sides {
		if len(s.Accounts) != 20 || s.More != 0 {
			t.Fatalf("side %d has %d accounts and %d more", n, len(s.Accounts), s.More)
		}
	}
	inside := 0
	for most := range 21 {
		row := x.briefConflict(c, most)
		for n, s := range row.Sides {
			all := whole.Sides[n]
			if len(s.Accounts) != most || s.More != 20-most || s.Role != all.Role {
				t.Fatalf("side %d, %d accounts: %+v", n, most, s)
			}
			for i, a := range s.Accounts {
				b := all.Accounts[i]
				if a.Inside && !slices.ContainsFunc(row.Sides[1].Accounts, func(d account) bool { return d.Report.ID == a.Report.ID && !d.claim.Empty() }) {
					t.Errorf("%d accounts: claim %d stands in a denial that is not shown", most, i)
				}
				a.Inside, a.claim, b.Inside, b.claim = false, parley.Span{}, false, parley.Span{}
				if !reflect.DeepEqual(a, b) {
					t.Errorf("side %d, %d accounts: %+v, want %+v", n, most, a, b)
				}
			}
		}
		if most == 20 {
			for _, a := range row.Sides[0].Accounts {
				if a.Inside {
					inside++
				}
			}
		}
	}
	if inside == 0 || inside == 20 {
		t.Errorf("%d claims stand within their denial", inside)
	}
}
