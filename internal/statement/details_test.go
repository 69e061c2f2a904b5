package statement_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley/internal/text"
)

// In the archives of testdata/details each line is a text of its own (¶ parts paragraphs), published on Wednesday 2031-03-12: [C1 cue], [A1 addressee], [V1 link of the
// chain], [O1 occasion], [P1 place], by number of the statement; after " | " its further properties, as in the other archives: "1: deny in=2 on=2031-03-10;
// 2: ask". A statement that has its cue marked has no addressee, link, occasion or place but those marked. Cues that are not marked are not looked at.
// A line that begins with "? " is a known failure: it must fail still.
var detailMark = regexp.MustCompile(`\[([CAVOP])([0-9]+) |\]`)

type detail struct {
	words map[string][]string // by kind of mark
	at    int                 // first byte of the cue
	props []string
}

// details parses a line to the plain text and what is wanted by number.
func details(line string) (string, map[string]*detail) {
	body, props, _ := strings.Cut(line, " | ")
	wants := map[string]*detail{}
	get := func(id string) *detail {
		if wants[id] == nil {
			wants[id] = &detail{words: map[string][]string{}}
		}
		return wants[id]
	}
	type open struct {
		kind, id string
		at       int
	}
	var stack []open
	var b strings.Builder
	for {
		m := detailMark.FindStringSubmatchIndex(body)
		if m == nil {
			b.WriteString(body)
			break
		}
		b.WriteString(body[:m[0]])
		if body[m[0]] == ']' {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			d := get(o.id)
			d.words[o.kind] = append(d.words[o.kind], b.String()[o.at:])
			if o.kind == "C" {
				d.at = o.at
			}
		} else {
			stack = append(stack, open{body[m[2]:m[3]], body[m[4]:m[5]], b.Len()})
		}
		body = body[m[1]:]
	}
	for _, l := range strings.Split(props, ";") {
		if id, rest, ok := strings.Cut(strings.TrimSpace(l), ": "); ok {
			get(id).props = strings.Fields(rest)
		}
	}
	return strings.ReplaceAll(b.String(), "¶", "\n\n"), wants
}

func TestDetails(t *testing.T) {
	r := newReader(t)
	files, err := filepath.Glob("testdata/details/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		known, all := 0, 0
		for _, c := range a.Files {
			for _, line := range strings.Split(strings.TrimSpace(string(c.Data)), "\n") {
				failing := strings.HasPrefix(line, "? ")
				wrong := detailsWrong(r, strings.TrimPrefix(line, "? "))
				all++
				switch {
				case failing && wrong == "":
					t.Errorf("%s/%s: right now, take the mark off: %s", filepath.Base(f), c.Name, line)
				case failing:
					known++
				case wrong != "":
					t.Errorf("%s/%s: %s\n    %s", filepath.Base(f), c.Name, line, wrong)
				}
			}
		}
		t.Logf("%s: %d of %d texts are known failures", filepath.Base(f), known, all)
	}
}

// detailsWrong says what is wrong with the reading of a line, "" for nothing.
func detailsWrong(r *reader, line string) string {
	plain, wants := details(line)
	d := r.read(plain)
	if d == nil {
		return "set aside"
	}
	ids := map[string]int{}
	for id, w := range wants {
		ids[id] = -1
		for i, s := range d.Statements {
			for _, c := range s.Cue {
				if len(w.words["C"]) > 0 && d.Slice(c) == w.words["C"][0] && c.Start == w.at {
					ids[id] = i
				}
			}
		}
		if ids[id] < 0 {
			return "missed " + id
		}
	}
	var wrong []string
	for id, w := range wants {
		s := d.Statements[ids[id]]
		var via []string
		for _, l := range s.Via {
			via = append(via, d.Slice(l.Span))
		}
		place := ""
		if s.Place >= 0 {
			place = d.Entities[s.Place].Name
		}
		for _, c := range []struct{ kind, got string }{{"A", d.Slice(s.AddrSpan)}, {"V", strings.Join(via, "; ")}, {"O", d.Slice(s.Occasion)}, {"P", place}} {
			if want := strings.Join(w.words[c.kind], "; "); want != c.got {
				wrong = append(wrong, id+" "+c.kind+": "+c.got+", want "+want)
			}
		}
		wrong = append(wrong, propsWrong(d, id, s, w.props, ids)...)
	}
	return strings.Join(wrong, " · ")
}

func propsWrong(d *text.Doc, id string, s text.Statement, props []string, ids map[string]int) (wrong []string) {
	for _, p := range props {
		k, v, valued := strings.Cut(p, "=")
		got := ""
		switch {
		case k == "on" && s.SaidOn == nil:
			got = "none"
		case k == "on":
			got = s.SaidOn.String()
		case k == "in":
			if n, ok := ids[v]; s.NestedIn < 0 && v == "none" || ok && s.NestedIn == n {
				got = v
			} else {
				got = "other"
			}
		case k == "by":
			got = strings.ReplaceAll(d.Slice(s.Source), " ", "_")
		case k == "neg" && s.Negated:
			continue
		case k == "direct" || k == "indirect" || k == "mixed":
			got, v = string(s.Mode), k
		case !valued:
			got, v = string(s.Act), k
		}
		if got != v {
			wrong = append(wrong, id+" "+k+": "+got+", want "+v)
		}
	}
	return wrong
}
