package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/parley-press/parley"
)

// MergeGiven is what is known from outside after now was given on top of before: fields that now leaves out stay.
// A date goes with who says it, and so do authors.
func MergeGiven(before, now parley.Given) parley.Given {
	if now.Published.Known() && (!now.Inferred || before.Inferred || !before.Published.Known()) {
		before.Published, before.PublishedBy, before.Inferred = now.Published, now.PublishedBy, now.Inferred
	}
	if now.Outlet != "" {
		before.Outlet = now.Outlet
	}
	if now.Authors != "" {
		before.Authors, before.AuthorsBy = now.Authors, now.AuthorsBy
	}
	if now.URL != "" {
		before.URL = now.URL
	}
	if now.Language != "" {
		before.Language = now.Language
	}
	return before
}

// GivenOf is what is known of each report from outside: the fold of the log's lines of kind given and told.
func GivenOf(ctx context.Context, log Decisions) (map[parley.ReportID]parley.Given, error) {
	var given []parley.Decision
	for d, err := range log.Decisions(ctx) {
		if err != nil {
			return nil, err
		}
		if d.Kind == parley.DecideGiven || d.Kind == parley.DecideTold {
			given = append(given, d)
		}
	}
	return GivenIn(given)
}

// GivenIn is what a log says of each report from outside: field by field what people gave, the later line over the
// earlier one; else what the containers told in which the report came, the part whose name sorts first over the others.
// So the order in which containers come does not matter; of two lines by one part the later counts.
func GivenIn(log []parley.Decision) (map[parley.ReportID]parley.Given, error) {
	out := map[parley.ReportID]parley.Given{}
	told := map[parley.ReportID][]tale{}
	for _, d := range log {
		if d.Kind != parley.DecideGiven && d.Kind != parley.DecideTold {
			continue
		}
		g, err := DecodeGiven(d.Value)
		if err != nil {
			return nil, err
		}
		if d.Kind == parley.DecideGiven {
			out[d.Report] = MergeGiven(out[d.Report], g)
			continue
		}
		ts := told[d.Report]
		at, ok := slices.BinarySearchFunc(ts, d.Finding, func(t tale, part string) int { return cmp.Compare(part, t.part) })
		if ok {
			ts[at].given = g
			continue
		}
		told[d.Report] = slices.Insert(ts, at, tale{d.Finding, g})
	}
	for id, ts := range told {
		var g parley.Given
		for _, t := range ts { // from the last name to the first, which wins
			g = MergeGiven(g, t.given)
		}
		out[id] = MergeGiven(g, out[id])
	}
	return out, nil
}

// A tale is what one part of a container says of a report.
type tale struct {
	part  string
	given parley.Given
}
