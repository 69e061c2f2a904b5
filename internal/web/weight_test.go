package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// foldedDossier is the record of n reports of an invented press with so many stories.
func foldedDossier(n, stories int) *inMemory {
	press := recordtest.NewPress(3, stories)
	in := record.Input{Reader: "invented", Names: map[parley.ReportID][]string{}}
	for i := range n {
		f := press.Report(i, 0)
		in.Findings = append(in.Findings, f)
		in.Names[f.Report] = []string{fmt.Sprintf("r%d.txt", i)}
	}
	return &inMemory{rec: record.Fold(in)}
}

// The pages of instruments, positions and outlets stay light and whole where a few stories are told hundreds of times.
func TestPagesOfCrowdedDossiers(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 300 reports")
	}
	m := foldedDossier(300, 20)
	h := handler(t, m)
	pages := []string{"/instruments", "/positions", "/positions?issues=2", "/positions/changes", "/positions/changes?from=2031-06-01&to=2031-08-01", "/outlets", "/omissions", "/wordings"}
	var steps, most int
	for _, i := range m.rec.Instruments {
		if len(i.History) > most {
			most = len(i.History)
			pages = append(pages, "/instruments/"+i.ID) // each larger than those before it
		}
		steps += len(i.History)
	}
	for _, o := range m.rec.Outlets {
		if o.Name != "" {
			pages = append(pages, outletHref(o.Name))
		}
	}
	if most < 60 || len(m.rec.Omissions) == 0 || len(m.rec.Positions) < 500 {
		t.Fatalf("%d steps of the largest paper, %d omissions, %d positions: too little to test", most, len(m.rec.Omissions), len(m.rec.Positions))
	}
	for _, a := range pages {
		w := get(h, a)
		if w.Code != 200 || w.Body.Len() > 150<<10 {
			t.Errorf("%s: %d, %d bytes", a, w.Code, w.Body.Len())
		}
		(&checker{t: t, where: a, ids: map[string]int{}}).check(w.Body.String(), true)
	}
	csv := get(h, "/instruments.csv").Body.String()
	if n := strings.Count(csv, "\r\n"); n != steps+1 {
		t.Errorf("the CSV of instruments has %d lines, of %d steps", n, steps)
	}
}
