package record

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// coded is an invented dossier with a log of n decisions about it.
func coded(seed uint64, reports, n int) ([]parley.Findings, *coder) {
	press := recordtest.NewPress(seed, 3)
	var fs []parley.Findings
	k := newFolder(crowd)
	for i := range reports {
		fs = append(fs, press.Report(i, 0))
		k.Put(fs[i])
	}
	c := &coder{rng: rand.New(rand.NewPCG(seed, 5))}
	for tries := 0; len(c.log) < n && tries < 20*n; tries++ {
		c.decide(fs, k.fold(Input{Decisions: c.log}))
	}
	return fs, c
}

func rounds(t *testing.T, n int) uint64 {
	if testing.Short() {
		n = max(1, n/5)
	}
	return uint64(n)
}

// TestUndoneIsNever: a decision that is undone leaves a record that is, but for the log, that of a log without it; and an undo that is undone, that of
// a log without either.
func TestUndoneIsNever(t *testing.T) {
	for seed := range rounds(t, 15) {
		fs, c := coded(seed, 10, 24)
		for range 6 {
			d := c.log[c.rng.IntN(len(c.log))]
			if slices.ContainsFunc(c.log, func(x parley.Decision) bool { return x.Undoes == d.Seq }) {
				continue // undone or not by others
			}
			undone := append(slices.Clone(c.log), parley.Decision{Seq: c.seq + 1, Kind: parley.DecideUndo, Undoes: d.Seq, Who: "ana"})
			never := lacking(c.log, d.Seq)
			if a, b := dump(t, logless(Fold(Input{Findings: fs, Decisions: undone}))), dump(t, logless(Fold(Input{Findings: fs, Decisions: never}))); a != b {
				t.Fatalf("seed %d, %s %d: undone is not never decided: %s", seed, d.Kind, d.Seq, firstDifference(a, b))
			}
			again := append(slices.Clone(undone), parley.Decision{Seq: c.seq + 2, Kind: parley.DecideUndo, Undoes: c.seq + 1, Who: "ben"})
			if a, b := dump(t, logless(Fold(Input{Findings: fs, Decisions: again}))), dump(t, logless(Fold(Input{Findings: fs, Decisions: c.log}))); a != b {
				t.Fatalf("seed %d, %s %d: an undo undone is not none: %s", seed, d.Kind, d.Seq, firstDifference(a, b))
			}
		}
	}
}

// TestDecidedInAnyOrder: the order of reports does not show in what decisions come to, nor does replaying the log.
func TestDecidedInAnyOrder(t *testing.T) {
	for seed := range rounds(t, 15) {
		fs, c := coded(seed, 10, 24)
		k := newFolder(crowd)
		for _, f := range fs {
			k.Put(f)
		}
		want := dump(t, k.fold(Input{Decisions: c.log}))
		if got := dump(t, k.fold(Input{Decisions: c.log})); got != want {
			t.Fatalf("seed %d: replaying the log changed the record: %s", seed, firstDifference(got, want))
		}
		for range 3 {
			c.rng.Shuffle(len(fs), func(i, j int) { fs[i], fs[j] = fs[j], fs[i] })
			if got := dump(t, Fold(Input{Findings: append(fs, fs[0]), Decisions: c.log})); got != want {
				t.Fatalf("seed %d: another order gave another record: %s", seed, firstDifference(got, want))
			}
		}
	}
}

// TestKeptThroughRereading: after a reading with other ids, decisions about findings are applied to what they were applied to before, and those whose
// words are gone, and no other, are orphans.
func TestKeptThroughRereading(t *testing.T) {
	kept, lost := 0, 0
	for seed := range rounds(t, 30) {
		fs, c := coded(seed, 6, 24)
		var again []parley.Findings
		now := map[string]string{} // report and old id to new id
		for _, f := range fs {
			gone := map[string]bool{}
			for _, a := range anchors(&f) {
				if a.layer != parley.LayerEntity && c.rng.IntN(5) == 0 {
					gone[a.id] = true
				}
			}
			g, ids := reread(c.rng, f, gone)
			for before, after := range ids {
				now[string(f.Report)+before] = after
			}
			again = append(again, g)
		}
		before, after := Fold(Input{Findings: fs, Decisions: c.log}), Fold(Input{Findings: again, Decisions: c.log})
		for i, d := range after.Decisions {
			if d.Report == "" || d.State == parley.Undone || before.Decisions[i].State == parley.Orphaned {
				continue
			}
			if d.Kind == parley.DecideAdd {
				voice := decoded[parley.Addition](d.Value).AssertedBy
				if gone := voice != "" && now[string(d.Report)+voice] == ""; gone != (d.State == parley.Orphaned) {
					t.Errorf("seed %d: an addition told in a statement that is gone (%t) is %s", seed, gone, d.State)
				}
				continue
			}
			want := now[string(d.Report)+d.Finding]
			if d.Finding[:2] == addedPrefix {
				want = d.Finding
			}
			if d.Now != want || (want == "") != (d.State == parley.Orphaned) {
				t.Errorf("seed %d: %s of %s is applied to %q, want %q (%s)", seed, d.Kind, d.Finding, d.Now, want, d.State)
			}
			if want == "" {
				lost++
			} else {
				kept++
			}
		}
		if n := len(after.Orphans); n != countState(after, parley.Orphaned) {
			t.Errorf("seed %d: %d orphans are listed of %d", seed, n, countState(after, parley.Orphaned))
		}
		for _, o := range after.Orphans {
			if o.Reason == "" {
				t.Errorf("seed %d: no reason why %d is an orphan", seed, o.Seq)
			}
		}
	}
	if kept < 20 || lost < 5 {
		t.Errorf("%d decisions kept and %d orphans say little", kept, lost)
	}
	t.Logf("%d decisions kept, %d orphans", kept, lost)
}

func countState(r *parley.Record, s parley.DecisionState) (n int) {
	for _, d := range r.Decisions {
		if d.State == s {
			n++
		}
	}
	return n
}

// TestNeverSomethingElse: where the id of a finding is that of another now, the decision goes with the words; where the words stand in two findings that
// nothing tells apart, it goes nowhere.
func TestNeverSomethingElse(t *testing.T) {
	d := dossier()[0]
	was, ok := Describe(&d.f, "s2")
	if !ok {
		t.Fatal("no s2")
	}
	reject := parley.Decision{Seq: 1, Kind: parley.DecideReject, Report: d.f.Report, Finding: "s2", Who: "ana", Was: encode(was)}
	swapped := d.f
	swapped.Statements = slices.Clone(d.f.Statements)
	slices.Reverse(swapped.Statements)
	for i := range swapped.Statements {
		swapped.Statements[i].ID = []string{"s1", "s2"}[i]
	}
	swapped.Events = slices.Clone(d.f.Events)
	swapped.Events[0].AssertedBy = "s1"
	r := Fold(Input{Findings: []parley.Findings{swapped}, Decisions: []parley.Decision{reject}})
	if s := r.Reports[0].Statements; len(s) != 1 || s[0].Content[0].Text == was.Words || r.Decisions[0].Now != "s1" {
		t.Errorf("the wrong statement went: %+v", s)
	}
	twice := d.f
	twice.Statements = append(slices.Clone(d.f.Statements), d.f.Statements[1], d.f.Statements[1])
	twice.Statements[1].ID, twice.Statements[2].ID, twice.Statements[3].ID = "s7", "s8", "s9"
	twice.Events = nil
	r = Fold(Input{Findings: []parley.Findings{twice}, Decisions: []parley.Decision{reject}})
	if len(r.Reports[0].Statements) != 4 || len(r.Orphans) != 1 || !strings.Contains(r.Orphans[0].Reason, "nothing tells which") {
		t.Errorf("applied to one of several: %d statements, orphans %+v", len(r.Reports[0].Statements), r.Orphans)
	}
}

// TestEdit: what a person says is in force and bears the name; what the machine had stays with it; later edits win field by field.
func TestEdit(t *testing.T) {
	ds := dossier()
	in := Input{Names: map[parley.ReportID][]string{}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	f := &ds[0].f
	edit := func(seq int64, who, id string, e parley.Edit) {
		was, _ := Describe(f, id)
		in.Decisions = append(in.Decisions, parley.Decision{Seq: seq, Kind: parley.DecideEdit, Report: f.Report, Finding: id, Who: who, Value: encode(e), Was: encode(was)})
	}
	no := false
	edit(1, "ana", "s1", parley.Edit{Act: parley.Announce, Negated: &no})
	edit(2, "ben", "s1", parley.Edit{Act: parley.Promise, Source: &parley.Whom{Name: "Harland", Type: "state"}})
	edit(3, "ana", "e1", parley.Edit{Status: parley.Alleged, Participants: &[]parley.Part{{Whom: parley.Whom{Name: "Ondria", Type: "state"}, Role: parley.Target}}})
	edit(4, "ana", "f1", parley.Edit{Unit: "families"})
	r := Fold(in)
	i := slices.IndexFunc(r.Reports, func(e parley.ReportEntry) bool { return e.ID == f.Report })
	s, e, g := r.Reports[i].Statements[0], r.Reports[i].Events[0], r.Reports[i].Figures[0]
	if s.Act != parley.Promise || s.Source.Entity != "harland" || s.Rule != "person: ben" || s.Confidence != 1 {
		t.Errorf("%+v", s)
	}
	want := []parley.Change{{Part: "act", Was: "say", Now: "promise", Who: "ben", Seq: 2}, {Part: "negated", Was: "false", Now: "false", Who: "ana", Seq: 1}, {Part: "source", Was: "Ana Roe", Now: "Harland", Who: "ben", Seq: 2}}
	if s.Corrected == nil || !slices.Equal(s.Corrected.Changes, want) {
		t.Errorf("changes %+v", s.Corrected)
	}
	if e.Status != parley.Alleged || len(e.Participants) != 1 || e.Participants[0] != (parley.Participant{Entity: "ondria", Role: parley.Target}) || find(r, "Ondria") == nil {
		t.Errorf("%+v", e)
	}
	if g.Unit != "families" || g.Head != "family" || g.Corrected.Changes[0].Was != "villagers" {
		t.Errorf("%+v", g)
	}
	if len(r.Coders) != 1 || r.Coders[0].Field != "act" || r.Coders[0].Takes[1] != (parley.Take{Seq: 2, Who: "ben", Value: "promise"}) {
		t.Errorf("coders: %+v", r.Coders)
	}
	if r.Decisions[0].State != parley.InForce { // its negated stands
		t.Errorf("%+v", r.Decisions[0])
	}
	edit(5, "ben", "s1", parley.Edit{Negated: &no, Act: parley.Say})
	yes := true
	edit(6, "ben", "s1", parley.Edit{Negated: &yes})
	if r = Fold(in); r.Decisions[0].State != parley.Overruled || r.Decisions[0].By != 6 || r.Decisions[4].State != parley.InForce || len(r.Coders) != 2 {
		t.Errorf("%+v\n%+v", r.Decisions, r.Coders)
	}
}

// TestSplitAndMerge: chains that are somebody else get an id that stays, and a merge of papers joins what they hold.
func TestSplitAndMerge(t *testing.T) {
	ds := dossier()
	in := Input{Names: map[parley.ReportID][]string{}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	before := Fold(in)
	roe := find(before, "Ana Roe")
	split := parley.Decision{Seq: 1, Kind: parley.DecideSplit, Finding: roe.ID, Who: "ana", Why: "another Roe", Value: encode(parley.Split{Name: "Roe of the ferry", Members: []parley.SplitMember{{Report: ds[1].f.Report}}})}
	in.Decisions = []parley.Decision{split}
	r := Fold(in)
	other := find(r, "Roe of the ferry")
	if other == nil || other.ID != "roe-of-the-ferry-p" || !slices.Equal(other.Reports, []parley.ReportID{ds[1].f.Report}) || len(find(r, "Ana Roe").Reports) != 1 || find(r, "Ana Roe").ID != roe.ID {
		t.Fatalf("%+v\n%+v", other, find(r, "Ana Roe"))
	}
	in.Decisions = append(in.Decisions, parley.Decision{Seq: 2, Kind: parley.DecideMerge, Finding: other.ID, Value: roe.ID, Who: "ben"})
	if r = Fold(in); find(r, "Roe of the ferry") != nil || len(find(r, "Ana Roe").Reports) != 2 {
		t.Errorf("not joined again: %+v", r.Entities)
	}
	all := split
	all.Value = encode(parley.Split{Name: "X", Members: []parley.SplitMember{{Report: ds[0].f.Report}, {Report: ds[1].f.Report}}})
	in.Decisions = []parley.Decision{all}
	if r = Fold(in); len(r.Orphans) != 1 || find(r, "X") != nil {
		t.Errorf("a split took all: %+v", r.Orphans)
	}
}

// TestConflictDecisions: a state stays with its conflict when later reports come, and through keys that changed; two that are one are one.
func TestConflictDecisions(t *testing.T) {
	ds := dossier()
	var fs []parley.Findings
	for _, d := range ds {
		fs = append(fs, d.f)
	}
	before := Fold(Input{Findings: fs})
	c := before.Conflicts[0]
	mark := parley.Decision{Seq: 1, Kind: parley.DecideMark, Finding: c.Key, Value: "explained", Who: "ana", Was: encode(DescribeConflict(&c))}
	late := newDraft("Ondria News", "2031-05-09", "Veska denied that the bridge at Low Ford was open to lorries. A ferry sank.")
	late.says(late.entity(parley.State, "Veska", "state/veska", "", "Veska"), parley.Deny, "the bridge at Low Ford was open to lorries", "")
	early := newDraft("Ondria News", "2031-04-01", "Veska denied that the bridge at Low Ford was open to lorries. A barge sank.")
	early.says(early.entity(parley.State, "Veska", "state/veska", "", "Veska"), parley.Deny, "the bridge at Low Ford was open to lorries", "")
	for _, more := range [][]parley.Findings{nil, {late.f}, {late.f, early.f}} {
		r := Fold(Input{Findings: append(slices.Clone(fs), more...), Decisions: []parley.Decision{mark}})
		n := 0
		for _, x := range r.Conflicts {
			if x.State == parley.ConflictExplained && x.StateBy == "ana" && x.Kind == c.Kind {
				n++
			}
		}
		if n != 1 || len(r.Orphans) != 0 {
			t.Errorf("with %d more reports %d conflicts are explained; orphans %+v", len(more), n, r.Orphans)
		}
	}
	other := before.Conflicts[1]
	was, into := DescribeConflict(&other), DescribeConflict(&c)
	was.Into = &into
	same := parley.Decision{Seq: 2, Kind: parley.DecideSame, Finding: other.Key, Value: c.Key, Who: "ben", Why: "one bridge", Was: encode(was)}
	r := Fold(Input{Findings: fs, Decisions: []parley.Decision{mark, same}})
	i := slices.IndexFunc(r.Conflicts, func(x parley.Conflict) bool { return x.Key == c.Key })
	if len(r.Conflicts) != len(before.Conflicts)-1 || i < 0 || len(r.Conflicts[i].Merged) != 1 || r.Conflicts[i].State != parley.ConflictExplained {
		t.Errorf("%+v", r.Conflicts)
	}
	r = Fold(Input{Findings: fs[:1], Decisions: []parley.Decision{mark, same}})
	if len(r.Orphans) != 2 {
		t.Errorf("orphans %+v", r.Orphans)
	}
}

// TestConflictKeys: no two conflicts have one key.
func TestConflictKeys(t *testing.T) {
	for seed := range rounds(t, 10) {
		press := recordtest.NewPress(seed, 3)
		k := newFolder(crowd)
		for n := range 24 {
			k.Put(press.Report(n, 0))
			keys := map[string]bool{}
			for _, c := range k.fold(Input{}).Conflicts {
				if keys[c.Key] || c.Key == "" {
					t.Fatalf("seed %d: key %q twice", seed, c.Key)
				}
				keys[c.Key] = true
			}
		}
	}
}

// TestHeldByID: an old line that does not say what it was about is held by its id, and says so; one that says it, or is about nothing any more, does not.
func TestHeldByID(t *testing.T) {
	f := &dossier()[0].f
	was, _ := Describe(f, "s1")
	r := Fold(Input{Findings: []parley.Findings{*f}, Decisions: []parley.Decision{
		{Seq: 1, Kind: parley.DecideAccept, Report: f.Report, Finding: "s1", Who: "ana"},
		{Seq: 2, Kind: parley.DecideAccept, Report: f.Report, Finding: "s1", Who: "ben", Was: encode(was)},
		{Seq: 3, Kind: parley.DecideReject, Report: f.Report, Finding: "s99", Who: "ana"},
		{Seq: 4, Kind: parley.DecideMerge, Finding: r0(f).Entities[0].ID, Value: r0(f).Entities[1].ID, Who: "ana"},
		{Seq: 5, Kind: parley.DecideUndo, Undoes: 2, Who: "ana"},
	}})
	for i, want := range []bool{true, false, false, true, false} {
		if d := r.Decisions[i]; d.ByID != want {
			t.Errorf("%s %d: held by id %t, want %t (%s, %q)", d.Kind, d.Seq, d.ByID, want, d.State, d.Now)
		}
	}
}

func r0(f *parley.Findings) *parley.Record { return Fold(Input{Findings: []parley.Findings{*f}}) }
