package web

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

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

// open goes to a page.
func (v visit) open(address string) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.Navigate(v.url+address)); err != nil {
		v.t.Fatalf("%s: %v", address, err)
	}
}

// fill sets a field.
func (v visit) fill(selector, value string) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.SetValue(selector, value)); err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
}

// tick clicks what leads nowhere.
func (v visit) tick(selector string) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, chromedp.Click(selector)); err != nil {
		v.t.Fatalf("%s: %v", selector, err)
	}
}

// press clicks a button that sends a form, waits for the page it leads to, and demands that one decision was written.
func (v visit) press(selector string) {
	v.t.Helper()
	before := len(v.record().Decisions)
	res, err := chromedp.RunResponse(v.ctx, chromedp.Click(selector))
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
	if _, err := chromedp.RunResponse(v.ctx, chromedp.Click(`#s3 a[data-key=e]`)); err != nil {
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
	res, err := chromedp.RunResponse(v.ctx, chromedp.Click(`button[value=add]`))
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
	key := v.record().Conflicts[0].Key
	v.open("/conflicts/" + key)
	v.tick(`input[type=radio][value=wrong]`)
	v.fill(`#why-mark`, "they speak of two papers")
	v.press(`button[value=mark]`)
	v.shows("they speak of two papers")
	if c := v.record().Conflicts[0]; c.State != parley.ConflictWrong {
		v.t.Fatalf("%+v", c)
	}
	v.undoNewest()
	if c := v.record().Conflicts[0]; c.State != "" && c.State != parley.ConflictOpen {
		v.t.Fatalf("%+v", c)
	}
}
