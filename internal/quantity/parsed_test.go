package quantity

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// TestParsed holds what only real tags can tell: bare powers of ten as people, counts of times, and "one" as hardly more than an article.
func TestParsed(t *testing.T) {
	tag, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	seg := segment.New()
	for _, c := range []struct{ in, want string }{
		{"Aid must reach the towns where tens of thousands are living in tents.", "[tens of thousands] 20000..99999 about people"},
		{"The truce was violated 4,000 times by the army.", "[4,000 times] 4000..4000 exact times"},
		{"The price was 20 times higher than before.", ""},
		{"It applies in one province.", ""},
		{"Only one province has signed.", "[one province] 1..1 exact province"},
		{"One soldier was killed in the raid.", "[One soldier] 1..1 exact soldier killed"},
		{"Shells killed at least 12 villagers and wounded 30 farmers.", "[at least 12 villagers] 12..- at-least villagers killed; [30 farmers] 30..30 exact farmers wounded"},
		{"At least 14 civilians including three children were killed in the raid.", "[At least 14 civilians] 14..- at-least civilians killed; [three children] 3..3 exact children killed part of 0"},
		{"The fighting has driven 160,000 people from their homes.", "[160,000 people] 160000..160000 exact people displaced"},
		{"State television put the death toll at 14 people.", "[14 people] 14..14 exact people dead"},
		{"The war has driven more than 10 million from their homes.", "[more than 10 million] 1e+07..- more-than people displaced"},
		{"The raid left 40 people homeless.", "[40 people] 40..40 exact people homeless"},
		{"Some 300 people who fled the town are camped at the lock.", "[Some 300 people] 300..300 about people who fled"},
		{"The shelling could kill 300 people.", "[300 people] 300..300 exact people"},
		{"The army vowed to kill 300 rebels.", "[300 rebels] 300..300 exact rebels"},
		{"The raid did not kill 12 villagers.", "[12 villagers] 12..12 exact villagers"},
		{"The killings of 12 villagers were condemned.", "[12 villagers] 12..12 exact villagers killed"},
		{"Bombs killed 25 people, and at least 100 were also wounded.", "[25 people] 25..25 exact people killed; [at least 100] 100..- at-least wounded"},
		{"The raid killed 12 people and wounded another 40.", "[12 people] 12..12 exact people killed; [40] 40..40 exact people wounded"},
		{"Billions pledged for Veska as tens of thousands flee.", "[tens of thousands] 20000..99999 about people"},
		{"The monitor said 10 fighters died in the attacks, 5 in Tarn and 5 in Hesk.", "[10 fighters] 10..10 exact fighters dead; [5] 5..5 exact fighters dead; [5] 5..5 exact fighters dead"},
		{"The party mourned the loss of 40 seats.", "[40 seats] 40..40 exact seats"},
		{"The bank released 3 million euros.", "[3 million euros] 3e+06..3e+06 exact euros"},
		{"The two sides agreed on a 30,000-strong border force.", "[30,000-strong border force] 30000..30000 exact border force"},
		{"The party has a one-seat majority.", ""},
		{"Dozens were hurt on Monday.", "[Dozens] 24..99 about hurt"},
		{"Roe scores often against Veska.", ""},
		{"Around 35,000 had massed at the border.", "[Around 35,000] 35000..35000 about people"},
	} {
		tx := &text.Text{Content: c.in, Blocks: []text.Block{{Kind: text.Body, Span: parley.Span{End: len(c.in)}}}}
		tx.Align.Add(text.Run{Len: len(c.in), RawLen: len(c.in), Verbatim: true})
		tx.Align.Size = len(c.in)
		d := seg.Segment(tx)
		tag.Parse(d)
		New().Find(d)
		var got []string
		for _, q := range d.Quantities {
			if !q.Vague {
				got = append(got, line(d, q))
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, strings.Join(got, "; "), c.want)
		}
	}
}
