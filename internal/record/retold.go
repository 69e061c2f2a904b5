package record

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// quotedIn is the content words that a statement gives in quotation marks, of all its content where it is one quotation.
func quotedIn(st *parley.Statement) []string {
	var b strings.Builder
	for _, c := range st.Content {
		if st.Mode == parley.Direct {
			b.WriteString(c.Text + " ")
			continue
		}
		rest := c.Text
		if st.Headline {
			rest = singleQuotes.ReplaceAllString(rest, `$1"$2"$3`)
		}
		for {
			i := strings.IndexAny(rest, `"“`)
			if i < 0 {
				break
			}
			rest = strings.TrimLeft(rest[i:], `"“`)
			end := strings.IndexAny(rest, `"”`)
			if end < 0 {
				end = len(rest)
			}
			b.WriteString(rest[:end] + " ")
			rest = strings.TrimLeft(rest[end:], `"”`)
		}
	}
	return content(b.String())
}

// singleQuotes matches what a headline gives in single quotation marks.
var singleQuotes = pattern.MustCompile(`(^|\s)[\x60'‘]([^'‘’]+)['’]([\s,.;:]|$)`)

// oneQuote reports whether what one statement gives in quotation marks stands in those of the other, or is, of two words, what the other gives.
func oneQuote(a, b *item) bool {
	least := min(len(a.quoted), len(b.quoted))
	return least >= 2 && shared(a.quoted, b.quoted) == least && (least >= 3 || len(a.quoted) == len(b.quoted))
}

// repeated reports whether two statements of one voice in one report say one thing twice: in nearly the same words, or with the same quotation.
func repeated(a, b *item) bool {
	if a.st.NestedIn == b.id || b.st.NestedIn == a.id || a.passage.Raw.Overlaps(b.passage.Raw) {
		return false
	}
	n, o := alike(a, b)
	return n >= 4 && o >= 0.75 || oneQuote(a, b)
}

// onceInReport reports whether two voices of one report tell of one happening of a day that both name, where one of them does not say who takes part.
func (f *fold) onceInReport(a, b *item) bool {
	return a.when != nil && b.when != nil && *a.when == *b.when && a.when.From == a.when.To && a.ev.WhenPassage != nil && b.ev.WhenPassage != nil &&
		(len(a.parties) == 0 || len(b.parties) == 0) && shared(a.ws, b.ws) > 1
}
