package egress

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/parley-press/parley"
)

// A Host is what is known of a host from one run to the next: of its scheme, name and port.
type Host struct {
	Robots    []byte    // its robots.txt, at most 500 KiB
	Status    int       // how it answered for it: of HTTP; 0 where no answer came
	Asked     time.Time // when it was asked for; zero: never
	NotBefore time.Time // it is left alone until then: it said so
}

// Hosts keeps what is known of hosts.
type Hosts interface {
	// Host is what is known of the host with that origin ("https://news.example"); the zero value where nothing is.
	Host(ctx context.Context, origin string) (Host, error)
	// KeepHost keeps h in place of what was known.
	KeepHost(ctx context.Context, origin string, h Host) error
}

// A host is a Host as the door holds it.
type host struct {
	Host
	rules *Robots
	why   string // why robots.txt did not come; "" where it did, or that was another run
}

// A lane is the line in which requests to one host wait. Whoever has the token is next.
type lane struct {
	token chan struct{}
	next  time.Time // not before
}

// Limits of what is asked of a host.
const (
	robotsFresh   = 24 * time.Hour   // RFC 9309 section 2.4: no longer than a day
	robotsRetry   = 10 * time.Minute // until a robots.txt that could not be had is asked for again
	longestPause  = 30 * time.Second // the longest Crawl-delay that is kept to by waiting
	restUnsaid    = time.Minute      // how long a host rests that is too busy and does not say until when
	longestInLine = 30 * time.Second // a host that rests for longer is come back to later
)

// enter is the gate of pages and feeds: one request at a time to a host, with a pause between, where its robots.txt lets it.
func (d *Door) enter(ctx context.Context, u *url.URL) (leave func(), err error) {
	name := u.Hostname()
	d.mu.Lock()
	l := d.lanes[name]
	if l == nil {
		l = &lane{token: make(chan struct{}, 1)}
		d.lanes[name] = l
	}
	d.mu.Unlock()
	select {
	case l.token <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	h, err := d.welcome(ctx, u)
	if err == nil {
		err = d.sleep(ctx, max(l.next.Sub(d.opt.Now()), h.NotBefore.Sub(d.opt.Now())))
	}
	if err != nil {
		<-l.token
		return nil, err
	}
	pause := max(d.opt.Pause, min(h.rules.Delay, longestPause))
	return sync.OnceFunc(func() {
		l.next = d.opt.Now().Add(pause)
		<-l.token
	}), nil
}

// welcome refuses u where its host wants to be left alone, or where robots.txt does not let it.
func (d *Door) welcome(ctx context.Context, u *url.URL) (*host, error) {
	h, err := d.host(ctx, u)
	if err != nil {
		return nil, err
	}
	if h.NotBefore.Sub(d.opt.Now()) > longestInLine {
		r := unavailable("%s asks to be left alone until %s", u.Hostname(), h.NotBefore.UTC().Format("2006-01-02 15:04:05 MST"))
		r.After, r.Rests = h.NotBefore, true
		return nil, r
	}
	if h.unreachable() {
		why := h.why
		if why == "" {
			why = u.Hostname() + " did not give its robots.txt"
		}
		r := unavailable("%s; without a robots.txt nothing is read there (RFC 9309)", why)
		r.Status, r.After = h.Status, h.Asked.Add(robotsRetry)
		return nil, r
	}
	if rule, ok := h.rules.Allows(u); !ok {
		return nil, refuse(parley.ReasonRobots, "the robots.txt of %s asks not to read it: %s", u.Hostname(), oneLine(rule))
	}
	return h, nil
}

// host is what is known of the host of u, after its robots.txt was asked for where that is due.
func (d *Door) host(ctx context.Context, u *url.URL) (*host, error) {
	key, now := origin(u), d.opt.Now()
	d.mu.Lock()
	h := d.known[key]
	d.mu.Unlock()
	if h == nil {
		h = &host{}
		if d.opt.Hosts != nil {
			was, err := d.opt.Hosts.Host(ctx, key)
			if err != nil {
				return nil, err
			}
			h.Host = was
		}
		h.parse()
	}
	fresh := robotsFresh
	if h.unreachable() {
		fresh = robotsRetry
	}
	// A clock that was set back makes no robots.txt last for ever.
	if age := now.Sub(h.Asked); !h.Asked.IsZero() && age >= 0 && age < fresh {
		d.hold(key, h)
		return h, nil
	}
	if h.NotBefore.After(now) {
		return h, nil
	}
	got, why, err := d.askRobots(ctx, u)
	if err != nil {
		return nil, err
	}
	got.Asked = now
	h = &host{Host: got, why: why}
	h.parse()
	d.hold(key, h)
	return h, d.keep(ctx, key, h)
}

func (d *Door) hold(key string, h *host) {
	d.mu.Lock()
	d.known[key] = h
	d.mu.Unlock()
}

func (d *Door) keep(ctx context.Context, key string, h *host) error {
	if d.opt.Hosts == nil {
		return nil
	}
	return d.opt.Hosts.KeepHost(ctx, key, h.Host)
}

// unreachable reports whether robots.txt was asked for and did not come, for a reason on the side of the server: nothing of
// that host is read then (RFC 9309 section 2.3.1.4). 429 counts for such a reason too; the RFC lets one go on, and does not ask it.
func (h *host) unreachable() bool {
	return !h.Asked.IsZero() && (h.Status < 200 || h.Status >= 500 || h.Status == 429)
}

// parse reads the rules. A robots.txt that is not there forbids nothing (RFC 9309 section 2.3.1.3).
func (h *host) parse() {
	h.rules = &Robots{}
	if h.Status >= 200 && h.Status < 300 {
		h.rules = ParseRobots(h.Robots, product)
	}
}

// askRobots asks for the robots.txt of the host of u. Redirects are followed wherever the rules of the door let them;
// a redirect too many counts as if there were no file (RFC 9309 section 2.3.1.2).
func (d *Door) askRobots(ctx context.Context, u *url.URL) (h Host, why string, err error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	free := func(context.Context, *url.URL) (func(), error) { return func() {}, nil }
	a, err := d.follow(ctx, at, Request{Kind: robots}, free)
	r, refused := err.(*Refusal) //nolint:errorlint // follow gives it as it is
	switch {
	case err == nil:
		return Host{Robots: a.Body, Status: 200}, "", nil
	case !refused:
		return Host{}, "", err
	case r.Reason == parley.ReasonBlocked && !r.moved:
		return Host{}, "", r // the page would be refused for the same reason, and this one says it better
	case r.Reason == parley.ReasonRedirect:
		return Host{Status: 404}, "", nil
	}
	return Host{Status: r.Status, NotBefore: rest(r, d.opt.Now())}, r.Detail, nil
}

// rest is until when a host is left alone after that refusal; zero where it is not.
func rest(r *Refusal, now time.Time) time.Time {
	switch {
	case !r.After.IsZero():
		return r.After
	case r.Status == 429:
		return now.Add(restUnsaid)
	}
	return time.Time{}
}

// busy notes that the host of u wants to be left alone.
func (d *Door) busy(ctx context.Context, u *url.URL, r *Refusal) error {
	until := rest(r, d.opt.Now())
	d.mu.Lock()
	h := d.known[origin(u)]
	d.mu.Unlock()
	if until.IsZero() || h == nil {
		return nil
	}
	now := *h
	now.NotBefore = until
	d.hold(origin(u), &now)
	return d.keep(ctx, origin(u), &now)
}
