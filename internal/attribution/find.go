package attribution

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The models of one reading, and how hard they try.
type models struct {
	lex    *lexicon
	cues   *learn.Chain
	args   *learn.Chain
	effort effort
}

const (
	hopeless = 4  // how far behind the best in log-probability a label row may lie
	maxCues  = 60 // candidates of one sentence: one with more is no sentence, and each is weighed against the others
)

// An effort is how far candidates are looked for and into.
type effort struct {
	least float64 // a stretch less likely to be a cue is no candidate
	reach int     // sentences before and after the cue's that its arguments are looked for in, within the paragraph
	paths int     // label rows of each cue that are weighed against each other
}

// Learning looks at more than reading does: ranker and referee learn from hopeless cases too, but are not better for seeing them.
var (
	learning = effort{least: 0.05, reach: 3, paths: 5}
	reading  = effort{least: 0.1, reach: 1, paths: 3}
)

// A candidate is a stretch that may be a cue, with what it may announce.
type candidate struct {
	cue   parley.TokenRange
	prob  float64 // of its first token to begin a cue
	odds  float32 // the same as log-odds
	win   parley.TokenRange
	paths []labelling
}

// A labelling is one way to label the arguments of a cue.
type labelling struct {
	source, content []parley.TokenRange
	logProb         float64
	sure            float64 // expected share of the content's tokens that are content, by their marginals
	miss            float64 // expected number of content tokens that it leaves out
	sourceSure      float64
}

// A worker finds the candidates of one document after the other; its memory is reused.
type worker struct {
	featurer
	m          *models
	anchor     anchor
	scores     []int32
	static     []int32 // of the tokens, argumentLabels each: the sums that do not ask for a cue
	done       []bool  // tokens that have them
	marg       []float64
	scratch    learn.PathScratch
	prob       []float32
	first      []float64 // of each token, P(begins a cue)
	next       []float64
	cands      []candidate
	cueNumbers []float32 // of the ranker, about the cue
	numbers    []float32 // of the ranker
	ranks      []int32
	chosen     []choice
	seats      []seat
	buf        []float32
}

// read finds the candidates of d.
func (w *worker) read(d *text.Doc) []candidate {
	w.openCues(d)
	n := len(d.Tokens)
	w.static, w.done = sized(w.static, n*argumentLabels), sized(w.done, n)
	clear(w.static)
	clear(w.done)
	w.count(w.prob)
	for k := range w.cands {
		w.arguments(&w.cands[k])
	}
	return w.cands
}

// openCues opens d and finds what may be a cue.
func (w *worker) openCues(d *text.Doc) {
	w.open(d, w.m.lex)
	w.count(nil)
	n := len(d.Tokens)
	w.prob, w.first, w.next = sized(w.prob, n), sized(w.first, n), sized(w.next, n)
	w.cands = w.cands[:0]
	for s := range d.Sentences {
		w.cueSentence(s)
	}
}

func sized[T any](b []T, n int) []T { return slices.Grow(b[:0], n)[:n] }

// cueSentence finds the candidates of a sentence.
func (w *worker) cueSentence(s int) {
	r := w.d.Sentences[s].Tokens
	fs, ends := w.cues(s)
	w.scores = sized(w.scores, r.Len()*cueLabels)
	clear(w.scores)
	at := int32(0)
	for i, end := range ends {
		w.m.cues.Add(0, fs[at:end], w.scores[i*cueLabels:(i+1)*cueLabels])
		at = end
	}
	w.marg = w.m.cues.Marginals(0, w.scores, w.marg, &w.scratch)
	for i := range r.Len() {
		m := w.marg[i*cueLabels : (i+1)*cueLabels]
		w.prob[r.First+i] = float32(1 - m[noCue])
		w.first[r.First+i], w.next[r.First+i] = m[cueFirst], m[cueNext]
	}
	full := len(w.cands) + maxCues
	for i := r.First; i < r.End && len(w.cands) < full; i++ {
		p := w.first[i]
		if p < w.m.effort.least {
			continue
		}
		end := w.extent(i, r.End)
		w.cands = append(w.cands, candidate{cue: parley.TokenRange{First: i, End: end}, prob: p, odds: logit(p)})
	}
}

// extent is the likeliest end of a cue that begins at token i: after each token the chance to stop there is that of going on so far, and no farther.
func (w *worker) extent(i, limit int) int {
	end, best, far := i+1, 0.0, 1.0
	last := w.first[i]
	for j := i + 1; j < limit && far > best; j++ {
		on := min(w.next[j]/max(last, 1e-9), 1)
		if stop := float64(far * (1 - on)); stop > best {
			best, end = stop, j
		}
		far = float64(far * on)
		last = w.next[j]
	}
	if far > best {
		end = limit
	}
	return end
}

// arguments finds the best ways to label what a cue announces.
func (w *worker) arguments(c *candidate) {
	c.win = w.window(c.cue, w.m.effort.reach)
	w.featurer.anchor(c.cue, c.win, &w.anchor)
	w.walk(&w.anchor, c.win)
	w.scores = sized(w.scores, c.win.Len()*argumentLabels)
	for i := c.win.First; i < c.win.End; i++ {
		w.out = w.out[:0]
		st := w.static[i*argumentLabels : (i+1)*argumentLabels]
		if !w.done[i] {
			w.plain(i)
			w.m.args.Add(0, w.out, st)
			w.done[i] = true
			w.out = w.out[:0]
		}
		to := w.scores[(i-c.win.First)*argumentLabels : (i-c.win.First+1)*argumentLabels]
		copy(to, st)
		w.argument(i, &w.anchor, c.win)
		w.m.args.Add(0, w.out, to)
	}
	w.marg = w.m.args.Marginals(0, w.scores, w.marg, &w.scratch)
	all := 0.0
	for i := range c.win.Len() {
		all += w.marg[i*argumentLabels+contentFirst] + w.marg[i*argumentLabels+contentNext]
	}
	for _, p := range w.m.args.PathsAfter(0, w.scores, w.m.effort.paths, &w.scratch) {
		if len(c.paths) > 0 && p.LogProb < c.paths[0].logProb-hopeless {
			break
		}
		r := labelling{logProb: p.LogProb}
		r.source = stretches(p.Labels, c.win.First, sourceFirst)
		r.content = stretches(p.Labels, c.win.First, contentFirst)
		if len(r.content) == 0 && len(c.paths) > 0 {
			continue
		}
		r.sure, r.miss = w.marginal(r.content, c.win.First, contentFirst), 0
		n := float64(text.Tokens(r.content))
		r.miss = all - r.sure
		if n > 0 {
			r.sure /= n
		}
		if n = float64(text.Tokens(r.source)); n > 0 {
			r.sourceSure = w.marginal(r.source, c.win.First, sourceFirst) / n
		}
		c.paths = append(c.paths, r)
	}
}

// marginal is the sum of the marginals of a role over its tokens.
func (w *worker) marginal(rs []parley.TokenRange, base, first int) float64 {
	sum := 0.0
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			k := (i - base) * argumentLabels
			sum += w.marg[k+first] + w.marg[k+first+1]
		}
	}
	return sum
}

// stretches are the ranges of a role in a row of labels; the label after first goes on.
func stretches(labels []uint8, base, first int) []parley.TokenRange {
	var out []parley.TokenRange
	for i, l := range labels {
		switch int(l) {
		case first:
			out = append(out, parley.TokenRange{First: base + i, End: base + i + 1})
		case first + 1:
			out[len(out)-1].End++
		}
	}
	return joined(out)
}
