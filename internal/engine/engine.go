// Package engine is the moving part: it takes reports in, reads what is pending, folds the record, and verifies that
// every finding rests on the words it claims. It knows the store by its contract and the reader by two methods.
//
// Whatever the order in which reports arrive, and however often, the record is the same. An engine that is stopped at
// any point leaves a store from which the next Build goes on.
package engine

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// A Reader reads one report. It is pure, and one value serves many goroutines.
type Reader interface {
	Read(parley.Report) (parley.Findings, *parley.SetAside)
	Text(parley.Report) (*text.Text, *parley.SetAside)
}

// A Fold keeps the findings of one dossier's reports and makes the record of them, of the reports' names, and of the decisions in their order. What is put
// in for a report takes the place of what was there.
type Fold interface {
	Put(parley.Findings)
	Remove(parley.ReportID)
	Record(names map[parley.ReportID][]string, log []parley.Decision, lost map[int64]string) *parley.Record
	Locals(parley.ReportID) map[string]string
	Configure(*parley.Configuration) // for the records from then on; nil for none
}

// Progress is told how far a stage ("take in", "read", "verify") is. total is 0 where it is not known.
// It is called from one goroutine at a time.
type Progress func(stage string, done, total int)

// Config says what an engine works with. Store, Reader, Version and Fold are needed.
type Config struct {
	Store    store.Store
	Reader   Reader
	Version  string           // of the reader
	Fold     func() Fold      // an empty one
	AsOf     parley.Date      // where known, the record is that of the reports published until then; reports without a day are left out
	Who      string           // whose decisions are written, "" for nobody in particular
	Now      func() time.Time // clock for decisions; nil is the zero time
	Workers  int              // reports read at once; 0 is GOMAXPROCS
	Progress Progress         // may be nil
}

// An Engine works on one dossier. It serves many goroutines.
type Engine struct {
	cfg Config

	mu         sync.Mutex
	stamp      string
	record     *parley.Record
	fold       Fold
	held       map[parley.ReportID]held // what the fold has
	configured int64                    // number of the configuration that the fold has

	names map[parley.ReportID][]string // of the reports in the fold
	last  *moment                      // until when the fold has what the store has; nil before the first, and after one that failed

	pending pending // what is not read

	moved map[string]moving // where the words of decisions stand, by decision and reading

	folded atomic.Pointer[map[parley.ReportID]held] // held, as of the last fold that was finished
}

// held is what a fold has of a report: the reading, and whether it was published in time (see Config.AsOf).
type held struct {
	reading store.Reading
	left    bool
}

// New is an engine of that configuration.
func New(cfg Config) *Engine {
	if cfg.Workers <= 0 {
		cfg.Workers = runtime.GOMAXPROCS(0)
	}
	if cfg.Now == nil {
		cfg.Now = func() time.Time { return time.Time{} }
	}
	if cfg.Progress == nil {
		cfg.Progress = func(string, int, int) {}
	}
	return &Engine{cfg: cfg}
}

// reading names the reading that is in force for a report: this reader, the report's format, what is given of it.
func (e *Engine) reading(en store.Entry, given map[parley.ReportID]parley.Given) store.Reading {
	return store.Reading{Report: en.ID, Reader: e.cfg.Version, Format: en.Format, Given: given[en.ID]}
}

// Raw is the report with that id and what is given of it.
func (e *Engine) Raw(ctx context.Context, id parley.ReportID) (parley.Report, error) {
	r, err := e.cfg.Store.Report(ctx, id)
	if err != nil {
		return r, err
	}
	if p := e.folded.Load(); p != nil { // as the record has it: the log is long where much was collected
		if in, ok := (*p)[id]; ok && in.reading.Format == r.Format {
			r.Given = in.reading.Given
			return r, nil
		}
	}
	given, err := store.GivenOf(ctx, e.cfg.Store)
	r.Given = given[id]
	return r, err
}

// Text is the cleaned text of the report with that id, computed anew.
func (e *Engine) Text(ctx context.Context, id parley.ReportID) (*text.Text, error) {
	r, err := e.Raw(ctx, id)
	if err != nil {
		return nil, err
	}
	t, aside := e.text(r)
	if aside != nil {
		return nil, parley.Errorf(parley.NotFound, "engine: text of "+id.Short(), "%s: %s", aside.Reason, aside.Detail)
	}
	return t, nil
}

// read reads a report. A panic of the reader is caught: the report is set aside, its neighbours are not touched.
func (e *Engine) read(r parley.Report) (f parley.Findings, aside *parley.SetAside) {
	defer catch(r, &aside)
	return e.cfg.Reader.Read(r)
}

// text cleans a report, catching a panic as read does.
func (e *Engine) text(r parley.Report) (t *text.Text, aside *parley.SetAside) {
	defer catch(r, &aside)
	return e.cfg.Reader.Text(r)
}

// catch turns a panic into a set-aside that names where it happened.
func catch(r parley.Report, aside **parley.SetAside) {
	p := recover()
	if p == nil {
		return
	}
	what, _, _ := strings.Cut(fmt.Sprint(p), "\n")
	*aside = &parley.SetAside{Name: r.Names[0], Reason: parley.ReasonFault, Report: r.ID, Size: int64(len(r.Bytes)),
		Detail: fmt.Sprintf("the reader failed (%s, in %s); please report this as a fault of Parley", what, panicked())}
}

// panicked is the function and line that a recovered panic came from.
func panicked() string {
	pc := make([]uintptr, 32)
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc)])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") {
			name := f.Function[strings.LastIndexByte(f.Function, '/')+1:]
			return fmt.Sprintf("%s, line %d", name, f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
