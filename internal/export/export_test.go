package export_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
)

var update = flag.Bool("update", false, "write the golden files")

const town, lake = "Bridge to close – mayor\nSaid Jon Vale: the talks are off, more than 400 residents left.\n", "No, says Ana Roe.\n"

// passage is where words stand in a file.
func passage(file, words string) parley.Passage {
	at := strings.Index(file, words)
	return parley.Passage{Span: parley.Span{Start: at, End: at + len(words)}, Raw: parley.RawSpan{Start: at, End: at + len(words)}, Text: words}
}

func ptr[T any](v T) *T { return &v }

// dossier is a record with one of everything that can be exported.
func dossier() *parley.Record {
	townID, lakeID := parley.IDOf([]byte(town)), parley.IDOf([]byte(lake))
	off, no := passage(town, "the talks are off"), passage(lake, "No")
	basis := func(id string) parley.Basis { return parley.Basis{ID: id, Rule: "test@1", Confidence: 0.93} }
	may6 := parley.Day(parley.NewDate(2031, 5, 6))
	return &parley.Record{
		Reports: []parley.ReportEntry{
			{ID: townID, File: "town.txt", Meta: parley.Meta{Headline: ptr(passage(town, "Bridge to close – mayor")), Outlet: parley.Named{Name: "Riverton Post"},
				Published: parley.Published{Value: parley.NewDate(2031, 5, 4), How: parley.Stated}, Dateline: &parley.Named{Name: "Riverton"},
				Bylines: []parley.Byline{{Name: "Ana Roe", Role: "reporting"}}},
				Noise: []parley.Noise{{Kind: parley.Credit, Passage: passage(town, "Said")}},
				Statements: []parley.Statement{{Basis: basis("s1"), Source: &parley.Ref{Entity: "vale", Passage: ptr(passage(town, "Jon Vale"))}, CoSources: []parley.Ref{{Entity: "roe"}},
					Cue: []parley.Passage{passage(town, "Said")}, Content: []parley.Passage{off}, Mode: parley.Indirect, Act: parley.Say,
					Addressee: &parley.Ref{Entity: "roe"}, Via: []parley.Ref{{Entity: "roe"}}, SaidOn: may6}},
				Events: []parley.Event{{Basis: basis("e1"), Type: "talks", Status: parley.CalledOff, Participants: []parley.Participant{{Entity: "vale", Role: parley.Party}},
					When: &parley.Interval{To: may6.To}, Where: "riverton", AssertedBy: "s1", Evidence: []parley.Passage{off, passage(town, "Bridge to close")}, Instrument: "plan"}},
				Figures: []parley.Figure{{Basis: basis("f1"), Low: ptr(400.0), Qualifier: parley.MoreThan, Unit: "residents", AssertedBy: parley.Narrator,
					Passage: passage(town, "more than 400 residents")}}},
			{ID: lakeID, File: "lake.txt", Statements: []parley.Statement{{Basis: basis("s1"), Source: &parley.Ref{Passage: ptr(passage(lake, "Ana Roe"))},
				Content: []parley.Passage{no}, Mode: parley.Direct, Act: parley.Deny}}},
		},
		Entities: []parley.Entity{{ID: "vale", Name: "Jon Vale", Type: parley.Person, Aliases: []string{"the mayor", "Vale"}}, {ID: "roe", Name: "Ana Roe", Type: parley.Person},
			{ID: "riverton", Name: "Riverton", Type: parley.Place}, {ID: "paper", Name: "a paper", Type: parley.InstrumentEntity}},
		Instruments: []parley.Instrument{{ID: "plan", Name: "closure plan", Kind: parley.Proposal, PutForwardBy: []string{"vale"},
			History: []parley.Step{{State: parley.StateWithdrawn, AccordingTo: "vale", Report: townID, Passage: off}, {State: parley.StateOffered, When: may6, Report: lakeID, Passage: no}}}},
		Conflicts: []parley.Conflict{{ID: "c1", Kind: parley.DenialConflict, What: "the talks are off", Between: []parley.Member{
			{Report: townID, File: "town.txt", Finding: "s1", Side: "x", Says: "vale", Passage: off}, {Report: lakeID, File: "lake.txt", Finding: "s1", Side: "y", Passage: no}}}},
		Same: []parley.Same{{ID: "g1", Layer: "statement", What: "off", Origins: 2, Members: []parley.Member{{File: "town.txt", Passage: off}, {File: "lake.txt", Passage: no}}}},
		Commitments: []parley.Commitment{{ID: "k1", Party: "vale", Day: may6, Due: may6, Term: "Tuesday", Outcome: "called-off",
			Said: parley.Member{Report: townID, File: "town.txt", Finding: "d1", Passage: off}, Then: []parley.Member{{Report: lakeID, File: "lake.txt", Finding: "e1", Passage: no}}}},
		Omissions: []parley.Omission{{Report: lakeID, File: "lake.txt", Same: "g1", What: "more than 400 residents left", Carried: []parley.ReportID{townID}}},
		Decisions: []parley.Decided{
			{Decision: parley.Decision{Seq: 1, Who: "ana", Kind: parley.DecideEdit, Report: parley.IDOf([]byte(town)), Finding: "s1", Value: `{"act":"say"}`, Why: "=no denial", Was: `{"layer":"statement","words":"the talks are off"}`}, State: parley.InForce, Now: "s2"},
			{Decision: parley.Decision{Seq: 2, Who: "ben", Kind: parley.DecideReject, Report: parley.IDOf([]byte(town)), Finding: "s9"}, State: parley.Orphaned}},
		Orphans:    []parley.Orphan{{Decision: parley.Decision{Seq: 2, Who: "ben", Kind: parley.DecideReject, Report: parley.IDOf([]byte(town)), Finding: "s9"}, Reason: "the report has no finding s9 any more"}},
		Coders:     []parley.Dispute{{File: "town.txt", Finding: "s1", Field: "act", Words: "the talks are off", Takes: []parley.Take{{Seq: 1, Who: "ana", Value: "say"}, {Seq: 3, Who: "ben", Value: "deny"}}}},
		Wordings:   []parley.Wording{{Entity: "vale", Outlets: []parley.OutletWords{{Outlet: "Riverton Post", Words: []parley.WordCount{{Words: "the mayor", Count: 2}}}}}},
		Chronology: []parley.ChronologyLine{{From: may6.From, To: may6.To, What: "talks", Members: []parley.Member{{Report: townID, File: "town.txt", Finding: "e1", Passage: off}}}},
		Positions:  []parley.Position{{Party: "vale", Issue: "talks", Stance: "against", Words: "=off", Date: may6, File: "town.txt", Statements: []string{"s1"}, Changed: true}},
		Outlets:    []parley.OutletEntry{{Name: "Riverton Post", Reports: []parley.ReportID{townID}, Agencies: []string{"Newswire"}}},
	}
}

func size(file string) (int, bool) {
	n, ok := map[string]int{"town.txt": len(town), "lake.txt": len(lake)}[file]
	return n, ok
}

func encode(t testing.TB, rec *parley.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := export.JSON(&b, rec); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s: want -, got +:\n%s", name, d)
	}
}

func TestJSON(t *testing.T) {
	b := encode(t, dossier())
	if wrong := export.Check(b, size); len(wrong) > 0 {
		t.Errorf("%s", strings.Join(wrong, "\n"))
	}
	golden(t, "dossier.json", b)
	if again := encode(t, dossier()); !bytes.Equal(b, again) {
		t.Error("the same record gave other bytes")
	}
	if wrong := export.Check(encode(t, &parley.Record{}), size); len(wrong) > 0 {
		t.Errorf("empty record: %v", wrong)
	}
}

// Whatever a record holds, the export keeps the rules of its format.
func TestJSONOfBrokenRecords(t *testing.T) {
	nowhere := parley.Passage{Raw: parley.RawSpan{Start: 7, End: 7}}
	backwards := &parley.Interval{From: parley.NewDate(2031, 5, 6), To: parley.NewDate(2031, 5, 4)}
	for name, spoil := range map[string]func(*parley.Record){
		"synthetic content":    func(r *parley.Record) { r.Reports[0].Statements[0].Content = []parley.Passage{nowhere} },
		"synthetic source":     func(r *parley.Record) { r.Reports[1].Statements[0].Source.Passage = &nowhere },
		"synthetic headline":   func(r *parley.Record) { r.Reports[0].Meta.Headline = &nowhere },
		"synthetic noise":      func(r *parley.Record) { r.Reports[0].Noise[0].Passage = nowhere },
		"synthetic event":      func(r *parley.Record) { r.Reports[0].Events[0].Evidence[0] = nowhere },
		"synthetic figure":     func(r *parley.Record) { r.Reports[0].Figures[0].Passage = nowhere },
		"synthetic step":       func(r *parley.Record) { r.Instruments[0].History[0].Passage = nowhere },
		"synthetic member":     func(r *parley.Record) { r.Conflicts[0].Between[0].Passage = nowhere },
		"rejected statement":   func(r *parley.Record) { r.Reports[0].Statements = nil },
		"no such entity":       func(r *parley.Record) { r.Entities = nil },
		"no such instrument":   func(r *parley.Record) { r.Instruments = nil },
		"nested in itself":     func(r *parley.Record) { r.Reports[0].Statements[0].NestedIn = "s1" },
		"nested in nothing":    func(r *parley.Record) { r.Reports[0].Statements[0].NestedIn = "s9" },
		"interval backwards":   func(r *parley.Record) { r.Reports[0].Statements[0].SaidOn = backwards },
		"empty interval":       func(r *parley.Record) { r.Reports[0].Events[0].When = &parley.Interval{} },
		"year 12000":           func(r *parley.Record) { r.Reports[0].Meta.Published.Value = parley.NewDate(12000, 1, 1) },
		"before the year 1":    func(r *parley.Record) { r.Reports[0].Meta.Published.Value = -5 },
		"no number":            func(r *parley.Record) { r.Reports[0].Figures[0].Low = ptr(math.NaN()) },
		"infinite":             func(r *parley.Record) { r.Reports[0].Figures[0].High = ptr(math.Inf(1)) },
		"undated chronology":   func(r *parley.Record) { r.Chronology[0].From, r.Chronology[0].To = 0, 0 },
		"invalid UTF-8":        func(r *parley.Record) { r.Reports[0].Figures[0].Unit = "a\xffb" },
		"step of no report":    func(r *parley.Record) { r.Instruments[0].History[0].Report = "other" },
		"unknown how":          func(r *parley.Record) { r.Reports[0].Meta.Published.How = "" },
		"known day, how known": func(r *parley.Record) { r.Reports[1].Meta.Published.How = parley.Stated },
	} {
		rec := dossier()
		spoil(rec)
		if wrong := export.Check(encode(t, rec), size); len(wrong) > 0 {
			t.Errorf("%s: %s", name, strings.Join(wrong, "\n"))
		}
	}
}

// The checker itself must see what it is there for.
func TestCheckSees(t *testing.T) {
	good := string(encode(t, dossier()))
	for _, tc := range []struct{ from, to, want string }{
		{`"end": 58`, `"end": 580`, "range"},
		{`"end": 58`, `"end": 24`, "range"},
		{`"entity": "vale"`, `"entity": "nobody"`, "leads nowhere"},
		{`"asserted_by": "s1"`, `"asserted_by": "s2"`, "leads nowhere"},
		{`"2031-05-06"`, `"2031-02-30"`, "no date"},
		{`"act": "say"`, `"act": "mumble"`, "act is mumble"},
		{`"bylines": [`, `"by": [`, "bylines"},
		{`"file": "lake.txt"`, `"file": "town.txt"`, "twice"},
		{`"low": 400`, `"low": "400"`, "no number"},
		{`"co_sources": [`, `"co_sources": ["nobody"], "x": [`, "leads nowhere"},
		{`"further": [`, `"further": 3, "x": [`, "further is no list"},
		{`"confidence": 0.93`, `"confidence": 2`, "confidence"},
		{`"reports": [`, `"reports": 3, "x": [`, "no list"},
		{`{`, `{{`, "not JSON"},
	} {
		bad := strings.Replace(good, tc.from, tc.to, 1)
		if bad == good {
			t.Errorf("%s is not in the export", tc.from)
		}
		if wrong := strings.Join(export.Check([]byte(bad), size), "\n"); !strings.Contains(wrong, tc.want) {
			t.Errorf("%s for %s: %q, want %q", tc.to, tc.from, wrong, tc.want)
		}
	}
}

func TestCSV(t *testing.T) {
	var all bytes.Buffer
	for _, list := range export.Lists() {
		var b bytes.Buffer
		if err := export.CSV(&b, dossier(), list); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll() // every row has as many cells as the first
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", list, len(rows), err)
		}
		all.WriteString("# " + list + "\n")
		all.Write(b.Bytes())
	}
	golden(t, "lists.csv", all.Bytes())
	if err := export.CSV(&all, dossier(), "rumours"); parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), "chronology") {
		t.Errorf("%v", err)
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "residents": "residents", "a=b": "a=b", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		"\r=1": "'\r=1", "  =1": "'  =1", "＝1": "'＝1", " ＠x": "' ＠x", "'tis": "''tis", "“=1”": "“=1”", "\n=1": "'\n=1", "\u00a0=1": "'\u00a0=1",
	} {
		if got := export.Escape(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Restore undoes Escape for every text, also through a file.
func TestEscapeRestores(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ '=+@\t＝-]{0,4}[a-z=]{0,3}`)).Draw(rt, "text")
		e := export.Escape(s)
		if export.Restore(e) != s {
			rt.Fatalf("%q became %q", s, e)
		}
		if t := strings.TrimLeft(e, " "); t != "" && strings.ContainsAny(t[:1], "=+-@\t\r\n") {
			rt.Fatalf("%q may be a formula", e)
		}
	})
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	err := export.JSONL(&b, func(yield func(parley.Findings, error) bool) {
		_ = yield(parley.Findings{Report: "a", Reader: "v<1>"}, nil) && yield(parley.Findings{Report: "b"}, nil)
	})
	if want := `{"report":"a","reader":"v<1>"`; err != nil || !strings.HasPrefix(b.String(), want) || strings.Count(b.String(), "\n") != 2 {
		t.Errorf("%q %v", b.String(), err)
	}
}

// A stream that cannot be written is an error, not silence.
func TestFullDisk(t *testing.T) {
	full := full{}
	errs := []error{export.JSON(full, dossier()), export.CSV(full, dossier(), "reports"),
		export.JSONL(full, func(yield func(parley.Findings, error) bool) { yield(parley.Findings{}, nil) })}
	for i, err := range errs {
		if !errors.Is(err, errFull) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

var errFull = errors.New("no space left on device")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func BenchmarkJSON(b *testing.B) {
	rec := dossier()
	for range 1000 {
		rec.Reports[0].Statements = append(rec.Reports[0].Statements, rec.Reports[0].Statements[0])
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := export.JSON(&out, rec); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
