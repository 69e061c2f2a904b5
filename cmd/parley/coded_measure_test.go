//go:build measure

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/read"
)

// A codedReport is a report of a coded dossier, read, with its coding and the folder of the dossier's.
type codedReport struct {
	dossier string // file of testdata/coded
	doc     *text.Doc
	coding  []byte // JSON
	gold    string
}

// eachCoded calls yield with each report of the dossiers that fits are made on, and gives sum their bytes.
func eachCoded(t *testing.T, news map[string]newsReport, reader *read.Reader, sum func([]byte) (int, error), yield func(codedReport) error) {
	t.Helper()
	for _, coded := range readableCoded(t) {
		b, err := os.ReadFile(coded)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sum(b); err != nil {
			t.Fatal(err)
		}
		raw, gold := layCoded(t, coded, news)
		err = intake.Walk([]string{raw}, nil, intake.Options{}, func(it intake.Item) error {
			if it.Report == nil {
				return nil
			}
			b, err := os.ReadFile(filepath.Join(gold, filepath.Base(it.Report.Names[0])+".json"))
			if err != nil {
				return err
			}
			cleaned, aside := clean.Clean(*it.Report)
			if aside != nil {
				return nil
			}
			return yield(codedReport{filepath.Base(coded), reader.Annotate(cleaned), b, gold})
		})
		if err != nil {
			t.Fatal(coded, err)
		}
	}
}

// A codedPair is a finding of a coding and one of ours, by their numbers, with how well they fit.
type codedPair struct {
	fit         float64
	coded, ours int
}

// oneToOne is the pairs of which each finding has one at most, the best first.
func oneToOne(pairs []codedPair) (out []codedPair) {
	slices.SortStableFunc(pairs, func(a, b codedPair) int { return cmp.Compare(b.fit, a.fit) })
	coded, ours := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if !coded[p.coded] && !ours[p.ours] {
			coded[p.coded], ours[p.ours] = true, true
			out = append(out, p)
		}
	}
	return out
}

// A sighting is how often a sign was seen, and in how many dossiers.
type sighting struct {
	n, dossiers int
	last        string
}

// sightings count signs, dossier by dossier.
type sightings[K comparable] map[K]*sighting

func (s sightings[K]) note(sign K, dossier string) {
	x := s[sign]
	if x == nil {
		x = &sighting{}
		s[sign] = x
	}
	if x.n++; x.last != dossier {
		x.dossiers, x.last = x.dossiers+1, dossier
	}
}

// often reports whether a sign was seen n times at least, in so many dossiers.
func (s sightings[K]) often(sign K, n, dossiers int) bool {
	x := s[sign]
	return x != nil && x.n >= n && x.dossiers >= dossiers
}

// rawSpans are the bytes of spans in the raw report.
func rawSpans(d *text.Doc, spans []parley.Span) (out []oddsSpan) {
	for _, s := range spans {
		raw := d.Passage(s).Raw
		out = append(out, oddsSpan{raw.Start, raw.End})
	}
	return out
}

// overlapSpans is how many bytes a and b share; the spans of each do not overlap.
func overlapSpans(a, b []oddsSpan) (n int) {
	for _, x := range a {
		for _, y := range b {
			n += x.overlap(y)
		}
	}
	return n
}

// diceSpans is twice the bytes that a and b share over the bytes of both.
func diceSpans(a, b []oddsSpan) float64 {
	n := 0
	for _, x := range append(slices.Clone(a), b...) {
		n += x.End - x.Start
	}
	return 2 * float64(overlapSpans(a, b)) / float64(max(1, n))
}
