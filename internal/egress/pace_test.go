package egress

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// A clock is moved by those who wait for it.
type clock struct {
	mu  sync.Mutex
	now time.Time
	log []time.Duration // how long was waited
}

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) sleep(_ context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.now = c.now.Add(d)
		c.log = append(c.log, d)
	}
	return nil
}

// A shelf is a Hosts.
type shelf struct {
	mu  sync.Mutex
	all map[string]Host
	err error
}

func (s *shelf) Host(_ context.Context, origin string) (Host, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[origin], s.err
}

func (s *shelf) KeepHost(_ context.Context, origin string, h Host) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[string]Host{}
	}
	s.all[origin] = h
	return s.err
}

// clocked is a door whose time is c.
func clocked(t testing.TB, c *clock, opt Options, own ...string) *Door {
	opt.Now = c.time
	d := newDoor(t, opt, own...)
	d.sleep = c.sleep
	return d
}

func TestPause(t *testing.T) {
	var delay atomic.Value
	s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.Write([]byte("User-agent: *\n" + delay.Load().(string)))
		}
	})
	for text, want := range map[string]time.Duration{"Crawl-delay: 1": DefaultPause, "Crawl-delay: 7": 7 * time.Second, "Crawl-delay: 3600": longestPause} {
		delay.Store(text)
		c := &clock{now: time.Date(2031, 5, 4, 0, 0, 0, 0, time.UTC)}
		d := clocked(t, c, Options{Pause: DefaultPause}, own)
		for range 3 {
			if _, err := d.Get(t.Context(), Request{URL: s.URL + "/a", Kind: Page}); err != nil {
				t.Fatal(err)
			}
		}
		if len(c.log) != 2 || c.log[0] != want || c.log[1] != want {
			t.Errorf("%s: waited %v", text, c.log)
		}
	}
}

// One host is asked one thing at a time, however many ask; two hosts are asked at once.
func TestLanes(t *testing.T) {
	var here, most, both atomic.Int64
	h := func(one bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				return
			}
			both.Add(1)
			if one {
				n := here.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				time.Sleep(5 * time.Millisecond)
				here.Add(-1)
			}
		}
	}
	s, own := serve(t, h(true))
	d := newDoor(t, Options{}, own)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := d.Get(t.Context(), Request{URL: s.URL + "/a", Kind: Page}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 || both.Load() != 8 {
		t.Errorf("%d at once, %d in all", most.Load(), both.Load())
	}
}

// What robots.txt and its absence mean, by how it is answered (RFC 9309 section 2.3.1), and how often it is asked for.
func TestRobotsAccess(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answer  http.HandlerFunc
		why     parley.Reason // of the page; "" where it comes
		again   time.Duration // after which it is asked for again
		between time.Duration // after which it is not
	}{
		{"there", func(w http.ResponseWriter, _ *http.Request) {}, "", robotsFresh, robotsFresh - time.Minute},
		{"404", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "", robotsFresh, robotsFresh - time.Minute},
		{"403", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "", robotsFresh, robotsFresh - time.Minute},
		{"500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, parley.ReasonUnavailable, robotsRetry, robotsRetry - time.Minute},
		{"503", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, parley.ReasonUnavailable, robotsRetry, robotsRetry - time.Minute},
		{"429", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }, parley.ReasonUnavailable, robotsRetry, robotsRetry - time.Minute},
		{"no answer", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, parley.ReasonUnavailable, robotsRetry, robotsRetry - time.Minute},
		{"five redirects", func(w http.ResponseWriter, r *http.Request) {
			if n := len(r.URL.Query()["x"]); n < 5 {
				http.Redirect(w, r, "/robots.txt?"+strings.Repeat("x&", n+1), http.StatusFound)
				return
			}
			w.Write([]byte("User-agent: *\nDisallow: /"))
		}, parley.ReasonRobots, robotsFresh, robotsFresh - time.Minute},
		{"redirects for ever", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }, "", robotsFresh, robotsFresh - time.Minute},
		{"gzip bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write([]byte("no gzip"))
		}, parley.ReasonUnavailable, robotsRetry, robotsRetry - time.Minute},
		{"wrong type", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			w.Write([]byte("User-agent: *\nDisallow: /"))
		}, parley.ReasonRobots, robotsFresh, robotsFresh - time.Minute},
		{"longer than the limit", func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("User-agent: *\nDisallow: /\n" + strings.Repeat("# fill\n", maxRobots/5)))
		}, parley.ReasonRobots, robotsFresh, robotsFresh - time.Minute},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var asked atomic.Int64
			s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					if r.URL.RawQuery == "" {
						asked.Add(1)
					}
					tc.answer(w, r)
				}
			})
			c := &clock{now: time.Date(2031, 5, 4, 0, 0, 0, 0, time.UTC)}
			kept := &shelf{}
			get := func() error {
				_, err := clocked(t, c, Options{Hosts: kept}, own).Get(t.Context(), Request{URL: s.URL + "/a", Kind: Page})
				return err
			}
			check := func(err error) {
				t.Helper()
				if tc.why == "" {
					if err != nil {
						t.Error(err)
					}
					return
				}
				if r := want(t, err, tc.why); r.Later != (tc.why == parley.ReasonUnavailable) {
					t.Errorf("%+v", r)
				}
			}
			check(get())
			first := asked.Load()
			c.now = c.now.Add(tc.between)
			check(get()) // another door, which knows from the shelf
			if asked.Load() != first {
				t.Errorf("asked again after %v", tc.between)
			}
			c.now = c.now.Add(tc.again - tc.between)
			check(get())
			if asked.Load() == first {
				t.Errorf("not asked again after %v", tc.again)
			}
		})
	}
}

// A host that says when it wants to be asked again is left alone until then, from one run to the next.
func TestRetryAfter(t *testing.T) {
	now := time.Date(2031, 5, 4, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		header string
		status int
		want   time.Duration
	}{
		{"120", 503, 2 * time.Minute}, {"120", 429, 2 * time.Minute}, {now.Add(time.Hour).Format(http.TimeFormat), 503, time.Hour}, {"", 429, restUnsaid}, {"", 503, 0}, {"nonsense", 503, 0},
		{"-5", 503, 0}, {now.Add(-time.Hour).Format(http.TimeFormat), 503, 0}, {"999999999999999999999", 503, 0}, {"99999999999", 503, longestRest}, {"120", 404, 0},
	} {
		var pages atomic.Int64
		s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				return
			}
			pages.Add(1)
			w.Header().Set("Retry-After", tc.header)
			w.WriteHeader(tc.status)
		})
		c, kept := &clock{now: now}, &shelf{}
		get := func() *Refusal {
			_, err := clocked(t, c, Options{Hosts: kept}, own).Get(t.Context(), Request{URL: s.URL + "/a", Kind: Page})
			return want(t, err, parley.ReasonUnavailable)
		}
		r := get()
		if r.Status != tc.status || r.Later != (tc.status != 404) {
			t.Errorf("%q: %+v", tc.header, r)
		}
		if tc.want == 0 {
			if get(); pages.Load() != 2 {
				t.Errorf("%q: the host was left alone", tc.header)
			}
			continue
		}
		c.now = c.now.Add(tc.want - longestInLine - time.Second)
		if r := get(); pages.Load() != 1 || !r.After.Equal(now.Add(tc.want)) {
			t.Errorf("%q: asked %d times, %+v", tc.header, pages.Load(), r)
		}
		c.now = c.now.Add(2 * time.Second)
		get() // waits in line
		if pages.Load() != 2 || c.now.Before(now.Add(tc.want)) {
			t.Errorf("%q: asked %d times, at %v", tc.header, pages.Load(), c.now)
		}
	}
}

// What the shelf says stops a fetch: without it the door would not know whom to leave alone.
func TestShelfFails(t *testing.T) {
	s, own := serve(t, func(http.ResponseWriter, *http.Request) {})
	broken := errors.New("the disk is full")
	_, err := newDoor(t, Options{Hosts: &shelf{err: broken}}, own).Get(t.Context(), Request{URL: s.URL, Kind: Page})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}
