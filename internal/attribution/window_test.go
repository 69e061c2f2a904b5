package attribution

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// windowOf is the text of the window of the cue that is marked by ‹ and ›.
func windowOf(t *testing.T, marked string) string {
	t.Helper()
	from := strings.Index(marked, "<")
	s := strings.NewReplacer("<", "", ">", "").Replace(marked)
	d := flat(s)
	r := d.Range(parley.Span{Start: from, End: from + strings.Index(marked, ">") - strings.Index(marked, "<") - 1})
	if r.Empty() {
		t.Fatalf("no cue in %q", marked)
	}
	return strings.ReplaceAll(d.Slice(d.Span(opened(d).window(r, learning.reach))), "\n", "|")
}

func TestWindow(t *testing.T) {
	long := "The ministers of both sides met once more in the old hall by the river. "
	for name, c := range map[string]struct{ text, want string }{
		"three sentences each way": {
			"One is here. Two is here. Three is here. Four is here. Roe <said> so. Six is here. Seven is here. Eight is here. Nine is here.",
			"Two is here. Three is here. Four is here. Roe said so. Six is here. Seven is here. Eight is here."},
		"its paragraph alone": {long + "\n" + long + "Roe <said> so.\n" + long, long + "Roe said so."},
		"a quotation is whole": {
			"Roe <said> so. \"One is here. Two is here. Three is here. Four is here. Five is here.\" Then he left.",
			"Roe said so. \"One is here. Two is here. Three is here. Four is here. Five is here.\""},
		"a quotation that runs on over paragraphs": {
			"Roe of the Harland side <said> at the old hall by the river: \"One is here.\n\n\"Two is here.\n\n\"Three is here. And so on.\" He left.\n\n" + long,
			"Roe of the Harland side said at the old hall by the river: \"One is here.||\"Two is here.||\"Three is here. And so on.\""},
		"not farther than three": {
			"Roe of the Harland side <said> at the old hall by the river: \"One.\n\n\"Two.\n\n\"Three.\n\n\"Four.\n\n\"Five.\" He left.",
			"Roe of the Harland side said at the old hall by the river: \"One.||\"Two.||\"Three.||\"Four."},
		"a closed quotation does not run on": {
			"Roe of the Harland side <said> at the old hall by the river: \"One is here.\"\n\n\"Two is here,\" said Lund.",
			"Roe of the Harland side said at the old hall by the river: \"One is here.\""},
		"behind a colon": {
			"Roe of the Harland side <said> once more at the old hall by the river:\n\nTalks go on. They will not end.",
			"Roe of the Harland side said once more at the old hall by the river:||Talks go on."},
		"behind a colon a whole quotation": {
			"Roe of the Harland side <said> once more at the old hall by the river:\n\n\"Talks go on. They will not end.\" He left.",
			"Roe of the Harland side said once more at the old hall by the river:||\"Talks go on. They will not end.\""},
		"behind one colon": {
			"Roe of the Harland side <said> once more at the old hall by the river:\n\nTalks go on:\n\nThey will not end.",
			"Roe of the Harland side said once more at the old hall by the river:||Talks go on:"},
		"behind a colon nothing but the quotation": {
			"Roe of the Harland side <said> once more at the old hall by the river:\n\n\"No,\" was all, and he left. It rained.",
			"Roe of the Harland side said once more at the old hall by the river:||\"No,\""},
		"a quotation that nothing goes on with": {
			"Roe of the Harland side <said> once more at the old hall by the river: \"One is here.\n\nTwo is here. It rained.",
			"Roe of the Harland side said once more at the old hall by the river: \"One is here."},
		"neighbours of a short line": {
			long + "\n\n" + long + "It went on.\n\nRoe of the old side <said>.\n\nLund left. It went on.",
			"It went on.||Roe of the old side said.||Lund left."},
		"no neighbours of a longer one": {
			long + "\n\n" + long + "It went on.\n\nRoe of the old side in the hall there <said>.\n\nLund left. It went on.",
			"Roe of the old side in the hall there said."},
		"not the headline": {"Talks fail\n\nRoe <said>.\n\nLund left. It went on.", "Roe said.||Lund left."},
		"a headline alone": {"Roe <says> no\n\nLund left. It went on.\n\n" + long, "Roe says no"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.TrimSpace(windowOf(t, c.text)); got != strings.TrimSpace(c.want) {
				t.Errorf("\n got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestWindowIsBounded(t *testing.T) {
	d := flat(strings.Repeat("so ", 700) + "said " + strings.Repeat("on ", 700))
	cue := at(t, d, "said")
	w := opened(d).window(cue, learning.reach)
	if w.First != cue.First-maxWindow/2 || w.End != cue.End+maxWindow/2 {
		t.Errorf("the window of a cue at %v is %v", cue, w)
	}
}

func TestAnchor(t *testing.T) {
	d := flat("\"Far off,\" it began. \"We go,\" Roe said in the blue room on Monday, \"and not later,\" he went.")
	f := opened(d)
	cue := at(t, d, "said")
	var a anchor
	f.anchor(cue, f.window(cue, learning.reach), &a)
	left, right := at(t, d, "We go"), at(t, d, "and not later")
	if a.left != f.words[left.First].quote || a.right != f.words[right.First].quote || a.own != -1 {
		t.Errorf("quotations %d and %d, own %d", a.left, a.right, a.own)
	}
	if f.gap(a.left, cue, -1) != 1 || f.gap(a.right, cue, 1) != 2 || f.gap(-1, cue, 1) != 0 || f.gap(f.words[0].quote, cue, -1) != 3 {
		t.Errorf("gaps %d, %d, %d", f.gap(a.left, cue, -1), f.gap(a.right, cue, 1), f.gap(f.words[0].quote, cue, -1))
	}
}

// Steps lead from a token up to what the cue hangs on.
func TestSteps(t *testing.T) {
	d := flat("Envoys of Harland have said that talks failed. Lund left.")
	//                 Envoys of Harland have said that talks failed . | Lund left .
	d.Heads = []int32{4, 2, 0, 4, -1, 7, 7, 4, 4, 10, -1, 10}
	f := opened(d)
	cue := at(t, d, "said")
	var a anchor
	win := parley.TokenRange{End: len(d.Tokens)}
	f.anchor(cue, win, &a)
	f.walk(&a, win)
	for _, c := range []struct {
		t, top int32
		level  int8
	}{{1, 0, 0}, {0, 0, 0}, {5, 7, 0}, {6, 7, 0}, {4, 4, 0}, {9, 10, -1}} {
		if _, top, level := a.path(c.t); top != c.top || level != c.level {
			t.Errorf("%s leads to %d on level %d, want %d on %d", d.Word(int(c.t)), top, level, c.top, c.level)
		}
	}
	d.Heads[4], d.Heads[7] = 7, -1 // the cue hangs in its clause
	f = opened(d)
	f.anchor(cue, win, &a)
	f.walk(&a, win)
	if _, top, level := a.path(6); top != 6 || level != 1 {
		t.Errorf("a token beside the cue leads to %d on level %d", top, level)
	}
	for i, l := range f.level {
		if l != 0 {
			t.Errorf("token %d keeps its mark %d", i, l)
		}
	}
}

func TestBetween(t *testing.T) {
	d := flat("Roe, Lund, Moe, Poe, Coe said that \"we\" went on, \"they\" left.")
	d.Tags[at(t, d, "went").First].U = text.VERB
	f := opened(d)
	isCue := make([]float32, len(d.Tokens))
	isCue[at(t, d, "left").First], isCue[at(t, d, "went").First] = 0.5, 0.49
	f.count(isCue)
	cue := at(t, d, "said")
	a := &anchor{cue: cue}
	if n, _, _, _ := f.between(at(t, d, "Poe").First-1, a); n != 1 {
		t.Errorf("%d commas behind one, want 1", n)
	}
	for word, want := range map[string][4]int32{"Roe": {3, 0, 0, 0}, "Coe": {0, 0, 0, 0}, "that": {0, 0, 0, 0}, "on": {0, 1, 2, 0}, "left": {1, 1, 3, 0}, ".": {1, 1, 3, 1}} {
		c, v, m, k := f.between(at(t, d, word).First, a)
		if got := [4]int32{c, v, m, k}; got != want {
			t.Errorf("%s: commas, verbs, marks and cues %v, want %v", word, got, want)
		}
	}
}
