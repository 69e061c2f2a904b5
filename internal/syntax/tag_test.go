package syntax

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/kernel"
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
		{"A new wave of fighting broke out in Veska .", "A/DT/a new/JJ/new wave/NN/wave of/IN/of fighting/NN/fighting broke/VBD/break out/RP/out in/IN/in Veska/NNP/Veska ././."},
		{"The deal would see fighters leave the valley .", "The/DT/the deal/NN/deal would/MD/would see/VB/see fighters/NNS/fighter leave/VB/leave the/DT/the valley/NN/valley ././."},
		{"The army would not let the convoy through .", "The/DT/the army/NN/army would/MD/would not/RB/not let/VB/let the/DT/the convoy/NN/convoy through/RP/through ././."},
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

// TestOlder: where hyphenated words are whole, tags follow the older guidelines that go with them.
func TestOlder(t *testing.T) {
	tg := tagger(t)
	for _, c := range []struct{ in, want string }{
		{"The long-term plan went to Harland .", "went/VBD/go to/TO/to"},
		{"The long ~- ~term plan went to Harland .", "went/VBD/go to/IN/to"},
		{"The plan went to Harland .", "went/VBD/go to/IN/to"},
	} {
		d := document(c.in)
		tg.Tag(d)
		if got := tagged(d); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s", c.in, got)
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
			tg.Parse(d)
			checkLayers(t, d)
			checkTrees(t, d)
		})
	}
}

// TestLinear holds the processor time and the memory that stays of a sentence without end to what its length asks for.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds under the race detector")
	}
	tg := tagger(t)
	spent := func(n int) time.Duration {
		d := document(strings.Repeat("signed the long - winded ", n))
		from := cputime.Used()
		tg.Parse(d)
		return cputime.Used() - from
	}
	spent(1000)
	short, long := spent(4000), spent(40_000)
	if long > 25*short+200*time.Millisecond {
		t.Errorf("20,000 tokens take %v, ten times as many %v", short, long)
	}
	if got := cap(tg.pool.Get().(*reading).z); got > 4*longestSentence*places*width {
		t.Errorf("a reading keeps room for %d numbers", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"The envoys did ~n't sign it . | \"Why ?\"", "at least 30 people ~'s al ~- ~X", "\xff ed ies ~' no longer to be"} {
		f.Add(s)
	}
	tg := tagger(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := document(s)
		tg.Parse(d)
		checkLayers(t, d)
		checkTrees(t, d)
	})
}

// FuzzTwins holds the kernels of all levels to the same tags and trees.
func FuzzTwins(f *testing.F) {
	f.Add("The envoys did ~n't sign it , Ana Roe said . | TALKS FAIL")
	f.Add("\xff ~-- 12,000 people ( most of them ) fled | ~'")
	plain, err := openAt(model, kernel.Plain)
	if err != nil {
		f.Fatal(err)
	}
	var vectors []*Tagger
	for l := kernel.AVX2; l <= kernel.Best(); l++ {
		t, err := openAt(model, l)
		if err != nil {
			f.Fatal(err)
		}
		vectors = append(vectors, t)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := document(s)
		plain.Parse(want)
		for _, v := range vectors {
			got := document(s)
			v.Parse(got)
			if !slices.Equal(got.Tags, want.Tags) || !slices.Equal(got.Heads, want.Heads) || !slices.Equal(got.Rels, want.Rels) {
				t.Errorf("%v reads %q otherwise than plain Go", v.net.level, s)
			}
		}
	})
}

// drawn is the tree of a document, each word with its head and relation.
func drawn(d *text.Doc) string {
	var out []string
	for i := range d.Tokens {
		head := "-"
		if h := d.Heads[i]; h >= 0 {
			head = d.Word(int(h))
		}
		out = append(out, d.Word(i)+"/"+head+"/"+d.Rels[i])
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	tg := tagger(t)
	for _, c := range []struct{ in, want string }{
		{"The envoys signed it .", "The/envoys/det envoys/signed/nsubj signed/-/root it/signed/obj ./signed/punct"},
		{"The plan was rejected by the opposition .",
			"The/plan/det plan/rejected/nsubj:pass was/rejected/aux:pass rejected/-/root by/opposition/case the/opposition/det opposition/rejected/obl:agent ./rejected/punct"},
		{"Roe said that talks had failed . | He left .",
			"Roe/said/nsubj said/-/root that/failed/mark talks/failed/nsubj had/failed/aux failed/said/ccomp ./said/punct He/left/nsubj left/-/root ./left/punct"},
	} {
		d := document(c.in)
		tg.Parse(d)
		if got := drawn(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// checkTrees fails the test where a sentence is no tree.
func checkTrees(t *testing.T, d *text.Doc) {
	t.Helper()
	depth := make([]int, len(d.Tokens)) // 0 not seen, -1 on the way up, else done
	for _, s := range d.Sentences {
		roots := 0
		for k := s.Tokens.First; k < s.Tokens.End; k++ {
			if (d.Heads[k] < 0) != (d.Rels[k] == "root") {
				t.Fatalf("token %d hangs on %d as %q", k, d.Heads[k], d.Rels[k])
			}
			if d.Heads[k] < 0 {
				roots++
			}
			var path []int
			for at := k; at >= 0 && depth[at] <= 0; at = int(d.Heads[at]) {
				if !s.Tokens.Has(at) || depth[at] < 0 {
					t.Fatalf("token %d leaves its sentence or goes in a circle", k)
				}
				depth[at] = -1
				path = append(path, at)
			}
			for _, at := range path {
				depth[at] = 1
			}
		}
		if roots != 1 && !s.Tokens.Empty() {
			t.Fatalf("%d roots", roots)
		}
	}
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

func BenchmarkParse(b *testing.B) {
	for l := kernel.Plain; l <= kernel.Best(); l++ {
		b.Run(l.String(), func(b *testing.B) {
			tg, err := openAt(model, l)
			if err != nil {
				b.Fatal(err)
			}
			d := benchText()
			b.SetBytes(int64(len(d.Content)))
			b.ReportAllocs()
			for b.Loop() {
				tg.Parse(d)
			}
			b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
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
