package record

import (
	"fmt"
	"slices"
	"sort"

	"github.com/parley-press/parley"
)

// findCopies finds the reports that carry one text: their word sketches share four fifths, or one holds nearly all of the other. Groups name their likely
// origin: the one whose outlet is the agency that others credit, else the earliest, else the longest.
func (f *fold) findCopies() {
	u := newUnion(len(f.reports))
	f.twins.run(comparison[uint64]{
		n:       len(f.reports),
		id:      func(i int) int64 { return f.pages[i].number(reportLayer, 0) },
		changed: func(int) bool { return false },
		keys:    func(i int) []uint64 { return f.reports[i].Shingles },
		test:    func(i, j int) int32 { return yes(f.copied(i, j)) },
		then:    func(i, j int, _ int32) { u.join(i, j) },
	})
	for _, g := range u.groups() {
		if len(g) > 1 {
			f.copyGroup(g)
		}
	}
	sort.Slice(f.rec.Copies, func(i, j int) bool { return f.rec.Copies[i].Origin < f.rec.Copies[j].Origin })
}

// copied decides by two bottom-k sketches. Both are complete below the smaller of their largest hashes; there the shares of common runs estimate Jaccard's
// index of the two texts and the containment of the shorter one.
func (f *fold) copied(i, j int) bool {
	a, b := f.reports[i], f.reports[j]
	if a.Words < 30 || b.Words < 30 {
		return false
	}
	common := shared(a.Shingles, b.Shingles)
	top := min(a.Shingles[len(a.Shingles)-1], b.Shingles[len(b.Shingles)-1])
	na, nb := upTo(a.Shingles, top), upTo(b.Shingles, top)
	jac := float64(common) / float64(max(1, na+nb-common))
	cont := float64(common) / float64(max(1, min(na, nb)))
	return jac >= 0.5 || cont >= 0.7
}

// upTo counts the hashes of a sorted sketch that are at most top.
func upTo(s []uint64, top uint64) int {
	return sort.Search(len(s), func(i int) bool { return s[i] > top })
}

func (f *fold) copyGroup(g []int) {
	credited := map[string]bool{}
	for _, i := range g {
		for _, a := range f.reports[i].Meta.Agencies {
			credited[foldName(a.Name)] = true
		}
	}
	best, why := g[0], ""
	for _, i := range g {
		if credited[foldName(f.reports[i].Meta.Outlet.Name)] {
			best, why = i, fmt.Sprintf("its outlet %q is the agency that is credited", f.reports[i].Meta.Outlet.Name)
			break
		}
	}
	if why == "" {
		best, why = f.earliest(g)
	}
	out := parley.CopyGroup{Origin: f.reports[best].Report, Why: why}
	for _, i := range g {
		out.Members = append(out.Members, f.reports[i].Report)
		if i != best {
			f.origin[i] = best
			f.rec.Reports[i].CopyOf = out.Origin
		}
	}
	slices.Sort(out.Members)
	f.rec.Copies = append(f.rec.Copies, out)
}

// earliest is the member published first where the days tell, else the longest.
func (f *fold) earliest(g []int) (int, string) {
	best, only := -1, false
	for _, i := range g {
		d := f.reports[i].Meta.Published.Value
		if !d.Known() {
			continue
		}
		switch {
		case best < 0 || d < f.reports[best].Meta.Published.Value:
			best, only = i, true
		case d == f.reports[best].Meta.Published.Value:
			only = false
		}
	}
	if best >= 0 && only {
		return best, "published first"
	}
	best = g[0]
	for _, i := range g {
		if f.reports[i].Words > f.reports[best].Words {
			best = i
		}
	}
	return best, "the longest"
}

// origins counts the independent origins among members. Copies of one text count once, and so does all that comes from one agency: reports that credit it, statements
// that reached their report through it, and its own reports, where others of the dossier credit it.
func (f *fold) origins(ms []parley.Member) int {
	seen := map[string]bool{}
	for _, m := range ms {
		i := f.reportAt(m.Report)
		from := f.reports[f.origin[i]]
		key := string(from.Report)
		if s := f.statementOf(i, m.Finding); s != nil && len(s.Via) > 0 && s.Via[len(s.Via)-1].Entity != "" {
			key = "agency " + foldName(f.entityName(s.Via[len(s.Via)-1].Entity))
		} else if a := from.Meta.Agencies; len(a) > 0 {
			key = "agency " + foldName(a[0].Name)
		} else if o := foldName(from.Meta.Outlet.Name); f.agencies()[o] {
			key = "agency " + o
		}
		seen[key] = true
	}
	return len(seen)
}

// agencies is the folded names of all agencies that reports credit, or through which statements reached them.
func (f *fold) agencies() map[string]bool {
	if f.credited != nil {
		return f.credited
	}
	f.credited = map[string]bool{}
	for i, r := range f.reports {
		for _, a := range r.Meta.Agencies {
			f.credited[foldName(a.Name)] = true
		}
		for k := range f.rec.Reports[i].Statements {
			if via := f.rec.Reports[i].Statements[k].Via; len(via) > 0 && via[len(via)-1].Entity != "" {
				f.credited[foldName(f.entityName(via[len(via)-1].Entity))] = true
			}
		}
	}
	delete(f.credited, "")
	return f.credited
}

// reportAt is the number of a report.
func (f *fold) reportAt(id parley.ReportID) int { return f.sheets[id].at }

func (f *fold) statementOf(i int, id string) *parley.Statement {
	if k, ok := f.stmtAt[i][id]; ok {
		return &f.rec.Reports[i].Statements[k]
	}
	return nil
}
