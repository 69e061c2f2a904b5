package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/parley-press/parley"
)

// Addresses that must not be reached: of every range the first, the last and one between.
var (
	closed4 = strings.Fields(`0.0.0.0 0.1.2.3 0.255.255.255 10.0.0.0 10.20.30.40 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255 127.0.0.1 127.1.2.3
		127.255.255.255 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1
		192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16`)
	closed6 = strings.Fields(`:: ::1 ::2 100::1 64:ff9b::808:808 64:ff9b:1::1 2001::1 2001:0:5ef5:79fb::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:808:808::1
		2002:7f00:1::1 2620:4f:8000::1 3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fd20:ce::254 fe80::1 febf::1 fec0::1 ff02::1 ff0e::1 ::ffff:0:7f00:1`)
	open4 = strings.Fields("1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255")
	open6 = strings.Fields("2000::1 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700::1 2a00:1450::1 3ffe:ffff::1")
)

func TestCheck(t *testing.T) {
	g := &guard{}
	for _, s := range append(closed4, closed6...) {
		if err := g.check(netip.MustParseAddr(s)); err == nil {
			t.Errorf("%s may be reached", s)
		}
	}
	for _, s := range append(open4, open6...) {
		if err := g.check(netip.MustParseAddr(s)); err != nil {
			t.Errorf("%s may not be reached: %v", s, err)
		}
	}
	for _, s := range closed4 { // under another name
		a := netip.MustParseAddr(s)
		for _, as := range []netip.Addr{netip.AddrFrom16(a.As16()), mix("64:ff9b::", a, 12), mix("2002::", a, 2), mix("::", a, 12)} {
			if g.check(as) == nil {
				t.Errorf("%s, which is %s, may be reached", as, a)
			}
		}
	}
	if g.check(netip.MustParseAddr("2606:4700::1%eth0")) == nil {
		t.Error("an address with a zone may be reached")
	}
}

// mix is an IPv6 address with an IPv4 address from byte at on.
func mix(prefix string, a netip.Addr, at int) netip.Addr {
	b, four := netip.MustParseAddr(prefix).As16(), a.As4()
	copy(b[at:], four[:])
	return netip.AddrFrom16(b)
}

// A range that the user names opens what is in it, and nothing that keeps secrets.
func TestAllow(t *testing.T) {
	for _, tc := range []struct{ ranges, open, shut string }{
		{"10.20.0.0/16", "10.20.0.1 10.20.255.255 ::ffff:10.20.0.1", "10.21.0.1 127.0.0.1 192.168.0.1"},
		{"169.254.0.0/16 fc00::/7", "169.254.1.1 fd12::1", "169.254.169.254 169.254.170.2 fd00:ec2::254 ::ffff:169.254.169.254"},
		{"127.0.0.1", "127.0.0.1", "127.0.0.2 ::1"},
		{"::1", "::1", "127.0.0.1"},
		{"64:ff9b::/96", "64:ff9b::808:808", "64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::a00:1"},
		{"64:ff9b::/96 10.0.0.0/8", "64:ff9b::a00:1", "64:ff9b::7f00:1"},
		{"::ffff:10.0.0.0/104", "10.1.1.1", "192.168.1.1"},
	} {
		g := &guard{}
		for _, r := range strings.Fields(tc.ranges) {
			p, err := ParseRange(r)
			if err != nil {
				t.Fatal(err)
			}
			g.allow = append(g.allow, p)
		}
		for _, s := range strings.Fields(tc.open) {
			if err := g.check(netip.MustParseAddr(s)); err != nil {
				t.Errorf("%s: %v", tc.ranges, err)
			}
		}
		for _, s := range strings.Fields(tc.shut) {
			if g.check(netip.MustParseAddr(s)) == nil {
				t.Errorf("%s opens %s", tc.ranges, s)
			}
		}
	}
	for _, s := range strings.Fields("0.0.0.0/0 ::/0 8.8.8.0/24 128.0.0.0/1 169.254.169.254 169.254.169.254/32 fd00:ec2::254 2000::/3 ten 10.0.0.0/33 fe80::1%eth0 ::ffff:0:0/90 168.63.129.16") {
		if p, err := ParseRange(s); err == nil {
			t.Errorf("%s opens %s", s, p)
		}
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://News.Example": "http://news.example/", "https://news.example:443/a?b#c": "https://news.example/a?b", "http://news.example:80/": "http://news.example/",
		"http://news.example.:8080/a b": "http://news.example:8080/a%20b", " https://bücher.example/ä ": "https://xn--bcher-kva.example/%C3%A4",
		"https://news.example/%7Ea/%2f?": "https://news.example/%7Ea/%2f?", "http://[2606:4700::1]/": "http://[2606:4700::1]/", "http://[::FFFF:1.1.1.1]:81": "",
		"http://8.8.8.8/": "http://8.8.8.8/", "http://my_host.example/": "http://my_host.example/",
		"ftp://news.example/": "", "//news.example/": "", "news.example": "", "javascript:alert(1)": "", "data:text/html,x": "", "file:///etc/passwd": "", "gopher://news.example/": "",
		"http://": "", "http:///path": "", "http://ana@news.example/": "", "http://ana:x@news.example/": "", "http://news.example:22/": "", "http://news.example:6667/": "", "http://news.example:0/": "",
		"http://news.example:99999/": "", "http://news.example:/": "http://news.example/", "http://a\r\nHost: b/": "", "http://a/\x00": "", "http://news.example\\@127.0.0.1/": "", "http://[::1%25lo]/": "",
		"http://2130706433/": "", "http://0x7f.1/": "", "http://0177.0.0.1/": "", "http://127.1/": "", "http://1.2.3.4.5/": "", "http://news..example/": "http://news..example/", "http://./": "", "http://a." + strings.Repeat("b.", 130): "",
		"http://news.example/" + strings.Repeat("a", maxURL): "", "mailto:ana@news.example": "", "": "",
	} {
		u, err := Parse(in)
		switch {
		case want == "" && err == nil && in != "http://news..example/":
			t.Errorf("%.60q is taken for %s", in, u)
		case want != "" && (err != nil || u.String() != want):
			t.Errorf("%q: %v, %v, want %s", in, u, err, want)
		}
		if err == nil {
			if again, err := Parse(u.String()); err != nil || again.String() != u.String() {
				t.Errorf("%q: %s is not its one form: %v, %v", in, u, again, err)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "https://bücher.example:8080/ä?b#c", "http://[::ffff:127.0.0.1]/", "http://①②⑦.0.0.1/", "http://0x7f.1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Parse(s)
		if err != nil {
			return
		}
		if again, err := Parse(u.String()); err != nil || again.String() != u.String() {
			t.Errorf("%q: %q is not its one form: %v, %v", s, u, again, err)
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
			t.Errorf("%q is taken for %q", s, u)
		}
	})
}

// forbidden is every way to write an address on port that must not be reached, and what is no address of the web. Names
// under forms.example have the address that they are made of.
func forbidden(port string) []string {
	var out []string
	add := func(host string) { out = append(out, "http://"+host+":"+port+"/") }
	for _, s := range closed4 {
		a := netip.MustParseAddr(s)
		b := a.As4()
		n := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
		for _, host := range []string{
			s, s + ".", fmt.Sprint(n), fmt.Sprintf("0x%x", n), fmt.Sprintf("0%o", n), fmt.Sprintf("0x%X.0x%X.0x%X.0x%X", b[0], b[1], b[2], b[3]),
			fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]), fmt.Sprintf("%d.%d", b[0], n&0xffffff), fmt.Sprintf("%d.%d.%d", b[0], b[1], n&0xffff), fmt.Sprintf("0x%x.%d.0%o", b[0], b[1], n&0xffff),
			"[::ffff:" + s + "]", "[" + netip.AddrFrom16(a.As16()).StringExpanded() + "]", "[::" + s + "]", "[" + mix("64:ff9b::", a, 12).String() + "]", "[" + mix("2002::", a, 2).String() + "]",
			wide(s), strings.ReplaceAll(s, ".", "。"), percent(s), "name" + strings.ReplaceAll(s, ".", "-") + ".forms.example",
			"map" + strings.ReplaceAll(s, ".", "-") + ".forms.example",
		} {
			add(host)
		}
		out = append(out, "http://news.example@"+s+":"+port+"/", "http://"+s+":"+port+"#@news.example/", "HTTP:\\\\"+s+":"+port+"\\")
	}
	for _, s := range closed6 {
		a := netip.MustParseAddr(s)
		add("[" + s + "]")
		add("[" + strings.ToUpper(a.StringExpanded()) + "]")
		add("[" + s + "%25lo]")
		add("six" + strings.ReplaceAll(s, ":", "-") + "x.forms.example")
	}
	for _, host := range []string{"localhost", "LOCALHOST", "localhost.", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "a.localhost.forms.example"} {
		add(host)
	}
	for _, scheme := range []string{"file", "gopher", "ftp", "dict", "ldap", "javascript", "data", "ws", "unix", "jar"} {
		out = append(out, scheme+"://127.0.0.1:"+port+"/")
	}
	return out
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func percent(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02x", c)
	}
	return b.String()
}

// formNames answers for names under forms.example with the address in them, whatever it is.
func formNames(name string, v6 bool, _ int) []netip.Addr {
	label, _, _ := strings.Cut(name, ".forms.example")
	if s, ok := strings.CutPrefix(label, "six"); ok && v6 {
		if a, err := netip.ParseAddr(strings.ReplaceAll(strings.TrimSuffix(s, "x"), "-", ":")); err == nil {
			return []netip.Addr{a}
		}
	}
	if s, ok := strings.CutPrefix(label, "name"); ok && !v6 {
		return []netip.Addr{netip.MustParseAddr(strings.ReplaceAll(s, "-", "."))}
	}
	if s, ok := strings.CutPrefix(label, "map"); ok && v6 {
		return []netip.Addr{netip.AddrFrom16(netip.MustParseAddr(strings.ReplaceAll(s, "-", ".")).As16())}
	}
	if label == "a.localhost" && !v6 {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	}
	return nil
}

// A trap listens on every address of this machine and counts who comes.
func trap(t *testing.T) (port string, came *atomic.Int64) {
	t.Helper()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	came = new(atomic.Int64)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			came.Add(1)
			c.Close()
		}
	}()
	_, port, _ = net.SplitHostPort(l.Addr().String())
	return port, came
}

// watched is a door of which every connection is counted that its guard lets pass, but for those to its own listeners; none
// of them leaves this machine.
func watched(t testing.TB, opt Options, own ...string) (*Door, *atomic.Int64) {
	t.Helper()
	d := newDoor(t, opt, own...)
	opened := new(atomic.Int64)
	dialer := &net.Dialer{Timeout: time.Second, Resolver: opt.Resolver, Control: func(network, address string, c syscall.RawConn) error {
		if err := d.guard.control(network, address, c); err != nil {
			return err
		}
		to := netip.MustParseAddrPort(address)
		for _, o := range own {
			if to == netip.MustParseAddrPort(o) {
				return nil
			}
		}
		opened.Add(1)
		if to.Addr().IsLoopback() || to.Addr().IsUnspecified() {
			return nil
		}
		return errors.New("would leave the machine")
	}}
	d.via.DialContext = dialer.DialContext
	return d, opened
}

// newDoor is a door without pauses that may reach the listeners named.
func newDoor(t testing.TB, opt Options, own ...string) *Door {
	t.Helper()
	if opt.Pause == 0 {
		opt.Pause = time.Nanosecond
	}
	d, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range own {
		d.guard.listen = append(d.guard.listen, netip.MustParseAddrPort(o))
	}
	return d
}

// Not one of all forms of forbidden addresses is connected to: not as a page, not as a feed, not by a redirect, not for a
// robots.txt and not by the redirect of a robots.txt.
func TestForbidden(t *testing.T) {
	port, came := trap(t)
	forms := forbidden(port)
	if len(forms) < 500 {
		t.Fatalf("%d forms", len(forms))
	}
	var to atomic.Value // where the server's redirects lead
	var robotsToo atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" && !robotsToo.Load() {
			return
		}
		w.Header().Set("Location", to.Load().(string))
		w.WriteHeader([]int{301, 302, 303, 307, 308}[len(to.Load().(string))%5])
	}))
	defer server.Close()
	own := server.Listener.Addr().String()
	dns := resolver(t, formNames)
	refused := func(path, form string, err error) {
		t.Helper()
		var r *Refusal
		if !errors.As(err, &r) {
			t.Errorf("%s: %s: %v is no refusal", path, form, err)
			return
		}
		if r.Reason == parley.ReasonBlocked || path == "robots" && r.Reason == parley.ReasonUnavailable && strings.Contains(r.Detail, "robots.txt") {
			return
		}
		t.Errorf("%s: %s: refused as %v", path, form, err)
	}
	var opened []*atomic.Int64
	for _, kind := range []Kind{Page, Feed, Any} {
		d, n := watched(t, Options{Resolver: dns}, own)
		opened = append(opened, n)
		for _, form := range forms {
			_, err := d.Get(t.Context(), Request{URL: form, Kind: kind})
			refused(string(kind), form, err)
			to.Store(form)
			if _, err = url.Parse(form); err != nil {
				continue // no header can lead there: see TestRedirect
			}
			_, err = d.Get(t.Context(), Request{URL: server.URL + "/page", Kind: kind})
			if strings.Contains(form, "#@") || strings.HasPrefix(form, "HTTP:\\") {
				continue // relative to the server
			}
			refused("redirect", form, err)
		}
	}
	robotsToo.Store(true)
	for _, form := range forms {
		d, n := watched(t, Options{Resolver: dns}, own)
		opened = append(opened, n)
		to.Store(form)
		_, err := d.Get(t.Context(), Request{URL: server.URL + "/page", Kind: Page})
		if err == nil {
			t.Errorf("robots: %s: the page came", form)
		}
	}
	for _, n := range opened {
		if n.Load() != 0 {
			t.Errorf("%d connections opened", n.Load())
		}
	}
	if n := came.Load(); n != 0 {
		t.Errorf("%d connections came", n)
	}
	t.Logf("%d forms on 5 ways", len(forms))
}

// The trap and the counter see a connection when there is one: without that the test before proves nothing.
func TestTrap(t *testing.T) {
	port, came := trap(t)
	d, opened := watched(t, Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	_, _ = d.Get(t.Context(), Request{URL: "http://127.0.0.1:" + port + "/", Kind: Page})
	if opened.Load() == 0 || came.Load() == 0 {
		t.Errorf("%d opened, %d came", opened.Load(), came.Load())
	}
}

// A name that has a good address when robots.txt is asked for and a forbidden one for the page is caught at the page.
func TestRebinding(t *testing.T) {
	var page atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		if r.URL.Path != "/robots.txt" {
			page.Add(1)
		}
	}))
	server.Start()
	defer server.Close()
	own := server.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(own)
	inner, err := net.Listen("tcp6", "[::1]:"+port)
	if err != nil {
		t.Skip("no second address on this machine: ", err)
	}
	defer inner.Close()
	came := new(atomic.Int64)
	go func() {
		for {
			c, err := inner.Accept()
			if err != nil {
				return
			}
			came.Add(1)
			c.Close()
		}
	}()
	dns := resolver(t, func(_ string, v6 bool, asked int) []netip.Addr {
		switch {
		case asked == 0 && !v6:
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
		case asked > 0 && v6:
			return []netip.Addr{netip.MustParseAddr("::1")}
		}
		return nil
	})
	d := newDoor(t, Options{Resolver: dns}, own)
	_, err = d.Get(t.Context(), Request{URL: "http://rebind.example:" + port + "/", Kind: Page})
	var r *Refusal
	if !errors.As(err, &r) || r.Reason != parley.ReasonBlocked {
		t.Errorf("refused as %v", err)
	}
	if came.Load() != 0 || page.Load() != 0 {
		t.Errorf("%d connections to the forbidden address, %d pages from the good one", came.Load(), page.Load())
	}
}

// Of a name with good and forbidden addresses only the good ones are connected to, in whatever order they come.
func TestMixedAddresses(t *testing.T) {
	s, own := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<p>x")) })
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, first := range []string{"10.0.0.1", "127.0.0.1", "169.254.169.254"} {
		dns := resolver(t, func(_ string, v6 bool, _ int) []netip.Addr {
			if v6 {
				return []netip.Addr{netip.MustParseAddr("fd00::1"), netip.MustParseAddr("::1")}
			}
			return []netip.Addr{netip.MustParseAddr(first), netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("192.168.1.1")}
		})
		d, opened := watched(t, Options{Resolver: dns}, own)
		a, err := d.Get(t.Context(), Request{URL: "http://mixed.example:" + port + "/", Kind: Page})
		if err != nil || string(a.Body) != "<p>x" || opened.Load() != 0 {
			t.Errorf("%s first: %+v, %v, %d connections elsewhere", first, a, err, opened.Load())
		}
	}
}

// Proxies in the environment are not asked.
func TestNoProxy(t *testing.T) {
	port, came := trap(t)
	for _, k := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(k, "http://127.0.0.1:"+port)
	}
	d := newDoor(t, Options{Resolver: resolver(t, func(string, bool, int) []netip.Addr { return nil })})
	if d.via.Proxy != nil {
		t.Error("there is a proxy")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if _, err := d.Get(ctx, Request{URL: "http://news.example/", Kind: Page}); err == nil || came.Load() != 0 {
		t.Errorf("%v, %d connections", err, came.Load())
	}
}
