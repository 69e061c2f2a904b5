package predict

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/quantity"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// counter finds quantities; the second sentence is what Ana Roe says.
type counter struct{ cutter *segment.Segmenter }

func (c counter) Annotate(t *text.Text) *text.Doc {
	d := c.cutter.Segment(t)
	d.Lemmas = make([]string, len(d.Tokens))
	for i := range d.Tokens {
		d.Lemmas[i] = d.Lower(i)
	}
	quantity.New().Find(d)
	d.Entities = []text.Entity{{Type: parley.Person, Name: "Ana Roe"}}
	if len(d.Sentences) > 1 {
		d.Statements = []text.Statement{{Entity: 0, Content: []parley.Span{d.Span(d.Sentences[1].Tokens)}}}
	}
	return d
}

func TestFiguresAnswer(t *testing.T) {
	in := `{"id":"a","text":"At least 40 people left, including 12 children.\nSome 30 boats sank.","date":"2031-05-08"}` + "\n" +
		`{"id":"b","text":"Nothing.","date":"8 May"}` + "\n" + `{"id":"c","text":"Nothing.","date":null}` + "\n"
	want := `{"id":"a","figures":[` +
		`{"start":0,"end":18,"number":[9,11],"low":40,"high":null,"qualifier":"at-least","unit":"people","head":"people","asserted_by":"narrator","confidence":0.9,"rule":"quantity/count@1"},` +
		`{"start":35,"end":46,"number":[35,37],"low":12,"high":12,"qualifier":"exact","unit":"children","head":"children","part_of":0,"asserted_by":"narrator","confidence":0.9,"rule":"quantity/count@1"},` +
		`{"start":48,"end":61,"number":[53,55],"low":30,"high":30,"qualifier":"about","unit":"boats","head":"boats","asserted_by":"Ana Roe","confidence":0.9,"rule":"quantity/count@1"}]}` + "\n" +
		`{"id":"c","figures":[]}` + "\n"
	var b bytes.Buffer
	told := ""
	if err := Figures(&b, strings.NewReader(in), counter{segment.New()}, func(err error) { told += err.Error() + "\n" }); err != nil {
		t.Fatal(err)
	}
	if b.String() != want || !strings.HasPrefix(told, "line 2:") || strings.Count(told, "\n") != 1 {
		t.Errorf("told %q, got:\n%swant:\n%s", told, b.String(), want)
	}
}
