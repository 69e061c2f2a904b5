package copies

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Change is what became of a stretch of words from one text to another.
type Change string

// The changes.
const (
	Kept    Change = "same"
	Cut     Change = "cut"     // only in the first
	Added   Change = "added"   // only in the second
	Changed Change = "changed" // other words in its place
)

// A Piece is a stretch of words of two texts, in the order of both. Its words are as printed.
type Piece struct {
	Change Change `json:"change"`
	Old    string `json:"old,omitempty"` // of the first text, "" where Change is Added
	New    string `json:"new,omitempty"` // of the second, "" where Change is Cut or Kept
}

// Diff is how text b differs from text a, word by word. Words that differ in case, quotation marks and marks at their ends alone are the same. It takes memory in
// proportion to the words, and time to the words and to the changes; where two stretches have very little in common, one is said to stand in the place of the
// other.
func Diff(a, b string) []Piece {
	wa, wb := printed(a), printed(b)
	d := differ{a: keysOf(wa), b: keysOf(wb), gone: make([]bool, len(wa)), fresh: make([]bool, len(wb))}
	d.whole()
	d.tidy()
	var out []Piece
	for i, j := 0, 0; i < len(wa) || j < len(wb); {
		p := Piece{Change: Kept}
		i0, j0 := i, j
		for i < len(wa) && j < len(wb) && !d.gone[i] && !d.fresh[j] {
			i, j = i+1, j+1
		}
		if i > i0 {
			p.Old = stretch(a, wa[i0:i])
			out = append(out, p)
			continue
		}
		for i < len(wa) && d.gone[i] {
			i++
		}
		for j < len(wb) && d.fresh[j] {
			j++
		}
		p.Old, p.New = stretch(a, wa[i0:i]), stretch(b, wb[j0:j])
		switch {
		case j == j0:
			p.Change = Cut
		case i == i0:
			p.Change = Added
		default:
			p.Change = Changed
		}
		out = append(out, p)
	}
	return out
}

// A place is a word as printed, between white space.
type place struct {
	start, end int
	key        uint64
}

// printed is the words of a text; what has no letter and no digit belongs to the words around it.
func printed(s string) []place {
	var out []place
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += size
			continue
		}
		end := strings.IndexFunc(s[i:], unicode.IsSpace)
		if end < 0 {
			end = len(s) - i
		}
		if k, ok := keyOf(s[i : i+end]); ok {
			out = append(out, place{i, i + end, k})
		}
		i += end
	}
	return out
}

// keyOf is a number for a word without the marks at its ends, in lower case, with straight apostrophes.
func keyOf(w string) (uint64, bool) {
	w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	h := uint64(14695981039346656037)
	for _, r := range w {
		if r == '’' {
			r = '\''
		}
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
	}
	return mix(h), w != ""
}

func keysOf(ws []place) []uint64 {
	out := make([]uint64, len(ws))
	for i, w := range ws {
		out[i] = w.key
	}
	return out
}

// stretch is the text from the first to the last of some words.
func stretch(s string, ws []place) string {
	if len(ws) == 0 {
		return ""
	}
	return s[ws[0].start:ws[len(ws)-1].end]
}

// A differ marks which words of a are gone and which of b are fresh.
type differ struct {
	a, b          []uint64
	gone, fresh   []bool
	ahead, behind []int // the furthest points of middle, by diagonal
}

const (
	anchorWords = 4    // words that stand once in each text and so hold the two together
	mostEdits   = 1500 // changes between two anchors from which on one stretch stands in the place of the other
)

// whole compares both texts: between words that stand once in each, in the same order in both (as in patience diff), by Myers' algorithm.
func (d *differ) whole() {
	i, j := 0, 0
	for _, p := range d.anchors() {
		if p[0] < i || p[1] < j { // the anchor before it reached over it
			continue
		}
		d.compare(i, p[0], j, p[1])
		for i, j = p[0], p[1]; i < len(d.a) && j < len(d.b) && d.a[i] == d.b[j]; {
			i, j = i+1, j+1
		}
	}
	d.compare(i, len(d.a), j, len(d.b))
}

// anchors is where runs of words stand that each text has once, ascending in both.
func (d *differ) anchors() [][2]int {
	at := func(ws []uint64) map[uint64]int {
		m := make(map[uint64]int, len(ws))
		for i := 0; i+anchorWords <= len(ws); i++ {
			h := uint64(0)
			for _, w := range ws[i : i+anchorWords] {
				h = mix(h ^ w)
			}
			if _, twice := m[h]; twice {
				m[h] = -1
				continue
			}
			m[h] = i
		}
		return m
	}
	there := at(d.b)
	var pairs [][2]int
	for h, i := range at(d.a) {
		if j, ok := there[h]; ok && i >= 0 && j >= 0 {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	slices.SortFunc(pairs, func(p, q [2]int) int { return p[0] - q[0] })
	return ascending(pairs)
}

// ascending is a longest subsequence of pairs whose second parts ascend.
func ascending(pairs [][2]int) [][2]int {
	var piles []int // the pair on top of each pile
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(piles, p[1], func(top, j int) int { return pairs[top][1] - j })
		before[i] = -1
		if k > 0 {
			before[i] = piles[k-1]
		}
		if k == len(piles) {
			piles = append(piles, i)
		} else {
			piles[k] = i
		}
	}
	out := make([][2]int, len(piles))
	for k, i := len(piles)-1, 0; k >= 0; k-- {
		if k == len(piles)-1 {
			i = piles[k]
		}
		out[k] = pairs[i]
		i = before[i]
	}
	return out
}

// compare marks what differs between a[i0:i1] and b[j0:j1].
func (d *differ) compare(i0, i1, j0, j1 int) {
	for i0 < i1 && j0 < j1 && d.a[i0] == d.b[j0] {
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && d.a[i1-1] == d.b[j1-1] {
		i1, j1 = i1-1, j1-1
	}
	if i0 < i1 && j0 < j1 {
		if x, y, ok := d.middle(i0, i1, j0, j1); ok {
			d.compare(i0, x, j0, y)
			d.compare(x, i1, y, j1)
			return
		}
	}
	for i := i0; i < i1; i++ {
		d.gone[i] = true
	}
	for j := j0; j < j1; j++ {
		d.fresh[j] = true
	}
}

// middle is a point in the middle of a shortest way from (i0, j0) to (i1, j1): Myers, An O(ND) difference algorithm, 1986, section 4b, in linear space. It gives
// up where the way has more than mostEdits changes.
func (d *differ) middle(i0, i1, j0, j1 int) (x, y int, ok bool) {
	n, m := i1-i0, j1-j0
	delta, most := n-m, min((n+m+1)/2, mostEdits/2)
	off := most + 1
	if need := 2*off + 1; len(d.ahead) < need {
		d.ahead, d.behind = make([]int, need), make([]int, need)
	}
	ahead, behind := d.ahead, d.behind
	ahead[off+1], behind[off+1] = 0, 0
	step := func(v []int, k, e int) int { // the furthest start on diagonal k after e changes
		if k == -e || k != e && v[off+k-1] < v[off+k+1] {
			return v[off+k+1]
		}
		return v[off+k-1] + 1
	}
	for e := 0; e <= most; e++ {
		low, high := -e+2*max(0, e-m), e-2*max(0, e-n)
		for k := low; k <= high; k += 2 {
			x := step(ahead, k, e)
			for x < n && x-k < m && d.a[i0+x] == d.b[j0+x-k] {
				x++
			}
			ahead[off+k] = x
			if c := delta - k; delta&1 != 0 && c > -e && c < e && x+behind[off+c] >= n {
				return i0 + x, j0 + x - k, true
			}
		}
		for k := low; k <= high; k += 2 {
			x := step(behind, k, e)
			for x < n && x-k < m && d.a[i1-1-x] == d.b[j1-1-x+k] {
				x++
			}
			behind[off+k] = x
			if c := delta - k; delta&1 == 0 && c >= -e && c <= e && x+ahead[off+c] >= n {
				return i1 - x, j1 - x + k, true
			}
		}
	}
	return 0, 0, false
}

// tidy takes single words that stand between changes for changed: they are there by chance.
func (d *differ) tidy() {
	for i, j := 0, 0; i < len(d.a) && j < len(d.b); {
		switch {
		case d.gone[i]:
			i++
		case d.fresh[j]:
			j++
		default:
			before := i > 0 && d.gone[i-1] && j > 0 && d.fresh[j-1]
			after := i+1 < len(d.a) && d.gone[i+1] && j+1 < len(d.b) && d.fresh[j+1]
			if before && after {
				d.gone[i], d.fresh[j] = true, true
			}
			i, j = i+1, j+1
		}
	}
}
