package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// The page of an instrument with thousands of steps shows some of them and says how many there are; what it keeps is what it would make again.
func TestLongLife(t *testing.T) {
	m := invented()
	rec := *m.rec
	rec.Instruments = append([]parley.Instrument(nil), rec.Instruments...)
	p := &rec.Instruments[0]
	var few []parley.Step
	few = append(few, p.History...)
	for i := range 3000 {
		s := few[i%len(few)]
		s.When = parley.Day(ymd(6, 1) + parley.Date(i%200))
		p.History = append(p.History, s)
	}
	x, err := newIndex(&rec, m)
	if err != nil {
		t.Fatal(err)
	}
	kept, made := x.life(p), x.newLife(p)
	if kept != x.life(p) {
		t.Error("it is not kept")
	}
	if jsonText(kept.steps.all()) != jsonText(made.steps.all()) || jsonText(kept.steps.all()) != jsonText(x.steps(p)) || fmt.Sprintf("%+v", kept.chart) != fmt.Sprintf("%+v", made.chart) {
		t.Error("what is kept differs")
	}
	if short := x.life(&rec.Instruments[1]); short == x.life(&rec.Instruments[1]) {
		t.Error("a short one is kept")
	}
	large := &inMemory{rec: &rec, texts: m.texts}
	h := handler(t, large)
	w := get(h, x.paper(p.ID).Href)
	body := w.Body.String()
	if n := strings.Count(body, "<tr><th scope=\"row\" data-label=\"State\">"); w.Code != 200 || n != stepFilter.Per || w.Body.Len() > 150<<10 {
		t.Errorf("%d: %d steps, %d bytes", w.Code, n, w.Body.Len())
	}
	if !strings.Contains(body, "All "+comma(len(p.History))) {
		t.Error("it does not say how many steps there are")
	}
	if w := get(h, x.paper(p.ID).Href+"?page=2&state="+string(few[0].State)); w.Code != 200 {
		t.Errorf("a further page, narrowed: %d", w.Code)
	}
}
