package syntax

import (
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/text"
)

func TestLemma(t *testing.T) {
	l := newLemmatizer()
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
		"RB":  "n't:not quickly:quickly",
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
	for in, want := range map[string]string{"Nations": "Nation", "Philippines": "Philippine", "Congress": "Congress", "Authorities": "Authority"} {
		if got := l.lemma(in, text.Tag{Penn: "NNPS", U: text.PROPN}, false); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	if got := l.lemma("Talks", text.Tag{Penn: "NNS", U: text.NOUN}, true); got != "talk" {
		t.Errorf("Talks: %s", got)
	}
}

// FuzzLemma holds the lemmatizer to words of any bytes under every tag of a plain text.
func FuzzLemma(f *testing.F) {
	l := newLemmatizer()
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
