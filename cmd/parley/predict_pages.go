package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/predict"
)

func newPredictPages(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "pages DIR",
		Short: "Article body, headline, day, outlet and author of saved web pages",
		Long: `DIR is a folder of saved web pages, *.html and *.htm, gzip (.gz) or not. The answer is one JSON object, the name of each file
without its endings to an object:
{"articleBody": …, "headline": …, "date": "2031-05-08", "outlet": …, "author": …}. What a page does not say is an empty string.

A page that has no article or cannot be read is named, answered with empty strings, and makes the exit code 3.`,
		Example: `  parley predict pages saved/ > articles.json`,
		Args:    exactly(1, 1, "one folder of pages"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if a.json {
				return usagef("predict answers in the format of its field; there is no --json")
			}
			if fi, err := os.Stat(args[0]); err != nil || !fi.IsDir() {
				return parley.Errorf(parley.NotFound, "predict", "no folder %s", args[0])
			}
			tell, done := a.teller(args[0])
			defer done()
			return predict.Pages(a.out, os.DirFS(args[0]), clean.Clean, tell)
		},
	}
}

// teller tells the faults of an input, the first ones one by one; done counts the others and sets the exit code.
func (a *app) teller(input string) (tell predict.Tell, done func()) {
	told := 0
	tell = func(fault error) {
		if told++; told <= mostTold {
			a.talk("%s: %s", input, fault)
		}
	}
	return tell, func() {
		if told > mostTold {
			a.talk("%s: %s", input, count(told-mostTold, "further fault", "further faults"))
		}
		if told > 0 {
			a.exitCode = exitPartial
		}
	}
}
