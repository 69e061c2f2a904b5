package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A summary is what `parley show summary --json` writes.
type summary struct {
	Database string            `json:"database"`
	Reader   string            `json:"reader"`
	Period   *parley.Interval  `json:"period"`
	Found    found             `json:"found"`
	Reports  []summaryReport   `json:"reports"`
	Stars    []parley.Star     `json:"stars"` // what was too much to be compared all with all
	SetAside []parley.SetAside `json:"set_aside"`
}

type summaryReport struct {
	ID        parley.ReportID  `json:"id"`
	File      string           `json:"file"`
	Published parley.Published `json:"published"`
	Outlet    parley.Named     `json:"outlet"`
	Headline  string           `json:"headline"`
	CopyOf    parley.ReportID  `json:"copy_of,omitempty"`
	Replaced  parley.ReportID  `json:"replaced_by,omitempty"`
}

func summaryData(v shown) any {
	s := summary{Database: v.path, Reader: v.rec.Reader, Period: period(v.rec), Found: countFound(v.rec), Reports: []summaryReport{}, Stars: append([]parley.Star{}, v.rec.Stars...), SetAside: v.asides}
	for _, r := range v.rec.Reports {
		s.Reports = append(s.Reports, summaryReport{r.ID, r.File, r.Meta.Published, r.Meta.Outlet, headline(&r), r.CopyOf, r.ReplacedBy})
	}
	return s
}

// period is from the first to the last known day of publication, nil where there is none.
func period(rec *parley.Record) *parley.Interval {
	var p *parley.Interval
	for _, r := range rec.Reports {
		d := r.Meta.Published.Value
		switch {
		case !d.Known():
		case p == nil:
			p = parley.Day(d)
		default:
			p.From, p.To = min(p.From, d), max(p.To, d)
		}
	}
	return p
}

func headline(r *parley.ReportEntry) string {
	if r.Meta.Headline == nil {
		return ""
	}
	return r.Meta.Headline.Text
}

// stars says, in a dossier with crowds, what was not compared all with all.
func (p *page) stars(stars []parley.Star) {
	if len(stars) == 0 {
		return
	}
	keys, members, skipped := 0, 0, 0
	var with []int
	for _, s := range stars {
		if s.Compared == 0 {
			skipped += s.Keys
			continue
		}
		keys, members = keys+s.Keys, max(members, s.Members)
		with = append(with, s.Compared)
	}
	if keys > 0 {
		slices.Sort(with)
		var sizes []string
		for _, n := range slices.Compact(with) {
			sizes = append(sizes, strconv.Itoa(n))
		}
		of := strings.Join(sizes, " or ")
		p.wrap("", 2, fmt.Sprintf("%s in more than %s findings each (the commonest in %d): these were compared with %s of them, not all with all", count(keys, "word, party or paper stands", "words, parties or papers stand"),
			of, members, of), dim)
	}
	if skipped > 0 {
		p.wrap("", 2, fmt.Sprintf("%s by so many reports that omissions were not looked for by them", count(skipped, "finding is told", "findings are told")), dim)
	}
}

func showSummary(p *page, v shown) {
	if len(v.rec.Reports) == 0 {
		p.line("%s holds no report that could be read.", plain(v.path))
	}
	when := days(period(v.rec))
	if when != "" {
		when = ", published " + when
	}
	p.line("%s%s", p.in(bold, plain(v.path)), when)
	p.found(v.rec)
	p.stars(v.rec.Stars)
	if len(v.rec.Reports) > 0 {
		p.heading("Reports")
		for _, r := range v.rec.Reports {
			summaryLine(p, v, &r)
		}
	}
	if len(v.rec.Instruments) > 0 {
		p.heading("Papers, deals and truces")
		papers := mostReported(v.rec.Instruments)
		for _, in := range papers[:min(len(papers), summaryLines)] {
			instrumentLine(p, v, in)
		}
		p.further(len(papers)-summaryLines, "", "parley show instruments "+shellWord(v.path))
	}
	summaryConflicts(p, v)
	if len(v.asides) > 0 {
		p.heading("Set aside")
		p.setAside(v.asides)
	}
	db := shellWord(v.path)
	p.heading("More")
	g := &grid{full: true}
	g.add("parley show timeline "+db, "what happened, by day")
	g.add("parley show statements "+db, "who said what")
	g.add("parley show conflicts "+db, "where accounts disagree")
	p.grid(g)
}

// summaryLines is how many papers and how many conflicts a summary lists at most.
const summaryLines = 20

// mostReported is papers by how many reports tell of them, and by steps.
func mostReported(list []parley.Instrument) []*parley.Instrument {
	out := make([]*parley.Instrument, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	slices.SortStableFunc(out, func(a, b *parley.Instrument) int {
		return cmp.Or(cmp.Compare(len(b.Reports), len(a.Reports)), cmp.Compare(len(b.History), len(a.History)))
	})
	return out
}

// further says how many more there are of a list that was cut short, and how to see them.
func (p *page) further(n int, what, how string) {
	if n > 0 {
		p.line("  and %s more%s: %s", group(fmt.Sprint(n)), what, p.in(dim, how))
	}
}

// summaryConflicts prints the surest conflicts, and how many more there are; of those that are likelier none only how many.
func summaryConflicts(p *page, v shown) {
	if len(v.rec.Conflicts) == 0 {
		return
	}
	p.heading("Conflicts")
	told, possible := 0, 0
	for i := range v.rec.Conflicts {
		c := &v.rec.Conflicts[i]
		switch {
		case c.Possible():
			possible++
		case told < summaryLines:
			p.wrap("  "+string(c.Kind), 12, plain(c.What), "")
			fallthrough
		default:
			told++
		}
	}
	db := shellWord(v.path)
	p.further(told-summaryLines, "", "parley show conflicts "+db)
	p.further(possible, ", each likelier none than one", "parley show conflicts "+db+" --possible")
}

// summaryLine prints a report in two lines: day, outlet and file; headline.
func summaryLine(p *page, v shown, r *parley.ReportEntry) {
	day := "no date"
	if d := v.published(r.ID); d != nil {
		day = days(d)
	}
	outlet := v.outlet(r.ID)
	note := ""
	if o := v.reports[r.CopyOf]; o != nil {
		note = "copy of " + plain(o.File)
	}
	if o := v.reports[r.ReplacedBy]; o != nil {
		note = "replaced by " + plain(o.File)
	}
	file := plain(r.File)
	p.line("  %s  %s  %s", fit(day, 10), fit(outlet, max(16, p.width-18-len(file))), p.in(dim, file))
	if h := headline(r); h != "" {
		p.wrap("", 14, plain(h), "")
	}
	if note != "" {
		p.wrap("", 14, note, dim)
	}
}

// instrumentLine prints a paper, the states it went through, each once, in order, and the last one that is dated or told.
func instrumentLine(p *page, v shown, in *parley.Instrument) {
	var states []string
	for _, s := range in.History {
		if t := string(s.State); !slices.Contains(states, t) {
			states = append(states, t)
		}
	}
	text := p.in(bold, plain(in.Name))
	if by := v.names(in.PutForwardBy); by != "" {
		text += ", by " + by
	}
	if len(states) > 0 {
		text += ": " + strings.Join(states, ", ")
	}
	text += "; in " + count(len(in.Reports), "report", "reports")
	if steps := v.steps(in); len(steps) > 1 && len(states) > 1 {
		last := steps[len(steps)-1]
		if day := v.stepDay(last); day != "" {
			text += ", last " + string(last.State) + " (" + day + ")"
		}
	}
	p.styled("", 2, plain(in.Name), text+" "+brackets(plain(in.ID)))
}

// steps are those of a paper in order of time.
func (v shown) steps(in *parley.Instrument) []*parley.Step {
	return in.ByDay(func(id parley.ReportID) parley.Date { return v.published(id).First(0) })
}

// stepDay is the day of a step, or when it was told where it has none.
func (v shown) stepDay(s *parley.Step) string {
	if day := days(s.When); day != "" {
		return day
	}
	if day := days(v.published(s.Report)); day != "" {
		return "told " + day
	}
	return ""
}

func showOutlets(p *page, v shown) {
	if len(v.rec.Outlets) == 0 {
		p.line("No outlet is named.")
		return
	}
	g := &grid{head: []string{"outlet", "reports", "copies", "quoted", "agencies it credits"}}
	for _, o := range v.rec.Outlets {
		agencies := make([]string, len(o.Agencies))
		for i, s := range o.Agencies {
			agencies[i] = plain(s)
		}
		name := plain(o.Name)
		if name == "" {
			name = "(not named)"
		}
		g.add(name, fmt.Sprint(len(o.Reports)), fmt.Sprint(o.Copies), fmt.Sprint(o.Quoted), strings.Join(agencies, ", "))
	}
	p.grid(g)
	var warnings []string
	for _, o := range v.rec.Outlets {
		warnings = append(warnings, o.Warnings...)
	}
	slices.Sort(warnings)
	for _, w := range slices.Compact(warnings) { // two that look alike are warned of both
		p.wrap("", 2, plain(w), alert)
	}
}

func showEntities(p *page, v shown) {
	if len(v.rec.Entities) == 0 {
		p.line("Nobody is named.")
		return
	}
	all := slices.Clone(v.rec.Entities)
	slices.SortStableFunc(all, func(a, b parley.Entity) int { return b.Mentions - a.Mentions })
	for _, e := range all {
		name := plain(e.Name)
		facts := []string{string(e.Type)}
		if e.Unnamed {
			facts[0] = "unnamed " + facts[0]
		}
		if e.Role != "" {
			facts = append(facts, plain(e.Role))
		}
		if e.Side != "" {
			facts = append(facts, "speaks for "+v.name(e.Side))
		}
		facts = append(facts, count(e.Mentions, "mention", "mentions")+" in "+count(len(e.Reports), "report", "reports"), brackets(plain(e.ID)))
		p.styled("", 2, name, p.in(bold, name)+": "+strings.Join(facts, ", "))
		if others := aliases(e); others != "" {
			p.wrap("", 6, others, dim)
		}
		for _, w := range e.Warnings {
			p.wrap("", 6, plain(w), alert)
		}
		for _, t := range e.Tenures {
			p.wrap("", 6, plain(t.String()), dim)
		}
		if len(e.Codes) > 0 {
			codes := make([]string, len(e.Codes))
			for i, c := range e.Codes {
				codes[i] = c.String()
			}
			p.wrap("", 6, "actor "+strings.Join(codes, ", "), dim)
		}
	}
}

// aliases are the other forms of an entity's name.
func aliases(e parley.Entity) string {
	var others []string
	for _, s := range e.Aliases {
		if s != e.Name {
			others = append(others, quote(s))
		}
	}
	return strings.Join(others, ", ")
}
