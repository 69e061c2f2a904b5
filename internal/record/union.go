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
func (u union) link(a, b *item) { u.join(a.at, b.at) }

// groups lists the members of each set that has so many or more, sets by their smallest member.
func (u union) groups(least int) [][]int {
	size := make([]int32, len(u)) // of the set of a root
	n, members := 0, 0
	for i := range u {
		r := u.find(i)
		if size[r]++; int(size[r]) == least {
			n++
			members += least
		} else if int(size[r]) > least {
			members++
		}
	}
	out := make([][]int, 0, n)
	all := make([]int, members)
	for i, r := range u { // a root is the smallest of its set, and what is no root points at one now
		if int(size[r]) < least {
			continue
		}
		if r == i {
			k := int(size[r])
			out = append(out, all[:0:k])
			all = all[k:]
			size[r] = int32(least + len(out) - 1)
		}
		at := int(size[r]) - least
		out[at] = append(out[at], i)
	}
	return out
}
