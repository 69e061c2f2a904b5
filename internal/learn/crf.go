package learn

import (
	"math"
)

// A LabelSet is the labels of one scheme that a CRF answers in.
type LabelSet struct {
	Shared []int    // of each label the class of the shared weights that it takes part in
	Follow [][]bool // Follow[a][b]: label b may stand after label a
	First  []bool   // labels that a sequence may begin with
}

// A Sequence is a training sentence. Features of token t are Features[Ends[t-1]:Ends[t]]; NewCRF replaces them by rows.
type Sequence struct {
	Set      int // the label set of Gold
	Features []Feature
	Ends     []int32
	Late     []Feature // further ones that the second pass has, cut by LateEnds; none where LateEnds is nil
	LateEnds []int32
	Gold     []uint8
	Weight   float32 // of a step on it
}

// CRFOptions say how a CRF is trained.
type CRFOptions struct {
	Shared int     // classes of the shared weights
	Least  int     // fewest tokens that keep a feature
	Rate   float32 // step of AdaGrad
	Drop   int     // of 256 features, how many a step leaves out
	Late   int     // of 256 sequences, how many are learned from without their late features
	Seed   uint64
}

// A CRF is a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) in training. The label sets share
// weights: the score of a label is that of its shared class and its own (Daumé 2007, frustratingly easy domain adaptation).
// Training is stochastic gradient with AdaGrad (Duchi, Hazan and Singer 2011) in one fixed order of float operations that no
// compiler may fuse, so that the same sequences give the same weights on every machine.
type CRF struct {
	CRFOptions
	sets   []LabelSet
	feats  []Feature
	count  []int32 // tokens that have the feature
	groups []group // 0 shared, 1+k of label set k
	row    *featureMap
	rand   Rand
	snaps  int
	chain
}

// A group is the weights of one label set, or the shared ones.
type group struct {
	size  int
	index []int32 // of a row, where its weights start; -1 none yet
	w, g  []float32
	sum   []float32 // of w at the snapshots
	trans param     // size × size, then the first label
}

type param struct{ w, g, sum []float32 }

func newParam(n int) param { return param{make([]float32, n), make([]float32, n), make([]float32, n)} }

// chain is scratch of one step.
type chain struct {
	psi, alpha, beta, edge, tr, post []float64
	kept                             []int32
	ends                             []int32
	tmp                              []float64
}

// NewCRF takes the features of seqs that Least tokens have and puts their row numbers in their place.
func NewCRF(sets []LabelSet, seqs []Sequence, o CRFOptions) *CRF {
	c := &CRF{CRFOptions: o, sets: sets, rand: Rand(o.Seed), row: &featureMap{}}
	var count featureMap
	for _, s := range seqs {
		for _, f := range s.Features {
			count.add(f, 1)
		}
		for _, f := range s.Late {
			count.add(f, 1)
		}
	}
	for _, s := range seqs {
		for _, fs := range [][]Feature{s.Features, s.Late} {
			for _, f := range fs {
				n, _ := count.get(f)
				if n < int32(o.Least) {
					continue
				}
				if _, ok := c.row.get(f); !ok {
					c.row.add(f, int32(len(c.feats)))
					c.feats = append(c.feats, f)
					c.count = append(c.count, n)
				}
			}
		}
	}
	c.Lookup(seqs)
	c.weigh()
	return c
}

// weigh gives the groups their weights, all 0.
func (c *CRF) weigh() {
	c.groups = append(c.groups[:0:0], c.newGroup(c.Shared))
	for _, s := range c.sets {
		c.groups = append(c.groups, c.newGroup(len(s.Shared)))
	}
}

// Fresh is an untrained CRF over the same features, for sequences whose features c has replaced by rows.
func (c *CRF) Fresh(seed uint64) *CRF {
	f := &CRF{CRFOptions: c.CRFOptions, sets: c.sets, feats: c.feats, count: c.count, row: c.row, rand: Rand(seed)}
	f.Seed = seed
	f.weigh()
	return f
}

// Lookup puts row numbers in the place of the features of seqs; those that have none are dropped.
func (c *CRF) Lookup(seqs []Sequence) {
	for i := range seqs {
		s := &seqs[i]
		s.Features = c.lookup(s.Features, s.Ends)
		s.Late = c.lookup(s.Late, s.LateEnds)
	}
}

func (c *CRF) lookup(fs []Feature, ends []int32) []Feature {
	to := fs[:0]
	from := int32(0)
	for t, end := range ends {
		for _, f := range fs[from:end] {
			if r, ok := c.row.get(f); ok {
				to = append(to, Feature(r))
			}
		}
		from = end
		ends[t] = int32(len(to))
	}
	return to
}

// Decode is the best labels of a sequence by the weights as they are now (Viterbi).
func (c *CRF) Decode(s *Sequence) []uint8 {
	n := len(s.Ends)
	set := &c.sets[s.Set]
	l := len(set.Shared)
	drop, late := c.Drop, c.Late
	c.Drop, c.Late = 0, 0
	c.keep(s)
	c.Drop, c.Late = drop, late
	c.emit(s, set)
	sh, own := &c.groups[0], &c.groups[1+s.Set]
	back := make([]uint8, n*l)
	cur, next := make([]float64, l), make([]float64, l)
	for t := range n {
		for b := range l {
			best, from := math.Inf(-1), 0
			for a := range l {
				x := math.Inf(-1)
				switch {
				case t == 0 && a == 0 && set.First[b]:
					x = float64(own.trans.w[l*l+b]) + float64(sh.trans.w[sh.size*sh.size+set.Shared[b]])
				case t > 0 && set.Follow[a][b]:
					x = cur[a] + float64(own.trans.w[a*l+b]) + float64(sh.trans.w[set.Shared[a]*sh.size+set.Shared[b]])
				}
				if x > best {
					best, from = x, a
				}
			}
			next[b] = best + c.psi[t*l+b]
			back[t*l+b] = uint8(from)
		}
		cur, next = next, cur
	}
	out := make([]uint8, n)
	if n == 0 {
		return out
	}
	best := 0
	for k := range cur {
		if cur[k] > cur[best] {
			best = k
		}
	}
	for t := n - 1; t >= 0; t-- {
		out[t] = uint8(best)
		best = int(back[t*l+best])
	}
	return out
}

func (c *CRF) newGroup(size int) group {
	g := group{size: size, index: make([]int32, len(c.feats)), trans: newParam(size*size + size)}
	for i := range g.index {
		g.index[i] = -1
	}
	return g
}

// at is where the weights of a row start; rows get theirs when they are first asked for.
func (g *group) at(row int32) int32 {
	i := g.index[row]
	if i < 0 {
		i = int32(len(g.w))
		g.index[row] = i
		for range g.size {
			g.w, g.g = append(g.w, 0), append(g.g, 0)
		}
	}
	return i
}

// Snapshot takes the weights as they are into the mean that Average gives.
func (c *CRF) Snapshot() {
	c.snaps++
	for i := range c.groups {
		g := &c.groups[i]
		for len(g.sum) < len(g.w) {
			g.sum = append(g.sum, 0)
		}
		addTo(g.sum, g.w)
		addTo(g.trans.sum, g.trans.w)
	}
}

// Restart sets the weights to 0 for another round of training, whose snapshots go into the same mean: what hangs on the order of the sequences is levelled.
func (c *CRF) Restart() {
	for i := range c.groups {
		g := &c.groups[i]
		for _, w := range [][]float32{g.w, g.g, g.trans.w, g.trans.g} {
			clear(w)
		}
	}
}

func addTo(sum, w []float32) {
	for k, x := range w {
		sum[k] += x
	}
}

// Average sets the weights to their mean over the snapshots.
func (c *CRF) Average() {
	for i := range c.groups {
		g := &c.groups[i]
		for k, x := range g.sum {
			g.w[k] = x / float32(c.snaps)
		}
		for k, x := range g.trans.sum {
			g.trans.w[k] = x / float32(c.snaps)
		}
	}
}

// Features is the number of features that are kept.
func (c *CRF) Features() int { return len(c.feats) }
