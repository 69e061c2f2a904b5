package attribution

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// ShippedSeed is the seed of the embedded models.
const ShippedSeed = 2

// Options say how the models are trained. The zero value with Read, Coded, Lessons and ShippedSeed is how the embedded ones were.
type Options struct {
	Read  func(content string) *text.Doc // a raw text with its layers of segment and syntax, trees with them
	Coded fs.FS                          // coded dossiers (testdata/coded), of which those that may be read are learned from too; nil for none
	// Lessons holds *.txtar of invented texts with their relations marked, for what PolNeAR has seldom; nil for none.
	Lessons fs.FS
	Seed    uint64
	Folds   int          // parts of the training data, in order of time, of which each is read by models that did not learn from it; 0 is 4
	Rounds  int          // trainings from nothing, each in another order, that the weights are the mean of, 0 is 3
	Epochs  int          // passes of each, 0 is 6
	Means   int          // of them, how many at the end the weights are the mean of, 0 is 3
	Rate    float32      // step, 0 is 0.03
	Drop    int          // of 256 features, how many a step leaves out, 0 is 128
	Least   int          // fewest tokens that keep a feature, 0 is 2
	Say     func(string) // one call at a time
	// Told gets what models that did not learn from an article find in it, article by article; nil for nobody.
	Told func(id string, d *text.Doc, found []text.Attribution)
}

func (o Options) withDefaults() Options {
	o.Folds, o.Rounds, o.Epochs, o.Means, o.Least = cmp.Or(o.Folds, 4), cmp.Or(o.Rounds, 3), cmp.Or(o.Epochs, 6), cmp.Or(o.Means, 3), cmp.Or(o.Least, 2)
	o.Rate, o.Drop = cmp.Or(o.Rate, 0.03), cmp.Or(o.Drop, 128)
	if o.Say == nil {
		o.Say = func(string) {}
	}
	var one sync.Mutex
	say := o.Say
	o.Say = func(s string) { // folds are trained side by side
		one.Lock()
		defer one.Unlock()
		say(s)
	}
	return o
}

// A learner trains the models.
type learner struct {
	Options
	golds  []gold
	fold   []int             // of each article
	wn     map[uint32]uint16 // classes in WordNet
	lex    []*lexicon        // of each fold, counted outside of it; the last one of all
	cues   []*learn.CRF      // likewise
	args   []*learn.CRF
	models []*models   // the same, as they are read
	isCue  [][]float32 // of each article, by models that did not learn from it
	seqs   []learn.Sequence
	of     []int // article of each sequence
}

// each calls do for 0 … n-1 from as many goroutines as there are processors.
func each(n int, do func(int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

var verbClasses = []string{"communication", "cognition", "emotion", "perception", "social", "possession", "stative", "motion", "change", "contact", "competition", "creation", "body", "consumption", "weather"}
var nounClasses = []string{"person", "group", "communication", "cognition", "act", "event", "state", "feeling", "attribute", "artifact", "location", "time", "quantity", "possession", "motive"}

// readClasses reads the classes of verbs and nouns of one word from WordNet's synsets.
func readClasses(r io.Reader) (map[uint32]uint16, error) {
	out := map[uint32]uint16{}
	err := learn.ReadSynsets(r, func(file, word string) {
		part, list := verbPart, verbClasses
		name, ok := strings.CutPrefix(file, "verb.")
		if !ok {
			part, list = nounPart, nounClasses
			if name, ok = strings.CutPrefix(file, "noun."); !ok {
				return
			}
		}
		if k := slices.Index(list, name); k >= 0 {
			out[lexKey(part, lowerHash(word))] |= 1 << k
		}
	})
	return out, err
}

// A tally counts how often something was a cue, or the head of a source.
type tally struct{ yes, all int }

// lexicon counts how often lemmas are cues in the articles outside of a fold, -1 for none left out.
func (l *learner) lexicon(without int) *lexicon {
	counts := map[uint32]*tally{}
	var f featurer
	for a := range l.golds {
		if l.fold[a] != without {
			l.tally(&f, &l.golds[a], counts)
		}
	}
	out := map[uint32]entry{}
	for k, c := range l.wn {
		out[k] = entry{class: c}
	}
	for k, t := range counts {
		e := out[k]
		e.rate, e.size, e.odds = rateOf(t.yes, t.all), uint8(bits.Len(uint(t.all))), oddsOf(t.yes, t.all)
		if t.all < 2 {
			e.size, e.odds = 0, 0
		}
		if e != (entry{}) {
			out[k] = e
		}
	}
	return newLexicon(out)
}

// tally counts the tokens of an article.
func (l *learner) tally(f *featurer, g *gold, counts map[uint32]*tally) {
	f.open(g.d, &lexicon{})
	cue, source := make([]bool, len(g.d.Tokens)), make([]bool, len(g.d.Tokens))
	for _, r := range g.rels {
		for _, c := range r.cue {
			for i := c.First; i < c.End; i++ {
				cue[i] = true
			}
		}
		if t := f.top(r.source); t >= 0 {
			source[t] = true
		}
	}
	add := func(k uint32, yes bool) {
		t := counts[k]
		if t == nil {
			t = &tally{}
			counts[k] = t
		}
		t.all++
		if yes {
			t.yes++
		}
	}
	for i := range g.d.Tokens {
		w := &f.words[i]
		add(lexKey(w.part(), w.lemma), cue[i])
		add(lexKey(sourcePart, w.lemma), source[i])
		if w.part() != otherPart {
			frame, shape := f.frame(int32(i))
			add(frame, cue[i])
			add(shape, cue[i])
		}
	}
}

// oddsOf is the log-odds of a share, pulled towards one in thirty by as many as five more.
func oddsOf(yes, all int) uint8 {
	p := (float32(yes) + 0.17) / (float32(all) + 5)
	x := learn.Log(p) - learn.Log(1-p)
	return uint8(min(max(128+int(x*oddsUnit), 1), 255))
}

// rateOf is the bin of a share of cues: 0 is unknown.
func rateOf(cue, all int) uint8 {
	if all < 3 && cue == 0 {
		return 0
	}
	p := (float64(cue) + 0.1) / (float64(all) + 1)
	for k, most := range []float64{0.02, 0.1, 0.25, 0.5, 0.75} {
		if p < most {
			return uint8(k + 1)
		}
	}
	return 6
}

// cueSequences makes the training sequences for the tagger of cues.
func (l *learner) cueSequences() {
	all := make([][]learn.Sequence, len(l.golds))
	lex := l.lex[l.Folds]
	each(len(l.golds), func(a int) {
		g := &l.golds[a]
		var f featurer
		f.open(g.d, lex)
		f.count(nil)
		labels := make([]uint8, len(g.d.Tokens))
		for _, r := range g.rels {
			for _, c := range r.cue {
				for i := c.First; i < c.End; i++ {
					labels[i] = cueNext
				}
				labels[c.First] = cueFirst
			}
		}
		for s := range g.d.Sentences {
			fs, ends := f.cues(s)
			r := g.d.Sentences[s].Tokens
			q := learn.Sequence{Features: slices.Clone(fs), Ends: slices.Clone(ends), Gold: labels[r.First:r.End], Weight: 1}
			for k := range q.Gold { // a cue goes on only after a cue
				if q.Gold[k] == cueNext && (k == 0 || q.Gold[k-1] == noCue) {
					q.Gold[k] = cueFirst
				}
			}
			all[a] = append(all[a], q)
		}
	})
	l.gather(all)
}

// gather takes the sequences of all articles.
func (l *learner) gather(all [][]learn.Sequence) {
	l.seqs, l.of = nil, nil
	for a := range all {
		for _, q := range all[a] {
			l.seqs = append(l.seqs, q)
			l.of = append(l.of, a)
		}
	}
}

// argumentSequences makes those for the tagger of arguments, one for each cue of the gold.
func (l *learner) argumentSequences() {
	all := make([][]learn.Sequence, len(l.golds))
	lex := l.lex[l.Folds]
	each(len(l.golds), func(a int) {
		g := &l.golds[a]
		var f featurer
		var an anchor
		f.open(g.d, lex)
		f.count(l.isCue[a])
		for _, r := range g.rels {
			if len(r.cue) == 0 {
				continue
			}
			cue := parley.TokenRange{First: r.cue[0].First, End: r.cue[0].End}
			win := f.window(cue, learning.reach)
			f.anchor(cue, win, &an)
			f.walk(&an, win)
			q := learn.Sequence{Weight: 1, Gold: make([]uint8, win.Len())}
			mark(q.Gold, win, r.source, sourceFirst)
			mark(q.Gold, win, r.content, contentFirst)
			f.out = f.out[:0]
			for i := win.First; i < win.End; i++ {
				f.plain(i)
				f.argument(i, &an, win)
				q.Ends = append(q.Ends, int32(len(f.out)))
			}
			q.Features = slices.Clone(f.out)
			all[a] = append(all[a], q)
		}
	})
	l.gather(all)
}

func mark(gold []uint8, win parley.TokenRange, rs []parley.TokenRange, first uint8) {
	for _, r := range rs {
		for i := max(r.First, win.First); i < min(r.End, win.End); i++ {
			gold[i-win.First] = first + 1
		}
		if r.First >= win.First && r.First < win.End {
			gold[r.First-win.First] = first
		} else if r.End > win.First && r.First < win.First {
			gold[0] = first
		}
	}
}

// taggers trains a CRF for each fold on the sequences outside of it, and one on all.
func (l *learner) taggers(name string, set learn.LabelSet) []*learn.CRF {
	base := learn.NewCRF([]learn.LabelSet{set}, l.seqs, learn.CRFOptions{Shared: 1, Least: l.Least, Rate: l.Rate, Drop: l.Drop, Seed: l.Seed})
	l.Say(fmt.Sprintf("%s: %d sequences, %d features kept", name, len(l.seqs), base.Features()))
	out := make([]*learn.CRF, l.Folds+1)
	each(len(out), func(k int) {
		out[k] = base.Fresh(l.Seed + uint64(k))
		l.fit(fmt.Sprintf("%s, fold %d", name, k+1), out[k], k)
	})
	l.seqs, l.of = nil, nil
	return out
}

// fit trains a CRF on the sequences outside of a fold.
func (l *learner) fit(name string, c *learn.CRF, fold int) {
	var order []int
	for i := range l.seqs {
		if l.fold[l.of[i]] != fold {
			order = append(order, i)
		}
	}
	ll := 0.0
	for round := range l.Rounds {
		rand := learn.Rand(l.Seed + 77 + uint64(round))
		c.Restart()
		for e := range l.Epochs {
			rand.Shuffle(order)
			ll = 0
			for _, i := range order {
				ll += c.Step(&l.seqs[i])
			}
			if e >= l.Epochs-l.Means {
				c.Snapshot()
			}
		}
	}
	c.Average()
	l.Say(fmt.Sprintf("%s: log-likelihood of a sequence %.3f", name, ll/float64(max(1, len(order)))))
}
