package copies

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestDiffTellsBoth: the pieces give back the words of both texts, kept words are the same in both, and changes never stand side by side.
func TestDiffTellsBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		letters := strings.Fields("a b c d e f g h i j k l m n o p")[:2+rng.IntN(14)]
		some := func(n int) []string {
			out := make([]string, n)
			for i := range out {
				out[i] = letters[rng.IntN(len(letters))]
			}
			return out
		}
		wa := some(rng.IntN(200))
		wb := edited(rng, wa, 1+rng.IntN(30))
		if rng.IntN(4) == 0 {
			wb = some(rng.IntN(200))
		}
		var olds, news []string
		last := Kept
		for _, p := range Diff(strings.Join(wa, " "), strings.Join(wb, "  ")) {
			if p.Change != Kept && last != Kept {
				t.Fatal("two changes side by side")
			}
			last = p.Change
			olds = append(olds, strings.Fields(p.Old)...)
			if p.Change == Kept {
				news = append(news, strings.Fields(p.Old)...)
			}
			news = append(news, strings.Fields(p.New)...)
		}
		if d := cmp.Diff(wa, olds); len(wa)+len(olds) > 0 && d != "" {
			t.Fatalf("first text: %s", d)
		}
		if d := cmp.Diff(wb, news); len(wb)+len(news) > 0 && d != "" {
			t.Fatalf("second text: %s", d)
		}
	})
}

// TestMyersIsLeast: between anchors the changes are as few as can be.
func TestMyersIsLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		some := func() []uint64 {
			out := make([]uint64, rng.IntN(40))
			for i := range out {
				out[i] = uint64(rng.IntN(4))
			}
			return out
		}
		a, b := some(), some()
		d := differ{a: a, b: b, gone: make([]bool, len(a)), fresh: make([]bool, len(b))}
		d.compare(0, len(a), 0, len(b))
		n := 0
		for _, g := range append(d.gone, d.fresh...) {
			if g {
				n++
			}
		}
		if want := len(a) + len(b) - 2*longestCommon(a, b); n != want {
			t.Fatalf("%d changes, want %d: %v %v", n, want, a, b)
		}
	})
}

// longestCommon is the length of a longest common subsequence, by the textbook's table.
func longestCommon(a, b []uint64) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diag := 0
		for j := range b {
			up := row[j+1]
			if row[j+1] = max(row[j+1], row[j]); a[i] == b[j] {
				row[j+1] = diag + 1
			}
			diag = up
		}
	}
	return row[len(b)]
}

func TestDiff(t *testing.T) {
	got := Diff("Talks on the ferry will open on Monday, the minister said. “We are ready,” she said.", "Talks on the ferry will open on TUESDAY, the minister said on a pier. 'We are ready,' she said – at last.")
	want := []Piece{{Kept, "Talks on the ferry will open on", ""}, {Changed, "Monday,", "TUESDAY,"}, {Kept, "the minister said.", ""}, {Added, "", "on a pier."},
		{Kept, "“We are ready,” she said.", ""}, {Added, "", "at last."}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if Diff("", "") != nil || len(Diff("a", "")) != 1 || len(Diff("– –", "a")) != 1 {
		t.Error("empty texts")
	}
}

// Two long texts with nothing in common cost no more than their words and a bound; a report in the midst of a long one is found whole.
func TestDiffOfStrangers(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	a, b := strings.Join(words(rng, 20000), " "), strings.Join(words(rng, 20000), " ")
	Diff(a, b)
	wire := strings.Join(words(rng, 300), " ")
	got := Diff(wire, a+" "+wire+" "+b)
	if len(got) != 3 || got[1].Change != Kept || got[1].Old != wire {
		t.Errorf("%d pieces", len(got))
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("one two three", "one three two")
	f.Add("“a” \xff b", "a\u00a0b")
	f.Fuzz(func(t *testing.T, a, b string) {
		old, fresh := 0, 0
		for _, p := range Diff(a, b) {
			old += len(printed(p.Old))
			if p.Change == Kept {
				fresh += len(printed(p.Old))
			}
			fresh += len(printed(p.New))
		}
		if old != len(printed(a)) || fresh != len(printed(b)) {
			t.Errorf("%d and %d words, want %d and %d", old, fresh, len(printed(a)), len(printed(b)))
		}
		if a != b {
			return
		}
		for _, p := range Diff(a, a) {
			if p.Change != Kept {
				t.Errorf("a text differs from itself: %+v", p)
			}
		}
	})
}

func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 1))
			ws := words(rng, n)
			x, y := strings.Join(ws, " "), strings.Join(edited(rng, ws, 20), " ")
			b.SetBytes(int64(len(x) + len(y)))
			b.ReportAllocs()
			for b.Loop() {
				Diff(x, y)
			}
		})
	}
}
