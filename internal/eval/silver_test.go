package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// The machine-made layer over "Ana Roe and Vale ran far-off.": the conjunction hangs on the first conjunct and the name
// on its last word there, as in version 1.
const silverLayer = `{"id":"a","sentences":[[[0,3,"Ana","NNP","PERSON",2,"compound"],[4,7,"Roe","NNP","PERSON",5,"nsubj"],[8,11,"and","CC","O",2,"cc"],
[12,16,"Vale","NNP","PERSON",2,"conj"],[17,20,"run","VBD","O",0,"root"],[21,28,"far-off","RB","O",5,"advmod"],[28,29,".",".","O",5,"punct"]]]}`

func TestSilver(t *testing.T) {
	texts := map[string]string{"a": "Ana Roe and Vale ran far-off."}
	heads := []int32{4, 0, 3, 0, -1, 4, 4} // version 2: Ana <- Roe, and -> Vale
	score := func(read func(*text.Doc)) string {
		scores, err := Silver("", strings.NewReader(silverLayer), texts, read)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range scores {
			got = append(got, fmt.Sprintf("%s %d/%d", s.Name, s.Matched, s.Gold))
		}
		return strings.Join(got, ", ")
	}
	tag := func(d *text.Doc) {
		if len(d.Tokens) != 7 || d.Word(5) != "far-off" || len(d.Sentences) != 1 || len(d.Paragraphs) != 1 {
			t.Errorf("%+v", d)
		}
		d.Tags = make([]text.Tag, len(d.Tokens))
		for i := range d.Tags {
			d.Tags[i].Penn = "NNP"
		}
	}
	if got := score(tag); got != "XPOS 3/7" {
		t.Error(got)
	}
	if got := score(func(d *text.Doc) { tag(d); d.Heads = heads }); got != "XPOS 3/7, UAS 6/6" {
		t.Error(got)
	}
	if got := score(func(d *text.Doc) { tag(d); d.Heads = []int32{1, 4, 0, 1, -1, 4, 4} }); got != "XPOS 3/7, UAS 2/6" {
		t.Error(got)
	}
	for _, bad := range []string{`{"id":"a","sentences":[[[0,3]]]}`, `{"id":"a","sentences":[[[0,300,"","","",1,""]]]}`, `{"id":"a","sentences":[[[0,"x","","","",1,""]]]}`, `{`} {
		if _, err := Silver("", strings.NewReader(bad), texts, tag); parley.KindOf(err) != parley.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
