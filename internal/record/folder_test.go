package record

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// TestFolderIsFold is the law of the folder: whatever came, was corrected, went, was decided or configured, and in whatever order, its record is that of a fold of what
// there is now, byte for byte. Small crowds make stars.
func TestFolderIsFold(t *testing.T) {
	rounds := 6
	if testing.Short() {
		rounds = 1
	}
	came := map[string]int{}
	for seed := range uint64(rounds) {
		for _, crowd := range []int{3, 17, crowd} {
			t.Run(fmt.Sprintf("%d/%d", seed, crowd), func(t *testing.T) { changes(t, seed, crowd, came) })
		}
	}
	t.Log(came)
	for _, k := range []parley.DecisionKind{parley.DecideReject, parley.DecideAccept, parley.DecideEdit, parley.DecideAdd, parley.DecideMerge, parley.DecideSplit, parley.DecideSame, parley.DecideMark, parley.DecideUndo} {
		for _, state := range []parley.DecisionState{parley.InForce, parley.Undone, parley.Orphaned} {
			if came[string(k)+" "+string(state)] == 0 && !testing.Short() && (k != parley.DecideUndo || state != parley.Orphaned) {
				t.Errorf("no decision of the kind %s came out %s", k, state)
			}
		}
	}
	for _, what := range []string{"pinned entities", "pinned papers", "merged papers", "split papers", "replaced reports", "lost words", "disputes"} {
		if came[what] == 0 && !testing.Short() {
			t.Errorf("there were no %s", what)
		}
	}
}

// note counts what a fold had to do with.
func (f *Folder) note(r *parley.Record, came map[string]int) {
	for _, d := range r.Decisions {
		came[string(d.Kind)+" "+string(d.State)]++
	}
	for _, e := range r.Reports {
		if e.ReplacedBy != "" {
			came["replaced reports"]++
		}
	}
	for _, x := range r.Instruments {
		if slices.ContainsFunc(x.Merged, func(s string) bool { return strings.Contains(s, "is the same") }) {
			came["merged papers"]++
		}
		if slices.ContainsFunc(x.Merged, func(s string) bool { return strings.Contains(s, "says it is not") }) {
			came["split papers"]++
		}
	}
	for _, s := range f.sheets {
		for _, p := range s.pins {
			if p.paper && f.Has(p.whom.At) {
				came["pinned papers"]++
			}
		}
	}
	came["pinned entities"] += len(f.pinned)
	came["disputes"] += len(r.Coders)
	for _, o := range r.Orphans {
		if o.Reason == "gone" {
			came["lost words"]++
		}
	}
}

func changes(t *testing.T, seed uint64, crowd int, came map[string]int) {
	rng := rand.New(rand.NewPCG(seed, 1))
	press := recordtest.NewPress(seed, 1+rng.IntN(12))
	k := newFolder(crowd)
	there := map[int]parley.Findings{}
	in := Input{Reader: "invented", Names: map[parley.ReportID][]string{}}
	people := &coder{rng: rng, seq: 1000}
	var last, before *parley.Record
	var was string
	for step := range 30 {
		for range 1 + rng.IntN(3) {
			n := rng.IntN(40)
			_, known := there[n]
			switch {
			case known && rng.IntN(3) == 0:
				k.Remove(there[n].Report)
				delete(there, n)
			default:
				f := withOffice(rng, press.Report(n, rng.IntN(3)))
				vary(rng, &f)
				k.Put(f)
				there[n] = f
				in.Names[f.Report] = []string{fmt.Sprintf("%d/report.txt", n%7)}
			}
			if rng.IntN(8) == 0 { // a file of another name with the same bytes
				in.Names[press.Report(n, 0).Report] = []string{fmt.Sprintf("%d/again/%d.txt", n%7, rng.IntN(3))}
			}
			if rng.IntN(4) == 0 {
				last = k.fold(in)
			}
		}
		if rng.IntN(3) == 0 {
			in.Config = anyConfiguration(rng)
			k.Configure(in.Config)
		}
		decide(rng, &in, there, last)
		people.log = in.Decisions
		for range 2 {
			people.decide(shuffled(rng, there), last)
		}
		people.answer()
		in.Decisions = people.log
		if in.Lost = map[int64]string{}; len(in.Decisions) > 0 && rng.IntN(3) == 0 {
			in.Lost[in.Decisions[rng.IntN(len(in.Decisions))].Seq] = "gone"
		}
		want := newFolder(crowd)
		want.Configure(in.Config)
		for _, f := range shuffled(rng, there) {
			want.Put(f)
		}
		last = k.fold(in)
		k.note(last, came)
		kept := dump(t, last)
		if a, b := kept, dump(t, want.fold(in)); a != b {
			t.Fatalf("step %d, %d reports: %s", step, len(there), firstDifference(a, b))
		}
		checkApart(t, k)
		if before != nil && dump(t, before) != was {
			t.Fatalf("step %d: an earlier record was changed", step)
		}
		before, was = last, kept
	}
}

// vary gives a report what the press does not invent: other names for an entity, sides that speak for each other, one name for two kinds of entity, ways by
// which a statement came.
func vary(rng *rand.Rand, f *parley.Findings) {
	es := slices.Clone(f.Entities)
	f.Entities = es
	if len(es) < 2 {
		return
	}
	switch e := &es[rng.IntN(len(es))]; rng.IntN(8) {
	case 0:
		e.Aliases = append(slices.Clone(e.Aliases), []string{"LC", "the Lake people", "HF", "Northern Wire"}[rng.IntN(4)])
	case 1:
		a, b := &es[0], &es[len(es)-1]
		a.Side, b.Side = b.ID, a.ID
	case 2:
		e.Type = []parley.EntityType{parley.Place, parley.Group, parley.Person}[rng.IntN(3)]
	case 3:
		e.Name, e.Key = []string{"Roe", "Vale", "the Front", "foreign ministry", "Ben Roe", "Ana Maria Roe", "…"}[rng.IntN(7)], ""
	case 4:
		e.Key = "body/" + []string{"lake", "river"}[rng.IntN(2)]
	}
	if st := slices.Clone(f.Statements); rng.IntN(4) == 0 {
		st[rng.IntN(len(st))].Via = []parley.Ref{{Entity: es[rng.IntN(len(es))].ID}}
		f.Statements = st
	}
}

// decide rejects, accepts and merges now and then, and asks for surer statements.
func decide(rng *rand.Rand, in *Input, there map[int]parley.Findings, last *parley.Record) {
	if rng.IntN(4) == 0 {
		in.Least = float64(rng.IntN(4)) * 0.2
	}
	var ids []int
	for n := range there {
		ids = append(ids, n)
	}
	if len(ids) == 0 || rng.IntN(3) > 0 {
		return
	}
	slices.Sort(ids)
	d := parley.Decision{Kind: parley.DecideReject, Report: there[ids[rng.IntN(len(ids))]].Report, Finding: []string{"s1", "s2", "e1", "f1", "i1"}[rng.IntN(5)], Who: "coder"}
	switch rng.IntN(5) {
	case 0:
		d.Kind = parley.DecideAccept
	case 1:
		d = parley.Decision{Kind: parley.DecideMerge, Finding: "tolmark", Value: "brenia", Who: "coder"}
	case 2:
		if last == nil || len(last.Entities) == 0 {
			return
		}
		one := func() string { return last.Entities[rng.IntN(len(last.Entities))].ID }
		d = parley.Decision{Kind: parley.DecideMerge, Finding: one(), Value: one(), Who: "coder"}
	}
	in.Decisions = append(in.Decisions, d)
}

func shuffled(rng *rand.Rand, there map[int]parley.Findings) []parley.Findings {
	var ids []int
	for n := range there {
		ids = append(ids, n)
	}
	slices.Sort(ids)
	rng.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	out := make([]parley.Findings, len(ids))
	for i, n := range ids {
		out[i] = there[n]
	}
	return out
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	return fmt.Sprintf("at byte %d of %d and %d:\n%s\n\n%s", i, len(a), len(b), cut(a), cut(b))
}

// TestInvented holds the invented dossiers to what a test of the fold needs of them: every kind of thing there is to compare.
func TestInvented(t *testing.T) {
	k := newFolder(3)
	press := recordtest.NewPress(1, 6)
	for n := range 80 {
		k.Put(press.Report(n, 0))
	}
	r := k.fold(Input{})
	layers := map[string]int{}
	for _, s := range r.Same {
		layers[s.Layer]++
	}
	rules := map[string]int{}
	for _, c := range r.Conflicts {
		rules[strings.TrimPrefix(c.Rule, "record/")]++
	}
	t.Log(layers, rules, len(r.Copies), len(r.Entities), len(r.Instruments), len(r.Chronology), len(r.Positions), r.Stars)
	if layers["statement"] == 0 || layers["event"] == 0 || layers["figure"] == 0 || len(r.Copies) == 0 || len(rules) < 6 || len(r.Stars) == 0 {
		t.Error("the invented dossier lacks something to compare")
	}
}

// BenchmarkAdd adds a report to a dossier that a folder holds.
func BenchmarkAdd(b *testing.B) {
	for _, n := range []int{100, 400, 1600} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			press := recordtest.NewPress(1, n/10)
			k := newFolder(crowd)
			for i := range n {
				k.Put(press.Report(i, 0))
			}
			k.fold(Input{})
			b.ReportAllocs()
			var took, worked []time.Duration
			all := cputime.Used()
			for i := 0; b.Loop(); i++ {
				start, used := time.Now(), cputime.Used()
				k.Put(press.Report(n+i, 0))
				k.fold(Input{})
				took, worked = append(took, time.Since(start)), append(worked, cputime.Used()-used)
			}
			b.ReportMetric((cputime.Used()-all).Seconds()*1e3/float64(b.N), "processors-ms")
			slices.Sort(took)
			slices.Sort(worked)
			b.ReportMetric(worked[len(worked)/2].Seconds()*1e3, "processors-p50-ms")
			b.ReportMetric(took[len(took)/2].Seconds()*1e3, "p50-ms")
			b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "p99-ms")
		})
	}
}

// BenchmarkOneStory folds one story told again and again; the time a telling must not grow.
func BenchmarkOneStory(b *testing.B) {
	for _, n := range []int{500, 2500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			press := recordtest.NewPress(1, 1)
			var all []parley.Findings
			for i := range n {
				all = append(all, press.Report(i, 0))
			}
			for b.Loop() {
				Fold(Input{Findings: all})
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*n), "ms/report")
		})
	}
}

// TestReportsInOrder: the reports of a folder are sorted, in whatever order they came.
func TestReportsInOrder(t *testing.T) {
	k := newFolder(crowd)
	for _, id := range []string{"c", "a", "d", "b", "a"} {
		k.Put(parley.Findings{Report: parley.ReportID(id)})
	}
	if got := k.Reports(); !slices.Equal(got, []parley.ReportID{"a", "b", "c", "d"}) {
		t.Errorf("reports %q", got)
	}
	k.Put(parley.Findings{Report: "aa"})
	k.Remove("c")
	if got := k.Reports(); !slices.Equal(got, []parley.ReportID{"a", "aa", "b", "d"}) {
		t.Errorf("reports %q", got)
	}
}
