package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A logRow is one decision as pages show it.
type logRow struct {
	Seq    int64                `json:"seq"`
	At     string               `json:"at,omitempty"` // RFC 3339, UTC
	Who    string               `json:"who"`
	Kind   parley.DecisionKind  `json:"kind"`
	Of     string               `json:"of,omitempty"` // layer of what it is about
	About  string               `json:"about,omitempty"`
	Href   string               `json:"href,omitempty"`
	Report *reportRef           `json:"report,omitempty"`
	Words  string               `json:"words,omitempty"` // that it was made on
	Fields []fieldRow           `json:"fields,omitempty"`
	Why    string               `json:"why,omitempty"`
	State  parley.DecisionState `json:"state"`
	By     int64                `json:"by,omitempty"`
	Undoes int64                `json:"undoes,omitempty"`
	Reason string               `json:"reason,omitempty"` // why it is an orphan
	ByID   bool                 `json:"by_id,omitempty"`  // it does not say what it was about, and is held by the id
	Undo   *formView            `json:"-"`
	day    *parley.Interval
}

// A fieldRow is a field with what it was and what it is to be.
type fieldRow struct {
	Field string `json:"field"`
	Was   string `json:"was,omitempty"`
	Now   string `json:"now"`
}

// deeds are the kinds of decision as what somebody did.
var deeds = map[parley.DecisionKind]string{
	parley.DecideGiven: "gave", parley.DecideTold: "told", parley.DecideReject: "rejected", parley.DecideAccept: "accepted", parley.DecideEdit: "corrected", parley.DecideAdd: "added",
	parley.DecideMerge: "merged", parley.DecideSplit: "split", parley.DecideSame: "made one", parley.DecideMark: "marked", parley.DecideUndo: "undid",
}

// Deed is what the person did.
func (r logRow) Deed() string {
	if d, ok := deeds[r.Kind]; ok {
		return d
	}
	return words(r.Kind)
}

// logRow is the row of one decision.
func (x *index) logRow(d *parley.Decided) logRow {
	row := logRow{Seq: d.Seq, Who: d.Who, Kind: d.Kind, Why: d.Why, State: d.State, By: d.By, Undoes: d.Undoes, About: orID(d.Now, d.Finding), ByID: d.ByID}
	if !d.At.IsZero() {
		row.At = d.At.UTC().Format("2006-01-02T15:04:05Z")
		row.day = parley.Day(parley.NewDate(d.At.UTC().Date()))
	}
	if row.About == "" && d.Undoes > 0 {
		row.About = "no. " + strconv.FormatInt(d.Undoes, 10)
	}
	var was parley.Was
	_ = json.Unmarshal([]byte(d.Was), &was) // an old line says nothing of what it was
	row.Of, row.Words = was.Layer, was.Words
	if d.Report != "" {
		r := x.in(d.Report)
		row.Report = &r
	}
	row.Href = x.hrefOf(d, was.Layer)
	row.Fields = x.fieldsOf(d.Decision, was)
	return row
}

// hrefOf is the address of what a decision is about, "" where it is not in this record.
func (x *index) hrefOf(d *parley.Decided, layer string) string {
	id := orID(d.Now, d.Finding)
	switch d.Kind {
	case parley.DecideMark, parley.DecideSame:
		if c := x.conflictBy(id); c != nil {
			return conflictHref(c)
		}
	case parley.DecideMerge, parley.DecideSplit:
		if layer != parley.LayerInstrument {
			if r := x.who(id); r.Href != "" {
				return r.Href
			}
		}
		return x.paper(id).Href
	case parley.DecideUndo:
		return "/decisions#d" + strconv.FormatInt(d.Undoes, 10)
	default:
		if r, ok := x.reports[d.Report]; ok {
			if _, err := x.found(r, id); err == nil {
				return x.finding(d.Report, id)
			}
			return x.ref(r).Href
		}
	}
	return ""
}

// fieldsOf is what a decision sets, beside what it was.
func (x *index) fieldsOf(d parley.Decision, was parley.Was) []fieldRow {
	switch d.Kind {
	case parley.DecideEdit, parley.DecideAdd, parley.DecideGiven:
		return valueFields(d.Value, was.Fields)
	case parley.DecideSplit:
		return x.splitFields(d.Value, was)
	case parley.DecideMark:
		return []fieldRow{{Field: "state", Was: was.Fields["state"], Now: d.Value}}
	case parley.DecideMerge:
		name := d.Value
		if r := x.who(d.Value); r.Href != "" {
			name = r.Name
		} else if was.Into != nil && was.Into.Words != "" {
			name = was.Into.Words
		}
		return []fieldRow{{Field: "is", Was: was.Words, Now: name}}
	case parley.DecideSame:
		return []fieldRow{{Field: "is", Now: d.Value}}
	case parley.DecideUndo:
		return []fieldRow{{Field: "undoes", Now: "decision " + strconv.FormatInt(d.Undoes, 10)}}
	}
	return nil
}

// splitFields says what is taken out of an entity or a paper, and what that is called.
func (x *index) splitFields(value string, was parley.Was) []fieldRow {
	var s parley.Split
	if json.Unmarshal([]byte(value), &s) != nil {
		return nil
	}
	out := []fieldRow{{Field: "is", Was: was.Words, Now: s.Name}}
	for _, m := range s.Members {
		what := orID(x.in(m.Report).File, m.Report.Short())
		switch {
		case m.Step != nil:
			what += ": the step " + words(m.Step.State) + " “" + shorten(m.Step.Words, 80) + "”"
		case m.Name != "":
			what += ": " + m.Name
		}
		out = append(out, fieldRow{Field: "in", Now: what})
	}
	return out
}

// valueFields reads the JSON object of a value into fields in the order of their names.
func valueFields(value string, was map[string]string) []fieldRow {
	var v map[string]any
	if json.Unmarshal([]byte(value), &v) != nil {
		return nil
	}
	var out []fieldRow
	for k, f := range v {
		out = append(out, fieldRow{Field: k, Was: was[k], Now: inWords(f)})
	}
	slices.SortFunc(out, func(a, b fieldRow) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// inWords writes a value of JSON for people: the words of a passage, the days of an interval, the rest as it is.
func inWords(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if t, ok := v["text"].(string); ok {
			return "“" + t + "”"
		}
		var out []string
		for _, k := range slices.Sorted(anyKeys(v)) {
			if s := inWords(v[k]); s != "" && k != "raw" && k != "span" {
				out = append(out, k+" "+s)
			}
		}
		if len(out) == 0 {
			return "none"
		}
		return strings.Join(out, ", ")
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, inWords(e))
		}
		if len(out) == 0 {
			return "none"
		}
		return strings.Join(out, "; ")
	case nil:
		return ""
	case string:
		return v
	}
	return fmt.Sprint(v)
}

func anyKeys(v map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range v {
			if !yield(k) {
				return
			}
		}
	}
}

// logAbout lists the decisions about one thing of the record, the latest first.
func (x *index) logAbout(report parley.ReportID, id string) []logRow {
	var out []logRow
	for _, d := range slices.Backward(x.log.about[key{report, id}]) {
		out = append(out, x.logRow(d))
	}
	return out
}

// undoable gives the rows of decisions in force or overruled their form.
func (rq *request) undoable(rows []logRow) []logRow {
	for i := range rows {
		r := &rows[i]
		d, ok := rq.log.seq[r.Seq]
		if !rq.desk || !ok || r.State == parley.Undone {
			continue
		}
		v := rq.formOf("/decisions/"+strconv.FormatInt(r.Seq, 10), "undo", rq.log.seen(d.Decision))
		v.Wrong, v.Why = nil, ""
		r.Undo = &v
	}
	return rows
}

// A logList is the model of the log.
type logList struct {
	List    listing  `json:"list"`
	Rows    []logRow `json:"rows"`
	Orphans int      `json:"orphans"`
	Coders  int      `json:"disputes"`
}

// logFilter is how the log can be narrowed.
var logFilter = filter[logRow]{
	Facets: []facet[logRow]{
		{"who", "Who", func(r *logRow) []ref { return named(r.Who) }},
		{"kind", "Decision", func(r *logRow) []ref { return code(r.Kind) }},
		{"state", "Stands", func(r *logRow) []ref { return code(r.State) }},
		{"report", "Report", func(r *logRow) []ref {
			if r.Report == nil {
				return nil
			}
			return []ref{{ID: string(r.Report.ID), Name: orID(r.Report.Headline, r.Report.File)}}
		}},
	},
	Text: func(r *logRow) string { return strings.Join([]string{r.Words, r.Why, r.Who, r.About}, "\n") },
	When: func(r *logRow) *parley.Interval { return r.day },
}

// decisions shows the log of what people decided, the latest first.
func decisions(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.decisions().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "decisions", Title: "Decisions", Body: logList{l, rq.undoable(shown), len(rq.rec.Orphans), len(rq.rec.Coders)},
		Table: func() table { return logTable(all.all()) },
	}, nil
}

func logTable(rows []logRow) table {
	t := table{Head: []string{"seq", "at", "who", "kind", "of", "about", "report", "file", "words", "fields", "why", "state", "by", "undoes", "reason", "by_id"}}
	for _, r := range rows {
		var report, file string
		if r.Report != nil {
			report, file = string(r.Report.ID), r.Report.File
		}
		var fields []string
		for _, f := range r.Fields {
			fields = append(fields, f.Field+": "+f.Was+" > "+f.Now)
		}
		t.Rows = append(t.Rows, []any{int(r.Seq), r.At, r.Who, r.Kind, r.Of, r.About, report, file, r.Words, strings.Join(fields, "; "), r.Why, string(r.State), int(r.By), int(r.Undoes), r.Reason, r.ByID})
	}
	return t
}

// orphans shows the decisions in whose place nothing certain stands.
func orphans(_ context.Context, rq *request) (page, error) {
	var rows []logRow
	for i := range rq.rec.Orphans {
		o := &rq.rec.Orphans[i]
		row := rq.logRow(&parley.Decided{Decision: o.Decision, State: parley.Orphaned})
		row.Reason = o.Reason
		rows = append(rows, row)
	}
	shown, all, l, err := pick(rq, rows, logFilter)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "orphans", Title: "Orphans", Body: logList{List: l, Rows: rq.undoable(shown)},
		Table: func() table { return logTable(all) },
	}, nil
}

// A decisionModel is one decision with what else was decided on the same.
type decisionModel struct {
	Row  logRow    `json:"decision"`
	Same []logRow  `json:"on_the_same,omitempty"`
	Undo *formView `json:"-"`
}

// decisionPage shows one decision.
func decisionPage(_ context.Context, rq *request) (page, error) {
	d, err := rq.decision()
	if err != nil {
		return page{}, err
	}
	m := decisionModel{Row: rq.undoable([]logRow{rq.logRow(d)})[0]}
	for _, o := range slices.Backward(rq.log.on(d.Decision)) {
		if o.Seq != d.Seq {
			m.Same = append(m.Same, rq.logRow(o))
		}
	}
	if m.Undo = m.Row.Undo; m.Undo != nil {
		v := rq.formOf(m.Undo.Action, "undo", m.Undo.Seen)
		m.Undo = &v
	}
	return page{Name: "decision", Title: "Decision " + strconv.FormatInt(d.Seq, 10), Body: m}, nil
}

// decision is the one that the address names.
func (rq *request) decision() (*parley.Decided, error) {
	n, err := strconv.ParseInt(rq.name("id"), 10, 64)
	d, ok := rq.log.seq[n]
	if err != nil || !ok {
		return nil, missing("decision", rq.name("id"))
	}
	return d, nil
}

// undoDecision takes back what was decided.
func undoDecision(_ context.Context, rq *request, f *form) (parley.Decision, error) {
	if do := f.Get("do"); do != "undo" {
		return parley.Decision{}, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there is undo", do)
	}
	d, err := rq.decision()
	if err != nil {
		return parley.Decision{}, err
	}
	return parley.Decision{Kind: parley.DecideUndo, Undoes: d.Seq}, nil
}

// afterUndo leads to the log.
func afterUndo(_ *index, d parley.Decision) string {
	return "/decisions#d" + url.PathEscape(strconv.FormatInt(d.Undoes, 10))
}
