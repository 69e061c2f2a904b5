package eval

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

func TestTimex(t *testing.T) {
	line := `{"id":"a","text":"Friday May","dct":{"value":"2031-05-08"},"timex":[{"s":0,"e":6,"type":"DATE","value":"2031-05-02"},{"s":7,"e":10,"type":"DATE","value":"2031-05"}]}`
	find := func(x *text.Text) *text.Doc {
		return &text.Doc{Text: x, Tokens: []text.Token{{Span: parley.Span{End: 6}}},
			Times: []text.Timex{{Tokens: parley.TokenRange{End: 1}, Type: "DATE", Value: "2031-05-09"}}}
	}
	matched := map[string]int{}
	for _, held := range []bool{false, true} {
		scores, err := Timex(strings.NewReader(line), held, find)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range scores {
			matched[s.Name] += s.Matched
		}
	}
	if matched["spans"] != 1 || matched["types"] != 1 || matched["values"] != 0 {
		t.Errorf("matched %v", matched)
	}
	if _, err := Timex(strings.NewReader("{"), false, find); err == nil {
		t.Error("a broken line is taken")
	}
}
