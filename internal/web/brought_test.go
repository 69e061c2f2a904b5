package web

import (
	"context"
	"slices"
	"testing"

	"github.com/parley-press/parley"
)

// A stampedDaily is a daily that says when it has changed: never.
type stampedDaily struct{ *daily }

func (stampedDaily) Stamp(context.Context) (string, error) { return "1", nil }

// TestSinceOfLargeRecords: the news of a large record are read off it without a second fold, and are those of a small one: the same statements, figures, new
// papers and commitments, and of the conflicts and stances nearly all.
func TestSinceOfLargeRecords(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 60 reports twice")
	}
	d := newDaily(60)
	s, err := newServer(stampedDaily{d}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	day := parley.NewDate(2031, 5, 31)
	x, err := s.current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.since(t.Context(), x, day)
	if err != nil {
		t.Fatal(err)
	}
	folds := len(d.asked)
	s.keep.small = 0
	got, err := s.since(t.Context(), x, day)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.asked) != folds || folds == 0 {
		t.Errorf("%d folds as of days, want none", len(d.asked)-folds)
	}
	if got.Reports != want.Reports || got.Undated != want.Undated || got.Reports == 0 {
		t.Errorf("%d and %d reports, want %d and %d", got.Reports, got.Undated, want.Reports, want.Undated)
	}
	for what, of := range map[string]func(partyNews) int{
		"statements":  func(p partyNews) int { return len(p.Statements) },
		"figures":     func(p partyNews) int { return len(p.Figures) },
		"commitments": func(p partyNews) int { return len(p.Commitments) },
	} {
		if a, b := inAll(got, of), inAll(want, of); a != b || a == 0 && what == "statements" {
			t.Errorf("%d %s, want %d", a, what, b)
		}
	}
	for what, of := range map[string]func(partyNews) int{
		"stances":   func(p partyNews) int { return len(p.Stances) },
		"conflicts": func(p partyNews) int { return len(p.Conflicts) },
	} {
		if a, b := inAll(got, of), inAll(want, of); a < b*9/10 || a > b*11/10+1 {
			t.Errorf("%d %s, want about %d", a, what, b)
		}
	}
	isNew := func(p paperNews) bool { return p.New }
	if a, b := countOf(got.Papers, isNew), countOf(want.Papers, isNew); a != b {
		t.Errorf("%d new papers, want %d", a, b)
	}
}

func inAll(n *news, of func(partyNews) int) int {
	sum := 0
	for _, p := range n.Parties {
		sum += of(p)
	}
	return sum
}

func countOf[T any](all []T, of func(T) bool) int {
	return len(slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !of(v) }))
}
