package predict

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/text"
)

// blanks is a gzip file of n blanks.
func blanks(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	block := bytes.Repeat([]byte(" "), 1<<20)
	for ; n > 0; n -= len(block) {
		if _, err := z.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPagesThatCannotBeRead(t *testing.T) {
	dir := fstest.MapFS{
		"big.html.gz":   {Data: blanks(t, 200<<20)},
		"broken.htm.gz": {Data: []byte("\x1f\x8b\x08")},
		"gone.html":     {Mode: fs.ModeDir},
		"good.html":     {Data: []byte("<title>Talks end</title><p>The envoys of Harland left Lea on Sunday without a deal, one of them said.</p>")},
		"blank.html":    {Data: []byte(" \n")},
	}
	var out bytes.Buffer
	var told []string
	if err := Pages(&out, dir, clean.Clean, func(err error) { told = append(told, err.Error()) }); err != nil {
		t.Fatal(err)
	}
	var got map[string]Page
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 4 || got["big"].Body+got["broken"].Body+got["blank"].Body != "" || !strings.HasPrefix(got["good"].Body, "The envoys") {
		t.Errorf("%+v", got)
	}
	if all := strings.Join(told, "\n"); len(told) != 3 || !strings.Contains(all, "big.html.gz: ") || !strings.Contains(all, "more than 16777216 bytes") || !strings.Contains(all, "blank.html: empty") {
		t.Errorf("told %q", told)
	}
	if err := Pages(&out, fstest.MapFS{"a.txt": {}}, clean.Clean, func(error) {}); parley.KindOf(err) != parley.NotFound {
		t.Errorf("a folder without pages: %v", err)
	}
}

func TestPageID(t *testing.T) {
	for file, want := range map[string]string{"a.html": "a", "a.b.htm.gz": "a.b", "a.html.gz": "a", "a.txt": "", "html": "", "a.gz": ""} {
		if got := PageID(file); got != want {
			t.Errorf("PageID(%q) = %q, want %q", file, got, want)
		}
	}
}

func TestArticleBody(t *testing.T) {
	content := "Talks end\n\nBoth will meet.\n\nLEA (Newswire) – The envoys left. Advert They said so.\n\nPhoto: Li Wen\n\nNo deal"
	at := func(s string) parley.Span {
		i := strings.Index(content, s)
		return parley.Span{Start: i, End: i + len(s)}
	}
	x := &text.Text{Content: content, Blocks: []text.Block{
		{Span: at("Talks end"), Kind: text.Headline},
		{Span: at("Both will meet."), Kind: text.Body, Paragraph: 1},
		{Span: at("LEA (Newswire) –"), Kind: text.Noise, Noise: parley.Credit, Paragraph: 2},
		{Span: at("The envoys left."), Kind: text.Body, Paragraph: 2},
		{Span: at("Advert"), Kind: text.Noise, Noise: parley.Interface, Paragraph: 2},
		{Span: at("They said so."), Kind: text.Body, Paragraph: 2},
		{Span: at("Photo: Li Wen"), Kind: text.Noise, Noise: parley.Credit, Paragraph: 3},
		{Span: at("No deal"), Kind: text.Subhead, Paragraph: 4},
	}}
	x.Meta.Standfirst = at("Both will meet.")
	if got, want := ArticleBody(x), "LEA (Newswire) – The envoys left. They said so.\n\nNo deal"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
