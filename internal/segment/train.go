package segment

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Options say how the model is trained. The zero value is how the embedded one was.
type Options struct {
	Seed   uint64
	Margin int64 // lead under which a right answer still teaches, 0 is 12
	Runs   int   // trainings from nothing, each in other orders, whose weights are summed, 0 is 5
	Epochs int   // passes over the examples in a run, 0 is 12
	Joins  int   // most features that decide on tokens, 0 is 4000
	Ends   int   // most features that decide on sentences, 0 is 8000
	Least  int   // fewest examples that keep a feature, 0 is 2
	Gold   bool  // the treebank alone, also where there is silver text
	// Say, if set, is told of each pass.
	Say func(string)
}

func (o Options) filled() Options {
	o.Runs = cmp.Or(o.Runs, 5)
	o.Epochs = cmp.Or(o.Epochs, 12)
	o.Joins = cmp.Or(o.Joins, 4000)
	o.Ends = cmp.Or(o.Ends, 8000)
	o.Least = cmp.Or(o.Least, 3)
	o.Margin = cmp.Or(o.Margin, 12)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// The files that Train reads, below the folder of data.
const (
	trainFile  = "ud-ewt/en_ewt-ud-train.conllu.gz"
	devFile    = "ud-ewt/en_ewt-ud-dev.conllu.gz"
	silverFile = "polnear-corenlp/train.jsonl.gz"
	newsFile   = "polnear/train.jsonl.gz"
)

// Train trains the model on the data folder and gives the bytes of its file. It reads the English Web Treebank (train,
// and dev for the scores in the head) and, where the folder has it, the silver layer of PolNeAR. The same data and
// options give the same bytes.
func Train(data fs.FS, o Options) ([]byte, error) {
	o = o.filled()
	sum := sha256.New()
	gold, err := readTreebankFile(data, trainFile, sum)
	if err != nil {
		return nil, err
	}
	t := newTrainer(o)
	t.collect(gold, false)
	if _, err := fs.Stat(data, silverFile); err == nil && !o.Gold {
		silver, err := readSilverFiles(data, newsFile, silverFile, sum)
		if err != nil {
			return nil, err
		}
		t.collect(silver, true)
	}
	dev, err := readTreebankFile(data, devFile, io.Discard)
	if err != nil {
		return nil, err
	}
	head := learn.Head{Kind: modelKind, Template: templates, Seed: o.Seed}
	sum.Sum(head.Data[:0])
	joins := learn.Section{Name: joinSection, Bytes: t.train("tokens", t.tokens, o.Joins)}
	ends := learn.Section{Name: boundSection, Bytes: t.train("sentences", t.sentences, o.Ends)}
	g := rules()
	if err := g.load(learn.Encode(head, joins, ends)); err != nil {
		return nil, err
	}
	s := g.evaluate(dev)
	o.Say(fmt.Sprintf("dev: %s", s))
	head.Scores = []learn.Score{{Name: "words", Value: percent(s.Words)}, {Name: "tokens", Value: percent(s.Tokens)}, {Name: "sentences", Value: percent(s.Sentences)}}
	return learn.Encode(head, joins, ends), nil
}

// percent is a figure in hundredths, rounded.
func percent(f float64) uint32 { return uint32(math.Round(100 * f)) }

func readGzip(data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	return learn.ReadPacked("segment: train", data, name, sum, read)
}

func readTreebankFile(data fs.FS, name string, sum io.Writer) (*corpus, error) {
	var c *corpus
	err := readGzip(data, name, sum, func(r io.Reader) (err error) {
		c, err = readTreebank(r)
		return err
	})
	if err == nil && len(c.words) == 0 {
		err = parley.Errorf(parley.Invalid, "segment: train", "%s holds no word", name)
	}
	return c, err
}

func readSilverFiles(data fs.FS, articles, layer string, sum io.Writer) (*corpus, error) {
	var c *corpus
	err := readGzip(data, articles, sum, func(a io.Reader) error {
		return readGzip(data, layer, sum, func(l io.Reader) (err error) {
			c, err = readSilver(a, l)
			return err
		})
	})
	return c, err
}

// A trainer gathers the decisions that the segmenter leaves to the model, and learns from them.
type trainer struct {
	Options
	tokens, sentences []example
	gold              *answers
	silver            bool
	rand              learn.Rand
}

func newTrainer(o Options) *trainer { return &trainer{Options: o, rand: learn.Rand(o.Seed)} }

// answers tell for each byte of a corpus whether a token or a sentence ends there.
type answers struct {
	content         string
	token, sentence []bool
}

func answersOf(c *corpus) *answers {
	s := c.content.String()
	a := &answers{s, make([]bool, len(s)+1), make([]bool, len(s)+1)}
	for _, w := range c.words {
		a.token[w.Start], a.token[w.End] = true, true
	}
	for _, w := range c.sentences {
		a.sentence[w.End] = true
	}
	return a
}

// collect runs the rules over a corpus and keeps each decision they leave open.
func (t *trainer) collect(c *corpus, silver bool) {
	t.gold, t.silver = answersOf(c), silver
	t.starts(rules().segment(c.text(), t), c)
}

// starts keeps for each capitalised word within a paragraph whether a sentence starts with it, so that words are known
// which the few doubtful places do not show. Templates 31 and 32 are of these examples alone.
func (t *trainer) starts(d *text.Doc, c *corpus) {
	g := rules()
	next := 0
	for k := 1; k+1 < len(d.Tokens); k++ {
		at := d.Tokens[k].Span.Start
		for next < len(c.sentences) && c.sentences[next].Start < at {
			next++
		}
		s := d.Word(k)
		if s[0] < 'A' || s[0] > 'Z' || d.Sentences[d.Tokens[k].Sentence].Paragraph != d.Sentences[d.Tokens[k+1].Sentence].Paragraph {
			continue
		}
		f := startFeatures(nil, lowered(s), lowered(d.Word(k+1)), g.looks(d.Word(k+1)))
		f = append(f, learn.Of(31, 0, 0), learn.Of(32, g.looks(s), 0))
		t.sentences = append(t.sentences, example{f, next < len(c.sentences) && c.sentences[next].Start == at})
	}
}

// token answers for a coach. Silver tokens are not believed about hyphens and strokes, which their makers cut otherwise.
func (t *trainer) token(f []learn.Feature, at int, rule bool) bool {
	yes := t.gold.token[at]
	if t.silver && t.odd(at) {
		return rule
	}
	t.tokens = append(t.tokens, example{append([]learn.Feature(nil), f...), yes})
	return yes
}

// odd reports whether the chunk around byte at holds a mark about which the conventions of the silver text are others.
func (t *trainer) odd(at int) bool {
	s := t.gold.content
	mark := func(b byte) bool { return b == '-' || b == '/' || b >= 0x80 || b == '\'' || b == '$' }
	for i := at; i < len(s) && s[i] > ' '; i++ {
		if mark(s[i]) {
			return true
		}
	}
	for i := at - 1; i >= 0 && s[i] > ' '; i-- {
		if mark(s[i]) {
			return true
		}
	}
	return false
}

// sentence answers for a coach. Silver sentences are believed at plain stops, abbreviations and where no stop is: the
// makers of the silver text end a sentence after a question within a quotation and after the number of an item.
func (t *trainer) sentence(f []learn.Feature, at int, said verdict) bool {
	yes := t.gold.sentence[at]
	if t.silver && said.rule != 0 && said.rule != 3 && said.rule != 8 {
		return said.ends
	}
	t.sentences = append(t.sentences, example{append([]learn.Feature(nil), f...), yes})
	return yes
}

// train learns one table.
func (t *trainer) train(name string, all []example, most int) []byte {
	l := newLearner(all, t.Least)
	for r := range t.Runs {
		right := 0
		for range t.Epochs {
			right = l.pass(&t.rand, t.Margin)
		}
		l.endRun()
		t.Say(fmt.Sprintf("%s, run %d: %.2f %% of %d right in the last pass", name, r+1, 100*float64(right)/float64(max(1, len(all))), len(all)))
	}
	return learn.EncodeTable(2, l.rows(most))
}
