package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// functions are what templates may call.
var functions = template.FuncMap{
	"show": func(v any) string { return show(plainly(v)) }, "words": words, "slug": slug, "verb": verb, "days": days, "percent": percent, "plural": plural, "comma": comma,
	"join": strings.Join, "glyph": glyph, "day": func(d parley.Date) string { return d.String() },
	"weekday": weekday, "known": known, "sum": func(a, b int) int { return a + b },
	"person": personOf, "coefficient": coefficient,
	"upto": upto, "beyond": beyond,
	"line": func(v any) string { return line(plainly(v)) }, "brief": brief, "rests": newRests,
	"stamp": stamp, "clock": clock, // accounts
}

// marksShown is how many combining marks on one letter are shown; what is stored stays whole.
const marksShown = 32

// show makes text of a report safe to look at: control, direction and invisible characters are written out as
// ⟨U+202E⟩, invalid UTF-8 as U+FFFD, and a flood of combining marks is cut. New lines and tabs stay. Escaping is the
// template's work.
func show(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	showEach(s, func(_, _ int, shown string) { b.WriteString(shown) })
	return b.String()
}

// showEach gives what is shown for each character of s in turn, with the byte at which it begins and how many it has; "" for what is cut.
func showEach(s string, each func(at, size int, shown string)) {
	marks := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		shown := s[i : i+size]
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case marks > marksShown:
			shown = ""
		case hidden(r):
			shown = fmt.Sprintf("⟨U+%04X⟩", r)
		case r == utf8.RuneError:
			shown = string(r)
		}
		each(i, size, shown)
		i += size
	}
}

// plain reports whether every byte of s is printable ASCII or white space, the common case.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < 0x20 && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// hidden reports whether a character would act on the page without being seen. The joiners U+200C and U+200D are
// spelling in several scripts and stay.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t' || r == 0x200c || r == 0x200d:
		return false
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), r == 0x2028, r == 0x2029:
		return true
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, 0xfdd0 <= r && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true // fillers that print nothing, and noncharacters
	}
	return false
}

// line is show on one line: every stretch of white space is one space.
func line(s string) string {
	if tidy(s) {
		return s
	}
	return strings.Join(strings.Fields(show(s)), " ")
}

// tidy reports whether s is a line already: printable ASCII with one space between two words, the common case.
func tidy(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < 0x20 || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

// plainly is what a template hands on, as text.
func plainly(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprint(v)
}

// words writes a code of the codebook, or the name of a field, as words: "called-off" is "called off", "said_on" is "said on". Kinds of conflict are
// told by what one finds in them.
func words(v any) string {
	if k, ok := v.(parley.ConflictKind); ok && kindWords[k] != "" {
		return kindWords[k]
	}
	return line(codeWords.Replace(plainly(v)))
}

// kindWords are what accounts do in a conflict of each kind.
var kindWords = map[parley.ConflictKind]string{
	parley.DenialConflict: "one denies it", parley.FigureConflict: "different numbers", parley.StatusConflict: "different outcomes",
	parley.ReversalConflict: "a change of account", parley.BlameConflict: "each blames another", parley.DateConflict: "different days",
}

var codeWords = strings.NewReplacer("-", " ", "_", " ")

// verbs are the acts as what somebody does.
var verbs = map[parley.Act]string{
	parley.Say: "says", parley.Deny: "denies", parley.Accuse: "accuses", parley.Demand: "demands", parley.Promise: "promises",
	parley.Warn: "warns", parley.Threaten: "threatens", parley.Propose: "proposes", parley.Confirm: "confirms",
	parley.Agree: "agrees", parley.Refuse: "refuses", parley.Announce: "announces", parley.Doubt: "doubts",
	parley.Expect: "expects", parley.Ask: "asks", parley.Praise: "praises", parley.Relay: "reports",
}

// verb is an act as what somebody does; an act the codebook does not have is written as it is.
func verb(v any) string {
	if w, ok := verbs[parley.Act(fmt.Sprint(v))]; ok {
		return w
	}
	return words(v)
}

// slug is a code as a class name: letters, digits and hyphens, nothing else.
func slug(v any) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-') {
			return unicode.ToLower(r)
		}
		return -1
	}, fmt.Sprint(v))
}

// glyphs stand before a status or a state, so that none of them is told by its colour alone.
var glyphs = map[string]string{
	"happened": "●", "ongoing": "◐", "planned": "○", "called-off": "⊘", "called-for": "◇", "offered": "▷",
	"conditional": "◌", "denied": "✕", "alleged": "?", "backed": "△", "agreed": "◆", "announced": "□", "in-force": "■",
	"violated": "⚡", "withdrawn": "↩", "replaced": "⇄", "rejected": "✕", "vetoed": "✕", "passed": "✓",
	"existence-denied": "∅",
}

// glyph is the sign of a status or state, a dot where it has none.
func glyph(v any) string {
	if g, ok := glyphs[fmt.Sprint(v)]; ok {
		return g + "\uFE0E"
	}
	return "·"
}

// days writes an interval for people: "2031-05-04", "2031-05-04 – 05-06", "until 2031-05-06", "from 2031-05-04".
func days(i *parley.Interval) string {
	switch {
	case i == nil || !i.From.Known() && !i.To.Known():
		return ""
	case i.From == i.To:
		return i.From.String()
	case !i.From.Known():
		return "until " + i.To.String()
	case !i.To.Known():
		return "from " + i.From.String()
	}
	from, to := i.From.String(), i.To.String()
	if from[:5] == to[:5] {
		to = to[5:]
	}
	return from + " – " + to
}

// weekday is the short name of the day of the week, "" for an unknown date.
func weekday(d parley.Date) string {
	if !d.Known() {
		return ""
	}
	return d.Weekday().String()[:3]
}

// known says in words how a fact is known.
func known(k parley.Known) string {
	switch k {
	case parley.Stated:
		return "printed in the report"
	case parley.Inferred:
		return "inferred"
	case parley.Told:
		return "given from outside the report"
	case "inferred, likely":
		return string(k)
	}
	return "not known"
}

// percent writes a confidence between 0 and 1.
func percent(c float64) string { return strconv.Itoa(int(c*100+0.5)) + "%" }

// plural is "1 report", "2 reports".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if s, ok := strings.CutSuffix(one, "y"); ok && !strings.HasSuffix(s, "a") { // days
		return comma(n) + " " + s + "ies"
	}
	return comma(n) + " " + one + "s"
}

// comma writes a number with its thousands set apart.
func comma(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
