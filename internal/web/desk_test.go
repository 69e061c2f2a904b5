package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// wants demands that a page holds every one of these.
func wants(t *testing.T, where, body string, all ...string) {
	t.Helper()
	for _, w := range all {
		if !strings.Contains(body, w) {
			t.Errorf("%s does not show %q", where, w)
		}
	}
}

// without demands that a page holds none of these.
func without(t *testing.T, where, body string, none ...string) {
	t.Helper()
	for _, w := range none {
		if strings.Contains(body, w) {
			t.Errorf("%s shows %q", where, w)
		}
	}
}

func TestAcceptAndReject(t *testing.T) {
	l := newLab(t, "Noor")
	post := l.in("riverton-post.txt")
	reader, desk := "/reports/"+post.ID.Short(), "/reports/"+post.ID.Short()+"/findings/s1"
	body := l.decide(reader, desk, "accept", nil)
	if s := l.in("riverton-post.txt").Statements[0]; s.Accepted != "Noor" {
		t.Errorf("accepted by %q", s.Accepted)
	}
	wants(t, reader, body, "accepted by Noor", "stand by-person")
	body = l.decide(reader, desk, "reject", nil)
	if n := len(l.in("riverton-post.txt").Statements); n != len(post.Statements)-1 {
		t.Errorf("%d statements after a reject, there were %d", n, len(post.Statements))
	}
	wants(t, reader, body, `id="taken-out"`, "Noor")
	without(t, reader, body, `id="s1"`)
	body = l.undo()
	wants(t, "/decisions", body, "undone")
	if s := l.in("riverton-post.txt").Statements[0]; s.Accepted != "Noor" {
		t.Errorf("after the undo it is accepted by %q", s.Accepted)
	}
	l.undo() // of the accept: an undo is a decision that can be undone itself, and then the reject is back
}

func TestRejectWithReason(t *testing.T) {
	l := newLab(t, "Noor")
	desk := "/reports/" + l.in("riverton-post.txt").ID.Short() + "/findings/e2"
	body := l.decide(desk, desk, "reject", url.Values{"why": {"the tugs are nobody's"}})
	wants(t, desk, body, "the tugs are nobody")
	if d := l.newest(); d.Kind != parley.DecideReject || d.Finding != "e2" || d.Why != "the tugs are nobody's" || d.Who != "Noor" {
		t.Errorf("%+v", d)
	}
	wants(t, "/decisions", l.get("/decisions"), "the tugs are nobody", "Noor", `action="/decisions/1"`)
}

func TestEditStatement(t *testing.T) {
	l := newLab(t, "Noor")
	post := l.in("riverton-post.txt")
	desk := "/reports/" + post.ID.Short() + "/findings/s2"
	v := formIn(t, l.get(desk), desk, "edit")
	v.Set("act", "propose")
	v.Set("addressee", "Veska")
	v.Set("said-from", "2031-06-03")
	v.Set("said-to", "2031-06-03")
	for i, part := range v["part"] {
		if part == partContent && v["words"][i] != "" {
			v["words"][i] = `we put the June paper … four crossings a day`
		}
	}
	w := send(l.pages, desk, v)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	s := l.in("riverton-post.txt").Statements[1]
	if s.Act != parley.Propose || s.Addressee == nil || s.Addressee.Entity != "veska" || s.SaidOn.String() != "2031-06-03" ||
		s.Content[0].Text != "we put the June paper on the table, and there it lies: four crossings a day" || s.Mode != parley.Direct {
		t.Errorf("%+v", s)
	}
	if s.Corrected == nil || len(s.Corrected.Changes) != 4 {
		t.Errorf("changes %+v", s.Corrected)
	}
	wants(t, desk, l.get(w.Header().Get("Location")), "corrected by Noor", "proposes")
	wants(t, "/decisions", l.get("/decisions"), "propose", "said on")
	l.undo()
	if s := l.in("riverton-post.txt").Statements[1]; s.Act != parley.Promise || s.Corrected != nil {
		t.Errorf("after the undo: %+v", s)
	}
}

func TestEditEventAndFigure(t *testing.T) {
	l := newLab(t, "Noor")
	base := "/reports/" + l.in("riverton-post.txt").ID.Short() + "/findings/"
	l.decide(base+"e1", base+"e1", "edit", url.Values{"status": {"planned"}, "type": {"agreement"}, "when-from": {"2031-06-11"}, "when-to": {""}, "who-2": {"orsa"}, "role-2": {"mediator"}})
	e := l.in("riverton-post.txt").Events[0]
	if e.Status != parley.Planned || e.Type != "agreement" || e.When.String() != "2031-06-11.." || len(e.Participants) != 2 || e.Participants[1].Role != parley.Mediator {
		t.Errorf("%+v", e)
	}
	body := l.decide(base+"f1", base+"f1", "edit", url.Values{"low": {"350"}, "high": {"1,400"}, "qualifier": {"about"}, "unit": {"travellers"}})
	g := l.in("riverton-post.txt").Figures[0]
	if *g.Low != 350 || *g.High != 1400 || g.Qualifier != parley.About || g.Unit != "travellers" {
		t.Errorf("%+v", g)
	}
	wants(t, base, body, "travellers")
}

func TestAdd(t *testing.T) {
	l := newLab(t, "Noor")
	harbour := "/reports/" + l.in("harbour-times.txt").ID.Short()
	l.get(harbour + "/add?kind=event")

	v := formIn(t, l.get(harbour+"/add"), harbour+"/add", "add")
	set := func(part, words, sentence string) {
		for i, p := range v["part"] {
			if p == part {
				v["words"][i], v["sentence"][i] = words, sentence
				return
			}
		}
	}
	set(partContent, "The gate stays shut", "")
	v.Set("act", "announce")
	w := send(l.pages, harbour+"/add", v)
	body := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("words in two places: %d", w.Code)
	}
	l.check("words in two places", body)
	wants(t, "two places", body, "stand in 2 places", `type="radio" name="place-0"`, `<option value="announce" selected>`)
	set(partContent, "The gate stays shut", "2")
	w = send(l.pages, harbour+"/add", v)
	if w.Code == http.StatusSeeOther {
		t.Fatal("words were found in a sentence that has none of them")
	}
	wants(t, "another sentence", w.Body.String(), "do not stand in sentence 2; they stand in 3, 5")
	set(partContent, "The gate stays closed", "")
	w = send(l.pages, harbour+"/add", v)
	wants(t, "no such words", w.Body.String(), "do not stand in the report", "The gate stays closed</textarea>")

	set(partContent, "The gate stays shut", "")
	set(partSource, "a porter", "")
	content := l.textOf("harbour-times.txt")
	at := strings.LastIndex(content, "The gate stays shut")
	v.Set("place-0", fmt.Sprintf("%d-%d", at, at+len("The gate stays shut")))
	w = send(l.pages, harbour+"/add", v)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	ss := l.in("harbour-times.txt").Statements
	s := ss[len(ss)-1]
	if len(ss) != 2 || s.Content[0].Span.Start != at || s.Source == nil || s.Source.Passage.Text != "a porter" || s.Act != parley.Announce || !strings.HasPrefix(s.ID, "p-") {
		t.Fatalf("%+v", s)
	}
	wants(t, "reader", l.get(w.Header().Get("Location")), `id="`+s.ID+`"`, "added by Noor")

	l.decide(harbour+"/add?kind=event", harbour+"/add", "add", url.Values{"words": {"when the gate would open"}, "type": {"corridor"}, "status": {"conditional"}, "who-0": {"veska"}, "asserted-by": {s.ID}})
	if es := l.in("harbour-times.txt").Events; len(es) != 1 || es[0].Type != "corridor" || es[0].AssertedBy != s.ID {
		t.Errorf("%+v", es)
	}
	l.decide(harbour+"/add?kind=figure", harbour+"/add", "add", url.Values{"words": {"the night"}, "low": {"1"}, "high": {"1"}, "unit": {"night"}})
	if gs := l.in("harbour-times.txt").Figures; len(gs) != 2 {
		t.Errorf("%d figures", len(gs))
	}
	l.undo()
	if gs := l.in("harbour-times.txt").Figures; len(gs) != 1 {
		t.Errorf("%d figures after the undo", len(gs))
	}
}

func (l *lab) textOf(file string) string {
	txt, err := l.engine.Text(l.t.Context(), l.in(file).ID)
	if err != nil {
		l.t.Fatal(err)
	}
	return txt.Content
}

func TestMergeAndSplit(t *testing.T) {
	l := newLab(t, "Noor")
	wants(t, "search", l.get("/entities/orsa?find=vesk"), `value="veska"`)
	v := formIn(t, l.get("/entities/orsa?find=vesk"), "/entities/orsa", "merge")
	v.Set("value", "veska")
	v.Set("why", "one and the same")
	if w := send(l.pages, "/entities/orsa", v); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/entities/veska" {
		t.Fatalf("%d %q", w.Code, w.Header().Get("Location"))
	}
	for _, e := range l.record().Entities {
		if e.ID == "orsa" {
			t.Error("orsa is still somebody else")
		}
	}
	wants(t, "/entities/veska", l.get("/entities/veska"), "Orsa", "one and the same")
	l.undo()
	l.get("/entities/orsa")

	id := string(l.in("gazette.txt").ID)
	l.decide("/entities/ivo-len", "/entities/ivo-len", "split", url.Values{"member": {id}, "name": {"Ivo Len the younger"}})
	body := l.get("/entities")
	wants(t, "/entities", body, "Ivo Len the younger")
	l.undo()
	without(t, "/entities", l.get("/entities"), "Ivo Len the younger")

	v = formIn(t, l.get("/instruments/june-paper?find=ferry"), "/instruments/june-paper", "merge")
	v.Set("value", "ferry-paper")
	if w := send(l.pages, "/instruments/june-paper", v); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if d := l.newest(); d.State != parley.InForce || d.Now != "ferry-paper" {
		t.Errorf("%+v", d)
	}
}

// TestSplitInstrument takes a report and a step out of a paper by the form, as an editor, and back by the log.
func TestSplitInstrument(t *testing.T) {
	l := newLab(t, "Noor")
	x := l.paper("truce")
	step := x.History[0]
	page := "/instruments/" + x.ID
	body := l.get(page)
	wants(t, page, body, "Another paper is meant in", "this step alone", stepValue(&step))
	body = l.decide(page, page, "split", url.Values{"member": {stepValue(&step)}, "name": {"Evening truce"}, "why": {"of another night"}})
	wants(t, "the new paper", body, "Evening truce", "of another night")
	now := l.paper("Evening truce")
	if len(now.History) != 1 || now.History[0].Passage != step.Passage || len(l.paper("truce").History) != len(x.History)-1 {
		t.Errorf("%+v", now)
	}
	log := l.get("/decisions")
	wants(t, "/decisions", log, "Evening truce", "the step "+words(step.State), "of another night")
	for _, twin := range []string{"/decisions.json", "/decisions.csv", "/instruments.json"} {
		if w := get(l.pages, twin); w.Code != 200 || !strings.Contains(w.Body.String(), "Evening truce") {
			t.Errorf("%s: %d, without the new paper", twin, w.Code)
		}
	}
	l.undo()
	if n := len(l.paper("truce").History); n != len(x.History) {
		t.Errorf("%d steps after the undo, want %d", n, len(x.History))
	}
	for name, v := range map[string]url.Values{"nothing chosen": {"name": {"X"}}, "no name": {"member": {string(step.Report)}}, "a step of nobody": {"member": {"x y 1-2"}, "name": {"X"}}} {
		f := formIn(t, l.get(page), page, "split")
		for k, vs := range v {
			f[k] = vs
		}
		if w := send(l.pages, page, f); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

// paper is the instrument of a name.
func (l *lab) paper(name string) *parley.Instrument {
	l.t.Helper()
	rec := l.record()
	for i := range rec.Instruments {
		if rec.Instruments[i].Name == name {
			return &rec.Instruments[i]
		}
	}
	l.t.Fatalf("no paper %q", name)
	return nil
}

// TestHeldByID: the log says which lines are held by an id alone, with the twins.
func TestHeldByID(t *testing.T) {
	l := newLab(t, "Noor")
	if _, err := l.store.Decide(t.Context(), parley.Decision{Kind: parley.DecideReject, Report: l.in("riverton-post.txt").ID, Finding: "s1", Who: "Odo"}); err != nil {
		t.Fatal(err)
	}
	wants(t, "/decisions", l.get("/decisions"), "held by its id")
	if body := get(l.pages, "/decisions.json").Body.String(); !strings.Contains(body, `"by_id": true`) {
		t.Error(body)
	}
}

func TestConflictForms(t *testing.T) {
	l := newLab(t, "Noor")
	page := "/conflicts/" + l.conflicts()[0].Key
	body := l.get(page)
	wants(t, page, body, "Account 1", "Account 2", "claims it", "denies it", `<u class="claim">`, "https://press.example/riverton-post.txt#:~:text=")
	v := formIn(t, body, page, "mark")
	v.Set("value", "explained")
	w := send(l.pages, page, v)
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("without a reason: %d", w.Code)
	}
	wants(t, page, w.Body.String(), "say why", `value="explained" checked`)
	v.Set("why", "she denies a rumour")
	if w = send(l.pages, page, v); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if c := l.conflicts()[0]; c.State != parley.ConflictExplained || c.StateBy != "Noor" {
		t.Errorf("%+v", c)
	}
	wants(t, page, l.get(page), "explained", "she denies a rumour")
	if n, _ := rowsOf(t, l.pages, "/conflicts.json?state=explained"); n != 1 {
		t.Errorf("%d explained", n)
	}
	l.undo()
	if n, _ := rowsOf(t, l.pages, "/conflicts.json?state=open"); n != 4 {
		t.Errorf("%d open after the undo", n)
	}
	for _, other := range []string{"/conflicts/" + l.conflicts()[0].ID} {
		if get(l.pages, other).Code != 200 {
			t.Errorf("%s is not found by its number", other)
		}
	}
}

// Two conflicts are one: the record has the one with both accounts, its page says who says so and why, the address of the other leads to it; until it is undone.
func TestSameConflict(t *testing.T) {
	l := newLab(t, "Noor")
	was := l.conflicts()
	if len(was) != 4 || was[0].Possible() || was[1].Possible() || !was[2].Possible() || !was[3].Possible() { // the last two only weigh two voices on one paper
		t.Fatalf("%d conflicts", len(was))
	}
	page, stays := conflictHref(&was[0]), conflictHref(&was[1])
	v := formIn(t, l.get(page+"?find=passengers"), page, "same")
	for value, want := range map[string]string{"": "choose the other conflict", was[0].Key + " 0": "always one with itself", "k-none 0": "no conflict of this record"} {
		v.Set("value", value)
		if w := send(l.pages, page, v); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q: %d, without %q", value, w.Code, want)
		}
	}
	body := l.decide(page+"?find=passengers", page, "same", url.Values{"value": {was[1].Key + " 0"}, "why": {"one night at one pier"}})
	wants(t, stays, body, "Why these are one", "Noor says", "one night at one pier", "made one")
	if d := l.newest(); d.Kind != parley.DecideSame || d.Finding != was[0].Key || d.Value != was[1].Key || d.Now != was[1].Key || d.State != parley.InForce {
		t.Errorf("%+v", d)
	}
	now := l.conflicts()
	if len(now) != 3 || now[0].Key != was[1].Key || len(now[0].Between) != len(was[0].Between)+len(was[1].Between) {
		t.Fatalf("%+v", now)
	}
	if n, _ := rowsOf(t, l.pages, "/conflicts.json"); n != 3 {
		t.Errorf("%d conflicts are listed", n)
	}
	wants(t, page, l.get(page), "one night at one pier", "Why these are one")
	l.undo()
	if n, _ := rowsOf(t, l.pages, "/conflicts.json"); n != 4 {
		t.Errorf("%d conflicts after the undo", n)
	}
	if body := l.get(page); strings.Contains(body, "Why these are one") {
		t.Errorf("one still: %s", body)
	}
}

// Two people open one page; the second to decide is shown what the first decided, and may write after it.
func TestClash(t *testing.T) {
	l := newLab(t, "Noor")
	desk := "/reports/" + l.in("riverton-post.txt").ID.Short() + "/findings/s1"
	mine := formIn(t, l.get(desk), desk, "edit")
	mine.Set("act", "refuse")
	mine.Set("why", "a refusal to me")
	theirs := formIn(t, l.get(desk), desk, "edit")
	theirs.Set("act", "accuse")
	if w := send(l.as("Odo"), desk, theirs); w.Code != http.StatusSeeOther {
		t.Fatal(w.Body)
	}
	w := send(l.pages, desk, mine)
	if w.Code != http.StatusConflict {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	l.check("clash", w.Body.String())
	wants(t, "clash", w.Body.String(), "Odo", "accuse", "Noor", "corrected", "refuse", "a refusal to me")
	again := url.Values{}
	for k, v := range mine {
		again[k] = v
	}
	again.Set("seen", fmt.Sprint(l.newest().Seq))
	if !strings.Contains(w.Body.String(), `name="seen" value="`+again.Get("seen")+`"`) {
		t.Error("the form to write it all the same has not seen the other one")
	}
	if w = send(l.pages, desk, again); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if s := l.in("riverton-post.txt").Statements[0]; s.Act != parley.Refuse {
		t.Errorf("act %s", s.Act)
	}
	wants(t, "reader", l.get("/reports/riverton-post.txt"), "stand by-disputed", "Odo")
	wants(t, "/agreement", l.get("/agreement"), "Noor</bdi> and <bdi>Odo", "machine", "Where people differ", "refuse", "accuse")
	var out struct{ Pairs []record.Agreement }
	if err := json.Unmarshal(get(l.pages, "/agreement.json").Body.Bytes(), &out); err != nil || len(out.Pairs) != 3 {
		t.Errorf("%+v %v", out, err)
	}

	// one rejects what the other is about to change: the finding is gone, and that is said
	mine = formIn(t, l.get(desk), desk, "edit")
	mine.Set("act", "doubt")
	if w := send(l.as("Odo"), desk, url.Values{"do": {"reject"}, "seen": {"0"}}); w.Code != http.StatusSeeOther {
		t.Fatal(w.Body)
	}
	if w = send(l.pages, desk, mine); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "reject") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Nobody but our own pages may send a form.
func TestForeignForms(t *testing.T) {
	l := newLab(t, "Noor")
	desk := "/reports/" + l.in("riverton-post.txt").ID.Short() + "/findings/s1"
	v := url.Values{"do": {"reject"}, "seen": {"0"}}
	for _, h := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
		if w := send(l.pages, desk, v, h[0], h[1]); w.Code != http.StatusForbidden {
			t.Errorf("%v: %d", h, w.Code)
		}
	}
	r := httptest.NewRequest(http.MethodPost, desk, strings.NewReader(v.Encode()))
	r.Host = "localhost:8080"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "https://evil.example")
	w := httptest.NewRecorder()
	if l.pages.ServeHTTP(w, r); w.Code != http.StatusForbidden {
		t.Errorf("foreign origin: %d", w.Code)
	}
	if n := len(l.record().Decisions); n != 0 {
		t.Errorf("%d decisions", n)
	}
}

// Pages that can only be read have no form, and take none.
func TestReadOnly(t *testing.T) {
	l := newLab(t, "Noor")
	l.decide("/entities/orsa?find=vesk", "/entities/orsa", "merge", url.Values{"value": {"veska"}})
	l.pages = l.as("")
	r := "/reports/" + l.in("riverton-post.txt").ID.Short()
	for _, a := range []string{r, r + "/findings/s1", "/review", "/decisions", "/decisions/1", "/orphans", "/entities/veska", "/instruments/june-paper", "/conflicts", "/conflicts/c1", "/statements/riverton-post.txt/s1"} {
		without(t, a, l.get(a), `method="post"`, "Accept</button>")
	}
	if w := get(l.pages, r+"/add"); w.Code != http.StatusNotFound {
		t.Errorf("/add: %d", w.Code)
	}
	for _, a := range []string{r + "/findings/s1", r + "/add", "/entities/veska", "/decisions/1"} {
		if w := send(l.pages, a, url.Values{"do": {"accept"}, "seen": {"0"}}); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d", a, w.Code)
		}
	}
}

// What is wrong with a form is named, with a 4xx, and nothing is written.
func TestBadForms(t *testing.T) {
	l := newLab(t, "Noor")
	r := "/reports/" + l.in("riverton-post.txt").ID.Short()
	edit := formIn(t, l.get(r+"/findings/s1"), r+"/findings/s1", "edit")
	with := func(k, v string) url.Values {
		out := url.Values{}
		for n, vs := range edit {
			out[n] = append([]string(nil), vs...)
		}
		out.Set(k, v)
		return out
	}
	for name, c := range map[string]struct {
		at   string
		v    url.Values
		code int
		says string
	}{
		"nothing changed":   {"/findings/s1", edit, 422, "differs"},
		"no seen":           {"/findings/s1", url.Values{"do": {"accept"}}, 422, "seen last"},
		"nothing to do":     {"/findings/s1", url.Values{"seen": {"0"}}, 400, "accept, reject and edit"},
		"no such finding":   {"/findings/s99", url.Values{"do": {"edit"}, "seen": {"0"}}, 404, "s99"},
		"act unknown":       {"/findings/s1", with("act", "sing"), 422, "sing"},
		"date":              {"/findings/s1", with("said-from", "soon"), 422, "soon"},
		"days backwards":    {"/findings/s1", with("said-to", "2030-01-01"), 422, "before the first"},
		"entity unknown":    {"/findings/s1", with("source", "Nobody At All"), 422, "Nobody At All"},
		"why too long":      {"/findings/s1", with("why", strings.Repeat("x", maxWhy+1)), 422, "1000 characters"},
		"not text":          {"/findings/s1", with("why", "a\x00b"), 422, "not text"},
		"no words":          {"/findings/s1", with("words", ""), 422, "name the words"},
		"add what":          {"/add", url.Values{"do": {"add"}, "kind": {"mood"}, "seen": {"0"}}, 400, "mood"},
		"figure, no number": {"/add", url.Values{"do": {"add"}, "kind": {"figure"}, "seen": {"0"}, "unit": {"x"}, "qualifier": {"exact"}, "part": {"content"}, "words": {"Ana Roe"}}, 422, "has a number"},
		"low over high":     {"/add", url.Values{"do": {"add"}, "kind": {"figure"}, "seen": {"0"}, "low": {"4"}, "high": {"3"}, "unit": {"x"}, "qualifier": {"exact"}, "part": {"content"}, "words": {"almost 400 passengers"}}, 422, "less than"},
	} {
		w := send(l.pages, r+c.at, c.v)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, want %d with %q\n%s", name, w.Code, c.code, c.says, w.Body)
			continue
		}
		if w.Code == 422 && c.v.Get("do") == "edit" && c.v.Get("source") != "" && !strings.Contains(w.Body.String(), `value="`+c.v.Get("source")+`"`) {
			t.Errorf("%s: what was typed is gone", name)
		}
		l.check(name, w.Body.String())
	}
	big := url.Values{"do": {"accept"}, "seen": {"0"}, "why": {strings.Repeat("y", maxForm)}}
	if w := send(l.pages, r+"/findings/s1", big); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of %d bytes: %d", maxForm, w.Code)
	}
	for a, v := range map[string]url.Values{
		"/entities/orsa": {"do": {"merge"}, "seen": {"0"}, "value": {"orsa"}}, "/entities/ivo-len": {"do": {"split"}, "seen": {"0"}},
		"/instruments/june-paper": {"do": {"merge"}, "seen": {"0"}}, "/conflicts/c1": {"do": {"same"}, "seen": {"0"}, "value": {"c1"}},
	} {
		if w := send(l.pages, a, v); w.Code != 422 || !strings.Contains(w.Body.String(), "Nothing was changed") {
			t.Errorf("%s %v: %d", a, v, w.Code)
		}
	}
	if n := len(l.record().Decisions); n != 0 {
		t.Errorf("%d decisions were written", n)
	}
}

// The page that a form leads back to is one of ours.
func TestBack(t *testing.T) {
	for in, want := range map[string]string{
		"/review?kind=event&after=0.5~x~e1": "/review?kind=event&after=0.5~x~e1", "/reports/ab#s1": "/reports/ab#s1", "": "", "review": "", "//evil.example/": "",
		"https://evil.example/": "", `/\evil.example`: "", "/a\r\nSet-Cookie: x": "", "///evil.example": "", "javascript:alert(1)": "", "/%2f/evil.example": "",
	} {
		if got := localPath(in); got != want {
			t.Errorf("%q leads to %q, want %q", in, got, want)
		}
	}
	l := newLab(t, "Noor")
	r := "/reports/" + l.in("riverton-post.txt").ID.Short() + "/findings/s1"
	if w := send(l.pages, r, url.Values{"do": {"accept"}, "seen": {"0"}, "back": {"/review?kind=event"}}); w.Header().Get("Location") != "/review?kind=event" {
		t.Errorf("%d leads to %q", w.Code, w.Header().Get("Location"))
	}
	if w := send(l.pages, r, url.Values{"do": {"reject"}, "seen": {"1"}, "back": {"//evil.example"}}); strings.Contains(w.Header().Get("Location"), "evil") {
		t.Errorf("leads to %q", w.Header().Get("Location"))
	}
}
