//go:build measure

package web

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	accounts "github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
)

// TestAxeAccounts runs axe-core over the pages of accounts, as TestAxe does over those of the record; with PARLEY_SCREENS
// it leaves pictures there.
func TestAxeAccounts(t *testing.T) {
	dir := os.Getenv("PARLEY_SCREENS")
	ctx := browser(t)
	m := newTeam(t, invented())
	if _, _, err := m.keeper.SignIn(t.Context(), "admin", secretWord, "", accounts.By{Address: "192.0.2.44", Agent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(m)
	defer srv.Close()
	try := func(a, scheme string, width int64) {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(srv.URL+a)); err != nil {
			t.Fatal(err)
		}
		if over := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%s at %d px: %d px wider than the window", a, width, over)
		}
		if dir != "" {
			png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, fmt.Sprintf("users-%s-%d-%s.png", strings.ReplaceAll(strings.Trim(a, "/"), "/", "-"), width, scheme)), png, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if out := axeOf(t, ctx, append([]string{"best-practice"}, axeTags...)); out != "" {
			t.Errorf("%s at %d px, %s:\n%s", a, width, scheme, out)
		}
	}
	try("/sign-in", "light", 1280)
	try("/sign-in", "dark", 360)
	if _, err := chromedp.Call(ctx, network.SetCookie, network.SetCookieParams{Name: localCookie, Value: m.secrets[store.Admin], URL: srv.URL}); err != nil {
		t.Fatal(err)
	}
	for _, a := range []string{"/account", "/users", "/users/coder", "/audit", "/", "/users/nobody"} {
		try(a, "light", 1280)
		try(a, "dark", 1920)
		try(a, "light", 360)
		try(a, "dark", 360)
	}
}
