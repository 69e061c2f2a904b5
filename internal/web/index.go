package web

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/search"
	"github.com/parley-press/parley/internal/text"
)

// A key names one finding in the record.
type key struct {
	report parley.ReportID
	id     string
}

// An index is one record with the ways into it. It is read-only once built, but for the texts it remembers.
type index struct {
	rec         *parley.Record
	src         Source
	tag         string // digest of the record
	reports     map[parley.ReportID]*parley.ReportEntry
	short       map[string]parley.ReportID // by their first digits; "" where two share them
	entities    map[string]*parley.Entity
	reportHref  map[parley.ReportID]string // addresses of their pages
	entityRefs  map[string]*entityRef      // of the entities of the record
	instruments map[string]*parley.Instrument
	conflicts   map[key][]*parley.Conflict
	same        map[key]*parley.Same
	said        []at                        // all statements, in the order of their list
	lines       []timelineLine              // of the timeline
	quantities  map[key]string              // ids of the quantities of which figures are claims, where there are several
	press       func() *press               // of the outlets, counted when a page first asks
	byKey       map[string]*parley.Conflict // by key, by number in this record, and by the key it had before it became one with another
	log         journal
	view        func() *search.View // made when it is first asked for
	news        func() []change     // likewise
	lists       lists               // likewise, each of them
	strips      stripbook           // pictures of the timeline, where cache is set
	lives       lifebook            // of instruments with many steps
	cache       *pageCache          // pages that were written of this record; nil where none are kept
	fragments   *pageCache          // parts of them that several have, likewise
	aside       []parley.SetAside   // what was not read, where cache is set
	asOf        time.Time           // when the fold began, where it takes long
	figureCount int
	copied      map[parley.ReportID][]parley.ReportID // copies of a report

	// What is counted or looked up for the whole record, once, when a page first asks.
	overview func() *overview
	counted  func() []at              // all figures, in the order of their list
	renamed  func() map[string]string // ids that quantities have now, by those that they had
	papers   func() []instrumentRow   // in the order of the record
	facts    func() map[string]*entityFacts
	eventsOf func() map[string][]at // by entity
	toldOf   func() map[parley.ReportID][]paperPlace
	namedIn  func() map[parley.ReportID]*namedIn
	byWord   func() map[string][]int32
	stances  func() []stance
	byParty  func() map[string][]int32 // numbers of stances
	grid     func() grid
	cells    func() [][]*stance // stances by party and issue, in order of time
	changed  func() changesFound

	mu    sync.Mutex
	texts map[parley.ReportID]*text.Text
}

// newIndex reads the record once. The first of two things with one id is the one that is found by it.
func newIndex(rec *parley.Record, src Source) (*index, error) {
	b, err := json.Marshal(rec)
	if err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "web: record", Err: err}
	}
	return indexOf(rec, src, digest(b)), nil
}

// indexOf is the index of a record with that digest.
func indexOf(rec *parley.Record, src Source, tag string) *index {
	x := &index{
		rec: rec, src: src, tag: tag,
		reports: map[parley.ReportID]*parley.ReportEntry{}, short: map[string]parley.ReportID{},
		entities: map[string]*parley.Entity{}, reportHref: make(map[parley.ReportID]string, len(rec.Reports)), entityRefs: make(map[string]*entityRef, len(rec.Entities)), instruments: map[string]*parley.Instrument{},
		conflicts: map[key][]*parley.Conflict{}, same: map[key]*parley.Same{},
		texts: map[parley.ReportID]*text.Text{}, byKey: map[string]*parley.Conflict{}, log: newJournal(rec), copied: map[parley.ReportID][]parley.ReportID{},
	}
	x.addReports()
	x.addLinks()
	x.said = x.saidInOrder()
	x.lines = x.timelineLines()
	x.quantities = x.quantityIDs()
	x.press = sync.OnceValue(x.newPress)
	x.view = sync.OnceValue(func() *search.View { return search.NewView(rec) })
	x.news = sync.OnceValue(x.changes)
	x.addCounts()
	x.lists = x.newLists()
	return x
}

// addCounts says how what is counted for the whole record is counted.
func (x *index) addCounts() {
	x.overview, x.counted, x.renamed, x.papers = once(x.newOverview), once(x.figuresByHead), once(x.oldQuantities), once(x.paperRows)
	x.facts, x.eventsOf, x.toldOf, x.namedIn, x.byWord = once(x.entityFacts), once(x.eventsByEntity), once(x.placesOfPapers), once(x.namedByReport), once(x.entitiesByWord)
	x.stances, x.byParty, x.grid = once(x.allStances), once(x.stancesByParty), once(x.wholeGrid)
	x.cells, x.changed = once(func() [][]*stance { return byCell(x.stances()) }), once(x.allChanges)
}

// addReports enters the reports and their findings.
func (x *index) addReports() {
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		x.figureCount += len(r.Figures)
		if r.CopyOf != "" {
			x.copied[r.CopyOf] = append(x.copied[r.CopyOf], r.ID)
		}
		put(x.reports, r.ID, r)
		if _, twice := x.short[r.ID.Short()]; twice {
			x.short[r.ID.Short()] = ""
		} else {
			x.short[r.ID.Short()] = r.ID
		}
	}
}

// addLinks enters what holds across reports.
func (x *index) addLinks() {
	rec := x.rec
	for i := range rec.Reports {
		id := rec.Reports[i].ID
		name := string(id)
		if x.short[id.Short()] == id {
			name = id.Short()
		}
		x.reportHref[id] = "/reports/" + url.PathEscape(name)
	}
	for i := range rec.Entities {
		id := rec.Entities[i].ID
		put(x.entities, id, &rec.Entities[i])
	}
	for id, e := range x.entities {
		x.entityRefs[id] = &entityRef{who: ref{ID: id, Name: orID(e.Name, id), Type: string(e.Type), Href: "/entities/" + url.PathEscape(id)}, speaks: id}
	}
	for _, r := range x.entityRefs {
		for range 4 { // a chain of sides is short; a circle must end
			e, ok := x.entities[r.speaks]
			if !ok || e.Side == "" || e.Side == r.speaks {
				break
			}
			r.speaks = e.Side
		}
	}
	for i := range rec.Instruments {
		put(x.instruments, rec.Instruments[i].ID, &rec.Instruments[i])
	}
	for i := range rec.Conflicts {
		c := &rec.Conflicts[i]
		put(x.byKey, orID(c.Key, c.ID), c)
		for _, m := range c.Between {
			k := key{m.Report, m.Finding}
			if l := x.conflicts[k]; len(l) == 0 || l[len(l)-1] != c {
				x.conflicts[k] = append(l, c)
			}
		}
	}
	for i := range rec.Conflicts {
		put(x.byKey, rec.Conflicts[i].ID, &rec.Conflicts[i])
	}
	for i := range rec.Decisions { // the address of a conflict that is one with another now leads there, the latest union first
		d := &rec.Decisions[len(rec.Decisions)-1-i]
		if c := x.byKey[d.Now]; d.Kind == parley.DecideSame && d.State == parley.InForce && c != nil {
			put(x.byKey, d.Finding, c)
		}
	}
	for i := range rec.Same {
		for _, m := range rec.Same[i].Members {
			put(x.same, key{m.Report, m.Finding}, &rec.Same[i])
		}
	}
}

func put[K comparable, V any](m map[K]V, k K, v V) {
	if _, has := m[k]; !has {
		m[k] = v
	}
}

// count is how many lines the page of the menu at href has, -1 for a page without lines.
func (x *index) count(href string) int {
	switch href {
	case "/timeline":
		return len(x.lines)
	case "/statements":
		return len(x.said)
	case "/positions":
		return len(x.rec.Positions)
	case "/instruments":
		return len(x.rec.Instruments)
	case "/figures":
		return x.figureCount
	case "/conflicts":
		return len(x.rec.Conflicts)
	case "/commitments":
		return len(x.rec.Commitments)
	case "/outlets":
		return len(x.rec.Outlets)
	case "/entities":
		return len(x.rec.Entities)
	case "/reports":
		return len(x.rec.Reports)
	case "/decisions":
		return len(x.rec.Decisions)
	}
	return -1
}

// report finds a report by its whole id, by its first digits (eight at least, if no other report has them), or by its
// name in the dossier.
func (x *index) report(id string) (*parley.ReportEntry, error) {
	if r, ok := x.reports[parley.ReportID(id)]; ok {
		return r, nil
	}
	if full := x.short[id]; full != "" {
		return x.reports[full], nil
	}
	var found *parley.ReportEntry
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		if r.File == id || len(id) >= 8 && strings.HasPrefix(string(r.ID), id) {
			if found != nil {
				return nil, missing("report", id)
			}
			found = r
		}
	}
	if found == nil {
		return nil, missing("report", id)
	}
	return found, nil
}

// text is the cleaned text of a report. Texts are remembered, up to a number, as long as the record stands.
func (x *index) text(ctx context.Context, id parley.ReportID) (*text.Text, error) {
	x.mu.Lock()
	t := x.texts[id]
	x.mu.Unlock()
	if t != nil {
		return t, nil
	}
	t, err := x.src.Text(ctx, id)
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, missing("text of report", id.Short())
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.texts) >= textsKept {
		clear(x.texts)
	}
	x.texts[id] = t
	return t, nil
}

// textsKept bounds the memory for texts; a dossier of this size is read without cleaning a report twice.
const textsKept = 200

// A ref is an entity, an instrument or a report as a page names it, with the address of its page.
type ref struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
	Href string `json:"href,omitempty"`
}

// who is the entity of that id; an id that leads nowhere is shown as it is, without a link.
func (x *index) who(id string) ref {
	if id == "" {
		return ref{}
	}
	r, ok := x.entityRefs[id]
	if !ok {
		return ref{ID: id, Name: id}
	}
	return r.who
}

// An entityRef is an entity as pages name it, and the id of the side that it speaks for.
type entityRef struct {
	who    ref
	speaks string
}

// whom is who for several ids.
func (x *index) whom(ids []string) []ref {
	var out []ref
	for _, id := range ids {
		out = append(out, x.who(id))
	}
	return out
}

// party is the side an entity speaks for: the end of the chain of sides, or the entity itself.
func (x *index) party(id string) ref {
	if r, ok := x.entityRefs[id]; ok {
		if r.speaks == id && id != "" {
			return r.who
		}
		id = r.speaks
	}
	return x.who(id)
}

// paper is the instrument of that id.
func (x *index) paper(id string) ref {
	i, ok := x.instruments[id]
	if !ok {
		return ref{ID: id, Name: id}
	}
	return ref{ID: id, Name: orID(i.Name, id), Type: string(i.Kind), Href: "/instruments/" + url.PathEscape(id)}
}

func orID(name, id string) string {
	if name == "" {
		return id
	}
	return name
}

// A reportRef is a report as other pages name it.
type reportRef struct {
	ID       parley.ReportID `json:"id"`
	File     string          `json:"file"`
	Outlet   string          `json:"outlet,omitempty"`
	Headline string          `json:"headline,omitempty"`
	Date     parley.Date     `json:"published,omitzero"`
	How      parley.Known    `json:"published_how,omitempty"`
	Href     string          `json:"href"`
}

// label is the outlet, or the file's name where the outlet is not known.
func (r reportRef) Label() string {
	if r.Outlet != "" {
		return r.Outlet
	}
	if r.File != "" {
		return r.File
	}
	return r.ID.Short()
}

// in is the report of that id.
func (x *index) in(id parley.ReportID) reportRef {
	r, ok := x.reports[id]
	if !ok {
		return reportRef{ID: id, Href: "/reports/" + url.PathEscape(string(id))}
	}
	return x.ref(r)
}

// ref is r as other pages name it.
func (x *index) ref(r *parley.ReportEntry) reportRef {
	out := reportRef{ID: r.ID, File: r.File, Outlet: r.Meta.Outlet.Name, Date: r.Meta.Published.Value, How: r.Meta.Published.How}
	if r.Meta.Headline != nil {
		out.Headline = r.Meta.Headline.Text
	}
	out.Href = x.reportHref[r.ID]
	return out
}

// finding is the address of a finding in the reader.
func (x *index) finding(report parley.ReportID, id string) string {
	return x.in(report).Href + "#" + url.PathEscape(id)
}

// A disputed is a conflict that a finding takes part in.
type disputed struct {
	ID   string              `json:"id"`
	Kind parley.ConflictKind `json:"kind"`
	Href string              `json:"href"`
}

// disputes are the conflicts of a finding.
func (x *index) disputes(report parley.ReportID, id string) []disputed {
	var out []disputed
	for _, c := range x.conflicts[key{report, id}] {
		out = append(out, disputed{c.ID, c.Kind, conflictHref(c)})
	}
	return out
}
