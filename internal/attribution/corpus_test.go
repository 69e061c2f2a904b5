package attribution

import (
	"crypto/sha256"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// said draws relations of a text: source | cue | content.
func said(d *text.Doc, rels []relation) string {
	words := func(rs []parley.TokenRange) string {
		var ws []string
		for _, r := range rs {
			for i := r.First; i < r.End; i++ {
				ws = append(ws, d.Word(i))
			}
		}
		return strings.Join(ws, " ")
	}
	var out []string
	for _, r := range rels {
		out = append(out, words(r.source)+" | "+words(r.cue)+" | "+words(r.content))
	}
	return strings.Join(out, "; ")
}

// spansOf are the bytes of words of a text, none where there are no words.
func spansOf(t *testing.T, plain, words string) [][2]int {
	t.Helper()
	if words == "" {
		return nil
	}
	at := strings.Index(plain, words)
	if at < 0 {
		t.Fatalf("%q is not in %q", words, plain)
	}
	return [][2]int{{at, at + len(words)}}
}

// TestAsPolNeAR: ends of a coded statement become those that PolNeAR's annotators choose.
func TestAsPolNeAR(t *testing.T) {
	read := reader(t)
	for _, c := range []struct{ plain, source, cue, content, want string }{
		{"The mayor has not said that the bridge will close.", "The mayor", "said", "the bridge will close", "The mayor | has not said | that the bridge will close"},
		{`"We will stay," the deckhand said.`, "the deckhand", "said", "We will stay", `the deckhand | said | " We will stay , "`},
		{"The union called for a truce on Friday.", "The union", "called", "a truce", "The union | called for | a truce"},
		{`She said he would go. "We wait," said Roe.`, "She", "said", "he would go", "She | said | he would go"},
		{"That town said no ferry sails.", "That town", "said", "no ferry sails", "That town | said | no ferry sails"},
	} {
		d := read(c.plain)
		a := article{Text: c.plain, coded: true, Attributions: []attributed{{spansOf(t, c.plain, c.source), spansOf(t, c.plain, c.cue), spansOf(t, c.plain, c.content)}}}
		if got := said(d, align(&a, d)); got != c.want {
			t.Errorf("%s", got)
		}
		a.coded = false
		if got := said(d, align(&a, d)); strings.Count(got, " ") > strings.Count(c.want, " ") {
			t.Errorf("an article of PolNeAR is changed: %s", got)
		}
	}
}

// TestReadCoded: of coded dossiers the statements with a cue that stand in no other are learned from; of dossiers that are only scored none. A report that the news lack, and a folder without dossiers, are errors.
func TestReadCoded(t *testing.T) {
	news := fstest.MapFS{"news/news-2016.jsonl.gz": packed(t, `{"id":"n1","date":"2031-05-04","title":"Bridge to close","text":"The mayor said the bridge would close, and that a smith denied it."}`)}
	const coding = `{"entities.json":[],"n1.txt.json":{"statements":[
		{"source":{"span":{"start":17,"end":26}},"cue":[{"start":27,"end":31}],"content":[{"start":32,"end":54}]},
		{"source":null,"cue":[],"content":[{"start":0,"end":6}]},
		{"source":null,"cue":[{"start":73,"end":79}],"content":[{"start":80,"end":82}],"nested_in":"s1"}]}}`
	coded := func(files fstest.MapFS) ([]article, error) {
		l := &learner{Options: Options{Coded: files}}
		return l.coded(news, sha256.New())
	}
	got, err := coded(fstest.MapFS{"ferry.json.gz": packed(t, coding), "check-ferry.json.gz": packed(t, coding)})
	if err != nil || len(got) != 1 || len(got[0].Attributions) != 1 || !got[0].coded || got[0].Date != "2031-05-04" {
		t.Fatalf("%+v, %v", got, err)
	}
	a := got[0]
	if x := a.Attributions[0]; a.Text[x.Source[0][0]:x.Source[0][1]] != "The mayor" || a.Text[x.Cue[0][0]:x.Cue[0][1]] != "said" {
		t.Errorf("%+v", x)
	}
	if _, err := coded(fstest.MapFS{"ferry.json.gz": packed(t, strings.Replace(coding, "n1.", "n2.", 1))}); err == nil || !strings.Contains(err.Error(), "n2") {
		t.Errorf("a report that is not there: %v", err)
	}
	if _, err := coded(fstest.MapFS{}); parley.KindOf(err) != parley.NotFound {
		t.Errorf("no dossiers: %v", err)
	}
}

// TestReadLessons: each case of an archive is an article; a relation without a content is an error.
func TestReadLessons(t *testing.T) {
	got, err := readLessons("x.txtar", []byte("-- one --\n{s1 She} {c1 said} {x1 no}.\n-- two --\nNobody spoke.\n"))
	if err != nil || len(got) != 2 || len(got[0].Attributions) != 1 || len(got[1].Attributions) != 0 || got[0].Text != "She said no.\n" || got[0].Date == got[1].Date {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := readLessons("x.txtar", []byte("-- one --\n{s1 She} {c1 said} no.\n")); err == nil {
		t.Error("a relation without a content is read")
	}
}
