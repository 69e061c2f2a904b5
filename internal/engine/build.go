package engine

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Limits of one transaction: so many reports, or so many bytes, whichever comes first.
const (
	batchReports = 64
	batchBytes   = 8 << 20
)

// A Summary is what one build did.
type Summary struct {
	Inputs   int               `json:"inputs"`    // reports that came in
	New      int               `json:"new"`       // of these, with bytes that were not there
	Already  int               `json:"already"`   // of these, with bytes that were there, or that came twice
	Read     int               `json:"read"`      // reports read now: the new ones, and any that were pending
	SetAside []parley.SetAside `json:"set_aside"` // by name, numbers in it by value
}

// Build takes in what items gives, reads every report that the reader's version has not read as it now stands, and
// says what it did. A nil *SetAside in items means that the report is good. Memory holds a few reports at a time.
//
// What is given with a report (Report.Given) is kept where it is new. Where the same bytes come several times in one
// build with different words, those of the first name count. What a container tells of it (Report.Told) is kept with
// the name of the part that tells it, and counts where nothing is given (see store.GivenIn).
func (e *Engine) Build(ctx context.Context, items iter.Seq2[parley.Report, *parley.SetAside]) (Summary, error) {
	b := builder{Engine: e, came: map[parley.ReportID]bool{}, given: map[parley.ReportID][]said{}, fresh: map[parley.ReportID]bool{}, undated: map[parley.ReportID]bool{}}
	if err := b.takeIn(ctx, items); err != nil {
		return b.sum, err
	}
	if err := b.give(ctx); err != nil {
		return b.sum, err
	}
	if _, err := b.Place(ctx); err != nil {
		return b.sum, err
	}
	err := b.readPending(ctx)
	if err == nil {
		err = b.dateUndated(ctx)
	}
	slices.SortFunc(b.sum.SetAside, func(x, y parley.SetAside) int {
		return cmp.Or(byNumber(x.Name, y.Name), cmp.Compare(x.Reason, y.Reason), cmp.Compare(x.Detail, y.Detail))
	})
	return b.sum, err
}

// byNumber compares names so that part 2 of a container stands before part 10: numbers by their value, all else by bytes.
func byNumber(x, y string) int {
	for i := 0; i < min(len(x), len(y)); i++ {
		if x[i] == y[i] {
			continue
		}
		for i > 0 && isDigit(x[i-1]) {
			i--
		}
		a, b := digits(x[i:]), digits(y[i:])
		if a == 0 || b == 0 || a == b {
			break
		}
		return cmp.Compare(a, b)
	}
	return cmp.Compare(x, y)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits is how many digits s begins with, zeros in front left out.
func digits(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return len(strings.TrimLeft(s[:n], "0"))
}

// A builder is one run of Build.
type builder struct {
	*Engine
	sum     Summary
	came    map[parley.ReportID]bool   // every report that came in
	given   map[parley.ReportID][]said // of these, what was given with them
	batch   []parley.Report
	bytes   int
	asides  []parley.SetAside // waiting to be stored
	found   []store.Found     // waiting to be stored
	placed  []store.Placed    // likewise, of the same readings
	pending int
	done    int
	fresh   map[parley.ReportID]bool // what was read
	undated map[parley.ReportID]bool // of these, what does not say when it came out, but tells a day by its name
}

// said is what was given with one input.
type said struct {
	name  string
	given parley.Given
}

// takeIn stores what comes in.
func (b *builder) takeIn(ctx context.Context, items iter.Seq2[parley.Report, *parley.SetAside]) error {
	n := 0
	for r, aside := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		n++
		b.cfg.Progress("take in", n, 0)
		if aside != nil {
			b.setAside(*aside, true)
		} else {
			b.take(r)
		}
		if len(b.batch)+len(b.asides) >= batchReports || b.bytes >= batchBytes {
			if err := b.flush(ctx); err != nil {
				return err
			}
		}
	}
	return b.flush(ctx)
}

// take puts a report into the batch.
func (b *builder) take(r parley.Report) {
	names := make([]string, len(r.Names))
	for i, n := range r.Names {
		names[i] = storable(n)
		if r.Given != (parley.Given{}) {
			b.given[r.ID] = append(b.given[r.ID], said{names[i], r.Given})
		}
	}
	r.Names = names
	b.came[r.ID] = true
	b.sum.Inputs++
	b.batch = append(b.batch, r)
	b.bytes += len(r.Bytes)
}

// storable is a name as every store can keep it: bytes that are no UTF-8, and NUL bytes, are written out.
func storable(name string) string {
	if store.Storable(name) {
		return name
	}
	return strings.Trim(strconv.Quote(name), `"`)
}

// setAside notes why something was not read; loud, it is told to the user too.
func (b *builder) setAside(a parley.SetAside, loud bool) {
	a.Name, a.Detail = storable(a.Name), storable(a.Detail)
	b.asides = append(b.asides, a)
	if loud {
		b.sum.SetAside = append(b.sum.SetAside, a)
	}
}

// flush stores what waits.
func (b *builder) flush(ctx context.Context) error {
	if len(b.batch) > 0 {
		if err := b.tell(ctx); err != nil {
			return err
		}
		added, err := b.cfg.Store.AddReports(ctx, b.batch)
		if err != nil {
			return err
		}
		for _, isNew := range added {
			if isNew {
				b.sum.New++
			} else {
				b.sum.Already++
			}
		}
	}
	if len(b.found) > 0 {
		if err := b.cfg.Store.AddFindings(ctx, b.found); err != nil {
			return err
		}
		if err := b.cfg.Store.AddPlaces(ctx, b.placed); err != nil {
			return err
		}
		b.sum.Read += len(b.found)
	}
	if len(b.asides) > 0 {
		if err := b.cfg.Store.AddAsides(ctx, b.asides); err != nil {
			return err
		}
	}
	b.batch, b.found, b.placed, b.asides, b.bytes = nil, nil, nil, nil, 0
	return nil
}

// tell writes down what containers say of the reports of the batch, before these are stored: a report that is there has its evidence, whenever
// the program is stopped. The store drops what is there already.
func (b *builder) tell(ctx context.Context) error {
	for _, r := range b.batch {
		if len(r.Names) == 0 || r.Told == (parley.Given{}) {
			continue
		}
		d := parley.Decision{At: b.cfg.Now(), Kind: parley.DecideTold, Report: r.ID, Finding: r.Names[0], Value: store.EncodeGiven(storableGiven(r.Told))}
		if _, err := b.cfg.Store.Decide(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// storableGiven is g in words that every store can keep.
func storableGiven(g parley.Given) parley.Given {
	for _, s := range []*string{&g.Outlet, &g.URL, &g.Language, &g.PublishedBy, &g.Authors, &g.AuthorsBy} {
		*s = storable(*s)
	}
	return g
}

// give writes down what the inputs said of their reports, where it says something new. The reports go in the order
// of their ids, so that the log does not depend on the order of the inputs.
func (b *builder) give(ctx context.Context) error {
	before, err := b.givenBefore(ctx)
	if err != nil {
		return err
	}
	ids := make([]parley.ReportID, 0, len(b.given))
	for id := range b.given {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		words := b.given[id]
		slices.SortFunc(words, func(x, y said) int {
			return cmp.Or(cmp.Compare(x.name, y.name), cmp.Compare(store.EncodeGiven(x.given), store.EncodeGiven(y.given)))
		})
		var now parley.Given
		for _, w := range slices.Backward(words) {
			now = store.MergeGiven(now, w.given)
		}
		if store.MergeGiven(before[id], now) == before[id] {
			continue
		}
		d := parley.Decision{At: b.cfg.Now(), Who: b.cfg.Who, Kind: parley.DecideGiven, Report: id, Value: store.EncodeGiven(now)}
		if _, err := b.cfg.Store.Decide(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// givenBefore is what people have given of the reports, without what containers tell.
func (b *builder) givenBefore(ctx context.Context) (map[parley.ReportID]parley.Given, error) {
	var log []parley.Decision
	for d, err := range b.cfg.Store.Decisions(ctx) {
		if err != nil {
			return nil, err
		}
		if d.Kind == parley.DecideGiven {
			log = append(log, d)
		}
	}
	return store.GivenIn(log)
}

// A job is one report to read.
type job struct {
	reading store.Reading
	name    string
}

// A result is what came of it.
type result struct {
	job    job
	found  parley.Findings
	placed store.Placed
	aside  *parley.SetAside
	err    error
	weight int // bytes of the report
}

// readPending reads what is not read. Results are stored in the order of the report ids, whichever comes first.
func (b *builder) readPending(ctx context.Context) error {
	jobs, err := b.jobs(ctx)
	if err != nil {
		return err
	}
	b.pending = len(jobs)
	known, err := b.knownAsides(ctx)
	if err != nil {
		return err
	}
	in := func(yield func(job, error) bool) {
		for _, j := range jobs {
			if !yield(j, nil) {
				return
			}
		}
	}
	err = ordered(ctx, b.cfg.Workers, in, func(j job) result { return b.work(ctx, j) }, func(r result) error { return b.keep(ctx, r, known) })
	if err != nil {
		return err
	}
	return b.flush(ctx)
}

// knownAsides is the reports that some build has set aside before.
func (e *Engine) knownAsides(ctx context.Context) (map[parley.ReportID]bool, error) {
	known := map[parley.ReportID]bool{}
	for a, err := range e.cfg.Store.Asides(ctx) {
		if err != nil {
			return nil, err
		}
		if a.Report != "" {
			known[a.Report] = true
		}
	}
	return known, nil
}

// work reads one report.
func (e *Engine) work(ctx context.Context, j job) result {
	out := result{job: j}
	r, err := e.cfg.Store.Report(ctx, j.reading.Report)
	if err != nil {
		out.err = err
		return out
	}
	r.Given = j.reading.Given
	out.weight = len(r.Bytes)
	if parley.IDOf(r.Bytes) != r.ID {
		out.aside = &parley.SetAside{Reason: parley.ReasonFault, Detail: "the stored bytes are damaged: their hash is not that of the report"}
	} else {
		out.found, out.aside = e.read(r)
	}
	if out.aside == nil {
		if err := store.CheckFound(store.Found{Reading: j.reading, Findings: out.found}); err != nil {
			out.aside = &parley.SetAside{Reason: parley.ReasonFault, Detail: err.Error()}
		}
	}
	if out.aside == nil {
		out.placed = e.place(r, j.reading, &out.found)
	}
	if a := out.aside; a != nil {
		a.Name, a.Report, a.Size = j.name, r.ID, int64(len(r.Bytes))
	}
	return out
}

// keep puts a result into the batch. What was set aside by an earlier build and did not come in again is not told again.
func (b *builder) keep(ctx context.Context, r result, known map[parley.ReportID]bool) error {
	if r.err != nil {
		return r.err
	}
	b.done++
	b.cfg.Progress("read", b.done, b.pending)
	if r.aside != nil {
		b.setAside(*r.aside, b.came[r.job.reading.Report] || !known[r.job.reading.Report])
		return nil
	}
	b.fresh[r.job.reading.Report] = true
	if p := r.found.Meta.Published; !p.Value.Known() && len(p.Named) > 0 {
		b.undated[r.job.reading.Report] = true
	}
	b.found = append(b.found, store.Found{Reading: r.job.reading, Findings: r.found})
	b.placed = append(b.placed, r.placed)
	b.bytes += r.weight
	if len(b.found) >= batchReports || b.bytes >= batchBytes {
		return b.flush(ctx)
	}
	return nil
}
