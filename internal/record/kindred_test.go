package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func TestReadPhrase(t *testing.T) {
	for _, c := range []struct {
		in, text string
		definite bool
		apart    string
		some     bool
	}{
		{"the ferry board", "ferry board", true, "", false},
		{"The three ferry boards of Low Ford", "ferry board", true, "three", false},
		{"another pilot", "pilot", false, "another", true},
		{"Harland’s deputies, who left", "harland deputy", false, "", false},
		{"a \"quiet\" harbour-master in Veska", "quiet harbour-master", false, "", true},
		{"the", "", true, "", false},
	} {
		x, some := readPhrase(c.in)
		if x.text != c.text || x.definite != c.definite || x.apart != c.apart || some != c.some {
			t.Errorf("%q is read as %q, definite %v, apart %v, some %v", c.in, x.text, x.definite, x.apart, some)
		}
	}
}

// described is an entity called by common nouns.
func (d *draft) described(t parley.EntityType, rule, name, side string, words ...string) string {
	id := d.entity(t, name, "", side, words...)
	e := &d.f.Entities[len(d.f.Entities)-1]
	e.Rule, e.Role = rule, name
	for i := range e.Mentions {
		e.Mentions[i].Kind = parley.NominalMention
	}
	return id
}

// boards are two reports: one calls a board by its whole name, one calls one by these words.
func boards(words, name, said string) []*draft {
	a := newDraft("Riverton Post", "2031-05-02", "The ferry board said the night boats would stop at Low Ford in June. The ferry board met.")
	one := a.described(parley.Organization, "mention/body@1", "ferry board", "", "The ferry board")
	a.says(one, parley.Say, "the night boats would stop at Low Ford in June", "")
	b := newDraft("Lake Times", "2031-05-02", words+" said "+said+".")
	two := b.described(parley.Organization, "mention/body@1", name, "", words)
	b.says(two, parley.Say, said, "")
	return []*draft{a, b}
}

func TestRelate(t *testing.T) {
	r := foldOf(boards("The board", "board", "the night boats would stop at Low Ford in June, for a week")...)
	x := find(r, "ferry board")
	if x == nil || len(x.Reports) != 2 || find(r, "board") != nil {
		t.Fatalf("%q was not joined to the only one there is: %+v", "the board", r.Entities)
	}
	if !slices.ContainsFunc(x.Merged, func(s string) bool { return strings.Contains(s, "are one with a chance of 0.") }) {
		t.Errorf("no reason: %q", x.Merged)
	}
	for i := range r.Reports {
		if s := r.Reports[i].Statements[0]; s.Source.Entity != x.ID {
			t.Errorf("said by %q, not %q", s.Source.Entity, x.ID)
		}
	}
	for _, c := range [][2]string{{"Another board", "board"}, {"The Veska school board", "Veska school board"}, {"Some boards", "boards"}} {
		if r := foldOf(boards(c[0], c[1], "teachers were paid too late")...); find(r, "ferry board") == nil || len(find(r, "ferry board").Reports) != 1 {
			t.Errorf("%q was joined to %q", c[0], "the ferry board")
		}
	}
	many := boards("The board", "board", "the night boats would stop at Low Ford in June, for a week")
	for n := range kinReports {
		many = append(many, newDraft("Hill Gazette", "2031-05-02", "Nothing "+strings.Repeat("at all ", n+1)+"was said."))
	}
	if r := foldOf(many...); find(r, "board") == nil {
		t.Error("joined in an archive")
	}
}

// A person's split takes a report's entity out of a joint again, and a report that comes and goes leaves what was there.
func TestRelateAgain(t *testing.T) {
	ds := boards("The board", "board", "the night boats would stop at Low Ford in June, for a week")
	k := NewFolder("test", 0)
	names := map[parley.ReportID][]string{}
	for _, d := range ds {
		k.Put(d.f)
		names[d.f.Report] = []string{d.f.Meta.Outlet.Name}
	}
	first := dump(t, k.Record(names, nil, nil))
	more := newDraft("Hill Gazette", "2031-05-03", "The school board and the church board met; the town board did not.")
	for _, w := range []string{"The school board", "the church board", "the town board"} {
		more.described(parley.Organization, "mention/body@1", strings.ToLower(strings.TrimPrefix(strings.TrimPrefix(w, "The "), "the ")), "", w)
	}
	names[more.f.Report] = []string{"more"}
	k.Put(more.f)
	in := Input{Reader: "test", Names: names, Findings: []parley.Findings{more.f, ds[1].f, ds[0].f}}
	if got := dump(t, k.Record(names, nil, nil)); got != dump(t, Fold(in)) {
		t.Error("another record than that of a whole fold")
	}
	k.Remove(more.f.Report)
	delete(names, more.f.Report)
	if dump(t, k.Record(names, nil, nil)) != first {
		t.Error("the report that went left something")
	}
}

func TestSpelled(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{"Tarik Abdelmurad", "Tarik Abdulmurad", true},
		{"Selim Hosrat", "Salim Hasrat", true},
		{"Maria Loveda", "Mario Loveda", false},
		{"Ana Roe", "Ina Rue", false},
		{"Jon Harden", "Jon Hardy", false},
	} {
		for _, together := range []bool{false, true} {
			x, y := newReport(1), newReport(2)
			x.person(c.a)
			if together {
				y = x
			}
			y.person(c.b)
			in := Input{Reader: "v1", Names: map[parley.ReportID][]string{x.f.Report: {"a"}, y.f.Report: {"b"}}, Findings: []parley.Findings{x.f, y.f}}
			if n := len(Fold(in).Entities); n == 1 != (c.one && !together) {
				t.Errorf("%s and %s, in one report %v: %d people", c.a, c.b, together, n)
			}
		}
	}
}
