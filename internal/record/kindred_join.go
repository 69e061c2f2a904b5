package record

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/parley-press/parley"
)

const (
	// leastKin is the chance from which on two entities are taken for one: of the joins of dossiers left out of the fit five in six are right.
	leastKin = 0.55
	// kinUnlike is the chance of a pair of which nothing is weighed.
	kinUnlike = 0.1
	// kinReports is how many reports a dossier may have for whom one report calls "the agency" to be looked for in the others. The weights are of dossiers of three
	// to eight reports; in an archive a common noun is everybody's.
	kinReports = 30
	// kinCrowded is how many entities may share a head, from which on it tells nobody apart.
	kinCrowded = 40
)

// A joint is entities that the rules keep apart and that are one by the chance that they are.
type joint struct {
	parts []*row[being]
	whys  []string
	row   *row[being]
}

// A likeness is two entities, and the chance that they are one.
type likeness struct {
	i, j   int
	chance float64
}

// relate joins the entities that the rules leave apart and that are likely one, and gives the list with each of these in the place of its parts. While the list
// stays the same so do they.
func (f *fold) relate(now []*row[being]) []*row[being] {
	if !slices.Equal(now, f.unrelated) {
		f.unrelated = slices.Clone(now)
		old := f.joints
		for _, x := range old {
			for _, r := range x.parts {
				r.val.in = nil
			}
		}
		f.joints = nil
		if len(f.pages) <= kinReports {
			f.joints = f.findJoints(now)
		}
		for _, x := range f.joints {
			if k := slices.IndexFunc(old, func(o *joint) bool { return slices.Equal(o.parts, x.parts) && slices.Equal(o.whys, x.whys) }); k >= 0 {
				x.row = old[k].row
			} else {
				x.row = f.united(x)
			}
			for _, r := range x.parts {
				r.val.in = x.row
			}
		}
	}
	if len(f.joints) == 0 {
		return now
	}
	out := make([]*row[being], 0, len(now))
	for _, r := range now {
		if r.val.in == nil {
			out = append(out, r)
		}
	}
	for _, x := range f.joints {
		out = append(out, x.row)
	}
	return out
}

// findJoints weighs the pairs of a list that may be one, and joins from the surest down. Two sets are joined where the mean chance of their pairs is high enough.
func (f *fold) findJoints(rows []*row[being]) (out []*joint) {
	b := newKinbook(rows)
	chances := map[[2]int]float64{}
	var all []likeness
	for _, c := range b.candidates() {
		x := b.signs(c[0], c[1])
		p := kinChance(&x)
		if chances[c] = p; p >= leastKin && f.register.keptApart(b.ps[c[0]].locals, b.ps[c[1]].locals) == "" {
			all = append(all, likeness{c[0], c[1], p})
		}
	}
	slices.SortStableFunc(all, func(x, y likeness) int { return cmp.Compare(y.chance, x.chance) })
	u := newUnion(len(rows))
	sets, whys := map[int][]int{}, map[int][]string{}
	set := func(r int) []int {
		if s := sets[r]; s != nil {
			return s
		}
		return []int{r}
	}
	for _, l := range all {
		r, s := u.find(l.i), u.find(l.j)
		if r == s {
			continue
		}
		sum, n := 0.0, 0
		apart := false
		for _, i := range set(r) {
			for _, j := range set(s) {
				p, ok := chances[[2]int{min(i, j), max(i, j)}]
				if !ok {
					p = kinUnlike
				}
				sum, n = sum+p, n+1
				apart = apart || f.register.keptApart(b.ps[i].locals, b.ps[j].locals) != ""
			}
		}
		if apart || sum/float64(n) < leastKin {
			continue
		}
		all := slices.Concat(set(r), set(s))
		slices.Sort(all)
		why := append(slices.Concat(whys[r], whys[s]), fmt.Sprintf("%q and %q are one with a chance of %.2f", rows[l.i].val.Name, rows[l.j].val.Name, l.chance))
		u.join(r, s)
		sets[u.find(r)], whys[u.find(r)] = all, why
	}
	for _, i := range slices.Sorted(func(yield func(int) bool) {
		for r := range sets {
			if u.find(r) == r && !yield(r) {
				return
			}
		}
	}) {
		x := &joint{whys: whys[i]}
		for _, k := range sets[i] {
			x.parts = append(x.parts, rows[k])
		}
		out = append(out, x)
	}
	return out
}

// kinChance is the chance of a pair with these signs.
func kinChance(x *[kinSigns]float64) float64 {
	odds := 0.0
	for k, w := range kinWeights {
		odds += w * x[k]
	}
	return 1 / (1 + math.Exp(-odds))
}

// united is the entity of a joint: it has the name and the type of the part that has a name, of several the one that is mentioned most.
func (f *fold) united(x *joint) *row[being] {
	main := slices.MinFunc(x.parts, func(a, b *row[being]) int {
		p, q := a.val.portrait(), b.val.portrait()
		if (p.key != "") != (q.key != "") {
			return cmp.Compare(q.key, p.key)
		}
		if a.val.Unnamed != b.val.Unnamed {
			return truth(a.val.Unnamed) - truth(b.val.Unnamed)
		}
		if p.named != q.named {
			return truth(q.named) - truth(p.named)
		}
		switch {
		case a.val.Name == b.val.Name:
			return 0
		case better(a.val.Name, b.val.Name):
			return -1
		}
		return 1
	})
	b := being{parts: x.parts, Entity: parley.Entity{Name: main.val.Name, Type: main.val.Type, Role: main.val.Role, Unnamed: main.val.Unnamed, Aliases: []string{}, Reports: []parley.ReportID{}}}
	for _, r := range x.parts {
		e := &r.val.Entity
		b.Aliases, b.Reports, b.Merged = append(b.Aliases, e.Aliases...), append(b.Reports, e.Reports...), append(b.Merged, e.Merged...)
		b.Mentions += e.Mentions
		b.Role = cmp.Or(b.Role, e.Role)
	}
	b.Merged = append(b.Merged, x.whys...)
	for _, list := range []*[]string{&b.Aliases, &b.Merged} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	slices.Sort(b.Reports)
	b.Reports = slices.Compact(b.Reports)
	full, all := b.Name, b.locals()
	if f.register != nil {
		if c := configure(&b.Entity, all); c != nil {
			full = c.name
		}
		f.register.tell(&b.Entity, all)
	}
	b.settle(full, all[0])
	return &row[being]{val: b}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// locals are the reports' entities that an entity is.
func (b *being) locals() (out []*spelling) {
	if b.one != nil {
		out = append(out, b.one)
	}
	for _, c := range b.kin.classes {
		out = append(out, c.members...)
	}
	for _, r := range b.parts {
		out = append(out, r.val.locals()...)
	}
	inOrder(out)
	return out
}

// A Kindred is two entities of the record, before the likely ones are joined, which may be one: what kinWeights is fitted on.
type Kindred struct {
	First, Second []KindredPart
	Signs         []float64 // by sign
}

// A KindredPart is an entity of a report.
type KindredPart struct {
	Report parley.ReportID
	Local  string
}

// Kindreds lists them, as the fold of in weighs them.
func Kindreds(in Input) (out []Kindred) {
	k := newFolder(crowd)
	k.Configure(in.Config)
	for _, x := range in.Findings {
		k.Put(x)
	}
	f := k.folded(in)
	b := newKinbook(f.unrelated)
	parts := func(p *portrait) (out []KindredPart) {
		for _, l := range p.locals {
			out = append(out, KindredPart{l.sheet.raw.Report, l.e.ID})
		}
		return out
	}
	for _, c := range b.candidates() {
		x := b.signs(c[0], c[1])
		out = append(out, Kindred{parts(b.ps[c[0]]), parts(b.ps[c[1]]), x[:]})
	}
	return out
}
