package export_test

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/export"
)

// What a page sets apart has a field of its own, and readers' comments are furniture of a kind that the format knows.
func TestApart(t *testing.T) {
	rec := dossier()
	r := &rec.Reports[0]
	at := passage(town, "the talks are off")
	r.Meta.Corrections, r.Meta.Standfirst, r.Meta.Section = []parley.Passage{at, {}}, &at, &parley.Named{Name: "World"}
	r.Meta.Updated = &parley.Updated{Value: parley.NewDate(2031, 5, 6)}
	r.Meta.Entries = []parley.Entry{{Day: parley.NewDate(2031, 5, 4), How: parley.Stated, Stamp: at, Raw: at.Raw}, {How: parley.Unknown, Stamp: at, Raw: at.Raw}}
	r.Noise = append(r.Noise, parley.Noise{Kind: parley.Comment, Passage: at})
	b := encode(t, rec)
	if wrong := export.Check(b, size); len(wrong) > 0 {
		t.Errorf("%s", strings.Join(wrong, "\n"))
	}
	got := strings.Join(strings.Fields(string(b)), "")
	for _, want := range []string{`"kind":"interface"`, `"standfirst":{"text":"thetalksareoff","start":41,"end":58}`, `"section":"World"`, `"updated":"2031-05-06"`, `"corrections":[{"text":"thetalksareoff","start":41,"end":58}]`,
		`"entries":[{"day":"2031-05-04","how":"stated","start":41,"end":58},{"day":null,"how":"unknown","start":41,"end":58}]`, `"comments":[{"start":41,"end":58}]`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if strings.Contains(got, `"comment"`) || strings.Count(got, `"apart"`) != 1 {
		t.Error(got)
	}
}
