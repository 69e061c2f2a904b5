package web

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// What is new of one party stands on a page of its own, whole: the page of all leads there, and its twins have that party alone.
func TestNewsOfParty(t *testing.T) {
	d := newDaily(200)
	h := handler(t, d)
	all := newsOf(t, d, "since=2031-05-31")
	var p partyNews
	for _, o := range all.Few() {
		if o.Party.ID != "" && len(o.Statements) > mostNews && (p.N() == 0 || o.N() < p.N()) {
			p = o
		}
	}
	href := "/?party=" + url.QueryEscape(p.Party.ID) + "&since=2031-05-31"
	body := get(h, "/?since=2031-05-31").Body.String()
	if want := `<a href="` + strings.ReplaceAll(href, "&", "&amp;") + `">and ` + strconv.Itoa(len(p.Statements)-mostNews) + ` more</a>`; !strings.Contains(body, want) {
		t.Errorf("the page of all does not lead on: no %s", want)
	}
	for _, o := range all.Parties[min(newsParties, len(all.Parties)):] {
		if !strings.Contains(body, "<bdi>"+line(o.Party.Name)+"</bdi>") {
			t.Errorf("%s is not named, though something is new of it", o.Party.Name)
		}
	}
	w := get(h, href)
	c := &checker{t: t, where: href, ids: map[string]int{}}
	c.check(w.Body.String(), true)
	one := w.Body.String()[strings.Index(w.Body.String(), `id="h-news"`):strings.Index(w.Body.String(), `class="board"`)]
	for _, s := range p.Statements[:min(mostOfParty, len(p.Statements))] {
		if !strings.Contains(one, `href="`+s.Reader+`"`) {
			t.Errorf("the page of %s has no %s", p.Party.Name, s.Reader)
		}
	}
	if n := strings.Count(one, `class="news-party"`); n != 1 || len(w.Body.Bytes()) > mostPage || !strings.Contains(w.Body.String(), `name="party" value="`+p.Party.ID+`"`) {
		t.Errorf("%d parties, %d bytes", n, w.Body.Len())
	}
	if n := newsOf(t, d, href[2:]); len(n.Parties) != 1 || n.Parties[0].N() != p.N() || len(n.Papers) != len(p.Papers) || len(n.Disputed) != len(p.Conflicts) {
		t.Errorf("the twin has %d parties", len(n.Parties))
	}
	if n := newsOf(t, d, "since=2031-05-31&party=nobody"); len(n.Parties)+len(n.Papers)+len(n.Disputed) != 0 || n.Reports == 0 {
		t.Errorf("news of nobody: %+v", n)
	}
	if body := get(h, "/?since=2031-05-31&party=nobody").Body.String(); !strings.Contains(body, "Nothing is new of this party") || !strings.Contains(body, `href="/?since=2031-05-31">What is new of all`) {
		t.Error("a party of which nothing is new leads nowhere")
	}
}

// A dossier begins with the conflicts that are open; one that somebody looked at makes room, and none at all is said.
func TestSummaryOpenConflicts(t *testing.T) {
	m := invented()
	for i := range m.rec.Conflicts {
		m.rec.Conflicts[i].State = ""
	}
	open := func() (s summaryModel, body string) {
		if err := json.Unmarshal(get(handler(t, m), "/summary.json").Body.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		return s, get(handler(t, m), "/").Body.String()
	}
	all := len(m.rec.Conflicts)
	first := m.rec.Conflicts[0].ID
	if s, _ := open(); s.Open != all || s.Conflicts[0].ID != first {
		t.Errorf("%d open of %d", s.Open, all)
	}
	m.rec.Conflicts[0].State = parley.ConflictExplained
	if s, body := open(); s.Open != all-1 || s.Conflicts[0].ID == first || !strings.Contains(body, plural(all, "conflict")) || !strings.Contains(body, `href="/conflicts?state=open"`) {
		t.Errorf("%d open of %d, first %s", s.Open, all, s.Conflicts[0].ID)
	}
	for i := range m.rec.Conflicts {
		m.rec.Conflicts[i].State = parley.ConflictSeen
	}
	if s, body := open(); s.Open != 0 || len(s.Conflicts) != 0 || !strings.Contains(body, "looked at every conflict") || !strings.Contains(body, `href="/conflicts"`) {
		t.Errorf("%d open of %d seen", s.Open, all)
	}
	m.rec.Conflicts = nil
	if _, body := open(); !strings.Contains(body, "No two accounts") {
		t.Error("a record without conflicts does not say so")
	}
}
