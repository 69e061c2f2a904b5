package account

import (
	"net/netip"
	"sync"
	"time"
)

// Limits of sign-in. Tries are counted before the password is looked at, so that many at once do not slip through.
const (
	window     = 15 * time.Minute
	perAccount = 5  // failed tries for one name from one address in a window
	perAddress = 30 // failed tries from one address in a window, whatever the names
	mostKeys   = 20_000
)

// network is what tries from one address are counted under: the address itself, or the first half of one of IPv6, since
// whoever has one of those has the whole network of 2^64.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// tries counts failed tries of late by key.
type tries struct {
	mu   sync.Mutex
	seen map[string][]time.Time // the oldest first
}

// take counts a try now and reports whether it is within most, and whether it is the first that is not.
func (t *tries) take(key string, most int, now time.Time) (ok, first bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen == nil {
		t.seen = map[string][]time.Time{}
	}
	old := t.late(key, now)
	if len(old) > most {
		return false, false
	}
	if len(t.seen) >= mostKeys && len(old) == 0 {
		t.sweep(now)
	}
	t.seen[key] = append(old, now)
	return len(old) < most, len(old) == most
}

// late are the tries of a key in the window that ends now.
func (t *tries) late(key string, now time.Time) []time.Time {
	old := t.seen[key]
	for len(old) > 0 && !(old[0].After(now.Add(-window)) && !old[0].After(now)) { // a clock that was set back forgets
		old = old[1:]
	}
	return old
}

// sweep forgets what is old, and any keys where that is not enough.
func (t *tries) sweep(now time.Time) {
	for k := range t.seen {
		if len(t.late(k, now)) == 0 {
			delete(t.seen, k)
		}
	}
	for k := range t.seen {
		if len(t.seen) < mostKeys/2 { // so that the next sweep is far
			return
		}
		delete(t.seen, k)
	}
}

// forget is for a try that did not fail: it counts no more, nor do those of the key before it.
func (t *tries) forget(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, key)
}

// back takes one try of a key back.
func (t *tries) back(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if old := t.seen[key]; len(old) > 1 {
		t.seen[key] = old[:len(old)-1]
	} else {
		delete(t.seen, key)
	}
}
