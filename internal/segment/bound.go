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
	loose bool // it is no prose: its last token closes no sentence, or it holds addresses or lines of marks
	small bool // its first letter is a small one
}

// layOut looks at the paragraph.
func (w *walk) layOut() layout {
	n := len(w.d.Tokens)
	if w.kind != text.Body {
		return layout{}
	}
	c := w.s[w.d.Tokens[w.first].Span.Start]
	l := layout{loose: true, small: c >= 'a' && c <= 'z'}
	for k := n - 1; k >= max(w.first, n-4); k-- {
		if stopOf(w.d.Word(k)) != noStop {
			l.loose = false
		} else if w.roles[k-w.first] != closing && w.d.Word(k) != ")" {
			break
		}
	}
	for k := w.first; k < n && !l.loose; k++ {
		t := w.d.Tokens[k].Span
		l.loose = t.Len() > 3 && !(w.s[t.Start] >= 'A') && strings.HasPrefix(w.d.Word(k)[1:], w.d.Word(k)[:3])
	}
	return l
}

// mayEnd reports whether a sentence may end at token k, which is no stop.
func (w *walk) mayEnd(word string, k int) bool {
	if w.kind != text.Body {
		return false
	}
	if word == ":" {
		return true
	}
	return !isLower(w.s[w.d.Tokens[k+1].Span.Start])
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }

// word is the hash and shape of token k, empty ones outside the paragraph.
func (w *walk) tokenHash(k int) (form, shape learn.Hash) {
	if k < w.first || k >= len(w.d.Tokens) {
		return learn.HashStart, learn.HashStart
	}
	s := w.d.Word(k)
	class, _ := classAt(s, 0)
	return lowered(s), shapeOf(s, class)
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

func flag(b bool) learn.Hash {
	if b {
		return 1
	}
	return 0
}

// ends decides whether a sentence ends at a place that the rules leave open.
func (w *walk) ends(p place) bool {
	a, as := w.tokenHash(p.stop)
	z, zs := w.tokenHash(p.next - 1)
	b, bs := w.tokenHash(p.stop - 1)
	c, cs := w.tokenHash(p.stop - 2)
	n, ns := w.tokenHash(p.next)
	m, ms := w.tokenHash(p.next + 1)
	_, os := w.tokenHash(p.next + 2)
	first, _ := w.tokenHash(p.start)
	rule := learn.Hash(p.said.rule)*2 + flag(p.said.ends)
	glue := flag(w.glued(p.next))
	lay := flag(w.lay.loose)*2 + flag(w.lay.small)
	of := learn.Of
	f := append(w.features[:0],
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
		of(10, as*8+bucket(p.stop-p.start), ns),
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
	)
	w.features = f
	if w.coach != nil {
		return w.coach.sentence(f, w.d.Tokens[p.next-1].Span.End, p.said.ends)
	}
	return w.g.ends.decide(f, &w.score, p.said.ends)
}
