//go:build measure

package eval

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/syntax"
)

// corefData is a file of the folder PARLEY_DATA (`make measure`), unpacked.
func corefData(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestMeasureCoref holds the chains to their floors, with chains of one mention on both sides and without: LitBank's development
// part, and the news documents of GUM's, from which nothing was learnt.
func TestMeasureCoref(t *testing.T) {
	tales, err := mention.ReadLitBank(corefData(t, "coref/litbank.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var dev []mention.CorefText
	for n, d := range tales {
		if mention.CorefDev(n) {
			dev = append(dev, d)
		}
	}
	gum, err := ReadEntities(corefData(t, "coref/gum-dev-EVALUATION-ONLY.conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var news []mention.CorefText
	for _, d := range gum {
		if strings.HasPrefix(d.ID, "GUM_news_") {
			news = append(news, d)
		}
	}
	holdCoref(t, "LitBank dev", dev, 0.62, 0.58)
	holdCoref(t, "GUM dev news", news, 0.52, 0.44)
}

// holdCoref scores chains over given tokens and own trees.
func holdCoref(t *testing.T, name string, docs []mention.CorefText, all, linked float64) {
	t.Helper()
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	f, err := mention.New()
	if err != nil {
		t.Fatal(err)
	}
	var a, b CorefScore
	for _, d := range docs {
		tags.Parse(d.Doc)
		found := f.Coref(d.Doc)
		a.Add(d.Chains, found, true)
		b.Add(d.Chains, found, false)
	}
	t.Logf("%s, %d documents: %s", name, a.Docs, a.String())
	t.Logf("%s, without chains of one: %s", name, b.String())
	if a.Docs == 0 || a.CoNLL() < all || b.CoNLL() < linked {
		t.Errorf("%s: below %.2f or %.2f", name, all, linked)
	}
}

// TestMeasureCorefTrain trains again and compares with the embedded model.
func TestMeasureCorefTrain(t *testing.T) {
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	b, err := mention.TrainCoref(os.DirFS(os.Getenv("PARLEY_DATA")), mention.CorefOptions{Parse: tags.Parse})
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../mention/coref.model")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, have) {
		t.Error("another model")
	}
}
