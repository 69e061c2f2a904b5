package mention

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // the invented sentences
	"fmt"
	"hash"
	"io"
	"io/fs"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed data/sentences.txt
var inventedSentences string

// NamesOptions say how a tagger of names is trained. The zero value with Segment and Tag is how the embedded model was.
type NamesOptions struct {
	Segment func(*text.Text) *text.Doc // cuts the texts that come without tokens
	Tag     func(*text.Doc)            // fills the layers of syntax
	Seed    uint64
	Epochs  int     // passes over the gold data, 0 is 10
	Means   int     // of them, how many at the end the weights are the mean of, 0 is 6
	First   int     // passes of the models that the second pass learns from, 0 is 2
	Folds   int     // of these models, 0 is 2
	Warm    int     // passes that have all of the silver text, 0 is 1
	Keep    float64 // share of the silver text in the others, 0 is 0.1
	Silver  float32 // weight of a silver sentence, 0 is 0.5
	Made    float32 // weight of an invented sentence, 0 is 0.5
	War     float32 // weight of a sentence of re3d, 0 is 3
	Rate    float32 // step, 0 is 0.05
	Drop    int     // of 256 features, how many a step leaves out, 0 is 120
	Late    int     // of 256 sentences, how many are learned from as in the first pass, 0 is 64
	Least   int     // fewest tokens that keep a feature, 0 is 2
	Rows    int     // most features in the model, 0 is 57,344
	Fold    int     // which quarter of Wikigold and re3d is the development part, 0 is the last (4), -1 the first
	// Say, if set, is told of each step.
	Say func(string)
}

func (o NamesOptions) filled() NamesOptions {
	o.Epochs = cmp.Or(o.Epochs, 10)
	o.Means = min(cmp.Or(o.Means, 6), o.Epochs)
	o.First = cmp.Or(o.First, 2)
	o.Folds = cmp.Or(o.Folds, 2)
	o.Warm = cmp.Or(o.Warm, 1)
	o.Keep = cmp.Or(o.Keep, 0.1)
	o.Silver = cmp.Or(o.Silver, 0.5)
	o.Made = cmp.Or(o.Made, 0.5)
	o.War = cmp.Or(o.War, 3)
	o.Rate = cmp.Or(o.Rate, 0.05)
	o.Drop = cmp.Or(o.Drop, 120)
	o.Late = cmp.Or(o.Late, 64)
	o.Least = cmp.Or(o.Least, 2)
	o.Rows = cmp.Or(o.Rows, 57_344)
	o.Fold = cmp.Or(o.Fold, 4)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// Names of schemes that training knows.
const (
	ownScheme    = "parley"
	silverScheme = "conll"
)

// A corpus is the samples that the tagger learns from and those that it is measured on.
type corpus struct {
	train, dev []sample
}

// TrainNames trains the tagger of names on the data folder and gives the bytes of its model file. The same data, options and
// layers of syntax give the same bytes.
func TrainNames(data fs.FS, o NamesOptions) ([]byte, error) {
	o = o.filled()
	schemes, err := readSchemes(schemesTable)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	all, err := readCorpus(data, schemes, o, sum)
	if err != nil {
		return nil, err
	}
	g, err := newGazetteer()
	if err != nil {
		return nil, err
	}
	for _, s := range all.train {
		o.Tag(s.doc)
	}
	o.Say(fmt.Sprintf("%d documents to learn from", len(all.train)))
	l := &namesLearner{NamesOptions: o, schemes: schemes, sets: labelSets(schemes), silver: schemeNumber(schemes, silverScheme), rand: learn.Rand(o.Seed + 7)}
	l.read(g, all.train)
	l.firstPasses()
	c := l.fit("all", l.all, o.Epochs)
	head := learn.Head{Kind: "names", Template: nameTemplates, Seed: o.Seed, Labels: allLabels(schemes)}
	sum.Sum(head.Data[:0])
	sections := c.Sections(o.Rows, l.silver)
	t, err := OpenTagger(learn.Encode(head, sections...))
	if err != nil {
		return nil, err
	}
	for _, s := range all.dev {
		o.Tag(s.doc)
	}
	for k, sc := range schemes {
		if e := t.evaluate(all.dev, k, true); e.gold > 0 {
			head.Scores = append(head.Scores, learn.Score{Name: sc.name, Value: uint32(e.F1()*100 + 0.5)})
			o.Say(fmt.Sprintf("dev: %-9s %s; its own labels %s", sc.name, e, t.evaluate(all.dev, k, false)))
		}
	}
	return learn.Encode(head, sections...), nil
}

func schemeNumber(schemes []scheme, name string) int {
	for i, s := range schemes {
		if s.name == name {
			return i
		}
	}
	return -1
}

// readCorpus reads all data; their packed bytes go to sum.
func readCorpus(data fs.FS, schemes []scheme, o NamesOptions, sum hash.Hash) (corpus, error) {
	var c corpus
	for _, f := range []struct {
		file, scheme string
		per          int
		dev          bool
	}{
		{"ner/crossner-politics.train.conll.gz", "crossner", 40, false},
		{"ner/crossner-politics.dev.conll.gz", "crossner", 40, true},
		{"ner/wnut17.train.conll.gz", "wnut17", 40, false},
		{"ner/wnut17.dev.conll.gz", "wnut17", 40, true},
	} {
		s, err := readFile(data, f.file, sum, func(r io.Reader) ([]sample, error) {
			return readCoNLL(r, schemes, schemeNumber(schemes, f.scheme), f.per)
		})
		if err != nil {
			return c, err
		}
		if f.dev {
			c.dev = append(c.dev, s...)
		} else {
			c.train = append(c.train, s...)
		}
	}
	wiki, err := readFile(data, "ner/wikigold.conll.gz", sum, func(r io.Reader) ([]sample, error) {
		return readCoNLL(r, schemes, schemeNumber(schemes, "wikigold"), 60)
	})
	if err != nil {
		return c, err
	}
	c.quarter(wiki, o.Fold)
	war, err := readFile(data, "re3d/re3d.jsonl.gz", sum, func(r io.Reader) ([]sample, error) {
		return readRe3d(r, schemes, schemeNumber(schemes, "re3d"), o.Segment)
	})
	if err != nil {
		return c, err
	}
	weigh(war, o.War)
	c.quarter(war, o.Fold)
	sum.Write([]byte(inventedSentences))
	for _, name := range []string{ownScheme, "crossner", "wikigold", "wnut17"} { // re3d marks common nouns too, which these sentences do not
		made := readInvented(inventedSentences, schemes, schemeNumber(schemes, name), o.Segment)
		weigh(made, o.Made)
		c.train = append(c.train, made...)
	}
	texts := map[string]string{}
	if err := readGzip(data, "polnear/train.jsonl.gz", sum, func(r io.Reader) error { return learn.ReadTexts(r, texts) }); err != nil {
		return c, err
	}
	silver, err := readFile(data, "polnear-corenlp/train.jsonl.gz", sum, func(r io.Reader) ([]sample, error) {
		return readSilver(r, texts, schemes, schemeNumber(schemes, silverScheme))
	})
	weigh(silver, o.Silver)
	c.train = append(c.train, silver...)
	return c, err
}

func weigh(ss []sample, w float32) {
	for i := range ss {
		ss[i].weight = w
	}
}

// quarter puts every fourth sample into the development part.
func (c *corpus) quarter(ss []sample, fold int) {
	for i, s := range ss {
		if i%4 == (fold+3)%4 {
			c.dev = append(c.dev, s)
		} else {
			c.train = append(c.train, s)
		}
	}
}

func readFile(data fs.FS, name string, sum hash.Hash, read func(io.Reader) ([]sample, error)) ([]sample, error) {
	var out []sample
	err := readGzip(data, name, sum, func(r io.Reader) (err error) {
		out, err = read(r)
		return err
	})
	return out, err
}

// A namesLearner is one training.
type namesLearner struct {
	NamesOptions
	schemes []scheme
	sets    []learn.LabelSet
	silver  int
	rand    learn.Rand
	samples []sample
	parts   []int // of each sample the first of its sequences
	all     []learn.Sequence
}

// read makes the sequences of the samples.
func (l *namesLearner) read(g *gazetteer, samples []sample) {
	f := newFeaturer(g)
	l.samples = samples
	for _, s := range samples {
		l.parts = append(l.parts, len(l.all))
		f.open(s.doc)
		for n, p := range f.parts {
			fs, ends := f.sentence(n)
			q := learn.Sequence{Set: s.scheme, Features: append([]learn.Feature(nil), fs...), Ends: append([]int32(nil), ends...), Gold: s.gold[p.First:p.End], Weight: cmp.Or(s.weight, 1)}
			l.all = append(l.all, q)
		}
	}
	l.parts = append(l.parts, len(l.all))
}

// firstPasses gives the sequences their late features: what a model made of the sample that did not learn from it.
func (l *namesLearner) firstPasses() {
	rep, f := newRepeater(), newFeaturer(nil)
	for k := range l.Folds {
		var in, out []learn.Sequence
		for i := range l.samples {
			for _, q := range l.all[l.parts[i]:l.parts[i+1]] {
				q.Features, q.Ends = append([]learn.Feature(nil), q.Features...), append([]int32(nil), q.Ends...)
				q.Late, q.LateEnds = nil, nil
				if i%l.Folds == k {
					out = append(out, q)
				} else {
					in = append(in, q)
				}
			}
		}
		c := l.fit(fmt.Sprintf("fold %d", k+1), in, l.First)
		c.Lookup(out)
		for i := k; i < len(l.samples); i += l.Folds {
			s := l.samples[i]
			labels := make([]uint8, 0, len(s.gold))
			for range l.parts[i+1] - l.parts[i] {
				labels = append(labels, c.Decode(&out[0])...)
				out = out[1:]
			}
			f.open(s.doc)
			for n, p := range f.parts {
				if n%block == 0 {
					f.neighbours(n)
					rep.read(f, f.parts[n:min(n+block, len(f.parts))], labels)
				}
				fs, ends := rep.sentence(f, p, labels)
				q := &l.all[l.parts[i]+n]
				q.Late, q.LateEnds = append([]learn.Feature{}, fs...), append([]int32{}, ends...)
			}
		}
	}
}

// fit trains a CRF on seqs, whose features it replaces by rows.
func (l *namesLearner) fit(name string, seqs []learn.Sequence, epochs int) *learn.CRF {
	c := learn.NewCRF(l.sets, seqs, learn.CRFOptions{Shared: len(sharedClasses), Least: l.Least, Rate: l.Rate, Drop: l.Drop, Late: l.Late, Seed: l.Seed})
	var gold, silver []int
	for i := range seqs {
		if seqs[i].Set == l.silver {
			silver = append(silver, i)
		} else {
			gold = append(gold, i)
		}
	}
	for e := range epochs {
		order := append([]int(nil), gold...)
		l.rand.Shuffle(silver)
		some := silver
		if e >= l.Warm {
			some = silver[:int(float64(len(silver))*l.Keep)]
		}
		order = append(order, some...)
		l.rand.Shuffle(order)
		ll := 0.0
		for _, i := range order {
			ll += c.Step(&seqs[i])
		}
		if e >= epochs-l.Means {
			c.Snapshot()
		}
		l.Say(fmt.Sprintf("%s: pass %d, log-likelihood of a sentence %.3f", name, e+1, ll/float64(max(1, len(order)))))
	}
	c.Average()
	return c
}
