package eval

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadLabels(t *testing.T) {
	for in, want := range map[string]string{
		"O B-x I-x O B-y": "[{1 3 x} {4 5 y}]", "B-x B-x I-x": "[{0 1 x} {1 3 x}]", "I-x I-y O I-y": "[{0 1 x} {1 2 y} {3 4 y}]", "B-a-b I-a-b": "[{0 2 a-b}]",
		"B- I- E-x": "[]", "": "[]",
	} {
		if got := fmt.Sprint(readLabels(strings.Fields(in))); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestNamesF1(t *testing.T) {
	n := NewNames(map[string]string{"person": "person", "politician": "person", "org": "org"})
	n.Add(strings.Fields("B-politician I-politician O B-org B-misc"), strings.Fields("B-person I-person O B-person O"))
	n.Add(strings.Fields("O B-org I-org"), strings.Fields("B-org I-org O"))
	var got []string
	for _, s := range n.Scores("all") {
		got = append(got, fmt.Sprintf("%s %d/%d/%d", strings.TrimSpace(s.Name), s.Matched, s.Gold, s.Predicted))
	}
	if s := strings.Join(got, ", "); s != "all 1/3/3, all, org 0/2/1, all, person 1/1/2" {
		t.Error(s)
	}
	if s := NewNames(nil).Scores("none"); len(s) != 1 || s[0].Value() != 0 {
		t.Errorf("%v", s)
	}
}
