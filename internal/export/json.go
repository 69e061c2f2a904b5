// Package export writes a record as files: JSON for scoring and exchange, CSV for one list at a time, JSON Lines for
// the findings. The same record gives the same bytes.
package export

import (
	"bufio"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/record"
)

// JSON writes rec as one JSON document, indented, with a line end. What cannot be exported is left out: a passage that
// rests on no raw byte, and a finding whose only passage is one; an interval that ends before it begins. A reference
// to a finding that is not in the record (a person may have rejected it) is null.
func JSON(w io.Writer, rec *parley.Record) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(newMaker(rec).document(rec)); err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "export: write json", Err: err}
	}
	if err := b.Flush(); err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "export: write json", Err: err}
	}
	return nil
}

// A maker knows which ids there are.
type maker struct {
	files       map[parley.ReportID]string
	entities    map[string]bool
	instruments map[string]bool
	statements  map[string]bool // of the report at hand
}

func newMaker(rec *parley.Record) *maker {
	m := &maker{files: map[parley.ReportID]string{}, entities: map[string]bool{}, instruments: map[string]bool{}}
	for _, r := range rec.Reports {
		m.files[r.ID] = r.File
	}
	for _, e := range rec.Entities {
		m.entities[e.ID] = true
	}
	for _, i := range rec.Instruments {
		m.instruments[i.ID] = true
	}
	return m
}

func (m *maker) document(rec *parley.Record) document {
	d := document{Reports: []report{}, Entities: []entity{}, Instruments: []instrument{}, Conflicts: []conflict{}, Same: []group{}, Chronology: []line{}}
	for i := range rec.Reports {
		d.Reports = append(d.Reports, m.report(&rec.Reports[i]))
	}
	for _, e := range rec.Entities {
		d.Entities = append(d.Entities, entity{e.ID, e.Name, e.Type, list(e.Aliases), e.Tenures, e.Codes, e.Warnings})
	}
	for i := range rec.Instruments {
		d.Instruments = append(d.Instruments, m.instrument(&rec.Instruments[i]))
	}
	for _, c := range rec.Conflicts {
		if ms := members(c.Between); len(ms) >= 2 {
			d.Conflicts = append(d.Conflicts, conflict{c.Kind, c.What, ms})
		}
	}
	for _, s := range rec.Same {
		if ms := members(s.Members); len(ms) >= 2 {
			d.Same = append(d.Same, group{s.What, ms})
		}
	}
	for _, c := range rec.Chronology {
		w := interval(&parley.Interval{From: c.From, To: c.To})
		if ms := members(c.Members); len(ms) > 0 && w != nil {
			d.Chronology = append(d.Chronology, line{w.From, w.To, c.What, ms})
		}
	}
	d.Commitments, d.Omissions, d.Wordings = m.commitments(rec), m.omissions(rec), m.wordings(rec)
	d.Decisions, d.Coders = m.decisions(rec), m.coders(rec)
	d.Entities = withDatelines(withOutlets(spokenOf(&d), rec), rec)
	return d
}

// withOutlets adds the outlets of the reports, which tell what no statement holds, to entities: those that no name of an organization names already.
func withOutlets(all []entity, rec *parley.Record) []entity {
	have, ids := map[string]bool{}, map[string]bool{}
	for _, e := range all {
		ids[e.ID] = true
		if e.Type != parley.Organization && e.Type != parley.Group {
			continue
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			have[record.NameKey(n)] = true
		}
	}
	for i := range rec.Reports {
		n := rec.Reports[i].Meta.Outlet.Name
		key := record.NameKey(n)
		if key == "" || have[key] {
			continue
		}
		have[key] = true
		id := "outlet-" + strings.Join(strings.Fields(key), "-")
		for ids[id] {
			id += "-2"
		}
		ids[id] = true
		all = append(all, entity{ID: id, Name: n, Type: parley.Organization, Aliases: []string{n}})
	}
	return all
}

// withDatelines adds the places that reports were sent from to entities: those that no name of a place names already.
func withDatelines(all []entity, rec *parley.Record) []entity {
	at, ids := map[string]int{}, map[string]bool{}
	for i, e := range all {
		ids[e.ID] = true
		if e.Type != parley.Place {
			continue
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if _, ok := at[record.NameKey(n)]; !ok {
				at[record.NameKey(n)] = i
			}
		}
	}
	for i := range rec.Reports {
		n := rec.Reports[i].Meta.Dateline
		if n == nil || record.NameKey(n.Name) == "" {
			continue
		}
		key := record.NameKey(n.Name)
		k, ok := at[key]
		if !ok {
			id := "place-" + strings.Join(strings.Fields(key), "-")
			for ids[id] {
				id += "-2"
			}
			k, ids[id] = len(all), true
			at[key] = k
			all = append(all, entity{ID: id, Name: n.Name, Type: parley.Place, Aliases: []string{n.Name}})
		}
		if p := n.Passage; p != nil && p.Text != "" && !slices.ContainsFunc(all[k].Aliases, func(a string) bool { return strings.EqualFold(a, p.Text) }) {
			all[k].Aliases = append(slices.Clone(all[k].Aliases), p.Text)
		}
	}
	return all
}

// spokenOf leaves out the entities, papers aside, that no line of the document refers to and that have nothing of their own: no name, no office, no code.
func spokenOf(d *document) []entity {
	used := map[string]bool{}
	use := func(ids ...*string) {
		for _, id := range ids {
			if id != nil {
				used[*id] = true
			}
		}
	}
	for i := range d.Reports {
		r := &d.Reports[i]
		for j := range r.Statements {
			s := &r.Statements[j]
			use(s.Addressee)
			if s.Source != nil {
				use(s.Source.Entity)
			}
			for _, v := range s.CoSources {
				used[v] = true
			}
			if s.Occasion != nil {
				use(s.Occasion.Place)
			}
			for _, v := range s.Via {
				used[v] = true
			}
		}
		for j := range r.Events {
			use(r.Events[j].Where)
			for _, p := range r.Events[j].Participants {
				used[p.Entity] = true
			}
		}
	}
	for i := range d.Instruments {
		for _, by := range d.Instruments[i].PutForwardBy {
			used[by] = true
		}
		for j := range d.Instruments[i].History {
			use(d.Instruments[i].History[j].AccordingTo)
		}
	}
	for i := range d.Commitments {
		use(d.Commitments[i].Party)
	}
	for i := range d.Wordings {
		used[d.Wordings[i].Entity] = true
	}
	return slices.DeleteFunc(d.Entities, func(e entity) bool {
		return e.Type != parley.InstrumentEntity && !used[e.ID] && !named(e.Name) && len(e.Offices) == 0 && len(e.Actor) == 0
	})
}

// named reports whether a name is one, and no description: "Harland Bank", not "Harland officials".
func named(name string) bool {
	w := strings.Fields(name)
	if len(w) == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(strings.TrimPrefix(w[len(w)-1], "al-"), "el-"))
	return !unicode.IsLower(r)
}

// apartOf is what the page of a report sets apart, nil where that is nothing.
func apartOf(r *parley.ReportEntry) *apart {
	out, any := apart{}, false
	if p := r.Meta.Standfirst; p != nil && !p.Raw.Empty() {
		out.Standfirst, any = &headline{p.Text, raw(*p)}, true
	}
	if s := r.Meta.Section; s != nil {
		out.Section, any = s.Name, true
	}
	if u := r.Meta.Updated; u != nil {
		out.Updated, any = iso(u.Value), true
	}
	for _, p := range r.Meta.Corrections {
		if !p.Raw.Empty() {
			out.Corrections, any = append(out.Corrections, headline{p.Text, raw(p)}), true
		}
	}
	for _, e := range r.Meta.Entries {
		out.Entries, any = append(out.Entries, entry{iso(e.Day), e.How, span{e.Raw.Start, e.Raw.End}}), true
	}
	for _, n := range r.Noise {
		if n.Kind == parley.Comment && !n.Passage.Raw.Empty() {
			out.Comments, any = append(out.Comments, raw(n.Passage)), true
		}
	}
	if !any {
		return nil
	}
	return &out
}

func (m *maker) report(r *parley.ReportEntry) report {
	m.statements = map[string]bool{}
	for _, s := range r.Statements {
		m.statements[s.ID] = true
	}
	out := report{File: r.File, Outlet: word(r.Meta.Outlet.Name), Bylines: []string{}, Noise: []noise{},
		Statements: []statement{}, Events: []happening{}, Figures: []figure{}, ReplacedBy: word(m.files[r.ReplacedBy])}
	if h := r.Meta.Headline; h != nil && !h.Raw.Empty() {
		out.Headline = &headline{h.Text, raw(*h)}
	}
	out.Published = published{iso(r.Meta.Published.Value), r.Meta.Published.How, interval(r.Meta.Published.Within), r.Meta.Published.Why}
	if out.Published.Value == nil || out.Published.How == "" {
		out.Published.Value, out.Published.How = nil, parley.Unknown
	}
	if r.Meta.Dateline != nil {
		out.Dateline = word(r.Meta.Dateline.Name)
	}
	for _, b := range r.Meta.Bylines {
		out.Bylines = append(out.Bylines, b.Name)
	}
	for _, n := range r.Noise {
		if !n.Passage.Raw.Empty() {
			kind := n.Kind
			if kind == parley.Comment { // the format has no kind of its own for it
				kind = parley.Interface
			}
			out.Noise = append(out.Noise, noise{kind, raw(n.Passage)})
		}
	}
	out.Apart = apartOf(r)
	for i := range r.Statements {
		out.Statements = append(out.Statements, m.statement(&r.Statements[i]))
	}
	for i := range r.Events {
		if e := &r.Events[i]; len(ranges(e.Evidence)) > 0 {
			out.Events = append(out.Events, m.event(e))
		}
	}
	for i := range r.Figures {
		if f := &r.Figures[i]; !f.Passage.Raw.Empty() {
			out.Figures = append(out.Figures, figure{f.ID, number(f.Low), number(f.High), f.Qualifier, f.Unit, interval(f.When), m.voice(f.AssertedBy), raw(f.Passage), f.Confidence})
		}
	}
	return out
}

func (m *maker) statement(s *parley.Statement) statement {
	out := statement{ID: s.ID, Cue: ranges(s.Cue), Content: ranges(s.Content), Mode: s.Mode, Act: s.Act, Via: []string{},
		SaidOn: interval(s.SaidOn), Codes: coded(event.CodeStatement(s)), Confidence: s.Confidence}
	if s.Source != nil {
		out.Source = &source{Entity: m.entity(s.Source.Entity)}
		if p := s.Source.Passage; p != nil && !p.Raw.Empty() {
			b := raw(*p)
			out.Source.span = &b
		}
		if out.Source.Entity == nil && out.Source.span == nil {
			out.Source = nil
		}
	}
	for _, v := range s.CoSources {
		if id := m.entity(v.Entity); id != nil {
			out.CoSources = append(out.CoSources, *id)
		}
	}
	if s.Addressee != nil {
		out.Addressee = m.entity(s.Addressee.Entity)
	}
	for _, v := range s.Via {
		if id := m.entity(v.Entity); id != nil {
			out.Via = append(out.Via, *id)
		}
	}
	out.Occasion = m.occasion(s)
	if s.NestedIn != s.ID && m.statements[s.NestedIn] {
		out.NestedIn = word(s.NestedIn)
	}
	return out
}

// occasion is where and on what occasion a statement was made, nil where neither is known.
func (m *maker) occasion(s *parley.Statement) *occasion {
	out := occasion{Place: m.entity(s.Place)}
	if s.Occasion != nil && !s.Occasion.Raw.Empty() {
		b := raw(*s.Occasion)
		out.span = &b
	}
	if out.span == nil && out.Place == nil {
		return nil
	}
	return &out
}

func (m *maker) event(e *parley.Event) happening {
	told := ranges(e.Evidence)
	out := happening{ID: e.ID, Type: e.Type, Status: e.Status, Participants: []participant{}, When: interval(e.When),
		Where: m.entity(e.Where), AssertedBy: m.voice(e.AssertedBy), Codes: coded(event.Code(e.Type, e.Status)), span: told[0], Further: told[1:], Confidence: e.Confidence}
	for _, p := range e.Participants {
		if m.entities[p.Entity] {
			out.Participants = append(out.Participants, participant(p))
		}
	}
	if m.instruments[e.Instrument] {
		out.Instrument = word(e.Instrument)
	}
	return out
}

func (m *maker) instrument(in *parley.Instrument) instrument {
	out := instrument{ID: in.ID, Name: in.Name, Kind: in.Kind, PutForwardBy: []string{}, History: []step{}}
	for _, by := range in.PutForwardBy {
		if m.entities[by] {
			out.PutForwardBy = append(out.PutForwardBy, by)
		}
	}
	for _, s := range in.History {
		if file := m.files[s.Report]; file != "" && !s.Passage.Raw.Empty() {
			out.History = append(out.History, step{s.State, interval(s.When), m.entity(s.AccordingTo), file, raw(s.Passage)})
		}
	}
	return out
}

// entity is the id of an entity of the record, nil for any other.
func (m *maker) entity(id string) *string {
	if !m.entities[id] {
		return nil
	}
	return &id
}

// voice is a statement of the report at hand or the narrator, nil for any other.
func (m *maker) voice(id string) *string {
	if id != parley.Narrator && !m.statements[id] {
		return nil
	}
	return &id
}

func members(ms []parley.Member) []member {
	out := []member{}
	for _, m := range ms {
		if m.File != "" && !m.Passage.Raw.Empty() {
			out = append(out, member{m.File, raw(m.Passage)})
		}
	}
	return out
}

func ranges(ps []parley.Passage) []span {
	out := []span{}
	for _, p := range ps {
		if !p.Raw.Empty() {
			out = append(out, raw(p))
		}
	}
	return out
}

func raw(p parley.Passage) span { return span{p.Raw.Start, p.Raw.End} }

// interval is nil where nothing is known, and where the end is before the beginning.
func interval(i *parley.Interval) *days {
	if i == nil || i.From.Known() && i.To.Known() && i.From > i.To {
		return nil
	}
	d := days{iso(i.From), iso(i.To)}
	if d.From == nil && d.To == nil {
		return nil
	}
	return &d
}

// iso is nil for the unknown date and for one outside the years 1 to 9999, which ISO 8601 has no four digits for.
func iso(d parley.Date) *string {
	if s := d.String(); len(s) == len("2031-05-04") && d > 0 {
		return &s
	}
	return nil
}

// number is nil for what JSON has no number for.
func number(f *float64) *float64 {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return nil
	}
	return f
}

func word(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
