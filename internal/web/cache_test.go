package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/store"
)

// TestPageCache: a page is written once, whoever asks for it at once, and one that failed is tried again.
func TestPageCache(t *testing.T) {
	c := new(pageCache)
	var made atomic.Int64
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			p, ok, done := c.get(t.Context(), "a")
			if !ok {
				made.Add(1)
				time.Sleep(10 * time.Millisecond)
				p = written{body: []byte("page")}
				done(p)
			}
			if string(p.body) != "page" {
				t.Errorf("%q", p.body)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 {
		t.Errorf("the page was written %d times", made.Load())
	}
	_, _, done := c.get(t.Context(), "b")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, ok, enough := c.get(gone, "b"); ok {
		t.Error("a page that nobody wrote")
	} else {
		enough(written{body: []byte("of one who did not wait")})
	}
	done(written{})
	if _, ok, done := c.get(t.Context(), "b"); ok {
		t.Error("a page that failed is kept")
	} else {
		done(written{body: make([]byte, mostCachedPage+1)})
	}
	if _, ok, done := c.get(t.Context(), "b"); ok {
		t.Error("a page of any size is kept")
	} else {
		done(written{})
	}
	for i := range 2 * mostCached / mostCachedPage {
		_, _, done := c.get(t.Context(), fmt.Sprint(i))
		done(written{body: make([]byte, mostCachedPage-10)})
	}
	if c.bytes > mostCached {
		t.Errorf("%d bytes are kept", c.bytes)
	}
}

// A stamped source says when it has changed: never.
type stamped struct{ *inMemory }

func (stamped) Stamp(context.Context) (string, error) { return "1", nil }

// TestCachedPagesAreOnesOwn: every page of every role, asked for in any order and again, is the page that is written for that role, word by word: nobody is
// shown what was written for somebody else.
func TestCachedPagesAreOnesOwn(t *testing.T) {
	m := invented()
	plain, kept := newTeam(t, m), newTeam(t, m)
	for _, on := range []struct {
		team *team
		src  Source
	}{{plain, m}, {kept, stamped{m}}} {
		h, err := New(on.src, Options{Title: "Straits", Accounts: on.team.keeper, Decider: refusing{}})
		if err != nil {
			t.Fatal(err)
		}
		on.team.Handler = h
	}
	pages := append(addresses(m), "/review", "/decisions", "/orphans", "/agreement", "/reports/riverton-post.txt/findings/s1", "/statements.json", "/statements.csv", "/entities/orsa", "/instruments/june-paper")
	roles := store.Roles()
	for _, page := range pages {
		want := map[store.Role]string{}
		for _, r := range roles {
			want[r] = plain.as(r, http.MethodGet, page, nil).Body.String()
		}
		for turn := range 2 {
			for i := range roles {
				r := roles[len(roles)-1-i] // the admin first
				w := kept.as(r, http.MethodGet, page, nil)
				if w.Body.String() != want[r] {
					t.Errorf("%s as %s, time %d: another page than the one written for them", page, r, turn+1)
				}
				if r == store.Reader && (strings.Contains(w.Body.String(), `name="do"`) || strings.Contains(w.Body.String(), "Signed in as <a href=\"/account\"><bdi>admin")) {
					t.Errorf("%s: a reader is shown forms, or another's name", page)
				}
			}
		}
		if shut(kept.as("", http.MethodGet, page, nil)) == false {
			t.Errorf("%s: open to somebody who is not signed in", page)
		}
	}
}
