package segment

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/text"
)

// hostile are texts of about n bytes that no report holds.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, max(n/len(s), 1)) }
	return map[string]string{
		"one sentence":          fill("and so on "),
		"capitals":              fill("The Roe We "),
		"one token":             fill("x"),
		"one token, two bytes":  fill("é"),
		"quotation marks":       fill("\" "),
		"marks without a blank": fill("\""),
		"all kinds of marks":    fill("“'”‘’«»\"``''"),
		"broken bytes":          fill("\xff\xc3\xe2\x80"),
		"broken bytes, blanks":  fill("\xff \xe2 "),
		"combining marks":       "e" + fill("\u0301"),
		"marks on a mark":       "-" + fill("\u0301"),
		"marks on blanks":       fill(" \u0301"),
		"doubtful chunks":       fill("a-b/c.d'e:)"),
		"short doubtful chunks": fill("a-b/c.d's:) "),
		"abbreviations":         fill("p.m. Inc. "),
		"glued abbreviations":   fill("Inc."),
		"halves":                fill("its your im "),
		"colons":                fill("A: "),
		"colons without blank":  fill("a:"),
		"addresses":             fill("www.a)@"),
		"handles":               fill("@a#b"),
		"dashes":                fill(". -- "),
		"brackets":              fill(".) "),
		"cues in quotations":    fill("?\" Roe said "),
		"lines":                 fill("a\n \n"),
		"loose":                 fill("Roe 01/02/2031 ____ "),
	}
}

// TestHostileCost holds the cost of hostile text, in processor time and in bytes allocated, to a multiple of its length.
// A cost that grew with the square would be over the bound by orders of magnitude.
func TestHostileCost(t *testing.T) {
	const size = 1 << 18
	const most = 5 * time.Second // a linear pass needs a fifth of a second
	g := New()
	for name, s := range hostile(size) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := cputime.Used()
			d := g.Segment(&text.Text{Content: s, Blocks: []text.Block{{Span: parley.Span{End: len(s)}}}})
			spent := cputime.Used() - start
			runtime.ReadMemStats(&after)
			if spent > most {
				t.Errorf("%v of processor time", spent)
			}
			// A token of one byte costs 24 bytes, a sentence 24, a paragraph 48, a quotation 56, and slices grow.
			if got := after.TotalAlloc - before.TotalAlloc; got > 400*size {
				t.Errorf("%d bytes allocated for %d", got, len(s))
			}
			checkLaws(t, d)
		})
	}
}
