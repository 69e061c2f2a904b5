package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands is every command of the program with its path, but for those that cobra makes.
func commands(t *testing.T) map[string]*cobra.Command {
	t.Helper()
	out := map[string]*cobra.Command{}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		out[c.CommandPath()] = c
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(&app{out: new(bytes.Buffer), err: new(bytes.Buffer)}))
	if len(out) < 20 {
		t.Fatalf("only %d commands", len(out))
	}
	return out
}

func TestHelp(t *testing.T) {
	for path, c := range commands(t) {
		if c.Short == "" || c.Long == "" || c.Example == "" {
			t.Errorf("%s lacks a short text, a long text or an example", path)
		}
		for _, line := range strings.Split(c.Long+"\n"+c.Example, "\n") {
			if len(line) > 110 {
				t.Errorf("%s: help line of %d characters: %s", path, len(line), line)
			}
		}
	}
}

// Every example of the help is a command line that the program takes.
func TestExamples(t *testing.T) {
	n := 0
	for path, c := range commands(t) {
		for _, line := range strings.Split(c.Example, "\n") {
			_, line, ours := strings.Cut(line, "parley ")
			if !ours {
				continue
			}
			n++
			line, _, _ = strings.Cut(line, "   ") // an explanation follows
			line, _, _ = strings.Cut(line, " |")
			line, _, _ = strings.Cut(line, " >")
			root := newRoot(&app{out: new(bytes.Buffer), err: new(bytes.Buffer)})
			cmd, rest, err := root.Find(shellSplit(line))
			if err == nil {
				err = cmd.ParseFlags(rest)
			}
			if err == nil && cmd.Name() != "build" { // build looks for its database
				err = cmd.ValidateArgs(cmd.Flags().Args())
			}
			if err != nil || !cmd.Runnable() {
				t.Errorf("%s: example %q: %v", path, line, err)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d examples", n)
	}
}

// shellSplit cuts a command line into words; double quotes hold words together.
func shellSplit(s string) []string {
	var words []string
	for i, part := range strings.Split(s, `"`) {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}

func TestUsage(t *testing.T) {
	dir := t.TempDir()
	none := dir + "/none.db"
	for _, tc := range []struct {
		args []string
		code int
		err  string
	}{
		{[]string{"biuld"}, exitUsage, "did you mean build?"},
		{[]string{"frobnicate"}, exitUsage, "no command \"frobnicate\"; there are add, build,"},
		{[]string{"help", "biuld"}, exitUsage, "did you mean build?"},
		{[]string{"completion", "fish", "x"}, exitUsage, "unknown command"},
		{[]string{"add", "x", "--dosier", none}, exitUsage, "parley add has no flag --dosier, did you mean --dossier?"},
		{[]string{"show", "summary", "-db", none}, exitUsage, "no flag -db, did you mean --db?"},
		{[]string{"show", "summary", "--min", "1"}, exitUsage, "did you mean --min-confidence?"},
		{[]string{"checkpoint", "--zzz"}, exitUsage, "no flag --zzz; it has --color, "},
		{[]string{"serve", "--host"}, exitUsage, "--host needs a value: "},
		{[]string{"search", "x", "--limit", "few"}, exitUsage, `--limit takes a whole number, not "few"`},
		{[]string{"watch", "x", "--every", "day"}, exitUsage, `--every takes a time such as 90s, 15m or 2h, not "day"`},
		{[]string{"diff", "--from", "May", none, none}, exitUsage, `--from takes a day such as 2031-05-04, not "May"`},
		{[]string{"version", "--json=perhaps"}, exitUsage, "--json takes true or false"},
		{[]string{"user", "ad"}, exitUsage, "did you mean add? There are add, disable, enable, list, password, role"},
		{[]string{"predict", "conlu"}, exitUsage, "did you mean conllu?"},
		{[]string{"train", "sintax"}, exitUsage, "did you mean syntax?"},
		{[]string{"eval", "sintax"}, exitUsage, "did you mean syntax?"},
		{[]string{"decide", "mark", "c1", "sen"}, exitUsage, "did you mean seen?"},
		{[]string{"decide", "add", "x", "statment"}, exitUsage, "did you mean statement?"},
		{[]string{"show", "conflits"}, exitUsage, "did you mean conflicts? There are summary, timeline"},
		{[]string{"export", none, "--format", "csv", "--list", "evnts"}, exitUsage, "did you mean events?"},
		{[]string{"build"}, exitUsage, "name files or folders"},
		{[]string{"build", "x", "--published", "4 May"}, exitUsage, "2031-05-04"},
		{[]string{"build", "x", "--colour"}, exitUsage, "--colour"},
		{[]string{"version", "--color", "red"}, exitUsage, "auto, always or never"},
		{[]string{"show", "rumours", none}, exitUsage, `no list "rumours"`},
		{[]string{"show", "rumours"}, exitUsage, `no list "rumours"; there are summary, timeline`},
		{[]string{"show", "summary", none}, exitNotFound, "parley build REPORTS... -o " + none},
		{[]string{"show", "report"}, exitUsage, "wrong number"},
		{[]string{"export", none}, exitNotFound, "no such database"},
		{[]string{"export", none, "--format", "xml"}, exitUsage, "json, csv or jsonl"},
		{[]string{"export", none, "--format", "csv"}, exitUsage, "--list reports, statements"},
		{[]string{"export", none, "--list", "events"}, exitUsage, "--format csv"},
		{[]string{"verify", none}, exitNotFound, "no such database"},
		{[]string{"verify", "../../go.mod"}, exitFailure, "not a Parley dossier"},
		{[]string{"serve", none, "--addr", "0.0.0.0:0"}, exitUsage, "--allow-remote"},
		{[]string{"serve", none, "--addr", ":0"}, exitUsage, "--allow-remote"},
		{[]string{"serve", none, "--addr", "8080"}, exitUsage, "127.0.0.1:8080"},
		{[]string{"serve", none}, exitNotFound, "no such database"},
		{[]string{"decide", "bless"}, exitUsage, "accept, add, edit, given"},
		{[]string{"decide", "given", "x", "--db", none}, exitUsage, "nothing given"},
		{[]string{"decide", "reject", "x", "s1", "--db", none}, exitNotFound, "no such database"},
	} {
		r := execute(t, tc.args...)
		if r.code != tc.code || !strings.Contains(r.err, tc.err) || r.out != "" {
			t.Errorf("parley %q: exit %d, want %d; stdout %q, stderr %q, want %q", tc.args, r.code, tc.code, r.out, r.err, tc.err)
		}
		if strings.Count(r.err, "\n") > 2 {
			t.Errorf("parley %q: %d lines of error:\n%s", tc.args, strings.Count(r.err, "\n"), r.err)
		}
	}
}

// TestWrongFlags gives every command a flag that is none: it must name its own and how to get help.
func TestWrongFlags(t *testing.T) {
	for path, c := range commands(t) {
		r := execute(t, append(strings.Fields(path)[1:], "--qqqqqqqq")...)
		own := true
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			own = own && (f.Hidden || f.Name == "help" || strings.Contains(r.err, "--"+f.Name))
		})
		if r.code != exitUsage || !own || !strings.Contains(r.err, "--json") || !strings.Contains(r.err, path+" --help") {
			t.Errorf("%s: exit %d, %s", path, r.code, r.err)
		}
	}
}

func TestNear(t *testing.T) {
	all := []string{"--db", "--as-of", "--color", "--min-confidence", "--json"}
	for got, want := range map[string]string{"--colour": "--color", "--asof": "--as-of", "--confidence": "--min-confidence", "--jsno": "--json", "--min-conf": "--min-confidence", "--x": "", "--dbs": "--db", "--\xff\xff": ""} {
		if s := strings.Join(near(got, all), " "); s != want {
			t.Errorf("near %q: %q, want %q", got, s, want)
		}
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := ok(t, "completion", shell); !strings.Contains(r.out, "parley") {
			t.Errorf("%s: %.100s", shell, r.out)
		}
	}
	has(t, "completion of lists", ok(t, "__complete", "show", "").out, "timeline", "statements", "report")
	has(t, "completion of --list", ok(t, "__complete", "export", "--list", "").out, "chronology")
}

func TestVersion(t *testing.T) {
	has(t, "version", ok(t, "version").out, "parley ", "reader ")
	if v := parse[programVersion](t, ok(t, "version", "--json").out); v.Reader == "" || v.Go == "" {
		t.Errorf("%+v", v)
	}
}
