package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestJSONLines(t *testing.T) {
	for _, c := range []struct {
		name, in string
		fields   Fields
		want     []string
	}{
		{"usual names", `{"title":"Ferry talks end","text":"The minister left.","date":"2031-05-04T23:00:00-05:00","outlet":"Lea Courier","url":"https://lea.example/1","language":"en"}`, nil,
			[]string{"a.jsonl#1 text|2031-05-04|date of a.jsonl#1|Lea Courier|https://lea.example/1|en", "Ferry talks end\n\nThe minister left."}},
		{"named fields, a pointer, HTML", `{"head":"A truce holds","article":{"parts":[{"html":"<p>It holds &amp; lasts.</p>"}]},"sent":"4 May 2031"}`,
			Fields{"text": "/article/parts/0/html", "title": "head", "date": "/sent"},
			[]string{"a.jsonl#1 html|2031-05-04|sent of a.jsonl#1|||", "<h1>A truce holds</h1>\n<p>It holds &amp; lasts.</p>"}},
		{"the text has the headline", `{"title":"Talks  end","text":"\n Talks end\n\nThe minister left."}`, nil, []string{"a.jsonl#1 text|||||", "\n Talks end\n\nThe minister left."}},
		{"mark, CRLF, blank lines, no line end", "\ufeff{\"text\":\"one\"}\r\n\r\n{\"text\":\"two\"}", nil, []string{"a.jsonl#1 text|||||", "one", "a.jsonl#3 text|||||", "two"}},
		{"paragraphs", `{"text":["one","two"],"title":null,"date":null}`, nil, []string{"a.jsonl#1 text|||||", "one\n\ntwo"}},
		{"escapes", `{"text":"caf\u00e9 \ud83d\ude00 \"x\" \/"}`, nil, []string{"a.jsonl#1 text|||||", "café 😀 \"x\" /"}},
		{"trailing garbage, and on", "{\"text\":\"a\"} x\n{\"text\":\"b\"}\n]\n", nil, []string{
			"a.jsonl#1: damaged: line 1, byte 13: 'x' after the end of the value", "a.jsonl#2 text|||||", "b", "a.jsonl#3: damaged: line 3, byte 28: ']' is no value"}},
		{"keys twice", `{"text":"a","x":1,"text":"b"}`, nil, []string{"a.jsonl#1: damaged: line 1, byte 18: the key stands twice in its object at /text"}},
		{"wrong types", `{"title":{},"text":"a"}` + "\n" + `{"text":4}` + "\n" + `{"text":["a",{}]}` + "\n" + `[1]` + "\n" + `"a"` + "\n", nil, []string{
			"a.jsonl#1: damaged: line 1, byte 9: an object where text should be at /title", "a.jsonl#2: damaged: line 2, byte 32: a number where text should be at /text",
			"a.jsonl#3: damaged: line 3, byte 48: an object where text should be at /text/1", "a.jsonl#4: damaged: line 4, byte 53: a list where an object should be",
			"a.jsonl#5: damaged: line 5, byte 57: text where an object should be"}},
		{"an outlet with its name, seconds", `{"text":"a","source":{"id":null,"name":"Lea Courier"},"date":1935619200}` + "\n" + `{"text":"b","date":1935619200000}`, Fields{"date": "date"}, []string{
			"a.jsonl#1 text|2031-05-04|date of a.jsonl#1|Lea Courier||", "a", "a.jsonl#2 text|2031-05-04|date of a.jsonl#2|||", "b"}},
		{"wrong types of what is not needed", `{"text":"a","source":{"names":["Lea Courier"]},"date":7}`, nil, []string{
			"a.jsonl#1: told: line 1, byte 0: a number where text should be at /date; read without it",
			"a.jsonl#1: told: line 1, byte 0: an object where text should be at /source; read without it", "a.jsonl#1 text|||||", "a"}},
		{"wrong type of what is named", `{"text":"a","date":7}`, Fields{"date": "date"}, []string{"a.jsonl#1: damaged: line 1, byte 19: a number where text should be at /date"}},
		{"no text", `{"title":"Talks","url":"https://lea.example"}` + "\n" + `{"text":" "}` + "\n{}\n", nil, []string{
			"a.jsonl#1: damaged: line 1, byte 0: no field has the text; there are title, url: name it with --field text=NAME",
			"a.jsonl#2: empty: line 2, byte 46: no text in it", "a.jsonl#3: damaged: line 3, byte 59: no field has the text; there is none"}},
		{"no UTF-8", "{\"text\":\"a\"}\n{\"text\":\"caf\xe9\"}\n{\"text\":\"b\"}\n", nil, []string{"a.jsonl#1 text|||||", "a", "a.jsonl#2: charset: line 2, byte 25: byte 0xe9 is no UTF-8 at /text", "a.jsonl#3 text|||||", "b"}},
		{"half a pair", `{"text":"a\ud800b"}` + "\n" + `{"text":"\udc00"}` + "\n" + `{"text":"\ud800\u0041"}`, nil, []string{
			`a.jsonl#1: charset: line 1, byte 10: half of a surrogate pair, \ud800 at /text`, `a.jsonl#2: charset: line 2, byte 29: half of a surrogate pair, \udc00 at /text`,
			`a.jsonl#3: charset: line 3, byte 47: half of a surrogate pair, \ud800 at /text`}},
		{"numbers are not computed", `{"text":"a","n":1e999999999,"m":-0.5E+7,"k":[` + strings.Repeat("9", 10_000) + `]}`, nil, []string{"a.jsonl#1 text|||||", "a"}},
		{"no numbers", `{"text":"a","n":NaN}` + "\n" + `{"text":"a","n":01}` + "\n" + `{"n":-}`, nil, []string{
			"a.jsonl#1: damaged: line 1, byte 16: 'N' is no value at /n", "a.jsonl#2: damaged: line 2, byte 39: not a number of JSON at /n", "a.jsonl#3: damaged: line 3, byte 47: not a number of JSON at /n"}},
		{"dates", `{"text":"a","date":"4/5/2031"}`, nil, []string{`a.jsonl#1: told: line 1, byte 0: date "4/5/2031" is not a date that is understood; read without it`, "a.jsonl#1 text|||||", "a"}},
		{"links", `{"text":"a","url":"javascript:alert(1)"}`, nil, []string{`a.jsonl#1: told: line 1, byte 0: link "javascript:alert(1)" is no address on the web; read without it`, "a.jsonl#1 text|||||", "a"}},
		{"control characters in what is told", `{"text":"a","outlet":"Lea\r\nX-Header: 1\u0000\u202e","title":"One\ntwo"}`, nil, []string{"a.jsonl#1 text|||Lea X-Header: 1 \u202e||", "One two\n\na"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, items(t, "a.jsonl", c.in, Options{Fields: c.fields}), c.want...) })
	}
}

func TestJSONDocument(t *testing.T) {
	for _, c := range []struct {
		name, in string
		fields   Fields
		want     []string
	}{
		{"a list", "[{\"text\":\"one\"},\n {\"text\":2}, {\"text\":\"three\"}]", nil, []string{"a.json#1 text|||||", "one", "a.json#2: damaged: line 2, byte 26: a number where text should be at /text", "a.json#3 text|||||", "three"}},
		{"an article", `{"title":"Talks go on","text":"one"}`, nil, []string{"a.json#1 text|||||", "Talks go on\n\none"}},
		{"one after the other", `{"text":"one"} {"text":"two"}[{"text":"three"}]`, nil, []string{"a.json#1 text|||||", "one", "a.json#2 text|||||", "two", "a.json#3 text|||||", "three"}},
		{"an answer", `{"status":"ok","n":[1,2],"articles":[{"text":"one"}],"next":null}`, nil, []string{"a.json#1 text|||||", "one"}},
		{"a named list", `{"hits":[{"text":"one"}]}`, Fields{"items": "hits"}, []string{"a.json#1 text|||||", "one"}},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"Lea Courier","language":"en","items":[{"id":"1","url":"https://lea.example/x/plan-tabled","title":"A plan is tabled","content_html":"<p>One.</p>","date_published":"2031-05-04T01:00:00+02:00"}]}`, Fields{"text": "body"},
			[]string{"a.json#plan-tabled html|2031-05-04|date_published of a.json#plan-tabled|Lea Courier|https://lea.example/x/plan-tabled|en", "<h1>A plan is tabled</h1>\n<p>One.</p>"}},
		{"cut off in an element", `[{"text":"one"},{"text":"two`, nil, []string{"a.json#1 text|||||", "one", "a.json: damaged: line 1, byte 16: a value that does not end; what follows is not read"}},
		{"cut off in a list", `[{"text":"one"},`, nil, []string{"a.json#1 text|||||", "one", "a.json: damaged: line 1, byte 16: the input ends inside a value; what follows is not read"}},
		{"brackets that do not match", `[{"text":"one"]} ,{"text":"two"}]`, nil, []string{"a.json#1: damaged: line 1, byte 14: ']' where a comma or '}' should be at /text",
			"a.json#2: damaged: line 1, byte 15: '}' is no value", "a.json#3 text|||||", "two"}},
		{"no JSON", "hello\n", nil, []string{"a.json#1: damaged: line 1, byte 0: 'h' is no value"}},
		{"no colon", `{"a" 1}`, nil, []string{"a.json: damaged: line 1, byte 5: '1' where a colon should be; what follows is not read"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, items(t, "a.json", c.in, Options{Fields: c.fields}), c.want...) })
	}
}

func TestJSONLinesOfGigabytes(t *testing.T) {
	mega := strings.Repeat("x", 1<<20)
	r := repeated(`{"text":"one"}`+"\n"+`{"text":"`, mega, `"}`+"\n"+`{"text":"three"}`, 2048)
	bounds(t, 4*time.Second, 96<<20, func() {
		same(t, stream(t, "a.jsonl", r, Options{}), "a.jsonl#1 text|||||", "one",
			fmt.Sprintf("a.jsonl#2: too_large: line 2, byte 15: a line of %.1f MB, the limit is 30 MB", float64(2048<<20+12)/1e6), "a.jsonl#3 text|||||", "three")
	})
	if r.n < 2<<30 {
		t.Errorf("only %d bytes were made", r.n)
	}
}

func TestJSONDeep(t *testing.T) {
	for _, open := range []string{"[", `{"a":`} {
		in := `{"x":` + strings.Repeat(open, 200_000) + "\n" + `{"text":"two"}` + "\n"
		bounds(t, time.Second, 32<<20, func() {
			got := items(t, "a.jsonl", in, Options{})
			if len(got) != 3 || !strings.Contains(got[0], "nested deeper than 1000") || !strings.Contains(got[0], "line 1, byte ") || got[2] != "two" {
				t.Errorf("%.300q", got)
			}
		})
	}
}

// Objects and lists with a million members are refused before they are held.
func TestJSONWide(t *testing.T) {
	for _, in := range []string{`{"a":1` + strings.Repeat(`,"":1`, 1_000_000) + "}", `{"text":[""` + strings.Repeat(`,""`, 1_000_000) + "]}", manyKeys(500_000)} {
		bounds(t, 2*time.Second, 48<<20, func() {
			got := items(t, "a.jsonl", in, Options{})
			if len(got) != 1 || !strings.Contains(got[0], "more than 20000 members") && !strings.Contains(got[0], "twice") {
				t.Errorf("%.300q", got)
			}
		})
	}
}

func manyKeys(n int) string {
	var sb strings.Builder
	sb.WriteString(`{"a":1`)
	for i := range n {
		fmt.Fprintf(&sb, `,"%x":1`, i)
	}
	return sb.String() + "}"
}

func FuzzJSONLines(f *testing.F) {
	f.Add(`{"text":"a","title":"b","date":"2031-05-04"}`+"\n[]", "/text/0")
	f.Add("{\"a\":\"\\\n\"}", "\xff")
	f.Add("\ufeff{\"text\":[\"a\",\"\\ud83d\\ude00\"]}\r\n{\"text\":\"\xff\"}", "text")
	f.Add(`{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"a","url":"https://a.example/b"}]}`, "/a~1b/~0")
	f.Fuzz(func(t *testing.T, in, field string) {
		for _, name := range []string{"a.jsonl", "a.json"} {
			check(t, name, in, Options{Fields: Fields{"text": field}})
			check(t, name, in, Options{MaxBytes: 100})
		}
	})
}
