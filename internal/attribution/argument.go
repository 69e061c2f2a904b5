package attribution

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// Labels of the tagger of arguments: source and content of one cue.
const (
	other = iota
	sourceFirst
	sourceNext
	contentFirst
	contentNext
	argumentLabels
)

// argumentSet is the label set of the tagger of arguments.
func argumentSet() learn.LabelSet {
	s := learn.LabelSet{Shared: make([]int, argumentLabels), First: []bool{true, true, false, true, false}}
	for a := range argumentLabels {
		f := []bool{true, true, a == sourceFirst || a == sourceNext, true, a == contentFirst || a == contentNext}
		s.Follow = append(s.Follow, f)
	}
	return s
}

// plain makes the features of a token that do not ask for a cue.
func (f *featurer) plain(i int) {
	n := len(f.words) - 1
	all := parley.TokenRange{First: 0, End: n}
	w, p, x := &f.words[i], f.at(i-1, all), f.at(i+1, all)
	pp, xx := f.at(i-2, all), f.at(i+2, all)
	f.add(120, 0, 0)
	f.add(121, w.low, 0)
	f.add(122, p.low, 0)
	f.add(123, x.low, 0)
	f.add(124, w.tag, 0)
	f.add(125, p.tag, w.tag)
	f.add(126, w.tag, x.tag)
	f.add(127, mix(p.tag, w.tag), x.tag)
	f.add(128, pp.tag, mix(p.tag, w.tag))
	f.add(129, w.tag, mix(x.tag, xx.tag))
	f.add(130, w.rel, w.tag)
	f.add(131, f.parent(w).lemma, w.rel)
	f.add(132, w.lemma, w.rel)
	f.add(133, learn.Hash(w.look), learn.Hash(p.look)*32+learn.Hash(x.look))
	f.add(134, p.low, w.low)
	f.add(135, w.low, x.low)
	f.add(136, learn.Hash(w.mark)*64+learn.Hash(p.mark)*8+learn.Hash(x.mark), 0)
	f.add(137, p.rel, mix(w.rel, x.rel))
	f.add(138, learn.Hash(w.mark)*64+learn.Hash(p.mark)*8+learn.Hash(x.mark), mix(w.tag, p.tag))
	f.classes(139, w.class, w.tag)
}

// A spot is a token of the window, as its features see it beside the cue.
type spot struct {
	i     int
	w     *word
	side  learn.Hash // 1 before the cue, 2 after it
	dist  int        // tokens to the cue
	sents learn.Hash // 4 in the sentence of the cue, one more for each sentence after it, at most three
	mark  learn.Hash // place in its outermost quotation
	path  learn.Hash // how it leads up to what the cue hangs on
	top   int32      // the token at which the path meets that
	place learn.Hash // 1 where it is the first token below top, 2 where the last, 3 both
	hang  learn.Hash // what top is to the cue
}

// argument makes the features of token i that look at the cue.
func (f *featurer) argument(i int, a *anchor, win parley.TokenRange) {
	s := spot{i: i, w: &f.words[i]}
	switch {
	case i < a.cue.First:
		s.side, s.dist = 1, a.cue.First-i
	case i >= a.cue.End:
		s.side, s.dist = 2, i-a.cue.End+1
	default:
		f.add(150, 0, 0)
		f.add(151, learn.Hash(i-a.cue.First), learn.Hash(a.cue.End-i))
		return
	}
	s.sents = learn.Hash(min(max(s.w.sent-a.sent, -3), 3) + 4)
	s.mark = learn.Hash(s.w.mark)
	f.argumentPlace(&s, a)
	f.argumentTree(&s, a)
	f.argumentBetween(&s, a)
	f.argumentQuotes(&s, a, win)
	f.argumentNeighbours(&s, a, win)
	f.argumentEdges(&s, a)
}

// argumentPlace looks at distance and quotations.
func (f *featurer) argumentPlace(s *spot, a *anchor) {
	f.add(152, s.side, dist0(s.dist))
	f.add(153, mix(s.side, dist0(s.dist)), s.w.tag)
	f.add(154, s.sents, s.mark)
	f.add(155, mix(s.sents, s.mark), mix(a.quotes, s.side))
	f.add(156, mix(s.sents, s.mark), mix(a.kind, s.side))
}

// argumentTree looks at the way through the tree to the cue.
func (f *featurer) argumentTree(s *spot, a *anchor) {
	up, top, level := a.path(int32(s.i))
	s.path, s.top = mix(up, learn.Hash(level+1)), top
	tw := &f.words[top]
	if int32(s.i) == tw.lo {
		s.place |= 1
	}
	if int32(s.i) == tw.hi-1 {
		s.place |= 2
	}
	s.hang = mix(learn.Hash(level+2)+s.sents*32, mix(tw.rel, s.side))
	f.add(160, s.path, s.side)
	f.add(161, s.path, s.w.tag)
	f.add(162, s.path, mix(s.side, a.lemma))
	f.add(163, s.path, mix(s.side, a.kind))
	f.add(164, s.path, mix(s.side, a.shape))
	f.add(165, s.hang, s.place)
	f.add(166, s.hang, mix(s.place, s.w.tag))
	f.add(167, s.hang, mix(s.place, a.lemma))
	f.add(168, s.hang, mix(s.place, a.kind))
	f.add(169, s.hang, mix(s.place, s.w.low))
	f.add(170, s.hang, mix(s.place, a.shape))
	f.add(171, s.hang, mix(s.place, mix(a.quotes, s.mark)))
	f.add(172, s.hang, mix(s.w.rel, s.place))
	f.add(173, mix(a.lemma, s.side), s.w.tag)
	f.add(174, mix(a.lemma, s.side), s.w.rel)
	f.add(175, mix(a.lemma, s.side), mix(s.sents, s.mark))
}

// argumentBetween looks at what stands between the token and the cue.
func (f *featurer) argumentBetween(s *spot, a *anchor) {
	commas, verbs, marks, cues := f.between(s.i, a)
	f.add(180, mix(s.side, learn.Hash(commas)), mix(learn.Hash(verbs), learn.Hash(cues)))
	f.add(181, mix(s.side, learn.Hash(commas)), mix(s.w.tag, learn.Hash(cues)))
	f.add(182, mix(s.side, learn.Hash(marks)), mix(s.mark, s.sents))
	f.add(183, mix(s.side, learn.Hash(cues)), mix(a.kind, s.sents))
	f.add(184, mix(s.side, learn.Hash(verbs)), mix(a.kind, s.w.tag))
	own := learn.Hash(0)
	if f.isCue != nil {
		own = learn.Hash(f.isCue[s.i]*3.99) + 1
	}
	f.add(185, own, mix(s.w.tag, s.side))
	f.add(186, own, mix(learn.Hash(cues), mix(s.sents, s.mark)))
}

// argumentQuotes looks at the token's quotation beside those next to the cue.
func (f *featurer) argumentQuotes(s *spot, a *anchor, win parley.TokenRange) {
	which := learn.Hash(0)
	switch {
	case s.w.quote < 0:
	case s.w.quote == a.own:
		which = 1
	case s.w.quote == a.left:
		which = 2
	case s.w.quote == a.right:
		which = 3
	default:
		which = 4
	}
	marks := s.mark*64 + learn.Hash(f.at(s.i-1, win).mark)*8 + learn.Hash(f.at(s.i+1, win).mark)
	f.add(190, which, mix(marks, a.quotes))
	f.add(191, which, mix(marks, mix(a.kind, a.quotes)))
	f.add(192, which, mix(marks, s.sents))
	f.add(193, mix(which, a.quotes), mix(a.clutch.all, s.mark))
}

// argumentNeighbours looks at whether a constituent begins or ends at the token.
func (f *featurer) argumentNeighbours(s *spot, a *anchor, win parley.TokenRange) {
	i := s.i
	if i > win.First && i-1 >= a.cue.End || i > win.First && i < a.cue.First {
		_, top, level := a.path(int32(i) - 1)
		f.add(195, learn.Hash(b(top == s.top)), mix(s.hang, mix(f.words[top].rel, learn.Hash(level+2))))
	} else {
		f.add(196, s.hang, s.side)
	}
	if i+1 < win.End && (i+1 < a.cue.First || i >= a.cue.End) {
		_, top, level := a.path(int32(i) + 1)
		f.add(197, learn.Hash(b(top == s.top)), mix(s.hang, mix(f.words[top].rel, learn.Hash(level+2))))
	} else {
		f.add(198, s.hang, s.side)
	}
}

// argumentEdges looks at the ends of the sentence, and of the subject and the clause that hang on the cue.
func (f *featurer) argumentEdges(s *spot, a *anchor) {
	sent := f.d.Sentences[s.w.sent].Tokens
	before, after := s.i-sent.First, sent.End-1-s.i
	f.add(200, learn.Hash(min(before, 2)), mix(s.sents, mix(s.side, s.w.tag)))
	f.add(201, learn.Hash(min(after, 2)), mix(s.sents, mix(s.side, s.w.tag)))
	f.add(202, mix(learn.Hash(min(before, 1)), learn.Hash(min(after, 1))), mix(s.sents, mix(s.mark, a.kind)))
	t := int32(s.i)
	if t == a.clutch.subject {
		f.add(205, s.w.tag, a.kind)
	}
	if a.clutch.subject >= 0 {
		f.add(206, f.within(t, a.clutch.subject), mix(s.w.tag, s.side))
	}
	if a.clutch.clause >= 0 {
		f.add(207, f.within(t, a.clutch.clause), mix(s.w.tag, f.words[a.clutch.clause].rel))
	}
}

// within says where token t stands in the subtree of token head: 4 in it, and 2 its first, 1 its last one.
func (f *featurer) within(t, head int32) learn.Hash {
	w := &f.words[head]
	return learn.Hash(b(t >= w.lo && t < w.hi))*4 + learn.Hash(b(t == w.lo))*2 + learn.Hash(b(t == w.hi-1))
}

// dist0 is a bin of a distance in tokens.
func dist0(n int) learn.Hash {
	switch {
	case n <= 6:
		return learn.Hash(n)
	case n <= 9:
		return 7
	case n <= 14:
		return 8
	case n <= 25:
		return 9
	case n <= 50:
		return 10
	}
	return 11
}

// between counts commas, verbs, quotation marks and other cues between token i and the cue, each up to 3.
func (f *featurer) between(i int, a *anchor) (commas, verbs, marks, cues int32) {
	lo, hi := a.cue.End, i
	if i < a.cue.First {
		lo, hi = i+1, a.cue.First
	}
	if lo >= hi {
		return
	}
	x, y := &f.sums[lo], &f.sums[hi]
	return min(y.commas-x.commas, 3), min(y.verbs-x.verbs, 3), min(y.marks-x.marks, 3), min(y.cues-x.cues, 3)
}

// sums are counts of what stands before a token.
type sums struct{ commas, verbs, marks, cues int32 }

// count fills the sums; isCue tells how likely a token is one of a cue's, nil for unknown.
func (f *featurer) count(isCue []float32) {
	n := len(f.words) - 1
	if cap(f.sums) < n+1 {
		f.sums = make([]sums, n+1)
	}
	f.sums = f.sums[:n+1]
	f.sums[0] = sums{}
	f.isCue = isCue
	for i := range n {
		s := f.sums[i]
		w := &f.words[i]
		switch {
		case w.look == comma || w.look == colon:
			s.commas++
		case w.verb:
			s.verbs++
		case w.mark == opens || w.mark == closes:
			s.marks++
		}
		if isCue != nil && isCue[i] >= 0.5 {
			s.cues++
		}
		f.sums[i+1] = s
	}
}
