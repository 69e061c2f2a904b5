package predict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// stages are the shipped ones.
var stages = sync.OnceValue(func() *Stages {
	t, err := syntax.New()
	if err != nil {
		panic(err)
	}
	return &Stages{Segmenter: segment.New(), Tagger: t}
})

// A chainParser hangs each word on the one before it, with tags that name the word.
type chainParser struct{ count *int }

func (p chainParser) Tag(d *text.Doc) {
	if p.count != nil {
		*p.count++
	}
	d.Tags, d.Lemmas = make([]text.Tag, len(d.Tokens)), make([]string, len(d.Tokens))
	for i := range d.Tokens {
		d.Tags[i], d.Lemmas[i] = text.Tag{U: text.NOUN, Penn: "NN"}, strings.ToUpper(d.Word(i))
	}
}

func (p chainParser) Parse(d *text.Doc) {
	p.Tag(d)
	d.Rels = make([]string, len(d.Tokens))
	for i := range d.Rels {
		d.Rels[i] = "dep"
	}
	d.Heads = make([]int32, len(d.Tokens))
	for _, s := range d.Sentences {
		for i := s.Tokens.First; i < s.Tokens.End; i++ {
			d.Heads[i] = int32(i - 1)
		}
		d.Heads[s.Tokens.First] = -1
	}
}

func rawAnswer(t testing.TB, in string, s *Stages) string {
	t.Helper()
	var b bytes.Buffer
	if err := Raw(&b, strings.NewReader(in), "", s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// columns are some columns of the rows of CoNLL-U, blanks between; comments stay.
func columns(s string, which ...int) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 10 {
			for i, c := range which {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(f[c])
			}
			b.WriteByte('\n')
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

func TestRaw(t *testing.T) {
	got := rawAnswer(t, "\ufeffRoe's team can't sail.  We’re\ngonna wait (\"soon\").\n\n \nGo!\n", stages())
	want := `# newdoc
# newpar
# sent_id = 1
# text = Roe's team can't sail.
1-2 Roe's TokenRange=3:8
1 Roe TokenRange=3:6
2 's TokenRange=6:8
3 team TokenRange=9:13
4-5 can't TokenRange=14:19
4 ca TokenRange=14:16
5 n't TokenRange=16:19
6 sail SpaceAfter=No|TokenRange=20:24
7 . TokenRange=24:25

# sent_id = 2
# text = We’re gonna wait ("soon").
1-2 We’re TokenRange=27:34
1 We TokenRange=27:29
2 ’re TokenRange=29:34
3-4 gonna TokenRange=35:40
3 gon TokenRange=35:38
4 na TokenRange=38:40
5 wait TokenRange=41:45
6 ( SpaceAfter=No|TokenRange=46:47
7 " SpaceAfter=No|TokenRange=47:48
8 soon SpaceAfter=No|TokenRange=48:52
9 " SpaceAfter=No|TokenRange=52:53
10 ) SpaceAfter=No|TokenRange=53:54
11 . TokenRange=54:55

# newpar
# sent_id = 3
# text = Go!
1 Go SpaceAfter=No|TokenRange=59:61
2 ! TokenRange=61:62

`
	if got := columns(got, conll.ID, conll.Form, conll.Misc); got != want {
		t.Errorf("got:\n%s", got)
	}
	if got := rawAnswer(t, "", stages()) + rawAnswer(t, " \n\n\t", stages()); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

// Trees are written where the tagger has them; HEAD counts from 1 in the sentence.
func TestRawTrees(t *testing.T) {
	got := columns(rawAnswer(t, "Ana won. It rained.", &Stages{segment.New(), chainParser{}}), conll.ID, conll.Form, conll.Lemma, conll.Head, conll.Deprel)
	if !strings.Contains(got, "1 Ana ANA 0 root\n2 won WON 1 dep\n3 . . 2 dep\n") || !strings.Contains(got, "1 It IT 0 root\n2 rained RAINED 1 dep\n") {
		t.Errorf("got:\n%s", got)
	}
}

// Whatever the document says, a sentence has one root and no cycle.
func TestTree(t *testing.T) {
	for _, tc := range []struct {
		heads []int32
		want  string
	}{
		{[]int32{-1, 0, 1}, "0:root 1:dep 2:dep"},
		{[]int32{1, 2, -1}, "2:dep 3:dep 0:root"},
		{[]int32{-1, -1, 1}, "0:root 1:parataxis 2:dep"},
		{[]int32{1, 2, 0}, "0:root 3:dep 1:dep"},
		{[]int32{0, 0, 9}, "0:root 1:dep 1:parataxis"},
		{[]int32{1, 0, -1}, "0:root 1:dep 1:parataxis"},
		{[]int32{-7, 2, 1}, "0:root 1:parataxis 2:dep"},
	} {
		var b treeBuilder
		b.read(&text.Doc{Heads: tc.heads, Rels: []string{"dep", "dep", "dep"}}, parley.TokenRange{First: 0, End: 3})
		var got []string
		for k := range 3 {
			h, r := b.columns(k)
			got = append(got, h+":"+r)
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%v: %s, want %s", tc.heads, s, tc.want)
		}
	}
}

func TestJoined(t *testing.T) {
	for in, want := range map[string]string{
		"don't": "don't", "I'm": "I'm", "U.S.'s": "U.S.'s", "cannot": "cannot", "the boys' boat": "boys'", "they'd've": "they'd've",
		"a 15-year plan": "", "39K": "", "(Roe)'s": "", "well-known": "", "'s": "",
	} {
		got := ""
		for line := range strings.Lines(rawAnswer(t, in, stages())) {
			if id, rest, _ := strings.Cut(line, "\t"); strings.Contains(id, "-") {
				form, _, _ := strings.Cut(rest, "\t")
				got += form
			}
		}
		if got != want {
			t.Errorf("%s: multiword tokens %q, want %q", in, got, want)
		}
	}
}

const given = `# newdoc id = one
# sent_id = x
# text = Roe can't sail.
1	Roe	?	X	?	A=b	9	?	9:x	_
2-3	can't	_	_	_	_	_	_	_	Note=1
2	ca	?	X	?	_	_	?	_	_
3	n't	?	X	?	_	_	?	_	_
3.1	now	?	X	?	_	_	?	9:x	_
4	sail	?	X	?	_	_	?	_	SpaceAfter=No
5	.	?	X	?	_	_	?	_	Note=2

# sent_id = y
1	broken

# newdoc id = two
# newpar
1	Go	?	X	?	_	_	?	_	_

`

func TestTokens(t *testing.T) {
	var b bytes.Buffer
	var told []string
	if err := Tokens(&b, strings.NewReader(given), &Stages{segment.New(), chainParser{}}, func(err error) { told = append(told, err.Error()) }); err != nil {
		t.Fatal(err)
	}
	want := `# newdoc id = one
# sent_id = x
# text = Roe can't sail.
1	Roe	ROE	NOUN	NN	_	0	root	_	_
2-3	can't	_	_	_	_	_	_	_	Note=1
2	ca	CA	NOUN	NN	_	1	dep	_	_
3	n't	N'T	NOUN	NN	_	2	dep	_	_
3.1	now	?	X	?	_	_	?	9:x	_
4	sail	SAIL	NOUN	NN	_	3	dep	_	SpaceAfter=No
5	.	.	NOUN	NN	_	4	dep	_	Note=2

# newdoc id = two
# newpar
1	Go	GO	NOUN	NN	_	0	root	_	_

`
	if b.String() != want {
		t.Errorf("got:\n%s", b.String())
	}
	if len(told) != 1 || told[0] != "line 13: 2 columns, not 10" {
		t.Errorf("told %q", told)
	}
}

// What was predicted from raw text and is given as tokens gets the same answer.
func TestRawThenTokens(t *testing.T) {
	first := rawAnswer(t, "Ana Roe's boat can't sail, she said. \"We'll wait.\"\n\nThe U.S. team left.", stages())
	var b bytes.Buffer
	if err := Tokens(&b, strings.NewReader(first), stages(), func(err error) { t.Error(err) }); err != nil {
		t.Fatal(err)
	}
	if b.String() != first {
		t.Errorf("got:\n%s\nof:\n%s", b.String(), first)
	}
}

// The document that the stages see has the forms at their places.
func TestBuilder(t *testing.T) {
	var b builder
	b.paragraph()
	b.add("Roe", true)
	b.add("sails", false)
	b.add(".", true)
	b.end()
	b.paragraph()
	b.add("10 000", true)
	b.add(strings.Repeat("é", 1000), false)
	d := b.doc()
	if want := "Roe sails.\n\n10 000 " + strings.Repeat("é", formLimit/2); d.Content != want {
		t.Errorf("content %q", d.Content)
	}
	if d.Word(3) != "10 000" || d.Word(2) != "." || len(d.Sentences) != 2 || len(d.Paragraphs) != 2 || len(d.Blocks) != 2 {
		t.Errorf("%+v", d)
	}
	if p := d.Paragraphs[1]; d.Slice(p.Span) != d.Content[12:] || p.Sentences != [2]int{1, 2} || d.ParagraphOf(3) != 1 {
		t.Errorf("%+v", p)
	}
}

// A labeller that names capitalised words.
type capitals struct{ short bool }

func (c capitals) Label(d *text.Doc, scheme string, labels []string) ([]string, error) {
	if scheme == "none" {
		return nil, errors.New("no scheme")
	}
	if d.Tags == nil {
		return nil, errors.New("no tags")
	}
	for i := range d.Tokens {
		if c.short {
			break
		}
		l := "O"
		if w := d.Word(i); w[0] >= 'A' && w[0] <= 'Z' {
			l = "B-" + scheme
		}
		labels = append(labels, l)
	}
	return labels, nil
}

func TestNames(t *testing.T) {
	in := "-DOCSTART- -X- O\n\nAna\tB-person\nsaid\tO\n\tO\n \n-DOCSTART-\nRoe\nEU NNP\n\n\nend"
	want := "-DOCSTART- -X- O O\n\nAna\tB-person\tB-x\nsaid\tO\tO\n\tO\tO\n \n-DOCSTART-\tO\nRoe\tB-x\nEU NNP B-x\n\n\nend\tO\n"
	var b bytes.Buffer
	var told []string
	err := Names(&b, strings.NewReader(in), "x", stages().Tagger, capitals{}, func(err error) { told = append(told, err.Error()) })
	if err != nil || b.String() != want {
		t.Errorf("%v\ngot  %q\nwant %q", err, b.String(), want)
	}
	if len(told) != 1 || told[0] != "line 5: no token in the first column" {
		t.Errorf("told %q", told)
	}
	if err := Names(&b, strings.NewReader(in), "none", stages().Tagger, capitals{}, func(error) {}); err == nil {
		t.Error("an error of the labeller is lost")
	}
	if err := Names(&b, strings.NewReader("a\n"), "x", stages().Tagger, capitals{short: true}, nil); parley.KindOf(err) != parley.Internal {
		t.Errorf("too few labels: %v", err)
	}
}

// Long input is answered in pieces; no line is lost between them.
func TestNamesInPieces(t *testing.T) {
	for name, in := range map[string]string{"sentences": strings.Repeat("Ana\tO\nran\tO\n\n", pieceTokens), "one sentence": strings.Repeat("Ana\tO\nran\tO\n", 2*pieceTokens)} {
		var b bytes.Buffer
		if err := Names(&b, strings.NewReader(in), "x", chainParser{}, capitals{}, nil); err != nil {
			t.Fatal(err)
		}
		if want := strings.ReplaceAll(strings.ReplaceAll(in, "Ana\tO", "Ana\tO\tB-x"), "ran\tO", "ran\tO\tO"); b.String() != want {
			t.Errorf("%s: %d bytes, want %d", name, b.Len(), len(want))
		}
	}
}

// A document is what -DOCSTART- parts, or a number of sentences.
func TestNamesDocuments(t *testing.T) {
	for in, want := range map[string]int{
		strings.Repeat("a\n\n", 2*looseSentences+1):                      3,
		"-DOCSTART-\n" + strings.Repeat("a\n\n", 2*looseSentences):       1,
		strings.Repeat("-DOCSTART-\na\n\n", 3) + strings.Repeat("\n", 9): 3,
	} {
		n := 0
		if err := Names(io.Discard, strings.NewReader(in), "x", chainParser{count: &n}, capitals{}, func(error) {}); err != nil || n != want {
			t.Errorf("%d documents, want %d (%v)", n, want, err)
		}
	}
}

// A chainer of each word that occurs twice.
type repeats struct{}

func (repeats) Coref(d *text.Doc) [][]parley.TokenRange {
	at, out := map[string]int{}, [][]parley.TokenRange{}
	for i := range d.Tokens {
		r := parley.TokenRange{First: i, End: i + 1}
		if n, ok := at[d.Lower(i)]; ok {
			out[n] = append(out[n], r)
			continue
		}
		at[d.Lower(i)] = len(out)
		out = append(out, []parley.TokenRange{r})
	}
	kept := [][]parley.TokenRange{{}, {{First: 0, End: 0}}} // empty ones do not come through
	for _, c := range out {
		if len(c) > 1 {
			kept = append(kept, c)
		}
	}
	return kept
}

func TestCoref(t *testing.T) {
	in := `{"id":"a<b","text":"Ana saw é Ana.","more":[1]}` + "\n\n" + `{"id":7,"text":""}` + "\n" + `{"id":"x"}` + "\n[1]\nnone\n\"\xff\"\n" + `{"text":"y"}` + "\n" +
		`{"id":null,"text":"to to\n\nto"}`
	want := `{"id":"a<b","chains":[[[0,3],[11,14]]]}` + "\n" + `{"id":7,"chains":[]}` + "\n" + `{"id":null,"chains":[[[0,2],[3,5],[7,9]]]}` + "\n"
	var b bytes.Buffer
	var told []string
	if err := Coref(&b, strings.NewReader(in), stages(), repeats{}, func(err error) { told = append(told, err.Error()) }); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
	for i, w := range []string{"line 4: no text", "line 5: no JSON object", "line 6: no JSON object", "line 7: not UTF-8", "line 8: no id"} {
		if len(told) != 5 || !strings.HasPrefix(told[i], w) {
			t.Fatalf("told %q", told)
		}
	}
}

// A full disk is an error, of the output.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputFails(t *testing.T) {
	long := strings.Repeat("Ana ran.\n\n", 20_000)
	for name, err := range map[string]error{
		"raw":    Raw(full{}, strings.NewReader(long), "", stages()),
		"tokens": Tokens(full{}, strings.NewReader(given), stages(), func(error) {}),
		"names":  Names(full{}, strings.NewReader("a\n"), "x", stages().Tagger, capitals{}, nil),
		"coref":  Coref(full{}, strings.NewReader(`{"id":1,"text":""}`), stages(), repeats{}, nil),
	} {
		if parley.KindOf(err) != parley.Unavailable || !strings.Contains(fmt.Sprint(err), "no space left") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An input that breaks off is answered as far as it goes, and is an error.
func TestInputBreaksOff(t *testing.T) {
	breaks := func(s string) io.Reader {
		return io.MultiReader(strings.NewReader(s), iotest.ErrReader(errors.New("cut off")))
	}
	for name, answer := range map[string]func(io.Writer) error{
		"raw":    func(w io.Writer) error { return Raw(w, breaks("Roe left."), "", stages()) },
		"tokens": func(w io.Writer) error { return Tokens(w, breaks(given), stages(), func(error) {}) },
		"names":  func(w io.Writer) error { return Names(w, breaks("Roe\n"), "x", chainParser{}, capitals{}, nil) },
		"coref": func(w io.Writer) error {
			return Coref(w, breaks("{\"id\":\"Roe\",\"text\":\"\"}\n"), stages(), none{}, nil)
		},
	} {
		var b bytes.Buffer
		if err := answer(&b); parley.KindOf(err) != parley.Unavailable || !strings.Contains(fmt.Sprint(err), "cut off") || !strings.Contains(b.String(), "Roe") {
			t.Errorf("%s: %v, %q", name, err, b.String())
		}
	}
}

var tokenRange = regexp.MustCompile(`TokenRange=(\d+):(\d+)`)

// hold checks the laws of an answer to raw text: it is CoNLL-U; the ranges of its words ascend and say what the form
// says; between them stands white space alone, or marks that print nothing; SpaceAfter=No says that none does.
func hold(t testing.TB, in, out string) {
	t.Helper()
	sents, err := conll.ReadAll(conll.NewReader(strings.NewReader(out)))
	if err != nil {
		t.Fatal(err)
	}
	end, glued := 0, false
	for _, s := range sents {
		last := 0
		var multi conll.Row
		for _, r := range s.Rows {
			m := tokenRange.FindStringSubmatch(r.Cols[conll.Misc])
			if m == nil {
				t.Fatalf("no range in %q", r.Cols)
			}
			from, _ := strconv.Atoi(m[1])
			to, _ := strconv.Atoi(m[2])
			if from < end || to <= from || to > len(in) || valid(in[from:to]) != r.Cols[conll.Form] {
				t.Fatalf("%q is not what stands in %d:%d", r.Cols[conll.Form], from, to)
			}
			if r.Kind == conll.Multi {
				multi, last = r, r.Last
				continue
			}
			gap := in[end:from]
			if glued != (gap == "") && end > 0 || strings.IndexFunc(gap, func(c rune) bool { return !empty(c) }) >= 0 {
				t.Fatalf("between %d and %d stands %q, glued %v", end, from, gap, glued)
			}
			end, glued = to, !r.HasSpace()
			switch {
			case r.First < last:
				glued = true
			case r.First == last:
				glued = !multi.HasSpace()
			}
		}
	}
	if rest := in[end:]; glued || strings.IndexFunc(rest, func(c rune) bool { return !empty(c) }) >= 0 {
		t.Fatalf("behind %d stands %q, glued %v", end, rest, glued)
	}
}

// empty reports whether c is white space or a mark that prints nothing, which no token needs to hold.
func empty(c rune) bool {
	return strings.ContainsRune("\u200b\u200e\u200f\u2060\ufeff", c) || strings.TrimSpace(string(c)) == ""
}
