package segment

import (
	"strings"
	"testing"
)

// news is invented agency prose with what such prose holds: datelines, figures, quotations, initials, compounds.
const news = `RIVERTON, May 3 (Newswire) - The envoys of Harland and Veska didn't agree on the 20-year plan on Tuesday, a day after talks resumed in Riverton, officials said.

"We are not there yet," said Harland's foreign minister, Ana Roe, who had met her counterpart for six hours. “It is a first step,” Dr. J. Ito of the U.N. mission told reporters.

The two sides have fought over the river valley since 2031, when some 3,500 people were killed and 12.5 percent of the houses were destroyed. Neither government has said how many of its soldiers died. A truce that was signed in March has been broken at least 40 times, according to the mission, which keeps 1,200 observers in the post-war zone.

Under the draft, both armies would pull back by five kilometres within 30 days and exchange all prisoners. Veska has asked for guarantees, and its president said last week that he would not sign "a paper without teeth".

`

// BenchmarkSegment measures tokens, sentences and quotations of news; words/s counts tokens.
func BenchmarkSegment(b *testing.B) {
	t := body(strings.Repeat(news, 40))
	g := New()
	n := len(g.Segment(t).Tokens)
	b.SetBytes(int64(len(t.Content)))
	b.ReportAllocs()
	for b.Loop() {
		g.Segment(t)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestAllocations holds the steady state: a text twice as long needs no more allocations but those of slices that grow.
func TestAllocations(t *testing.T) {
	g := New()
	allocs := func(n int) float64 {
		x := body(strings.Repeat(news, n))
		return testing.AllocsPerRun(3, func() { g.Segment(x) })
	}
	if small, large := allocs(40), allocs(160); large > small+24 {
		t.Errorf("%.0f allocations for 40 texts, %.0f for 160", small, large)
	}
}
