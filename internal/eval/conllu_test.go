package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
)

// bank is a treebank of short rows "id form lemma upos xpos head deprel", an empty line between sentences.
func bank(t *testing.T, short string) *Treebank {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(short) {
		f := strings.Fields(line)
		if len(f) == 0 {
			b.WriteByte('\n')
			continue
		}
		for len(f) < 7 {
			f = append(f, "_")
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t_\n", f[0], strings.ReplaceAll(f[1], "~", " "), f[2], f[3], f[4], f[5], f[6])
	}
	sents, err := conll.ReadAll(conll.NewReader(strings.NewReader(b.String())))
	if err != nil {
		t.Fatal(err)
	}
	return NewTreebank(sents)
}

const goldRows = `1 We we PRON PRP 4 nsubj
2-3 can't
2 ca can AUX MD 4 aux
3 n't not PART RB 4 advmod
4 go go VERB VB 0 root
5 . . PUNCT . 4 punct

1 Go _ VERB VB 0 root
2 home home ADV RB 1 advmod:x
`

func TestCoNLLU(t *testing.T) {
	for _, tc := range []struct{ name, predicted, want string }{
		{"the same", goldRows, "tokens 6/6/6, sentences 2/2/2, words 7/7/7, UPOS 7/7/7, XPOS 7/7/7, lemmas 7/7/7, UAS 7/7/7, LAS 7/7/7"},
		{"columns", `1 We us PRON X 4 nsubj:y
2-3 can't
2 ca can AUX MD 3 aux
3 n't not ADV RB 4 advmod
4 go go VERB VB 0 root
5 . . PUNCT . 4 dep

1 Go what VERB VB 0 root
2 home home ADV RB 1 advmod
`, "tokens 6/6/6, sentences 2/2/2, words 7/7/7, UPOS 6/7/7, XPOS 6/7/7, lemmas 6/7/7, UAS 6/7/7, LAS 5/7/7"},
		// The two words stand in no multiword token here: they are found by their forms, and so are heads.
		{"two tokens for a multiword one", `1 We we PRON PRP 4 nsubj
2 ca can AUX MD 4 aux
3 n't not PART RB 4 advmod
4 go go VERB VB 0 root
5 . . PUNCT . 4 punct

1 Go go VERB VB 0 root
2 home home ADV RB 1 advmod
`, "tokens 5/6/7, sentences 2/2/2, words 7/7/7, UPOS 7/7/7, XPOS 7/7/7, lemmas 7/7/7, UAS 7/7/7, LAS 7/7/7"},
		// One word for two, and one sentence for two: what depends on the word that is lost is wrong.
		{"not split", `1 We we PRON PRP 3 nsubj
2 can't can AUX MD 3 aux
3 go go VERB VB 0 root
4 . . PUNCT . 3 punct
5 Go go VERB VB 3 parataxis
6 home home ADV RB 5 advmod
`, "tokens 6/6/6, sentences 0/2/1, words 5/7/6, UPOS 5/7/6, XPOS 5/7/6, lemmas 5/7/6, UAS 4/7/6, LAS 4/7/6"},
		{"cut elsewhere", `1 Wec we PRON PRP 2 nsubj
2 an't not PART RB 0 root
3 go. go VERB VB 2 dep

1 Go~home go VERB VB 0 root
`, "tokens 0/6/4, sentences 2/2/2, words 0/7/4, UPOS 0/7/4, XPOS 0/7/4, lemmas 0/7/4, UAS 0/7/4, LAS 0/7/4"},
		{"no trees", `1 We
2-3 can't
2 CA
3 n't
4 go
5 .
6 Go
7 home
`, "tokens 6/6/6, sentences 0/2/1, words 7/7/7, UPOS 0/7/7, XPOS 0/7/7, lemmas 1/7/7"},
	} {
		scores, err := CoNLLU("", bank(t, goldRows), bank(t, tc.predicted))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range scores {
			got = append(got, fmt.Sprintf("%s %d/%d/%d", s.Name, s.Matched, s.Gold, s.Predicted))
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tc.name, s, tc.want)
		}
	}
}

func TestCoNLLUOfOtherText(t *testing.T) {
	_, err := CoNLLU("", bank(t, "1 Ana\n2 ran\n"), bank(t, "1 Ana\n2 run\n"))
	if parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), `character 4: gold "an", predicted "un"`) {
		t.Errorf("%v", err)
	}
	if _, err := CoNLLU("", bank(t, "1 Ana\n"), bank(t, "1 Ana\n2 ran\n")); err == nil {
		t.Error("more text is no error")
	}
}
