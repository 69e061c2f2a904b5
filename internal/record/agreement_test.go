package record

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// units are the columns of a table with a row a coder; "." is missing.
func units(rows ...string) [][]string {
	var out [][]string
	for _, r := range rows {
		for i, v := range strings.Fields(r) {
			if i == len(out) {
				out = append(out, nil)
			}
			if v == "." {
				v = ""
			}
			out[i] = append(out[i], v)
		}
	}
	return out
}

// TestAlpha: the figures of Krippendorff's own worked examples, and the limits.
func TestAlpha(t *testing.T) {
	for _, tc := range []struct {
		name  string
		units [][]string
		want  float64
	}{
		{"binary, two coders", units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095},
		{"nominal, two coders", units("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692},
		{"nominal, four coders, missing", units("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."), 0.743},
		{"all agree", units("a b a b", "a b a b"), 1},
		{"never", units("a b", "b a"), -0.5},
	} {
		got, ok := Alpha(tc.units)
		if !ok || math.Abs(got-tc.want) > 0.0005 {
			t.Errorf("%s: alpha %.4f, %t, want %.3f", tc.name, got, ok, tc.want)
		}
	}
	for _, none := range [][][]string{nil, units("a a a", "a a a"), units("a . b", ". a .")} {
		if got, ok := Alpha(none); ok {
			t.Errorf("%v: alpha %f where there is none", none, got)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2)) // chance agreement is none
	var us [][]string
	for range 20000 {
		us = append(us, []string{string(rune('a' + rng.IntN(3))), string(rune('a' + rng.IntN(3)))})
	}
	if got, _ := Alpha(us); math.Abs(got) > 0.03 {
		t.Errorf("alpha of chance %f", got)
	}
}

// TestAgreements: ana and ben judge three statements and differ in one act and in whether one stands; the machine is judged by each alone.
func TestAgreements(t *testing.T) {
	ds := dossier()
	var in Input
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	seq := int64(0)
	decide := func(who string, k parley.DecisionKind, d *draft, id string, e parley.Edit) {
		seq++
		was, _ := Describe(&d.f, id)
		x := parley.Decision{Seq: seq, Kind: k, Report: d.f.Report, Finding: id, Who: who, Was: encode(was)}
		if k == parley.DecideEdit {
			x.Value = encode(e)
		}
		in.Decisions = append(in.Decisions, x)
	}
	decide("ana", parley.DecideAccept, ds[0], "s1", parley.Edit{})
	decide("ben", parley.DecideAccept, ds[0], "s1", parley.Edit{})
	decide("ana", parley.DecideEdit, ds[0], "s2", parley.Edit{Act: parley.Accuse})
	decide("ben", parley.DecideAccept, ds[0], "s2", parley.Edit{})
	decide("ben", parley.DecideReject, ds[1], "s1", parley.Edit{})
	decide("ana", parley.DecideAccept, ds[1], "s1", parley.Edit{})
	decide("ana", parley.DecideAccept, ds[2], "s1", parley.Edit{})
	got := Agreements(Fold(in))
	if len(got) != 3 || got[0].A != "ana" || got[0].B != "ben" || got[1].B != Machine || got[2].A != "ben" {
		t.Fatalf("%+v", got)
	}
	ab := got[0]
	if ab.Findings != 3 || ab.Fields[0].Field != "stands" || ab.Fields[0].Units != 3 || ab.Fields[0].Equal != 2 {
		t.Errorf("%+v", ab)
	}
	for _, f := range ab.Fields {
		if f.Field == "act" && (f.Units != 2 || f.Equal != 1 || f.Alpha == nil || *f.Alpha != 0) {
			t.Errorf("act: %+v", f)
		}
	}
	// ana has 3 findings of 8 fields of those both judged, ben 2; 15 codings are alike
	if math.Abs(ab.Precision-15.0/16) > 1e-9 || math.Abs(ab.Recall-15.0/24) > 1e-9 {
		t.Errorf("precision %f, recall %f", ab.Precision, ab.Recall)
	}
	// against the machine ana changes one coding of four findings
	if m := got[1]; m.Findings != 4 || math.Abs(m.F1-31.0/32) > 1e-9 {
		t.Errorf("%+v", m)
	}
}
