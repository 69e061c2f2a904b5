package store

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/parley-press/parley"
)

// fetchKey is the key of a fetch.
type fetchKey struct {
	kind FetchKind
	url  string
}

// KeepFetches implements Fetches.
func (m *Memory) KeepFetches(ctx context.Context, fetches []Fetch, reports []parley.Report) ([]bool, error) {
	for _, f := range fetches {
		if err := CheckFetch(f); err != nil {
			return nil, err
		}
	}
	added, err := m.AddReports(ctx, reports) // checks before it adds; after it nothing fails
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fetches == nil {
		m.fetches = map[fetchKey]Fetch{}
	}
	for _, f := range fetches {
		f = f.Rounded()
		f.Body = bytes.Clone(f.Body)
		m.fetches[fetchKey{f.Kind, f.URL}] = f
	}
	return added, nil
}

// Fetch implements Fetches.
func (m *Memory) Fetch(ctx context.Context, kind FetchKind, url string) (Fetch, error) {
	if err := ctx.Err(); err != nil {
		return Fetch{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	f, ok := m.fetches[fetchKey{kind, url}]
	if !ok {
		return Fetch{}, parley.Errorf(parley.NotFound, "store: fetch", "nothing is known of the %s %s", kind, url)
	}
	f.Body = bytes.Clone(f.Body)
	return f, nil
}

// Fetches implements Fetches.
func (m *Memory) Fetches(ctx context.Context, kind FetchKind, state FetchState) iter.Seq2[Fetch, error] {
	m.mu.RLock()
	var all []Fetch
	for k, f := range m.fetches {
		if k.kind == kind && f.State == state {
			f.Body = bytes.Clone(f.Body)
			all = append(all, f)
		}
	}
	m.mu.RUnlock()
	slices.SortFunc(all, func(a, b Fetch) int { return cmp.Compare(a.URL, b.URL) })
	return each(ctx, all)
}
