package quantity

import (
	"strings"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// longest is how many words of a noun phrase are read at most.
const longest = 8

// A counted is the noun phrase a number counts.
type counted struct {
	first, end int    // words of the phrase with what follows its head, empty where first == end
	head       int    // word of the head noun, -1
	text       string // written out
	part       bool   // the number is a part of the quantity before
}

// unit reads what the number counts, from word i on.
func (s *scan) unit(i int) counted {
	none := counted{first: i, end: i, head: -1}
	if s.joined(i) {
		if s.digits(i+1) && s.aged(i+1) == 0 {
			return none
		}
		if s.is(i+1, "strong") && s.letters(i+2) {
			if u := s.phrase(i + 2); u.head >= 0 {
				return s.written(u) // "a 30,000-strong border force"
			}
		}
		if s.letters(i + 1) {
			return s.written(counted{first: i + 1, end: i + 2, head: i + 1})
		}
		return none
	}
	if u, ok := s.percent(i); ok {
		return u
	}
	if n := s.aged(i); n > 0 {
		i = n
	}
	part := false
	switch {
	case s.is(i, "out", "of") && s.numberAt(i+2) > 0:
		i = s.numberAt(i + 2) // "6 out of 30 members"
	case s.is(i, "of") && partitive(s.lower(i+1)):
		i, part = i+2, true
		if s.is(i, "were") || s.is(i, "are") || s.is(i, "was") || s.is(i, "had") || s.is(i, ",") {
			u := counted{first: i, end: i, head: -1, part: true}
			if p := s.phrase(i + 1); p.head >= 0 && !states[s.lower(p.head)] {
				u.text = s.words(p.first, p.end) // "700 of them were fighters"
			}
			return u
		}
	case s.is(i, "of"):
		i++
		if determiner(s.lower(i)) {
			i++
		}
		if n := s.numberAt(i); n > 0 {
			i = n // "a quarter of the 3.2 million crates"
		}
	case s.is(i, "more"), s.is(i, "other"), s.is(i, "additional"):
		i++
	case determiner(s.lower(i)):
		i++ // "half the fleet"
	}
	u := s.phrase(i)
	if u.head < 0 {
		u.part = part
		return u
	}
	u = s.written(s.followed(u))
	u.part = part
	return u
}

// numberAt is the word after the number at word i; 0 where none stands there.
func (s *scan) numberAt(i int) int {
	if n, ok := numeral.Read(s.ws, i); ok && n.OK {
		return n.End
	}
	return 0
}

// aged is the word after an age that stands before what is counted: "two 15-year-old boys"; 0 where none stands at word i.
func (s *scan) aged(i int) int {
	if s.digits(i) && s.joined(i+1) && s.is(i+2, "year") && s.joined(i+3) && s.is(i+4, "old") {
		return i + 5
	}
	return 0
}

// often are adjectives of time that go with what is counted.
var often = text.WordSet("daily weekly monthly yearly annual nightly hourly quarterly")

func partitive(w string) bool {
	switch w {
	case "them", "whom", "which", "these", "those", "us":
		return true
	}
	return false
}

func determiner(w string) bool {
	switch w {
	case "the", "its", "their", "his", "her", "all", "our", "a", "an", "these", "those":
		return true
	}
	return false
}

// percent reads "%", "percent", "per cent", "percentage points", with what it is of.
func (s *scan) percent(i int) (counted, bool) {
	u := counted{first: i, head: i}
	switch {
	case s.is(i, "%"), s.is(i, "percent"), s.is(i, "pct"):
		u.end = i + 1
	case s.is(i, "per", "cent"):
		u.end, u.head = i+2, i+1
	case s.is(i, "percentage", "points"), s.is(i, "percentage", "point"):
		u.end, u.head = i+2, i+1
	default:
		return u, false
	}
	name := "percent"
	if s.is(i, "percentage") {
		name = "percentage points"
	}
	u = s.followed(u)
	u.text = name
	if u.end > u.head+1 {
		u.text += " " + s.words(u.head+1, u.end)
	}
	return u, true
}

// phrase reads the base noun phrase from word i on: by tags where there are any, else by the shapes of words.
func (s *scan) phrase(i int) counted {
	u := counted{first: i, end: i, head: -1}
	for j := i; j < len(s.ws) && j < i+longest; {
		if s.timeAt(j) >= 0 && !often[s.lower(j)] || !s.belongs(j, u) {
			break
		}
		if s.joined(j) {
			j += 1
			continue
		}
		if s.nominal(j, u) {
			u.head, u.end = j, j+1
			if s.endsAtPlural(j) {
				break
			}
		}
		j++
		if s.possessive(j) {
			j += 2
			u.head = -1
		}
	}
	if u.head < 0 {
		u.end = i
	}
	return u
}

// belongs reports whether word j can go on the noun phrase.
func (s *scan) belongs(j int, u counted) bool {
	if s.joined(j) {
		return true
	}
	w := s.ws[j]
	if w.Kind != numeral.Letters || functionWords[w.Lower] && !s.acronym(j) {
		return false
	}
	switch t, ok := s.tag(j); {
	case !ok:
		return !verbs[w.Lower] && !(u.head >= 0 && plural(s.lower(u.head)))
	case t == text.NOUN || t == text.PROPN || t == text.ADJ:
		return u.head < 0 || t != text.ADJ || states[w.Lower]
	case s.joined(j-1) && s.letters(j-2) && u.first <= j-2:
		return s.letters(j+1) || t != text.VERB // "Front-linked fighters"
	case t == text.VERB:
		return states[w.Lower] && u.head < 0 || strings.HasSuffix(w.Lower, "ed") && u.head < 0 && s.nounAhead(j+1)
	case t == text.ADV:
		next, _ := s.tag(j + 1)
		return u.head < 0 && (s.nounAhead(j+1) || next == text.VERB && s.nounAhead(j+2)) // "heavily armed men"
	}
	return false
}

// nounAhead reports whether a noun or adjective stands at word j.
func (s *scan) nounAhead(j int) bool {
	t, _ := s.tag(j)
	return t == text.NOUN || t == text.ADJ || t == text.PROPN
}

// nominal reports whether word j can be the head so far.
func (s *scan) nominal(j int, u counted) bool {
	w := s.lower(j)
	switch t, ok := s.tag(j); {
	case ok && (t == text.NOUN || t == text.PROPN):
		return true
	case ok:
		return states[w] && u.head < 0 && !s.nounAhead(j+1)
	}
	if states[w] {
		return u.head < 0 && !(s.letters(j+1) && plural(s.lower(j+1)) && !functionWords[s.lower(j+1)])
	}
	return !functionWords[w] && !strings.HasSuffix(w, "ly")
}

// endsAtPlural reports whether the phrase ends at word j, a plural, where no noun follows by its tag.
func (s *scan) endsAtPlural(j int) bool {
	if !plural(s.lower(j)) {
		return false
	}
	t, ok := s.tag(j + 1)
	return !ok || t != text.NOUN && t != text.PROPN && t != text.PART
}

// plural reports whether w looks like a plural noun.
func plural(w string) bool {
	if irregularPlurals[w] {
		return true
	}
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is")
}

// possessive reports whether word j begins a possessive ending.
func (s *scan) possessive(j int) bool {
	w := s.lower(j)
	return (w == "'" || w == "’") && s.glued(j) && s.is(j+1, "s")
}

// followed takes in a short "of" phrase or a participle after the head: "tonnes of grain", "people wounded".
func (s *scan) followed(u counted) counted {
	j := u.head + 1
	if s.is(j, "of") && !partitive(s.lower(j+1)) {
		k := j + 1
		if determiner(s.lower(k)) {
			k++
		}
		if p := s.phrase(k); p.head >= 0 {
			u.end = p.end
		}
		return u
	}
	if states[s.lower(j)] && !determiner(s.lower(j+1)) && !s.digits(j+1) {
		u.end = j + 1
	}
	return u
}

// written sets the unit's words, a currency as an agency shortens it written out.
func (s *scan) written(u counted) counted {
	u.text = s.words(u.first, u.end)
	if name := shortMoney[s.lower(u.head)]; name != "" {
		u.text = strings.TrimSpace(s.words(u.first, u.head) + " " + strings.TrimSpace(name+" "+s.words(u.head+1, u.end)))
	}
	return u
}

// words is the text of words [i, j) as printed, with white space made single.
func (s *scan) words(i, j int) string {
	if i >= j {
		return ""
	}
	return strings.Join(strings.Fields(s.doc.Content[s.ws[i].Span.Start:s.ws[j-1].Span.End]), " ")
}
