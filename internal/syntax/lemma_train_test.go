package syntax

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// TestTrainLemmas learns from the tiny treebank and a tiny lexicon.
func TestTrainLemmas(t *testing.T) {
	data := tinyData(false)
	data[synsetsFile] = packed("1-v\tverb.communication\tparley|bedevil|two words\t\tx\n1-n\tnoun.act\tmovie|Movie|ploy\t\tx\n")
	data[formsFile] = packed("wend\tv\twent\n")
	var said []string
	a, err := TrainLemmas(data, func(s string) { said = append(said, s) })
	if err != nil {
		t.Fatal(err)
	}
	b, err := TrainLemmas(data, func(string) {})
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("two trainings differ (%v)", err)
	}
	if len(said) != 1 || !strings.Contains(said[0], "81 of 81") {
		t.Errorf("said %q", said)
	}
	l, err := openLemmas(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ word, penn, want string }{
		{"bedeviled", "VBD", "bedevil"}, {"movies", "NNS", "movie"}, {"Ploys", "NNS", "ploy"}, {"went", "VBD", "go"}, {"Envoys", "NNS", "envoy"}, {"Movies", "NNS", "movie"},
	} {
		u := text.NOUN
		if c.penn[0] == 'V' {
			u = text.VERB
		}
		if got := l.lemma(c.word, text.Tag{Penn: c.penn, U: u}, false); got != c.want {
			t.Errorf("%s: %s, want %s", c.word, got, c.want)
		}
	}
}

func TestTrainLemmasRefuses(t *testing.T) {
	data := tinyData(false)
	data[synsetsFile] = packed("1-v\tverb.communication\n")
	if _, err := TrainLemmas(data, func(string) {}); parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), "2 columns") {
		t.Errorf("error %v", err)
	}
	delete(data, trainFile)
	if _, err := TrainLemmas(data, func(string) {}); parley.KindOf(err) != parley.NotFound {
		t.Errorf("error %v", err)
	}
}

func TestOpenLemmasRefuses(t *testing.T) {
	l := embeddedLemmas(t)
	head := learn.Head{Kind: "lemma", Template: lemmaTemplate}
	if _, err := openLemmas(l.encode(head)); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*lemmatizer){
		"words cut":      func(l *lemmatizer) { l.table.words = l.table.words[1:] },
		"known cut":      func(l *lemmatizer) { l.known = l.known[1:] },
		"lemmas cut":     func(l *lemmatizer) { l.table.lemmas = l.table.lemmas[1:] },
		"no starts":      func(l *lemmatizer) { l.table.starts = nil },
		"starts cut":     func(l *lemmatizer) { l.table.starts = l.table.starts[:8] },
		"starts descend": func(l *lemmatizer) { l.table.starts[7] = 0xff },
	} {
		bad := &lemmatizer{table: lemmaTable{words: slices.Clone(l.table.words), starts: slices.Clone(l.table.starts), lemmas: l.table.lemmas}, known: l.known}
		spoil(bad)
		if _, err := openLemmas(bad.encode(head)); parley.KindOf(err) != parley.Invalid {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := openLemmas(model); parley.KindOf(err) != parley.Invalid {
		t.Errorf("another model: error %v", err)
	}
}

// TestLemmaTable holds the table to a map over many keys, and an empty one to nothing.
func TestLemmaTable(t *testing.T) {
	var entries []entry
	r := learn.Rand(1)
	for range 5000 {
		entries = append(entries, entry{lemmaKey(r.Next()), "talks", "talk"})
	}
	table, err := newLemmaTable(entries)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if v, ok := table.find(e.key); !ok || table.lemma(v, "talks") != "talk" {
			t.Fatalf("%x is lost", e.key)
		}
	}
	for range 5000 {
		if _, ok := table.find(lemmaKey(r.Next())); ok {
			t.Error("a key that nobody put in")
		}
	}
	if _, ok := (&lemmaTable{}).find(1); ok {
		t.Error("something in an empty table")
	}
}

func TestSpelling(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{withS("ally"), "allies"}, {withS("day"), "days"}, {withS("clash"), "clashes"}, {withS("talk"), "talks"},
		{suffixed("deny", "ed"), "denied"}, {suffixed("agree", "ed"), "agreed"}, {suffixed("meet", "er"), "meeter"},
		{progressive("die"), "dying"}, {progressive("agree"), "agreeing"}, {progressive("cede"), "ceding"}, {progressive("sign"), "signing"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
