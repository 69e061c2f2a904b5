package mention

import (
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// nameTemplates changes with the features, so that a model of others is refused.
const nameTemplates = 0x6e616d6573_0002

// A look is how a word is written.
type look uint8

const (
	lowerCase look = iota
	titleCase      // "Harland"
	upperCase      // "HARLAND", "UN"
	initial        // "J.", "A"
	mixedCase      // "McRoe", "iPad"
	number         // "2001"
	withDigit      // "G7", "1st"
	mark           // "(", "..."
	looks
)

// A glance is what the features need of a word.
type glance struct {
	low, shape, tag learn.Hash
	pre2, pre3      learn.Hash
	suf2, suf3      learn.Hash
	suf4            learn.Hash
	look            look
	hit             hit
	run             int32 // of runs, -1
	chunk           int32 // of the document's chunks, -1
	elsewhere       uint8 // how the word is written elsewhere nearby
}

// A run is a row of capitalised words, with small words between that names have ("of", "the", "and").
type run struct {
	first, last, end int32 // last is the last word of its first stretch: the head before "of"
}

// maxPart is the most tokens that are read as one sentence.
const maxPart = 256

// block is how many sentences count as near each other: what one says of a word's writing, another may use.
const block = 50

// A featurer makes the features of one document's words; its memory is reused from one sentence to the next.
type featurer struct {
	gaz    *gazetteer
	d      *text.Doc
	near   map[learn.Hash]uint8
	parts  []parley.TokenRange // the sentences, long ones cut
	until  int                 // parts before it are in near
	base   int                 // the first token of the block
	looks  []look              // of the block's words
	lows   []learn.Hash        // and their hashes in lower case
	g      []glance
	low    []learn.Hash
	hits   []hit
	runs   []run
	chunk  int // the next chunk of the document
	first  int // token of the part
	caps   bool
	titled bool
	out    []learn.Feature
	ends   []int32
}

func newFeaturer(g *gazetteer) *featurer {
	return &featurer{gaz: g, near: map[learn.Hash]uint8{}}
}

// open begins a document, whose parts are then read in order.
func (f *featurer) open(d *text.Doc) {
	f.d, f.until, f.chunk = d, 0, 0
	f.parts = f.parts[:0]
	for _, s := range d.Sentences {
		for i := s.Tokens.First; i < s.Tokens.End; i += maxPart {
			f.parts = append(f.parts, parley.TokenRange{First: i, End: min(i+maxPart, s.Tokens.End)})
		}
	}
}

// How a word is written elsewhere.
const (
	seenLower = 1 << iota // in small letters
	seenTitle             // with a capital, not at the start of a sentence
	seenUpper             // all in capitals, among other words
)

// neighbours reads the block that begins with part n.
func (f *featurer) neighbours(n int) {
	clear(f.near)
	f.until = min(n+block, len(f.parts))
	f.base, f.looks, f.lows = f.parts[n].First, f.looks[:0], f.lows[:0]
	for _, s := range f.parts[n:f.until] {
		for i := s.First; i < s.End; i++ {
			w := f.d.Word(i)
			looks, low := lookOf(w), lowerHash(w)
			f.looks, f.lows = append(f.looks, looks), append(f.lows, low)
			var m uint8
			switch looks {
			case lowerCase:
				m = seenLower
			case titleCase, mixedCase:
				if i > s.First {
					m = seenTitle
				}
			case upperCase:
				m = seenUpper
			}
			if m != 0 {
				f.near[low] |= m
			}
		}
	}
}

// sentence makes the features of part n: those of its word t are out[ends[t-1]:ends[t]].
func (f *featurer) sentence(n int) (out []learn.Feature, ends []int32) {
	if n >= f.until {
		f.neighbours(n)
	}
	s := f.parts[n]
	f.first = s.First
	f.g, f.low = f.g[:0], f.low[:0]
	for i := s.First; i < s.End; i++ {
		g := f.glance(i)
		f.g = append(f.g, g)
		f.low = append(f.low, g.low)
	}
	if cap(f.hits) < len(f.low) {
		f.hits = make([]hit, len(f.low))
	}
	f.hits = f.hits[:len(f.low)]
	f.gaz.match(f.low, func(i int) bool { return f.g[i].look == upperCase }, f.hits)
	for t := range f.g {
		f.g[t].hit = f.hits[t]
	}
	f.manner()
	f.findRuns()
	f.findChunks(s.First, s.End)
	f.out, f.ends = f.out[:0], f.ends[:0]
	for t := range f.g {
		f.word(t)
		f.context(t)
		f.lists(t)
		f.rows(t)
		f.ends = append(f.ends, int32(len(f.out)))
	}
	return f.out, f.ends
}

func lookOf(w string) look {
	upper, lower, digit, other := 0, 0, 0, 0
	first := false
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r) || unicode.IsLetter(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		default:
			other++
		}
		if i > 64 {
			break
		}
	}
	switch {
	case upper+lower == 0 && digit == 0:
		return mark
	case upper+lower == 0:
		return number
	case digit > 0:
		return withDigit
	case upper == 0:
		return lowerCase
	case upper == 1 && lower == 0:
		return initial
	case lower == 0:
		return upperCase
	case first && upper == 1:
		return titleCase
	}
	return mixedCase
}

// shapeHash is the hash of a word's shape: letters as X and x, digits as 0, a row of the same kept to two.
func shapeHash(w string) learn.Hash {
	h := learn.HashStart
	var last byte
	same := 0
	for i, r := range w {
		c := byte('-')
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = '0'
		case r < 0x80:
			c = byte(r)
		}
		if c == last {
			same++
		} else {
			same = 0
		}
		if same < 2 {
			h = h.Byte(c)
		}
		last = c
		if i > 64 {
			break
		}
	}
	return h
}

func (f *featurer) glance(i int) glance {
	w := f.d.Word(i)
	g := glance{look: f.looks[i-f.base], low: f.lows[i-f.base], run: -1, chunk: -1}
	g.shape = shapeHash(w)
	g.pre2, g.pre3 = headHash(w, 2), headHash(w, 3)
	g.suf2, g.suf3, g.suf4 = tailHash(w, 2), tailHash(w, 3), tailHash(w, 4)
	if i < len(f.d.Tags) {
		g.tag = learn.HashOf(f.d.Tags[i].Penn)
	}
	if g.look != lowerCase && g.look != mark && g.look != number {
		g.elsewhere = f.near[g.low]
	}
	return g
}

// headHash is the hash of the first n letters in lower case, 0 where the word has no more than them.
func headHash(w string, n int) learn.Hash {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(w[at:])
		at += size
	}
	if at >= len(w) {
		return 0
	}
	return lowerHash(w[:at])
}

func tailHash(w string, n int) learn.Hash {
	at := len(w)
	for range n {
		_, size := utf8.DecodeLastRuneInString(w[:at])
		at -= size
	}
	if at <= 0 {
		return 0
	}
	return lowerHash(w[at:])
}

// manner finds whether the sentence is set in capitals or like a headline.
func (f *featurer) manner() {
	lower, upper, title := 0, 0, 0
	for _, g := range f.g {
		switch g.look {
		case lowerCase:
			lower++
		case upperCase:
			upper++
		case titleCase:
			title++
		}
	}
	f.caps = upper > 2 && upper > 2*(lower+title)
	f.titled = !f.caps && title > 3 && title > 2*lower
}

func (g *glance) capital() bool {
	switch g.look {
	case titleCase, upperCase, initial, mixedCase, withDigit:
		return true
	}
	return false
}

var joiners = func() map[learn.Hash]bool {
	m := map[learn.Hash]bool{}
	for w := range text.WordSet("of the and for & de la del du van der von al el ' 's - da dos di on in to against with") {
		m[lowerHash(w)] = true
	}
	return m
}()

var openers = func() map[learn.Hash]bool {
	m := map[learn.Hash]bool{}
	for w := range function {
		m[lowerHash(w)] = true
	}
	return m
}()

// findRuns marks the rows of capitalised words.
func (f *featurer) findRuns() {
	f.runs = f.runs[:0]
	for t := 0; t < len(f.g); t++ {
		if !f.g[t].capital() || openers[f.g[t].low] {
			continue
		}
		r := run{first: int32(t), last: int32(t), end: int32(t + 1)}
		open := true
		for k := t + 1; k < len(f.g); k++ {
			switch {
			case f.g[k].capital():
				r.end = int32(k + 1)
				if open {
					r.last = int32(k)
				}
				continue
			case joiners[f.g[k].low] && k+1 < len(f.g) && (f.g[k+1].capital() || k+2 < len(f.g) && joiners[f.g[k+1].low] && f.g[k+2].capital()):
				open = false
				continue
			}
			break
		}
		for k := t; k < int(r.end); k++ {
			f.g[k].run = int32(len(f.runs))
		}
		f.runs = append(f.runs, r)
		t = int(r.end) - 1
	}
}

// findChunks gives each word the noun phrase it stands in.
func (f *featurer) findChunks(first, end int) {
	cs := f.d.Chunks
	for f.chunk < len(cs) && cs[f.chunk].Tokens.End <= first {
		f.chunk++
	}
	for k := f.chunk; k < len(cs) && cs[k].Tokens.First < end; k++ {
		if cs[k].Kind != text.NP {
			continue
		}
		for i := max(first, cs[k].Tokens.First); i < min(end, cs[k].Tokens.End); i++ {
			f.g[i-first].chunk = int32(k)
		}
	}
}
