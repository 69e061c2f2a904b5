package syntax

import (
	"bytes"
	"cmp"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEWT measures on the English Web Treebank's dev part where PARLEY_EWT names the folder that holds it. The floors
// are a little under what was reached, so that a loss is seen.
func TestEWT(t *testing.T) {
	dir := os.Getenv("PARLEY_EWT")
	if dir == "" {
		t.Skip("PARLEY_EWT names no folder with en_ewt-ud-dev.conllu.gz")
	}
	dev, err := readTreebank(os.DirFS(filepath.Dir(filepath.Clean(dir))), filepath.Base(dir)+"/en_ewt-ud-dev.conllu.gz", io.Discard)
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
	if s.Penn*1000 < s.Words*940 || s.UPOS*1000 < s.Words*945 || s.Lemma*1000 < s.Words*960 {
		t.Errorf("too low: %s", s)
	}
}

// TestEmbedded trains anew where PARLEY_TRAIN names the data folder and holds the embedded model to it, byte for byte.
func TestEmbedded(t *testing.T) {
	dir := os.Getenv("PARLEY_TRAIN")
	if dir == "" {
		t.Skip("PARLEY_TRAIN names no data folder")
	}
	got, err := Train(os.DirFS(dir), Options{Say: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("PARLEY_TRAIN_OUT"); out != "" {
		if err := os.WriteFile(out, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, tagsModel) {
		t.Errorf("trained %d bytes that differ from the embedded %d", len(got), len(tagsModel))
	}
}
