package web

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// An archiveReader "reads" what a press invented.
type archiveReader struct{ *recordtest.Press }

func (archiveReader) Text(r parley.Report) (*text.Text, *parley.SetAside) { return clean.Clean(r) }

// TestLargeRecord is `make load` in little: twenty readers go through the pages of an archive as if its record were a large one, while reports are added and
// decisions made. Every page is there and light, and what was added is shown in the end.
func TestLargeRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 150 reports several times")
	}
	press := recordtest.NewArchive(1, 50, draftVersion)
	e := engine.New(engine.Config{Store: store.NewMemory(), Reader: archiveReader{press}, Version: draftVersion, Fold: func() engine.Fold { return record.NewFolder(draftVersion, 0) }})
	build := func(from, to int) {
		_, err := e.Build(t.Context(), press.Reports(from, to))
		if err != nil {
			t.Error(err)
		}
	}
	build(0, 150)
	h := grown(t, e, Options{Title: "Archive", Who: "Noor", Decider: e})
	rec, err := e.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the first record is never shown", func() bool { return get(h, "/agreement").Code == http.StatusOK })
	pages := largePages(rec)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for j := i; j < len(pages); j += 7 {
				w := get(h, pages[j])
				if w.Code != http.StatusOK {
					t.Errorf("%s: %d", pages[j], w.Code)
				}
				if isHTML := strings.HasPrefix(w.Header().Get("Content-Type"), "text/html"); isHTML && w.Body.Len() > mostPage {
					t.Errorf("%s: %d bytes", pages[j], w.Body.Len())
				}
			}
		})
	}
	for n := range 3 {
		build(1000+n, 1001+n)
	}
	wg.Wait()
	added := parley.IDOf(press.Bytes(1002)).Short()
	eventually(t, "what was added is never shown", func() bool { return get(h, "/reports/"+added).Code == http.StatusOK })
}

// largePages are addresses of every kind of page.
func largePages(rec *parley.Record) []string {
	var out []string
	for _, a := range []string{"/timeline", "/statements", "/positions", "/positions/changes", "/instruments", "/figures", "/conflicts", "/commitments", "/outlets", "/omissions", "/wordings", "/entities",
		"/reports", "/review", "/decisions", "/orphans", "/agreement"} {
		out = append(out, a, a+".json", a+"?page=2&per=20", a+"?from=2031-05-01&to=2031-05-02")
	}
	out = append(out, "/", "/summary.json", "/changes.atom", "/statements?act=deny&q=a", "/timeline?zoom=week&at=2031-05-01", "/review?kind=event", "/review?kind=figure&whose=me", "/search?q=talks")
	for i := range min(12, len(rec.Reports)) {
		r := &rec.Reports[i]
		at := "/reports/" + r.ID.Short()
		out = append(out, at, at+"/add", at+"/raw", at+"/marks.css")
		if len(r.Statements) > 0 {
			out = append(out, at+"/findings/"+r.Statements[0].ID, "/statements/"+r.ID.Short()+"/"+r.Statements[0].ID)
		}
	}
	for i := range min(12, len(rec.Entities)) {
		out = append(out, "/entities/"+rec.Entities[i].ID, "/entities/"+rec.Entities[i].ID+".json")
	}
	for i := range min(12, len(rec.Instruments)) {
		out = append(out, "/instruments/"+rec.Instruments[i].ID)
	}
	for i := range min(12, len(rec.Conflicts)) {
		out = append(out, "/conflicts/"+rec.Conflicts[i].ID)
	}
	for i := range rec.Outlets {
		if o := outletHref(rec.Outlets[i].Name); o != "" {
			out = append(out, o)
		}
	}
	return out
}
