package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
)

// An evaluated is what `parley eval --json` says.
type evaluated struct {
	Dossier string         `json:"dossier"`
	Gold    string         `json:"gold"`
	Scores  []eval.Score   `json:"scores"`
	Changes []eval.Change  `json:"changes"` // against the golden scores
	Misses  []eval.Misses  `json:"misses,omitempty"`
	Counts  map[string]int `json:"miss_counts"`
}

// evalOptions are the flags of parley eval.
type evalOptions struct {
	dossier, gold, scores string
	update                bool
	misses                int

	details any         // of a stage's scores: what --json says behind them
	table   func(*page) // and what is printed behind them, nil for nothing
}

func newEval(a *app) *cobra.Command {
	var opt evalOptions
	cmd := &cobra.Command{
		Use:   "eval --dossier DIR --gold DIR",
		Short: "Score the reading of a dossier, or a stage on a corpus",
		Long: `Eval reads the reports of a folder, in memory, and scores the record of them against a gold one: a JSON
file per report, coded by hand, beside entities.json, instruments.json and cross.json. What each line of
the table means stands in docs/scores.md.

Eval segment, eval syntax, eval mention and eval attribution score these stages on the development parts of corpora.

With --scores the scores are compared with those kept in a file; where one of them is worse the exit
code is 1. --update writes the file anew.`,
		Example: `  parley eval --dossier examples/dossier --gold examples/gold
  parley eval --dossier examples/dossier --gold examples/gold --errors 5
  parley eval --dossier reports/ --gold coded/ --scores scores.txt --update
  parley eval syntax --gold ../shared/data`,
		Args: noneBut("stage"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case opt.dossier == "" || opt.gold == "":
				return usagef("name a folder of reports with --dossier and their coding with --gold")
			case opt.update && opt.scores == "":
				return usagef("--update writes the file that --scores names")
			case opt.misses < 0:
				return usagef("--errors is a number of lines, not %d", opt.misses)
			}
			return a.eval(cmd.Context(), opt)
		},
	}
	f := cmd.Flags()
	f.StringVar(&opt.dossier, "dossier", "", "folder of the reports")
	f.StringVar(&opt.gold, "gold", "", "folder of their coding")
	f.StringVar(&opt.scores, "scores", "", "file of the scores to compare with")
	f.BoolVar(&opt.update, "update", false, "write the scores into that file")
	a.leastFlag(f)
	f.IntVar(&opt.misses, "errors", 0, "show up to that many misses of each kind")
	for _, err := range []error{cmd.MarkFlagDirname("dossier"), cmd.MarkFlagDirname("gold"), cmd.MarkFlagFilename("scores", "txt")} {
		if err != nil {
			panic(err) // no such flag: a slip in the lines above
		}
	}
	cmd.AddCommand(newEvalStages(a)...)
	return cmd
}

// flags adds the flags of a stage.
func (o *evalOptions) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.gold, "gold", "", "folder of corpora")
	c.Flags().StringVar(&o.scores, "scores", "", "file of the scores to compare with")
	c.Flags().BoolVar(&o.update, "update", false, "write the scores into that file")
	_, _ = c.MarkFlagDirname("gold"), c.MarkFlagFilename("scores", "txt")
}

// check says what is wrong with the flags of a stage.
func (o *evalOptions) check() error {
	switch {
	case o.gold == "":
		return usagef("name a folder of corpora with --gold")
	case o.update && o.scores == "":
		return usagef("--update writes the file that --scores names")
	}
	return nil
}

// eval scores a dossier and says how it went.
func (a *app) eval(ctx context.Context, opt evalOptions) error {
	gold, err := eval.ReadGold(opt.gold, opt.dossier)
	if err != nil {
		return err
	}
	rec, err := a.inMemory(ctx, opt.dossier)
	if err != nil {
		return err
	}
	uncoded, lacking := gold.Uncoded(rec)
	for _, f := range uncoded {
		a.talk("%s is not coded; what it says of entities and papers is held against the record", f)
	}
	for _, f := range lacking {
		a.talk("%s is coded, but was not read", f)
	}
	res := eval.Measure(gold, rec)
	changes, err := opt.changes(res.Scores)
	if err != nil {
		return err
	}
	if a.json {
		err = a.writeJSON(opt.said(res, changes))
	} else {
		err = a.printScores(res, opt.misses)
	}
	if err != nil {
		return err
	}
	if a.sayChanges(changes) && !opt.update {
		a.exitCode = exitFailure
	}
	if !opt.update {
		return nil
	}
	_, err = writeFile(opt.scores, func(w io.Writer) error { return eval.Write(w, res.Scores) })
	return err
}

// inMemory is the record of a folder, with no database; what is set aside is said.
func (a *app) inMemory(ctx context.Context, dir string) (*parley.Record, error) {
	bar := a.newBar(false)
	defer bar.clear()
	e, err := a.newEngine(&store.Memory{}, bar.step)
	if err != nil {
		return nil, err
	}
	sum, err := e.Build(ctx, a.walk(ctx, []string{dir}, intake.Options{}))
	if err != nil {
		return nil, err
	}
	for _, s := range sum.SetAside {
		a.talk("set aside %s: %s: %s", s.Name, s.Reason, s.Detail)
	}
	return e.Record(ctx)
}

// changes are the scores that differ from the kept ones. Where a file is to be written, there need be none yet.
func (o *evalOptions) changes(scores []eval.Score) ([]eval.Change, error) {
	if o.scores == "" {
		return nil, nil
	}
	b, err := os.ReadFile(o.scores)
	switch {
	case os.IsNotExist(err) && o.update:
		return nil, nil
	case os.IsNotExist(err):
		return nil, parley.Errorf(parley.NotFound, "eval", "no file %s to compare with; --update writes it", o.scores)
	case err != nil:
		return nil, &parley.Error{Kind: parley.Unavailable, Op: "eval", Err: err}
	}
	kept, err := eval.ReadGolden(bytes.NewReader(b))
	if err != nil {
		return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: " + o.scores, Err: err}
	}
	return kept.Against(scores), nil
}

// sayChanges lists what changed and reports whether anything got worse.
func (a *app) sayChanges(all []eval.Change) (worse bool) {
	for _, c := range all {
		word := "better"
		if c.Worse {
			word, worse = "worse", true
		}
		a.talk("%s: %s: %.3f, was %.3f", word, c.Name, c.New, c.Old)
	}
	return worse
}

func (o *evalOptions) said(res eval.Result, changes []eval.Change) evaluated {
	out := evaluated{Dossier: o.dossier, Gold: o.gold, Scores: res.Scores, Changes: changes, Counts: map[string]int{}}
	if changes == nil {
		out.Changes = []eval.Change{}
	}
	for _, m := range res.Misses {
		out.Counts[m.Kind] = len(m.Items)
		if o.misses > 0 {
			out.Misses = append(out.Misses, eval.Misses{Kind: m.Kind, Items: m.Items[:min(o.misses, len(m.Items))]})
		}
	}
	return out
}

// printScores prints the table, and up to most misses of each kind.
func (a *app) printScores(res eval.Result, most int) error {
	p := a.page()
	section := ""
	for i, s := range res.Scores {
		if s.Section != section {
			section = s.Section
			if i == 0 {
				p.line("%s", p.in(bold, section))
			} else {
				p.heading(section)
			}
		}
		p.line("  %s", s)
	}
	for _, m := range res.Misses {
		if most == 0 {
			break
		}
		p.heading(fmt.Sprintf("%s (%d)", m.Kind, len(m.Items)))
		for _, item := range m.Items[:min(most, len(m.Items))] {
			p.wrap("", 2, plain(item), "")
		}
	}
	return outputError(p.err)
}
