package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// A SavedSearch is a search that somebody wants to see again.
type SavedSearch struct {
	Who   string // whose it is, "" for nobody in particular
	Name  string // the key, with Who
	Query string // of the address of its page
	At    time.Time
	Seen  int64 // number of the latest arrival when it was last looked at
}

// Searches keeps saved searches. They are no truth about the negotiation: like Fetches, the new takes the place of the old.
type Searches interface {
	// SaveSearch keeps a search in place of the one of its owner and name. Times are kept to the microsecond, in UTC.
	SaveSearch(ctx context.Context, s SavedSearch) error

	// ForgetSearch forgets a search; one that is not there is an error of kind NotFound.
	ForgetSearch(ctx context.Context, who, name string) error

	// SavedSearches lists the searches of one owner by name.
	SavedSearches(ctx context.Context, who string) ([]SavedSearch, error)
}

// Limits of a saved search.
const (
	MostSearchName  = 100  // bytes
	MostSearchQuery = 4000 // bytes
	MostSearches    = 200  // of one owner
)

// CheckSearch refuses a search without a name or a query, and what is too long or cannot be stored.
func CheckSearch(s SavedSearch) error {
	bad := func(what string) error { return parley.Errorf(parley.Invalid, "store: save search", "%s", what) }
	switch {
	case strings.TrimSpace(s.Name) == "" || len(s.Name) > MostSearchName:
		return bad("a saved search needs a name of at most 100 bytes")
	case s.Query == "" || len(s.Query) > MostSearchQuery:
		return bad("a saved search needs a query of at most 4,000 bytes")
	case !Storable(s.Who) || !Storable(s.Name) || !Storable(s.Query):
		return bad("text that is not UTF-8 or holds a NUL byte")
	}
	return nil
}

// searchKey is the key of a saved search.
type searchKey struct{ who, name string }

// SaveSearch implements Searches.
func (m *Memory) SaveSearch(ctx context.Context, s SavedSearch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := CheckSearch(s); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k, n := searchKey{s.Who, s.Name}, 0
	for o := range m.searches {
		if o.who == s.Who && o != k {
			n++
		}
	}
	if n >= MostSearches {
		return TooManySearches()
	}
	if m.searches == nil {
		m.searches = map[searchKey]SavedSearch{}
	}
	s.At = s.At.UTC().Truncate(time.Microsecond)
	m.searches[k] = s
	return nil
}

// TooManySearches is the error for one search too many.
func TooManySearches() error {
	return parley.Errorf(parley.Clash, "store: save search", "there are %d saved searches already; forget one first", MostSearches)
}

// NoSearch is the error for a search that is not there.
func NoSearch(name string) error {
	return parley.Errorf(parley.NotFound, "store: forget search", "no saved search has the name %.100q", name)
}

// ForgetSearch implements Searches.
func (m *Memory) ForgetSearch(ctx context.Context, who, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k := searchKey{who, name}
	if _, ok := m.searches[k]; !ok {
		return NoSearch(name)
	}
	delete(m.searches, k)
	return nil
}

// SavedSearches implements Searches.
func (m *Memory) SavedSearches(ctx context.Context, who string) ([]SavedSearch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []SavedSearch
	for k, s := range m.searches {
		if k.who == who {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(x, y SavedSearch) int { return cmp.Compare(x.Name, y.Name) })
	return out, nil
}
