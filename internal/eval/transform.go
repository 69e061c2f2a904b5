package eval

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Transform prints a text in another way, as other outlets, programs and translations do. It depends on nothing but the
// text.
type Transform struct {
	Name  string
	What  string // what it does, for a person
	edits func(content string) []edit
}

// An edit puts a string in the place of bytes [start, end), which are not none. Edits are ascending and do not overlap.
type edit struct {
	start, end int
	with       string
}

// Transforms are all there are, in the order of the table. None of them moves words about.
func Transforms() []Transform {
	return []Transform{
		{"straight-quotes", `every quotation mark and apostrophe is " or '`, straightQuotes},
		{"typographic-quotes", "every quotation mark and apostrophe is “ ” ‘ or ’", pairedQuotes("“", "”", "‘", "’", true)},
		{"guillemets", "quotation marks are « » ‹ and ›", pairedQuotes("«", "»", "‹", "›", false)},
		{"no-quotes", "quotation marks are lost", pairedQuotes("", "", "", "", false)},
		{"no-opening-quotes", "opening quotation marks are lost, closing ones stay", noOpening},
		{"no-commas", "commas are lost, but for those in numbers", noCommas},
		{"one-line", "line ends are blanks: no paragraphs", oneLine},
		{"lower-case", "no capitals", mapped(unicode.ToLower, false)},
		{"capital-headline", "the first line is in capitals", mapped(unicode.ToUpper, true)},
		{"translated", "most articles and “that” and half of the forms of “be” are lost, as by a machine", translated},
	}
}

// FindTransform is the transform of that name.
func FindTransform(name string) (Transform, bool) {
	for _, t := range Transforms() {
		if t.Name == name {
			return t, true
		}
	}
	return Transform{}, false
}

// A Rewrite is a text before and after a transform, with the way from one to the other.
type Rewrite struct {
	Content string // after
	edits   []edit
	behind  []int // byte of Content behind each edit
}

// Rewrite applies the transform. The new text is valid UTF-8 where the old one is.
func (t Transform) Rewrite(content string) *Rewrite {
	w := &Rewrite{edits: t.edits(content)}
	var b strings.Builder
	at := 0
	for _, e := range w.edits {
		b.WriteString(content[at:e.start])
		b.WriteString(e.with)
		at = e.end
		w.behind = append(w.behind, b.Len())
	}
	b.WriteString(content[at:])
	w.Content = b.String()
	return w
}

// At is where byte old of the text before stands: monotone, and a border of characters where old is one. What stood
// inside an edit is behind it, so that a word that is lost has no bytes.
func (w *Rewrite) At(old int) int {
	n := sort.Search(len(w.edits), func(i int) bool { return w.edits[i].start >= old })
	if n == 0 {
		return old
	}
	return w.behind[n-1] + max(0, old-w.edits[n-1].end)
}

// Span is what is left of a range, without the white space at its ends; false where nothing is.
func (w *Rewrite) Span(old [2]int) (s [2]int, ok bool) {
	s = [2]int{w.At(old[0]), w.At(old[1])}
	in := w.Content[s[0]:s[1]]
	s[0] += len(in) - len(strings.TrimLeftFunc(in, blank))
	s[1] = s[0] + len(strings.TrimFunc(in, blank))
	return s, s[0] < s[1]
}

// A mark is a quotation mark: one character, or two that stand for one.
type mark struct {
	start, end      int
	opening, single bool
}

// around are the characters before and behind bytes [start, end) of s, a line end where there is none.
func around(s string, start, end int) (before, behind rune) {
	before, behind = '\n', '\n'
	if start > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:start])
	}
	if end < len(s) {
		behind, _ = utf8.DecodeRuneInString(s[end:])
	}
	return before, behind
}

// opens reports whether a mark between two characters would open a quotation.
func opens(before, behind rune) bool {
	return !unicode.IsSpace(behind) && (unicode.IsSpace(before) || strings.ContainsRune("([{—–-/“‘«\"", before))
}

// word reports a character that words are made of.
func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// marks are the quotation marks of a text. A single mark is one where it opens and another closes in the same line: all
// others are apostrophes.
func marks(s string) []mark {
	var out []mark
	closing := map[int]bool{} // single marks that close
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		m := mark{start: i, end: end}
		before, behind := around(s, i, min(end, len(s)))
		switch r {
		case '“', '„', '«':
			m.opening = true
		case '”', '»':
		case '"':
			m.opening = opens(before, behind)
		case '`', '\'':
			if before == r {
				continue // the second of two, or one of many
			}
			if behind == r {
				m.end, m.opening = i+2, r == '`'
				break
			}
			fallthrough
		case '‘', '’', '‹', '›':
			m.single = true
			if closing[i] {
				break
			}
			if !opens(before, behind) || !unicode.IsLetter(behind) || r == '’' || r == '›' {
				continue
			}
			at := closes(s, end)
			if at < 0 {
				continue
			}
			m.opening, closing[at] = true, true
		default:
			continue
		}
		out = append(out, m)
	}
	return out
}

// closes is the single mark that closes what was opened before byte from of the same line, -1 where none does.
func closes(s string, from int) int {
	for i, r := range s[from:] {
		switch r {
		case '\n', '‘', '‹':
			return -1
		case '\'', '’', '›':
			at := from + i
			before, behind := around(s, at, at+utf8.RuneLen(r))
			if !word(behind) && behind != '\'' && before != '\'' && !unicode.IsSpace(before) {
				return at
			}
		}
	}
	return -1
}

// straightQuotes edits every mark and apostrophe.
func straightQuotes(s string) []edit {
	return withApostrophes(s, `"`, `"`, "'", "'", "'")
}

// pairedQuotes edits every mark, and the apostrophes too where they are to be.
func pairedQuotes(open, end, openSingle, endSingle string, apostrophes bool) func(string) []edit {
	return func(s string) []edit {
		if apostrophes {
			return withApostrophes(s, open, end, openSingle, endSingle, endSingle)
		}
		return markEdits(s, open, end, openSingle, endSingle)
	}
}

// markEdits edits the marks of a text.
func markEdits(s, open, end, openSingle, endSingle string) []edit {
	var out []edit
	for _, m := range marks(s) {
		with := end
		switch {
		case m.opening && m.single:
			with = openSingle
		case m.opening:
			with = open
		case m.single:
			with = endSingle
		}
		out = change(out, s, m.start, m.end, with)
	}
	return out
}

// withApostrophes edits marks and apostrophes.
func withApostrophes(s, open, end, openSingle, endSingle, apostrophe string) []edit {
	out := markEdits(s, open, end, openSingle, endSingle)
	inMark := map[int]bool{}
	for _, m := range marks(s) {
		for i := m.start; i < m.end; i++ {
			inMark[i] = true
		}
	}
	for i, r := range s {
		if (r == '\'' || r == '’' || r == '‘') && !inMark[i] {
			out = change(out, s, i, i+utf8.RuneLen(r), apostrophe)
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].start < out[b].start })
	return out
}

// change adds an edit, unless nothing would change.
func change(out []edit, s string, start, end int, with string) []edit {
	if s[start:end] == with {
		return out
	}
	return append(out, edit{start, end, with})
}

func noOpening(s string) []edit {
	var out []edit
	for _, m := range marks(s) {
		if m.opening {
			out = append(out, edit{m.start, m.end, ""})
		}
	}
	return out
}

func noCommas(s string) []edit {
	var out []edit
	for i := range len(s) {
		if s[i] != ',' {
			continue
		}
		if before, behind := around(s, i, i+1); !unicode.IsDigit(before) || !unicode.IsDigit(behind) {
			out = append(out, edit{i, i + 1, ""})
		}
	}
	return out
}

// oneLine makes one blank of white space that ends a line.
func oneLine(s string) []edit {
	var out []edit
	for i := 0; i < len(s); {
		gap := len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
		if gap > 0 && strings.Contains(s[i:i+gap], "\n") {
			out = append(out, edit{i, i + gap, " "})
		}
		if i += gap; i < len(s) {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
		}
	}
	return out
}

// mapped edits characters one by one, those of the first line that has words alone where headline is set.
func mapped(to func(rune) rune, headline bool) func(string) []edit {
	return func(s string) []edit {
		var out []edit
		seen := false
		for i, r := range s {
			if headline && seen && r == '\n' {
				break
			}
			seen = seen || word(r)
			if n := to(r); n != r {
				out = append(out, edit{i, i + utf8.RuneLen(r), string(n)})
			}
		}
		return out
	}
}
