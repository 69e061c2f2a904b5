package record

import (
	"maps"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/record/recordtest"
)

// What a rule claims is put right by what was counted; a rule that was never counted is believed. What no word tells is possible at most.
func TestSureOf(t *testing.T) {
	kept := ruleCounts
	defer func() { ruleCounts = kept }()
	ruleCounts = map[string]ruleCount{"denied": {shown: 6, right: 0}, "recounted": {shown: 16, right: 16}, "at-odds 0.20": {shown: 96, right: 48}, "at-odds 0.40": {shown: 4, right: 4}}
	for _, c := range []struct {
		rule        string
		claim, want float64
	}{
		{"record/denied@1", 0.6, 0.24}, {"record/recounted@2", 0.7, 0.94}, {"record/unseen@1", 0.55, 0.55},
		{atOddsRule, 0.22, 0.49}, {atOddsRule, 0.2, 0.49}, {atOddsRule, 0.9, mostHint}, {atOddsRule, 0.16, 0.16}, {atOddsRule, 0.198, 0.49},
	} {
		if got := sureOf(c.rule, c.claim); got != c.want {
			t.Errorf("%s that claims %g: %g, want %g", c.rule, c.claim, got, c.want)
		}
	}
	var in Input
	for press := recordtest.NewPress(3, 12); len(in.Findings) < 60; {
		in.Findings = append(in.Findings, press.Report(len(in.Findings), 0))
	}
	r := Fold(in)
	if len(r.Conflicts) < 5 {
		t.Fatalf("%d conflicts", len(r.Conflicts))
	}
	for i := range r.Conflicts[1:] {
		if r.Conflicts[i+1].Confidence > r.Conflicts[i].Confidence {
			t.Error("the surest conflict does not stand first")
		}
	}
}

// TestLeastSure: what coders hardly ever have is not told, and is counted all the same.
func TestLeastSure(t *testing.T) {
	kept := ruleCounts
	defer func() { ruleCounts = kept }()
	var in Input
	for press := recordtest.NewPress(3, 12); len(in.Findings) < 60; {
		in.Findings = append(in.Findings, press.Report(len(in.Findings), 0))
	}
	told, rule, n := Fold(in).Conflicts, "", 0
	for _, c := range told {
		if name := countedAs(c.Rule, c.Confidence); !strings.Contains(name, " ") && (rule == "" || name == rule) { // none by chance
			rule = name
			n++
		}
	}
	if n == 0 {
		t.Fatal("no conflict by a rule")
	}
	ruleCounts = maps.Clone(ruleCounts)
	ruleCounts[rule] = ruleCount{shown: 1000, right: 1}
	if now := len(Fold(in).Conflicts); now != len(told)-n {
		t.Errorf("%d conflicts are told, want %d without the %d by %s", now, len(told)-n, n, rule)
	}
	if all := len(Claims(in)); all < len(told) {
		t.Errorf("%d are counted, fewer than the %d that were told", all, len(told))
	}
}
