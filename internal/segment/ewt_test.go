package segment

import (
	"strings"
	"testing"
)

// A tiny treebank in the format, invented, so that the measuring itself is tested everywhere.
const tinyTreebank = `# newdoc id = a
# newpar
1	Roe	Roe	PROPN	NNP	_	0	root	_	_
2-3	can't	_	_	_	_	_	_	_	SpaceAfter=No
2	ca	can	AUX	MD	_	0	_	_	_
3	n't	not	PART	RB	_	0	_	_	_
4	.	.	PUNCT	.	_	0	_	_	_

1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	!	!	PUNCT	.	_	0	_	_	_
`

func TestTinyTreebank(t *testing.T) {
	c, err := readTreebank(strings.NewReader(tinyTreebank))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.content.String(); got != "Roe can't. Go!" {
		t.Errorf("text %q", got)
	}
	if len(c.words) != 6 || len(c.surface) != 5 {
		t.Errorf("%d words, %d tokens, want 6 and 5", len(c.words), len(c.surface))
	}
	if got, want := New().evaluate(c), (scores{100, 100, 100}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzTreebank(f *testing.F) {
	f.Add(tinyTreebank)
	f.Add("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := readTreebank(strings.NewReader(s))
		if err != nil {
			return
		}
		last := 0
		for _, w := range c.words {
			if w.Start < last || w.End <= w.Start || w.End > c.content.Len() {
				t.Fatalf("word %v after %d in %d bytes", w, last, c.content.Len())
			}
			last = w.End
		}
		New().evaluate(c)
	})
}
