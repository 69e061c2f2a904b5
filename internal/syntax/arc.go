package syntax

// The transition system is arc-hybrid (Kuhlmann, Gómez-Rodríguez, Satta 2011): shift, or take the top of the stack off with an arc from the front of the
// buffer (left) or from the one below it on the stack (right). The root stands at the end of the buffer and takes one dependent.
type action uint8

const (
	shift action = iota
	left
	right
	actions
)

// none is no token.
const none = int32(-1)

// A config is a state of the parser over one sentence of n tokens; token n is the root. It is reused from sentence to sentence.
type config struct {
	n     int32
	front int32 // of the buffer
	stack []int32
	head  []int32
	rel   []uint8
	// The outermost children of each token and those inside of them, and how many there are on either side.
	lc, lc2, rc, rc2 []int32
	nl, nr           []uint8
}

// reset starts on a sentence of n tokens.
func (c *config) reset(n int) {
	if cap(c.head) < n+1 {
		size := n + 1 + n/2
		c.head, c.lc, c.lc2, c.rc, c.rc2 = make([]int32, size), make([]int32, size), make([]int32, size), make([]int32, size), make([]int32, size)
		c.rel, c.nl, c.nr = make([]uint8, size), make([]uint8, size), make([]uint8, size)
	}
	c.n, c.front, c.stack = int32(n), 0, c.stack[:0]
	for i := range n + 1 {
		c.head[i], c.lc[i], c.lc2[i], c.rc[i], c.rc2[i] = none, none, none, none, none
		c.rel[i], c.nl[i], c.nr[i] = 0, 0, 0
	}
}

// done reports whether the tree is complete.
func (c *config) done() bool { return c.front == c.n && len(c.stack) == 0 }

// legal reports whether an action is possible.
func (c *config) legal(a action) bool {
	switch a {
	case shift:
		return c.front < c.n
	case left:
		return len(c.stack) == 1 || len(c.stack) > 1 && c.front < c.n
	}
	return len(c.stack) > 1
}

// top is the k-th token of the stack from its top.
func (c *config) top(k int) int32 {
	if k >= len(c.stack) {
		return none
	}
	return c.stack[len(c.stack)-1-k]
}

// ahead is the k-th token of the buffer; the root is none.
func (c *config) ahead(k int32) int32 {
	if c.front+k >= c.n {
		return none
	}
	return c.front + k
}

// arc is the head and the dependent of the arc that an action makes.
func (c *config) arc(a action) (head, dep int32) {
	if a == left {
		return c.front, c.top(0)
	}
	return c.top(1), c.top(0)
}

// do takes an action; an arc gets the relation.
func (c *config) do(a action, rel uint8) {
	if a == shift {
		c.stack = append(c.stack, c.front)
		c.front++
		return
	}
	h, d := c.arc(a)
	c.head[d], c.rel[d] = h, rel
	if a == left {
		c.lc2[h], c.lc[h] = c.lc[h], d
		c.nl[h] = min(c.nl[h]+1, 200)
	} else {
		c.rc2[h], c.rc[h] = c.rc[h], d
		c.nr[h] = min(c.nr[h]+1, 200)
	}
	c.stack = c.stack[:len(c.stack)-1]
}

// cost is how many arcs of the gold tree are lost by an action (Goldberg and Nivre 2013). gold has the head of every token, n for the root; a head of
// none costs nothing. Since the root takes one dependent, which must be alone on the stack then, its arc is lost where its token is shifted onto others.
func (c *config) cost(a action, gold []int32) int {
	lost := 0
	if a == shift {
		b := c.front
		if gold[b] == c.n && len(c.stack) > 0 {
			lost++
		}
		for i, s := range c.stack {
			if gold[s] == b || gold[b] == s && i < len(c.stack)-1 {
				lost++
			}
		}
		return lost
	}
	h, d := c.arc(a)
	switch g := gold[d]; {
	case g == h || g == none:
	case g == c.n:
		if len(c.stack) == 1 {
			lost++
		}
	case g >= c.front || a == left && g == c.top(1):
		lost++
	}
	for k := c.front; k < c.n; k++ {
		if gold[k] == d {
			lost++
		}
	}
	return lost
}

// The features of a state: twelve places whose vectors are summed, and rows of tables.
const places = 12

// tokensOf sets the token of each place.
func (c *config) tokensOf(at *[places]int32) {
	s0, s1, b0 := c.top(0), c.top(1), c.ahead(0)
	*at = [places]int32{s0, s1, c.top(2), b0, c.ahead(1), none, none, none, none, none, none, none}
	if s0 >= 0 {
		at[5], at[6], at[7], at[8] = c.lc[s0], c.rc[s0], c.lc2[s0], c.rc2[s0]
	}
	if s1 >= 0 {
		at[9], at[10] = c.lc[s1], c.rc[s1]
	}
	if b0 >= 0 {
		at[11] = c.lc[b0]
	}
}

// A layout says where each table of the parser starts among the rows. One row of each is for no token.
type layout struct {
	tags, rels                   int // numbers of classes
	absent, tag, rel, near, many int // starts
	size                         int
}

const (
	tagPlaces = 6 // s0 s1 s2 b0 b1 b2
	relPlaces = 5 // children: of s0 left and right, of s1 left and right, of b0 left
	distances = 9
	valencies = 4
	bias      = 0 // the row that is always there
)

func newLayout(tags, rels int) layout {
	l := layout{tags: tags, rels: rels}
	l.absent = 1
	l.tag = l.absent + places
	l.rel = l.tag + tagPlaces*(tags+1)
	l.near = l.rel + relPlaces*(rels+1)
	l.many = l.near + 2*distances
	l.size = l.many + 5*valencies
	return l
}

// maxTableRows is the largest number of rows that a state has.
const maxTableRows = 1 + places + tagPlaces + relPlaces + 2 + 5

// rowsOf appends the table rows of a state, whose tokens are at; tags are the classes of the sentence's tokens.
func (l layout) rowsOf(rows []int32, c *config, at *[places]int32, tags []uint8) []int32 {
	rows = append(rows, bias)
	for p, t := range at {
		if t < 0 {
			rows = append(rows, int32(l.absent+p))
		}
	}
	for p, t := range [tagPlaces]int32{at[0], at[1], at[2], at[3], at[4], c.ahead(2)} {
		class := l.tags
		if t >= 0 {
			class = int(tags[t])
		}
		rows = append(rows, int32(l.tag+p*(l.tags+1)+class))
	}
	for p, t := range [relPlaces]int32{at[5], at[6], at[9], at[10], at[11]} {
		class := l.rels
		if t >= 0 {
			class = int(c.rel[t])
		}
		rows = append(rows, int32(l.rel+p*(l.rels+1)+class))
	}
	s0, s1 := at[0], at[1]
	rows = append(rows, int32(l.near+distance(s0, c.front)), int32(l.near+distances+distance(s1, s0)))
	for p, t := range [...]int32{s0, s0, s1, s1, at[3]} {
		n := uint8(0)
		if t >= 0 {
			if n = c.nl[t]; p == 1 || p == 3 {
				n = c.nr[t]
			}
		}
		rows = append(rows, int32(l.many+p*valencies+min(int(n), valencies-1)))
	}
	return rows
}

// distance is the class of the distance between two tokens: 0 where there is no first one, else 1, 2, 3, 4, to 6, to 10, to 16, more.
func distance(from, to int32) int {
	if from < 0 {
		return 0
	}
	switch d := to - from; {
	case d <= 4:
		return int(max(d, 1))
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	case d <= 16:
		return 7
	}
	return 8
}
