package attribution

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/parley-press/parley/internal/learn"
)

// How many rows the models of cues and of arguments keep.
const (
	cueRows      = 120_000
	argumentRows = 300_000
)

// The trees of the ranker and of the referee.
const (
	trees    = 300
	treeRate = 0.06
)

// Train makes the models from a folder that holds polnear/train.jsonl.gz and lexicon/oewn-synsets.tsv.gz: the taggers of cues and of arguments, on what the tagger
// of cues finds where it did not learn; then the ranker and the calibration, on what the taggers find where they did not.
func Train(data fs.FS, o Options) ([]byte, error) {
	l := &learner{Options: o.withDefaults()}
	sum, err := l.readCorpus(data)
	if err != nil {
		return nil, err
	}
	l.Say(fmt.Sprintf("%d articles read", len(l.golds)))
	for k := range l.Folds {
		l.lex = append(l.lex, l.lexicon(k))
	}
	l.lex = append(l.lex, l.lexicon(-1))
	l.cueSequences()
	l.cues = l.taggers("cues", cueSet())
	if err := l.findCues(); err != nil {
		return nil, err
	}
	l.argumentSequences()
	l.args = l.taggers("arguments", argumentSet())
	r := &ranking{learner: l}
	if err := r.read(); err != nil {
		return nil, err
	}
	r.train()
	head := learn.Head{Kind: kind, Template: template, Data: sum, Seed: l.Seed, Scores: r.figures}
	sections := []learn.Section{{Name: "lexicon", Bytes: l.lex[l.Folds].section()}, {Name: "ranker", Bytes: r.ranker.Encode()}, {Name: "referee", Bytes: r.referee.Encode()}, {Name: "calibration", Bytes: r.cal.Encode()}}
	sections = append(sections, learn.Named("cues.", l.cues[l.Folds].Sections(cueRows, -1))...)
	sections = append(sections, learn.Named("arguments.", l.args[l.Folds].Sections(argumentRows, -1))...)
	return learn.Encode(head, sections...), nil
}

// findCues lets each article be read by the tagger of cues that did not learn from it.
func (l *learner) findCues() error {
	for k, c := range l.cues {
		ch, err := c.Chain(cueRows, -1)
		if err != nil {
			return err
		}
		ch.Temper(cueHeat)
		l.models = append(l.models, &models{lex: l.lex[k], cues: ch, effort: learning})
	}
	l.isCue = make([][]float32, len(l.golds))
	each(len(l.golds), func(a int) {
		w := &worker{m: l.models[l.fold[a]]}
		w.openCues(l.golds[a].d)
		l.isCue[a] = w.prob
	})
	return nil
}

// A ranking is the training of the ranker.
type ranking struct {
	*learner
	cands   [][]candidate // of each article
	rows    [][]float32   // of each article, rankWidth a reading
	right   [][]float32   // of each reading
	ranker  *learn.Boost
	referee *learn.Boost
	seats   [][]seat       // of each article
	judges  []*learn.Boost // of each fold, trained outside of it, and of all
	cal     *learn.Calibration
	figures []learn.Score
}

// read lets each article be read by taggers that did not learn from it.
func (r *ranking) read() error {
	for k, c := range r.args {
		ch, err := c.Chain(argumentRows, -1)
		if err != nil {
			return err
		}
		ch.Temper(argumentHeat)
		r.models[k].args = ch
	}
	n := len(r.golds)
	r.cands, r.rows, r.right = make([][]candidate, n), make([][]float32, n), make([][]float32, n)
	each(n, func(a int) {
		w := &worker{m: r.models[r.fold[a]]}
		r.cands[a] = slices.Clone(w.read(r.golds[a].d))
		r.rows[a] = w.allRows(nil)
		for c := range r.cands[a] {
			for p := range r.cands[a][c].paths {
				y := float32(0)
				if slices.ContainsFunc(r.golds[a].rels, func(g relation) bool { return w.agrees(&r.cands[a][c].paths[p], &g) }) {
					y = 1
				}
				r.right[a] = append(r.right[a], y)
			}
		}
	})
	return nil
}

// worker is one that stands where it does after reading an article.
func (r *ranking) worker(a int) *worker {
	w := &worker{m: r.models[r.fold[a]]}
	w.open(r.golds[a].d, w.m.lex)
	w.cands = r.cands[a]
	return w
}

// referees trains those that judge the choices of rankers that did not learn from the article.
func (r *ranking) referees(rankers []*learn.Boost) {
	n := len(r.golds)
	r.seats = make([][]seat, n)
	rows, right := make([][]float32, n), make([][]float32, n)
	each(n, func(a int) {
		var scores []int32
		for i := 0; i < len(r.rows[a]); i += rankWidth {
			scores = append(scores, rankers[r.fold[a]].Score(r.rows[a][i:i+rankWidth]))
		}
		r.seats[a] = seats(r.cands[a], scores, nil)
		w, t := r.worker(a), totalOf(r.seats[a])
		for k, s := range r.seats[a] {
			if s.p < 0 {
				continue
			}
			rows[a] = w.referee(k, r.seats[a], t, r.rows[a][s.row*rankWidth:(s.row+1)*rankWidth], rows[a])
			right[a] = append(right[a], r.right[a][s.row])
		}
	})
	r.judges = r.boosts(rows, right, refereeWidth, r.Seed+6)
}

// boosts trains trees for each fold on the rows of the articles outside of it, and on all: the mean of as many trainings as there are rounds, each on other shares of rows and values.
func (r *ranking) boosts(rows, right [][]float32, width int, seed uint64) []*learn.Boost {
	out := make([]*learn.Boost, r.Folds+1)
	each(len(out), func(k int) {
		var x, y []float32
		for a := range r.golds {
			if r.fold[a] != k {
				x, y = append(x, rows[a]...), append(y, right[a]...)
			}
		}
		var of []*learn.Boost
		for round := range r.Rounds {
			of = append(of, learn.TrainBoost(x, width, y, nil, learn.BoostOptions{Trees: trees, Rate: treeRate, Seed: seed + uint64(round)<<32}))
		}
		out[k] = learn.MeanBoost(of...)
	})
	return out
}

// train makes the ranker, and the calibration on what rankers that did not learn from an article choose in it.
func (r *ranking) train() {
	rankers := r.boosts(r.rows, r.right, rankWidth, r.Seed+5)
	r.ranker = rankers[r.Folds]
	r.referees(rankers)
	found := make([][]choice, len(r.golds))
	right := make([][]bool, len(r.golds))
	each(len(r.golds), func(a int) {
		w := r.worker(a)
		w.judge(r.seats[a], r.rows[a], r.judges[r.fold[a]], nil)
		found[a] = choose(len(r.golds[a].d.Tokens), r.cands[a], r.seats[a], nil)
		right[a] = w.match(found[a], r.golds[a].rels)
	})
	r.referee = r.judges[r.Folds]
	r.calibrate(found, right)
	if r.Told != nil {
		for a := range r.golds {
			r.Told(r.golds[a].id, r.golds[a].d, attributions(found[a], r.cal, nil))
		}
	}
}

// figuresFrom is the confidence from which relations count in the figures of the model's head; it stays where it is when the default moves, and so do the bytes.
const figuresFrom = 0.4

// calibrate makes the calibration and the figures that the model's head tells.
func (r *ranking) calibrate(found [][]choice, right [][]bool) {
	var scores []int32
	var labels []float32
	gold := 0
	for a := range found {
		gold += len(r.golds[a].rels)
		for k, c := range found[a] {
			scores = append(scores, c.score)
			labels = append(labels, float32(b(right[a][k])))
		}
	}
	r.cal = learn.TrainCalibration(scores, labels, nil)
	all, ok := 0, 0
	for i, s := range scores {
		if r.cal.At(s) >= figuresFrom {
			all++
			ok += int(labels[i])
		}
	}
	p, q := cmp.Or(all, 1), cmp.Or(gold, 1)
	r.figures = []learn.Score{{Name: "P", Value: uint32(10000 * ok / p)}, {Name: "R", Value: uint32(10000 * ok / q)}, {Name: "F1", Value: uint32(20000 * ok / (p + q))}}
	r.Say(fmt.Sprintf("out of fold: P %.2f R %.2f F1 %.2f", float64(100*ok)/float64(p), float64(100*ok)/float64(q), float64(200*ok)/float64(p+q)))
}

// match tells of each choice, the surest first, whether it is a relation of the gold that none before was.
func (w *worker) match(found []choice, rels []relation) []bool {
	out := make([]bool, len(found))
	taken := make([]bool, len(rels))
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(found[j].score, found[i].score) })
	for _, i := range order {
		for g := range rels {
			if !taken[g] && w.agrees(found[i].labelling, &rels[g]) {
				taken[g], out[i] = true, true
				break
			}
		}
	}
	return out
}
