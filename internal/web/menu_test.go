package web

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/parley-press/parley"
)

// TestMenu opens and closes the menu of a narrow window by its keys, without scripts and with them: it takes one row until it is opened, has every page then,
// and breaks no rule of WCAG open or closed. A wide window has the pages at its side, and no word that opens them.
func TestMenu(t *testing.T) {
	h, err := New(invented(), Options{Title: "Ferry talks", Note: "An invented example."})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	for _, off := range []bool{true, false} {
		ctx := browser(t)
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
		for _, width := range []int64{320, 360, 800, 1280} {
			m := menu{t, ctx, width, off}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(srv.URL+"/conflicts")); err != nil {
				t.Fatal(err)
			}
			if width < 1120 {
				m.narrow()
			} else {
				m.wide()
			}
		}
	}
}

// TestNarrowReports: how a date is known, in the most words, is not wider than the window.
func TestNarrowReports(t *testing.T) {
	ctx := browser(t)
	m := invented()
	for i := range m.rec.Reports {
		m.rec.Reports[i].Meta.Published.How = parley.Told
	}
	srv := httptest.NewServer(handler(t, m))
	defer srv.Close()
	for _, width := range []int64{320, 360, 800} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(srv.URL+"/reports")); err != nil {
			t.Fatal(err)
		}
		if !eval[bool](t, ctx, `document.body.innerText.includes("given from outside the report")`) {
			t.Fatal("no date is given from outside")
		}
		if over := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%d px: %d px wider than the window", width, over)
		}
	}
}

// A menu is that of one page in a window.
type menu struct {
	t     *testing.T
	ctx   context.Context
	width int64
	off   bool // no scripts
}

// has demands that so many pages are shown, each high enough to be hit, and that the page is in order.
func (m menu) has(want int, state string) {
	m.t.Helper()
	n := eval[int](m.t, m.ctx, `[...document.querySelectorAll(".top nav a")].filter(a => a.checkVisibility() && a.getBoundingClientRect().height >= 24).length`)
	if n != want {
		m.t.Errorf("%d px, %s, scripts off %v: %d pages are shown, not %d", m.width, state, m.off, n, want)
	}
	if over := eval[int](m.t, m.ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		m.t.Errorf("%d px, %s: %d px wider than the window", m.width, state, over)
	}
	if m.off { // axe is a script
		return
	}
	if out := axeOf(m.t, m.ctx, append([]string{"best-practice"}, axeTags...)); out != "" {
		m.t.Errorf("%d px, %s: %s", m.width, state, out)
	}
}

func (m menu) narrow() {
	m.t.Helper()
	m.has(0, "closed")
	if high := eval[float64](m.t, m.ctx, `document.querySelector(".top").getBoundingClientRect().height`); high > 150 {
		m.t.Errorf("%d px: the head is %.0f px high", m.width, high)
	}
	eval[bool](m.t, m.ctx, `(document.querySelector(".menu summary").focus(), true)`)
	m.enter()
	until(m.t, m.ctx, `document.querySelector(".menu").open`)
	m.has(len(navigation), "open")
	m.enter()
	until(m.t, m.ctx, `!document.querySelector(".menu").open`)
	m.has(0, "closed again")
}

func (m menu) wide() {
	m.t.Helper()
	m.has(len(navigation), "wide")
	if eval[bool](m.t, m.ctx, `document.querySelector(".menu summary").checkVisibility()`) {
		m.t.Errorf("%d px: there is a word that opens what is open", m.width)
	}
}

// enter presses the key.
func (m menu) enter() {
	m.t.Helper()
	for _, typ := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		if _, err := chromedp.Call(m.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: typ, Key: "Enter", Code: "Enter", Text: "\r", WindowsVirtualKeyCode: 13}); err != nil {
			m.t.Fatal(err)
		}
	}
}
