package attribution

import (
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A view is what the features need of a document, token by token; its memory is reused from one document to the next.
type view struct {
	d     *text.Doc
	words []word
	kids  []int32 // children of all tokens, ascending; those of i are kids[words[i].kids:words[i+1].kids]
}

// A word is one token as the features see it.
type word struct {
	low, lemma, tag, rel learn.Hash
	suffix               learn.Hash
	class                uint16 // classes of the lemma in WordNet
	rate, size, odds     uint8  // how often the lemma is a cue
	look                 look
	head                 int32 // -1 for a root
	lo, hi               int32 // first token of the subtree, and the one after its last
	depth                int32 // steps to the root of the sentence
	kids                 int32
	quote                int32 // outermost quotation, -1
	sent, par            int32
	mark                 quoteMark
	verb, noun           bool
}

// A look is how a token is written.
type look uint8

const (
	small look = iota
	capital
	capitals
	digits
	comma
	stop  // . ! ?
	colon // : ;
	dash  // - – —
	bracket
	quotation
	otherMark
)

// A quoteMark is a token's place in its outermost quotation.
type quoteMark uint8

const (
	outside quoteMark = iota
	opens
	inside
	closes
	scare // in a term between quotation marks
)

// open reads a document. It needs the layers of segment and syntax, trees with them.
func (v *view) open(d *text.Doc, l *lexicon) {
	v.d = d
	n := len(d.Tokens)
	if cap(v.words) < n+1 {
		v.words = make([]word, n+1)
	}
	v.words = v.words[:n+1]
	for i := range n {
		v.words[i] = v.word(i, l)
	}
	v.words[n] = word{head: -1, quote: -1}
	v.quotes()
	v.tree()
}

func (v *view) word(i int, l *lexicon) word {
	s := v.d.Word(i)
	sent := v.d.Tokens[i].Sentence
	w := word{
		low: lowerHash(s), lemma: lowerHash(v.d.Lemmas[i]), tag: learn.HashOf(v.d.Tags[i].Penn), rel: learn.HashOf(v.d.Rels[i]),
		suffix: suffixHash(s), look: lookOf(s), head: v.d.Heads[i], quote: -1, sent: sent, par: int32(v.d.Sentences[sent].Paragraph),
	}
	switch v.d.Tags[i].U {
	case text.VERB:
		w.verb = true
	case text.NOUN:
		w.noun = true
	}
	e := l.of(w.part(), w.lemma)
	w.rate, w.size, w.odds = e.rate, e.size, e.odds
	if w.verb || w.noun {
		w.class = e.class
	}
	return w
}

// part is the part of the lexicon that has the word.
func (w *word) part() int {
	switch {
	case w.verb:
		return verbPart
	case w.noun:
		return nounPart
	}
	return otherPart
}

// quotes tells each token its outermost quotation and its place in it.
func (v *view) quotes() {
	for q := range v.d.Quotes {
		x := &v.d.Quotes[q]
		if x.Level > 0 {
			continue
		}
		r := v.d.Range(x.Outer)
		for i := r.First; i < r.End; i++ {
			w := &v.words[i]
			w.quote = int32(q)
			s := v.d.Tokens[i].Span
			switch {
			case s.Start < x.Inner.Start:
				w.mark = opens
			case s.End > x.Inner.End:
				w.mark = closes
			case x.Scare:
				w.mark = scare
			default:
				w.mark = inside
			}
		}
	}
}

// tree finds children, subtrees and depths.
func (v *view) tree() {
	n := len(v.words) - 1
	ws := v.words
	for i := range n {
		ws[i].lo, ws[i].hi = int32(i), int32(i+1)
		ws[i].depth = -1
		if h := ws[i].head; h >= 0 {
			ws[h+1].kids++ // counts first, then starts
		}
	}
	for i := range n {
		ws[i+1].kids += ws[i].kids
	}
	if cap(v.kids) < n {
		v.kids = make([]int32, n)
	}
	v.kids = v.kids[:n]
	fill := make([]int32, n)
	for i := range n {
		if h := ws[i].head; h >= 0 {
			v.kids[ws[h].kids+fill[h]] = int32(i)
			fill[h]++
		}
	}
	for i := range n {
		v.depth(int32(i))
	}
	for i := range n {
		lo, hi := ws[i].lo, ws[i].hi
		for h, steps := ws[i].head, 0; h >= 0 && steps < maxDepth; h, steps = ws[h].head, steps+1 {
			if ws[h].lo <= lo && ws[h].hi >= hi {
				break
			}
			ws[h].lo, ws[h].hi = min(ws[h].lo, lo), max(ws[h].hi, hi)
		}
	}
}

// maxDepth bounds how far up a tree is followed.
const maxDepth = 64

// depth is the number of steps from token i to its root, at most maxDepth.
func (v *view) depth(i int32) int32 {
	n := int32(0)
	at := i
	for v.words[at].head >= 0 && v.words[at].depth < 0 && n < maxDepth {
		at = v.words[at].head
		n++
	}
	d := n
	if v.words[at].depth >= 0 {
		d += v.words[at].depth
	}
	d = min(d, maxDepth)
	v.words[i].depth = d
	return d
}

// children are the tokens that hang on token i.
func (v *view) children(i int32) []int32 { return v.kids[v.words[i].kids:v.words[i+1].kids] }

func lowerHash(s string) learn.Hash {
	h := learn.HashStart
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return lowerRunes(s)
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= '0' && c <= '9':
			c = '0'
		}
		h = h.Byte(c)
	}
	return h
}

func lowerRunes(s string) learn.Hash {
	h := learn.HashStart
	var b [utf8.UTFMax]byte
	for _, r := range s {
		switch r {
		case '’', '‘':
			r = '\''
		case '“', '”', '«', '»':
			r = '"'
		}
		for _, c := range b[:utf8.EncodeRune(b[:], unicode.ToLower(r))] {
			if c >= '0' && c <= '9' {
				c = '0'
			}
			h = h.Byte(c)
		}
	}
	return h
}

// suffixHash is the hash of the last three letters, 0 for a word of up to four.
func suffixHash(s string) learn.Hash {
	if len(s) < 5 {
		return 0
	}
	at := len(s)
	for range 3 {
		_, n := utf8.DecodeLastRuneInString(s[:at])
		at -= n
	}
	return lowerHash(s[at:])
}

func lookOf(s string) look {
	switch s {
	case ",":
		return comma
	case ".", "!", "?", "...", "…":
		return stop
	case ":", ";":
		return colon
	case "-", "–", "—", "--":
		return dash
	case "(", ")", "[", "]":
		return bracket
	case "\"", "“", "”", "''", "``", "'", "‘", "’", "«", "»":
		return quotation
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsUpper(r):
		for _, c := range s[n:] {
			if !unicode.IsUpper(c) && unicode.IsLetter(c) {
				return capital
			}
		}
		if len(s) > n {
			return capitals
		}
		return capital
	case unicode.IsLetter(r):
		return small
	case unicode.IsDigit(r):
		return digits
	}
	return otherMark
}
