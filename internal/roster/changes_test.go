package roster

import (
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func TestChanges(t *testing.T) {
	read := func(text, actors string) *parley.Configuration {
		t.Helper()
		c, problems := Read([]File{{"x.json", []byte(text)}, {"a.txt", []byte(actors)}})
		if problems != nil {
			t.Fatal(problems)
		}
		return c
	}
	a := read(`{"dossier": "One", "parties": [{"name": "Harland", "type": "state"}], "entities": [{"name": "Ana Roe"}, {"name": "Jon Vale", "aliases": ["J. Vale"], "role": "envoy"}],
		"offices": [{"office": "envoy", "of": "Ondria", "holders": [{"name": "Jon Vale"}]}], "apart": [["Ana Roe", "Anna Roe"]], "issues": [{"name": "Port", "words": ["port"]}], "actors": ["a.txt"]}`, "A [AAA]\nB [BBB]\n")
	b := read(`{"dossier": "Two", "parties": [{"name": "Harland", "type": "group"}], "entities": [{"name": "Jon Vale", "role": "legate"}, {"name": "Pia Lund"}],
		"offices": [{"office": "envoy", "of": "Ondria", "holders": [{"name": "Jon Vale", "to": "2031"}]}], "apart": [["Ana Roe", "A. Roe"]], "issues": [{"name": "Port", "words": ["port", "harbour"]}], "actors": ["a.txt"]}`, "A [AAB]\nC [CCC]\nD [DDD]\n")
	want := []string{`dossier: "Two", was "One"`, "party changed: Harland (type)", "entity changed: Jon Vale (aliases, role)", "entity added: Pia Lund", "entity removed: Ana Roe",
		"office changed: envoy of Ondria (holders)", "apart added: Ana Roe, A. Roe", "apart removed: Ana Roe, Anna Roe", "issue changed: Port (words)", "actors changed: a.txt (2 added, 1 removed, 1 otherwise)"}
	if got := Changes(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if got := Changes(a, a); got != nil {
		t.Errorf("against itself: %q", got)
	}
	if got := Changes(nil, a); len(got) != 8 || got[7] != "actors added: a.txt, 2 actors" {
		t.Errorf("the first: %q", got)
	}
	if got := Changes(a, nil); len(got) != 8 || got[0] != `dossier: none, was "One"` {
		t.Errorf("none any more: %q", got)
	}
}

// TestLoad: dictionaries are opened by the names that the configuration has; one that is not there is a problem of its line.
func TestLoad(t *testing.T) {
	disk := map[string]string{"x.json": "{\"actors\": [\"a.txt\",\n\"lists/b.txt\"]}", "a.txt": "A [AAA]\n", "bad.json": "{"}
	open := func(name string) ([]byte, error) {
		if s, ok := disk[name]; ok {
			return []byte(s), nil
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if _, _, _, err := Load("none.json", open); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, _, problems, err := Load("bad.json", open); err != nil || len(problems) != 1 {
		t.Error(problems, err)
	}
	files, c, problems, err := Load("x.json", open)
	if err != nil || c != nil || files != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].String(), `x.json:2: the actor dictionary "lists/b.txt" cannot be read: there is no such file`) {
		t.Error(c, problems, err)
	}
	disk["lists/b.txt"] = "B"
	files, c, problems, err = Load("x.json", open)
	if err != nil || problems != nil || len(files) != 3 || len(c.Actors) != 2 || len(c.Actors[1].Actors) != 1 {
		t.Error(files, c, problems, err)
	}
}
