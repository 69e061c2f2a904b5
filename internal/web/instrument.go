package web

import (
	"context"

	"github.com/parley-press/parley"
)

// An instrumentModel is one instrument with its history by party.
type instrumentModel struct {
	Row       instrumentRow `json:"row"`
	Lanes     []ref         `json:"lanes"`
	Days      []dayRow      `json:"-"`
	Steps     []stepRow     `json:"steps"`
	Conflicts []conflictRow `json:"conflicts,omitempty"`
	Terms     []telling     `json:"terms,omitempty"`
	Mentions  []telling     `json:"mentions,omitempty"`
	Merged    []string      `json:"merged,omitempty"`
	Log       []logRow      `json:"decisions,omitempty"`
	Curate    *curation     `json:"-"`
}

// A dayRow is one day of a history with a cell for each lane.
type dayRow struct {
	Day   parley.Date
	Cells [][]stepRow
}

// instrumentPage shows one instrument: what became of it, according to whom.
func instrumentPage(ctx context.Context, rq *request) (page, error) {
	i, ok := rq.instruments[rq.name("id")]
	if !ok {
		return page{}, missing("instrument", rq.name("id"))
	}
	m := instrumentModel{Row: rq.instrumentRow(i), Steps: rq.steps(i), Merged: i.Merged,
		Terms: rq.tellings(i.Terms), Mentions: rq.tellings(i.Mentions)}
	for _, c := range rq.contested(i) {
		m.Conflicts = append(m.Conflicts, rq.conflictRow(c))
	}
	rq.inSentences(ctx, m.Conflicts)
	m.lay()
	m.Log = rq.undoable(rq.logAbout("", i.ID))
	if rq.desk {
		m.Curate = rq.curatePaper(i)
	}
	return page{Name: "instrument", Title: line(m.Row.Name), Body: m}, nil
}

// lay puts the steps into a table: a row for each day, a column for each party in the order in which they first speak.
func (m *instrumentModel) lay() {
	col := map[string]int{}
	for _, s := range m.Steps {
		l := s.lane()
		if _, ok := col[l.ID+"\x00"+l.Name]; !ok {
			col[l.ID+"\x00"+l.Name] = len(m.Lanes)
			m.Lanes = append(m.Lanes, l)
		}
	}
	for _, s := range m.Steps {
		if n := len(m.Days); n == 0 || m.Days[n-1].Day != s.Day {
			m.Days = append(m.Days, dayRow{s.Day, make([][]stepRow, len(m.Lanes))})
		}
		l := s.lane()
		c := &m.Days[len(m.Days)-1].Cells[col[l.ID+"\x00"+l.Name]]
		*c = append(*c, s)
	}
}

// tellings are members as lines of a list.
func (x *index) tellings(ms []parley.Member) []telling {
	var out []telling
	for _, m := range ms {
		href := x.in(m.Report).Href
		if m.Finding != "" {
			href = x.finding(m.Report, m.Finding)
		}
		out = append(out, telling{x.in(m.Report), x.member(m), m.Passage.Text, href})
	}
	return out
}
