package record

// A union is a disjoint-set forest over 0..n-1 whose root is always the smallest member, so that the order of joins does not show.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	a, b := u.find(i), u.find(j)
	if a > b {
		a, b = b, a
	}
	u[b] = a
}

// link joins two items of one layer.
func (u union) link(a, b *item, _ *link) { u.join(a.at, b.at) }

// groups lists the members of each set, sets by their smallest member.
func (u union) groups() [][]int {
	size := make([]int, len(u)) // of the set of a root
	n := 0
	for i := range u {
		r := u.find(i)
		if size[r]++; r == i {
			n++
		}
	}
	out := make([][]int, 0, n)
	all := make([]int, 0, len(u))
	at := make([]int, len(u))
	for i := range u { // a root is the smallest of its set
		if u.find(i) == i {
			at[i] = len(out)
			out = append(out, all[len(all):len(all):len(all)+size[i]])
			all = all[:len(all)+size[i]]
		}
		k := at[u.find(i)]
		out[k] = append(out[k], i)
	}
	return out
}
