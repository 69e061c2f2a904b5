//go:build measure

package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/text"
)

// sameEvents pairs coded events with tellings, the likest first: of accepted types, by the words that they share and the status.
func sameEvents(d *text.Doc, gold []tellingCoding, tells []event.Telling) []codedPair {
	var pairs []codedPair
	for i := range gold {
		g := &gold[i]
		for j := range tells {
			raw := d.Passage(tells[j].Evidence[0]).Raw
			at, best := oddsSpan{raw.Start, raw.End}, 0.0
			for _, s := range append([]oddsSpan{g.Evidence}, g.Also.Evidence...) {
				best = max(best, 2*float64(s.overlap(at))/float64(s.End-s.Start+at.End-at.Start))
			}
			if best == 0 || !slices.Contains(g.types(), string(tells[j].Type)) {
				continue
			}
			if string(tells[j].Status) == g.Status {
				best += 0.25
			}
			if g.Core {
				best += 0.1
			}
			pairs = append(pairs, codedPair{best, i, j})
		}
	}
	return oneToOne(pairs)
}

// codedNames are the entities of a coding by each of their names.
func codedNames(t *testing.T, path string) map[string][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var x []struct {
		ID, Name string
		Aliases  []string
	}
	if err := json.Unmarshal(b, &x); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, e := range x {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n = plainName(n); !slices.Contains(out[n], e.ID) {
				out[n] = append(out[n], e.ID)
			}
		}
	}
	return out
}

// plainName is a name without article, possessive and case.
func plainName(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for _, p := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, p)
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
}

// codedEntities are, for each entity of d, the coded one whose names most of its mentions are, "" none.
func codedEntities(d *text.Doc, names map[string][]string) []string {
	votes := make([]map[string]int, len(d.Entities))
	vote := func(i int, name string, n int) {
		for _, id := range names[plainName(name)] {
			if votes[i] == nil {
				votes[i] = map[string]int{}
			}
			votes[i][id] += n
		}
	}
	for i, e := range d.Entities {
		vote(i, e.Name, 3)
	}
	for _, m := range d.Mentions {
		if m.Entity >= 0 && m.Kind != parley.PronounMention {
			vote(m.Entity, d.Slice(d.Span(m.Tokens)), 2)
			vote(m.Entity, d.Slice(d.Span(m.Core)), 1)
		}
	}
	out := make([]string, len(d.Entities))
	for i, v := range votes {
		for id, n := range v {
			if best := v[out[i]]; n > best || n == best && id < out[i] {
				out[i] = id
			}
		}
	}
	return out
}
