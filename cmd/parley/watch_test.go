package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A newsroom is a server with a feed of reports. It counts what is asked and the bytes of what it sends.
type newsroom struct {
	*httptest.Server
	mu    sync.Mutex
	pages int
	slow  time.Duration // of every page
	asked map[string]int
	sent  int
	agent string

	left    int // requests until reached is closed
	reached chan struct{}
}

func newNewsroom(t *testing.T, pages int) *newsroom {
	n := &newsroom{pages: pages, asked: map[string]int{}}
	n.Server = httptest.NewUnstartedServer(n) // which the handler reads
	n.Start()
	t.Cleanup(n.Close)
	return n
}

// change changes it between requests.
func (n *newsroom) change(do func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	do()
}

func (n *newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	n.asked[r.URL.Path]++
	if n.left--; n.left == 0 {
		close(n.reached)
	}
	n.agent = r.UserAgent()
	pages, slow := n.pages, n.slow
	n.mu.Unlock()
	var body, mime string
	var i int
	switch {
	case r.URL.Path == "/robots.txt":
		body, mime = "User-agent: *\nDisallow: /private\n", "text/plain"
	case r.URL.Path == "/feed.xml":
		var b strings.Builder
		for i := range pages {
			fmt.Fprintf(&b, "<item><title>Report %d</title><link>%s/news/%d</link><pubDate>Sun, 04 May 2031 07:00:00 +0200</pubDate></item>", i, n.URL, i)
		}
		body, mime = "<rss><channel><title>Harland Herald</title>"+b.String()+"</channel></rss>", "application/rss+xml"
	default:
		if _, err := fmt.Sscanf(r.URL.Path, "/news/%d", &i); err != nil || i >= pages {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		time.Sleep(slow)
		paragraphs := strings.Split(strings.ReplaceAll(ferryReport, "400", fmt.Sprint(400+i)), "\n\n")
		body, mime = "<!doctype html><title>"+paragraphs[0]+"</title><article><p>"+strings.Join(paragraphs[1:], "<p>")+"</article>", "text/html; charset=utf-8"
	}
	tag := fmt.Sprintf(`"%d"`, len(body))
	w.Header().Set("ETag", tag)
	w.Header().Set("Content-Type", mime)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	m, _ := w.Write([]byte(body))
	n.mu.Lock()
	n.sent += m
	n.mu.Unlock()
}

// did is what was asked since the last call, and the bytes sent.
func (n *newsroom) did() (map[string]int, int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	a, b := n.asked, n.sent
	n.asked, n.sent = map[string]int{}, 0
	return a, b
}

// opml is a file that names the feed.
func (n *newsroom) opml(t *testing.T) string {
	return filepath.Join(files(t, map[string]string{"feeds.opml": `<opml version="2.0"><body><outline text="Herald" xmlUrl="` + n.URL + `/feed.xml"/></body></opml>`}), "feeds.opml")
}

// here are the flags with which servers of the test may be asked.
var here = []string{"--allow", "127.0.0.1", "--pause", "1us", "--contact", "ana@harland.example"}

func TestWatchTwice(t *testing.T) {
	n := newNewsroom(t, 5)
	db := filepath.Join(t.TempDir(), "talks.db")
	line := append([]string{"watch", n.opml(t), "--once", "-d", db}, here...)
	r := ok(t, line...)
	has(t, "first round", r.out, "1 feed asked", "5 new, 5 fetched", "5 reports", "parley show summary")
	n.mu.Lock()
	agent := n.agent
	n.mu.Unlock()
	if asked, _ := n.did(); len(asked) != 7 || !strings.HasSuffix(agent, " (+ana@harland.example)") || !strings.HasPrefix(agent, "parley/") {
		t.Errorf("%v by %q", asked, agent)
	}
	first := ok(t, "export", db).out
	has(t, "export", first, `"2031-05-04"`)
	w := parse[watchedDossier](t, ok(t, append(line, "--json")...).out)
	asked, sent := n.did()
	if d := cmp.Diff(map[string]int{"/feed.xml": 1}, asked); d != "" || sent != 0 || w.Unchanged != 1 || w.Bytes != 0 || w.Found.Reports != 5 {
		t.Errorf("the second time %d bytes were sent: %s\n%+v", sent, d, w)
	}
	if again := ok(t, "export", db).out; again != first {
		t.Errorf("watching twice changed the record:\n%s", cmp.Diff(first, again))
	}
	ok(t, "verify", db)
	n.change(func() { n.pages = 6 })
	w = parse[watchedDossier](t, ok(t, append(line, "--json")...).out)
	if asked, _ := n.did(); asked["/news/5"] != 1 || len(asked) != 2 || w.New != 1 || w.Read != 1 || w.Found.Reports != 6 {
		t.Errorf("%v, %+v", asked, w)
	}
}

// The day on which something was fetched is nowhere in the record.
func TestWatchDay(t *testing.T) {
	n := newNewsroom(t, 2)
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, append([]string{"add", n.URL + "/news/1", "-d", newDB(t, db)}, here...)...)
	s := parse[summary](t, ok(t, "show", "summary", db, "--json").out)
	for _, r := range s.Reports {
		if r.Published.Value.Known() {
			t.Errorf("%s is said to have appeared on %s", r.File, r.Published.Value)
		}
	}
	ok(t, append([]string{"watch", n.URL + "/feed.xml", "--once", "-d", db}, here...)...)
	r := ok(t, "show", "report", n.URL+"/news/0", db)
	has(t, "report", r.out, "published  2031-05-04", "pubDate of "+n.URL+"/feed.xml#", "address    "+n.URL+"/news/0", "Harland Herald")
}

// newDB is a database without a report.
func newDB(t *testing.T, db string) string {
	t.Helper()
	if r := execute(t, "build", files(t, map[string]string{"x.txt": ""}), "-o", db, "-q"); r.code != exitPartial {
		t.Fatalf("%+v", r)
	}
	return db
}

func TestAddURL(t *testing.T) {
	n := newNewsroom(t, 3)
	db := newDB(t, filepath.Join(t.TempDir(), "talks.db"))
	file := filepath.Join(files(t, map[string]string{"bridge.txt": bridgeReport}), "bridge.txt")
	r := ok(t, append([]string{"add", n.URL + "/news/1", file, "-d", db, "--published", "2031-05-03", "--outlet", "Riverton Post"}, here...)...)
	has(t, "add", r.out, "2 reports: 2 new, 0 already there")
	r = ok(t, append([]string{"add", n.URL + "/news/1", "-d", db}, here...)...)
	has(t, "add again", r.out, "1 report: 0 new, 1 already there")
	ok(t, append([]string{"add", n.URL + "/news/1", "-d", db, "--published", "2031-05-02"}, here...)...)
	r = ok(t, append([]string{"add", n.URL + "/feed.xml", "-d", db, "--json"}, here...)...)
	if b := parse[builtDossier](t, r.out); b.New != 2 || b.Found.Reports != 4 {
		t.Errorf("%+v", b)
	}
	r = want(t, exitPartial, append([]string{"add", n.URL + "/news/99", n.URL + "/private/x", "http://10.1.2.3/", "-d", db}, here...)...)
	has(t, "refused", r.out, "404 Not Found", "Disallow: /private", "10.1.2.3 is not on the public network")
	has(t, "hint", r.err, "--allow", "3 inputs were not read")
	r = want(t, exitPartial, "add", n.URL+"/news/2", "-d", db)
	has(t, "not opened", r.out, "blocked_address", "127.0.0.1")
	has(t, "who asks", r.err, "--contact")
	s := ok(t, "show", "report", n.URL+"/news/1", db).out
	has(t, "what was given", s, "2031-05-02", "Riverton Post")
	ok(t, "verify", db)
}

// The environment says what the flags do not.
func TestNetworkEnvironment(t *testing.T) {
	n := newNewsroom(t, 1)
	c := command(t, "watch", n.URL+"/feed.xml", "--once", "--pause", "1us", "-d", filepath.Join(t.TempDir(), "talks.db"))
	c.Env = append(c.Env, "PARLEY_CONTACT=https://harland.example/bot", "PARLEY_ALLOW= 10.0.0.0/8, 127.0.0.1 ,", "HTTP_PROXY=http://127.0.0.1:1")
	r, agent := finish(t, c), ""
	n.change(func() { agent = n.agent })
	if r.code != 0 || r.err != "" || !strings.HasSuffix(agent, "(+https://harland.example/bot)") {
		t.Errorf("%+v by %q", r, agent)
	}
}

func TestWatchUsage(t *testing.T) {
	bad := filepath.Join(files(t, map[string]string{"feeds.opml": "<rss/>"}), "feeds.opml")
	mixed := filepath.Join(files(t, map[string]string{"feeds.opml": `<opml><body><outline xmlUrl="http://127.0.0.1:8081/feed"/><outline xmlUrl="file:///etc/passwd"/></body></opml>`}), "feeds.opml")
	for _, tc := range []struct {
		args []string
		code int
		err  string
	}{
		{[]string{"watch"}, exitUsage, "OPML"},
		{[]string{"watch", "none.opml"}, exitNotFound, "no such file"},
		{[]string{"watch", bad}, exitFailure, `not OPML: its element is "rss"`},
		{[]string{"watch", "http://127.1/feed"}, exitUsage, "a number in place of a host"},
		{[]string{"watch", bad, "--every", "1s"}, exitUsage, "at least 1m0s"},
		{[]string{"watch", bad, "--contact", "nobody"}, exitUsage, "not a mail address"},
		{[]string{"watch", bad, "--allow", "0.0.0.0/0"}, exitUsage, "open without it"},
		{[]string{"watch", bad, "--allow", "169.254.169.254"}, exitUsage, "never opened"},
		{[]string{"watch", bad, "--pause", "-1s"}, exitUsage, "--pause"},
		{[]string{"watch", mixed, "--once"}, exitPartial, "line 1: \"file:///etc/passwd\""},
		{[]string{"add", "https://news.example/a", "-d", "none.db"}, exitNotFound, "there is no dossier"},
	} {
		c := command(t, tc.args...)
		c.Dir = t.TempDir()
		r := finish(t, c)
		if r.code != tc.code || !strings.Contains(r.err, tc.err) {
			t.Errorf("parley %q: exit %d, want %d; stdout %q, stderr %q, want %q", tc.args, r.code, tc.code, r.out, r.err, tc.err)
		}
	}
}

// A watch that goes on says what it does on a line, and ends well when it is told to.
func TestWatchOn(t *testing.T) {
	n := newNewsroom(t, 2)
	c := command(t, append([]string{"watch", n.opml(t), "-d", filepath.Join(t.TempDir(), "talks.db")}, here...)...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 500)
	m, err := out.Read(buf)
	if err != nil || !strings.HasSuffix(string(buf[:m]), "  1 feed asked, 2 pages fetched, 2 reports read\n") {
		t.Errorf("%q, %v, %s", buf[:m], err, errs.String())
	}
	c.Process.Signal(os.Interrupt)
	if err := c.Wait(); err != nil || !strings.Contains(errs.String(), "watching 1 feed every 15m0s; Ctrl-C stops it") {
		t.Errorf("%v, %s", err, errs.String())
	}
}

// A watch that is killed at any moment goes on where it was: the record in the end is that of an undisturbed one, and at most
// what was under way at a kill is fetched again.
func TestWatchKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	const pages = 60
	n := newNewsroom(t, pages)
	n.change(func() { n.slow = 2 * time.Millisecond })
	line := func(db string) []string {
		return append([]string{"watch", n.URL + "/feed.xml", "--once", "-q", "-d", db}, here...)
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	ok(t, line(whole)...)
	clean := ok(t, "export", whole).out
	rng := rand.New(rand.NewPCG(7, 8))
	partly := 0
	for trial := range 3 {
		db := filepath.Join(t.TempDir(), "talks.db")
		total, kills := 0, 0
		for kills = range 4 { // several times the same
			n.did()
			at := n.reach([]int{1, 2 + rng.IntN(2), 3 + rng.IntN(10), 3 + rng.IntN(10)}[kills])
			c := command(t, line(db)...)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			select {
			case <-at:
			case <-time.After(time.Minute):
				t.Fatal("nothing is asked")
			}
			time.Sleep(time.Duration(rng.IntN(4)) * time.Millisecond)
			c.Process.Kill()
			if c.Wait() == nil {
				t.Fatal("the watch ended before it could be killed")
			}
			if r := execute(t, "verify", db); r.code != 0 {
				t.Fatalf("verify exits %d: %s%s", r.code, r.out, r.err)
			}
			asked, _ := n.did()
			some := pagesIn(asked)
			total += some
			if some > 0 && total < pages {
				partly++
			}
		}
		ok(t, line(db)...)
		asked, _ := n.did()
		total += pagesIn(asked)
		if total < pages || total > pages+2*(kills+1) {
			t.Errorf("trial %d: %d pages were fetched %d times, with %d kills", trial, pages, total, kills+1)
		}
		t.Logf("trial %d: %d pages were fetched %d times, with %d kills", trial, pages, total, kills+1)
		if got := ok(t, "export", db).out; got != clean {
			t.Fatalf("trial %d: the record is not that of an undisturbed watch:\n%s", trial, cmp.Diff(clean, got))
		}
	}
	if partly < 5 {
		t.Errorf("only %d kills in the middle of the pages", partly)
	}
}

// pagesIn is how many reports were asked for.
func pagesIn(asked map[string]int) (n int) {
	for p, k := range asked {
		if strings.HasPrefix(p, "/news/") {
			n += k
		}
	}
	return n
}

// reach is closed when the n-th request comes from now on.
func (n *newsroom) reach(requests int) <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.left, n.reached = requests, make(chan struct{})
	return n.reached
}
