package restore

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A view is what the features see of a document: hashes of its words and tags, its base phrases, and the commas put so far.
type view struct {
	d         *text.Doc
	word, tag []learn.Hash
	chunk     []int32         // one a token: its chunk, -1
	heads     map[string]bool // capitalised words of the document
	sent      parley.TokenRange
	last      int     // token behind which the last comma of the sentence was put, -1
	commas    int     // put in the sentence
	verbs     []int32 // verb groups that end before a token, one a token and one behind the last
	features  []learn.Feature
}

func newView(d *text.Doc) *view {
	n := len(d.Tokens)
	v := &view{d: d, word: make([]learn.Hash, n), tag: make([]learn.Hash, n), chunk: make([]int32, n), verbs: make([]int32, n+1), heads: map[string]bool{}}
	for i := range n {
		w := d.Word(i)
		v.word[i], v.tag[i] = learn.HashOf(d.Lower(i)), learn.HashOf(d.Tags[i].Penn)
		v.chunk[i] = -1
		if 'A' <= w[0] && w[0] <= 'Z' {
			v.heads[w] = true
		}
	}
	for c, x := range d.Chunks {
		for i := x.Tokens.First; i < x.Tokens.End; i++ {
			v.chunk[i] = int32(c)
		}
		if x.Kind == text.VG {
			v.verbs[x.Tokens.End]++
		}
	}
	for i := 1; i <= n; i++ {
		v.verbs[i] += v.verbs[i-1]
	}
	return v
}

// tokens goes through the tokens of every sentence, from left to right.
func (v *view) tokens(each func(i int)) {
	for _, s := range v.d.Sentences {
		v.sent, v.last, v.commas = s.Tokens, -1, 0
		for i := s.Tokens.First; i < s.Tokens.End; i++ {
			each(i)
		}
	}
}

// put notes that a comma stands behind token i.
func (v *view) put(i int) { v.last, v.commas = i, v.commas+1 }

// gap reports whether a comma may stand behind token i: it is not the last of its sentence, and no mark is there but quotation marks and brackets.
func (v *view) gap(i int) bool {
	if i+1 >= v.sent.End {
		return false
	}
	for _, k := range [2]int{i, i + 1} {
		if v.d.Tags[k].U != text.PUNCT {
			continue
		}
		switch v.d.Word(k) {
		case "\"", "“", "”", "'", "‘", "’", "(", ")", "''", "``":
		default:
			return false
		}
	}
	return v.d.Tokens[i].Span.End < v.d.Tokens[i+1].Span.Start || v.d.Tags[i+1].U == text.PUNCT // within a word there is no gap
}

func (v *view) w(i int) learn.Hash {
	if i < v.sent.First || i >= v.sent.End {
		return learn.HashStart
	}
	return v.word[i]
}

func (v *view) t(i int) learn.Hash {
	if i < v.sent.First || i >= v.sent.End {
		return learn.HashStart
	}
	return v.tag[i]
}

// bucket is a number in steps that grow.
func bucket(n int) learn.Hash {
	switch {
	case n < 0:
		return 9
	case n < 4:
		return learn.Hash(n)
	case n < 7:
		return 4
	case n < 12:
		return 5
	case n < 20:
		return 6
	}
	return 7
}

// next is the verb group that follows token i in the sentence: its head word, how far off it begins, the tag and word behind it, and whether only base
// phrases and the prepositions between them stand before it.
func (v *view) next(i int) (head, far, behind, after learn.Hash, plain bool) {
	plain = true
	for k := i; k < v.sent.End && k < i+16; k++ {
		c := v.chunk[k]
		if c >= 0 && v.d.Chunks[c].Kind == text.VG {
			x := v.d.Chunks[c]
			return v.word[x.Head], bucket(k - i), v.t(x.Tokens.End), v.w(x.Tokens.End), plain
		}
		if c < 0 && v.d.Tags[k].U != text.ADP && v.d.Tags[k].U != text.CCONJ {
			plain = false
		}
	}
	return 0, 9, 0, 0, plain
}

// commaFeatures are those of the gap behind token i.
func (v *view) commaFeatures(i int) []learn.Feature {
	of := learn.Of
	j := i + 1
	w0, w1, w2, wp := v.w(i), v.w(j), v.w(j+1), v.w(i-1)
	t0, t1, t2, t3, tp, tq := v.t(i), v.t(j), v.t(j+1), v.t(j+2), v.t(i-1), v.t(i-2)
	head, far, behind, after, plain := v.next(j)
	since := v.last
	if since < 0 {
		since = v.sent.First - 1
	}
	verbs := v.verbs[i+1] - v.verbs[v.sent.First]
	new := verbs // verb groups since the last comma
	if v.last >= 0 {
		new = v.verbs[i+1] - v.verbs[v.last+1]
	}
	vs, ns := bucket(int(verbs)), learn.Hash(min(new, 2))
	hist := learn.Hash(min(v.commas, 3))*16 + bucket(i-since)
	opener := v.w(since + 1)
	openTag := v.t(since + 1)
	same := learn.Flag(v.chunk[i] >= 0 && v.chunk[i] == v.chunk[j])
	quote := learn.Flag(v.d.Tokens[i].Quote >= 0)*2 + learn.Flag(v.d.Tokens[j].Quote >= 0)
	left := bucket(v.sent.End - 1 - i)
	say := head*8 + learn.Flag(plain)
	v.features = append(v.features[:0],
		of(0, w0, 0), of(1, w1, 0), of(2, w0, w1), of(3, wp, w0), of(4, w1, w2), of(5, w2, t1),
		of(6, t0, t1), of(7, t0*31+t1, t2), of(8, tp*31+t0, t1), of(9, tp*31+t0, t1*31+t2), of(10, t1*31+t2, t3*31+t0), of(11, tq*31+tp, t0*31+t1),
		of(12, w0, t1), of(13, t0, w1), of(14, w1, t0*31+t2), of(15, w0, t1*31+t2), of(16, w1, t2*31+t3),
		of(17, hist, t0*31+t1), of(18, hist, w1), of(19, vs*4+ns, t0*31+t1), of(20, vs*4+ns, w1), of(21, hist, vs*4+ns),
		of(22, opener, hist), of(23, opener*31+t0, t1*8+ns), of(24, openTag*31+t0, t1*8+ns), of(25, opener, w1),
		of(26, same, t0*31+t1), of(27, same, w1), of(28, quote, t0*31+t1), of(29, quote, w1),
		of(30, say, far), of(31, say, behind), of(32, say*31+t1, behind), of(33, head*31+t0, far), of(34, say, after), of(35, say*31+behind, vs*4+ns),
		of(36, say*31+t0, t1*8+ns), of(37, head, vs*4+ns), of(38, left, t0*31+t1), of(39, left*16+far, behind*8+learn.Flag(plain)), of(40, say*31+behind, same*8+ns),
		of(41, behind*31+t1, far*8+learn.Flag(plain)), of(42, say*31+t0, same*64+t1*8+ns), of(43, opener*31+head, far*8+ns),
	)
	return v.features
}

// possessive reports whether token i may be a possessive that lost its apostrophe.
func (v *view) possessive(i int) bool {
	w := v.d.Word(i)
	return len(w) > 3 && w[len(w)-1] == 's' && letter(w, len(w)-2) && w[len(w)-2] != 's' && i+1 < v.sent.End
}

// apostropheFeatures are those of token i, which ends in "s".
func (v *view) apostropheFeatures(i int) []learn.Feature {
	of := learn.Of
	w := v.d.Word(i)
	stem := learn.HashOf(w[:len(w)-1])
	known := learn.Flag(v.heads[w[:len(w)-1]])
	big := learn.Flag('A' <= w[0] && w[0] <= 'Z') * 2
	if len(w) > 2 && 'A' <= w[len(w)-2] && w[len(w)-2] <= 'Z' {
		big++
	}
	tail := learn.HashOf(w[max(0, len(w)-4):])
	w0, w1, w2, wp := v.w(i), v.w(i+1), v.w(i+2), v.w(i-1)
	t0, t1, t2, t3, tp := v.t(i), v.t(i+1), v.t(i+2), v.t(i+3), v.t(i-1)
	inside := learn.Flag(v.chunk[i] >= 0 && v.chunk[i] == v.chunk[i+1])*2 + learn.Flag(v.chunk[i] >= 0 && v.d.Chunks[v.chunk[i]].Tokens.First == i)
	big1 := learn.Flag(v.d.Word(i + 1)[0] >= 'A' && v.d.Word(i + 1)[0] <= 'Z')
	head, far, _, _, plain := v.next(i + 1)
	v.features = append(v.features[:0],
		of(0, stem, 0), of(1, w0, t1), of(2, w1, big), of(3, w0, w1), of(4, wp, w0), of(5, t1*31+t2, t0), of(6, t1, known*8+big), of(7, t1*31+t2, known*8+big),
		of(8, tail, t1), of(9, big*4+inside, t1*31+t2), of(10, inside, t0*31+t1), of(11, w1, t0*8+inside), of(12, w1*31+w2, big), of(13, tp*31+t0, t1*8+known),
		of(14, tp*31+t0, t1*31+t2), of(15, big1*8+big, t0*31+t1), of(16, t1*31+t2, t3*8+big), of(17, far*2+learn.Flag(plain), t1*8+big), of(18, head, t1*8+big),
		of(19, stem, big*4+inside), of(20, wp*31+t0, t1), of(21, known*8+big, inside*2+big1), of(22, w1, known*8+big),
	)
	return v.features
}
