package web

import (
	"context"
	"html/template"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// A stance is one party's stand on one issue on one day.
type stance struct {
	Party   ref              `json:"party"`
	Issue   string           `json:"issue"`
	Stance  string           `json:"stance"`
	Words   string           `json:"words"`
	When    *parley.Interval `json:"when,omitempty"`
	Changed bool             `json:"changed,omitempty"`
	Report  reportRef        `json:"report"`
	Href    string           `json:"href"`
	IDs     []string         `json:"statements"`
}

// A positionModel is the model of the page of positions.
type positionModel struct {
	List    listing      `json:"list"`
	Parties []ref        `json:"parties"`
	Cells   []matrixCell `json:"cells"` // of all that was chosen, not only of the rows of this page; the first of them
	CellsOf int          `json:"cells_total"`
	Rows    []stance     `json:"rows"`
	Matrix  *matrix      `json:"-"`

	Drawn template.HTML `json:"-"` // the matrix as it is written; "" where the page does that
}

// leaning is +1 for a stance towards a thing, -1 for one against it, 0 for one that is neither.
func (s *stance) leaning() int { return record.Leaning(s.Stance) }

// day is when a stance was taken, else the day of the report, 0 where neither is known.
func (s *stance) day() parley.Date { return s.When.First(s.Report.Date) }

// stance is a position of the record.
func (x *index) stance(p *parley.Position) stance {
	s := stance{Party: x.who(p.Party), Issue: p.Issue, Stance: p.Stance, Words: p.Words, When: p.Date,
		Changed: p.Changed, Report: x.in(p.Report), IDs: p.Statements}
	s.Href = s.Report.Href
	if len(p.Statements) > 0 {
		s.Href = x.finding(p.Report, p.Statements[0])
	}
	return s
}

// allStances are the positions of the record.
func (x *index) allStances() []stance {
	out := make([]stance, len(x.rec.Positions))
	for i := range x.rec.Positions {
		out[i] = x.stance(&x.rec.Positions[i])
	}
	return out
}

// stancesByParty are the numbers of the positions of each party.
func (x *index) stancesByParty() map[string][]int32 {
	out := map[string][]int32{}
	for i := range x.rec.Positions {
		p := x.rec.Positions[i].Party
		out[p] = append(out[p], int32(i)) //nolint:gosec // as many as a record can have
	}
	return out
}

// stanceFilter is how positions can be narrowed.
var stanceFilter = filter[stance]{
	Facets: []facet[stance]{
		{"party", "Party", func(r *stance) []ref { return []ref{r.Party} }},
		{"issue", "Issue", func(r *stance) []ref { return named(r.Issue) }},
		{"stance", "Stance", func(r *stance) []ref { return code(r.Stance) }},
		{"outlet", "Outlet", func(r *stance) []ref { return named(r.Report.Label()) }},
	},
	One: map[string]func(*stance) string{
		"party":  func(r *stance) string { return r.Party.ID },
		"issue":  func(r *stance) string { return r.Issue },
		"stance": func(r *stance) string { return r.Stance },
		"outlet": func(r *stance) string { return r.Report.Label() },
	},
	Text: func(r *stance) string { return strings.Join([]string{r.Issue, r.Words, r.Party.Name}, "\n") },
	Per:  20, // the matrix is on the page too
	When: func(r *stance) *parley.Interval {
		if r.When == nil && r.Report.Date.Known() {
			return parley.Day(r.Report.Date)
		}
		return r.When
	},
}

// positions shows each party's stand on each issue, the latest in a matrix, and all of them in a list.
func positions(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.positions().pick(rq)
	if err != nil {
		return page{}, err
	}
	g := rq.gridOf(all)
	m := positionModel{List: l, Rows: shown, Parties: g.parties, Cells: g.cells[:min(len(g.cells), mostCells)], CellsOf: len(g.cells)}
	if m.Matrix, err = newMatrix(rq, g); err != nil {
		return page{}, err
	}
	if m.Matrix != nil {
		m.Drawn = rq.part("positions", "matrix", address(rq.path, strconv.Itoa(m.Matrix.First)), m.Matrix, "page", "issues")
	}
	return page{Name: "positions", Title: "Positions", Body: m, Table: func() table { return stanceTable(g.rows, g.cells) }}, nil
}

// mostCells is how many cells the twin of the positions has; the matrix of its page has those of its issues.
const mostCells = 1000

// A grid is stances in cells. It must not be changed.
type grid struct {
	rows    []stance
	cells   []matrixCell
	parties []ref
	issues  []string
	starts  []int // of the cells of each issue, and their end
}

// gridOf is the grid of the stances that were chosen. Where the address chooses nothing it is made once.
func (rq *request) gridOf(all chosen[stance]) grid {
	if keep(rq.q, "page", "issues") == "" {
		return rq.grid()
	}
	return newGrid(rq, all.all())
}

// wholeGrid is the grid of all stances.
func (x *index) wholeGrid() grid { return newGrid(&request{index: x}, x.stances()) }

func newGrid(rq *request, rows []stance) grid {
	g := grid{rows: rows}
	g.cells, g.parties, g.issues = cellsOf(rq, rows)
	for i := range g.cells { // by issue, each of which has one at least
		if i == 0 || g.cells[i].Issue != g.cells[i-1].Issue {
			g.starts = append(g.starts, i)
		}
	}
	g.starts = append(g.starts, len(g.cells))
	return g
}

// stanceTable is a line for each stance; latest says of which the matrix has the word.
func stanceTable(rows []stance, cells []matrixCell) table {
	t := table{Head: []string{"party", "issue", "stance", "from", "to", "changed", "words", "outlet", "file", "statements", "leaning", "latest"}}
	latest := map[*stance]bool{}
	for _, c := range cells {
		latest[c.last()] = true
	}
	for i := range rows {
		r := &rows[i]
		var from, to any
		if r.When != nil {
			from, to = r.When.From, r.When.To
		}
		t.Rows = append(t.Rows, []any{r.Party.Name, r.Issue, r.Stance, from, to, r.Changed, r.Words, r.Report.Outlet,
			r.Report.File, strings.Join(r.IDs, " "), r.leaning(), latest[r]})
	}
	return t
}
