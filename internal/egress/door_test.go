package egress

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
)

// serve is a server of this process and its address.
func serve(t testing.TB, h http.HandlerFunc) (*httptest.Server, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s, s.Listener.Addr().String()
}

// want is the refusal of a fetch, which must have that reason and these words.
func want(t testing.TB, err error, why parley.Reason, words ...string) *Refusal {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) || r.Reason != why {
		t.Fatalf("refused as %v, want %s", err, why)
	}
	for _, w := range words {
		if !strings.Contains(r.Detail, w) {
			t.Errorf("%q lacks %q", r.Detail, w)
		}
	}
	if strings.ContainsAny(r.Detail, "\r\n") || r.Detail == "" || len(r.Detail) > 400 {
		t.Errorf("detail %q is not one line", r.Detail)
	}
	return r
}

func TestGet(t *testing.T) {
	var mu sync.Mutex
	var seen []string
	s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen = append(seen, r.URL.Path)
		mu.Unlock()
		if ua := r.Header.Get("User-Agent"); ua != "parley/1.2+dirty (+ana@harland.example)" {
			t.Errorf("User-Agent %q", ua)
		}
		for _, h := range []string{"Cookie", "Referer", "Authorization"} {
			if r.Header.Get(h) != "" {
				t.Errorf("sends %s", h)
			}
		}
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
		case "/old":
			w.Header().Set("Set-Cookie", "a=b")
			http.Redirect(w, r, "/page#x", http.StatusMovedPermanently)
		case "/page":
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Last-Modified", "Mon, 05 May 2031 10:00:00 GMT")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, "<p>The pier is open.</p>")
			z.Close()
		}
	})
	d := newDoor(t, Options{Version: "1.2+dirty", Contact: "ana@harland.example"}, own)
	a, err := d.Get(t.Context(), Request{URL: s.URL + "/old", Kind: Page})
	if err != nil {
		t.Fatal(err)
	}
	if string(a.Body) != "<p>The pier is open.</p>" || a.URL != s.URL+"/page" || a.Type != "text/html" || a.ETag != `"v1"` || a.Modified == "" || a.Same {
		t.Errorf("%+v", a)
	}
	if a, err = d.Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page, ETag: a.ETag, Modified: a.Modified}); err != nil || !a.Same || a.Body != nil {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = d.Get(t.Context(), Request{URL: s.URL + "/private/x", Kind: Page})
	want(t, err, parley.ReasonRobots, "Disallow: /private")
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(seen, " "); got != "/robots.txt /old /page /page" {
		t.Errorf("asked for %s", got)
	}
}

func TestRedirect(t *testing.T) {
	inner, _ := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the forbidden server was asked") })
	s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscanf(r.URL.Path, "/n/%d", &n)
		to := map[string]string{"/loop": "/loop", "/inner": inner.URL, "/none": "", "/odd": "http://[::1", "/script": "javascript:alert(1)", "/meta": "http://169.254.169.254/latest/",
			"/slashes": "//127.0.0.1:1/", "/n/1": "/n/2", "/n/2": "/n/3", "/n/3": "/n/4", "/n/4": "/n/5", "/n/5": "/n/6"}
		if l, ok := to[r.URL.Path]; ok {
			if l != "" {
				w.Header()["Location"] = []string{l}
			}
			w.WriteHeader(http.StatusFound)
			return
		}
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	d := newDoor(t, Options{}, own)
	get := func(path string) error {
		_, err := d.Get(t.Context(), Request{URL: s.URL + path, Kind: Page})
		return err
	}
	want(t, get("/loop"), parley.ReasonRedirect, "more than 5 redirects")
	want(t, get("/inner"), parley.ReasonBlocked, "127.0.0.1", "this machine")
	want(t, get("/none"), parley.ReasonRedirect, "does not say where")
	want(t, get("/odd"), parley.ReasonRedirect, "not an address")
	want(t, get("/script"), parley.ReasonBlocked, "http://")
	want(t, get("/meta"), parley.ReasonBlocked, "secrets")
	want(t, get("/slashes"), parley.ReasonBlocked, "port 1")
	if err := get("/n/1"); err != nil { // five
		t.Error(err)
	}
}

// Robots of a host to which a redirect leads are kept to.
func TestRedirectRobots(t *testing.T) {
	other, own2 := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			t.Errorf("%s was asked for", r.URL.Path)
		}
		fmt.Fprint(w, "User-agent: parley\nDisallow: /")
	})
	s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			http.Redirect(w, r, other.URL+"/page", http.StatusFound)
		}
	})
	_, err := newDoor(t, Options{}, own, own2).Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page})
	want(t, err, parley.ReasonRobots)
}

func TestDowngrade(t *testing.T) {
	plain, own2 := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked for without TLS", r.URL.Path) })
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			http.Redirect(w, r, plain.URL+"/page", http.StatusFound)
		}
	}))
	defer s.Close()
	d := newDoor(t, Options{}, s.Listener.Addr().String(), own2)
	d.via.TLSClientConfig.RootCAs = x509.NewCertPool()
	_, err := d.Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page})
	want(t, err, parley.ReasonUnavailable) // a certificate that nobody vouches for
	d = newDoor(t, Options{}, s.Listener.Addr().String(), own2)
	d.via.TLSClientConfig.RootCAs = x509.NewCertPool()
	d.via.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	_, err = d.Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page})
	want(t, err, parley.ReasonRedirect, "from https to http")
}

// HTTP/2 is spoken where the server does, within the same limits.
func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		if r.ProtoMajor != 2 {
			t.Errorf("asked by %s", r.Proto)
		}
		switch r.URL.Path {
		case "/headers":
			for i := range 1000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("a", 1000))
			}
		case "/endless":
			for {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}
		io.WriteString(w, "<p>x")
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	d := newDoor(t, Options{}, s.Listener.Addr().String())
	d.via.TLSClientConfig.RootCAs = x509.NewCertPool()
	d.via.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	a, err := d.Get(t.Context(), Request{URL: s.URL + "/page", Kind: Page})
	if err != nil || string(a.Body) != "<p>x" {
		t.Fatalf("%+v, %v", a, err)
	}
	_, err = d.Get(t.Context(), Request{URL: s.URL + "/headers", Kind: Page})
	want(t, err, parley.ReasonUnavailable)
	_, err = d.Get(t.Context(), Request{URL: s.URL + "/endless", Kind: Page})
	want(t, err, parley.ReasonTooLarge, "5 MB")
}

// raw is a server that writes what it likes to whoever asks for a page; robots.txt is answered.
func raw(t testing.TB, f func(net.Conn)) (url, own string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				n, _ := c.Read(buf)
				if bytes.HasPrefix(buf[:n], []byte("GET /robots.txt")) {
					io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					return
				}
				f(c)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/page", l.Addr().String()
}

// pour writes s again and again until most bytes are written or nobody listens, and says how many were.
func pour(c net.Conn, s string, most int) int {
	chunk, n := []byte(strings.Repeat(s, 1+(32<<10)/len(s))), 0
	for n < most {
		m, err := c.Write(chunk)
		n += m
		if err != nil {
			break
		}
	}
	return n
}

// Servers that mean ill: each is left within the time of one fetch, with a reason, and without work or memory that grows with
// what it sends.
func TestHostileServers(t *testing.T) {
	const limit = 400 * time.Millisecond
	var sent atomic.Int64
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	zip := func(n int) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		chunk := make([]byte, 1<<20)
		for range n {
			z.Write(chunk)
		}
		z.Close()
		return b.String()
	}
	bomb := zip(8)
	br := func(s string) string {
		var b strings.Builder
		w := brotli.NewWriter(&b)
		io.WriteString(w, s)
		w.Close()
		return b.String()
	}
	brBomb := br(strings.Repeat("a", 64<<20))
	empty := zip(0)
	for _, tc := range []struct {
		name string
		why  parley.Reason
		word string
		f    func(net.Conn)
	}{
		{"says nothing", parley.ReasonUnavailable, "within", func(net.Conn) { time.Sleep(2 * limit) }},
		{"a byte a while in the headers", parley.ReasonUnavailable, "within", func(c net.Conn) {
			for _, b := range []byte(head) {
				if _, err := c.Write([]byte{b}); err != nil {
					return
				}
				time.Sleep(limit / 8)
			}
		}},
		{"a byte a while in the body", parley.ReasonUnavailable, "within", func(c net.Conn) {
			io.WriteString(c, head+"\r\n")
			for {
				if _, err := io.WriteString(c, "a"); err != nil {
					return
				}
				time.Sleep(limit / 8)
			}
		}},
		{"never ends", parley.ReasonTooLarge, "over the limit of 5 MB", func(c net.Conn) {
			io.WriteString(c, head+"\r\n")
			sent.Add(int64(pour(c, "a", 1<<30)))
		}},
		{"never ends, in chunks", parley.ReasonTooLarge, "over the limit of 5 MB", func(c net.Conn) {
			io.WriteString(c, head+"Transfer-Encoding: chunked\r\n\r\n")
			sent.Add(int64(pour(c, "400\r\n"+strings.Repeat("a", 1024)+"\r\n", 1<<30)))
		}},
		{"says less than it sends", "", "", func(c net.Conn) { io.WriteString(c, head+"Content-Length: 3\r\n\r\nabcdef") }},
		{"says more than it sends", parley.ReasonUnavailable, "ended before", func(c net.Conn) { io.WriteString(c, head+"Content-Length: 300\r\n\r\nabc") }},
		{"says far too much", parley.ReasonTooLarge, "9000 MB", func(c net.Conn) { io.WriteString(c, head+"Content-Length: 9000000000\r\n\r\nabc") }},
		{"says it twice", parley.ReasonUnavailable, "", func(c net.Conn) { io.WriteString(c, head+"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd") }},
		{"says nonsense", parley.ReasonUnavailable, "", func(c net.Conn) { io.WriteString(c, head+"Content-Length: -1\r\n\r\nabcd") }},
		{"100 MB of headers", parley.ReasonUnavailable, "header", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			sent.Add(int64(pour(c, "X-Pad: aaaaaaaaaaaaaaaa\r\n", 100<<20)))
		}},
		{"one header of 100 MB", parley.ReasonUnavailable, "header", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nX-Pad: ")
			sent.Add(int64(pour(c, "a", 100<<20)))
		}},
		{"1xx for ever", parley.ReasonUnavailable, "", func(c net.Conn) {
			sent.Add(int64(pour(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 100<<20)))
		}},
		{"not HTTP", parley.ReasonUnavailable, "", func(c net.Conn) { sent.Add(int64(pour(c, "\x00\xff", 100<<20))) }},
		{"gzip bomb", parley.ReasonTooLarge, "200 times", func(c net.Conn) {
			io.WriteString(c, head+"Content-Encoding: gzip\r\n\r\n")
			sent.Add(int64(pour(c, bomb, 10<<20))) // 10 GB, in members
		}},
		{"gzip in gzip", parley.ReasonUnknown, "gzip,gzip", func(c net.Conn) {
			io.WriteString(c, head+"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n"+bomb)
		}},
		{"a million empty members", parley.ReasonTooLarge, "over the limit", func(c net.Conn) {
			io.WriteString(c, head+"Content-Encoding: gzip\r\n\r\n")
			sent.Add(int64(pour(c, empty, len(empty)*1_000_000)))
		}},
		{"gzip that is none", parley.ReasonUnavailable, "gzip", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: gzip\r\n\r\nplain text") }},
		{"gzip cut off", parley.ReasonUnavailable, "ended before", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: gzip\r\n\r\n"+bomb[:200]) }},
		{"Brotli", "", "", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: br\r\n\r\n"+br("abc")) }},
		{"Brotli cut off", parley.ReasonUnavailable, "ended before", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: br\r\n\r\n"+br("abc")[:3]) }},
		{"Brotli bomb", parley.ReasonTooLarge, "200 times", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: br\r\n\r\n"+brBomb) }},
		{"Brotli that is none", parley.ReasonUnavailable, "Brotli", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: br\r\n\r\n<p>plain text") }},
		{"zstd", parley.ReasonUnknown, "zstd, which", func(c net.Conn) { io.WriteString(c, head+"Content-Encoding: zstd\r\n\r\nxyz") }},
		{"gives up", parley.ReasonUnavailable, "", func(net.Conn) {}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sent.Store(0)
			url, own := raw(t, tc.f)
			d := newDoor(t, Options{Timeout: limit}, own)
			from, cpu := time.Now(), cputime.Used()
			a, err := d.Get(t.Context(), Request{URL: url, Kind: Page})
			took, worked := time.Since(from), cputime.Used()-cpu
			if tc.why == "" {
				if err != nil || len(a.Body) != 3 {
					t.Errorf("%+v, %v", a, err)
				}
			} else {
				var r *Refusal
				if errors.As(err, &r) && tc.why == parley.ReasonTooLarge && r.Reason == parley.ReasonUnavailable && strings.Contains(r.Detail, "within") {
					t.Log("stopped by the clock: this machine is slow, and the server was not") // also within all limits
				} else {
					want(t, err, tc.why, tc.word)
				}
			}
			if took > limit+2*time.Second || worked > 2*time.Second {
				t.Errorf("took %v, of the processor %v", took, worked)
			}
			if n := sent.Load(); n > 40<<20 { // what the kernel's buffers take is sent too
				t.Errorf("took in %d bytes", n)
			}
		})
	}
}

func TestKinds(t *testing.T) {
	bodies := map[string]string{"pdf": "%PDF-1.7\n", "zip": "PK\x03\x04x", "exe": "MZ\x90\x00\x03", "elf": "\x7fELF\x02", "jpeg": "\xff\xd8\xff\xe0", "html": "<!doctype html><p>x", "text": "MZ is how it begins", "rss": "<rss><channel/></rss>", "json": `{"items":[]}`, "none": ""}
	s, own := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		w.Header()["Content-Type"] = r.URL.Query()["type"]
		io.WriteString(w, bodies[r.URL.Query().Get("body")])
	})
	d := newDoor(t, Options{}, own)
	for _, tc := range []struct {
		kind       Kind
		mime, body string
		word       string // of the refusal; "" for none
	}{
		{Page, "text/html", "html", ""}, {Page, "TEXT/HTML; charset=x", "html", ""}, {Page, "text/plain", "text", ""}, {Page, "", "html", ""}, {Page, "application/octet-stream", "html", ""},
		{Page, "text/html;;=", "html", ""}, {Page, "text/html", "pdf", "pdf"}, {Page, "text/html", "zip", "zip"}, {Page, "text/html", "exe", "exe"}, {Page, "text/plain", "elf", "elf"}, {Page, "", "jpeg", "jpeg"},
		{Page, "application/pdf", "pdf", "application/pdf"}, {Page, "image/png", "html", "image/png"}, {Page, "application/json", "json", "application/json"}, {Page, "video/mp4;\u202e", "html", "video/mp4"},
		{Feed, "application/rss+xml", "rss", ""}, {Feed, "text/html", "rss", ""}, {Feed, "application/json", "json", ""}, {Feed, "text/xml", "pdf", "pdf"}, {Feed, "audio/mpeg", "rss", "not a feed"},
		{Any, "text/html", "html", ""}, {Any, "application/atom+xml", "rss", ""}, {Any, "application/zip", "zip", "page or feed"}, {Page, "text/html", "none", ""},
	} {
		req := Request{Kind: tc.kind, URL: s.URL + "/?type=" + strings.NewReplacer(" ", "%20", ";", "%3B", "+", "%2B", "\u202e", "%e2%80%ae").Replace(tc.mime) + "&body=" + tc.body}
		a, err := d.Get(t.Context(), req)
		if tc.word == "" {
			if err != nil || string(a.Body) != bodies[tc.body] {
				t.Errorf("%s as %q: %v", tc.body, tc.mime, err)
			}
			continue
		}
		if r := want(t, err, parley.ReasonUnknown, tc.word); strings.ContainsRune(r.Detail, 0x202e) {
			t.Errorf("%q drives a terminal", r.Detail)
		}
	}
}

// A cancelled fetch ends at once, with the error of its context and no other.
func TestCancel(t *testing.T) {
	url, own := raw(t, func(c net.Conn) { time.Sleep(3 * time.Second) })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	from := time.Now()
	_, err := newDoor(t, Options{}, own).Get(ctx, Request{URL: url, Kind: Page})
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(from) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(from))
	}
}

func TestContact(t *testing.T) {
	for s, ok := range map[string]bool{"": true, "ana@harland.example": true, "https://harland.example/bot": true, "mailto:ana@harland.example": true,
		"ana": false, "@": false, "ana@x\r\nX: y": false, "ana@x)": false, "ana @x": false, "ana@" + strings.Repeat("x", 200): false, "änä@x": false} {
		if err := CheckContact(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	for version, want := range map[string]string{"": "parley", "(devel)": "parley/devel", "v1.0.0-20310504+dirty": "parley/v1.0.0-20310504+dirty", "a b\n": "parley/ab"} {
		if got := agent(version, ""); got != want {
			t.Errorf("%q: %q", version, got)
		}
	}
	if DefaultTimeout != 10*time.Second || DefaultMaxBytes != 5_000_000 || maxRedirects != 5 || maxRobots != 512000 {
		t.Error("the limits are not those that are promised")
	}
}
