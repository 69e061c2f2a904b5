package web

import (
	"context"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A conflictRow is one conflict with both sides in their words.
type conflictRow struct {
	ID         string              `json:"id"`
	Key        string              `json:"key"`
	Href       string              `json:"href"`
	Kind       parley.ConflictKind `json:"kind"`
	What       string              `json:"what"`
	Sides      []side              `json:"sides"`
	Rule       string              `json:"rule"`
	Confidence float64             `json:"confidence"`
	State      string              `json:"state"`
	StateBy    string              `json:"state_by,omitempty"`
	Possible   bool                `json:"possible,omitempty"` // likelier none than one
	seen       int64               // newest decision on whether it is the one it is shown beside
	parties    []ref
	outlets    []ref
	when       *parley.Interval
}

// A side is the accounts that stand together in a conflict.
type side struct {
	Name     string    `json:"side,omitempty"`
	Role     string    `json:"-"` // what it does, such as "denies it"; "" where it only says something
	Accounts []account `json:"accounts"`
	More     int       `json:"more,omitempty"` // accounts that are not listed here: the page of the conflict has them
}

// How many accounts of a side a page shows: where there are many conflicts, and where there is one.
const (
	fewAccounts  = 3
	sideAccounts = 25
)

// Shown are the accounts that a page shows.
func (s side) Shown() []account { return s.Accounts[:min(len(s.Accounts), sideAccounts)] }

// A printing is an account with those that tell the same in the same words, as copies of a report do.
type printing struct {
	account
	Also []account
}

// Told are the accounts that a page shows, what several reports print of one voice in the same words once.
func (s side) Told() []printing { return together(s.Shown()) }

// AllTold are all accounts, likewise.
func (s side) AllTold() []printing { return together(s.Accounts) }

func together(list []account) []printing {
	var out []printing
	at := map[string]int{}
	for _, a := range list {
		k := a.Voice.Label() + "\x00" + a.Quote.Words
		if a.Voice.Own {
			k += "\x00" + a.Report.Label()
		}
		if i, ok := at[k]; ok {
			out[i].Also = append(out[i].Also, a)
			continue
		}
		at[k] = len(out)
		out = append(out, printing{account: a})
	}
	return out
}

// Brief reports whether none of the shown accounts has words of its own beside the denial they stand in.
func (s side) Brief() bool {
	return len(s.Accounts) > 0 && !slices.ContainsFunc(s.Shown(), func(a account) bool { return !a.Inside })
}

// Rest is how many it does not.
func (s side) Rest() int { return len(s.Accounts) - len(s.Shown()) + s.More }

// An account is one member of a conflict: who says what, through whom.
type account struct {
	Voice  voice            `json:"voice"`
	Report reportRef        `json:"report"`
	When   *parley.Interval `json:"when,omitempty"`
	Quote  quote            `json:"quote"`
	Href   string           `json:"href"`
	Origin string           `json:"original,omitempty"` // its words where they were published
	Link   string           `json:"permalink,omitempty"`
	Inside bool             `json:"-"` // its words stand within those that deny them
	words  parley.Passage
	claim  parley.Span // what it denies, within its words
}

// inSentences sets the words of every account that is shown into their sentence, as far as the texts can be had.
func (x *index) inSentences(ctx context.Context, rows []conflictRow) []conflictRow {
	for _, r := range rows {
		for _, s := range r.Sides {
			for i := range s.Shown() {
				a := &s.Accounts[i]
				if t, err := x.text(ctx, a.Report.ID); err == nil {
					a.Quote = quoteOf(t, a.words).marked(a.words, a.claim)
				}
			}
		}
	}
	return rows
}

// conflictRow is the row of one conflict with all its accounts, their words without their sentence.
func (x *index) conflictRow(c *parley.Conflict) conflictRow {
	row := x.briefConflict(c, len(c.Between))
	row.count()
	return row
}

// count sets what a row with all its accounts is chosen by.
func (r *conflictRow) count() {
	for _, s := range r.Sides {
		for _, a := range s.Accounts {
			r.parties = append(r.parties, a.Voice.Party)
			r.outlets = append(r.outlets, named(a.Report.Label())...)
			if d := a.When.First(a.Report.Date); d.Known() {
				r.when = widen(r.when, d)
			}
		}
	}
}

// briefConflict is the row of one conflict with the first accounts of each side, most of them at most, as a page shows it that nothing is chosen from.
func (x *index) briefConflict(c *parley.Conflict, most int) conflictRow {
	row := conflictRow{ID: c.ID, Href: conflictHref(c), Kind: c.Kind, What: c.What, Possible: c.Possible(), Rule: c.Rule, Confidence: c.Confidence,
		Key: c.Key, State: string(stateOf(c)), StateBy: c.StateBy}
	var members [][]*parley.Member
	row.Sides, members = bySide(c, most, x.account)
	row.tellRoles(members)
	return row
}

// account is one member of a conflict.
func (x *index) account(m *parley.Member) account {
	a := account{Voice: x.member(*m), Report: x.in(m.Report), Href: x.finding(m.Report, m.Finding), When: x.whenOf(*m),
		Quote: quote{Words: m.Passage.Text}, words: m.Passage}
	if r, ok := x.reports[m.Report]; ok {
		a.Origin, a.Link = original(r.Meta.URL, m.Passage.Text), permalink(a.Report, m.Passage.Raw)
	}
	return a
}

// whenOf is the date of a member: when it was said or is told to have happened.
func (x *index) whenOf(m parley.Member) *parley.Interval {
	return x.find(m).when()
}

// when is the date of a finding.
func (t findings) when() *parley.Interval {
	switch {
	case t.statement != nil:
		return t.statement.SaidOn
	case t.event != nil:
		return t.event.When
	case t.figure != nil:
		return t.figure.When
	}
	return nil
}

// widen is the interval with d in it.
func widen(i *parley.Interval, d parley.Date) *parley.Interval {
	if i == nil {
		return parley.Day(d)
	}
	return &parley.Interval{From: min(i.From, d), To: max(i.To, d)}
}

// text is what a text filter searches.
func (r *conflictRow) text() string {
	s := []string{r.What}
	for _, d := range r.Sides {
		for _, a := range d.Accounts {
			s = append(s, a.Voice.Label(), a.Quote.Words)
		}
	}
	return strings.Join(s, "\n")
}

// conflictFilter is how conflicts can be narrowed.
var conflictFilter = filter[conflictRow]{
	Facets: []facet[conflictRow]{
		{"kind", "Kind", func(r *conflictRow) []ref { return code(r.Kind) }},
		{"party", "Party", func(r *conflictRow) []ref { return r.parties }},
		{"outlet", "Outlet", func(r *conflictRow) []ref { return r.outlets }},
		{"sure", "How sure", func(r *conflictRow) []ref {
			if r.Possible {
				return code("possible")
			}
			return code("likely")
		}},
		{"state", "State", func(r *conflictRow) []ref { return code(r.State) }},
		{"id", "Conflict", func(r *conflictRow) []ref { return []ref{{ID: r.ID, Name: r.What}} }},
	},
	Quiet: "id",
	Per:   25, // each is many lines
	Text:  (*conflictRow).text,
	When:  func(r *conflictRow) *parley.Interval { return r.when },
}

// A conflictList is the model of the page of conflicts.
type conflictList struct {
	List listing       `json:"list"`
	Rows []conflictRow `json:"rows"`
}

// conflicts shows where accounts disagree, side by side.
func conflicts(ctx context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.conflicts().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "conflicts", Title: "Conflicts", Body: conflictList{l, rq.inSentences(ctx, shown)},
		Table: func() table { return conflictTable(all.all()) },
	}, nil
}

func conflictTable(rows []conflictRow) table {
	t := table{Head: []string{"id", "kind", "what", "side", "voice", "party", "via", "outlet", "file", "from", "to", "words", "rule", "confidence", "key", "state", "state_by"}}
	for _, r := range rows {
		for _, s := range r.Sides {
			for _, a := range s.Accounts {
				var from, to any
				if a.When != nil {
					from, to = a.When.From, a.When.To
				}
				t.Rows = append(t.Rows, []any{r.ID, r.Kind, r.What, s.Name, a.Voice.Label(), a.Voice.Party.Name,
					names(a.Voice.Via), a.Report.Outlet, a.Report.File, from, to, a.Quote.Words, r.Rule, r.Confidence, r.Key, r.State, r.StateBy})
			}
		}
	}
	return t
}
