package export

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

// A table is one list as rows.
type table struct {
	name string
	head []string
	rows func(n *namer, rec *parley.Record, row func(cells ...any))
}

// tables are the lists in the order in which help names them.
var tables = []table{
	{"reports", []string{"file", "report", "headline", "outlet", "published", "published_how", "dateline", "bylines", "copy_of", "words"}, reportRows},
	{"statements", []string{"file", "id", "source", "source_id", "act", "mode", "content", "cue", "via", "addressee", "said_from", "said_to", "nested_in", "plover", "cameo", "start", "end", "confidence", "rule"}, statementRows},
	{"events", []string{"file", "id", "type", "status", "participants", "from", "to", "where", "asserted_by", "instrument", "plover", "cameo", "text", "start", "end", "confidence", "rule"}, eventRows},
	{"figures", []string{"file", "id", "low", "high", "qualifier", "unit", "from", "to", "asserted_by", "text", "start", "end", "confidence", "rule"}, figureRows},
	{"instruments", []string{"id", "name", "kind", "put_forward_by", "state", "from", "to", "according_to", "file", "text", "start", "end"}, instrumentRows},
	{"conflicts", []string{"id", "key", "kind", "what", "side", "says", "file", "finding", "text", "start", "end", "state"}, conflictRows},
	{"chronology", []string{"from", "to", "what", "says", "file", "finding", "text", "start", "end"}, chronologyRows},
	{"positions", []string{"party", "party_id", "issue", "stance", "from", "to", "changed", "words", "file", "statements"}, positionRows},
	{"same", []string{"id", "layer", "what", "origins", "file", "finding", "text", "start", "end"}, sameRows},
	{"entities", []string{"id", "name", "type", "role", "side", "mentions", "reports", "aliases", "offices", "actor"}, entityRows},
	{"outlets", []string{"name", "reports", "copies", "agencies", "quoted"}, outletRows},
	{"commitments", []string{"id", "party", "from", "to", "due_from", "due_to", "term", "outcome", "file", "finding", "text", "start", "end", "then"}, commitmentRows},
	{"omissions", []string{"file", "what", "same", "carried"}, omissionRows},
	{"wordings", []string{"entity", "entity_id", "outlet", "words", "times"}, wordingRows},
	{"decisions", []string{"seq", "at", "who", "decision", "state", "by", "file", "finding", "now", "value", "undoes", "why", "was"}, decisionRows},
	{"orphans", []string{"seq", "at", "who", "decision", "file", "finding", "value", "why", "was", "reason"}, orphanRows},
}

// A namer gives entities and instruments their names, and reports their files.
type namer struct{ names, files map[string]string }

func newNamer(rec *parley.Record) *namer {
	n := &namer{names: map[string]string{}, files: map[string]string{}}
	for _, e := range rec.Entities {
		n.names[e.ID] = e.Name
	}
	for _, i := range rec.Instruments {
		n.names[i.ID] = i.Name
	}
	for _, r := range rec.Reports {
		n.files[string(r.ID)] = r.File
	}
	return n
}

// ends are the two ends of an interval, unknown where there is none.
func ends(i *parley.Interval) (from, to parley.Date) {
	if i == nil {
		return 0, 0
	}
	return i.From, i.To
}

// hull is the range from the first to the last raw byte of passages.
func hull(ps []parley.Passage) (start, end int) {
	if len(ps) == 0 {
		return 0, 0
	}
	return ps[0].Raw.Start, ps[len(ps)-1].Raw.End
}

func (n *namer) refs(rs []parley.Ref) string {
	var parts []string
	for _, r := range rs {
		parts = append(parts, n.ref(&r))
	}
	return strings.Join(parts, "; ")
}

// ref is the entity's name, or else the words that name it.
func (n *namer) ref(r *parley.Ref) string {
	switch {
	case r == nil:
		return ""
	case n.names[r.Entity] != "":
		return n.names[r.Entity]
	case r.Passage != nil:
		return r.Passage.Text
	}
	return r.Entity
}

func (n *namer) all(ids []string) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = n.names[id]
	}
	return strings.Join(parts, "; ")
}

func reportRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, r := range rec.Reports {
		headline, dateline, bylines := "", "", make([]string, len(r.Meta.Bylines))
		if r.Meta.Headline != nil {
			headline = r.Meta.Headline.Text
		}
		if r.Meta.Dateline != nil {
			dateline = r.Meta.Dateline.Name
		}
		for i, b := range r.Meta.Bylines {
			bylines[i] = b.Name
		}
		row(r.File, string(r.ID), headline, r.Meta.Outlet.Name, r.Meta.Published.Value, string(r.Meta.Published.How), dateline,
			strings.Join(bylines, "; "), n.files[string(r.CopyOf)], r.Words)
	}
}

func statementRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, r := range rec.Reports {
		for _, s := range r.Statements {
			id := ""
			if s.Source != nil {
				id = s.Source.Entity
			}
			from, to := ends(s.SaidOn)
			start, end := hull(s.Content)
			code := event.CodeStatement(&s)
			row(r.File, s.ID, n.ref(s.Source), id, string(s.Act), string(s.Mode), parley.Excerpt(s.Content), parley.Excerpt(s.Cue), n.refs(s.Via),
				n.ref(s.Addressee), from, to, s.NestedIn, code.Plover, code.Cameo, start, end, s.Confidence, s.Rule)
		}
	}
}

func eventRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, r := range rec.Reports {
		for _, e := range r.Events {
			who := make([]string, len(e.Participants))
			for i, p := range e.Participants {
				who[i] = n.names[p.Entity] + " (" + string(p.Role) + ")"
			}
			from, to := ends(e.When)
			code := event.Code(e.Type, e.Status)
			var start, end int
			if len(e.Evidence) > 0 {
				start, end = hull(e.Evidence[:1])
			}
			row(r.File, e.ID, string(e.Type), string(e.Status), strings.Join(who, "; "), from, to, n.names[e.Where], e.AssertedBy,
				n.names[e.Instrument], code.Plover, code.Cameo, parley.Excerpt(e.Evidence), start, end, e.Confidence, e.Rule)
		}
	}
}

func figureRows(_ *namer, rec *parley.Record, row func(...any)) {
	for _, r := range rec.Reports {
		for _, f := range r.Figures {
			from, to := ends(f.When)
			row(r.File, f.ID, f.Low, f.High, string(f.Qualifier), f.Unit, from, to, f.AssertedBy, f.Passage.Text, f.Passage.Raw.Start,
				f.Passage.Raw.End, f.Confidence, f.Rule)
		}
	}
}

// instrumentRows gives a row a step, and one row to an instrument without a step.
func instrumentRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, in := range rec.Instruments {
		by := n.all(in.PutForwardBy)
		if len(in.History) == 0 {
			row(in.ID, in.Name, string(in.Kind), by, "", "", "", "", "", "", "", "")
		}
		for _, s := range in.History {
			from, to := ends(s.When)
			row(in.ID, in.Name, string(in.Kind), by, string(s.State), from, to, n.names[s.AccordingTo], n.files[string(s.Report)],
				s.Passage.Text, s.Passage.Raw.Start, s.Passage.Raw.End)
		}
	}
}

func conflictRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, c := range rec.Conflicts {
		for _, m := range c.Between {
			row(c.ID, c.Key, string(c.Kind), c.What, m.Side, n.names[m.Says], m.File, m.Finding, m.Passage.Text, m.Passage.Raw.Start, m.Passage.Raw.End, string(c.State))
		}
	}
}

func chronologyRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, c := range rec.Chronology {
		for _, m := range c.Members {
			row(c.From, c.To, c.What, n.names[m.Says], m.File, m.Finding, m.Passage.Text, m.Passage.Raw.Start, m.Passage.Raw.End)
		}
	}
}

func positionRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, p := range rec.Positions {
		from, to := ends(p.Date)
		row(n.names[p.Party], p.Party, p.Issue, p.Stance, from, to, p.Changed, p.Words, p.File, strings.Join(p.Statements, "; "))
	}
}

func sameRows(_ *namer, rec *parley.Record, row func(...any)) {
	for _, s := range rec.Same {
		for _, m := range s.Members {
			row(s.ID, s.Layer, s.What, s.Origins, m.File, m.Finding, m.Passage.Text, m.Passage.Raw.Start, m.Passage.Raw.End)
		}
	}
}

func entityRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, e := range rec.Entities {
		row(e.ID, e.Name, string(e.Type), e.Role, n.names[e.Side], e.Mentions, len(e.Reports), strings.Join(e.Aliases, "; "), joined(e.Tenures), joined(e.Codes))
	}
}

// joined is several values in one cell.
func joined[T fmt.Stringer](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = x.String()
	}
	return strings.Join(words, "; ")
}

func outletRows(_ *namer, rec *parley.Record, row func(...any)) {
	for _, o := range rec.Outlets {
		row(o.Name, len(o.Reports), o.Copies, strings.Join(o.Agencies, "; "), o.Quoted)
	}
}
