package attribution

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

var stages = sync.OnceValues(func() (func(string) *text.Doc, error) {
	tags, err := syntax.New()
	segments := segment.New()
	return func(s string) *text.Doc {
		d := segments.Segment(text.Plain(s))
		tags.Parse(d)
		return d
	}, err
})

// reader gives a raw text with the layers of segment and syntax.
func reader(t testing.TB) func(string) *text.Doc {
	t.Helper()
	read, err := stages()
	if err != nil {
		t.Fatal(err)
	}
	return read
}

var shipped = sync.OnceValues(New)

// finder is the finder with the shipped models.
func finder(t testing.TB) *Finder {
	t.Helper()
	f, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// checkLaws fails the test where the layer is none that text.Doc promises.
func checkLaws(t testing.TB, d *text.Doc) {
	t.Helper()
	told := make([]int, len(d.Tokens)) // one more than the relation in which a token is cue or content
	last := -1
	for k, a := range d.Attributions {
		if a.Confidence < leastConfidence || a.Confidence > 1 || !strings.HasPrefix(a.Rule, "attribution/") {
			t.Fatalf("relation %d: confidence %v by %q", k, a.Confidence, a.Rule)
		}
		if len(a.Cue) != 1 || len(a.Content) == 0 || a.Cue[0].First <= last {
			t.Fatalf("relation %d: cues %v after one at %d, content %v", k, a.Cue, last, a.Content)
		}
		last = a.Cue[0].First
		own := make(map[int]bool) // tokens of this relation
		for role, rs := range [][]parley.TokenRange{a.Source, a.Cue, a.Content} {
			end := -1
			for _, r := range rs {
				if r.First <= end || r.Empty() || r.End > len(d.Tokens) {
					t.Fatalf("relation %d, role %d: %v of %d tokens", k, role, rs, len(d.Tokens))
				}
				end = r.End
				for i := r.First; i < r.End; i++ {
					if own[i] {
						t.Fatalf("relation %d: token %d %q has two roles: %v %v %v", k, i, d.Word(i), a.Source, a.Cue, a.Content)
					}
					own[i] = true
					if role > 0 && told[i] > 0 {
						t.Fatalf("token %d %q is cue or content of relations %d and %d", i, d.Word(i), told[i]-1, k)
					}
					if role > 0 {
						told[i] = k + 1
					}
				}
			}
		}
	}
}

// drawn is the relations of a document, a line each.
func drawn(d *text.Doc) string {
	var b strings.Builder
	part := func(rs []parley.TokenRange) string {
		var out []string
		for _, r := range rs {
			out = append(out, d.Slice(d.Span(r)))
		}
		return strings.Join(out, " … ")
	}
	for _, a := range d.Attributions {
		fmt.Fprintf(&b, "%s | %s | %s | %.4f\n", part(a.Source), part(a.Cue), part(a.Content), a.Confidence)
	}
	return b.String()
}

func alike(a, b text.Attribution) bool {
	return slices.Equal(a.Source, b.Source) && slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content) && a.Confidence == b.Confidence && a.Rule == b.Rule
}

// An invented report with direct, mixed, indirect and running speech.
const invented = `Harland and Vessia agree to meet again, envoy says

RIVERTON - Ana Roe, the foreign minister of Harland, said on Monday that the talks with Vessia would go on next week.

"We have not lost hope," she told reporters in the capital. "There is still a way to reach an agreement."

Vessia's envoy, Tomas Lund, denied that his side had "walked away from the table", according to two officials who asked not to be named.

Mr. Lund added:

"The paper they sent us is not serious. We will answer it in our own time.

"And we will not be told when that is."

Few in Riverton believe him. Analysts expect the ministers to meet in May.
`
