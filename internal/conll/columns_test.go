package conll

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func TestColumns(t *testing.T) {
	in := "\ufeff-DOCSTART- -X- O O\n\n# id ferry domain=en\nAna\tNNP\tB-person\nRoe\tNNP\tI-person\r\n \t\n\tO\n" +
		"EU NNP B-ORG\n# NN O\nalone\n-DOCSTART-s\tO\n\n-DOCSTART-\tO"
	want := []string{"doc ' '", "end", "comment", "Ana|B-person '\t'", "Roe|I-person '\t'", "end", "!line 7: no token in the first column",
		"EU|B-ORG ' '", "#|O ' '", "alone| '\t'", "-DOCSTART-s|O '\t'", "end", "doc '\t'"}
	c := NewColumns(strings.NewReader(in))
	var got []string
	for {
		l, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		var s string
		switch {
		case err != nil:
			s = "!" + err.Error()
		case l.Mark == SentenceEnd:
			s = "end"
		case l.Mark == CommentLine:
			s = "comment"
		case l.Mark == DocStart:
			s = fmt.Sprintf("doc '%s'", l.Sep)
		default:
			s = fmt.Sprintf("%s|%s '%s'", l.Form, l.Last, l.Sep)
		}
		got = append(got, s)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

var lineEnd = regexp.MustCompile(`\r+(\n|$)`)

func FuzzColumns(f *testing.F) {
	f.Add([]byte("-DOCSTART-\n\n# a b\nx\tO\ny z O\n\t\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c := NewColumns(bytes.NewReader(in))
		var all []string
		for {
			l, err := c.Next()
			switch {
			case errors.Is(err, io.EOF):
				// Nothing is lost but line ends.
				if got, want := strings.Join(all, "\n"), lineEnd.ReplaceAllString(string(in), "$1"); strings.TrimSuffix(want, "\n") != got && want != got {
					t.Fatalf("%q became %q", want, got)
				}
				return
			case err != nil && parley.KindOf(err) != parley.Invalid:
				t.Fatal(err)
			case err == nil && l.Mark == TokenLine && (l.Form == "" || !strings.Contains(l.Text, l.Form)):
				t.Fatalf("%+v", l)
			}
			all = append(all, l.Text)
		}
	})
}
