package attribution_test

import (
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution/marked"
	"github.com/parley-press/parley/internal/text"
)

// A relation is a marked one, with its tokens.
type relation struct {
	marked.Relation
	number                int
	sourceT, cueT, wordsT []int // tokens, once the text is read
}

// parseMarked takes the notation out of a text: the plain text, and its relations by number.
func parseMarked(s string) (string, []*relation, error) {
	plain, rels, err := marked.Parse(s)
	var out []*relation
	for i := range rels {
		out = append(out, &relation{Relation: rels[i], number: i + 1})
	}
	return plain, out, err
}

// locate turns the byte ranges of a relation into tokens of d.
func (m *relation) locate(d *text.Doc) {
	tokens := func(spans [][2]int) (out []int) {
		for _, s := range spans {
			c := d.Align.Clean(parley.RawSpan{Start: s[0], End: s[1]})
			for i := range d.Tokens {
				if d.Tokens[i].Span.Start < c.End && c.Start < d.Tokens[i].Span.End {
					out = append(out, i)
				}
			}
		}
		return out
	}
	m.sourceT, m.cueT, m.wordsT = tokens(m.Source), tokens(m.Cue), tokens(m.Content)
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
func (m *relation) right(d *text.Doc, g text.Attribution) bool {
	src := spread(g.Source)
	if len(m.sourceT) == 0 != (len(src) == 0) || len(src) > 0 && shared(m.sourceT, src) == 0 {
		return false
	}
	return dice(m.wordsT, spread(g.Content)) >= 0.5 && (!hasWord(d, m.cueT) || shared(m.cueT, spread(g.Cue)) > 0)
}

// exact reports whether g has the very tokens of m, marks aside.
func (m *relation) exact(d *text.Doc, g text.Attribution) bool {
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
func spurious(want []*relation, g text.Attribution) bool {
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
