package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// A story is the reports of one story chain, by day of publication, and how likely it is of a pair of them, on the average, that they tell of one story.
type story struct {
	Likely  float64           `json:"likely"`
	Reports []parley.ReportID `json:"reports"`
}

// stories is the story chains of the reports in force; one that a later version replaced tells no story of its own.
func (v shown) stories() []story {
	var reports []*parley.ReportEntry
	var all []copies.Told
	for i := range v.rec.Reports {
		r := &v.rec.Reports[i]
		if r.ReplacedBy != "" {
			continue
		}
		words, err := v.words(r.ID)
		if err != nil {
			continue
		}
		head := headline(r)
		reports = append(reports, r)
		all = append(all, copies.Told{Head: head, Text: strings.TrimSpace(strings.TrimPrefix(words, head)), Day: int(r.Meta.Published.Value)})
	}
	out := []story{}
	for _, c := range copies.NewStories(all).Chains() {
		s := story{Likely: c.Likely}
		for _, i := range c.Reports {
			s.Reports = append(s.Reports, reports[i].ID)
		}
		out = append(out, v.inDays(s))
	}
	return out
}

// inDays puts the reports of a story in the order of their days; those without one come last.
func (v shown) inDays(s story) story {
	day := func(id parley.ReportID) parley.Date {
		if d := v.reports[id].Meta.Published.Value; d.Known() {
			return d
		}
		return 1<<31 - 1
	}
	slices.SortStableFunc(s.Reports, func(a, b parley.ReportID) int { return int(day(a)) - int(day(b)) })
	return s
}

// showStories prints each story chain with its reports.
func showStories(p *page, v shown) {
	all := v.stories()
	if len(all) == 0 {
		none(p, v, "stories that two reports tell")
		return
	}
	for _, s := range all {
		p.heading(fmt.Sprintf("%s [%.2f]", count(len(s.Reports), "report", "reports"), s.Likely))
		for _, id := range s.Reports {
			r := v.reports[id]
			p.reportHeading(v, r)
			p.wrap("", 2, plain(headline(r)), "")
		}
	}
	p.line("\nIn brackets: how likely it is that two of them tell of one story, on average.")
}
