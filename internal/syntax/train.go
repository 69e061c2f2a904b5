package syntax

import (
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Options say how a tagger is trained. The zero value is how the embedded model was.
type Options struct {
	Seed   uint64
	Epochs int  // passes over the treebank, 0 is 8
	Warm   int  // passes over the treebank before the silver text, 0 is 2
	Silver int  // passes over the silver text, 0 is 2
	Gold   bool // the treebank alone, also where there is silver text
	Cells  int  // most weights in the model, 0 is 1,200,000 (two bytes each, and ten a feature)
	Least  int  // fewest corrections that keep a feature, 0 is 2
	// Say, if set, is told of each pass.
	Say func(string)
}

func (o Options) filled() Options {
	o.Epochs = cmp.Or(o.Epochs, 8)
	o.Warm = cmp.Or(o.Warm, 2)
	o.Silver = cmp.Or(o.Silver, 2)
	o.Cells = cmp.Or(o.Cells, 1_200_000)
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

// Train trains a tagger on the data folder and gives the bytes of its model file. It reads the English Web Treebank
// (train, and dev for the score in the header) and, where the folder has it, the silver layer of PolNeAR. The same
// data and options give the same bytes.
func Train(data fs.FS, o Options) ([]byte, error) {
	o = o.filled()
	sum := sha256.New()
	gold, err := readTreebank(data, trainFile, sum)
	if err != nil {
		return nil, err
	}
	var silver [][]Word
	if _, err := fs.Stat(data, silverFile); err == nil && !o.Gold {
		if silver, err = readSilverFiles(data, sum); err != nil {
			return nil, err
		}
	}
	dev, err := readTreebank(data, devFile, io.Discard)
	if err != nil {
		return nil, err
	}
	l := newLearner(gold, o)
	l.run(gold, silver)
	head := learn.Header{Template: templates, Seed: o.Seed, Labels: l.labels}
	sum.Sum(head.Data[:0])
	t, err := Open(l.p.Model(head, o.Least, o.Cells))
	if err != nil {
		return nil, err
	}
	s := t.Evaluate(dev)
	head.Score = uint32(s.Penn * 10000 / max(1, s.Words))
	o.Say(fmt.Sprintf("dev: %s", s))
	return l.p.Model(head, o.Least, o.Cells), nil
}

// readTreebank reads a gzipped CoNLL-U file and adds its bytes to sum.
func readTreebank(data fs.FS, name string, sum io.Writer) ([][]Word, error) {
	var out [][]Word
	err := readGzip(data, name, sum, func(r io.Reader) (err error) {
		out, err = ReadCoNLLU(r)
		return err
	})
	if err == nil && len(out) == 0 {
		err = parley.Errorf(parley.Invalid, "syntax: train", "%s holds no sentence", name)
	}
	return out, err
}

// readGzip calls read with the plain bytes of a gzipped file and adds the packed ones to sum.
func readGzip(data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	f, err := data.Open(name)
	if err != nil {
		return &parley.Error{Kind: parley.NotFound, Op: "syntax: train", Err: err}
	}
	defer f.Close()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err == nil {
		err = read(z)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: "syntax: train", Msg: name, Err: err}
	}
	return nil
}

func readSilverFiles(data fs.FS, sum hash.Hash) ([][]Word, error) {
	texts := map[string]string{}
	err := readGzip(data, newsFile, sum, func(r io.Reader) error { return readTexts(r, texts) })
	if err != nil {
		return nil, err
	}
	var out [][]Word
	err = readGzip(data, silverFile, sum, func(r io.Reader) (err error) {
		out, err = readSilver(r, texts)
		return err
	})
	return out, err
}

// A learner is one training.
type learner struct {
	Options
	p      *learn.Perceptron
	labels []string
	class  map[text.Tag]int
	penn   map[string][]int // classes of a Penn tag, the most frequent first
	win    *window
	rand   learn.Rand
}

// newLearner takes its classes from the treebank: pairs of tags seen five times, or the commonest of their Penn tag.
func newLearner(gold [][]Word, o Options) *learner {
	count := map[text.Tag]int{}
	most := map[string]text.Tag{}
	for _, s := range gold {
		for _, w := range s {
			count[w.Tag]++
		}
	}
	all := make([]text.Tag, 0, len(count))
	for t := range count {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b text.Tag) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(label(a), label(b)))
	})
	l := &learner{Options: o, class: map[text.Tag]int{}, penn: map[string][]int{}, rand: learn.Rand(o.Seed)}
	for _, t := range all {
		m, seen := most[t.Penn]
		if seen && count[t] < 5 || len(l.labels) == learn.MaxClasses {
			l.class[t] = l.class[m]
			continue
		}
		if !seen {
			most[t.Penn] = t
		}
		l.class[t] = len(l.labels)
		l.penn[t.Penn] = append(l.penn[t.Penn], len(l.labels))
		l.labels = append(l.labels, label(t))
	}
	l.p = learn.NewPerceptron(len(l.labels))
	l.win = newWindow(len(l.labels))
	return l
}

// run trains: the treebank, the silver text (whose universal tags are the learner's own, within the Penn tag given),
// and the treebank again, over which the weights are averaged.
func (l *learner) run(gold, silver [][]Word) {
	if len(silver) > 0 {
		for i := range l.Warm {
			l.pass(fmt.Sprintf("warming %d", i+1), gold, false)
		}
		for i := range l.Silver {
			l.pass(fmt.Sprintf("silver %d", i+1), silver, true)
		}
		l.p.Restart()
	}
	for i := range l.Epochs {
		l.pass(fmt.Sprintf("gold %d", i+1), gold, false)
	}
}

// pass learns from every sentence once, in an order of the generator's. One in eight is read as a headline would be
// set, one in sixteen in capitals, so that the tags survive there.
func (l *learner) pass(name string, sents [][]Word, silver bool) {
	order := make([]int, len(sents))
	for i := range order {
		order[i] = i
	}
	l.rand.Shuffle(order)
	right, all := 0, 0
	for _, i := range order {
		s := sents[i]
		form := func(k int) string { return s[k].Form }
		switch l.rand.Below(16) {
		case 0, 1:
			form = func(k int) string { return titled(s[k].Form, k) }
		case 2:
			form = func(k int) string { return strings.ToUpper(s[k].Form) }
		}
		r, n := l.sentence(s, form, silver)
		right, all = right+r, all+n
	}
	l.Say(fmt.Sprintf("%s: %.2f %% of %d right while learning", name, 100*float64(right)/float64(max(1, all)), all))
}

// lowInTitles are the words of up to three letters that headlines leave small.
var lowInTitles = map[string]bool{"a": true, "an": true, "the": true, "of": true, "in": true, "on": true, "at": true, "to": true, "for": true, "and": true,
	"or": true, "by": true, "as": true, "but": true, "nor": true, "is": true, "n't": true, "'s": true}

// titled is a word as a headline sets it: a capital unless it is a short function word within.
func titled(s string, k int) string {
	if k > 0 && len(s) <= 3 && lowInTitles[s] || s == "" {
		return s
	}
	if b := s[0]; 'a' <= b && b <= 'z' {
		return string(b-'a'+'A') + s[1:]
	}
	return s
}

// sentence learns from one sentence and counts the words it had right.
func (l *learner) sentence(s []Word, form func(int) string, silver bool) (right, all int) {
	w := l.win
	w.read(len(s), form)
	for k := range s {
		fs := w.features(k)
		l.p.Score(fs, w.scores)
		guess := learn.Best(w.scores)
		w.decide(k, guess)
		gold, known := l.gold(s[k], silver)
		if !known {
			continue
		}
		l.p.Learn(fs, gold, guess)
		all++
		if gold == guess {
			right++
		}
	}
	return right, all
}

// gold is the class a word should get; of silver, the best by the current scores among those of its Penn tag.
func (l *learner) gold(w Word, silver bool) (int, bool) {
	if w.Unknown {
		return 0, false
	}
	if !silver {
		c, ok := l.class[w.Tag]
		return c, ok
	}
	best := -1
	for _, c := range l.penn[w.Tag.Penn] {
		if best < 0 || l.win.scores[c] > l.win.scores[best] {
			best = c
		}
	}
	return best, best >= 0
}
