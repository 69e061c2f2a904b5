package web

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A control is one input of a form.
type control struct {
	Name, Label, Hint, Value string
	Type                     string // select, date, text, number, check or entity
	Options                  []choice
	Wrong                    string
	List                     string // id of the list of names that it offers
	Mark                     string // key with which a script puts words of the report into it
}

// modes, statuses, meanings and roles are the values that a form offers, in the codebook's order.
var (
	modes    = []parley.Mode{parley.Direct, parley.Indirect, parley.Mixed}
	statuses = []parley.Status{parley.Happened, parley.Ongoing, parley.Planned, parley.CalledOff, parley.CalledFor, parley.Offered, parley.Conditional, parley.Denied, parley.Alleged}
	meanings = []parley.Qualifier{parley.Exact, parley.MoreThan, parley.LessThan, parley.About, parley.Almost, parley.UpTo, parley.AtLeast}
	roles    = []parley.Role{parley.Actor, parley.Target, parley.Party, parley.Mediator, parley.InstrumentRole, parley.Beneficiary}
)

// control makes an input with what was sent for it, else with its value.
func (f *form) control(typ, name, label, value string) control {
	c := control{Type: typ, Name: name, Label: label, Value: f.kept(name, value)}
	if typ == "check" && f != nil {
		c.Value = f.Get(name)
	}
	if f == nil {
		return c
	}
	for _, w := range f.Wrong {
		if w.Field == name {
			c.Wrong = w.Message
		}
	}
	return c
}

// selectOf is a control with the values of a list; a value outside it is offered too.
func selectOf[T ~string](f *form, name, label string, value T, of []T) control {
	c := f.control("select", name, label, string(value))
	for _, o := range of {
		n := words(string(o))
		if a, ok := any(o).(parley.Act); ok {
			n = verb(a)
		}
		c.Options = append(c.Options, choice{Value: string(o), Name: n, On: string(o) == c.Value})
	}
	if !slices.Contains(of, T(c.Value)) {
		c.Options = append(c.Options, choice{Value: c.Value, Name: words(c.Value), On: true})
	}
	return c
}

// daysOf are the two controls of an interval.
func (f *form) daysOf(name, label string, i *parley.Interval) []control {
	var from, to string
	if i != nil {
		from, to = i.From.String(), i.To.String()
	}
	return []control{f.control("date", name+"-from", label+", from", from), f.control("date", name+"-to", label+", to", to)}
}

// entityControl is an input for an entity by id or name.
func (f *form) entityControl(name, label, value string) control {
	c := f.control("entity", name, label, value)
	c.List = "names"
	return c
}

// mostNames bounds the list of names that a form offers; others can be typed.
const mostNames = 200

// namesIn are the entities and papers of a report, as a form offers them: id, and name with type.
func (x *index) namesIn(r parley.ReportID) (entities, papers []choice) {
	in := x.namedIn()[r]
	if in == nil {
		return nil, nil
	}
	for _, n := range in.entities[:min(len(in.entities), mostNames)] {
		e := &x.rec.Entities[n]
		entities = append(entities, choice{Value: e.ID, Name: line(orID(e.Name, e.ID) + ", " + words(e.Type))})
	}
	for _, n := range in.papers[:min(len(in.papers), mostNames)] {
		p := &x.rec.Instruments[n]
		papers = append(papers, choice{Value: p.ID, Name: line(orID(p.Name, p.ID) + ", " + words(p.Kind))})
	}
	return entities, papers
}

// A called is something with an id and names.
type called struct {
	id    string
	names []string
}

// resolve finds what a field of the form names, by id or by any of its names; "" for an empty field and where that is not clear, which is a fault.
func (f *form) resolve(name, what string, of []called) string {
	v := strings.TrimSpace(f.Get(name))
	if v == "" {
		return ""
	}
	var fits []called
	for _, c := range of {
		if c.id == v {
			return c.id
		}
		for _, n := range c.names {
			if strings.EqualFold(line(n), line(v)) {
				fits = append(fits, c)
				break
			}
		}
	}
	switch {
	case len(fits) == 1:
		return fits[0].id
	case len(fits) == 0:
		f.wrong(name, "no %s of this record is called %q; leave it empty and name the words alone", what, v)
		return ""
	}
	var ids []string
	for _, c := range fits[:min(len(fits), 12)] {
		ids = append(ids, c.id)
	}
	sort.Strings(ids)
	f.wrong(name, "%q fits %s; write one of these ids: %s", v, plural(len(fits), what), strings.Join(ids, ", "))
	return ""
}

// allEntities are the entities of the record with their names.
func (x *index) allEntities() []called {
	var out []called
	for i := range x.rec.Entities {
		e := &x.rec.Entities[i]
		out = append(out, called{e.ID, append([]string{e.Name}, e.Aliases...)})
	}
	return out
}

// allPapers are the instruments of the record with their names.
func (x *index) allPapers() []called {
	var out []called
	for i := range x.rec.Instruments {
		p := &x.rec.Instruments[i]
		c := called{p.ID, []string{p.Name}}
		for _, m := range p.Mentions {
			c.names = append(c.names, m.Passage.Text)
		}
		out = append(out, c)
	}
	return out
}

// A formView is a form on a page.
type formView struct {
	Action    string
	Do        string
	Seen      int64
	Back      string
	Why       string
	Stretches []wordField
	Controls  []control
	Groups    [][]control // rows of controls that belong together, such as a participant with its role
	Entities  []choice
	Papers    []choice
	Wrong     []fault
}

// formOf is the frame of a form: what was wrong with it, why, and where it goes.
func (rq *request) formOf(action, do string, seen int64) formView {
	v := formView{Action: action, Do: do, Seen: seen, Back: localPath(rq.q.Get("back"))}
	if rq.form != nil && rq.form.Get("do") == do {
		v.Wrong, v.Why, v.Back = rq.form.Wrong, rq.form.Get("why"), localPath(rq.form.Get("back"))
	}
	return v
}

// sent is the form that was sent if it is the one that does that, else nil.
func (rq *request) sent(do string) *form {
	if rq.form != nil && rq.form.Get("do") == do {
		return rq.form
	}
	return nil
}

// numberText is a number as a form shows it.
func numberText(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}
