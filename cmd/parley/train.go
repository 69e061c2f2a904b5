package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/restore"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// models lists the stages that are trained, with the file of the source tree that holds the model.
var models = []struct {
	stage, file string
	train       func(data, tree string, say func(string)) ([]byte, error)
}{
	{"segment", "internal/segment/segment.model", func(data, _ string, say func(string)) ([]byte, error) {
		return segment.Train(os.DirFS(data), segment.Options{Say: say})
	}},
	{"syntax", "internal/syntax/syntax.model", func(data, _ string, say func(string)) ([]byte, error) {
		return syntax.Train(os.DirFS(data), syntax.Options{Say: say})
	}},
	{"lemma", "internal/syntax/lemma.model", func(data, _ string, say func(string)) ([]byte, error) {
		return syntax.TrainLemmas(os.DirFS(data), say)
	}},
	{"names", "internal/mention/names.model", func(data, _ string, say func(string)) ([]byte, error) {
		tags, err := syntax.New()
		if err != nil {
			return nil, err
		}
		return mention.TrainNames(os.DirFS(data), mention.NamesOptions{Segment: segment.New().Segment, Tag: tags.Tag, Say: say})
	}},
	{"attribution", "internal/attribution/attribution.model", func(data, tree string, say func(string)) ([]byte, error) {
		tags, err := syntax.New()
		if err != nil {
			return nil, err
		}
		segments := segment.New()
		read := func(content string) *text.Doc {
			d := segments.Segment(text.Plain(content))
			tags.Parse(d)
			return d
		}
		o := attribution.Options{Read: read, Coded: os.DirFS(filepath.Join(tree, "testdata/coded")), Lessons: os.DirFS(filepath.Join(tree, "internal/attribution/lessons")), Seed: attribution.ShippedSeed, Say: say}
		return attribution.Train(os.DirFS(data), o)
	}},
	{"restore", "internal/restore/restore.model", func(data, _ string, say func(string)) ([]byte, error) {
		tags, err := syntax.New()
		if err != nil {
			return nil, err
		}
		segments := segment.New()
		read := func(t *text.Text) *text.Doc {
			d := segments.Segment(t)
			tags.Tag(d)
			return d
		}
		return restore.Train(os.DirFS(data), restore.Options{Read: read, Say: say})
	}},
	{"coref", "internal/mention/coref.model", func(data, _ string, say func(string)) ([]byte, error) {
		tags, err := syntax.New()
		if err != nil {
			return nil, err
		}
		return mention.TrainCoref(os.DirFS(data), mention.CorefOptions{Parse: tags.Parse, Say: say})
	}},
}

func newTrain(a *app) *cobra.Command {
	var data, tree, out string
	c := &cobra.Command{
		Use:   "train STAGE",
		Short: "Train a model again from the data it was made of",
		Long: `Train makes the model of a stage (segment, syntax, lemma, names, coref, attribution, restore, or all of them) from a folder of training data (attribution from
coded dossiers and lessons of the source tree too) and writes it where the source tree keeps it, or to the file named with -o. The same data give the same bytes. The shipped
models are embedded in the program; nobody needs this command to read reports.`,
		Example: `  parley train syntax --data ../shared/data
  parley train all --data ../shared/data
  parley train syntax --data ../shared/data -o /tmp/syntax.model`,
		Args: exactly(1, 1, "one stage: segment, syntax, lemma, names, coref, attribution, restore or all"),
		RunE: func(_ *cobra.Command, args []string) error {
			stages := []string{"all"}
			for _, m := range models {
				stages = append(stages, m.stage)
			}
			if !contains(stages, args[0]) {
				return noSuch("stage", args[0], stages...)
			}
			if _, err := os.Stat(data); err != nil {
				return &parley.Error{Kind: parley.NotFound, Op: "train", Msg: "no training data", Err: err}
			}
			for _, m := range models {
				if args[0] != "all" && args[0] != m.stage {
					continue
				}
				to := m.file
				if out != "" {
					to = out
				}
				if err := a.trainOne(func(say func(string)) ([]byte, error) { return m.train(data, tree, say) }, to); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&data, "data", "../shared/data", "folder of training data")
	c.Flags().StringVar(&tree, "source", ".", "folder of the source tree, whose coded dossiers and lessons attribution learns from too")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write instead of the one in the source tree")
	return c
}

func (a *app) trainOne(train func(say func(string)) ([]byte, error), to string) error {
	if st, err := os.Stat(filepath.Dir(to)); err != nil || !st.IsDir() {
		return parley.Errorf(parley.NotFound, "train", "there is no folder %s here: run it in the source tree, or name a file with -o", filepath.Dir(to))
	}
	model, err := train(func(s string) { fmt.Fprintln(a.err, s) })
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, model, 0o644); err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "train", Err: err}
	}
	fmt.Fprintf(a.out, "%s: %d bytes\n", to, len(model))
	return nil
}
