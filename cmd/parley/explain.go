package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// An explained is what `parley explain --json` says: one finding with what it rests on. Of Statement, Event, Figure, Instrument and Conflict one is there.
type explained struct {
	Kind       string             `json:"kind"`
	File       string             `json:"file,omitempty"`
	Report     parley.ReportID    `json:"report,omitempty"`
	Outlet     string             `json:"outlet,omitempty"`
	Who        string             `json:"who,omitempty"`      // whose voice it is
	Sentence   *parley.Passage    `json:"sentence,omitempty"` // the sentences that its words stand in
	Statement  *parley.Statement  `json:"statement,omitempty"`
	Event      *parley.Event      `json:"event,omitempty"`
	Figure     *parley.Figure     `json:"figure,omitempty"`
	Instrument *parley.Instrument `json:"instrument,omitempty"`
	Conflict   *parley.Conflict   `json:"conflict,omitempty"`
	Source     *parley.Entity     `json:"source_entity,omitempty"`
	Host       *parley.Statement  `json:"host,omitempty"`  // the statement that it is nested in
	Holds      []string           `json:"holds,omitempty"` // the statements that are nested in it

	entry *parley.ReportEntry
}

func newExplain(a *app) *cobra.Command {
	var db, report string
	cmd := &cobra.Command{
		Use:   "explain ID [talks.db]",
		Short: "Say in words what a finding rests on",
		Long: `Explain shows the sentence that a finding stands in, with its words marked, and says of each part which model
or rule gave it and how sure that is: why this is the source, how the day was found, in which statement it stands.

ID is as the lists of show print it, a statement (s4), an event (e2), a figure (f1), with the file before it where
other reports have one of that id too, a paper (working-paper) or a conflict (c9). "FILE ID", FILE#ID and HASH#ID are
understood, or name the report with --report.`,
		Example: `  parley explain "town.txt s4" talks.db
  parley explain town.txt#s4 talks.db
  parley explain s4 --report 9f2c41 --db talks.db --json
  parley explain c9 talks.db`,
		Args: exactly(1, 2, "the id of a finding, and one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id := args[0]
			if i := strings.LastIndexAny(id, "# "); i >= 0 {
				if report != "" {
					return usagef("the report is named twice: in %q and with --report", id)
				}
				report, id = id[:i], id[i+1:]
			}
			return a.withRecord(cmd.Context(), dbOf(args[1:], db), func(d *dossier, rec *parley.Record) error {
				return a.explain(cmd.Context(), d, rec, report, id)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&db, "db", defaultDB, "the database")
	f.StringVar(&report, "report", "", "the report: its file name, its path, or the first digits of its hash")
	_ = cmd.MarkFlagFilename("db", "db")
	return cmd
}

// explain explains one finding.
func (a *app) explain(ctx context.Context, d *dossier, rec *parley.Record, report, id string) error {
	v := shown{cast: newCast(rec), rec: rec, path: d.path}
	x, err := v.find(report, id)
	if err != nil {
		return err
	}
	var t *text.Text
	if x.entry != nil {
		if t, err = d.Text(ctx, x.entry.ID); err != nil && ctx.Err() != nil {
			return err
		}
		if t != nil { // without the text, which its reader may refuse by now, the words alone are shown
			x.Sentence = sentences(t, x.passages())
		}
	}
	if a.json {
		return a.writeJSON(x)
	}
	p := a.page()
	p.explained(v, x)
	return outputError(p.err)
}

// find is the finding of that id, in that report where one is named.
func (v shown) find(report, id string) (*explained, error) {
	var all []*explained
	if report != "" {
		r, err := findReport(v.rec, report)
		if err != nil {
			return nil, err
		}
		all = v.inReport(r, id)
	} else {
		for i := range v.rec.Reports {
			all = append(all, v.inReport(&v.rec.Reports[i], id)...)
		}
		if in := v.instruments[id]; in != nil {
			all = append(all, &explained{Kind: "instrument", Instrument: in})
		}
		for i := range v.rec.Conflicts {
			if c := &v.rec.Conflicts[i]; c.ID == id {
				all = append(all, &explained{Kind: "conflict", Conflict: c})
			}
		}
	}
	switch len(all) {
	case 1:
		return all[0], nil
	case 0:
		if report != "" {
			return nil, parley.Errorf(parley.NotFound, "explain", "no finding of %s has the id %q; `parley show report %s` lists them", report, id, report)
		}
		return nil, parley.Errorf(parley.NotFound, "explain", "no finding has the id %q; the lists of `parley show` print them", id)
	}
	const most = 5
	var names []string
	for _, x := range all[:min(len(all), most)] {
		names = append(names, strings.TrimSpace(x.File+" "+id))
	}
	if n := len(all) - most; n > 0 {
		names = append(names, count(n, "other", "others"))
	}
	return nil, usagef("%q may be any of %s; put the file before it: parley explain \"%s\"", id, strings.Join(names, ", "), names[0])
}

// inReport lists the findings of a report that have that id: one or none.
func (v shown) inReport(r *parley.ReportEntry, id string) []*explained {
	x := &explained{File: r.File, Report: r.ID, Outlet: r.Meta.Outlet.Name, entry: r}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == id {
			x.Kind, x.Statement, x.Who = "statement", s, v.who(s.Source)
			if s.Source != nil {
				x.Source = v.entities[s.Source.Entity]
			}
			for j := range r.Statements {
				if o := &r.Statements[j]; o.ID == s.NestedIn {
					x.Host = o
				} else if o.NestedIn == id {
					x.Holds = append(x.Holds, o.ID)
				}
			}
			return []*explained{x}
		}
	}
	for i := range r.Events {
		if e := &r.Events[i]; e.ID == id {
			x.Kind, x.Event, x.Who = "event", e, v.voice(r, e.AssertedBy)
			return []*explained{x}
		}
	}
	for i := range r.Figures {
		if f := &r.Figures[i]; f.ID == id {
			x.Kind, x.Figure, x.Who = "figure", f, v.voice(r, f.AssertedBy)
			return []*explained{x}
		}
	}
	return nil
}

// A marked is a passage with what it is of the finding.
type marked struct {
	label string
	parley.Passage
}

// passages are the words of a finding.
func (x *explained) passages() []marked {
	var out []marked
	add := func(label string, ps ...parley.Passage) {
		for _, p := range ps {
			out = append(out, marked{label, p})
		}
	}
	switch {
	case x.Statement != nil:
		s := x.Statement
		if s.Source != nil && s.Source.Passage != nil {
			add("source", *s.Source.Passage)
		}
		add("cue", s.Cue...)
		add("content", s.Content...)
	case x.Event != nil:
		add("event", x.Event.Evidence[:min(1, len(x.Event.Evidence))]...)
		if x.Event.WhenPassage != nil {
			add("when", *x.Event.WhenPassage)
		}
	case x.Figure != nil:
		add("figure", x.Figure.Passage)
	}
	return out
}

// sentences are the sentences of a text from the first to the last that these words stand in, nil where no sentence has them.
func sentences(t *text.Text, words []marked) *parley.Passage {
	d := segment.New().Segment(t)
	var all parley.Span
	for _, w := range words {
		if !w.Span.Empty() && w.Span.End <= len(t.Content) && t.Content[w.Span.Start:w.Span.End] == w.Text {
			all = all.Union(w.Span)
		}
	}
	var out parley.Span
	for _, s := range d.Sentences {
		if sp := d.Span(s.Tokens); sp.Overlaps(all) {
			out = out.Union(sp)
		}
	}
	if out.Empty() {
		return nil
	}
	p := t.Passage(out)
	return &p
}
