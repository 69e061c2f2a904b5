package eval

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A Gold is the record of a dossier as it was coded by hand.
type Gold struct {
	Files       []string // names of the coded reports, sorted
	reports     map[string]*goldReport
	entities    []goldEntity
	instruments []goldInstrument
	cross       goldCross
}

// ReadGold reads the gold record in folder gold, a JSON file per report beside entities.json, instruments.json and
// cross.json, and the raw reports in folder dossier. It refuses a span that does not hold the words it claims and a
// member that no report has. An error names the file.
func ReadGold(gold, dossier string) (*Gold, error) {
	entries, err := os.ReadDir(gold)
	if err != nil {
		return nil, readError(err)
	}
	g := &Gold{reports: map[string]*goldReport{}}
	for _, e := range entries {
		path := filepath.Join(gold, e.Name())
		switch {
		case filepath.Ext(path) != ".json":
		case e.Name() == "entities.json":
			err = load(path, &g.entities)
		case e.Name() == "instruments.json":
			err = load(path, &g.instruments)
		case e.Name() == "cross.json":
			err = load(path, &g.cross)
		default:
			err = g.report(path, dossier)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(g.Files) == 0 {
		return nil, parley.Errorf(parley.NotFound, "eval", "%s: no gold report in it", gold)
	}
	slices.Sort(g.Files)
	return g, g.check(gold)
}

func readError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &parley.Error{Kind: parley.NotFound, Op: "eval", Err: err}
	}
	return &parley.Error{Kind: parley.Unavailable, Op: "eval", Err: err}
}

func load(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return readError(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: "eval: " + path, Err: err}
	}
	return nil
}

// report reads one coded report and its raw bytes.
func (g *Gold) report(path, dossier string) error {
	r := &goldReport{}
	if err := load(path, r); err != nil {
		return err
	}
	if r.File == "" || filepath.Base(r.File) != r.File || g.reports[r.File] != nil {
		return parley.Errorf(parley.Invalid, "eval", "%s: %q is no name of a report, or one that another file has", path, r.File)
	}
	raw, err := os.ReadFile(filepath.Join(dossier, r.File))
	if err != nil {
		return readError(err)
	}
	r.raw = raw
	return g.take(path, r)
}

// take adds a coded report whose spans hold.
func (g *Gold) take(path string, r *goldReport) error {
	for _, s := range r.spans() {
		if !s.holds(r.raw) {
			return s.wrong(path)
		}
	}
	g.reports[r.File] = r
	g.Files = append(g.Files, r.File)
	return nil
}

// check sees to what leads from one file of the gold into another.
func (g *Gold) check(folder string) error {
	for _, in := range g.instruments {
		for _, h := range in.History {
			r := g.reports[h.File]
			if r == nil {
				return parley.Errorf(parley.Invalid, "eval", "%s: a step of %s in %q, which is not coded", filepath.Join(folder, "instruments.json"), in.ID, h.File)
			}
			for _, s := range append([]span{h.span}, h.Also.Span...) {
				if !s.holds(r.raw) {
					return s.wrong(filepath.Join(folder, "instruments.json"))
				}
			}
		}
	}
	for _, lines := range [][]goldLine{g.cross.Conflicts, g.cross.Same, g.cross.Chronology} {
		for _, l := range lines {
			for _, m := range append(slices.Clone(l.Between), l.Members...) {
				if len(g.bytesOf(m)) == 0 {
					return parley.Errorf(parley.Invalid, "eval", "%s: %s: no finding %s in %q", filepath.Join(folder, "cross.json"), l.ID, m.ID, m.File)
				}
			}
		}
	}
	return nil
}

// bytesOf are the bytes that a member rests on, in its file; none where there is no such finding.
func (g *Gold) bytesOf(m goldMember) ranges {
	r := g.reports[m.File]
	if r == nil {
		return nil
	}
	for _, s := range r.Statements {
		if s.ID == m.ID {
			return coverSpans(append(slices.Clone(s.Content), s.Cue...)...)
		}
	}
	for _, e := range r.Events {
		if e.ID == m.ID {
			return coverSpans(append([]span{e.Evidence}, e.Also.Evidence...)...)
		}
	}
	for _, f := range r.Figures {
		if f.ID == m.ID {
			return coverSpans(f.Span)
		}
	}
	return nil
}

// holds reports whether the words of a span stand at its bytes. What is not UTF-8 in the file is U+FFFD in the gold.
func (s span) holds(raw []byte) bool {
	if s.Start < 0 || s.End > len(raw) || s.Start >= s.End {
		return false
	}
	return s.Text == "" || repaired(string(raw[s.Start:s.End])) == repaired(s.Text)
}

// repaired is s with one U+FFFD for each run of bytes that are not UTF-8.
func repaired(s string) string {
	const bad = string(utf8.RuneError)
	s = strings.ToValidUTF8(s, bad)
	for strings.Contains(s, bad+bad) {
		s = strings.ReplaceAll(s, bad+bad, bad)
	}
	return s
}

func (s span) wrong(path string) error {
	return parley.Errorf(parley.Invalid, "eval", "%s: bytes %d to %d of the report are not %.60q", path, s.Start, s.End, s.Text)
}
