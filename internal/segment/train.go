package segment

import (
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// Options say how the model is trained. The zero value is how the embedded one was.
type Options struct {
	Seed   uint64
	Epochs int  // passes over the examples, 0 is 12
	Joins  int  // most features that decide on tokens, 0 is 4000
	Ends   int  // most features that decide on sentences, 0 is 8000
	Least  int  // fewest corrections that keep a feature, 0 is 2
	Gold   bool // the treebank alone, also where there is silver text
	// Say, if set, is told of each pass.
	Say func(string)
}

func (o Options) filled() Options {
	o.Epochs = cmp.Or(o.Epochs, 12)
	o.Joins = cmp.Or(o.Joins, 4000)
	o.Ends = cmp.Or(o.Ends, 8000)
	o.Least = cmp.Or(o.Least, 2)
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

// readGzip calls read with the plain bytes of a gzipped file and adds the packed ones to sum.
func readGzip(data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	f, err := data.Open(name)
	if err != nil {
		return &parley.Error{Kind: parley.NotFound, Op: "segment: train", Err: err}
	}
	defer f.Close()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err == nil {
		err = read(z)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: "segment: train", Msg: name, Err: err}
	}
	return nil
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

// An example is one decision with its right answer.
type example struct {
	features []learn.Feature
	yes      bool
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
	rules().segment(c.text(), t)
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

// sentence answers for a coach.
func (t *trainer) sentence(f []learn.Feature, at int, _ bool) bool {
	yes := t.gold.sentence[at]
	t.sentences = append(t.sentences, example{append([]learn.Feature(nil), f...), yes})
	return yes
}

// train learns one table.
func (t *trainer) train(name string, all []example, most int) []byte {
	p := learn.NewPerceptron(2)
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	var scores [2]int32
	for e := range t.Epochs {
		t.rand.Shuffle(order)
		right := 0
		for _, i := range order {
			x := all[i]
			p.Score(x.features, scores[:])
			guess, want := learn.Best(scores[:]), 0
			if x.yes {
				want = 1
			}
			p.Learn(x.features, want, guess)
			if guess == want {
				right++
			}
		}
		t.Say(fmt.Sprintf("%s, pass %d: %.2f %% of %d right while learning", name, e+1, 100*float64(right)/float64(max(1, len(all))), len(all)))
	}
	return p.Table(t.Least, 2*most)
}
