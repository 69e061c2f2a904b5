//go:build measure

package mention

import (
	"hash/fnv"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// TestMeasureSurnames counts, in two halves of PolNeAR's training articles, the sources by hand that are a surname alone, with a title of address or
// none, after a full name that ends in it, and of those the ones that the record joins with a name of more than one word. The half "study" is for
// reading (PARLEY_SHOW=1 shows what is missed), the half "held" for the figure.
func TestMeasureSurnames(t *testing.T) {
	f, tags := tools(t)
	relations, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	halves := [2]string{"study", "held"}
	var n, full, exact [2]int
	for _, a := range readPolnear(t, "polnear/train.jsonl.gz") {
		h := fnv.New32a()
		h.Write([]byte(a.ID))
		half := h.Sum32() >> 8 & 1
		var d *text.Doc
		for _, x := range a.Attributions {
			if len(x.Source) != 1 {
				continue
			}
			at := x.Source[0]
			surname := bareSurname(a.Text, at)
			before := fullName(f, a.Text[:at[0]], surname)
			if before == "" {
				continue
			}
			if d == nil {
				d = segment.New().Segment(&text.Text{Content: a.Text, Blocks: []text.Block{{Span: parley.Span{End: len(a.Text)}}}})
				tags.Parse(d)
				relations.Find(d)
				f.Find(d)
			}
			n[half]++
			name := ""
			if m := sourceMention(d, x.Source); m >= 0 && d.Mentions[m].Entity >= 0 {
				name = d.Entities[d.Mentions[m].Entity].Name
			}
			ok := strings.Contains(fold(name), fold(surname)) && len(strings.Fields(name)) > 1
			if ok {
				full[half]++
			}
			same := ok && strings.HasPrefix(fold(name), fold(strings.Fields(before)[0]))
			if same {
				exact[half]++
			}
			if !same && os.Getenv("PARLEY_SHOW") != "" && half == 0 {
				t.Logf("%s %s: %q, not %q\n\t…%s>>>%s<<<", a.ID, x.ID, name, before, flat(a.Text[max(0, at[0]-120):at[0]]), a.Text[at[0]:at[1]])
				for _, e := range d.Entities {
					if strings.Contains(fold(e.Name), fold(surname)) {
						t.Logf("\t\t%s %s %.2f %s", e.Name, e.Type, e.Score, e.Rule)
					}
				}
			}
		}
	}
	for i, name := range halves {
		t.Logf("%s: %d of %d surnames are joined with a full name: %.3f; with one that begins with the given name, and no title, %d: %.3f",
			name, full[i], n[i], float64(full[i])/float64(max(n[i], 1)), exact[i], float64(exact[i])/float64(max(n[i], 1)))
	}
}

var addressed = regexp.MustCompile(`^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sen|Gov|Rep)\.? )?([A-Z][\pL'’-]+)$`)

// bareSurname is the one capitalised word that the source at is, a title of address left out; "" for any other source.
func bareSurname(s string, at [2]int) string {
	m := addressed.FindStringSubmatch(s[at[0]:at[1]])
	if m == nil || pronouns[fold(m[1])].name != "" || function[fold(m[1])] {
		return ""
	}
	return m[1]
}

// fullName is the first given name before surname in s, with the surname; "" where there is none.
func fullName(f *Finder, s, surname string) string {
	if surname == "" {
		return ""
	}
	full := regexp.MustCompile(`([A-Z][\pL'’-]+) (?:[A-Z]\. )?` + regexp.QuoteMeta(surname) + `\b`)
	for _, m := range full.FindAllStringSubmatch(s, -1) {
		w := fold(m[1])
		if g := f.given[w]; g != 0 || f.names[w] != 0 {
			return m[0]
		}
	}
	return ""
}
