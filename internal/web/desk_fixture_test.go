package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// A draftReader reads the invented reports as they were drafted.
type draftReader struct{ drafts map[parley.ReportID]*draft }

const draftVersion = "invented/1"

func (l draftReader) Text(r parley.Report) (*text.Text, *parley.SetAside) {
	return l.drafts[r.ID].text, nil
}

func (l draftReader) Read(r parley.Report) (parley.Findings, *parley.SetAside) {
	d := l.drafts[r.ID]
	f := parley.Findings{Report: r.ID, Reader: draftVersion, Meta: d.Meta, Noise: d.Noise, Statements: d.Statements, Events: d.Events, Figures: d.Figures, Words: d.Words}
	for _, n := range [][3]string{{"ana-roe", "Ana Roe", "person"}, {"harland", "Harland", "state"}, {"ivo-len", "Ivo Len", "person"}, {"veska", "Veska", "state"},
		{"orsa", "Orsa", "state"}, {"newswire", "Newswire", "organization"}, {"lowport", "Lowport", "place"}, {"diplomat-1", "diplomat", "person"}, {"journalists", "journalists", "group"}} {
		i := strings.Index(d.text.Content, n[1])
		if i < 0 {
			continue
		}
		p := d.text.Passage(parley.Span{Start: i, End: i + len(n[1])})
		e := parley.LocalEntity{Basis: parley.Basis{ID: n[0], Rule: "mention/table@1", Confidence: 0.9}, Type: parley.EntityType(n[2]), Name: n[1], Aliases: []string{n[1]},
			Unnamed: n[0] == "diplomat-1", Mentions: []parley.Mention{{Kind: parley.NameMention, Passage: p}}}
		if e.Type == parley.State {
			e.Key = "state/" + n[0]
		}
		f.Entities = append(f.Entities, e)
	}
	for _, n := range [][2]string{{"june-paper", "June paper"}, {"ferry-paper", "ferry paper"}, {"harbour-truce", "truce"}} {
		if i := strings.Index(d.text.Content, n[1]); i >= 0 {
			p := d.text.Passage(parley.Span{Start: i, End: i + len(n[1])})
			x := parley.LocalInstrument{Basis: parley.Basis{ID: n[0], Rule: "event/paper@1", Confidence: 0.6}, Kind: parley.Proposal, Name: n[1],
				PutForwardBy: []string{"harland"}, Mentions: []parley.Passage{p}}
			if j := i + len(n[1]) + 1; n[1] == "truce" && j+12 < len(d.text.Content) {
				x.History = []parley.Step{{State: parley.StateAnnounced, Passage: d.text.Passage(parley.Span{Start: j, End: j + 12}), Rule: "event/step@1", Confidence: 0.6}}
			}
			f.Instruments = append(f.Instruments, x)
		}
	}
	return f, nil
}

// A lab is a dossier that people work on: pages over an engine, a store and a fold, as the program has them.
type lab struct {
	t      *testing.T
	engine *engine.Engine
	store  *store.Memory
	reader draftReader
	pages  http.Handler
	now    time.Time
	ticks  sync.Mutex
}

// harbourReport counts other passengers than the Post, in nearly its words, and says one thing twice.
func harbourReport() *draft {
	d := newDraft("harbour-times.txt", "Harbour Times", "2031-06-17",
		"headline|Terminal full, says Len",
		"body|Ivo Len said more than 1,200 passengers had spent the night in the terminal. The gate stays shut, Len said.",
		"body|Nobody at the pier knew when the gate would open. The gate stays shut, a porter said.")
	s := d.says("ivo-len", "Ivo Len", "said", parley.Say, parley.Indirect, "more than 1,200 passengers had spent the night in the terminal")
	d.claims(s.ID, "more than 1,200 passengers", "passengers", "passenger", 1200, parley.MoreThan)
	return d
}

// clock is a minute later each time; several readers ask it at once.
func (l *lab) clock() time.Time {
	l.ticks.Lock()
	defer l.ticks.Unlock()
	l.now = l.now.Add(time.Minute)
	return l.now
}

// newLab takes in the invented reports, and more.
func newLab(t *testing.T, who string, more ...*draft) *lab {
	t.Helper()
	l := &lab{t: t, store: store.NewMemory(), now: time.Date(2031, 7, 1, 9, 0, 0, 0, time.UTC)}
	l.reader = draftReader{map[parley.ReportID]*draft{}}
	l.engine = engine.New(engine.Config{Store: l.store, Reader: l.reader, Version: draftVersion, Fold: func() engine.Fold { return record.NewFolder(draftVersion, 0) },
		Now: l.clock})
	l.arrive(append([]*draft{postReport(), wireReport(), gazetteReport(), harbourReport()}, more...)...)
	l.pages = l.as(who)
	return l
}

// conflicts are those of the record: the likely ones first, of these the denial.
func (l *lab) conflicts() []parley.Conflict {
	all := slices.Clone(l.record().Conflicts)
	slices.SortStableFunc(all, func(a, b parley.Conflict) int {
		if a.Possible() != b.Possible() {
			if a.Possible() {
				return 1
			}
			return -1
		}
		return strings.Compare(string(a.Kind), string(b.Kind))
	})
	return all
}

// arrive takes in reports.
func (l *lab) arrive(drafts ...*draft) {
	l.t.Helper()
	var reports []parley.Report
	for _, d := range drafts {
		for i := range d.Figures {
			if g := &d.Figures[i]; g.Qualifier == parley.Almost {
				g.Low, g.High = nil, g.Low
			}
			d.Figures[i].Sentence = d.text.Passage(paragraphAt(d.text, []parley.Passage{d.Figures[i].Passage}))
		}
		d.Meta.URL = "https://press.example/" + d.File
		l.reader.drafts[d.ID] = d
		if d.raw == nil {
			d.raw = []byte(d.text.Content)
		}
		reports = append(reports, parley.Report{ID: d.ID, Names: d.Names, Format: parley.PlainText, Bytes: d.raw})
	}
	_, err := l.engine.Build(l.t.Context(), func(yield func(parley.Report, *parley.SetAside) bool) {
		for _, r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// as is the pages as one person has them; "" for somebody who may only read.
func (l *lab) as(who string) http.Handler {
	l.t.Helper()
	opt := Options{Title: "Ferry talks", Who: who}
	if who != "" {
		opt.Decider, opt.Searches = l.engine, l.store
	}
	h, err := New(l.engine, opt)
	if err != nil {
		l.t.Fatal(err)
	}
	return h
}

// record is the record of now.
func (l *lab) record() *parley.Record {
	l.t.Helper()
	rec, err := l.engine.Record(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return rec
}

// get opens a page that must be there, and checks it as every page is checked.
func (l *lab) get(address string) string {
	l.t.Helper()
	path, _, _ := strings.Cut(address, "#")
	w := get(l.pages, path)
	if w.Code != http.StatusOK {
		l.t.Fatalf("%s: %d %s", address, w.Code, w.Body)
	}
	l.check(address, w.Body.String())
	return w.Body.String()
}

func (l *lab) check(where, body string) {
	l.t.Helper()
	c := &checker{t: l.t, where: where, ids: map[string]int{}}
	c.check(body, true)
}

// formIn is the form with a button or field of that name and value, as a browser would send it.
func formIn(t *testing.T, body, action, do string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var found url.Values
	(&checker{t: t}).walk(root, func(n *html.Node) {
		if n.Data != "form" || attr(n, "action") != action || attr(n, "method") != "post" || found != nil {
			return
		}
		v, has := fieldsOf(n), false
		(&checker{t: t}).walk(n, func(b *html.Node) {
			has = has || b.Data == "button" && attr(b, "name") == "do" && attr(b, "value") == do
		})
		if has {
			v.Set("do", do)
			found = v
		}
	})
	if found == nil {
		t.Fatalf("no form at %s that does %q", action, do)
	}
	return found
}

// fieldsOf is what a form holds before anything is typed.
func fieldsOf(form *html.Node) url.Values {
	v := url.Values{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && has(n, "name") {
			name := attr(n, "name")
			switch n.Data {
			case "input":
				if typ := attr(n, "type"); typ != "checkbox" && typ != "radio" || has(n, "checked") {
					v.Add(name, attr(n, "value"))
				}
			case "textarea":
				v.Add(name, content(n))
			case "select":
				picked := ""
				for o := n.FirstChild; o != nil; o = o.NextSibling {
					if o.Data == "option" && (picked == "" || has(o, "selected")) {
						picked = attr(o, "value")
					}
				}
				v.Add(name, picked)
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	walk(form)
	return v
}

// send posts a form from a page of the same origin.
func send(h http.Handler, action string, v url.Values, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, action, strings.NewReader(v.Encode()))
	r.Host = "localhost:8080"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// decide opens a page, fills its form, sends it, and follows to the page it leads to, whose body it gives.
func (l *lab) decide(address, action, do string, set url.Values) string {
	l.t.Helper()
	v := formIn(l.t, l.get(address), action, do)
	for k, vs := range set {
		v[k] = vs
	}
	w := send(l.pages, action, v)
	if w.Code != http.StatusSeeOther {
		l.t.Fatalf("%s %s: %d %s", action, do, w.Code, w.Body)
	}
	return l.get(w.Header().Get("Location"))
}

// newest is the last decision of the log.
func (l *lab) newest() parley.Decided {
	l.t.Helper()
	ds := l.record().Decisions
	if len(ds) == 0 {
		l.t.Fatal("the log is empty")
	}
	return ds[len(ds)-1]
}

// undo takes back the newest decision by its form in the log.
func (l *lab) undo() string {
	l.t.Helper()
	return l.decide("/decisions", fmt.Sprintf("/decisions/%d", l.newest().Seq), "undo", nil)
}

// in is the entry of a report by its file's name.
func (l *lab) in(file string) *parley.ReportEntry {
	l.t.Helper()
	rec := l.record()
	for i := range rec.Reports {
		if rec.Reports[i].File == file {
			return &rec.Reports[i]
		}
	}
	l.t.Fatalf("no report %s", file)
	return nil
}

// decided puts into a record what people decided on it: of every kind, undone, orphaned and disputed.
func decided(rec *parley.Record, post, wire *draft) {
	at := time.Date(2031, 6, 20, 8, 0, 0, 0, time.UTC)
	was := `{"layer":"statement","words":"that anything had been withdrawn","fields":{"act":"deny","source":"Ana Roe"}}`
	add := func(who string, kind parley.DecisionKind, state parley.DecisionState, report parley.ReportID, finding, value, why string) {
		d := parley.Decided{State: state, Now: finding}
		d.Seq, d.At, d.Who, d.Kind, d.Report, d.Finding, d.Value, d.Why, d.Was = int64(len(rec.Decisions)+1), at, who, kind, report, finding, value, why, was
		if state == parley.Orphaned {
			d.Now = ""
		}
		rec.Decisions = append(rec.Decisions, d)
		at = at.Add(time.Hour)
	}
	add("Noor", parley.DecideAccept, parley.InForce, post.ID, "s3", "", "")
	add("Noor", parley.DecideEdit, parley.Overruled, post.ID, "s1", `{"act":"refuse","source":{"id":"ana-roe"}}`, "she refuses")
	add("Odo", parley.DecideEdit, parley.InForce, post.ID, "s1", `{"act":"accuse"}`, "she accuses")
	add("Odo", parley.DecideReject, parley.InForce, post.ID, "e9", "", "it is a quotation")
	add("Odo", parley.DecideMerge, parley.InForce, "", "orsa", "veska", "one state")
	add("Odo", parley.DecideSplit, parley.Undone, "", "ivo-len", `{"name":"another Len","members":[{"report":"`+string(wire.ID)+`"}]}`, "two men")
	add("Noor", parley.DecideMark, parley.InForce, "", "k-00000001", "explained", "a rumour")
	add("Noor", parley.DecideSame, parley.Orphaned, "", "k-00000001", "k-00000009", "")
	add("Noor", parley.DecideAdd, parley.InForce, wire.ID, "p-00000001", `{"layer":"event","type":"talks","content":[{"span":{"start":1,"end":5},"text":"talks"}]}`, "")
	add("", parley.DecideUndo, parley.InForce, "", "", "", "wrong man")
	rec.Decisions[9].Undoes, rec.Decisions[5].By, rec.Decisions[1].By = 6, 10, 3
	rec.Orphans = []parley.Orphan{{Decision: rec.Decisions[7].Decision, Reason: "no conflict of this record has these words"}}
	rec.Coders = []parley.Dispute{{Report: post.ID, File: post.File, Finding: "s1", Field: "act", Words: "that anything had been withdrawn", Takes: []parley.Take{{Seq: 2, Who: "Noor", Value: "refuse"}, {Seq: 3, Who: "Odo", Value: "accuse"}}}}
	for i := range rec.Conflicts {
		rec.Conflicts[i].Key = fmt.Sprintf("k-%08d", i+1)
	}
	rec.Conflicts[0].State, rec.Conflicts[0].StateBy, rec.Conflicts[0].Merged = parley.ConflictExplained, "Noor", []string{"Noor: the same denial in the evening edition"}
	r := &rec.Reports[0]
	r.Meta.URL = "https://riverton-post.example/ferry?id=7"
	r.Statements[2].Accepted = "Noor"
	r.Statements[0].Corrected = &parley.Correction{Rule: r.Statements[0].Rule, Confidence: r.Statements[0].Confidence, Changes: []parley.Change{{Part: "act", Was: "deny", Now: "accuse", Who: "Odo", Seq: 3}}}
	r.Figures[1].Rule = parley.PersonRule + "Noor"
}

// deskAddresses are the pages on which people correct a record.
func deskAddresses(x *index) []string {
	out := []string{"/review", "/decisions", "/orphans", "/agreement"}
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		for _, s := range r.Statements {
			out = append(out, findingHref(x.ref(r), s.ID))
		}
		for _, e := range r.Events {
			out = append(out, findingHref(x.ref(r), e.ID))
		}
		for _, g := range r.Figures {
			out = append(out, findingHref(x.ref(r), g.ID))
		}
	}
	for i := range x.rec.Conflicts {
		if c := &x.rec.Conflicts[i]; orID(c.Key, c.ID) != "" {
			out = append(out, conflictHref(c))
		}
	}
	for _, d := range x.rec.Decisions {
		out = append(out, fmt.Sprintf("/decisions/%d", d.Seq))
	}
	return out
}

// queueOf asks for a twin of the queue: how many rows, and which.
func queueOf(t *testing.T, h http.Handler, target string) (n int, ids []string) {
	t.Helper()
	w := get(h, target)
	var out struct {
		Rows []struct {
			ID     string
			Report struct{ File string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%s: %v %s", target, err, w.Body)
	}
	for _, r := range out.Rows {
		ids = append(ids, r.Report.File+" "+r.ID)
	}
	return len(ids), ids
}

// hrefOf is the address of the link with a key.
func hrefOf(t *testing.T, body, key string) (href string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	(&checker{t: t}).walk(root, func(n *html.Node) {
		if n.Data == "a" && attr(n, "data-key") == key {
			href = attr(n, "href")
		}
	})
	return href
}

// actionOf is where the form of the queue goes.
func actionOf(t *testing.T, body string) (action string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	(&checker{t: t}).walk(root, func(n *html.Node) {
		if n.Data == "form" && attr(n, "method") == "post" {
			action = attr(n, "action")
		}
	})
	return action
}
