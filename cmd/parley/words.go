package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// talk writes a line for the user to stderr.
func (a *app) talk(format string, args ...any) {
	fmt.Fprintln(a.err, "parley:", plain(fmt.Sprintf(format, args...)))
}

// count is "1 report is" or "3 reports are".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return group(strconv.Itoa(n)) + " " + many
}

// quote puts the report's own words in quotation marks, unless they bring them.
func quote(s string) string {
	s = plain(strings.TrimSpace(s))
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

// words are the texts of passages, an ellipsis between them.
func words(ps []parley.Passage) string {
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = plain(strings.TrimSpace(p.Text))
	}
	return strings.Join(parts, " … ")
}

// days is an interval for people; "" where nothing is known.
func days(i *parley.Interval) string {
	switch {
	case i == nil || !i.From.Known() && !i.To.Known():
		return ""
	case i.From == i.To:
		return i.From.String()
	case !i.From.Known():
		return "until " + i.To.String()
	case !i.To.Known():
		return "from " + i.From.String()
	case i.From.Time().Format("2006-01") == i.To.Time().Format("2006-01"):
		return i.From.String() + "/" + i.To.Time().Format("02")
	}
	return i.From.String() + " to " + i.To.String()
}

// amount is a figure's value as it was claimed.
func amount(f parley.Figure) string {
	num := func(v *float64) string { return group(strconv.FormatFloat(*v, 'f', -1, 64)) }
	value := ""
	switch {
	case f.Low != nil && f.High != nil && *f.Low != *f.High:
		value = num(f.Low) + " to " + num(f.High)
	case f.Low != nil:
		value = num(f.Low)
	case f.High != nil:
		value = num(f.High)
	}
	if f.Qualifier == parley.Exact || f.Qualifier == "" {
		return value
	}
	return strings.ReplaceAll(string(f.Qualifier), "-", " ") + " " + value
}

// group sets thin groups of three digits: 20000 is 20,000.
func group(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	sign := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(whole, "-")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if sign {
		whole = "-" + whole
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

// A cast knows the names of a record: of entities, instruments, outlets by report.
type cast struct {
	entities    map[string]*parley.Entity
	instruments map[string]*parley.Instrument
	reports     map[parley.ReportID]*parley.ReportEntry
}

func newCast(rec *parley.Record) *cast {
	c := &cast{map[string]*parley.Entity{}, map[string]*parley.Instrument{}, map[parley.ReportID]*parley.ReportEntry{}}
	for i := range rec.Entities {
		c.entities[rec.Entities[i].ID] = &rec.Entities[i]
	}
	for i := range rec.Instruments {
		c.instruments[rec.Instruments[i].ID] = &rec.Instruments[i]
	}
	for i := range rec.Reports {
		c.reports[rec.Reports[i].ID] = &rec.Reports[i]
	}
	return c
}

// name is an entity's name; "" for none.
func (c *cast) name(id string) string {
	if e := c.entities[id]; e != nil {
		return plain(e.Name)
	}
	return plain(id)
}

func (c *cast) names(ids []string) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = c.name(id)
	}
	return strings.Join(parts, ", ")
}

// who is a source by name, or by the words that stand for it, or "someone".
func (c *cast) who(r *parley.Ref) string {
	switch {
	case r == nil:
		return "someone"
	case c.entities[r.Entity] != nil:
		return c.name(r.Entity)
	case r.Passage != nil:
		return plain(r.Passage.Text)
	}
	return "someone"
}

// outlet is the outlet of a report, or a word for one that is not known.
func (c *cast) outlet(id parley.ReportID) string {
	r := c.reports[id]
	switch {
	case r == nil:
		return id.Short()
	case r.Meta.Outlet.Name != "":
		return plain(r.Meta.Outlet.Name)
	}
	return "an unnamed outlet"
}

// published is the day of a report's publication, nil where it is not known.
func (c *cast) published(id parley.ReportID) *parley.Interval {
	if r := c.reports[id]; r != nil && r.Meta.Published.Value.Known() {
		return parley.Day(r.Meta.Published.Value)
	}
	return nil
}

// voice is who asserts something in a report: the source of a statement with the outlet, or the outlet itself.
func (c *cast) voice(r *parley.ReportEntry, assertedBy string) string {
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == assertedBy {
			return c.who(s.Source) + ", in " + c.outlet(r.ID)
		}
	}
	return c.outlet(r.ID)
}

// said is who says what a member holds.
func (c *cast) said(m parley.Member) string {
	if m.Says == "" {
		return c.outlet(m.Report)
	}
	return c.name(m.Says) + ", in " + c.outlet(m.Report)
}

// at is where to look a finding up.
func at(file, id string) string { return strings.TrimSpace(plain(file) + " " + plain(id)) }
