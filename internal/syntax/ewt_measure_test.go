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
