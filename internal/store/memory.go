package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/parley-press/parley"
)

// Memory is a Store that lives as long as the process. The zero value is an empty store.
type Memory struct {
	mu       sync.RWMutex
	reports  map[parley.ReportID]*kept
	order    []parley.ReportID // sorted
	named    int               // names and formats of all reports
	came     []parley.ReportID // by what was added: a report, a name of it, findings
	findings map[Reading][]byte
	log      []parley.Decision
	last     map[string]int // subject: index in log
	asides   []parley.SetAside
	fetches  map[fetchKey]Fetch
	users    map[string]User
	sessions map[string]Session
	audit    []AuditLine
	places   map[Reading]placed
	arrivals []Arrival
	searches map[searchKey]SavedSearch
	configs  []Config
}

// kept is one report as Memory keeps it.
type kept struct {
	names   []string // sorted
	formats []parley.Format
	bytes   []byte
}

var (
	_ Store   = (*Memory)(nil)
	_ Stamper = (*Memory)(nil)
)

// NewMemory is an empty store.
func NewMemory() *Memory { return new(Memory) }

// Close forgets nothing and never fails.
func (m *Memory) Close() error { return nil }

// Stamp implements Stamper.
func (m *Memory) Stamp(ctx context.Context) (string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return fmt.Sprint(len(m.order), m.named, len(m.findings), len(m.log), len(m.asides), len(m.configs)), ctx.Err()
}

// AddReports implements Reports.
func (m *Memory) AddReports(ctx context.Context, reports []parley.Report) ([]bool, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, r := range reports {
		if err := CheckReport(r); err != nil {
			return nil, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	added := make([]bool, len(reports))
	for i, r := range reports {
		k := m.reports[r.ID]
		if k == nil {
			added[i] = true
			k = &kept{bytes: bytes.Clone(r.Bytes)}
			if m.reports == nil {
				m.reports = map[parley.ReportID]*kept{}
			}
			m.reports[r.ID] = k
			at, _ := slices.BinarySearch(m.order, r.ID)
			m.order = slices.Insert(m.order, at, r.ID)
		}
		before := len(k.names) + len(k.formats)
		for _, n := range r.Names {
			k.names = insert(k.names, n)
		}
		k.formats = insert(k.formats, r.Format)
		more := len(k.names) + len(k.formats) - before
		if m.named += more; more > 0 || added[i] {
			m.came = append(m.came, r.ID)
		}
	}
	return added, nil
}

// insert puts v into the sorted set s, in a copy where it changes: readers may hold the old one.
func insert[T cmp.Ordered](s []T, v T) []T {
	at, ok := slices.BinarySearch(s, v)
	if ok {
		return s
	}
	return slices.Insert(slices.Clone(s), at, v)
}

// Report implements Reports.
func (m *Memory) Report(ctx context.Context, id parley.ReportID) (parley.Report, error) {
	if err := ctx.Err(); err != nil {
		return parley.Report{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	k := m.reports[id]
	if k == nil {
		return parley.Report{}, parley.Errorf(parley.NotFound, "store: report "+id.Short(), "no such report")
	}
	return parley.Report{ID: id, Names: slices.Clone(k.names), Format: k.formats[0], Bytes: bytes.Clone(k.bytes)}, nil
}

// Entries implements Reports.
func (m *Memory) Entries(ctx context.Context) iter.Seq2[Entry, error] {
	m.mu.RLock()
	all := make([]Entry, 0, len(m.order))
	for _, id := range m.order {
		k := m.reports[id]
		all = append(all, Entry{ID: id, Names: slices.Clone(k.names), Format: k.formats[0], Size: int64(len(k.bytes))})
	}
	m.mu.RUnlock()
	return each(ctx, all)
}

// each runs over a snapshot until the context ends.
func each[T any](ctx context.Context, all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if err := ctx.Err(); err != nil {
				var none T
				yield(none, err)
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// AddFindings implements Findings.
func (m *Memory) AddFindings(ctx context.Context, found []Found) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	coded := make([][]byte, len(found))
	for i, f := range found {
		if err := CheckFound(f); err != nil {
			return err
		}
		if m.reports[f.Reading.Report] == nil {
			return parley.Errorf(parley.NotFound, "store: add findings of "+f.Reading.Report.Short(), "no such report")
		}
		b, err := EncodeFindings(f.Findings)
		if err != nil {
			return err
		}
		coded[i] = b
	}
	if m.findings == nil {
		m.findings = map[Reading][]byte{}
	}
	for i, f := range found {
		if _, ok := m.findings[f.Reading]; !ok {
			m.findings[f.Reading] = coded[i]
			m.came = append(m.came, f.Reading.Report)
		}
	}
	return nil
}

// Since implements Sincer.
func (m *Memory) Since(ctx context.Context, after int64) (ids []parley.ReportID, now int64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	now = int64(len(m.came))
	ids = slices.Clone(m.came[min(after, now):])
	slices.Sort(ids)
	return slices.Compact(ids), now, nil
}

// Findings implements Findings.
func (m *Memory) Findings(ctx context.Context, r Reading) (parley.Findings, error) {
	if err := ctx.Err(); err != nil {
		return parley.Findings{}, err
	}
	m.mu.RLock()
	b, ok := m.findings[r]
	m.mu.RUnlock()
	if !ok {
		return parley.Findings{}, parley.Errorf(parley.NotFound, "store: findings of "+r.Report.Short(), "not read by %s", r.Reader)
	}
	return DecodeFindings(b)
}

// Readings implements Findings.
func (m *Memory) Readings(ctx context.Context, reader string) iter.Seq2[Reading, error] {
	m.mu.RLock()
	var all []Reading
	for r := range m.findings {
		if r.Reader == reader {
			all = append(all, r)
		}
	}
	m.mu.RUnlock()
	slices.SortFunc(all, func(a, b Reading) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Format, b.Format), cmp.Compare(EncodeGiven(a.Given), EncodeGiven(b.Given)))
	})
	return each(ctx, all)
}

// Decide implements Decisions.
func (m *Memory) Decide(ctx context.Context, d parley.Decision) (parley.Decision, error) {
	return m.DecideAt(ctx, d, Anyhow)
}

// DecideAt implements Decisions.
func (m *Memory) DecideAt(ctx context.Context, d parley.Decision, seen int64) (parley.Decision, error) {
	if err := ctx.Err(); err != nil {
		return d, err
	}
	if err := CheckDecision(d); err != nil {
		return d, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	d.Seq = 0
	subject := SubjectIn(d, func(seq int64) (parley.Decision, bool) {
		if seq > int64(len(m.log)) {
			return parley.Decision{}, false
		}
		return m.log[seq-1], true
	})
	if subject == "" {
		return d, NoSuchDecision(d.Undoes)
	}
	newest := int64(0)
	if i, ok := m.last[subject]; ok {
		newest = m.log[i].Seq
	}
	if err := Clashes(d, newest, seen); err != nil {
		return d, err
	}
	if newest > 0 && Repeats(m.log[newest-1], d) {
		return m.log[newest-1], nil
	}
	d.Seq = int64(len(m.log)) + 1
	d.At = d.At.UTC().Truncate(time.Microsecond)
	if m.last == nil {
		m.last = map[string]int{}
	}
	m.last[subject] = len(m.log)
	m.log = append(m.log, d)
	return d, nil
}

// Decisions implements Decisions.
func (m *Memory) Decisions(ctx context.Context) iter.Seq2[parley.Decision, error] {
	m.mu.RLock()
	all := slices.Clone(m.log)
	m.mu.RUnlock()
	return each(ctx, all)
}

// AddAsides implements Asides.
func (m *Memory) AddAsides(ctx context.Context, asides []parley.SetAside) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, a := range asides {
		if err := CheckAside(a); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range asides {
		if at, ok := slices.BinarySearchFunc(m.asides, a, compareAsides); !ok {
			m.asides = slices.Insert(m.asides, at, a)
		}
	}
	return nil
}

// compareAsides is the order of Asides.
func compareAsides(a, b parley.SetAside) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Report, b.Report),
		cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Size, b.Size))
}

// Asides implements Asides.
func (m *Memory) Asides(ctx context.Context) iter.Seq2[parley.SetAside, error] {
	m.mu.RLock()
	all := slices.Clone(m.asides)
	m.mu.RUnlock()
	return each(ctx, all)
}
