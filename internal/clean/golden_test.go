package clean

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

var update = flag.Bool("update", false, "write what the tests get into their archives")

// TestGolden reads testdata/*.txtar, an archive for each phenomenon: a report in x.txt or x.html, and in x.want its
// blocks and metadata.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		changed := false
		for i := 0; i+1 < len(a.Files); i += 2 {
			in, want := a.Files[i], &a.Files[i+1]
			base, ext := strings.TrimSuffix(in.Name, filepath.Ext(in.Name)), filepath.Ext(in.Name)
			if want.Name != base+".want" {
				t.Fatalf("%s: %s after %s", f, want.Name, in.Name)
			}
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar")+"/"+base, func(t *testing.T) {
				format := parley.PlainText
				if ext == ".html" {
					format = parley.HTML
				}
				x := check(t, string(in.Data), format)
				got := ""
				if x != nil {
					got = describe(x)
				}
				if got != string(want.Data) {
					if *update {
						want.Data, changed = []byte(got), true
						return
					}
					t.Error(cmp.Diff(strings.Split(string(want.Data), "\n"), strings.Split(got, "\n")))
				}
			})
		}
		if changed {
			if err := os.WriteFile(f, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// describe writes blocks and metadata, a line each; characters that do not show are escaped.
func describe(x *text.Text) string {
	var b strings.Builder
	kinds := [...]string{text.Body: "body", text.Headline: "headline", text.Subhead: "subhead", text.Stamp: "stamp"}
	for _, k := range x.Blocks {
		name := string(k.Noise)
		if k.Kind != text.Noise {
			name = kinds[k.Kind]
		}
		fmt.Fprintf(&b, "%d %s: %s\n", k.Paragraph, name, visible(x.Content[k.Span.Start:k.Span.End]))
	}
	line := func(what, name string, how parley.Known, why string) {
		if name == "" {
			return
		}
		fmt.Fprintf(&b, "%s = %s", what, name)
		if how != "" {
			fmt.Fprintf(&b, " (%s", how)
			if why != "" {
				fmt.Fprintf(&b, ", %s", why)
			}
			b.WriteString(")")
		}
		b.WriteString("\n")
	}
	m := x.Meta
	line("outlet", m.Outlet.Name, m.Outlet.How, m.Outlet.Why)
	for _, y := range m.Bylines {
		line(y.Role, y.Name, "", "")
	}
	for _, a := range m.Agencies {
		line("agency", a.Name, "", "")
	}
	line("dateline", m.Dateline.Name, "", "")
	line("published", m.Published.Value.String(), m.Published.How, m.Published.Why)
	for _, d := range m.Dates {
		line("date", d.Value.String(), "", "")
	}
	line("updated", m.Updated.Value.String(), m.Updated.How, m.Updated.Why)
	line("section", m.Section.Name, m.Section.How, m.Section.Why)
	spans := func(what string, all ...parley.Span) {
		for _, s := range all {
			if !s.Empty() {
				line(what, visible(x.Content[s.Start:s.End]), "", "")
			}
		}
	}
	spans("standfirst", m.Standfirst)
	spans("correction", m.Corrections...)
	for _, e := range m.Entries {
		spans("entry of "+e.Day.Value.String()+" "+x.Content[e.Stamp.Start:e.Stamp.End], e.Span)
	}
	line("language", m.Language, "", "")
	line("url", m.URL, "", "")
	line("flags", strings.Join(m.Flags, " "), "", "")
	for _, r := range x.Repairs {
		fmt.Fprintf(&b, "repair: %s x%d from byte %d\n", r.What, r.N, r.Raw.Start)
	}
	return b.String()
}

func visible(s string) string {
	q := strconv.Quote(s)
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(q[1 : len(q)-1])
}
