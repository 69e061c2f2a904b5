package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// An entityRow is one person, body, state, group, place, document or office.
type entityRow struct {
	Who        ref      `json:"who"`
	Type       string   `json:"type"`
	Role       string   `json:"role,omitempty"`
	Side       ref      `json:"side"`
	Aliases    []string `json:"aliases,omitempty"`
	Mentions   int      `json:"mentions"`
	Reports    int      `json:"reports"`
	Statements int      `json:"statements"`
	Unnamed    bool     `json:"unnamed,omitempty"`

	Offices []parley.Tenure    `json:"offices,omitempty"` // by the dossier's configuration
	Actor   []parley.ActorCode `json:"actor,omitempty"`   // codes by its actor dictionaries
}

// An entityList is the model of the page of entities.
type entityList struct {
	List listing     `json:"list"`
	Rows []entityRow `json:"rows"`
}

// entityRow is the row of one entity; said is how many statements come from it.
func (x *index) entityRow(e *parley.Entity, said int) entityRow {
	row := entityRow{Who: x.who(e.ID), Type: string(e.Type), Role: e.Role, Aliases: e.Aliases, Mentions: e.Mentions,
		Reports: len(e.Reports), Statements: said, Unnamed: e.Unnamed, Offices: e.Tenures, Actor: e.Codes}
	if e.Side != "" {
		row.Side = x.who(e.Side)
	}
	return row
}

// entitiesBySaid are the numbers of all entities, those that speak and are spoken of most first, and how many statements come from each.
func (x *index) entitiesBySaid() (order, said []int32) {
	by := map[string]int32{}
	for i := range x.rec.Reports {
		for j := range x.rec.Reports[i].Statements {
			if s := x.rec.Reports[i].Statements[j].Source; s != nil {
				by[s.Entity]++
			}
		}
	}
	for i := range x.rec.Entities {
		order, said = append(order, int32(i)), append(said, by[x.rec.Entities[i].ID]) //nolint:gosec // as many as a record can have
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(said[b], said[a]), cmp.Compare(x.rec.Entities[b].Mentions, x.rec.Entities[a].Mentions))
	})
	return order, said
}

// entityFilter is how entities can be narrowed.
var entityFilter = filter[entityRow]{
	Facets: []facet[entityRow]{
		{"type", "Type", func(r *entityRow) []ref { return code(r.Type) }},
		{"side", "Side", func(r *entityRow) []ref { return []ref{r.Side} }},
		{"named", "Named", func(r *entityRow) []ref {
			if r.Unnamed {
				return []ref{{ID: "no", Name: "unnamed source"}}
			}
			return []ref{{ID: "yes", Name: "named"}}
		}},
	},
	Text: func(r *entityRow) string {
		return strings.Join(append([]string{r.Who.Name, r.Role}, r.Aliases...), "\n")
	},
}

// entities lists who and what the reports speak of.
func entities(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.entities().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{
		Name: "entities", Title: "Entities", Body: entityList{l, shown},
		Table: func() table { return entityTable(all.all()) },
	}, nil
}

func entityTable(rows []entityRow) table {
	t := table{Head: []string{"id", "name", "type", "role", "side", "aliases", "mentions", "reports", "statements", "unnamed", "offices", "actor"}}
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{r.Who.ID, r.Who.Name, r.Type, r.Role, r.Side.Name, joinNames(r.Aliases), r.Mentions,
			r.Reports, r.Statements, r.Unnamed, joinWords(r.Offices), joinWords(r.Actor)})
	}
	return t
}

// joinWords is several values in one cell.
func joinWords[T fmt.Stringer](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = x.String()
	}
	return joinNames(words)
}

func joinNames(s []string) string { return strings.Join(s, "; ") }
