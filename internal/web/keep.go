package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/parley-press/parley"
)

// A StampSource is a Source that can say cheaply whether Record would give another record. Its record is folded beside the requests, never in the time of one.
//
// Of a record with up to smallRecord reports readers wait for the newest. Of a larger one they are shown the one that was folded last, with the moment it is
// of, while the next is folded. Whoever decided something is never shown a record from before that, however large.
type StampSource interface {
	Source
	Stamp(ctx context.Context) (string, error)
}

// How long readers wait, and how much of the time the fold may take.
const (
	smallRecord = 1000             // reports
	patience    = 10 * time.Second // before an answer says to come again
	checkRest   = 50               // of a large record the stamp is asked for at most every so many times of what asking takes
	longestRest = 2 * time.Second  // but after this long at the latest
	slow        = time.Second      // pages of a record that takes longer say as of when they are
	foldRest    = 1                // between two folds of a large record the processors rest from them this many times as long as the last one took
)

// errFolding says that there is no record yet, or none yet with what the reader decided.
var errFolding = &parley.Error{Kind: parley.Unavailable, Op: "record", Msg: "the record of this dossier is being folded; nothing is lost, and this page comes back by itself in a few seconds"}

// A keeper keeps the index of the record that was folded last, and has the next one made when the source has changed: by one goroutine, one after the other.
type keeper struct {
	src   StampSource
	make  func(ctx context.Context) (*index, error) // folds, and prepares all that pages need
	small int                                       // up to how many reports readers wait for the newest record
	log   *slog.Logger

	mu     sync.Mutex
	index  *index
	num    int64            // of the fold that was begun last
	from   string           // stamp of the source before it began
	shown  int64            // number of the fold that index is of
	making chan struct{}    // closed when the fold that was begun last has ended; nil where none is under way
	err    error            // of the last fold
	wants  map[string]int64 // by who decided something: the number of the first fold that has it

	newest  string // the stamp that the source gave last
	asked   int64  // how often it was asked for
	got     int64  // which of these times newest is of
	checked time.Time
	rest    time.Duration // until it is asked for again
	took    time.Duration // the last fold
	ended   time.Time
	begun   bool // a fold has ended well: the first one compares all with all, and says nothing of the next ones
}

// current is the index that somebody may be shown.
func (k *keeper) current(ctx context.Context, who string) (*index, error) {
	if err := k.look(ctx); err != nil {
		return nil, err
	}
	t := time.NewTimer(patience)
	defer t.Stop()
	k.mu.Lock()
	defer k.mu.Unlock()
	need := k.need(who)
	for {
		if k.index != nil && k.shown >= need {
			k.refresh(ctx, need)
			return k.index, nil
		}
		if k.err != nil && k.making == nil && k.num >= need {
			return nil, k.err
		}
		k.refresh(ctx, need)
		made := k.making
		k.mu.Unlock()
		var err error
		select {
		case <-made:
		case <-t.C:
			err = errFolding
		case <-ctx.Done():
			err = ctx.Err()
		}
		k.mu.Lock()
		if err != nil {
			return nil, err
		}
	}
}

// need is the number of the fold that somebody waits for.
func (k *keeper) need(who string) int64 {
	n := k.wants[who]
	if n > 0 && k.shown >= n {
		delete(k.wants, who)
	}
	if k.index == nil || !k.large(k.index.rec) {
		if n = max(n, k.num); k.newest != k.from {
			n = max(n, k.num+1)
		}
	}
	if n = max(n, 1); n > k.shown && k.err != nil && k.making == nil { // who asks next has it tried again
		n = max(n, k.num+1)
	}
	return n
}

// large reports whether readers are shown the last record while the next is folded.
func (k *keeper) large(rec *parley.Record) bool { return len(rec.Reports) > k.small }

// decided notes that somebody wrote a decision: from now on they wait for a record that has it.
func (k *keeper) decided(who string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.wants == nil {
		k.wants = map[string]int64{}
	}
	k.wants[who] = k.num + 1
	k.checked = time.Time{}
}

// look asks the source for its stamp, where it was not asked just now.
func (k *keeper) look(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	start := time.Now()
	if start.Sub(k.checked) < k.rest {
		return nil
	}
	if k.index != nil && k.large(k.index.rec) {
		k.checked, k.rest = start, time.Hour // nobody else asks meanwhile
	}
	k.asked++
	ticket := k.asked
	k.mu.Unlock()
	stamp, err := k.src.Stamp(context.WithoutCancel(ctx))
	k.mu.Lock()
	if k.rest = 0; err != nil {
		return err
	}
	if k.checked = time.Now(); ticket > k.got { // or somebody who asked later has its answer already
		k.newest, k.got = stamp, ticket
	}
	if k.index != nil && k.large(k.index.rec) {
		k.rest = min(longestRest, checkRest*k.checked.Sub(start))
	}
	return nil
}

// refresh begins a fold where the record is behind, none is under way, and the last one is long enough ago, or somebody waits for the number need.
func (k *keeper) refresh(ctx context.Context, need int64) {
	waits, pause := k.shown < need, foldRest*k.took
	if k.err != nil {
		pause = max(pause, longestRest)
	}
	if k.making != nil || !waits && (k.newest == k.from && k.err == nil || time.Since(k.ended) < pause) {
		return
	}
	k.num++
	k.from, k.making, k.err = k.newest, make(chan struct{}), nil
	go k.fold(context.WithoutCancel(ctx), k.num, waits)
}

// fold makes the index of the record as it is now.
func (k *keeper) fold(ctx context.Context, num int64, awaited bool) {
	if !awaited {
		defer oneMore()()
		lowly()
	}
	start := time.Now()
	x, err := k.made(ctx)
	took := time.Since(start)
	switch {
	case err != nil:
		k.log.Error("web: the record could not be folded", "err", err)
	case took > slow && x != k.last():
		k.log.Info("web: the record was folded", "reports", len(x.rec.Reports), "took", took.Round(time.Millisecond))
		if k.large(x.rec) { // of a small one no page is shown that is behind
			x.asOf = start.UTC()
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err = err; err == nil {
		k.index, k.shown = x, num
	}
	k.ended = time.Now()
	if k.took = took; !k.begun {
		k.took = 0
	}
	k.begun = k.begun || err == nil
	close(k.making)
	k.making = nil
}

// oneMore lets one more thread run Go than before, until the function that it gives is called. A fold at a low priority keeps the right to run also while the
// kernel has it wait: without one more, requests would have one less.
func oneMore() (undo func()) {
	more.Lock()
	defer more.Unlock()
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	return func() {
		more.Lock()
		defer more.Unlock()
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) - 1)
	}
}

var more sync.Mutex // of the number of threads: there can be several keepers

// last is the index that was made last, nil where there is none.
func (k *keeper) last() *index {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.index
}

// made is make, with a fault of it as an error.
func (k *keeper) made(ctx context.Context) (x *index, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = parley.Errorf(parley.Internal, "web: record", "%v", v)
		}
	}()
	return k.make(ctx)
}

// retry adds to the answer of a record that is not folded yet when to ask again.
func retry(w http.ResponseWriter, err error) {
	if errors.Is(err, errFolding) {
		w.Header().Set("Retry-After", "5")
		w.Header().Set("Refresh", "5")
	}
}
