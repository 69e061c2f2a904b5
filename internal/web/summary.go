package web

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/parley-press/parley"
)

// A summaryModel is what a dossier holds, on one page.
type summaryModel struct {
	Counts      []count           `json:"counts"`
	Period      *parley.Interval  `json:"period,omitempty"`
	Undated     int               `json:"reports_without_date"`
	Parties     []tally           `json:"parties"`
	Voices      []tally           `json:"voices"`
	Newest      []reportRow       `json:"newest_reports"`
	Conflicts   []conflictRow     `json:"conflicts"` // the first that are open
	Open        int               `json:"open_conflicts"`
	Possible    int               `json:"open_possible_conflicts"` // open ones that are likelier none than one
	Disputes    int               `json:"-"`                       // open or not
	Instruments []instrumentRow   `json:"instruments"`
	Changes     []stance          `json:"changed_positions,omitempty"`
	News        *news             `json:"changed_since,omitempty"`
	Rests       reliance          `json:"rests"`
	Since       []sinceLink       `json:"-"`
	Aside       []parley.SetAside `json:"set_aside,omitempty"`
	KnowsAside  bool              `json:"-"`
}

// A count is a number with the page behind it.
type count struct {
	Name string `json:"name"`
	N    int    `json:"n"`
	Href string `json:"-"`
}

// How many lines of each kind the summary shows.
const (
	mostNewest = 8
	mostOpen   = 4
	mostPapers = 8
	mostVoices = 8
)

// summary shows what the record holds, and where to go from there.
func (s *server) summary(ctx context.Context, rq *request) (page, error) {
	m := summaryModel{Counts: rq.counts()}
	o := rq.overview()
	m.Period, m.Undated, m.Parties, m.Voices, m.Instruments, m.Changes, m.Rests = o.period, o.undated, o.parties, o.voices, o.papers, o.moved, o.rests
	newest := chosen[reportRow]{list: rq.lists.reports()}
	m.Newest = newest.take(0, min(mostNewest, newest.len()))
	m.Open, m.Possible, m.Disputes = o.opens, o.possible, len(rq.rec.Conflicts)
	for _, i := range o.open {
		m.Conflicts = append(m.Conflicts, rq.briefConflict(&rq.rec.Conflicts[i], fewAccounts))
	}
	rq.inSentences(ctx, m.Conflicts)
	if err := s.addNews(ctx, rq, &m); err != nil {
		return page{}, err
	}
	p := page{Name: "summary", Title: "Summary", tag: "summary", Table: func() table { return summaryTable(&m) }}
	if a, ok := s.src.(AsideSource); ok {
		aside, err := rq.aside, error(nil)
		if rq.cache == nil {
			aside, err = a.SetAside(ctx)
		}
		if err != nil {
			return page{}, err
		}
		b, err := json.Marshal(aside)
		if err != nil {
			return page{}, err
		}
		p.tag += string(b)
		m.Aside, m.KnowsAside = aside, true
	}
	p.Body = m
	return p, nil
}

// addNews adds what changed since the day that the address names.
func (s *server) addNews(ctx context.Context, rq *request, m *summaryModel) error {
	var day parley.Date
	if v := strings.TrimSpace(rq.q.Get("since")); v != "" {
		var err error
		if day, err = parley.ParseDate(v); err != nil {
			return &parley.Error{Kind: parley.Invalid, Op: "address: since", Err: err}
		}
		if m.News, err = s.since(ctx, rq.index, day); err != nil {
			return err
		}
		m.News.choose(strings.TrimSpace(rq.q.Get("party")))
	}
	if _, ok := s.src.(AsOfSource); ok {
		m.Since = rq.sinceLinks(day, strings.TrimSpace(rq.q.Get("party")))
	}
	return nil
}

// summaryTable is the summary as rows: its counts, on whom how much rests, and what is new.
func summaryTable(m *summaryModel) table {
	t := table{Head: []string{"section", "party", "kind", "day", "what", "outlet", "file", "id", "n"}}
	for _, c := range m.Counts {
		t.Rows = append(t.Rows, []any{"count", "", c.Name, nil, "", "", "", "", c.N})
	}
	for _, r := range []struct {
		kind string
		list []share
	}{{"speaker", m.Rests.Speakers}, {"outlet", m.Rests.Outlets}, {"agency", m.Rests.Agencies}} {
		for _, l := range r.list {
			t.Rows = append(t.Rows, []any{"statements that rest on one " + r.kind, "", r.kind, nil, l.Ref.Name, "", "", l.Ref.ID, l.N})
		}
	}
	t.Rows = append(t.Rows, []any{"statements, retellings once", "", "", nil, "", "", "", "", m.Rests.Of})
	if m.News != nil {
		m.News.table(&t)
	}
	return t
}

// counts are the numbers at the head of the summary.
func (x *index) counts() []count {
	out := []count{{"report", len(x.rec.Reports), "/reports"}, {"outlet", len(x.rec.Outlets), "/outlets"},
		{"statement", len(x.said), "/statements"}, {"event", x.overview().events, "/timeline"}, {"figure", x.count("/figures"), "/figures"},
		{"instrument", len(x.rec.Instruments), "/instruments"}, {"conflict", len(x.rec.Conflicts), "/conflicts"},
		{"entity", len(x.rec.Entities), "/entities"}}
	return out
}
