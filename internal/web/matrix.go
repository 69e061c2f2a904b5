package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A matrixCell is where one party stands on one issue: what it took last, and how it came there.
type matrixCell struct {
	Party   ref         `json:"party"`
	Issue   string      `json:"issue"`
	Stance  string      `json:"stance"`
	Leaning int         `json:"leaning"`        // 1 towards it, -1 against it, 0 neither
	Both    bool        `json:"both,omitempty"` // on the last day it is told to be for it and to be against it
	Day     parley.Date `json:"day,omitzero"`
	Moved   bool        `json:"moved,omitempty"` // from one side to the other, at least once
	History []string    `json:"history"`         // stances in order of time, the last of them
	Told    int         `json:"told"`            // how many there are
	Href    string      `json:"href"`
	all     []*stance
}

// last is the stance that the cell shows.
func (c *matrixCell) last() *stance { return c.all[len(c.all)-1] }

// A matrix is the part of the cells that a page has room for.
type matrix struct {
	Issues      []string
	Parties     []matrixParty
	MoreParties int // without a place
	First, Last int // numbers of the issues shown, from 1
	Of          int // issues there are
	Prev, Next  string
}

// A matrixParty is one party with a cell for each issue, nil where nothing is told. It is a row of the table, which the style sheet lays on its side: wide
// pages show it as a column, narrow ones as a card.
type matrixParty struct {
	Party ref
	Cells []*matrixCell
}

// How much a matrix holds. More issues are on further pages; more parties can be had by choosing some.
const (
	mostIssues  = 30
	mostParties = 12
	mostSigns   = 6  // of the history of a cell
	mostRuns    = 3  // of the history of a cell in words
	mostHistory = 20 // of the history of a cell in the twin; the list has all
)

// cellsOf puts stances into cells, by issue and party. Parties and issues are in the order of how much is told of them.
func cellsOf(rq *request, rows []stance) (cells []matrixCell, parties []ref, issues []string) {
	var ps, is tallies
	for i := range rows {
		ps.add(rows[i].Party)
		is.add(ref{Name: rows[i].Issue})
	}
	order := map[string]int{}
	for i, t := range is.sorted() {
		issues = append(issues, t.Ref.Name)
		order["i"+t.Ref.Name] = i
	}
	for i, t := range ps.sorted() {
		parties = append(parties, t.Ref)
		order["p"+t.Ref.ID+"\x00"+t.Ref.Name] = i
	}
	for _, in := range byCell(rows) {
		cells = append(cells, newCell(rq, in))
	}
	slices.SortStableFunc(cells, func(a, b matrixCell) int {
		return cmp.Or(cmp.Compare(order["i"+a.Issue], order["i"+b.Issue]), cmp.Compare(order["p"+a.Party.ID+"\x00"+a.Party.Name], order["p"+b.Party.ID+"\x00"+b.Party.Name]))
	})
	return cells, parties, issues
}

// byCell sorts stances by party and issue, those of each in order of time, undated ones first.
func byCell(rows []stance) [][]*stance {
	var out [][]*stance
	at := map[string]int{}
	for i := range rows {
		k := rows[i].Party.ID + "\x00" + rows[i].Party.Name + "\x00" + rows[i].Issue
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], &rows[i])
	}
	for _, in := range out {
		slices.SortStableFunc(in, func(a, b *stance) int { return cmp.Compare(a.day(), b.day()) })
	}
	return out
}

// newCell is the cell of stances in order of time, one at least.
func newCell(rq *request, in []*stance) matrixCell {
	last := in[len(in)-1]
	c := matrixCell{Party: last.Party, Issue: last.Issue, Stance: last.Stance, Leaning: last.leaning(), Day: last.day(), Told: len(in), all: in}
	side := 0
	for _, s := range in {
		l := s.leaning()
		c.Both = c.Both || s.day() == c.Day && c.Day.Known() && l*c.Leaning < 0
		c.Moved = c.Moved || l*side < 0
		if l != 0 {
			side = l
		}
	}
	for _, s := range in[max(0, len(in)-mostHistory):] {
		c.History = append(c.History, s.Stance)
	}
	q := withValue(withValue(rq.q, "party", orID(c.Party.ID, c.Party.Name)), "issue", c.Issue)
	c.Href = address("/positions", keep(q, "page", "issues")) + "#told"
	return c
}

// newMatrix lays out the cells of the page of issues that the address asks for, nil where there is none.
func newMatrix(rq *request, g grid) (*matrix, error) {
	cells, parties, issues := g.cells, g.parties, g.issues
	n, err := number(rq.q, "issues", 1, 1<<20)
	if err != nil || len(cells) == 0 {
		return nil, err
	}
	pages := (len(issues) + mostIssues - 1) / mostIssues
	n = min(n, pages)
	m := &matrix{Of: len(issues), First: (n-1)*mostIssues + 1, Last: min(len(issues), n*mostIssues)}
	m.MoreParties = max(0, len(parties)-mostParties)
	to := func(n int) string {
		return address("/positions", keep(withValue(rq.q, "issues", fmt.Sprint(n)), "page"))
	}
	if n > 1 {
		m.Prev = to(n - 1)
	}
	if n < pages {
		m.Next = to(n + 1)
	}
	row := map[string]int{}
	m.Issues = issues[m.First-1 : m.Last]
	for i, p := range parties[:len(parties)-m.MoreParties] {
		row[p.ID+"\x00"+p.Name] = i
		m.Parties = append(m.Parties, matrixParty{p, make([]*matrixCell, len(m.Issues))})
	}
	for x := range m.Issues {
		for i := g.starts[m.First-1+x]; i < g.starts[m.First+x]; i++ {
			if y, ok := row[cells[i].Party.ID+"\x00"+cells[i].Party.Name]; ok {
				m.Parties[y].Cells[x] = &cells[i]
			}
		}
	}
	return m, nil
}

// leanSign is the sign of a leaning.
func leanSign(l int) string {
	switch {
	case l > 0:
		return "+"
	case l < 0:
		return "−"
	}
	return "◦"
}

// Lean is the sign of a stance.
func (s stance) Lean() string { return leanSign(s.leaning()) }

// recent is the part of the history that is drawn.
func (c *matrixCell) recent() []*stance { return c.all[max(0, len(c.all)-mostSigns):] }

// Signs is the history as signs, the earliest first.
func (c *matrixCell) Signs() string {
	var b strings.Builder
	for _, s := range c.recent() {
		b.WriteString(leanSign(s.leaning()))
	}
	return b.String()
}

// Heights is how far below the top each sign of the history stands: those for it above those against it. Few letters, for there are many cells.
func (c *matrixCell) Heights() string {
	out := make([]string, 0, mostSigns)
	for _, s := range c.recent() {
		out = append(out, strconv.Itoa(5-4*s.leaning()))
	}
	return strings.Join(out, " ")
}

// Side is the class of the cell, from which it has its sign.
func (c *matrixCell) Side() string {
	switch {
	case c.Both:
		return "both"
	case c.Leaning > 0:
		return "up"
	case c.Leaning < 0:
		return "down"
	}
	return "mid"
}

// Course is the history in words: "for 3 times, then open, then against".
func (c *matrixCell) Course() string {
	var out []string // the latest first
	for end := len(c.all); end > 0; {
		if len(out) == mostRuns {
			out = append(out, "…")
			break
		}
		from := end - 1
		for from > 0 && c.all[from-1].Stance == c.all[end-1].Stance {
			from--
		}
		w := words(c.all[from].Stance)
		if n := end - from; n > 1 {
			w += fmt.Sprintf(" %d times", n)
		}
		out = append(out, w)
		end = from
	}
	slices.Reverse(out)
	return strings.Join(out, ", then ")
}
