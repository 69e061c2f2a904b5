package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// together is how many groups a report must share with another one for both to be on one story.
const together = 2

// fresh is how many days apart reports on one story are published.
const fresh = 3

// omissions lists what a report on a story leaves out that two others on it, of independent origins, carry. What more than crowd reports carry says nothing of
// which are on one story: it is not looked at for that, and told as a star without a middle.
func (f *fold) omissions() {
	f.skipped.Layer = "omissions"
	in := make([][]int, len(f.alike)) // group to the reports that carry it
	carries := make([][]int, len(f.pages))
	for g, x := range f.alike {
		for _, it := range x.items {
			if n := len(carries[it.rep]); n == 0 || carries[it.rep][n-1] != g {
				carries[it.rep] = append(carries[it.rep], g)
				in[g] = append(in[g], it.rep)
			}
		}
		if len(in[g]) > f.crowd {
			f.skip(x.same.What, len(in[g]))
		}
	}
	o := omitter{fold: f, in: in, carries: carries, share: make([]int, len(f.pages)), count: make([][]int, len(in)), has: make([]int, len(in))}
	for r := range f.pages {
		o.omitted(r)
	}
	slices.SortStableFunc(f.rec.Omissions, func(a, b parley.Omission) int {
		return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Same, b.Same))
	})
}

// skip notes a group of so many reports that is not compared.
func (f *fold) skip(what string, reports int) {
	f.skipped.Keys++
	if m := f.skipped.Members; reports > m || reports == m && what < f.skipped.Largest {
		f.skipped.Largest, f.skipped.Members = what, reports
	}
}

// An omitter is the work in progress, with room for counting.
type omitter struct {
	*fold
	in, carries [][]int
	share       []int   // by report: how many groups it shares with the one that is looked at
	count       [][]int // by group: reports on the story that carry it
	has         []int   // by group: one more than the last report that carries it itself
}

// omitted lists what report r leaves out of what others on its story carry.
func (o *omitter) omitted(r int) {
	var others, groups []int
	for _, g := range o.carries[r] {
		o.has[g] = r + 1
		if len(o.in[g]) > o.crowd {
			continue
		}
		for _, other := range o.in[g] {
			if o.share[other]++; o.share[other] == together && o.origin[other] != o.origin[r] && o.sameDays(r, other) {
				others = append(others, other)
			}
		}
	}
	for _, g := range o.carries[r] {
		if len(o.in[g]) > o.crowd {
			continue
		}
		for _, other := range o.in[g] {
			o.share[other] = 0
		}
	}
	slices.Sort(others)
	for _, other := range others {
		for _, g := range o.carries[other] {
			if o.has[g] == r+1 || o.alike[g].same.Layer == "figure" {
				continue
			}
			if len(o.count[g]) == 0 {
				groups = append(groups, g)
			}
			o.count[g] = append(o.count[g], other)
		}
	}
	slices.Sort(groups)
	for _, g := range groups {
		o.leftOut(r, g)
		o.count[g] = o.count[g][:0]
	}
}

// leftOut notes that report r leaves out group g, where others of independent origins carry it.
func (o *omitter) leftOut(r, g int) {
	var carry []*item
	for _, it := range o.alike[g].items {
		if _, ok := slices.BinarySearch(o.count[g], it.rep); ok {
			carry = append(carry, it)
		}
	}
	if o.origins(carry) < 2 {
		return
	}
	out := parley.Omission{Report: o.reports[r].Report, File: o.file[r], Same: o.rec.Same[g].ID, What: o.rec.Same[g].What}
	for _, c := range o.count[g] {
		out.Carried = append(out.Carried, o.reports[c].Report)
	}
	o.rec.Omissions = append(o.rec.Omissions, out)
}

// sameDays reports whether two reports were published close to each other; where a day is not known nothing is said.
func (f *fold) sameDays(a, b int) bool {
	p, q := f.published(a), f.published(b)
	return p != nil && q != nil && near(p, q, fresh)
}
