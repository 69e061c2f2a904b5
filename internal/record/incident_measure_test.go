//go:build measure

package record

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/parley-press/parley"
)

func TestMeasureTolls(t *testing.T) {
	in := Input{}
	fh, err := os.Open(os.Getenv("TOLLS_IN"))
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bufio.NewReader(fh))
	for dec.More() {
		var f parley.Findings
		if err := dec.Decode(&f); err != nil {
			t.Fatal(err)
		}
		in.Findings, in.Reader = append(in.Findings, f), f.Reader
	}
	k := newFolder(crowd)
	for _, x := range in.Findings {
		k.Put(x)
	}
	f := k.folded(in)
	out, _ := os.Create(os.Getenv("TOLLS_OUT"))
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	var dead []*item
	for _, it := range f.figs {
		if it.toll == "dead" && !it.war && size(it.fig) > 0 {
			dead = append(dead, it)
		}
	}
	type row struct {
		A, B          string
		ASpan, BSpan  parley.RawSpan
		AText, BText  string
		X             []float64
		Meet, People  bool
		Scale         bool
		Keys          int
		AEntity, BEnt string
		EQ            bool
		Old           bool
	}
	for i, a := range dead {
		for _, b := range dead[i+1:] {
			if a.rep == b.rep {
				continue
			}
			p, q := a.setting.when, b.setting.when
			if p == nil {
				p = f.published(a.rep)
			}
			if q == nil {
				q = f.published(b.rep)
			}
			if p == nil || q == nil || !near(p, q, 14) {
				continue
			}
			if p, q := a.setting.when, b.setting.when; p != nil && q != nil && !near(p, q, 2) {
				continue
			}
			x := f.tollSignsOf(a, b)
			enc.Encode(row{string(f.reports[a.rep].Report), string(f.reports[b.rep].Report), a.fig.Passage.Raw, b.fig.Passage.Raw, a.fig.Passage.Text, b.fig.Passage.Text, x[:], itemsMeet(a, b), onePeople(a, b), oneScale(a, b), 0, a.entity, b.entity, size(a.fig) == size(b.fig), f.sameQuantity(a, b)})
		}
	}
	w.Flush()
	out.Close()
}
