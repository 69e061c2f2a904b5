package record

import (
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// name gives every report one file name that no other has: the base name of its first name, with as many folders before it as it takes to tell it
// from others, at last with the start of its hash.
func (f *fold) name(names map[parley.ReportID][]string) {
	n := len(f.reports)
	f.file, f.names = make([]string, n), make([][]string, n)
	depth := make([]int, n)
	for i, r := range f.reports {
		f.names[i] = append([]string{}, names[r.Report]...)
		sort.Strings(f.names[i])
		if len(f.names[i]) == 0 {
			f.names[i] = []string{r.Report.Short()}
		}
		depth[i] = 1
	}
	for round := 0; ; round++ {
		used := map[string][]int{}
		for i := range f.reports {
			f.file[i] = tail(f.names[i][0], depth[i])
			used[f.file[i]] = append(used[f.file[i]], i)
		}
		clash := false
		for i := range f.reports {
			if len(used[f.file[i]]) < 2 {
				continue
			}
			clash = true
			if tail(f.names[i][0], depth[i]+1) == f.file[i] {
				f.names[i] = append([]string{f.file[i] + "~" + f.reports[i].Report.Short()}, f.names[i]...)
				depth[i] = 99
				continue
			}
			depth[i]++
		}
		if !clash || round > 64 {
			return
		}
	}
}

// tail is the last n elements of a path.
func tail(p string, n int) string {
	parts := strings.Split(strings.Trim(path.Clean("/"+p), "/"), "/")
	if len(parts) > n {
		parts = parts[len(parts)-n:]
	}
	return strings.Join(parts, "/")
}

// left is the findings of r that are left out: those that a person rejected, and the statements that are less sure than least, but for those of which a
// person decided. What such a statement asserted falls to its host, else to the narrator.
func (v *verdict) left(r *parley.Findings, least float64) map[string]bool {
	if v == nil {
		return unsure(r, least, nil)
	}
	return unsure(r, least, maps.Clone(v.gone))
}

// unsure is decided with the statements that are less sure than least, but for those of which a person decided.
func unsure(r *parley.Findings, least float64, decided map[string]bool) map[string]bool {
	for _, s := range r.Statements {
		if _, ok := decided[s.ID]; ok || s.Confidence >= least {
			continue
		}
		if decided == nil {
			decided = map[string]bool{}
		}
		decided[s.ID] = true
	}
	return decided
}

// Sure is f without the statements that are less sure than least; what they asserted falls to their host, else to the narrator.
func Sure(f parley.Findings, least float64) parley.Findings {
	if gone := unsure(&f, least, nil); len(gone) > 0 {
		dropFindings(&f, gone)
	}
	return f
}

func dropFindings(r *parley.Findings, gone map[string]bool) {
	host := map[string]string{}
	for _, s := range r.Statements {
		host[s.ID] = s.NestedIn
	}
	lift := func(id string) string {
		for n := 0; gone[id] && n <= len(host); n++ {
			id = host[id]
		}
		return id
	}
	var st []parley.Statement
	for _, s := range r.Statements {
		if !gone[s.ID] {
			s.NestedIn = lift(s.NestedIn)
			st = append(st, s)
		}
	}
	said := func(id string) string {
		if id = lift(id); id == "" {
			return parley.Narrator
		}
		return id
	}
	var ev []parley.Event
	for _, e := range r.Events {
		if !gone[e.ID] {
			e.AssertedBy = said(e.AssertedBy)
			ev = append(ev, e)
		}
	}
	var da []parley.Dated
	for _, d := range r.Dated {
		d.AssertedBy = said(d.AssertedBy)
		da = append(da, d)
	}
	r.Dated = da
	var fi []parley.Figure
	for _, g := range r.Figures {
		if !gone[g.ID] {
			g.AssertedBy = said(g.AssertedBy)
			if gone[g.PartOf] {
				g.PartOf = ""
			}
			fi = append(fi, g)
		}
	}
	source := map[string]string{}
	for _, s := range st {
		if s.Source != nil {
			source[s.ID] = s.Source.Entity
		}
	}
	var in []parley.LocalInstrument
	for _, x := range r.Instruments {
		if gone[x.ID] {
			continue
		}
		x.History = slices.Clone(x.History)
		for i := range x.History {
			if h := &x.History[i]; gone[h.Statement] {
				h.Statement = lift(h.Statement)
				h.AccordingTo = source[h.Statement]
			}
		}
		in = append(in, x)
	}
	r.Statements, r.Events, r.Figures, r.Instruments = st, ev, fi, in
}
