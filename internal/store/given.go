package store

import (
	"context"

	"github.com/parley-press/parley"
)

// MergeGiven is what is known from outside after now was given on top of before: fields that now leaves out stay.
func MergeGiven(before, now parley.Given) parley.Given {
	if now.Published.Known() {
		before.Published = now.Published
	}
	if now.Outlet != "" {
		before.Outlet = now.Outlet
	}
	if now.URL != "" {
		before.URL = now.URL
	}
	if now.Language != "" {
		before.Language = now.Language
	}
	return before
}

// GivenOf is what is known of each report from outside: the fold of the log's lines of kind given.
func GivenOf(ctx context.Context, log Decisions) (map[parley.ReportID]parley.Given, error) {
	var given []parley.Decision
	for d, err := range log.Decisions(ctx) {
		if err != nil {
			return nil, err
		}
		if d.Kind == parley.DecideGiven {
			given = append(given, d)
		}
	}
	return GivenIn(given)
}

// GivenIn is what a log says of each report from outside.
func GivenIn(log []parley.Decision) (map[parley.ReportID]parley.Given, error) {
	out := map[parley.ReportID]parley.Given{}
	for _, d := range log {
		if d.Kind != parley.DecideGiven {
			continue
		}
		g, err := DecodeGiven(d.Value)
		if err != nil {
			return nil, err
		}
		out[d.Report] = MergeGiven(out[d.Report], g)
	}
	return out, nil
}
