package syntax

import (
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/text"
)

func TestLemma(t *testing.T) {
	l := embeddedLemmas(t)
	u := map[string]text.UPOS{"V": text.VERB, "N": text.NOUN, "J": text.ADJ, "R": text.ADV, "P": text.PRON, "M": text.AUX, "C": text.NUM, "D": text.DET}
	for penn, pairs := range map[string]string{
		"VBD": "said:say told:tell denied:deny agreed:agree stopped:stop called:call controlled:control announced:announce " +
			"offered:offer changed:change hanged:hang used:use closed:close passed:pass negotiated:negotiate visited:visit united:unite " +
			"developed:develop settled:settle ruled:rule failed:fail required:require ensured:ensure fired:fire occurred:occur died:die " +
			"resumed:resume defined:define opened:open convened:convene mentioned:mention invaded:invade avoided:avoid decided:decide " +
			"voted:vote disputed:dispute executed:execute created:create treated:treat provoked:provoke hoped:hope described:describe " +
			"pursued:pursue withdrew:withdraw criticized:criticize played:play vetoed:veto cancelled:cancel needed:need signed:sign met:meet",
		"VBG": "being:be lying:lie running:run seeing:see making:make telling:tell dying:die fighting:fight leaving:leave bringing:bring arranging:arrange",
		"VBZ": "has:have does:do denies:deny passes:pass reaches:reach focuses:focus seizes:seize says:say vetoes:veto",
		"VBN": "taken:take held:hold been:be written:write blocked:block",
		"NNS": "parties:party crises:crisis women:woman policemen:policeman clauses:clause viruses:virus moves:move wives:wife " +
			"churches:church prizes:prize talks:talk series:series shoes:shoe heroes:hero buses:bus boxes:box",
		"JJR": "larger:large bigger:big happier:happy better:good longer:long",
		"JJS": "latest:late worst:bad strongest:strong",
		"RB":  "quickly:quickly",
		"PRP": "Me:I them:they us:we him:he",
		"MD":  "wo:will 'd:would ca:can",
		"DT":  "an:a those:that",
		"CD":  "3,000:3000",
	} {
		for p := range strings.FieldsSeq(pairs) {
			in, want, _ := strings.Cut(p, ":")
			if got := l.lemma(in, text.Tag{Penn: penn, U: u[penn[:1]]}, false); penn != "CD" && got != want {
				t.Errorf("%s/%s: %s, want %s", in, penn, got, want)
			}
		}
	}
	if got := l.lemma("3,000", text.Tag{Penn: "CD", U: text.NUM}, false); got != "3000" {
		t.Errorf("3,000: %s", got)
	}
	for in, want := range map[string]string{"Nations": "Nation", "Philippines": "Philippines", "Congress": "Congress", "Authorities": "Authority"} {
		if got := l.lemma(in, text.Tag{Penn: "NNPS", U: text.PROPN}, false); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := l.lemma("n’t", text.Tag{Penn: "RB", U: text.PART}, false); got != "not" {
		t.Errorf("n’t: %s", got)
	}
	if got := l.lemma("Talks", text.Tag{Penn: "NNS", U: text.NOUN}, true); got != "talk" {
		t.Errorf("Talks: %s", got)
	}
}

// TestLemmaCase looks at the capitals that a lemma keeps.
func TestLemmaCase(t *testing.T) {
	l := embeddedLemmas(t)
	noun, nouns, adj := text.Tag{Penn: "NN", U: text.NOUN}, text.Tag{Penn: "NNS", U: text.NOUN}, text.Tag{Penn: "JJ", U: text.ADJ}
	name, names := text.Tag{Penn: "NNP", U: text.PROPN}, text.Tag{Penn: "NNPS", U: text.PROPN}
	for _, c := range []struct {
		word   string
		tag    text.Tag
		styled bool
		want   string
	}{
		{"Ceasefire", noun, false, "ceasefire"},
		{"TALKS", nouns, true, "talk"},
		{"Palestinian", adj, false, "Palestinian"},
		{"Veskan", adj, false, "Veskan"},
		{"Veskans", nouns, false, "Veskan"},
		{"Veskans", names, false, "Veskan"},
		{"Veskans", names, true, "Veskans"},
		{"Veskov", noun, false, "Veskov"},
		{"QZRX", noun, false, "QZRX"},
		{"VESKOV", name, true, "Veskov"},
		{"VESKOV", name, false, "VESKOV"},
		{"QZRX", name, true, "QZRX"},
		{"ÉLVESKA", name, true, "Élveska"},
		{"Veskov’s", name, false, "Veskov's"},
		{"american", adj, false, "American"},
		{"Angry", adj, false, "angry"},
		{"gave", text.Tag{Penn: "VB", U: text.VERB}, false, "give"},
		{"found", text.Tag{Penn: "VB", U: text.VERB}, false, "found"},
		{"mice", noun, false, "mouse"},
		{"better", text.Tag{Penn: "RBR", U: text.ADV}, false, "well"},
	} {
		if got := l.lemma(c.word, c.tag, c.styled); got != c.want {
			t.Errorf("%s/%s styled %v: %s, want %s", c.word, c.tag.Penn, c.styled, got, c.want)
		}
	}
}

// TestLemmaHostile gives words that are none.
func TestLemmaHostile(t *testing.T) {
	l := embeddedLemmas(t)
	for _, w := range []string{"", "\xff", "\xe2\x80", "A\xffB", strings.Repeat("A", 1<<20), strings.Repeat("é", 1<<20) + "ing", strings.Repeat("\x80", 1<<20), strings.Repeat("’", 1<<20)} {
		for _, u := range []text.UPOS{text.NOUN, text.NUM, text.PROPN, text.X} {
			for _, penn := range []string{"VBG", "NNS", "NNPS", "a tag longer than any"} {
				if got := l.lemma(w, text.Tag{Penn: penn, U: u}, true); len(got) > 3*len(w)+8 {
					t.Errorf("%d bytes as %s/%s: %d", len(w), penn, u, len(got))
				}
			}
		}
	}
}

// usual are words as reports have them, with a lemma that is the word, its beginning, or listed.
var usual = []Word{
	{Form: "The", Tag: text.Tag{Penn: "DT", U: text.DET}}, {Form: "minister", Tag: text.Tag{Penn: "NN", U: text.NOUN}},
	{Form: "said", Tag: text.Tag{Penn: "VBD", U: text.VERB}}, {Form: "talks", Tag: text.Tag{Penn: "NNS", U: text.NOUN}},
	{Form: "were", Tag: text.Tag{Penn: "VBD", U: text.AUX}}, {Form: "negotiated", Tag: text.Tag{Penn: "VBN", U: text.VERB}},
	{Form: "in", Tag: text.Tag{Penn: "IN", U: text.ADP}}, {Form: "Riverton", Tag: text.Tag{Penn: "NNP", U: text.PROPN}},
	{Form: "It", Tag: text.Tag{Penn: "PRP", U: text.PRON}}, {Form: ".", Tag: text.Tag{Penn: ".", U: text.PUNCT}},
}

func TestLemmaAllocations(t *testing.T) {
	l := embeddedLemmas(t)
	for _, w := range usual {
		if n := testing.AllocsPerRun(10, func() { l.lemma(w.Form, w.Tag, false) }); n > 0 {
			t.Errorf("%s: %v allocations", w.Form, n)
		}
	}
}

func BenchmarkLemma(b *testing.B) {
	l := embeddedLemmas(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w := &usual[i%len(usual)]
		l.lemma(w.Form, w.Tag, false)
	}
}

// FuzzLemma holds the lemmatizer to words of any bytes under every tag of a plain text.
func FuzzLemma(f *testing.F) {
	l := embeddedLemmas(f)
	f.Add("ed", 0)
	f.Add("ing's", 3)
	f.Add("ies", 5)
	penn := []string{"VB", "VBZ", "VBD", "VBN", "VBG", "NNS", "JJR", "RBS", "MD", "PRP", "NNPS"}
	f.Fuzz(func(t *testing.T, s string, n int) {
		for u := text.X; u <= text.VERB; u++ {
			got := l.lemma(s, text.Tag{Penn: penn[int(uint(n)%uint(len(penn)))], U: u}, false)
			if len(got) > 3*len(s)+8 { // a broken byte becomes U+FFFD
				t.Errorf("%q: %q", s, got)
			}
		}
	})
}

func embeddedLemmas(t testing.TB) *lemmatizer {
	t.Helper()
	l, err := newLemmatizer()
	if err != nil {
		t.Fatal(err)
	}
	return l
}
