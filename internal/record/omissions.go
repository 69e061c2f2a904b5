package record

import (
	"slices"
	"sort"

	"github.com/parley-press/parley"
)

// together is how many groups a report must share with another one for both to be on one story.
const together = 2

// fresh is how many days apart reports on one story are published.
const fresh = 3

// omissions lists what a report on a story leaves out that two others on it, of independent origins, carry.
func (f *fold) omissions() {
	in := make([]map[int]bool, len(f.rec.Same)) // group to the reports that carry it
	share := map[[2]int]int{}
	for g := range f.rec.Same {
		in[g] = map[int]bool{}
		for _, it := range f.alike[g].items {
			in[g][it.rep] = true
		}
		rs := reportsOf(in[g])
		if len(rs) > crowd {
			continue
		}
		for _, a := range rs {
			for _, b := range rs {
				if a != b {
					share[[2]int{a, b}]++
				}
			}
		}
	}
	beside := make([][]int, len(f.reports)) // report to the others on its story
	for p, n := range share {
		if n >= together && f.origin[p[0]] != f.origin[p[1]] && f.sameDays(p[0], p[1]) {
			beside[p[0]] = append(beside[p[0]], p[1])
		}
	}
	carries := make([][]int, len(f.reports))
	for g := range in {
		for r := range in[g] {
			carries[r] = append(carries[r], g)
		}
	}
	for r := range f.reports {
		slices.Sort(beside[r])
		f.omitted(r, beside[r], carries, in)
	}
	sort.SliceStable(f.rec.Omissions, func(i, j int) bool {
		a, b := f.rec.Omissions[i], f.rec.Omissions[j]
		if a.File != b.File {
			return a.File < b.File
		}
		return a.Same < b.Same
	})
}

// omitted lists what report r leaves out of what others on its story carry.
func (f *fold) omitted(r int, others []int, carries [][]int, in []map[int]bool) {
	count := map[int][]int{}
	for _, o := range others {
		for _, g := range carries[o] {
			if !in[g][r] && f.rec.Same[g].Layer != "figure" {
				count[g] = append(count[g], o)
			}
		}
	}
	for _, g := range groupsOf(count) {
		var carry []*item
		for _, it := range f.alike[g].items {
			if slices.Contains(count[g], it.rep) {
				carry = append(carry, it)
			}
		}
		if f.origins(carry) < 2 {
			continue
		}
		o := parley.Omission{Report: f.reports[r].Report, File: f.file[r], Same: f.rec.Same[g].ID, What: f.rec.Same[g].What}
		for _, c := range count[g] {
			o.Carried = append(o.Carried, f.reports[c].Report)
		}
		f.rec.Omissions = append(f.rec.Omissions, o)
	}
}

// sameDays reports whether two reports were published close to each other; where a day is not known nothing is said.
func (f *fold) sameDays(a, b int) bool {
	p, q := f.published(a), f.published(b)
	return p != nil && q != nil && near(p, q, fresh)
}

func reportsOf(m map[int]bool) []int {
	out := make([]int, 0, len(m))
	for i := range m {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}

func groupsOf(m map[int][]int) []int {
	out := make([]int, 0, len(m))
	for i := range m {
		out = append(out, i)
	}
	slices.Sort(out)
	return out
}
