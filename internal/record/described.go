package record

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// joinDescribed joins the unnamed whom two reports describe in the same words, where the words are many and have a name among them: "a spokeswoman for the Harland
// regulator", "some lawyers and farmers backing Ordell". Of such people there are seldom two of whom the reports of one story speak.
func joinDescribed(ls []local, list []*class, join func(a, b int, why string)) {
	first := map[string]int{}
	for i, l := range ls {
		if l.full == "" {
			continue
		}
		k, why := family(l.e.Type)+"|"+l.full, fmt.Sprintf("both are described as %q", l.full)
		if j, ok := first[k]; ok {
			join(j, i, why)
		} else {
			first[k] = i
			list[i].oneBy(why)
		}
	}
}

// fullest is the longest phrase, folded, by which a report describes somebody unnamed, if it is enough to tell him from others; else "".
func fullest(e *parley.LocalEntity) string {
	if !e.Unnamed || e.Role == "" || e.Type == parley.InstrumentEntity || e.Type == parley.Place {
		return ""
	}
	best := ""
	for _, a := range append([]string{e.Name}, e.Aliases...) {
		if f := foldName(a); len(a) <= longestCalling && strings.Contains(f, foldName(e.Name)) && describes(a) && better(f, best) {
			best = f
		}
	}
	return best
}

// describes reports whether a phrase has many words and a name among them, and does not set apart.
func describes(phrase string) bool {
	ws := strings.Fields(phrase)
	sure := len(ws) > 0 && (ws[0] == "the" || ws[0] == "The" || ws[0] == "a" || ws[0] == "A" || ws[0] == "an" || ws[0] == "An")
	if sure {
		ws = ws[1:]
	}
	if len(ws) < manyWords || setsApart(strings.ToLower(ws[0])) && !strings.EqualFold(ws[0], "some") || strings.EqualFold(ws[0], "another") {
		return false
	}
	for i, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) && (i > 0 || sure) {
			return true
		}
	}
	return false
}

// manyWords is how many words a description has that tells one person from others.
const manyWords = 3

// joinAides joins the aides of whom reports do not say whose they are with the only ones in the dossier that are somebody's.
func joinAides(ls []local, u union, join func(a, b int, why string)) {
	of := map[string]int{}
	for i, l := range ls {
		if l.e.Unnamed && len(l.parts) > 1 && aides[l.parts[len(l.parts)-1]] && !setsApart(l.parts[0]) {
			w := l.parts[len(l.parts)-1]
			if j, ok := of[w]; ok && (j < 0 || u.find(j) != u.find(i)) {
				of[w] = -1
			} else if !ok {
				of[w] = i
			}
		}
	}
	for i, l := range ls {
		if !l.e.Unnamed || len(l.parts) != 1 || l.side >= 0 || !aides[l.parts[0]] {
			continue
		}
		if j, ok := of[l.parts[0]]; ok && j >= 0 && u.find(i) != u.find(j) {
			join(min(i, j), max(i, j), fmt.Sprintf("%q: the dossier knows only %q", l.e.Name, ls[j].e.Name))
		}
	}
}

// aides are nouns for those who are always somebody's.
var aides = map[string]bool{"aides": true, "advisers": true, "advisors": true}
