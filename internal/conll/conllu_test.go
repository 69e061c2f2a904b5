package conll

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// tiny is an invented treebank with everything the format has.
const tiny = `# newdoc id = ferry
# newpar
# sent_id = ferry-1
# text = Roe can't sail.
1	Roe	Roe	PROPN	NNP	_	4	nsubj	_	_
2-3	can't	_	_	_	_	_	_	_	_
2	ca	can	AUX	MD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	sail	sail	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	Note=x|SpaceAfter=No

# sent_id = ferry-2
1	Vale	Vale	PROPN	NNP	_	2	nsubj	_	_
2	can	can	AUX	MD	_	0	root	_	_
2.1	sail	sail	VERB	VB	_	_	_	2:dep	_

# newpar id = p2
# text = Go!
1	Go	go	VERB	VB	_	0	root	_	SpaceAfter=No
2	!	!	PUNCT	.	_	1	punct	_	_

`

func TestReadAndWrite(t *testing.T) {
	sents, err := ReadAll(NewReader(strings.NewReader(tiny)))
	if err != nil || len(sents) != 3 {
		t.Fatalf("%d sentences, %v", len(sents), err)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	for _, s := range sents {
		if err := s.Write(w); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if b.String() != tiny {
		t.Errorf("written:\n%s", b.String())
	}
	if s := sents[0]; s.Words != 5 || len(s.Rows) != 6 || s.Line != 1 || s.Rows[1].Kind != Multi || s.Rows[1].Last != 3 {
		t.Errorf("%+v", s)
	}
	if s := sents[1]; s.Rows[2].Kind != Empty || s.Rows[2].First != 2 || s.Words != 2 {
		t.Errorf("%+v", s)
	}
	if id, ok := sents[0].Comment("newdoc id"); !ok || id != "ferry" || !sents[0].Starts("newdoc") || !sents[2].Starts("newpar") || sents[1].Starts("newpar") {
		t.Errorf("comments %q", sents[0].Comments)
	}
	if got := Text(sents); got != "Roe can't sail.Vale can\n\nGo!\n" {
		t.Errorf("text %q", got)
	}
}

// A malformed sentence is named with its line, and the reading goes on behind it.
func TestMalformed(t *testing.T) {
	row := func(id string) string { return id + "\tw\t_\t_\t_\t_\t_\t_\t_\t_\n" }
	for name, tc := range map[string]struct{ sent, err string }{
		"few columns":  {row("1") + "2\tw\n", "line 2: 2 columns, not 10"},
		"many columns": {"1" + strings.Repeat("\tw", 10) + "\n", "line 1: 11 columns, not 10"},
		"no form":      {"1\t" + strings.Repeat("\t_", 8) + "\n", "line 1: no form"},
		"gap":          {row("1") + row("3"), `line 2: the number "3" does not follow`},
		"sign":         {row("+1"), `line 1: the number "+1"`},
		"word":         {row("one"), `line 1: the number "one"`},
		"range back":   {row("1") + row("1-2"), `line 2: the number "1-2"`},
		"range inside": {row("1-3") + row("1") + row("2-3"), `line 3: the number "2-3"`},
		"range open":   {row("1-3") + row("1"), "line 1: the multiword token 1-3 ends behind the last word, 1"},
		"empty node":   {row("1") + row("3.1"), `line 2: the number "3.1"`},
		"huge":         {row("99999999999999999999"), "line 1: the number"},
	} {
		t.Run(name, func(t *testing.T) {
			r := NewReader(strings.NewReader(tc.sent + "\n" + row("1") + "\n"))
			_, err := r.Next()
			if parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), tc.err) {
				t.Errorf("error %v, want %q", err, tc.err)
			}
			if s, err := r.Next(); err != nil || s.Words != 1 {
				t.Errorf("the sentence behind: %+v, %v", s, err)
			}
			if _, err := r.Next(); !errors.Is(err, io.EOF) {
				t.Errorf("the end: %v", err)
			}
		})
	}
}

// Line ends, a byte order mark, blanks in an empty line, a missing last line end: read as what is meant.
func TestLenient(t *testing.T) {
	plain := "# c\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	for name, in := range map[string]string{
		"CR LF": strings.ReplaceAll(plain, "\n", "\r\n"), "mark": "\ufeff" + plain, "blanks": strings.Replace(plain, "\n\n", "\n \t\n\n\n", 1),
		"no end": strings.TrimRight(plain, "\n"),
	} {
		sents, err := ReadAll(NewReader(strings.NewReader(in)))
		if err != nil || len(sents) != 2 || sents[0].Rows[0].Cols[Form] != "a" || len(sents[0].Comments) != 1 || sents[0].Comments[0] != "# c" || sents[1].Rows[0].Cols[Misc] != "_" {
			t.Errorf("%s: %v, %v", name, sents, err)
		}
	}
}

func TestPlain(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, tiny)
	z.Close()
	for name, in := range map[string]string{"gzip": packed.String(), "two members": packed.String() + packed.String(), "plain": tiny, "nothing": "", "one byte": "\x1f"} {
		r, err := Plain(strings.NewReader(in))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := io.ReadAll(r)
		want := in
		if name == "gzip" {
			want = tiny
		} else if name == "two members" {
			want = tiny + tiny
		}
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := Plain(strings.NewReader("\x1f\x8bbroken")); parley.KindOf(err) != parley.Unavailable {
		t.Errorf("broken gzip: %v", err)
	}
	r, err := Plain(strings.NewReader(packed.String()[:packed.Len()-12]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAll(NewReader(r)); parley.KindOf(err) != parley.Unavailable {
		t.Errorf("a gzip that breaks off: %v", err)
	}
}

func TestLines(t *testing.T) {
	l := NewLines(strings.NewReader("ab\r\nabcd\n"+strings.Repeat("x", 200_000)+"\nabcde\nlast"), 4)
	for _, want := range []string{"ab", "abcd", "!line 3: more than 4 bytes", "!line 4: more than 4 bytes", "last"} {
		b, err := l.Next()
		got := string(b)
		if err != nil {
			got = "!" + err.Error()
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if _, err := l.Next(); !errors.Is(err, io.EOF) || l.Number() != 5 {
		t.Errorf("%v in line %d", err, l.Number())
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte("1-2\tx\n\n\n#\n\n1.1\t"))
	f.Fuzz(func(t *testing.T, in []byte) {
		r := NewReader(bytes.NewReader(in))
		for n := 0; ; n++ {
			s, err := r.Next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil && parley.KindOf(err) != parley.Invalid:
				t.Fatal(err)
			case err != nil:
				continue
			case n > len(in):
				t.Fatal("no end")
			}
			// What was read is read again as it is.
			var b bytes.Buffer
			w := bufio.NewWriter(&b)
			_ = s.Write(w)
			w.Flush()
			again, err := NewReader(bytes.NewReader(b.Bytes())).Next()
			if err != nil || len(again.Rows) != len(s.Rows) || again.Words != s.Words || len(again.Comments) != len(s.Comments) {
				t.Fatalf("%q: %v", b.Bytes(), err)
			}
			for i := range s.Rows {
				if again.Rows[i] != s.Rows[i] {
					t.Fatalf("row %q became %q", s.Rows[i].Cols, again.Rows[i].Cols)
				}
			}
		}
	})
}
