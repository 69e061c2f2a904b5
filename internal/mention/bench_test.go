package mention

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

const article = `Harland's Foreign Minister, Ana Roe, told reporters in Riverton on Monday that her government would sign the working paper. The Veskan side said it had not seen the text.
"We will wait," said Tom Veld, a spokesman for the Dorn Front, which holds the northern quarter of the city. He accused Harland of shelling the port.
The United Nations envoy, Oram Tarsil, 54, met both sides in Geneva. Officials close to the talks said the minister and the envoy would meet again. Portugal and Norway backed the plan, and Lisbon offered to host the next round.
`

// BenchmarkFind measures the finder alone on tagged text, in words a second.
func BenchmarkFind(b *testing.B) {
	f, tags := tools(b)
	d := read(b, f, tags, strings.Repeat(article, 6))
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		f.Find(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestLong reads long texts made of one trap each: it must end soon and break no law.
func TestLong(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"Ab ", "the Council of ", "he said she ", "A's ", "(AB) ", "Ab-", "Foreign Minister "} {
		txt := strings.Repeat(s, 20000)
		d := segment.New().Segment(&text.Text{Content: txt, Blocks: []text.Block{{Span: parley.Span{End: len(txt)}}}})
		f.Find(d)
		laws(t, d)
	}
	var b strings.Builder
	for i := range 20000 { // as many names as words
		b.WriteString("Then X" + letters(i) + " Y" + letters(i*7919%20000) + " met the minister. ")
	}
	d := segment.New().Segment(&text.Text{Content: b.String(), Blocks: []text.Block{{Span: parley.Span{End: b.Len()}}}})
	f.Find(d)
	laws(t, d)
}

func letters(n int) string {
	var b []byte
	for range 4 {
		b = append(b, byte('a'+n%26))
		n /= 26
	}
	return string(b)
}

// TestSame reads one text twice and by two goroutines and finds the same.
func TestSame(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	a := read(t, f, nil, article)
	done := make(chan *text.Doc)
	for range 2 {
		go func() { done <- read(t, f, nil, article) }()
	}
	for range 2 {
		b := <-done
		if len(a.Mentions) == 0 || len(a.Mentions) != len(b.Mentions) || len(a.Entities) != len(b.Entities) {
			t.Fatal("another reading")
		}
		for i := range a.Mentions {
			if a.Mentions[i] != b.Mentions[i] {
				t.Fatalf("mention %d: %+v, %+v", i, a.Mentions[i], b.Mentions[i])
			}
		}
		for i := range a.Entities {
			if a.Entities[i] != b.Entities[i] {
				t.Fatalf("entity %d: %+v, %+v", i, a.Entities[i], b.Entities[i])
			}
		}
	}
}
