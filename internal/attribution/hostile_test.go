package attribution

import (
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/cputime"
)

// hostile are texts of about n words that no report holds.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, max(n/len(strings.Fields(s)), 1)) }
	return map[string]string{
		"one sentence":        fill("and the envoy of the long winded side went on about it "),
		"one clause":          fill("the envoy said that "),
		"quotation marks":     fill("\" "),
		"quotations":          fill("\"No,\" "),
		"one quotation":       "\"" + fill("they said it and "),
		"nested quotations":   fill("“ ‘ "),
		"cues":                fill("said "),
		"cues with commas":    fill("said , "),
		"cues in quotations":  fill("\"No,\" Roe said. "),
		"quotation in vain":   fill("Roe said: \"It was \n"),
		"lines with a colon":  fill("Roe said:\n"),
		"short lines":         fill("Said\n"),
		"colons":              fill("Roe: "),
		"according to":        fill("according to "),
		"capitals":            fill("ROE SAYS "),
		"broken bytes":        fill("Roe \xff said \xe2\x80 "),
		"lines and no words":  fill("\" \n"),
		"sentences, one line": fill("Ana Roe said talks had failed. "),
	}
}

// TestHostileCost holds the processor time of hostile text to its length: ten times the words may not take more than 25 times as long.
func TestHostileCost(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector")
	}
	read, f := reader(t), finder(t)
	for name := range hostile(1) {
		t.Run(name, func(t *testing.T) {
			spent := func(n int) time.Duration {
				d := read(hostile(n)[name])
				from := cputime.Used()
				f.Find(d)
				took := cputime.Used() - from
				checkLaws(t, d)
				return took
			}
			spent(1000)
			short, long := spent(2000), spent(8000)
			if testing.Verbose() {
				t.Logf("%v, %v", short, long)
			}
			if long > 9*short+300*time.Millisecond {
				t.Errorf("2,000 words take %v, four times as many %v", short, long)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	f.Add(invented)
	f.Add("Roe said:\n\"No.\n\"Never.\"\n\nLund said \"it was\" and denied \"that")
	f.Add("\xff said \"\" \" ' ’ Roe, told: (\"x\" Lund")
	for _, s := range hostile(12) {
		f.Add(s)
	}
	read, x := reader(f), finder(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := read(strings.ToValidUTF8(s, "�"))
		x.Find(d)
		checkLaws(t, d)
	})
}
