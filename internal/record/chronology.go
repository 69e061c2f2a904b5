package record

import (
	"fmt"
	"slices"
	"sort"
	"strconv"

	"github.com/parley-press/parley"
)

func itoa(n int) string { return strconv.Itoa(n) }

// chronology writes a line per day and happening: dated events, tellings of one joined; and statements whose day is known from a time word, those of one
// source and report on one day together.
func (f *fold) chronology() {
	group := f.groupOf()
	lines := map[string]*parley.ChronologyLine{}
	var keys []string
	add := func(key string, when parley.Interval, what func() string, m parley.Member) {
		l := lines[key]
		if l == nil {
			l = &parley.ChronologyLine{From: when.From, To: when.To, What: what()}
			lines[key] = l
			keys = append(keys, key)
		}
		l.Members = append(l.Members, m)
	}
	for _, e := range f.eventItems() {
		if e.ev.When == nil {
			continue
		}
		k := group[string(f.reports[e.rep].Report)+"/"+e.id]
		if k == "" {
			k = fmt.Sprintf("%d/%s", e.rep, e.id)
		}
		add("e|"+e.day+"|"+k, *e.ev.When, func() string { return f.eventLine(e) }, f.memberOf(e))
	}
	for _, s := range f.items {
		if s.when == nil || s.st.NestedIn != "" && s.entity == "" {
			continue
		}
		add("s|"+s.day+"|"+itoa(s.rep)+"|"+s.entity, *s.when, func() string { return f.statementLine(s) }, f.memberOf(s))
	}
	sort.Strings(keys)
	for _, k := range keys {
		f.order(lines[k].Members)
		f.rec.Chronology = append(f.rec.Chronology, *lines[k])
	}
	sort.SliceStable(f.rec.Chronology, func(i, j int) bool {
		a, b := f.rec.Chronology[i], f.rec.Chronology[j]
		if c := compareWhen(&parley.Interval{From: a.From, To: a.To}, &parley.Interval{From: b.From, To: b.To}); c != 0 {
			return c < 0
		}
		return a.To < b.To
	})
}

// eventLine is a line such as "talks, called off: the fishery talks set for June 3 were off (Ana Roe)".
func (f *fold) eventLine(e item) string {
	return fmt.Sprintf("%s, %s: %s (%s)", e.ev.Type, e.ev.Status, e.line, f.teller(e))
}

// verbs puts acts into words.
var verbs = map[parley.Act]string{parley.Deny: "denies", parley.Accuse: "accuses", parley.Demand: "demands", parley.Promise: "promises", parley.Warn: "warns", parley.Threaten: "threatens",
	parley.Propose: "proposes", parley.Confirm: "confirms", parley.Agree: "agrees", parley.Refuse: "refuses", parley.Announce: "announces", parley.Doubt: "doubts",
	parley.Expect: "expects", parley.Ask: "asks", parley.Praise: "praises", parley.Relay: "reports"}

func (f *fold) statementLine(s item) string {
	verb := verbs[s.st.Act]
	if verb == "" {
		verb = "says"
	}
	return fmt.Sprintf("%s %s: %s", f.who(s.entity), verb, s.line)
}

// outlets lists who carried what.
func (f *fold) outlets() {
	at := map[string]*parley.OutletEntry{}
	var order []string
	entry := func(name string) *parley.OutletEntry {
		k := foldName(name)
		if at[k] == nil {
			at[k] = &parley.OutletEntry{Name: name, Reports: []parley.ReportID{}, Agencies: []string{}}
			order = append(order, k)
		}
		return at[k]
	}
	for i, r := range f.reports {
		o := entry(r.Meta.Outlet.Name)
		o.Reports = append(o.Reports, r.Report)
		if f.rec.Reports[i].CopyOf != "" {
			o.Copies++
		}
		for _, a := range r.Meta.Agencies {
			if !slices.Contains(o.Agencies, a.Name) {
				o.Agencies = append(o.Agencies, a.Name)
			}
		}
		for _, s := range f.rec.Reports[i].Statements {
			for _, v := range s.Via {
				if k := f.byEntity[v.Entity]; v.Entity != "" && (f.rec.Entities[k].Type == parley.Organization) {
					entry(f.rec.Entities[k].Name).Quoted++
				}
			}
		}
	}
	sort.Strings(order)
	for _, k := range order {
		slices.Sort(at[k].Agencies)
		f.rec.Outlets = append(f.rec.Outlets, *at[k])
	}
}

// sortReports puts the reports in their final order: by day of publication, undated ones last, then by file name.
func (f *fold) sortReports() {
	day := func(e parley.ReportEntry) parley.Date {
		if d := e.Meta.Published.Value; d.Known() {
			return d
		}
		return 1 << 30
	}
	sort.SliceStable(f.rec.Reports, func(i, j int) bool {
		a, b := f.rec.Reports[i], f.rec.Reports[j]
		if x, y := day(a), day(b); x != y {
			return x < y
		}
		return a.File < b.File
	})
}
