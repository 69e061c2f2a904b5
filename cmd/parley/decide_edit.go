package main

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// editFlags are the fields of a finding as the command line gives them.
type editFlags struct {
	words, cue                                     []string
	source, addressee, act, mode, saidOn, negated  string
	kind, status, instrument, when                 string
	participants                                   []string
	low, high, unit, qualifier, paperKind, calling string
}

// add adds the flags. Those of one layer alone say so.
func (f *editFlags) add(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.words, "words", nil, "the words it rests on, as printed or as START:END in the cleaned text; may be given again")
	flags.StringVar(&f.source, "source", "", "statement: who says it, an entity's id, or the words that name them in quotes or as START:END; none for nobody")
	flags.StringArrayVar(&f.cue, "cue", nil, "statement: the words that say so (\"denied\"), or START:END; none for no cue")
	flags.StringVar(&f.act, "act", "", "statement: what the source does, such as deny")
	flags.StringVar(&f.mode, "mode", "", "statement: direct, indirect or mixed")
	flags.StringVar(&f.addressee, "addressee", "", "statement: to whom, as --source")
	flags.StringVar(&f.saidOn, "said-on", "", "statement: when it was said, 2031-05-04 or 2031-05-04..2031-05-06; none where it is not known")
	flags.StringVar(&f.negated, "negated", "", "statement: yes where the source is said not to have said it")
	flags.StringVar(&f.kind, "type", "", "event: its type, such as ceasefire")
	flags.StringVar(&f.status, "status", "", "event: how it stands, such as called-off")
	flags.StringArrayVar(&f.participants, "participant", nil, "event: ID=ROLE, such as harland=actor; give all of them")
	flags.StringVar(&f.instrument, "instrument", "", "event: the id of the paper it is about; none for none")
	flags.StringVar(&f.when, "when", "", "event, figure, paper: the day or days, as --said-on")
	flags.StringVar(&f.low, "low", "", "figure: the low end")
	flags.StringVar(&f.high, "high", "", "figure: the high end; without it the high end is not claimed")
	flags.StringVar(&f.unit, "unit", "", "figure: what is counted")
	flags.StringVar(&f.qualifier, "qualifier", "", "figure: exact, at-least, about, ...")
	flags.StringVar(&f.paperKind, "kind", "", "paper: its kind, such as agreement")
	flags.StringVar(&f.calling, "name", "", "paper: what it is called")
}

// nothing is the word by which a flag says that there is none.
const nothing = "none"

// edit is the edit that the flags ask for; text is the cleaned text of the report.
func (f *editFlags) edit(text string) (e parley.Edit, err error) {
	if e.Content, err = passages(text, f.words); err != nil {
		return e, err
	}
	if len(f.cue) > 0 {
		cue := []parley.Passage{}
		if len(f.cue) != 1 || f.cue[0] != nothing {
			if cue, err = passages(text, f.cue); err != nil {
				return e, err
			}
		}
		e.Cue = &cue
	}
	for _, w := range []struct {
		value string
		to    **parley.Whom
	}{{f.source, &e.Source}, {f.addressee, &e.Addressee}, {f.instrument, &e.Instrument}} {
		if *w.to, err = whomOf(text, w.value); err != nil {
			return e, err
		}
	}
	e.Act, e.Mode, e.Type, e.Status = parley.Act(f.act), parley.Mode(f.mode), parley.EventType(f.kind), parley.Status(f.status)
	e.Unit, e.Qualifier, e.Kind, e.Name = f.unit, parley.Qualifier(f.qualifier), parley.InstrumentKind(f.paperKind), f.calling
	if e.SaidOn, err = daysOf("--said-on", f.saidOn); err != nil {
		return e, err
	}
	if e.When, err = daysOf("--when", f.when); err != nil {
		return e, err
	}
	if f.negated != "" {
		if f.negated != "yes" && f.negated != "no" {
			return e, usagef("--negated is yes or no, not %q", f.negated)
		}
		yes := f.negated == "yes"
		e.Negated = &yes
	}
	if e.Participants, err = f.parts(); err != nil {
		return e, err
	}
	if f.low != "" || f.high != "" {
		e.Value = &parley.Range{}
		for _, end := range []struct {
			flag, value string
			to          **float64
		}{{"--low", f.low, &e.Value.Low}, {"--high", f.high, &e.Value.High}} {
			if end.value == "" {
				continue
			}
			v, err := strconv.ParseFloat(end.value, 64)
			if err != nil {
				return e, usagef("%s is a number, not %q", end.flag, end.value)
			}
			*end.to = &v
		}
	}
	return e, nil
}

// parts are the participants that the flags name, nil where they name none.
func (f *editFlags) parts() (*[]parley.Part, error) {
	if len(f.participants) == 0 {
		return nil, nil
	}
	parts := []parley.Part{}
	for _, p := range f.participants {
		id, role, ok := strings.Cut(p, "=")
		if !ok {
			return nil, usagef("--participant is ID=ROLE, such as harland=actor, not %q", p)
		}
		parts = append(parts, parley.Part{Whom: parley.Whom{ID: id}, Role: parley.Role(role)})
	}
	return &parts, nil
}

// daysOf reads a day, two days with .. between, or none.
func daysOf(flag, s string) (*parley.Interval, error) {
	switch s {
	case "":
		return nil, nil
	case nothing:
		return &parley.Interval{}, nil
	}
	from, to, two := strings.Cut(s, "..")
	if !two {
		to = from
	}
	var i parley.Interval
	for _, end := range []struct {
		s  string
		to *parley.Date
	}{{from, &i.From}, {to, &i.To}} {
		if end.s == "" {
			continue
		}
		d, err := parley.ParseDate(end.s)
		if err != nil {
			return nil, usagef("%s: %q is not a date of the form 2031-05-04, nor two with .. between", flag, s)
		}
		*end.to = d
	}
	if i == (parley.Interval{}) {
		return nil, usagef("%s: %q names no day", flag, s)
	}
	return &i, nil
}

// whomOf reads an entity's id, or words that name somebody: in quotes, or START:END.
func whomOf(text, s string) (*parley.Whom, error) {
	switch {
	case s == "":
		return nil, nil
	case s == nothing:
		return &parley.Whom{}, nil
	case strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`) && len(s) > 2:
		s = s[1 : len(s)-1]
	case !isSpan(s):
		return &parley.Whom{ID: s}, nil
	}
	ps, err := passages(text, []string{s})
	if err != nil {
		return nil, err
	}
	return &parley.Whom{Words: &ps[0]}, nil
}

func isSpan(s string) bool {
	a, b, ok := strings.Cut(s, ":")
	_, err1 := strconv.Atoi(a)
	_, err2 := strconv.Atoi(b)
	return ok && err1 == nil && err2 == nil
}

// passages are the spans of words in a text, each as START:END, or as printed where they stand there once.
func passages(text string, words []string) ([]parley.Passage, error) {
	var out []parley.Passage
	for _, w := range words {
		if isSpan(w) {
			a, b, _ := strings.Cut(w, ":")
			start, _ := strconv.Atoi(a)
			end, _ := strconv.Atoi(b)
			out = append(out, parley.Passage{Span: parley.Span{Start: start, End: end}})
			continue
		}
		i := strings.Index(text, w)
		switch {
		case w == "":
			return nil, usagef("no words given")
		case i < 0:
			return nil, parley.Errorf(parley.NotFound, "decide", "the report does not say %q; `parley show report` has its words", w)
		case strings.Contains(text[i+1:], w):
			return nil, usagef("the report says %q several times; give more of the words, or START:END such as %d:%d", w, i, i+len(w))
		}
		out = append(out, parley.Passage{Span: parley.Span{Start: i, End: i + len(w)}})
	}
	return out, nil
}

// newEdit is `parley decide edit`.
func newEdit(a *app, db *string, write writer) *cobra.Command {
	var f editFlags
	cmd := &cobra.Command{
		Use: "edit REPORT FINDING", Short: "A finding says something else",
		Long: "Edit changes fields of a finding: those that a flag names; the others stay as they are, and what the machine had stays visible. Two edits of one finding each count for the fields that no later " +
			"one changes. Words are always taken from the text of the report.",
		Example: `  parley decide edit town.txt s3 --act deny --source ana-roe --db talks.db
  parley decide edit town.txt s3 --words "the corridor was open" --cue denied --db talks.db
  parley decide edit town.txt e2 --status called-off --participant harland=actor --db talks.db
  parley decide edit town.txt f1 --low 400 --qualifier at-least --db talks.db`,
		Args: exactly(2, 2, "a report (file name or hash) and the id of one of its findings"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.textOf(cmd.Context(), *db, args[0])
			if err != nil {
				return err
			}
			e, err := f.edit(text)
			if err != nil {
				return err
			}
			value, err := json.Marshal(e)
			if err != nil {
				return err
			}
			if string(value) == "{}" {
				return usagef("nothing changed; say what, such as --act deny")
			}
			return write(cmd.Context(), args[0], parley.Decision{Kind: parley.DecideEdit, Finding: args[1], Value: string(value)})
		},
	}
	f.add(cmd.Flags())
	return cmd
}

// newAdding is `parley decide add`.
func newAdding(a *app, db *string, write writer) *cobra.Command {
	var f editFlags
	var told string
	cmd := &cobra.Command{
		Use: "add REPORT statement|event|figure", Short: "A report says what was not found",
		Long: "Add makes a finding that was not found. It rests on words of the report, which --words names: the content of a statement, the clause of an event, the words of a figure. Its id is made of these words.",
		Example: `  parley decide add town.txt statement --words "the corridor was open" --act deny --source ana-roe
  parley decide add town.txt event --words "the ferry sailed" --type aid-delivery --told-in s3 --db talks.db
  parley decide add town.txt figure --words "some 400 people" --low 400 --unit people --qualifier about`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("wrong number of arguments; expected: a report (file name or hash), and statement, event or figure")
			}
			if l := args[1]; l != parley.LayerStatement && l != parley.LayerEvent && l != parley.LayerFigure {
				return noSuch("kind of finding", l, parley.LayerStatement, parley.LayerEvent, parley.LayerFigure)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(f.words) == 0 {
				return usagef("say with --words which words of the report it rests on")
			}
			text, err := a.textOf(cmd.Context(), *db, args[0])
			if err != nil {
				return err
			}
			e, err := f.edit(text)
			if err != nil {
				return err
			}
			value, err := json.Marshal(parley.Addition{Layer: args[1], Edit: e, AssertedBy: told})
			if err != nil {
				return err
			}
			return write(cmd.Context(), args[0], parley.Decision{Kind: parley.DecideAdd, Value: string(value)})
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().StringVar(&told, "told-in", "", "event, figure: the statement that tells of it; without it the outlet does")
	return cmd
}

// textOf is the cleaned text of a report of the database.
func (a *app) textOf(ctx context.Context, db, report string) (string, error) {
	d, err := a.open(ctx, db, sqldb.Options{ReadOnly: true}, nil)
	if err != nil {
		return "", err
	}
	defer d.Close()
	rec, err := d.Record(ctx)
	if err != nil {
		return "", err
	}
	r, err := findReport(rec, report)
	if err != nil {
		return "", err
	}
	t, err := d.Text(ctx, r.ID)
	if err != nil {
		return "", err
	}
	return t.Content, nil
}
