package mention

import (
	"math/bits"
	"slices"

	"github.com/parley-press/parley/internal/learn"
)

// corefTemplates names the templates of features; a model of others is refused.
var corefTemplates = learn.Hash64("coref 1")

// A featureList gathers the features of one decision. Each fact is taken alone with what the mention is, with what both
// are, and with both and the style, so that tales and reports share what they share.
type featureList struct {
	out  []learn.Feature
	m, b learn.Hash // kind of the mention, of both
	news learn.Hash
}

func (l *featureList) add(t int, x learn.Hash) {
	l.out = append(l.out, learn.Of(3*t, x, l.m), learn.Of(3*t+1, x, l.b), learn.Of(3*t+2, x, l.b<<1|l.news))
}

// once adds a fact that is long in itself, with the mention's kind alone.
func (l *featureList) once(t int, x learn.Hash) { l.out = append(l.out, learn.Of(3*t, x, l.m)) }

func asBit(b bool) learn.Hash {
	if b {
		return 1
	}
	return 0
}

// bucket is a length on a coarse scale.
func bucket(n int) learn.Hash {
	switch {
	case n < 4:
		return learn.Hash(max(n, 0))
	case n < 6:
		return 4
	case n < 9:
		return 5
	case n < 14:
		return 6
	case n < 24:
		return 7
	case n < 48:
		return 8
	case n < 120:
		return 9
	}
	return 10
}

func kindHash(m *corefMention) learn.Hash { return learn.Hash(m.kind) + 1 }

// senseHash is the classes of a head in short: of its noun, or of its name in the lexicon.
func senseHash(m *corefMention) learn.Hash {
	if m.kind == kindName {
		return 32 + learn.Hash(bits.TrailingZeros32(m.class))
	}
	return learn.Hash(bits.TrailingZeros16(m.sense))
}

// prepare sets the candidates of mention i, and the features of each and of a new chain.
func (r *corefReader) prepare(i int) {
	r.candidates(i)
	m := &r.ms[i]
	r.feats, r.ends = r.feats[:0], r.ends[:0]
	l := featureList{out: r.feats, m: kindHash(m), news: asBit(m.news)}
	r.alone(&l, i)
	r.ends = append(r.ends, len(l.out))
	rank := 0
	for _, k := range r.cands {
		rank = r.pair(&l, i, int(k), rank)
		r.ends = append(r.ends, len(l.out))
	}
	r.feats = l.out
}

// alone adds the features of mention i that open a chain.
func (r *corefReader) alone(l *featureList, i int) {
	m := &r.ms[i]
	l.b = 77
	l.add(0, 0)
	l.add(1, learn.Hash(m.role))
	l.add(2, m.lemma)
	l.add(3, bucket(m.tok.Len()))
	l.add(4, senseHash(m)<<1|asBit(m.quote >= 0))
	l.add(5, learn.Hash(m.number)<<8|learn.Hash(m.gender))
	l.add(6, bucket(int(m.sent)))
	seenText, seenHead := len(r.recent[m.text]) > 0, len(r.recent[m.lemma]) > 0
	seenName := false
	for _, w := range m.proper {
		seenName = seenName || len(r.recent[w]) > 0
	}
	l.add(7, asBit(seenText)<<2|asBit(seenHead)<<1|asBit(seenName))
	l.add(8, bucket(i))
	l.add(9, asBit(m.appos >= 0)<<8|learn.Hash(m.role))
	after := m.tok.End - int(m.head) - 1
	l.add(10, bucket(after)<<4|bucket(int(m.head)-m.tok.First))
	first := r.v.lower[m.tok.First]
	l.add(11, learn.HashOf(first))
	l.once(12, m.gov)
}

// pair adds the features of mention i going back to mention k. rank counts the candidates that agree so far; pair is the count with this one.
func (r *corefReader) pair(l *featureList, i, k, rank int) int {
	m, a := &r.ms[i], &r.ms[k]
	c := &r.chains[r.of[k]]
	l.b = kindHash(m)<<6 | kindHash(a)
	l.add(20, 0)
	ds := int(m.sent - a.sent)
	l.add(21, bucket(ds))
	l.add(22, bucket(i-k))
	l.add(23, learn.Hash(m.role)<<8|learn.Hash(a.role))
	r.agreement(l, m, a, c)
	if agree(m, c) {
		l.add(24, 16+learn.Hash(min(rank, 5))<<1|asBit(ds == 0))
		rank++
	} else {
		l.add(24, 0)
	}
	r.structure(l, m, a, ds)
	r.speech(l, i, k)
	l.add(25, bucket(int(c.size))<<3|asBit(c.named)<<2|asBit(c.nominal)<<1|asBit(c.last == int32(k)))
	l.add(26, bucket(i-int(c.last)))
	if m.kind.pronoun() {
		l.once(27, learn.Hash(learn.Of(0, a.lemma, m.text)))
		l.add(28, senseHash(a))
		l.once(29, learn.Hash(learn.Of(1, a.gov, learn.Hash(m.role)))+m.gov)
		l.add(30, learn.HashOf(r.v.lower[r.ms[c.first].head]))
		return rank
	}
	r.words(l, m, a, c)
	return rank
}

// agree reports whether the chain's gender and number allow the mention.
func agree(m *corefMention, c *corefChain) bool {
	g, n := c.gender(), c.number()
	gender := m.gender == 0 || g == 0 || g == m.gender || m.gender == 'a' && g != 'n'
	return gender && (m.number == 0 || n == 0 || n == m.number)
}

func (r *corefReader) agreement(l *featureList, m, a *corefMention, c *corefChain) {
	l.add(31, learn.Hash(m.gender)<<16|learn.Hash(a.gender)<<8|learn.Hash(c.gender()))
	l.add(32, learn.Hash(m.number)<<16|learn.Hash(a.number)<<8|learn.Hash(c.number()))
	l.add(33, learn.Hash(m.person)<<16|learn.Hash(a.person)<<8|learn.Hash(c.persons))
	l.add(34, senseHash(m)<<8|senseHash(a))
}

// structure adds nesting, apposition, copula and the words between.
func (r *corefReader) structure(l *featureList, m, a *corefMention, ds int) {
	if ds > 1 {
		return
	}
	inside := m.tok.First >= a.tok.First && m.tok.End <= a.tok.End
	around := a.tok.First >= m.tok.First && a.tok.End <= m.tok.End
	hm, ha := r.v.head(m.head), r.v.head(a.head)
	rel := learn.Hash(0)
	switch {
	case m.appos == a.head:
		rel = 1 + asBit(m.role == 'a')
	case a.appos == m.head:
		rel = 3 + asBit(a.role == 'a')
	case hm == a.head:
		rel = 5
	case ha == m.head:
		rel = 6
	case hm >= 0 && hm == ha:
		rel = 7
	case hm >= 0 && r.v.head(hm) == ha && ha >= 0:
		rel = 8
	}
	l.add(35, rel<<4|asBit(inside)<<1|asBit(around))
	gap := m.tok.First - a.tok.End
	if gap >= 0 && gap <= 2 {
		x := learn.Hash(gap)
		for k := a.tok.End; k < m.tok.First; k++ {
			x = x*31 + learn.HashOf(r.v.lower[k])
		}
		l.add(36, x)
	}
	if ds == 0 && rel > 0 {
		l.add(37, rel<<16|learn.Hash(m.role)<<8|learn.Hash(a.role))
	}
}

// speech adds who speaks in the quotations that both stand in.
func (r *corefReader) speech(l *featureList, i, k int) {
	m, a := &r.ms[i], &r.ms[k]
	if m.quote < 0 && a.quote < 0 {
		return
	}
	var x learn.Hash
	switch {
	case m.quote >= 0 && m.quote == a.quote:
		x = 2
	case m.quote >= 0 && a.quote >= 0:
		sm, sa := r.speaker(m.quote), r.speaker(a.quote)
		x = 3 + 2*asBit(sm >= 0 && sa >= 0) + asBit(sm >= 0 && sm == sa)
		x = x<<2 | bucket(int(m.quote-a.quote))&3
	case m.quote >= 0:
		s := r.v.speech[m.quote].speaker
		x = 32 + 2*asBit(s >= 0) + asBit(s == a.head)
		if s >= 0 && s != a.head {
			x += 4 * asBit(r.speaker(m.quote) == r.of[k])
		}
	default:
		s := r.v.speech[a.quote].speaker
		x = 48 + 2*asBit(s >= 0) + asBit(s == m.head)
		if s >= 0 && s != m.head && r.at[s] >= 0 && r.at[s] < int32(i) {
			x += 4 * asBit(r.speaker(a.quote) == r.of[k])
		}
	}
	l.add(38, x<<2|learn.Hash(a.person&3))
}

// speaker is the chain of who says quotation q, as far as it is known; -1 otherwise.
func (r *corefReader) speaker(q int32) int32 {
	s := r.v.speech[q].speaker
	if s < 0 || r.at[s] < 0 {
		return -1
	}
	return r.of[r.at[s]]
}

// words adds what the words of two mentions and of the chain have in common.
func (r *corefReader) words(l *featureList, m, a *corefMention, c *corefChain) {
	same := m.text == a.text
	head := m.lemma == a.lemma
	x := asBit(same)<<1 | asBit(head)
	l.add(40, x)
	l.add(41, x<<2|asBit(slices.Contains(c.texts, m.text))<<1|asBit(slices.Contains(c.words, m.lemma)))
	extra, common := 0, 0
	for _, w := range m.words {
		if slices.Contains(a.words, w) {
			common++
		} else {
			extra++
		}
	}
	l.add(42, learn.Hash(min(extra, 3))<<4|learn.Hash(min(common, 3))<<2|learn.Hash(min(len(a.words)-common, 3)))
	lost := 0
	for _, w := range m.words {
		lost += int(asBit(!slices.Contains(c.words, w)))
	}
	l.add(43, learn.Hash(min(lost, 4))<<2|asBit(head)<<1|asBit(len(m.words) > 1))
	if m.kind == kindName || a.kind == kindName {
		l.add(44, names(m, a.proper)<<8|names(m, c.proper))
		if m.short != 0 && slices.Contains(c.proper, m.short) || len(m.proper) == 1 && slices.Contains(c.shorts, m.proper[0]) {
			l.add(49, 0)
		}
	}
	if head {
		l.add(45, m.lemma)
		l.add(46, bucket(int(m.sent-a.sent))<<1|asBit(same))
	} else {
		l.once(47, learn.Hash(learn.Of(2, m.lemma, a.lemma)))
		l.add(48, senseHash(m)<<8|learn.Hash(c.gender()))
	}
}

// names is how the name of m lies to the words of another.
func names(m *corefMention, other []learn.Hash) learn.Hash {
	if len(m.proper) == 0 || len(other) == 0 {
		return 0
	}
	common := 0
	for _, w := range m.proper {
		common += int(asBit(slices.Contains(other, w)))
	}
	switch {
	case common == 0:
		return 1
	case common == len(m.proper) && common == len(other):
		return 2
	case common == len(m.proper):
		return 3 + asBit(m.proper[len(m.proper)-1] == other[len(other)-1])
	case common == len(other):
		return 5 + asBit(m.proper[len(m.proper)-1] == other[len(other)-1])
	}
	return 7 + asBit(m.proper[len(m.proper)-1] == other[len(other)-1])<<1 + asBit(m.proper[0] == other[0])
}
