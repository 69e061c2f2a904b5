package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// officials is a report with these people: "Ana Roe/prime minister" holds an office in it, "Ana Roe" is named, "prime minister" is called by the office alone.
func officials(n int, people ...string) parley.Findings {
	d := newReport(n)
	for _, p := range people {
		d.person(p)
	}
	return d.f
}

// A peopled is a report in the making, and how many bytes it has.
type peopled struct {
	f  parley.Findings
	at int
}

func newReport(n int) *peopled {
	return &peopled{f: parley.Findings{Report: parley.IDOf([]byte(fmt.Sprint("report ", n))), Reader: "v1"}}
}

func (d *peopled) person(p string) {
	name, role, _ := strings.Cut(p, "/")
	kind := parley.NameMention
	if role == "" && name == "prime minister" {
		kind, role = parley.NominalMention, name
	}
	span := parley.Span{Start: d.at, End: d.at + len(name)}
	d.at += len(name) + 1
	ps := parley.Passage{Text: name, Span: span, Raw: parley.RawSpan(span)}
	d.f.Entities = append(d.f.Entities, parley.LocalEntity{Basis: parley.Basis{ID: fmt.Sprint("n", len(d.f.Entities)+1)}, Type: parley.Person, Name: name, Role: role,
		Aliases: []string{name}, Mentions: []parley.Mention{{Kind: kind, Passage: ps}}})
}

// Who is called by an office alone is the one named in the report who holds it elsewhere; not where several may be meant, and not who is named in another report
// alone. It makes no difference in which order the reports come.
func TestHolders(t *testing.T) {
	for _, c := range []struct {
		name    string
		reports [][]string
		want    []string // names of the people of the record
	}{
		{"one", [][]string{{"Ana Roe/prime minister"}, {"Ana Roe", "prime minister"}}, []string{"Ana Roe"}},
		{"by the surname", [][]string{{"Ana Roe/prime minister"}, {"Roe", "prime minister"}}, []string{"Ana Roe"}},
		{"nobody named", [][]string{{"Ana Roe/prime minister"}, {"Jon Vale", "prime minister"}}, []string{"Ana Roe", "Jon Vale", "prime minister"}},
		{"another has it here", [][]string{{"Ana Roe/prime minister"}, {"Ana Roe", "Jon Vale/prime minister", "prime minister"}}, []string{"Ana Roe", "Jon Vale"}},
		{"two", [][]string{{"Ana Roe/prime minister"}, {"Jon Vale/prime minister"}, {"Ana Roe", "Jon Vale", "prime minister"}}, []string{"Ana Roe", "Jon Vale", "prime minister"}},
		{"another office", [][]string{{"Ana Roe/mayor"}, {"Ana Roe", "prime minister"}}, []string{"Ana Roe", "prime minister"}},
	} {
		whole := NewFolder("v1", 0)
		names := map[parley.ReportID][]string{}
		var grown *Folder
		for turn := range 2 {
			k := NewFolder("v1", 0)
			for n := range c.reports {
				if turn == 1 { // the last first, a fold after each
					n = len(c.reports) - 1 - n
				}
				f := officials(n, c.reports[n]...)
				names[f.Report] = []string{fmt.Sprint(n, ".txt")}
				k.Put(f)
				if turn == 1 {
					k.Record(names, nil, nil)
				}
			}
			whole, grown = grown, k
		}
		for _, k := range []*Folder{whole, grown} {
			var got []string
			for _, e := range k.Record(names, nil, nil).Entities {
				got = append(got, e.Name)
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}
