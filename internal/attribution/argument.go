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

const (
	reach       = 3   // sentences before and after the cue's that its arguments are looked for in, within the paragraph
	maxWindow   = 600 // tokens of a window, half of them on each side of the cue at most
	runningPars = 3   // further paragraphs that a quotation may run on into
	shortPar    = 10  // tokens of a paragraph so short that its words may belong to the next or the last one
)

// window is where the arguments of a cue may stand: the sentences around it in its paragraph, whole quotations, and the
// paragraphs into which an open quotation runs on.
func (f *featurer) window(cue parley.TokenRange) parley.TokenRange {
	s := int(f.words[cue.First].sent)
	p := f.d.Sentences[s].Paragraph
	par := f.d.Paragraphs[p]
	first, last := max(par.Sentences[0], s-reach), min(par.Sentences[1], s+reach+1)
	w := parley.TokenRange{First: f.d.Sentences[first].Tokens.First, End: f.d.Sentences[last-1].Tokens.End}
	w = f.whole(w)
	end := f.d.Sentences[par.Sentences[1]-1].Tokens.End
	for k := 1; k <= runningPars && w.End == end && p+k < len(f.d.Paragraphs); k++ {
		next := f.d.Paragraphs[p+k]
		at := f.d.Sentences[next.Sentences[0]].Tokens.First
		if !f.runsOn(end-1, at) {
			break
		}
		w.End = f.whole(parley.TokenRange{First: at, End: at + 1}).End
		end = f.d.Sentences[next.Sentences[1]-1].Tokens.End
	}
	w = f.neighbours(w, p)
	w.First = max(w.First, cue.First-maxWindow/2)
	w.End = min(w.End, cue.End+maxWindow/2)
	return w
}

// runsOn reports whether the quotation that token i ends is left open and goes on at token j, the first of the next paragraph.
func (f *featurer) runsOn(i, j int) bool {
	q := f.words[i].quote
	return q >= 0 && f.d.Quotes[q].NoEnd && f.words[j].mark == opens
}

// neighbours takes in the paragraph before and after one that is a short line of its own.
func (f *featurer) neighbours(w parley.TokenRange, p int) parley.TokenRange {
	par := f.d.Paragraphs[p]
	if n := f.d.Sentences[par.Sentences[1]-1].Tokens.End - f.d.Sentences[par.Sentences[0]].Tokens.First; n > shortPar {
		return w
	}
	if p > 1 {
		s := f.d.Sentences[f.d.Paragraphs[p-1].Sentences[1]-1].Tokens
		w.First = min(w.First, f.whole(s).First)
	}
	if p > 0 && p+1 < len(f.d.Paragraphs) {
		s := f.d.Sentences[f.d.Paragraphs[p+1].Sentences[0]].Tokens
		w.End = max(w.End, f.whole(s).End)
	}
	return w
}

// whole is r with the quotations that its ends stand in.
func (f *featurer) whole(r parley.TokenRange) parley.TokenRange {
	if q := f.words[r.First].quote; q >= 0 {
		for r.First > 0 && f.words[r.First-1].quote == q {
			r.First--
		}
	}
	if q := f.words[r.End-1].quote; q >= 0 {
		for r.End < len(f.words)-1 && f.words[r.End].quote == q {
			r.End++
		}
	}
	return r
}

// A anchor is a cue as the features of its arguments see it.
type anchor struct {
	cue    parley.TokenRange
	head   int32
	level  map[int32]int8 // the cue's head and what it hangs on, upwards
	clutch clutch
	lemma  learn.Hash
	kind   learn.Hash // tag of the head, and how often it is a cue
	shape  learn.Hash // what hangs on it
	quotes learn.Hash // where quotations stand
	sent   int32
	left   int32 // quotation that ends nearest before the cue, -1
	right  int32 // quotation that begins nearest after it, -1
	own    int32 // quotation that the cue stands in
}

// headOf is the token of r that hangs on one outside of it, the first if there are more.
func (f *featurer) headOf(r parley.TokenRange) int32 {
	best := int32(r.First)
	for i := r.First; i < r.End; i++ {
		w := &f.words[i]
		if (w.head < int32(r.First) || w.head >= int32(r.End)) && w.look <= digits {
			if f.words[i].verb && !f.words[best].verb || i == r.First {
				best = int32(i)
			}
		}
	}
	return best
}

// anchor looks at a cue.
func (f *featurer) anchor(cue, win parley.TokenRange, a *anchor) {
	*a = anchor{cue: cue, head: f.headOf(cue), level: a.level, left: -1, right: -1}
	if a.level == nil {
		a.level = map[int32]int8{}
	}
	clear(a.level)
	for at, k := a.head, int8(0); at >= 0 && k < 20; at, k = f.words[at].head, k+1 {
		a.level[at] = k
	}
	w := &f.words[a.head]
	a.clutch = f.clutch(a.head)
	a.lemma = w.lemma
	for i := cue.First; i < cue.End; i++ {
		if int32(i) != a.head && f.words[i].verb {
			a.lemma = mix(a.lemma, f.words[i].lemma)
		}
	}
	a.kind = mix(w.tag, learn.Hash(w.rate))
	a.shape = mix(a.clutch.all, learn.Hash(b(a.clutch.subject >= 0)))
	a.sent = w.sent
	a.own = w.quote
	for i := cue.First - 1; i >= win.First; i-- {
		if q := f.words[i].quote; q >= 0 && q != a.own && f.words[i].mark != scare {
			a.left = q
			break
		}
	}
	for i := cue.End; i < win.End; i++ {
		if q := f.words[i].quote; q >= 0 && q != a.own && f.words[i].mark != scare {
			a.right = q
			break
		}
	}
	a.quotes = mix(learn.Hash(b(a.own >= 0)), f.gap(a.left, cue, -1)*8+f.gap(a.right, cue, 1))
}

// gap says how far a quotation is from the cue: 0 none, 1 next to it, 2 in the same sentence, 3 farther.
func (f *featurer) gap(q int32, cue parley.TokenRange, dir int) learn.Hash {
	if q < 0 {
		return 0
	}
	r := f.d.Range(f.d.Quotes[q].Outer)
	if dir < 0 {
		if r.End >= cue.First-1 {
			return 1
		}
		if r.End > 0 && f.words[r.End-1].sent == f.words[cue.First].sent {
			return 2
		}
		if cue.First-r.End < 6 {
			return 4
		}
		return 3
	}
	if r.First <= cue.End+1 {
		return 1
	}
	if f.words[r.First].sent == f.words[cue.First].sent {
		return 2
	}
	return 3
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

// argument makes the features of token i that look at the cue.
func (f *featurer) argument(i int, a *anchor, win parley.TokenRange) {
	w := &f.words[i]
	t := int32(i)
	sd := learn.Hash(0)
	dist := 0
	switch {
	case i < a.cue.First:
		sd, dist = 1, a.cue.First-i
	case i >= a.cue.End:
		sd, dist = 2, i-a.cue.End+1
	}
	if sd == 0 {
		f.add(150, 0, 0)
		f.add(151, learn.Hash(i-a.cue.First), learn.Hash(a.cue.End-i))
		return
	}
	ds := min(max(w.sent-a.sent, -3), 3)
	dsh := learn.Hash(ds + 4)
	f.add(152, sd, dist0(dist))
	f.add(153, mix(sd, dist0(dist)), w.tag)
	f.add(154, dsh, learn.Hash(w.mark))
	f.add(155, mix(dsh, learn.Hash(w.mark)), mix(a.quotes, sd))
	f.add(156, mix(dsh, learn.Hash(w.mark)), mix(a.kind, sd))

	up, top, level := f.path(t, a)
	path := mix(up, learn.Hash(level+1))
	tw := &f.words[top]
	pos := learn.Hash(0)
	if t == tw.lo {
		pos |= 1
	}
	if t == tw.hi-1 {
		pos |= 2
	}
	lv := learn.Hash(level+2) + dsh*32
	hang := mix(lv, mix(tw.rel, sd))
	f.add(160, path, sd)
	f.add(161, path, w.tag)
	f.add(162, path, mix(sd, a.lemma))
	f.add(163, path, mix(sd, a.kind))
	f.add(164, path, mix(sd, a.shape))
	f.add(165, hang, pos)
	f.add(166, hang, mix(pos, w.tag))
	f.add(167, hang, mix(pos, a.lemma))
	f.add(168, hang, mix(pos, a.kind))
	f.add(169, hang, mix(pos, w.low))
	f.add(170, hang, mix(pos, a.shape))
	f.add(171, hang, mix(pos, mix(a.quotes, learn.Hash(w.mark))))
	f.add(172, hang, mix(w.rel, pos))
	f.add(173, mix(a.lemma, sd), w.tag)
	f.add(174, mix(a.lemma, sd), w.rel)
	f.add(175, mix(a.lemma, sd), mix(dsh, learn.Hash(w.mark)))

	// what stands between
	c1, v1, q1, k1 := f.between(i, a)
	f.add(180, mix(sd, learn.Hash(c1)), mix(learn.Hash(v1), learn.Hash(k1)))
	f.add(181, mix(sd, learn.Hash(c1)), mix(w.tag, learn.Hash(k1)))
	f.add(182, mix(sd, learn.Hash(q1)), mix(learn.Hash(w.mark), dsh))
	f.add(183, mix(sd, learn.Hash(k1)), mix(a.kind, dsh))
	f.add(184, mix(sd, learn.Hash(v1)), mix(a.kind, w.tag))

	own := learn.Hash(0)
	if f.isCue != nil {
		own = learn.Hash(f.isCue[i]*3.99) + 1
	}
	f.add(185, own, mix(w.tag, sd))
	f.add(186, own, mix(learn.Hash(k1), mix(dsh, learn.Hash(w.mark))))

	// quotations
	rel := learn.Hash(0)
	switch {
	case w.quote < 0:
	case w.quote == a.own:
		rel = 1
	case w.quote == a.left:
		rel = 2
	case w.quote == a.right:
		rel = 3
	default:
		rel = 4
	}
	pm, nm := f.at(i-1, win).mark, f.at(i+1, win).mark
	mk := learn.Hash(w.mark)*64 + learn.Hash(pm)*8 + learn.Hash(nm)
	f.add(190, rel, mix(mk, a.quotes))
	f.add(191, rel, mix(mk, mix(a.kind, a.quotes)))
	f.add(192, rel, mix(mk, dsh))
	f.add(193, mix(rel, a.quotes), mix(a.clutch.all, learn.Hash(w.mark)))

	// neighbours in the tree: does a constituent end here?
	if i > win.First && i-1 >= a.cue.End || i > win.First && i < a.cue.First {
		_, ptop, pl := f.path(t-1, a)
		f.add(195, learn.Hash(b(ptop == top)), mix(hang, mix(f.words[ptop].rel, learn.Hash(pl+2))))
	} else {
		f.add(196, hang, sd)
	}
	if i+1 < win.End && (i+1 < a.cue.First || i >= a.cue.End) {
		_, ntop, nl := f.path(t+1, a)
		f.add(197, learn.Hash(b(ntop == top)), mix(hang, mix(f.words[ntop].rel, learn.Hash(nl+2))))
	} else {
		f.add(198, hang, sd)
	}
	// edges of the sentence
	s := f.d.Sentences[w.sent].Tokens
	f.add(200, learn.Hash(min(i-s.First, 2)), mix(dsh, mix(sd, w.tag)))
	f.add(201, learn.Hash(min(s.End-1-i, 2)), mix(dsh, mix(sd, w.tag)))
	f.add(202, mix(learn.Hash(min(i-s.First, 1)), learn.Hash(min(s.End-1-i, 1))), mix(dsh, mix(learn.Hash(w.mark), a.kind)))
	if t == a.clutch.subject {
		f.add(205, w.tag, a.kind)
	}
	if a.clutch.subject >= 0 {
		s := &f.words[a.clutch.subject]
		in := learn.Hash(b(t >= s.lo && t < s.hi))
		f.add(206, in*4+learn.Hash(b(t == s.lo))*2+learn.Hash(b(t == s.hi-1)), mix(w.tag, sd))
	}
	if a.clutch.clause >= 0 {
		s := &f.words[a.clutch.clause]
		in := learn.Hash(b(t >= s.lo && t < s.hi))
		f.add(207, in*4+learn.Hash(b(t == s.lo))*2+learn.Hash(b(t == s.hi-1)), mix(w.tag, s.rel))
	}
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

// path follows token t up to the first token that the cue hangs on or that is its head. It gives the relations on the way,
// the token below the meeting point that holds t, and how far above the cue's head they meet: -1 where t stands in another sentence.
func (f *featurer) path(t int32, a *anchor) (up learn.Hash, top int32, level int8) {
	up = 3
	top = t
	at := t
	for k := 0; k < maxDepth; k++ {
		if l, ok := a.level[at]; ok {
			return up, top, l
		}
		if k < 5 {
			up = mix(up, f.words[at].rel)
		}
		top = at
		h := f.words[at].head
		if h < 0 {
			return up, top, -1
		}
		at = h
	}
	return up, top, -1
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
