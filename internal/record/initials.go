package record

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// joinShortened joins bodies that reports shorten alike and whose names end alike: "HM Harbours & Mines (HMHM)" to "Her Majesty's Harbours and Mines (HMHM)", "the
// Tarn Public Works Board (PWB)" to "Public Works Board".
func joinShortened(ls []local, join func(a, b int, why string)) {
	first := map[string]int{} // initials and last word to the first body of them
	for _, given := range []bool{true, false} {
		for i, l := range ls {
			if l.e.Unnamed || family(l.e.Type) != "body" || len(l.parts) < 2 {
				continue
			}
			last := l.parts[len(l.parts)-1]
			if !given {
				if j, ok := first[initialsOf(l.parts)+" "+last]; ok && len(l.parts) > 2 && (ls[j].e.Key == "" || l.e.Key == "") {
					join(min(i, j), max(i, j), fmt.Sprintf("%q has the initials of %q", l.e.Name, ls[j].e.Name))
				}
				continue
			}
			for _, a := range l.short {
				if len(a) < 3 {
					continue
				}
				k := strings.ToLower(a) + " " + last
				if j, ok := first[k]; !ok {
					first[k] = i
				} else if ls[j].e.Key == "" || l.e.Key == "" {
					join(min(i, j), max(i, j), fmt.Sprintf("%q is short for %q and for %q", a, ls[j].e.Name, l.e.Name))
				}
			}
		}
	}
}

// initialsOf are the first letters of a folded name's words, but for the small ones.
func initialsOf(parts []string) string {
	var b strings.Builder
	for _, w := range parts {
		switch w {
		case "and", "of", "for", "the", "in", "on", "&", "to":
		default:
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(r)
		}
	}
	return b.String()
}
