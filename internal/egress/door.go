package egress

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// What holds where Options say nothing.
const (
	DefaultTimeout  = 10 * time.Second // of one fetch with all its redirects, from the first connection to the last byte
	DefaultMaxBytes = 5_000_000        // of one page or feed, on the wire and decompressed
	DefaultPause    = 2 * time.Second  // between two fetches from one host
)

// Limits that nobody changes.
const (
	maxRedirects = 5
	maxHeaders   = 64 << 10 // bytes of the headers of an answer, those of its 1xx answers among them
	maxRobots    = 500 << 10
)

// Options say how a door works. The zero value reaches the public network alone, within the default limits.
type Options struct {
	Version  string           // of the program, for the User-Agent
	Contact  string           // where the owner of a server finds who asks: a mail or web address; see CheckContact
	Allow    []netip.Prefix   // ranges that may be reached though they are not on the public network; see ParseRange
	Timeout  time.Duration    // 0 is DefaultTimeout
	MaxBytes int64            // 0 is DefaultMaxBytes
	Pause    time.Duration    // 0 is DefaultPause; a longer one that a robots.txt asks for holds
	Hosts    Hosts            // what is known of hosts from one run to the next; nil keeps it as long as the door is there
	Resolver *net.Resolver    // nil is the system's
	Now      func() time.Time // nil is time.Now
}

// A Door fetches. It serves many goroutines.
type Door struct {
	opt   Options
	agent string
	guard *guard
	via   *http.Transport
	sleep func(context.Context, time.Duration) error

	mu    sync.Mutex
	lanes map[string]*lane // by name of the host
	known map[string]*host // by origin
}

// New is a door with those options.
func New(opt Options) (*Door, error) {
	if err := CheckContact(opt.Contact); err != nil {
		return nil, err
	}
	if opt.Timeout <= 0 {
		opt.Timeout = DefaultTimeout
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	if opt.Pause <= 0 {
		opt.Pause = DefaultPause
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	d := &Door{opt: opt, agent: agent(opt.Version, opt.Contact), guard: &guard{allow: opt.Allow}, sleep: sleep, lanes: map[string]*lane{}, known: map[string]*host{}}
	dialer := &net.Dialer{Timeout: opt.Timeout, Resolver: opt.Resolver, Control: d.guard.control}
	d.via = &http.Transport{
		Proxy:                  nil, // a proxy would be asked in place of the address that was checked
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // body.go decompresses, with limits
		MaxResponseHeaderBytes: maxHeaders,
		DisableKeepAlives:      true, // every request is a connection whose address was checked; nothing is sent unasked
	}
	return d, nil
}

// CheckContact refuses a contact that is no mail address and no address of a page, or that does not fit into a header.
// An empty one is good: then nobody is named.
func CheckContact(s string) error {
	if s == "" {
		return nil
	}
	web := strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
	name, host, mail := strings.Cut(strings.TrimPrefix(s, "mailto:"), "@")
	odd := strings.IndexFunc(s, func(r rune) bool {
		return r <= ' ' || r >= utf8.RuneSelf || r == 0x7f || r == '(' || r == ')' || r == '\\'
	}) >= 0
	if odd || len(s) > 200 || !web && (!mail || name == "" || host == "") {
		return parley.Errorf(parley.Invalid, "egress: contact", "%q is not a mail address or the address of a page", s)
	}
	return nil
}

// product is the name by which Parley calls itself, and by which a robots.txt speaks of it.
const product = "parley"

// agent is the User-Agent (RFC 9110 section 10.1.5): the product with its version, and the contact as a comment.
func agent(version, contact string) string {
	out := product
	version = strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("!#$%&'*+-.^_`|~", r)) {
			return r // a token of RFC 9110 section 5.6.2
		}
		return -1
	}, version)
	if version != "" {
		out += "/" + version
	}
	if contact != "" {
		out += " (+" + contact + ")"
	}
	return out
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// A Request asks for one page or feed.
type Request struct {
	URL      string
	Kind     Kind
	ETag     string // of what is known already; "" where nothing is
	Modified string // Last-Modified of what is known already
}

// An Answer is what came.
type Answer struct {
	URL      string // where it came from in the end, in the form of Parse
	Same     bool   // what is known already has not changed; nothing was transferred
	Type     string // media type as the server says it; "" where it does not
	Body     []byte
	ETag     string
	Modified string
}

// Get fetches one page or feed: after it was asked whether robots.txt lets it, and when the host is to be asked again. Of
// what did not come it says why, as a *Refusal; any other error is that of ctx or of Options.Hosts.
func (d *Door) Get(ctx context.Context, req Request) (*Answer, error) {
	u, err := Parse(req.URL)
	if err != nil {
		return nil, refusalOf(ctx, u, d.opt.Timeout, err)
	}
	return d.follow(ctx, u, req, d.enter)
}

// A gate lets a request to u pass, and is told when it is over.
type gate func(ctx context.Context, u *url.URL) (leave func(), err error)

// follow asks for u and goes where redirects lead. The time that gates wait does not count towards the limit.
func (d *Door) follow(ctx context.Context, u *url.URL, req Request, enter gate) (*Answer, error) {
	left := d.opt.Timeout
	for hops := 0; ; hops++ {
		leave, err := enter(ctx, u)
		if err != nil {
			return nil, err
		}
		start := time.Now()
		answer, next, err := d.ask(ctx, u, req, left)
		leave()
		left -= time.Since(start)
		if err != nil {
			err = refusalOf(ctx, u, d.opt.Timeout, err)
			if r, ok := err.(*Refusal); ok { //nolint:errorlint // refusalOf gives it as it is
				r.moved = hops > 0
				if e := d.busy(ctx, u, r); e != nil {
					return nil, e
				}
			}
			return nil, err
		}
		if next == "" {
			return answer, nil
		}
		if u, err = redirect(u, next, hops); err != nil {
			return nil, err
		}
		if left <= 0 {
			return nil, unavailable("%s did not give it within %s", u.Hostname(), d.opt.Timeout)
		}
	}
}

// redirect is where a redirect from u leads, after hops others.
func redirect(u *url.URL, location string, hops int) (*url.URL, error) {
	if hops >= maxRedirects {
		return nil, refuse(parley.ReasonRedirect, "more than %d redirects, the last one to %s", maxRedirects, oneLine(location))
	}
	ref, err := url.Parse(strings.TrimSpace(location))
	if err != nil {
		return nil, refuse(parley.ReasonRedirect, "redirected to %s, which is not an address", oneLine(location))
	}
	to, err := Parse(u.ResolveReference(ref).String())
	if err != nil {
		r := refuse(parley.ReasonBlocked, "redirected to %s: %s", oneLine(location), err)
		r.moved = true
		return nil, r
	}
	if u.Scheme == "https" && to.Scheme == "http" {
		return nil, refuse(parley.ReasonRedirect, "redirected from https to http, where others can read and change it: %s", oneLine(to.String()))
	}
	return to, nil
}
