package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A clash is a conflict that a dossier must show: its kind and words of either side.
type clash struct {
	kind parley.ConflictKind
	x, y string
}

// dossiers are small invented dossiers of outlets on opposed sides, with what their record holds and must go on to hold: a check against going back, set down
// with the output in view, and no measure of how much is found.
var dossiers = []struct {
	name    string
	clashes []clash
	most    int         // conflicts there are at most
	same    [][2]string // words of two tellings of one thing
	days    [][2]string // a day, and words that it dates
	due     [][2]string // a day or the last of a term, and words that it is set for
}{
	{
		name: "lake", most: 13,
		clashes: []clash{
			{parley.DenialConflict, "Ondria handed Vessia a draft agreement", "Ondria had handed Vessia a draft agreement"},
			{parley.DenialConflict, "his government backed the draft", "No such draft exists"},
			{parley.DenialConflict, "Ondrian boats fired on the harbour", "its boats had fired on the harbour"},
			{parley.DenialConflict, "Ondria had closed the lake", "Claims by the Vessian army"},
			{parley.FigureConflict, "30 fishermen", "At least 45 fishermen"},
			{parley.BlameConflict, "Vessia of wrecking the meeting", "Ondria of wrecking the meeting"},
		},
		same: [][2]string{{"there was no draft", "Ondria had handed Vessia a draft agreement"}},
		days: [][2]string{{"2033-06-02", "Ondria handed Vessia a draft"}, {"2033-06-09", "experts from both sides would meet"}, {"2033-06-05", "the draft had been withdrawn"}},
		due:  [][2]string{{"2033-06-08", "We will sign it by Wednesday"}, {"2033-06-09", "experts from both sides would meet"}, {"2033-06-22", "resume the crossings"}},
	},
	{
		name: "pipe", most: 8,
		clashes: []clash{
			{parley.DenialConflict, "gunmen had blown up the pumping station", "the Harland army's claim"},
			{parley.BlameConflict, "Tessel had broken the truce", "Harland had broken the truce"},
			{parley.FigureConflict, "4,000 people", "9,000 people"},
		},
		same: [][2]string{{"gunmen had blown up the pumping station", "gunmen had blown up the pumping station"}, {"we accepted nothing", "Tessel has accepted nothing"}},
		days: [][2]string{{"2034-03-03", "The truce will begin"}, {"2034-03-12", "Talks on a lasting peace"}},
		due:  [][2]string{{"2034-03-03", "The truce will begin"}, {"2034-03-12", "Talks on a lasting peace"}},
	},
}

func TestDossiers(t *testing.T) {
	for _, d := range dossiers {
		db := filepath.Join(t.TempDir(), d.name+".db")
		dir := filepath.Join("..", "..", "testdata", "dossiers", d.name)
		ok(t, "build", "-q", dir, "-o", db)
		conflicts := parse[[]parley.Conflict](t, ok(t, "show", "conflicts", db, "--json").out)
		if len(conflicts) > d.most {
			t.Errorf("%s: %d conflicts, at most %d stand in the reports", d.name, len(conflicts), d.most)
		}
		for _, w := range d.clashes {
			if !slices.ContainsFunc(conflicts, func(c parley.Conflict) bool {
				return c.Kind == w.kind && (tells(c.Between, "x", w.x) && tells(c.Between, "y", w.y) || tells(c.Between, "y", w.x) && tells(c.Between, "x", w.y))
			}) {
				t.Errorf("%s: no %s conflict between %q and %q", d.name, w.kind, w.x, w.y)
			}
		}
		groups := toldAlike(t, dir, db)
		for _, w := range d.same {
			if !slices.ContainsFunc(groups, func(g []string) bool {
				i := slices.IndexFunc(g, func(s string) bool { return strings.Contains(s, w[0]) })
				return i >= 0 && slices.ContainsFunc(slices.Delete(slices.Clone(g), i, i+1), func(s string) bool { return strings.Contains(s, w[1]) })
			}) {
				t.Errorf("%s: %q and %q are not told alike", d.name, w[0], w[1])
			}
		}
		lines := parse[[]parley.ChronologyLine](t, ok(t, "show", "timeline", db, "--json").out)
		for _, w := range d.days {
			if !slices.ContainsFunc(lines, func(l parley.ChronologyLine) bool {
				return l.From.String() == w[0] && l.To == l.From && tells(l.Members, "", w[1])
			}) {
				t.Errorf("%s: %s does not tell %q", d.name, w[0], w[1])
			}
		}
		kept := parse[[]parley.Commitment](t, ok(t, "show", "commitments", db, "--json").out)
		for _, w := range d.due {
			if !slices.ContainsFunc(kept, func(c parley.Commitment) bool {
				return c.Due != nil && c.Due.To.String() == w[0] && strings.Contains(c.Said.Passage.Text, w[1])
			}) {
				t.Errorf("%s: nothing falls due on %s with %q", d.name, w[0], w[1])
			}
		}
	}
}

// toldAlike lists the groups of what is told alike, as the words of their members.
func toldAlike(t *testing.T, dir, db string) (out [][]string) {
	t.Helper()
	rec := parse[struct {
		Same []struct {
			Members []struct {
				File       string
				Start, End int
			}
		}
	}](t, ok(t, "export", db, "--format", "json").out)
	for _, g := range rec.Same {
		var words []string
		for _, m := range g.Members {
			raw, err := os.ReadFile(filepath.Join(dir, m.File))
			if err != nil {
				t.Fatal(err)
			}
			words = append(words, string(raw[m.Start:m.End]))
		}
		out = append(out, words)
	}
	return out
}

// tells reports whether a member on a side ("" for any) has some words.
func tells(ms []parley.Member, side, words string) bool {
	return slices.ContainsFunc(ms, func(m parley.Member) bool {
		return (side == "" || m.Side == side) && strings.Contains(m.Passage.Text, words)
	})
}
