package record

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A ruling is what the log of decisions comes to in one fold. Lines are numbered as in the log.
type ruling struct {
	lines    []*line
	verdicts map[parley.ReportID]*verdict
	held     map[ground]*holding
	takes    map[ground]map[string]parley.Take // the last take of each person
}

// A line is one decision on its way through the fold.
type line struct {
	d     parley.Decision
	was   *parley.Was
	state parley.DecisionState
	by    int64
	now   string // what it is about in this record
	why   string // it is an orphan
	open  bool   // of the record: no stage has taken it up yet
	live  int    // how many of its fields no later edit changes
}

// A ground is one thing of which one can decide one thing or another.
type ground struct {
	report  parley.ReportID
	finding string
	field   string
}

// A holding is the lines that say what is in force of a ground.
type holding struct {
	value string
	lines []*line
}

// A verdict is what people decided of the findings of one report.
type verdict struct {
	gone     map[string]bool   // by finding: rejected, or accepted
	accepted map[string]string // by finding: who accepted it last
	edits    []ruled           // in order
	adds     []ruled
	sign     []string // all of it, for comparing
}

// ruled is an edit or an addition of a finding.
type ruled struct {
	id   string
	line *line
	edit parley.Edit
	add  parley.Addition
}

// rule reads the log: what was undone, and what is decided of the findings of each report. What is decided of entities, papers and conflicts waits for
// them.
func (f *fold) rule() {
	r := &ruling{verdicts: map[parley.ReportID]*verdict{}, held: map[ground]*holding{}, takes: map[ground]map[string]parley.Take{}}
	f.ruling = r
	for _, d := range f.decisions {
		if d.Kind == parley.DecideGiven || d.Kind == parley.DecideTold {
			continue
		}
		r.lines = append(r.lines, &line{d: d, state: parley.InForce, was: decoded[parley.Was](d.Was)})
	}
	r.undo()
	for _, l := range r.lines {
		if l.state != parley.InForce {
			continue
		}
		if why := f.lost[l.d.Seq]; why != "" && l.d.Seq != 0 {
			l.orphan(why)
			continue
		}
		switch l.d.Kind {
		case parley.DecideReject, parley.DecideAccept, parley.DecideEdit, parley.DecideAdd:
			f.ruleFinding(l)
		case parley.DecideUndo:
		default:
			l.open = true
		}
	}
}

// decoded is the T that s has as JSON, nil where it has none.
func decoded[T any](s string) *T {
	v := new(T)
	if s == "" || json.Unmarshal([]byte(s), v) != nil {
		return nil
	}
	return v
}

// undo marks the lines that others undo, the latest first: an undo that is undone itself counts for nothing.
func (r *ruling) undo() {
	bySeq := map[int64]*line{}
	for _, l := range r.lines {
		bySeq[l.d.Seq] = l
	}
	for _, l := range slices.Backward(r.lines) {
		if l.d.Kind != parley.DecideUndo || l.state == parley.Undone {
			continue
		}
		if t := bySeq[l.d.Undoes]; t != nil && t != l && t.d.Seq < l.d.Seq {
			t.state, t.by = parley.Undone, l.d.Seq
		}
	}
}

// orphan takes a line out: what it is about is not there, for this reason.
func (l *line) orphan(why string) { l.state, l.why, l.open, l.now = parley.Orphaned, why, false, "" }

// ruleFinding puts a decision about a finding into the verdict on its report.
func (f *fold) ruleFinding(l *line) {
	r, d := f.ruling, l.d
	s := f.sheets[d.Report]
	if s == nil {
		l.orphan("its report does not stand in the record")
		return
	}
	v := r.verdicts[d.Report]
	if v == nil {
		v = &verdict{gone: map[string]bool{}, accepted: map[string]string{}}
		r.verdicts[d.Report] = v
	}
	id := d.Finding
	switch {
	case d.Kind == parley.DecideAdd:
		a := decoded[parley.Addition](d.Value)
		if a == nil || !whole(a) {
			l.orphan("it names no words")
			return
		}
		x := ruled{id: id, line: l, add: *a}
		if a.Voice != nil {
			by, why := s.locate(a.AssertedBy, a.Voice, v)
			if by == "" {
				l.orphan("of the statement that tells of it: " + why)
				return
			}
			x.add.AssertedBy = by
		}
		l.now = id
		v.adds = append(slices.DeleteFunc(v.adds, func(y ruled) bool { return y.id == id }), x)
		r.take(ground{d.Report, id, "stands"}, l, "stands")
		r.fields(l, id, &a.Edit)
	default:
		var why string
		if id, why = s.locate(d.Finding, l.was, v); id == "" {
			l.orphan(why)
			return
		}
		l.now = id
		if d.Kind == parley.DecideEdit {
			e := decoded[parley.Edit](d.Value)
			if e == nil {
				l.orphan("its value is not readable")
				return
			}
			v.edits = append(v.edits, ruled{id: id, line: l, edit: *e})
			r.fields(l, id, e)
			break
		}
		v.gone[id] = d.Kind == parley.DecideReject
		v.accepted[id] = d.Who
		value := "stands"
		if v.gone[id] {
			value = "does not stand"
		}
		r.take(ground{d.Report, id, "stands"}, l, value)
	}
	v.sign = append(v.sign, fmt.Sprintf("%d %s %s=%s %q %q", d.Seq, d.Kind, id, d.Finding, d.Who, d.Value))
}

// locate is locate among the findings of the sheet and what people added to them.
func (s *sheet) locate(id string, was *parley.Was, v *verdict) (now, why string) {
	if strings.HasPrefix(id, addedPrefix) {
		if slices.ContainsFunc(v.adds, func(x ruled) bool { return x.id == id }) {
			return id, ""
		}
		return "", "the finding that a person added does not stand any more"
	}
	key := id
	if was != nil {
		key += fmt.Sprint("\x00", was.Layer, "\x00", was.Words, "\x00", was.Raw, "\x00", was.Kind, "\x00", was.Source, "\x00", was.Cue)
	}
	if at, ok := s.located[key]; ok {
		return at[0], at[1]
	}
	if s.located == nil {
		s.located, s.anchors = map[string][2]string{}, anchors(s.raw)
	}
	now, why = locate(s.anchors, id, was)
	s.located[key] = [2]string{now, why}
	return now, why
}

// addedPrefix begins the ids of what people added.
const addedPrefix = "p-"

// fields takes what an edit or an addition says of each field.
func (r *ruling) fields(l *line, id string, e *parley.Edit) {
	for _, field := range editFields(e) {
		r.take(ground{l.d.Report, id, field}, l, editText(e, field))
	}
}

// take notes that a line says this of a ground: it is in force now, with those that said the same, and overrules those that said something else.
func (r *ruling) take(g ground, l *line, value string) {
	if r.takes[g] == nil {
		r.takes[g] = map[string]parley.Take{}
	}
	r.takes[g][l.d.Who] = parley.Take{Seq: l.d.Seq, Who: l.d.Who, Value: value}
	h := r.held[g]
	if h == nil {
		h = &holding{}
		r.held[g] = h
	}
	if h.value != value {
		for _, o := range h.lines {
			if o.live--; o.live == 0 {
				o.state, o.by = parley.Overruled, l.d.Seq
			}
		}
		h.value, h.lines = value, nil
	}
	l.live++
	h.lines = append(h.lines, l)
}

// signature says what was decided of a report as a string for comparing.
func (v *verdict) signature() string {
	if v == nil {
		return ""
	}
	return strings.Join(v.sign, "\n")
}

// pending are the lines of these kinds that no stage has taken up.
func (r *ruling) pending(kinds ...parley.DecisionKind) []*line {
	var out []*line
	for _, l := range r.lines {
		if l.open && slices.Contains(kinds, l.d.Kind) {
			out = append(out, l)
		}
	}
	return out
}

// tellDecisions lists the log as it came out: every line with its state, the orphans, and where people differ.
func (f *fold) tellDecisions() {
	r := f.ruling
	for _, l := range r.lines {
		if l.open {
			l.orphan("nothing in the record has the id " + l.d.Finding)
		}
		f.rec.Decisions = append(f.rec.Decisions, parley.Decided{Decision: l.d, State: l.state, By: l.by, Now: l.now})
		if l.state == parley.Orphaned {
			f.rec.Orphans = append(f.rec.Orphans, parley.Orphan{Decision: l.d, Reason: l.why})
		}
	}
	for g, by := range r.takes {
		takes := make([]parley.Take, 0, len(by))
		differ := false
		for _, t := range by {
			takes = append(takes, t)
			differ = differ || t.Value != takes[0].Value
		}
		if !differ {
			continue
		}
		slices.SortFunc(takes, func(a, b parley.Take) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Who, b.Who)) })
		d := parley.Dispute{Report: g.report, Finding: g.finding, Field: g.field, Takes: takes}
		if s := f.sheets[g.report]; s != nil {
			d.File, d.Words = f.file[s.at], shorten(s.wordsOf(g.finding), 160)
		} else {
			d.Words = shorten(f.wordsOfRecord(g.finding), 160)
		}
		f.rec.Coders = append(f.rec.Coders, d)
	}
	slices.SortFunc(f.rec.Coders, func(a, b parley.Dispute) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Report, b.Report), compareIDs(a.Finding, b.Finding), cmp.Compare(a.Field, b.Field))
	})
}

// compareIDs puts s2 before s10.
func compareIDs(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// wordsOf are the words that a finding of the sheet rests on, as the machine or the person who added it has them.
func (s *sheet) wordsOf(id string) string {
	for _, f := range []*parley.Findings{s.raw, s.eff} {
		if f == nil {
			continue
		}
		for _, a := range anchors(f) {
			if a.id == id {
				return a.words
			}
		}
	}
	return ""
}

// wordsOfRecord is what an entity, a paper or a conflict is called.
func (f *fold) wordsOfRecord(id string) string {
	for _, c := range f.rec.Conflicts {
		if c.Key == id {
			return c.What
		}
	}
	if n := f.entityName(id); n != "" {
		return n
	}
	for _, x := range f.rec.Instruments {
		if x.ID == id {
			return x.Name
		}
	}
	return ""
}
