package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// indexID is the id of a report in the index of copies: the first half of its hash.
func indexID(id parley.ReportID) copies.ID {
	var out copies.ID
	if len(id) >= 2*len(out) {
		if _, err := hex.Decode(out[:], []byte(id[:2*len(out)])); err == nil {
			return out
		}
	}
	h := sha256.Sum256([]byte(id))
	copy(out[:], h[:])
	return out
}

// sameTexts lists the reports that carry one text, two or more in each list, by number.
func (f *fold) sameTexts() [][]int {
	at := make(map[copies.ID]int, len(f.ids))
	for i, id := range f.ids {
		at[indexID(id)] = i
	}
	var out [][]int
	for _, ids := range f.texts.Groups() {
		g := make([]int, len(ids))
		for k, id := range ids {
			g[k] = at[id]
		}
		slices.Sort(g)
		out = append(out, g)
	}
	return out
}

// tellCopies writes the groups of copies: the likely origin, why, and how each of the others stands to it.
func (f *fold) tellCopies() {
	now := make(map[*sheet]*carried, len(f.carried))
	for _, list := range f.carried {
		g := carried{members: make([]carrying, len(list))}
		for k, i := range list {
			g.members[k] = carrying{f.pages[i].raw, f.pages[i], nil, f.out[i]}
			if n := f.newest(i); n != i {
				g.members[k].newest = f.pages[n]
			}
		}
		first := f.pages[list[0]]
		old := f.copied[first]
		if old == nil || !slices.Equal(old.members, g.members) {
			old = &g
			old.group, old.origin = f.copyGroup(list)
		}
		now[first] = old
		for k, i := range list {
			if f.pages[i] == old.origin {
				continue
			}
			f.origin[i] = old.origin.at
			if old.group.Carriers[k].Kind != parley.CarriesVersion {
				f.rec.Reports[f.slot[i]].CopyOf = old.group.Origin
			}
		}
		f.rec.Copies = append(f.rec.Copies, old.group)
	}
	f.copied = now
	slices.SortFunc(f.rec.Copies, func(a, b parley.CopyGroup) int { return strings.Compare(string(a.Origin), string(b.Origin)) })
}

// carried is a group of copies with what it hangs on.
type carried struct {
	members []carrying
	group   parley.CopyGroup
	origin  *sheet
}

// carrying is what the group of a report's copies hangs on.
type carrying struct {
	raw    *parley.Findings
	sheet  *sheet
	newest *sheet // the last version, nil where it is itself
	out    parley.Date
}

// A source is which report of a group the others have their text from, why, and how sure that is.
type source struct {
	at   int
	why  string
	sure float64
}

func (f *fold) copyGroup(g []int) (parley.CopyGroup, *sheet) {
	now := slices.DeleteFunc(slices.Clone(g), func(i int) bool { return f.later[i].by >= 0 })
	if len(now) == 0 { // newer versions of all of them have other words
		now = g
	}
	o := f.source(now)
	out := parley.CopyGroup{Origin: f.reports[o.at].Report, Why: o.why, Confidence: o.sure}
	outlets := map[string]bool{}
	for _, i := range g {
		out.Members = append(out.Members, f.reports[i].Report)
		c := f.carrier(i, o.at)
		if k := foldName(c.Outlet); k != "" && !outlets[k] {
			outlets[k] = true
			out.Outlets++
		}
		out.Carriers = append(out.Carriers, c)
	}
	return out, f.pages[o.at]
}

// carrier is how report i stands to the origin of its group.
func (f *fold) carrier(i, origin int) parley.Carrier {
	m := copies.Compare(f.pages[i].text, f.pages[origin].text)
	c := parley.Carrier{Report: f.reports[i].Report, Outlet: f.reports[i].Meta.Outlet.Name, Jaccard: hundredths(m.Jaccard), Own: hundredths(m.Mine), Of: hundredths(m.Theirs)}
	switch {
	case i == origin:
		c.Kind = parley.CarriesOrigin
	case f.newest(i) == origin:
		c.Kind = parley.CarriesVersion
	case m.Kind == copies.Same:
		c.Kind = parley.CarriesSame
	case m.Kind == copies.Part, m.Kind == copies.Alike && m.Mine >= allOf && m.Theirs < allOf:
		c.Kind = parley.CarriesPart
	case m.Kind == copies.Contains, m.Kind == copies.Alike && m.Theirs >= allOf && m.Mine < allOf:
		c.Kind = parley.CarriesWhole
	case m.Kind == copies.Alike:
		c.Kind = parley.CarriesNear
	default:
		c.Kind = parley.CarriesLinked
	}
	return c
}

// allOf is the share of a text's runs from which on all of it is there.
const allOf = 0.9

func hundredths(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// source decides where a text comes from: from the agency that others credit, where its own report is here; else from the report that was out first; else
// from the one that holds what the others hold.
func (f *fold) source(g []int) source {
	if len(g) == 1 {
		return source{g[0], "the others are earlier versions of it", 0.95}
	}
	credited := map[string]bool{}
	for _, i := range g {
		for _, a := range f.reports[i].Meta.Agencies {
			credited[foldName(a.Name)] = true
		}
	}
	delete(credited, "")
	var wires []int
	for _, i := range g {
		if o := f.reports[i].Meta.Outlet.Name; credited[foldName(o)] || credited[initials(o)] {
			wires = append(wires, i)
		}
	}
	if len(wires) > 0 {
		o := f.first(wires)
		o.why, o.sure = fmt.Sprintf("its outlet %q is the agency that is credited", f.reports[o.at].Meta.Outlet.Name), 0.95
		if e := f.first(g); e.sure >= outFirst && !slices.Contains(wires, e.at) { // somebody was out before the agency
			o.sure = 0.8
		}
		return o
	}
	o := f.first(g)
	if a := f.reports[o.at].Meta.Agencies; len(a) > 0 && a[0].Name != "" {
		o.why, o.sure = fmt.Sprintf("%s; it credits %q, whose own report is not here", o.why, a[0].Name), min(o.sure, 0.5)
	}
	return o
}

// initials are the first letters of a name of two words or more, as agencies are credited: "HPA" for a Harland Press Agency; "" for other names.
func initials(name string) string {
	ws := strings.Fields(foldName(name))
	if len(ws) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range ws {
		if w != "of" && w != "the" {
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(r)
		}
	}
	return b.String()
}

// How sure an origin is. They are judgements, not measured: no set of reports tells where texts came from.
const (
	outFirst  = 0.7 // alone on the first day
	alsoWhole = 0.1 // more where it also holds what all others hold
	longest   = 0.5
	nothing   = 0.3 // no report is earlier or longer
)

// first is the report that was out first, where one was alone in that; else the longest of those that may have been.
func (f *fold) first(g []int) source {
	early := slices.Clone(g)
	day := func(i int) parley.Date {
		if d := f.out[i]; d.Known() {
			return d
		}
		return 1 << 30
	}
	slices.SortStableFunc(early, func(a, b int) int { return cmp.Compare(day(a), day(b)) })
	if d := f.out[early[0]]; d.Known() {
		n := 1
		for n < len(early) && f.out[early[n]] == d {
			n++
		}
		if n == 1 {
			o := source{early[0], "published first", outFirst}
			if f.holdsAll(o.at, g) {
				o.why, o.sure = "published first, and it holds what the others hold", outFirst+alsoWhole
			}
			return o
		}
		early = early[:n]
	}
	best, only := early[0], true
	for _, i := range early[1:] {
		switch a, b := f.pages[i].text.Len(), f.pages[best].text.Len(); {
		case a > b:
			best, only = i, true
		case a == b:
			only = false
		}
	}
	switch {
	case len(g) == 1: // the only report of the agency
		return source{best, "", longest}
	case !only:
		return source{best, "no report is earlier or longer; the first by its hash", nothing}
	case f.holdsAll(best, g):
		return source{best, "the longest, and it holds what the others hold", longest + alsoWhole}
	}
	return source{best, "the longest", longest}
}

// manyHeld is of how many reports at most it is looked at whether one holds them.
const manyHeld = 100

// holdsAll reports whether a report holds nearly all of each of the others.
func (f *fold) holdsAll(i int, g []int) bool {
	for _, j := range g[:min(len(g), manyHeld)] {
		if i != j && copies.Compare(f.pages[j].text, f.pages[i].text).Mine < copies.Inside {
			return false
		}
	}
	return true
}

// sources says of each report whose words it carries, for counting independent origins. Copies of one text come from its origin, and all that comes from one
// agency is one: reports that credit it, and its own reports where others of the dossier credit it.
func (f *fold) sources() {
	f.credited = map[string]bool{}
	for _, s := range f.pages {
		for _, name := range s.credits {
			f.credited[name] = true
		}
	}
	others := !maps.Equal(f.credited, f.agencies)
	f.agencies = f.credited
	for i, s := range f.pages {
		o := f.pages[f.origin[i]]
		if s.moved = s.origin != o || others || s.from == ""; !s.moved {
			continue
		}
		s.origin, s.from = o, string(o.raw.Report)
		if a := o.raw.Meta.Agencies; len(a) > 0 {
			s.from = "agency " + foldName(a[0].Name)
		} else if name := foldName(o.raw.Meta.Outlet.Name); f.credited[name] {
			s.from = "agency " + name
		}
	}
}

// credits lists the agencies that a report credits, or through which its statements reached it, by folded names.
func (f *fold) credits(s *sheet) (out []string) {
	for _, a := range s.eff.Meta.Agencies {
		out = append(out, foldName(a.Name))
	}
	s.quoted = nil
	for _, it := range s.statement {
		it.via = ""
		for _, v := range it.st.Via {
			if e := f.faces[v.Entity]; e != nil && e.kind == parley.Organization {
				s.quoted = append(s.quoted, e.name)
			}
		}
		if via := it.st.Via; len(via) > 0 && via[len(via)-1].Entity != "" {
			name := foldName(f.entityName(via[len(via)-1].Entity))
			it.via = "agency " + name
			out = append(out, name)
		}
	}
	return slices.DeleteFunc(out, func(name string) bool { return name == "" })
}

// from is who the words of a finding come from: the agency through which a statement reached its report, else the report's own source.
func (it *item) from() string {
	if it.via != "" {
		return it.via
	}
	return it.sheet.from
}

// origins counts the independent origins among findings: those of their reports, but for statements that reached their report through an agency.
func (f *fold) origins(items []*item) int {
	few := make([]string, 0, 8)
	var many map[string]bool
	for _, it := range items {
		from := it.from()
		switch {
		case many != nil:
			many[from] = true
		case slices.Contains(few, from):
		case len(few) < cap(few):
			few = append(few, from)
		default:
			many = map[string]bool{from: true}
			for _, x := range few {
				many[x] = true
			}
		}
	}
	return max(len(few), len(many))
}

// reportAt is the number of a report.
func (f *fold) reportAt(id parley.ReportID) int { return f.sheets[id].at }
