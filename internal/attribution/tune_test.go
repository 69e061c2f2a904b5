package attribution

import (
	"fmt"
	"math"
	"os"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

type setting struct {
	rate         float32
	drop, epochs int
	least        int
	means        int
}

func tokenLoss(c *learn.Chain, labels int, seqs []learn.Sequence, raw [][]learn.Feature, rawEnds [][]int32, of []int, l *learner, fold int) (float64, float64) {
	var sc learn.PathScratch
	var scores []int32
	var marg []float64
	loss, acc, n := 0.0, 0, 0
	for i := range seqs {
		if l.fold[of[i]] != fold {
			continue
		}
		q := &seqs[i]
		scores = sized(scores, len(q.Gold)*labels)
		clear(scores)
		at := int32(0)
		for t, e := range rawEnds[i] {
			c.Add(0, raw[i][at:e], scores[t*labels:(t+1)*labels])
			at = e
		}
		marg = c.Marginals(0, scores, marg, &sc)
		for t, g := range q.Gold {
			p := marg[t*labels+int(g)]
			loss -= math.Log(max(p, 1e-6))
			n++
			if p > 0.5 {
				acc++
			}
		}
	}
	return loss / float64(n) * 1000, float64(n-acc) / float64(n) * 1000
}

func TestTune(t *testing.T) {
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
	l := &learner{Options: Options{Read: func(s string) *text.Doc { d := seg.Segment(body(s)); tags.Parse(d); return d }}.withDefaults()}
	if _, err := l.readCorpus(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	labels, set := cueLabels, cueSet()
	most := 150000
	if os.Getenv("WHAT") == "arg" {
		labels, set, most = argumentLabels, argumentSet(), 350000
		l.isCue = make([][]float32, len(l.golds))
		l.argumentSequences()
		l.cueSeq, l.cueOf = l.argSeq, l.argOf
	} else {
		l.cueSequences()
	}
	raw := make([][]learn.Feature, len(l.cueSeq))
	rawEnds := make([][]int32, len(l.cueSeq))
	for i := range l.cueSeq {
		if l.fold[l.cueOf[i]] == 3 {
			raw[i] = append([]learn.Feature(nil), l.cueSeq[i].Features...)
			rawEnds[i] = append([]int32(nil), l.cueSeq[i].Ends...)
		}
	}
	base := learn.NewCRF([]learn.LabelSet{set}, l.cueSeq, learn.CRFOptions{Shared: 1, Least: l.Least, Rate: l.Rate, Drop: l.Drop, Seed: l.Seed})
	say("ready")
	sets := []setting{}
	for _, s := range []string{os.Getenv("GRID")} {
		var r float64
		var d, e, m int
		for rest := s; len(rest) > 0; {
			n, _ := fmt.Sscanf(rest, "%f,%d,%d,%d", &r, &d, &e, &m)
			if n < 4 {
				break
			}
			sets = append(sets, setting{rate: float32(r), drop: d, epochs: e, means: m})
			k := 0
			for k < len(rest) && rest[k] != ' ' {
				k++
			}
			rest = rest[min(k+1, len(rest)):]
		}
	}
	each(len(sets), func(k int) {
		s := sets[k]
		c := base.Fresh(1)
		c.Rate, c.Drop = s.rate, s.drop
		ll := *l
		ll.Epochs, ll.Means = s.epochs, s.means
		ll.fit("x", c, l.cueSeq, l.cueOf, func(a int) bool { return l.fold[a] != 3 })
		had := float32(1)
		for _, sc := range []float32{1, 0.7, 0.5, 0.35} {
			c.Scale(sc / had)
			had = sc
			ch, err := c.Chain(most, -1)
			if err != nil {
				panic(err)
			}
			loss, wrong := tokenLoss(ch, labels, l.cueSeq, raw, rawEnds, l.cueOf, l, 3)
			say(fmt.Sprintf("%+v scale %.2f loss %.3f wrong %.3f", s, sc, loss, wrong))
		}
	})
}
