package predict

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// teller finds one event in the first sentence, which the second tells again, and a demand.
type teller struct{ cutter *segment.Segmenter }

func (c teller) Annotate(t *text.Text) *text.Doc {
	d := c.cutter.Segment(t)
	if len(d.Sentences) < 2 {
		return d
	}
	first, second := d.Span(d.Sentences[0].Tokens), d.Span(d.Sentences[1].Tokens)
	d.Entities = []text.Entity{{Type: parley.State, Name: "Harland"}, {Type: parley.Place, Name: "Riverton"}}
	d.Statements = []text.Statement{{Entity: 0, Act: parley.Demand, Addressee: -1, Content: []parley.Span{second}}, {Entity: -1, Act: parley.Say, Addressee: -1, Content: []parley.Span{second}}}
	e := text.Event{Type: "talks", Status: parley.CalledFor, Participants: []text.Participant{{Entity: 0, Role: parley.Party}}, Time: -1, Where: 1, AssertedBy: 0,
		Evidence: []parley.Span{first, second}, Trigger: parley.TokenRange{First: 0, End: 1}, Instrument: -1, Rule: "event/noun@1", Score: 0.65}
	if v := t.Meta.Published.Value; v.Known() {
		e.When = &parley.Interval{From: v, To: v}
	}
	d.Events = []text.Event{e, {Type: "talks"}}
	return d
}

func TestEventsAnswer(t *testing.T) {
	in := `{"id":"a","text":"Talks now.\nTalks soon.","date":"2031-05-08"}` + "\n" + `{"id":"b","text":"Nothing.","date":"8 May"}` + "\n" + `{"id":"c","text":"Nothing."}` + "\n"
	want := `{"id":"a","events":[{"start":0,"end":10,"trigger":[0,5],"type":"talks","plover":"REQUEST","cameo":"105","status":"called-for",` +
		`"participants":[{"name":"Harland","role":"party"}],"when":{"from":"2031-05-08","to":"2031-05-08"},"where":"Riverton","asserted_by":"Harland",` +
		`"again":[[11,22]],"confidence":0.65,"rule":"event/noun@1"}],` +
		`"statements":[{"start":11,"end":22,"act":"demand","plover":"REQUEST","cameo":"100","source":"Harland"}]}` + "\n" +
		`{"id":"c","events":[],"statements":[]}` + "\n"
	var b bytes.Buffer
	told := ""
	if err := Events(&b, strings.NewReader(in), teller{segment.New()}, func(err error) { told += err.Error() + "\n" }); err != nil {
		t.Fatal(err)
	}
	if b.String() != want || !strings.HasPrefix(told, "line 2:") || strings.Count(told, "\n") != 1 {
		t.Errorf("told %q, got:\n%swant:\n%s", told, b.String(), want)
	}
}
