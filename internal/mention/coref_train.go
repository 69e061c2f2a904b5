package mention

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

// CorefOptions say how the finder of chains is trained. The zero value but for Parse is how the embedded model was.
type CorefOptions struct {
	Parse  func(*text.Doc) // sets tags, lemmas, hints and trees
	Seed   uint64
	Epochs int  // passes over all texts, 0 is 5
	Silver int  // machine-made articles, one in so many, 0 is 4; below 0 none
	All    bool // no text is kept back for development
	Detect int  // passes for mentions, 0 is 3
	Rate   int  // step in thousandths, 0 is 50
	Trust  int  // weight of silver links in hundredths, 0 is 30
	// Costs in hundredths that errors add to a score: a link where there is none (0 is 30), a new chain where there is a
	// link in a tale (120) and in a report (300), a link to another chain (60).
	FalseLink, FalseNew, NewsNew, WrongLink int
	// Say, if set, is told of each pass.
	Say func(string)
}

func (o CorefOptions) filled() CorefOptions {
	o.Epochs = cmp.Or(o.Epochs, 5)
	o.Silver = cmp.Or(o.Silver, 4)
	o.NewsNew = cmp.Or(o.NewsNew, 300)
	o.Trust = cmp.Or(o.Trust, 30)
	o.Detect = cmp.Or(o.Detect, 3)
	o.Rate = cmp.Or(o.Rate, 60)
	o.FalseLink, o.FalseNew, o.WrongLink = cmp.Or(o.FalseLink, 30), cmp.Or(o.FalseNew, 120), cmp.Or(o.WrongLink, 60)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	return o
}

// The files that TrainCoref reads, below the folder of data.
const (
	corefGoldFile   = "coref/litbank.jsonl.gz"
	corefSilverFile = "polnear-corenlp/train.jsonl.gz"
	corefNewsFile   = "polnear/train.jsonl.gz"
	corefNounFile   = "lexicon/oewn-synsets.tsv.gz"
)

// CorefDev reports whether document n of LitBank is kept back for development: every fifth.
func CorefDev(n int) bool { return n%5 == 4 }

// Sizes of the tables of weights, as powers of two.
const (
	styleBits  = 12
	detectBits = 17
	rankBits   = 20
)

// TrainCoref trains the finder of chains on LitBank and, for the style of reports, on the machine-made chains of PolNeAR's articles, and gives
// the bytes of its model file. The same data and options give the same bytes.
func TrainCoref(data fs.FS, o CorefOptions) ([]byte, error) {
	o = o.filled()
	t := &corefTrainer{CorefOptions: o, rand: learn.Rand(o.Seed)}
	sum := sha256.New()
	if err := t.read(data, sum); err != nil {
		return nil, err
	}
	f, err := newFinder()
	if err != nil {
		return nil, err
	}
	t.f = f
	t.style()
	t.detection()
	t.ranking()
	h := learn.Head{Kind: corefModelKind, Template: corefTemplates, Seed: o.Seed}
	sum.Sum(h.Data[:0])
	return learn.Encode(h, learn.Section{Name: "nouns", Bytes: t.nouns}, learn.Section{Name: "style", Bytes: t.m.style},
		learn.Section{Name: "detect", Bytes: t.m.detect}, learn.Section{Name: "rank", Bytes: t.m.rank}), nil
}

// A corefTrainer is one training.
type corefTrainer struct {
	CorefOptions
	f     *Finder
	nouns nounTable
	tales []CorefText
	news  []CorefText
	m     corefModel
	rand  learn.Rand
}

// read reads all training data and parses it.
func (t *corefTrainer) read(data fs.FS, sum io.Writer) error {
	err := readGzip(data, corefNounFile, sum, func(r io.Reader) (err error) { t.nouns, err = readNouns(r); return err })
	if err != nil {
		return err
	}
	err = readGzip(data, corefGoldFile, sum, func(r io.Reader) error {
		all, err := ReadLitBank(r)
		for n, d := range all {
			if t.All || !CorefDev(n) {
				t.tales = append(t.tales, d)
			}
		}
		return err
	})
	if err == nil && t.Silver >= 0 {
		err = t.readSilver(data, sum)
	}
	for _, ds := range [][]CorefText{t.tales, t.news} {
		for _, d := range ds {
			t.Parse(d.Doc)
		}
	}
	return err
}

func (t *corefTrainer) readSilver(data fs.FS, sum io.Writer) error {
	texts := map[string]string{}
	err := readGzip(data, corefNewsFile, sum, func(r io.Reader) error { return learn.ReadTexts(r, texts) })
	if err != nil {
		return err
	}
	return readGzip(data, corefSilverFile, sum, func(r io.Reader) error {
		all, err := readCorefSilver(r, texts)
		for n, d := range all {
			if n%t.Silver == 0 {
				t.news = append(t.news, d)
			}
		}
		return err
	})
}

// style trains the weights that tell reports from tales: logarithms of ratios of frequencies.
func (t *corefTrainer) style() {
	var counts [2][1 << styleBits]float32
	var all [2]float32
	for s, ds := range [2][]CorefText{t.tales, t.news} {
		for _, d := range ds {
			for i := range d.Doc.Tokens {
				counts[s][uint32(styleFeature(d.Doc, i))&(1<<styleBits-1)]++
				all[s]++
			}
		}
	}
	t.m.style = make(corefWeights, 1<<styleBits)
	for i := range t.m.style {
		if counts[0][i]+counts[1][i] >= 20 {
			x := learn.Log((counts[1][i]+2)/(all[1]+4)) - learn.Log((counts[0][i]+2)/(all[0]+4))
			t.m.style[i] = byte(clip(float32(x * 32)))
		}
	}
}

// clip is the nearest whole number in eight bits.
func clip(x float32) int8 {
	return int8(max(-127, min(127, math.Floor(float64(x)+0.5))))
}

// An adagrad is weights in training, each with a step of its own (Duchi et al. 2011).
type adagrad struct {
	w, g []float32 // weights, sums of squared gradients
	rate float32
	mask uint32
}

func newAdagrad(bits int, rate float32) *adagrad {
	return &adagrad{w: make([]float32, 1<<bits), g: make([]float32, 1<<bits), rate: rate, mask: 1<<bits - 1}
}

func (a *adagrad) sum(fs []learn.Feature) float32 {
	s := float32(0)
	for _, f := range fs {
		s += a.w[uint32(f)&a.mask]
	}
	return s
}

// learn moves the weights of features by a gradient.
func (a *adagrad) learn(fs []learn.Feature, grad float32) {
	for _, f := range fs {
		i := uint32(f) & a.mask
		a.g[i] += float32(grad * grad)
		a.w[i] -= float32(float32(a.rate*grad) / float32(0.1+math.Sqrt(float64(a.g[i]))))
	}
}

// weights is the weights in eight bits, of so many units each.
func (a *adagrad) weights(units float32) corefWeights {
	out := make(corefWeights, len(a.w))
	for i, w := range a.w {
		out[i] = byte(clip(float32(w * units)))
	}
	return out
}

// reader is the reader of a training text, its mentions with their chains: by the same tokens, else by the same head.
func (t *corefTrainer) reader(d *CorefText, news bool) *corefReader {
	v := newCorefView(d.Doc)
	v.news = news
	r := newCorefReader(t.f, t.nouns, v)
	exact := map[parley.TokenRange]int32{}
	heads := map[int32]int32{}
	for c, ms := range d.Chains {
		for _, m := range ms {
			exact[m] = int32(c)
			if h := v.headOf(m); h >= 0 {
				heads[h] = int32(c)
			}
		}
	}
	for i := range r.ms {
		m := &r.ms[i]
		if c, ok := exact[m.tok]; ok {
			m.gold = c
		} else if c, ok := heads[m.head]; ok {
			m.gold = c
		}
	}
	return r
}

// headOf is the first word of a range whose head lies outside, -1 for none.
func (v *corefView) headOf(m parley.TokenRange) int32 {
	for k := m.First; k < m.End; k++ {
		if h := v.head(int32(k)); (h < 0 || !m.Has(int(h))) && v.d.Tags[k].U != text.PUNCT {
			return int32(k)
		}
	}
	return -1
}

// detection trains the weights that tell what counts as a mention in a tale.
func (t *corefTrainer) detection() {
	a := newAdagrad(detectBits, 0.1)
	rs := make([]*corefReader, len(t.tales))
	for i := range t.tales {
		rs[i] = t.reader(&t.tales[i], false)
	}
	order := make([]int, len(rs))
	for i := range order {
		order[i] = i
	}
	for e := range t.Detect {
		t.rand.Shuffle(order)
		right, all := 0, 0
		for _, n := range order {
			for i := range rs[n].ms {
				fs := rs[n].detection(i)
				p := learn.Sigmoid(a.sum(fs))
				y := float32(asBit(rs[n].ms[i].gold >= 0))
				a.learn(fs, p-y)
				all++
				right += int(asBit((p > 0.5) == (y > 0.5)))
			}
		}
		t.Say(fmt.Sprintf("mentions %d: %.2f %% of %d", e+1, 100*float64(right)/float64(max(1, all)), all))
	}
	t.m.detect = a.weights(32)
}

// ranking trains the weights of links: the likelihood of all right links of a mention together, with costs of errors added
// to the scores of wrong ones (Durrett and Klein 2013). Chains grow as the weights of the moment say.
func (t *corefTrainer) ranking() {
	a := newAdagrad(rankBits, float32(t.Rate)/1000)
	var rs []*corefReader
	for i := range t.tales {
		r := t.reader(&t.tales[i], false)
		r.drop(func(i int) bool { return r.ms[i].gold < 0 && t.m.detect.sum(r.detection(i)) <= 0 })
		rs = append(rs, r)
	}
	for i := range t.news {
		rs = append(rs, t.reader(&t.news[i], true))
	}
	order := make([]int, len(rs))
	for i := range order {
		order[i] = i
	}
	for e := range t.Epochs {
		t.rand.Shuffle(order)
		right, all := 0, 0
		for _, n := range order {
			r := rs[n]
			r.reset()
			for i := range r.ms {
				right += int(asBit(t.step(a, r, i)))
				all++
			}
		}
		t.Say(fmt.Sprintf("links %d: %.2f %% of %d", e+1, 100*float64(right)/float64(max(1, all)), all))
	}
	t.m.rank = a.weights(40)
}

// step learns from mention i, links it, and reports whether the link was right.
func (t *corefTrainer) step(a *adagrad, r *corefReader, i int) bool {
	if k := r.given(i); k >= 0 {
		r.link(i, k)
		return true
	}
	r.prepare(i)
	n := len(r.ends)
	gold := make([]bool, n)
	some := false
	for j, k := range r.cands {
		gold[j+1] = r.ms[i].gold >= 0 && r.ms[k].gold == r.ms[i].gold
		some = some || gold[j+1]
	}
	gold[0] = !some
	score := make([]float32, n)
	best, from := 0, 0
	var bestScore float32
	for j := range score {
		score[j] = a.sum(r.feats[from:r.ends[j]])
		from = r.ends[j]
		if j == 0 || score[j] > bestScore {
			best, bestScore = j, score[j]
		}
		switch {
		case gold[j]:
		case j == 0 && r.v.news:
			score[j] += float32(t.NewsNew) / 100
		case j == 0:
			score[j] += float32(t.FalseNew) / 100
		case some:
			score[j] += float32(t.WrongLink) / 100
		default:
			score[j] += float32(t.FalseLink) / 100
		}
	}
	if w := t.trust(r, i); w > 0 {
		t.update(a, r, score, gold, w)
	}
	to := -1
	if best > 0 {
		to = int(r.cands[best-1])
	}
	r.link(i, to)
	return gold[best]
}

// trust is the weight of mention i in training: 1 in gold text. The makers of the silver chains link with care and leave much open,
// so that a mention without a chain tells nothing where it is a pronoun or definite, or where a mention before it has its head or name.
func (t *corefTrainer) trust(r *corefReader, i int) float32 {
	m := &r.ms[i]
	if !m.news {
		return 1
	}
	w := float32(t.Trust) / 100
	if m.gold >= 0 {
		if m.kind.pronoun() {
			return w / 2
		}
		return w
	}
	if m.kind.pronoun() || m.kind == kindDefinite || m.kind == kindDemonstrative {
		return 0
	}
	for _, k := range r.cands {
		a := &r.ms[k]
		if a.text == m.text || a.lemma == m.lemma && m.kind != kindIndefinite && m.kind != kindBare || names(m, a.proper) > 1 {
			return 0
		}
	}
	return w
}

func (t *corefTrainer) update(a *adagrad, r *corefReader, score []float32, gold []bool, weight float32) {
	top := score[0]
	for _, s := range score {
		top = max(top, s)
	}
	var all, right float32
	for j, s := range score {
		score[j] = learn.Exp(s - top)
		all += score[j]
		if gold[j] {
			right += score[j]
		}
	}
	from := 0
	for j, e := range score {
		g := e / all
		if gold[j] && right > 0 {
			g -= e / right
		}
		if g > 1e-4 || g < -1e-4 {
			a.learn(r.feats[from:r.ends[j]], float32(g*weight))
		}
		from = r.ends[j]
	}
}
