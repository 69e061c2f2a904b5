package web

import (
	"context"
	"encoding/json"
	"sort"

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
	Conflicts   []conflictRow     `json:"conflicts"`
	Instruments []instrumentRow   `json:"instruments"`
	Changes     []stance          `json:"changed_positions,omitempty"`
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
	for i := range rq.rec.Reports {
		if d := rq.rec.Reports[i].Meta.Published.Value; d.Known() {
			m.Period = widen(m.Period, d)
		} else {
			m.Undated++
		}
	}
	m.Parties = top(partiesByVoice(rq.rows), mostVoices)
	var voices tallies
	for i := range rq.rows {
		if w := rq.rows[i].Voice.Who; w.Name != "" {
			voices.add(w)
		}
	}
	m.Voices = top(voices.sorted(), mostVoices)
	m.Newest = rq.reportRows()
	m.Newest = m.Newest[:min(mostNewest, len(m.Newest))]
	for i := range rq.rec.Conflicts[:min(mostOpen, len(rq.rec.Conflicts))] {
		m.Conflicts = append(m.Conflicts, rq.conflictRow(&rq.rec.Conflicts[i]))
	}
	rq.inSentences(ctx, m.Conflicts)
	m.Instruments = rq.instrumentRows()
	sort.SliceStable(m.Instruments, func(i, j int) bool { return m.Instruments[i].Steps > m.Instruments[j].Steps })
	m.Instruments = m.Instruments[:min(mostPapers, len(m.Instruments))]
	for _, p := range rq.stances() {
		if p.Changed {
			m.Changes = append(m.Changes, p)
		}
	}
	m.Changes = m.Changes[:min(mostOpen, len(m.Changes))]
	p := page{Name: "summary", Title: "Summary", tag: "summary"}
	if a, ok := s.src.(AsideSource); ok {
		aside, err := a.SetAside(ctx)
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

// counts are the numbers at the head of the summary.
func (x *index) counts() []count {
	events := 0
	for i := range x.rec.Reports {
		events += len(x.rec.Reports[i].Events)
	}
	out := []count{{"report", len(x.rec.Reports), "/reports"}, {"outlet", len(x.rec.Outlets), "/outlets"},
		{"statement", len(x.rows), "/statements"}, {"event", events, "/timeline"}, {"figure", x.count("/figures"), "/figures"},
		{"instrument", len(x.rec.Instruments), "/instruments"}, {"conflict", len(x.rec.Conflicts), "/conflicts"},
		{"entity", len(x.rec.Entities), "/entities"}}
	return out
}
