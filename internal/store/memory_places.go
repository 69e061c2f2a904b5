package store

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// placed is the places of a reading and the number of its arrival.
type placed struct {
	num    int64
	places []Place
}

// AddPlaces implements Places.
func (m *Memory) AddPlaces(ctx context.Context, all []Placed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range all {
		if err := CheckPlaced(p); err != nil {
			return err
		}
		if _, ok := m.findings[p.Reading]; !ok {
			return parley.Errorf(parley.NotFound, "store: add places of "+p.Reading.Report.Short(), "not read by %s", p.Reading.Reader)
		}
	}
	if m.places == nil {
		m.places = map[Reading]placed{}
	}
	for _, p := range all {
		if _, ok := m.places[p.Reading]; !ok {
			num := int64(len(m.arrivals)) + 1
			m.places[p.Reading] = placed{num, slices.Clone(p.Places)}
			m.arrivals = append(m.arrivals, Arrival{num, p.Reading, p.At.UTC().Truncate(time.Microsecond)})
		}
	}
	return nil
}

// Unplaced implements Places.
func (m *Memory) Unplaced(ctx context.Context, reader string) iter.Seq2[Reading, error] {
	return func(yield func(Reading, error) bool) {
		for r, err := range m.Readings(ctx, reader) {
			m.mu.RLock()
			_, ok := m.places[r]
			m.mu.RUnlock()
			if (!ok || err != nil) && (!yield(r, err) || err != nil) {
				return
			}
		}
	}
}

// Arrivals implements Places.
func (m *Memory) Arrivals(ctx context.Context, reader string, limit int) ([]Arrival, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []Arrival
	for _, a := range slices.Backward(m.arrivals) {
		if len(out) < limit && a.Reading.Reader == reader {
			out = append(out, a)
		}
	}
	return out, nil
}

// Look implements Places.
func (m *Memory) Look(ctx context.Context, a Ask) ([]Hit, bool, error) {
	if err := CheckAsk(a); err != nil {
		return nil, false, err
	}
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	var hits []Hit
	m.mu.RLock()
	for r, of := range m.places {
		for i, p := range of.places {
			dated := !a.From.Known() && !a.To.Known() || p.Day.Known() && (!a.From.Known() || p.Day >= a.From) && (!a.To.Known() || p.Day <= a.To)
			if r.Reader == a.Reader && dated && fits(a.Expr, p) {
				hits = append(hits, Hit{Reading: r, Num: of.num, Came: m.arrivals[of.num-1].At, At: i, Place: p})
			}
		}
	}
	m.mu.RUnlock()
	slices.SortFunc(hits, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(y.Place.Day, x.Place.Day), cmp.Compare(y.Num, x.Num), cmp.Compare(y.At, x.At))
	})
	more := len(hits) > a.Limit
	hits = hits[:min(len(hits), a.Limit)]
	if a.Weigh && !more {
		weighHits(hits, a.Expr.Wanted())
	}
	for i := range hits {
		hits[i].Place.Columns, hits[i].Place.Text = [Columns]string{}, ""
	}
	return hits, more, nil
}

func weighHits(hits []Hit, phrases []Expr) {
	words, stands := make([]int, len(hits)), make([][]bool, len(phrases))
	for i := range hits {
		words[i] = hits[i].Place.Len()
		for j, e := range phrases {
			stands[j] = append(stands[j], times(e, hits[i].Place) > 0)
		}
	}
	for i, w := range Weights(words, stands) {
		hits[i].Weight = w
	}
}

// Ready implements Places: all is in memory.
func (m *Memory) Ready(ctx context.Context, _ string) error { return ctx.Err() }

// Texts implements Places.
func (m *Memory) Texts(ctx context.Context, hits []Hit) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	out := make([]string, len(hits))
	for i, h := range hits {
		if ps := m.places[h.Reading].places; h.At < len(ps) {
			out[i] = ps[h.At].Text
		}
	}
	return out, nil
}

// fits reports whether a place is what an expression asks for.
func fits(e Expr, p Place) bool {
	switch e.Op {
	case AllOf:
		return !slices.ContainsFunc(e.Args, func(x Expr) bool { return !fits(x, p) })
	case AnyOf:
		return slices.ContainsFunc(e.Args, func(x Expr) bool { return fits(x, p) })
	case NoneOf:
		return !slices.ContainsFunc(e.Args, func(x Expr) bool { return fits(x, p) })
	}
	return times(e, p) > 0
}

// times is how often the words of e stand in a place.
func times(e Expr, p Place) int {
	text, words := " "+p.Columns[e.Column]+" ", " "+strings.Join(e.Words, " ")
	if !e.Prefix {
		words += " "
	}
	n := 0
	for {
		i := strings.Index(text, words)
		if i < 0 {
			return n
		}
		n++
		text = text[i+1:]
	}
}
