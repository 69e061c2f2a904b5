//go:build measure

package timex

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestMeasureTempEval scores Find on the TimeML corpus in timex of the folder PARLEY_DATA (`make measure`), one half of its
// documents at a time: PARLEY_TIMEX_HALF is dev (the default) or held.
func TestMeasureTempEval(t *testing.T) {
	var sc tally
	for _, doc := range corpus(t, filepath.Join(os.Getenv("PARLEY_DATA"), "timex", "timebank-aquaint.jsonl.gz")) {
		held := sha256.Sum256([]byte("parley" + doc.ID))[31]%2 == 1
		if held != (os.Getenv("PARLEY_TIMEX_HALF") == "held") {
			continue
		}
		sc.add(doc)
	}
	p, r := float64(sc.hit)/float64(max(1, sc.predicted)), float64(sc.hit)/float64(max(1, sc.gold))
	t.Logf("documents %d  gold %d  predicted %d  P %.3f  R %.3f  F1 %.3f  value %.3f  type %.3f  both %.3f",
		sc.docs, sc.gold, sc.predicted, p, r, 2*p*r/(p+r), float64(sc.value)/float64(max(1, sc.hit)), float64(sc.typed)/float64(max(1, sc.hit)), float64(sc.value)/float64(max(1, sc.hit))*2*p*r/(p+r))
	if os.Getenv("PARLEY_TIMEX_HALF") != "held" && testing.Verbose() {
		for _, l := range sc.lines {
			t.Log(l)
		}
	}
}

type corpusDoc struct {
	ID   string
	Text string
	DCT  struct{ Value string }
	// Timex spans are bytes of Text.
	Timex []struct {
		S, E        int
		Type, Value string
	}
}

func corpus(t *testing.T, path string) []corpusDoc {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	zr, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var out []corpusDoc
	sc := bufio.NewScanner(zr)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var d corpusDoc
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

type tally struct {
	docs, gold, predicted, hit, value, typed int
	lines                                    []string
}

func (c *tally) add(doc corpusDoc) {
	d := document(doc.Text, doc.DCT.Value[:min(10, len(doc.DCT.Value))])
	New().Find(d)
	c.docs++
	c.gold += len(doc.Timex)
	c.predicted += len(d.Times)
	used := make([]bool, len(d.Times))
	for _, g := range doc.Timex {
		found := false
		for i, p := range d.Times {
			sp := d.Span(p.Tokens)
			if used[i] || sp.Start >= g.E || g.S >= sp.End {
				continue
			}
			used[i], found = true, true
			c.hit++
			if p.Type == g.Type {
				c.typed++
			}
			if p.Value == g.Value {
				c.value++
			} else {
				c.lines = append(c.lines, fmt.Sprintf("value %s %q: gold %s, got %s (%s) | %s", doc.ID, doc.Text[g.S:g.E], g.Value, p.Value, p.Why, around(doc.Text, g.S, g.E)))
			}
			break
		}
		if !found {
			c.lines = append(c.lines, fmt.Sprintf("missed %s %q %s | %s", doc.ID, doc.Text[g.S:g.E], g.Value, around(doc.Text, g.S, g.E)))
		}
	}
	for i, p := range d.Times {
		if !used[i] {
			sp := d.Span(p.Tokens)
			c.lines = append(c.lines, fmt.Sprintf("extra %s %q %s | %s", doc.ID, d.Slice(sp), p.Value, around(doc.Text, sp.Start, sp.End)))
		}
	}
}

func around(s string, a, b int) string {
	return fmt.Sprintf("%q", s[max(0, a-50):min(len(s), b+30)])
}
