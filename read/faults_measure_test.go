//go:build measure

package read_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/parley-press/parley"
)

// TestMeasureFaults reads every report of the corpora of news in the folder PARLEY_DATA (`make measure`): none may end in a fault of the reader.
func TestMeasureFaults(t *testing.T) {
	data := os.Getenv("PARLEY_DATA")
	files, err := filepath.Glob(filepath.Join(data, "*", "*.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if data == "" || len(files) == 0 {
		t.Skip("PARLEY_DATA names no folder with corpora of news")
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
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
			n := eachText(t, name, func(s string) { bodies <- s })
			close(bodies)
			readers.Wait()
			t.Logf("%d reports", n)
		})
	}
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
