package store

import (
	"testing"

	"github.com/parley-press/parley"
)

func TestSubject(t *testing.T) {
	log := []parley.Decision{
		{Seq: 1, Kind: parley.DecideReject, Report: "r", Finding: "s1"},
		{Seq: 2, Kind: parley.DecideEdit, Report: "r", Finding: "s1"},
		{Seq: 3, Kind: parley.DecideUndo, Undoes: 1},
		{Seq: 4, Kind: parley.DecideUndo, Undoes: 3},
		{Seq: 5, Kind: parley.DecideSame, Finding: "k-2", Value: "k-1"},
	}
	for _, tc := range []struct {
		d    parley.Decision
		want int64
	}{
		{parley.Decision{Kind: parley.DecideAccept, Report: "r", Finding: "s1"}, 4},
		{parley.Decision{Kind: parley.DecideEdit, Report: "r", Finding: "s1"}, 2},
		{parley.Decision{Kind: parley.DecideEdit, Report: "q", Finding: "s1"}, 0},
		{parley.Decision{Kind: parley.DecideUndo, Undoes: 4}, 4},
		{parley.Decision{Kind: parley.DecideSame, Finding: "k-1", Value: "k-2"}, 5},
		{parley.Decision{Kind: parley.DecideSame, Finding: "k-1", Value: "k-3"}, 0},
		{parley.Decision{Kind: parley.DecideMark, Finding: "k-1"}, 0},
	} {
		if got := Newest(log, tc.d); got != tc.want {
			t.Errorf("newest on the subject of %+v is %d, want %d", tc.d, got, tc.want)
		}
	}
}
