package record

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// dossier is three invented reports: a statement told twice and denied, a figure that differs, a breach with blame both ways.
func dossier() []*draft {
	a := newDraft("Riverton Post", "2031-05-02", "Foreign Minister Ana Roe of Harland said the bridge at Low Ford was open to lorries. Harland said Veska had broken the truce on Monday. At least 40 villagers fled the ferry village of Low Ford.")
	h := a.entity(parley.State, "Harland", "state/harland", "", "Harland")
	v := a.entity(parley.State, "Veska", "state/veska", "", "Veska")
	roe := a.entity(parley.Person, "Ana Roe", "", h, "Foreign Minister Ana Roe", "Ana Roe")
	a.says(roe, parley.Say, "the bridge at Low Ford was open to lorries", "")
	s := a.says(h, parley.Say, "Veska had broken the truce on Monday", "")
	a.event("violation", parley.Happened, s, "Veska had broken the truce", parley.Participant{Entity: v, Role: parley.Actor})
	a.figure(40, -1, parley.AtLeast, "villagers", "villager", "At least 40 villagers")

	b := newDraft("Lake Times", "2031-05-02", "Roe said the bridge at Low Ford was open to lorries again. Veska said Harland had broken the truce. Twelve villagers fled Low Ford, the ferry village.")
	h2 := b.entity(parley.State, "Harland", "state/harland", "", "Harland")
	v2 := b.entity(parley.State, "Veska", "state/veska", "", "Veska")
	roe2 := b.entity(parley.Person, "Roe", "", "", "Roe")
	b.says(roe2, parley.Say, "the bridge at Low Ford was open to lorries again", "")
	s2 := b.says(v2, parley.Say, "Harland had broken the truce", "")
	b.event("violation", parley.Happened, s2, "Harland had broken the truce", parley.Participant{Entity: h2, Role: parley.Actor})
	b.figure(12, 12, parley.Exact, "villagers", "villager", "Twelve villagers")

	c := newDraft("Veska Today", "2031-05-03", "Veska denied that the bridge at Low Ford was open to lorries.")
	v3 := c.entity(parley.State, "Veska", "state/veska", "", "Veska")
	c.says(v3, parley.Deny, "the bridge at Low Ford was open to lorries", "")
	return []*draft{a, b, c}
}

func TestFold(t *testing.T) {
	r := foldOf(dossier()...)
	roe := find(r, "Ana Roe")
	if roe == nil || !slices.Contains(roe.Aliases, "Roe") || len(roe.Reports) != 2 || find(r, "Roe") != nil {
		t.Fatalf("the surname was not joined to the one person of that name: %+v", roe)
	}
	if want := find(r, "Harland").ID; roe.Side != want {
		t.Errorf("side %q, want %q", roe.Side, want)
	}
	got := kinds(r)
	for _, want := range []string{"denial", "blame", "figure"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s conflict in %v", want, got)
		}
	}
	same := slices.IndexFunc(r.Same, func(s parley.Same) bool { return s.Layer == "statement" && len(s.Members) == 2 })
	if same < 0 || r.Same[same].Origins != 2 {
		t.Errorf("the statement told twice was not joined: %+v", r.Same)
	}
	for _, c := range r.Conflicts {
		if len(c.Between) < 2 || c.Between[0].Side == c.Between[1].Side || c.Rule == "" || c.Confidence <= 0 {
			t.Errorf("a conflict without two sides, rule or confidence: %+v", c)
		}
	}
}

// TestOrder is the second law: order and repetition do not show.
func TestOrder(t *testing.T) {
	ds := dossier()
	want := dump(t, foldIn(ds))
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		p := slices.Clone(ds)
		p = append(p, ds[rng.IntN(len(ds))])
		rng.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
		if got := dump(t, foldIn(p)); got != want {
			t.Fatalf("seed %d: another order gave another record", seed)
		}
	}
}

// foldIn names reports by their outlet, so that names do not hang on the order.
func foldIn(ds []*draft) *parley.Record {
	in := Input{Names: map[parley.ReportID][]string{}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
		in.Names[d.f.Report] = []string{strings.ReplaceAll(d.f.Meta.Outlet.Name, " ", "-") + ".txt"}
	}
	return Fold(in)
}

func TestReject(t *testing.T) {
	ds := dossier()
	in := Input{Names: map[parley.ReportID][]string{}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	in.Decisions = []parley.Decision{{Kind: parley.DecideReject, Report: ds[0].f.Report, Finding: "s2", Who: "coder"}}
	r := Fold(in)
	for _, e := range r.Reports {
		if e.ID != ds[0].f.Report {
			continue
		}
		if len(e.Statements) != 1 || e.Events[0].AssertedBy != parley.Narrator {
			t.Fatalf("rejected statement: %d left, event asserted by %s", len(e.Statements), e.Events[0].AssertedBy)
		}
	}
	in.Decisions = append(in.Decisions, parley.Decision{Kind: parley.DecideAccept, Report: ds[0].f.Report, Finding: "s2"})
	r = Fold(in)
	for _, e := range r.Reports {
		if e.ID == ds[0].f.Report && len(e.Statements) != 2 {
			t.Fatal("an accept did not undo the reject")
		}
	}
	if len(in.Findings[0].Statements) != 2 {
		t.Fatal("the fold changed its input")
	}
}

func TestMergeDecision(t *testing.T) {
	ds := dossier()
	in := Input{Names: map[parley.ReportID][]string{}, Decisions: []parley.Decision{{Kind: parley.DecideMerge, Finding: "veska", Value: "harland", Who: "coder", Why: "test"}}}
	for _, d := range ds {
		in.Findings = append(in.Findings, d.f)
	}
	r := Fold(in)
	if find(r, "Veska") != nil || !slices.Contains(find(r, "Harland").Aliases, "Veska") {
		t.Fatalf("not merged: %+v", r.Entities)
	}
}

func TestFileNames(t *testing.T) {
	a, b, c := newDraft("A", "", "one two three"), newDraft("B", "", "four five six"), newDraft("C", "", "seven eight nine")
	in := Input{Findings: []parley.Findings{a.f, b.f, c.f}, Names: map[parley.ReportID][]string{a.f.Report: {"x/one.txt"}, b.f.Report: {"y/one.txt"}, c.f.Report: {"two.txt"}}}
	var got []string
	for _, e := range Fold(in).Reports {
		got = append(got, e.File)
	}
	slices.Sort(got)
	if want := []string{"two.txt", "x/one.txt", "y/one.txt"}; !slices.Equal(got, want) {
		t.Fatalf("files %v, want %v", got, want)
	}
	in.Names[b.f.Report] = []string{"x/one.txt"}
	got = got[:0]
	for _, e := range Fold(in).Reports {
		if slices.Contains(got, e.File) {
			t.Fatalf("two reports are called %s", e.File)
		}
		got = append(got, e.File)
	}
}

func TestWords(t *testing.T) {
	if w := content("The truce was violated"); shared(w, content("violations of the truces")) != 2 {
		t.Errorf("stems do not meet: %v", w)
	}
	if !negated("he did not sign") || negated("no one did not sign") || negated("he signed") {
		t.Error("polarity")
	}
	for in, want := range map[string]string{"Ana Roe": "ana-roe", "the Harland side": "harland-side", "São Tomé": "sao-tome", "«»": "entity", "Łódź's": "lodz"} {
		if got := slug(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
	for _, p := range [][2]string{{"sergei", "sergey"}, {"mohammed", "mohamed"}, {"yusuf", "yousuf"}} {
		if sound(p[0]) != sound(p[1]) {
			t.Errorf("%s and %s do not sound alike: %s %s", p[0], p[1], sound(p[0]), sound(p[1]))
		}
	}
}

func TestCopies(t *testing.T) {
	a, b, c := newDraft("Post", "2031-05-02", "x"), newDraft("Wire", "2031-05-01", "y"), newDraft("Times", "2031-05-03", "z")
	for i := range uint32(100) {
		a.f.Runs = append(a.f.Runs, i*10)
		b.f.Runs = append(b.f.Runs, i*10)
		c.f.Runs = append(c.f.Runs, i*10+5)
	}
	for _, d := range []*draft{a, b, c} {
		d.f.Words = 120
	}
	a.f.Meta.Agencies = []parley.Named{{Name: "Wire"}}
	r := foldOf(a, b, c)
	if len(r.Copies) != 1 || r.Copies[0].Origin != b.f.Report || len(r.Copies[0].Members) != 2 {
		t.Fatalf("copies: %+v", r.Copies)
	}
}

// TestOrigins: what an agency reports itself, what others print of it and what they have through it are of one origin; another's own report is a second one.
func TestOrigins(t *testing.T) {
	say := func(outlet, text string) *draft {
		d := newDraft(outlet, "2031-05-02", text)
		d.says(d.entity(parley.Person, "Ana Roe", "", "", "Ana Roe"), parley.Say, "the bridge at Low Ford was open to lorries", "")
		return d
	}
	wire := say("Northern Wire", "Ana Roe said the bridge at Low Ford was open to lorries.")
	pickup := say("Riverton Post", "Ana Roe said the bridge at Low Ford was open to lorries, the wire had it.")
	pickup.f.Meta.Agencies = []parley.Named{{Name: "Northern Wire", How: parley.Stated}}
	through := say("Lake Times", "Ana Roe said the bridge at Low Ford was open to lorries, according to Northern Wire.")
	through.f.Statements[0].Via = []parley.Ref{{Entity: through.entity(parley.Organization, "Northern Wire", "", "", "Northern Wire")}}
	own := say("Vessia Today", "Ana Roe said the bridge at Low Ford was open to lorries, we heard.")
	for n, ds := range map[int][]*draft{1: {wire, pickup, through}, 2: {wire, pickup, through, own}} {
		r := foldOf(ds...)
		if len(r.Same) != 1 || len(r.Same[0].Members) != len(ds) || r.Same[0].Origins != n {
			t.Errorf("%d reports: %+v, want %d origins", len(ds), r.Same, n)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	var in Input
	for n := range 60 {
		for _, d := range dossier() {
			d.f.Report = parley.IDOf([]byte{byte(n), d.f.Report[0], d.f.Report[1]})
			in.Findings = append(in.Findings, d.f)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Fold(in)
	}
	b.ReportMetric(float64(len(in.Findings)*b.N)/b.Elapsed().Seconds(), "reports/s")
}
