package eval

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func row(form, misc string) string {
	return "1\t" + form + "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n"
}

func TestReadEntities(t *testing.T) {
	in := "# newdoc id = x\n" + row("Ana", "Entity=(1-person-new-cf1-2-sgl|SpaceAfter=No") + row("Roe", "Entity=1)") + row("left", "_") + "\n" +
		row("her", "Entity=(2-place-new-cf1-2-coref(1-person-giv:act-cf1-1-ana)") + row("home", "Entity=2)") + "1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n" +
		row("town", "Entity=(3[1/2]-place-x)") + row("old", "_") + row("part", "Entity=(3[2/2]-place-x)") + "\n# newdoc id = y\n" + row("He", "Entity=(1-person-acc)")
	ds, err := ReadEntities(strings.NewReader(in))
	if err != nil || len(ds) != 2 || ds[0].ID != "x" || ds[1].ID != "y" {
		t.Fatal(len(ds), err)
	}
	want := [][]parley.TokenRange{{{First: 0, End: 2}, {First: 3, End: 4}}, {{First: 3, End: 5}}, {{First: 5, End: 6}}}
	var s CorefScore
	s.Add(want, ds[0].Chains, true)
	if s.CoNLL() != 1 || len(ds[0].Chains) != 3 {
		t.Errorf("%v, want %v", ds[0].Chains, want)
	}
	for _, bad := range []string{"1\tx\n", "# newdoc id = x\n" + row("x", "Entity=1)")} {
		if _, err := ReadEntities(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzReadEntities(f *testing.F) {
	f.Add("# newdoc id = x\n" + row("Ana", "Entity=(1-person(2-a)1)"))
	f.Fuzz(func(t *testing.T, s string) {
		ds, err := ReadEntities(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range ds {
			for _, c := range d.Chains {
				for _, m := range c {
					if m.Empty() || m.End > len(d.Doc.Tokens) {
						t.Fatal(m)
					}
				}
			}
		}
	})
}
