//go:build measure

package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreens takes pictures of the pages at three widths, light and dark, and prints each as it would go on paper, into the folder
// PARLEY_SCREENS (`make screens`). With scripts, where they were built.
func TestScreens(t *testing.T) {
	dir := os.Getenv("PARLEY_SCREENS")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := browserFor(t, time.Hour)
	base := os.Getenv("PARLEY_SCREENS_URL") // a server that runs already, else the invented dossier
	m := invented()
	pages := append(addresses(m), "/reports/riverton-post.txt/add", "/search", "/search?q=truce", "/search?q=zzz", "/statements?q=zzz", "/nothing")
	if base == "" {
		src := findable(t, m)
		h, err := New(src, Options{Title: "Ferry talks", Note: "An invented example.", Decider: refusing{}, Searches: src, Who: "Noor"})
		if err != nil {
			t.Fatal(err)
		}
		srv := httptest.NewServer(h)
		defer srv.Close()
		base = srv.URL
	} else {
		pages = strings.Fields(os.Getenv("PARLEY_SCREENS_PAGES"))
	}
	seen := map[string]bool{}
	for _, a := range pages {
		name := strings.NewReplacer("?", "-", "=", "-").Replace(strings.Split(strings.Trim(a, "/"), "/")[0])
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
		if err := chromedp.Do(ctx, chromedp.Navigate(base+a)); err != nil {
			t.Fatal(err)
		}
		paper, err := chromedp.Call(ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), paper.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
			t.Fatal(err)
		}
		shoot(t, ctx, filepath.Join(dir, name+"-print.png"), chromedp.EmulateViewport(700, 900), chromedp.Navigate(base+a))
		for _, width := range []int64{360, 1280, 1920} {
			for _, scheme := range []string{"light", "dark"} {
				media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
				if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
					t.Fatal(err)
				}
				shoot(t, ctx, filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+a))
			}
		}
	}
}

// TestScreensOfIslands takes pictures of what only scripts show: the list of keys, and a finding lit in its report.
func TestScreensOfIslands(t *testing.T) {
	dir := os.Getenv("PARLEY_SCREENS")
	ctx, base := tried(t, invented())
	for _, s := range []struct{ name, address, keys string }{{"keys", "/", "?"}, {"lit", "/reports/riverton-post.txt", "jjj"}} {
		eachLook(t, ctx, base, []string{s.address}, func(where string) {
			pressKeys(t, ctx, s.keys)
			scheme := where[strings.LastIndex(where, " ")+1:]
			shoot(t, ctx, filepath.Join(dir, s.name+"-"+scheme+".png"))
		})
	}
}

// TestScreensOfMenu takes pictures of the open menu of narrow windows.
func TestScreensOfMenu(t *testing.T) {
	dir := os.Getenv("PARLEY_SCREENS")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, base := tried(t, invented())
	for _, width := range []int64{360, 800} {
		shoot(t, ctx, filepath.Join(dir, fmt.Sprintf("menu-%d.png", width)), chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+"/conflicts"), chromedp.Click(".menu summary"))
	}
}

// shoot takes a picture of the whole page after the steps.
func shoot(t *testing.T, ctx context.Context, file string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
