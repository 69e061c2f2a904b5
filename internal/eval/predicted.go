package eval

import (
	"math"

	"github.com/parley-press/parley"
)

// A prediction is a record as it is exported (docs/export.md): what is exported is what is scored. Passages that rest
// on no raw byte, references that lead nowhere and intervals that end before they begin are not in it. An id that is
// null in the export is "" here. Entities are all of the record: the export leaves out those without a name that nothing refers to, and adds outlets and places of datelines.
type prediction struct {
	reports     map[string]*predictedReport // by file name
	files       []string
	entities    []parley.Entity
	instruments []predictedInstrument
	conflicts   []predictedLine
	same        []predictedLine
	chronology  []predictedLine
}

type predictedReport struct {
	headline   ranges
	outlet     string
	published  parley.Date
	how        string
	dateline   string
	bylines    []string
	noise      ranges
	statements []predictedStatement
	events     []predictedEvent
	figures    []predictedFigure
}

type predictedStatement struct {
	id, source   string
	mention      ranges // of the source
	cue, content ranges
	mode, act    string
	addressee    string
	nestedIn     string
	via          []string
	saidOn       *parley.Interval
}

type predictedEvent struct {
	id, typ, status, where, by, instrument string
	participants                           []parley.Participant
	when                                   *parley.Interval
	at                                     ranges
}

type predictedFigure struct {
	value         goldValue
	qualifier, by string
	at            ranges
}

type predictedStep struct {
	state, file, according string
	when                   *parley.Interval
	at                     ranges
}

type predictedInstrument struct {
	id, name, kind string
	history        []predictedStep
}

type predictedMember struct {
	file string
	at   ranges
}

type predictedLine struct {
	kind, what string
	days       *parley.Interval
	members    []predictedMember
}

// A viewer makes a prediction of a record. It knows which ids there are.
type viewer struct {
	rec      *parley.Record
	files    map[parley.ReportID]string
	entities map[string]bool
	papers   map[string]bool
}

func view(rec *parley.Record) *prediction {
	v := &viewer{rec, map[parley.ReportID]string{}, map[string]bool{}, map[string]bool{}}
	for _, e := range rec.Entities {
		v.entities[e.ID] = true
	}
	for _, in := range rec.Instruments {
		v.papers[in.ID] = true
	}
	p := &prediction{reports: map[string]*predictedReport{}, entities: rec.Entities}
	for i := range rec.Reports {
		r := &rec.Reports[i]
		v.files[r.ID] = r.File
		p.files = append(p.files, r.File)
		p.reports[r.File] = v.report(r)
	}
	for i := range rec.Instruments {
		p.instruments = append(p.instruments, v.instrument(&rec.Instruments[i]))
	}
	for _, c := range rec.Conflicts {
		if ms := members(c.Between); len(ms) > 1 {
			p.conflicts = append(p.conflicts, predictedLine{string(c.Kind), c.What, nil, ms})
		}
	}
	for _, s := range rec.Same {
		if ms := members(s.Members); len(ms) > 1 {
			p.same = append(p.same, predictedLine{"", s.What, nil, ms})
		}
	}
	for _, c := range rec.Chronology {
		days := interval(&parley.Interval{From: c.From, To: c.To})
		if ms := members(c.Members); len(ms) > 0 && days != nil {
			p.chronology = append(p.chronology, predictedLine{"", c.What, days, ms})
		}
	}
	return p
}

func (v *viewer) report(r *parley.ReportEntry) *predictedReport {
	out := &predictedReport{outlet: r.Meta.Outlet.Name, published: day(r.Meta.Published.Value), how: string(r.Meta.Published.How)}
	if r.Meta.Headline != nil {
		out.headline = coverPassages(*r.Meta.Headline)
	}
	if out.published == 0 || out.how == "" {
		out.published, out.how = 0, string(parley.Unknown)
	}
	if r.Meta.Dateline != nil {
		out.dateline = r.Meta.Dateline.Name
	}
	for _, b := range r.Meta.Bylines {
		out.bylines = append(out.bylines, b.Name)
	}
	var noise []parley.Passage
	for _, n := range r.Noise {
		noise = append(noise, n.Passage)
	}
	out.noise = coverPassages(noise...)
	voices := map[string]bool{parley.Narrator: true}
	for _, s := range r.Statements {
		voices[s.ID] = true
	}
	for i := range r.Statements {
		out.statements = append(out.statements, v.statement(&r.Statements[i], voices))
	}
	for i := range r.Events {
		if e, ok := v.event(&r.Events[i], voices); ok {
			out.events = append(out.events, e)
		}
	}
	for _, f := range r.Figures {
		if !f.Passage.Raw.Empty() {
			out.figures = append(out.figures, predictedFigure{goldValue{number(f.Low), number(f.High)}, string(f.Qualifier),
				voice(f.AssertedBy, voices), coverPassages(f.Passage)})
		}
	}
	return out
}

func (v *viewer) statement(s *parley.Statement, voices map[string]bool) predictedStatement {
	out := predictedStatement{id: s.ID, cue: coverPassages(s.Cue...), content: coverPassages(s.Content...), mode: string(s.Mode),
		act: string(s.Act), saidOn: interval(s.SaidOn)}
	if s.Source != nil {
		out.source = v.entity(s.Source.Entity)
		if s.Source.Passage != nil {
			out.mention = coverPassages(*s.Source.Passage)
		}
	}
	if s.Addressee != nil {
		out.addressee = v.entity(s.Addressee.Entity)
	}
	for _, r := range s.Via {
		if id := v.entity(r.Entity); id != "" {
			out.via = append(out.via, id)
		}
	}
	if s.NestedIn != s.ID && s.NestedIn != parley.Narrator && voices[s.NestedIn] {
		out.nestedIn = s.NestedIn
	}
	return out
}

// event is an event at the first clause that it rests on; false where it rests on none.
func (v *viewer) event(e *parley.Event, voices map[string]bool) (predictedEvent, bool) {
	out := predictedEvent{id: e.ID, typ: string(e.Type), status: string(e.Status), where: v.entity(e.Where), by: voice(e.AssertedBy, voices), when: interval(e.When)}
	for _, p := range e.Participants {
		if v.entities[p.Entity] {
			out.participants = append(out.participants, p)
		}
	}
	if v.papers[e.Instrument] {
		out.instrument = e.Instrument
	}
	for _, p := range e.Evidence {
		if !p.Raw.Empty() {
			out.at = coverPassages(p)
			return out, true
		}
	}
	return out, false
}

func (v *viewer) instrument(in *parley.Instrument) predictedInstrument {
	out := predictedInstrument{id: in.ID, name: in.Name, kind: string(in.Kind)}
	for _, s := range in.History {
		if file := v.files[s.Report]; file != "" && !s.Passage.Raw.Empty() {
			out.history = append(out.history, predictedStep{string(s.State), file, v.entity(s.AccordingTo), interval(s.When), coverPassages(s.Passage)})
		}
	}
	return out
}

// entity is the id of an entity of the record, "" for any other.
func (v *viewer) entity(id string) string {
	if !v.entities[id] {
		return ""
	}
	return id
}

// voice is who asserts something; what is asserted by nobody known is the narrator's.
func voice(id string, voices map[string]bool) string {
	if !voices[id] {
		return parley.Narrator
	}
	return id
}

func members(ms []parley.Member) []predictedMember {
	var out []predictedMember
	for _, m := range ms {
		if m.File != "" && !m.Passage.Raw.Empty() {
			out = append(out, predictedMember{m.File, coverPassages(m.Passage)})
		}
	}
	return out
}

// interval is nil where nothing is known, and where the end is before the beginning.
func interval(i *parley.Interval) *parley.Interval {
	if i == nil || i.From.Known() && i.To.Known() && i.From > i.To {
		return nil
	}
	out := parley.Interval{From: day(i.From), To: day(i.To)}
	if out == (parley.Interval{}) {
		return nil
	}
	return &out
}

// day is unknown for what ISO 8601 has no four digits for.
func day(d parley.Date) parley.Date {
	if d < firstDay || d > lastDay {
		return 0
	}
	return d
}

// number is nil for what JSON has no number for.
func number(f *float64) *float64 {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return nil
	}
	return f
}
