package engine_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// An engine that follows a store looks at what moved alone, and has the record and the pending reports of one that looks at everything, whoever moved it.
func TestFollows(t *testing.T) {
	var stock []parley.Report
	for i := range 8 {
		r := report(fmt.Sprintf("%d.txt", i), fmt.Sprintf("Report %d\nAna Roe: We will sail on day %d.\n", i/2, i/2)) // each under two names
		r.Given = parley.Given{Outlet: []string{"", "Lake Herald", "Riverton Post"}[i%3], Published: parley.NewDate(2031, 5, i%2+1)}
		stock = append(stock, r)
	}
	stock = append(stock, report("bad.txt", "Ana Roe: PANIC\n"))
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		s, err := sqldb.Open(t.Context(), filepath.Join(dir, fmt.Sprintf("%d.db", n)), sqldb.Options{Create: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		follower, other := engine.New(config(s, "v1")), engine.New(config(s, "v1"))
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0:
				build(t, follower, stock[rapid.IntRange(0, len(stock)-1).Draw(rt, "report")])
			case 1:
				build(t, other, stock[rapid.IntRange(0, len(stock)-1).Draw(rt, "report")])
			case 2: // it comes, and nobody reads it
				if _, err := s.AddReports(t.Context(), []parley.Report{stock[rapid.IntRange(0, len(stock)-1).Draw(rt, "report")]}); err != nil {
					rt.Fatal(err)
				}
			case 3:
				var last parley.Decision
				for d, err := range s.Decisions(t.Context()) {
					if err != nil {
						rt.Fatal(err)
					}
					if d.Kind == parley.DecideGiven {
						last = d
					}
				}
				if last.Seq > 0 {
					if _, err := s.Decide(t.Context(), parley.Decision{Kind: parley.DecideUndo, Undoes: last.Seq}); err != nil {
						rt.Fatal(err)
					}
				}
			}
			fresh := engine.New(config(s, "v1"))
			if got, want := exported(t, follower), exported(t, fresh); got != want {
				rt.Fatalf("the follower has\n%s\nand not\n%s", got, want)
			}
			got, err := follower.Pending(t.Context())
			want, err2 := fresh.Pending(t.Context())
			if got != want || err != nil || err2 != nil {
				rt.Fatalf("%d pending, %v; want %d, %v", got, err, want, err2)
			}
		}
	})
}
