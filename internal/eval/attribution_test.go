package eval

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// attributed is a text whose tokens are parted by blanks or line ends, each mark being one of its own; the number behind a
// token's bar is its head, counted from 1 in the whole text, and 0 none: "Roe|2 said|0". Marks hang as punct on nothing.
func attributed(t testing.TB, layer string) *AttributedText {
	t.Helper()
	x := &AttributedText{ID: "a"}
	var b strings.Builder
	for n, line := range strings.Split(layer, "\n") {
		if n > 0 {
			b.WriteString("\n\n")
		}
		for k, w := range strings.Fields(line) {
			if k > 0 {
				b.WriteByte(' ')
			}
			form, head, _ := strings.Cut(w, "|")
			at := attributedToken{start: b.Len(), end: b.Len() + len(form), head: -1, punct: head == ""}
			if head != "" {
				if _, err := fmt.Sscan(head, &at.head); err != nil {
					t.Fatal(err)
				}
				at.head--
			}
			b.WriteString(form)
			x.tokens = append(x.tokens, at)
		}
	}
	x.Content = b.String()
	x.look()
	return x
}

// at is the range of the first place of words in the text.
func (t *AttributedText) at(words string) [][2]int {
	if words == "" {
		return nil
	}
	i := strings.Index(t.Content, words)
	if i < 0 {
		panic(words)
	}
	return [][2]int{{i, i + len(words)}}
}

// rel is a relation by the words of its roles.
func (t *AttributedText) rel(source, cue, content string) Prediction {
	return Prediction{t.at(source), t.at(cue), t.at(content), NoConfidence}
}

// ferryText has a minister of two words' phrase who says that a ferry sails.
func ferryText(t testing.TB) *AttributedText {
	return attributed(t, "The|2 minister|7 of|4 Vessia|2 , quietly|7 said|0 the|9 ferry|10 sails|7 .")
}

func measured(t testing.TB, x *AttributedText, predicted ...Prediction) *AttributionReport {
	t.Helper()
	rep, err := Attributions([]*AttributedText{x}, [][]Prediction{predicted})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// counted are the counts of a role as "predicted right gold found".
func counted(c weighed) string {
	return fmt.Sprintf("%g %g %g %g", c.predicted, c.predictedRight, c.gold, c.goldFound)
}

func TestAttributionRoles(t *testing.T) {
	x := ferryText(t)
	x.gold = [][]Prediction{{x.rel("The minister of Vessia", "said", "the ferry sails .")}}
	for _, tc := range []struct {
		name                           string
		p                              Prediction
		r                              role
		tokens, exact, strict, partial string
	}{
		{"the same", x.rel("The minister of Vessia", "said", "the ferry sails ."), contentRole, "4 4 4 4", "1 1 1 1", "1 1 1 1", "1 1 1 1"},
		{"without the stop", x.rel("", "", "the ferry sails"), contentRole, "3 3 4 3", "1 1 1 1", "1 0 1 0", "1 1 1 1"},
		{"too short", x.rel("", "", "ferry sails ."), contentRole, "3 3 4 3", "1 0 1 0", "1 0 1 0", "1 1 1 1"},
		{"part of a token", x.rel("inister of Vessia ,", "", "sails"), sourceRole, "4 3 4 3", "1 0 1 0", "1 0 1 0", "1 1 1 1"},
		{"elsewhere", x.rel("quietly", "", "sails"), sourceRole, "1 0 4 0", "1 0 1 0", "1 0 1 0", "1 0 1 0"},
		{"a gap", Prediction{Source: append(x.at("The minister"), x.at("Vessia")...), Content: x.at("sails")}, sourceRole, "3 3 4 3", "2 0 1 0", "2 0 1 0", "2 2 1 1"},
		{"parted by a blank", Prediction{Source: append(x.at("of Vessia"), x.at("The minister")...), Content: x.at("sails")}, sourceRole, "4 4 4 4", "1 1 1 1", "1 1 1 1", "1 1 1 1"},
		{"spans that overlap", Prediction{Source: append(x.at("minister of Vessia"), x.at("The minister")...), Content: x.at("sails")}, sourceRole, "4 4 4 4", "1 1 1 1", "1 1 1 1", "1 1 1 1"},
		{"only marks", x.rel(",", "", "sails"), sourceRole, "1 0 4 0", "1 0 1 0", "1 0 1 0", "1 0 1 0"},
		{"no content", x.rel("The minister of Vessia", "said", ""), sourceRole, "0 0 4 0", "0 0 1 0", "0 0 1 0", "0 0 1 0"},
	} {
		c := measured(t, x, tc.p).counts.role
		for u, want := range [units]string{tokenUnit: tc.tokens, exactUnit: tc.exact, strictUnit: tc.strict, partialUnit: tc.partial} {
			if got := counted(c[u][tc.r]); got != want {
				t.Errorf("%s, %s of %s: %s, want %s", tc.name, unitNames[u], roleNames[tc.r], got, want)
			}
		}
	}
}

func TestAttributionPairs(t *testing.T) {
	x := ferryText(t)
	x.gold = [][]Prediction{{x.rel("The minister of Vessia", "quietly said", "the ferry sails .")}}
	for _, tc := range []struct {
		name                string
		p                   Prediction
		source, paired, cue bool
	}{
		{"the same", x.rel("The minister of Vessia", "quietly said", "the ferry sails ."), true, true, true},
		{"source of the same head", x.rel("minister", "said", "the ferry sails"), true, true, true},
		{"source of another head", x.rel("Vessia", "said", "the ferry sails"), false, true, false},
		{"a mark before the head", x.rel(", quietly", "said", "the ferry sails"), false, true, false},
		{"no source", x.rel("", "said", "the ferry sails"), false, true, false},
		{"no cue", x.rel("minister", "", "the ferry sails"), true, true, false},
		{"other cue", x.rel("minister", "of", "the ferry sails"), true, true, false},
		{"two of four tokens", x.rel("minister", "said", "ferry sails"), true, true, true},
		{"Dice of a half", Prediction{Source: x.at("minister"), Cue: x.at("said"), Content: x.at("The minister of Vessia , quietly said the ferry sails .")}, true, true, true},
		{"Dice of less", x.rel("minister", "said", "minister of Vessia , quietly said the ferry sails"), false, false, false}, // 6/13
	} {
		c := measured(t, x, tc.p).counts.paired
		for m, want := range [pairings]bool{tc.source, tc.paired, tc.cue} {
			n := 0.0
			if want {
				n = 1
			}
			if got := c[m][anyType]; got != (weighed{1, n, 1, n}) {
				t.Errorf("%s, %s: %s, want it to be %t", tc.name, pairNames[m], counted(got), want)
			}
		}
	}
	x.gold[0][0].Source, x.gold[0][0].Cue = nil, nil
	if got := measured(t, x, x.rel("", "", "ferry sails")).counts.paired[cuePair][anyType].goldFound; got != 1 {
		t.Error("no source equals no source, and no cue asks for none")
	}
}

func TestHeadOf(t *testing.T) {
	x := ferryText(t)
	for _, tc := range []struct {
		tokens []int
		want   int
	}{
		{[]int{0, 1, 2, 3}, 1}, // "The minister of Vessia"
		{[]int{2, 3}, 3},
		{[]int{4, 5}, 5}, // a mark is no head
		{[]int{4}, 4},    // unless there is nothing else
		{[]int{0, 6}, 0}, // of two heads the first
		{nil, -1},
	} {
		if got := x.headOf(tc.tokens); got != tc.want {
			t.Errorf("head of %v: %d, want %d", tc.tokens, got, tc.want)
		}
	}
}

// Contents are paired one to one, the highest Dice first, then by where they begin, then in order.
func TestAttributionPairing(t *testing.T) {
	x := attributed(t, "a|0 b|0 c|0 d|0 e|0 f|0 g|0 h|0")
	pairs := func(predicted, gold []string) string {
		t.Helper()
		lay := func(all []string) []laidAttribution {
			var ps []Prediction
			for _, s := range all {
				ps = append(ps, x.rel("", "", s))
			}
			out, err := x.lay(ps)
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		c := comparison{predicted: lay(predicted), gold: lay(gold)}
		c.find()
		return fmt.Sprint(c.pairs(func(int) bool { return true }))
	}
	for _, tc := range []struct {
		predicted, gold []string
		want            string
	}{
		{[]string{"a b c", "a b c d"}, []string{"a b c d"}, "[-1 0]"},         // the better one, though it comes later
		{[]string{"a b c d"}, []string{"a b", "c d e f"}, "[0]"},              // 2/3 beats 1/2
		{[]string{"c d"}, []string{"b c d", "c d e"}, "[1]"},                  // the same Dice: begins nearest
		{[]string{"a b", "a b"}, []string{"a b"}, "[0 -1]"},                   // the first
		{[]string{"a b c d", "d e"}, []string{"c d e", "g h"}, "[-1 0]"},      // 4/5 takes what 4/7 wants
		{[]string{"a b c d e f", "a b c"}, []string{"a b c", "d e"}, "[1 0]"}, // the rest gets what is left
	} {
		if got := pairs(tc.predicted, tc.gold); got != tc.want {
			t.Errorf("%q with %q: %s, want %s", tc.predicted, tc.gold, got, tc.want)
		}
	}
}

func TestAttributionTypes(t *testing.T) {
	for _, tc := range []struct {
		layer, content string
		want           speechType
	}{
		{"“ We|0 sail|0 , ” Roe|0 said|0", "“ We sail , ”", directType},
		{"“ We|0 sail|0 , ” Roe|0 said|0", "We sail", directType},
		{"\" We|0 sail|0 \" today|0", "We sail \" today", mixedType},
		{"`` We|0 sail|0 '' today|0", "today", indirectType},
		{"“ We|0 sail|0 today|0\nNot|0 soon|0", "Not soon", indirectType}, // the paragraph ends what was left open
		{"“ We|0 ‘ sail|0 ’ now|0 ” he|0", "sail ’ now", directType},      // inner marks end nothing
		{"” We|0 sail|0 ” he|0", "We sail", directType},                   // a closing mark that opens
		{"“ We|0 sail.”|0 he|0", "he", indirectType},                      // the mark is glued to its word
		{"We|0 sail|0 ”", "”", indirectType},                              // no word at all
	} {
		x := attributed(t, tc.layer)
		laid, err := x.lay([]Prediction{x.rel("", "", tc.content)})
		if err != nil || laid[0].kind != tc.want {
			t.Errorf("%s: %v is %s, want %s (%v)", tc.layer, tc.content, typeNames[laid[0].kind], typeNames[tc.want], err)
		}
	}
	x := attributed(t, "“ We|0 sail|0 ” he|0 said|0 today|0")
	x.gold = [][]Prediction{{x.rel("he", "said", "“ We sail ”"), x.rel("", "", "today")}}
	c := measured(t, x, x.rel("he", "said", "We sail ” he")).counts.paired[sourcePair]
	for k, want := range [speechTypes]string{"1 1 2 1", "0 0 1 1", "1 1 0 0", "0 0 1 0"} { // R by the type of the gold, P by that of the prediction
		if got := counted(c[k]); got != want {
			t.Errorf("type %d: %s, want %s", k, got, want)
		}
	}
}

// Two annotators weigh as much as one.
func TestAttributionAnnotators(t *testing.T) {
	x := ferryText(t)
	one := x.rel("The minister of Vessia", "said", "the ferry sails .")
	x.gold = [][]Prediction{{one}, {x.rel("", "", "quietly"), one}}
	rep := measured(t, x, one)
	if got := counted(rep.counts.paired[sourcePair][anyType]); got != "1 1 1.5 1" {
		t.Error(got)
	}
	rep = measured(t, x, x.rel("", "", "quietly"))
	if got := counted(rep.counts.paired[sourcePair][anyType]); got != "1 0.5 1.5 0.5" {
		t.Error(got)
	}
}

func sure(p Prediction, confidence float64) Prediction {
	p.Confidence = confidence
	return p
}

func TestAttributionConfidence(t *testing.T) {
	x := attributed(t, "Roe|2 said|0 a|4 b|5 c|2 Vale|7 said|0 d|9 e|10 f|7")
	x.gold = [][]Prediction{{x.rel("Roe", "said", "a b c"), x.rel("Vale", "said", "d e f")}}
	wrong := x.rel("said", "", "a b")
	rep := measured(t, x, sure(x.gold[0][0], 0.5), sure(x.gold[0][1], 0.9), sure(wrong, 0.7), sure(x.rel("", "", "Roe said"), 0.1))
	// 0.7 is paired while the better partner of its gold is left out, and not right; from 0.5 on the better one has it.
	want := []OperatingPoint{{0.9, 1, 0.5, 2. / 3}, {0.7, 0.5, 0.5, 0.5}, {0.5, 2. / 3, 1, 0.8}, {0.1, 0.5, 1, 2. / 3}}
	if !slices.EqualFunc(rep.Curve, want, func(a, b OperatingPoint) bool {
		return a.Confidence == b.Confidence && math.Abs(a.P-b.P)+math.Abs(a.R-b.R)+math.Abs(a.F1-b.F1) < 1e-9
	}) {
		t.Errorf("%+v", rep.Curve)
	}
	if at, ok := rep.AtPrecision(60); !ok || at.Confidence != 0.5 {
		t.Errorf("60: %+v, %t", at, ok)
	}
	if at, ok := rep.AtPrecision(80); !ok || at.Confidence != 0.9 {
		t.Errorf("80: %+v, %t", at, ok)
	}
	if rep := measured(t, x, sure(wrong, 0.7)); len(rep.Curve) != 1 {
		t.Errorf("%+v", rep.Curve)
	} else if at, ok := rep.AtPrecision(80); ok {
		t.Errorf("%+v", at)
	}
	// (|0.5-1| + |0.9-1| + |0.7-0| + |0.1-0|) / 4
	if math.Abs(rep.ECE-0.35) > 1e-9 || len(rep.Reliability) != 10 {
		t.Errorf("ECE %f, %+v", rep.ECE, rep.Reliability)
	}
	if rep := measured(t, x, x.gold[0]...); len(rep.Curve) != 0 || len(rep.Reliability) != 0 {
		t.Errorf("confidences that nobody gave: %+v", rep)
	}
	if names := strings.Join(strings.Fields(fmt.Sprint(rep.Scores("p "))), " "); !strings.Contains(names, "p recall at precision 80 share 0.500 (1 of 2)") || !strings.Contains(names, "p calibration error mean 0.350") {
		t.Error(names)
	}
}

func TestReliability(t *testing.T) {
	x := attributed(t, "Roe|2 said|0 a|4 b|5 c|2 Vale|7 said|0 d|9 e|10 f|7")
	x.gold = [][]Prediction{{x.rel("Roe", "said", "a b c"), x.rel("Vale", "said", "d e f")}, {x.rel("Roe", "said", "a b c")}}
	rep := measured(t, x, sure(x.gold[0][0], 1), sure(x.gold[0][1], 0.95), sure(x.rel("", "", "Roe said"), 0.25), x.rel("", "", "b"))
	for b, want := range map[int]ReliabilityBin{2: {0.2, 0.3, 1, 0.25, 0}, 9: {0.9, 1, 2, 0.975, 0.75}, 0: {0, 0.1, 0, 0, 0}} {
		if got := rep.Reliability[b]; math.Abs(got.N-want.N)+math.Abs(got.Confidence-want.Confidence)+math.Abs(got.Right-want.Right)+math.Abs(got.Low-want.Low) > 1e-9 {
			t.Errorf("bin %d: %+v, want %+v", b, got, want)
		}
	}
	if want := (1*0.25 + 2*0.225) / 3; math.Abs(rep.ECE-want) > 1e-9 {
		t.Errorf("ECE %f, want %f", rep.ECE, want)
	}
	if rep := measured(t, x, sure(x.gold[0][0], 1.5), sure(x.gold[0][1], -2)); rep.Reliability[9].N != 1 || rep.Reliability[0].N != 1 {
		t.Errorf("outside of 0 to 1: %+v", rep.Reliability)
	}
}

func TestAttributionRefuses(t *testing.T) {
	x := attributed(t, "Zoë|2 said|0 a|2")
	x.gold = [][]Prediction{nil}
	for _, tc := range []struct {
		p    Prediction
		want string
	}{
		{Prediction{Content: [][2]int{{0, 400}}}, "a content of bytes 0 to 400 is empty or not inside the 11 bytes"},
		{Prediction{Content: [][2]int{{-1, 4}}}, "not inside"},
		{Prediction{Cue: [][2]int{{5, 5}}}, "a cue of bytes 5 to 5 is empty"},
		{Prediction{Source: [][2]int{{0, 3}}}, "a source of bytes 0 to 3 cuts a character in two"},
		{Prediction{Content: [][2]int{{0, 4}}, Confidence: math.NaN()}, "not a number"},
		{Prediction{Content: [][2]int{{0, 4}}, Confidence: math.Inf(-1)}, "not a number"},
	} {
		_, err := Attributions([]*AttributedText{x}, [][]Prediction{{tc.p}})
		if parley.KindOf(err) != parley.Invalid || err == nil || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "a:") {
			t.Errorf("%+v: %v, want %q", tc.p, err, tc.want)
		}
	}
	if _, err := Attributions([]*AttributedText{x}, nil); parley.KindOf(err) != parley.Invalid {
		t.Error(err)
	}
}

// Every name fits its column of the golden file.
func TestAttributionNames(t *testing.T) {
	x := ferryText(t)
	x.gold = [][]Prediction{{x.rel("minister", "said", "the ferry sails")}}
	scores := measured(t, x, sure(x.gold[0][0], 0.5)).Scores("PolNeAR ")
	seen := map[string]bool{}
	for _, s := range scores {
		if len(s.Name) >= 34 || seen[s.Name] || s.Section == "" {
			t.Errorf("%q has %d characters, or stands twice, or has no section", s.Name, len(s.Name))
		}
		seen[s.Name] = true
	}
	if len(scores) != 12+12+4 || !seen["PolNeAR attribution"] || !seen["PolNeAR with cue indirect"] || !seen["PolNeAR source exact"] {
		t.Errorf("%d scores: %v", len(scores), scores)
	}
}

const (
	goldRow  = `{"id":"a","text":"Roe said so.","attributions":[{"source":[[0,3]],"cue":[[4,8]],"content":[[9,11]]}]}`
	layerRow = `{"id":"a","sentences":[[[0,3,"Roe","NNP","PERSON",2,"nsubj"],[4,8,"say","VBD","O",0,"root"]],[[9,11,"so","RB","O",0,"root"],[11,12,".",".","O",1,"punct","x"]]]}`
)

func TestReadAttributed(t *testing.T) {
	more := `{"id":"b","text":"Roe said so.","more_annotations":[{"attributions":[]},{}]} {"id":"c","text":"No","attributions":[]} {"id":"d","text":"Nobody looked"}`
	texts, bare, err := ReadAttributed(strings.NewReader(goldRow+"\n"+more), strings.NewReader(layerRow+strings.Replace(layerRow, `"a"`, `"b"`, 1)))
	if err != nil || len(texts) != 2 || !slices.Equal(bare, []string{"c"}) {
		t.Fatal(texts, bare, err)
	}
	want := []attributedToken{{0, 3, 1, false, true, false}, {4, 8, -1, false, true, false}, {9, 11, -1, false, true, false}, {11, 12, 2, true, false, false}}
	if a := texts[0]; !slices.Equal(a.tokens, want) || len(a.gold) != 1 || a.gold[0][0].Content[0] != [2]int{9, 11} || a.gold[0][0].Known() {
		t.Errorf("%+v", a)
	}
	if len(texts[1].gold) != 1 {
		t.Errorf("%+v", texts[1].gold)
	}
	for _, tc := range []struct{ gold, layer, want string }{
		{`{`, layerRow, "object 1"},
		{`{"id":"a"}`, layerRow, "no gold file"},
		{goldRow + goldRow, layerRow, `second article "a"`},
		{goldRow, layerRow + layerRow, `second layer of tokens for "a"`},
		{goldRow, `{"id":"x"}`, "no article with"},
		{goldRow, `{"id":"a","sentences":[[[0,3]]]}`, "a: not a layer of tokens: a token of 2 fields"},
		{goldRow, `{"id":"a","sentences":[[["0",3,"","","",0,""]]]}`, "not a layer of tokens"},
		{goldRow, `{"id":"a","sentences":[[[0,30,"","","",0,""]]]}`, "does not fit the text"},
		{goldRow, `{"id":"a","sentences":[[[4,8,"","","",0,""],[0,3,"","","",0,""]]]}`, "bytes 0 to 3 does not fit"},
		{goldRow, `{"id":"a","sentences":[[[0,3,"","","",4,""]]]}`, "hangs on word 4 of 1"},
		{strings.Replace(goldRow, "[9,11]", "[9,99]", 1), layerRow, "a: a content of bytes 9 to 99"},
	} {
		if _, _, err := ReadAttributed(strings.NewReader(tc.gold), strings.NewReader(tc.layer)); parley.KindOf(err) != parley.Invalid || err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want %q", tc.layer, err, tc.want)
		}
	}
}

type fixed []Prediction

func (f fixed) Attribute(string) []Prediction { return f }

func TestPredict(t *testing.T) {
	x := ferryText(t)
	if got := Predict([]*AttributedText{x, x}, fixed{x.rel("", "", "sails")}); len(got) != 2 || len(got[1]) != 1 {
		t.Error(got)
	}
}

// FuzzAttributed reads and scores what may be no corpus: an error, never a panic, and a gold that is its own prediction
// has no pair amiss.
func FuzzAttributed(f *testing.F) {
	f.Add(goldRow, layerRow)
	f.Add(`{"id":"a","text":"“é” a","attributions":[{"content":[[0,4],[2,9]]},{"content":[[5,8]]}]}`, `{"id":"a","sentences":[[[0,3,"","","",1,""],[3,5,"","","",1,""]],[[8,10,"","","",-1,"punct"]]]}`)
	f.Fuzz(func(t *testing.T, gold, layer string) {
		texts, _, err := ReadAttributed(strings.NewReader(gold), strings.NewReader(layer))
		if err != nil {
			return
		}
		for _, x := range texts {
			x.gold = x.gold[:1]
			for _, by := range append(Transforms(), Transform{edits: func(string) []edit { return nil }}) {
				y := x.Rewritten(by)
				rep, err := Attributions([]*AttributedText{y}, [][]Prediction{y.gold[0]})
				if err != nil {
					t.Fatalf("%s: %v", by.Name, err)
				}
				if c := rep.counts.paired[contentPair][anyType]; c.goldFound != c.gold || c.predictedRight != c.predicted {
					t.Fatalf("%s: %s", by.Name, counted(c))
				}
			}
		}
	})
}
