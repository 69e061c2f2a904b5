package web

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// The page of a report shows what its outlet's page sets apart.
func TestApart(t *testing.T) {
	src := invented()
	r := &src.rec.Reports[0]
	r.Noise = append(r.Noise[:len(r.Noise):len(r.Noise)], parley.Noise{Kind: parley.Comment, Passage: *r.Meta.Headline})
	words := parley.Passage{Text: "Correction: the <b>bridge</b> is in Lea."}
	r.Meta.Corrections, r.Meta.Standfirst = []parley.Passage{words}, &parley.Passage{Text: "What the envoys left open."}
	r.Meta.Section = &parley.Named{Name: "World", How: parley.Stated}
	r.Meta.Updated = &parley.Updated{Value: parley.NewDate(2031, 5, 6), Why: "meta <article>"}
	for i := range mostEntries + 5 {
		r.Meta.Entries = append(r.Meta.Entries, parley.Entry{Day: parley.NewDate(2031, 5, 4), How: parley.Stated, Stamp: parley.Passage{Text: fmt.Sprintf("entry no. %d", i)}})
	}
	r.Meta.Entries[1].Day, r.Meta.Entries[1].How = 0, parley.Unknown
	page := get(handler(t, src), "/reports/"+string(r.ID)).Body.String()
	for _, want := range []string{"The outlet’s own corrections", "Correction: the &lt;b&gt;bridge&lt;/b&gt; is in Lea.", "Standfirst", "What the envoys left open.", "<dt>Section</dt><dd><bdi>World</bdi>", "<dt>Updated</dt><dd><time datetime=\"2031-05-06\">", "meta &lt;article&gt;",
		"1 piece ", "entry no. 0</bdi> <span class=\"soft\">2031-05-04, printed in the report", "no day of its own", "entry no. 99<", "5 more are not listed"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "entry no. 100<") {
		t.Error("all entries are listed")
	}
	page = get(handler(t, src), "/reports/"+string(src.rec.Reports[1].ID)).Body.String()
	for _, no := range []string{"own corrections", "Standfirst", "<dt>Section", "<dt>Updated", "Readers’ comments", "live-entries"} {
		if strings.Contains(page, no) {
			t.Errorf("%q of a report without any", no)
		}
	}
	words.Raw = parley.RawSpan{Start: 400, End: 440}
	r.Meta.Corrections[0].Raw = words.Raw
	r.Meta.Revised = &parley.Revised{Kind: parley.RevisedCorrected, Passage: words}
	quoted := func() int {
		return strings.Count(get(handler(t, src), "/reports/"+string(r.ID)).Body.String(), "the &lt;b&gt;bridge")
	}
	if n := quoted(); n != 1 {
		t.Errorf("a notice that is one of the corrections stands %d times", n)
	}
	r.Meta.Revised.Passage.Raw = parley.RawSpan{Start: 500, End: 540}
	if n := quoted(); n != 2 {
		t.Errorf("a notice of its own and a correction are %d quotations", n)
	}
	poison(reflect.ValueOf(&r.Meta).Elem(), "")
	page = get(handler(t, src), "/reports/"+string(r.ID)).Body.String()
	if strings.Contains(page, "<script>window") || strings.Contains(page, "onerror=\"window") || !strings.Contains(page, "entry no. 7") {
		t.Error("what is set apart is not escaped")
	}
}
