package read_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/read"
)

func newReader(t testing.TB) *read.Reader {
	t.Helper()
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dossier is the bundled example, as reports.
func dossier(t testing.TB) []parley.Report {
	t.Helper()
	names, err := filepath.Glob("../examples/dossier/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var out []parley.Report
	for _, n := range names {
		f := parley.PlainText
		switch filepath.Ext(n) {
		case ".html":
			f = parley.HTML
		case ".txt":
		default:
			continue
		}
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parley.Report{ID: parley.IDOf(b), Names: []string{filepath.Base(n)}, Format: f, Bytes: b})
	}
	if len(out) < 14 {
		t.Fatalf("%d reports in the example dossier", len(out))
	}
	return out
}

// TestPure is the first law: the same bytes give the same findings, and every passage is the words it claims.
func TestPure(t *testing.T) {
	a, b := newReader(t), newReader(t)
	for _, rep := range dossier(t) {
		f, aside := a.Read(rep)
		if aside != nil {
			t.Errorf("%s: %s", rep.Names[0], aside.Detail)
			continue
		}
		g, _ := b.Read(rep)
		x, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		y, err := json.Marshal(g)
		if err != nil {
			t.Fatal(err)
		}
		if string(x) != string(y) {
			t.Errorf("%s: two readings differ", rep.Names[0])
		}
		if len(f.Statements) == 0 || len(f.Entities) == 0 || f.Meta.Headline == nil {
			t.Errorf("%s: %d statements, %d entities, headline %v", rep.Names[0], len(f.Statements), len(f.Entities), f.Meta.Headline)
		}
		check(t, a, rep, f)
	}
}

// check holds the findings of a report against its text: ids lead somewhere, no finding is without words.
func check(t *testing.T, r *read.Reader, rep parley.Report, f parley.Findings) {
	t.Helper()
	txt, aside := r.Text(rep)
	if aside != nil {
		t.Fatal(aside.Detail)
	}
	pass := func(what string, p parley.Passage) {
		if p.Span.Empty() || p.Span.End > len(txt.Content) || txt.Content[p.Span.Start:p.Span.End] != p.Text || txt.Align.Raw(p.Span) != p.Raw {
			t.Errorf("%s: %s: %+v is not what the text has there", rep.Names[0], what, p)
		}
	}
	ids := map[string]bool{"": true, parley.Narrator: true}
	for _, e := range f.Entities {
		ids[e.ID] = true
		for _, m := range e.Mentions {
			pass("mention of "+e.Name, m.Passage)
		}
	}
	for _, s := range f.Statements {
		ids[s.ID] = true
	}
	for _, s := range f.Statements {
		if len(s.Content) == 0 || s.Rule == "" || s.Confidence <= 0 || s.Confidence > 1 || !ids[s.NestedIn] || s.NestedIn == s.ID {
			t.Errorf("%s: statement %+v", rep.Names[0], s)
		}
		for _, p := range append(append([]parley.Passage{}, s.Content...), s.Cue...) {
			pass(s.ID, p)
		}
		for _, ref := range []*parley.Ref{s.Source, s.Addressee} {
			if ref != nil && !ids[ref.Entity] {
				t.Errorf("%s: %s names no entity %q", rep.Names[0], s.ID, ref.Entity)
			}
		}
	}
	for _, e := range f.Events {
		if len(e.Evidence) == 0 || !ids[e.AssertedBy] || e.Rule == "" {
			t.Errorf("%s: event %+v", rep.Names[0], e)
		}
		for _, p := range e.Evidence {
			pass(e.ID, p)
		}
		for _, p := range e.Participants {
			if !ids[p.Entity] {
				t.Errorf("%s: %s names no entity %q", rep.Names[0], e.ID, p.Entity)
			}
		}
	}
	for _, g := range f.Figures {
		pass(g.ID, g.Passage)
	}
	for _, x := range f.Instruments {
		for _, s := range x.History {
			pass(x.ID, s.Passage)
		}
	}
}

// TestGrounds holds that every part says what gave it, in order, and how a pronoun comes to be a source.
func TestGrounds(t *testing.T) {
	r := newReader(t)
	b := []byte("Bridge to open\n\nRIVERTON, 4 May 2031 (Newswire) - The bridge will open, minister Ana Roe told reporters on Friday. She said it was safe.\n")
	f, aside := r.Read(parley.Report{ID: parley.IDOf(b), Format: parley.PlainText, Bytes: b})
	if aside != nil {
		t.Fatal(aside.Detail)
	}
	pronoun := false
	for _, s := range f.Statements {
		last := -1
		for _, g := range s.Why {
			i := slices.Index(parley.Parts, g.Part)
			if i <= last || g.Confidence < 0 || g.Confidence > 1 || g.Rule == "" && g.Note == "" {
				t.Errorf("%s: %+v stands wrong in %+v", s.ID, g, s.Why)
			}
			last = i
			pronoun = pronoun || g.Part == parley.PartEntity && strings.HasPrefix(g.Note, "pronoun “She” in the chain of “")
			if g.Part == parley.PartSaidOn && g.Note != s.SaidWhy {
				t.Errorf("%s: %q, but said_why %q", s.ID, g.Note, s.SaidWhy)
			}
		}
		if len(s.Why) < 3 || s.Why[0].Part != parley.PartSource || s.Why[0].Rule == "" {
			t.Errorf("%s: %+v", s.ID, s.Why)
		}
	}
	if !pronoun {
		t.Error("nothing says whom “She” stands for")
	}
}

// TestUnknown holds what the codebook asks where nothing is known: no date, no outlet, no participant out of thin air.
func TestUnknown(t *testing.T) {
	r := newReader(t)
	b := []byte("Bridge stays shut\n\nThe bridge stays shut, a clerk said on Monday. Nobody explained why.\n")
	f, aside := r.Read(parley.Report{ID: parley.IDOf(b), Format: parley.PlainText, Bytes: b})
	if aside != nil {
		t.Fatal(aside.Detail)
	}
	if f.Meta.Published.Value.Known() || f.Meta.Published.How != parley.Unknown || f.Meta.Outlet.Name != "" {
		t.Errorf("published %+v, outlet %+v", f.Meta.Published, f.Meta.Outlet)
	}
	for _, s := range f.Statements {
		if s.SaidOn != nil {
			t.Errorf("%s: said on %s (%s) in a report without a date", s.ID, s.SaidOn, s.SaidWhy)
		}
	}
	for _, e := range f.Events {
		if e.When != nil || len(e.Participants) > 0 {
			t.Errorf("event out of thin air: %+v", e)
		}
	}
}

func TestSetAside(t *testing.T) {
	r := newReader(t)
	for name, b := range map[string]string{"empty": "", "blank": " \n\t ", "scripts only": "<html><script>var a=1</script></html>"} {
		f := parley.PlainText
		if strings.HasPrefix(b, "<") {
			f = parley.HTML
		}
		if _, aside := r.Read(parley.Report{ID: parley.IDOf([]byte(b)), Names: []string{name}, Format: f, Bytes: []byte(b)}); aside == nil || aside.Reason == "" || aside.Detail == "" {
			t.Errorf("%s: %+v", name, aside)
		}
	}
}

func FuzzRead(f *testing.F) {
	r := newReader(f)
	f.Add([]byte("Roe: it holds\n\n“It holds,” Ana Roe told reporters on Friday, denying that 40 villagers had fled."), false)
	f.Add([]byte("<html><head><title>Roe</title></head><body><p>Veska <b>denied</b> that the June 3 truce was broken.</p></body></html>"), true)
	f.Add([]byte("\"\"\"\"''''“”“”(((([[[[ said said , , said"), false)
	f.Fuzz(func(t *testing.T, b []byte, html bool) {
		rep := parley.Report{ID: parley.IDOf(b), Names: []string{"fuzz"}, Format: parley.PlainText, Bytes: b}
		if html {
			rep.Format = parley.HTML
		}
		if found, aside := r.Read(rep); aside == nil {
			check(t, r, rep, found)
		}
	})
}

// BenchmarkRead is the whole way of one report on clean text, and on pages of the web: articles and bytes per second, and articles for each second that a
// processor worked, which others on the machine shape less.
func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	for _, format := range []parley.Format{parley.PlainText, parley.HTML} {
		var reports []parley.Report
		size, words := 0, 0
		for _, rep := range dossier(b) {
			if rep.Format == format {
				reports = append(reports, rep)
				size += len(rep.Bytes)
				words += len(bytes.Fields(rep.Bytes))
			}
		}
		b.Run(string(format), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			n, from := 0, cputime.Used()
			for b.Loop() {
				for _, rep := range reports {
					if _, aside := r.Read(rep); aside != nil {
						b.Fatal(aside.Detail)
					}
					n++
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(n)/(cputime.Used()-from).Seconds(), "articles/cpu-s")
			b.ReportMetric(float64(n/max(1, len(reports))*words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// ExampleReader_Read reads one report and prints who said what.
func ExampleReader_Read() {
	r, err := read.New()
	if err != nil {
		panic(err)
	}
	b := []byte("Bridge to open\n\nThe bridge will open soon, the mayor said on Friday.\n")
	f, aside := r.Read(parley.Report{ID: parley.IDOf(b), Format: parley.PlainText, Bytes: b})
	if aside != nil {
		panic(aside.Detail)
	}
	for _, s := range f.Statements {
		os.Stdout.WriteString(s.Source.Passage.Text + " | " + s.Cue[0].Text + " | " + s.Content[0].Text + "\n")
	}
	// Output: the mayor | said | The bridge will open soon
}
