package record

import (
	"fmt"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// longDictionary is a configuration with an actor dictionary of n names, three an actor.
func longDictionary(n int) *parley.Configuration {
	l := parley.ActorList{File: "long.txt"}
	for i := 0; i < n; i += 3 {
		l.Actors = append(l.Actors, parley.ActorEntry{Names: []string{fmt.Sprintf("ACTOR NUMBER %d", i), fmt.Sprintf("ACTOR CALLED %d", i), fmt.Sprintf("BODY %d", i)}, Codes: []parley.ActorCode{{Code: "HLDGOV"}}})
	}
	l.Actors = append(l.Actors, parley.ActorEntry{Names: []string{"HARLAND"}, Codes: []parley.ActorCode{{Code: "HLD"}}})
	return &parley.Configuration{Actors: []parley.ActorList{l}, Posts: ministers.Posts}
}

// BenchmarkConfiguredAdd adds a report to a dossier of 400, with and without a dictionary of 30,000 names.
func BenchmarkConfiguredAdd(b *testing.B) {
	for _, names := range []int{0, 30000} {
		b.Run(fmt.Sprint(names), func(b *testing.B) {
			const n = 400
			press := recordtest.NewPress(1, n/10)
			k := newFolder(crowd)
			if names > 0 {
				k.Configure(longDictionary(names))
			}
			for i := range n {
				k.Put(press.Report(i, 0))
			}
			start := time.Now()
			k.fold(Input{})
			b.ReportMetric(time.Since(start).Seconds()*1e3, "whole-ms")
			for i := 0; b.Loop(); i++ {
				k.Put(press.Report(n+i, 0))
				k.fold(Input{})
			}
		})
	}
}

// BenchmarkRegister makes a configuration with 30,000 names ready to look things up in.
func BenchmarkRegister(b *testing.B) {
	c := longDictionary(30000)
	b.ReportAllocs()
	for b.Loop() {
		newRegister(c)
	}
}
