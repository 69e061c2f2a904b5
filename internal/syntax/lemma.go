package syntax

import (
	_ "embed" // the model
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed lemma.model
var lemmaModel []byte

// A lemmatizer turns a tagged word into its lemma: by what the treebank writes for the word under its tag, by the
// irregular forms of English, and for all other words by rules on endings. It is read-only and serves many goroutines.
type lemmatizer struct {
	table lemmaTable
	known wordSet // words that are written small
}

// newLemmatizer is a lemmatizer with the embedded model.
func newLemmatizer() (*lemmatizer, error) { return openLemmas(lemmaModel) }

// lemma is the lemma of a word with its tag, as UD English writes it: lower case but for names and what derives from
// them, with straight apostrophes. In a styled sentence (a headline) the capitals of a word are not its own. A word
// longer than longest bytes is in no table. The cost is linear in the word.
func (l *lemmatizer) lemma(word string, tag text.Tag, styled bool) string {
	v := readLemma(word)
	if v.letters == 0 && len(word) == 1 && (tag.U == text.PUNCT || tag.U == text.NUM) {
		return word
	}
	lemma, ok := "", false
	if len(word) <= longest {
		lemma, ok = l.listed(word, tag, v)
	}
	if !ok {
		lemma = l.unlisted(word, tag, v, styled)
	}
	if v.curly {
		lemma = strings.ReplaceAll(strings.ReplaceAll(lemma, "’", "'"), "‘", "'")
	}
	return lemma
}

// listed is the lemma that the table has: of the word as it is written, of the word in small letters, or of a form
// that is irregular under all tags of a class.
func (l *lemmatizer) listed(word string, tag text.Tag, v lemmaView) (string, bool) {
	if at, ok := l.table.find(tagKey(v.hash, tag, v.form)); ok {
		return l.table.lemma(at, word), true
	}
	if (v.form == capital || v.form == capitals) && tag.Penn != "NNP" && tag.Penn != "NNPS" {
		if at, ok := l.table.find(tagKey(v.hash, tag, small)); ok {
			return l.table.lemma(at, v.lower(word)), true
		}
	}
	if c := classOf(tag); c != noClass && (c != singularNoun || v.form == small) {
		if at, ok := l.table.find(classKey(v.hash, c)); ok {
			return l.table.lemma(at, v.lower(word)), true
		}
	}
	return "", false
}

// unlisted is the lemma of a word that the table does not hold.
func (l *lemmatizer) unlisted(word string, tag text.Tag, v lemmaView, styled bool) string {
	switch tag.U {
	case text.PROPN:
		switch {
		case styled && v.form == capitals:
			return shouted(word, v)
		case tag.Penn == "NNPS" && !styled:
			return singularName(word)
		}
		return word
	case text.PUNCT, text.SYM, text.X:
		return word
	case text.NUM:
		if strings.Contains(word, ",") {
			return strings.ReplaceAll(word, ",", "")
		}
	}
	if tag.Penn == "NNP" {
		return word // an adjective within a name: "American"
	}
	low := inflected(v.lower(word), tag)
	if v.form == small || tag.U != text.NOUN && tag.U != text.ADJ || l.known.has(lowerHash(low)) {
		return low
	}
	return l.strange(word, low, tag, v, styled)
}

// strange is the lemma of a noun or adjective with capitals that is not known in small letters, most likely a name or
// made from one: "the Veskan envoy".
func (l *lemmatizer) strange(word, low string, tag text.Tag, v lemmaView, styled bool) string {
	switch {
	case v.form == capitals && styled:
		return shouted(word, v)
	case v.form == capital && tag.Penn == "NNS":
		return singularName(word)
	case v.form == capital || v.form == capitals || v.letters == 1:
		return word
	}
	return low
}

// shouted is a name out of a sentence in capitals; up to four letters are taken for an abbreviation's.
func shouted(word string, v lemmaView) string {
	if v.letters < 5 || len(word) > longest {
		return word
	}
	first, n := utf8.DecodeRuneInString(word)
	return string(first) + strings.ToLower(word[n:])
}

// A lemmaView is what the tables are asked with: a word in small letters, and how it was written.
type lemmaView struct {
	hash    learn.Hash // of the lower case, curly apostrophes as straight ones
	form    shape      // small, capital, capitals or mixed
	letters int
	curly   bool // it has curly apostrophes
}

// readLemma reads up to longest bytes of a word.
func readLemma(word string) lemmaView {
	v := lemmaView{hash: learn.HashStart}
	uppers, first := 0, false
	for i, r := range word {
		if i > longest {
			break
		}
		if r < utf8.RuneSelf {
			b := byte(r)
			switch {
			case 'a' <= b && b <= 'z':
				v.letters++
			case 'A' <= b && b <= 'Z':
				v.letters++
				uppers++
				first = first || i == 0
				b += 'a' - 'A'
			}
			v.hash = v.hash.Byte(b)
			continue
		}
		switch {
		case unicode.IsUpper(r):
			v.letters++
			uppers++
			first = first || i == 0
		case unicode.IsLetter(r):
			v.letters++
		}
		v.curly = v.curly || r == '’' || r == '‘'
		v.hash = addRune(v.hash, r)
	}
	switch {
	case uppers == 0:
		v.form = small
	case uppers == v.letters && uppers > 1:
		v.form = capitals
	case uppers == 1 && first && v.letters > 1:
		v.form = capital
	default:
		v.form = mixed
	}
	return v
}

// addRune is a hash with the lower case of a rune beyond ASCII.
func addRune(h learn.Hash, r rune) learn.Hash {
	r = unicode.ToLower(r)
	if r == '’' || r == '‘' {
		return h.Byte('\'')
	}
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
		h = h.Byte(b)
	}
	return h
}

// lowerHash is the hash of a word as readLemma takes it.
func lowerHash(word string) learn.Hash { return readLemma(word).hash }

// lower is the word in lower case.
func (v lemmaView) lower(word string) string {
	if v.form == small && len(word) <= longest {
		return word
	}
	return strings.ToLower(word)
}

// A lemmaClass joins tags under which an irregular form has one lemma.
type lemmaClass uint8

const (
	noClass           lemmaClass = iota
	inflectedVerb                // inflected verbs
	bareVerb                     // verbs tagged as uninflected, though their form tells otherwise: "would gave"
	pluralNoun                   // plural nouns
	singularNoun                 // nouns tagged as singular, though their form tells otherwise
	comparedAdjective            // comparatives and superlatives
	comparedAdverb               // of adverbs
)

// classOf is the class of a tag.
func classOf(tag text.Tag) lemmaClass {
	switch tag.Penn {
	case "VBD", "VBN", "VBZ", "VBG":
		return inflectedVerb
	case "VB", "VBP":
		return bareVerb
	case "NNS":
		return pluralNoun
	case "NN":
		return singularNoun
	case "JJR", "JJS", "RBR", "RBS":
		if tag.U == text.ADV {
			return comparedAdverb
		}
		return comparedAdjective
	}
	return noClass
}
