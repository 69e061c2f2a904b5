//go:build measure

package web

import (
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeRun asks axe-core for what breaks WCAG 2.2 A and AA or its best practices, a line each.
const axeRun = `;axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
	r.violations.map(v => v.id + ": " + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160) + " | " + n.failureSummary).join(" || ")).join("\n"))`

// TestAxe runs axe-core over every page of the invented dossier, in a wide light window and in a narrow dark one.
// PARLEY_AXE names the file axe.min.js of the npm package axe-core (`make axe AXE=FILE`).
func TestAxe(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("PARLEY_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	m := invented()
	srv := httptest.NewServer(withForms(t, m, nil))
	defer srv.Close()
	all := append(addresses(m), "/reports/riverton-post.txt/add?kind=event", "/reports/riverton-post.txt?at=40-60", "/entities/orsa?find=a", "/nothing", "/statements?act=deny&q=x", "/statements?per=2")
	for _, s := range []struct {
		scheme string
		width  int64
	}{{"light", 1280}, {"dark", 360}} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, 900), chromedp.Navigate(srv.URL+a)); err != nil {
				t.Fatal(err)
			}
			out, err := chromedp.Run(ctx, chromedp.Evaluate[string](string(axe)+axeRun, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s: %v", a, err)
			}
			if out != "" {
				t.Errorf("%s at %d px, %s:\n%s", a, s.width, s.scheme, out)
			}
		}
	}
}
