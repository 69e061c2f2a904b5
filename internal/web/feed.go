package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/search"
	"github.com/parley-press/parley/internal/store"
)

// How far back a feed reaches.
const (
	feedArrivals = 300 // reports that came last: what they brought is looked through
	feedEntries  = 100
)

// A change is something new in the record, with the moment at which the record had all that it rests on.
type change struct {
	Key   string // what makes it this change and no other
	Kind  string
	Title string
	Text  string
	Href  string
	At    time.Time
}

// changes is what the latest arrivals brought, the latest first. It is a function of the record and the arrivals alone.
func (x *index) changes() []change {
	src, ok := x.src.(Searcher)
	if !ok {
		return nil
	}
	latest, err := src.Arrivals(context.Background(), feedArrivals)
	if err != nil {
		return nil
	}
	came := make(map[parley.ReportID]store.Arrival, len(latest))
	for _, a := range latest {
		came[a.Reading.Report] = a
	}
	var out []change
	for id, a := range came {
		if r := x.reports[id]; r != nil {
			out = append(out, x.reportChange(r, a))
		}
	}
	for i := range x.rec.Conflicts {
		c := &x.rec.Conflicts[i]
		if at, ok := bothSides(c, came); ok {
			out = append(out, change{"conflict " + memberKeys(c.Between), "conflict", "Conflict: " + words(c.Kind) + ": " + c.What, sidesOf(c), x.finding(c.Between[0].Report, c.Between[0].Finding), at})
		}
	}
	for i := range x.rec.Instruments {
		p := &x.rec.Instruments[i]
		for _, st := range p.History {
			if a, ok := came[st.Report]; ok {
				out = append(out, change{"step " + p.ID + " " + string(st.State) + " " + string(st.Report) + " " + st.Passage.Text, "step", orID(p.Name, p.ID) + ": " + words(st.State),
					x.stepVoice(&st) + ": “" + st.Passage.Text + "”", x.paper(p.ID).Href, a.At})
			}
		}
	}
	for _, p := range x.rec.Positions {
		if a, ok := came[p.Report]; ok && p.Changed {
			out = append(out, change{"position " + p.Party + " " + p.Issue + " " + p.Stance + " " + string(p.Report), "position",
				x.who(p.Party).Name + " on " + p.Issue + ": now " + words(p.Stance), "“" + p.Words + "”", x.in(p.Report).Href, a.At})
		}
	}
	slices.SortFunc(out, func(a, b change) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Key, b.Key))
	})
	out = slices.CompactFunc(out, func(a, b change) bool { return a.Key == b.Key })
	return out[:min(len(out), feedEntries)]
}

func (x *index) reportChange(r *parley.ReportEntry, a store.Arrival) change {
	ref := x.ref(r)
	c := change{"report " + string(r.ID), "report", "Report: " + ref.Label(), "", ref.Href, a.At}
	if ref.Headline != "" {
		c.Title += ": " + ref.Headline
	}
	c.Text = plural(len(r.Statements), "statement") + ", " + plural(len(r.Events), "event") + ", " + plural(len(r.Figures), "figure")
	if d := ref.Date.String(); d != "" {
		c.Text = "Published " + d + ". " + c.Text
	}
	return c
}

// stepVoice is who says that a paper took a step.
func (x *index) stepVoice(s *parley.Step) string {
	if s.AccordingTo != "" {
		return x.who(s.AccordingTo).Name
	}
	return x.in(s.Report).Label()
}

// bothSides is when the second of two accounts came; ok is false where that was before all of the arrivals.
func bothSides(c *parley.Conflict, came map[parley.ReportID]store.Arrival) (at time.Time, ok bool) {
	first := map[string]store.Arrival{}
	old := map[string]bool{}
	for _, m := range c.Between {
		a, is := came[m.Report]
		if !is {
			old[m.Side] = true
		} else if f, has := first[m.Side]; !has || a.Num < f.Num {
			first[m.Side] = a
		}
	}
	num := int64(0)
	for side, a := range first {
		if !old[side] && a.Num > num {
			at, num, ok = a.At, a.Num, true
		}
	}
	return at, ok
}

// memberKeys names the members of a conflict, in an order that stays.
func memberKeys(ms []parley.Member) string {
	keys := make([]string, len(ms))
	for i, m := range ms {
		keys[i] = string(m.Report) + "/" + m.Finding
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}

// sidesOf is the words of a conflict's first accounts.
func sidesOf(c *parley.Conflict) string {
	var out []string
	for _, side := range []string{"x", "y"} {
		if i := slices.IndexFunc(c.Between, func(m parley.Member) bool { return m.Side == side }); i >= 0 {
			out = append(out, "“"+c.Between[i].Passage.Text+"”")
		}
	}
	return strings.Join(out, " – ")
}

// The elements of a feed as RFC 4287 names them.
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Updated   string      `xml:"updated"`
		Author    atomAuthor  `xml:"author"`
		Generator string      `xml:"generator"`
		Links     []atomLink  `xml:"link"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomAuthor struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID       string       `xml:"id"`
		Title    string       `xml:"title"`
		Updated  string       `xml:"updated"`
		Category atomCategory `xml:"category"`
		Link     atomLink     `xml:"link"`
		Summary  string       `xml:"summary"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
)

// urn is an IRI made of what a thing is: a UUID of version 8 (RFC 9562) with bits of the SHA-256.
func urn(key string) string {
	h := sha256.Sum256([]byte(key))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	s := hex.EncodeToString(h[:16])
	return "urn:uuid:" + s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// longestSummary is how many bytes of text an entry carries.
const longestSummary = 600

// feedText is text of a report as an entry carries it: plain, on one line, nothing in it that would act.
func feedText(s string) string {
	s = line(s)
	if len(s) > longestSummary {
		s = s[:snap(s, parley.Span{End: longestSummary}).End] + " …"
	}
	return s
}

// writeFeed answers with a feed of changes. self is its own address, page that of the page it belongs to.
func (s *server) writeFeed(w http.ResponseWriter, r *http.Request, key, title, self, page string, all []change) {
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	f := atomFeed{ID: urn("feed " + s.opt.Title + " " + key), Title: feedText(title), Author: atomAuthor{feedText(s.opt.Title)}, Generator: "Parley", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", "application/atom+xml", base + self}, {"alternate", "text/html", base + page}}}
	for _, c := range all {
		at := c.At.UTC().Format(time.RFC3339Nano)
		f.Entries = append(f.Entries, atomEntry{ID: urn(c.Key), Title: feedText(c.Title), Updated: at, Category: atomCategory{c.Kind}, Link: atomLink{"alternate", "text/html", base + c.Href}, Summary: feedText(c.Text)})
	}
	if len(all) > 0 {
		f.Updated = slices.MaxFunc(all, func(a, b change) int { return a.At.Compare(b.At) }).At.UTC().Format(time.RFC3339Nano)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		s.fail(w, r, err)
		return
	}
	if answered(w, r, `"`+digest(b.Bytes())+`"`) {
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// changesFeed is what is new in the record.
func (s *server) changesFeed(w http.ResponseWriter, r *http.Request) {
	x, err := s.current(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if _, ok := s.src.(Searcher); !ok {
		s.nothingHere(w, r)
		return
	}
	s.writeFeed(w, r, "changes", s.opt.Title+": what is new in the record", "/changes.atom", "/", x.news())
}

// searchFeed is what is new for a query, the passages that came last first.
func (s *server) searchFeed(w http.ResponseWriter, r *http.Request) {
	x, err := s.current(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	src, ok := s.src.(Searcher)
	if !ok {
		s.nothingHere(w, r)
		return
	}
	rq := &request{index: x, path: "/search", q: r.URL.Query()}
	rq.q.Set("sort", "date")
	all, err := rq.newest(r.Context(), src)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	q := keep(r.URL.Query(), "page", "after", "per")
	s.writeFeed(w, r, "search "+q, s.opt.Title+": "+orID(rq.q.Get("q"), "search"), address("/search.atom", q), address("/search", q), all)
}

// newest is what a query finds, the latest arrivals first.
func (rq *request) newest(ctx context.Context, src Searcher) ([]change, error) {
	facets := searchFilter(rq.index).Facets
	res, m, err := rq.find(ctx, src, func(a *search.Ask) {
		a.Newest, a.Fits = feedEntries, func(it *search.Item) bool { return len(choose([]*search.Item{it}, facets, rq.q, -1)) > 0 }
	})
	if err != nil {
		return nil, err
	}
	node, err := query.Parse(m.Asked)
	if err != nil {
		return nil, err
	}
	for _, f := range search.Facets {
		if len(rq.q[f]) > maxChosen {
			return nil, parley.Errorf(parley.Invalid, "address", "%s has more than %d values", f, maxChosen)
		}
	}
	items := res.Items
	rows, err := rq.results(ctx, src, node, items)
	if err != nil {
		return nil, err
	}
	var out []change
	for i := range rows {
		row, it := &rows[i], &items[i]
		title := words(row.Kind)
		if row.Voice != nil {
			title = row.Voice.Label() + " " + words(orID(string(row.Act), string(row.Type)))
		}
		key := "found " + string(it.Report.ID) + " " + it.Kind + " " + it.ID
		if it.ID == "" {
			key += " " + it.Text
		}
		out = append(out, change{key, row.Kind, title + " (" + row.Report.Label() + ")", it.Text, row.Href, it.Came})
	}
	return out, nil
}
