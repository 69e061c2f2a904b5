package attribution_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/quantity"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

var updateFailures = flag.Bool("update-failures", false, "write testdata/failures.txt anew from what fails today, and raise the floors to what is right today")

// newFind makes the finder under test: it fills d.Attributions of a document that the earlier stages have read, with what is told by default.
func newFind() (func(*text.Doc), error) {
	f, err := attribution.New()
	if err != nil {
		return nil, err
	}
	return func(d *text.Doc) {
		f.Find(d)
		d.Attributions = slices.DeleteFunc(d.Attributions, func(a text.Attribution) bool { return a.Confidence < attribution.DefaultConfidence })
	}, nil
}

// A lab runs every stage before attribution, and the finder.
type lab struct {
	seg  *segment.Segmenter
	tag  *syntax.Tagger
	men  *mention.Finder
	tim  *timex.Finder
	qua  *quantity.Finder
	find func(*text.Doc)
}

func newLab(t testing.TB) *lab {
	t.Helper()
	tag, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	men, err := mention.New()
	if err != nil {
		t.Fatal(err)
	}
	find, err := newFind()
	if err != nil {
		t.Fatal(err)
	}
	return &lab{segment.New(), tag, men, timex.New(), quantity.New(), find}
}

// read gives the document of a text published on Wednesday 2031-03-12.
func (l *lab) read(plain string) (*text.Doc, error) {
	t, aside := clean.Clean(parley.Report{ID: parley.IDOf([]byte(plain)), Format: parley.PlainText, Bytes: []byte(plain), Given: parley.Given{Published: parley.NewDate(2031, 3, 12)}})
	if aside != nil {
		return nil, fmt.Errorf("set aside: %s %s", aside.Reason, aside.Detail)
	}
	d := l.seg.Segment(t)
	l.tag.Parse(d)
	l.men.Find(d)
	l.tim.Find(d)
	l.qua.Find(d)
	l.find(d)
	d.Attributions = joinRunning(d.Attributions)
	return d, nil
}

// A tally is the outcome of one archive: relations marked, right and exact; cases, and those with nothing spurious.
type tally struct{ relations, right, exact, cases, clean int }

// runCase reads one case and reports what is wrong in it: "/3" for relation 3, "/extra" for relations that nobody marked, each with an explanation.
func (l *lab) runCase(data string, t *tally) (wrong map[string]string, err error) {
	plain, want, err := parseMarked(data)
	if err != nil {
		return nil, err
	}
	d, err := l.read(plain)
	if err != nil {
		return nil, err
	}
	wrong = map[string]string{}
	used := make([]bool, len(d.Attributions))
	for _, m := range want {
		m.locate(d)
		best := -1
		for i, g := range d.Attributions {
			if !used[i] && m.right(d, g) && (best < 0 || m.exact(d, g) && !m.exact(d, d.Attributions[best])) {
				best = i
			}
		}
		if best >= 0 {
			used[best] = true
		}
		if m.Optional {
			continue
		}
		t.relations++
		if best < 0 {
			wrong[fmt.Sprintf("/%d", m.number)] = fmt.Sprintf("want S=%q C=%q X=%q%s", phrase(d, m.sourceT), phrase(d, m.cueT), phrase(d, m.wordsT), nearest(d, m))
			continue
		}
		t.right++
		if m.exact(d, d.Attributions[best]) {
			t.exact++
		}
	}
	t.cases++
	var extra []string
	for i, g := range d.Attributions {
		if !used[i] && spurious(want, g) {
			extra = append(extra, describe(d, g))
		}
	}
	if len(extra) > 0 {
		wrong["/extra"] = "spurious: " + strings.Join(extra, "; ")
	} else {
		t.clean++
	}
	return wrong, nil
}

// nearest lists the relations found where m should be.
func nearest(d *text.Doc, m *relation) string {
	var b strings.Builder
	for _, g := range d.Attributions {
		if shared(m.cueT, spread(g.Cue)) > 0 || shared(m.wordsT, spread(g.Content)) > 0 {
			b.WriteString("; got " + describe(d, g))
		}
	}
	return b.String()
}

func describe(d *text.Doc, g text.Attribution) string {
	return fmt.Sprintf("S=%q C=%q X=%q", phrase(d, spread(g.Source)), phrase(d, spread(g.Cue)), phrase(d, spread(g.Content)))
}

func phrase(d *text.Doc, ts []int) string {
	w := make([]string, len(ts))
	for i, t := range ts {
		w[i] = d.Word(t)
	}
	return strings.Join(w, " ")
}

const failuresFile = "testdata/failures.txt"

// knownFailures reads the list: a line each, "archive/case/3" or "archive/case/extra"; "#" begins a comment.
func knownFailures(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(failuresFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, l := range strings.Split(string(data), "\n") {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			known[l] = true
		}
	}
	return known
}

// floorLine is the line of an archive's comment that says how much must be right.
var floorLine = regexp.MustCompile(`(?m)^floor: relations ([0-9]+), clean ([0-9]+)$`)

// TestGolden reads testdata/*.txtar; testdata/README.md describes notation and rules.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	l, known := newLab(t), knownFailures(t)
	var failed []string
	ran := map[string]bool{} // not every archive where -run names some
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txtar")
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			ran[name] = true
			failed = append(failed, l.runArchive(t, name, a, known)...)
		})
	}
	if *updateFailures && len(ran) == len(files) {
		head := "# What the finder gets wrong today: archive/case/relation, or archive/case/extra for relations that nobody marked.\n" +
			"# The list can only shrink; go test ./internal/attribution -run TestGolden -update-failures writes it.\n"
		if err := os.WriteFile(failuresFile, []byte(head+strings.Join(failed, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for k := range known {
		if archive, _, _ := strings.Cut(k, "/"); ran[archive] && !slices.Contains(failed, k) {
			t.Errorf("%s is right now, or gone: take it out of %s", k, failuresFile)
		}
	}
}

// runArchive runs every case of an archive and holds it to its floor and to the known failures. It returns what failed, in order.
func (l *lab) runArchive(t *testing.T, name string, a *txtar.Archive, known map[string]bool) (failed []string) {
	var n tally
	for _, c := range a.Files {
		wrong, err := l.runCase(string(c.Data), &n)
		if err != nil {
			t.Errorf("%s/%s: %v", name, c.Name, err)
			continue
		}
		keys := make([]string, 0, len(wrong))
		for k := range wrong {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			at := name + "/" + c.Name + k
			failed = append(failed, at)
			if known[at] || *updateFailures {
				t.Logf("known: %s: %s", at, wrong[k])
			} else {
				t.Errorf("%s: %s", at, wrong[k])
			}
		}
	}
	t.Logf("golden %-12s relations %3d, right %3d, exact %3d; cases %2d, clean %2d", name, n.relations, n.right, n.exact, n.cases, n.clean)
	m := floorLine.FindStringSubmatch(string(a.Comment))
	if m == nil {
		t.Fatalf("%s: no line \"floor: relations N, clean M\" in the comment", name)
	}
	relations, _ := strconv.Atoi(m[1])
	clean, _ := strconv.Atoi(m[2])
	if *updateFailures {
		raiseFloor(t, name, max(relations, n.right), max(clean, n.clean))
	}
	if n.right < relations || n.clean < clean {
		t.Errorf("%s: %d relations right and %d cases clean, below the floor of %d and %d", name, n.right, n.clean, relations, clean)
	}
	return failed
}

// raiseFloor writes the floor line of an archive.
func raiseFloor(t *testing.T, name string, relations, clean int) {
	t.Helper()
	f := filepath.Join("testdata", name+".txtar")
	data, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	at := floorLine.FindIndex(data)
	data = slices.Concat(data[:at[0]], fmt.Appendf(nil, "floor: relations %d, clean %d", relations, clean), data[at[1]:])
	if err := os.WriteFile(f, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
