package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts Debian's chromium. Without it the test is skipped, but never in CI, where it must be installed.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: no browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not installed; in CI it must be (apt-get install -y chromium)")
		}
		t.Skip("chromium is not installed (apt-get install -y chromium): pages were not tried in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.WSURLReadTimeout(60*time.Second))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx, log.Enable()); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	return ctx
}

// complaints collects what the browser has against the pages: console errors, violations of the policy, exceptions.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *complaints) listen(ctx context.Context) {
	chromedp.ListenTarget(ctx, func(ev any) {
		c.mu.Lock()
		defer c.mu.Unlock()
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			c.list = append(c.list, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		case *runtime.EventExceptionThrown:
			c.list = append(c.list, e.ExceptionDetails.Error())
		}
	})
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.list
	c.list = nil
	return l
}

// TestBrowserComplains shows that the listener would hear a violation.
func TestBrowserComplains(t *testing.T) {
	ctx := browser(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		fmt.Fprint(w, `<!doctype html><title>x</title><link rel=icon href="data:,"><p style="color:red">x`)
	}))
	defer srv.Close()
	var c complaints
	c.listen(ctx)
	if err := chromedp.Run(ctx, chromedp.Navigate(srv.URL), chromedp.Sleep(200*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if l := c.take(); len(l) == 0 || !strings.Contains(l[0], "Content Security Policy") {
		t.Errorf("an inline style made no complaint: %q", l)
	}
}

// TestPagesInBrowser opens every page, narrow and wide, and demands that nothing is wider than the window and that the
// browser has nothing against it. With PARLEY_SCREENS=DIR it leaves pictures there.
func TestPagesInBrowser(t *testing.T) {
	ctx := browser(t)
	for name, m := range map[string]*inMemory{"invented": invented(), "hostile": hostile()} {
		srv := httptest.NewServer(handler(t, m))
		defer srv.Close()
		var c complaints
		c.listen(ctx)
		all := addresses(m)
		if name == "hostile" {
			all = all[:min(len(all), 16)]
		}
		for _, width := range []int64{360, 1280} {
			for _, a := range all {
				var over int
				var canary bool
				err := chromedp.Run(ctx, emulation.SetDeviceMetricsOverride(width, 900, 1, false), chromedp.Navigate(srv.URL+a),
					chromedp.Evaluate(`document.documentElement.scrollWidth - document.documentElement.clientWidth`, &over),
					chromedp.Evaluate(`"__xss" in window`, &canary))
				if err != nil {
					t.Fatalf("%s %s: %v", name, a, err)
				}
				if over > 0 {
					t.Errorf("%s %s at %d px: %d px wider than the window", name, a, width, over)
				}
				if canary {
					t.Errorf("%s %s: a script ran", name, a)
				}
			}
		}
		for _, l := range c.take() {
			t.Errorf("%s: the browser complains: %s", name, l)
		}
	}
}

// TestTargetLights follows the link from a card to its words and demands that both are lit.
func TestTargetLights(t *testing.T) {
	ctx := browser(t)
	m := invented()
	srv := httptest.NewServer(handler(t, m))
	defer srv.Close()
	x, _ := newIndex(m.rec, m)
	href := x.ref(&m.rec.Reports[0]).Href
	background := func(sel string) string {
		return `getComputedStyle(document.querySelector('` + sel + `')).backgroundColor`
	}
	var lit, plain, outline string
	err := chromedp.Run(ctx, chromedp.Navigate(srv.URL+href+"#s2"),
		chromedp.Evaluate(background(`mark[data-ids~="s2"]`), &lit),
		chromedp.Evaluate(background(`mark[data-ids~="s3"]`), &plain),
		chromedp.Evaluate(`getComputedStyle(document.querySelector('#s2')).outlineStyle`, &outline))
	if err != nil {
		t.Fatal(err)
	}
	if lit == plain || outline != "solid" {
		t.Errorf("words of s2 %s, of s3 %s, outline of the card %q", lit, plain, outline)
	}
}

// TestScreens takes pictures of the pages at three widths, light and dark, into the folder PARLEY_SCREENS.
func TestScreens(t *testing.T) {
	dir := os.Getenv("PARLEY_SCREENS")
	if dir == "" {
		t.Skip("PARLEY_SCREENS names no folder: no pictures wanted")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	base := os.Getenv("PARLEY_SCREENS_URL") // a server that runs already, else the invented dossier
	m := invented()
	pages := addresses(m)
	if base == "" {
		srv := httptest.NewServer(handler(t, m))
		defer srv.Close()
		base = srv.URL
	} else {
		pages = strings.Fields(os.Getenv("PARLEY_SCREENS_PAGES"))
	}
	seen := map[string]bool{}
	for _, a := range pages {
		name := strings.Split(strings.Trim(a, "/"), "/")[0]
		if n := strings.Count(a, "/"); n > 1 {
			name += fmt.Sprint("-", n)
		}
		if name == "" {
			name = "summary"
		}
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, width := range []int64{360, 1280, 1920} {
			for _, scheme := range []string{"light", "dark"} {
				var png []byte
				err := chromedp.Run(ctx, emulation.SetDeviceMetricsOverride(width, 900, 1, false),
					emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.Navigate(base+a), chromedp.FullScreenshot(&png, 100))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), png, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
