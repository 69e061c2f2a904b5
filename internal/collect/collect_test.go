package collect

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/store"
)

// A press is a server with a feed and pages, which counts what is asked and what it sends.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	feed  string
	pages map[string]string // by path
	fails map[string]int    // status by path
	later string            // Retry-After of those
	asked []string
	sent  int
}

func newPress(t *testing.T) *press {
	p := &press{pages: map[string]string{}, fails: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, r.URL.Path)
	if code := p.fails[r.URL.Path]; code != 0 {
		w.Header().Set("Retry-After", p.later)
		w.WriteHeader(code)
		return
	}
	body, ok := p.pages[r.URL.Path]
	w.Header().Set("Content-Type", "text/html")
	if strings.HasSuffix(r.URL.Path, ".json") {
		w.Header().Set("Content-Type", "application/json")
	}
	if r.URL.Path == "/feed" {
		body, ok = p.feed, true
		w.Header().Set("Content-Type", "application/rss+xml")
	}
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	tag := fmt.Sprintf(`"%d-%s"`, len(body), parley.IDOf([]byte(body)).Short())
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	n, _ := w.Write([]byte(body))
	p.sent += n
}

// did is what was asked since the last call, sorted, and the bytes sent.
func (p *press) did() (string, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, n := p.asked, p.sent
	p.asked, p.sent = nil, 0
	slices.Sort(a)
	return strings.Join(a, " "), n
}

func item(link, more string) string {
	return "<item><title>T</title><link>" + link + "</link>" + more + "</item>"
}

func rss(items ...string) string {
	return "<rss><channel><title>Harland Herald</title>" + strings.Join(items, "") + "</channel></rss>"
}

const may4 = "<pubDate>Sun, 04 May 2031 07:00:00 GMT</pubDate>"

// A site is a collector with a store and a clock.
type site struct {
	t     *testing.T
	c     *Collector
	store *store.Memory
	now   time.Time
	door  *egress.Door
	cfg   Config
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, store: store.NewMemory(), now: time.Date(2031, 5, 6, 12, 0, 0, 0, time.UTC)}
	s.again()
	return s
}

// again is another run on the same store.
func (s *site) again() {
	s.t.Helper()
	now := func() time.Time { return s.now }
	door, err := egress.New(egress.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Pause: time.Nanosecond, Now: now, Hosts: Hosts{Store: s.store}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.door = door
	s.cfg = Config{Door: door, Store: s.store, Now: now}
	s.c = New(s.cfg)
}

// round is one round: what was yielded, a line each, and the tally.
func (s *site) round(feeds ...string) ([]string, Tally) {
	s.t.Helper()
	if err := s.c.Poll(s.t.Context(), feeds); err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for more := true; more; {
		for r, aside := range s.c.Pages(s.t.Context(), 3, nil) {
			out = append(out, line(r, aside))
		}
		var err error
		if more, err = s.c.Settle(s.t.Context()); err != nil {
			s.t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out, s.c.Tally()
}

func line(r parley.Report, aside *parley.SetAside) string {
	if aside != nil {
		return fmt.Sprintf("%s %s", aside.Name, aside.Reason)
	}
	return fmt.Sprintf("%s %s %q | %s | %s | %s | %s", r.Names[0], r.Format, r.Bytes, r.Told.Published, r.Told.PublishedBy, r.Told.Outlet, r.Told.URL)
}

func TestRound(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.pages = map[string]string{"/a": "<p>One.", "/b": "<p>Two.", "/robots.txt": "User-agent: *\nDisallow: /no", "/old": "<p>Old.", "/page": "<p>Index."}
	p.feed = rss(item("/a#top", may4), item(p.URL+"/b", ""), item("/a", may4), item("/no/x", ""), item("/gone", ""), item("javascript:alert(1)", "<description>Only text.</description>"+may4), item("http://10.0.0.1/", ""), item("", ""))
	got, tally := s.round(p.URL + "/feed")
	u := p.URL
	want := []string{
		"http://10.0.0.1/ blocked_address",
		u + "/a html \"<p>One.\" | 2031-05-04 | pubDate of " + u + "/feed#ID | Harland Herald | " + u + "/a",
		u + "/b html \"<p>Two.\" |  |  | Harland Herald | " + u + "/b",
		u + "/feed#ID text \"T\\n\\nOnly text.\" | 2031-05-04 | pubDate of " + u + "/feed#ID | Harland Herald | ",
		u + "/gone unavailable", u + "/no/x robots",
	}
	for i := range got {
		for {
			before, after, ok := strings.Cut(got[i], "/feed#")
			if !ok || strings.HasPrefix(after, "ID") && !strings.Contains(strings.Replace(got[i], "/feed#ID", "", 2), "/feed#") {
				break
			}
			if strings.HasPrefix(after, "ID") {
				b2, a2, _ := strings.Cut(after, "/feed#")
				got[i] = before + "/feed#" + b2 + "/feed#ID" + a2[12:]
				break
			}
			got[i] = before + "/feed#ID" + after[12:]
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if tally.Feeds != 1 || tally.Found != 6 || tally.Fetched != 2 || tally.New != 3 || len(tally.Troubles) != 0 {
		t.Errorf("%+v", tally)
	}
	if asked, _ := p.did(); asked != "/a /b /feed /gone /robots.txt" {
		t.Errorf("asked for %s", asked)
	}
	// Nothing is transferred the second time, by another run.
	s.again()
	got, tally = s.round(p.URL + "/feed")
	if asked, sent := p.did(); len(got) != 0 || asked != "/feed" || sent != 0 || tally.Unchanged != 1 || tally.Bytes != 0 {
		t.Errorf("%v, asked for %s, sent %d bytes, %+v", got, asked, sent, tally)
	}
	// A new item brings its page alone.
	p.feed = rss(item("/old", ""), item("/a", may4), item("/b", ""))
	got, _ = s.round(p.URL + "/feed")
	if asked, _ := p.did(); len(got) != 1 || asked != "/feed /old" {
		t.Errorf("%v, asked for %s", got, asked)
	}
}

// Of two feeds that lead to one page it does not matter which is asked first.
func TestTwoFeeds(t *testing.T) {
	for _, days := range [][2]string{{may4, ""}, {"", may4}, {may4, strings.ReplaceAll(may4, "04 May", "05 May")}, {"", ""}} {
		for order := range 2 {
			a, b, s := newPress(t), newPress(t), newSite(t)
			a.pages["/a"] = "<p>A."
			a.feed, b.feed = rss(item("/a", days[0])), strings.ReplaceAll(rss(item(a.URL+"/a", days[1])), "Harland Herald", "Vessia Post")
			feeds := []string{a.URL + "/feed", b.URL + "/feed"}
			if order == 1 {
				slices.Reverse(feeds)
			}
			got, tally := s.round(feeds...)
			if len(got) != 1 || tally.Found != 1 {
				t.Fatalf("%q, %+v", got, tally)
			}
			low := min(a.URL, b.URL) == a.URL // which of them sorts first differs from run to run
			var want string
			switch {
			case days[0] != "" && days[1] == "", days[0] != "" && low, days[0] == days[1] && low:
				want = "Harland Herald"
			default:
				want = "Vessia Post"
			}
			if !strings.Contains(got[0], want) || strings.Contains(got[0], "2031") != (days[0]+days[1] != "") {
				t.Errorf("%q: %q, want the word of %s", days, got[0], want)
			}
		}
	}
}

// The page's own name of its outlet counts, and not the title of the feed.
func TestOutlet(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.pages, p.feed = map[string]string{"/a": "<p>One.", "/b": "<p>Two."}, rss(item("/a", ""), item("/b", ""))
	s.c.cfg.Outlet = func(r parley.Report) bool { return strings.Contains(string(r.Bytes), "One") }
	got, _ := s.round(p.URL + "/feed")
	if len(got) != 2 || strings.Contains(got[0], "Herald") || !strings.Contains(got[1], "Herald") {
		t.Errorf("%q", got)
	}
}

// What fails is tried again, later each time, and given up in the end; a feed never is.
func TestBackOff(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.feed, p.fails = rss(item("/a", "")), map[string]int{"/a": 500}
	var waits []time.Duration
	gone := ""
	for range 12 {
		got, tally := s.round(p.URL + "/feed")
		if len(got) > 0 {
			gone = got[0]
			break
		}
		if tally.Next.IsZero() {
			t.Fatalf("%+v", tally)
		}
		waits = append(waits, tally.Next.Sub(s.now))
		s.now = tally.Next.Add(-time.Second)
		p.did()
		if got, tally := s.round(p.URL + "/feed"); len(got) != 0 || tally.Waiting != 1 {
			t.Errorf("%v, %+v", got, tally)
		}
		if asked, _ := p.did(); strings.Contains(asked, "/a") {
			t.Error("asked before its time")
		}
		s.now = s.now.Add(2 * time.Second)
	}
	m := time.Minute
	if d := cmp.Diff([]time.Duration{m, 15 * m, 30 * m, 60 * m, 120 * m, 240 * m, 480 * m, 960 * m, 1440 * m}, waits); d != "" || gone != p.URL+"/a unavailable" {
		t.Errorf("%s\n%q", d, gone)
	}
	p.fails["/feed"] = 404
	for range 30 {
		_, tally := s.round(p.URL + "/feed")
		if len(tally.Troubles) != 1 || tally.Next.IsZero() || tally.Next.Sub(s.now) > maxRest {
			t.Fatalf("%+v", tally)
		}
		s.now = tally.Next
	}
	delete(p.fails, "/feed")
	p.feed = rss(item("/c", ""))
	p.pages["/c"] = "<p>C."
	if got, tally := s.round(p.URL + "/feed"); len(got) != 1 || len(tally.Troubles) != 0 {
		t.Errorf("%v, %+v", got, tally)
	}
}

// A host that wants to be left alone is, pages and all, and that is no failure of theirs.
func TestRest(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.pages, p.feed = map[string]string{"/b": "<p>B.", "/c": "<p>C."}, rss(item("/a", ""), item("/b", ""), item("/c", ""))
	p.fails, p.later = map[string]int{"/a": 429}, "3600"
	for range 8 {
		got, tally := s.round(p.URL + "/feed")
		if len(got) != 0 || tally.Next.Sub(s.now) > time.Hour || tally.Next.IsZero() {
			t.Fatalf("%v, %+v", got, tally)
		}
	}
	if asked, _ := p.did(); asked != "/a /feed /robots.txt" {
		t.Errorf("asked for %s", asked)
	}
	s.now = s.now.Add(time.Hour + time.Second)
	p.fails = nil
	p.pages["/a"] = "<p>A."
	s.again()
	if got, _ := s.round(p.URL + "/feed"); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

// A run that is cut off after any number of reports leaves the rest to the next, and nothing is fetched twice.
func TestCutOff(t *testing.T) {
	for stop := range 5 {
		p, s := newPress(t), newSite(t)
		var items []string
		for i := range 4 {
			path := fmt.Sprintf("/%d", i)
			p.pages[path] = "<p>Page " + path
			items = append(items, item(path, may4))
		}
		p.feed = rss(items...)
		if err := s.c.Poll(t.Context(), []string{p.URL + "/feed"}); err != nil {
			t.Fatal(err)
		}
		n := 0
		for range s.c.Pages(t.Context(), 100, nil) {
			if n++; n > stop { // never settled
				break
			}
		}
		s.again()
		got, _ := s.round(p.URL + "/feed")
		if len(got) != 4 || !strings.Contains(got[0], "2031-05-04 | pubDate") {
			t.Errorf("stopped after %d: %q", stop, got)
		}
		asked, _ := p.did()
		for i := range 4 {
			if n := strings.Count(" "+asked+" ", fmt.Sprintf(" /%d ", i)); n > 1+min(1, 4-stop) || n == 0 {
				t.Errorf("stopped after %d: page %d was fetched %d times", stop, i, n)
			}
		}
		if s.again(); true {
			if got, _ := s.round(p.URL + "/feed"); len(got) != 0 {
				t.Errorf("stopped after %d, and not settled after all: %q", stop, got)
			}
		}
	}
}

// A feed with very many items is noted in parts; none is lost.
func TestLargeFeed(t *testing.T) {
	p, s := newPress(t), newSite(t)
	var items []string
	for i := range 2*maxNew + 10 {
		items = append(items, "<item><guid>same</guid><description>Item number "+fmt.Sprint(i)+" of the list.</description></item>")
	}
	p.feed = rss(items...)
	// The GUID is the same for all, then another one, then there is none: what counts is the content.
	for i, want := range [][]int{{maxNew, maxNew, 10, 0}, {0}, {0}} {
		p.feed = strings.ReplaceAll(p.feed, "<guid>same</guid>", []string{"<guid>same</guid>", "<guid>same</guid><guid>other</guid>", ""}[i])
		var found []int
		for range want {
			if err := s.c.Poll(t.Context(), []string{p.URL + "/feed"}); err != nil {
				t.Fatal(err)
			}
			found = append(found, s.c.Tally().Found)
		}
		if d := cmp.Diff(want, found); d != "" {
			t.Error(d)
		}
	}
}

func TestAdd(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.pages = map[string]string{"/a": "<p>A.", "/b": "<p>B.", "/c": "<p>C."}
	p.feed = rss(item("/b", may4), item("/c", ""))
	add := func(urls ...string) []string {
		t.Helper()
		var out []string
		for r, aside := range s.c.Add(t.Context(), urls) {
			out = append(out, line(r, aside))
		}
		if _, err := s.c.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		slices.Sort(out)
		return out
	}
	u := p.URL
	want := []string{"ftp://x blocked_address", u + "/a html \"<p>A.\" |  |  |  | " + u + "/a", u + "/none unavailable"}
	if d := cmp.Diff(want, add(u+"/a", "ftp://x", u+"/none")); d != "" {
		t.Error(d)
	}
	p.did()
	if got := add(u + "/a"); len(got) != 1 || got[0] != want[1] || s.c.Tally().Same != 1 {
		t.Errorf("%v", got)
	}
	if asked, sent := p.did(); asked != "/a" || sent != 0 {
		t.Errorf("asked for %s, sent %d bytes", asked, sent)
	}
	p.pages["/a"] = "<p>A, corrected."
	if got := add(u + "/a"); len(got) != 1 || !strings.Contains(got[0], "corrected") {
		t.Errorf("%v", got)
	}
	if got := add(u + "/feed"); len(got) != 2 || !strings.Contains(got[0], "2031-05-04") {
		t.Errorf("%v", got)
	}
	if got := add(u + "/feed"); len(got) != 0 {
		t.Errorf("%v", got)
	}
	p.pages["/none"] = "<p>There now."
	if got := add(u + "/none"); len(got) != 1 {
		t.Errorf("%v", got)
	}
	p.pages["/x.json"] = `{"error": "no such thing"}`
	if got := add(u + "/x.json"); len(got) != 1 || !strings.HasSuffix(got[0], "unsupported") {
		t.Errorf("%v", got)
	}
	p.pages["/y.json"] = `{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "Only text."}, {"url": "` + u + `/b2", "content_text": "y"}]}`
	p.pages["/b2"] = "<p>B2."
	if got := add(u + "/y.json"); len(got) != 2 {
		t.Errorf("%v", got)
	}
	p.fails["/d"] = 503
	if got, tally := add(u+"/d"), s.c.Tally(); len(got) != 0 || len(tally.Troubles) != 1 {
		t.Errorf("%v, %+v", got, tally)
	}
}

// A store that fails, and a context that ends, end everything, and say so.
func TestErrors(t *testing.T) {
	p, s := newPress(t), newSite(t)
	p.feed = rss(item("/a", ""))
	p.pages["/a"] = "<p>A."
	if err := s.c.Poll(t.Context(), []string{p.URL + "/feed"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range s.c.Pages(ctx, 10, nil) {
		t.Error("yields under a context that ended")
	}
	if _, err := s.c.Settle(t.Context()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := s.c.Poll(ctx, []string{p.URL + "/feed"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	broken := parley.Errorf(parley.Unavailable, "store", "the disk is full")
	s.c.cfg.Store = failing{s.store, broken}
	for range s.c.Pages(t.Context(), 10, nil) {
		t.Error("yields what is not stored")
	}
	if _, err := s.c.Settle(t.Context()); !errors.Is(err, broken) {
		t.Error(err)
	}
}

// failing is a store that takes nothing in.
type failing struct {
	*store.Memory
	err error
}

func (f failing) KeepFetches(context.Context, []store.Fetch, []parley.Report) ([]bool, error) {
	return nil, f.err
}

func TestOPML(t *testing.T) {
	feeds, wrong, err := ReadOPML(strings.NewReader(`<?xml version="1.0" encoding="ISO-8859-1"?><!-- x --><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Press"><outline type="rss" text="Harland Herald" xmlUrl="https://HERALD.example/feed"/>
<outline text="Post" title="Vessia Post" XMLURL=" http://post.example "/></outline>
<outline text="again" xmlUrl="https://herald.example:443/feed#x"/><outline xmlUrl="javascript:alert(1)"/><outline type="include" url="https://x.example/other.opml"/><outline text="empty" xmlUrl=""/></body></opml>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Source{{"https://herald.example/feed", "Harland Herald", 2}, {"http://post.example/", "Vessia Post", 3}}
	if d := cmp.Diff(want, feeds); d != "" {
		t.Error(d)
	}
	if len(wrong) != 2 || !strings.Contains(wrong[0], "line 4") || !strings.Contains(wrong[1], "not followed") {
		t.Errorf("%q", wrong)
	}
	feeds, wrong, err = ReadOPML(strings.NewReader(`<opml><body><outline xmlUrl="https://herald.example/feed"/><outline`))
	if err != nil || len(feeds) != 1 || len(wrong) != 1 {
		t.Errorf("cut off: %v, %q, %v", feeds, wrong, err)
	}
	for name, s := range map[string]string{
		"empty": "", "no feed": "<opml><body/></opml>", "feed": "<rss><channel/></rss>", "html": "<!doctype html><p>x", "text": "https://herald.example/feed",
		"deep":    "<opml>" + strings.Repeat("<outline>", 200),
		"bomb":    `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline xmlUrl="https://h.example/&b;"/></body></opml>`,
		"outside": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="&a;"/></body></opml>`,
		"large":   strings.Repeat(" ", maxOPML+1),
	} {
		if feeds, _, err := ReadOPML(strings.NewReader(s)); err == nil || parley.KindOf(err) != parley.Invalid {
			t.Errorf("%s: %v, %v", name, feeds, err)
		}
	}
}

func FuzzOPML(f *testing.F) {
	f.Add(`<opml><body><outline xmlUrl="https://herald.example/feed"/></body></opml>`)
	f.Fuzz(func(t *testing.T, s string) {
		feeds, _, err := ReadOPML(strings.NewReader(s))
		if (err == nil) != (len(feeds) > 0) {
			t.Errorf("%v, %v", feeds, err)
		}
		seen := maps.Collect(func(yield func(string, bool) bool) {
			for _, x := range feeds {
				yield(x.URL, true)
			}
		})
		if len(seen) != len(feeds) {
			t.Errorf("a feed twice in %v", feeds)
		}
	})
}
