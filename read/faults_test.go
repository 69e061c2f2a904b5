package read_test

import (
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// TestMangled reads sentences of the example that are torn, joined and turned about in every way a scan, a bad page or a translation does it: whatever the
// words are, no reader may fail on them, and what it finds lies in the text.
func TestMangled(t *testing.T) {
	texts := 400
	if testing.Short() {
		texts = 60
	}
	r, rng := newReader(t), rand.New(rand.NewPCG(19, 73))
	m := mangler{rng: rng, sentences: sentencesOf(t)}
	for range texts {
		readsWell(t, r.Read, m.text(6), func(rep parley.Report, f parley.Findings) { check(t, r, rep, f) })
	}
}

// TestFaults reads what once ended in a fault of the reader.
func TestFaults(t *testing.T) {
	r := newReader(t)
	for _, s := range []string{
		"Video footage and first-hand accounts report that six bridges were destroyed near Marran.", // a source that is no mention
		"Ordell Foods Inc, Ordell Steel Corp and Ordell Shipping Ltd said they would merge.",        // three firms of one first word
		"Ana Roe said in remarks carried by Newswire",                                               // the last word ends a phrase
		"Export-Import Bank of Harland president Takeo Roe told Veska the bank will go on.",         // a subject whose phrase overlaps the one beside the verb
	} {
		readsWell(t, r.Read, s, func(rep parley.Report, f parley.Findings) { check(t, r, rep, f) })
	}
}

// readsWell fails the test where reading body ends in a fault; what is read goes to then.
func readsWell(t *testing.T, reader func(parley.Report) (parley.Findings, *parley.SetAside), body string, then func(parley.Report, parley.Findings)) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%v in %q\n%s", r, body, debug.Stack())
		}
	}()
	rep := parley.Report{ID: parley.IDOf([]byte(body)), Names: []string{"mangled"}, Format: parley.PlainText, Bytes: []byte(body)}
	if f, aside := reader(rep); aside == nil {
		then(rep, f)
	}
}

// sentencesOf are the sentences of the example's plain reports, roughly: texts cut behind full stops.
func sentencesOf(t *testing.T) [][]string {
	t.Helper()
	var out [][]string
	for _, rep := range dossier(t) {
		if rep.Format == parley.PlainText {
			out = cutSentences(out, string(rep.Bytes))
		}
	}
	return out
}

// cutSentences appends the words of each sentence of s, four at least.
func cutSentences(to [][]string, s string) [][]string {
	for _, s := range strings.SplitAfter(strings.ReplaceAll(s, "\n", " "), ". ") {
		if w := strings.Fields(s); len(w) > 3 {
			to = append(to, w)
		}
	}
	return to
}

// mangler makes texts of torn sentences.
type mangler struct {
	rng       *rand.Rand
	sentences [][]string
}

// joints are put between halves of two sentences.
var joints = strings.Split("|, and|, but|, while|, who|, which| that| said that|, said| and| or|, too|:| –|;| (|)| \"|\" said|, according to| by| because| if|, as well as| not| to| of| reported| report that| wrote|, citing| told| has| who said", "|")

// text is n mangled sentences.
func (m *mangler) text(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString([]string{" ", " ", "\n\n"}[m.rng.IntN(3)])
		}
		b.WriteString(m.sentence())
	}
	return b.String()
}

func (m *mangler) sentence() string {
	w := append([]string(nil), m.sentences[m.rng.IntN(len(m.sentences))]...)
	v := m.sentences[m.rng.IntN(len(m.sentences))]
	switch m.rng.IntN(7) {
	case 0: // a word is gone
		i := m.rng.IntN(len(w))
		w = append(w[:i], w[i+1:]...)
	case 1: // two words change places
		i, j := m.rng.IntN(len(w)), m.rng.IntN(len(w))
		w[i], w[j] = w[j], w[i]
	case 2: // it breaks off, or begins in the middle
		if i := 1 + m.rng.IntN(len(w)-1); m.rng.IntN(2) == 0 {
			w = w[:i]
		} else {
			w = w[i:]
		}
	case 3: // no marks
		for i := range w {
			w[i] = strings.Trim(w[i], ".,:;\"“”’'()")
		}
	case 4: // one case
		for i := range w {
			w[i] = []func(string) string{strings.ToLower, strings.ToUpper}[m.rng.IntN(2)](w[i])
		}
	default: // the half of one, the half of another
		i, j := m.rng.IntN(len(w)), m.rng.IntN(len(v))
		return strings.Join(w[:i], " ") + joints[m.rng.IntN(len(joints))] + " " + strings.Join(v[j:], " ")
	}
	return strings.Join(w, " ")
}
