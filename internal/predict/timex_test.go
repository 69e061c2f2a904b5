package predict

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

// A timer finds times.
type timer struct{ cutter *segment.Segmenter }

func (c timer) Annotate(t *text.Text) *text.Doc {
	d := c.cutter.Segment(t)
	timex.New().Find(d)
	return d
}

func TestTimexAnswer(t *testing.T) {
	in := `{"id":"a","text":"They met on Tuesday for three days.","date":"2031-05-08"}` + "\n" +
		`{"id":"b","text":"Nothing.","date":"8 May"}` + "\n" + `{"id":"c","text":"They met on Tuesday and in 2029."}` + "\n"
	want := `{"id":"a","timex":[{"start":12,"end":19,"type":"DATE","value":"2031-05-06","grain":"day","when":{"from":"2031-05-06","to":"2031-05-06"},"why":"Tuesday before the report's date"},` +
		`{"start":24,"end":34,"type":"DURATION","value":"P3D","grain":"day","why":"a length of time: 3 days"}]}` + "\n" +
		`{"id":"c","timex":[{"start":12,"end":19,"type":"DATE","value":"XXXX-WXX-2","grain":"day","why":"the report's date is not known"},` +
		`{"start":27,"end":31,"type":"DATE","value":"2029","grain":"year","when":{"from":"2029-01-01","to":"2029-12-31"},"why":"a year as printed"}]}` + "\n"
	var b bytes.Buffer
	told := ""
	if err := Timexes(&b, strings.NewReader(in), timer{segment.New()}, func(err error) { told += err.Error() + "\n" }); err != nil {
		t.Fatal(err)
	}
	if b.String() != want || !strings.HasPrefix(told, "line 2:") || strings.Count(told, "\n") != 1 {
		t.Errorf("told %q, got:\n%swant:\n%s", told, b.String(), want)
	}
}
