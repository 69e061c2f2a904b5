package web

import (
	"sort"

	"github.com/parley-press/parley"
)

// A drawing is a picture in the making.
type drawing struct {
	rq      *request
	v       window
	rows    toldLines
	when    func(row int) *rowDays
	signs   map[int]sign // of the rows that were drawn, without their places
	order   []ref        // the lanes
	members [][]int      // numbers of the rows in each
	slots   [][]slot     // of each lane, as the columns are now
	least   int          // width in pixels from which on nothing may touch
	letters int          // how many may stand beside a mark
	size    int          // days in a column
	cols    int
	parts   int // columns that would fit: more than cols where there is but one, so that words stand beside its marks
	stack   int // how many marks stand one under another before they are counted
	words   bool
}

// fit draws with the finest columns and the highest stacks whose marks are light enough.
func (d drawing) fit(class string, cols, bytes int) picture {
	letters := d.letters
	for ; ; cols = (cols + 1) / 2 {
		d.size, d.cols = d.v.columns(cols)
		most := mostStack
		d.parts, d.letters = d.cols, letters
		if d.cols == 1 {
			most, d.parts, d.letters = mostOfDay, 10, letters*2
		}
		d.slots = make([][]slot, len(d.order))
		for d.stack = most; d.stack > 0; d.stack-- {
			for _, d.words = range []bool{true, false} {
				p := d.draw()
				if p.weight() <= bytes || d.stack == 1 && cols == 1 && !d.words {
					p.Class, p.Least, p.Cols, p.Size = class, d.least, d.cols, d.size
					p.Ticks = d.v.ticks(d.size, d.cols, d.parts, max(1, d.least/92))
					return p
				}
			}
		}
	}
}

// draw lays out every lane under the one before.
func (d *drawing) draw() picture {
	p := picture{Height: stripHead}
	for i, l := range d.order {
		n := lane{ref: l, N: len(d.members[i]), Label: cut(line(l.Name), d.least/10), NameY: p.Height + laneHead - 6}
		signs, high := d.lay(i)
		byLane(signs)
		for _, g := range signs {
			g.Y += p.Height + laneHead
			n.Signs = append(n.Signs, g)
		}
		p.Height += laneHead + high*signSize + laneFoot
		n.EndY = p.Height
		p.Lanes = append(p.Lanes, n)
	}
	return p
}

// A place is the columns that a row takes.
type place struct{ row, c0, c1 int }

// A slot is what begins in one column of a lane: what lies in it alone, and what reaches further. Of either it has the first, as many as a stack may need.
type slot struct {
	single, bars   []place
	singles, barsN kindCount
}

// total is how many lines there are of all kinds.
func (k *kindCount) total() (n int) {
	for _, m := range k {
		n += m
	}
	return n
}

// A kindCount is how many lines of each kind there are, in the order of kinds.
type kindCount [len(kinds)]int

// A stack is what lies in one column under the bars.
type stack struct {
	single   []place // rows that lie in the column alone
	first    place   // the first row of all
	n        int     // of all rows
	kinds    kindCount
	homeless bool // some of them have no room in any case
}

// push adds a bar for which there is no room.
func (s *stack) push(d *drawing, p place) {
	if s.n == 0 {
		s.first = p
	}
	s.n++
	s.kinds[d.kindAt(p.row)]++
	s.homeless = true
}

// kindAt is the number of a row's kind among kinds.
func (d *drawing) kindAt(row int) int {
	k := d.line(row).kind
	for i := range kinds {
		if kinds[i].Kind == k {
			return i
		}
	}
	return len(kinds) - 1
}

// lay places the marks of lane i. Where all fit with a few words beside each, these stand there. Else bars over several columns come first, and below them
// what lies in one column, stacked; a stack that is too high is counted, and so is what bars have no room for.
func (d *drawing) lay(i int) (out []sign, high int) {
	l, members := d.order[i], d.members[i]
	if d.words && len(members) <= d.stack*d.cols {
		all := make([]sign, len(members))
		for i, n := range members {
			all[i] = d.worded(d.sign(d.place(n)), d.least)
		}
		if out, over, high := pack(all, d.stack); len(over) == 0 {
			return out, high
		}
	}
	bars, stacks := d.sort(i)
	out, over, top := pack(bars, d.stack)
	for _, g := range over {
		stacks[g.c0].push(d, place{g.row, g.c0, g.c1})
	}
	for c := range stacks {
		st := &stacks[c]
		if st.n > d.stack || st.homeless {
			g := d.counted(l, c, st)
			g.Y = top*signSize + signSize/2
			out = append(out, g)
			high = max(high, 1)
			continue
		}
		for n, p := range st.single {
			g := d.sign(p)
			g.Y = (top+n)*signSize + signSize/2
			out = append(out, g)
			high = max(high, n+1)
		}
	}
	if d.words {
		d.putWords(out)
	}
	return out, max(1, top+high)
}

// sort parts the rows of lane i into bars and what lies in one column. Of bars that begin in one column more than a stack has no room in any case: these
// go to the column at once, which is homeless then.
func (d *drawing) sort(i int) (bars []sign, stacks []stack) {
	if d.slots[i] == nil {
		d.slots[i] = d.fill(d.members[i])
	}
	stacks = make([]stack, d.cols)
	for c := range d.slots[i] {
		at, st := &d.slots[i][c], &stacks[c]
		room, all := min(len(at.bars), d.stack), at.barsN.total()
		*st = stack{single: at.single, n: at.singles.total() + all - room, kinds: at.singles, homeless: room < all}
		for k, n := range at.barsN {
			st.kinds[k] += n
		}
		for _, p := range at.bars[:room] {
			bars = append(bars, d.sign(p))
			st.kinds[d.kindAt(p.row)]--
		}
		if len(at.single) > 0 {
			st.first = at.single[0]
		}
		if over := at.bars[room:]; len(over) > 0 && (len(at.single) == 0 || over[0].row < st.first.row) {
			st.first = over[0]
		}
	}
	return bars, stacks
}

// fill sorts rows into the columns in which they begin.
func (d *drawing) fill(members []int) []slot {
	out := make([]slot, d.cols)
	for _, n := range members {
		p := d.place(n)
		at := &out[p.c0]
		first, counts := &at.bars, &at.barsN
		if p.c1 == p.c0 {
			first, counts = &at.single, &at.singles
		}
		if counts[d.kindAt(n)]++; len(*first) <= mostOfDay {
			*first = append(*first, p)
		}
	}
	return out
}

// putWords puts words beside the marks that have room on their right.
func (d *drawing) putWords(signs []sign) {
	sort.SliceStable(signs, func(i, j int) bool {
		a, b := &signs[i], &signs[j]
		return a.Y < b.Y || a.Y == b.Y && a.x0 < b.x0
	})
	for i := range signs {
		end := d.least
		if i+1 < len(signs) && signs[i+1].Y == signs[i].Y {
			end = signs[i+1].x0
		}
		if g := d.worded(signs[i], end); !g.Left {
			signs[i] = g
		}
	}
}

// pack puts marks into as few rows as it can, the first that has room for each; over is what would need more rows than there may be.
func pack(in []sign, most int) (out, over []sign, high int) {
	sort.SliceStable(in, func(i, j int) bool { return in[i].x0 < in[j].x0 })
	var ends []int
	for _, g := range in {
		n := 0
		for n < len(ends) && ends[n] > g.x0 {
			n++
		}
		if n == most {
			over = append(over, g)
			continue
		}
		if n == len(ends) {
			ends = append(ends, 0)
		}
		ends[n] = g.x1
		g.Y = n*signSize + signSize/2
		out = append(out, g)
	}
	return out, over, len(ends)
}

// column is the column of a day, the first or the last one where it lies outside.
func (d *drawing) column(day parley.Date) int {
	return min(max(0, int(day-d.v.From)/d.size), d.cols-1)
}

// edge is how many pixels from the left column c begins, at the least width.
func (d *drawing) edge(c int) int { return c * d.least / d.parts }

// stand puts a mark into column c: a shape takes the middle of it.
func (d *drawing) stand(g *sign, c int) {
	g.cx, g.parts = c, d.parts
	mid := (d.edge(c) + d.edge(c+1)) / 2
	g.x0, g.x1 = mid-signSize/2, mid+signSize/2
}

// place is the columns of a row.
func (d *drawing) place(n int) place {
	w, p := d.when(n), place{n, 0, d.cols - 1}
	if w.From.Known() {
		p.c0 = d.column(w.From)
	}
	if w.To.Known() {
		p.c1 = max(p.c0, d.column(w.To))
	}
	return p
}

// sign is the mark of a row in its place, with a bar where its day is not known exactly.
func (d *drawing) sign(p place) sign {
	g, w := d.rowSign(p.row), d.when(p.row)
	g.c0, g.c1 = p.c0, p.c1
	switch {
	case !w.From.Known():
		d.stand(&g, g.c1)
	case !w.To.Known():
		d.stand(&g, g.c0)
	default:
		d.stand(&g, (g.c0+g.c1)/2)
	}
	if w.From == w.To && w.From.Known() {
		return g
	}
	g.Bar = bar{On: true, OpenLeft: !w.From.Known(), OpenRight: !w.To.Known(), CapLeft: w.From >= d.v.From, CapRight: w.To.Known() && w.To <= d.v.To,
		c0: g.c0, c1: g.c1, parts: d.parts}
	g.x0, g.x1 = min(g.x0, d.edge(g.c0)), max(g.x1, d.edge(g.c1+1))
	return g
}

// worded is a mark with its words beside it, on the side that has room for them; room on the right ends at end. Without room there are no words.
func (d *drawing) worded(g sign, end int) sign {
	text := cut(g.words, d.letters)
	w := 2*signGap + int(letter*float64(width(text)))
	right := g.x1+w <= end
	switch {
	case text == "":
		return g
	case right:
		g.x1 += w
	case g.x0-w >= 0:
		g.x0, g.Left = g.x0-w, true
	default:
		return g
	}
	g.Text = text
	g.textAt, g.TextBy = 2*g.cx+1, signSize/2
	if g.Bar.On && right {
		g.textAt, g.TextBy = 2*(g.c1+1), signGap
	} else if g.Bar.On {
		g.textAt, g.TextBy = 2*g.c0, signGap
	}
	if g.Left {
		g.TextBy = -g.TextBy
	}
	return g
}
