package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// indentKind is where text starts beside the kind of a conflict.
const indentKind = 10

func showConflicts(p *page, v shown) {
	if len(v.rec.Conflicts) == 0 {
		none(p, v, "conflicts")
		return
	}
	var possible []*parley.Conflict
	for i := range v.rec.Conflicts {
		if c := &v.rec.Conflicts[i]; c.Possible() {
			possible = append(possible, c)
		} else {
			p.line("")
			p.conflict(v, c)
		}
	}
	switch {
	case len(possible) == 0:
	case !v.filter.possible:
		p.line("")
		p.line("%s, likelier none than one:", count(len(possible), "more is possible", "more are possible"))
		p.line("  parley show conflicts %s --possible", shellWord(v.path))
	default:
		p.heading("Possible, each likelier none than one")
		for _, c := range possible {
			p.line("")
			p.conflict(v, c)
		}
	}
}

// conflict prints one conflict: what it is about, the words of both sides, the rule.
func (p *page) conflict(v shown, c *parley.Conflict) {
	p.raw(p.in(alert, fit(string(c.Kind), indentKind)), indentKind, plain(c.What), bold)
	for rest := c.Between; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(m parley.Member) bool { return m.Side != rest[0].Side })
		if n < 0 {
			n = len(rest)
		}
		p.side(v, rest[:n])
		if rest = rest[n:]; len(rest) > 0 {
			p.line("%sagainst", strings.Repeat(" ", indentKind))
		}
	}
	p.wrap("", indentKind, fmt.Sprintf("%s, by %s, confidence %.2f", plain(c.ID), plain(c.Rule), c.Confidence), dim)
}

// mostAccounts is how many accounts of a side of a conflict are shown without --all.
const mostAccounts = 6

// side prints the accounts of one side of a conflict; what several reports print of one voice in the same words is one, with all the places.
func (p *page) side(v shown, all []parley.Member) {
	var told []string
	at := map[string][]string{} // spots by what is told
	for _, m := range all {
		voice := v.said(m)
		if d := days(v.published(m.Report)); d != "" {
			voice += ", " + d
		}
		text := voice + ": " + quote(m.Passage.Text)
		if _, ok := at[text]; !ok {
			told = append(told, text)
		}
		at[text] = append(at[text], v.spot(m))
	}
	shown := told
	if !v.filter.all {
		shown = told[:min(len(told), mostAccounts)]
	}
	for _, text := range shown {
		p.wrap("", indentKind+2, text+" "+brackets(strings.Join(at[text], "; ")), "")
	}
	if n := len(told) - len(shown); n > 0 {
		p.wrap("", indentKind+2, fmt.Sprintf("and %s: --all", count(n, "more account", "more accounts")), dim)
	}
}
