package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/search"
	"github.com/parley-press/parley/internal/store"
)

// A Searcher is a Source that finds passages by their words. Without it there is no search.
type Searcher interface {
	search.Looker
	Ready(ctx context.Context) error // makes ready what Look needs
	Arrivals(ctx context.Context, limit int) ([]store.Arrival, error)
}

// A resultRow is one passage that was found.
type resultRow struct {
	Kind       string           `json:"kind"` // statement, event, figure or text
	ID         string           `json:"id,omitempty"`
	Href       string           `json:"href"`
	Reader     string           `json:"reader"` // address of the words in the report
	Report     reportRef        `json:"report"`
	Replaced   bool             `json:"replaced,omitempty"` // the report is an earlier version of another
	Day        parley.Date      `json:"day,omitzero"`
	When       *parley.Interval `json:"when,omitempty"`
	Voice      *voice           `json:"voice,omitempty"`
	Parties    []ref            `json:"with,omitempty"` // who takes part in an event
	Act        parley.Act       `json:"act,omitempty"`
	Mode       parley.Mode      `json:"mode,omitempty"`
	Type       parley.EventType `json:"type,omitempty"`
	Status     parley.Status    `json:"status,omitempty"`
	Confidence float64          `json:"confidence,omitempty"`
	Disputes   []disputed       `json:"disputes,omitempty"`
	Weight     float64          `json:"weight,omitempty"`
	Words      []litWords       `json:"words"`
}

// A litWords is words of a passage, lit where they were looked for.
type litWords struct {
	Text string `json:"text"`
	Lit  bool   `json:"lit,omitempty"`
}

// A searchModel is the model of the page of search.
type searchModel struct {
	List     listing       `json:"list"`
	Query    string        `json:"query"` // as it was understood
	Asked    string        `json:"asked"` // as it was typed
	Sort     string        `json:"sort"`
	More     bool          `json:"more,omitempty"`
	Ranked   string        `json:"ranked"`
	After    int64         `json:"after,omitempty"`
	Rows     []resultRow   `json:"rows"`
	Saved    []savedSearch `json:"-"`
	CanSave  bool          `json:"-"`
	SaveAs   string        `json:"-"` // the query of the address, to be saved
	All      string        `json:"-"` // address without `after`
	Feed     string        `json:"-"`
	Most     int           `json:"-"`
	Examples []example     `json:"-"`
}

// Sentences that explain the order, a line each.
const (
	rankedBest = "Best match first: more of the words, ones that fewer of these passages have, and shorter passages come first (BM25); of equal ones statements, then the latest."
	rankedDay  = "The latest day first."
	rankedMost = "Too many passages fit to weigh them all: these are of the latest days, the latest first. Add words or narrow the search to see the rest."
)

// searchPage answers a query.
func (s *server) searchPage(ctx context.Context, rq *request) (page, error) {
	src, ok := rq.src.(Searcher)
	if !ok {
		return page{}, parley.Errorf(parley.NotFound, "search", "this record cannot be searched")
	}
	res, m, err := rq.find(ctx, src, nil)
	if err != nil {
		return page{}, err
	}
	shown, all, l, err := pick(rq, res.Items, searchFilter(rq.index))
	if err != nil {
		return page{}, err
	}
	m.List = l
	node, err := query.Parse(m.Asked)
	if err != nil {
		return page{}, err
	}
	if m.Rows, err = rq.results(ctx, src, node, shown); err != nil {
		return page{}, err
	}
	if m.Ranked == "" {
		m.Examples = rq.examples()
	}
	title := "Search"
	if m.Asked != "" {
		title = "Search: " + line(m.Asked)
	}
	p := page{Name: "search", Title: title, Table: func() table { return rq.searchTable(ctx, src, node, all) }}
	p.tag, err = s.addSaved(ctx, rq, src, &m)
	p.Body = m
	return p, err
}

// find runs the query of the address, with what with adds to it, where that is not nil. Without a query nothing is found.
func (rq *request) find(ctx context.Context, src Searcher, with func(*search.Ask)) (search.Result, searchModel, error) {
	m := searchModel{Asked: strings.TrimSpace(rq.q.Get("q")), Sort: "relevance", Most: search.Most, Rows: []resultRow{}}
	node, err := query.Parse(m.Asked)
	if err != nil {
		return search.Result{}, m, err
	}
	m.Query = node.String()
	switch by := rq.q.Get("sort"); by {
	case "", "relevance":
	case "date":
		m.Sort = by
	default:
		return search.Result{}, m, parley.Errorf(parley.Invalid, "address", "sort is relevance or date")
	}
	after, err := number(rq.q, "after", 0, 1<<28)
	if err != nil {
		return search.Result{}, m, err
	}
	m.After = int64(after)
	ask := search.Ask{Query: node, ByDay: m.Sort == "date", After: m.After, Narrow: map[string][]string{}}
	l := listing{}
	if err := l.read(rq.q); err != nil {
		return search.Result{}, m, err
	}
	ask.From, ask.To = l.From, l.To
	n := 0
	for _, f := range search.Facets {
		if vs := rq.q[f]; len(vs) > 0 {
			ask.Narrow[f] = vs
			n += len(vs)
		}
	}
	if m.Asked == "" && n == 0 && !l.From.Known() && !l.To.Known() {
		return search.Result{}, m, nil
	}
	if n > maxChosen {
		return search.Result{}, m, parley.Errorf(parley.Invalid, "address", "more than %d values are chosen", maxChosen)
	}
	if with != nil {
		with(&ask)
	}
	res, err := rq.view().Search(ctx, src, ask)
	m.More, m.Ranked = res.More, rankedBest
	if m.Sort == "date" || len(node.Wanted()) == 0 {
		m.Ranked = rankedDay
	}
	if m.More {
		m.Ranked = rankedMost
	}
	m.SaveAs, m.All = keep(rq.q, "page", "after", "per"), address("/search", keep(rq.q, "page", "after"))
	m.Feed = address("/search.atom", keep(rq.q, "page", "after", "per"))
	return res, m, err
}

// searchFilter is how results can be narrowed.
func searchFilter(x *index) filter[search.Item] {
	return filter[search.Item]{
		Facets: []facet[search.Item]{
			{"in", "Found in", func(i *search.Item) []ref { return []ref{placeName(i.Kind)} }},
			{"who", "Who", func(i *search.Item) []ref { return x.whom(i.Who) }},
			{"party", "Party", func(i *search.Item) []ref { return x.whom(i.Parties) }},
			{"act", "Act", func(i *search.Item) []ref {
				if i.Statement == nil {
					return nil
				}
				return code(i.Statement.Act)
			}},
			{"type", "Type of event", func(i *search.Item) []ref {
				if i.Event == nil {
					return nil
				}
				return code(i.Event.Type)
			}},
			{"outlet", "Outlet", func(i *search.Item) []ref { return named(outletOf(i.Report)) }},
			{"month", "Month", func(i *search.Item) []ref {
				if !i.Day.Known() {
					return nil
				}
				d := i.Day.String()
				return named(d[:len(d)-3])
			}},
		},
		When: func(i *search.Item) *parley.Interval {
			if i.Day.Known() {
				return parley.Day(i.Day)
			}
			return nil
		},
	}
}

// outletOf is the outlet as lists name it: the file, where the outlet is not known.
func outletOf(r *parley.ReportEntry) string {
	return reportRef{ID: r.ID, File: r.File, Outlet: r.Meta.Outlet.Name}.Label()
}

func placeName(kind string) ref {
	if kind == search.TextPlace {
		return ref{ID: "reports", Name: "the report’s own text"}
	}
	return ref{ID: kind + "s", Name: kind + "s"}
}

// results are the rows of items, their words lit.
func (rq *request) results(ctx context.Context, src Searcher, node query.Node, items []search.Item) ([]resultRow, error) {
	items = slices.Clone(items)
	if err := search.Fill(ctx, src, items); err != nil {
		return nil, err
	}
	rows := make([]resultRow, len(items))
	for i := range items {
		rows[i] = rq.result(node, &items[i])
	}
	return rows, nil
}

// result is the row of one item.
func (rq *request) result(node query.Node, it *search.Item) resultRow {
	r := it.Report
	row := resultRow{Kind: it.Kind, ID: it.ID, Report: rq.ref(r), Replaced: r.ReplacedBy != "", Day: it.Day, Weight: it.Weight, Words: lit(node, it.Text)}
	row.Href = row.Report.Href
	if it.ID != "" {
		row.Href = rq.finding(r.ID, it.ID)
		row.Disputes = rq.disputes(r.ID, it.ID)
	}
	row.Reader = row.Href
	var v voice
	switch {
	case it.Statement != nil:
		st := it.Statement
		v, row.Act, row.Mode, row.When, row.Confidence = rq.voice(r, st), st.Act, st.Mode, st.SaidOn, st.Confidence
		row.Href = statementHref(row.Report, st.ID)
	case it.Event != nil:
		e := it.Event
		v, row.Type, row.Status, row.When, row.Confidence = rq.asserter(r, e.AssertedBy), e.Type, e.Status, e.When, e.Confidence
		row.Parties = rq.whom(it.Who)
	case it.Figure != nil:
		v, row.When, row.Confidence = rq.asserter(r, it.Figure.AssertedBy), it.Figure.When, it.Figure.Confidence
	default:
		return row
	}
	row.Voice = &v
	return row
}

// excerpt is how many bytes of a long passage are shown.
const excerpt = 420

// lit cuts a text into pieces that are lit and pieces that are not. Of a long one it keeps a part, around the first that is lit.
func lit(node query.Node, s string) []litWords {
	marks := node.Marks(s)
	from, to := 0, len(s)
	if len(s) > excerpt+excerpt/4 {
		if len(marks) > 0 {
			from = max(0, marks[0][0]-excerpt/3)
		}
		to = min(len(s), from+excerpt)
		from = max(0, min(from, to-excerpt))
		if i := strings.IndexByte(s[from:], ' '); from > 0 && i >= 0 && i < excerpt/3 {
			from += i + 1
		}
		if i := strings.LastIndexByte(s[:to], ' '); to < len(s) && i > to-excerpt/3 {
			to = i
		}
		span := snap(s, parley.Span{Start: from, End: to})
		from, to = span.Start, span.End
	}
	var out []litWords
	add := func(text string, on bool) {
		if text != "" {
			out = append(out, litWords{text, on})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, m := range marks {
		if m[0] >= at && m[1] <= to {
			add(s[at:m[0]], false)
			add(s[m[0]:m[1]], true)
			at = m[1]
		}
	}
	add(s[at:to], false)
	if to < len(s) {
		add(" …", false)
	}
	return out
}

// searchTable is all results as a table.
func (rq *request) searchTable(ctx context.Context, src Searcher, node query.Node, items []search.Item) table {
	t := table{Head: []string{"kind", "finding", "day", "voice", "party", "act", "type", "status", "confidence", "outlet", "file", "report", "words"}}
	items = slices.Clone(items)
	if err := search.Fill(ctx, src, items); err != nil {
		return t
	}
	for i := range items {
		it := &items[i]
		row := rq.result(node, it)
		var who, party string
		var conf any
		if row.Voice != nil {
			who, party, conf = row.Voice.Label(), row.Voice.Party.Name, row.Confidence
		}
		t.Rows = append(t.Rows, []any{row.Kind, row.ID, row.Day, who, party, row.Act, row.Type, row.Status, conf, row.Report.Outlet, row.Report.File, string(row.Report.ID), it.Text})
	}
	return t
}

// findBox puts the search into the frame of a page.
func (s *server) findBox(l *layout, r *http.Request) {
	if _, ok := s.src.(Searcher); !ok || l.Closed {
		return
	}
	l.Find = true
	if r.URL.Path == "/search" {
		l.Asked = strings.ToValidUTF8(r.URL.Query().Get("q"), "\uFFFD")
		l.Asked = l.Asked[:min(len(l.Asked), query.MaxBytes)]
	}
}
