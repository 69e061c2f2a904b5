package web

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// Limits of an address. What is over them is refused with the limit named.
const (
	perPage    = 50
	maxPerPage = 500
	maxQuery   = 200 // characters of a text filter
	maxChosen  = 50  // values of one facet
)

// A facet is a way to narrow a list: the values a row has under one heading.
type facet[T any] struct {
	Key, Label string
	Of         func(*T) []ref // values of a row; ID is what stands in the address
}

// A filter says how a list can be narrowed.
type filter[T any] struct {
	Facets []facet[T]
	Text   func(*T) string           // what a text filter searches, nil where there is none
	When   func(*T) *parley.Interval // what a date filter looks at, nil where there is none
	Quiet  string                    // key of a facet that is shown only where a value of it is chosen
	Per    int                       // rows of a page where the address names no number, 0 for perPage

	// One is, by the key of a facet under which no row has more than one value, the id of that; "" where it has none. It says no more than Of, but without
	// making a name for each of a million rows.
	One map[string]func(*T) string
}

// A listing is what a page shows of the way its rows were chosen.
type listing struct {
	Path     string      `json:"-"`
	Of       int         `json:"of"`    // rows there are
	Total    int         `json:"total"` // rows that were chosen
	Page     int         `json:"page"`
	Pages    int         `json:"pages"`
	Per      int         `json:"per_page"`
	First    int         `json:"-"` // number of the first row shown, from 1
	Last     int         `json:"-"`
	Prev     string      `json:"previous,omitempty"`
	Next     string      `json:"next,omitempty"`
	Text     string      `json:"text,omitempty"`
	From     parley.Date `json:"from,omitzero"`
	To       parley.Date `json:"to,omitzero"`
	HasText  bool        `json:"-"`
	HasDates bool        `json:"-"`
	Facets   []facetView `json:"facets,omitempty"`
	Chips    []chip      `json:"-"`
	Clear    string      `json:"-"` // address without any filter
	Hidden   []pair      `json:"-"` // chosen values that the form carries on

	Drawn template.HTML `json:"-"` // the facets as they are written; "" where the page does that
}

// Narrows reports whether some facet has a value to choose.
func (l listing) Narrows() bool {
	return slices.ContainsFunc(l.Facets, func(f facetView) bool { return len(f.Top) > 0 })
}

// A facetView is a facet with the values that rows have.
type facetView struct {
	Key   string   `json:"key"`
	Label string   `json:"label"`
	Top   []choice `json:"values"`
	More  []choice `json:"more,omitempty"`
	Rest  int      `json:"rest,omitempty"` // values that are not listed, the rarest
	On    bool     `json:"-"`
}

// A choice is a value with the number of rows it would leave, and the address that turns it on or off.
type choice struct {
	Value string `json:"value"`
	Name  string `json:"name"`
	Count int    `json:"count"`
	On    bool   `json:"on,omitempty"`
	Href  string `json:"-"`
}

// A chip is a chosen value with the address without it.
type chip struct{ Label, Name, Href string }

// A pair is a name and its value.
type pair struct{ Name, Value string }

// How many values of a facet stand open on the page, and how many at most can be unfolded.
const (
	shownChoices = 8
	mostChoices  = 60
)

// pick narrows rows by the address. It gives the rows of the page, and all rows that were chosen.
func pick[T any](rq *request, rows []T, f filter[T]) (shown, all []T, l listing, err error) {
	l = listing{Path: rq.path, Of: len(rows), Clear: rq.path, HasText: f.Text != nil, HasDates: f.When != nil}
	if err = l.read(rq.q); err != nil {
		return nil, nil, l, err
	}
	if f.Per > 0 && rq.q.Get("per") == "" {
		l.Per = f.Per
	}
	base := chooseBase(rows, f, &l)
	for _, fc := range f.Facets {
		if len(rq.q[fc.Key]) > maxChosen {
			return nil, nil, l, parley.Errorf(parley.Invalid, "address", "%s has more than %d values", fc.Key, maxChosen)
		}
	}
	for i, fc := range f.Facets {
		if fc.Key != f.Quiet || len(rq.q[fc.Key]) > 0 {
			l.Facets = append(l.Facets, fc.view(rq, choose(base, f.Facets, rq.q, i)))
		}
		for _, v := range rq.q[fc.Key] {
			l.Hidden = append(l.Hidden, pair{fc.Key, v})
		}
	}
	l.chips(rq)
	chosen := choose(base, f.Facets, rq.q, -1)
	if all = rows; len(chosen) < len(rows) {
		all = make([]T, len(chosen))
		for i, r := range chosen {
			all[i] = *r
		}
	}
	l.turn(rq, len(all))
	if len(all) == 0 {
		return nil, nil, l, nil
	}
	return all[l.First-1 : l.Last], all, l, nil
}

// read takes the text, the dates and the number of the page from the address.
func (l *listing) read(q url.Values) error {
	if l.Text = strings.TrimSpace(q.Get("q")); len([]rune(l.Text)) > maxQuery {
		return parley.Errorf(parley.Invalid, "address", "q is longer than %d characters", maxQuery)
	}
	for _, end := range []struct {
		key string
		day *parley.Date
	}{{"from", &l.From}, {"to", &l.To}} {
		if v := strings.TrimSpace(q.Get(end.key)); v != "" {
			d, err := parley.ParseDate(v)
			if err != nil {
				return &parley.Error{Kind: parley.Invalid, Op: "address: " + end.key, Err: err}
			}
			*end.day = d
		}
	}
	if q.Has("limit") { // what many other programs call it: better refused than not heard
		return parley.Errorf(parley.Invalid, "address", "there is no limit; per takes how many rows a page has, from 1 to %d", maxPerPage)
	}
	var err error
	if l.Page, err = number(q, "page", 1, 1<<30); err == nil {
		l.Per, err = number(q, "per", perPage, maxPerPage)
	}
	return err
}

// number reads a whole number from 1 to most.
func number(q url.Values, name string, standard, most int) (int, error) {
	v := q.Get(name)
	if v == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > most {
		return 0, parley.Errorf(parley.Invalid, "address", "%s must be a number from 1 to %d", name, most)
	}
	return n, nil
}

// chooseBase keeps the rows that fit the text and the dates.
func chooseBase[T any](rows []T, f filter[T], l *listing) []*T {
	out := make([]*T, 0, len(rows))
	needle := strings.ToLower(l.Text)
	for i := range rows {
		r := &rows[i]
		if needle != "" && f.Text != nil && !strings.Contains(strings.ToLower(f.Text(r)), needle) {
			continue
		}
		if f.When != nil && (l.From.Known() || l.To.Known()) {
			w := f.When(r)
			if w == nil || !w.Meets(parley.Interval{From: l.From, To: l.To}) {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// choose keeps the rows that have a chosen value under every facet but the one numbered except.
func choose[T any](rows []*T, fs []facet[T], q url.Values, except int) []*T {
	for i, f := range fs {
		want := q[f.Key]
		if i == except || len(want) == 0 {
			continue
		}
		var out []*T
		for _, r := range rows {
			if slices.ContainsFunc(f.Of(r), func(v ref) bool { return slices.Contains(want, v.ID) }) {
				out = append(out, r)
			}
		}
		rows = out
	}
	return rows
}

// view counts the values of rows under the facet. Chosen values are shown even where no row has them.
func (f facet[T]) view(rq *request, rows []*T) facetView {
	v := facetView{Key: f.Key, Label: f.Label}
	at := map[string]int{}
	var list []choice
	for _, r := range rows {
		vs := f.Of(r)
		for n, o := range vs {
			if o.ID == "" || slices.ContainsFunc(vs[:n], func(v ref) bool { return v.ID == o.ID }) {
				continue
			}
			i, ok := at[o.ID]
			if !ok {
				i = len(list)
				at[o.ID] = i
				list = append(list, choice{Value: o.ID, Name: orID(o.Name, o.ID)})
			}
			list[i].Count++
		}
	}
	for _, w := range rq.q[f.Key] {
		i, ok := at[w]
		if !ok {
			i = len(list)
			at[w] = i
			list = append(list, choice{Value: w, Name: w})
		}
		list[i].On = true
		v.On = true
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.On != b.On {
			return a.On
		}
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		return a.Name < b.Name
	})
	if n := max(mostChoices, len(rq.q[f.Key])); len(list) > n {
		v.Rest, list = len(list)-n, list[:n]
	}
	for i := range list {
		list[i].Href = toggle(rq, f.Key, list[i].Value)
	}
	cut := min(len(list), shownChoices)
	v.Top, v.More = list[:cut], list[cut:]
	return v
}

// toggle is the address with the value added to the key, or taken away where it is chosen; the page is the first again.
func toggle(rq *request, k, value string) string {
	q := url.Values{}
	for n, v := range rq.q {
		if n != "page" {
			q[n] = slices.Clone(v)
		}
	}
	if i := slices.Index(q[k], value); i >= 0 {
		q[k] = slices.Delete(q[k], i, i+1)
	} else {
		q.Add(k, value)
	}
	return address(rq.path, q.Encode())
}

func address(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// chips lists what was chosen.
func (l *listing) chips(rq *request) {
	if l.HasText && l.Text != "" {
		l.Chips = append(l.Chips, chip{"Words", l.Text, address(rq.path, keep(rq.q, "q", "page"))})
	}
	if l.HasDates && l.From.Known() {
		l.Chips = append(l.Chips, chip{"From", l.From.String(), address(rq.path, keep(rq.q, "from", "page"))})
	}
	if l.HasDates && l.To.Known() {
		l.Chips = append(l.Chips, chip{"Until", l.To.String(), address(rq.path, keep(rq.q, "to", "page"))})
	}
	for _, f := range l.Facets {
		for _, c := range slices.Concat(f.Top, f.More) {
			if c.On {
				l.Chips = append(l.Chips, chip{f.Label, c.Name, c.Href})
			}
		}
	}
}

// turn finds the page among total rows. A page after the last is the last.
func (l *listing) turn(rq *request, total int) {
	l.Total = total
	l.Pages = max(1, (total+l.Per-1)/l.Per)
	l.Page = min(l.Page, l.Pages)
	l.First = (l.Page-1)*l.Per + 1
	l.Last = min(total, l.Page*l.Per)
	to := func(n int) string {
		return address(rq.path, keep(withValue(rq.q, "page", fmt.Sprint(n))))
	}
	if l.Page > 1 {
		l.Prev = to(l.Page - 1)
	}
	if l.Page < l.Pages {
		l.Next = to(l.Page + 1)
	}
}

// withValue is a copy of q in which k has the one value v.
func withValue(q url.Values, k, v string) url.Values {
	c := url.Values{}
	for n, vs := range q {
		c[n] = vs
	}
	c[k] = []string{v}
	return c
}

// code is a word of the codebook as the value of a facet.
func code[T ~string](v T) []ref {
	if v == "" {
		return nil
	}
	return []ref{{ID: string(v), Name: words(v)}}
}

// named is a name as the value of a facet.
func named(v string) []ref {
	if v == "" {
		return nil
	}
	return []ref{{ID: v, Name: v}}
}
