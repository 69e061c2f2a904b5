package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// spell is the words of places, as spelt writes them.
func spell(list []town) string {
	var out []string
	for _, w := range list {
		out = append(out, w.spelt)
	}
	return strings.Join(out, " ")
}

// A count is placed by its own sentence, by what stands before it, or by the opening of its report.
func TestSettings(t *testing.T) {
	k := newFolder(crowd)
	figs, r := tolled("Raid on Riverton kills 40", []string{"Riverton", "Leaton", "al-Marden"},
		[3]string{"40", "people", "Warplanes killed at least 40 people."},
		[3]string{"12", "people", "In the north 12 people died when shells hit the Al-Mardden quarter of Harland."},
		[3]string{"5", "guards", "A blast in Leaton, in which 5 guards died, came later."},
		[3]string{"6", "guards", "It killed 6 guards."})
	figs = append(figs[:2:2], figs[3])
	k.settings(figs, r)
	for i, want := range []struct{ towns, near string }{{"", "riverton"}, {"", "riverton"}, {"", "leaton"}} {
		x := figs[i].setting
		if x == nil {
			t.Fatal(figs[i].fig.Sentence.Text, figs[i].toll)
		}
		if spell(x.towns) != want.towns || spell(x.near) != want.near {
			t.Errorf("%s: in its sentence %q, near it %q, want %v", figs[i].fig.Sentence.Text, spell(x.towns), spell(x.near), want)
		}
	}
	if b := figs[1].setting.blow; b != blowOf("shells") {
		t.Errorf("ways of harm %b", b)
	}
}

// Ways of harm are told by words that tell of one, and by those that may tell of more where no other does.
func TestBlows(t *testing.T) {
	if a, b := blowOf("A suicide bomber struck the bus."), blowOf("Jets struck the bus."); a&b != 0 || a == 0 || b == 0 {
		t.Errorf("a bomber who walks (%b) and jets (%b)", a, b)
	}
	if a, b := blowOf("The bombing killed 12 people."), blowOf("Jets struck the bus."); a&b == 0 {
		t.Errorf("a bombing (%b) may be that of jets (%b)", a, b)
	}
}

// placed is a report with one count of dead, as a fold has it.
func placed(at int, headline, number, head, sentence, published string) (*item, *parley.Findings, *sheet) {
	figs, r := tolled(headline, []string{"Riverton", "Rivertton", "Leaton"}, [3]string{number, head, sentence})
	d, err := parley.ParseDate(published)
	if err != nil {
		panic(err)
	}
	s := &sheet{at: at, eff: r, figure: figs, published: parley.Day(d)}
	figs[0].rep, figs[0].sheet = at, s
	return figs[0], r, s
}

func TestTollOdds(t *testing.T) {
	for _, c := range []struct {
		name, headline, number, head, sentence, published string
		want                                              bool
	}{
		{"another toll", "Warplanes hit Rivertton market", "22", "people", "The raid on Rivertton market killed 22 people.", "2031-05-04", true},
		{"days later", "Warplanes hit Riverton market", "22", "people", "The raid killed 22 people.", "2031-05-10", false},
		{"another place", "Warplanes hit Leaton market", "22", "people", "The raid on Leaton market killed 22 people.", "2031-05-04", false},
		{"another harm", "Gunmen in Riverton", "22", "people", "The ambush killed 22 people in Riverton.", "2031-05-04", false},
		{"over months", "Warplanes over Riverton", "22", "people", "Raids have killed 22 people since March.", "2031-05-04", false},
	} {
		k := newFolder(crowd)
		base, r, s := placed(0, "Raid on Riverton kills 40", "40", "people", "A raid on Riverton market killed 40 people.", "2031-05-04")
		other, q, z := placed(1, c.headline, c.number, c.head, c.sentence, c.published)
		k.abouts.df, k.abouts.common = make([]int, 1000), -1 // no word is rare
		f := &fold{Folder: k, reports: []*parley.Findings{r, q}, pages: []*sheet{s, z}}
		for _, it := range []*item{base, other} {
			k.settings(it.sheet.figure, it.sheet.eff)
			it.abouts = k.lexicon.kept(it.draft.about)
			it.plain = it.abouts
		}
		if got := f.tollOdds(base, other) >= leastToll; got != c.want {
			t.Errorf("%s: %v, odds %.2f, signs %v", c.name, got, f.tollOdds(base, other), f.tollSignsOf(base, other))
		}
	}
}

// A headline is read as the text below it, and a number that its own voice no longer holds is nobody's.
func TestFullAndGivenUp(t *testing.T) {
	figs, r := tolled("Blast kills 19", nil, [3]string{"19", "people", "A blast killed at least 19 people."})
	low := 19.0
	head := figureItem(&parley.Figure{Low: &low, High: &low, Qualifier: parley.Exact, Head: "killed", Unit: "killed",
		Passage: parley.Passage{Text: "19", Span: parley.Span{Start: 12, End: 14}}, Sentence: parley.Passage{Text: "Blast kills 19", Span: parley.Span{End: 14}}})
	figs[0].fig.Qualifier, figs[0].fig.High = parley.AtLeast, nil
	r.Figures = []parley.Figure{*head.fig, *figs[0].fig}
	all := []*item{head, figs[0]}
	newFolder(crowd).settings(all, r)
	other, _ := tolled("Blast kills 31", nil, [3]string{"31", "people", "A blast killed 31 people."})
	if !itemsMeet(head, other[0]) {
		t.Error("19 of a headline is at least 19 of its text")
	}
	for sentence, want := range map[string]bool{
		"The monitor raised an earlier toll of 15.":                            true,
		"The monitor on Monday had given a death toll of 15.":                  true,
		"The monitor put the death toll at 15.":                                false,
		"A blast earlier in the week left 15 people dead, the monitor's count": false,
	} {
		x, _ := tolled("", nil, [3]string{"15", "dead", sentence})
		if got := givenUp(x[0]); got != want {
			t.Errorf("%s: given up %v", sentence, got)
		}
	}
}

// Vague numbers contradict larger ones only, and all the dead are no rivals of the civilians among them where these are counted too.
func TestRivalTolls(t *testing.T) {
	dozens, some, few := 24.0, 140.0, 12.0
	vague := &item{finding: finding{toll: "dead"}, fig: &parley.Figure{Low: &dozens, High: new(float64)}}
	*vague.fig.High = 99
	for size, want := range map[*float64]bool{&some: true, &few: false} {
		if got := itemsMeet(vague, &item{finding: finding{toll: "dead"}, fig: &parley.Figure{Low: size, High: size}}); got != want {
			t.Errorf("dozens and %.0f: %v", *size, got)
		}
	}
	figs, _ := tolled("Clash at Lea", nil, [3]string{"9", "people", "The clash killed 9 people."}, [3]string{"4", "civilian", "The clash killed 4 civilians."})
	for _, it := range figs {
		it.sheet = &sheet{figure: figs}
	}
	other, _ := tolled("Clash at Lea", nil, [3]string{"8", "civilian", "The clash killed 8 civilians."})
	other[0].rep = 1
	if onePeople(figs[0], other[0]) {
		t.Error("all the dead against civilians, which their report counts apart")
	}
	figs[0].fig.PartOf, figs[1].fig.PartOf = "f7", "f8"
	if !partsApart(figs[0], figs[1]) {
		t.Error("parts of two counts are no rivals")
	}
	if !onePeople(figs[1], other[0]) {
		t.Error("civilians against civilians")
	}
}
