package eval

import (
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
)

// The evaluation of CoNLL-U as the CoNLL 2018 shared task defines it (Zeman et al. 2018, section 5;
// universaldependencies.org/conll18/evaluation.html). Both sides must hold the same characters, white space left out.
// A token, a sentence and a word are known by the characters they cover. Words within multiword tokens cover those of
// the whole token; where either side has one, the words of that stretch are aligned by the longest common subsequence
// of their forms, whatever the case. Tags, lemmas and heads are asked of aligned words; precision counts the words of
// the prediction, recall those of the gold file.

// A Treebank is a file of CoNLL-U as it is scored.
type Treebank struct {
	chars     []rune
	tokens    []extent
	sentences []extent
	words     []treeWord
}

// An extent is a half-open range of characters.
type extent struct{ start, end int }

// A treeWord is a word with what is scored of it.
type treeWord struct {
	extent
	multi bool // part of a multiword token
	head  int  // word, -1 the root, unattached where the column holds no number of the sentence
	cols  *[10]string
}

// unattached is the head of a word whose HEAD column is open: no head is right for it.
const unattached = -2

// NewTreebank puts sentences together. They must stay as they are.
func NewTreebank(sents []*conll.Sentence) *Treebank {
	t := &Treebank{}
	for _, s := range sents {
		if s.Words == 0 {
			continue
		}
		from, first := len(t.chars), len(t.words)
		multi, last := extent{}, 0
		for i := range s.Rows {
			switch row := &s.Rows[i]; row.Kind {
			case conll.Multi:
				multi, last = t.put(row.Cols[conll.Form]), row.Last
			case conll.Word:
				w := treeWord{cols: &row.Cols, head: headOf(row, first, s.Words)}
				if w.multi = row.First <= last; w.multi {
					w.extent = multi
				} else {
					w.extent = t.put(row.Cols[conll.Form])
				}
				t.words = append(t.words, w)
			}
		}
		t.sentences = append(t.sentences, extent{from, len(t.chars)})
	}
	return t
}

// put appends a token.
func (t *Treebank) put(form string) extent {
	e := extent{start: len(t.chars)}
	for _, r := range form {
		if !unicode.IsSpace(r) {
			t.chars = append(t.chars, r)
		}
	}
	e.end = len(t.chars)
	t.tokens = append(t.tokens, e)
	return e
}

// headOf is the head of a row as the number of a word; first is the number of the sentence's first word.
func headOf(row *conll.Row, first, words int) int {
	n := 0
	for _, c := range []byte(row.Cols[conll.Head]) {
		if c < '0' || c > '9' || n > words {
			return unattached
		}
		n = 10*n + int(c-'0')
	}
	switch {
	case row.Cols[conll.Head] == "" || n > words:
		return unattached
	case n == 0:
		return -1
	}
	return first + n - 1
}

// HasTrees reports whether any word has a head or is a root.
func (t *Treebank) HasTrees() bool {
	return slices.ContainsFunc(t.words, func(w treeWord) bool { return w.head != unattached })
}

// CoNLLU scores a prediction. The names of the scores begin with prefix. Sides of different characters are an error.
// LAS compares relations without their subtypes. Trees are left out where the prediction has none.
func CoNLLU(prefix string, gold, predicted *Treebank) ([]Score, error) {
	if at := differ(gold.chars, predicted.chars); at >= 0 {
		return nil, parley.Errorf(parley.Invalid, "eval: CoNLL-U", "the two sides differ in character %d: gold %q, predicted %q",
			at, excerpt(gold.chars, at), excerpt(predicted.chars, at))
	}
	pairs := align(gold, predicted)
	var out []Score
	add := func(name string, t tally) {
		s := t.score(prefix + name)
		out = append(out, s)
	}
	add("tokens", common(gold.tokens, predicted.tokens))
	add("sentences", common(gold.sentences, predicted.sentences))
	words := func(name string, right func(g, p *treeWord) bool) {
		t := tally{predicted: len(predicted.words), gold: len(gold.words)}
		for _, m := range pairs {
			if right(&gold.words[m.gold], &predicted.words[m.predicted]) {
				t.hit(1)
			}
		}
		add(name, t)
	}
	column := func(c int) func(g, p *treeWord) bool {
		return func(g, p *treeWord) bool { return g.cols[c] == p.cols[c] }
	}
	words("words", func(_, _ *treeWord) bool { return true })
	words("UPOS", column(conll.UPOS))
	words("XPOS", column(conll.XPOS))
	words("lemmas", func(g, p *treeWord) bool {
		return g.cols[conll.Lemma] == conll.None || g.cols[conll.Lemma] == p.cols[conll.Lemma]
	})
	if !predicted.HasTrees() {
		return out, nil
	}
	goldOf := slices.Repeat([]int{unattached}, len(predicted.words))
	for _, m := range pairs {
		goldOf[m.predicted] = m.gold
	}
	attached := func(g, p *treeWord) bool {
		switch {
		case p.head == unattached || g.head == unattached:
			return false
		case p.head == -1 || g.head == -1:
			return p.head == g.head
		}
		return goldOf[p.head] == g.head
	}
	words("UAS", attached)
	words("LAS", func(g, p *treeWord) bool {
		return attached(g, p) && universal(g.cols[conll.Deprel]) == universal(p.cols[conll.Deprel])
	})
	return out, nil
}

// universal is a relation without its subtype.
func universal(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// differ is the first character in which a and b differ, -1 where they do not.
func differ(a, b []rune) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// excerpt is a few characters from at on.
func excerpt(s []rune, at int) string { return string(s[min(at, len(s)):min(at+20, len(s))]) }

// common counts the extents that both sides have. Both ascend.
func common(gold, predicted []extent) tally {
	t := tally{predicted: len(predicted), gold: len(gold)}
	for i, j := 0, 0; i < len(gold) && j < len(predicted); {
		switch g, p := gold[i], predicted[j]; {
		case g == p:
			t.hit(1)
			i, j = i+1, j+1
		case p.start < g.start || p.start == g.start && p.end < g.end:
			j++
		default:
			i++
		}
	}
	return t
}

// A pair is a gold word and the predicted word that is aligned to it.
type pair struct{ gold, predicted int }

// align pairs words: those of the same extent, and, where a multiword token is on either side, by their forms.
func align(gold, predicted *Treebank) []pair {
	var out []pair
	g, p := gold.words, predicted.words
	for i, j := 0, 0; i < len(g) && j < len(p); {
		switch {
		case g[i].multi || p[j].multi:
			a, b, endG, endP := stretch(g, p, i, j)
			out = append(out, subsequence(g[a:endG], p[b:endP], a, b)...)
			i, j = endG, endP
		case g[i].extent == p[j].extent:
			out = append(out, pair{i, j})
			i, j = i+1, j+1
		case g[i].start <= p[j].start:
			i++
		default:
			j++
		}
	}
	return out
}

// stretch are the words [a, endG) of g and [b, endP) of p that the multiword token at g[i] or p[j] draws together: up to
// where no multiword token of either side goes on. A word of the other side that starts before it is not in it.
func stretch(g, p []treeWord, i, j int) (a, b, endG, endP int) {
	var end int
	if g[i].multi {
		end = g[i].end
		if !p[j].multi && p[j].start < g[i].start {
			j++
		}
	} else {
		end = p[j].end
		if g[i].start < p[j].start {
			i++
		}
	}
	a, b = i, j
	for {
		inG, inP := within(g, i, end), within(p, j, end)
		switch {
		case !inG && !inP:
			return a, b, i, j
		case inG && (!inP || g[i].start <= p[j].start):
			if g[i].multi {
				end = max(end, g[i].end)
			}
			i++
		default:
			if p[j].multi {
				end = max(end, p[j].end)
			}
			j++
		}
	}
}

// within reports whether word i is in a stretch that ends at end, as far as is known: it ends there or before, or is
// part of a multiword token that starts before.
func within(ws []treeWord, i, end int) bool {
	switch {
	case i >= len(ws):
		return false
	case ws[i].multi:
		return ws[i].start < end
	}
	return ws[i].end <= end
}

// subsequence pairs words by the longest common subsequence of their forms; g[0] is word a, p[0] word b. Stretches are
// short in real text; one of more than mostAligned words on a side stays without pairs, so that time is bounded.
func subsequence(g, p []treeWord, a, b int) []pair {
	n, m := len(g), len(p)
	if n == 0 || m == 0 || n > mostAligned || m > mostAligned {
		return nil
	}
	same := func(x, y int) bool {
		return strings.EqualFold(g[x].cols[conll.Form], p[y].cols[conll.Form])
	}
	long := make([]int, (n+1)*(m+1)) // of the suffixes from x and y on
	for x := n - 1; x >= 0; x-- {
		for y := m - 1; y >= 0; y-- {
			if same(x, y) {
				long[x*(m+1)+y] = 1 + long[(x+1)*(m+1)+y+1]
			} else {
				long[x*(m+1)+y] = max(long[(x+1)*(m+1)+y], long[x*(m+1)+y+1])
			}
		}
	}
	var out []pair
	for x, y := 0, 0; x < n && y < m; {
		switch {
		case same(x, y):
			out = append(out, pair{a + x, b + y})
			x, y = x+1, y+1
		case long[(x+1)*(m+1)+y] >= long[x*(m+1)+y+1]:
			x++
		default:
			y++
		}
	}
	return out
}

const mostAligned = 500
