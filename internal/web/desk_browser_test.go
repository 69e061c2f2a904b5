package web

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
)

// A visit is one person at a browser before the pages of a lab.
type visit struct {
	*lab
	ctx context.Context
	url string
}

// soon is the time a step has: what is not there in a minute does not come, and the other tests want to run.
func (v visit) soon() context.Context {
	v.t.Helper()
	ctx, done := context.WithTimeout(v.ctx, time.Minute)
	v.t.Cleanup(done)
	return ctx
}

// open goes to a page.
func (v visit) open(address string) {
	v.t.Helper()
	if err := chromedp.Do(v.soon(), chromedp.Navigate(v.url+address)); err != nil {
		v.t.Fatalf("%s: %v", address, err)
	}
}

// fill sets a field.
func (v visit) fill(selector, value string) {
	v.t.Helper()
	if err := chromedp.Do(v.soon(), chromedp.SetValue(selector, value)); err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
}

// tick clicks what leads nowhere.
func (v visit) tick(selector string) {
	v.t.Helper()
	if err := chromedp.Do(v.soon(), chromedp.Click(selector)); err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
}

// press clicks a button that sends a form, waits for the page it leads to, and demands that one decision was written.
func (v visit) press(selector string) {
	v.t.Helper()
	before := len(v.record().Decisions)
	res, err := chromedp.RunResponse(v.soon(), chromedp.Click(selector))
	if err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
	if now := len(v.record().Decisions); now != before+1 || res.Status != 200 {
		v.t.Fatalf("%s: %d, %d decisions were written; the page says %q", selector, res.Status, now-before, eval[string](v.t, v.ctx, `(document.querySelector(".faults") || document.querySelector("main")).innerText.slice(0, 900)`))
	}
}

// shows demands words on the page.
func (v visit) shows(words string) {
	v.t.Helper()
	if body := eval[string](v.t, v.ctx, `document.body.innerText`); !strings.Contains(strings.ToLower(body), strings.ToLower(words)) {
		v.t.Fatalf("%s does not show %q", eval[string](v.t, v.ctx, `location.pathname`), words)
	}
}

// undoNewest takes back the last decision by the first button of the log.
func (v visit) undoNewest() {
	v.t.Helper()
	v.open("/decisions")
	v.press(`.log > li:first-child button[value=undo]`)
	if n := v.newest(); n.Kind != parley.DecideUndo || n.Who != "Noor" {
		v.t.Fatalf("%+v", n)
	}
}

// TestDeskInBrowser corrects a dossier from end to end in a browser: with scripts allowed, and without.
func TestDeskInBrowser(t *testing.T) {
	for name, off := range map[string]bool{"scripts": false, "no scripts": true} {
		t.Run(name, func(t *testing.T) {
			ctx := browser(t)
			l := newLab(t, "Noor")
			srv := httptest.NewServer(l.pages)
			defer srv.Close()
			var c complaints
			c.listen(t, ctx)
			if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
				t.Fatal(err)
			}
			still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}} // or a click may meet what scrolls past
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, still); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
				t.Fatal(err)
			}
			v := visit{l, ctx, srv.URL}
			v.judge()
			v.rewrite()
			v.addOne()
			v.whoIsWho()
			v.conflict()
			v.oneConflict()
			v.savedSearch()
			for _, line := range c.take() {
				if !strings.Contains(line, "422") {
					t.Errorf("the browser complains: %s", line)
				}
			}
		})
	}
}

// judge accepts and rejects, in the reader and in the queue.
func (v visit) judge() {
	v.t.Helper()
	v.open("/reports/riverton-post.txt")
	v.press(`#s1 button[value=accept]`)
	v.shows("accepted by Noor")
	v.press(`#f1 button[value=reject]`)
	v.shows("Taken out by people")
	if n := len(v.in("riverton-post.txt").Figures); n != 1 {
		v.t.Fatalf("%d figures", n)
	}
	v.undoNewest()
	if n := len(v.in("riverton-post.txt").Figures); n != 2 {
		v.t.Fatalf("%d figures after the undo", n)
	}
	v.open("/review?kind=event")
	v.press(`.ask-now button[data-key=a]`)
	v.shows("1 of 4 decided")
}

// rewrite edits a statement.
func (v visit) rewrite() {
	v.t.Helper()
	v.open("/reports/riverton-post.txt")
	if _, err := chromedp.RunResponse(v.soon(), chromedp.Click(`#s3 a[data-key=e]`)); err != nil {
		v.t.Fatal(err)
	}
	v.fill(`#c-act`, "propose")
	v.fill(`#words-0`, "anything can be discussed")
	v.fill(`#why-edit`, "she proposes")
	v.press(`button[value=edit]`)
	v.shows("corrected by Noor")
	if s := v.in("riverton-post.txt").Statements[2]; s.Act != parley.Propose || s.Content[0].Text != "anything can be discussed" {
		v.t.Fatalf("%+v", s)
	}
}

// addOne adds a statement on words that stand in two places.
func (v visit) addOne() {
	v.t.Helper()
	v.open("/reports/harbour-times.txt/add")
	v.fill(`#words-0`, "The gate stays shut")
	res, err := chromedp.RunResponse(v.soon(), chromedp.Click(`button[value=add]`))
	if err != nil || res.Status != 422 {
		v.t.Fatalf("%v %v", res, err)
	}
	v.shows("stand in 2 places")
	v.tick(`.places li:nth-child(2) input`)
	v.press(`button[value=add]`)
	v.shows("added by Noor")
	if n := len(v.in("harbour-times.txt").Statements); n != 2 {
		v.t.Fatalf("%d statements", n)
	}
}

// whoIsWho makes two entities one, and one two, and takes both back.
func (v visit) whoIsWho() {
	v.t.Helper()
	v.open("/entities/orsa?find=veska")
	v.tick(`input[type=radio][value=veska]`)
	v.press(`button[value=merge]`)
	v.shows("Veska")
	v.undoNewest()
	v.open("/entities/ivo-len")
	v.tick(`input[name=member][value="` + string(v.in("gazette.txt").ID) + `"]`)
	v.fill(`#c-name`, "Ivo Len the younger")
	v.press(`button[value=split]`)
	v.open("/entities?q=younger")
	v.shows("Ivo Len the younger")
	v.undoNewest()
}

// conflict marks a conflict, and takes that back.
func (v visit) conflict() {
	v.t.Helper()
	key := v.conflicts()[0].Key
	v.open("/conflicts/" + key)
	v.tick(`input[type=radio][value=wrong]`)
	v.fill(`#why-mark`, "they speak of two papers")
	v.press(`button[value=mark]`)
	v.shows("they speak of two papers")
	if c := v.conflicts()[0]; c.State != parley.ConflictWrong {
		v.t.Fatalf("%+v", c)
	}
	v.undoNewest()
	if c := v.conflicts()[0]; c.State != "" && c.State != parley.ConflictOpen {
		v.t.Fatalf("%+v", c)
	}
}

// oneConflict makes two conflicts one, follows the address of the one that is gone, and takes that back.
func (v visit) oneConflict() {
	v.t.Helper()
	was := v.conflicts()
	first, second := was[0], was[1]
	v.open(conflictHref(&first) + "?find=passengers")
	v.tick(`input[type=radio][value^="` + second.Key + ` "]`)
	v.fill(`#why-same`, "one night at one pier")
	v.press(`button[value=same]`)
	v.shows("Why these are one")
	v.shows("one night at one pier")
	if cs := v.conflicts(); len(cs) != 3 || len(cs[0].Merged) != 1 || len(cs[0].Between) != len(first.Between)+len(second.Between) {
		v.t.Fatalf("%+v", cs)
	}
	v.open(conflictHref(&first))
	v.shows("one night at one pier")
	v.undoNewest()
	if n := len(v.record().Conflicts); n != 4 {
		v.t.Fatalf("%d conflicts after the undo", n)
	}
}

// follow clicks what leads to another page, which must be there.
func (v visit) follow(selector string) {
	v.t.Helper()
	res, err := chromedp.RunResponse(v.soon(), chromedp.Click(selector))
	if err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
	if res != nil && res.Status != 200 { // it is nil where an island sends the form without its empty fields
		v.t.Fatalf("%s: %d", selector, res.Status)
	}
	until(v.t, v.ctx, `document.readyState === "complete"`)
}

// savedSearch keeps a search, is told what came since, looks at it, marks it as seen, and forgets the search.
func (v visit) savedSearch() {
	v.t.Helper()
	v.open("/search")
	v.shows("None yet")
	v.fill(`main form[role=search] #q`, "gate")
	v.follow(`main form[role=search] button`)
	until(v.t, v.ctx, `!!document.querySelector(".hit") && !!document.querySelector("#name")`)
	old := eval[int](v.t, v.ctx, `document.querySelectorAll(".hit").length`)
	v.fill(`#name`, "The gate")
	v.follow(`form[action="/search/save"] button`)
	v.shows("The gate")
	if eval[bool](v.t, v.ctx, `!!document.querySelector(".saved-list .tag")`) {
		v.t.Fatal("something is new right after the search was saved")
	}
	d := newDraft("late.txt", "Harbour Times", "2031-06-18", "headline|Gate opens", "body|The gate opened at noon, a porter said.")
	d.says("ivo-len", "a porter", "said", parley.Say, parley.Indirect, "The gate opened at noon")
	v.arrive(d)
	v.open("/search")
	v.follow(`.saved-list a.tag`)
	if now := eval[int](v.t, v.ctx, `document.querySelectorAll(".hit").length`); now == 0 || now >= old+1 {
		v.t.Fatalf("%d passages are new, of %d before", now, old)
	}
	v.shows("opened at noon")
	if eval[bool](v.t, v.ctx, `document.querySelector(".hits").innerText.includes("stays shut")`) {
		v.t.Fatal("what was there before is shown as new")
	}
	v.open("/search")
	v.follow(`.saved-list form[action="/search/save"] button`)
	if eval[bool](v.t, v.ctx, `!!document.querySelector(".saved-list .tag")`) {
		v.t.Fatal("what was seen is new still")
	}
	v.follow(`.saved-list a`)
	if all := eval[int](v.t, v.ctx, `document.querySelectorAll(".hit").length`); all <= old {
		v.t.Fatalf("the saved search finds %d passages, %d before one came", all, old)
	}
	v.open("/search")
	v.follow(`form[action="/search/forget"] button`)
	v.shows("None yet")
	if all, err := v.store.SavedSearches(v.t.Context(), "Noor"); err != nil || len(all) != 0 {
		v.t.Fatalf("%v %v", all, err)
	}
}
