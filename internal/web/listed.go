package web

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A listed is a list whose rows are made when they are shown. What rows are chosen by is kept as columns of numbers, so that a long list is narrowed and
// counted in one pass and a page costs what it shows. It is of one record, and read-only, but for what it remembers.
type listed[T any] struct {
	n      int
	row    func(i int) T
	brief  func(i int) T     // a row as a page of the list shows it, without what it has no room for; row where all rows are shown whole
	lean   func(r *T, i int) // makes *r, a row that is no more needed, one with no more than what filter looks at; row where that is as dear
	filter filter[T]
	facts  func() *listFacts // made when they are first asked for

	plain *atomic.Pointer[plainFacets]
}

// A plainFacets is the facets of a list as its pages show them where the address chooses nothing.
type plainFacets struct {
	path   string
	facets []facetView
}

// A listFacts is what the rows of a list are chosen by.
type listFacts struct {
	columns []column
	whole   []facetCount // of all rows
	days    []rowDays    // empty where the list has no dates
	texts   []byte       // what a text filter searches, in lower case, one row behind the other
	ends    []int        // where the text of each row ends
}

// A column is the values of one facet: those of row i are ids[starts[i]:starts[i+1]], numbers of values.
type column struct {
	values []choice // Value and Name
	number map[string]int32
	starts []int32
	ids    []int32
}

// A rowDays is the days of a row; ok is false where it has none.
type rowDays struct {
	parley.Interval
	ok bool
}

// A facetCount is how many rows have each value of a column.
type facetCount []int32

// newListed is a list of n rows.
func newListed[T any](n int, row func(i int) T, f filter[T]) *listed[T] {
	l := &listed[T]{n: n, row: row, brief: row, lean: func(r *T, i int) { *r = row(i) }, filter: f, plain: new(atomic.Pointer[plainFacets])}
	l.facts = sync.OnceValue(l.count)
	return l
}

// listedRows is a list of rows that are there already.
func listedRows[T any](rows []T, f filter[T]) *listed[T] {
	return newListed(len(rows), func(i int) T { return rows[i] }, f)
}

// count goes through all rows once.
func (l *listed[T]) count() *listFacts {
	f := l.filter
	out, one := &listFacts{columns: make([]column, len(f.Facets))}, make([]func(*T) string, len(f.Facets))
	for c := range out.columns {
		one[c] = f.One[f.Facets[c].Key]
		out.columns[c] = column{number: map[string]int32{}, starts: make([]int32, 1, l.n+1), ids: make([]int32, 0, l.n)}
	}
	if f.When != nil {
		out.days = make([]rowDays, 0, l.n)
	}
	if f.Text != nil {
		out.ends = make([]int, 0, l.n)
	}
	var r T
	for i := range l.n {
		l.lean(&r, i)
		for c := range out.columns {
			if one[c] == nil || !out.columns[c].again(one[c](&r)) {
				out.columns[c].add(f.Facets[c].Of(&r))
			}
		}
		if f.When != nil {
			d := rowDays{}
			if w := f.When(&r); w != nil {
				d = rowDays{*w, true}
			}
			out.days = append(out.days, d)
		}
		if f.Text != nil {
			s := f.Text(&r)
			if room := len(out.texts) + len(s); room > cap(out.texts) { // for as much as all rows may come to, but no bound hangs on the first ones
				out.texts = slices.Grow(out.texts, len(s)+min((room/(i+1)+1)*(l.n-i), 2*room+4096))
			}
			out.texts = appendLower(out.texts, s)
			out.ends = append(out.ends, len(out.texts))
		}
	}
	_, out.whole = out.narrow(nil, l.n, make([][]bool, len(f.Facets)))
	return out
}

// appendLower adds s in lower case.
func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return append(b, strings.ToLower(s)...)
		}
	}
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}

// again adds one more row, which has the one value of that id, or with "" none. It adds nothing and is false where no row before had it.
func (c *column) again(id string) bool {
	if id != "" {
		var n int32
		if last := len(c.ids) - 1; last >= 0 && c.values[c.ids[last]].Value == id { // as of rows of one day, or one report
			n = c.ids[last]
		} else {
			var ok bool
			if n, ok = c.number[id]; !ok {
				return false
			}
		}
		c.ids = append(c.ids, n)
	}
	c.starts = append(c.starts, int32(len(c.ids))) //nolint:gosec // as many values as there can be rows
	return true
}

// add adds the values of one more row.
func (c *column) add(values []ref) {
	first := len(c.ids)
	for _, o := range values {
		if o.ID == "" {
			continue
		}
		n, ok := c.number[o.ID]
		if !ok {
			n = int32(len(c.values)) //nolint:gosec // as many values as there can be rows
			c.number[o.ID] = n
			c.values = append(c.values, choice{Value: o.ID, Name: orID(o.Name, o.ID)})
		}
		if !slices.Contains(c.ids[first:], n) {
			c.ids = append(c.ids, n)
		}
	}
	c.starts = append(c.starts, int32(len(c.ids))) //nolint:gosec // likewise
}

// of is the numbers of the values of row i.
func (c *column) of(i int32) []int32 { return c.ids[c.starts[i]:c.starts[i+1]] }

// base is the rows that fit the text and the dates and have a day in common with days, where that is not the zero interval; nil for all.
func (l *listed[T]) base(q *listing, days parley.Interval) []int32 {
	out := l.fitting(q)
	if !days.From.Known() {
		return out
	}
	return chosen[T]{l, out}.within(days).rows
}

// fitting is the rows that fit the text and the dates, nil for all.
func (l *listed[T]) fitting(q *listing) []int32 {
	needle := strings.ToLower(q.Text)
	byText, byDay := needle != "" && l.filter.Text != nil, l.filter.When != nil && (q.From.Known() || q.To.Known())
	if !byText && !byDay {
		return nil
	}
	f := l.facts()
	var fit []int32
	if byText {
		if fit = f.with(needle); !byDay {
			return fit
		}
	}
	out, within := []int32{}, parley.Interval{From: q.From, To: q.To}
	keep := func(i int32) {
		if d := &f.days[i]; d.ok && d.Meets(within) {
			out = append(out, i)
		}
	}
	if byText {
		for _, i := range fit {
			keep(i)
		}
		return out
	}
	for i := range l.n {
		keep(int32(i)) //nolint:gosec // a row's number
	}
	return out
}

// with is the rows whose text has needle in it.
func (f *listFacts) with(needle string) []int32 {
	out, sought := []int32{}, []byte(needle)
	for at, i := 0, 0; at < len(f.texts); {
		n := bytes.Index(f.texts[at:], sought)
		if n < 0 {
			break
		}
		at += n
		if i = f.rowAt(at, i); at+len(needle) > f.ends[i] {
			at++ // the end of one row and the beginning of the next
			continue
		}
		out = append(out, int32(i)) //nolint:gosec // a row's number
		at, i = f.ends[i], i+1
	}
	return out
}

// rowAt is the row in whose text byte at stands, row from or one behind it. The next row with a common word is near.
func (f *listFacts) rowAt(at, from int) int {
	step := 1
	for from+step < len(f.ends) && f.ends[from+step-1] <= at {
		from += step
		step *= 2
	}
	n, _ := slices.BinarySearch(f.ends[from:min(len(f.ends), from+step)], at+1) // the first that ends after it
	return from + n
}

// narrow goes through the rows of base (nil: the first n) once. want has for each facet which values are chosen, nil for none. A row that fits all facets
// counts under each; one that fits all but one counts under that one, since choosing another value there would show it.
func (f *listFacts) narrow(base []int32, n int, want [][]bool) (chosen []int32, counts []facetCount) {
	counts = make([]facetCount, len(f.columns))
	for c := range f.columns {
		counts[c] = make(facetCount, len(f.columns[c].values))
	}
	if base != nil {
		n = len(base)
	}
	chosen = make([]int32, 0, n)
	for j := range n {
		i := int32(j) //nolint:gosec // a row's number
		if base != nil {
			i = base[j]
		}
		fails, failed := 0, -1
		for c := range f.columns {
			if want[c] != nil && !slices.ContainsFunc(f.columns[c].of(i), func(id int32) bool { return want[c][id] }) {
				fails++
				failed = c
			}
		}
		if fails == 0 {
			chosen = append(chosen, i)
		}
		for c := range f.columns {
			if fails == 0 || fails == 1 && failed == c {
				for _, id := range f.columns[c].of(i) {
					counts[c][id]++
				}
			}
		}
	}
	return chosen, counts
}

// pick narrows the rows by the address. It gives the rows of the page, and which rows were chosen.
func (l *listed[T]) pick(rq *request) (shown []T, all chosen[T], q listing, err error) {
	if all, q, err = l.choose(rq, parley.Interval{}); err != nil || q.Total == 0 {
		return nil, all, q, err
	}
	return all.take(q.First-1, q.Last), all, q, nil
}

// choose is pick without the rows, of those that have a day in common with days, where that is not the zero interval.
func (l *listed[T]) choose(rq *request, days parley.Interval) (all chosen[T], q listing, err error) {
	f := l.filter
	all.list = l
	q = listing{Path: rq.path, Of: l.n, Clear: rq.path, HasText: f.Text != nil, HasDates: f.When != nil}
	if err = q.read(rq.q); err != nil {
		return all, q, err
	}
	if f.Per > 0 && rq.q.Get("per") == "" {
		q.Per = f.Per
	}
	want, some := make([][]bool, len(f.Facets)), false
	for i, fc := range f.Facets {
		vs := rq.q[fc.Key]
		if len(vs) > maxChosen {
			return all, q, parley.Errorf(parley.Invalid, "address", "%s has more than %d values", fc.Key, maxChosen)
		}
		if len(vs) == 0 {
			continue
		}
		some = true
		c := &l.facts().columns[i]
		want[i] = make([]bool, len(c.values))
		for _, v := range vs {
			if n, ok := c.number[v]; ok {
				want[i][n] = true
			}
		}
	}
	facts := l.facts()
	if plain := l.plain.Load(); plain != nil && plain.path == rq.path && keep(rq.q, "page") == "" && !days.From.Known() {
		q.Facets = plain.facets
		q.turn(rq, all.len())
		q.Drawn = rq.part("statements", "facets", rq.path, q, "page")
		return all, q, nil
	}
	counts := facts.whole
	if base := l.base(&q, days); base != nil || some {
		all.rows, counts = facts.narrow(base, l.n, want)
	}
	for i, fc := range f.Facets {
		if fc.Key != f.Quiet || len(rq.q[fc.Key]) > 0 {
			q.Facets = append(q.Facets, facts.columns[i].view(rq, fc.Key, fc.Label, counts[i]))
		}
		for _, v := range rq.q[fc.Key] {
			q.Hidden = append(q.Hidden, pair{fc.Key, v})
		}
	}
	q.chips(rq)
	q.turn(rq, all.len())
	if keep(rq.q, "page") == "" && !days.From.Known() {
		l.plain.Store(&plainFacets{rq.path, q.Facets})
		q.Drawn = rq.part("statements", "facets", rq.path, q, "page")
	}
	return all, q, nil
}

// view is the values of a facet with their counts. Chosen values are shown even where no row has them.
func (c *column) view(rq *request, key, label string, counts facetCount) facetView {
	v := facetView{Key: key, Label: label}
	most := max(mostChoices, len(rq.q[key]))
	var list []choice
	for _, w := range rq.q[key] {
		x := choice{Value: w, Name: w, On: true}
		if n, ok := c.number[w]; ok {
			x.Count = int(counts[n])
			if x.Count > 0 {
				x.Name = c.values[n].Name
			}
		}
		if !slices.ContainsFunc(list, func(o choice) bool { return o.Value == w }) {
			list = append(list, x)
		}
		v.On = true
	}
	on := len(list)
	order := func(a, b int32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(c.values[a].Name, c.values[b].Name), cmp.Compare(a, b))
	}
	room, has := most-min(most, on), on
	rest := make([]int32, 0, room+1) // the most frequent ones: there may be thousands
	for i := range counts {
		n := int32(i) //nolint:gosec // a value's number
		if counts[n] == 0 || v.On && slices.Contains(rq.q[key], c.values[n].Value) {
			continue
		}
		has++
		if len(rest) == room && (room == 0 || order(n, rest[room-1]) > 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(rest, n, order)
		if rest = slices.Insert(rest, at, n); len(rest) > room {
			rest = rest[:room]
		}
	}
	slices.SortStableFunc(list, func(a, b choice) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	for _, n := range rest {
		list = append(list, choice{Value: c.values[n].Value, Name: c.values[n].Name, Count: int(counts[n])})
	}
	v.Rest = has - len(list)
	for i := range list {
		list[i].Href = toggle(rq, key, list[i].Value)
	}
	cut := min(len(list), shownChoices)
	v.Top, v.More = list[:cut], list[cut:]
	return v
}

// all makes all rows.
func (l *listed[T]) all() []T { return chosen[T]{list: l}.all() }
