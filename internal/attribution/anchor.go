package attribution

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// An anchor is a cue as the features of its arguments see it.
type anchor struct {
	cue    parley.TokenRange
	head   int32
	above  []int32 // the cue's head and what it hangs on, upwards
	first  int     // of the window
	steps  []step  // of the tokens of the window, how they lead to these
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
	*a = anchor{cue: cue, head: f.headOf(cue), above: a.above[:0], steps: a.steps[:0], first: win.First, left: -1, right: -1}
	for at := a.head; at >= 0 && len(a.above) < maxAbove; at = f.words[at].head {
		a.above = append(a.above, at)
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

// gap says how far a quotation is from the cue: 0 none, 1 next to it, 2 in the same sentence, 4 a few tokens before it in another, 3 farther.
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

// A step is how a token leads up to the first token that the cue hangs on or that is its head: a hash of the relations on the way, the token below the
// meeting point that holds it, and how far above the cue's head they meet, -1 where it stands in another sentence.
type step struct {
	up    learn.Hash
	top   int32
	level int8
}

// maxAbove bounds how far above a cue its arguments are looked for in the tree.
const maxAbove = 20

// walk finds the steps of the window's tokens.
func (f *featurer) walk(a *anchor, win parley.TokenRange) {
	f.raise(a)
	a.steps = a.steps[:0]
	for i := win.First; i < win.End; i++ {
		a.steps = append(a.steps, f.climb(int32(i)))
	}
	f.lower(a)
}

// raise marks the tokens that the cue hangs on, so that climb knows them; lower takes the marks away.
func (f *featurer) raise(a *anchor) {
	if len(f.level) < len(f.words) {
		f.level = make([]int8, len(f.words)+len(f.words)/4)
	}
	for k, t := range a.above {
		f.level[t] = int8(k + 1)
	}
}

func (f *featurer) lower(a *anchor) {
	for _, t := range a.above {
		f.level[t] = 0
	}
}

func (f *featurer) climb(t int32) step {
	s := step{3, t, -1}
	at := t
	for k := range maxDepth {
		if l := f.level[at]; l > 0 {
			s.level = l - 1
			return s
		}
		if k < 5 {
			s.up = mix(s.up, f.words[at].rel)
		}
		s.top = at
		if at = f.words[at].head; at < 0 {
			return s
		}
	}
	return s
}

// path is the step of token t of the window.
func (a *anchor) path(t int32) (up learn.Hash, top int32, level int8) {
	s := &a.steps[int(t)-a.first]
	return s.up, s.top, s.level
}
