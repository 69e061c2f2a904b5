package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// How much the words beside a colon or dash look like somebody who speaks.
type speaker uint8

const (
	nobody speaker = iota
	named          // written as a name; it may be one of a thing
	role           // an office, a group or a paper that speaks
	letter         // Q or A
)

// What WordNet's classes of a noun tell, by the bits that training gives them.
const (
	personClass = 1 << iota
	groupClass
)

// From which log-odds of having been a source a noun is one, by what WordNet says of it; PolNeAR's sources have a word for person at 40 and more, a group that speaks at 52.
const (
	personOdds = 40
	groupOdds  = 52
	otherOdds  = 85
)

// Words that stand before a colon without being who speaks, though WordNet or the corpus would have them as persons, groups or sources.
var headings = text.WordSet(`name age date time place video watch review opinion analysis guide note update exclusive latest photo picture credit fact live voice voices result
	player exchange vote total number summary editor's editorial column commentary comment breaking more related topic subject part chapter day week story stories news question-time
	winner loser team venue side word words thing things problem matter truth goal member members host-city capital passenger passengers crew cast director author by from to re
	profile interview timeline background explainer factbox monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
	november december today tomorrow yesterday agenda tickets doors contact email phone website address note notes correction clarification `)

// core is the part of a speaker's description that names: up to a comma, a bracket, "on" or a mark.
func core(d *text.Doc, r parley.TokenRange) parley.TokenRange {
	for i := r.First; i < r.End; i++ {
		switch w := d.Word(i); {
		case lookOf(w) == comma, lookOf(w) == bracket, lookOf(w) == quotation, i > r.First && (w == "on" || w == "about"):
			return parley.TokenRange{First: r.First, End: i}
		}
	}
	return r
}

// longestCore is how many tokens a name with its office may have.
const longestCore = 7

// speaks tells what the words of r are, as the description of somebody who speaks.
func (l *layouts) speaks(r parley.TokenRange) speaker {
	c := core(l.d, r)
	if c.Len() == 0 || c.Len() > longestCore || headings[l.d.Lower(c.End-1)] || l.open(r) {
		return nobody
	}
	if u := l.d.Tags[c.End-1].U; u == text.ADP || u == text.CCONJ || u == text.DET && c.Len() > 1 {
		return nobody
	}
	if w := l.d.Word(c.First); c.Len() == 1 && (w == "Q" || w == "A" || w == "Q." || w == "A.") {
		return letter
	}
	capitalised, words := true, 0
	for i := c.First; i < c.End; i++ {
		w := l.d.Word(i)
		if !hasLetter(w) {
			if i == c.First || l.d.Tags[i].U == text.PUNCT && w != "-" && w != "&" && w != "." {
				return nobody
			}
			continue
		}
		if upper(w) {
			words++
		} else if !linking[w] {
			capitalised = false
		}
		if l.unfit(i, i == c.First) {
			return nobody
		}
	}
	if h := l.headNoun(c); h >= 0 && l.isRole(h) {
		return role
	}
	if h := l.headNoun(c); h >= 0 && headings[strings.ToLower(l.d.Lemmas[h])] {
		return nobody
	}
	if capitalised && words > 0 && !headings[l.d.Lower(c.First)] && l.nameLike(c) {
		return named
	}
	return nobody
}

var linking = text.WordSet(`of the de la van von der den bin al el di da du le and for 's ’s`)

// unfit reports whether token i cannot stand in a name or office.
func (l *layouts) unfit(i int, first bool) bool {
	switch t := l.d.Tags[i]; t.U {
	case text.PRON, text.SCONJ:
		return l.d.Word(i) != "US" && t.Penn != "PRP$"
	case text.AUX:
		return true
	case text.VERB: // names in capitals are often taken for verbs
		return !upper(l.d.Word(i)) || first && t.Penn != "NNP" && l.d.Word(i) != strings.ToUpper(l.d.Word(i))
	case text.ADV:
		return first || !upper(l.d.Word(i))
	case text.ADP, text.PART, text.CCONJ:
		return first
	}
	return false
}

// open reports whether r has a bracket that it does not close.
func (l *layouts) open(r parley.TokenRange) bool {
	n := 0
	for i := r.First; i < r.End; i++ {
		switch l.d.Word(i) {
		case "(", "[":
			n++
		case ")", "]":
			n--
		}
	}
	return n != 0
}

// headNoun is the last noun of the first run of nouns of a phrase, -1 if it has none.
func (l *layouts) headNoun(c parley.TokenRange) int {
	h := -1
	for i := c.First; i < c.End; i++ {
		if u := l.d.Tags[i].U; u == text.NOUN || u == text.PROPN {
			h = i
		} else if h >= 0 && l.d.Tags[i].U != text.PART {
			break
		}
	}
	if h < 0 && c.Len() == 1 && l.d.Word(c.First) == strings.ToUpper(l.d.Word(c.First)) {
		return c.First
	}
	return h
}

// tellers are nouns that speak at the end of a headline and seldom anywhere else.
var tellers = map[string]bool{"monitor": true, "watchdog": true, "report": true, "observer": true, "activist": true}

// isRole reports whether noun i is somebody who can speak: a word for people, a group, or what was a source often.
func (l *layouts) isRole(i int) bool {
	w := strings.ToLower(l.d.Lemmas[i])
	if headings[w] || headings[l.d.Lower(i)] {
		return false
	}
	if tellers[w] {
		return true
	}
	key := lowerHash(w)
	noun, src := l.lex.at(lexKey(nounPart, key)), l.lex.at(lexKey(sourcePart, key))
	if noun.class == 0 {
		if s, ok := strings.CutSuffix(w, "s"); ok { // a plural that was taken for a name
			key = lowerHash(s)
			noun, src = l.lex.at(lexKey(nounPart, key)), l.lex.at(lexKey(sourcePart, key))
		}
	}
	switch {
	case noun.class&personClass != 0:
		return src.odds == 0 || src.odds >= personOdds
	case noun.class&groupClass != 0:
		return src.odds >= groupOdds
	}
	return noun.class != 0 && src.odds >= otherOdds
}

// nameLike reports whether a phrase of capitalised words can be a name: it has a word that is no common one, or is longer than one word.
func (l *layouts) nameLike(c parley.TokenRange) bool {
	for i := c.First; i < c.End; i++ {
		if u := l.d.Tags[i].U; u != text.PROPN && u != text.NOUN && u != text.X && u != text.INTJ && u != text.ADJ {
			continue
		}
		if l.d.Tags[i].U == text.PROPN || l.lex.at(lexKey(nounPart, lowerHash(l.d.Lemmas[i]))).class == 0 {
			return true
		}
	}
	return false
}

// caps reports whether a phrase is written in capitals.
func (l *layouts) caps(c parley.TokenRange) bool {
	n := 0
	for i := c.First; i < c.End; i++ {
		w := l.d.Word(i)
		if w != strings.ToUpper(w) {
			return false
		}
		if hasLetter(w) {
			n += len(w)
		}
	}
	return n > 1
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}
