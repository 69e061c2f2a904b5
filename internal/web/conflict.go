package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// conflictHref is the permanent address of a conflict: by its key, which stays what it is when reports are added.
func conflictHref(c *parley.Conflict) string {
	return "/conflicts/" + url.PathEscape(orID(c.Key, c.ID))
}

// conflictBy is the conflict of that key, or of that number in this record; nil where there is none.
func (x *index) conflictBy(name string) *parley.Conflict {
	return x.byKey[name]
}

// stateOf is the state of a conflict, open where nobody marked it.
func stateOf(c *parley.Conflict) parley.ConflictState {
	if c.State == "" {
		return parley.ConflictOpen
	}
	return c.State
}

// A conflictModel is one conflict with what people made of it.
type conflictModel struct {
	Row    conflictRow   `json:"conflict"`
	Merged []string      `json:"merged,omitempty"`
	Log    []logRow      `json:"decisions,omitempty"`
	Takes  []take        `json:"takes,omitempty"`
	Mark   *formView     `json:"-"`
	States []choice      `json:"-"`
	Same   *formView     `json:"-"`
	Find   string        `json:"-"`
	Others []conflictRow `json:"-"` // that could be the same
	Before *neighbour    `json:"-"` // the conflicts beside it in the list
	After  *neighbour    `json:"-"`
	Open   *neighbour    `json:"-"` // the next that is open, from the start again where none comes after it
}

// mostOthers is how many other conflicts or entities a page offers to be made one with.
const mostOthers = 12

// A neighbour is a conflict to go on to.
type neighbour struct{ Href, What string }

// neighbours sets the conflicts to go on to.
func (rq *request) neighbours(m *conflictModel, c *parley.Conflict) {
	list := rq.rec.Conflicts
	at := -1
	for i := range list {
		if list[i].ID == c.ID {
			at = i
			break
		}
	}
	to := func(i int) *neighbour {
		return &neighbour{conflictHref(&list[i]), orID(list[i].What, "conflict "+list[i].ID)}
	}
	if at > 0 {
		m.Before = to(at - 1)
	}
	if at+1 < len(list) {
		m.After = to(at + 1)
	}
	for n := 1; n < len(list); n++ {
		if i := (at + n) % len(list); stateOf(&list[i]) == parley.ConflictOpen {
			m.Open = to(i)
			return
		}
	}
}

// conflictPage shows one conflict: the accounts side by side, in their sentences.
func conflictPage(ctx context.Context, rq *request) (page, error) {
	c := rq.conflictBy(rq.name("id"))
	if c == nil {
		return page{}, missing("conflict", rq.name("id"))
	}
	k := orID(c.Key, c.ID)
	m := conflictModel{Row: rq.inSentences(ctx, []conflictRow{rq.conflictRow(c)})[0], Merged: c.Merged, Log: rq.undoable(rq.logAbout("", k))}
	for _, d := range rq.log.coders[key{"", k}] {
		for _, t := range d.Takes {
			m.Takes = append(m.Takes, take{d.Field, t})
		}
	}
	rq.neighbours(&m, c)
	if rq.desk {
		rq.conflictForms(&m, c)
	}
	return page{Name: "conflict", Title: line(orID(c.What, k)), Body: m}, nil
}

// conflictForms makes the forms of a conflict: its state, and which other one it is.
func (rq *request) conflictForms(m *conflictModel, c *parley.Conflict) {
	k := orID(c.Key, c.ID)
	mark := rq.formOf(conflictHref(c), "mark", rq.log.seen(parley.Decision{Kind: parley.DecideMark, Finding: k}))
	now := rq.sent("mark").kept("value", string(stateOf(c)))
	for _, s := range parley.ConflictStates {
		m.States = append(m.States, choice{Value: string(s), Name: stateWords[s], On: string(s) == now})
	}
	same := rq.formOf(conflictHref(c), "same", 0)
	m.Find = strings.TrimSpace(rq.q.Get("find"))
	if rq.form != nil {
		m.Find = strings.TrimSpace(rq.form.Get("find"))
	}
	for i := range rq.rec.Conflicts {
		o := &rq.rec.Conflicts[i]
		if len(m.Others) == mostOthers {
			break
		}
		if o == c || m.Find == "" && o.Kind != c.Kind {
			continue
		}
		if m.Find != "" {
			whole := rq.conflictRow(o)
			if !strings.Contains(strings.ToLower(whole.text()+"\n"+o.Key+"\n"+o.ID), strings.ToLower(m.Find)) {
				continue
			}
		}
		row := rq.briefConflict(o, 0)
		row.seen = rq.log.seen(parley.Decision{Kind: parley.DecideSame, Finding: k, Value: orID(o.Key, o.ID)})
		m.Others = append(m.Others, row)
	}
	m.Mark = &mark
	if rq.merges {
		m.Same = &same
	}
}

// Choice is the row as the value of a choice: its key, and the newest decision on whether it is the conflict that it is shown beside.
func (r conflictRow) Choice() string { return orID(r.Key, r.ID) + " " + strconv.FormatInt(r.seen, 10) }

// stateWords say what a state means.
var stateWords = map[parley.ConflictState]string{
	parley.ConflictOpen:      "open: not looked at yet",
	parley.ConflictSeen:      "seen: the accounts do not agree",
	parley.ConflictExplained: "explained: they do not agree, and it is known why",
	parley.ConflictWrong:     "wrong: they agree, it is no conflict",
}

// decideConflict marks a conflict, or makes it one with another.
func decideConflict(_ context.Context, rq *request, f *form) (parley.Decision, error) {
	c := rq.conflictBy(rq.name("id"))
	if c == nil {
		return parley.Decision{}, missing("conflict", rq.name("id"))
	}
	d := parley.Decision{Finding: orID(c.Key, c.ID)}
	switch f.Get("do") {
	case "mark":
		d.Kind, d.Value = parley.DecideMark, string(oneOf(f, "value", parley.ConflictStates))
		if s := parley.ConflictState(d.Value); (s == parley.ConflictExplained || s == parley.ConflictWrong) && f.why() == "" {
			f.wrong("why", "say why it is %s, in a line", s)
		}
	case "same":
		d.Kind = parley.DecideSame
		to, seen, _ := strings.Cut(f.Get("value"), " ")
		if seen != "" { // which decision was seen depends on which other conflict is chosen
			f.Set("seen", seen)
			f.Set("value", to)
		}
		o := rq.conflictBy(to)
		switch {
		case to == "":
			f.wrong("value", "choose the other conflict")
		case o == nil:
			f.wrong("value", "no conflict of this record has the key %q", to)
		case o == c:
			f.wrong("value", "a conflict is always one with itself; choose another")
		default:
			d.Value = orID(o.Key, o.ID)
		}
	default:
		return d, parley.Errorf(parley.Invalid, "form", "nothing can be done by the name %q; there are mark and same", f.Get("do"))
	}
	return d, nil
}

// afterConflict leads to the conflict, or to the one that it is now.
func afterConflict(x *index, d parley.Decision) string {
	for _, k := range []string{nowOf(x, d), d.Finding, d.Value} {
		if c := x.conflictBy(k); c != nil {
			return conflictHref(c)
		}
	}
	return "/conflicts"
}

// nowOf is what a decision is about in the record after it, "" where nothing is.
func nowOf(x *index, d parley.Decision) string {
	if at, ok := x.log.seq[d.Seq]; ok {
		return at.Now
	}
	return ""
}
