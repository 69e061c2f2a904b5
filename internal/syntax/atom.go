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
	styles
)

// A shape is what a word looks like.
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
	shapes
)

// An atom is what the net is told of one token.
type atom struct {
	word       learn.Hash // lower case, digits as 0
	rows       [affixes]uint32
	n          int // how many rows count
	shape      shape
	long, caps bool // four letters or more; all capitals
	upper      bool // starts with a capital
}

// affixes is the largest number of rows of the affix table that a token has: four endings, three beginnings, shape with style, shape
// with ending, number of letters.
const affixes = 10

// longest is how many bytes of a word are looked at; longer ones are no words.
const longest = 48

// fold appends the form by which a word is known: lower case, digits as 0, apostrophes straight, cut to the longest.
func fold(buf []byte, s string) []byte {
	from := len(buf)
	for _, r := range s {
		if len(buf)-from > longest {
			break
		}
		switch {
		case r < utf8.RuneSelf:
			switch {
			case 'A' <= r && r <= 'Z':
				r |= 0x20
			case '0' <= r && r <= '9':
				r = '0'
			case r == '`':
				r = '\''
			}
			buf = append(buf, byte(r))
			continue
		case unicode.IsUpper(r):
			r = unicode.ToLower(r)
		case unicode.IsDigit(r):
			r = '0'
		case r == '’' || r == '‘':
			r = '\''
		}
		buf = utf8.AppendRune(buf, r)
	}
	return buf
}

// affixRow is the row of the affix table for a feature.
func affixRow(kind int, a, b learn.Hash) uint32 { return uint32(learn.Of(kind, a, b)) % affixRows }

// read sets a to the view of a word; style and the row of the shape come from blur.
func (a *atom) read(s string, buf []byte) []byte {
	buf = fold(buf[:0], s)
	*a = atom{}
	letters, uppers, nums := 0, 0, 0
	seen := 0
	for i, r := range s {
		if seen > longest {
			break
		}
		seen += utf8.RuneLen(max(r, 0))
		switch {
		case unicode.IsUpper(r):
			letters++
			uppers++
			if i == 0 {
				a.upper = true
			}
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			nums++
		}
	}
	a.long = letters >= 4
	a.caps = letters > 1 && uppers == letters
	a.shape = shapeOf(a, letters, uppers, nums)
	a.affix(buf, letters)
	return buf
}

// affix sets the hash of the word and the rows of its endings and beginnings.
func (a *atom) affix(low []byte, letters int) {
	a.word = learn.HashStart
	for i, b := range low {
		a.word = a.word.Byte(b)
		if i < 3 {
			a.rows[a.n] = affixRow(10+i, a.word, 0)
			a.n++
		}
	}
	h := learn.HashStart
	for i := range min(4, len(low)) {
		h = h.Byte(low[len(low)-1-i])
		a.rows[a.n] = affixRow(20+i, h, 0)
		a.n++
	}
	a.rows[a.n] = affixRow(30, learn.Hash(min(letters, 12)), 0)
	a.n++
}

func shapeOf(a *atom, letters, uppers, nums int) shape {
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

// blur finds the style of a sentence and blurs what capitals do not tell in it: the first word's in prose, every word's in a headline of
// capitals. It then adds the rows that depend on it.
func blur(in []atom) style {
	st := styleOf(in)
	head := true
	for i := range in {
		a := &in[i]
		if st != prose && (a.shape == capital || a.shape == small || st == allCaps && a.shape == capitals) {
			if a.shape != small || st == allCaps {
				a.shape = blurred
			}
		}
		if head && a.shape == capital {
			a.shape = first
		}
		if a.shape != punct {
			head = false
		}
		ending := uint32(0) // of three letters, where there are as many
		if a.n > 5 {
			ending = a.rows[a.n-3]
		}
		a.rows[a.n] = affixRow(31, learn.Hash(a.shape), learn.Hash(st))
		a.rows[a.n+1] = affixRow(32, learn.Hash(a.shape), learn.Hash(ending))
		a.n += 2
	}
	return st
}

func styleOf(in []atom) style {
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
	switch {
	case long >= 2 && caps*10 >= long*8:
		return allCaps
	case long >= 3 && upper*10 >= long*8:
		return titleCase
	}
	return prose
}
