package main

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
)

// showCommitments prints promises and set days with what later reports tell of them.
func showCommitments(p *page, v shown) {
	if len(v.rec.Commitments) == 0 {
		none(p, v, "promises or set days")
		return
	}
	for _, c := range v.rec.Commitments {
		due := days(c.Due)
		if due == "" {
			due = "no day set"
		}
		told := "nothing told of it later"
		if c.Outcome != "" {
			told = c.Outcome + ", it is told later"
		}
		p.line("")
		p.dated(due, indentDate, v.said(c.Said)+": "+quote(c.Said.Passage.Text)+" "+brackets(at(c.Said.File, c.Said.Finding)), "")
		if c.Term != "" {
			told = "set as " + quote(c.Term) + "; " + told
		}
		p.wrap("", indentDate+2, told, "")
		shown := c.Then
		if !v.filter.all {
			shown = shown[:min(len(shown), mostAccounts)]
		}
		for _, m := range shown {
			p.account(v, indentDate+4, v.said(m), m)
		}
		if n := len(c.Then) - len(shown); n > 0 {
			p.wrap("", indentDate+4, fmt.Sprintf("and %s: --all", count(n, "more telling", "more tellings")), dim)
		}
	}
}

// showOmissions prints what a report leaves out that two others on its story carry.
func showOmissions(p *page, v shown) {
	if len(v.rec.Omissions) == 0 {
		none(p, v, "omissions")
		return
	}
	file := ""
	for _, o := range v.rec.Omissions {
		if o.File != file {
			p.heading(v.outlet(o.Report) + ", " + o.File + ", does not have")
			file = o.File
		}
		var in []string
		for _, r := range o.Carried {
			in = append(in, v.reports[r].File)
		}
		p.wrap("  ", 4, plain(o.What)+" "+brackets(o.Same+", in "+strings.Join(in, ", ")), "")
	}
}

// showWords prints what each outlet calls each party in its own narration.
func showWords(p *page, v shown) {
	if len(v.rec.Wordings) == 0 {
		none(p, v, "parties that outlets call by different words")
		return
	}
	for _, w := range v.rec.Wordings {
		p.heading(v.name(w.Entity))
		for _, o := range w.Outlets {
			p.wrap("  ", 4, plain(o.Outlet)+": "+wordCounts(o.Words), "")
		}
	}
}

func wordCounts(ws []parley.WordCount) string {
	var out []string
	for _, w := range ws {
		out = append(out, fmt.Sprintf("%s (%d)", quote(w.Words), w.Count))
	}
	return strings.Join(out, ", ")
}
