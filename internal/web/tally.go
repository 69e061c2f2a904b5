package web

import "sort"

// A tally is a name with a count.
type tally struct {
	Ref   ref `json:"ref"`
	N     int `json:"n"`
	Share int `json:"-"` // of the greatest, in percent
}

// tallies counts names.
type tallies struct {
	at   map[[2]string]int // by id and name
	list []tally
}

func (t *tallies) add(r ref) {
	k := [2]string{r.ID, r.Name}
	if t.at == nil {
		t.at = map[[2]string]int{}
	}
	i, ok := t.at[k]
	if !ok {
		i = len(t.list)
		t.at[k] = i
		t.list = append(t.list, tally{Ref: r})
	}
	t.list[i].N++
}

// sorted is the tallies, greatest first, then by name.
func (t *tallies) sorted() []tally {
	sort.SliceStable(t.list, func(i, j int) bool {
		a, b := t.list[i], t.list[j]
		if a.N != b.N {
			return a.N > b.N
		}
		return a.Ref.Name < b.Ref.Name
	})
	for i := range t.list {
		t.list[i].Share = t.list[i].N * 100 / max(1, t.list[0].N)
	}
	return t.list
}
