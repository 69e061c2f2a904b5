package learn

// tree grows one tree and adds its answers to the scores.
func (b *booster) tree() {
	b.gradients()
	b.draw()
	b.out.trees = append(b.out.trees, boostTree{split: int32(len(b.out.splits)), leaf: int32(len(b.out.leaves))})
	b.leaves = append(b.leaves[:0], growing{to: len(b.rows), parent: -1})
	b.sum(0)
	root := &b.leaves[0]
	for _, r := range b.rows {
		root.total = root.total.and(b.grad[r])
	}
	b.search(0)
	for len(b.leaves) < b.Leaves {
		best := 0
		for i := range b.leaves {
			if b.leaves[i].best.gain > b.leaves[best].best.gain {
				best = i
			}
		}
		if b.leaves[best].best.gain <= leastGain {
			break
		}
		b.split(best)
	}
	for i := range b.leaves {
		l := &b.leaves[i]
		slope, curve := l.total.floats()
		b.out.leaves = append(b.out.leaves, scoreOf(-float64(b.Rate*slope)/max(curve+b.L2, 1e-9)))
	}
	b.answer()
}

// floats are the sums in units of the heaviest row.
func (c boostCell) floats() (slope, curve float64) {
	return float64(c.slope) / slopeUnit, float64(c.curve>>countBits) / curveUnit
}

// draw chooses the rows and columns that a tree sees, each in rising order.
func (b *booster) draw() {
	b.rows = b.rows[:0]
	limit := uint64(b.Sample * (1 << 32))
	for i := range b.labels {
		if b.rand.Next()>>32 < limit {
			b.rows = append(b.rows, int32(i))
		}
	}
	b.columns = b.columns[:0]
	want := max(int(float64(b.Columns*float64(b.width))+0.5), 1)
	for c := range b.width { // selection sampling (Knuth, The Art of Computer Programming, 3.4.2)
		if b.rand.Below(b.width-c) < want-len(b.columns) {
			b.columns = append(b.columns, c)
		}
	}
}

// sum fills the sums of a leaf's bins.
func (b *booster) sum(leaf int) {
	for len(b.sums) <= leaf {
		b.sums = append(b.sums, nil)
	}
	sums := sized(b.sums[leaf], len(b.columns)*maxBins)
	clear(sums)
	b.sums[leaf] = sums
	for _, r := range b.rows[b.leaves[leaf].from:b.leaves[leaf].to] {
		g, bins := b.grad[r], b.bins[int(r)*b.width:][:b.width]
		for k, c := range b.columns {
			to := &sums[k*maxBins+int(bins[c])]
			to.slope += g.slope
			to.curve += g.curve
		}
	}
}

// search finds the best split of a leaf.
func (b *booster) search(leaf int) {
	l, sums := &b.leaves[leaf], b.sums[leaf]
	l.best = candidate{}
	if l.total.rows() < 2*b.Least {
		return
	}
	before := b.worth(l.total)
	for k, c := range b.columns {
		cells := sums[k*maxBins : k*maxBins+maxBins]
		absent, last := cells[0], len(b.cuts[c])
		var left boostCell
		for bin := 1; bin <= last; bin++ {
			if cells[bin].rows() == 0 && bin < last {
				continue
			}
			left = left.and(cells[bin])
			if bin < last {
				b.weighSplit(l, candidate{column: k, bin: bin, absentLeft: true, left: left.and(absent)}, before)
			}
			if absent.rows() > 0 {
				b.weighSplit(l, candidate{column: k, bin: bin, left: left}, before)
			}
		}
		if l.best.column == k && l.best.gain > 0 && absent.rows() == 0 { // absent values, unknown here, go with most rows
			l.best.absentLeft = 2*l.best.left.rows() >= l.total.rows()
		}
	}
}

// weighSplit takes a split of a leaf for its best where it gains more.
func (b *booster) weighSplit(l *growing, s candidate, before float64) {
	right := l.total.less(s.left)
	if s.left.rows() < b.Least || right.rows() < b.Least {
		return
	}
	if s.gain = b.worth(s.left) + b.worth(right) - before; s.gain > l.best.gain {
		l.best = s
	}
}

// worth is twice what the best answer for the rows of c takes from the loss.
func (b *booster) worth(c boostCell) float64 {
	slope, curve := c.floats()
	return float64(slope*slope) / max(curve+b.L2, 1e-9)
}

// split makes two leaves of one: the left one in its place, the right one behind all others.
func (b *booster) split(leaf int) {
	l, right := b.leaves[leaf], len(b.leaves)
	s := l.best
	column, start := b.columns[s.column], int(b.out.trees[len(b.out.trees)-1].split)
	feature := uint16(2 * column)
	if s.absentLeft {
		feature++
	}
	at := len(b.out.splits) - start
	b.out.splits = append(b.out.splits, boostSplit{b.cuts[column][s.bin-1], feature, [2]uint16{boostLeaf | uint16(right), boostLeaf | uint16(leaf)}})
	b.bound = append(b.bound, uint8(s.bin))
	if l.parent >= 0 {
		b.out.splits[start+l.parent].next[l.side] = uint16(at)
	}
	middle := b.part(l, column)
	b.leaves[leaf] = growing{from: l.from, to: middle, total: s.left, parent: at, side: 1}
	b.leaves = append(b.leaves, growing{from: middle, to: l.to, total: l.total.less(s.left), parent: at})
	if len(b.leaves) == b.Leaves {
		return
	}
	parent := b.sums[leaf]
	small, large := leaf, right
	if middle-l.from > l.to-middle {
		small, large = right, leaf
	}
	for len(b.sums) <= right {
		b.sums = append(b.sums, nil)
	}
	if small == leaf { // the sums of the parent become those of the larger one
		b.sums[leaf], b.sums[right] = b.sums[right], parent
	}
	b.sum(small)
	rest := b.sums[large]
	for i, c := range b.sums[small] {
		rest[i] = rest[i].less(c)
	}
	b.search(leaf)
	b.search(right)
}

// part brings the rows of a leaf that go left before the others, both in their order, and gives where the others start.
func (b *booster) part(l growing, column int) int {
	rows, at := b.rows[l.from:l.to], 0
	b.moved = b.moved[:0]
	for _, r := range rows {
		bin := int(b.bins[int(r)*b.width+column])
		if bin > 0 && bin <= l.best.bin || bin == 0 && l.best.absentLeft {
			rows[at] = r
			at++
		} else {
			b.moved = append(b.moved, r)
		}
	}
	copy(rows[at:], b.moved)
	return l.from + at
}

// answer adds the answers of the last tree to the scores of all rows.
func (b *booster) answer() {
	t := &b.out.trees[len(b.out.trees)-1]
	t.first = firstOf(len(b.out.splits) - int(t.split))
	splits, bound := b.out.splits[t.split:], b.bound[t.split:]
	for i := range b.scores {
		bins, at := b.bins[i*b.width:][:b.width], t.first
		for at < boostLeaf {
			s, left := &splits[at], 0
			if bin := bins[s.feature>>1]; bin <= bound[at] && (bin > 0 || s.feature&1 == 1) {
				left = 1
			}
			at = s.next[left]
		}
		b.scores[i] += b.out.leaves[t.leaf+int32(at-boostLeaf)]
	}
}
