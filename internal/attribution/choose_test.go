package attribution

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// rs is ranges in the notation "3-5 8-9".
func rs(s string) []parley.TokenRange {
	var out []parley.TokenRange
	for _, p := range strings.Fields(s) {
		var r parley.TokenRange
		if _, err := fmt.Sscanf(p, "%d-%d", &r.First, &r.End); err != nil {
			panic(err)
		}
		out = append(out, r)
	}
	return out
}

func TestStretches(t *testing.T) {
	labels := []uint8{other, contentFirst, contentNext, other, contentFirst, sourceFirst, sourceNext, contentFirst, contentNext, contentFirst}
	if got := stretches(labels, 100, contentFirst); !slices.Equal(got, rs("101-103 104-105 107-110")) {
		t.Errorf("content %v", got)
	}
	if got := stretches(labels, 100, sourceFirst); !slices.Equal(got, rs("105-107")) {
		t.Errorf("source %v", got)
	}
}

func TestRanges(t *testing.T) {
	for _, c := range []struct{ in, want string }{{"", ""}, {"1-2 3-4", "1-2 3-4"}, {"1-3 3-4", "1-4"}, {"1-9 2-4 9-10 12-13", "1-10 12-13"}} {
		if got := joined(rs(c.in)); !slices.Equal(got, rs(c.want)) {
			t.Errorf("joined %s: %v, want %s", c.in, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "1-2", 0}, {"1-4", "3-9", 1}, {"1-4", "4-9", 0}, {"1-3 5-9", "2-6 8-20", 3}, {"0-100", "1-3 5-9 99-101", 7}} {
		if got, back := text.Shared(rs(c.a), rs(c.b)), text.Shared(rs(c.b), rs(c.a)); got != c.want || back != c.want {
			t.Errorf("overlap of %s and %s: %d and %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
	used := make([]bool, 20)
	used[3], used[4], used[9] = true, true, true
	if got := free(rs("1-6 8-10 12-13"), used); !slices.Equal(got, rs("1-3 5-6 8-9 12-13")) {
		t.Errorf("free %v", got)
	}
}

// The labels allow a cue or a stretch to go on only where it began.
func TestLabelSets(t *testing.T) {
	for name, c := range map[string]struct {
		set   learn.LabelSet
		nexts map[int]int // label that goes on to the one that begins
	}{"cues": {cueSet(), map[int]int{cueNext: cueFirst}}, "arguments": {argumentSet(), map[int]int{sourceNext: sourceFirst, contentNext: contentFirst}}} {
		for b := range c.set.Shared {
			first, goesOn := c.nexts[b]
			if c.set.First[b] == goesOn {
				t.Errorf("%s: label %d may begin: %v", name, b, !goesOn)
			}
			for a := range c.set.Shared {
				if want := !goesOn || a == first || a == b; c.set.Follow[a][b] != want {
					t.Errorf("%s: label %d after %d: %v", name, b, a, !want)
				}
			}
		}
	}
}

func TestChoose(t *testing.T) {
	cand := func(cue, content string) candidate {
		return candidate{cue: rs(cue)[0], paths: []labelling{{content: rs(content)}}}
	}
	for name, c := range map[string]struct {
		cands  []candidate
		scores []int32
		want   string // cue and content of each that is kept
	}{
		"apart":                       {[]candidate{cand("1-2", "2-9"), cand("11-12", "12-19")}, []int32{1, 2}, "1-2: 2-9; 11-12: 12-19;"},
		"the surer of two":            {[]candidate{cand("1-2", "2-9"), cand("10-11", "2-9")}, []int32{1, 2}, "10-11: 2-9;"},
		"the first of two alike":      {[]candidate{cand("1-2", "2-9"), cand("10-11", "2-9")}, []int32{2, 2}, "1-2: 2-9;"},
		"a cue within a content":      {[]candidate{cand("1-2", "2-9"), cand("5-6", "12-19")}, []int32{2, 1}, "1-2: 2-9;"},
		"a content without the cue":   {[]candidate{cand("1-2", "2-9"), cand("5-6", "12-19")}, []int32{1, 2}, "1-2: 2-5 6-9; 5-6: 12-19;"},
		"half of a content is left":   {[]candidate{cand("1-2", "2-8"), cand("11-12", "5-11")}, []int32{2, 1}, "1-2: 2-8; 11-12: 8-11;"},
		"less than half of a content": {[]candidate{cand("1-2", "2-9"), cand("11-12", "5-11")}, []int32{2, 1}, "1-2: 2-9;"},
		"a cue that runs into one":    {[]candidate{cand("1-4", "8-9"), cand("3-4", "5-6")}, []int32{1, 2}, "1-3: 8-9; 3-4: 5-6;"},
		"a content around the first":  {[]candidate{cand("1-2", "5-6"), cand("9-10", "4-9")}, []int32{2, 1}, "1-2: 5-6; 9-10: 4-5 6-9;"},
		"a content over its own cue":  {[]candidate{cand("3-5", "1-9")}, []int32{1}, "3-5: 1-3 5-9;"},
		"nothing but its own cue":     {[]candidate{cand("3-5", "3-5")}, []int32{1}, ""},
		"three, not of a cut content": {[]candidate{cand("1-2", "2-6"), cand("8-9", "4-8"), cand("10-11", "4-6")}, []int32{3, 2, 1}, "1-2: 2-6; 8-9: 6-8;"},
	} {
		t.Run(name, func(t *testing.T) {
			var all []seat
			before := fmt.Sprint(c.cands)
			for k := range c.cands {
				all = append(all, seat{c: k, score: c.scores[k]})
			}
			got := ""
			for _, k := range choose(20, c.cands, all, nil) {
				got += fmt.Sprintf("%d-%d:", k.cue.First, k.cue.End)
				for _, r := range k.content {
					got += fmt.Sprintf(" %d-%d", r.First, r.End)
				}
				got += "; "
			}
			if strings.TrimSpace(got) != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if fmt.Sprint(c.cands) != before {
				t.Error("the candidates are others now")
			}
		})
	}
}

// The seat of a candidate has the reading that ranker and likelihood together prefer, of those with content.
func TestSeats(t *testing.T) {
	c := rs("5-9")
	cands := []candidate{
		{paths: []labelling{{content: c, logProb: -1}, {content: c, logProb: -2}, {logProb: -0.1}}},
		{paths: []labelling{{logProb: -0.1}}},
		{paths: []labelling{{content: c, logProb: -1}, {content: c, logProb: -3}}},
		{},
	}
	got := seats(cands, []int32{0, learn.BoostScale, 9 * learn.BoostScale, 5 * learn.BoostScale, 0, learn.BoostScale / 2}, nil)
	want := []seat{{0, 1, 1, learn.BoostScale, 0}, {c: 1, p: -1, score: -8 * learn.BoostScale, next: -8 * learn.BoostScale}, {2, 0, 4, 0, learn.BoostScale / 2}, {c: 3, p: -1, score: -8 * learn.BoostScale, next: -8 * learn.BoostScale}}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
	if x := totalOf(got); x.good != 1 || x.sum != float64(-15*learn.BoostScale) {
		t.Errorf("total %+v", x)
	}
}

func TestAlign(t *testing.T) {
	d := flat("“Sí,” said Roe. Lund didn't.")
	of := func(s string) [2]int { i := strings.Index(d.Content, s); return [2]int{i, i + len(s)} }
	for _, c := range []struct {
		spans [][2]int
		want  string
	}{
		{[][2]int{of("said")}, "4-5"}, {[][2]int{of("ai")}, "4-5"}, {[][2]int{of("Roe"), of("said")}, "4-6"}, {[][2]int{of("Lund"), of("said")}, "4-5 7-8"},
		{[][2]int{of("í")}, "1-2"}, {[][2]int{of(" ")}, ""}, {[][2]int{{4, 4}}, ""}, {[][2]int{of("didn't")}, "8-10"}, {[][2]int{{0, len(d.Content)}}, "0-11"},
		{[][2]int{{500, 600}}, ""}, {nil, ""},
	} {
		if got := touching(d, c.spans); !slices.Equal(got, rs(c.want)) {
			t.Errorf("%v: %v, want %s", c.spans, got, c.want)
		}
	}
	var a article
	a.Attributions = append(a.Attributions, struct{ Source, Cue, Content [][2]int }{Cue: [][2]int{of("said")}}, struct{ Source, Cue, Content [][2]int }{[][2]int{of("Roe")}, nil, [][2]int{of("Sí")}})
	if got := align(&a, d); len(got) != 1 || !slices.Equal(got[0].source, rs("5-6")) || got[0].cue != nil || !slices.Equal(got[0].content, rs("1-2")) {
		t.Errorf("aligned: %v", got) // what has no content is none
	}
}

// A reading is right where its content agrees with that of a relation by Dice of a half and its source has the same head.
func TestRight(t *testing.T) {
	d := flat("The old envoy said that talks had failed and ended.")
	d.Heads = []int32{2, 3, 3, -1, 7, 7, 7, 3, 9, 7, 3}
	d.Rels[1] = "punct"
	w := &worker{featurer: *opened(d)}
	if got := w.top(rs("0-3")); got != 2 {
		t.Errorf("the head of the subject is %d", got)
	}
	if got := w.top(rs("0-1 5-8")); got != 0 {
		t.Errorf("the head of two stretches is %d", got)
	}
	if a, b := w.top(rs("1-2")), w.top(nil); a != 1 || b != -1 {
		t.Errorf("the heads of a mark and of nothing are %d and %d", a, b)
	}
	gold := []relation{{source: rs("0-3"), content: rs("4-8")}}
	for _, c := range []struct {
		source, content string
		want            bool
	}{{"0-3", "4-8", true}, {"2-3", "6-10", true}, {"2-3", "7-11", false}, {"0-2", "4-8", false}, {"", "4-8", false}, {"0-3", "", false}, {"0-3", "6-8", true}, {"0-3", "7-8", false}} {
		if got := w.agrees(&labelling{source: rs(c.source), content: rs(c.content)}, &gold[0]); got != c.want {
			t.Errorf("%s, %s: %v", c.source, c.content, got)
		}
	}
	found := []choice{{labelling: &labelling{source: rs("0-3"), content: rs("4-9")}, score: 1}, {labelling: &labelling{source: rs("0-3"), content: rs("4-8")}, score: 2}, {labelling: &labelling{content: rs("4-8")}, score: 3}}
	if got := w.match(found, gold); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("matched: %v", got) // once, the surest
	}
}

func TestLexicon(t *testing.T) {
	r := learn.Rand(5)
	entries := map[uint32]entry{0: {class: 3}, 0xffffffff: {rate: 6, size: 31, odds: 255}}
	for range 300 {
		entries[uint32(r.Below(1<<20))<<4] = entry{uint16(r.Below(1 << 16)), uint8(r.Below(7)), uint8(r.Below(bits.UintSize / 2)), uint8(1 + r.Below(255))}
	}
	b := newLexicon(entries).section()
	if len(b) != lexiconRow*len(entries) {
		t.Errorf("%d bytes for %d entries", len(b), len(entries))
	}
	l, err := openLexicon(b)
	if err != nil {
		t.Fatal(err)
	}
	for k, e := range entries {
		if l.at(k) != e {
			t.Errorf("%d: %v, want %v", k, l.at(k), e)
		}
	}
	if l.at(7) != (entry{}) || (&lexicon{}).at(7) != (entry{}) {
		t.Error("what is not there is there")
	}
	if !slices.Equal(l.section(), b) {
		t.Error("the section is another after a round trip")
	}
	if _, err := openLexicon(b[:len(b)-1]); parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), "rows of 8") {
		t.Errorf("error %v", err)
	}
	if l, err := openLexicon(nil); err != nil || l.at(1) != (entry{}) {
		t.Errorf("an empty section: %v", err)
	}
}

func TestRates(t *testing.T) {
	for _, c := range []struct {
		yes, all   int
		rate, odds uint8
	}{{0, 2, 0, 55}, {0, 3, 2, 52}, {1, 1, 5, 100}, {0, 100, 1, 1}, {50, 100, 4, 127}, {100, 100, 6, 188}} {
		if r, o := rateOf(c.yes, c.all), oddsOf(c.yes, c.all); r != c.rate || o != c.odds {
			t.Errorf("%d of %d: rate %d, odds %d", c.yes, c.all, r, o)
		}
	}
	if odds(0) != -9 || odds(128) != 0 || odds(148) != 1 {
		t.Error("log-odds of the lexicon are others")
	}
	if logit(0) != logit(0.0001) || logit(0.5) != 0 || logit(1) < 8 || logit(0) != noOdds {
		t.Errorf("log-odds %v %v %v", logit(0), logit(0.5), logit(1))
	}
}

func TestAttributionsBelowTheLeast(t *testing.T) {
	scores := make([]int32, 4000)
	labels := make([]float32, 4000)
	for i := range scores {
		scores[i], labels[i] = int32(i), float32(b(i%100 < i/40))
	}
	cal := learn.TrainCalibration(scores, labels, nil)
	var in []choice
	for i := range 4 {
		in = append(in, choice{parley.TokenRange{First: i, End: i + 1}, &labelling{content: rs("5-6")}, int32(1300 * i)})
	}
	got := attributions(in, cal, []text.Attribution{})
	if len(got) != 3 || got[0].Cue[0].First != 1 || got[0].Confidence < 0.28 || got[0].Confidence > 0.37 || got[2].Confidence < 0.9 {
		t.Errorf("%+v", got)
	}
}
