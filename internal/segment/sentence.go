package segment

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A stop is a kind of token that may end a sentence.
type stop uint8

const (
	noStop stop = iota
	period
	loud     // ! ?
	ellipsis // ... …
	short    // an abbreviation
)

// stopOf is the kind of stop a token is.
func stopOf(s string) stop {
	switch s[len(s)-1] {
	case '.':
		switch {
		case s == ".":
			return period
		case s[0] == '.':
			return ellipsis
		}
		return short
	case '!', '?':
		if s[0] == '!' || s[0] == '?' {
			return loud
		}
		return noStop
	}
	if strings.HasSuffix(s, "…") {
		return ellipsis
	}
	return noStop
}

// sentences cuts the paragraph's tokens into sentences of paragraph number p. Rules decide at the plain places, the
// model at the others.
func (w *walk) sentences(p int) {
	n := len(w.d.Tokens)
	start := w.first
	w.lay = w.layOut()
	for k := w.first; k < n; k++ {
		if k > start && (w.bullet(k) || k-start >= maxSentence) {
			w.sentence(start, k, p)
			start = k
		}
		word := w.d.Word(k)
		st := stopOf(word)
		if st == noStop {
			if k+1 < n && w.mayEnd(word, k) && w.ends(place{start: start, stop: k, next: k + 1}) {
				w.sentence(start, k+1, p)
				start = k + 1
			}
			continue
		}
		e := w.closers(k)
		if e == n {
			continue
		}
		if v := w.breaks(st, start, k, e); v.sure && v.ends || !v.sure && w.ends(place{start, k, e, st, v}) {
			w.sentence(start, e, p)
			start = e
		}
		k = e - 1
	}
	w.sentence(start, n, p)
}

// sentence appends tokens [lo, hi) as a sentence.
func (w *walk) sentence(lo, hi, p int) {
	if lo >= hi {
		return
	}
	s := int32(len(w.d.Sentences))
	for k := lo; k < hi; k++ {
		w.d.Tokens[k].Sentence = s
	}
	w.d.Sentences = append(w.d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: lo, End: hi}, Paragraph: p})
}

// bullet reports whether token k starts an item of a list: a bullet or a hyphen at the start of a line.
func (w *walk) bullet(k int) bool {
	ts := w.d.Tokens
	gap := w.s[ts[k-1].Span.End:ts[k].Span.Start]
	if strings.IndexByte(gap[:min(len(gap), 64)], '\n') < 0 {
		return false
	}
	switch w.d.Word(k) {
	case "•", "-", "*", "–", "—", "▪", "·", "‣", "◦", "■", "●", "►", "→":
		return true
	}
	return false
}

// glued reports whether no white space stands before token k.
func (w *walk) glued(k int) bool {
	return w.d.Tokens[k-1].Span.End == w.d.Tokens[k].Span.Start
}

// closers is the first token after the stop at k that no longer belongs to it: further stops, closing quotation
// marks and brackets stay with their sentence.
func (w *walk) closers(k int) int {
	e := k + 1
	for ; e < len(w.d.Tokens) && e < k+64; e++ {
		if w.roles[e-w.first] == closing {
			continue
		}
		s := w.d.Word(e)
		if w.glued(e) && (s == ")" || s == "]" || s == "}") || w.glued(e) && stopOf(s) != noStop && stopOf(s) != short {
			continue
		}
		break
	}
	return e
}

// A verdict is what the rules say of a place where a sentence may end.
type verdict struct {
	ends bool
	sure bool  // nobody else is asked
	rule uint8 // that decided
}

// breaks judges the stop at token k, with its closers up to e, as the end of the sentence that began at start.
func (w *walk) breaks(st stop, start, k, e int) verdict {
	next := e
	for next < len(w.d.Tokens)-1 && next < e+8 && w.opener(next) {
		next++
	}
	word := w.d.Word(next)
	r, _ := rune1(word, 0)
	opened, quoted, glued := next > e, w.quotedEnd(k, e), w.glued(e)
	switch {
	case strings.ContainsRune(",;:)]}", r) || word == ".":
		return verdict{false, true, 1}
	case strings.ContainsRune("-–—", r):
		return verdict{st == period && !quoted, false, 2}
	case st == short:
		ends, sure := w.afterShort(k, next, opened)
		return verdict{ends, sure, 3}
	case glued:
		return verdict{unicode.IsUpper(r) && (st != ellipsis) || opened && !unicode.IsLower(r), false, 4}
	case unicode.IsLower(r) && !strings.HasPrefix(word, "http") && !strings.HasPrefix(word, "www."):
		return verdict{st == period && e == k+1 && (opened || w.plainWord(k-1)), quoted || st == ellipsis, 5}
	case quoted && w.cueFollows(st, next):
		return verdict{false, true, 6}
	case st == period && k == start+1 && w.number(start):
		return verdict{false, false, 7} // "1. The parties"
	}
	return verdict{true, st == period && !quoted && !opened && unicode.IsUpper(r), 8}
}

// opener reports whether token k opens a quotation or a bracket.
func (w *walk) opener(k int) bool {
	s := w.d.Word(k)
	return w.roles[k-w.first] == opening || s == "(" || s == "["
}

// quotedEnd reports whether a quotation closes among tokens [k, e).
func (w *walk) quotedEnd(k, e int) bool {
	for ; k < e; k++ {
		if w.roles[k-w.first] == closing {
			return true
		}
	}
	return false
}

// plainWord reports whether token k is a common word in small letters, so that a full stop behind it is no
// abbreviation's.
func (w *walk) plainWord(k int) bool {
	if k < w.first {
		return false
	}
	s := w.d.Word(k)
	if len(s) < 3 {
		return false
	}
	r, _ := rune1(s, 0)
	return isDigit(s[0]) || !isWord(r) || unicode.IsUpper(r) || strings.ContainsAny(s, "aeiouyàáâãäåèéêëìíîïòóôõöùúûü")
}

// number reports whether token k is a short number or a letter, as before the items of a list.
func (w *walk) number(k int) bool {
	s := w.d.Word(k)
	return len(s) <= 2 && (isDigit(s[0]) || len(s) == 1)
}

// afterShort reports whether an abbreviation at k ends its sentence before the word at next, and whether that is sure.
func (w *walk) afterShort(k, next int, opened bool) (ends, sure bool) {
	s, word := w.d.Word(k), w.d.Word(next)
	r, _ := rune1(word, 0)
	class, known := w.g.abbrevOf(s[:len(s)-1])
	switch {
	case known && class == title:
		return false, true
	case unicode.IsLower(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '&':
		return false, unicode.IsLower(r)
	case known && class == clock:
		return !w.g.in(w.g.timeNext, word) && !(strings.ToUpper(word) == word && len(word) > 1) &&
			!(next+1 < len(w.d.Tokens) && w.d.Word(next+1) == "time"), true
	case w.g.in(w.g.starters, word):
		return len(s) > 2 || word != "A" && word != "I", len(s) > 2
	}
	return opened && len(s) > 2 && w.d.Word(k+1) != "(", false
}

// cueFollows reports whether what follows a closed quotation is its cue clause, so that the sentence goes on: a name
// or pronoun and a reporting verb that announces nothing new. After a full stop the clause must end there too.
func (w *walk) cueFollows(st stop, next int) bool {
	ts := w.d.Tokens
	for k := next; k < min(next+7, len(ts)); k++ {
		word := w.d.Word(k)
		if w.g.in(w.g.cues, word) && k > next {
			if k+1 == len(ts) {
				return true
			}
			after := w.d.Word(k + 1)
			if st == period {
				return after == "."
			}
			return strings.ContainsAny(after[:1], ".,;") || w.g.in(cueTails, after)
		}
		r, _ := rune1(word, 0)
		if !unicode.IsUpper(r) && !(isWord(r) && k > next) || strings.ContainsAny(word, ",.;:!?\"") && stopOf(word) != short {
			return false
		}
	}
	return false
}

// cueTails are words that go on with a cue clause without announcing content.
var cueTails = wordSet(`on in at to during after as while when before reporters journalists him her them me us
	monday tuesday wednesday thursday friday saturday sunday yesterday angrily again later rhetorically`)
