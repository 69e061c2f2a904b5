package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A corefView is a document as the finder of chains looks at it.
type corefView struct {
	d      *text.Doc
	lower  []string
	lemma  []learn.Hash
	kids   []int32 // dependents of all tokens, those of token i from kidAt[i] to kidAt[i+1], ascending
	kidAt  []int32
	lo, hi []int32 // first and last token of the subtree
	quote  []int32 // quotation, -1
	speech []corefQuote
	heads  map[learn.Hash]bool // lemmas of nouns that head phrases; in reports only
	news   bool                // style: a report, not a tale
}

// A corefQuote is a quotation with the head word of who says it, -1 where the text beside it does not tell.
type corefQuote struct {
	tok     parley.TokenRange
	speaker int32
}

func newCorefView(d *text.Doc) *corefView {
	n := len(d.Tokens)
	v := &corefView{d: d, lower: make([]string, n), lemma: make([]learn.Hash, n)}
	for i := range v.lower {
		v.lower[i] = d.Lower(i)
		v.lemma[i] = learn.HashOf(strings.ToLower(d.Lemmas[i]))
	}
	v.trees()
	v.quotes()
	return v
}

// head is the token that i depends on, -1 for roots and for heads outside the document.
func (v *corefView) head(i int32) int32 {
	h := v.d.Heads[i]
	if h < 0 || int(h) >= len(v.d.Heads) || h == i {
		return -1
	}
	return h
}

// trees lists dependents and the extents of subtrees, from the leaves up. Words on a cycle keep an extent of their own.
func (v *corefView) trees() {
	n := int32(len(v.d.Tokens))
	v.kidAt, v.kids = make([]int32, n+2), make([]int32, n)
	v.lo, v.hi = make([]int32, n), make([]int32, n)
	left := make([]int32, n)
	for i := range n {
		v.lo[i], v.hi[i] = i, i
		if h := v.head(i); h >= 0 {
			v.kidAt[h+2]++
			left[h]++
		}
	}
	for i := range n {
		v.kidAt[i+2] += v.kidAt[i+1]
	}
	for i := range n {
		if h := v.head(i); h >= 0 {
			v.kids[v.kidAt[h+1]] = i
			v.kidAt[h+1]++
		}
	}
	var free []int32
	for i := range n {
		if left[i] == 0 {
			free = append(free, i)
		}
	}
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		h := v.head(i)
		if h < 0 {
			continue
		}
		v.lo[h], v.hi[h] = min(v.lo[h], v.lo[i]), max(v.hi[h], v.hi[i])
		if left[h]--; left[h] == 0 {
			free = append(free, h)
		}
	}
}

// below is the dependents of i, ascending.
func (v *corefView) below(i int32) []int32 { return v.kids[v.kidAt[i]:v.kidAt[i+1]] }

// rel is the relation of i without its subtype.
func (v *corefView) rel(i int32) string {
	r, _, _ := strings.Cut(v.d.Rels[i], ":")
	return r
}

// child is the first dependent of i with one of the relations (without subtype), -1 where there is none. It looks at
// the nearest dependents only, so that a flat sentence costs no more than others.
func (v *corefView) child(i int32, rels ...string) int32 {
	ks := v.below(i)
	if len(ks) > 24 {
		ks = ks[:24]
	}
	for _, k := range ks {
		r := v.rel(k)
		for _, want := range rels {
			if r == want {
				return k
			}
		}
	}
	return -1
}

// longestQuote is the most tokens that stay one quotation without a closing mark.
const longestQuote = 400

// quotes marks quotations by their marks alone, so that documents of bare tokens are read as reports are.
func (v *corefView) quotes() {
	n := len(v.lower)
	v.quote = make([]int32, n)
	open := -1
	for i := range n {
		v.quote[i] = -1
		w := v.d.Word(i)
		opens := w == "“" || w == "``" || w == "«" || w == "„"
		closes := w == "”" || w == "''" || w == "»"
		if w == `"` {
			opens, closes = open < 0, open >= 0
		}
		switch {
		case open >= 0 && (closes || opens || i-open > longestQuote):
			v.closeQuote(open, i)
			open = -1
			if opens {
				open = i
			}
		case opens:
			open = i
		}
	}
	for q := range v.speech {
		v.speech[q].speaker = v.speaker(v.speech[q].tok)
	}
}

// closeQuote makes a quotation of the tokens from mark open to mark end, unless it is a word or two inside a sentence.
func (v *corefView) closeQuote(open, end int) {
	if end-open < 4 {
		return
	}
	for k := open; k < end; k++ {
		v.quote[k] = int32(len(v.speech))
	}
	v.speech = append(v.speech, corefQuote{tok: parley.TokenRange{First: open, End: end}, speaker: -1})
}

var speechVerbs = text.WordSet(`say tell ask reply add answer cry exclaim whisper shout declare insist explain announce claim note
 warn state argue write tweet murmur mutter remark observe continue return demand inquire respond comment admit call joke urge
 recall think repeat begin suggest interrupt acknowledge describe predict stress conclude concede agree remember`)

// speaker is the head word of who says a quotation: the subject of a verb of speech beside it, in the same sentence as its
// start or end or in the one before it.
func (v *corefView) speaker(q parley.TokenRange) int32 {
	n := len(v.lower)
	after := v.d.Sentences[v.d.Tokens[min(q.End, n-1)].Sentence].Tokens
	for k := q.End; k < min(q.End+12, n, after.End); k++ {
		if s := v.subject(k); s >= 0 {
			return s
		}
	}
	for k := q.First - 1; k >= max(q.First-25, 0) && v.d.Tokens[k].Sentence >= v.d.Tokens[q.First].Sentence-1; k-- {
		if s := v.subject(k); s >= 0 {
			return s
		}
	}
	return -1
}

// subject is the subject of k where k is a verb of speech outside quotations, -1 otherwise.
func (v *corefView) subject(k int) int32 {
	if v.quote[k] >= 0 || v.d.Tags[k].U != text.VERB || !speechVerbs[strings.ToLower(v.d.Lemmas[k])] {
		return -1
	}
	return v.child(int32(k), "nsubj")
}
