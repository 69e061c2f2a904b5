package attribution

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

func packed(t *testing.T, s string) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// tinyArticle is an invented article of PolNeAR's format: sentences of one pattern and others that report nothing.
func tinyArticle(t *testing.T, k int) string {
	t.Helper()
	r := learn.Rand(uint64(k) + 1)
	pick := func(xs ...string) string { return xs[r.Below(len(xs))] }
	var b strings.Builder
	type spans struct{ Source, Cue, Content [][2]int }
	var rels []spans
	part := func(s string) [][2]int {
		from := b.Len()
		b.WriteString(s)
		return [][2]int{{from, b.Len()}}
	}
	for range 8 {
		switch r.Below(3) {
		case 0:
			x := spans{Source: part(pick("The envoy", "Ana Roe", "Tomas Lund", "The minister"))}
			b.WriteString(" ")
			x.Cue = part(pick("said", "claimed", "denied"))
			b.WriteString(" ")
			x.Content = part("that " + pick("the talks", "the ferries", "both sides") + " " + pick("had stopped", "would go on", "were late"))
			rels = append(rels, x)
			b.WriteString(".\n")
		case 1:
			x := spans{Content: part("\"" + pick("We will not go", "It is too late", "They lost the paper") + ",\"")}
			b.WriteString(" ")
			x.Source = part(pick("Roe", "Lund", "the envoy"))
			b.WriteString(" ")
			x.Cue = part("said")
			rels = append(rels, x)
			b.WriteString(".\n")
		default:
			b.WriteString(pick("The hall was cold.", "A ferry left the harbour at noon.", "Lund and Roe met in Riverton.") + "\n")
		}
	}
	row, err := json.Marshal(map[string]any{"id": fmt.Sprint("tiny-", k), "date": fmt.Sprintf("2031-03-%02d", 28-k), "text": b.String(), "attributions": rels})
	if err != nil {
		t.Fatal(err)
	}
	return string(row) + "\n"
}

func tinyData(t *testing.T) fstest.MapFS {
	t.Helper()
	var b strings.Builder
	for k := range 12 {
		b.WriteString(tinyArticle(t, k))
	}
	return fstest.MapFS{
		"polnear/train.jsonl.gz":        packed(t, b.String()),
		"lexicon/oewn-synsets.tsv.gz":   packed(t, "1-v\tverb.communication\tsay|claim|two words\n2-n\tnoun.person\tenvoy|minister|Lund\n3-a\tadj.all\tcold\n4-n\tnoun.plant\ttree\n"),
		"polnear/another-file-of-it.gz": packed(t, "not read"),
	}
}

// tinyOptions train in a second.
func tinyOptions(t *testing.T) Options {
	return Options{Read: reader(t), Seed: 3, Folds: 2, Rounds: 1, Epochs: 4, Means: 2, Drop: 64}
}

func TestTrain(t *testing.T) {
	data, o := tinyData(t), tinyOptions(t)
	var said, ids []string
	found := 0
	o.Told = func(id string, d *text.Doc, as []text.Attribution) {
		ids = append(ids, id)
		found += len(as)
		checkLaws(t, &text.Doc{Text: d.Text, Tokens: d.Tokens, Attributions: as})
	}
	first, err := Train(data, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Told, o.Say = nil, func(s string) { said = append(said, s) }
	second, err := Train(data, o)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("two trainings differ (%v)", err)
	}
	if len(ids) != 12 || ids[0] != "tiny-11" || ids[11] != "tiny-0" { // in order of time
		t.Errorf("told of %v", ids)
	}
	if log := strings.Join(said, "\n"); !strings.Contains(log, "12 articles read") || !strings.Contains(log, "out of fold: P ") {
		t.Errorf("said %s", log)
	}
	x, err := Open(first)
	if err != nil {
		t.Fatal(err)
	}
	if h := x.Info(); h.Seed != 3 || h.Data == [32]byte{} || h.Score("F1") < 5000 || found < 20 {
		t.Errorf("seed %d, F1 %d, %d found out of fold", h.Seed, h.Score("F1"), found)
	}
	d := reader(t)("A ferry came late.\nTomas Lund claimed that both sides were late.\nThe hall was cold.\n")
	x.Find(d)
	checkLaws(t, d)
	if got := drawn(d); !strings.HasPrefix(got, "Tomas Lund | claimed | that both sides were late | ") || strings.Count(got, "\n") != 1 {
		t.Errorf("found\n%s", got)
	}
	if testing.Short() {
		return
	}
	o.Seed, o.Say = 4, nil
	if third, err := Train(data, o); err != nil || bytes.Equal(first, third) {
		t.Errorf("another seed gives the same (%v)", err)
	}
}

func TestTrainRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		with *fstest.MapFile
		kind parley.Kind
		says string
	}{
		"no articles":   {"polnear/train.jsonl.gz", nil, parley.NotFound, "polnear/train.jsonl.gz"},
		"not packed":    {"polnear/train.jsonl.gz", &fstest.MapFile{Data: []byte("{}")}, parley.Invalid, "polnear/train.jsonl.gz"},
		"no JSON":       {"polnear/train.jsonl.gz", packed(t, "{\"id\": 3"), parley.Invalid, "polnear/train.jsonl.gz"},
		"none at all":   {"polnear/train.jsonl.gz", packed(t, ""), parley.Invalid, "articles"},
		"no WordNet":    {"lexicon/oewn-synsets.tsv.gz", nil, parley.NotFound, "oewn"},
		"short WordNet": {"lexicon/oewn-synsets.tsv.gz", packed(t, "1-v\tverb.communication\n"), parley.Invalid, "2 columns"},
	} {
		t.Run(name, func(t *testing.T) {
			data := tinyData(t)
			delete(data, c.file)
			if c.with != nil {
				data[c.file] = c.with
			}
			if m, err := Train(data, tinyOptions(t)); m != nil || parley.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d bytes, error %v", len(m), err)
			}
		})
	}
}

func TestReadClasses(t *testing.T) {
	got, err := readClasses(strings.NewReader("1-v\tverb.communication\tsay|tell|two words|Lund|x2\n2-v\tverb.cognition\tsay\n3-n\tnoun.person\tsay\n4-a\tadj.all\tcold\n5-v\tverb.none\tgo\n"))
	if err != nil || len(got) != 3 {
		t.Fatalf("%v, %v", got, err)
	}
	if a, b, c := got[lexKey(verbPart, lowerHash("say"))], got[lexKey(verbPart, lowerHash("tell"))], got[lexKey(nounPart, lowerHash("say"))]; a != 3 || b != 1 || c != 1 {
		t.Errorf("%b, %b, %b", a, b, c)
	}
}

func TestMark(t *testing.T) {
	win := parley.TokenRange{First: 10, End: 16}
	for in, want := range map[string]string{"": "000000", "11-13": "034000", "8-12 14-20": "340034", "2-10 16-17": "000000", "8-30": "344444"} {
		gold := make([]uint8, 6)
		mark(gold, win, rs(in), contentFirst)
		got := ""
		for _, g := range gold {
			got += fmt.Sprint(g)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
