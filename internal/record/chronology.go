package record

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A dayLine is a line of the chronology with what orders lines of one interval.
type dayLine struct {
	parley.ChronologyLine
	kind  byte // of a dated clause, an event or several told alike, a statement
	first *item
}

const (
	clauseLine = iota
	eventLine
	statementLine
)

// chronology writes a line per day and happening: dated events, tellings of one joined; and statements whose day is known from a time word, those of one
// source and report on one day together.
func (f *fold) chronology() {
	now := make([]*row[dayLine], 0, len(f.days.rows)+64)
	for _, s := range f.pages {
		if s.changed {
			s.lines = slices.Concat(f.clauseLines(s), f.saidLines(s))
		}
		now = append(now, s.lines...)
		for _, e := range s.event {
			if e.ev.When == nil || e.group > 0 {
				continue
			}
			if e.line == nil {
				e.line = f.happened(e, []*item{e})
			}
			now = append(now, e.line)
		}
	}
	for _, g := range f.alike {
		if g.same.Layer != "event" {
			break // events are the first
		}
		if g.lines == nil {
			g.lines = f.groupLines(g)
		}
		now = append(now, g.lines...)
	}
	rows := slices.Clone(f.days.settle(now, orderLines))
	var room []placedLine
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && compareDays(&rows[from].val, &rows[to].val) == 0 {
			to++
		}
		room = orderDay(rows[from:to], room)
		from = to
	}
	f.rec.Chronology = make([]parley.ChronologyLine, len(rows))
	for i, r := range rows {
		f.rec.Chronology[i] = r.val.ChronologyLine
	}
}

// orderLines orders by interval, then by kind, report and place.
func orderLines(a, b *dayLine) int {
	return cmp.Or(compareDays(a, b), cmp.Compare(a.kind, b.kind), cmp.Compare(a.first.rep, b.first.rep), cmp.Compare(a.first.place, b.first.place), cmp.Compare(a.From, b.From))
}

// compareDays orders by day.
func compareDays(a, b *dayLine) int {
	return cmp.Or(compareWhen(&parley.Interval{From: a.From, To: a.To}, &parley.Interval{From: b.From, To: b.To}), cmp.Compare(a.To, b.To))
}

// A placedLine is a line with what places it among those of its day: its kind, its day as a string, where it stands, and the id or the entity that tells it from
// others there.
type placedLine struct {
	row   *row[dayLine]
	kind  byte
	at    int // before it was placed
	day   string
	where int64
	what  string
}

// orderDay orders the lines of one day by kind, and those of a kind by the text of where they stand, which hangs on how many reports and groups there are. It
// uses room, and gives it back.
func orderDay(rows []*row[dayLine], room []placedLine) []placedLine {
	if len(rows) < 2 {
		return room
	}
	room = room[:0]
	for i, r := range rows {
		it := r.val.first
		p := placedLine{row: r, kind: r.val.kind, at: i, day: it.day}
		switch {
		case p.kind == clauseLine:
			p.where, p.what = it.sheet.beforeBar, it.id
		case p.kind == statementLine:
			p.where, p.what = it.sheet.beforeBar, it.entity
		case it.group > 0: // the letters of its id stand behind digits
			p.where = textually(it.group, 0, 1) | 1<<62
		default:
			p.where, p.what = it.sheet.asText, it.id
		}
		room = append(room, p)
	}
	slices.SortFunc(room, func(a, b placedLine) int {
		if c := cmp.Or(cmp.Compare(a.kind, b.kind), strings.Compare(a.day, b.day), cmp.Compare(a.where, b.where)); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.what, b.what), cmp.Compare(a.at, b.at))
	})
	for i := range room {
		rows[i] = room[i].row
	}
	return room
}

// textually is a number by which numbers stand in the order of their texts: zero is what the digit 0 counts, end what follows the last digit.
func textually(n int, end, zero int64) int64 {
	const digits = 10 // more than reports or groups have
	out, left := int64(0), digits
	text := itoa(n)
	for i := range len(text) {
		out, left = out*11+int64(text[i]-'0')+zero, left-1
	}
	for out = out*11 + end; left > 0; left-- {
		out *= 11
	}
	return out
}

// clauseLines are the lines of a report's dated clauses that are no background and tell what no event of it tells.
func (f *fold) clauseLines(s *sheet) (out []*row[dayLine]) {
	for _, it := range s.dated {
		if f.background(it) || toldBy(it) {
			continue
		}
		out = append(out, f.line(clauseLine, it, f.datedLine(it), []*item{it}))
	}
	return out
}

// saidLines are the lines of a report's statements, those of one source and day together.
func (f *fold) saidLines(s *sheet) (out []*row[dayLine]) {
	type key struct{ day, entity string }
	at := map[key][]*item{}
	var keys []key
	for _, it := range s.statement {
		if it.when == nil || it.st.NestedIn != "" && it.entity == "" || strings.HasPrefix(it.st.SaidWhy, "no time word") && !moves[it.st.Act] {
			continue
		}
		k := key{it.day, it.entity}
		if at[k] == nil {
			keys = append(keys, k)
		}
		at[k] = append(at[k], it)
	}
	for _, k := range keys {
		out = append(out, f.line(statementLine, at[k][0], f.saidLine(at[k][0]), at[k]))
	}
	return out
}

// groupLines are the lines of events told alike, one for each interval.
func (f *fold) groupLines(g *group) []*row[dayLine] {
	out := []*row[dayLine]{}
	done := map[string]bool{}
	for i, e := range g.items {
		if e.ev.When == nil || done[e.day] {
			continue
		}
		done[e.day] = true
		list := []*item{e}
		for _, other := range g.items[i+1:] {
			if other.ev.When != nil && other.day == e.day {
				list = append(list, other)
			}
		}
		out = append(out, f.happened(e, list))
	}
	return out
}

// happened is a line such as "talks, called off: the fishery talks set for June 3 were off (Ana Roe)".
func (f *fold) happened(e *item, list []*item) *row[dayLine] {
	return f.line(eventLine, e, fmt.Sprintf("%s, %s: %s (%s)", e.ev.Type, e.ev.Status, e.short(), f.teller(e)), list)
}

// line is a line of the day of its first item.
func (f *fold) line(kind byte, first *item, what string, list []*item) *row[dayLine] {
	l := dayLine{kind: kind, first: first}
	l.From, l.To, l.What, l.Members = first.when.From, first.when.To, what, make([]parley.Member, 0, len(list))
	for _, it := range list {
		l.Members = append(l.Members, f.memberOf(it))
	}
	f.order(l.Members)
	return &row[dayLine]{val: l}
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
	it := &item{finding: finding{id: d.ID, when: &d.When, passage: d.Clause, draft: &drafted{words: content(d.Clause.Text)}, dated: d}}
	it.lay()
	return it
}

// toldBy reports whether an event of the same report has the days of a dated clause already.
func toldBy(it *item) bool {
	for k := range it.sheet.entry.Events {
		e := &it.sheet.entry.Events[k]
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
	what := it.short()
	if it.dated.AssertedBy == parley.Narrator {
		return fmt.Sprintf("%s: %s", f.teller(it), what)
	}
	return fmt.Sprintf("%s says: %s", f.who(it.entity), what)
}

// verbs puts acts into words.
var verbs = map[parley.Act]string{parley.Deny: "denies", parley.Accuse: "accuses", parley.Demand: "demands", parley.Promise: "promises", parley.Warn: "warns", parley.Threaten: "threatens",
	parley.Propose: "proposes", parley.Confirm: "confirms", parley.Agree: "agrees", parley.Refuse: "refuses", parley.Announce: "announces", parley.Doubt: "doubts",
	parley.Expect: "expects", parley.Ask: "asks", parley.Praise: "praises", parley.Relay: "reports"}

func (f *fold) saidLine(s *item) string {
	verb := verbs[s.st.Act]
	if verb == "" {
		verb = "says"
	}
	return fmt.Sprintf("%s %s: %s", f.who(s.entity), verb, s.short())
}

// outlets lists who carried what.
func (f *fold) outlets() {
	at := map[string]*parley.OutletEntry{}
	var order []string
	entry := func(name, k string) *parley.OutletEntry {
		if at[k] == nil {
			at[k] = &parley.OutletEntry{Name: name, Reports: []parley.ReportID{}, Agencies: []string{}}
			order = append(order, k)
		}
		return at[k]
	}
	for i, s := range f.pages {
		o := entry(s.raw.Meta.Outlet.Name, s.outlet)
		o.Reports = append(o.Reports, s.raw.Report)
		if f.rec.Reports[f.slot[i]].CopyOf != "" {
			o.Copies++
		}
		for _, a := range s.raw.Meta.Agencies {
			if !slices.Contains(o.Agencies, a.Name) {
				o.Agencies = append(o.Agencies, a.Name)
			}
		}
		for _, name := range s.quoted {
			entry(name, foldName(name)).Quoted++
		}
	}
	sort.Strings(order)
	for _, k := range order {
		slices.Sort(at[k].Agencies)
		f.rec.Outlets = append(f.rec.Outlets, *at[k])
	}
}

// sortReports says where each report stands in the record: by day of publication, undated ones last, then by file name.
func (f *fold) sortReports() {
	order := make([]int, len(f.pages))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(f.dayOf(i), f.dayOf(j)), strings.Compare(f.file[i], f.file[j]), cmp.Compare(i, j))
	})
	f.slot = make([]int, len(f.pages))
	for at, i := range order {
		f.slot[i] = at
	}
}
