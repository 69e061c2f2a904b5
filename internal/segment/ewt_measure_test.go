//go:build measure

package segment

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// TestMeasureEWT measures against the English Web Treebank in ud-ewt of the folder PARLEY_DATA (`make measure`). The
// floors are a little under what was reached, so that a loss is seen.
func TestMeasureEWT(t *testing.T) {
	split := "dev"
	if s := os.Getenv("PARLEY_EWT_SPLIT"); s != "" {
		split = s
	}
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), "ud-ewt", "en_ewt-ud-"+split+".conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	e, err := readEWT(z)
	if err != nil {
		t.Fatal(err)
	}
	tok, sent := e.score(t, testing.Verbose())
	t.Logf("%s: token F1 %.2f, sentence F1 %.2f", split, tok, sent)
	if tok < 98 || sent < 75 {
		t.Errorf("token F1 %.2f, sentence F1 %.2f", tok, sent)
	}
}
