package record

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

func itoa(n int) string { return strconv.Itoa(n) }

// chronology writes a line per day and happening: dated events, tellings of one joined; and statements whose day is known from a time word, those of one
// source and report on one day together.
func (f *fold) chronology() {
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
	for _, e := range f.evs {
		if e.ev.When == nil {
			continue
		}
		k := "eg" + itoa(e.group)
		if e.group == 0 {
			k = fmt.Sprintf("%d/%s", e.rep, e.id)
		}
		add("e|"+e.day+"|"+k, *e.ev.When, func() string { return f.eventLine(e) }, f.memberOf(e))
	}
	for _, s := range f.items {
		if s.when == nil || s.st.NestedIn != "" && s.entity == "" || strings.HasPrefix(s.st.SaidWhy, "no time word") && !moves[s.st.Act] {
			continue
		}
		add("s|"+s.day+"|"+itoa(s.rep)+"|"+s.entity, *s.when, func() string { return f.statementLine(s) }, f.memberOf(s))
	}
	for _, it := range f.datedItems() {
		if f.background(it) || f.toldBy(it) {
			continue
		}
		add("d|"+it.day+"|"+itoa(it.rep)+"|"+it.id, *it.when, func() string { return f.datedLine(it) }, f.memberOf(it))
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

// moves holds the acts that are a step in a negotiation of themselves: without a time word such a statement is a line of the day the report has for it, while one
// that only tells is none.
var moves = map[parley.Act]bool{parley.Deny: true, parley.Agree: true, parley.Refuse: true, parley.Promise: true, parley.Threaten: true, parley.Propose: true, parley.Announce: true,
	parley.Accuse: true, parley.Demand: true, parley.Confirm: true}

// month and year are how many days a clause that is no event may span at most, and how far from its report it may lie: what is wider or further away is
// background.
const (
	month = 31
	year  = 366
)

func (f *fold) background(it *item) bool {
	w := it.when
	if w.From != 0 && w.To != 0 && w.To-w.From > month {
		return true
	}
	p := f.reports[it.rep].Meta.Published.Value
	return p.Known() && (w.To != 0 && w.To < p-year || w.To == 0 && w.From < p-year || w.From > p+year)
}

// datedItem is what a dated clause is to lists, before its asserter is known.
func datedItem(d *parley.Dated) *item {
	it := &item{finding: finding{id: d.ID, when: &d.When, passage: d.Clause, words: content(d.Clause.Text), dated: d}}
	it.lay()
	return it
}

// datedItems are the items of all clauses with a time.
func (f *fold) datedItems() []*item {
	var out []*item
	for _, page := range f.pages {
		out = append(out, page.dated...)
	}
	return out
}

// toldBy reports whether an event of the same report has the days of a dated clause already.
func (f *fold) toldBy(it *item) bool {
	for k := range f.rec.Reports[it.rep].Events {
		e := &f.rec.Reports[it.rep].Events[k]
		if e.When == nil || *e.When != *it.when {
			continue
		}
		if e.WhenPassage != nil && e.WhenPassage.Raw == it.dated.Words.Raw {
			return true
		}
		for _, p := range e.Evidence {
			if p.Raw.Overlaps(it.passage.Raw) {
				return true
			}
		}
	}
	return false
}

// datedLine is a line such as "Harland says: the buses leave on Friday".
func (f *fold) datedLine(it *item) string {
	what := it.line
	if it.dated.AssertedBy == parley.Narrator {
		return fmt.Sprintf("%s: %s", f.teller(it), what)
	}
	return fmt.Sprintf("%s says: %s", f.who(it.entity), what)
}

// eventLine is a line such as "talks, called off: the fishery talks set for June 3 were off (Ana Roe)".
func (f *fold) eventLine(e *item) string {
	return fmt.Sprintf("%s, %s: %s (%s)", e.ev.Type, e.ev.Status, e.line, f.teller(e))
}

// verbs puts acts into words.
var verbs = map[parley.Act]string{parley.Deny: "denies", parley.Accuse: "accuses", parley.Demand: "demands", parley.Promise: "promises", parley.Warn: "warns", parley.Threaten: "threatens",
	parley.Propose: "proposes", parley.Confirm: "confirms", parley.Agree: "agrees", parley.Refuse: "refuses", parley.Announce: "announces", parley.Doubt: "doubts",
	parley.Expect: "expects", parley.Ask: "asks", parley.Praise: "praises", parley.Relay: "reports"}

func (f *fold) statementLine(s *item) string {
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
