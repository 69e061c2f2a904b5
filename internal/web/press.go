package web

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/parley-press/parley"
)

// A press is what the outlets of a record did beside each other. It is counted once, when a page first asks for it.
type press struct {
	at     map[parley.ReportID]int              // the place of a report's outlet in the record
	same   map[string]*parley.Same              // groups by id
	told   map[string]map[parley.ReportID]int32 // of groups that are left out somewhere: the first member of each report
	papers []paperFacts                         // of the outlets, in the order of the record
}

// A paperFacts is what is counted of one outlet.
type paperFacts struct {
	Statements int
	Voices     tallies
	Credits    tallies // agencies, by reports that credit them
	Through    tallies // who its statements came through
	Stories    []storyTold
	Copied     []copied // texts that it has from others, the first of them
	CopiedBy   []copied // and others from it
	Omitted    int      // omissions of its reports
	Omissions  []int32  // numbers of the first of them
}

// A storyTold is one thing that several outlets told, and how long after the first of them this one did.
type storyTold struct {
	Same   string      `json:"same"`
	Layer  string      `json:"layer"`
	What   string      `json:"what"`
	First  parley.Date `json:"first_day"`
	By     []string    `json:"first_by"` // outlets that told it on the first day
	Day    parley.Date `json:"day"`
	Delay  int         `json:"delay_days"`
	Report reportRef   `json:"report"`
	Href   string      `json:"href"` // the words in the report
}

// A delay is how soon an outlet tells what others tell too.
type delay struct {
	Stories int      `json:"stories"`               // that it and others tell, on known days
	First   int      `json:"first"`                 // of these, told on the first day
	Median  *float64 `json:"median_days,omitempty"` // days after the first
	Longest int      `json:"longest_days"`
}

// Days is the median for people.
func (d delay) Days() string {
	switch {
	case d.Median == nil:
		return ""
	case *d.Median == 1:
		return "1 day"
	}
	return strconv.FormatFloat(*d.Median, 'f', -1, 64) + " days"
}

// newPress counts.
func (x *index) newPress() *press {
	p := &press{at: map[parley.ReportID]int{}, same: map[string]*parley.Same{}, told: map[string]map[parley.ReportID]int32{}, papers: make([]paperFacts, len(x.rec.Outlets))}
	for i, o := range x.rec.Outlets {
		for _, id := range o.Reports {
			put(p.at, id, i)
		}
	}
	for i := range x.said {
		r, s := x.statementAt(i)
		o, ok := p.at[r.ID]
		if !ok {
			continue
		}
		f := &p.papers[o]
		f.Statements++
		if s.Source != nil {
			if side := x.party(s.Source.Entity); side.Name != "" {
				f.Voices.add(side)
			}
		}
		for _, v := range x.through(s) {
			f.Through.add(v)
		}
	}
	for i := range x.rec.Reports {
		r := &x.rec.Reports[i]
		if o, ok := p.at[r.ID]; ok {
			for _, a := range r.Meta.Agencies {
				p.papers[o].Credits.add(ref{Name: a.Name})
			}
		}
	}
	for i := range x.rec.Same {
		g := &x.rec.Same[i]
		put(p.same, g.ID, g)
		p.tell(x, g)
	}
	p.addCopies(x)
	for i := range x.rec.Omissions {
		p.addTold(x.rec.Omissions[i].Same)
		if o, ok := p.at[x.rec.Omissions[i].Report]; ok {
			f := &p.papers[o]
			if f.Omitted++; f.Omitted <= mostOfOutlet {
				f.Omissions = append(f.Omissions, int32(i)) //nolint:gosec // as many as a record can have
			}
		}
	}
	for i := range p.papers {
		p.papers[i].Voices.sorted()
		p.papers[i].Credits.sorted()
		p.papers[i].Through.sorted()
		slices.SortStableFunc(p.papers[i].Stories, func(a, b storyTold) int {
			return cmp.Or(cmp.Compare(b.Delay, a.Delay), cmp.Compare(b.Day, a.Day))
		})
	}
	return p
}

// addTold notes who tells first in each report what a group has.
func (p *press) addTold(id string) {
	g := p.same[id]
	if g == nil || p.told[id] != nil {
		return
	}
	in := map[parley.ReportID]int32{}
	for n := range g.Members {
		put(in, g.Members[n].Report, int32(n)) //nolint:gosec // as many as a record can have
	}
	p.told[id] = in
}

// addCopies notes which texts the outlets have from each other.
func (p *press) addCopies(x *index) {
	for i := range x.rec.Copies {
		g := &x.rec.Copies[i]
		from, known := p.at[g.Origin]
		for _, c := range x.copyRow(g).Members {
			o, ok := p.at[c.Report.ID]
			if ok && known && o == from {
				continue
			}
			if ok && len(p.papers[o].Copied) < mostOfOutlet {
				p.papers[o].Copied = append(p.papers[o].Copied, copied{c.Report, x.in(g.Origin), c})
			}
			if known && len(p.papers[from].CopiedBy) < mostOfOutlet {
				p.papers[from].CopiedBy = append(p.papers[from].CopiedBy, copied{x.in(g.Origin), c.Report, c})
			}
		}
	}
}

// tell notes when each outlet told what a group has, where two outlets at least did on known days.
func (p *press) tell(x *index, g *parley.Same) {
	first := map[int]int{} // outlet to its earliest telling
	published := func(n int) parley.Date {
		if r := x.reports[g.Members[n].Report]; r != nil {
			return r.Meta.Published.Value
		}
		return 0
	}
	var order []int
	for n := range g.Members {
		o, ok := p.at[g.Members[n].Report]
		if !ok || x.rec.Outlets[o].Name == "" || !published(n).Known() {
			continue
		}
		was, told := first[o]
		if !told {
			order = append(order, o)
		}
		if !told || published(n) < published(was) {
			first[o] = n
		}
	}
	if len(order) < 2 {
		return
	}
	slices.Sort(order)
	day := func(o int) parley.Date { return published(first[o]) }
	lo := day(order[0])
	for _, o := range order {
		lo = min(lo, day(o))
	}
	var by []string
	for _, o := range order {
		if day(o) == lo {
			by = append(by, x.rec.Outlets[o].Name)
		}
	}
	for _, o := range order {
		m := &g.Members[first[o]]
		p.papers[o].Stories = append(p.papers[o].Stories, storyTold{Same: g.ID, Layer: g.Layer, What: g.What, First: lo, By: by, Day: day(o),
			Delay: int(day(o) - lo), Report: x.in(m.Report), Href: x.finding(m.Report, m.Finding)})
	}
}

// delayOf is how soon an outlet tells the stories that it has in common with others.
func delayOf(stories []storyTold) delay {
	d := delay{Stories: len(stories)}
	if d.Stories == 0 {
		return d
	}
	all := make([]int, len(stories))
	for i, s := range stories {
		all[i] = s.Delay
		if s.Delay == 0 {
			d.First++
		}
	}
	slices.Sort(all)
	n := len(all)
	m := float64(all[(n-1)/2]+all[n/2]) / 2
	d.Median, d.Longest = &m, all[n-1]
	return d
}

// A spell is how many stories were told so many days after the first.
type spell struct {
	Name  string `json:"days"`
	N     int    `json:"stories"`
	Share int    `json:"-"` // of the greatest, in percent
}

// spells are the delays of an outlet, by how long they are.
func spells(stories []storyTold) []spell {
	out := []spell{{Name: "the first day"}, {Name: "a day later"}, {Name: "2 to 3 days"}, {Name: "4 to 7 days"}, {Name: "more than a week"}}
	for _, s := range stories {
		i := 0
		for _, bound := range []int{0, 1, 3, 7} {
			if s.Delay > bound {
				i++
			}
		}
		out[i].N++
	}
	most := 1
	for _, s := range out {
		most = max(most, s.N)
	}
	for i := range out {
		out[i].Share = out[i].N * 100 / most
	}
	return out
}
