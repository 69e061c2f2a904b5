package segment

import (
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// maxRevised is the length in bytes of the longest chunk that the model revises.
const maxRevised = 128

// A coach answers for the model while it is trained: whether a token, or a sentence, ends at byte at.
type coach interface {
	token(features []learn.Feature, at int, rule bool) bool
	sentence(features []learn.Feature, at int, said verdict) bool
}

// A unit is a run of letters, of digits or of one mark within a chunk, or a part of one that the rules cut off.
type unit struct {
	start, end int
	class      class
	cut        bool       // the rules cut before it
	text       learn.Hash // of its characters, letters in lower case
	shape      learn.Hash
}

// revise cuts a chunk, of which the rules made the tokens from first on, anew: at the borders of its units where the
// model says so.
func (w *walk) revise(first int, c chunk) {
	w.readUnits(first, c)
	us := w.units
	if len(us) < 2 {
		return
	}
	around := w.around(first, c)
	before := true
	from := c.start
	ts := w.d.Tokens[:first]
	for k := 1; k < len(us); k++ {
		cut := w.cut(k, around, before)
		before = cut
		if cut {
			ts = append(ts, text.Token{Span: parley.Span{Start: from, End: us[k].start}, Quote: -1})
			from = us[k].start
		}
	}
	ts = append(ts, text.Token{Span: parley.Span{Start: from, End: c.end}, Quote: -1})
	w.d.Tokens = ts
}

// readUnits parts a chunk into units: at each change of class or of mark, at the cuts of the rules, and within words
// that may be two.
func (w *walk) readUnits(first int, c chunk) {
	w.units = w.units[:0]
	ts := w.d.Tokens[first:]
	next := 1
	for i := c.start; i < c.end; {
		class, n := classAt(w.s, i)
		u := unit{start: i, class: class}
		if next < len(ts) && ts[next].Span.Start == i {
			u.cut = true
			next++
		}
		stop := c.end
		if next < len(ts) {
			stop = ts[next].Span.Start
		}
		j := i + n
		for j < stop {
			k, m := classAt(w.s, j)
			if k != class && (class != letterClass || k != digitClass) && !amount(w.s[i:j], w.s[j:stop]) ||
				k == markClass && w.s[j:min(j+m, stop)] != w.s[i:i+n] {
				break
			}
			j += m
		}
		if class == letterClass && j-i <= 8 {
			var buf [8]byte
			if h, ok := halves[string(lower(buf[:0], w.s[i:j]))]; ok && !h.sure {
				u.end = i + h.at
				w.unit(u)
				u = unit{start: i + h.at, class: class}
			}
		}
		u.end = j
		w.unit(u)
		i = j
	}
}

// amount reports whether a number is followed by the letters that newspapers write for millions and more.
func amount(number, s string) bool {
	if !isDigit(number[len(number)-1]) {
		return false
	}
	return s == "m" || s == "bn" || s == "tn"
}

// unit appends a unit with its hashes.
func (w *walk) unit(u unit) {
	s := w.s[u.start:u.end]
	u.text, u.shape = lowered(s), shapeOf(s, u.class)
	w.units = append(w.units, u)
}

// lowered is the hash of a string with ASCII letters in lower case; of a long one the first 16 bytes count.
func lowered(s string) learn.Hash {
	h := learn.HashStart
	for i := 0; i < len(s) && i < 16; i++ {
		b := s[i]
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		h = h.Byte(b)
	}
	return h
}

// shapeOf is the hash of what kind of word or mark s is: its class, its length up to five, its capitals.
func shapeOf(s string, c class) learn.Hash {
	n := min(len(s), 5)
	switch c {
	case markClass:
		r, m := rune1(s, 0)
		if r == '’' {
			r = '\''
		}
		return learn.HashOf("m").Byte(byte(r)).Byte(byte(r >> 8)).Byte(byte(min(len(s)/max(m, 1), 3)))
	case digitClass:
		return learn.HashOf("d").Byte(byte(n))
	}
	r, m := rune1(s, 0)
	if unicode.IsLower(r) {
		return learn.HashOf("x").Byte(byte(min(n, 3)))
	}
	if q, _ := rune1(s, m); unicode.IsUpper(q) {
		return learn.HashOf("X").Byte(byte(min(n, 4)))
	}
	return learn.HashOf("Xx").Byte(byte(min(n, 3)))
}

// A surrounding is what stands around a chunk, in hashes.
type surrounding struct {
	prev, next, nextShape, whole learn.Hash
}

func (w *walk) around(first int, c chunk) surrounding {
	a := surrounding{prev: learn.HashStart, next: learn.HashStart, whole: learn.HashStart}
	if first > w.first {
		a.prev = lowered(w.d.Word(first - 1))
	}
	if k := skipBlank(w.s, c.end); k < len(w.s) && k < c.end+8 {
		if e := wordRun(w.s, k); e > k {
			a.next = lowered(w.s[k:e])
		}
		class, n := classAt(w.s, k)
		a.nextShape = shapeOf(w.s[k:k+n], class)
	}
	for _, u := range w.units {
		a.whole = a.whole*31 + u.shape
	}
	return a
}

// at is unit k, an empty one outside the chunk.
func (w *walk) at(k int) unit {
	if k < 0 || k >= len(w.units) {
		return unit{class: spaceClass, text: learn.HashStart, shape: learn.HashStart}
	}
	return w.units[k]
}

// cut decides whether a token ends before unit k; before is the decision before.
func (w *walk) cut(k int, a surrounding, before bool) bool {
	ll, l, r, rr := w.at(k-2), w.at(k-1), w.at(k), w.at(k+1)
	rule := learn.Hash(0)
	if r.cut {
		rule = 1
	}
	state := rule
	if before {
		state += 2
	}
	of := learn.Of
	w.features = append(w.features[:0],
		of(0, rule, 0),
		of(1, l.text+rule, r.text),
		of(2, l.shape*31+r.shape, rule),
		of(3, (ll.shape*31+l.shape)*31+r.shape, rr.shape+rule),
		of(4, l.text, r.shape),
		of(5, r.text, l.shape),
		of(6, ll.text*31+l.text, r.shape),
		of(7, r.text*31+rr.text, l.shape),
		of(8, l.text, r.text*31+rr.text),
		of(9, ll.text*31+l.text, r.text),
		of(10, a.whole, learn.Hash(k)),
		of(11, l.shape*31+r.shape, state),
		of(12, r.text+l.text*31, a.next),
		of(13, r.text+l.text*31, a.nextShape),
		of(14, r.text+l.text*31, a.prev),
		of(15, l.shape*31+r.shape, w.at(k-3).shape*31+w.at(k+2).shape),
		of(16, (ll.shape*31+l.shape)*31+r.shape, state),
	)
	if w.coach != nil {
		return w.coach.token(w.features, r.start, r.cut)
	}
	return w.g.joins.decide(w.features, &w.score, r.cut)
}
