package copies

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// idOf is the ID of a text by a number.
func idOf(n int) ID { h := sha256.Sum256(fmt.Append(nil, n)); return ID(h[:16]) }

// vocabulary is invented words.
var vocabulary = func() []string {
	out := make([]string, 5000)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", i)
	}
	return out
}()

// words invents n words.
func words(rng *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = vocabulary[rng.IntN(len(vocabulary))]
	}
	return out
}

// edited is words with about one in every many changed, left out or doubled.
func edited(rng *rand.Rand, ws []string, every int) []string {
	var out []string
	for _, w := range ws {
		switch rng.IntN(3 * every) {
		case 0:
			out = append(out, "new"+w)
		case 1:
		case 2:
			out = append(out, w, w)
		default:
			out = append(out, w)
		}
	}
	return out
}

func textOf(ws []string) *Text { return NewText(Runs(strings.Join(ws, " "))) }

// invented is texts of a few stories: edited, cut, embedded, two in one.
func invented(rng *rand.Rand, n, stories int) []*Text {
	base := make([][]string, stories)
	for i := range base {
		base[i] = words(rng, 40+rng.IntN(300))
	}
	out := make([]*Text, n)
	for i := range out {
		b := base[rng.IntN(stories)]
		switch rng.IntN(6) {
		case 0:
			out[i] = textOf(b)
		case 1:
			out[i] = textOf(b[:len(b)/2+rng.IntN(len(b)/2)])
		case 2:
			out[i] = textOf(slices.Concat(words(rng, rng.IntN(200)), b, words(rng, rng.IntN(200))))
		case 3:
			out[i] = textOf(slices.Concat(b, base[rng.IntN(stories)]))
		default:
			out[i] = textOf(edited(rng, b, 5+rng.IntN(60)))
		}
	}
	return out
}

// TestPure is the law of the index: its groups depend on the texts that are in it alone, whatever the order in which they came, went and came again.
func TestPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		crowd := rapid.SampledFrom([]int{2, 5, 100}).Draw(t, "crowd")
		texts := invented(rng, 1+rng.IntN(30), 1+rng.IntN(6))
		whole := New(crowd)
		for i, x := range texts {
			whole.Put(idOf(i), x)
		}
		want := whole.Groups()
		other := New(crowd)
		if rng.IntN(2) == 0 {
			other.Keep()
		}
		for range 2 {
			for _, i := range rng.Perm(len(texts)) {
				other.Put(idOf(i), texts[i])
				switch rng.IntN(4) {
				case 0:
					other.Put(idOf(i), NewText(texts[i].runs)) // twice
				case 1:
					j := rng.IntN(len(texts))
					other.Remove(idOf(j))
					other.Put(idOf(j), invented(rng, 1, 1)[0])
					other.Put(idOf(j), texts[j])
				}
				if rng.IntN(4) == 0 {
					other.Groups()
				}
			}
			if d := cmp.Diff(want, other.Groups()); d != "" {
				t.Fatalf("other order: %s", d)
			}
		}
		half := New(crowd)
		if rng.IntN(2) == 0 {
			half.Keep()
		}
		for i, x := range texts {
			half.Put(idOf(i), x)
		}
		half.Groups()
		for i := range texts {
			if i%2 == 0 {
				half.Remove(idOf(i))
			}
		}
		odd := New(crowd)
		for i, x := range texts {
			if i%2 == 1 {
				odd.Put(idOf(i), x)
			}
		}
		if d := cmp.Diff(odd.Groups(), half.Groups()); d != "" {
			t.Fatalf("after removal: %s", d)
		}
		if a, b := slots(half), slots(odd); a != b {
			t.Fatalf("%d keys are left, want %d", a, b)
		}
	})
}

func slots(x *Index) int {
	n := 0
	for i := range x.table.shards {
		n += x.table.shards[i].used
	}
	return n
}

// TestAllPairs holds what the index finds to all pairs of texts.
func TestAllPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	texts := invented(rng, 400, 60)
	x := New(1000)
	for i, s := range texts {
		x.Put(idOf(i), s)
	}
	found, missed, sure := 0, 0, 0
	for i, s := range texts {
		got := map[ID]Match{}
		for _, m := range x.Find(idOf(i), s) {
			got[m.ID] = m
		}
		for j, o := range texts {
			want := Compare(s, o)
			want.ID = idOf(j)
			if i == j || want.Kind == None {
				continue
			}
			if g, ok := got[want.ID]; !ok {
				missed++
				if want.Jaccard >= 0.8 || want.Mine > 0.95 || want.Theirs > 0.95 {
					sure++
				}
			} else if found++; g != want {
				t.Fatalf("%+v, want %+v", g, want)
			}
		}
	}
	t.Logf("%d pairs found, %d missed", found, missed)
	if found < 1000 || sure > 0 || missed*200 > found {
		t.Errorf("%d pairs found, %d missed, %d of them all but the same", found, missed, sure)
	}
}

// TestGuaranteed holds winnowing to its promise: a stretch of so many words in common gives two texts a key in common.
func TestGuaranteed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		both := words(rng, Guaranteed)
		own := func() []string { return slices.Concat(words(rng, 60+rng.IntN(200)), both, words(rng, rng.IntN(900))) }
		a, b := textOf(own()), textOf(own())
		seen := map[uint64]bool{}
		for _, k := range a.keys(nil) {
			seen[k] = true
		}
		if !slices.ContainsFunc(b.keys(nil), func(k uint64) bool { return seen[k] }) {
			t.Fatal("two texts with a stretch in common share no key")
		}
	})
}

func TestCompare(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	wire, other := words(rng, 300), words(rng, 300)
	for _, c := range []struct {
		name string
		a, b []string
		want Kind
	}{
		{"the same", wire, wire, Same},
		{"a word changed", wire, append([]string{"other"}, wire[1:]...), Alike},
		{"cut from the end", wire[:120], wire, Part},
		{"embedded in a longer one", wire, slices.Concat(words(rng, 300), wire, words(rng, 300)), Part},
		{"holds another", slices.Concat(words(rng, 300), wire, words(rng, 300)), wire, Contains},
		{"a drop in a sea", wire, slices.Concat(words(rng, 3000), wire), None},
		{"other words", wire, other, None},
		{"too short", wire[:20], wire[:20], None},
		{"empty", nil, wire, None},
	} {
		if m := Compare(textOf(c.a), textOf(c.b)); m.Kind != c.want {
			t.Errorf("%s: %+v, want %q", c.name, m, c.want)
		}
	}
}

// A round-up of two reports does not make the two one: it goes to the one of which it holds most.
func TestRoundUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	a, b := words(rng, 300), words(rng, 200)
	x := New(0)
	for i, ws := range [][]string{a, b, slices.Concat(a, words(rng, 30), b), edited(rng, a, 100), edited(rng, b, 100)} {
		x.Put(idOf(i), textOf(ws))
	}
	got := map[ID]int{}
	for g, ids := range x.Groups() {
		for _, id := range ids {
			got[id] = g + 1
		}
	}
	if a, b := got[idOf(0)], got[idOf(1)]; a == b || a == 0 || b == 0 || got[idOf(2)] != a || got[idOf(3)] != a || got[idOf(4)] != b {
		t.Errorf("%v", x.Groups())
	}
}

func TestWords(t *testing.T) {
	if !slices.Equal(Runs("The mayor’s “bridge” didn't OPEN, Étienne said."), Runs("the mayor's bridge didnt open étienne said")) {
		t.Error("marks and case count")
	}
	var h Hasher
	h.Add("one two three")
	h.Add("four five six")
	if h.Words() != 6 || !slices.Equal(h.Runs(), Runs("one two three four five six")) {
		t.Error("runs do not go on from paragraph to paragraph")
	}
	if slices.Equal(Runs("a b c d e"), Runs("b a c d e")) || len(Runs("a b c d")) != 0 {
		t.Error("the order of words does not count")
	}
}
