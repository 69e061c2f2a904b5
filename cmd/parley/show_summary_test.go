package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// What was too much to compare is told, and so is what was left out for that.
func TestStars(t *testing.T) {
	for _, c := range []struct {
		stars []parley.Star
		want  []string
		none  string
	}{
		{nil, nil, "findings"},
		{[]parley.Star{{Layer: "doers", Keys: 2, Members: 140, Compared: 100}, {Layer: "rivals", Keys: 1, Members: 300, Compared: 100}},
			[]string{"3 words, parties or papers stand in more than 100 findings each (the commonest in 300)", "compared with 100"}, "omissions"},
		{[]parley.Star{{Layer: "doers", Keys: 2, Members: 140, Compared: 100}, {Layer: "papers", Keys: 1, Members: 40, Compared: 32}},
			[]string{"3 words, parties or papers stand in more than 32 or 100 findings each (the commonest in 140)", "compared with 32 or 100"}, "omissions"},
		{[]parley.Star{{Layer: "omissions", Keys: 1, Members: 500}}, []string{"1 finding is told by so many reports that omissions were not looked for by them"}, "compared"},
		{[]parley.Star{{Layer: "omissions", Keys: 4, Members: 500}, {Layer: "events", Keys: 1, Members: 101, Compared: 100}},
			[]string{"4 findings are told", "1 word, party or paper stands in more than 100 findings each (the commonest in 101)"}, "more than 0"},
	} {
		var b bytes.Buffer
		p := &page{w: &b, width: 400}
		p.stars(c.stars)
		for _, w := range c.want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%+v: no %q in %q", c.stars, w, b.String())
			}
		}
		if strings.Contains(b.String(), c.none) {
			t.Errorf("%+v: %q in %q", c.stars, c.none, b.String())
		}
	}
}
