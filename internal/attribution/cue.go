package attribution

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// Labels of the tagger of cues.
const (
	noCue = iota
	cueFirst
	cueNext
	cueLabels
)

// cueSet is the label set of the tagger of cues.
func cueSet() learn.LabelSet {
	yes := []bool{true, true, true}
	return learn.LabelSet{Shared: []int{0, 0, 0}, Follow: [][]bool{{true, true, false}, yes, yes}, First: []bool{true, true, false}}
}

// A featurer makes features; out is what was made last.
type featurer struct {
	view
	out  []learn.Feature
	ends []int32
	sums []sums

	level []int8    // of tokens, scratch of walk: one more than how far above the cue's head they are, 0 for not at all
	isCue []float32 // of each token, how likely it is one of a cue's; nil for unknown
}

func (f *featurer) add(t int, a, b learn.Hash) { f.out = append(f.out, learn.Of(t, a, b)) }

// at is word i where it lies in r, else an empty one.
func (f *featurer) at(i int, r parley.TokenRange) *word {
	if i < r.First || i >= r.End {
		return &none
	}
	return &f.words[i]
}

var none = word{low: 1, lemma: 1, tag: 1, rel: 1, head: -1, quote: -1}

// mix is a hash of two small numbers or hashes.
func mix(a, b learn.Hash) learn.Hash { return (a*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9 }

// cues makes the features of the tokens of one sentence for the tagger of cues.
func (f *featurer) cues(s int) ([]learn.Feature, []int32) {
	r := f.d.Sentences[s].Tokens
	f.out, f.ends = f.out[:0], f.ends[:0]
	at := f.setting(s)
	for i := r.First; i < r.End; i++ {
		f.cueWords(i, r)
		f.cueTree(i)
		f.cueQuotes(i, r, at)
		f.ends = append(f.ends, int32(len(f.out)))
	}
	return f.out, f.ends
}

func (f *featurer) cueWords(i int, r parley.TokenRange) {
	w, p, n := &f.words[i], f.at(i-1, r), f.at(i+1, r)
	pp, nn := f.at(i-2, r), f.at(i+2, r)
	f.add(0, 0, 0)
	f.add(1, w.low, 0)
	f.add(2, p.low, 0)
	f.add(3, n.low, 0)
	f.add(4, pp.low, 0)
	f.add(5, nn.low, 0)
	f.add(6, w.lemma, 0)
	f.add(7, w.lemma, w.tag)
	f.add(8, w.tag, 0)
	f.add(9, p.tag, w.tag)
	f.add(10, w.tag, n.tag)
	f.add(11, mix(p.tag, w.tag), n.tag)
	f.add(12, p.tag, 0)
	f.add(13, n.tag, 0)
	f.add(14, pp.tag, p.tag)
	f.add(15, n.tag, nn.tag)
	f.add(16, w.suffix, w.tag)
	f.add(17, learn.Hash(w.look), 0)
	f.add(18, w.lemma, n.tag)
	f.add(19, w.lemma, p.tag)
	f.add(20, p.lemma, w.lemma)
	f.add(21, w.lemma, n.lemma)
	f.add(22, mix(w.lemma, n.tag), nn.tag)
	f.add(23, learn.Hash(w.rate), 0)
	f.add(24, learn.Hash(w.rate), w.tag)
	f.add(25, learn.Hash(w.rate), n.low)
	f.add(26, learn.Hash(w.rate), n.tag)
	f.add(27, learn.Hash(p.rate), w.lemma)
	f.add(28, learn.Hash(n.rate), w.lemma)
	f.classes(29, w.class, w.tag)
}

// classes adds one feature for each class of a lemma.
func (f *featurer) classes(t int, class uint16, with learn.Hash) {
	for k := 0; class != 0; k, class = k+1, class>>1 {
		if class&1 != 0 {
			f.add(t, learn.Hash(k), with)
		}
	}
}

// parent is the word that w hangs on, an empty one for a root.
func (f *featurer) parent(w *word) *word {
	if w.head < 0 {
		return &none
	}
	return &f.words[w.head]
}

func side(i, j int32) learn.Hash {
	if i < j {
		return 1
	}
	return 2
}

func (f *featurer) cueTree(i int) {
	w := &f.words[i]
	h := f.parent(w)
	g := f.parent(h)
	f.add(40, w.rel, 0)
	f.add(41, w.rel, w.tag)
	f.add(42, w.lemma, w.rel)
	f.add(43, h.lemma, w.rel)
	f.add(44, h.lemma, w.lemma)
	f.add(45, h.tag, w.rel)
	f.add(46, g.lemma, mix(w.rel, h.rel))
	f.add(47, learn.Hash(h.rate), mix(learn.Hash(w.rate), w.rel))
	f.add(48, learn.Hash(g.rate), mix(learn.Hash(w.rate), mix(w.rel, h.rel)))
	chain := learn.Hash(7)
	for at, k := w, 0; at.head >= 0 && k < 4; at, k = &f.words[at.head], k+1 {
		chain = mix(chain, at.rel)
	}
	f.add(49, chain, learn.Hash(w.rate))
	f.add(50, chain, w.tag)
	f.classes(51, h.class, w.rel)
	f.cueChildren(int32(i))
}

// A clutch is what hangs on a word, as far as it matters.
type clutch struct {
	subject, clause, object, oblique int32 // -1 none
	mark                             learn.Hash
	all                              learn.Hash // the kinds of relations, no order
}

var (
	relNsubj, relNsubjPass, relCsubj = learn.HashOf("nsubj"), learn.HashOf("nsubj:pass"), learn.HashOf("csubj")
	relCcomp, relXcomp, relPara      = learn.HashOf("ccomp"), learn.HashOf("xcomp"), learn.HashOf("parataxis")
	relObj, relObl, relMark, relCase = learn.HashOf("obj"), learn.HashOf("obl"), learn.HashOf("mark"), learn.HashOf("case")
	relAcl, relNmod, relAgent        = learn.HashOf("acl"), learn.HashOf("nmod"), learn.HashOf("obl:agent")
)

func (f *featurer) clutch(i int32) clutch {
	c := clutch{subject: -1, clause: -1, object: -1, oblique: -1}
	for _, k := range f.children(i) {
		w := &f.words[k]
		switch w.rel {
		case relNsubj, relNsubjPass, relCsubj:
			c.subject = k
		case relCcomp, relXcomp, relPara, relAcl:
			if c.clause < 0 || w.rel == relCcomp {
				c.clause = k
			}
		case relObj:
			c.object = k
		case relObl, relNmod, relAgent:
			c.oblique = k
		default:
			continue
		}
		c.all += mix(w.rel, side(k, i))
	}
	if c.clause >= 0 {
		for _, k := range f.children(c.clause) {
			if w := &f.words[k]; w.rel == relMark || w.rel == relCase {
				c.mark = w.low
				break
			}
		}
	}
	return c
}

// frame is the keys of the lexicon for a word with what hangs on it, and for that alone.
func (f *featurer) frame(i int32) (frame, shape uint32) {
	w := &f.words[i]
	c := f.clutch(i)
	h := mix(learn.Hash(b(c.subject >= 0)*2+b(c.object >= 0)), c.mark)
	if c.clause >= 0 {
		h = mix(h, f.words[c.clause].rel)
	}
	return uint32(learn.Of(framePart, w.lemma, h)), uint32(learn.Of(shapePart, w.tag, mix(h, w.rel)))
}

func (f *featurer) cueChildren(i int32) {
	w := &f.words[i]
	if !w.verb && w.rate == 0 && w.class == 0 {
		return
	}
	c := f.clutch(i)
	f.add(60, c.all, learn.Hash(w.rate))
	f.add(61, c.all, w.tag)
	for _, k := range f.children(i) {
		x := &f.words[k]
		f.add(62, x.rel, side(k, i))
		f.add(63, x.rel, w.lemma)
		f.add(64, x.rel, x.lemma)
	}
	rate := learn.Hash(w.rate)
	if c.subject >= 0 {
		s := &f.words[c.subject]
		f.add(65, s.tag, rate)
		f.add(66, s.lemma, rate)
		f.add(67, s.lemma, w.lemma)
		f.add(68, s.tag, w.lemma)
		f.classes(69, s.class, rate)
		f.add(70, side(c.subject, i), rate)
	} else {
		f.add(71, w.tag, rate)
	}
	if c.clause >= 0 {
		s := &f.words[c.clause]
		f.add(72, s.rel, mix(c.mark, rate))
		f.add(73, s.rel, mix(c.mark, w.lemma))
		f.add(74, s.tag, mix(s.rel, rate))
		f.add(75, side(c.clause, i), mix(s.rel, w.lemma))
		f.add(76, learn.Hash(min(s.hi-s.lo, 12)/3), mix(s.rel, rate))
		f.add(77, s.lemma, rate)
	}
	if c.object >= 0 {
		s := &f.words[c.object]
		f.add(78, s.lemma, w.lemma)
		f.add(79, s.lemma, rate)
		f.classes(80, s.class, rate)
		f.classes(81, s.class, w.lemma)
	}
	if c.oblique >= 0 {
		s := &f.words[c.oblique]
		f.add(82, s.lemma, w.lemma)
		f.classes(83, s.class, w.lemma)
	}
	f.classes(84, w.class, c.all)
	f.classes(85, w.class, mix(learn.Hash(b(c.subject >= 0)), mix(learn.Hash(b(c.clause >= 0)), learn.Hash(b(c.object >= 0)))))
}

func b(x bool) byte {
	if x {
		return 1
	}
	return 0
}

// A setting is where a sentence stands and what its paragraph looks like.
type setting struct {
	key           learn.Hash
	quotes        bool // the sentence has words in quotation
	before, after bool // the sentence before ends, or the next one begins, in quotation
}

func (f *featurer) setting(s int) setting {
	sent := f.d.Sentences[s]
	par := f.d.Paragraphs[sent.Paragraph]
	var l setting
	for i := sent.Tokens.First; i < sent.Tokens.End; i++ {
		if f.words[i].quote >= 0 {
			l.quotes = true
			break
		}
	}
	if s > par.Sentences[0] {
		l.before = f.words[sent.Tokens.First-1].quote >= 0
	}
	if s+1 < par.Sentences[1] {
		l.after = f.words[sent.Tokens.End].quote >= 0
	}
	at := min(s-par.Sentences[0], 2)
	n := min(par.Sentences[1]-par.Sentences[0], 3)
	first := b(sent.Paragraph == 0)
	l.key = mix(learn.Hash(at), learn.Hash(n)*8+learn.Hash(first)*4+learn.Hash(b(l.quotes)))
	return l
}

func (f *featurer) cueQuotes(i int, r parley.TokenRange, l setting) {
	w, p, n := &f.words[i], f.at(i-1, r), f.at(i+1, r)
	rate := learn.Hash(w.rate)
	f.add(90, l.key, rate)
	f.add(91, l.key, w.tag)
	state := learn.Hash(w.mark)*8 + learn.Hash(p.mark)
	f.add(92, state, rate)
	f.add(93, state, w.tag)
	f.add(94, learn.Hash(n.mark), mix(rate, n.low))
	ctx := learn.Hash(b(l.quotes))*4 + learn.Hash(b(l.before))*2 + learn.Hash(b(l.after))
	f.add(95, ctx, mix(rate, learn.Hash(w.mark)))
	f.add(96, ctx, w.lemma)
	// the nearest quotation to the left and to the right within the sentence, and what stands between
	left, right := learn.Hash(9), learn.Hash(9)
	for k := i - 1; k >= r.First && k >= i-8; k-- {
		if f.words[k].quote >= 0 && f.words[k].quote != w.quote {
			left = learn.Hash(i - k)
			break
		}
	}
	for k := i + 1; k < r.End && k <= i+8; k++ {
		if f.words[k].quote >= 0 && f.words[k].quote != w.quote {
			right = learn.Hash(k - i)
			break
		}
	}
	f.add(97, left, rate)
	f.add(98, right, rate)
	f.add(99, mix(left, right), w.tag)
	f.add(100, learn.Hash(min(i-r.First, 4)), mix(learn.Hash(min(r.End-1-i, 4)), rate))
	if w.look == colon || w.look == dash {
		f.add(101, learn.Hash(min(i-r.First, 5)), w.low)
		caps := byte(1)
		for k := r.First; k < i && k < r.First+6; k++ {
			if lk := f.words[k].look; lk == small {
				caps = 0
			}
		}
		f.add(102, learn.Hash(caps), mix(w.low, l.key))
		f.add(103, learn.Hash(caps), mix(w.low, learn.Hash(n.mark)))
	}
}
