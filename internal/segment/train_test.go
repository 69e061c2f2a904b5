package segment

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
	"testing/fstest"
)

// TestEmbeddedModel opens the model of this package: New would do without it.
func TestEmbeddedModel(t *testing.T) {
	g := rules()
	if err := g.load(embedded); err != nil {
		t.Fatal(err)
	}
	if len(embedded) > 300_000 {
		t.Errorf("%d bytes", len(embedded))
	}
	if err := g.load(embedded[:len(embedded)-1]); err == nil {
		t.Error("a model cut short is opened")
	}
	if err := g.load(nil); err == nil {
		t.Error("no model is opened")
	}
}

// TestTrain trains on a tiny treebank, twice.
func TestTrain(t *testing.T) {
	pack := func(s string) *fstest.MapFile {
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
	files := fstest.MapFS{trainFile: pack(strings.Repeat(tinyTreebank, 30)), devFile: pack(tinyTreebank)}
	first, err := Train(files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	files[newsFile] = pack(`{"id":"a","text":"He left. She went to Riverton."}`)
	files[silverFile] = pack(`{"id":"a","sentences":[[[0,2],[3,7],[7,8]],[[9,12],[13,17],[18,20],[21,29],[29,30]]]}`)
	for _, o := range []Options{{Gold: true}, {}} {
		again, err := Train(files, o)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(first, again) != o.Gold {
			t.Errorf("gold alone %v: the same bytes %v", o.Gold, !o.Gold)
		}
	}
	for name, bad := range map[string]string{
		"token outside its article": `{"id":"a","sentences":[[[0,99]]]}`,
		"token of one field":        `{"id":"a","sentences":[[[0]]]}`,
		"no JSON":                   `{`,
	} {
		files[silverFile] = pack(bad)
		if _, err := Train(files, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, bad := range map[string]string{
		"a line of two fields":    "1\tRoe\n",
		"a multiword token of -1": "2-1\tRoe\t_\t_\t_\t_\t_\t_\t_\t_\n",
		"nothing":                 "",
	} {
		files[trainFile] = pack(bad)
		if _, err := Train(files, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
