//go:build measure

package syntax

import (
	"bytes"
	"io"
	"os"
	"testing"
)

// TestMeasureLemmaFolds learns lemmas from four fifths of the treebank's train part and counts on the fifth left out, tags given.
func TestMeasureLemmaFolds(t *testing.T) {
	data := os.DirFS(os.Getenv("PARLEY_DATA"))
	gold, err := readTreebank(data, trainFile, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	words, err := readLexicon(data, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	const folds = 5
	right, all := 0, 0
	for f := range folds {
		from, to := len(gold)*f/folds, len(gold)*(f+1)/folds
		l, err := learnLemmas(append(append([][]Word{}, gold[:from]...), gold[to:]...), words)
		if err != nil {
			t.Fatal(err)
		}
		r, n := l.score(gold[from:to])
		right, all = right+r, all+n
		t.Logf("fold %d: %.2f", f, 100*float64(r)/float64(n))
	}
	t.Logf("train, folds: %.2f", 100*float64(right)/float64(all))
}

// TestMeasureLemmas trains anew, holds the embedded model to it byte for byte, and counts on dev, with the tags given
// and with the embedded tagger's.
func TestMeasureLemmas(t *testing.T) {
	data := os.DirFS(os.Getenv("PARLEY_DATA"))
	file, err := TrainLemmas(data, func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, lemmaModel) {
		t.Error("the embedded model is not what these data give")
	}
	dev, err := readTreebank(data, devFile, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	right, all := tagger.lemmas.score(dev)
	t.Logf("tags given: %.2f", 100*float64(right)/float64(all))
	if right*1000 < all*985 {
		t.Error("too low")
	}
	s := tagger.Evaluate(dev)
	t.Logf("tags of the embedded tagger: %.2f", percent(s.Lemma, s.Words))
	if s.Lemma*1000 < s.Words*969 {
		t.Error("too low")
	}
}
