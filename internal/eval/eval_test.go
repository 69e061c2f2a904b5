package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

const (
	town = "READ MORE\nBridge stays shut, Harland says\nAna Roe said the bridge would stay shut until 400 people had left.\n" +
		"Jon Vale denied that a paper on the ferry had been offered on May 3. A truce was broken. The truce broke, twice.\n"
	lake = "Ferry paper offered\nVeska offered the ferry paper on May 3, Jon Vale told reporters. Some 500 people left.\n"
)

// at is where words stand first in a report.
func at(raw, words string) span {
	i := strings.Index(raw, words)
	if i < 0 {
		panic(words)
	}
	return span{i, i + len(words), words}
}

func date(month, day int) parley.Date { return parley.NewDate(2031, 1, 1+31*(month-1)+day-1) }

func on(d parley.Date) *parley.Interval { return parley.Day(d) }

func ptr[T any](v T) *T { return &v }

type source = struct {
	Entity string `json:"entity"`
	Span   *span  `json:"span"`
}

// mini is a small coded dossier with one of everything.
func mini() *Gold {
	may3, may4 := date(5, 3), date(5, 4)
	t := &goldReport{File: "town.txt", raw: []byte(town)}
	t.Report.Headline = at(town, "Bridge stays shut, Harland says")
	t.Report.Outlet.Name, t.Report.Published.Value, t.Report.Published.How = "Riverton Post", may4, "stated"
	t.Report.Noise = []goldNoise{{at(town, "READ MORE"), true}}
	t.Statements = []goldStatement{
		{ID: "s1", Core: true, Source: &source{"roe", ptr(at(town, "Ana Roe"))}, Cue: []span{at(town, "said")}, Mode: "indirect", Act: "say", SaidOn: on(may4),
			Content: []span{at(town, "the bridge would stay shut until 400 people had left")}, Also: also{Act: []string{"announce"}}},
		{ID: "s2", Core: true, Source: &source{"vale", ptr(at(town, "Jon Vale"))}, Cue: []span{at(town, "denied")}, Mode: "indirect", Act: "deny", Via: []string{"veska"},
			Content: []span{at(town, "a paper on the ferry had been offered on May 3")}},
		{ID: "s3", Source: &source{Entity: "roe"}, Cue: []span{at(town, "says")}, Mode: "indirect", Act: "say", Content: []span{at(town, "Bridge stays shut")}},
	}
	t.Events = []goldEvent{
		{ID: "e1", Core: true, Type: "violation", Status: "happened", AssertedBy: "narrator", Evidence: at(town, "A truce was broken"),
			Also: also{Evidence: []span{at(town, "The truce broke, twice")}}},
		{ID: "e2", Core: true, Type: "proposal-made", Status: "denied", AssertedBy: "s2", Instrument: "paper", When: on(may3), Where: "lake",
			Evidence: at(town, "a paper on the ferry had been offered on May 3"), Participants: []goldParticipant{{Entity: "veska", Role: "actor", Core: true}, {Entity: "harland", Role: "target"}}},
	}
	t.Figures = []goldFigure{{ID: "f1", Core: true, goldValue: goldValue{ptr(400.0), ptr(400.0)}, Qualifier: "exact", AssertedBy: "s1", Span: at(town, "400 people")}}
	l := &goldReport{File: "lake.txt", raw: []byte(lake)}
	l.Report.Headline, l.Report.Published.How = at(lake, "Ferry paper offered"), "unknown"
	l.Statements = []goldStatement{{ID: "s1", Core: true, Source: &source{"vale", ptr(at(lake, "Jon Vale"))}, Cue: []span{at(lake, "told")}, Mode: "direct", Act: "say",
		Addressee: "press", NestedIn: "", Content: []span{at(lake, "Veska offered the ferry paper on May 3")}}}
	l.Statements = append(l.Statements, goldStatement{ID: "s2", Core: true, Mode: "mixed", Act: "say", NestedIn: "s1", Content: []span{at(lake, "Some 500 people left")}})
	l.Figures = []goldFigure{{ID: "f1", Core: true, goldValue: goldValue{ptr(500.0), ptr(500.0)}, Qualifier: "about", AssertedBy: "narrator", Span: at(lake, "Some 500 people")}}
	return &Gold{
		Files: []string{"lake.txt", "town.txt"}, reports: map[string]*goldReport{"town.txt": t, "lake.txt": l},
		entities: []goldEntity{{ID: "roe", Core: true, Name: "Ana Roe", Type: "person", Aliases: []string{"Roe", "the mayor"}}, {ID: "vale", Core: true, Name: "Jon Vale", Type: "person"},
			{ID: "veska", Core: true, Name: "Veska", Type: "state"}, {ID: "harland", Name: "Harland", Type: "state"}, {ID: "press", Name: "reporters", Type: "group"},
			{ID: "lake", Core: true, Name: "the Lake", Type: "place"}, {ID: "the-paper", Core: true, Name: "ferry paper", Type: "instrument"}},
		instruments: []goldInstrument{{ID: "paper", Core: true, Name: "ferry paper", Kind: "working-paper", History: []goldStep{
			{span: at(lake, "Veska offered the ferry paper"), Core: true, State: "offered", File: "lake.txt", According: "vale", When: on(may3)},
			{span: at(town, "a paper on the ferry had been offered"), Core: true, State: "existence-denied", File: "town.txt", According: "vale"},
			{span: at(lake, "Ferry paper offered"), State: "offered", File: "lake.txt"}}}},
		cross: goldCross{
			Conflicts: []goldLine{{ID: "c1", Core: true, Kind: "denial", What: "the paper", Between: []goldMember{{"town.txt", "s2", "x"}, {"lake.txt", "s1", "y"}}},
				{ID: "c2", Core: true, Kind: "figure", What: "who left", Between: []goldMember{{"town.txt", "f1", "x"}, {"lake.txt", "f1", "y"}}}},
			Same:       []goldLine{{ID: "g1", Core: true, What: "the paper", Members: []goldMember{{"town.txt", "e2", ""}, {"lake.txt", "s1", ""}}}},
			Chronology: []goldLine{{ID: "d1", Core: true, From: may3, To: may3, What: "the paper", Members: []goldMember{{"lake.txt", "s1", ""}}}},
		},
	}
}

// short is a score as the tests write it: P and R, or the value of a share or mean.
func short(s Score) string {
	switch {
	case s.Kind == F1:
		return fmt.Sprintf("%.2f %.2f", s.P, s.R)
	case s.Kind == Share && s.Gold == 0:
		return "-"
	}
	return fmt.Sprintf("%.2f", s.R)
}

func table(r Result) map[string]string {
	out := map[string]string{}
	for _, s := range r.Scores {
		out[strings.TrimSpace(s.Name)] = short(s)
	}
	return out
}

func example(t testing.TB) *Gold {
	t.Helper()
	g, err := ReadGold("../../examples/gold", "../../examples/dossier")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A record that says what the gold says has every score at 1, and none of the misses.
func TestPerfect(t *testing.T) {
	for name, g := range map[string]*Gold{"mini": mini(), "example": example(t)} {
		res := Measure(g, perfect(g))
		for _, s := range res.Scores {
			want := 1.0
			if s.Cost {
				want = 0
			}
			if d := s.Value() - want; d < -1e-9 || d > 1e-9 {
				if s.Kind != Share || s.Gold > 0 {
					t.Errorf("%s: %s", name, s)
				}
			}
		}
		for _, m := range res.Misses {
			t.Errorf("%s: %s: %v", name, m.Kind, m.Items)
		}
	}
}

// A record that says nothing has every score at 0.
func TestEmpty(t *testing.T) {
	for name, g := range map[string]*Gold{"mini": mini(), "example": example(t)} {
		for _, s := range Measure(g, &parley.Record{}).Scores {
			if s.Value() != 0 {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
}

// Each case spoils the perfect record of the mini dossier; all scores that it does not name stay as they were.
func TestMeasure(t *testing.T) {
	townID := func(r *parley.Record) *parley.ReportEntry { return &r.Reports[1] }
	lakeID := func(r *parley.Record) *parley.ReportEntry { return &r.Reports[0] }
	for _, tc := range []struct {
		name  string
		spoil func(*parley.Record)
		want  map[string]string
	}{
		{"optional statement left out", func(r *parley.Record) { townID(r).Statements = townID(r).Statements[:2] }, nil},
		{"optional step left out", func(r *parley.Record) { r.Instruments[0].History = r.Instruments[0].History[:2] }, nil},
		{"optional participant left out", func(r *parley.Record) { townID(r).Events[1].Participants = townID(r).Events[1].Participants[:1] }, nil},
		{"optional entities left out of a record that names none", func(r *parley.Record) { r.Entities[3].Name = "Elsewhere" },
			map[string]string{"entities found": "0.80 1.00", "event participants": "0.50 1.00"}},
		{"accepted act", func(r *parley.Record) { townID(r).Statements[0].Act = parley.Announce }, nil},
		{"wrong act", func(r *parley.Record) { townID(r).Statements[0].Act = parley.Demand }, map[string]string{"act": "0.75"}},
		{"spurious statement", func(r *parley.Record) {
			s := &townID(r).Statements
			*s = append(*s, parley.Statement{Basis: parley.Basis{ID: "s9"}, Content: passagesOf([]span{at(town, "A truce was broken")})})
		}, map[string]string{"statements detected": "0.80 1.00", "statement + source": "0.80 1.00"}},
		{"wrong source", func(r *parley.Record) { townID(r).Statements[0].Source.Entity = "veska" },
			map[string]string{"statement + source": "0.75 0.75", "source": "0.75", "found + source, indirect": "0.50", "source clusters (B3)": "1.00 1.00"}},
		{"two sources taken for one", func(r *parley.Record) { townID(r).Statements[0].Source.Entity = "vale" },
			map[string]string{"statement + source": "0.75 0.75", "source": "0.75", "found + source, indirect": "0.50", "source clusters (B3)": "0.56 1.00"}},
		{"half the content", func(r *parley.Record) { townID(r).Statements[1].Content[0].Raw.End -= 25 },
			map[string]string{"content exact": "0.75", "content bytes, matched": "1.00 0.84"}},
		{"said a day late", func(r *parley.Record) { townID(r).Statements[0].SaidOn = on(date(5, 5)) },
			map[string]string{"said_on exact": "0.75", "said_on overlap, dated in gold": "0.00"}},
		{"said in a fortnight", func(r *parley.Record) {
			townID(r).Statements[0].SaidOn = &parley.Interval{From: date(5, 4), To: date(5, 18)}
		}, map[string]string{"said_on exact": "0.75"}},
		{"said in over a fortnight", func(r *parley.Record) {
			townID(r).Statements[0].SaidOn = &parley.Interval{From: date(5, 4), To: date(5, 19)}
		}, map[string]string{"said_on exact": "0.75", "said_on overlap, dated in gold": "0.00"}},
		{"not nested", func(r *parley.Record) { lakeID(r).Statements[1].NestedIn = "" }, map[string]string{"nested_in": "0.75", "nested links": "0.00 0.00"}},
		{"body marked as noise", func(r *parley.Record) { lakeID(r).Noise = []parley.Noise{{Passage: passageOf(at(lake, "Some 500"))}} },
			map[string]string{"noise bytes": "0.53 1.00", "body bytes dropped": "0.03"}},
		{"event told again where the gold knows it", func(r *parley.Record) {
			e := townID(r).Events[0]
			e.ID, e.Evidence = "e9", passagesOf([]span{at(town, "The truce broke")})
			townID(r).Events = append(townID(r).Events, e)
		}, map[string]string{"events by place only": "0.67 1.00"}},
		{"event told again elsewhere", func(r *parley.Record) {
			e := townID(r).Events[0]
			e.ID, e.Evidence = "e9", passagesOf([]span{at(town, "Ana Roe")})
			townID(r).Events = append(townID(r).Events, e)
		}, map[string]string{"events detected": "0.67 1.00", "events by place only": "0.67 1.00"}},
		{"wrong type", func(r *parley.Record) { townID(r).Events[0].Type = "talks" },
			map[string]string{"events detected": "0.50 0.50"}},
		{"wrong place, asserter and paper", func(r *parley.Record) {
			e := &townID(r).Events[1]
			e.Where, e.AssertedBy, e.Instrument = "", parley.Narrator, ""
		}, map[string]string{"event where": "0.50", "event asserted_by": "0.50", "event instrument": "0.00"}},
		{"wrong role", func(r *parley.Record) { townID(r).Events[1].Participants[0].Role = parley.Mediator }, map[string]string{"participant role": "0.00"}},
		{"wrong value", func(r *parley.Record) { lakeID(r).Figures[0].High = nil }, map[string]string{"figures right": "0.50 0.50", "figure value": "0.50"}},
		{"step of another voice", func(r *parley.Record) { r.Instruments[0].History[0].AccordingTo = "roe" }, map[string]string{"history steps": "0.50 0.50", "step date overlap": "-"}},
		{"spurious instrument", func(r *parley.Record) {
			r.Instruments = append(r.Instruments, parley.Instrument{ID: "x", History: []parley.Step{{Report: "town.txt", Passage: passageOf(at(town, "READ"))}}})
		}, map[string]string{"instruments found": "0.50 1.00", "history steps": "0.67 1.00", "history steps, state only": "0.67 1.00"}},
		{"conflict missed", func(r *parley.Record) { r.Conflicts = r.Conflicts[1:] }, map[string]string{"conflicts found": "1.00 0.50", "conflicts found, both sides": "1.00 0.50"}},
		{"conflict twice", func(r *parley.Record) { r.Conflicts = append(r.Conflicts, r.Conflicts[0]) }, nil},
		{"conflict of another kind", func(r *parley.Record) { r.Conflicts[0].Kind = parley.BlameConflict }, map[string]string{"conflict kind": "0.50"}},
		{"conflict of one side", func(r *parley.Record) { r.Conflicts[0].Between = r.Conflicts[0].Between[:1] },
			map[string]string{"conflicts found": "1.00 0.50", "conflicts found, both sides": "1.00 0.50"}},
		{"dated finding that the chronology leaves out", func(r *parley.Record) {
			r.Chronology = append(r.Chronology, parley.ChronologyLine{From: date(5, 3), To: date(5, 3), Members: []parley.Member{{File: "town.txt", Passage: passageOf(at(town, "a paper on the ferry"))}}})
		}, nil},
		{"wrong day in the chronology", func(r *parley.Record) { r.Chronology[0].To = date(5, 4) }, map[string]string{"chronology dates": "0.00 0.00"}},
		{"wrong outlet and day", func(r *parley.Record) {
			m := &townID(r).Meta
			m.Outlet.Name, m.Published.Value = "Lake Herald", date(5, 5)
		}, map[string]string{"metadata outlet": "0.50", "metadata published": "0.50"}},
		{"day given from outside", func(r *parley.Record) { townID(r).Meta.Published.How = parley.Told }, nil},
		{"name without article, alias lacking", func(r *parley.Record) { r.Entities[5].Name, r.Entities[0].Aliases = "LAKE", []string{"Mayor"} },
			map[string]string{"entity aliases covered": "0.50"}},
	} {
		g := mini()
		rec := perfect(g)
		want := table(Measure(g, rec))
		for k, v := range tc.want {
			if want[k] == "" {
				t.Fatalf("%s: no score %q", tc.name, k)
			}
			want[k] = v
		}
		tc.spoil(rec)
		for k, v := range table(Measure(g, rec)) {
			if v != want[k] && k != "TOTAL" {
				t.Errorf("%s: %s is %s, want %s", tc.name, k, v, want[k])
			}
		}
	}
}
