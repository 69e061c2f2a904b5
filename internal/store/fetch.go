package store

import (
	"context"
	"iter"
	"time"

	"github.com/parley-press/parley"
)

// A FetchKind is what an address of the network is asked for.
type FetchKind string

// The kinds of fetch.
const (
	FetchFeed FetchKind = "feed" // what there is to read
	FetchPage FetchKind = "page" // a report
	FetchHost FetchKind = "host" // a robots.txt; the address is that of the host alone
)

// A FetchState is how far a page is. Feeds and hosts are asked again and again, and have none.
type FetchState string

// The states of a page, in their order.
const (
	FetchWaiting FetchState = "waiting" // to be fetched
	FetchTaken   FetchState = "taken"   // its report is stored; it may not be read yet, nor what is told of it be written down
	FetchDone    FetchState = "done"    // all of it is
	FetchRefused FetchState = "refused" // it did not come, and will not be asked for again
)

// A Fetch is what is known of one address of the network: what was asked for, what came, and when to ask again.
type Fetch struct {
	Kind      FetchKind
	URL       string // the key, with Kind
	State     FetchState
	Asked     time.Time // the last time; zero: never
	NotBefore time.Time // it is not asked for before then; zero: at any time
	Failures  int       // in a row
	Status    int       // of HTTP at the last time, 0 where no answer came
	ETag      string    // by which the same is asked for again
	Modified  string    // likewise: Last-Modified
	Report    parley.ReportID
	Told      parley.Given // what a feed says of the page
	ToldBy    string       // the name of the item that says it
	Detail    string       // what went wrong at the last time
	Body      []byte       // a robots.txt
}

// Fetches keeps what is known of addresses of the network. It is no truth about the negotiation but the memory of a
// collector: the one part of a store in which the new takes the place of the old. Without it nothing is lost but what it
// would have saved: asking again.
type Fetches interface {
	// KeepFetches stores the reports as AddReports does, and each fetch in place of the one of its kind and address: all
	// or none. It says of each report whether its bytes are new. Times are kept to the microsecond, in UTC.
	KeepFetches(ctx context.Context, fetches []Fetch, reports []parley.Report) (added []bool, err error)

	// Fetch is what is known of one address.
	Fetch(ctx context.Context, kind FetchKind, url string) (Fetch, error)

	// Fetches lists what is of that kind and in that state, by address. What is kept while the sequence runs may or may
	// not be seen.
	Fetches(ctx context.Context, kind FetchKind, state FetchState) iter.Seq2[Fetch, error]
}

// CheckFetch refuses a fetch without a kind or an address, of a state that its kind does not have, or with text that
// cannot be stored.
func CheckFetch(f Fetch) error {
	bad := func(what string) error {
		return parley.Errorf(parley.Invalid, "store: keep fetch", "%s %.200q: %s", f.Kind, f.URL, what)
	}
	switch f.Kind {
	case FetchFeed, FetchHost:
		if f.State != "" {
			return bad("only pages have a state")
		}
	case FetchPage:
		switch f.State {
		case FetchWaiting, FetchTaken, FetchDone, FetchRefused:
		default:
			return bad("no such state")
		}
		if f.State == FetchTaken && f.Report == "" {
			return bad("taken, and no report")
		}
	default:
		return bad("no such kind")
	}
	if f.URL == "" {
		return bad("no address")
	}
	for _, s := range []string{f.URL, f.ETag, f.Modified, string(f.Report), f.Detail, f.ToldBy, f.Told.Outlet, f.Told.URL, f.Told.Language, f.Told.PublishedBy, f.Told.Authors, f.Told.AuthorsBy} {
		if !Storable(s) {
			return bad("text that is not UTF-8 or holds a NUL byte")
		}
	}
	return nil
}

// Rounded is f as every store keeps it.
func (f Fetch) Rounded() Fetch {
	for _, t := range []*time.Time{&f.Asked, &f.NotBefore} {
		if !t.IsZero() {
			*t = t.UTC().Truncate(time.Microsecond)
		}
	}
	if len(f.Body) == 0 {
		f.Body = nil
	}
	return f
}
