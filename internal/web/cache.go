package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Bounds of what is kept of pages that were written.
const (
	mostCached     = 64 << 20 // bytes of all
	mostCachedPage = 4 << 20  // bytes of one
	longestKept    = 1000     // bytes of a query whose page is kept
)

// A written is the bytes of a page with what goes with them.
type written struct {
	body []byte
	kind string // media type
	tag  string // validator, "" where it is that of the record
}

// A pageCache keeps the pages of one record, each for the reader it was written for: what somebody sees hangs on their name and role. It goes with its record,
// so that a page of a newer record is never one of an older. Of two requests for one page at once the second waits for the first.
type pageCache struct {
	mu    sync.Mutex
	pages map[string]written
	bytes int
	busy  map[string]chan struct{}
}

// cacheKey names a page as one reader is shown it.
func (rq *request) cacheKey(r *http.Request, f format) string {
	v := visitorOf(r.Context())
	return strings.Join([]string{v.Name, string(v.Role), strconv.FormatBool(rq.desk), strconv.FormatBool(rq.merges), strconv.Itoa(int(f)), r.Pattern, r.URL.EscapedPath(), r.URL.RawQuery}, "\x00")
}

// keepable reports whether the pages of a route show nothing but the record and who looks at it.
func (s *server) keepable(rt route) bool {
	switch rt.path {
	case "/{$}": // what was set aside is as of the record
		return true
	case "/search":
		return s.opt.Searches == nil
	}
	return !showsMore[rt.path]
}

// get is the page of that key. Where there is none, ok is false, and the caller makes it and says done, with a zero page where it could not: until then
// others wait. Whoever waits for longer than ctx lasts makes the page, too, and keeps it from nobody.
func (c *pageCache) get(ctx context.Context, key string) (p written, ok bool, done func(written)) {
	c.mu.Lock()
	for {
		if p, ok = c.pages[key]; ok {
			c.mu.Unlock()
			return p, true, nil
		}
		wait := c.busy[key]
		if wait == nil {
			break
		}
		c.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return p, false, func(written) {}
		}
		c.mu.Lock()
	}
	defer c.mu.Unlock()
	if c.busy == nil {
		c.busy, c.pages = map[string]chan struct{}{}, map[string]written{}
	}
	made := make(chan struct{})
	c.busy[key] = made
	return p, false, func(p written) {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.busy, key)
		close(made)
		if p.body != nil {
			c.put(key, p)
		}
	}
}

// put keeps a page. Where there are too many bytes, all pages but it are forgotten.
func (c *pageCache) put(key string, p written) {
	n := len(key) + len(p.body)
	if n > mostCachedPage {
		return
	}
	if c.bytes += n; c.bytes > mostCached {
		clear(c.pages)
		c.bytes = n
	}
	c.pages[key] = p
}
