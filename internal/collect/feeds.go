package collect

import (
	"context"
	"net/url"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
)

// Poll asks feeds for what is new, and notes the pages that they lead to. A feed that has not changed transfers nothing; one
// that failed before is left alone until its time has come.
func (c *Collector) Poll(ctx context.Context, feeds []string) error {
	var jobs []job
	for _, s := range feeds {
		u, err := egress.Parse(s)
		if err != nil {
			c.tally.Feeds++
			c.tally.Troubles = append(c.tally.Troubles, Trouble{URL: s, Reason: parley.ReasonBlocked, Detail: err.Error()})
			continue
		}
		f, _, err := c.known(ctx, store.FetchFeed, u.String())
		if err != nil {
			return err
		}
		c.tally.Feeds++
		if f.NotBefore.After(c.cfg.Now()) {
			c.tally.Troubles = append(c.tally.Troubles, Trouble{f.URL, parley.ReasonUnavailable, "is left alone for now; " + f.Detail, f.NotBefore})
			c.next(f.NotBefore)
			continue
		}
		jobs = append(jobs, job{f, u.Host})
	}
	return c.each(ctx, "feeds", egress.Feed, jobs, func(f store.Fetch, a *egress.Answer, err error) error {
		if err == nil {
			return c.feed(ctx, f, a, nil)
		}
		r := refusal(err)
		if r == nil {
			return err
		}
		c.failed(&f, r)
		c.trouble(f.URL, r, f.NotBefore)
		return c.keep(ctx, []store.Fetch{f})
	})
}

// feed takes what came of a feed: in one transaction the feed's ETag and the pages it leads to. All of these, known or not, go into
// links, where there is such a set.
func (c *Collector) feed(ctx context.Context, f store.Fetch, a *egress.Answer, links map[string]bool) error {
	before := f
	c.came(&f, a)
	if a.Same {
		c.tally.Unchanged++
		return c.keep(ctx, []store.Fetch{f})
	}
	if !intake.IsFeed(a.Body) {
		r := &egress.Refusal{Reason: parley.ReasonUnknown, Detail: "what came is no feed (RSS, Atom or JSON Feed)", Status: 200, Later: true}
		c.failed(&before, r)
		c.trouble(f.URL, r, before.NotBefore)
		return c.keep(ctx, []store.Fetch{before})
	}
	n := noter{Collector: c, feed: f.URL, seen: links}
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	if n.base, n.err = url.Parse(a.URL); n.err == nil {
		intake.Links(f.URL, a.Body, c.cfg.MaxBytes, func(l *intake.Link, aside *parley.SetAside) bool { return n.link(ctx, l, aside) })
	}
	if n.err != nil {
		return n.err
	}
	if n.more { // it is read again, so that the rest is noted too
		f.ETag, f.Modified = "", ""
		c.tally.Troubles = append(c.tally.Troubles, Trouble{URL: f.URL, Reason: parley.ReasonTooLarge, Detail: "leads to more new pages than are noted at one time; the rest is noted the next time"})
	}
	c.tally.Found += len(n.fetches)
	return c.keep(ctx, slices.Concat(n.fetches, n.better, []store.Fetch{f}), n.reports...)
}

// A noter notes the items of one feed.
type noter struct {
	*Collector
	feed    string
	base    *url.URL
	seen    map[string]bool // by the key of the fetch
	fetches []store.Fetch
	better  []store.Fetch // known already, with a better word on them
	reports []parley.Report
	wrong   int
	more    bool
	err     error
}

// maxFeedTroubles is how many items of one feed that cannot be read are named.
const maxFeedTroubles = 20

// link notes one item: the page that it leads to, or where it leads to none, the item itself.
func (n *noter) link(ctx context.Context, l *intake.Link, aside *parley.SetAside) bool {
	if aside != nil {
		if n.wrong++; n.wrong <= maxFeedTroubles {
			n.tally.Troubles = append(n.tally.Troubles, Trouble{URL: aside.Name, Reason: aside.Reason, Detail: aside.Detail})
		}
		return true
	}
	f := store.Fetch{Kind: store.FetchPage, URL: n.page(l.URL), State: store.FetchWaiting, Told: storable(l.Told), ToldBy: l.Name}
	page := f.URL != ""
	switch {
	case page:
	case l.Item.ID == "":
		return true // neither a page nor a text
	default: // named by its content: a GUID may be that of all items, or another one every time
		f.URL, f.State, f.Report = n.feed+"#"+l.Item.ID.Short(), store.FetchTaken, l.Item.ID
		l.Item.Names = []string{f.URL}
	}
	if n.seen[f.URL] {
		return true
	}
	n.seen[f.URL] = true
	was, old, err := n.known(ctx, store.FetchPage, f.URL)
	switch {
	case err != nil:
		n.err = err
		return false
	case old && was.State == store.FetchWaiting && tellsBetter(f, was):
		was.Told, was.ToldBy = f.Told, f.ToldBy
		n.better = append(n.better, was)
		return true
	case old:
		return true
	case len(n.fetches) >= maxNew:
		n.more = true
		return false
	}
	n.fetches = append(n.fetches, f)
	if !page {
		n.reports = append(n.reports, l.Item)
	}
	return true
}

// tellsBetter reports whether of two items that lead to one page a is the one whose word on it is taken: one that says a day, else
// the one whose name sorts first. So it does not matter which feed answers first.
func tellsBetter(a, b store.Fetch) bool {
	if x, y := a.Told.Published.Known(), b.Told.Published.Known(); x != y {
		return x
	}
	return a.ToldBy < b.ToldBy
}

// page is the one form of the address to which an item leads, "" where it leads to none.
func (n *noter) page(link string) string {
	if link == "" {
		return ""
	}
	ref, err := url.Parse(link)
	if err != nil {
		return ""
	}
	u, err := egress.Parse(n.base.ResolveReference(ref).String())
	if err != nil {
		return ""
	}
	return u.String()
}

// storable is g without what a store does not keep.
func storable(g parley.Given) parley.Given {
	for _, s := range []*string{&g.Outlet, &g.URL, &g.Language, &g.PublishedBy, &g.Authors, &g.AuthorsBy} {
		if !store.Storable(*s) {
			*s = ""
		}
	}
	return g
}
