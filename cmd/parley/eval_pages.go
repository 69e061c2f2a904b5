package main

import (
	"io"
	"io/fs"
	"maps"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/internal/predict"
	"github.com/parley-press/parley/internal/text"
)

// scorePages scores the bodies of articles on one half of the article extraction benchmark.
func scorePages(held bool) func(*corpus, fs.FS) ([]eval.Score, error) {
	return func(c *corpus, data fs.FS) ([]eval.Score, error) {
		var gold map[string]eval.PageGold
		if err := withFile(data, "pages/ground-truth.json", func(r io.Reader) (err error) {
			gold, err = eval.ReadPages(r)
			return err
		}); err != nil {
			return nil, err
		}
		maps.DeleteFunc(gold, func(id string, _ eval.PageGold) bool { return eval.PageHeld(id) != held })
		found := map[string]string{}
		for id := range gold {
			if err := withPage(data, "pages/html/"+id+".html.gz", func(t *text.Text) { found[id] = predict.ArticleBody(t) }); err != nil {
				return nil, err
			}
		}
		return inSection("Article extraction benchmark", eval.Pages(c.name+"article", gold, found)), nil
	}
}

// scorePageDates scores the day of publication on one half of htmldate's pages.
func scorePageDates(held bool) func(*corpus, fs.FS) ([]eval.Score, error) {
	return func(c *corpus, data fs.FS) ([]eval.Score, error) {
		var gold map[string]parley.Date
		if err := withFile(data, "page-dates/dates.json", func(r io.Reader) (err error) {
			gold, err = eval.ReadPageDates(r)
			return err
		}); err != nil {
			return nil, err
		}
		maps.DeleteFunc(gold, func(file string, _ parley.Date) bool { return eval.PageHeld(file) != held })
		found := map[string]parley.Date{}
		for file := range gold {
			if err := withPage(data, "page-dates/html/"+file+".gz", func(t *text.Text) { found[file] = t.Meta.Published.Value }); err != nil {
				return nil, err
			}
		}
		return inSection("Pages of known date (htmldate)", eval.PageDates(c.name+"page", gold, found)), nil
	}
}

// withPage calls use with the cleaned text of a page; not where it has none.
func withPage(data fs.FS, name string, use func(*text.Text)) error {
	return withFile(data, name, func(r io.Reader) error {
		b, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if t, _ := clean.Clean(parley.Report{ID: parley.IDOf(b), Names: []string{name}, Format: parley.HTML, Bytes: b}); t != nil {
			use(t)
		}
		return nil
	})
}

func inSection(name string, scores []eval.Score) []eval.Score {
	for i := range scores {
		scores[i].Section = name
	}
	return scores
}
