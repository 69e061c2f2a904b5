package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// An inMemory is a Source that gives what it was made with.
type inMemory struct {
	rec   *parley.Record
	texts map[parley.ReportID]*text.Text
	raw   map[parley.ReportID][]byte
	aside []parley.SetAside
	fails error
}

func (m *inMemory) Record(context.Context) (*parley.Record, error) { return m.rec, m.fails }

func (m *inMemory) Text(_ context.Context, id parley.ReportID) (*text.Text, error) {
	if t, ok := m.texts[id]; ok {
		return t, nil
	}
	return nil, missing("text", id.Short())
}

func (m *inMemory) Raw(_ context.Context, id parley.ReportID) (parley.Report, error) {
	return parley.Report{ID: id, Format: parley.PlainText, Bytes: m.raw[id]}, nil
}

func (m *inMemory) SetAside(context.Context) ([]parley.SetAside, error) { return m.aside, nil }

// A draft is a report under construction: findings are made from the words they rest on.
type draft struct {
	parley.ReportEntry
	text *text.Text
	raw  []byte // the file, where it is not the text itself
}

// newDraft takes blocks as "kind|words"; every block is a paragraph.
func newDraft(file, outlet, published string, blocks ...string) *draft {
	d := &draft{text: &text.Text{}}
	kinds := map[string]text.BlockKind{"headline": text.Headline, "body": text.Body, "subhead": text.Subhead, "stamp": text.Stamp}
	for i, b := range blocks {
		kind, words, _ := strings.Cut(b, "|")
		if i > 0 {
			d.text.Content += "\n\n"
		}
		bl := text.Block{Span: parley.Span{Start: len(d.text.Content), End: len(d.text.Content) + len(words)}, Paragraph: i}
		if k, ok := kinds[kind]; ok {
			bl.Kind = k
		} else {
			bl.Kind, bl.Noise = text.Noise, parley.NoiseKind(kind)
		}
		d.text.Content += words
		d.text.Blocks = append(d.text.Blocks, bl)
	}
	d.text.Align.Add(text.Run{Len: len(d.text.Content), RawLen: len(d.text.Content), Verbatim: true})
	d.ID, d.File, d.Names = parley.IDOf([]byte(d.text.Content)), file, []string{"press/" + file}
	d.Words = len(strings.Fields(d.text.Content))
	if outlet != "" {
		d.Meta.Outlet = parley.Named{Name: outlet, How: parley.Stated}
	}
	if published != "" {
		date, err := parley.ParseDate(published)
		if err != nil {
			panic(err)
		}
		d.Meta.Published = parley.Published{Value: date, How: parley.Inferred, Why: "Tuesday in the lead and the date of the photograph"}
	}
	for _, b := range d.text.Blocks {
		p := d.text.Passage(b.Span)
		switch b.Kind {
		case text.Headline:
			d.Meta.Headline = &p
		case text.Noise:
			d.Noise = append(d.Noise, parley.Noise{Kind: b.Noise, Passage: p})
		}
	}
	return d
}

// at is the passage of words, which must stand in the text.
func (d *draft) at(words string) parley.Passage {
	i := strings.Index(d.text.Content, words)
	if i < 0 {
		panic(fmt.Sprintf("%q does not stand in %s", words, d.File))
	}
	return d.text.Passage(parley.Span{Start: i, End: i + len(words)})
}

func (d *draft) ref(entity, words string) *parley.Ref {
	p := d.at(words)
	return &parley.Ref{Entity: entity, Passage: &p}
}

func (d *draft) basis(kind string, n int, rule string, c float64) parley.Basis {
	return parley.Basis{ID: fmt.Sprint(kind, n+1), Rule: rule, Confidence: c}
}

// says adds a statement; cue and content are words of the text, content may be in several pieces.
func (d *draft) says(entity, source, cue string, act parley.Act, mode parley.Mode, content ...string) *parley.Statement {
	s := parley.Statement{Basis: d.basis("s", len(d.Statements), "statement/verb-clause@1", 0.84), Act: act, Mode: mode}
	if source != "" {
		s.Source = d.ref(entity, source)
	}
	if cue != "" {
		s.Cue = []parley.Passage{d.at(cue)}
	}
	for _, c := range content {
		s.Content = append(s.Content, d.at(c))
	}
	if d.Meta.Published.Value.Known() {
		s.SaidOn, s.SaidWhy = parley.Day(d.Meta.Published.Value-1), "the day before publication"
	}
	d.Statements = append(d.Statements, s)
	return &d.Statements[len(d.Statements)-1]
}

func (d *draft) happens(typ parley.EventType, st parley.Status, by, words string, when *parley.Interval, who ...string) *parley.Event {
	e := parley.Event{Basis: d.basis("e", len(d.Events), "event/trigger@1", 0.71), Type: typ, Status: st, AssertedBy: by, When: when,
		Evidence: []parley.Passage{d.at(words)}}
	for _, w := range who {
		e.Participants = append(e.Participants, parley.Participant{Entity: w, Role: parley.Party})
	}
	d.Events = append(d.Events, e)
	return &d.Events[len(d.Events)-1]
}

func (d *draft) claims(by, words, unit, head string, low float64, q parley.Qualifier) *parley.Figure {
	f := parley.Figure{Basis: d.basis("f", len(d.Figures), "quantity/number-noun@1", 0.55), Low: &low, Qualifier: q, Unit: unit,
		Head: head, AssertedBy: by, Passage: d.at(words)}
	if q == parley.Exact || q == parley.About {
		f.High = &low
	}
	d.Figures = append(d.Figures, f)
	return &d.Figures[len(d.Figures)-1]
}

func (d *draft) member(finding, side, says, words string) parley.Member {
	return parley.Member{Report: d.ID, File: d.File, Finding: finding, Side: side, Says: says, Passage: d.at(words)}
}

func ymd(m time.Month, day int) parley.Date { return parley.NewDate(2031, m, day) }

// invented is a dossier on talks between Harland and Veska over a ferry line, with Orsa between them. Nobody in it lives.
func invented() *inMemory {
	post, wire, gazette := postReport(), wireReport(), gazetteReport()
	rec := &parley.Record{Reader: "invented/1"}
	m := &inMemory{rec: rec, texts: map[parley.ReportID]*text.Text{}, raw: map[parley.ReportID][]byte{},
		aside: []parley.SetAside{{Name: "press/scan.pdf", Reason: parley.ReasonUnknown, Detail: "the file is a PDF", Size: 88213},
			{Name: "press/blank.txt", Reason: parley.ReasonEmpty, Detail: "no byte but white space", Size: 3}}}
	gazette.CopyOf = wire.ID
	for _, d := range []*draft{post, wire, gazette} {
		rec.Reports = append(rec.Reports, d.ReportEntry)
		m.texts[d.ID], m.raw[d.ID] = d.text, []byte(d.text.Content)
	}
	all := []parley.ReportID{post.ID, wire.ID, gazette.ID}
	rec.Entities = []parley.Entity{
		{ID: "ana-roe", Name: "Ana Roe", Type: parley.Person, Aliases: []string{"Ana Roe", "Minister Ana Roe", "Roe"}, Role: "transport minister", Side: "harland", Mentions: 9, Reports: all, Merged: []string{"same surname and office in riverton-post.txt and newswire.txt"}},
		{ID: "harland", Name: "Harland", Type: parley.State, Aliases: []string{"Harland", "the Harland side"}, Mentions: 14, Reports: all},
		{ID: "ivo-len", Name: "Ivo Len", Type: parley.Person, Aliases: []string{"Ivo Len", "Len", "spokesman Ivo Len"}, Role: "spokesman", Side: "veska", Mentions: 6, Reports: all[:2]},
		{ID: "veska", Name: "Veska", Type: parley.State, Aliases: []string{"Veska"}, Mentions: 12, Reports: all},
		{ID: "orsa", Name: "Orsa", Type: parley.State, Aliases: []string{"Orsa"}, Mentions: 4, Reports: all},
		{ID: "newswire", Name: "Newswire", Type: parley.Organization, Aliases: []string{"Newswire"}, Mentions: 3, Reports: all},
		{ID: "diplomat-1", Name: "a diplomat", Type: parley.Person, Unnamed: true, Side: "orsa", Mentions: 1, Reports: all[1:2]},
		{ID: "journalists", Name: "journalists", Type: parley.Group, Mentions: 2, Reports: all},
		{ID: "lowport", Name: "Lowport", Type: parley.Place, Mentions: 3, Reports: all},
	}
	rec.Instruments = []parley.Instrument{
		{ID: "june-paper", Kind: parley.Proposal, Name: "Harland’s June paper on the ferry line", PutForwardBy: []string{"harland"}, Date: parley.Day(ymd(6, 3)), Reports: all,
			Terms:    []parley.Member{post.member("s2", "", "ana-roe", "four crossings a day under a joint flag")},
			Mentions: []parley.Member{post.member("", "", "", "June paper"), wire.member("", "", "", "the ferry paper")},
			History: []parley.Step{
				{State: parley.StateOffered, When: parley.Day(ymd(6, 3)), AccordingTo: "ana-roe", Statement: "s2", Report: post.ID, Passage: post.at("we put the June paper on the table"), Rule: "event/step@1", Confidence: 0.8},
				{State: parley.StateBacked, AccordingTo: "diplomat-1", Statement: "s3", Report: wire.ID, Passage: wire.at("Orsa stood behind the ferry paper"), Rule: "event/step@1", Confidence: 0.6},
				{State: parley.StateWithdrawn, When: parley.Day(ymd(6, 16)), AccordingTo: "ivo-len", Statement: "s1", Report: wire.ID, Passage: wire.at("Harland had pulled the ferry paper"), Rule: "event/step@1", Confidence: 0.75},
				{State: parley.StateExistenceDenied, AccordingTo: "", Report: gazette.ID, Passage: gazette.at("no such paper"), Rule: "event/step@1", Confidence: 0.41},
			}, Merged: []string{"date and author are the same in two reports"}},
		{ID: "harbour-truce", Kind: parley.Ceasefire, Name: "harbour truce", Reports: all[:1], History: []parley.Step{
			{State: parley.StateAnnounced, When: parley.Day(ymd(6, 10)), Report: post.ID, Passage: post.at("A truce in the harbour was announced on June 10"), Rule: "event/step@1", Confidence: 0.7},
			{State: parley.StateViolated, AccordingTo: "ivo-len", Statement: "s4", Report: post.ID, Passage: post.at("two tugs had broken it within a day"), Rule: "event/step@1", Confidence: 0.7}}},
	}
	rec.Conflicts = []parley.Conflict{
		{ID: "c1", Kind: parley.DenialConflict, What: "whether Harland withdrew its ferry paper", Rule: "record/denial@1", Confidence: 0.8,
			Between: []parley.Member{wire.member("s1", "x", "ivo-len", "Harland had pulled the ferry paper"), post.member("s1", "y", "ana-roe", "that anything had been withdrawn")}},
		{ID: "c2", Kind: parley.FigureConflict, What: "how many passengers were stranded", Rule: "record/figure@1", Confidence: 0.66,
			Between: []parley.Member{post.member("f1", "x", "ana-roe", "almost 400 passengers"), wire.member("f1", "y", "ivo-len", "more than 1,200 passengers")}},
	}
	rec.Same = []parley.Same{{ID: "g1", Layer: "statement", What: "Len says the paper was pulled", Origins: 1,
		Members: []parley.Member{wire.member("s1", "", "ivo-len", "Harland had pulled the ferry paper"), gazette.member("s1", "", "ivo-len", "Harland had pulled the ferry paper")}}}
	rec.Chronology = []parley.ChronologyLine{
		{From: ymd(6, 3), To: ymd(6, 3), What: "Harland offers the June paper", Members: []parley.Member{post.member("s2", "", "ana-roe", "we put the June paper on the table")}},
		{From: ymd(6, 10), To: ymd(6, 10), What: "truce in the harbour", Members: []parley.Member{post.member("e1", "", "", "A truce in the harbour was announced on June 10")}},
		{From: ymd(6, 16), To: ymd(6, 16), What: "Harland’s paper is said to be withdrawn, which Harland denies", Members: []parley.Member{
			wire.member("s1", "", "ivo-len", "Harland had pulled the ferry paper"), post.member("s1", "", "ana-roe", "that anything had been withdrawn")}},
		{From: ymd(6, 20), To: ymd(6, 22), What: "talks in Lowport planned", Members: []parley.Member{wire.member("e1", "", "diplomat-1", "talks in Lowport would resume")}},
		{What: "passengers stranded", Members: []parley.Member{wire.member("f1", "", "ivo-len", "more than 1,200 passengers")}},
	}
	rec.Positions = []parley.Position{
		{Party: "harland", Issue: "ferry paper", Stance: "for", Words: "we put the June paper on the table", Date: parley.Day(ymd(6, 3)), Report: post.ID, File: post.File, Statements: []string{"s2"}},
		{Party: "harland", Issue: "ferry paper", Stance: "open", Words: "anything can be discussed", Date: parley.Day(ymd(6, 17)), Report: post.ID, File: post.File, Statements: []string{"s3"}, Changed: true},
		{Party: "veska", Issue: "ferry paper", Stance: "against", Words: "Harland had pulled the ferry paper", Report: wire.ID, File: wire.File, Statements: []string{"s1"}},
		{Party: "veska", Issue: "harbour truce", Stance: "for", Words: "the truce must hold", Report: wire.ID, File: wire.File, Statements: []string{"s2"}},
	}
	decided(rec, post, wire)
	rec.Commitments = []parley.Commitment{
		{ID: "k1", Party: "harland", Said: post.member("s2", "", "ana-roe", "we put the June paper on the table"), Day: parley.Day(ymd(6, 3)), Due: parley.Day(ymd(6, 10)), Term: "within a week",
			Outcome: "called-off", Then: []parley.Member{wire.member("s1", "", "ivo-len", "Harland had pulled the ferry paper")}},
		{ID: "k2", Said: wire.member("e1", "", "", "talks in Lowport would resume")},
	}
	rec.Omissions = []parley.Omission{{Report: post.ID, File: post.File, Same: "g1", What: "Len says the paper was pulled", Carried: all[1:]}}
	rec.Wordings = []parley.Wording{{Entity: "veska", Outlets: []parley.OutletWords{
		{Outlet: "Lowport Gazette", Words: []parley.WordCount{{Words: "islanders", Count: 3}, {Words: "Veska", Count: 2}}},
		{Outlet: "Newswire", Words: []parley.WordCount{{Words: "veska", Count: 4}, {Words: "breakaway isle", Count: 1}}}}}}
	rec.Outlets = []parley.OutletEntry{
		{Name: "Riverton Post", Reports: all[:1], Agencies: []string{"Newswire"}},
		{Name: "Newswire", Reports: all[1:2], Quoted: 3},
		{Name: "Lowport Gazette", Reports: all[2:], Agencies: []string{"Newswire"}, Copies: 1},
	}
	rec.Copies = []parley.CopyGroup{{Origin: wire.ID, Why: "the earliest of two texts that share nine words in ten", Confidence: 0.7, Outlets: 2, Members: []parley.ReportID{wire.ID, gazette.ID},
		Carriers: []parley.Carrier{{Report: wire.ID, Outlet: "Newswire", Kind: parley.CarriesOrigin, Jaccard: 1, Own: 1, Of: 1}, {Report: gazette.ID, Outlet: "Lowport Gazette", Kind: parley.CarriesPart, Jaccard: 0.6, Own: 0.9, Of: 0.6}}}}
	return m
}

func postReport() *draft {
	d := newDraft("riverton-post.txt", "Riverton Post", "2031-06-17",
		"breadcrumb|Home > World > Straits",
		"headline|Roe denies ferry paper was pulled as harbour truce frays",
		"credit|RIVERTON (Newswire) -",
		"body|Transport minister Ana Roe on Tuesday denied that anything had been withdrawn. “On June 3 we put the June paper on the table, and there it lies: four crossings a day under a joint flag,” she told journalists in Riverton.",
		"caption|Ana Roe at the ferry pier in Lowport, June 12. Photo: Mika Dunn",
		"body|“With good will, anything can be discussed,” Roe added, though almost 400 passengers had spent the night in the terminal.",
		"subhead|A fragile calm",
		"body|A truce in the harbour was announced on June 10. Veska’s spokesman Ivo Len was quoted by Newswire as saying that two tugs had broken it within a day.",
		"related-link|READ MORE: Five things to know about the straits")
	d.Meta.Agencies = []parley.Named{{Name: "Newswire", How: parley.Stated}}
	d.Meta.Dateline = &parley.Named{Name: "Riverton", How: parley.Stated}
	d.Meta.Language = "en"
	d.Meta.Bylines = []parley.Byline{{Name: "Mika Dunn", Role: "caption", Passage: d.at("Mika Dunn")}}
	d.says("ana-roe", "Transport minister Ana Roe", "denied", parley.Deny, parley.Indirect, "that anything had been withdrawn")
	s := d.says("ana-roe", "she", "told", parley.Promise, parley.Direct, "On June 3 we put the June paper on the table, and there it lies: four crossings a day under a joint flag")
	s.Addressee = d.ref("journalists", "journalists")
	d.says("ana-roe", "Roe added", "added", parley.Say, parley.Direct, "With good will, anything can be discussed")
	s = d.says("ivo-len", "Veska’s spokesman Ivo Len", "saying", parley.Accuse, parley.Indirect, "two tugs had broken it within a day")
	s.Via = []parley.Ref{*d.ref("newswire", "quoted by Newswire")}
	d.Statements = append(d.Statements, parley.Statement{Basis: parley.Basis{ID: "s5", Rule: "statement/nested@1", Confidence: 0.52},
		Content: []parley.Passage{d.at("anything had been withdrawn")}, Mode: parley.Indirect, Act: parley.Say, NestedIn: "s1", Negated: true})
	d.happens("ceasefire", parley.Happened, parley.Narrator, "A truce in the harbour was announced on June 10", parley.Day(ymd(6, 10)), "harland", "veska").Instrument = "harbour-truce"
	d.happens("violation", parley.Alleged, "s4", "two tugs had broken it within a day", nil, "harland")
	d.happens("proposal-withdrawn", parley.Denied, "s1", "anything had been withdrawn", nil, "harland").Instrument = "june-paper"
	d.claims(parley.Narrator, "almost 400 passengers", "passengers", "passenger", 400, parley.Almost)
	d.claims("s2", "four crossings a day", "crossings a day", "crossing", 4, parley.Exact)
	return d
}

func wireReport() *draft {
	d := newDraft("newswire.txt", "Newswire", "2031-06-16",
		"headline|Veska says Harland pulled ferry paper",
		"stamp|16.06.2031 14:05",
		"body|Ivo Len, a spokesman for Veska, said on Monday that Harland had pulled the ferry paper. He warned that the truce must hold and said more than 1,200 passengers were stranded.",
		"body|A diplomat said Orsa stood behind the ferry paper and that talks in Lowport would resume between June 20 and 22.")
	d.says("ivo-len", "Ivo Len, a spokesman for Veska", "said", parley.Say, parley.Indirect, "Harland had pulled the ferry paper")
	d.says("ivo-len", "He", "warned", parley.Warn, parley.Indirect, "the truce must hold")
	d.says("diplomat-1", "A diplomat", "said Orsa", parley.Say, parley.Indirect, "Orsa stood behind the ferry paper", "talks in Lowport would resume between June 20 and 22")
	e := d.happens("talks", parley.Planned, "s3", "talks in Lowport would resume", &parley.Interval{From: ymd(6, 20), To: ymd(6, 22)}, "harland", "veska")
	e.Where = "lowport"
	d.claims("s2", "more than 1,200 passengers", "passengers", "passenger", 1200, parley.MoreThan)
	return d
}

func gazetteReport() *draft {
	d := newDraft("gazette.txt", "Lowport Gazette", "",
		"headline|Ferry paper gone, says Veska",
		"body|Harland had pulled the ferry paper, Ivo Len said, according to Newswire. This newspaper knows of no such paper.")
	s := d.says("ivo-len", "Ivo Len", "said", parley.Say, parley.Indirect, "Harland had pulled the ferry paper")
	s.Via = []parley.Ref{*d.ref("newswire", "Newswire")}
	d.Repairs = []parley.Repair{{Raw: parley.RawSpan{Start: 4, End: 5}, What: "windows-1252", N: 3}}
	d.Meta.Flags = []string{"structure_degraded"}
	return d
}

// handler is the pages over src, for this machine.
func handler(t testing.TB, src Source) http.Handler {
	t.Helper()
	h, err := New(src, Options{Title: "Ferry talks"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for an address on the loopback name.
func get(h http.Handler, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Host = "localhost:8080"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// addresses are all pages of a record: the lists, and a page for each thing in it.
func addresses(m *inMemory) []string {
	out := []string{"/", "/timeline", "/statements", "/positions", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets",
		"/entities", "/reports", "/positions/changes", "/omissions", "/wordings"}
	x, err := newIndex(m.rec, m)
	if err != nil {
		panic(err)
	}
	for i := range m.rec.Reports {
		out = append(out, x.ref(&m.rec.Reports[i]).Href)
	}
	for _, r := range x.lists.statements().all() {
		out = append(out, r.Href)
	}
	for _, e := range m.rec.Entities {
		out = append(out, x.who(e.ID).Href)
	}
	for _, i := range m.rec.Instruments {
		out = append(out, x.paper(i.ID).Href)
	}
	for _, o := range x.outletRows() {
		if o.Href != "" {
			out = append(out, o.Href)
		}
	}
	return append(out, deskAddresses(x)...)
}
