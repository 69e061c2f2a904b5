package parley_test

import (
	"os"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/export"
)

// TestCodebook holds docs/codebook.md against the vocabulary: every word that a variable can have is explained in it.
func TestCodebook(t *testing.T) {
	b, err := os.ReadFile("docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	add := func(ws ...string) { words = append(words, ws...) }
	for _, a := range parley.Acts {
		add(string(a))
	}
	for _, e := range parley.EventTypes {
		add(string(e))
	}
	add(strings.Fields(`stated inferred given unknown interface caption credit related-link script-data breadcrumb duplicate-headline comment
		person organization state group place instrument office direct indirect mixed happened ongoing planned called-off called-for offered
		conditional denied alleged actor target party mediator beneficiary proposal working-paper agreement ceasefire resolution law
		channel-agreement backed agreed announced in-force violated withdrawn replaced rejected vetoed passed existence-denied exact
		more-than less-than about almost up-to at-least denial figure status reversal blame date reject accept merge narrator
		empty too_large binary charset no_text unreadable loop unsupported manifest damaged told truncated digest_mismatch header_too_large revisit index_mismatch unsafe_entry fault`)...)
	for _, w := range words {
		if !strings.Contains(string(b), "`"+w+"`") {
			t.Errorf("docs/codebook.md does not explain `%s`", w)
		}
	}
}

// TestCodebookTypes holds the codebook's table of event types against the vocabulary: a row a type, in its order.
func TestCodebookTypes(t *testing.T) {
	b, err := os.ReadFile("docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, e := range parley.EventTypes {
		row := "\n| `" + string(e) + "` |"
		k := strings.Index(string(b[at:]), row)
		if k < 0 {
			t.Errorf("docs/codebook.md: no row for %s after the one before it", e)
			continue
		}
		at += k + len(row)
	}
}

// TestCodebookColumns holds the codebook against the export: every column of every CSV list is explained in it.
func TestCodebookColumns(t *testing.T) {
	b, err := os.ReadFile("docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range export.Lists() {
		var head strings.Builder
		if err := export.CSV(&head, &parley.Record{}, list); err != nil {
			t.Fatal(err)
		}
		for _, column := range strings.Split(strings.TrimSpace(head.String()), ",") {
			if !strings.Contains(string(b), "`"+column+"`") {
				t.Errorf("docs/codebook.md does not explain column `%s` of list %s", column, list)
			}
		}
	}
}

// TestCodebookMapping holds the codebook's table of codes against the published mapping.
func TestCodebookMapping(t *testing.T) {
	b, err := os.ReadFile("docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	statuses := []parley.Status{parley.Happened, parley.Planned, parley.Offered, parley.CalledFor, parley.Conditional, parley.CalledOff, parley.Denied, parley.Alleged}
	for _, e := range parley.EventTypes {
		row := "\n| `" + string(e) + "` |"
		for _, st := range statuses {
			c := event.Code(e, st)
			row += " " + c.Plover + " " + c.Cameo + " |"
		}
		if !strings.Contains(string(b), row+"\n") {
			t.Errorf("docs/codebook.md: the codes of %s are not %q", e, row)
		}
	}
	for _, a := range parley.Acts {
		if c := event.CodeAct(a); c.Plover != "" && !strings.Contains(string(b), "`"+string(a)+"` "+c.Plover+" "+c.Cameo) {
			t.Errorf("docs/codebook.md: the code of act %s is not %s %s", a, c.Plover, c.Cameo)
		}
	}
}
