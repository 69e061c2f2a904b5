package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeFile is where npm puts axe-core (`make islands`).
const axeFile = "islands/node_modules/axe-core/axe.min.js"

// axeTags are the rules of WCAG 2.2 at levels A and AA.
var axeTags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"}

// axeOf runs axe-core on the page that stands in the browser, and gives what breaks rules with one of the tags, a line each.
func axeOf(t *testing.T, ctx context.Context, tags []string) string {
	t.Helper()
	axe, err := os.ReadFile(axeFile)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("axe-core is not here; in CI it must be (make islands): ", err)
		}
		t.Skip("axe-core is not here (make islands): the pages were not held to WCAG")
	}
	list, _ := json.Marshal(tags)
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](string(axe)+fmt.Sprintf(`;axe.run(document, {runOnly: %s}).then(r =>
		r.violations.map(v => v.id + ": " + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160) + " | " + n.failureSummary).join(" || ")).join("\n"))`, list),
		chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// samples are those of a list of addresses that show each route the server has: the first of each. A route that the list does not show fails the test.
func samples(t *testing.T, list []string) []string {
	t.Helper()
	mux := http.NewServeMux()
	found := map[string]int{}
	routes := (&server{}).routes()
	for _, r := range routes {
		mux.HandleFunc("GET "+r.path, func(http.ResponseWriter, *http.Request) {})
	}
	var out []string
	for _, a := range list {
		if _, pattern := mux.Handler(httptest.NewRequest(http.MethodGet, a, nil)); pattern == "" {
			t.Errorf("%s is no route", a)
		} else if found[pattern]++; found[pattern] == 1 {
			out = append(out, a)
		}
	}
	for _, r := range routes {
		if found["GET "+r.path] == 0 {
			t.Errorf("no page of route %s: the list must name one", r.path)
		}
	}
	return out
}

// looks are the ways in which pages are tried: wide by day, narrow by night.
var looks = []struct {
	scheme string
	width  int64
}{{"light", 1280}, {"dark", 360}}

// eachLook opens every address in both looks.
func eachLook(t *testing.T, ctx context.Context, base string, list []string, try func(where string)) {
	t.Helper()
	for _, s := range looks {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		for _, a := range list {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, 900), chromedp.Navigate(base+a)); err != nil {
				t.Fatalf("%s: %v", a, err)
			}
			try(fmt.Sprintf("%s at %d px, %s", a, s.width, s.scheme))
		}
	}
}

// TestAxeComplains shows that a page which breaks a rule would be heard of.
func TestAxeComplains(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><input><p style="color:#999;background:#fff">pale</p></main>`)
	}))
	defer srv.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL)); err != nil {
		t.Fatal(err)
	}
	if out := axeOf(t, ctx, axeTags); !strings.Contains(out, "label: ") || !strings.Contains(out, "color-contrast: ") {
		t.Errorf("a field without label and pale letters: %q", out)
	}
}

// TestAxeRoutes runs axe-core over a page of every route with its forms, full and narrowed, found and not, by day and by night: nothing may break WCAG 2.2
// A or AA.
func TestAxeRoutes(t *testing.T) {
	ctx := browser(t)
	m := invented()
	src := findable(t, m)
	h, err := New(src, Options{Title: "Ferry talks", Decider: refusing{}, Searches: src, Who: "Noor"})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	list := append(samples(t, append(addresses(m), "/reports/riverton-post.txt/add", "/search?q=truce")), "/search", "/search?q=zzz", "/nothing", "/statements?act=deny&q=x", "/statements?per=2")
	eachLook(t, ctx, srv.URL, list, func(where string) {
		if out := axeOf(t, ctx, axeTags); out != "" {
			t.Errorf("%s:\n%s", where, out)
		}
	})
}

// TestAxeEmpty does the same for the pages of a dossier with nothing in it.
func TestAxeEmpty(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(handler(t, &inMemory{}))
	defer srv.Close()
	var list []string
	for _, r := range (&server{}).routes() {
		if !strings.Contains(r.path, "{id}") {
			list = append(list, strings.TrimSuffix(r.path, "{$}"))
		}
	}
	eachLook(t, ctx, srv.URL, list, func(where string) {
		if out := axeOf(t, ctx, axeTags); out != "" {
			t.Errorf("%s, empty:\n%s", where, out)
		}
	})
}
