package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A family is a set of quotation marks that close one another.
type family uint8

const (
	noFamily family = iota
	double          // “ ” „ " `` ''
	angle           // « » ‹ ›
	single          // ‘ ’ ‚ ' `
	families
)

// A lean is the direction in which a mark is drawn.
type lean uint8

const (
	either lean = iota
	opens
	closes
)

// A role is what a token is as a quotation mark in its place.
type role uint8

const (
	noMark role = iota
	opening
	closing
)

// glyph is the family and lean of a token; noFamily where it is no quotation mark.
func glyph(s string) (family, lean) {
	switch s {
	case "\"", "＂", "″":
		return double, either
	case "“", "„", "‟", "``", "‘‘", "‘’":
		return double, opens
	case "”", "''", "’’":
		return double, closes
	case "«", "‹":
		return angle, opens
	case "»", "›":
		return angle, closes
	case "'":
		return single, either
	case "‘", "‚", "`", "‛":
		return single, opens
	case "’":
		return single, closes
	}
	return noFamily, either
}

// A mark is one quotation: the tokens of its opening and closing marks, -1 where missing.
type mark struct {
	open, close int
	floor       int // first token it may reach back to where the opening mark is missing
	cut         int // token before which it ends where the closing mark is missing, -1 the paragraph's end
	level       int
}

// An open is a quotation whose closing mark has not come yet.
type open struct {
	tok    int
	family family
	drawn  bool // its mark is drawn as an opening one
	cut    int  // first mark of its family that opened within it, -1
}

// readMarks finds which tokens of the paragraph open and close quotations, and pairs them. One pass from the right
// gives what follows each mark, one from the left keeps the stack of open quotations.
func (w *walk) readMarks() {
	n := len(w.d.Tokens) - w.first
	w.roles = zeroed(w.roles, n)
	w.marks, w.stack = w.marks[:0], w.stack[:0]
	tightRight, closersLeft, any := w.lookRight(n)
	if !any {
		return
	}
	p := pairing{walk: w, floor: w.first}
	for k := range n {
		f, l := glyph(w.d.Word(w.first + k))
		if f == noFamily {
			continue
		}
		left := w.tightLeft(k)
		var r role
		if f == single {
			r = p.single(k, l, left, tightRight[k], closersLeft[k])
		} else {
			r = p.double(k, f, l, left, tightRight[k])
		}
		switch r {
		case opening:
			p.push(k, f, l)
		case closing:
			p.pop(k, f)
		}
	}
	p.finish()
}

// zeroed is a slice of n zeros in the room of s where that is large enough.
func zeroed[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

// lookRight tells for each token whether a word stands close behind it, other quotation marks left out, and how
// many single marks after it could close a quotation.
func (w *walk) lookRight(n int) (tight []bool, closers []int32, any bool) {
	for k := range n {
		if f, _ := glyph(w.d.Word(w.first + k)); f != noFamily {
			any = true
			break
		}
	}
	if !any {
		return nil, nil, false
	}
	w.tight, w.closing = zeroed(w.tight, n), zeroed(w.closing, n)
	tight, closers = w.tight, w.closing
	later := int32(0)
	for k := n - 1; k >= 0; k-- {
		closers[k] = later
		t := w.d.Tokens[w.first+k]
		f, l := glyph(w.d.Word(w.first + k))
		if f == noFamily {
			continue
		}
		r, _ := rune1(w.s, t.Span.End)
		if k+1 < n && w.d.Tokens[w.first+k+1].Span.Start == t.Span.End {
			if g, _ := glyph(w.d.Word(w.first + k + 1)); g != noFamily {
				tight[k] = tight[k+1]
			} else {
				tight[k] = !isSpace(r) && !strings.ContainsRune(",.;:!?)]}…—–-/", r)
			}
		}
		if f == single && l != opens && !tight[k] && t.Span.Start > 0 && w.tightLeft(k) {
			later++
		}
	}
	return tight, closers, true
}

// tightLeft reports whether something that a closing mark could close stands close before token k of the paragraph.
func (w *walk) tightLeft(k int) bool {
	at := w.d.Tokens[w.first+k].Span.Start
	if k == 0 || w.d.Tokens[w.first+k-1].Span.End != at {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(w.s[:at])
	if f, _ := glyph(w.d.Word(w.first + k - 1)); f != noFamily {
		return w.roles[k-1] != opening
	}
	return !strings.ContainsRune("([{—–-/=:", r)
}

// A pairing is the left-to-right state of one paragraph.
type pairing struct {
	*walk
	count [families]int
	floor int
}

// double is the role of a double or angle mark. A mark drawn one way is believed unless its place says plainly
// otherwise (German and Swedish practice, and slips); a straight one goes by its place, then by turns.
func (p *pairing) double(k int, f family, l lean, left, right bool) role {
	some := p.count[f] > 0
	switch {
	case l == opens && left && !right && some:
		return closing
	case l == opens:
		return opening
	case l == closes && !left && right && !some:
		return opening
	case f == angle && !left && !some:
		return noMark // an arrow: "Home » News"
	case l == closes:
		return closing
	case left && !right:
		if !some && p.afterDigit(k) {
			return noMark // inches, seconds
		}
		return closing
	case right && !left:
		return opening
	case some:
		return closing
	case k == len(p.roles)-1:
		return closing
	}
	return opening
}

// single is the role of a single mark: most are apostrophes.
func (p *pairing) single(k int, l lean, left, right bool, later int32) role {
	top := len(p.stack) > 0 && p.stack[len(p.stack)-1].family == single
	switch {
	case l == opens && !(left && !right):
		if p.word(k) == "`" && later == 0 {
			return noMark
		}
		return opening
	case !left && right:
		if l == closes || later == 0 {
			return noMark
		}
		return opening
	case !left:
		if top && p.stack[len(p.stack)-1].tok != p.first+k-1 {
			return closing
		}
		return noMark
	case top:
		if p.plural(k) && later > 0 {
			return noMark
		}
		return closing
	case l != opens && !right && p.afterStop(k) && p.count[single] == 0:
		return closing
	}
	return noMark
}

func (p *pairing) word(k int) string { return p.d.Word(p.first + k) }

// afterDigit reports whether a digit stands right before token k.
func (p *pairing) afterDigit(k int) bool {
	at := p.d.Tokens[p.first+k].Span.Start
	return at > 0 && isDigit(p.s[at-1])
}

// afterStop reports whether the token before k closes a clause.
func (p *pairing) afterStop(k int) bool {
	return k > 0 && strings.ContainsAny(p.word(k - 1)[:1], ",.!?")
}

// plural reports whether the mark k may be the apostrophe of a plural possessor: after an s, before a small letter.
func (p *pairing) plural(k int) bool {
	at := p.d.Tokens[p.first+k].Span.Start
	if at == 0 || p.s[at-1] != 's' || k+1 >= len(p.roles) {
		return false
	}
	next := p.d.Tokens[p.first+k+1].Span
	r, _ := rune1(p.s, next.Start)
	return next.Start > p.d.Tokens[p.first+k].Span.End && unicode.IsLower(r)
}

// push opens a quotation at token k.
func (p *pairing) push(k int, f family, l lean) {
	p.roles[k] = opening
	if n := len(p.stack); n > 0 && p.stack[n-1].family == f && p.stack[n-1].cut < 0 {
		p.stack[n-1].cut = p.first + k
	}
	p.stack = append(p.stack, open{tok: p.first + k, family: f, drawn: l == opens, cut: -1})
	p.count[f]++
}

// pop closes the innermost open quotation of the family at token k; what was open within it ends there too. Without
// one, the opening mark is missing.
func (p *pairing) pop(k int, f family) {
	p.roles[k] = closing
	tok := p.first + k
	if n := len(p.stack); p.count[f] == 0 && n > 0 && p.stack[n-1].family == single && p.afterStop(k) {
		f = single // opened by a single mark, closed by a double one
	}
	if p.count[f] == 0 {
		floor := p.floor
		if n := len(p.stack); n > 0 {
			floor = max(floor, p.stack[n-1].tok+1)
		}
		p.marks = append(p.marks, mark{open: -1, close: tok, floor: floor, cut: -1, level: len(p.stack)})
		p.floor = tok + 1
		return
	}
	for {
		n := len(p.stack) - 1
		o := p.stack[n]
		p.stack = p.stack[:n]
		p.count[o.family]--
		if o.family == f {
			p.marks = append(p.marks, mark{open: o.tok, close: tok, cut: -1, level: n})
			p.floor = tok + 1
			return
		}
		p.unclosed(o, tok, n)
	}
}

// unclosed keeps a quotation whose closing mark is missing, unless its mark was as likely an apostrophe.
func (p *pairing) unclosed(o open, end, level int) {
	if o.family == single && !o.drawn {
		p.roles[o.tok-p.first] = noMark
		return
	}
	if o.cut >= 0 {
		end = o.cut
		if p.announces(o.tok+1, end) {
			p.roles[o.tok-p.first] = noMark // "An envoy said, "We go."": the first mark is a slip
			return
		}
	}
	p.marks = append(p.marks, mark{open: o.tok, close: -1, cut: end, level: level})
}

// announces reports whether tokens [a, b) are all of an announcement: a few words that end with a reporting verb and a comma or colon.
func (p *pairing) announces(a, b int) bool {
	if b-a < 3 || b-a > 16 {
		return false
	}
	w := p.d.Word(b - 1)
	return (w == "," || w == ":") && p.g.in(p.g.cues, p.d.Word(b-2))
}

// finish ends what is still open with the paragraph, or before the next mark of the same kind.
func (p *pairing) finish() {
	for n := len(p.stack) - 1; n >= 0; n-- {
		p.unclosed(p.stack[n], len(p.d.Tokens), n)
	}
	p.stack = p.stack[:0]
}
