package web

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// What is laid out here is, byte for byte, what the standard library lays out.
func TestIndented(t *testing.T) {
	deep := any("ground")
	for range 80 {
		deep = []any{map[string]any{"in": deep}}
	}
	for _, v := range []any{
		nil, true, 1.5, "", "a", `quotes " and \ and \" at the end \`, "<a href='x'>&\u2028\x00\xff", []int{}, []int{1, 2}, map[string]any{}, struct{}{},
		map[string]any{"{": "}", "[": "],", ":": ": ", "a": []any{[]any{}, map[string]any{}, []any{nil}}}, deep,
		statementList{}, statementList{Rows: []statementRow{{Words: `“x” "y", {z}: [1]`, With: []ref{}}, {}}},
	} {
		checkIndented(t, v)
	}
}

// FuzzIndented holds the layout of any JSON to that of the standard library.
func FuzzIndented(f *testing.F) {
	f.Add(`{"a":[1,2,{"b":"\\\""}],"c":{},"d":[]}`)
	f.Add(`["\\","\"",[[]],-1e9]`)
	f.Fuzz(func(t *testing.T, s string) {
		var v any
		if json.Unmarshal([]byte(s), &v) == nil {
			checkIndented(t, v)
		}
	})
}

func checkIndented(t *testing.T, v any) {
	t.Helper()
	var compact, want bytes.Buffer
	if err := json.NewEncoder(&compact).Encode(v); err != nil {
		t.Fatal(err)
	}
	e := json.NewEncoder(&want)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if got := string(indented(nil, compact.Bytes())); got != want.String() {
		t.Errorf("laid out as\n%s\nwhere the library has\n%s", strings.ReplaceAll(got, " ", "·"), strings.ReplaceAll(want.String(), " ", "·"))
	}
}

// BenchmarkTwin writes a list of 500 statements as JSON.
func BenchmarkTwin(b *testing.B) {
	x := indexOf(large(100).rec, nil, "tag")
	var l statementList
	for i := range 500 {
		l.Rows = append(l.Rows, x.statementRow(i))
	}
	s := &server{}
	out, _, err := s.write(page{Body: l}, asJSON, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(out)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := s.write(page{Body: l}, asJSON, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}
