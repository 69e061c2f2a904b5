package eval

import (
	"maps"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// headlineOverlap is how much of a headline (Dice, by bytes) must be found.
const headlineOverlap = 0.9

var metaFields = []string{"metadata headline", "metadata outlet", "metadata published", "metadata published-how", "metadata dateline", "metadata bylines"}

// meta scores what a report says of itself. Of a report that the record lacks, all is wrong.
func (s *scorer) meta() {
	s.section = "Report"
	a := newAnswers(metaFields)
	for _, f := range s.gold.Files {
		g, r := &s.gold.reports[f].Report, s.report(f)
		right := []bool{
			dice(r.headline, coverSpans(g.Headline)) >= headlineOverlap,
			s.outlet(g, r), publishedOn(g, r), publishedHow(g, r), s.dateline(g, r), bylines(g, r),
		}
		for i, name := range metaFields {
			if !a[name].add(r != nothing && right[i]) {
				s.miss("metadata wrong", "%s: %s", f, strings.TrimPrefix(name, "metadata "))
			}
		}
	}
	s.add(a.scores(metaFields)...)
}

// called is every name of a gold entity.
func (g *Gold) called(id string) []string {
	for _, e := range g.entities {
		if e.ID == id {
			return append([]string{e.Name}, e.Aliases...)
		}
	}
	return nil
}

func (s *scorer) outlet(g *goldMeta, r *predictedReport) bool {
	accepted := append([]string{g.Outlet.Name}, g.Outlet.Also...)
	if r.outlet == "" {
		return slices.Contains(accepted, "")
	}
	return names(append(accepted, s.gold.called(g.Outlet.Entity)...)...)[fold(r.outlet)]
}

func publishedOn(g *goldMeta, r *predictedReport) bool {
	p := &g.Published
	return r.published == p.Value || slices.ContainsFunc(p.Also, func(o otherDay) bool {
		if o.Value.set && o.Value.day == r.published {
			return true
		}
		return r.published != 0 && o.From != 0 && o.From <= r.published && r.published <= o.To
	})
}

// publishedHow: a day that came from outside is not held against the record.
func publishedHow(g *goldMeta, r *predictedReport) bool {
	p := &g.Published
	return r.how == p.How || r.how == string(parley.Told) || slices.ContainsFunc(p.Also, func(o otherDay) bool { return o.How != nil && *o.How == r.how })
}

func (s *scorer) dateline(g *goldMeta, r *predictedReport) bool {
	if g.Dateline == nil || r.dateline == "" {
		return g.Dateline == nil && r.dateline == ""
	}
	places := names(append(s.gold.called(g.Dateline.Place), g.Dateline.Span.Text)...)
	town, _, _ := strings.Cut(r.dateline, ",")
	return places[fold(r.dateline)] || places[fold(town)]
}

func bylines(g *goldMeta, r *predictedReport) bool {
	var want []string
	for _, b := range g.Bylines {
		want = append(want, b.Name)
	}
	return maps.Equal(names(want...), names(r.bylines...))
}
