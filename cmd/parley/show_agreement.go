package main

import (
	"fmt"

	"github.com/parley-press/parley/internal/record"
)

// showAgreement prints how far coders agree, pair by pair and field by field.
func showAgreement(p *page, v shown) {
	all := record.Agreements(v.rec)
	if len(all) == 0 {
		none(p, v, "findings that somebody judged")
		return
	}
	for _, a := range all {
		p.heading(a.A + " and " + a.B + ", on " + count(a.Findings, "finding", "findings"))
		if len(a.Fields) > 0 {
			p.line("  %s%s%s", fit("field", 16), fit("alpha", 9), "the same, of")
		}
		for _, f := range a.Fields {
			alpha := "-" // all said one and the same
			if f.Alpha != nil {
				alpha = fmt.Sprintf("%.3f", *f.Alpha)
			}
			p.line("  %s%s%d of %d", fit(f.Field, 16), fit(alpha, 9), f.Equal, f.Units)
		}
		p.line("  F1 %.3f, precision %.3f and recall %.3f of %s against %s", a.F1, a.Precision, a.Recall, plain(a.B), plain(a.A))
	}
	p.line("\nAlpha is Krippendorff's for nominal data; - where all said the same and chance cannot be told.")
}
