package recordtest

import (
	"reflect"
	"testing"

	"github.com/parley-press/parley"
)

// TestArchive: the reports of an archive are those of their seed, and every passage stands in the bytes where it says.
func TestArchive(t *testing.T) {
	p := NewArchive(3, 100, "v1")
	ids := map[parley.ReportID]bool{}
	for n := range 300 {
		f, text := p.Report(n, 0), string(p.Bytes(n))
		if f.Report != parley.IDOf([]byte(text)) || f.Reader != "v1" || ids[f.Report] {
			t.Fatalf("report %d has the id %s", n, f.Report)
		}
		ids[f.Report] = true
		check := func(ps ...parley.Passage) {
			for _, x := range ps {
				if text[x.Span.Start:x.Span.End] != x.Text || text[x.Raw.Start:x.Raw.End] != x.Text {
					t.Fatalf("report %d: %q does not stand at %v", n, x.Text, x.Span)
				}
			}
		}
		check(*f.Meta.Headline)
		for _, s := range f.Statements {
			check(s.Content...)
		}
		for _, e := range f.Events {
			check(e.Evidence...)
		}
		for _, g := range f.Figures {
			check(g.Passage, g.Sentence)
		}
		for _, i := range f.Instruments {
			for _, h := range i.History {
				if check(h.Passage); h.Report != f.Report {
					t.Fatalf("report %d: a step of another report", n)
				}
			}
		}
	}
	if !reflect.DeepEqual(p.Report(7, 0), NewArchive(3, 100, "v1").Report(7, 0)) {
		t.Error("the same seed gives other findings")
	}
}
