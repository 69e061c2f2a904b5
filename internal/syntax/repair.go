package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley/internal/text"
)

// repair mends tags that a look at the whole clause shows to be wrong, where a tagger that sees two words each way
// cannot know. Each rule is a constraint of English clauses; each was kept because it did not lower the score on the
// treebank.
func repair(tags []text.Tag, st style, word func(int) string) {
	for i := range tags {
		switch tags[i].Penn {
		case "VBZ":
			plural(tags, i)
		case "VBN":
			if st == prose {
				finite(tags, i, word)
			}
		case "NNS":
			reporting(tags, i, word)
		case "VBG":
			gerund(tags, i, word)
		case "VBP":
			bare(tags, i, word)
		case "IN", "DT", "NN", "FW", "RB", "JJ":
			particle(tags, i, word)
			conjunction(tags, i, word)
			stranded(tags, i, word)
		}
	}
}

// gerund turns a form in -ing between "of" and a finite verb into the noun it must be: "a wave of fighting broke out".
func gerund(tags []text.Tag, i int, word func(int) string) {
	if i == 0 || i+1 >= len(tags) || !isFinite(tags[i+1]) || !strings.EqualFold(word(i-1), "of") {
		return
	}
	tags[i-1].U = text.ADP
	tags[i] = text.Tag{U: text.NOUN, Penn: "NN"}
}

// bareTakers are verbs whose object is followed by an infinitive without "to".
var bareTakers = map[string]bool{"see": true, "let": true, "make": true, "watch": true, "hear": true, "help": true, "have": true}

// bare turns a present tense after the object of such a verb into the infinitive it must be: "would see fighters leave".
func bare(tags []text.Tag, i int, word func(int) string) {
	if i < 2 || tags[i].U != text.VERB || !strings.HasPrefix(tags[i-1].Penn, "NN") {
		return
	}
	for k := i - 1; k >= max(0, i-6); k-- {
		switch {
		case tags[k].Penn == "VB":
			if bareTakers[strings.ToLower(word(k))] {
				tags[i].Penn = "VB"
			}
			return
		case !strings.HasPrefix(tags[k].Penn, "NN") && tags[k].Penn != "DT" && tags[k].Penn != "JJ" && tags[k].Penn != "CD" && tags[k].Penn != "PRP$":
			return
		}
	}
}

// stranded makes a small adverb behind the object at the end of a sentence the particle it must be: "let the convoy through."
func stranded(tags []text.Tag, i int, word func(int) string) {
	if tags[i].Penn != "IN" || i == 0 || i+2 < len(tags) || i+1 < len(tags) && tags[i+1].Penn != "." || !strings.HasPrefix(tags[i-1].Penn, "NN") {
		return
	}
	switch strings.ToLower(word(i)) {
	case "in", "out", "through", "off", "over", "up", "down":
		tags[i] = text.Tag{U: text.ADP, Penn: "RP"}
	}
}

// plural turns a verb in -s that stands right before a finite auxiliary into the noun it must be ("that talks had
// failed"), unless a subject of its own may stand before it ("what matters is", "which Roe says will end it").
func plural(tags []text.Tag, i int) {
	if i+1 == len(tags) || tags[i].U != text.VERB || tags[i+1].U != text.AUX {
		return
	}
	if next := tags[i+1].Penn; next != "MD" && next != "VBD" && next != "VBP" {
		return
	}
	if i > 0 {
		switch tags[i-1].Penn {
		case "WDT":
			tags[i-1] = text.Tag{U: text.SCONJ, Penn: "IN"}
		case "IN", "JJ", "CC", "VBD", "VBN", "VBG", ",", "``", "DT":
		default:
			return
		}
	}
	tags[i] = text.Tag{U: text.NOUN, Penn: "NNS"}
}

// clauseReach is how many tokens each way a clause is looked at.
const clauseReach = 60

// finite turns a participle after its subject into the past tense where its clause would have no finite verb
// ("the envoy called for calm"). A participle with "by" stays: "a plan backed by".
func finite(tags []text.Tag, i int, word func(int) string) {
	if i == 0 || tags[i].U != text.VERB || i+1 < len(tags) && strings.EqualFold(word(i+1), "by") {
		return
	}
	if p := tags[i-1]; !strings.HasPrefix(p.Penn, "NN") && p.Penn != "PRP" && !(p.Penn == "RB" && i > 1 && strings.HasPrefix(tags[i-2].Penn, "NN")) {
		return
	}
	if tags[len(tags)-1].U != text.PUNCT {
		return // a headline or a fragment
	}
	comma := false
	for k := i - 1; k >= max(0, i-clauseReach); k-- {
		switch {
		case isFinite(tags[k]) || tags[k].U == text.VERB || tags[k].U == text.AUX:
			return
		case tags[k].Penn == ",":
			comma = true
		case !comma && clauseStart(tags[k]):
			k = 0
		}
	}
	for k := i + 1; k < min(len(tags), i+clauseReach); k++ {
		if isFinite(tags[k]) {
			return
		}
		if clauseStart(tags[k]) || tags[k].Penn == "CC" && !comma {
			break
		}
	}
	tags[i].Penn = "VBD"
}

// isFinite reports whether a tag is that of a finite verb.
func isFinite(t text.Tag) bool {
	switch t.Penn {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// clauseStart reports whether a tag opens a clause.
func clauseStart(t text.Tag) bool {
	switch t.Penn {
	case "WDT", "WP", "WRB", "WP$", ":", "``", "''":
		return true
	}
	return t.U == text.SCONJ
}

// reporting turns a plural noun between a name and "that" into the reporting verb it must be: "Newswire reports that".
func reporting(tags []text.Tag, i int, word func(int) string) {
	if i == 0 || i+1 >= len(tags) || tags[i-1].U != text.PROPN || !strings.EqualFold(word(i+1), "that") {
		return
	}
	switch strings.ToLower(word(i)) {
	case "reports", "claims", "states", "notes", "demands", "promises", "pledges", "hopes", "fears", "warns", "vows", "signals":
		tags[i] = text.Tag{U: text.VERB, Penn: "VBZ"}
	}
}

// conjunction makes "that" before a name, a pronoun, a plural or another determiner the conjunction it must be.
func conjunction(tags []text.Tag, i int, word func(int) string) {
	if tags[i].Penn != "DT" || i+1 >= len(tags) || !strings.EqualFold(word(i), "that") {
		return
	}
	switch tags[i+1].Penn {
	case "NNP", "NNS", "NNPS", "PRP", "PRP$", "DT", "EX":
		tags[i] = text.Tag{U: text.SCONJ, Penn: "IN"}
	}
}

// arabic and roman are the small words within names, by what may follow them.
var (
	arabic = map[string]bool{"al": true, "el": true, "ul": true, "as": true, "bin": true, "ibn": true, "abu": true}
	roman  = map[string]bool{
		"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "du": true, "la": true, "le": true, "van": true,
		"von": true, "der": true, "den": true, "ter": true, "ben": true, "bint": true,
	}
)

// particle makes the small words inside a name part of it: "Ana de la Roe", "Omar al-Karim".
func particle(tags []text.Tag, i int, word func(int) string) {
	w := word(i)
	next := i + 1
	switch {
	case len(w) > 5 || next >= len(tags):
		return
	case arabic[w]:
		if word(next) == "-" {
			next++
		}
	case roman[w]:
		if roman[word(next)] {
			next++
		}
	default:
		return
	}
	if next >= len(tags) || !capitalised(word(next)) {
		return
	}
	if hyphened := arabic[w] && next == i+2; !hyphened && (i == 0 || tags[i-1].U != text.PROPN || w == "as") {
		return
	}
	tags[i] = text.Tag{U: text.PROPN, Penn: "NNP"}
}

func capitalised(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// older sets the tags that follow from the older cut of the Penn Treebank, in which hyphenated words are whole: there every "to" is TO, and dashes, semicolons
// and dots between clauses are colons (Santorini 1990). The English Web Treebank, whose cut and tags are this package's, changed all three.
func older(d *text.Doc) {
	if !wholeHyphens(d) {
		return
	}
	for i := range d.Tags {
		switch t := &d.Tags[i]; {
		case t.Penn == "IN" && strings.EqualFold(d.Word(i), "to"):
			t.Penn = "TO"
		case t.Penn == "," && t.U == text.PUNCT && d.Word(i) != ",":
			t.Penn = ":"
		}
	}
}

// wholeHyphens reports whether most hyphens between words of three letters or more stand within tokens.
func wholeHyphens(d *text.Doc) bool {
	whole, cut := 0, 0
	for i := range d.Tokens {
		w := d.Word(i)
		if w == "-" && i > 0 && d.Tokens[i-1].Span.End == d.Tokens[i].Span.Start {
			cut++
			continue
		}
		at := strings.IndexByte(w, '-')
		if at < 3 || len(w)-at < 4 || len(w) > longest {
			continue
		}
		before, after := w[at-1], w[at+1]
		if isLower(before) && isLower(after) {
			whole++
		}
	}
	return whole > cut
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }
