package syntax

import (
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/learn"
)

// A style is how a sentence uses capitals.
type style uint8

const (
	prose     style = iota // capitals mean what they mean
	titleCase              // Nearly Every Word Has One, as in Headlines
	allCaps                // ALL OF IT IS CAPITALS
)

// A shape is what a word looks like, small enough to be a feature with its neighbours'.
type shape uint8

const (
	small shape = iota
	capital
	capitals
	mixed // capitals inside
	numeral
	digits // with letters
	punct
	first // a capital that starts the sentence
	blurred
	edge
)

// An atom is what the features need of one token.
type atom struct {
	word       learn.Hash // lower case, digits as 0
	suffix     [4]learn.Hash
	prefix     [3]learn.Hash
	shape      shape
	tag        learn.Hash // decided class + 1, 0 before
	long, caps bool       // four letters or more; all capitals
	upper      bool       // starts with a capital
}

// A window reads a sentence and gives the features of its tokens, left to right. It is reused from sentence to
// sentence and allocates only where one is longer than all before.
type window struct {
	atoms  []atom // two on each side beyond the sentence
	style  style
	buf    [64]learn.Feature
	scores []int32
	low    []byte
}

const margin = 2

func newWindow(classes int) *window {
	return &window{scores: make([]int32, classes), low: make([]byte, 0, 64)}
}

// read takes in a sentence of n words.
func (w *window) read(n int, word func(int) string) {
	size := n + 2*margin
	if cap(w.atoms) < size {
		w.atoms = make([]atom, size+size/2)
	}
	w.atoms = w.atoms[:size]
	for i := range margin {
		w.atoms[i] = atom{word: learn.Hash(i + 1), shape: edge, tag: learn.Hash(1000 + i)}
		w.atoms[size-1-i] = atom{word: learn.Hash(i + 11), shape: edge}
	}
	for i := range n {
		w.atoms[margin+i] = w.atom(word(i))
	}
	w.readStyle()
}

// longest is how many bytes of a word are looked at; longer ones are no words.
const longest = 48

// atom is the view of one word.
func (w *window) atom(s string) atom {
	var a atom
	w.low = w.low[:0]
	letters, uppers, nums := 0, 0, 0
	for i, r := range s {
		if len(w.low) > longest {
			break
		}
		switch {
		case unicode.IsUpper(r):
			letters++
			uppers++
			if i == 0 {
				a.upper = true
			}
			r = unicode.ToLower(r)
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			nums++
			r = '0'
		case r == '’' || r == '‘' || r == '`':
			r = '\''
		}
		w.low = utf8.AppendRune(w.low, r)
	}
	a.word = learn.HashStart
	for i, b := range w.low {
		a.word = a.word.Byte(b)
		if i < len(a.prefix) {
			a.prefix[i] = a.word
		}
	}
	h := learn.HashStart
	for i := range min(len(a.suffix), len(w.low)) {
		h = h.Byte(w.low[len(w.low)-1-i])
		a.suffix[i] = h
	}
	a.long = letters >= 4
	a.caps = letters > 1 && uppers == letters
	a.shape = shapeOf(a, letters, uppers, nums)
	return a
}

func shapeOf(a atom, letters, uppers, nums int) shape {
	switch {
	case nums > 0 && letters > 0:
		return digits
	case nums > 0:
		return numeral
	case letters == 0:
		return punct
	case a.caps:
		return capitals
	case a.upper && uppers == 1:
		return capital
	case uppers > 0:
		return mixed
	}
	return small
}

// readStyle finds the sentence's style and blurs what capitals do not tell in it: the first word's in prose, every
// word's in a headline of capitals.
func (w *window) readStyle() {
	in := w.atoms[margin : len(w.atoms)-margin]
	long, upper, caps := 0, 0, 0
	for i, a := range in {
		if !a.long || a.shape == digits {
			continue
		}
		if a.caps {
			caps++
		}
		if i > 0 {
			long++
			if a.upper {
				upper++
			}
		} else if a.caps {
			long++
			upper++
		}
	}
	w.style = prose
	switch {
	case long >= 2 && caps*10 >= long*8:
		w.style = allCaps
	case long >= 3 && upper*10 >= long*8:
		w.style = titleCase
	}
	head := true
	for i := range in {
		a := &in[i]
		if w.style != prose && (a.shape == capital || a.shape == small || w.style == allCaps && a.shape == capitals) {
			if a.shape != small || w.style == allCaps {
				a.shape = blurred
			}
		}
		if head && a.shape == capital {
			a.shape = first
		}
		if a.shape != punct {
			head = false
		}
	}
}

// decide fixes the class of token i for the features of those after it.
func (w *window) decide(i, class int) { w.atoms[margin+i].tag = learn.Hash(class + 1) }

// templates is the hash of the feature templates: change the line with the code below it.
var templates = learn.Hash64("tags 1: word shape suffix4 prefix3 word±2 tag-2 pairs; styles; two-sided shapes")

// features are the features of token i, valid until the next call.
func (w *window) features(i int) []learn.Feature {
	at := w.atoms[i : i+2*margin+1]
	pp, p, c, n, nn := &at[0], &at[1], &at[2], &at[3], &at[4]
	sh := learn.Hash(c.shape)
	t1, t2 := p.tag, pp.tag
	k, t := 0, 0
	add := func(a, b learn.Hash) {
		w.buf[k] = learn.Of(t, a, b)
		k++
		t++
	}
	add(0, 0)
	add(c.word, 0)
	add(c.word, sh)
	for j, s := range c.suffix {
		t = 10 + j
		if s != 0 {
			add(s, 0)
		}
	}
	for j, s := range c.prefix {
		t = 20 + j
		if s != 0 {
			add(s, 0)
		}
	}
	t = 30
	add(sh, 0)
	add(sh, c.suffix[2])
	add(sh, c.suffix[1])
	add(p.word, 0)
	add(n.word, 0)
	add(pp.word, 0)
	add(nn.word, 0)
	add(t1, 0)
	add(t1, t2)
	add(t1, c.word)
	add(t2, 0)
	add(t1, n.word)
	add(p.word, c.word)
	add(c.word, n.word)
	add(p.word, n.word)
	add(n.word, nn.word)
	add(p.suffix[2], 0)
	add(n.suffix[2], 0)
	add(n.suffix[1], t1)
	add(t1, c.suffix[2])
	add(c.suffix[2], n.suffix[2])
	add(learn.Hash(p.shape)<<8|sh, learn.Hash(n.shape))
	add(t1, learn.Hash(n.shape)<<8|sh)
	add(t1^t2*31, c.word)
	add(pp.word, p.word)
	return w.buf[:k]
}
