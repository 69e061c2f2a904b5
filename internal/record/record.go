// Package record folds the findings of all reports and the decisions of people into the record: entities and instruments across reports, what several
// outlets told alike, copies, conflicts, the chronology, positions. The fold is pure: the same findings and decisions give the same record, in whatever
// order they come, and nothing in it is truth of its own. Every merge and every conflict names its rule.
package record

import (
	"github.com/parley-press/parley"
)

// Input is what a record is folded from. Findings of one report may stand in it more than once; they count once.
type Input struct {
	Reader    string // version of the reader whose findings these are
	Findings  []parley.Findings
	Names     map[parley.ReportID][]string // file names of each report, sorted
	Decisions []parley.Decision            // in the order of their Seq
	Lost      map[int64]string             // decisions, by Seq, whose words the text has no longer, and why
	Config    *parley.Configuration        // nil for none
	Least     float64                      // statements that are less sure are left out, but for those that a person accepted
	untold    bool                         // conflicts that are too unsure to be told are there too
}

// Fold is the record of in. It never changes in.
func Fold(in Input) *parley.Record { return foldOnce(in).rec }

// foldOnce is the fold of in, from nothing.
func foldOnce(in Input) *fold {
	k := newFolder(crowd)
	k.Configure(in.Config)
	for _, f := range in.Findings {
		if !k.Has(f.Report) {
			k.Put(f)
		}
	}
	return k.folded(in)
}

// fold is the record of what was put in, with the names, decisions and bound of in; the findings of in are not looked at.
func (k *Folder) fold(in Input) *parley.Record { return k.folded(in).rec }

// folded is a fold that is done.
func (k *Folder) folded(in Input) *fold {
	f := &fold{Folder: k, rec: &parley.Record{Reader: in.Reader, Configuration: k.config}, decisions: in.Decisions, lost: in.Lost, least: in.Least, untold: in.untold}
	f.take()
	f.name(in.Names)
	f.entities()
	f.instruments()
	f.sortReports()
	f.entries()
	f.weighAll()
	f.tellCopies()
	f.sources()
	f.tellVersions()
	f.same()
	f.conflicts()
	f.chronology()
	f.positions()
	f.commitments()
	f.omissions()
	f.wordings()
	f.outlets()
	f.warn()
	f.tellStars()
	f.tellDecisions()
	k.gone = nil
	return f
}

// A fold is the work in progress. Reports are numbered by ascending id.
type fold struct {
	*Folder
	rec       *parley.Record
	decisions []parley.Decision
	lost      map[int64]string
	ruling    *ruling
	least     float64 // how sure a statement must be
	pages     []*sheet
	reports   []*parley.Findings
	dates     []parley.Date        // on which each report was published (see dayOf)
	file      []string             // name of each report in the record
	names     [][]string           //
	ents      []map[string]string  // per report: local entity id to record id
	insts     []map[string]string  // per report: local instrument id to record id
	papers    []*instrument        // what papers are one
	alike     []*group             // what is told alike
	toldIn    map[string]*group    // findings to their group of equal tellings, once a decision asked for it
	moved     map[*spelling]string // reports' entities that people's merges and splits make others, to the ids of these
	used      *ids                 // of entities and papers
	parties   map[string]string    // record entity id to the party it speaks for
	credited  map[string]bool      // folded names of agencies
	origin    []int                // per report: the report it is a copy of, else itself
	carried   [][]int              // reports that carry one text
	later     []revision           // per report: the next version of it
	out       []parley.Date        // per report: when it or its first version was out
	byEntity  map[string]int       // record entity id to its place in rec.Entities
	slot      []int                // per report: its place in the record
	touched   []*sheet             // what is new or changed in this fold
	flipped   []*item              // statements that stand for others of the same words now and did not, or the other way round
	clashes   []*clash             // conflicts before they are settled,
	kept      []*clash             // and the first of each that is settled, in the order of the record
	untold    bool                 // conflicts that are too unsure to be told are among them
	items     []*item              // statements, in order
	evs       []*item              // events
	figs      []*item              // figures
	bind      int                  // how many rare words two figures must share to count one thing
	turned    bool                 // whether some word became rare or common
	skipped   parley.Star          // groups that were too large to say which reports are on one story
}

// take lists the sheets by report, and reads those that are new or of which people decided something else.
func (f *fold) take() {
	f.rule()
	n := len(f.Reports())
	f.pages, f.reports, f.origin, f.dates = make([]*sheet, n), make([]*parley.Findings, n), make([]int, n), make([]parley.Date, n)
	for i, id := range f.ids {
		f.pages[i], f.origin[i] = f.sheets[id], i
	}
	f.carried = f.sameTexts()
	f.versions()
	for i, s := range f.pages {
		f.read(s, f.ruling.verdicts[f.ids[i]], f.least, f.later[i].by >= 0)
		s.number(i)
		s.changed = false
		f.reports[i], f.dates[i] = s.eff, 1<<30
		if d := s.eff.Meta.Published.Value; d.Known() {
			f.dates[i] = d
		}
	}
	for _, t := range f.tables {
		for _, it := range f.gone {
			t.drop(it)
		}
	}
}

// entries writes the reports with dossier-wide ids, in their final order. A report in whose context
// nothing changed has its entry from the last fold.
func (f *fold) entries() {
	f.rec.Reports = make([]parley.ReportEntry, len(f.pages))
	f.items, f.evs, f.figs = make([]*item, 0, f.sizes[0]+64), make([]*item, 0, f.sizes[1]+64), make([]*item, 0, f.sizes[2]+64)
	for i, s := range f.pages {
		if f.inContext(i, s) || s.changed {
			s.changed = true
			f.entry(i, s)
			f.bindItems(s)
			f.touched = append(f.touched, s)
		}
		e := &f.rec.Reports[f.slot[i]]
		*e = s.entry
		e.File, e.Names = f.file[i], f.names[i]
		f.items, f.evs, f.figs = append(f.items, s.statement...), append(f.evs, s.event...), append(f.figs, s.figure...)
	}
	for l, list := range [][]*item{f.items, f.evs, f.figs} {
		f.sizes[l] = len(list)
		for i, it := range list {
			it.at = i
		}
	}
}

// bindItems tells the findings of a report what their words mean in this fold.
func (f *fold) bindItems(s *sheet) {
	for k, it := range s.statement {
		if it.st = &s.entry.Statements[k]; it.st.Source != nil {
			it.entity = it.st.Source.Entity
			it.who = f.faces[it.entity]
		}
		it.party = f.party(it.entity)
	}
	s.credits = f.credits(s)
	says := func(it *item, by string) {
		it.entity = ""
		if k, ok := s.stmtAt[by]; ok && by != parley.Narrator {
			it.entity = s.statement[k].entity
		}
		it.party = f.party(it.entity)
	}
	for k, it := range s.event {
		it.ev = &s.entry.Events[k]
		says(it, it.ev.AssertedBy)
		it.parties, it.line = it.parties[:0], nil
		for _, p := range it.ev.Participants {
			it.parties = append(it.parties, f.party(p.Entity))
		}
	}
	for k, it := range s.figure {
		it.fig = &s.entry.Figures[k]
		says(it, it.fig.AssertedBy)
	}
	for _, it := range s.dated {
		says(it, it.dated.AssertedBy)
	}
}

// entry writes the entry of one report, but for its names.
func (f *fold) entry(i int, s *sheet) {
	r := s.eff
	e := parley.ReportEntry{ID: r.Report, Meta: r.Meta, Noise: r.Noise, Repairs: r.Repairs, Words: r.Words, Dated: r.Dated}
	e.Statements, e.Events, e.Figures = f.findings(i, r)
	s.entry = e
}

// findings are those of report i with dossier-wide ids.
func (f *fold) findings(i int, r *parley.Findings) ([]parley.Statement, []parley.Event, []parley.Figure) {
	ss, es, fs := make([]parley.Statement, 0, len(r.Statements)), make([]parley.Event, 0, len(r.Events)), make([]parley.Figure, 0, len(r.Figures))
	for _, x := range r.Statements {
		ss = append(ss, f.statement(i, x))
	}
	for _, v := range r.Events {
		es = append(es, f.event(i, v))
	}
	for _, g := range r.Figures {
		g.Where = f.ents[i][g.Where]
		fs = append(fs, g)
	}
	return ss, es, fs
}

func (f *fold) ref(i int, r *parley.Ref) *parley.Ref {
	if r == nil {
		return nil
	}
	return &parley.Ref{Entity: f.ents[i][r.Entity], Passage: r.Passage}
}

func (f *fold) refs(i int, rs []parley.Ref) []parley.Ref {
	var out []parley.Ref
	for j := range rs {
		out = append(out, *f.ref(i, &rs[j]))
	}
	return out
}

func (f *fold) statement(i int, s parley.Statement) parley.Statement {
	s.Source, s.Addressee = f.ref(i, s.Source), f.ref(i, s.Addressee)
	s.CoSources, s.Via = f.refs(i, s.CoSources), f.refs(i, s.Via)
	s.Place = f.ents[i][s.Place]
	return s
}

func (f *fold) event(i int, e parley.Event) parley.Event {
	e.Where, e.Instrument = f.ents[i][e.Where], f.insts[i][e.Instrument]
	parts := make([]parley.Participant, 0, len(e.Participants))
	seen := map[parley.Participant]bool{}
	for _, p := range e.Participants {
		p.Entity = f.ents[i][p.Entity]
		if p.Entity != "" && !seen[p] {
			seen[p] = true
			parts = append(parts, p)
		}
	}
	e.Participants = parts
	return e
}

// member is a finding of report i as a member of a list.
func (f *fold) member(i int, id, says string, p parley.Passage) parley.Member {
	return parley.Member{Report: f.reports[i].Report, File: f.file[i], Finding: id, Says: says, Passage: p}
}
