//go:build measure

package main

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

const ruleCounts = "../../internal/record/rule_counts.go"

// TestMeasureRuleCounts counts, by rule, the conflicts in the coded dossiers that are opened, and those of them that coders have: a member of one side stands on
// words of one side of a coded conflict, and a member of the other on words of the other. It compares the counts with the kept ones; PARLEY_UPDATE writes these
// anew. `make odds`.
func TestMeasureRuleCounts(t *testing.T) {
	_, news := codedNews(t)
	shown, right := map[string]int{}, map[string]int{}
	for _, f := range openedCoded(t) {
		in, gold := codedInput(t, f, news)
		conflicts := codedConflicts(t, gold)
		for _, c := range record.Claims(in) {
			if shown[c.Counted]++; slices.ContainsFunc(conflicts, func(g codedConflict) bool { return g.has(c.Between, in.Names) }) {
				right[c.Counted]++
			}
		}
	}
	out := bytes.NewBufferString("// Written by make odds: conflicts in the dossiers of testdata/coded that are opened, by rule, and how many of these coders have.\n\npackage record\n\nvar ruleCounts = map[string]ruleCount{\n")
	for _, k := range slices.Sorted(maps.Keys(shown)) {
		fmt.Fprintf(out, "\t%q: {%d, %d},\n", k, shown[k], right[k])
		t.Logf("%-26s %d of %d", k, right[k], shown[k])
	}
	out.WriteString("}\n")
	made, err := format.Source(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	keptOr(t, ruleCounts, made)
}

// has reports whether two members of different sides share bytes with members of opposite sides of a coded conflict.
func (c codedConflict) has(between []parley.Member, names map[parley.ReportID][]string) bool {
	on := func(side int, m parley.Member) bool {
		for _, g := range c[side] {
			if g.file == names[m.Report][0] && slices.ContainsFunc(g.spans, func(x oddsSpan) bool { return x.Start < m.Passage.Raw.End && m.Passage.Raw.Start < x.End }) {
				return true
			}
		}
		return false
	}
	for _, a := range between {
		for _, b := range between {
			if a.Side != b.Side && on(0, a) && on(1, b) {
				return true
			}
		}
	}
	return false
}
