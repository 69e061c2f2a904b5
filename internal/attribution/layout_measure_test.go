//go:build measure

package attribution

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// leastRight is how often at least the rules are right that fire in PolNeAR's training part.
var leastRight = map[*layoutRule]int{ruleTranscript: 37, ruleLabel: 2, ruleDash: 7, ruleColon: 71, ruleSays: 3}

// TestMeasureLayout tells of each layout rule how often it fires in PolNeAR's training part, and how often it is right there. One long interview, 37 questions and
// answers, has no annotations at all; three more of the transcript rule's are wrong.
func TestMeasureLayout(t *testing.T) {
	dir := os.Getenv("PARLEY_DATA")
	if dir == "" {
		t.Skip("PARLEY_DATA does not say where the corpora are")
	}
	f, err := os.Open(filepath.Join(dir, "polnear", "train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	as, err := readArticles(z)
	if err != nil {
		t.Fatal(err)
	}
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New()
	if err != nil {
		t.Fatal(err)
	}
	segments := segment.New()
	idles := 0
	fired, right := map[string]int{}, map[string]int{}
	for i := range as {
		d := segments.Segment(text.Plain(as[i].Text))
		tags.Parse(d)
		rels := align(&as[i], d)
		for _, r := range rels {
			if a := (text.Attribution{Source: r.source, Cue: r.cue, Content: r.content}); idle(d, &a) {
				idles++
				t.Logf("idle in the gold: %s: %s", as[i].ID, d.Slice(d.Span(d.Sentences[d.Tokens[r.cue[0].First].Sentence].Tokens)))
			}
		}
		for _, s := range findLayout(d, x.m.lex) {
			fired[s.rule.name]++
			ok := false
			for _, r := range rels {
				ok = ok || s.same(&text.Attribution{Source: r.source, Cue: r.cue, Content: r.content})
			}
			if ok {
				right[s.rule.name]++
				continue
			}
			t.Logf("%s %s: %s | %s", s.rule.name, as[i].ID, d.Slice(d.Span(s.source)), d.Slice(d.Span(s.content)))
		}
	}
	t.Logf("%d relations of the gold would be left out as idle", idles)
	for _, r := range []*layoutRule{ruleTranscript, ruleLabel, ruleTopic, ruleDash, ruleLine, ruleBracket, ruleColon, ruleTail, ruleSays} {
		t.Logf("%-32s %3d of %3d right", r.name, right[r.name], fired[r.name])
		if right[r.name] < leastRight[r] {
			t.Errorf("%s: %d right, at least %d is asked", r.name, right[r.name], leastRight[r])
		}
	}
}
