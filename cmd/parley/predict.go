package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/predict"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/read"
)

// newStages are the stages that answer.
func newStages() (*predict.Stages, error) {
	t, err := syntax.New()
	if err != nil {
		return nil, err
	}
	return &predict.Stages{Segmenter: segment.New(), Tagger: t}, nil
}

// newLabeller is the tagger of names, with the label schemes that it answers in, its own first.
func newLabeller() (predict.Labeller, []string, error) {
	t, err := mention.NewTagger()
	return t, mention.Schemes(), err
}

// newChainer is the finder of chains.
func newChainer() (predict.Chainer, error) {
	return mention.New()
}

func newPredict(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "predict conllu|names|coref|statements|timex|figures|events FILE, or pages DIR",
		Short: "Answer in a format of the field: CoNLL-U, columns of names, chains of coreference, attributions, times, figures, events; articles of saved pages",
		Long: `Predict lets the stages that read a report answer for a text or a corpus of one's own, in the format that
their field uses, so that they can be judged and put into other pipelines. No database is read or written.

FILE is - for standard input; gzip is understood. What is malformed is left out and named with its line;
the rest is answered, and the exit code is 3. docs/predict.md has an example of each format.`,
		Example: `  parley predict conllu --raw report.txt
  parley predict names corpus.conll
  parley predict coref documents.jsonl
  parley predict statements articles.jsonl.gz
  parley predict timex articles.jsonl.gz
  parley predict figures articles.jsonl.gz
  parley predict events articles.jsonl.gz
  parley predict pages saved/`,
		Args: noneBut("format"),
		RunE: func(*cobra.Command, []string) error {
			return usagef("say in which format: conllu, names, coref, statements, timex, figures, events or pages")
		},
	}
	cmd.AddCommand(newPredictCoNLLU(a), newPredictNames(a), newPredictCoref(a), newPredictStatements(a), newPredictTimex(a), newPredictFigures(a), newPredictEvents(a), newPredictPages(a))
	return cmd
}

func newPredictCoNLLU(a *app) *cobra.Command {
	var raw, tokens bool
	cmd := &cobra.Command{
		Use:   "conllu --raw|--tokens FILE",
		Short: "Sentences, tokens, tags, lemmas and trees as CoNLL-U",
		Long: `With --raw the file is one text, its paragraphs parted by empty lines. Everything is predicted:
paragraphs, sentences, tokens, multiword tokens, part of speech (UPOS, and Penn's as XPOS), lemma, head
and relation. The last column says which bytes of the file a token stands for: TokenRange=start:end.

With --tokens the file is CoNLL-U, of which sentences and tokens are taken; the rest is predicted. Comments,
multiword tokens, empty nodes and the last column stay as they are.

Features (FEATS) are not predicted.`,
		Example: `  parley predict conllu --raw report.txt > report.conllu
  parley predict conllu --tokens gold.conllu.gz > predicted.conllu
  parley predict conllu --raw -`,
		Args: exactly(1, 1, "one file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if raw == tokens {
				return usagef("say what the file is: --raw for text, --tokens for CoNLL-U")
			}
			stages, err := newStages()
			if err != nil {
				return err
			}
			return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error {
				if raw {
					return predict.Raw(a.out, r, documentID(args[0]), stages)
				}
				return predict.Tokens(a.out, r, stages, tell)
			})
		},
	}
	cmd.Flags().BoolVar(&raw, "raw", false, "the file is text")
	cmd.Flags().BoolVar(&tokens, "tokens", false, "the file is CoNLL-U with the sentences and tokens to take")
	return cmd
}

func newPredictNames(a *app) *cobra.Command {
	var scheme string
	cmd := &cobra.Command{
		Use:   "names FILE",
		Short: "Names as one more column of BIO2 labels",
		Long: `The file has one token a line, the token in the first column, further columns behind a tab; an empty line
ends a sentence, a line that begins with -DOCSTART- a document. Each line is written again with one column
more, the predicted label. --scheme names the label set; docs/predict.md has the table that maps the types.`,
		Example: `  parley predict names corpus.conll > predicted.conll
  parley predict names --scheme wikigold corpus.conll.gz`,
		Args: exactly(1, 1, "one file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			labeller, schemes, err := newLabeller()
			if err != nil {
				return err
			}
			if scheme == "" {
				scheme = schemes[0]
			}
			if !contains(schemes, scheme) {
				return noSuch("label scheme", scheme, schemes...)
			}
			stages, err := newStages()
			if err != nil {
				return err
			}
			return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error {
				return predict.Names(a.out, r, scheme, stages.Tagger, labeller, tell)
			})
		},
	}
	cmd.Flags().StringVar(&scheme, "scheme", "", "label set, the program's own where none is named")
	return cmd
}

func newPredictCoref(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "coref FILE",
		Short: "Chains of coreference as ranges of bytes",
		Long: `The file has one document a line, a JSON object with "id" and "text"; further fields do not count. The
answer has one object a line, in the same order: {"id": …, "chains": [[[start, end], …], …]}. A range
counts bytes of the text in UTF-8, half open.`,
		Example: `  parley predict coref documents.jsonl > chains.jsonl
  zcat documents.jsonl.gz | parley predict coref -`,
		Args: exactly(1, 1, "one file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			chainer, err := newChainer()
			if err != nil {
				return err
			}
			stages, err := newStages()
			if err != nil {
				return err
			}
			return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error {
				return predict.Coref(a.out, r, stages, chainer, tell)
			})
		},
	}
}

// leastSure is how sure an attribution must be to be written where nothing else is asked for.
const leastSure = attribution.DefaultConfidence

func newPredictStatements(a *app) *cobra.Command {
	least := probability(leastSure)
	cmd := &cobra.Command{
		Use:   "statements FILE",
		Short: "Who says what, by which words, as ranges of bytes",
		Long: `The file has one article a line, a JSON object with "id" and "text"; further fields do not count. Each line
of a text is a paragraph. The answer has one object a line, in the same order: {"id": …, "attributions": [{"source":
[[start, end], …], "cue": …, "content": …, "confidence": 0.87, "rule": …}, …]}, and what else is known of each: mode,
act, name of the source, addressee, the outlets it came through, day. A range counts bytes of the text in UTF-8, half open.

An article whose id came before is left out. Attributions that are less sure than --min-confidence are not written.`,
		Example: `  parley predict statements articles.jsonl.gz > attributions.jsonl
  parley predict statements articles.jsonl --min-confidence 0.8`,
		Args: exactly(1, 1, "one file, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			reader, err := read.New()
			if err != nil {
				return err
			}
			return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error {
				return predict.Statements(a.out, r, reader, float64(least), tell)
			})
		},
	}
	cmd.Flags().Var(&least, "min-confidence", "leave out attributions that are less sure, from 0 (everything) to 1")
	return cmd
}

func newPredictEvents(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "events FILE",
		Short: "What happened, is planned, called for or denied, with codes of PLOVER and CAMEO",
		Long: `The file has one article a line, a JSON object with "id", "text" and, where it is known, "date", the day of publication
(2031-05-08), from which "on Tuesday" counts; further fields do not count. Each line of a text is a paragraph. The answer has one
object a line, in the same order: {"id": …, "events": [{"start": …, "end": …, "type": "talks", "plover": "CONSULT", "cameo": "046",
"status": "planned", "participants": [{"name": …, "role": …}], "when": …, "where": …, "asserted_by": …}, …], "statements": […]}.
The statements are the demands, threats, charges and refusals, which those ontologies code as events. A range counts bytes of the
text in UTF-8, half open. docs/codebook.md has the types and the mapping to the codes.`,
		Example: `  parley predict events articles.jsonl.gz > events.jsonl`,
		Args:    exactly(1, 1, "one file, or - for standard input"),
		RunE:    a.answerArticles(predict.Events),
	}
}

func newPredictTimex(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "timex FILE",
		Short: "Time expressions with types and values of TimeML",
		Long: `The file has one article a line, a JSON object with "id", "text" and, where it is known, "date", the day of publication
(2031-05-08), from which "on Tuesday" counts; further fields do not count. Each line of a text is a paragraph. The answer has one
object a line, in the same order: {"id": …, "timex": [{"start": …, "end": …, "type": "DATE", "value": "2031-05-06",
"when": {"from": …, "to": …}, "why": "Tuesday before the report's date"}, …]}. A range counts bytes of the text in UTF-8, half
open. Without a date the value of what counts from it is left open (XXXX).`,
		Example: `  parley predict timex articles.jsonl.gz > timex.jsonl`,
		Args:    exactly(1, 1, "one file, or - for standard input"),
		RunE:    a.answerArticles(predict.Timexes),
	}
}

func newPredictFigures(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "figures FILE",
		Short: "Claimed numbers with qualifier, what is counted and who says so",
		Long: `The file has one article a line, a JSON object with "id", "text" and, where it is known, "date", the day of publication
(2031-05-08), from which "on Tuesday" counts; further fields do not count. Each line of a text is a paragraph. The answer has one
object a line, in the same order: {"id": …, "figures": [{"start": …, "end": …, "number": [start, end], "low": 400, "high": null,
"qualifier": "at-least", "unit": "people", "part_of": …, "when": …, "asserted_by": …}, …]}. A range counts bytes of the text in
UTF-8, half open. Ages, dates, names with a number and vague words are no figures: docs/codebook.md has the rules.`,
		Example: `  parley predict figures articles.jsonl.gz > figures.jsonl`,
		Args:    exactly(1, 1, "one file, or - for standard input"),
		RunE:    a.answerArticles(predict.Figures),
	}
}

// answerArticles runs an answer of the full reader over a file of articles.
func (a *app) answerArticles(answer func(io.Writer, io.Reader, predict.Annotator, predict.Tell) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		reader, err := read.New()
		if err != nil {
			return err
		}
		return a.predict(cmd.Context(), args[0], func(r io.Reader, tell predict.Tell) error { return answer(a.out, r, reader, tell) })
	}
}

// documentID is the name that a document of that file has in the answer: without folder and endings, "" for standard input.
func documentID(file string) string {
	if file == "-" {
		return ""
	}
	id := strings.TrimSuffix(filepath.Base(file), ".gz")
	id = strings.TrimSuffix(id, filepath.Ext(id))
	return strings.Join(strings.Fields(plain(id)), "_")
}

// mostTold is how many faults of a file are told one by one.
const mostTold = 20

// predict runs answer over a file; what it tells is left out, and makes the exit code 3.
func (a *app) predict(ctx context.Context, file string, answer func(io.Reader, predict.Tell) error) error {
	if a.json {
		return usagef("predict answers in the format of its field; there is no --json")
	}
	r, done, err := a.input(file)
	if err != nil {
		return err
	}
	defer done()
	plainReader, err := conll.Plain(&interruptible{ctx, r})
	if err != nil {
		return &parley.Error{Kind: parley.KindOf(err), Op: "predict: " + file, Err: err}
	}
	tell, told := a.teller(file)
	err = answer(plainReader, tell)
	told()
	if err != nil && ctx.Err() == nil && parley.KindOf(err) == parley.Unavailable {
		return fmt.Errorf("%s: %w", file, err)
	}
	return err
}

// input opens a file, or gives standard input for "-".
func (a *app) input(file string) (io.Reader, func(), error) {
	if file == "-" {
		if a.in == nil {
			return nil, nil, parley.Errorf(parley.Unavailable, "predict", "there is no standard input")
		}
		return a.in, func() {}, nil
	}
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		return nil, nil, parley.Errorf(parley.NotFound, "predict", "no file %s", file)
	}
	if err != nil {
		return nil, nil, &parley.Error{Kind: parley.Unavailable, Op: "predict", Err: err}
	}
	return f, func() { _ = f.Close() }, nil
}
