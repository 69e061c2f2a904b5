package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A refusing Decider writes nothing and says why, in hostile words.
type refusing struct{ err error }

func (r refusing) DecideAt(_ context.Context, d parley.Decision, _ int64) (parley.Decision, error) {
	return d, r.err
}

// withForms are the pages over src as somebody has them who may correct.
func withForms(t testing.TB, src Source, err error) http.Handler {
	t.Helper()
	h, e := New(src, Options{Title: "Ferry talks", Decider: refusing{err}, Who: "Noor" + payload})
	if e != nil {
		t.Fatal(e)
	}
	return h
}

// TestFormsOnEveryDossier opens every page that has a form, over no record, a bare one, one whose ids lead nowhere, a full one and one with hostile text
// in every field, decisions and names of people among them.
func TestFormsOnEveryDossier(t *testing.T) {
	for name, m := range dossiers() {
		h := withForms(t, m, nil)
		all := []string{"/review", "/decisions", "/orphans", "/review?kind=event&whose=me", "/review?kind=figure&after=0.5~ab~f1"}
		if m.rec != nil {
			all = append(all, addresses(m)...)
			for i := range m.rec.Reports {
				for _, k := range append([]string{"nothing"}, added...) {
					all = append(all, "/reports/"+string(m.rec.Reports[i].ID)+"/add?kind="+k)
				}
				all = append(all, "/reports/"+string(m.rec.Reports[i].ID)+"?at=3-20", "/reports/"+string(m.rec.Reports[i].ID)+"?at=99999-100000")
			}
			for i := range m.rec.Entities {
				all = append(all, "/entities/"+url.PathEscape(m.rec.Entities[i].ID)+"?find=a")
			}
		}
		for _, a := range all {
			w := get(h, a)
			if w.Code >= 500 || w.Code != 200 && name != "bare" {
				t.Errorf("%s %s: %d\n%s", name, a, w.Code, w.Body)
			}
			if w.Body.Len() > 150<<10 && name != "hostile" {
				t.Errorf("%s %s: %d bytes", name, a, w.Body.Len())
			}
			c := &checker{t: t, where: name + " " + a, ids: map[string]int{}}
			c.check(w.Body.String(), name != "hostile")
		}
	}
}

// TestHostileForms sends hostile text in every field of every form, to a store that refuses in hostile words.
func TestHostileForms(t *testing.T) {
	m := hostile()
	r := "/reports/" + string(m.rec.Reports[0].ID)
	field := strings.ReplaceAll(payload, "\x00", "")
	for _, err := range []error{parley.Errorf(parley.Invalid, "x", "%s", payload), parley.Errorf(parley.Clash, "x", "%s", payload), parley.Errorf(parley.NotFound, "x", "%s", payload)} {
		h := withForms(t, m, err)
		for _, c := range []struct {
			at string
			v  url.Values
		}{
			{r + "/findings/" + url.PathEscape(m.rec.Reports[0].Statements[0].ID), url.Values{"do": {"accept"}}},
			{r + "/findings/" + url.PathEscape(m.rec.Reports[0].Statements[0].ID), url.Values{"do": {"edit"}, "act": {field}, "source": {field}, "part": {"content", "cue", field}, "words": {field, field, field}, "sentence": {field, "1"}, "place-0": {field}}},
			{r + "/add", url.Values{"do": {"add"}, "kind": {"event"}, "who-0": {field}, "role-0": {field}, "asserted-by": {field}, "part": {"content"}, "words": {"truce"}, "when-from": {field}}},
			{r + "/add", url.Values{"do": {"add"}, "kind": {field}}},
			{"/entities/" + url.PathEscape(m.rec.Entities[0].ID), url.Values{"do": {"split"}, "name": {field}, "member": {field}}},
			{"/entities/" + url.PathEscape(m.rec.Entities[0].ID), url.Values{"do": {"merge"}, "value": {m.rec.Entities[1].ID}, "find": {field}}},
			{"/conflicts/c1" + url.PathEscape(payload), url.Values{"do": {"mark"}, "value": {"seen"}}},
			{"/decisions/1", url.Values{"do": {"undo"}}},
		} {
			c.v.Set("why", field)
			c.v.Set("seen", "0")
			c.v.Set("back", field)
			w := send(h, c.at, c.v)
			if w.Code < 400 || w.Code >= 500 {
				t.Errorf("%s %v: %d", c.at, c.v, w.Code)
			}
			k := &checker{t: t, where: "hostile " + c.v.Get("do"), ids: map[string]int{}}
			k.check(w.Body.String(), false)
		}
	}
}

func TestReview(t *testing.T) {
	l := newLab(t, "Noor")
	body := l.get("/review?kind=figure")
	wants(t, "/review", body, "0 of 4 decided, 4 left", `data-key="a"`, `data-key="r"`, `data-key="e"`, `data-key="s"`)
	_, order := queueOf(t, l.pages, "/review.json?kind=figure")
	if len(order) != 4 {
		t.Fatalf("%v", order)
	}
	// skip keeps the place in the address
	skip := hrefOf(t, body, "s")
	body = l.get(skip)
	wants(t, skip, body, "1 skipped", `id="`+strings.Fields(order[1])[1]+`"`)
	// accepting goes on to the next one, on the page one came from
	_, left := queueOf(t, l.pages, strings.Replace(skip, "/review?", "/review.json?", 1))
	if len(left) != 3 || left[0] != order[1] {
		t.Errorf("after a skip %v, of %v", left, order)
	}
	now := actionOf(t, body)
	body = l.decide(skip, now, "accept", nil)
	wants(t, "after accept", body, "1 of 4 decided, 3 left, 1 skipped")
	body = l.decide(skip, actionOf(t, body), "reject", nil)
	wants(t, "after reject", body, "2 of 4 decided, 2 left, 1 skipped")

	// who codes for herself has the whole queue but for what was taken out
	l.pages = l.as("Odo")
	wants(t, "Odo", l.get("/review?kind=figure&whose=me"), "0 of 3 decided")
	for _, a := range []string{"/review?kind=mood", "/review?whose=yours", "/review?after=x"} {
		if w := get(l.pages, a); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", a, w.Code)
		}
	}
	if w := get(l.pages, "/review?report=ffffffffffff"); w.Code != http.StatusNotFound {
		t.Errorf("no such report: %d", w.Code)
	}
	if n, _ := queueOf(t, l.pages, "/review.json?report=riverton-post.txt"); n != 5 {
		t.Errorf("%d statements of one report", n)
	}
}

// A permanent address leads to the words by their bytes in the file, whatever the findings on them are called.
func TestPermalink(t *testing.T) {
	l := newLab(t, "Noor")
	s := l.in("riverton-post.txt").Statements[3]
	link := permalink(reportRef{Href: "/reports/riverton-post.txt"}, s.Content[0].Raw)
	body := l.get(link)
	wants(t, link, body, `<span class="spot" id="at"></span>`, "m-at", `say <q class="said"><bdi>two tugs had broken it within a day`, `href="#s4"`, `href="#e2"`)
	for _, bad := range []string{"x", "5", "9-3", "-1-4", "1-2-3"} {
		if w := get(l.pages, "/reports/riverton-post.txt?at="+bad); w.Code != http.StatusBadRequest {
			t.Errorf("at=%s: %d", bad, w.Code)
		}
	}
	wants(t, "beyond the file", l.get("/reports/riverton-post.txt?at=900000-900001"), "in no text that is shown")
}

// Cards stand in the order of their words, each with the one before and after it.
func TestChain(t *testing.T) {
	l := newLab(t, "Noor")
	body := l.get("/reports/riverton-post.txt")
	if n, p := strings.Count(body, `rel="next" data-key="n"`), strings.Count(body, `rel="prev" data-key="p"`); n != 9 || p != 9 {
		t.Errorf("%d links to the next, %d to the one before, of ten findings", n, p)
	}
	wants(t, "reader", body, `rel="external noopener noreferrer" href="https://press.example/riverton-post.txt#:~:text=almost%20400%20passengers"`)
}
