//go:build measure

package syntax

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// TestMeasureEWT measures on the dev part of the English Web Treebank in ud-ewt of the folder PARLEY_DATA (`make
// measure`). The floors are a little under what was reached, so that a loss is seen.
func TestMeasureEWT(t *testing.T) {
	dev, err := readTreebank(os.DirFS(os.Getenv("PARLEY_DATA")), "ud-ewt/en_ewt-ud-dev.conllu.gz", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := tagger.Evaluate(dev)
	t.Log(s)
	pairs := slices.SortedFunc(maps.Keys(s.Wrong), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(s.Wrong[b], s.Wrong[a]), cmp.Compare(a[0]+a[1], b[0]+b[1]))
	})
	for _, p := range pairs[:min(25, len(pairs))] {
		t.Logf("%4d gold %s guess %s", s.Wrong[p], p[0], p[1])
	}
	for name, set := range map[string]func(string, int) string{"title case": titled, "capitals": func(w string, _ int) string { return strings.ToUpper(w) }} {
		loud := make([][]Word, len(dev))
		for i := range dev {
			for k, w := range dev[i] {
				w.Form = set(w.Form, k)
				loud[i] = append(loud[i], w)
			}
		}
		t.Logf("%s: %s", name, tagger.Evaluate(loud))
	}
	if s.Penn*1000 < s.Words*946 || s.UPOS*1000 < s.Words*952 || s.Lemma*1000 < s.Words*969 || s.Head*1000 < s.Arcs*865 || s.Labelled*1000 < s.Arcs*833 {
		t.Errorf("too low: %s", s)
	}
}

// TestMeasureSilver measures the agreement, which is no accuracy, with the machine-made layer of PolNeAR's dev part: Penn tags as they are, and heads
// after the mapping to UD v2, punctuation left out.
func TestMeasureSilver(t *testing.T) {
	data := os.DirFS(os.Getenv("PARLEY_DATA"))
	texts := map[string]string{}
	if err := readGzip(data, "polnear/dev.jsonl.gz", io.Discard, func(r io.Reader) error { return readTexts(r, texts) }); err != nil {
		t.Fatal(err)
	}
	var articles [][][]Word
	if err := readGzip(data, "polnear-corenlp/dev.jsonl.gz", io.Discard, func(r io.Reader) error {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			a, err := ReadSilver(strings.NewReader(lines.Text()), texts)
			if err != nil {
				return err
			}
			articles = append(articles, a)
		}
		return lines.Err()
	}); err != nil {
		t.Fatal(err)
	}
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	words, penn, arcs, heads, labelled := 0, 0, 0, 0, 0
	for _, a := range articles {
		d := wordsDocument(a)
		tagger.Parse(d)
		at := 0
		for _, s := range a {
			for k, w := range s {
				words++
				if d.Tags[at+k].Penn == w.Tag.Penn {
					penn++
				}
				if w.Rel == "punct" || w.Rel == "" && w.Head < 0 {
					continue
				}
				arcs++
				if h := int(d.Heads[at+k]); h == w.Head+at && w.Head >= 0 || h < 0 && w.Head < 0 {
					heads++
					if w.Rel == d.Rels[at+k] {
						labelled++
					}
				}
			}
			at += len(s)
		}
	}
	t.Logf("%d words, Penn %.2f, UAS %.2f, LAS %.2f", words, percent(penn, words), percent(heads, arcs), percent(labelled, arcs))
	if penn*1000 < words*970 {
		t.Error("too low")
	}
}

// wordsDocument is a document of sentences whose words are parted by blanks.
func wordsDocument(sents [][]Word) *text.Doc {
	d := &text.Doc{Text: &text.Text{}, Paragraphs: []text.Paragraph{{Kind: text.Body}}}
	var b strings.Builder
	for n, s := range sents {
		first := len(d.Tokens)
		for _, w := range s {
			at := b.Len()
			b.WriteString(w.Form)
			d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: at, End: b.Len()}, Sentence: int32(n), Quote: -1})
			b.WriteByte(' ')
		}
		d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(d.Tokens)}})
	}
	d.Content = b.String()
	return d
}

// TestMeasureTraining trains anew from the folder PARLEY_DATA and holds the embedded model to it, byte for byte.
func TestMeasureTraining(t *testing.T) {
	got, err := Train(os.DirFS(os.Getenv("PARLEY_DATA")), Options{Say: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("PARLEY_TRAIN_OUT"); out != "" {
		if err := os.WriteFile(out, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, model) {
		t.Errorf("trained %d bytes that differ from the embedded %d", len(got), len(model))
	}
}
