package attribution

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

func TestExp(t *testing.T) {
	dir := os.Getenv("PARLEY_DATA")
	if dir == "" {
		t.Skip()
	}
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	seg := segment.New()
	t0 := time.Now()
	say := func(s string) { fmt.Printf("%6.1f %s\n", time.Since(t0).Seconds(), s) }
	f, _ := os.Create("/tmp/oof.jsonl")
	defer f.Close()
	o := Options{Say: say, Read: func(s string) *text.Doc { d := seg.Segment(body(s)); tags.Parse(d); return d }}
	o.Told = func(id string, d *text.Doc, as []text.Attribution) {
		out := []map[string]any{}
		for _, c := range as {
			if c.Confidence >= DefaultConfidence {
				out = append(out, map[string]any{"source": bytesOf(d, c.Source), "cue": bytesOf(d, c.Cue), "content": bytesOf(d, c.Content), "confidence": c.Confidence})
			}
		}
		js, _ := json.Marshal(map[string]any{"id": id, "attributions": out})
		f.Write(append(js, '\n'))
	}
	m, err := Train(os.DirFS(dir), o)
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/attribution.model", m, 0o644)
	say(fmt.Sprintf("%d bytes", len(m)))
}

func bytesOf(d *text.Doc, rs []parley.TokenRange) [][2]int {
	out := [][2]int{}
	for _, r := range rs {
		s := d.Span(r)
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}
