package predict

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// sayer takes each sentence of five tokens or more for content, cue and source, in that order: "… said Roe." Every second one is unsure.
type sayer struct{ cutter *segment.Segmenter }

func (s sayer) Annotate(t *text.Text) *text.Doc {
	d := s.cutter.Segment(t)
	d.Entities = []text.Entity{{Type: parley.Person, Name: "Ana Roe"}, {Type: parley.Organization, Name: "Harland Post"}}
	d.Attributions = []text.Attribution{}
	for i, x := range d.Sentences {
		r := x.Tokens
		if r.Len() < 5 {
			continue
		}
		part := func(from, to int) []parley.TokenRange { return []parley.TokenRange{{First: from, End: to}} }
		a := text.Attribution{Content: part(r.First, r.End-3), Cue: part(r.End-3, r.End-2), Source: part(r.End-2, r.End-1), Confidence: 0.87654321, Rule: "test@1"}
		if i%2 == 1 {
			a.Confidence = 0.29
		}
		d.Attributions = append(d.Attributions, a)
		d.Statements = append(d.Statements, text.Statement{Entity: 0, Mention: -1, Addressee: 1, NestedIn: -1, Place: -1, Cue: []parley.Span{d.Span(a.Cue[0])}, Content: []parley.Span{d.Span(a.Content[0])},
			Act: parley.Say, Mode: parley.Indirect, Via: []text.Link{{Entity: 1, Span: d.Span(a.Source[0])}}, SaidOn: parley.Day(parley.NewDate(2031, 5, 4)), SaidWhy: "today"})
	}
	return d
}

// statementsAnswer is what comes out, and what is told, a line each.
func statementsAnswer(t testing.TB, in string, least float64) (out, told string) {
	t.Helper()
	var b bytes.Buffer
	if err := Statements(&b, strings.NewReader(in), sayer{segment.New()}, least, func(err error) { told += err.Error() + "\n" }); err != nil {
		t.Fatal(err)
	}
	return b.String(), told
}

func TestStatements(t *testing.T) {
	// Sentence 2 is sure, sentence 3 is not.
	in := `{"id":"a","more":1,"text":"Bréak\nGo.\nIt will rain, said Roe.\nIt is very wet, said Roe."}` + "\n\n" + `{"text":"","id":7}` + "\n"
	want := `{"id":"a","attributions":[{"source":[[30,33]],"cue":[[25,29]],"content":[[11,24]],"confidence":0.8765,"rule":"test@1","mode":"indirect","act":"say",` +
		`"entity":"Ana Roe","entity_type":"person","addressee":{"name":"Harland Post"},"via":[{"name":"Harland Post","span":[[30,33]]}],` +
		`"said_on":{"from":"2031-05-04","to":"2031-05-04"},"said_why":"today"}]}` + "\n" + `{"id":7,"attributions":[]}` + "\n"
	got, told := statementsAnswer(t, in, 0.3)
	if got != want || told != "" {
		t.Errorf("told %q, got:\n%swant:\n%s", told, got, want)
	}
	if got, _ := statementsAnswer(t, in, 0); strings.Count(got, `"cue"`) != 2 {
		t.Errorf("with unsure ones: %s", got)
	}
	if got, _ := statementsAnswer(t, in, 0.9); strings.Count(got, `"cue"`) != 0 {
		t.Errorf("only sure ones: %s", got)
	}
}

func TestStatementsRefuses(t *testing.T) {
	good := func(id string) string { return `{"id":` + id + `,"text":"It will rain, said Roe."}` + "\n" }
	long := `{"id":"long","text":"` + strings.Repeat("a ", maxArticle/2) + `"}` + "\n"
	in := "\ufeff" + good(`"a"`) + "no\n" + `{"id":"b"}` + "\n" + `{"text":""}` + "\n" + `{"id":null,"text":""}` + "\n" + good(`"\u0061"`) + "[]\n" + long + `{"id":"x` + "\xff" + `","text":""}` + "\n" +
		`{"id":"c","text":5}` + "\n" + good(`"z"`)
	got, told := statementsAnswer(t, in, 0)
	var ids []string
	for line := range strings.Lines(got) {
		var a Attributed
		if err := json.Unmarshal([]byte(line), &a); err != nil || len(a.Attributions) != 1 {
			t.Errorf("%s: %v", line, err)
		}
		ids = append(ids, string(a.ID))
	}
	if fmt.Sprint(ids) != `["a" "z"]` {
		t.Errorf("answered %v", ids)
	}
	for _, want := range []string{"line 2: no JSON", "line 3: no text", "line 4: no id", "line 5: no id", `line 6: the id "\u0061" once more; line 1 has it`, "line 7: no JSON", "line 8: more than", "line 9: not UTF-8", "line 10: no JSON"} {
		if !strings.Contains(told, want) {
			t.Errorf("not told: %s", want)
		}
	}
	if n := strings.Count(told, "\n"); n != 9 {
		t.Errorf("%d lines told:\n%s", n, told)
	}
}

// An input that breaks off is answered as far as it goes; an output that does is an error at once.
func TestStatementsBroken(t *testing.T) {
	var b bytes.Buffer
	in := io.MultiReader(strings.NewReader(`{"id":1,"text":"It will rain, said Roe."}`+"\n"), iotest.ErrReader(errors.New("cable")))
	err := Statements(&b, in, sayer{segment.New()}, 0, func(error) {})
	if parley.KindOf(err) != parley.Unavailable || !strings.HasPrefix(b.String(), `{"id":1,"attributions":[{`) {
		t.Errorf("%v, %s", err, b.String())
	}
	many := strings.Repeat(`{"id":1,"text":""}`+"\n", 10) + strings.Repeat("x", 100_000)
	if err := Statements(fullWriter{}, strings.NewReader(many), sayer{segment.New()}, 0, func(error) {}); err == nil {
		t.Error("a broken output is no error")
	}
}

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errors.New("full") }

// The order and the bytes do not hang on the number of processors.
func TestStatementsOrder(t *testing.T) {
	var in strings.Builder
	for i := range 200 {
		fmt.Fprintf(&in, `{"id":%d,"text":"%sIt will rain, said Roe."}`+"\n", i, strings.Repeat("A word goes here. ", i*37%101))
	}
	before := runtime.GOMAXPROCS(1)
	one, _ := statementsAnswer(t, in.String(), 0)
	runtime.GOMAXPROCS(8)
	eight, _ := statementsAnswer(t, in.String(), 0)
	runtime.GOMAXPROCS(before)
	if one != eight || strings.Count(one, "\n") != 200 || !strings.HasPrefix(one, `{"id":0,`) {
		t.Errorf("%d and %d bytes", len(one), len(eight))
	}
}

// The latest ids are known again, however many there were.
func TestSeen(t *testing.T) {
	s := newSeen(3)
	for i, c := range []struct {
		id   string
		want int
	}{{"1", 0}, {`"1"`, 0}, {"2", 0}, {"1", 1}, {"3", 0}, {"1", 0}, {"2", 3}, {`"1"`, 0}} {
		if got := s.at(json.RawMessage(c.id), i+1); got != c.want {
			t.Errorf("step %d, id %s: line %d, want %d", i, c.id, got, c.want)
		}
	}
	if len(s.line) != 3 {
		t.Errorf("%d ids are kept", len(s.line))
	}
}

// The statement that has the cue wins over one that is nearer in content.
func TestNear(t *testing.T) {
	d := segment.New().Segment(body("one two three four five six seven eight"))
	at := func(from, to int) parley.TokenRange { return parley.TokenRange{First: from, End: to} }
	span := func(from, to int) []parley.Span { return []parley.Span{d.Span(at(from, to))} }
	d.Statements = []text.Statement{{Cue: span(0, 1), Content: span(1, 8)}, {Cue: span(2, 3), Content: span(3, 8)}, {Cue: span(2, 3), Content: span(4, 5)}}
	n := newNear(d)
	for _, c := range []struct {
		cue, content parley.TokenRange
		want         int
	}{{at(2, 3), at(3, 8), 1}, {at(0, 1), at(3, 8), 0}, {at(0, 0), at(1, 8), 0}, {at(0, 0), at(7, 8), -1}, {at(0, 0), at(0, 1), -1}} {
		var want *text.Statement
		if c.want >= 0 {
			want = &d.Statements[c.want]
		}
		if got := n.statement(text.Attribution{Cue: []parley.TokenRange{c.cue}, Content: []parley.TokenRange{c.content}}); got != want {
			t.Errorf("cue %v, content %v: %+v", c.cue, c.content, got)
		}
	}
}

func FuzzStatements(f *testing.F) {
	f.Add(`{"id":"a","text":"It will rain, said Roe."}` + "\n{}\n")
	f.Fuzz(func(t *testing.T, in string) {
		got, _ := statementsAnswer(t, in, 0)
		for line := range strings.Lines(got) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%q", line)
			}
		}
	})
}
