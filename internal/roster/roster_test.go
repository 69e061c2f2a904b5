package roster

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func day(t testing.TB, s string) parley.Date {
	t.Helper()
	d, err := parley.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestExample reads the configuration that the documents show.
func TestExample(t *testing.T) {
	var files []File
	for _, n := range []string{"dossier.json", "harland.actors.txt"} {
		b, err := os.ReadFile("../../examples/configuration/" + n)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{n, b})
	}
	c, problems := Read(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if c.Name == "" || len(c.Parties) != 3 || len(c.Entities) != 3 || len(c.Posts) != 2 || len(c.Apart) != 1 || len(c.Issues) != 2 || len(c.Actors) != 1 {
		t.Errorf("%+v", c)
	}
	if want := (parley.Holder{Name: "Ana Roe", From: day(t, "2031-03-01"), To: day(t, "2031-05-06")}); c.Posts[0].Holders[0] != want {
		t.Errorf("holder %+v, want %+v", c.Posts[0].Holders[0], want)
	}
	if l := c.Actors[0]; len(l.Actors) != 7 || len(l.Wrong) > 0 {
		t.Errorf("%d actors, wrong %v", len(l.Actors), l.Wrong)
	}
	if _, problems := Read(files[:1]); len(problems) != 1 {
		t.Errorf("without its dictionary: %v", problems)
	}
}

// TestDays: a month or a year is its first day where something begins, its last where it ends.
func TestDays(t *testing.T) {
	c, problems := Parse(File{"x", []byte(`{"offices": [{"office": "envoy", "holders": [{"name": "Ana Roe", "from": "2030", "to": "2031"}, {"name": "Jon Vale", "from": "2032-02", "to": "2032-02"}]}]}`)})
	if problems != nil {
		t.Fatal(problems)
	}
	want := []parley.Holder{{Name: "Ana Roe", From: day(t, "2030-01-01"), To: day(t, "2031-12-31")}, {Name: "Jon Vale", From: day(t, "2032-02-01"), To: day(t, "2032-02-29")}}
	if got := c.Posts[0].Holders; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestProblems: each fault is told with its line, and nothing is used.
func TestProblems(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{``, `x.json:1: it ends too early`},
		{"{\n\"dossier\": \"a\"\n", `x.json:2: it ends too early`},
		{"{\n\"dossier\": nonsense}", `x.json:2: it is not JSON`},
		{"{\"dossier\": \"a\"}\n\n{}", `x.json:3: something stands behind the end`},
		{"{\"dossier\":\n\"\xff\"}", `x.json:2: it is not UTF-8`},
		{`[]`, `x.json:1: the configuration is a list and should be an object`},
		{"{\"dossier\": \"a\",\n\"dossier\": \"b\"}", `x.json:2: "dossier" stands twice, first on line 1`},
		{"{\n\n\"partys\": []}", `x.json:3: the configuration has no field "partys"; there are actors, apart, dossier, entities, issues, offices, parties, note`},
		{`{"note": 3}`, `x.json:1: note is a number`},
		{`{"dossier": 3}`, `x.json:1: dossier is a number, true, false or null and should be a text`},
		{`{"dossier": " the "}`, `x.json:1: dossier " the " names nothing`},
		{`{"dossier": "a` + strings.Repeat("b", 200) + `"}`, `longer than 200 bytes`},
		{`{"dossier": "a\u202eb"}`, `control characters`},
		{`{"entities": {}}`, `entities is an object and should be a list`},
		{`{"entities": ["Ana Roe"]}`, `an entity is a text and should be an object`},
		{"{\"entities\": [\n{\"type\": \"person\"}]}", `x.json:2: an entity has no name`},
		{`{"entities": [{"name": "Ana Roe", "type": "persn"}]}`, `type "persn" is none`},
		{`{"entities": [{"name": "Ana Roe", "members": []}]}`, `an entity has no field "members"`},
		{`{"parties": [{"name": "Harland", "side": "Vessia"}]}`, `a party has no field "side"`},
		{"{\"entities\": [{\"name\": \"Ana Roe\"},\n{\"name\": \"ana  ROE\"}]}", `x.json:2: the name "ana ROE" is given twice: on line 1 it is "Ana Roe"`},
		{"{\"entities\": [{\"name\": \"Ana Roe\"},\n{\"name\": \"Pia Lund\", \"aliases\": [\n\"Ana Roe\"]}]}", `x.json:3: the name "Ana Roe" is given twice`},
		{`{"entities": [{"name": "Ana Roe", "aliases": ["A. Roe", "A Roe"]}]}`, `"A Roe" stands twice among the names of "Ana Roe"`},
		{`{"entities": [{"name": "Ana Roe", "aliases": ["the Ana Roe"]}]}`, `the name "the Ana Roe" is given twice`},
		{`{"entities": [{"name": "Ana Roe", "side": "Harland"}]}`, `"Ana Roe" speaks for "Harland", which is no party or entity of this configuration`},
		{`{"entities": [{"name": "Ana Roe", "side": "Ana Roe"}]}`, `"Ana Roe" speaks for itself`},
		{`{"entities": [{"name": "Ana Roe", "side": "Jon Vale"}, {"name": "Jon Vale", "side": "Ana Roe"}]}`, `"Ana Roe" speaks for "Jon Vale", which in the end speaks for it`},
		{`{"parties": [{"name": "Harland", "members": ["Harland"]}]}`, `"Harland" is a member of itself`},
		{`{"parties": [{"name": "Harland", "members": ["Ana Roe"]}, {"name": "Vessia", "members": ["Ana Roe"]}]}`, `"Ana Roe" is a member twice, of "Harland" and of "Vessia"`},
		{`{"parties": [{"name": "Harland", "members": ["Ana Roe"]}, {"name": "Vessia"}], "entities": [{"name": "Ana Roe", "side": "Vessia"}]}`, `"Ana Roe" is a member of "Harland" and speaks for "Vessia"`},
		{`{"offices": [{"holders": [{"name": "Ana Roe"}]}]}`, `an office has no office`},
		{`{"offices": [{"office": "envoy"}]}`, `an office has no holders`},
		{`{"offices": [{"office": "envoy", "holders": []}]}`, `an office needs holders`},
		{`{"offices": [{"office": "envoy", "holders": [{"from": "2031"}]}]}`, `a holder has no name`},
		{`{"offices": [{"office": "envoy", "holders": [{"name": "Ana Roe", "from": "May 2031"}]}]}`, `from is no day, month or year such as`},
		{`{"offices": [{"office": "envoy", "holders": [{"name": "Ana Roe", "from": "2031-02-30"}]}]}`, `from is no day`},
		{"{\"offices\": [{\"office\": \"envoy\", \"holders\": [\n{\"name\": \"Ana Roe\", \"from\": \"2031-05\", \"to\": \"2031-04\"}]}]}", `x.json:2: "Ana Roe" ends on 2031-04-30, before it begins on 2031-05-01`},
		{`{"offices": [{"office": "envoy", "holders": [{"name": "Ana Roe", "from": "2031"}, {"name": "Ana Roe", "to": "2031-02"}]}]}`, `"Ana Roe" holds the office "envoy" twice on one day`},
		{`{"offices": [{"office": "envoy", "of": "Ondria", "holders": [{"name": "Ana Roe"}]}, {"office": "legate", "of": "ondria", "aliases": ["Envoy"], "holders": [{"name": "Jon Vale"}]}]}`, `the office "Envoy" is given twice`},
		{`{"apart": [["Ana Roe"]]}`, `to be kept apart takes two names`},
		{`{"apart": [["Ana Roe", "ana roe"]]}`, `are one entity of this configuration`},
		{`{"apart": [["Ana Roe", "A. Roe"]], "entities": [{"name": "Ana Roe", "aliases": ["A. Roe"]}]}`, `"Ana Roe" and "A. Roe" are one entity of this configuration, and cannot be kept apart`},
		{`{"issues": [{"name": "Port"}]}`, `an issue has no words`},
		{`{"issues": [{"words": ["port"]}]}`, `an issue has no name`},
		{`{"issues": [{"name": "Port", "words": ["port"]}, {"name": "the port", "words": ["harbour"]}]}`, `the issue "the port" is given twice`},
		{`{"issues": [{"name": "Port", "words": ["port"]}, {"name": "Harbour", "words": ["Port"]}]}`, `"Port" belongs to the issue "Port" already`},
		{`{"issues": [{"name": "Port", "words": ["po*rt"]}]}`, `the * does not stand at the end`},
		{`{"actors": [3]}`, `actors are the names of files`},
		{`{"actors": ["a.txt", "a.txt"]}`, `named twice`},
		{strings.Repeat(`{"note":`, 1), `ends too early`},
		{`{"apart": [[[[[[[[[[["x"]]]]]]]]]]]}`, `too deep`},
	} {
		c, problems := Parse(File{"x.json", []byte(tc.text)})
		var lines []string
		for _, p := range problems {
			lines = append(lines, p.String())
		}
		if all := strings.Join(lines, "\n"); c != nil || !strings.Contains(all, tc.want) {
			t.Errorf("%.200s\n got %s\nwant %s", tc.text, all, tc.want)
		}
	}
}

// TestAllProblems: one reading tells all, by line.
func TestAllProblems(t *testing.T) {
	_, problems := Parse(File{"x.json", []byte("{\"entities\": [\n{\"name\": \"Ana Roe\", \"side\": \"Nowhere\"},\n{\"nme\": \"Jon Vale\"}],\n\"apart\": [[\"Ana Roe\", \"Ana Roe\"]]}")})
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Line)
	}
	if want := []int{2, 3, 3, 4}; !reflect.DeepEqual(lines, want) {
		t.Errorf("lines %v, want %v: %v", lines, want, problems)
	}
}

func TestActors(t *testing.T) {
	const text = "\ufeff# comment\n" +
		"HARLAND_ [HLD] ; its own\n" + // 2
		"+HARLANDIC_ #x\n" +
		"+HARLANDIC_\n" +
		"\n" +
		"ANA_MARIA_ROE_\n" + // 6
		"+A._ROE_\n" +
		"\t[HLDGOV 930120-010120]\n" +
		"\t[HLDOPP <19920101] [HLDELI >310101] [---]\n" +
		"\t[hldx] [HLD 311301-320101] [HLD 320101-310101] [HLD 310101] [HLD >] [HLDGOV\n" + // 10
		"HARLAND LIBERATION_FRONT_(HLF)_ [HLDREB]\r\n" +
		"~AGENT [~GOV]\n" + // 12
		"+LOST\n" +
		"!PERSON! = MAN\n" +
		"___ [HLD]\n" +
		"OTHER_ [HLD] x [VES]\n" + // 16
		"+A+B\n" +
		"\xff\n" +
		"NOCODE\n" +
		"---STOP---\n" +
		"NEVER [HLD]\n"
	actors, wrong := Actors([]byte(text))
	d := func(s string) parley.Date { return day(t, s) }
	want := []parley.ActorEntry{
		{Names: []string{"HARLAND", "HARLANDIC"}, Codes: []parley.ActorCode{{Code: "HLD"}}},
		{Names: []string{"ANA MARIA ROE", "A. ROE"}, Codes: []parley.ActorCode{{Code: "HLDGOV", From: d("1993-01-20"), To: d("2001-01-20")},
			{Code: "HLDOPP", To: d("1992-01-01")}, {Code: "HLDELI", From: d("1931-01-01")}}},
		{Names: []string{"HARLAND LIBERATION FRONT", "HLF"}, Codes: []parley.ActorCode{{Code: "HLDREB"}}},
		{Names: []string{"OTHER"}, Codes: []parley.ActorCode{{Code: "HLD"}}},
		{Names: []string{"NOCODE"}},
	}
	if !reflect.DeepEqual(actors, want) {
		t.Errorf("actors\n%+v\nwant\n%+v", actors, want)
	}
	var got []string
	for _, w := range wrong {
		got = append(got, strings.Repeat("|", 0)+w.Why)
		if w.Line < 10 || w.Line > 18 {
			t.Errorf("line %d: %s", w.Line, w.Why)
		}
	}
	for i, part := range []string{"capitals and digits", "is no day of the form", "before it begins", "one day alone", "the day is missing", "no closing bracket", "agent dictionary", "no line of an actor dictionary", "is no name", "between the codes", "two synonyms", "not UTF-8"} {
		if i >= len(got) || !strings.Contains(got[i], part) {
			t.Fatalf("wrong lines %q, want number %d with %q", got, i, part)
		}
	}
	if _, wrong := Actors([]byte("+A\n[HLD]\n" + strings.Repeat("x", longestLine+1) + "\nB [HLD]")); len(wrong) != 3 {
		t.Errorf("%v", wrong)
	}
}

// FuzzActors: whatever a dictionary holds, its reading ends, has a line for each thing it did not use, and gives names and codes that are some.
func FuzzActors(f *testing.F) {
	f.Add([]byte("A_B_ [USAGOV 930120-010120] [---]\n+C\n\t[X <1]\n"))
	f.Add([]byte("+A\n[~B]\n\xff[\n]["))
	f.Fuzz(func(t *testing.T, b []byte) {
		actors, wrong := Actors(b)
		lines := strings.Count(string(b), "\n") + 1
		for _, w := range wrong {
			if w.Line < 1 || w.Line > lines || w.Why == "" {
				t.Errorf("%+v of %d lines", w, lines)
			}
		}
		for _, a := range actors {
			if len(a.Names) == 0 {
				t.Error("an actor without a name")
			}
			for _, n := range a.Names {
				if !names(n) || strings.ContainsFunc(n, control) || n != strings.TrimSpace(n) {
					t.Errorf("name %q", n)
				}
			}
			for _, c := range a.Codes {
				if c.Code == "" || c.From.Known() && c.To.Known() && c.From > c.To {
					t.Errorf("code %+v", c)
				}
			}
		}
	})
}

// FuzzParse: whatever a configuration holds, it is used whole or told what is wrong with it, on a line that it has.
func FuzzParse(f *testing.F) {
	b, err := os.ReadFile("../../examples/configuration/dossier.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"offices": [{"office": "envoy", "holders": [{"name": "Ana Roe", "from": "2031", "to": "2030"}]}], "apart": [["a", "b"]], "issues": [{"name": "x", "words": ["y*"]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, problems := Parse(File{"x", b})
		if (c == nil) == (len(problems) == 0) {
			t.Fatalf("%v and %v", c, problems)
		}
		lines := strings.Count(string(b), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Why == "" {
				t.Errorf("%v of %d lines", p, lines)
			}
		}
		if c == nil {
			return
		}
		for _, o := range c.Posts {
			for _, h := range o.Holders {
				if h.Name == "" || h.From.Known() && h.To.Known() && h.From > h.To {
					t.Errorf("holder %+v", h)
				}
			}
		}
		for _, e := range append(c.Parties, c.Entities...) {
			if e.Name == "" {
				t.Error("an entity without a name")
			}
		}
	})
}
