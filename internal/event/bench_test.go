package event_test

import (
	"strings"
	"testing"
)

// BenchmarkFind reads a report of some forty sentences; bytes per second count the report's text.
func BenchmarkFind(b *testing.B) {
	l := newLab(b)
	src := "@anchor 2031-05-08\n@state Harland, Veska, Ostia\n@person Ana Roe\n@place Riverton\n" + strings.Repeat(
		"Harland and Veska held talks in Riverton on Saturday.\nAna Roe said Harland had withdrawn its proposal and would present a new plan next week.\n"+
			"Veska accused Harland of shelling a hospital near the border, a charge it denied.\nThe truce, brokered by Ostia, took effect on Monday but was broken within hours.\n"+
			"An aid convoy reached the town after the evacuation of 40 patients.\n", 8)
	d := l.read(b, src)
	if len(d.Events) == 0 {
		b.Fatal("nothing found")
	}
	b.SetBytes(int64(len(d.Content)))
	b.ReportAllocs()
	for b.Loop() {
		l.ev.Find(d)
	}
}
