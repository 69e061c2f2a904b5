// Package marked reads texts whose attribution relations are marked in them: `{s1 the mayor} {c1 said} {x1 the bridge would close}` are source, cue and content of relation 1. Golden tests and
// the lessons that the models of attribution learn from are written so; the notation is told in internal/attribution/testdata/README.md.
package marked

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// piece is one marked stretch: role, relation numbers, "?" where the relation may be found but need not be, and the words.
var piece = regexp.MustCompile(`\{([scx])([0-9]+(?:,[0-9]+)*)(\??) ([^{}]*)\}`)

// A Relation is a marked relation: byte ranges [start, end) of the plain text by role, in the order of the text.
type Relation struct {
	Optional             bool // it may be found, and need not be
	Source, Cue, Content [][2]int
}

// Parse takes the notation out of a text: the plain text, and its relations by number, from 1. Braces that are no notation are an error, and so is a relation without a content.
func Parse(s string) (string, []Relation, error) {
	var plain strings.Builder
	byNumber := map[int]*Relation{}
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
			at := [2]int{plain.Len(), plain.Len() + len(words)}
			plain.WriteString(words)
			for _, n := range strings.Split(s[m[4]:m[5]], ",") {
				i, _ := strconv.Atoi(n)
				r := byNumber[i]
				if r == nil {
					r = &Relation{}
					byNumber[i] = r
				}
				r.Optional = r.Optional || m[7] > m[6]
				role := map[byte]*[][2]int{'s': &r.Source, 'c': &r.Cue, 'x': &r.Content}[s[m[2]]]
				*role = append(*role, at)
			}
		}
		s = s[m[1]:]
	}
	var out []Relation
	for i := 1; i <= len(byNumber); i++ {
		if byNumber[i] == nil || byNumber[i].Content == nil {
			return "", nil, fmt.Errorf("relation %d has no content, or the numbers do not run from 1 to %d", i, len(byNumber))
		}
		out = append(out, *byNumber[i])
	}
	return plain.String(), out, nil
}
