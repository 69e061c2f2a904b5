// Package collect brings reports in from the network: which feeds to ask, which pages they lead to, what came of it, and
// what to do again later.
//
// What it knows stands in the store (store.Fetches), and every step is written down in one transaction with what it brought:
// the items of a feed with the feed's ETag, a page with its report. So a collector that is killed at any moment goes on where
// it was: no item is lost, and no page that was stored is fetched again.
//
// The day on which something was collected never counts as the day of its publication. What a feed says of a page is
// evidence (parley.Report.Told), and is kept with the name of the item that says it.
package collect

import (
	"context"
	"errors"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
)

// A Getter fetches; *egress.Door is one.
type Getter interface {
	Get(context.Context, egress.Request) (*egress.Answer, error)
}

// A Store is the part of a dossier that a collector works on.
type Store interface {
	store.Reports
	store.Fetches
}

// Config says what a collector works with. Door, Store and Now are needed.
type Config struct {
	Door     Getter
	Store    Store
	Now      func() time.Time
	Every    time.Duration            // how often feeds are asked: what failed twice waits as long, then twice as long; 0 is DefaultEvery
	MaxBytes int64                    // most bytes of one report; 0 is that of intake
	Hosts    int                      // how many hosts are asked at once; 0 is 4
	Progress func(string, int, int)   // told "feeds" or "pages", how many are done, of how many; nil for none
	Outlet   func(parley.Report) bool // whether a page shows its outlet itself: then the title of a feed is not told of it; nil for never
}

// DefaultEvery is how often feeds are asked.
const DefaultEvery = 15 * time.Minute

// Limits of a collector.
const (
	maxNew   = 1000           // pages noted from one feed at one time; the rest is noted when it is asked again
	maxTries = 10             // of one page: two days and a half, for a server that is mended after a weekend
	maxRest  = 24 * time.Hour // between two tries

	firstRest = time.Minute // after the first failure
)

// A Collector works on one dossier, one call at a time.
type Collector struct {
	cfg   Config
	tally Tally
	taken []store.Fetch // yielded, not settled
	asked int           // pages that were asked for since then
	err   error         // of the store or the context, which ended a sequence
}

// New is a collector of that configuration.
func New(cfg Config) *Collector {
	if cfg.Every <= 0 {
		cfg.Every = DefaultEvery
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = intake.DefaultMaxBytes
	}
	if cfg.Hosts <= 0 {
		cfg.Hosts = 4
	}
	if cfg.Progress == nil {
		cfg.Progress = func(string, int, int) {}
	}
	if cfg.Outlet == nil {
		cfg.Outlet = func(parley.Report) bool { return false }
	}
	return &Collector{cfg: cfg}
}

// A Tally is what a collector did.
type Tally struct {
	Feeds     int       `json:"feeds"`         // asked
	Unchanged int       `json:"unchanged"`     // of these, with nothing transferred
	Found     int       `json:"found"`         // pages and items that were not known
	Fetched   int       `json:"fetched"`       // pages that came
	New       int       `json:"new"`           // reports with bytes that were not there: of pages, and of items without a page
	Same      int       `json:"same"`          // pages that were asked for again and had not changed
	Bytes     int64     `json:"bytes"`         // of feeds and pages, decompressed
	Waiting   int       `json:"waiting"`       // pages whose time to be tried again has not come
	Troubles  []Trouble `json:"troubles"`      // what did not come and is tried again, and what of feeds cannot be read
	Next      time.Time `json:"next,omitzero"` // the earliest time at which something is tried again; zero: nothing is
}

// A Trouble is what did not come. It is not set aside: it may come yet.
type Trouble struct {
	URL    string        `json:"url"`
	Reason parley.Reason `json:"reason"`
	Detail string        `json:"detail"`
	Again  time.Time     `json:"again,omitzero"` // not before; zero: the next time
}

// Tally is what was done since the last call.
func (c *Collector) Tally() Tally {
	t := c.tally
	if t.Troubles == nil {
		t.Troubles = []Trouble{}
	}
	c.tally = Tally{}
	return t
}

// trouble notes what did not come.
func (c *Collector) trouble(url string, r *egress.Refusal, again time.Time) {
	c.tally.Troubles = append(c.tally.Troubles, Trouble{url, r.Reason, r.Detail, again})
	c.next(again)
}

func (c *Collector) next(at time.Time) {
	if !at.IsZero() && (c.tally.Next.IsZero() || at.Before(c.tally.Next)) {
		c.tally.Next = at
	}
}

// keep keeps fetches and reports, and counts those that are new.
func (c *Collector) keep(ctx context.Context, fetches []store.Fetch, reports ...parley.Report) error {
	added, err := c.cfg.Store.KeepFetches(ctx, fetches, reports)
	for _, isNew := range added {
		if isNew {
			c.tally.New++
		}
	}
	return err
}

// known is what the store has of an address; the bare key where it has nothing.
func (c *Collector) known(ctx context.Context, kind store.FetchKind, url string) (store.Fetch, bool, error) {
	f, err := c.cfg.Store.Fetch(ctx, kind, url)
	if err == nil {
		return f, true, nil
	}
	if parley.KindOf(err) == parley.NotFound {
		return store.Fetch{Kind: kind, URL: url}, false, nil
	}
	return f, false, err
}

// failed notes a failure of f, and when it is tried again: soon after the first, later and later after others, and not before the server wants it. Where nothing was asked, because the host rests or must not be asked, it is no failure.
func (c *Collector) failed(f *store.Fetch, r *egress.Refusal) {
	now := c.cfg.Now()
	f.Detail, f.Status, f.NotBefore = string(r.Reason)+": "+r.Detail, r.Status, r.After
	if r.Rests || r.Reason == parley.ReasonBlocked || r.Reason == parley.ReasonRobots {
		return
	}
	f.Asked = now
	f.Failures++
	rest := firstRest
	if n := f.Failures - 2; n >= 0 {
		rest = min(c.cfg.Every<<min(n, 12), maxRest)
	}
	if at := now.Add(rest); at.After(f.NotBefore) {
		f.NotBefore = at
	}
}

// came notes an answer.
func (c *Collector) came(f *store.Fetch, a *egress.Answer) {
	f.Asked, f.NotBefore, f.Failures, f.Status, f.Detail = c.cfg.Now(), time.Time{}, 0, 200, ""
	if a.Same {
		f.Status = 304
		return
	}
	f.ETag, f.Modified = a.ETag, a.Modified
	c.tally.Bytes += int64(len(a.Body))
}

// refusal is err as a refusal, nil where it is another error: that of the context, or of the store.
func refusal(err error) *egress.Refusal {
	var r *egress.Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// Hosts keeps what a door learns of hosts in a store.
type Hosts struct {
	Store store.Fetches
	Now   func() time.Time
}

// Host implements egress.Hosts.
func (h Hosts) Host(ctx context.Context, origin string) (egress.Host, error) {
	f, err := h.Store.Fetch(ctx, store.FetchHost, origin)
	if err != nil {
		if parley.KindOf(err) == parley.NotFound {
			err = nil
		}
		return egress.Host{}, err
	}
	return egress.Host{Robots: f.Body, Status: f.Status, Asked: f.Asked, NotBefore: f.NotBefore}, nil
}

// KeepHost implements egress.Hosts.
func (h Hosts) KeepHost(ctx context.Context, origin string, x egress.Host) error {
	f := store.Fetch{Kind: store.FetchHost, URL: origin, Body: x.Robots, Status: x.Status, Asked: x.Asked, NotBefore: x.NotBefore}
	_, err := h.Store.KeepFetches(ctx, []store.Fetch{f}, nil)
	return err
}
