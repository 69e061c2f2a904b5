package record

import (
	"cmp"
	"strings"
	"testing"
)

// TestTextually holds the numbers by which lines of a day are ordered to the order of the texts that they stand for.
func TestTextually(t *testing.T) {
	ns := []int{1, 2, 9, 10, 11, 12, 19, 99, 100, 101, 120, 999, 1000, 12345, 99999, 100000, 123456, 1<<31 - 1}
	for _, a := range ns {
		for _, b := range ns {
			if got, want := cmp.Compare(textually(a, 0, 1), textually(b, 0, 1)), strings.Compare(itoa(a), itoa(b)); got != want {
				t.Errorf("%d and %d: %d, want %d", a, b, got, want)
			}
			if got, want := cmp.Compare(textually(a, 10, 0), textually(b, 10, 0)), strings.Compare(itoa(a)+"|", itoa(b)+"|"); got != want {
				t.Errorf("%d and %d before a bar: %d, want %d", a, b, got, want)
			}
		}
	}
}

// TestOrderOfDay holds what stands before what on one day: clauses, events that one report tells, those told alike, statements.
func TestOrderOfDay(t *testing.T) {
	at := func(report int) *sheet {
		s := new(sheet)
		s.number(report)
		return s
	}
	line := func(kind byte, id string, report, group int) *row[dayLine] {
		return &row[dayLine]{val: dayLine{kind: kind, first: &item{finding: finding{sheet: at(report), id: id, day: "2031-05-04"}, group: group}}}
	}
	want := []*row[dayLine]{line(clauseLine, "12", 12, 0), line(clauseLine, "1", 1, 0), line(eventLine, "1", 1, 0), line(eventLine, "12", 12, 0), line(eventLine, "g10", 1, 10), line(eventLine, "g9", 1, 9),
		line(statementLine, "12", 12, 0), line(statementLine, "1", 1, 0)}
	got := []*row[dayLine]{want[1], want[0], want[5], want[4], want[3], want[2], want[7], want[6]}
	orderDay(got, nil)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %s of kind %d, want %s of kind %d", i, got[i].val.first.id, got[i].val.kind, want[i].val.first.id, want[i].val.kind)
		}
	}
}
