package syntax

import (
	"strings"
	"sync"
	"testing"

	"github.com/parley-press/parley/internal/text"
)

func tagger(t testing.TB) *Tagger {
	t.Helper()
	tg, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return tg
}

// tagged are the words of d with their Penn tag and lemma.
func tagged(d *text.Doc) string {
	var out []string
	for i := range d.Tokens {
		out = append(out, d.Word(i)+"/"+d.Tags[i].Penn+"/"+d.Lemmas[i])
	}
	return strings.Join(out, " ")
}

func TestTag(t *testing.T) {
	tg := tagger(t)
	for _, c := range []struct{ in, want string }{
		{"The envoys did ~n't sign it .", "The/DT/the envoys/NNS/envoy did/VBD/do n't/RB/not sign/VB/sign it/PRP/it ././."},
		{"Then Harland reports that talks had failed .", "Then/RB/then Harland/NNP/Harland reports/VBZ/report that/IN/that talks/NNS/talk had/VBD/have failed/VBN/fail ././."},
		{"He tweeted on Sunday that Harland should leave .", "He/PRP/he tweeted/VBD/tweet on/IN/on Sunday/NNP/Sunday that/IN/that Harland/NNP/Harland should/MD/should leave/VB/leave ././."},
		{"In June , the senator called for calm .", "In/IN/in June/NNP/June ,/,/, the/DT/the senator/NN/senator called/VBD/call for/IN/for calm/NN/calm ././."},
		{"The envoy Omar al ~- ~Karim met Ana von der Roe .", "The/DT/the envoy/NN/envoy Omar/NNP/Omar al/NNP/al -/HYPH/- Karim/NNP/Karim met/VBD/meet Ana/NNP/Ana von/NNP/von der/NNP/der Roe/NNP/Roe ././."},
	} {
		d := document(c.in)
		tg.Tag(d)
		if got := tagged(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// checkLayers fails the test where a law of the syntax layers does not hold.
func checkLayers(t *testing.T, d *text.Doc) {
	t.Helper()
	if len(d.Tags) != len(d.Tokens) || len(d.Lemmas) != len(d.Tokens) {
		t.Fatalf("%d tags and %d lemmas for %d tokens", len(d.Tags), len(d.Lemmas), len(d.Tokens))
	}
	last := 0
	for i, c := range d.Chunks {
		if c.Tokens.First < last || c.Tokens.Empty() || c.Tokens.End > len(d.Tokens) || !c.Tokens.Has(c.Head) {
			t.Fatalf("chunk %d: %+v after token %d", i, c, last)
		}
		if d.Tokens[c.Tokens.First].Sentence != d.Tokens[c.Tokens.End-1].Sentence {
			t.Fatalf("chunk %d leaves its sentence", i)
		}
		last = c.Tokens.End
		if d.ChunkAt(c.Head) != i {
			t.Fatalf("chunk %d is not found at its head", i)
		}
	}
}

func TestHostile(t *testing.T) {
	tg := tagger(t)
	for name, s := range map[string]string{
		"nothing":         "",
		"one sentence":    strings.Repeat("signed the long - winded ", 20_000),
		"verbs":           strings.Repeat("had been not never going to have ", 5_000),
		"adverbs":         strings.Repeat("not very ", 20_000),
		"a long word":     strings.Repeat("é", 100_000),
		"broken bytes":    "\xff\xfe \xc3 ed \xe2\x80 ing",
		"marks":           strings.Repeat("- - , & ' ", 5_000),
		"empty sentences": "| | a | |",
	} {
		t.Run(name, func(t *testing.T) {
			d := document(s)
			tg.Tag(d)
			checkLayers(t, d)
		})
	}
}

func FuzzTag(f *testing.F) {
	for _, s := range []string{"The envoys did ~n't sign it . | \"Why ?\"", "at least 30 people ~'s al ~- ~X", "\xff ed ies ~' no longer to be"} {
		f.Add(s)
	}
	tg := tagger(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := document(s)
		tg.Tag(d)
		checkLayers(t, d)
	})
}

// TestShared holds one tagger to many goroutines.
func TestShared(t *testing.T) {
	tg := tagger(t)
	want := document("The envoys did ~n't sign the paper in Riverton .")
	tg.Tag(want)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d := document("The envoys did ~n't sign the paper in Riverton .")
			tg.Tag(d)
			if tagged(d) != tagged(want) {
				t.Errorf("got %s", tagged(d))
			}
		})
	}
	wg.Wait()
}

// benchText is an invented report of about 400 words.
func benchText() *text.Doc {
	return document(strings.Repeat("The envoys of Harland and Veska did ~n't agree on the 20 ~- ~year plan , which the foreign minister , "+
		"Ana Roe , had called a first step , officials told reporters in Riverton on May 3 . | ", 12))
}

func BenchmarkTag(b *testing.B) {
	tg := tagger(b)
	d := benchText()
	b.SetBytes(int64(len(d.Content)))
	b.ReportAllocs()
	for b.Loop() {
		tg.Tag(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		tagger(b)
	}
}

// TestAllocations holds tagging to a fixed number of allocations a document, and one for each word in capitals.
func TestAllocations(t *testing.T) {
	tg := tagger(t)
	d := benchText()
	n := testing.AllocsPerRun(10, func() { tg.Tag(d) })
	if per := n / float64(len(d.Tokens)); per > 0.3 {
		t.Errorf("%.0f allocations for %d tokens", n, len(d.Tokens))
	}
}
