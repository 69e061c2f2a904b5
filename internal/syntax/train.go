package syntax

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math"
	"sync"

	"github.com/parley-press/parley/internal/learn"
)

// Options say how the net is trained. The zero value is how the embedded model was.
type Options struct {
	Seed    uint64
	Warm    int            // passes over the treebank and all of the silver text with its trees, 0 is 2
	Epochs  int            // passes over the treebank and a share of the silver text without trees, 0 is 8
	Share   int            // one in how many silver sentences such a pass takes, 0 is 5
	Batch   int            // sentences in a batch, 0 is 24
	Rate    float32        // learning rate at the start, 0 is 0.002; it falls to nothing in a line
	Dropout int            // of 256, 0 is 24
	Explore int            // of 256 actions, how many are drawn, 0 is 76
	Vectors *learn.Vectors // word vectors, nil to learn them
	// Say, if set, is told of each pass.
	Say func(string)
}

func (o Options) filled() Options {
	o.Warm = cmp.Or(o.Warm, 2)
	o.Epochs = cmp.Or(o.Epochs, 12)
	o.Share = cmp.Or(o.Share, 3)
	o.Batch = cmp.Or(o.Batch, 24)
	o.Rate = cmp.Or(o.Rate, 0.002)
	o.Dropout = cmp.Or(o.Dropout, 32)
	o.Explore = cmp.Or(o.Explore, 76)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// Train trains the net on the data folder and gives the bytes of its model file. It reads the English Web Treebank (train, and dev for the scores in
// the head), and where the folder has them the silver layer of PolNeAR and the unlabelled news that word vectors are learnt from. The same
// data and options give the same bytes.
func Train(data fs.FS, o Options) ([]byte, error) {
	o = o.filled()
	sum := sha256.New()
	gold, err := readTreebank(data, trainFile, sum)
	if err != nil {
		return nil, err
	}
	dev, err := readTreebank(data, devFile, io.Discard)
	if err != nil {
		return nil, err
	}
	var silver [][]Word
	if _, err := fs.Stat(data, silverFile); err == nil {
		if silver, err = readSilverFiles(data, sum); err != nil {
			return nil, err
		}
	}
	t := &trainer{o: o, inv: newInventory(gold)}
	for _, s := range gold {
		t.gold = append(t.gold, t.inv.number(s, false))
	}
	for _, s := range silver {
		t.silver = append(t.silver, t.inv.number(s, true))
	}
	v := o.Vectors
	if v == nil {
		if v, err = learnVectors(data, t.gold, sum, o.Say); err != nil {
			return nil, err
		}
	}
	t.begin(v)
	t.run()
	head := learn.Head{Kind: kind, Template: template, Seed: o.Seed, Labels: t.inv.labels()}
	sum.Sum(head.Data[:0])
	parts := t.sections()
	tagger, err := Open(learn.Encode(head, parts...))
	if err != nil {
		return nil, err
	}
	s := tagger.Evaluate(dev)
	o.Say("dev: " + s.String())
	head.Scores = s.head()
	return learn.Encode(head, parts...), nil
}

// A trainer is one training.
type trainer struct {
	o             Options
	inv           *inventory
	lay           layout
	gold, silver  []sentence
	vocab         map[learn.Hash]int32 // numbers of words, 0 is for those not known
	hashes        []learn.Hash         // of each number
	hide          []uint64             // of 2^24, how often a word is taken for an unknown one
	word, affixes []float32
	w             *weights
	rand          learn.Rand
	dense         *adam
	wordA, affixA *adam
	shards        [2]*shard
	steps, total  int
}

// begin sets up the net with the word vectors.
func (t *trainer) begin(v *learn.Vectors) {
	t.rand = learn.Rand(t.o.Seed + 7)
	t.lay = newLayout(len(t.inv.tags), len(t.inv.rels))
	t.w = newWeights(t.lay, &t.rand)
	t.vocab = map[learn.Hash]int32{}
	t.hashes = []learn.Hash{0}
	t.word = make([]float32, wordWidth)
	power := 0.0
	for _, x := range v.Data {
		power += float64(float64(x) * float64(x))
	}
	scale := float32(0.3 / math.Sqrt(power/float64(max(1, len(v.Data)))+1e-12))
	for i, w := range v.Words {
		h := learn.HashOf(w)
		if _, known := t.vocab[h]; known {
			continue
		}
		t.vocab[h] = int32(len(t.hashes))
		t.hashes = append(t.hashes, h)
		for _, x := range v.Data[i*wordWidth : (i+1)*wordWidth] {
			t.word = append(t.word, float32(scale*x))
		}
	}
	t.affixes = make([]float32, affixRows*wordWidth)
	for i := range t.affixes {
		t.affixes[i] = float32(0.1 * (float32(t.rand.Next()>>40)/(1<<23) - 1))
	}
	t.hideRare()
	t.dense, t.wordA, t.affixA = newAdam(t.w.total), newAdam(len(t.word)), newAdam(len(t.affixes))
	for i := range t.shards {
		t.shards[i] = &shard{trainer: t, grad: make([]float32, t.w.total), words: newSparse(len(t.hashes)), affix: newSparse(affixRows)}
	}
}

// hideRare sets how often each word is taken for an unknown one: 1 in 4 where it stands once in what is trained on (Kiperwasser and Goldberg 2016).
func (t *trainer) hideRare() {
	count := make([]int, len(t.hashes))
	var buf []byte
	for _, set := range [][]sentence{t.gold, t.silver} {
		for _, s := range set {
			for _, w := range s.words {
				buf = fold(buf[:0], w.Form)
				h := learn.HashStart
				for _, b := range buf {
					h = h.Byte(b)
				}
				count[t.vocab[h]]++
			}
		}
	}
	t.hide = make([]uint64, len(t.hashes))
	for i, n := range count {
		t.hide[i] = uint64((1 << 24) / (1 + 3*max(n, 1)))
	}
}

// run trains: first on the treebank and all of the silver text with its trees, then on the treebank with a share of the silver tags and names.
func (t *trainer) run() {
	warm := (len(t.gold) + len(t.silver) + t.o.Batch - 1) / t.o.Batch
	pass := (len(t.gold) + len(t.silver)/t.o.Share + t.o.Batch - 1) / t.o.Batch
	t.total = t.o.Warm*warm + t.o.Epochs*pass
	for i := range t.o.Warm {
		t.pass(fmt.Sprintf("warm %d", i+1), 1, true)
	}
	for i := range t.o.Epochs {
		t.pass(fmt.Sprintf("pass %d", i+1), t.o.Share, false)
	}
}

// pass goes once over the treebank and one in share of the silver sentences, in batches of one kind in an order of the generator's. One sentence in
// eight is set as a headline would be, one in sixteen in capitals, so that the classes survive there.
func (t *trainer) pass(name string, share int, trees bool) {
	gold, silver := t.order(len(t.gold)), t.order(len(t.silver))
	silver = silver[:len(silver)/share]
	for _, s := range t.shards {
		s.loss, s.right, s.all = [3]float64{}, 0, 0
	}
	all := len(gold) + len(silver)
	for all > 0 {
		from, set := &gold, t.gold
		if t.rand.Below(all) >= len(gold) {
			from, set = &silver, t.silver
		}
		n := min(t.o.Batch, len(*from))
		var batch []sentence
		for _, i := range (*from)[:n] {
			s := set[i]
			switch t.rand.Below(16) {
			case 0, 1:
				s = s.styled(1)
			case 2:
				s = s.styled(2)
			}
			batch = append(batch, s)
		}
		*from = (*from)[n:]
		all -= n
		t.batch(batch, trees || !batch[0].silver)
	}
	a, b := t.shards[0], t.shards[1]
	right, tags := a.right+b.right, max(1, a.all+b.all)
	t.o.Say(fmt.Sprintf("%s: %.2f %% of %d tags right while learning, loss a tag %.4f, actions %.4f, relations %.4f", name, 100*float64(right)/float64(tags), tags,
		(a.loss[0]+b.loss[0])/float64(tags), (a.loss[1]+b.loss[1])/float64(tags), (a.loss[2]+b.loss[2])/float64(tags)))
}

func (t *trainer) order(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	t.rand.Shuffle(order)
	return order
}

// batch takes one step: both halves go forward and back, each on its own gradients, which are then added in a fixed order.
func (t *trainer) batch(batch []sentence, trees bool) {
	words := 0
	for _, s := range batch {
		words += len(s.words)
	}
	rate := t.o.Rate * (1 - float32(t.steps)/float32(t.total))
	t.steps++
	c1, c2 := 1-math.Pow(beta1, float64(t.steps)), 1-math.Pow(beta2, float64(t.steps))
	rate = float32(float64(rate) * math.Sqrt(c2) / c1)
	halves := [2][]sentence{batch[:len(batch)/2], batch[len(batch)/2:]}
	seeds := [2]uint64{t.rand.Next(), t.rand.Next()}
	t.both(func(k int) {
		t.shards[k].rand = learn.Rand(seeds[k])
		if len(halves[k]) > 0 {
			t.shards[k].run(halves[k], trees, 1/float32(words))
		}
	})
	a, b := t.shards[0], t.shards[1]
	t.both(func(k int) {
		lo, hi := k*t.w.total/2, (k+1)*t.w.total/2
		ga, gb := a.grad[lo:hi], b.grad[lo:hi]
		for i, v := range gb {
			ga[i] += v
			gb[i] = 0
		}
		t.dense.step(t.w.theta, a.grad, lo, hi, rate)
		clear(ga)
		if k == 0 {
			move(t.word, t.wordA, &a.words, &b.words, rate)
		} else {
			move(t.affixes, t.affixA, &a.affix, &b.affix, rate)
		}
	})
	t.both(func(k int) { t.w.transpose(k, 2) })
}

// both calls f for both shards at once.
func (t *trainer) both(f func(k int)) {
	var wg sync.WaitGroup
	wg.Go(func() { f(1) })
	f(0)
	wg.Wait()
}

// move takes a step for the rows that either half touched.
func move(theta []float32, a *adam, first, second *sparse, rate float32) {
	for _, i := range second.touch {
		to, from := first.row(i), second.row(i)
		for k, v := range from {
			to[k] += v
			from[k] = 0
		}
		second.seen[i] = false
	}
	second.touch = second.touch[:0]
	for _, i := range first.touch {
		lo := int(i) * wordWidth
		a.step(theta, first.grad, lo, lo+wordWidth, rate)
		clear(first.grad[lo : lo+wordWidth])
		first.seen[i] = false
	}
	first.touch = first.touch[:0]
}
