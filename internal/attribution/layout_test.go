package attribution

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// read gives the document of a text, one paragraph a block.
func readPlain(t testing.TB, tags *syntax.Tagger, s string) *text.Doc {
	t.Helper()
	d := segment.New().Segment(text.Plain(s))
	tags.Parse(d)
	return d
}

// layoutCases are texts, and the relations that layout announces in them: rule, source, the first words of the content.
var layoutCases = []struct {
	name, text string
	want       []string
}{
	{"interview with roles", "The envoy met us at the mill.\n\nInterviewer: Has the list been handed over?\n\nEnvoy: It has, and I signed it myself.\n\nInterviewer: When?\n\nEnvoy: On the train.",
		[]string{"transcript|Interviewer|Has", "transcript|Envoy|It has", "transcript|Interviewer|When", "transcript|Envoy|On the"}},
	{"name and office", "Two views of the levy.\n\nRuna Steyn (Coast Party): We'll scrap it.\n\nAldo Brenk (Hill League): You said so last year.",
		[]string{"transcript|Runa Steyn ( Coast Party )|We", "transcript|Aldo Brenk ( Hill League )|You"}},
	{"answer over paragraphs", "Talk with a ferryman\n\nQ: Why did you stay?\n\nA: The river stayed.\n\nMy father is buried by the landing, and I want to lie there.\n\nQ: And your sons?\n\nA: They are in Harland.",
		[]string{"transcript|Q|Why", "transcript|A|The river stayed . My", "transcript|Q|And", "transcript|A|They"}},
	{"quotes with their speakers", "Overheard\n\n“We are not at war.” — Ondrian general\n\n“Then whose tanks are these?” — Mirel Kovash, milkman, on the tanks in his yard",
		[]string{"dash|Ondrian general|“ We", "dash|Mirel Kovash , milkman|“ Then"}},
	{"one quotation behind a name", "The wall came down at noon.\n\nDasha Orlem, teacher: “I slept through it.”\n\nThe dust lay until evening.",
		[]string{"label|Dasha Orlem , teacher|“ I"}},
	{"headline with role", "Envoy: list to be signed on Sunday.\n\nThe two sides met again at the mill on Friday, and again no one spoke to the press.",
		[]string{"headline-colon|Envoy|list"}},
	{"headline with a name that speaks below", "Steyn: Levy to be scrapped by June.\n\nRuna Steyn said on Monday that the levy had had its day.",
		[]string{"headline-colon|Steyn|Levy"}},
	{"headline with dash", "Levy to be scrapped by June – minister\n\nThe levy was brought in after the flood of 1988 and has been raised four times.",
		[]string{"headline-tail|minister|Levy"}},
	{"headline with quotation", "'We will sign on Sunday': Brenk\n\nThe two sides met again at the mill on Friday.",
		[]string{"headline-tail|Brenk|' We"}},
	{"headline with says", "Levy to be scrapped by June, warns treasury\n\nThe levy was brought in after the flood of 1988.",
		[]string{"headline-says|treasury|Levy"}},
	{"timeline", "How the siege went\n\nMonday: The bridge is blown up.\n\nTuesday: The mill burns. We do not know who lit it.\n\nWednesday: A truce is signed.", nil},
	{"fact box", "The dam in figures\n\nHeight: 84 metres\n\nBuilt: 1961\n\nOwner: the province\n\nVisitors: 12,000", nil},
	{"table of votes", "The count so far\n\nRuna Steyn: 1,769\n\nAldo Brenk: 1,501\n\nNeeded: 2,383", nil},
	{"portraits", "Who is who at the talks\n\nRuna Steyn: The envoy has led the party for nine years. Steyn keeps bees.\n\nAldo Brenk: The general lost an eye at Kell. Will he sign?", nil},
	{"credits", "The harvest is in.\n\nPhoto: Mirel Kovash\n\nEditing: Dasha Orlem", nil},
	{"quotes with a bar", "Overheard\n\n“We are not at war.” ― Ondrian general\n\n“Then whose tanks are these?”\n\n― Mirel Kovash, milkman",
		[]string{"dash|Ondrian general|“ We are not at war", "dash|Mirel Kovash , milkman|“ Then whose tanks"}},
	{"dateline and dash", "KELL — The crossing was shut on Monday. It has two lanes – one for lorries.", nil},
	{"title with a colon", "The Long Winter: a history\n\nThe book has nine chapters and no index.", nil},
	{"compound at the end of a headline", "Tax rise hits half-empty flats\n\nOwners have until May to let them.", nil},
	{"set off by dashes", "\"Peace\" – a word that was on every wall – was not on the list.\n\nThe list had nine items.", nil},
	{"party in brackets", "The envoy, Runa Steyn (Coast Party), left early. \"We are done here\" (applause).", nil},
	{"empty label", "Roe:\n\n:\n\nQ:", nil},
}

func TestLayout(t *testing.T) {
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range layoutCases {
		d := readPlain(t, tags, c.text)
		var got []string
		for _, s := range findLayout(d, x.m.lex) {
			rule := strings.TrimSuffix(strings.TrimPrefix(s.rule.name, "attribution/"), "@"+Version)
			words := func(a, b int) string {
				var w []string
				for i := a; i < b; i++ {
					w = append(w, d.Word(i))
				}
				return strings.Join(w, " ")
			}
			got = append(got, rule+"|"+words(s.source.First, s.source.End)+"|"+words(s.content.First, s.content.End))
		}
		ok := len(got) == len(c.want)
		for i := 0; ok && i < len(got); i++ {
			ok = strings.HasPrefix(got[i], c.want[i])
		}
		if !ok {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzLayout: whatever a text is, the rules end, and their contents lie in the document and do not overlap.
func FuzzLayout(f *testing.F) {
	for _, c := range layoutCases {
		f.Add(c.text)
	}
	tags, err := syntax.New()
	if err != nil {
		f.Fatal(err)
	}
	x, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 || !utf8.ValidString(s) {
			return
		}
		d := readPlain(t, tags, s)
		if len(d.Tokens) == 0 {
			return
		}
		end := 0
		for _, s := range findLayout(d, x.m.lex) {
			if s.content.First < end || s.content.End > len(d.Tokens) || s.content.Empty() {
				t.Fatalf("content %v after token %d", s.content, end)
			}
			end = s.content.End
		}
		x.Find(d)
		last := -1
		for i := range d.Attributions {
			if at := first(&d.Attributions[i]); at < last {
				t.Fatalf("relations are not in order: %d after %d", at, last)
			} else {
				last = at
			}
		}
	})
}

func TestMerge(t *testing.T) {
	r := func(a, b int) []parley.TokenRange { return []parley.TokenRange{{First: a, End: b}} }
	s := shape{ruleTranscript, r(0, 1)[0], r(1, 2)[0], r(2, 10)[0]}
	same := text.Attribution{Source: r(0, 1), Cue: r(1, 2), Content: r(2, 9), Confidence: 0.97, Rule: rule}
	nested := text.Attribution{Source: r(3, 4), Cue: r(4, 5), Content: r(5, 8), Confidence: 0.99, Rule: rule}
	surer := text.Attribution{Source: r(20, 21), Cue: r(21, 22), Content: r(9, 14), Confidence: 0.98, Rule: rule}
	weaker := surer
	weaker.Confidence = 0.5
	apart := text.Attribution{Source: r(30, 31), Cue: r(31, 32), Content: r(32, 40), Confidence: 0.5, Rule: rule}
	for _, c := range []struct {
		name  string
		found []text.Attribution
		want  string
	}{
		{"alone", nil, "transcript 0.90"},
		{"the same, surer", []text.Attribution{same, apart}, "transcript 0.97, relation 0.50"},
		{"nested", []text.Attribution{nested}, "transcript 0.90"},
		{"a surer one shares words", []text.Attribution{surer}, "relation 0.98"},
		{"a weaker one shares words", []text.Attribution{weaker}, "transcript 0.90"},
		{"another place", []text.Attribution{apart}, "transcript 0.90, relation 0.50"},
	} {
		var got []string
		for _, a := range merge(slices.Clone(c.found), []shape{s}) {
			name := strings.TrimSuffix(strings.TrimPrefix(a.Rule, "attribution/"), "@"+Version)
			got = append(got, fmt.Sprintf("%s %.2f", name, a.Confidence))
		}
		if g := strings.Join(got, ", "); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
}
