//go:build measure

package read_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/parley-press/parley"
)

// TestMeasureFaults reads every report of the corpora of news in the folder PARLEY_DATA (`make measure`), and texts of their sentences torn and joined: none may
// end in a fault of the reader.
func TestMeasureFaults(t *testing.T) {
	data := os.Getenv("PARLEY_DATA")
	files, err := filepath.Glob(filepath.Join(data, "*", "*.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if data == "" || len(files) == 0 {
		t.Skip("PARLEY_DATA names no folder with corpora of news")
	}
	var sentences [][]string
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			n := 0
			readAll(t, func(then func(string)) {
				n = eachText(t, name, func(s string) {
					then(s)
					if len(sentences) < 200_000 {
						sentences = cutSentences(sentences, s)
					}
				})
			})
			t.Logf("%d reports", n)
		})
	}
	t.Run("torn", func(t *testing.T) {
		m := mangler{rng: rand.New(rand.NewPCG(20, 26)), sentences: sentences}
		readAll(t, func(then func(string)) {
			for range 30_000 {
				then(m.text(6))
			}
		})
	})
}

// readAll reads what texts hands on, two at a time.
func readAll(t *testing.T, texts func(then func(string))) {
	t.Helper()
	bodies := make(chan string)
	var readers sync.WaitGroup
	for range 2 {
		r := newReader(t)
		readers.Go(func() {
			for body := range bodies {
				readsWell(t, r.Read, body, func(parley.Report, parley.Findings) {})
			}
		})
	}
	texts(func(s string) { bodies <- s })
	close(bodies)
	readers.Wait()
}

// eachText hands on the title and text of every line of a compressed file of JSON lines that has a text, and counts them.
func eachText(t *testing.T, name string, then func(string)) int {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for d := json.NewDecoder(bufio.NewReader(z)); d.More(); {
		var v struct{ Title, Text string }
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if v.Text != "" {
			n++
			then(v.Title + "\n\n" + v.Text)
		}
	}
	return n
}
