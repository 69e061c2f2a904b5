package web

import (
	"context"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// A statementRow is one statement as the lists show it.
type statementRow struct {
	ID         string           `json:"id"`
	Href       string           `json:"href"`
	Reader     string           `json:"reader"` // address of the words in the report
	Report     reportRef        `json:"report"`
	Voice      voice            `json:"voice"`
	With       []ref            `json:"with,omitempty"` // further sources
	Cue        string           `json:"cue,omitempty"`
	Words      string           `json:"words"`
	Act        parley.Act       `json:"act"`
	Mode       parley.Mode      `json:"mode"`
	To         ref              `json:"to"`
	ToWords    string           `json:"to_words,omitempty"`
	SaidOn     *parley.Interval `json:"said_on,omitempty"`
	Day        parley.Date      `json:"day,omitzero"` // when it was said, else the day of publication
	Headline   bool             `json:"headline,omitempty"`
	Negated    bool             `json:"negated,omitempty"`
	NestedIn   string           `json:"nested_in,omitempty"`
	Rule       string           `json:"rule"`
	Confidence float64          `json:"confidence"`
	Disputes   []disputed       `json:"disputes,omitempty"`
	Tellings   int              `json:"tellings,omitempty"` // passages that tell the same statement
	Codes      *event.Coding    `json:"codes,omitempty"`    // of the act, in PLOVER and CAMEO
}

// statementAt is statement i of the list, with its report.
func (x *index) statementAt(i int) (*parley.ReportEntry, *parley.Statement) {
	r := x.said[i].in(x.rec)
	return r, &r.Statements[x.said[i].n]
}

// statementRow is row i of the list.
func (x *index) statementRow(i int) statementRow { return x.row(x.statementAt(i)) }

// row is the row of one statement.
func (x *index) row(r *parley.ReportEntry, s *parley.Statement) statementRow {
	rep := x.ref(r)
	row := statementRow{
		ID: s.ID, Report: rep, Voice: x.voice(r, s), Cue: parley.Excerpt(s.Cue), Words: parley.Excerpt(s.Content), Act: s.Act, Mode: s.Mode,
		SaidOn: s.SaidOn, Day: s.SaidOn.First(rep.Date), Headline: s.Headline, Negated: s.Negated, NestedIn: s.NestedIn,
		Rule: s.Rule, Confidence: s.Confidence, Disputes: x.disputes(r.ID, s.ID), Codes: coded(event.CodeStatement(s)),
		Href: statementHref(rep, s.ID), Reader: x.finding(r.ID, s.ID),
	}
	for _, c := range s.CoSources {
		row.With = append(row.With, x.named(&c))
	}
	if s.Addressee != nil {
		row.To = x.who(s.Addressee.Entity)
		if s.Addressee.Passage != nil {
			row.ToWords = s.Addressee.Passage.Text
		}
	}
	if g := x.same[key{r.ID, s.ID}]; g != nil {
		row.Tellings = len(g.Members)
	}
	return row
}

// named is who a reference means, or the words of it.
func (x *index) named(r *parley.Ref) ref {
	if r.Entity != "" {
		return x.who(r.Entity)
	}
	if r.Passage != nil {
		return ref{Name: r.Passage.Text}
	}
	return ref{}
}

// statementFilter is how statements can be narrowed.
var statementFilter = filter[statementRow]{
	Facets: []facet[statementRow]{
		{"party", "Party", func(r *statementRow) []ref { return []ref{r.Voice.Party} }},
		{"source", "Source", func(r *statementRow) []ref { return append([]ref{r.Voice.Who}, r.With...) }},
		{"act", "Act", func(r *statementRow) []ref { return code(r.Act) }},
		{"mode", "Mode", func(r *statementRow) []ref { return code(r.Mode) }},
		{"addressee", "Addressee", func(r *statementRow) []ref { return []ref{r.To} }},
		{"outlet", "Outlet", func(r *statementRow) []ref { return named(r.Report.Label()) }},
		{"report", "Report", func(r *statementRow) []ref {
			return []ref{{ID: string(r.Report.ID), Name: orID(r.Report.Headline, r.Report.File)}}
		}},
	},
	One: map[string]func(*statementRow) string{
		"party":     func(r *statementRow) string { return r.Voice.Party.ID },
		"act":       func(r *statementRow) string { return string(r.Act) },
		"mode":      func(r *statementRow) string { return string(r.Mode) },
		"addressee": func(r *statementRow) string { return r.To.ID },
		"outlet":    func(r *statementRow) string { return r.Report.Label() },
		"report":    func(r *statementRow) string { return string(r.Report.ID) },
	},
	Text: func(r *statementRow) string {
		return strings.Join([]string{r.Words, r.Cue, r.Voice.Label(), r.Voice.Words, r.To.Name}, "\n")
	},
	When: func(r *statementRow) *parley.Interval {
		if r.SaidOn != nil {
			return r.SaidOn
		}
		if r.Day.Known() {
			return parley.Day(r.Day)
		}
		return nil
	},
}

// A statementList is the model of the page of statements.
type statementList struct {
	List listing        `json:"list"`
	Rows []statementRow `json:"rows"`
}

// statements shows who said what, to whom, through which outlet.
func statements(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.statements().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "statements", Title: "Statements", Body: statementList{l, shown},
		Table: func() table { return statementTable(all.all()) },
	}, nil
}

func statementTable(rows []statementRow) table {
	t := table{Head: []string{"report", "file", "id", "outlet", "published", "said_from", "said_to", "source", "source_words",
		"party", "act", "mode", "cue", "content", "addressee", "via", "headline", "negated", "nested_in", "rule", "confidence", "plover", "cameo"}}
	for _, r := range rows {
		var from, to any
		if r.SaidOn != nil {
			from, to = r.SaidOn.From, r.SaidOn.To
		}
		plover, cameo := codeCells(r.Codes)
		t.Rows = append(t.Rows, []any{string(r.Report.ID), r.Report.File, r.ID, r.Report.Outlet, r.Report.Date, from, to,
			r.Voice.Who.Name, r.Voice.Words, r.Voice.Party.Name, r.Act, r.Mode, r.Cue, r.Words, orID(r.To.Name, r.ToWords),
			names(r.Voice.Via), r.Headline, r.Negated, r.NestedIn, r.Rule, r.Confidence, plover, cameo})
	}
	return t
}

// names joins the names of refs.
func names(rs []ref) string {
	var out []string
	for _, r := range rs {
		out = append(out, r.Name)
	}
	return strings.Join(out, "; ")
}
