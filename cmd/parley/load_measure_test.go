//go:build measure

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record/recordtest"
	"github.com/parley-press/parley/internal/store/sqldb"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/read"
)

// What the pages are held to.
const (
	loadReaders = 20
	pageWeight  = 150 << 10
	pageP95     = 100 * time.Millisecond
	searchP95   = 200 * time.Millisecond
)

// An archiveReader "reads" what a press invented.
type archiveReader struct{ *recordtest.Press }

func (archiveReader) Text(r parley.Report) (*text.Text, *parley.SetAside) { return clean.Clean(r) }

// A loaded is a server under load.
type loaded struct {
	base   string
	pid    int
	client *http.Client

	mu    sync.Mutex
	took  map[string][]time.Duration
	bytes map[string]int // the heaviest page of each kind
	fails atomic.Int64
	pages map[string][]string // addresses by kind
}

// light reports whether a page of that kind may weigh no more than pageWeight: it is one that people look at.
func light(kind string) bool {
	return !strings.HasSuffix(kind, "as JSON") && !strings.HasSuffix(kind, ".atom") && !strings.HasSuffix(kind, "feed") && !strings.HasSuffix(kind, "/raw")
}

// TestMeasureLoad serves the record of `make big` (PARLEY_BIG) in a process of its own to twenty readers, each of whom looks at a page for half a second or so,
// while reports are added to it, for PARLEY_LOAD_SECONDS (60).
func TestMeasureLoad(t *testing.T) {
	big := os.Getenv("PARLEY_BIG")
	if big == "" {
		t.Skip("PARLEY_BIG names no database; `make load` does")
	}
	seconds := 60
	if n, err := strconv.Atoi(os.Getenv("PARLEY_LOAD_SECONDS")); err == nil {
		seconds = n
	}
	db := filepath.Join(t.TempDir(), "load.db")
	if out, err := exec.Command("cp", "--reflink=auto", big, db).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c := command(t, "serve", db, "--addr", "127.0.0.1:0")
	c.Stderr = os.Stderr
	began := time.Now()
	l := &loaded{base: strings.TrimSuffix(start(t, c), "/"), pid: c.Process.Pid, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: loadReaders}, Timeout: time.Minute},
		took: map[string][]time.Duration{}, bytes: map[string]int{}, pages: map[string][]string{}}
	for code := 0; code != 200; time.Sleep(time.Second) {
		if code, _, _ = l.get("/"); time.Since(began) > time.Hour {
			t.Fatal("the record is not folded after an hour")
		}
	}
	t.Logf("the first page after %.0f s, %.0f s of processors, %d MB of memory", time.Since(began).Seconds(), l.worked().Seconds(), l.memory())
	l.crawl(t)
	l.alone(t)
	worked, digests, busy := l.worked(), l.digests(), busyNow()
	stop := make(chan struct{})
	var wg sync.WaitGroup
	added := l.feed(t, db, stop, &wg)
	for i := range loadReaders {
		wg.Go(func() { l.read(rand.New(rand.NewPCG(7, uint64(i))), stop) })
	}
	for range seconds {
		time.Sleep(time.Second)
		for d := range l.digests() {
			digests[d] = true
		}
	}
	close(stop)
	wg.Wait()
	server := (l.worked() - worked).Seconds() / float64(seconds)
	t.Logf("under load for %d s, %d reports added, %.1f processors worked for the server and %.1f for all else, %d MB of memory, %d failures; %d records were shown",
		seconds, added.Load(), server, (busyNow()-busy).Seconds()/float64(seconds)-server, l.memory(), l.fails.Load(), len(digests))
	l.tell(t)
}

// get asks for a page.
func (l *loaded) get(address string) (code int, body []byte, took time.Duration) {
	start := time.Now()
	r, err := l.client.Get(l.base + address)
	if err != nil {
		return 0, nil, time.Since(start)
	}
	defer r.Body.Close()
	body, err = io.ReadAll(r.Body)
	if err != nil {
		return 0, nil, time.Since(start)
	}
	return r.StatusCode, body, time.Since(start)
}

// worked is how long processors have worked for the server, memory how much it holds.
func (l *loaded) worked() time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", l.pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// busyNow is how long the processors of the machine have worked, for whatever.
func busyNow() time.Duration {
	b, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), "\n")
	var all time.Duration
	for i, f := range strings.Fields(first)[1:] {
		if n, _ := strconv.Atoi(f); i != 3 && i != 4 && i < 8 { // without idling and waiting
			all += time.Duration(n) * 10 * time.Millisecond
		}
	}
	return all
}

func (l *loaded) memory() int {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/statm", l.pid))
	var size, rss int
	fmt.Sscan(string(b), &size, &rss)
	return rss * os.Getpagesize() >> 20
}

// digests is the record that is shown now, as a set.
func (l *loaded) digests() map[string]bool {
	_, b, _ := l.get("/commitments")
	_, rest, _ := strings.Cut(string(b), "<p>Record <code>")
	d, _, _ := strings.Cut(rest, "</code>")
	return map[string]bool{d: true}
}

// crawl finds addresses of every kind: every route of the pages, with and without filters, their twins, search and feeds. CSV twins are left out, which give
// whole lists to be saved.
func (l *loaded) crawl(t *testing.T) {
	add := func(kind string, addresses ...string) { l.pages[kind] = append(l.pages[kind], addresses...) }
	for _, a := range []string{"/", "/timeline", "/statements", "/positions", "/positions/changes", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets", "/omissions", "/wordings",
		"/entities", "/reports", "/review", "/decisions", "/orphans", "/agreement"} {
		add(a, a)
		twin := a
		if a == "/" {
			twin = "/summary"
		}
		add(a+" as JSON", twin+".json")
		if a != "/" && a != "/review" && a != "/agreement" {
			for p := 2; p < 40; p++ {
				add(a+", further pages", fmt.Sprintf("%s?page=%d", a, p))
			}
		}
	}
	for _, q := range []string{"act=deny", "act=promise", "act=demand&act=accuse", "mode=indirect", "from=2031-06-01&to=2031-06-10", "from=2031-06-01", "q=talks", "act=deny&q=a"} {
		add("/statements narrowed", "/statements?"+q)
	}
	for _, q := range []string{"type=talks", "status=planned", "from=2031-06-01&to=2031-06-10", "zoom=month&at=2031-06", "zoom=week&at=2031-05-12", "zoom=day&at=2031-05-20", "zoom=whole", "q=talks", "lane=ground"} {
		add("/timeline narrowed", "/timeline?"+q)
	}
	for _, q := range []string{"kind=event", "kind=figure", "whose=me", "after=0.5~~"} {
		add("/review narrowed", "/review?"+q)
	}
	add("/changes.atom", "/changes.atom")
	for _, q := range []string{"q=the", "outlet=Harland+Post", "from=2031-05-10&to=2031-05-20"} {
		add("/reports narrowed", "/reports?"+q)
		add("/figures narrowed", "/figures?"+strings.Replace(q, "outlet", "qualifier", 1))
		add("/conflicts narrowed", "/conflicts?"+strings.Replace(q, "outlet", "kind", 1))
	}
	words := l.follow(t, add)
	search := func(kind, q string) { add("search: "+kind, "/search?"+url.Values{"q": {q}}.Encode()) }
	for i := 0; i+1 < len(words) && i < 600; i += 2 {
		search("a word", words[i])
		search("two words", words[i]+" "+words[i+1])
		search("a phrase", `"`+words[i]+" "+words[i+1]+`"`)
		search("narrowed", words[i]+" who:roe act:say")
		if len(words[i]) > 4 {
			search("beginning", words[i][:4]+"*")
		}
		search("or, not", words[i]+" OR "+words[i+1]+" -talks date:2031-05..2031-12")
		add("search: feed", "/search.atom?"+url.Values{"q": {words[i]}}.Encode())
	}
	if len(words) == 0 || len(l.pages["/entities/{id}"]) == 0 || len(l.pages["/reports/{id}"]) == 0 {
		t.Fatal("no addresses were found")
	}
}

// follow goes through lists to the pages of single things, and gives the words of statements.
func (l *loaded) follow(t *testing.T, add func(kind string, addresses ...string)) (words []string) {
	type found struct {
		Href, Reader string
		Words        json.RawMessage // a number in the list of reports
		Who, Report  struct{ Href string }
		ID, Key      string
	}
	for _, from := range []struct{ twin, kind string }{{"/statements.json?per=500", "/statements/{report}/{id}"}, {"/statements.json?per=500&page=20", "/statements/{report}/{id}"},
		{"/entities.json?per=200", "/entities/{id}"}, {"/entities.json?per=200&page=3", "/entities/{id}"}, {"/instruments.json?per=200", "/instruments/{id}"},
		{"/conflicts.json?per=200", "/conflicts/{id}"}, {"/outlets.json?per=100", "/outlets/{id}"}, {"/reports.json?per=500", "/reports/{id}"}, {"/reports.json?per=500&page=3", "/reports/{id}"}} {
		_, b, _ := l.get(from.twin)
		var out struct{ Rows []found }
		if err := json.Unmarshal(b, &out); err != nil {
			t.Fatalf("%s: %v", from.twin, err)
		}
		for _, r := range out.Rows {
			add(from.kind, cmp.Or(r.Href, r.Who.Href, r.Report.Href))
			report := r.Report.Href
			switch from.kind {
			case "/statements/{report}/{id}":
				add("/reports/{report}/findings/{id}", report+"/findings/"+url.PathEscape(r.ID))
				var said string
				if json.Unmarshal(r.Words, &said) == nil {
					words = append(words, strings.Fields(said)...)
				}
			case "/reports/{id}":
				add("/reports/{id}/add", report+"/add")
				add("/reports/{id}/marks.css", report+"/marks.css")
				add("/reports/{id}/raw", report+"/raw")
			case "/entities/{id}":
				add("/entities/{id} as JSON", r.Who.Href+".json")
			}
		}
	}
	return words
}

// alone measures pages asked for one at a time, each for the first time.
func (l *loaded) alone(t *testing.T) {
	for _, kind := range l.kinds() {
		var all []time.Duration
		worked, heavy := l.worked(), 0
		n := min(20, len(l.pages[kind]))
		for i := range n {
			a := l.pages[kind][i*len(l.pages[kind])/n]
			code, b, d := l.get(a)
			if code != 200 {
				t.Errorf("%s: %d", a, code)
			}
			all, heavy = append(all, d), max(heavy, len(b))
		}
		t.Logf("alone  %-34s p50 %7.1f ms, max %7.1f ms, processors %6.1f ms a page, %4d kB (%d pages)", kind, percentile(all, 50), percentile(all, 100),
			(l.worked()-worked).Seconds()*1e3/float64(n), heavy>>10, n)
	}
}

func (l *loaded) kinds() []string {
	var out []string
	for k := range l.pages {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// read is one reader: pages of every kind, with a look at each.
func (l *loaded) read(rng *rand.Rand, stop chan struct{}) {
	kinds := l.kinds()
	for {
		kind := kinds[rng.IntN(len(kinds))]
		all := l.pages[kind]
		code, b, d := l.get(all[rng.IntN(len(all))])
		l.mu.Lock()
		l.took[kind] = append(l.took[kind], d)
		l.bytes[kind] = max(l.bytes[kind], len(b))
		l.mu.Unlock()
		if code != 200 && l.fails.Add(1) < 10 {
			fmt.Fprintln(os.Stderr, "failed:", code, kind)
		}
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(200+rng.IntN(600)) * time.Millisecond):
		}
	}
}

// feed adds a report every two seconds, through an engine of its own.
func (l *loaded) feed(t *testing.T, db string, stop chan struct{}, wg *sync.WaitGroup) *atomic.Int64 {
	s, err := sqldb.Open(t.Context(), db, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	press := recordtest.NewArchive(1, 100, read.Version)
	e := engine.New(engine.Config{Store: s, Reader: archiveReader{press}, Version: read.Version, Now: time.Now, Workers: 1})
	added := new(atomic.Int64)
	wg.Go(func() {
		defer s.Close()
		for n := 200_000; ; n++ {
			select {
			case <-stop:
				return
			case <-time.After(2 * time.Second):
			}
			_, err := e.Build(t.Context(), press.Reports(n, n+1))
			if err != nil {
				t.Error(err)
				return
			}
			added.Add(1)
		}
	})
	return added
}

// tell reports percentiles and holds them to their limits: those of all pages and all searches, and, where a kind was asked for often enough to say, its own.
func (l *loaded) tell(t *testing.T) {
	var pages, searches []time.Duration
	row := func(kind string, d []time.Duration, limit time.Duration, heavy int) {
		over := ""
		if p := percentile(d, 95); p > limit.Seconds()*1e3 && len(d) >= loadReaders {
			over = "over"
			t.Errorf("%s: p95 is %.1f ms, over %v", kind, p, limit)
		}
		t.Logf("| %-34s | %8.1f | %8.1f | %8.1f | %5d | %6d | %4s |", kind, percentile(d, 50), percentile(d, 95), percentile(d, 100), heavy>>10, len(d), over)
	}
	t.Logf("| %-34s | %8s | %8s | %8s | %5s | %6s | %4s |", "loaded", "p50 ms", "p95 ms", "max ms", "kB", "asked", "")
	for _, k := range l.kinds() {
		d := l.took[k]
		if len(d) == 0 {
			continue
		}
		if light(k) && l.bytes[k] > pageWeight {
			t.Errorf("%s: %d bytes", k, l.bytes[k])
		}
		if strings.HasPrefix(k, "search") {
			row(k, d, searchP95, l.bytes[k])
			searches = append(searches, d...)
		} else {
			row(k, d, pageP95, l.bytes[k])
			pages = append(pages, d...)
		}
	}
	row("all pages", pages, pageP95, 0)
	row("all searches", searches, searchP95, 0)
	if n := l.fails.Load(); n > 0 {
		t.Errorf("%d pages failed", n)
	}
}

// percentile is in milliseconds.
func percentile(all []time.Duration, p int) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.Clone(all)
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*p/100)].Seconds() * 1e3
}
