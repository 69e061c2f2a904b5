package record

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// marketRaid is reports of so many outlets that a raid killed so many people, and of a blast elsewhere for which two numbers are told.
func marketRaid(counts ...int) (out []*draft) {
	tell := func(outlet, day, place, sentence string, n int) {
		words := fmt.Sprintf("%d people", n)
		d := newDraft(outlet, day, fmt.Sprintf(sentence, words)+".")
		d.entity(parley.Place, place, "", "", place)
		d.figure(float64(n), float64(n), parley.Exact, "people", "people", words)
		out = append(out, d)
	}
	for i, n := range counts {
		tell(fmt.Sprintf("Outlet %d", i), "2031-05-04", "Riverton", "In the raid on the Riverton fish market %s were killed by warplanes", n)
	}
	tell("Lake Times", "2031-06-20", "Leaton", "At dawn %s died when a blast hit the flour mill in Leaton", 7)
	tell("Hill Courier", "2031-06-20", "Leaton", "At dawn %s died when a blast hit the flour mill in Leaton", 19)
	return out
}

// TestOneTollOfMany: of three numbers each two are a conflict; of more, all are accounts in one, the lower ones on one side. What else was told stays apart.
func TestOneTollOfMany(t *testing.T) {
	raid := func(counts ...int) (what []string, sides map[string][]string) {
		sides = map[string][]string{}
		for _, c := range foldOf(marketRaid(counts...)...).Conflicts {
			if what = append(what, c.What); len(c.Between) > 2 {
				for _, m := range c.Between {
					sides[m.Side] = append(sides[m.Side], m.Passage.Text)
				}
			}
		}
		slices.Sort(what)
		for _, s := range sides {
			slices.Sort(s)
		}
		return what, sides
	}
	if what, _ := raid(12, 27, 40); len(what) != 4 {
		t.Errorf("three numbers and two: %q", what)
	}
	what, sides := raid(12, 14, 27, 38, 40, 12)
	if len(what) != 2 || !slices.Contains(what, "from 12 people to 40 people") {
		t.Errorf("five numbers and two: %q", what)
	}
	low, high := sides["x"], sides["y"]
	if slices.Contains(low, "40 people") {
		low, high = high, low
	}
	if n := len(low) + len(high); n != 6 || low[len(low)-1] >= high[0] || !slices.Contains(low, "12 people") || !slices.Contains(high, "40 people") {
		t.Errorf("sides %q and %q", low, high)
	}
}

// tollOf is a count of dead in a report of its own.
func tollOf(rep int, low, high float64) *item {
	s := &sheet{at: rep, raw: &parley.Findings{Report: parley.ReportID(fmt.Sprint(rep))}}
	return &item{finding: finding{sheet: s, toll: "dead"}, rep: rep, fig: &parley.Figure{Low: &low, High: &high, Head: "people"}}
}

// standing is the conflicts of pairs of counts, the first the surest.
func standing(counts []*item, pairs ...[2]int) (f *fold, out []*clash) {
	f = &fold{Folder: newFolder(crowd)}
	for i := range counts {
		f.origin = append(f.origin, i)
	}
	for _, p := range pairs {
		c := f.conflict(parley.FigureConflict, "tolls-apart", 0.5, "", counts[p[0]], counts[p[1]])
		c.first = &settling{parts: []*clash{c}}
		out = append(out, c)
	}
	return f, out
}

// TestGatheredNoChain: a number that stands against none of the two that lead is of another happening, and so is one of other people.
func TestGatheredNoChain(t *testing.T) {
	counts := make([]*item, 8)
	for i := range counts {
		counts[i] = tollOf(i, float64(i+1), float64(i+1))
	}
	var chain [][2]int
	for i := range counts[1:] {
		chain = append(chain, [2]int{i, i + 1})
	}
	f, pairs := standing(counts, chain...)
	if got := f.gathered(pairs); len(got) != len(chain) {
		t.Errorf("a chain of %d pairs became %d conflicts", len(chain), len(got))
	}
	star := [][2]int{{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 3}}
	f, pairs = standing(counts, star...)
	lead := pairs[0]
	if got := f.gathered(pairs); len(got) != 1 || got[0] != lead || len(lead.first.parts) != len(star) {
		t.Errorf("numbers around two became %d conflicts, the first of %d", len(got), len(lead.first.parts))
	}
	counts[4].fig.Head = "soldier"
	f, pairs = standing(counts, star...)
	if got := f.gathered(pairs); len(got) != 2 {
		t.Errorf("soldiers stand among people in %d conflicts", len(got))
	}
}

// TestSideOf: a number stands with the one that can be true beside it, else with the nearer by ratio.
func TestSideOf(t *testing.T) {
	for _, c := range []struct{ one, other, it, with [2]float64 }{
		{[2]float64{10, 10}, [2]float64{40, 40}, [2]float64{5, 5}, [2]float64{10, 10}},
		{[2]float64{10, 10}, [2]float64{40, 40}, [2]float64{19, 19}, [2]float64{10, 10}},
		{[2]float64{10, 10}, [2]float64{40, 40}, [2]float64{21, 21}, [2]float64{40, 40}},
		{[2]float64{10, 10}, [2]float64{40, 40}, [2]float64{90, 90}, [2]float64{40, 40}},
		{[2]float64{10, 10}, [2]float64{12, 24}, [2]float64{13, 13}, [2]float64{12, 24}}, // ten is nearer to it than eighteen
	} {
		for _, pair := range [][2][2]float64{{c.one, c.other}, {c.other, c.one}} {
			_, of := standing([]*item{tollOf(0, pair[0][0], pair[0][1]), tollOf(1, pair[1][0], pair[1][1])}, [2]int{0, 1})
			want := "x"
			if pair[1] == c.with {
				want = "y"
			}
			if got := sideOf(of[0], tollOf(2, c.it[0], c.it[1])); got != want {
				t.Errorf("%v beside %v: side %s, want %s", c.it, pair, got, want)
			}
		}
	}
}

// TestFromTo: many numbers are told by the least and the greatest, whatever else stands where they do.
func TestFromTo(t *testing.T) {
	told := []*item{nil, {st: &parley.Statement{}}}
	for i, n := range []float64{27, 12, 40, 14} {
		it := tollOf(i, n, n)
		it.passage.Text = fmt.Sprintf("%g people", n)
		told = append(told, it)
	}
	if got := fromTo("two", told[:5]); got != "two" {
		t.Errorf("three numbers: %s", got)
	}
	if got := fromTo("two", told); got != "from 12 people to 40 people" {
		t.Errorf("four numbers: %s", got)
	}
}

// TestOneStoryConflicts: one story told again and again has no more conflicts for it, folded at once or bit by bit in another order.
func TestOneStoryConflicts(t *testing.T) {
	press := recordtest.NewPress(1, 1)
	k := newFolder(crowd)
	var all []parley.Findings
	for n := range 400 {
		all = append(all, press.Report(n, 0))
	}
	rng := rand.New(rand.NewPCG(1, 1))
	left := slices.Clone(all)
	rng.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
	for i, f := range left {
		if k.Put(f); i%100 == 99 {
			there := slices.Clone(left[:i+1])
			r := Fold(Input{Findings: there})
			if got := k.fold(Input{}); dump(t, got) != dump(t, r) {
				t.Fatalf("%d reports folded bit by bit are another record", i+1)
			}
			tolls := 0
			for _, c := range r.Conflicts {
				if strings.HasPrefix(c.Rule, "record/tolls-apart@") {
					tolls++
				}
			}
			if tolls == 0 || tolls > 12 {
				t.Errorf("%d tellings: %d conflicts of tolls", i+1, tolls)
			}
		}
	}
}

// TestMarkedNumbersGathered: what somebody decided on a conflict of two numbers stays when more numbers come and all are accounts in one conflict: on the one that has the two, or listed as without a place.
func TestMarkedNumbersGathered(t *testing.T) {
	few, many := marketRaid(12, 27, 40), marketRaid(12, 27, 40, 55, 70)
	for _, c := range foldOf(few...).Conflicts {
		mark := parley.Decision{Seq: 1, Kind: parley.DecideMark, Finding: c.Key, Value: "explained", Who: "ana", Was: encode(DescribeConflict(&c))}
		var in Input
		for _, d := range many {
			in.Findings = append(in.Findings, d.f)
		}
		in.Decisions = []parley.Decision{mark}
		r := Fold(in)
		marked := slices.DeleteFunc(slices.Clone(r.Conflicts), func(x parley.Conflict) bool { return x.State != parley.ConflictExplained })
		switch {
		case len(marked) == 0 && len(r.Orphans) == 1:
			t.Logf("%s: an orphan", c.What)
		case len(marked) != 1 || len(r.Orphans) != 0:
			t.Errorf("%s: %d are explained, orphans %+v", c.What, len(marked), r.Orphans)
		default:
			for _, m := range c.Between {
				if !slices.ContainsFunc(marked[0].Between, func(x parley.Member) bool { return x.Report == m.Report && x.Passage.Raw == m.Passage.Raw }) {
					t.Errorf("%s: explained is %s, which has no %q", c.What, marked[0].What, m.Passage.Text)
				}
			}
		}
	}
}
