package segment

import (
	"strings"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A place is where a sentence may end.
type place struct {
	start int  // first token of the sentence
	stop  int  // token of the stop
	next  int  // token behind the stop and its closers
	kind  stop // noStop where another token is looked at
	said  verdict
}

// A layout is what the look of a paragraph tells of its writer.
type layout struct {
	loose bool // it is no prose: its last token closes no sentence, or it holds addresses, times of a machine or lines of marks
	small bool // its first letter is a small one
}

// layOut looks at the paragraph.
func (w *walk) layOut() layout {
	n := len(w.d.Tokens)
	if w.kind != text.Body {
		return layout{}
	}
	l := layout{loose: true, small: isLower(w.s[w.d.Tokens[w.first].Span.Start])}
	for k := n - 1; k >= max(w.first, n-4); k-- {
		if stopOf(w.d.Word(k)) != noStop {
			l.loose = false
		} else if w.roles[k-w.first] != closing && w.d.Word(k) != ")" {
			break
		}
	}
	for k := w.first; k < n && !l.loose; k++ {
		if t := w.d.Tokens[k].Span; t.Len() > 3 {
			l.loose = machineMade(w.s[t.Start:t.End])
		}
	}
	return l
}

// machineMade reports whether a token of four bytes or more is what machines write: an address, a date and time in
// figures, a line of marks.
func machineMade(s string) bool {
	switch {
	case isDigit(s[0]):
		return len(s) == 10 && (s[2] == '/' || s[4] == '-') || len(s) == 8 && (s[2] == ':' || s[2] == '/')
	case s[0] == '_' || s[0] < 'A' && s[0] != '.':
		return s[1:4] == s[:3]
	case s[0] == 'h' || s[0] == 'w':
		return strings.HasPrefix(s, "http") || strings.HasPrefix(s, "www.")
	}
	return strings.IndexByte(s[:min(len(s), 64)], '@') > 0
}

// mayEnd reports whether a sentence may end at token k, which is no stop: at a colon; in loose paragraphs before all
// but small letters, in prose before a word that starts sentences and behind closing marks before a capital.
func (w *walk) mayEnd(word string, k int) bool {
	if w.kind != text.Body {
		return false
	}
	if word == ":" {
		return true
	}
	next := w.d.Word(k + 1)
	switch {
	case isLower(next[0]):
		return false
	case w.lay.loose:
		return true
	case next[0] < 'A' || next[0] > 'Z':
		return false
	}
	switch word[0] {
	case ')', ']', '"', '>', '*', '-':
		return true
	}
	return w.g.in(w.g.starters, next)
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

// tokenHash is the hash and the looks of token k, empty ones outside the paragraph.
func (w *walk) tokenHash(k int) (form, shape learn.Hash) {
	if k < w.first || k >= len(w.d.Tokens) {
		return learn.HashStart, learn.HashStart
	}
	s := w.d.Word(k)
	return lowered(s), w.g.looks(s)
}

// looks is the hash of what kind of token s is.
func (g *Segmenter) looks(s string) learn.Hash {
	class, _ := classAt(s, 0)
	switch {
	case class == markClass || s[0] == '_':
		return shapeOf(s, markClass)
	case class == digitClass:
		switch {
		case digits(s):
			return shapeOf(s, class)
		case strings.IndexByte(s, ':') > 0:
			return learn.HashOf("clock")
		case strings.IndexByte(s, '/') > 0 || strings.Count(s, "-") > 1:
			return learn.HashOf("date")
		}
		return learn.HashOf("number")
	case len(s) > 5 && strings.IndexByte(s, '@') > 0:
		return learn.HashOf("mail")
	case len(s) > 5 && (strings.HasPrefix(s, "http") || strings.HasPrefix(s, "www.")):
		return learn.HashOf("web")
	case s[len(s)-1] == '.':
		return learn.HashOf("short").Byte(byte(min(len(s), 3)))
	case len(s) > 4 && strings.IndexByte(s, '.') > 0:
		return learn.HashOf("file")
	}
	h := shapeOf(s, class)
	if 'A' <= s[0] && s[0] <= 'Z' && g.in(g.starters, s) {
		h = h.Byte(1)
	}
	return h
}

// bucket is a number up to seven, in steps that grow.
func bucket(n int) learn.Hash {
	switch {
	case n < 4:
		return learn.Hash(n)
	case n < 8:
		return 4
	case n < 16:
		return 5
	case n < 32:
		return 6
	}
	return 7
}

// ends decides whether a sentence ends at a place that the rules leave open.
func (w *walk) ends(p place) bool {
	w.features = w.boundFeatures(w.features[:0], p)
	if w.coach != nil {
		return w.coach.sentence(w.features, w.d.Tokens[p.next-1].Span.End, p.said)
	}
	return w.g.ends.decide(w.features, &w.score, p.said.ends)
}

// boundFeatures appends the features of a place: of the stop and the two tokens before it, the last closer, the three
// tokens behind, where in the paragraph it stands, and what the rules say.
func (w *walk) boundFeatures(f []learn.Feature, p place) []learn.Feature {
	a, as := w.tokenHash(p.stop)
	z, zs := a, as
	if p.next-1 > p.stop {
		z, zs = w.tokenHash(p.next - 1)
	}
	b, bs := w.tokenHash(p.stop - 1)
	c, cs := w.tokenHash(p.stop - 2)
	n, ns := w.tokenHash(p.next)
	m, ms := w.tokenHash(p.next + 1)
	_, os := w.tokenHash(p.next + 2)
	first, _ := w.tokenHash(p.start)
	rule := learn.Hash(p.said.rule)*2 + learn.Flag(p.said.ends)
	glue := learn.Flag(w.glued(p.next))
	opening := learn.Flag(p.start == w.first)
	lay := learn.Flag(w.lay.loose)*2 + learn.Flag(w.lay.small)
	length := bucket(p.stop - p.start)
	of := learn.Of
	return startFeatures(append(f,
		of(0, rule, 0),
		of(1, rule, ns*2+glue),
		of(2, a, n),
		of(3, b, a),
		of(4, n, rule),
		of(5, bs*31+as, ns*2+glue),
		of(6, b, n),
		of(7, n, m),
		of(8, as*31+zs, ns*31+ms),
		of(9, (cs*31+bs)*31+as, (zs*31+ns)*31+ms),
		of(10, as*8+length, ns),
		of(11, as*8+bucket(len(w.d.Tokens)-p.next), ns),
		of(12, first, a),
		of(13, lay, as*31+ns),
		of(14, c, b),
		of(15, as*31+ns, ms*31+os),
		of(16, as*31+bs, ns*4+lay),
		of(17, z, ns),
		of(18, m, ns*31+as),
		of(19, lay*2+glue, rule),
		of(20, a, rule*4+lay),
		of(21, a, ns*2+opening),
		of(22, n, as*2+opening),
		of(23, as*31+bs, (ns*31+ms)*8+length),
		of(24, a, (ns*31+ms)*2+opening),
		of(25, as*4+lay, n),
		of(26, b*31+a, ns),
		of(27, opening*4+lay, (as*31+ns)*8+length),
	), n, m, ms)
}

// startFeatures appends the features that tell from its first two words whether a sentence starts: they are also
// learned from places that are no decisions.
func startFeatures(f []learn.Feature, n, m, ms learn.Hash) []learn.Feature {
	return append(f, learn.Of(28, n, 0), learn.Of(29, n, ms), learn.Of(30, n, m))
}
