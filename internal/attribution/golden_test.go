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
	"unicode"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/quantity"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/statement"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

var updateFailures = flag.Bool("update-failures", false, "write testdata/failures.txt anew from what fails today, and raise the floors to what is right today")

// newFind makes the finder under test: it fills d.Attributions of a document that the earlier stages have read. This is the one place to set it.
var newFind = findByRules

// findByRules takes the outermost statements of the rules for relations.
func findByRules() (func(*text.Doc), error) {
	f, err := statement.New()
	if err != nil {
		return nil, err
	}
	return func(d *text.Doc) {
		f.Find(d)
		for _, s := range d.Statements {
			if s.NestedIn < 0 {
				d.Attributions = append(d.Attributions, text.Attribution{Source: ranges(d, s.Source), Cue: ranges(d, s.Cue...), Content: ranges(d, s.Content...)})
			}
		}
		d.Statements = nil
	}, nil
}

// ranges are the tokens of spans; a span that holds none is left out.
func ranges(d *text.Doc, spans ...parley.Span) []parley.TokenRange {
	var out []parley.TokenRange
	for _, s := range spans {
		if r := d.Range(s); !r.Empty() {
			out = append(out, r)
		}
	}
	return out
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

// piece is one marked stretch: role, relation numbers, "?" where the relation may be found but need not be, and the words.
var piece = regexp.MustCompile(`\{([scx])([0-9]+(?:,[0-9]+)*)(\??) ([^{}]*)\}`)

// A marked relation: byte ranges of the plain text by role.
type marked struct {
	number                int
	optional              bool
	source, cue, content  []parley.RawSpan
	sourceT, cueT, wordsT []int // tokens, once the text is read
}

// parseMarked takes the notation out of a text: the plain text, and its relations by number. Braces that are no notation are an error.
func parseMarked(s string) (string, []*marked, error) {
	var plain strings.Builder
	byNumber := map[int]*marked{}
	for s != "" {
		m := piece.FindStringSubmatchIndex(s)
		if m == nil {
			m = []int{len(s), len(s)}
		}
		plain.WriteString(s[:m[0]])
		if strings.ContainsAny(s[:m[0]], "{}") {
			return "", nil, fmt.Errorf("braces that are no notation: %q", s[:m[0]])
		}
		if len(m) > 2 {
			words := s[m[8]:m[9]]
			at := parley.RawSpan{Start: plain.Len(), End: plain.Len() + len(words)}
			plain.WriteString(words)
			for _, n := range strings.Split(s[m[4]:m[5]], ",") {
				i, _ := strconv.Atoi(n)
				r := byNumber[i]
				if r == nil {
					r = &marked{number: i}
					byNumber[i] = r
				}
				r.optional = r.optional || m[7] > m[6]
				role := map[byte]*[]parley.RawSpan{'s': &r.source, 'c': &r.cue, 'x': &r.content}[s[m[2]]]
				*role = append(*role, at)
			}
		}
		s = s[m[1]:]
	}
	var out []*marked
	for i := 1; i <= len(byNumber); i++ {
		if byNumber[i] == nil || byNumber[i].content == nil {
			return "", nil, fmt.Errorf("relation %d has no content, or the numbers do not run from 1 to %d", i, len(byNumber))
		}
		out = append(out, byNumber[i])
	}
	return plain.String(), out, nil
}

// locate turns the byte ranges of a relation into tokens of d.
func (m *marked) locate(d *text.Doc) {
	tokens := func(spans []parley.RawSpan) (out []int) {
		for _, s := range spans {
			c := d.Align.Clean(s)
			for i := range d.Tokens {
				if d.Tokens[i].Span.Start < c.End && c.Start < d.Tokens[i].Span.End {
					out = append(out, i)
				}
			}
		}
		return out
	}
	m.sourceT, m.cueT, m.wordsT = tokens(m.source), tokens(m.cue), tokens(m.content)
}

// spread lists the tokens of ranges.
func spread(rs []parley.TokenRange) (out []int) {
	for _, r := range rs {
		for i := r.First; i < r.End; i++ {
			out = append(out, i)
		}
	}
	return out
}

// shared counts the members of a that b has.
func shared(a, b []int) (n int) {
	for _, i := range a {
		if slices.Contains(b, i) {
			n++
		}
	}
	return n
}

// dice is 2|a∩b| / (|a|+|b|), 0 where both are empty.
func dice(a, b []int) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(shared(a, b)) / float64(len(a)+len(b))
}

// right reports whether g is the relation m: contents overlap by Dice of a half or more, sources overlap or are absent in both, cues share a token.
// A cue that is only a mark (":" or "–") or absent is not asked for.
func (m *marked) right(d *text.Doc, g text.Attribution) bool {
	src := spread(g.Source)
	if len(m.sourceT) == 0 != (len(src) == 0) || len(src) > 0 && shared(m.sourceT, src) == 0 {
		return false
	}
	return dice(m.wordsT, spread(g.Content)) >= 0.5 && (!hasWord(d, m.cueT) || shared(m.cueT, spread(g.Cue)) > 0)
}

// exact reports whether g has the very tokens of m, marks aside.
func (m *marked) exact(d *text.Doc, g text.Attribution) bool {
	same := func(a []int, b []parley.TokenRange) bool {
		return slices.Equal(wordsOnly(d, a), wordsOnly(d, spread(b)))
	}
	return same(m.sourceT, g.Source) && same(m.cueT, g.Cue) && same(m.wordsT, g.Content)
}

func wordsOnly(d *text.Doc, ts []int) (out []int) {
	for _, i := range ts {
		if strings.IndexFunc(d.Word(i), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
			out = append(out, i)
		}
	}
	return out
}

func hasWord(d *text.Doc, ts []int) bool { return len(wordsOnly(d, ts)) > 0 }

// spurious reports whether g is none of the marked relations, not even a wrong reading of one: its cue and its content are elsewhere. What runs on
// without a cue inside a marked content is not spurious.
func spurious(want []*marked, g text.Attribution) bool {
	cue, words := spread(g.Cue), spread(g.Content)
	for _, m := range want {
		if shared(m.cueT, cue) > 0 || dice(m.wordsT, words) >= 0.5 || len(cue) == 0 && 2*shared(words, m.wordsT) >= len(words) {
			return false
		}
	}
	return true
}

// joinRunning appends every relation without a cue to the last one before it that has a cue and the same source tokens: a quotation that runs on over
// paragraphs may be one relation, as here, or several.
func joinRunning(as []text.Attribution) []text.Attribution {
	var out []text.Attribution
next:
	for _, a := range as {
		if len(a.Cue) == 0 && len(a.Source) > 0 {
			for i := len(out) - 1; i >= 0; i-- {
				if len(out[i].Cue) > 0 && slices.Equal(out[i].Source, a.Source) {
					out[i].Content = slices.Concat(out[i].Content, a.Content)
					continue next
				}
			}
		}
		out = append(out, a)
	}
	return out
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
		if m.optional {
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
func nearest(d *text.Doc, m *marked) string {
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
