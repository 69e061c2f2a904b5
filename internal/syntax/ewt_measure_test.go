//go:build measure

package syntax

import (
	"bytes"
	"cmp"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestMeasureEWT measures on the dev part of the English Web Treebank in ud-ewt of the folder PARLEY_DATA (`make
// measure`). The floors are a little under what was reached, so that a loss is seen.
func TestMeasureEWT(t *testing.T) {
	dev, err := readTreebank(os.DirFS(os.Getenv("PARLEY_DATA")), "ud-ewt/en_ewt-ud-dev.conllu.gz", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := tagger.Evaluate(dev)
	t.Log(s)
	pairs := slices.SortedFunc(maps.Keys(s.Wrong), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(s.Wrong[b], s.Wrong[a]), cmp.Compare(a[0]+a[1], b[0]+b[1]))
	})
	for _, p := range pairs[:min(25, len(pairs))] {
		t.Logf("%4d gold %s guess %s", s.Wrong[p], p[0], p[1])
	}
	for name, set := range map[string]func(string, int) string{"title case": titled, "capitals": func(w string, _ int) string { return strings.ToUpper(w) }} {
		loud := make([][]Word, len(dev))
		for i := range dev {
			for k, w := range dev[i] {
				w.Form = set(w.Form, k)
				loud[i] = append(loud[i], w)
			}
		}
		t.Logf("%s: %s", name, tagger.Evaluate(loud))
	}
	if s.Penn*1000 < s.Words*946 || s.UPOS*1000 < s.Words*952 || s.Lemma*1000 < s.Words*969 || s.Head*1000 < s.Arcs*865 || s.Labelled*1000 < s.Arcs*833 {
		t.Errorf("too low: %s", s)
	}
}

// TestMeasureSilver measures the agreement, which is no accuracy, with the machine-made layer of PolNeAR's dev part: Penn tags, and heads after the mapping
// to UD v2, punctuation left out.
func TestMeasureSilver(t *testing.T) {
	data := os.DirFS(os.Getenv("PARLEY_DATA"))
	texts := map[string]string{}
	if err := readGzip(data, "polnear/dev.jsonl.gz", io.Discard, func(r io.Reader) error { return readTexts(r, texts) }); err != nil {
		t.Fatal(err)
	}
	var dev [][]Word
	if err := readGzip(data, "polnear-corenlp/dev.jsonl.gz", io.Discard, func(r io.Reader) (err error) {
		dev, err = ReadSilver(r, texts)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, sent := range dev {
		for i := range sent {
			if sent[i].Rel == "" {
				sent[i].Rel = "dep" // its head counts
			}
			if sent[i].Rel == "punct" {
				sent[i].Rel = ""
			}
		}
	}
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := tagger.Evaluate(dev)
	t.Logf("Penn %.2f, UAS %.2f, LAS %.2f", percent(s.Penn, s.Words), percent(s.Head, s.Arcs), percent(s.Labelled, s.Arcs))
	if s.Penn*1000 < s.Words*970 {
		t.Errorf("too low: %s", s)
	}
}

// TestMeasureTraining trains anew from the folder PARLEY_DATA and holds the embedded model to it, byte for byte.
func TestMeasureTraining(t *testing.T) {
	got, err := Train(os.DirFS(os.Getenv("PARLEY_DATA")), Options{Say: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("PARLEY_TRAIN_OUT"); out != "" {
		if err := os.WriteFile(out, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, model) {
		t.Errorf("trained %d bytes that differ from the embedded %d", len(got), len(model))
	}
}
