package record

import (
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// invented is the record of the first n reports of an invented dossier.
func invented(n int) *parley.Record {
	press := recordtest.NewPress(3, 5)
	k := newFolder(crowd)
	for i := range n {
		k.Put(press.Report(i, 0))
	}
	return k.fold(Input{})
}

// TestDiff: nothing changes from a record to itself, everything is new against none, and what is added one way is gone the other way.
func TestDiff(t *testing.T) {
	small, big := invented(12), invented(20)
	if d := Diff(big, big); !d.Empty() {
		t.Errorf("a record differs from itself: %+v", d)
	}
	if d := Diff(nil, big); len(d.Reports) != len(big.Reports) || len(d.Conflicts) != len(big.Conflicts) || len(d.Instruments) != len(big.Instruments) || len(d.Positions) != len(big.Positions) {
		t.Errorf("against nothing: %d reports, %d conflicts, %d papers, %d positions", len(d.Reports), len(d.Conflicts), len(d.Instruments), len(d.Positions))
	}
	if d := Diff(nil, big); len(d.Commitments) != len(big.Commitments) || len(d.Commitments) == 0 || d.Commitments[0].Finding != big.Commitments[0].ID {
		t.Errorf("against nothing: %d commitments, want %d", len(d.Commitments), len(big.Commitments))
	}
	there, back := Diff(small, big), Diff(big, small)
	for i, lists := range [][2][]Change{{there.Reports, back.Reports}, {there.Statements, back.Statements}, {there.Events, back.Events}, {there.Figures, back.Figures},
		{there.Instruments, back.Instruments}, {there.Positions, back.Positions}, {there.Commitments, back.Commitments}} {
		added, removed, changed := Count(lists[0])
		a, r, c := Count(lists[1])
		if added != r || removed != a || changed != c {
			t.Errorf("list %d: %d added, %d removed, %d changed; back %d, %d, %d", i, added, removed, changed, a, r, c)
		}
	}
	if added, _, _ := Count(there.Statements); added == 0 {
		t.Error("eight reports brought no statement")
	}
}

// TestDiffChange: one statement that is told otherwise is one change, with what differs and nothing else.
func TestDiffChange(t *testing.T) {
	a, b := newDraft("Riverton Post", "2031-05-02", "Ana Roe said the bridge was open."), newDraft("Riverton Post", "2031-05-02", "Ana Roe said the bridge was open.")
	for _, d := range []*draft{a, b} {
		d.says(d.entity(parley.Person, "Ana Roe", "", "", "Ana Roe"), parley.Say, "the bridge was open", "")
	}
	b.f.Statements[0].Act = parley.Deny
	d := Diff(foldOf(a), foldOf(b))
	if len(d.Statements) != 1 || d.Statements[0].Change != Changed || d.Statements[0].Was != "act say" || d.Statements[0].Now != "act deny" || len(d.Reports) != 0 {
		t.Errorf("%+v", d)
	}
}

// TestDiffCommitment: a commitment of which something came is one change, with what came of it.
func TestDiffCommitment(t *testing.T) {
	big := invented(20)
	told := *big
	told.Commitments = append([]parley.Commitment(nil), big.Commitments...)
	told.Commitments[0].ID, told.Commitments[0].Outcome = "k99", "called-off"
	d := Diff(big, &told)
	if len(d.Commitments) != 1 || d.Commitments[0].Change != Changed || d.Commitments[0].Now != "outcome called-off" || d.Commitments[0].Finding != "k99" || d.Empty() {
		t.Errorf("%+v", d.Commitments)
	}
}
