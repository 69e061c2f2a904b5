package main

import (
	"io"
	"io/fs"

	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/read"
)

// scoreTimes scores time expressions on one half of the corpus.
func scoreTimes(held bool) func(*corpus, fs.FS) ([]eval.Score, error) {
	return func(c *corpus, data fs.FS) ([]eval.Score, error) {
		reader, err := read.New()
		if err != nil {
			return nil, err
		}
		var scores []eval.Score
		err = withFile(data, "timex/timebank-aquaint.jsonl.gz", func(r io.Reader) (err error) {
			scores, err = eval.Timex(r, held, reader.Annotate)
			return err
		})
		for i := range scores {
			scores[i].Section = c.name
		}
		return scores, err
	}
}
