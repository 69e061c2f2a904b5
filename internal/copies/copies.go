// Package copies finds texts that carry each other: the same text, nearly the same, or one inside the other, and tells word by word how two of them differ.
//
// A text is its runs of five words (shingles; Broder 1997), each a number of 32 bits, in the order in which they stand. Candidates come from two kinds of
// keys in one table: bands (Indyk and Motwani 1998) of a one-permutation MinHash (Li, Owen and Zhang 2012) whose empty bins are filled by optimal
// densification (Shrivastava 2017), which meet where two texts share much; and fingerprints by winnowing (Schleimer, Wilkerson and Aiken 2003), of which two
// texts share one for every stretch of Guaranteed words, however long the rest is. Every candidate is then decided by the whole sets of runs.
//
// What the index answers depends on the texts in it alone, never on the order in which they came; it holds no state but keys, and takes a text out again.
package copies

// Thresholds of what is a copy. They were chosen on dated reports of 2016, see docs/adr/0019-copies.md.
const (
	Near   = 0.5 // Jaccard's index of the runs from which on two texts are near copies
	Inside = 0.7 // share of a text's runs that another must hold to contain it
	Cover  = 0.2 // share of the other that the contained text must then make
)

const (
	runWords = 5  // words of a run
	leastRun = 26 // runs under which a text is never a copy: 30 words
	bands    = 20
	rows     = 4
	bins     = bands * rows
	window   = 28 // runs of which winnowing keeps one
)

// Guaranteed is how many words in a row two texts must share to have a fingerprint in common whatever else they hold.
const Guaranteed = window + runWords - 1

// A Kind is how one text stands to another.
type Kind string

// The kinds, seen from the first text of a pair.
const (
	None     Kind = ""
	Same     Kind = "same"     // the same runs
	Alike    Kind = "near"     // most runs in common
	Part     Kind = "part"     // it stands in the other, nearly whole
	Contains Kind = "contains" // it holds the other, nearly whole
)

// An ID names a text in an index: the first bytes of the hash of its report. Its order decides which of very many texts stand for the others.
type ID [16]byte

// A Match is how a text of the index stands to one that was asked about.
type Match struct {
	ID      ID
	Kind    Kind    // of the one that was asked about
	Common  int     // runs in common
	Jaccard float64 // of the sets of runs
	Mine    float64 // share of the asked text's runs that the other has
	Theirs  float64 // share of the other's runs that the asked text has
}

// Compare is how a stands to b. It is exact but for runs whose hashes collide, one in four thousand million.
func Compare(a, b *Text) Match {
	m := Match{Common: common(a.set, b.set)}
	na, nb := len(a.set), len(b.set)
	if na == 0 || nb == 0 {
		return m
	}
	m.Jaccard = float64(m.Common) / float64(na+nb-m.Common)
	m.Mine, m.Theirs = float64(m.Common)/float64(na), float64(m.Common)/float64(nb)
	if na < leastRun || nb < leastRun {
		return m
	}
	switch {
	case m.Common == na && na == nb:
		m.Kind = Same
	case m.Jaccard >= Near:
		m.Kind = Alike
	case m.Mine >= Inside && m.Theirs >= Cover:
		m.Kind = Part
	case m.Theirs >= Inside && m.Mine >= Cover:
		m.Kind = Contains
	}
	return m
}

// common counts what two sorted sets have in common.
func common(a, b []uint32) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}
