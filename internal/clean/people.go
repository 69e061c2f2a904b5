package clean

import (
	"strings"
	"unicode/utf8"
)

// readNames reads personal names at byte at: "Ana Roe", "Ana Roe and Jon Vale", "Ana Roe, J. P. Vale and Li Wen".
// A name has two to five words; one in capitals alone ends it, since that is how datelines are set.
// end is the byte after the last of them.
func readNames(s string, at int) (names []piece, end int) {
	end = at
	for len(names) < 16 {
		for _, w := range [...]string{"Writing ", "Editing ", "Reporting "} { // its "by" was forgotten
			if strings.HasPrefix(s[at:], w) {
				at += len(w)
			}
		}
		p, caps := readName(s, at)
		if p.empty() || caps {
			break
		}
		names = append(names, p)
		end = p.end
		at = end
		at = pastPlace(s, at)
		sep := false
		for _, j := range nameBreaks {
			if strings.HasPrefix(s[at:], j) {
				at += len(j)
				sep = true
				break
			}
		}
		if !sep {
			break
		}
	}
	return names, end
}

// nameBreaks stand between the names of those who wrote.
var nameBreaks = [...]string{" and ", ", and ", "; and ", ",; ", ", ", " & ", " et "}

// nameEnds are words with a capital that stand after a name and are no part of it.
var nameEnds = map[string]bool{"by": true, "the": true, "for": true, "in": true, "on": true, "at": true, "a": true, "an": true, "from": true, "reporting": true, "editing": true, "published": true, "updated": true, "staff": true,
	"we": true, "he": true, "she": true, "it": true, "they": true, "this": true, "these": true, "there": true, "that": true, "as": true, "after": true, "when": true, "with": true, "but": true, "and": true, "his": true, "her": true, "its": true}

// givenMonths are months that are given names too.
var givenMonths = map[string]bool{"may": true, "april": true, "june": true, "jan": true, "august": true}

// readName reads one name. caps says that the first word is in capitals alone.
func readName(s string, at int) (p piece, caps bool) {
	j, n := at, 0
	for n < 5 {
		w := wordAt(s, j)
		if w == "" {
			break
		}
		low := strings.ToLower(w)
		shout := allCaps(w) && utf8.RuneCountInString(strings.Trim(w, ".")) > 1 && !initial(w)
		if n == 0 && shout {
			return piece{}, true
		}
		if n > 0 && (nameEnds[low] || table().is("month", low) && isDigitAt(s, j+len(w)+1)) {
			break
		}
		if shout || !upperFirst(w) && !particled(w) && (n == 0 || !table().is("particle", low) || !namePart(wordAt(s, j+len(w)+1))) {
			break
		}
		if n == 0 && (table().is("weekday", low) || table().is("month", low) && !givenMonths[low]) {
			return piece{}, false
		}
		j += len(w)
		p = piece{at, j}
		n++
		if j < len(s) && s[j] == '.' && utf8.RuneCountInString(w) == 1 {
			j++
		}
		if j >= len(s) || s[j] != ' ' {
			break
		}
		j++
	}
	if n < 2 {
		return piece{}, false
	}
	return p, false
}

// isDigitAt reports whether a digit stands at byte i of s.
func isDigitAt(s string, i int) bool { return i < len(s) && isDigit(s[i]) }

// particled reports whether w is a name with its particle before it: "al-Khoury".
func particled(w string) bool {
	a, b, ok := strings.Cut(w, "-")
	return ok && upperFirst(b) && table().is("particle", a)
}

// pastPlace passes " in Riverton" or " in Lea, N.H.," where another name follows: "Ana Roe in Riverton, Jon Vale in Port Aven and Li Wen". It is at
// where none does.
func pastPlace(s string, at int) int {
	j, n := at, 0
	for _, w := range [...]string{" in the ", " at the ", " in ", " at ", " from "} {
		if strings.HasPrefix(s[at:], w) {
			j = at + len(w)
			break
		}
	}
	if j == at {
		return at
	}
	for n < 4 {
		w := wordAt(s, j)
		if !upperFirst(w) && !particled(w) || n > 0 && nameEnds[strings.ToLower(w)] {
			break
		}
		j += len(w)
		n++
		if j >= len(s) || s[j] != ' ' {
			break
		}
		if w := wordAt(s, j+1); !upperFirst(w) && !particled(w) {
			break
		}
		j++
	}
	if e := regionAt(s, j); e > 0 {
		j = e
	} else if w := wordAt(s, j+2); strings.HasPrefix(s[j:], ", ") && len(w) == 2 && allCaps(w) { // a state by its two letters
		j += len(", ") + len(w)
	}
	for _, sep := range nameBreaks {
		if n > 0 && strings.HasPrefix(s[j:], sep) {
			if p, _ := readName(s, j+len(sep)); !p.empty() {
				return j
			}
		}
	}
	return at
}

// namePart reports whether w can go on a name after a particle.
func namePart(w string) bool { return upperFirst(w) || w != "" && table().is("particle", w) }

// unshout writes the words of s that are in capitals alone with one capital.
func unshout(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if allCaps(w) {
			words[i] = titleCase(w)
		}
	}
	return strings.Join(words, " ")
}

// titleCase writes every word of s with one capital; the length in bytes stays (only ASCII letters change).
func titleCase(s string) string {
	b := []byte(s)
	start := true
	for i, c := range b {
		if !start && c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
		start = !isAlpha(c) && c < 0x80
	}
	return string(b)
}
