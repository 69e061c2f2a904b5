package eval

import (
	"encoding/json"
	"strings"
	"testing"
)

// A coded report, however strange, is refused or scored, and every score lies between 0 and 1.
func FuzzGold(f *testing.F) {
	f.Add(`{"file": "town.txt", "report": {"headline": {"start": 0, "end": 4}}}`)
	f.Add(`{"file": "town.txt", "report": {"headline": {"start": 0, "end": 4}, "dateline": null, "published": {"also": [{"value": null}]},
		"noise": [{"start": 3, "end": 9, "core": true}]}, "statements": [{"id": "s1", "core": true, "source": null, "content": [{"start": 5, "end": 30}],
		"also": {"source": [null], "said_on": [null, {"from": "2031-05-04", "to": null}], "via": [[]]}}],
		"figures": [{"id": "f1", "core": true, "low": 1e300, "high": null, "span": {"start": 90, "end": 100}}]}`)
	rec := perfect(mini())
	f.Fuzz(func(t *testing.T, report string) {
		r := &goldReport{}
		g := &Gold{reports: map[string]*goldReport{}}
		if json.Unmarshal([]byte(report), r) != nil {
			return
		}
		r.File, r.raw = "town.txt", []byte(town)
		if g.take("town.txt.json", r) != nil {
			return
		}
		for _, s := range Measure(g, rec).Scores {
			if v := s.Value(); !(v >= 0 && v <= 1) {
				t.Errorf("%s: %f", s.Name, v)
			}
		}
	})
}

func FuzzReadGolden(f *testing.F) {
	f.Add("found                                F1 0.667   P 0.500  R 1.000   (2 of 2 gold, 4 predicted)\n")
	f.Fuzz(func(t *testing.T, file string) {
		g, err := ReadGolden(strings.NewReader(file))
		if err != nil {
			return
		}
		for name, v := range g {
			if len(name) > nameWidth || v < 0 {
				t.Errorf("%q: %f", name, v)
			}
		}
	})
}
