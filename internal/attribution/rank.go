package attribution

import (
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// rankWidth is how many numbers the ranker sees of a reading; the last are 0.
const rankWidth = 90

// A row is made of the numbers that the ranker sees of a reading.
type row struct {
	to []float32
}

func (r *row) add(xs ...float32) { r.to = append(r.to, xs...) }

// noOdds are the log-odds of what is not there.
var noOdds = logit(0)

func flag(x bool) float32 { return float32(b(x)) }

// logit is the log-odds of a probability, cut at ±8.
func logit(p float64) float32 {
	p = min(max(p, 0.0003), 0.9997)
	return learn.Log(float32(p)) - learn.Log(float32(1-p))
}

// allRows appends the numbers of all readings of all candidates.
func (w *worker) allRows(out []float32) []float32 {
	for k := range w.cands {
		out = w.rows(k, out)
	}
	return out
}

// rows appends the numbers of all readings of candidate k, rankWidth a reading.
func (w *worker) rows(k int, out []float32) []float32 {
	c := &w.cands[k]
	w.featurer.anchor(c.cue, c.win, &w.anchor)
	w.raise(&w.anchor)
	defer w.lower(&w.anchor)
	first := row{to: w.cueNumbers[:0]}
	w.cueRow(&first, k)
	w.cueNumbers = first.to
	for p := range c.paths {
		r := row{to: append(out, w.cueNumbers...)}
		w.pathRow(&r, c, p)
		w.sourceRow(&r, c, &c.paths[p])
		w.contentRow(&r, k, &c.paths[p])
		for len(r.to) < len(out)+rankWidth {
			r.to = append(r.to, 0)
		}
		out = r.to[:len(out)+rankWidth]
	}
	return out
}

// cueRow is 28 numbers about the cue.
func (w *worker) cueRow(r *row, k int) {
	c := &w.cands[k]
	h := &w.words[w.anchor.head]
	cl := &w.anchor.clutch
	s := w.d.Sentences[h.sent]
	in, best := 0, noOdds
	for j := k - 1; j >= 0 && w.words[w.cands[j].cue.First].sent == h.sent; j-- {
		in++
		best = max(best, w.cands[j].odds)
	}
	for j := k + 1; j < len(w.cands) && w.words[w.cands[j].cue.First].sent == h.sent; j++ {
		in++
		best = max(best, w.cands[j].odds)
	}
	r.add(c.odds, float32(c.cue.Len()), float32(h.rate), float32(w.d.Tags[w.anchor.head].U), tagNumber(w.d.Tags[w.anchor.head].Penn))
	r.add(float32(h.class&0xff), float32(h.class>>8), flag(cl.subject >= 0), flag(cl.clause >= 0), flag(cl.object >= 0))
	r.add(flag(w.anchor.own >= 0), float32(in), best, float32(s.Tokens.Len()), float32(c.cue.First-s.Tokens.First))
	r.add(float32(min(h.depth, 9)), flag(s.Paragraph == 0), float32(min(s.Paragraph, 30)), flag(h.rel == relAcl), relNumber(h.rel))
	frame, shape := w.frame(w.anchor.head)
	x, y := w.m.lex.at(frame), w.m.lex.at(shape)
	up := w.parent(h)
	r.add(odds(h.odds), float32(h.size), odds(x.odds), float32(x.size), odds(y.odds), float32(y.size), odds(up.odds), float32(up.rate))
}

// odds is a log-odds of the lexicon, -9 for unknown.
func odds(x uint8) float32 {
	if x == 0 {
		return -9
	}
	return (float32(x) - 128) / oddsUnit
}

// tagNumber tells tags apart.
func tagNumber(penn string) float32 { return float32(learn.HashOf(penn) % 61) }

func relNumber(h learn.Hash) float32 { return float32(h % 67) }

// pathRow is 10 numbers about the reading among the readings of its cue.
func (w *worker) pathRow(r *row, c *candidate, p int) {
	x := &c.paths[p]
	gap := 0.0
	switch {
	case p > 0:
		gap = x.logProb - c.paths[0].logProb
	case len(c.paths) > 1:
		gap = x.logProb - c.paths[1].logProb
	}
	n := float64(text.Tokens(x.content))
	dice := 0.0
	if n > 0 {
		sure := float64(x.sure * n)
		dice = 2 * sure / (2*sure + x.miss + (n - sure))
	}
	r.add(float32(p), float32(x.logProb), float32(gap), float32(len(c.paths)), float32(x.sure), float32(x.miss), float32(x.sourceSure), float32(dice))
	r.add(flag(p > 0 && slices.Equal(x.source, c.paths[0].source)), flag(p > 0 && slices.Equal(x.content, c.paths[0].content)))
}

// top is the first token of ranges whose governor lies outside of them and which is no punctuation, as the published scorer of PolNeAR takes the head; -1 for none.
func (w *view) top(rs []parley.TokenRange) int32 {
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			if h := int(w.words[i].head); !has(rs, h) && w.d.Rels[i] != "punct" {
				return int32(i)
			}
		}
	}
	if len(rs) > 0 {
		return int32(rs[0].First)
	}
	return -1
}

func has(rs []parley.TokenRange, i int) bool {
	for _, r := range rs {
		if r.Has(i) {
			return true
		}
	}
	return false
}

// sourceRow is 20 numbers about the source.
func (w *worker) sourceRow(r *row, c *candidate, x *labelling) {
	t := w.top(x.source)
	if t < 0 {
		r.add(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
		return
	}
	h := &w.words[t]
	d := float32(t) - float32(c.cue.First)
	r.add(float32(w.d.Tags[t].U), tagNumber(w.d.Tags[t].Penn), float32(text.Tokens(x.source)), float32(len(x.source)), d)
	st := w.climb(t)
	r.add(flag(t == w.anchor.clutch.subject), float32(st.level), float32(st.up%64), relNumber(h.rel), float32(h.class&0xff), float32(h.class>>8))
	r.add(float32(h.sent-w.anchor.sent), float32(h.look), flag(h.quote >= 0), flag(h.quote == w.anchor.own))
	first := &w.words[x.source[0].First]
	lo, hi := int(h.lo), int(h.hi)
	r.add(tagNumber(w.d.Tags[x.source[0].First].Penn), flag(first.lo == h.lo), float32(hi-lo-text.Tokens(x.source)))
	e := w.m.lex.of(sourcePart, h.lemma)
	r.add(odds(e.odds), float32(e.size))
}

// near is how many tokens from a content other cues are looked at.
const near = 60

// contentRow is 29 numbers about the content, -1 and zeros where there is none.
func (w *worker) contentRow(r *row, k int, x *labelling) {
	c := &w.cands[k]
	if len(x.content) == 0 {
		r.add(-1)
		return
	}
	n := text.Tokens(x.content)
	first, last := x.content[0].First, x.content[len(x.content)-1].End-1
	words, quoted, verbs, before := 0, 0, 0, 0
	for _, y := range x.content {
		for i := y.First; i < y.End; i++ {
			z := &w.words[i]
			if z.look <= digits {
				words++
				if z.quote >= 0 {
					quoted++
				}
			}
			if z.verb {
				verbs++
			}
			if i < c.cue.First {
				before++
			}
		}
	}
	f, l := &w.words[first], &w.words[last]
	r.add(float32(n), float32(len(x.content)), float32(quoted)/float32(max(words, 1)), float32(min(verbs, 5)), float32(before)/float32(n))
	r.add(tagNumber(w.d.Tags[first].Penn), tagNumber(w.d.Tags[last].Penn), float32(f.mark), float32(l.mark), float32(f.look), float32(l.look))
	r.add(float32(first-c.cue.End), float32(last-c.cue.First), float32(f.sent-w.anchor.sent), float32(l.sent-w.anchor.sent))
	t := w.top(x.content)
	z := &w.words[t]
	st := w.climb(t)
	r.add(relNumber(z.rel), float32(st.level), float32(w.d.Tags[t].U), flag(int(z.lo) == first), float32(int(z.hi)-1-last), flag(z.head == w.anchor.head))
	inside, over, span := w.cuesNear(k, x.content)
	r.add(inside, over, span)
	r.add(look1(w, first-1), look1(w, last+1))
	par := w.d.Paragraphs[f.par]
	r.add(flag(last+1 == w.d.Sentences[l.sent].Tokens.End || last+2 == w.d.Sentences[l.sent].Tokens.End), float32(par.Sentences[1]-par.Sentences[0]), flag(w.d.Rels[t] == "root"))
}

// cuesNear is the best odds of the other candidates near content x of candidate k: of those whose cue stands in it, those whose own content shares
// tokens with it, and those whose content holds the cue of k.
func (w *worker) cuesNear(k int, x []parley.TokenRange) (inside, over, span float32) {
	inside, over, span = noOdds, noOdds, noOdds
	cue := w.cands[k].cue.First
	first, last := x[0].First, x[len(x)-1].End-1
	see := func(o *candidate) {
		if has(x, o.cue.First) {
			inside = max(inside, o.odds)
		}
		if len(o.paths) == 0 {
			return
		}
		y := o.paths[0].content
		if has(y, cue) {
			span = max(span, o.odds)
		}
		if text.Shared(x, y) > 0 {
			over = max(over, o.odds)
		}
	}
	for j := k - 1; j >= 0 && w.cands[j].cue.First >= first-near; j-- {
		see(&w.cands[j])
	}
	for j := k + 1; j < len(w.cands) && w.cands[j].cue.First <= last+near; j++ {
		see(&w.cands[j])
	}
	return inside, over, span
}

func look1(w *worker, i int) float32 {
	if i < 0 || i >= len(w.words)-1 {
		return -1
	}
	return float32(w.words[i].look)
}

// agrees reports whether a reading is the relation g of the gold: contents agree by Dice of a half at least, and the sources have the same head.
func (w *worker) agrees(x *labelling, g *relation) bool {
	n, m := text.Tokens(x.content), text.Tokens(g.content)
	return n > 0 && 4*text.Shared(x.content, g.content) >= n+m && w.top(x.source) == w.top(g.source)
}
