package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// The page of a copy tells what differs from its origin, and that of a version that was replaced what the later one changed; the twins have it all.
func TestDifferences(t *testing.T) {
	m := invented()
	post := &m.rec.Reports[0]
	post.ReplacedBy, post.ReplacedWhy = m.rec.Reports[1].ID, "corrected version at the same address"
	m.rec.Reports[1].Replaces = []parley.ReportID{post.ID}
	post.Meta.Revised = &parley.Revised{Kind: parley.RevisedUpdated, Passage: parley.Passage{Text: "(Updates figures)"}}
	h := handler(t, m)
	for from, r := range map[int]parley.ReportEntry{0: m.rec.Reports[0], 1: m.rec.Reports[2]} {
		page := get(h, "/reports/"+r.ID.Short()).Body.String()
		for _, want := range []string{"What differs, word by word", "<del>", "<ins>"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", r.File, want)
			}
		}
		var twin struct {
			Differences []struct {
				From, To struct{ ID string }
				Pieces   []struct{ Change, Old, New string }
			}
			ReplacedBy *struct{ ID string } `json:"replaced_by"`
		}
		if err := json.Unmarshal(get(h, "/reports/"+r.ID.Short()+".json").Body.Bytes(), &twin); err != nil {
			t.Fatal(err)
		}
		if len(twin.Differences) != 1 || len(twin.Differences[0].Pieces) < 2 || twin.Differences[0].From.ID != string(m.rec.Reports[from].ID) || (twin.ReplacedBy != nil) != (from == 0) {
			t.Errorf("%s: %+v", r.File, twin)
		}
	}
	if page := get(h, "/outlets").Body.String(); !strings.Contains(page, "carried by 2 outlets") || !strings.Contains(page, "a part of it") {
		t.Error("the page of outlets does not tell who carries what")
	}
	if page := get(h, "/reports/"+m.rec.Reports[1].ID.Short()).Body.String(); !strings.Contains(page, "Replaces") || strings.Contains(page, "What differs") {
		t.Error("the page of the later version")
	}
}
