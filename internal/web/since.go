package web

import (
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// A news is what changed since a day: what the record has now and did not have as of that day.
type news struct {
	Since    parley.Date   `json:"since"`
	Reports  int           `json:"new_reports"`
	Undated  int           `json:"reports_without_date"` // nobody can say whether they are new: they are left out
	Parties  []partyNews   `json:"parties"`
	Papers   []paperNews   `json:"instruments,omitempty"`
	Disputed []conflictRow `json:"conflicts,omitempty"`
	Only     string        `json:"only,omitempty"` // the party that was asked for, "" for all
}

// A partyNews is what is new of one party.
type partyNews struct {
	Party       ref             `json:"party"`
	Statements  []statementRow  `json:"statements,omitempty"`
	Stances     []stance        `json:"changed_stances,omitempty"`
	Papers      []paperNews     `json:"instruments,omitempty"` // that it put forward, and steps of which it tells
	Conflicts   []conflictRow   `json:"conflicts,omitempty"`   // in which it takes part
	Commitments []commitmentRow `json:"commitments,omitempty"`
	Figures     []figureRow     `json:"figures,omitempty"`
	Href        string          `json:"-"` // all that is new of it
	most        int             // how many of each kind stand on the page
}

// A paperNews is a paper with the steps that are new, or a new paper.
type paperNews struct {
	Paper ref       `json:"instrument"`
	New   bool      `json:"new,omitempty"`
	Steps []stepRow `json:"steps,omitempty"`
	most  int
}

// N is how much is new of the party.
func (p partyNews) N() int {
	return len(p.Statements) + len(p.Stances) + len(p.Papers) + len(p.Conflicts) + len(p.Commitments) + len(p.Figures)
}

// A sinceLink is a day from which on changes can be shown.
type sinceLink struct {
	Name string
	Href string
	On   bool
}

// sinceLinks are the days that are asked for most, counted from the newest report, for a party or "" for all.
func (x *index) sinceLinks(since parley.Date, party string) []sinceLink {
	newest := x.newest()
	if !newest.Known() {
		return nil
	}
	var out []sinceLink
	for _, l := range []struct {
		name string
		days parley.Date
	}{{"the day before the newest report", 1}, {"the week before", 7}, {"the month before", 30}} {
		d := max(1, newest-l.days)
		out = append(out, sinceLink{l.name, newsHref(d, party), d == since})
	}
	return out
}

// since is what changed since a day. The record as of it is that of the last day before on which a report appeared.
func (s *server) since(ctx context.Context, x *index, day parley.Date) (*news, error) {
	src, ok := s.src.(AsOfSource)
	if !ok {
		return nil, parley.Errorf(parley.Invalid, "address", "since: this record is not kept by days")
	}
	var last parley.Date
	n := &newsroom{index: x, old: map[parley.ReportID]bool{}, fresh: map[parley.ReportID]bool{}, at: map[string]int{}, news: news{Since: day}}
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		switch d := r.Meta.Published.Latest(); {
		case !d.Known():
			n.Undated++
		case d <= day:
			last = max(last, d)
			n.old[r.ID] = true
		default:
			n.Reports++
			n.fresh[r.ID] = true
		}
	}
	if s.keep != nil && s.keep.large(x.rec) { // folding as of a day would take as long as folding all
		n.gather(n.brought())
		return &n.news, nil
	}
	var before *parley.Record
	if last.Known() {
		var err error
		if before, err = src.AsOf(ctx, last); err != nil {
			return nil, err
		}
	}
	n.gather(record.Diff(before, x.rec))
	return &n.news, nil
}

// A newsroom gathers what is new, by party.
type newsroom struct {
	*index
	news
	old, fresh map[parley.ReportID]bool
	at         map[string]int
}

// of is the place for what is new of a party; what nobody is named for stands under the outlets themselves.
func (n *newsroom) of(p ref) *partyNews {
	if p.Name == "" {
		p = ref{Name: laneOutlets.Name}
	}
	k := p.ID + "\x00" + p.Name
	i, ok := n.at[k]
	if !ok {
		i = len(n.Parties)
		n.at[k] = i
		n.Parties = append(n.Parties, partyNews{Party: p})
	}
	return &n.Parties[i]
}

// added are the findings that a diff has as added, from reports that are new, less those that tell again what was told before, or what another of them tells.
func (n *newsroom) added(list []record.Change) map[key]bool {
	out := map[key]bool{}
	seen := map[*parley.Same]bool{}
	for _, c := range list {
		k := key{c.Report, c.Finding}
		if c.Change != record.Added || !n.fresh[c.Report] {
			continue
		}
		if g := n.same[k]; g != nil {
			if seen[g] || slices.ContainsFunc(g.Members, func(m parley.Member) bool { return n.old[m.Report] }) {
				continue
			}
			seen[g] = true
		}
		out[k] = true
	}
	return out
}

// gather puts what is new to its party.
func (n *newsroom) gather(c record.Changes) {
	said := n.added(c.Statements)
	for i := range n.said {
		if r, s := n.statementAt(i); n.fresh[r.ID] && said[key{r.ID, s.ID}] {
			row := n.row(r, s)
			p := n.of(row.Voice.Party)
			p.Statements = append(p.Statements, row)
		}
	}
	counted := n.added(c.Figures)
	for _, a := range n.counted() {
		r := a.in(n.rec)
		if f := &r.Figures[a.n]; n.fresh[r.ID] && counted[key{r.ID, f.ID}] {
			row := n.figureRow(r, f)
			p := n.of(row.Voice.Party)
			p.Figures = append(p.Figures, row)
		}
	}
	n.stanceNews(c.Positions)
	n.paperNews(c.Instruments)
	n.conflictNews(c.Conflicts)
	promises := map[string]*parley.Commitment{}
	for i := range n.rec.Commitments {
		put(promises, n.rec.Commitments[i].ID, &n.rec.Commitments[i])
	}
	for _, k := range c.Commitments {
		if promise := promises[k.Finding]; k.Change == record.Added && n.fresh[k.Report] && promise != nil {
			row := n.commitmentRow(promise)
			p := n.of(row.Party)
			p.Commitments = append(p.Commitments, row)
		}
	}
	sort.SliceStable(n.Parties, func(i, j int) bool { return n.Parties[i].N() > n.Parties[j].N() })
}

// stanceNews gathers the stances that differ from the one before.
func (n *newsroom) stanceNews(list []record.Change) {
	k := func(who, what, kind string, id parley.ReportID) string {
		return strings.Join([]string{who, what, kind, string(id)}, "\x00")
	}
	added := map[string]bool{}
	for _, c := range list {
		if c.Change == record.Added && n.fresh[c.Report] {
			added[k(c.Who, c.What, c.Kind, c.Report)] = true
		}
	}
	for i := range n.rec.Positions {
		if !n.rec.Positions[i].Changed {
			continue
		}
		if r := n.stance(&n.rec.Positions[i]); added[k(r.Party.Name, r.Issue+": "+r.Words, r.Stance, r.Report.ID)] {
			p := n.of(r.Party)
			p.Stances = append(p.Stances, r)
		}
	}
}

// paperNews gathers papers that are new and steps of papers that new reports tell.
func (n *newsroom) paperNews(list []record.Change) {
	for _, c := range list {
		p := n.instruments[c.Finding]
		if c.Change == record.Removed || p == nil || !slices.ContainsFunc(p.Reports, func(id parley.ReportID) bool { return n.fresh[id] }) {
			continue
		}
		isNew := c.Change == record.Added && !slices.ContainsFunc(p.Reports, func(id parley.ReportID) bool { return n.old[id] })
		all := paperNews{Paper: n.paper(p.ID), New: isNew}
		if isNew {
			by := n.whom(p.PutForwardBy)
			if len(by) == 0 && len(p.History) == 0 {
				by = []ref{{}}
			}
			for _, w := range by {
				n.of(n.party(w.ID)).paper(all)
			}
		}
		for _, s := range n.steps(p) {
			if n.fresh[s.Report.ID] {
				all.Steps = append(all.Steps, s)
			}
		}
		n.stepNews(all)
		if isNew || len(all.Steps) > 0 {
			n.Papers = append(n.Papers, all)
		}
	}
}

// stepNews puts the new steps of a paper to the parties that tell of them.
func (n *newsroom) stepNews(all paperNews) {
	for _, s := range all.Steps {
		to := n.of(s.Voice.Party).paper(all)
		to.Steps = append(to.Steps, s)
	}
}

// paper is what is new of a paper by a party, nothing so far where it was not named there.
func (p *partyNews) paper(all paperNews) *paperNews {
	i := slices.IndexFunc(p.Papers, func(o paperNews) bool { return o.Paper.ID == all.Paper.ID })
	if i < 0 {
		i = len(p.Papers)
		p.Papers = append(p.Papers, paperNews{Paper: all.Paper, New: all.New})
	}
	return &p.Papers[i]
}

// conflictNews gathers the conflicts that a new report opened.
func (n *newsroom) conflictNews(list []record.Change) {
	at := map[string]*parley.Conflict{}
	for i := range n.rec.Conflicts {
		put(at, n.rec.Conflicts[i].ID, &n.rec.Conflicts[i])
	}
	for _, c := range list {
		x := at[c.Finding]
		if c.Change != record.Added || x == nil || !slices.ContainsFunc(x.Between, func(m parley.Member) bool { return n.fresh[m.Report] }) {
			continue
		}
		row := n.conflictRow(x)
		n.Disputed = append(n.Disputed, row)
		for i, p := range row.parties {
			if !slices.ContainsFunc(row.parties[:i], func(o ref) bool { return o.ID == p.ID && o.Name == p.Name }) {
				to := n.of(p)
				to.Conflicts = append(to.Conflicts, row)
			}
		}
	}
}

// table is the news as rows: a finding of a party each.
func (n *news) table(t *table) {
	add := func(p ref, kind string, day parley.Date, what string, r reportRef, id string) {
		t.Rows = append(t.Rows, []any{"new since " + n.Since.String(), p.Name, kind, day, what, r.Outlet, r.File, id, nil})
	}
	for _, p := range n.Parties {
		for _, r := range p.Statements {
			add(p.Party, "statement", r.Day, r.Words, r.Report, r.ID)
		}
		for _, r := range p.Stances {
			add(p.Party, "changed stance", r.When.First(r.Report.Date), r.Issue+": "+r.Stance, r.Report, "")
		}
		for _, r := range p.Papers {
			if r.New {
				add(p.Party, "new instrument", 0, r.Paper.Name, reportRef{}, r.Paper.ID)
			}
			for _, s := range r.Steps {
				add(p.Party, "step", s.Day, r.Paper.Name+": "+string(s.State), s.Report, r.Paper.ID)
			}
		}
		for _, r := range p.Conflicts {
			add(p.Party, "conflict", r.when.First(0), r.What, reportRef{}, r.ID)
		}
		for _, r := range p.Commitments {
			add(p.Party, "commitment", r.Due.First(0), r.Words, r.Report, r.ID)
		}
		for _, r := range p.Figures {
			add(p.Party, "figure", r.When.First(r.Report.Date), strings.TrimSpace(r.Value+" "+r.Unit), r.Report, r.ID)
		}
	}
}
