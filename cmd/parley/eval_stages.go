package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/eval"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/predict"
)

// A corpus is the development part of a corpus, with how a stage is scored on it. The names of its scores begin with
// name. An error of kind NotFound says what is not there.
type corpus struct {
	name  string
	score func(c *corpus, data fs.FS) ([]eval.Score, error)
}

// The files of the corpora, below the folder of data.
const (
	ewtDev     = "ud-ewt/en_ewt-ud-dev.conllu.gz"
	silverDev  = "polnear-corenlp/dev.jsonl.gz"
	silverText = "polnear/dev.jsonl.gz"
)

// evaluations are the stages that are scored, with the corpora of each.
var evaluations = []struct {
	stage, short, long string
	corpora            []corpus
}{
	{"segment", "Score tokens and sentences", `Tokens, words and sentences are predicted from the raw text of the English Web Treebank (dev) and scored as
the CoNLL 2018 shared task does.`, []corpus{
		{"EWT raw ", scoreEWT(true, "tokens", "words", "sentences")},
	}},
	{"syntax", "Score tags, lemmas and trees", `Tags, lemmas and trees are predicted for the English Web Treebank (dev), once for its own tokens and once
from its raw text, and scored as the CoNLL 2018 shared task does. For the news of PolNeAR (dev) there is only
a machine-made layer; how far the stage agrees with it is no accuracy.`, []corpus{
		{"EWT tokens ", scoreEWT(false, "UPOS", "XPOS", "lemmas", "UAS", "LAS")},
		{"EWT raw ", scoreEWT(true, "UPOS", "XPOS", "lemmas", "UAS", "LAS")},
		{"PolNeAR silver ", scoreSilver},
	}},
	{"mention", "Score names and chains", `Names are predicted in the label set of each corpus and scored by exact span and type: CrossNER politics
and WNUT17 (dev), and every fourth document of Wikigold and re3d, which are not trained on.`, []corpus{
		{"CrossNER ", scoreNames("crossner", "ner/crossner-politics.dev.conll.gz", asItIs)},
		{"WNUT17 ", scoreNames("wnut17", "ner/wnut17.dev.conll.gz", asItIs)},
		{"Wikigold ", scoreNames("wikigold", "ner/wikigold.conll.gz", wikigoldDev)},
		{"re3d ", scoreNames("re3d", "re3d/re3d.jsonl.gz", re3dDev)},
		{"LitBank ", scoreTales},
		{"GUM news ", scoreReports},
	}},
	{"timex", "Score time expressions", `Time expressions are found in TimeBank and AQUAINT as cleaned for TempEval-3, and scored by overlap of spans, by type
and by value, on the half of the documents that rules were made on and on the half held back.`, []corpus{
		{"TimeML dev ", scoreTimes(false)},
		{"TimeML held ", scoreTimes(true)},
	}},
	{"pages", "Score articles of web pages", `The body of the article is cut out of the pages of the article extraction benchmark and scored as the benchmark does, by runs of four
words; the day of publication is read from the pages of htmldate's set. Both on the half of the pages that rules were made on and on the half held back.`, []corpus{
		{"dev ", scorePages(false)},
		{"held ", scorePages(true)},
		{"dev ", scorePageDates(false)},
		{"held ", scorePageDates(true)},
	}},
}

// scoreTales scores chains on the development documents of LitBank.
func scoreTales(c *corpus, data fs.FS) ([]eval.Score, error) {
	return scoreChains(c, data, "coref/litbank.jsonl.gz", func(r io.Reader) ([]mention.CorefText, error) {
		all, err := mention.ReadLitBank(r)
		var dev []mention.CorefText
		for n, d := range all {
			if mention.CorefDev(n) {
				dev = append(dev, d)
			}
		}
		return dev, err
	})
}

// scoreReports scores chains on the news documents of GUM's development part, from which nothing was learned.
func scoreReports(c *corpus, data fs.FS) ([]eval.Score, error) {
	return scoreChains(c, data, "coref/gum-dev-EVALUATION-ONLY.conllu.gz", func(r io.Reader) ([]mention.CorefText, error) {
		all, err := eval.ReadEntities(r)
		var news []mention.CorefText
		for _, d := range all {
			if strings.HasPrefix(d.ID, "GUM_news_") {
				news = append(news, d)
			}
		}
		return news, err
	})
}

// scoreChains scores chains over given tokens and own trees, those of one mention on both sides and on neither.
func scoreChains(c *corpus, data fs.FS, name string, read func(io.Reader) ([]mention.CorefText, error)) ([]eval.Score, error) {
	stages, err := newStages()
	if err != nil {
		return nil, err
	}
	chains, err := newChainer()
	if err != nil {
		return nil, err
	}
	var docs []mention.CorefText
	if err := withFile(data, name, func(r io.Reader) (err error) {
		docs, err = read(r)
		return err
	}); err != nil {
		return nil, err
	}
	var all, linked eval.CorefScore
	for _, d := range docs {
		stages.Read(d.Doc)
		found := chains.Coref(d.Doc)
		all.Add(d.Chains, found, true)
		linked.Add(d.Chains, found, false)
	}
	return append(all.Scores(c.name+"singletons too "), linked.Scores(c.name+"chains ")...), nil
}

// A stageScores is what `parley eval STAGE --json` says.
type stageScores struct {
	Stage   string        `json:"stage"`
	Gold    string        `json:"gold"`
	Scores  []eval.Score  `json:"scores"`
	Changes []eval.Change `json:"changes"` // against the golden scores
	Absent  []string      `json:"absent"`  // what was not scored, and why
	Details any           `json:"details,omitempty"`
}

func newEvalStages(a *app) []*cobra.Command {
	var out []*cobra.Command
	for _, e := range evaluations {
		var opt evalOptions
		c := &cobra.Command{
			Use:   e.stage + " --gold DIR",
			Short: e.short,
			Long: e.long + `

DIR is a folder of corpora, in folders of their own as they are published; what is absent is named and not scored.
Only development parts are read. What each line means stands in docs/scores.md.

With --scores the scores are compared with those kept in a file; where one of them is worse the exit
code is 1. --update writes the file anew; it wants every corpus there that the file has scores of.`,
			Example: "  parley eval " + e.stage + " --gold ../shared/data\n  parley eval " + e.stage + " --gold ../shared/data --scores testdata/scores/" + e.stage + ".txt --update",
			Args:    exactly(0, 0, "none, only flags"),
			RunE: func(*cobra.Command, []string) error {
				if err := opt.check(); err != nil {
					return err
				}
				return a.evalStage(e.stage, e.corpora, &opt)
			},
		}
		opt.flags(c)
		out = append(out, c)
	}
	return append(out, newEvalAttribution(a))
}

// evalStage scores a stage on the corpora that are there.
func (a *app) evalStage(stage string, corpora []corpus, opt *evalOptions) error {
	if fi, err := os.Stat(opt.gold); err != nil || !fi.IsDir() {
		return parley.Errorf(parley.NotFound, "eval", "no folder %s", opt.gold)
	}
	said := stageScores{Stage: stage, Gold: opt.gold, Scores: []eval.Score{}, Absent: []string{}}
	var absent []string // how the scores begin that are not there
	for i := range corpora {
		c := &corpora[i]
		scores, err := c.score(c, os.DirFS(opt.gold))
		if parley.KindOf(err) == parley.NotFound && err != nil {
			a.talk("%snot scored: %s", c.name, err)
			said.Absent = append(said.Absent, c.name+"not scored: "+err.Error())
			absent = append(absent, c.name)
			continue
		}
		if err != nil {
			return err
		}
		said.Scores = append(said.Scores, scores...)
	}
	if len(said.Scores) == 0 {
		return parley.Errorf(parley.NotFound, "eval "+stage, "nothing in %s to score this stage on", opt.gold)
	}
	changes, err := opt.changes(said.Scores)
	if err != nil {
		return err
	}
	said.Changes = slices.DeleteFunc(append([]eval.Change{}, changes...), func(c eval.Change) bool {
		return lacking(c, absent)
	})
	said.Details = opt.details
	if a.json {
		err = a.writeJSON(said)
	} else if err = a.printScores(eval.Result{Scores: said.Scores}, 0); err == nil && opt.table != nil {
		p := a.page()
		opt.table(p)
		err = outputError(p.err)
	}
	if err != nil {
		return err
	}
	if a.sayChanges(said.Changes) && !opt.update {
		a.exitCode = exitFailure
	}
	if !opt.update {
		return nil
	}
	for _, c := range changes {
		if lacking(c, absent) {
			return parley.Errorf(parley.NotFound, "eval "+stage, "%s was not written: it has scores of corpora that are not in %s", opt.scores, opt.gold)
		}
	}
	_, err = writeFile(opt.scores, func(w io.Writer) error { return eval.Write(w, said.Scores) })
	return err
}

// lacking reports whether a change is a kept score of a corpus that is not there.
func lacking(c eval.Change, absent []string) bool {
	return c.New == 0 && c.Worse && slices.ContainsFunc(absent, func(p string) bool { return strings.HasPrefix(strings.TrimSpace(c.Name), p) })
}

// withFile calls read with the plain bytes of a file of the data folder.
func withFile(data fs.FS, name string, read func(io.Reader) error) error {
	f, err := data.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return parley.Errorf(parley.NotFound, "", "there is no %s", name)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "eval", Err: err}
	}
	defer f.Close()
	r, err := conll.Plain(f)
	if err == nil {
		err = read(r)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: "eval: " + name, Err: err}
	}
	return nil
}

// named are the scores of those names behind the prefix, in that order. Trees may be lacking.
func named(all []eval.Score, prefix string, names []string, section string) []eval.Score {
	var out []eval.Score
	for _, n := range names {
		for _, s := range all {
			if s.Name == prefix+n {
				s.Section = section
				out = append(out, s)
			}
		}
	}
	return out
}

// scoreEWT scores what is predicted for the English Web Treebank: for its raw text, or for its tokens.
func scoreEWT(raw bool, names ...string) func(*corpus, fs.FS) ([]eval.Score, error) {
	return func(c *corpus, data fs.FS) ([]eval.Score, error) {
		var gold []*conll.Sentence
		err := withFile(data, ewtDev, func(r io.Reader) (err error) {
			gold, err = conll.ReadAll(conll.NewReader(r))
			return err
		})
		if err != nil {
			return nil, err
		}
		stages, err := newStages()
		if err != nil {
			return nil, err
		}
		var got bytes.Buffer
		section := "English Web Treebank, dev, its own tokens"
		if raw {
			section = "English Web Treebank, dev, raw text"
			err = predict.Raw(&got, strings.NewReader(conll.Text(gold)), "", stages)
		} else {
			var in bytes.Buffer
			if err = writeCoNLLU(&in, gold); err == nil {
				err = predict.Tokens(&got, &in, stages, func(error) {})
			}
		}
		if err != nil {
			return nil, err
		}
		predicted, err := conll.ReadAll(conll.NewReader(&got))
		if err != nil {
			return nil, err
		}
		scores, err := eval.CoNLLU(c.name, eval.NewTreebank(gold), eval.NewTreebank(predicted))
		return named(scores, c.name, names, section), err
	}
}

// writeCoNLLU writes sentences.
func writeCoNLLU(w io.Writer, sents []*conll.Sentence) error {
	b := bufio.NewWriter(w)
	for _, s := range sents {
		if err := s.Write(b); err != nil {
			return err
		}
	}
	return b.Flush()
}

// scoreSilver scores the agreement with the machine-made layer of PolNeAR.
func scoreSilver(c *corpus, data fs.FS) (scores []eval.Score, err error) {
	stages, err := newStages()
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	if err := withFile(data, silverText, func(r io.Reader) error { return learn.ReadTexts(r, texts) }); err != nil {
		return nil, err
	}
	err = withFile(data, silverDev, func(r io.Reader) (err error) {
		scores, err = eval.Silver(c.name, r, texts, stages.Read)
		return err
	})
	for i := range scores {
		scores[i].Section = "PolNeAR, dev: agreement with a machine-made layer, no accuracy"
	}
	return scores, err
}

// asItIs is a corpus of columns all of which is development data.
func asItIs(r io.Reader, _ *predict.Stages) (io.Reader, error) { return r, nil }

// fourth reports whether document n is development data, where a corpus has no such part: every fourth is.
func fourth(n int) bool { return n%4 == 3 }

// wikigoldDev is every fourth run of sixty sentences.
func wikigoldDev(r io.Reader, _ *predict.Stages) (io.Reader, error) {
	var out bytes.Buffer
	for n, in := 0, conll.NewColumns(r); ; {
		l, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return &out, nil
		case err != nil:
			return nil, err
		}
		if fourth(n / 60) {
			out.WriteString(l.Text + "\n")
		}
		if l.Mark == conll.SentenceEnd {
			if n++; n%60 == 0 {
				out.WriteString("-DOCSTART-\n")
			}
		}
	}
}

// re3dDev is every fourth document, cut into tokens as the program does.
func re3dDev(r io.Reader, s *predict.Stages) (io.Reader, error) {
	var out bytes.Buffer
	return &out, eval.Re3d(&out, r, s.Segmenter.Segment, fourth)
}

// scoreNames scores names in the label set of a corpus, whose development part has the gold label in the last column.
func scoreNames(scheme, file string, part func(io.Reader, *predict.Stages) (io.Reader, error)) func(*corpus, fs.FS) ([]eval.Score, error) {
	return func(c *corpus, data fs.FS) ([]eval.Score, error) {
		labeller, _, err := newLabeller()
		if err != nil {
			return nil, err
		}
		stages, err := newStages()
		if err != nil {
			return nil, err
		}
		n := eval.NewNames(judgedAs(scheme))
		err = withFile(data, file, func(r io.Reader) error {
			dev, err := part(r, stages)
			if err != nil {
				return err
			}
			var got bytes.Buffer
			if err := predict.Names(&got, dev, scheme, stages.Tagger, labeller, func(error) {}); err != nil {
				return err
			}
			return eachSentence(&got, n.Add)
		})
		scores := n.Scores(c.name + "names")
		for i := range scores {
			scores[i].Section = "Names, exact span and type"
		}
		return scores, err
	}
}

// judgedAs maps the types of a label scheme to those that are scored, as internal/mention/schemes.tsv says.
func judgedAs(scheme string) map[string]string { return mention.JudgedAs(scheme) }

// eachSentence calls add with the last two columns of each sentence: gold and predicted labels.
func eachSentence(r io.Reader, add func(gold, predicted []string)) error {
	var gold, predicted []string
	flush := func() {
		add(gold, predicted)
		gold, predicted = nil, nil
	}
	for in := conll.NewColumns(r); ; {
		l, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			flush()
			return nil
		case err != nil:
			return err
		case l.Mark != conll.TokenLine:
			flush()
			continue
		}
		rest := strings.TrimSuffix(l.Text, l.Sep+l.Last)
		gold = append(gold, rest[strings.LastIndex(rest, l.Sep)+1:])
		predicted = append(predicted, l.Last)
	}
}
