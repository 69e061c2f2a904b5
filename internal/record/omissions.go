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

// A missing is a group of equal tellings that a report leaves out, and the reports on its story that carry it.
type missing struct {
	group   *group
	carried []*sheet
}

// omissions lists what a report on a story leaves out that two others on it, of independent origins, carry. What more than crowd reports carry says nothing of
// which are on one story: it is not looked at for that, and told as a star without a middle. What a report leaves out hangs on the groups that it and the others
// on its story carry: while these are those of the last fold it is not looked for again.
func (f *fold) omissions() {
	f.skipped.Layer = "omissions"
	o := omitter{fold: f, in: make([][]int, len(f.alike)), carries: make([][]int, len(f.pages)), share: make([]int, len(f.pages)), has: make([]int, len(f.alike)), count: make([][]int, len(f.alike))}
	all := 0
	for _, x := range f.alike {
		all += len(x.items)
	}
	reports := make([]int, 0, all)
	for g, x := range f.alike {
		o.in[g] = reports[len(reports):] // which has room for them
		for _, it := range x.items {
			if n := len(o.carries[it.rep]); n == 0 || o.carries[it.rep][n-1] != g {
				o.carries[it.rep] = append(o.carries[it.rep], g)
				o.in[g] = append(o.in[g], it.rep)
			}
		}
		reports = reports[:len(reports)+len(o.in[g])]
		if len(o.in[g]) > f.crowd {
			f.skip(x.same.What, len(o.in[g]))
		}
	}
	other := func(s *sheet) bool { return s.regrouped }
	for r, s := range f.pages {
		s.regrouped = s.carries == nil || len(s.carries) != len(o.carries[r])
		for k := 0; k < len(s.carries) && !s.regrouped; k++ {
			s.regrouped = s.carries[k] != f.alike[o.carries[r][k]]
		}
		if s.regrouped {
			s.carries = make([]*group, len(o.carries[r]))
			for k, g := range o.carries[r] {
				s.carries[k] = f.alike[g]
			}
		}
	}
	for r, s := range f.pages {
		if s.regrouped || slices.ContainsFunc(s.onStory, other) {
			o.omitted(r, s)
		}
		for _, m := range s.omits {
			same := &f.rec.Same[m.group.items[0].group-1]
			out := parley.Omission{Report: s.eff.Report, File: f.file[r], Same: same.ID, What: same.What, Carried: make([]parley.ReportID, len(m.carried))}
			for k, c := range m.carried {
				out.Carried[k] = c.eff.Report
			}
			f.rec.Omissions = append(f.rec.Omissions, out)
		}
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

// omitted notes what report r, of sheet s, leaves out of what others on its story carry, and which these are.
func (o *omitter) omitted(r int, s *sheet) {
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
	s.onStory, s.omits = s.onStory[:0], s.omits[:0]
	for _, other := range others {
		s.onStory = append(s.onStory, o.pages[other])
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
		if o.leftOut(g) {
			m := missing{group: o.alike[g], carried: make([]*sheet, len(o.count[g]))}
			for k, c := range o.count[g] {
				m.carried[k] = o.pages[c]
			}
			s.omits = append(s.omits, m)
		}
		o.count[g] = o.count[g][:0]
	}
}

// leftOut reports whether reports of independent origins are among those on the story that carry group g.
func (o *omitter) leftOut(g int) bool {
	from := ""
	for _, rep := range o.count[g] {
		items := o.alike[g].items
		at, _ := slices.BinarySearchFunc(items, rep, func(it *item, rep int) int { return cmp.Compare(it.rep, rep) })
		for _, it := range items[at:] {
			if it.rep != rep {
				break
			}
			if x := it.from(); from == "" {
				from = x
			} else if x != from {
				return true
			}
		}
	}
	return false
}

// sameDays reports whether two reports were published close to each other; where a day is not known nothing is said.
func (f *fold) sameDays(a, b int) bool {
	p, q := f.published(a), f.published(b)
	return p != nil && q != nil && near(p, q, fresh)
}
