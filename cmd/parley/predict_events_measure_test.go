//go:build measure

package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/predict"
	"github.com/parley-press/parley/read"
)

// renamed are the types of PLOVER's first version that its later one (POLECAT, 2023), whose names the mapping uses, calls otherwise.
var renamed = map[string]string{"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

// TestMeasureEvents scores predict events on the records of PLOVER and PETRARCH in the folder PARLEY_DATA (`make measure`): the set of event types of a text by
// the published mapping, and of CAMEO's the two digits of the root. Texts whose gold says that there is no event count what is found as wrong.
func TestMeasureEvents(t *testing.T) {
	plover, cameo := map[string][]string{}, map[string][]string{}
	var in strings.Builder
	texts := map[string]bool{}
	add := func(id, text string) {
		if !texts[id] {
			texts[id] = true
			line, err := json.Marshal(map[string]string{"id": id, "text": text})
			if err != nil {
				t.Fatal(err)
			}
			in.Write(append(line, '\n'))
		}
	}
	lines(t, filepath.Join(os.Getenv("PARLEY_DATA"), "events/plover-gsr.jsonl.gz"), func(n int, b []byte) {
		var x struct{ ID, Event, Text string }
		if json.Unmarshal(b, &x) == nil && x.Text != "" {
			id := "p:" + x.Text
			if now, ok := renamed[x.Event]; ok {
				x.Event = now
			}
			plover[id] = append(plover[id], x.Event)
			add(id, x.Text)
		}
	})
	lines(t, filepath.Join(os.Getenv("PARLEY_DATA"), "events/petrarch-records.jsonl.gz"), func(n int, b []byte) {
		var x struct {
			File, ID, Text string
			Events         []struct{ Eventcode, Noevents, Error string }
		}
		if json.Unmarshal(b, &x) != nil || x.File == "gigaword-sample" || x.Text == "" {
			return
		}
		id := fmt.Sprint("c:", n)
		for _, e := range x.Events {
			if len(e.Eventcode) >= 2 {
				cameo[id] = append(cameo[id], e.Eventcode[:2])
			}
		}
		if cameo[id] == nil {
			cameo[id] = []string{}
		}
		add(id, x.Text)
	})
	reader, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	out, w := io.Pipe()
	go func() {
		w.CloseWithError(predict.Events(w, strings.NewReader(in.String()), reader, func(err error) { t.Error(err) }))
	}()
	var p, c [3]int // right, found, gold
	for dec := json.NewDecoder(out); ; {
		var x struct {
			ID                 string
			Events, Statements []struct{ Plover, Cameo string }
		}
		if err := dec.Decode(&x); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		var types, roots []string
		for _, e := range append(x.Events, x.Statements...) {
			types, roots = append(types, e.Plover), append(roots, e.Cameo[:min(2, len(e.Cameo))])
		}
		if gold, ok := plover[x.ID]; ok {
			tallySets(&p, gold, types)
		} else {
			tallySets(&c, cameo[x.ID], roots)
		}
	}
	show := func(name string, n [3]int) {
		t.Logf("%s: P %.3f  R %.3f  F1 %.3f  (%d right, %d found, %d gold)", name, float64(n[0])/float64(n[1]), float64(n[0])/float64(n[2]), 2*float64(n[0])/float64(n[1]+n[2]), n[0], n[1], n[2])
	}
	show("PLOVER types", p)
	show("CAMEO roots", c)
}

func tallySets(n *[3]int, gold, found []string) {
	for _, l := range []*[]string{&gold, &found} {
		slices.Sort(*l)
		*l = slices.Compact(*l)
	}
	for _, f := range found {
		if slices.Contains(gold, f) {
			n[0]++
		}
	}
	n[1] += len(found)
	n[2] += len(gold)
}

// unpacked is what a packed file holds.
func unpacked(t *testing.T, path string) io.Reader {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// lines gives each JSON value of a packed file.
func lines(t *testing.T, path string, each func(n int, b []byte)) {
	t.Helper()
	dec := json.NewDecoder(unpacked(t, path))
	for n := 0; ; n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		each(n, raw)
	}
}
