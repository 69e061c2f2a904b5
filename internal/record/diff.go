package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Changes is what became of one record in another: what is new, what is gone, what is told in another way. Findings are the same where they rest on the same
// bytes of the same report; ids, which a record gives anew, do not count.
type Changes struct {
	Reports     []Change `json:"reports"`
	Statements  []Change `json:"statements"`
	Events      []Change `json:"events"`
	Figures     []Change `json:"figures"`
	Instruments []Change `json:"instruments"`
	Conflicts   []Change `json:"conflicts"`
	Positions   []Change `json:"positions"`
	Commitments []Change `json:"commitments"`
}

// The kinds of change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// A Change is one line of Changes.
type Change struct {
	Change  string          `json:"change"`         // Added, Removed or Changed
	Kind    string          `json:"kind,omitempty"` // act, type of event, kind of paper or conflict, stance
	Who     string          `json:"who,omitempty"`  // by name
	What    string          `json:"what"`           // words, or the name of a paper
	Was     string          `json:"was,omitempty"`  // of what changed, only what differs
	Now     string          `json:"now,omitempty"`
	Report  parley.ReportID `json:"report,omitempty"`
	File    string          `json:"file,omitempty"`
	Finding string          `json:"finding,omitempty"` // id in the newer record, in the older one for what is gone; of a paper, a conflict or a commitment, its own
}

// Diff is what changed from record a to record b. A nil record is an empty one.
func Diff(a, b *parley.Record) Changes {
	if a == nil {
		a = &parley.Record{}
	}
	if b == nil {
		b = &parley.Record{}
	}
	x, y := newSide(a), newSide(b)
	return Changes{
		Reports:     compareTold(x.reports(), y.reports()),
		Statements:  compareTold(x.statements(), y.statements()),
		Events:      compareTold(x.events(), y.events()),
		Figures:     compareTold(x.figures(), y.figures()),
		Instruments: comparePapers(x, y),
		Conflicts:   compareConflicts(x, y),
		Positions:   compareTold(x.positions(), y.positions()),
		Commitments: compareTold(x.commitments(), y.commitments()),
	}
}

// Empty reports whether nothing changed.
func (c *Changes) Empty() bool {
	return len(c.Reports)+len(c.Statements)+len(c.Events)+len(c.Figures)+len(c.Instruments)+len(c.Conflicts)+len(c.Positions)+len(c.Commitments) == 0
}

// A told is a finding that can be looked for in another record: by key, with what may differ in it, field by field.
type told struct {
	key    string
	fields []string // "name value", in a fixed order; "" where there is none
	line   Change
}

// compareTold pairs the findings of two records by key. Where several have one key they are paired in order.
func compareTold(a, b []told) []Change {
	before := map[string][]told{}
	for _, t := range a {
		before[t.key] = append(before[t.key], t)
	}
	out := []Change{}
	for _, t := range b {
		c := t.line
		if old := before[t.key]; len(old) == 0 {
			c.Change = Added
		} else {
			before[t.key] = old[1:]
			if c.Was, c.Now = differing(old[0].fields, t.fields); c.Was == c.Now {
				continue
			}
			c.Change = Changed
		}
		out = append(out, c)
	}
	for _, t := range a {
		if left := before[t.key]; len(left) > 0 {
			before[t.key] = left[1:]
			c := left[0].line
			c.Change = Removed
			out = append(out, c)
		}
	}
	return out
}

// differing is the fields that are not the same, of either.
func differing(a, b []string) (was, now string) {
	var x, y []string
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		x, y = append(x, a[i]), append(y, b[i])
	}
	return strings.Join(x, ", "), strings.Join(y, ", ")
}

// A side is one of the records with its names.
type side struct {
	rec   *parley.Record
	names map[string]string
}

func newSide(r *parley.Record) side {
	s := side{r, map[string]string{}}
	for _, e := range r.Entities {
		s.names[e.ID] = e.Name
	}
	for _, x := range r.Instruments {
		s.names[x.ID] = x.Name
	}
	return s
}

func (s side) name(r *parley.Ref) string {
	if r == nil {
		return ""
	}
	if r.Entity == "" && r.Passage != nil {
		return r.Passage.Text
	}
	return s.names[r.Entity]
}

// place is where a passage stands, as a key.
func place(id parley.ReportID, p parley.Passage) string {
	return fmt.Sprintf("%s/%d-%d", id, p.Raw.Start, p.Raw.End)
}

// field is "name value", or "no name" where there is no value.
func field(name, value string) string {
	if value == "" {
		return "no " + name
	}
	return name + " " + value
}

func day(i *parley.Interval) string {
	if i == nil {
		return ""
	}
	return i.String()
}

func (s side) reports() (out []told) {
	for _, r := range s.rec.Reports {
		what := r.Meta.Outlet.Name
		if r.Meta.Headline != nil {
			what = r.Meta.Headline.Text
		}
		out = append(out, told{string(r.ID), []string{field("file", r.File), field("published", r.Meta.Published.Value.String()), field("outlet", r.Meta.Outlet.Name), field("origin", r.CopyOf.Short())},
			Change{Who: r.Meta.Outlet.Name, What: what, Report: r.ID, File: r.File}})
	}
	return out
}

func (s side) statements() (out []told) {
	for _, r := range s.rec.Reports {
		for _, x := range r.Statements {
			who := s.name(x.Source)
			via := make([]string, len(x.Via))
			for i := range x.Via {
				via[i] = s.name(&x.Via[i])
			}
			act := string(x.Act)
			if x.Negated {
				act = "not " + act
			}
			out = append(out, told{place(r.ID, x.Content[0]), []string{field("source", who), field("act", act), field("mode", string(x.Mode)), field("day", day(x.SaidOn)),
				field("addressee", s.name(x.Addressee)), field("chain", strings.Join(via, " and "))}, Change{Kind: string(x.Act), Who: who, What: joined(x.Content), Report: r.ID, File: r.File, Finding: x.ID}})
		}
	}
	return out
}

// speakers are the names of the sources of a report's statements, by id.
func (s side) speakers(r parley.ReportEntry) map[string]string {
	by := map[string]string{}
	for _, x := range r.Statements {
		by[x.ID] = s.name(x.Source)
	}
	return by
}

func (s side) events() (out []told) {
	for _, r := range s.rec.Reports {
		by := s.speakers(r)
		for _, e := range r.Events {
			var parts []string
			for _, p := range e.Participants {
				parts = append(parts, s.names[p.Entity]+" as "+string(p.Role))
			}
			slices.Sort(parts)
			who := by[e.AssertedBy]
			out = append(out, told{place(r.ID, e.Evidence[0]) + string(e.Type), []string{field("status", string(e.Status)), field("day", day(e.When)), field("place", s.names[e.Where]),
				field("participants", strings.Join(parts, "; ")), field("asserter", who), field("paper", s.names[e.Instrument])},
				Change{Kind: string(e.Type), Who: who, What: e.Evidence[0].Text, Report: r.ID, File: r.File, Finding: e.ID}})
		}
	}
	return out
}

func (s side) figures() (out []told) {
	for _, r := range s.rec.Reports {
		by := s.speakers(r)
		for _, g := range r.Figures {
			who := by[g.AssertedBy]
			out = append(out, told{place(r.ID, g.Passage), []string{field("qualifier", string(g.Qualifier)), field("low", number(g.Low)), field("high", number(g.High)), field("unit", g.Unit),
				field("day", day(g.When)), field("asserter", who)}, Change{Who: who, What: g.Passage.Text, Report: r.ID, File: r.File, Finding: g.ID}})
		}
	}
	return out
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(*v)
}

func (s side) positions() (out []told) {
	for _, p := range s.rec.Positions {
		party := s.names[p.Party]
		out = append(out, told{strings.Join([]string{party, p.Issue, p.Stance, string(p.Report)}, "|"), []string{field("day", day(p.Date))},
			Change{Kind: p.Stance, Who: party, What: p.Issue + ": " + p.Words, Report: p.Report, File: p.File}})
	}
	return out
}

func (s side) commitments() (out []told) {
	for _, c := range s.rec.Commitments {
		party := s.names[c.Party]
		out = append(out, told{place(c.Said.Report, c.Said.Passage), []string{field("due", day(c.Due)), field("outcome", c.Outcome), field("party", party)},
			Change{Kind: c.Outcome, Who: party, What: c.Said.Passage.Text, Report: c.Said.Report, File: c.Said.File, Finding: c.ID}})
	}
	return out
}

// comparePapers pairs the papers of two records by the places where they are named, and says which states are new, gone, and the last.
func comparePapers(x, y side) []Change {
	at := map[string]int{}
	for i, p := range x.rec.Instruments {
		for _, m := range p.Mentions {
			at[place(m.Report, m.Passage)] = i
		}
	}
	out, used := []Change{}, map[int]bool{}
	for i := range y.rec.Instruments {
		p := &y.rec.Instruments[i]
		line := Change{Kind: string(p.Kind), What: p.Name, Finding: p.ID, Now: strings.Join(y.states(p), "; ")}
		old := pairedPaper(p, at, used)
		if old < 0 {
			line.Change = Added
			out = append(out, line)
			continue
		}
		used[old] = true
		q := &x.rec.Instruments[old]
		gone, fresh := x.states(q), y.states(p)
		if slices.Equal(gone, fresh) && p.Name == q.Name && p.Kind == q.Kind {
			continue
		}
		was, now := without(gone, fresh), without(fresh, gone)
		if p.Name != q.Name {
			was, now = append([]string{"name " + q.Name}, was...), append([]string{"name " + p.Name}, now...)
		}
		if p.Kind != q.Kind {
			was, now = append([]string{"kind " + string(q.Kind)}, was...), append([]string{"kind " + string(p.Kind)}, now...)
		}
		line.Change, line.Was, line.Now = Changed, strings.Join(was, "; "), strings.Join(now, "; ")
		out = append(out, line)
	}
	for i := range x.rec.Instruments {
		if q := &x.rec.Instruments[i]; !used[i] {
			out = append(out, Change{Change: Removed, Kind: string(q.Kind), What: q.Name, Was: strings.Join(x.states(q), "; "), Finding: q.ID})
		}
	}
	return out
}

// pairedPaper is the paper of the older record with which most mentions are shared, -1 for none; the first among equals.
func pairedPaper(p *parley.Instrument, at map[string]int, used map[int]bool) int {
	votes := map[int]int{}
	for _, m := range p.Mentions {
		if i, ok := at[place(m.Report, m.Passage)]; ok && !used[i] {
			votes[i]++
		}
	}
	best := -1
	for i, n := range votes { // in any order: the best is one
		if best < 0 || n > votes[best] || n == votes[best] && i < best {
			best = i
		}
	}
	return best
}

// states lists what became of a paper, a line a step: "2031-05-04 rejected, says Harland".
func (s side) states(p *parley.Instrument) (out []string) {
	for _, h := range p.History {
		line := string(h.State)
		if h.When != nil {
			line = h.When.String() + " " + line
		}
		who := s.names[h.AccordingTo]
		if who == "" {
			who = "the report"
		}
		out = append(out, line+", says "+who)
	}
	return out
}

// without is list a less what b has, as often as b has it.
func without(a, b []string) (out []string) {
	n := map[string]int{}
	for _, s := range b {
		n[s]++
	}
	for _, s := range a {
		if n[s] > 0 {
			n[s]--
			continue
		}
		out = append(out, s)
	}
	return out
}

// compareConflicts pairs conflicts of one kind that have a passage of either side in common.
func compareConflicts(x, y side) []Change {
	at := map[string]int{}
	for i, c := range x.rec.Conflicts {
		for _, k := range pairKeys(c) {
			if _, ok := at[k]; !ok {
				at[k] = i
			}
		}
	}
	out, used := []Change{}, map[int]bool{}
	for _, c := range y.rec.Conflicts {
		old := -1
		for _, k := range pairKeys(c) {
			if i, ok := at[k]; ok && !used[i] {
				old = i
				break
			}
		}
		line := Change{Change: Added, Kind: string(c.Kind), What: c.What, Finding: c.ID}
		if old >= 0 {
			used[old] = true
			line.Change, line.Was, line.Now = Changed, voices(x.rec.Conflicts[old]), voices(c)
			if line.Was == line.Now {
				continue
			}
		}
		out = append(out, line)
	}
	for i, c := range x.rec.Conflicts {
		if !used[i] {
			out = append(out, Change{Change: Removed, Kind: string(c.Kind), What: c.What, Finding: c.ID})
		}
	}
	return out
}

// mostPairs is how many pairs of passages of one conflict are looked up.
const mostPairs = 64

// pairKeys are the pairs of passages, one of each side, by which a conflict is known.
func pairKeys(c parley.Conflict) (out []string) {
	for _, m := range c.Between {
		for _, o := range c.Between {
			if m.Side == "x" && o.Side == "y" && len(out) < mostPairs {
				a, b := place(m.Report, m.Passage), place(o.Report, o.Passage)
				out = append(out, string(c.Kind)+"|"+min(a, b)+"|"+max(a, b))
			}
		}
	}
	return out
}

// voices says in how many reports either side of a conflict stands.
func voices(c parley.Conflict) string {
	n := map[string]int{}
	for _, m := range c.Between {
		n[m.Side]++
	}
	return fmt.Sprintf("%d against %d accounts", n["x"], n["y"])
}

// Count counts changes by kind.
func Count(list []Change) (added, removed, changed int) {
	for _, c := range list {
		switch c.Change {
		case Added:
			added++
		case Removed:
			removed++
		default:
			changed++
		}
	}
	return added, removed, changed
}
