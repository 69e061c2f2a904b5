package attribution_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

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

func TestParseMarked(t *testing.T) {
	plain, got, err := parseMarked("{x1 Up}, {s1,2 she} {c1 said}, {x1 and} {c2? hoped} {x2 so}.")
	if err != nil || plain != "Up, she said, and hoped so." || len(got) != 2 {
		t.Fatalf("%q, %v, %v", plain, got, err)
	}
	if m := got[0]; len(m.content) != 2 || m.content[1] != (parley.RawSpan{Start: 14, End: 17}) || len(m.source) != 1 || m.optional {
		t.Errorf("relation 1 is %+v", m)
	}
	if m := got[1]; m.source[0] != got[0].source[0] || !m.optional {
		t.Errorf("relation 2 is %+v", m)
	}
	for _, bad := range []string{"{x1 a {s1 b} c}", "{y1 a}", "{x1 a", "a}", "{s1 a} {c1 b}", "{x2 a}", "{x a}"} {
		if _, _, err := parseMarked(bad); err == nil {
			t.Errorf("%q is read without an error", bad)
		}
	}
}
