package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// words gives the words of reports, without furniture.
func (d *dossier) words(ctx context.Context) func(parley.ReportID) (string, error) {
	return func(id parley.ReportID) (string, error) {
		t, err := d.Text(ctx, id)
		if err != nil {
			return "", err
		}
		return t.Article(), nil
	}
}

// A difference is what differs from one report to another that carries its text, or replaces it.
type difference struct {
	From   parley.ReportID `json:"from"`
	To     parley.ReportID `json:"to"`
	Pieces []copies.Piece  `json:"pieces"`
}

// difference compares two reports. What cannot be read again has no pieces.
func (v shown) difference(from, to parley.ReportID) difference {
	d := difference{From: from, To: to, Pieces: []copies.Piece{}}
	a, err := v.words(from)
	if err != nil {
		return d
	}
	if b, err := v.words(to); err == nil {
		d.Pieces = append(d.Pieces, copies.Diff(a, b)...)
	}
	return d
}

// differences is from the origin to a report that copies it, and from a report to the version that replaced it.
func (v shown) differences(r *parley.ReportEntry) []difference {
	var out []difference
	if v.reports[r.CopyOf] != nil {
		out = append(out, v.difference(r.CopyOf, r.ID))
	}
	if v.reports[r.ReplacedBy] != nil {
		out = append(out, v.difference(r.ID, r.ReplacedBy))
	}
	return out
}

// copiesData is the groups of copies with what differs in each from the origin.
func copiesData(v shown) any {
	type group struct {
		parley.CopyGroup
		Differences []difference `json:"differences"`
	}
	out := []group{}
	for _, g := range v.rec.Copies {
		x := group{g, []difference{}}
		for _, c := range g.Carriers {
			if c.Report != g.Origin {
				x.Differences = append(x.Differences, v.difference(g.Origin, c.Report))
			}
		}
		out = append(out, x)
	}
	return out
}

// carries says how a report stands to the origin of its text.
var carries = map[parley.CarrierKind]string{
	parley.CarriesSame: "the same text", parley.CarriesNear: "nearly the same text", parley.CarriesPart: "a part of it", parley.CarriesWhole: "it inside a longer report",
	parley.CarriesLinked: "it by way of another copy", parley.CarriesVersion: "an earlier version",
}

// showCopies prints each text with those that carry it.
func showCopies(p *page, v shown) {
	if len(v.rec.Copies) == 0 {
		none(p, v, "copies")
		return
	}
	for _, g := range v.rec.Copies {
		o := v.reports[g.Origin]
		if o == nil {
			continue
		}
		p.reportHeading(v, o)
		p.wrap("", 2, plain(headline(o)), "")
		p.wrap("", 2, fmt.Sprintf("carried by %s; likely origin: %s [%.2f]", count(g.Outlets, "outlet", "outlets"), plain(g.Why), g.Confidence), "")
		for _, c := range g.Carriers {
			r := v.reports[c.Report]
			if c.Report == g.Origin || r == nil {
				continue
			}
			p.wrap("  ↳ ", 4, fmt.Sprintf("%s, %s: %s (%.0f of 100 of its own runs of words, %.0f of the origin’s)", v.outlet(r.ID), plain(r.File), carries[c.Kind], 100*c.Own, 100*c.Of), "")
			p.pieces(v.difference(g.Origin, c.Report), 6, fewPieces)
		}
	}
	p.line("\n+ is what the copy has, - what the origin has; `parley show report FILE` has all of it.")
}

// fewPieces is how many changes are shown of each copy in a list.
const fewPieces = 4

// reportDifferences prints what differs between a copy and its origin, and between a report and the version that replaced it.
func (p *page) reportDifferences(v shown, r *parley.ReportEntry) {
	for _, d := range v.differences(r) {
		to := "its origin, " + plain(v.reports[d.From].File) + ", has as -, this report as +"
		if d.From == r.ID {
			to = "this report has as -, " + plain(v.reports[d.To].File) + " as +"
		}
		p.heading("Differences: " + to)
		p.pieces(d, 2, 1<<30)
	}
}

// longPiece is how many bytes of a stretch are shown.
const longPiece = 300

// pieces prints changes: what was taken out, and what came in.
func (p *page) pieces(d difference, indent, most int) {
	lead := strings.Repeat(" ", indent)
	n := 0
	for i, x := range d.Pieces {
		if x.Change == copies.Kept {
			continue
		}
		if n++; n > most {
			continue
		}
		before, after := around(d.Pieces, i)
		if x.Old != "" {
			p.wrap(lead+"- ", indent+2, plain(before+shorten(x.Old, longPiece)+after), "")
		}
		if x.New != "" {
			p.wrap(lead+"+ ", indent+2, plain(before+shorten(x.New, longPiece)+after), "")
		}
	}
	switch {
	case len(d.Pieces) > 0 && n == 0:
		p.line("%sno word differs", lead)
	case n > most:
		p.line("%sand %s more", lead, count(n-most, "change", "changes"))
	}
}

// around is the words that stand before and behind a change of a few words, so that it can be understood.
func around(ps []copies.Piece, i int) (before, after string) {
	const few, beside = 6, 3
	if len(strings.Fields(ps[i].Old)) > few || len(strings.Fields(ps[i].New)) > few {
		return "", ""
	}
	if i > 0 {
		w := strings.Fields(ps[i-1].Old)
		before = strings.Join(w[max(0, len(w)-beside):], " ") + " "
	}
	if i+1 < len(ps) {
		w := strings.Fields(ps[i+1].Old)
		after = " " + strings.Join(w[:min(len(w), beside)], " ")
	}
	return before, after
}
