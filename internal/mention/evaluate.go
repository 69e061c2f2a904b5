package mention

import (
	"fmt"
)

// An EntityScore counts names of gold and answer; a name is right where its tokens and its type are (CoNLL 2003).
type EntityScore struct{ right, found, gold int }

// F1 is the balanced F score in percent.
func (s EntityScore) F1() float64 {
	return 200 * float64(s.right) / float64(max(1, s.found+s.gold))
}

// String gives precision, recall and F1 in percent, and how many names the gold has.
func (s EntityScore) String() string {
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f of %d", 100*float64(s.right)/float64(max(1, s.found)), 100*float64(s.right)/float64(max(1, s.gold)), s.F1(), s.gold)
}

// evaluate scores the samples of a scheme, by judged types or by its own labels.
func (t *Tagger) evaluate(samples []sample, scheme int, judged bool) EntityScore {
	var e EntityScore
	names := t.schemes[scheme].types
	if judged {
		names = t.schemes[scheme].judged
	}
	for _, s := range samples {
		if s.scheme == scheme {
			e.count(s, t.numbers(s.doc, scheme), names)
		}
	}
	return e
}

// count adds the names of a sample; a type of name "-" does not count.
func (e *EntityScore) count(s sample, labels []uint8, names []string) {
	for _, sent := range s.doc.Sentences {
		for i := sent.Tokens.First; i < sent.Tokens.End; i++ {
			g, ge := nameAt(s.gold, i, sent.Tokens.End, names)
			a, ae := nameAt(labels, i, sent.Tokens.End, names)
			if g != "" {
				e.gold++
			}
			if a != "" {
				e.found++
			}
			if g != "" && g == a && ge == ae {
				e.right++
			}
		}
	}
}

// nameAt is the type and the end of the name that begins at token i, "" where none does.
func nameAt(labels []uint8, i, end int, names []string) (string, int) {
	l := labels[i]
	if l%2 == 0 || names[l/2] == "-" {
		return "", 0
	}
	k := i + 1
	for k < end && labels[k] == l+1 {
		k++
	}
	return names[l/2], k
}
