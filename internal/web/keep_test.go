package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
)

// A slow source takes its time to give another record.
type slowSource struct {
	*inMemory
	stamp atomic.Int64
	folds atomic.Int64
	gate  chan struct{} // a fold takes one from it

	mu sync.Mutex
}

func (s *slowSource) Stamp(context.Context) (string, error) { return fmt.Sprint(s.stamp.Load()), nil }

func (s *slowSource) Record(context.Context) (*parley.Record, error) {
	s.folds.Add(1)
	<-s.gate
	s.mu.Lock()
	defer s.mu.Unlock()
	rec := *s.rec
	return &rec, s.fails
}

// add puts a conflict into the record.
func (s *slowSource) add(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rec := *s.rec
	rec.Conflicts = append(rec.Conflicts[:len(rec.Conflicts):len(rec.Conflicts)], parley.Conflict{ID: "c9" + what, What: what})
	s.rec = &rec
	s.stamp.Add(1)
}

// breaks makes the next folds fail, or nil.
func (s *slowSource) breaks(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = err
}

// grown is the pages of a source as if its record were a large one.
func grown(t testing.TB, src Source, opt Options) http.Handler {
	t.Helper()
	s, err := newServer(src, opt)
	if err != nil {
		t.Fatal(err)
	}
	s.keep.small = 0
	return s.guard(s.mux())
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 500 {
		if holds() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal(what)
}

// TestKeepsServing: while the next record of a large dossier is folded, everybody is shown the last one at once, and there is one fold at a time.
func TestKeepsServing(t *testing.T) {
	s := &slowSource{inMemory: invented(), gate: make(chan struct{}, 10)}
	s.gate <- struct{}{}
	h := grown(t, s, Options{})
	if w := get(h, "/conflicts"); w.Code != 200 {
		t.Fatal(w.Code)
	}
	s.add("A new dispute over the quay")
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			start := time.Now()
			w := get(h, "/conflicts")
			if w.Code != 200 || strings.Contains(w.Body.String(), "new dispute") {
				t.Errorf("%d, or a record that is not folded", w.Code)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("the page waited %v for a fold", d)
			}
		})
	}
	wg.Wait()
	eventually(t, "no fold begins", func() bool { get(h, "/conflicts"); return s.folds.Load() == 2 })
	get(h, "/conflicts")
	if n := s.folds.Load(); n != 2 {
		t.Errorf("%d folds, want the first and one that is under way", n)
	}
	s.gate <- struct{}{}
	eventually(t, "the new record is never shown", func() bool { return strings.Contains(get(h, "/conflicts").Body.String(), "new dispute") })
}

// TestSmallRecordsAreNew: of a small dossier every page has what was there when it was asked for.
func TestSmallRecordsAreNew(t *testing.T) {
	s := &slowSource{inMemory: invented(), gate: make(chan struct{})}
	close(s.gate)
	h := handler(t, s)
	for i := range 50 {
		what := fmt.Sprintf("dispute number %d", i)
		s.add(what)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if w := get(h, "/conflicts?per=500"); w.Code != 200 || !strings.Contains(w.Body.String(), what) {
					t.Errorf("%d, or without %s", w.Code, what)
				}
			})
		}
		wg.Wait()
	}
}

// TestKeeperFirst: before the first record is folded readers are told to come again; a failure is told, and tried again.
func TestKeeperFirst(t *testing.T) {
	s := &slowSource{inMemory: invented(), gate: make(chan struct{}, 10)}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	never := make(chan struct{})
	defer close(never)
	k := &keeper{src: s, make: func(context.Context) (*index, error) { <-never; return nil, errFolding }, log: slog.New(slog.DiscardHandler)}
	if _, err := k.current(ctx, ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a reader that goes away: %v", err)
	}
	w := httptest.NewRecorder()
	retry(w, errFolding)
	if w.Header().Get("Retry-After") == "" || statusOf(errFolding.Kind) != http.StatusServiceUnavailable {
		t.Error("nothing says when to come again")
	}
	for _, h := range []http.Handler{handler(t, s), grown(t, s, Options{})} {
		s.breaks(parley.Errorf(parley.Clash, "store", "the file is damaged"))
		s.gate <- struct{}{}
		if w := get(h, "/"); w.Code != 409 {
			t.Errorf("a record that cannot be folded: %d", w.Code)
		}
		s.breaks(nil)
		s.gate <- struct{}{}
		if w := get(h, "/"); w.Code != 200 {
			t.Errorf("the next try: %d", w.Code)
		}
	}
}

// TestKeeperPanics: a fold that panics is a failure like others.
func TestKeeperPanics(t *testing.T) {
	k := &keeper{src: &slowSource{inMemory: invented()}, make: func(context.Context) (*index, error) { panic("out of quays") }, log: slog.New(slog.DiscardHandler)}
	if _, err := k.current(t.Context(), ""); parley.KindOf(err) != parley.Internal || !strings.Contains(err.Error(), "quays") {
		t.Error(err)
	}
}

// A gated source is an engine whose folds wait at a gate.
type gatedSource struct {
	*engine.Engine
	gate chan struct{}
}

func (g gatedSource) Record(ctx context.Context) (*parley.Record, error) {
	<-g.gate
	return g.Engine.Record(ctx)
}

// TestReadsOwnWrites: whoever decided something is never again shown a page from before it, while others are shown what there is.
func TestReadsOwnWrites(t *testing.T) {
	l := newLab(t, "")
	src := gatedSource{l.engine, make(chan struct{}, 100)}
	s, err := newServer(src, Options{Title: "Ferry talks", Who: "Noor", Decider: l.engine})
	if err != nil {
		t.Fatal(err)
	}
	s.keep.small = 0
	noor := s.guard(s.mux())
	reader, err := newServer(src, Options{Title: "Ferry talks", Who: "Bas"})
	if err != nil {
		t.Fatal(err)
	}
	reader.keep = s.keep // the same record, another reader
	bas := reader.guard(reader.mux())

	src.gate <- struct{}{}
	const finding = "/reports/riverton-post.txt/findings/s1"
	form := formIn(t, get(noor, finding).Body.String(), shortHref(t, s, "riverton-post.txt")+"/findings/s1", "reject")
	form.Set("why", "nobody says so")
	before := get(bas, "/decisions").Body.String()
	if w := send(noor, finding, form); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	shown := make(chan string)
	go func() { shown <- get(noor, "/decisions").Body.String() }()
	if again := get(bas, "/decisions").Body.String(); again != before {
		t.Error("another reader waits for what is not folded, or is shown it")
	}
	select {
	case <-shown:
		t.Error("a page after the decision was shown before there was a record with it")
	case <-time.After(100 * time.Millisecond):
	}
	src.gate <- struct{}{}
	if page := <-shown; !strings.Contains(page, "nobody says so") {
		t.Errorf("the page after a decision lacks it:\n%s", page)
	}
	if page := get(bas, "/decisions").Body.String(); !strings.Contains(page, "nobody says so") {
		t.Error("the others are not shown the new record")
	}
}

// shortHref is the address of a report.
func shortHref(t *testing.T, s *server, file string) string {
	t.Helper()
	x, err := s.current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := x.report(file)
	if err != nil {
		t.Fatal(err)
	}
	return x.ref(r).Href
}

// TestDecidesAndReads: of many decisions one after the other each is on the very next page, with others reading all the time.
func TestDecidesAndReads(t *testing.T) {
	l := newLab(t, "Noor")
	h := grown(t, l.engine, Options{Title: "Ferry talks", Who: "Noor", Decider: l.engine})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					get(h, "/conflicts")
				}
			}
		})
	}
	l.pages = h
	for i := range 12 {
		state := []string{"seen", "explained"}[i%2]
		why := fmt.Sprintf("reason number %d", i)
		page := l.decide("/conflicts/"+l.record().Conflicts[0].Key, "/conflicts/"+l.record().Conflicts[0].Key, "mark", url.Values{"value": {state}, "why": {why}, "back": {"/decisions"}})
		if !strings.Contains(page, why) {
			t.Errorf("the page after decision %d lacks it", i)
		}
	}
	close(stop)
	wg.Wait()
}

// Pages of a large record that took long say as of when they are; of a small one they are never behind, and say nothing, however slow the machine is.
func TestKeepsSayAsOf(t *testing.T) {
	for _, large := range []bool{true, false} {
		s := &slowSource{inMemory: invented(), gate: make(chan struct{}, 1)}
		srv, err := newServer(s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if large {
			srv.keep.small = 0
		}
		time.AfterFunc(slow+200*time.Millisecond, func() { s.gate <- struct{}{} })
		body := get(srv.guard(srv.mux()), "/conflicts").Body.String()
		if got := strings.Contains(body, "The record is that of"); got != large {
			t.Errorf("large: %t, as of is said: %t", large, got)
		}
	}
}
