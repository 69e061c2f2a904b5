package web

import (
	"context"
	"slices"
	"strings"
)

// A wordingRow is what one outlet calls one party in its own narration.
type wordingRow struct {
	Party  ref       `json:"party"`
	Outlet ref       `json:"outlet"`
	Words  []wordUse `json:"words"` // the most frequent first
}

// A wordUse is how often an outlet uses words for a party.
type wordUse struct {
	Words string `json:"words"`
	Count int    `json:"count"`
	Only  bool   `json:"only,omitempty"` // no other outlet uses them for it
}

// A wordingGroup is the outlets' words for one party, as a page shows them.
type wordingGroup struct {
	Party ref
	Rows  []wordingRow
}

// mostWords is how many words for one party a page shows of an outlet; the twins have all.
const mostWords = 10

// Few are the words that a page shows.
func (r wordingRow) Few() []wordUse { return r.Words[:min(len(r.Words), mostWords)] }

// More is how many words a page does not show.
func (r wordingRow) More() int { return max(0, len(r.Words)-mostWords) }

// wordingRows are the words for all parties that outlets call by different ones: those first that most outlets write of.
func (x *index) wordingRows() []wordingRow {
	var groups [][]wordingRow
	for _, w := range x.rec.Wordings {
		users := map[string]int{}
		for _, o := range w.Outlets {
			seen := map[string]bool{}
			for _, u := range o.Words {
				if k := strings.ToLower(u.Words); !seen[k] {
					seen[k] = true
					users[k]++
				}
			}
		}
		var g []wordingRow
		for _, o := range w.Outlets {
			row := wordingRow{Party: x.who(w.Entity), Outlet: ref{ID: o.Outlet, Name: orID(o.Outlet, "outlet not known"), Href: outletHref(o.Outlet)}}
			for _, u := range o.Words {
				row.Words = append(row.Words, wordUse{u.Words, u.Count, users[strings.ToLower(u.Words)] == 1 && len(w.Outlets) > 1})
			}
			g = append(g, row)
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b []wordingRow) int { return len(b) - len(a) })
	return slices.Concat(groups...)
}

// wordingFilter is how wordings can be narrowed.
var wordingFilter = filter[wordingRow]{
	Facets: []facet[wordingRow]{
		{"party", "Called", func(r *wordingRow) []ref { return []ref{r.Party} }},
		{"outlet", "Outlet", func(r *wordingRow) []ref { return []ref{r.Outlet} }},
		{"word", "Words", func(r *wordingRow) []ref {
			var out []ref
			for _, u := range r.Words {
				out = append(out, ref{ID: strings.ToLower(u.Words), Name: strings.ToLower(u.Words)})
			}
			return out
		}},
		{"only", "Words that no other uses", func(r *wordingRow) []ref {
			if slices.ContainsFunc(r.Words, func(u wordUse) bool { return u.Only }) {
				return []ref{{ID: "yes", Name: "some"}}
			}
			return []ref{{ID: "no", Name: "none"}}
		}},
	},
	Text: func(r *wordingRow) string {
		s := []string{r.Party.Name, r.Outlet.Name}
		for _, u := range r.Words {
			s = append(s, u.Words)
		}
		return strings.Join(s, "\n")
	},
}

// A wordingModel is the model of the page of wordings.
type wordingModel struct {
	Nav    outletNav      `json:"-"`
	List   listing        `json:"list"`
	Rows   []wordingRow   `json:"rows"`
	Groups []wordingGroup `json:"-"`
}

// wordings shows what each outlet calls each party, where they differ.
func wordings(_ context.Context, rq *request) (page, error) {
	shown, all, l, err := rq.lists.wordings().pick(rq)
	if err != nil {
		return page{}, err
	}
	return page{Name: "wordings", Title: "Wordings", Body: wordingModel{rq.outletNav("wordings"), l, shown, grouped(shown)}, Table: func() table { return wordingTable(all.all()) }}, nil
}

// grouped puts rows of one party together that follow each other.
func grouped(rows []wordingRow) []wordingGroup {
	var out []wordingGroup
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Party != r.Party {
			out = append(out, wordingGroup{Party: r.Party})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, r)
	}
	return out
}

// wordingTable is a line for each word of each outlet for each party.
func wordingTable(rows []wordingRow) table {
	t := table{Head: []string{"party", "party_id", "outlet", "words", "times", "only"}}
	for _, r := range rows {
		for _, u := range r.Words {
			t.Rows = append(t.Rows, []any{r.Party.Name, r.Party.ID, r.Outlet.ID, u.Words, u.Count, u.Only})
		}
	}
	return t
}
