package collect

import (
	"context"
	"math"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/egress"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
)

// Pages fetches pages that are noted, at most n of them, and yields their reports and why others did not come: what
// engine.Build takes. First come reports that an earlier run had stored and not settled. only, where it is not nil, names the
// pages that are meant, and no others. Call Settle when all is taken in.
func (c *Collector) Pages(ctx context.Context, n int, only map[string]bool) intake.Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		c.err = c.pages(ctx, n, only, yield)
	}
}

// Add fetches addresses that the user names, whatever is known of them, and yields as Pages does: of a page its report, of a
// feed those of all the pages that it leads to and that are not there yet. What did not change since it was fetched
// transfers nothing.
func (c *Collector) Add(ctx context.Context, addresses []string) intake.Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		c.err = c.add(ctx, addresses, yield)
	}
}

func (c *Collector) add(ctx context.Context, addresses []string, yield func(parley.Report, *parley.SetAside) bool) error {
	var jobs []job
	for _, s := range addresses {
		u, err := egress.Parse(s)
		if err != nil {
			if !yield(parley.Report{}, &parley.SetAside{Name: s, Reason: parley.ReasonBlocked, Detail: err.Error(), Size: -1}) {
				return errEnough
			}
			continue
		}
		f, _, err := c.known(ctx, store.FetchPage, u.String())
		if err != nil {
			return err
		}
		f.State, f.NotBefore, f.Failures = store.FetchWaiting, time.Time{}, 0
		jobs = append(jobs, job{f, u.Host})
	}
	links := map[string]bool{}
	err := c.each(ctx, "addresses", egress.Any, jobs, func(f store.Fetch, a *egress.Answer, err error) error {
		if err != nil || a.Same || !intake.IsFeed(a.Body) {
			return c.fetched(ctx, f, a, err, yield)
		}
		feed, _, err := c.known(ctx, store.FetchFeed, f.URL)
		if err != nil {
			return err
		}
		c.tally.Feeds++
		return c.feed(ctx, feed, a, links)
	})
	if err != nil || len(links) == 0 {
		return err
	}
	return c.pages(ctx, math.MaxInt, links, yield)
}

// errEnough ends a sequence that is not listened to any more.
var errEnough = parley.Errorf(parley.Internal, "collect", "enough")

func (c *Collector) pages(ctx context.Context, n int, only map[string]bool, yield func(parley.Report, *parley.SetAside) bool) error {
	for f, err := range c.cfg.Store.Fetches(ctx, store.FetchPage, store.FetchTaken) {
		if err != nil {
			return err
		}
		if only != nil && !only[f.URL] || n == 0 {
			continue
		}
		n--
		r, err := c.cfg.Store.Report(ctx, f.Report)
		if err != nil {
			return err
		}
		r.Names = []string{f.URL}
		if !c.give(f, r, yield) {
			return errEnough
		}
	}
	jobs, err := c.waiting(ctx, n, only)
	if err != nil {
		return err
	}
	c.asked += len(jobs)
	return c.each(ctx, "pages", egress.Page, jobs, func(f store.Fetch, a *egress.Answer, err error) error {
		return c.fetched(ctx, f, a, err, yield)
	})
}

// waiting lists pages whose time has come, at most n.
func (c *Collector) waiting(ctx context.Context, n int, only map[string]bool) ([]job, error) {
	now, waiting := c.cfg.Now(), 0
	var jobs []job
	for f, err := range c.cfg.Store.Fetches(ctx, store.FetchPage, store.FetchWaiting) {
		if err != nil {
			return nil, err
		}
		if only != nil && !only[f.URL] || len(jobs) >= n {
			continue
		}
		if f.NotBefore.After(now) {
			waiting++
			c.next(f.NotBefore)
			continue
		}
		u, err := egress.Parse(f.URL)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job{f, u.Host})
	}
	c.tally.Waiting = waiting
	return jobs, nil
}

// fetched takes what came of a page: in one transaction its report and that it is there.
func (c *Collector) fetched(ctx context.Context, f store.Fetch, a *egress.Answer, err error, yield func(parley.Report, *parley.SetAside) bool) error {
	if err != nil {
		r := refusal(err)
		if r == nil {
			return err
		}
		return c.missed(ctx, f, r, yield)
	}
	c.came(&f, a)
	if a.Same {
		c.tally.Same++
		return c.same(ctx, f, yield)
	}
	r, aside := intake.Fetched(f.URL, a.Type, a.Body)
	if aside == nil && r.Format == parley.PlainText && (strings.HasSuffix(a.Type, "json") || strings.HasSuffix(a.Type, "xml")) {
		aside = &parley.SetAside{Name: f.URL, Reason: parley.ReasonUnknown, Detail: a.Type + " that is neither a page nor a feed", Report: r.ID, Size: int64(len(a.Body))}
	}
	if aside != nil {
		return c.setAside(ctx, f, aside, yield)
	}
	c.tally.Fetched++
	f.Told.URL = a.URL
	r.Told.URL = a.URL
	if f.Told.Outlet != "" && c.cfg.Outlet(r) {
		f.Told.Outlet = ""
	}
	f.State, f.Report, f.Told = store.FetchTaken, r.ID, storable(f.Told)
	if err := c.keep(ctx, []store.Fetch{f}, r); err != nil {
		return err
	}
	if !c.give(f, r, yield) {
		return errEnough
	}
	return nil
}

// same takes that a page is still what it was: its report is given again, for what may be said of it now, or for a run that was
// cut off before.
func (c *Collector) same(ctx context.Context, f store.Fetch, yield func(parley.Report, *parley.SetAside) bool) error {
	r, err := c.cfg.Store.Report(ctx, f.Report)
	if err != nil {
		return err
	}
	r.Names, f.State = []string{f.URL}, store.FetchTaken
	if err := c.keep(ctx, []store.Fetch{f}); err != nil {
		return err
	}
	if !c.give(f, r, yield) {
		return errEnough
	}
	return nil
}

// missed takes that a page did not come: it is tried again, or set aside.
func (c *Collector) missed(ctx context.Context, f store.Fetch, r *egress.Refusal, yield func(parley.Report, *parley.SetAside) bool) error {
	c.failed(&f, r)
	if r.Later && f.Failures < maxTries {
		c.trouble(f.URL, r, f.NotBefore)
		return c.keep(ctx, []store.Fetch{f})
	}
	return c.setAside(ctx, f, &parley.SetAside{Name: f.URL, Reason: r.Reason, Detail: r.Detail, Size: r.Size}, yield)
}

// setAside gives a page up.
func (c *Collector) setAside(ctx context.Context, f store.Fetch, aside *parley.SetAside, yield func(parley.Report, *parley.SetAside) bool) error {
	f.State, f.NotBefore = store.FetchRefused, time.Time{}
	f.Detail = string(aside.Reason) + ": " + aside.Detail
	if err := c.keep(ctx, []store.Fetch{f}); err != nil {
		return err
	}
	if !yield(parley.Report{}, aside) {
		return errEnough
	}
	return nil
}

// give yields a report that is stored, with what is told of it.
func (c *Collector) give(f store.Fetch, r parley.Report, yield func(parley.Report, *parley.SetAside) bool) bool {
	c.taken = append(c.taken, f)
	r.Told = f.Told
	return yield(r, nil)
}

// Settle writes down that what Pages or Add yielded is taken in. It says whether there was anything to do, so that there may
// be more, and returns the error that ended the sequence.
func (c *Collector) Settle(ctx context.Context) (more bool, err error) {
	taken, asked, err := c.taken, c.asked, c.err
	c.taken, c.asked, c.err = nil, 0, nil
	if err != nil {
		return false, err
	}
	for i := range taken {
		taken[i].State = store.FetchDone
	}
	if len(taken) > 0 {
		err = c.keep(ctx, taken)
	}
	return asked+len(taken) > 0, err
}
