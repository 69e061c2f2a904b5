//go:build measure

package mention

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// TestSampleWho writes to the file PARLEY_SAMPLE a hundred direct quotations of PolNeAR's development part, drawn by a fixed seed, with the entity
// that the record would have for the source marked by hand: id, first words of the quotation, words of the source, name of the entity, and the text
// before and after the source. It is for judging by eye; nothing is chosen by it.
func TestSampleWho(t *testing.T) {
	out := os.Getenv("PARLEY_SAMPLE")
	if out == "" {
		t.Skip("PARLEY_SAMPLE names no file")
	}
	f, tags := tools(t)
	relations, err := attribution.New()
	if err != nil {
		t.Fatal(err)
	}
	type quotation struct {
		a *polnearArticle
		n int
	}
	var all []quotation
	arts := readPolnear(t, "polnear/dev.jsonl.gz")
	for i := range arts {
		a := &arts[i]
		for n, x := range a.Attributions {
			if len(x.Source) > 0 && len(x.Content) > 0 && isDirect(a.Text[x.Content[0][0]:x.Content[0][1]]) {
				all = append(all, quotation{a, n})
			}
		}
	}
	r := rand.New(rand.NewPCG(2026, sampleSeed()))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var b strings.Builder
	b.WriteString("id\tquotation\tsource\tentity\tcontext\n")
	for _, q := range all[:min(100, len(all))] {
		x := q.a.Attributions[q.n]
		d := segment.New().Segment(&text.Text{Content: q.a.Text, Blocks: []text.Block{{Span: parley.Span{End: len(q.a.Text)}}}})
		tags.Parse(d)
		relations.Find(d)
		f.Find(d)
		name := ""
		if m := sourceMention(d, x.Source); m >= 0 && d.Mentions[m].Entity >= 0 {
			e := d.Entities[d.Mentions[m].Entity]
			if name = e.Name; e.Unnamed {
				name += " (unnamed)"
			}
		}
		var src []string
		for _, p := range x.Source {
			src = append(src, flat(q.a.Text[p[0]:p[1]]))
		}
		c, at := x.Content[0], x.Source[0]
		first := strings.Fields(q.a.Text[c[0]:c[1]])
		fmt.Fprintf(&b, "%s/%s\t%s\t%s\t%s\t%s\n", q.a.ID, x.ID, strings.Join(first[:min(7, len(first))], " "), strings.Join(src, " … "), name,
			flat(strings.ToValidUTF8(q.a.Text[max(0, min(at[0], c[0])-500):min(len(q.a.Text), at[1]+200)], "")))
	}
	if err := os.WriteFile(out, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func isDirect(s string) bool {
	for _, q := range []string{`"`, "“", "''", "``"} {
		if strings.HasPrefix(s, q) && len(strings.Fields(s)) > 3 {
			return strings.HasSuffix(s, `"`) || strings.HasSuffix(s, "”") || strings.HasSuffix(s, "''")
		}
	}
	return false
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// sampleSeed is 4, or the number in PARLEY_SEED.
func sampleSeed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("PARLEY_SEED"), 10, 32); err == nil {
		return n
	}
	return 4
}
