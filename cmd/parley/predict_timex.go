package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley/internal/predict"
	"github.com/parley-press/parley/read"
)

func newPredictTimex(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "timex FILE",
		Short: "Time expressions with type and value as in TIMEX3",
		Long: `The file has one article a line, a JSON object with "id", "text" and, where it is known, "date", the day of publication
(2031-05-08), from which "on Tuesday" counts; further fields do not count. Each line of a text is a paragraph. The answer has one
object a line, in the same order: {"id": …, "timex": [{"start": …, "end": …, "type": "DATE", "value": "2031-05-06", "why": …}, …]}.
The type is DATE, TIME, DURATION or SET, the value as TimeML writes it; why tells in words what it was counted from. A range counts
bytes of the text in UTF-8, half open.`,
		Example: `  parley predict timex articles.jsonl.gz > times.jsonl`,
		Args:    exactly(1, 1, "one file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			reader, err := read.New()
			if err != nil {
				return err
			}
			return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error {
				return predict.Timex(a.out, r, reader, tell)
			})
		},
	}
}
