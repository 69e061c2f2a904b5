package attribution

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
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
	l := &learner{Options: Options{Say: say, Read: func(s string) *text.Doc { d := seg.Segment(body(s)); tags.Parse(d); return d }}.withDefaults()}
	if _, err := l.readCorpus(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	say("read")
	l.cueSequences()
	nf := 0
	for _, q := range l.cueSeq {
		nf += len(q.Features)
	}
	o := learn.CRFOptions{Shared: 1, Least: l.Least, Rate: l.Rate, Drop: l.Drop, Seed: l.Seed}
	base := learn.NewCRF([]learn.LabelSet{cueSet()}, l.cueSeq, o)
	say(fmt.Sprintf("cue: %d sequences, %d features, %d kept", len(l.cueSeq), nf, base.Features()))
	chains := make([]*learn.Chain, l.Folds)
	lexs := make([]*lexicon, l.Folds)
	each(l.Folds, func(k int) {
		c := base.Fresh(l.Seed + uint64(k))
		l.fit(fmt.Sprintf("cue fold %d", k), c, l.cueSeq, l.cueOf, func(a int) bool { return l.fold[a] != k })
		ch, err := c.Chain(150000, -1)
		if err != nil {
			panic(err)
		}
		chains[k] = ch
		lexs[k] = l.lexicon(k)
	})
	l.cueSeq, base = nil, nil
	l.isCue = make([][]float32, len(l.golds))
	each(len(l.golds), func(a int) {
		k := l.fold[a]
		w := &worker{m: &models{lex: lexs[k], cues: chains[k]}}
		w.open(l.golds[a].d, w.m.lex)
		w.count(nil)
		n := len(l.golds[a].d.Tokens)
		w.prob, w.first, w.next = sized(w.prob, n), sized(w.first, n), sized(w.next, n)
		for s := range l.golds[a].d.Sentences {
			w.cueSentence(s)
		}
		l.isCue[a] = w.prob
	})
	say("cues predicted")
	l.argumentSequences()
	nf = 0
	tok, lost, all := 0, 0, 0
	for _, q := range l.argSeq {
		nf += len(q.Features)
		tok += len(q.Gold)
		for _, g := range q.Gold {
			if g >= contentFirst {
				all++
			}
		}
	}
	for _, g := range l.golds {
		for _, r := range g.rels {
			lost += count(r.content)
		}
	}
	base = learn.NewCRF([]learn.LabelSet{argumentSet()}, l.argSeq, o)
	say(fmt.Sprintf("arg: %d sequences, %d tokens, %d features, %d kept; content in windows %d of %d", len(l.argSeq), tok, nf, base.Features(), all, lost))
	argc := make([]*learn.Chain, l.Folds)
	each(l.Folds, func(k int) {
		c := base.Fresh(l.Seed + uint64(k))
		l.fit(fmt.Sprintf("arg fold %d", k), c, l.argSeq, l.argOf, func(a int) bool { return l.fold[a] != k })
		ch, err := c.Chain(350000, -1)
		if err != nil {
			panic(err)
		}
		argc[k] = ch
	})
	say("trained")
	f, _ := os.Create("/tmp/oof.jsonl")
	defer f.Close()
	out := make([][]byte, len(l.golds))
	ncand := make([]int, len(l.golds))
	each(len(l.golds), func(a int) {
		k := l.fold[a]
		w := &worker{m: &models{lex: lexs[k], cues: chains[k], args: argc[k]}}
		d := l.golds[a].d
		cs := w.read(d)
		ncand[a] = len(cs)
		type at struct {
			Source, Cue, Content [][2]int
			Confidence           float64
		}
		var as []map[string]any
		for _, c := range cs {
			if c.prob < 0.4 || len(c.paths) == 0 || len(c.paths[0].content) == 0 {
				continue
			}
			p := c.paths[0]
			as = append(as, map[string]any{"source": bytesOf(d, p.source), "cue": bytesOf(d, ranges(c.cue)), "content": bytesOf(d, p.content), "confidence": c.prob})
		}
		out[a], _ = json.Marshal(map[string]any{"id": l.golds[a].id, "attributions": as})
	})
	nc := 0
	for a, b := range out {
		f.Write(b)
		f.Write([]byte("\n"))
		nc += ncand[a]
	}
	say(fmt.Sprintf("done, %d candidates", nc))
}

func ranges(r parley.TokenRange) []parley.TokenRange { return []parley.TokenRange{r} }

func bytesOf(d *text.Doc, rs []parley.TokenRange) [][2]int {
	out := [][2]int{}
	for _, r := range rs {
		s := d.Span(r)
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}
