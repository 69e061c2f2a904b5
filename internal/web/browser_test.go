package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser starts Debian's chromium. Without it the test is skipped, but never in CI, where it must be installed.
func browser(t *testing.T) context.Context {
	t.Helper()
	return browserFor(t, 5*time.Minute)
}

// browserFor is a browser for so long.
func browserFor(t *testing.T, most time.Duration) context.Context {
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
	ctx, cancel := context.WithTimeout(ctx, most)
	t.Cleanup(cancel)
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatalf("chromium does not start: %v", err)
	}
	return ctx
}

// complaints collects what the browser has against the pages: console errors, violations of the policy, exceptions.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func (c *complaints) listen(t *testing.T, ctx context.Context) {
	t.Helper()
	err := chromedp.Listen(ctx, func(ev any) {
		c.mu.Lock()
		defer c.mu.Unlock()
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			c.list = append(c.list, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		case *runtime.EventExceptionThrown:
			c.list = append(c.list, e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			c.list = append(c.list, fmt.Sprintf("console %s: %v", e.Type, e.Args))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.list
	c.list = nil
	return l
}

// eval is the value of an expression in the page.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return v
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
	c.listen(t, ctx)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL), chromedp.Sleep(200*time.Millisecond)); err != nil {
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
		c.listen(t, ctx)
		all := addresses(m)
		if name == "hostile" {
			all = all[:min(len(all), 16)]
		}
		for _, width := range []int64{360, 1280} {
			for _, a := range all {
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(srv.URL+a)); err != nil {
					t.Fatalf("%s %s: %v", name, a, err)
				}
				if over := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%s %s at %d px: %d px wider than the window", name, a, width, over)
				}
				if eval[bool](t, ctx, `"__xss" in window`) {
					t.Errorf("%s %s: a script ran", name, a)
				}
			}
		}
		for _, l := range c.take() {
			t.Errorf("%s: the browser complains: %s", name, l)
		}
	}
}

// TestTargetLights opens a finding by its card and by its words, and demands that both are lit each time.
func TestTargetLights(t *testing.T) {
	ctx := browser(t)
	m := invented()
	srv := httptest.NewServer(handler(t, m))
	defer srv.Close()
	background := func(sel string) string {
		return `getComputedStyle(document.querySelector('` + sel + `')).backgroundColor`
	}
	for _, anchor := range []string{"#s2", "#w-s2"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/reports/riverton-post.txt"+anchor)); err != nil {
			t.Fatal(err)
		}
		lit := eval[string](t, ctx, background(`mark[data-ids~="s2"]`))
		plain := eval[string](t, ctx, background(`mark[data-ids~="s3"]`))
		card := eval[string](t, ctx, `getComputedStyle(document.querySelector('#s2')).outlineStyle`)
		other := eval[string](t, ctx, `getComputedStyle(document.querySelector('#s3')).outlineStyle`)
		if lit == plain || card != "solid" || other == "solid" {
			t.Errorf("%s: words of s2 %s, of s3 %s; outline of the cards %q, %q", anchor, lit, plain, card, other)
		}
	}
}
