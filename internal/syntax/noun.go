package syntax

import "github.com/parley-press/parley/internal/text"

// A phrase is a noun phrase being read.
type phrase struct {
	head   int  // last noun, -1 before one
	weak   int  // what heads the phrase where no noun does: number, adjective, participle
	det    bool // a determiner or possessor opened it
	quoted int  // an opening quotation mark inside, -1
}

// nounPhrase reads the base noun phrase that starts at token i and gives its end, i where none does. It takes
// determiner, numbers with their qualifier, adjectives, possessors, titles and names; no preposition but those of a
// number ("at least 30 people").
func (c *chunker) nounPhrase(i int) int {
	if c.pronoun(i) {
		return c.add(i, i+1, text.Chunk{Kind: text.NP, Head: i})
	}
	p := phrase{head: -1, weak: -1, quoted: -1}
	j := c.opening(i, &p)
	for j < c.end {
		n := c.step(j, &p)
		if n == j {
			break
		}
		j = n
	}
	if p.quoted >= 0 && p.head < p.quoted {
		j = p.quoted // nothing but a determiner before the mark
	}
	head := p.head
	if head < 0 && (p.det || c.penn(p.weak) == "CD") {
		head = p.weak
	}
	if head < 0 && p.det && j > i && c.penn(j-1) != "POS" {
		if tag := c.penn(j - 1); j == i+1 && tag == "DT" && c.d.Tags[i].U != text.DET {
			head = i // "this", "all"
		}
	}
	if head < i || j <= i {
		return i
	}
	return c.add(i, max(j, head+1), text.Chunk{Kind: text.NP, Head: head, Negated: c.is(i, "no", "neither", "none")})
}

// pronoun reports whether token i is a noun phrase by itself.
func (c *chunker) pronoun(i int) bool {
	switch c.penn(i) {
	case "PRP":
		return true
	case "NN":
		return c.d.Tags[i].U == text.PRON && c.penn(i+1) != "POS"
	}
	return false
}

// opening takes what may stand before the body of a phrase: a predeterminer, a determiner or possessive, the
// qualifier of a number.
func (c *chunker) opening(i int, p *phrase) int {
	j := i
	if c.penn(j) == "PDT" {
		j++
	}
	switch c.penn(j) {
	case "DT", "PRP$", "WP$":
		p.det = true
		j++
	}
	return c.qualifier(j)
}

// qualifiers are the words before a number that tell how exact it is.
var qualifiers = [][]string{
	{"more", "than"}, {"less", "than"}, {"fewer", "than"}, {"at", "least"}, {"at", "most"}, {"up", "to"}, {"as", "many", "as"},
	{"as", "much", "as"}, {"as", "few", "as"}, {"no", "more", "than"}, {"no", "fewer", "than"}, {"no", "less", "than"},
	{"close", "to"}, {"about"}, {"around"}, {"roughly"}, {"nearly"}, {"almost"}, {"over"}, {"some"}, {"approximately"}, {"only"}, {"under"},
}

// qualifier is the end of the qualifier at j where a number follows it, else j.
func (c *chunker) qualifier(j int) int {
	for _, q := range qualifiers {
		k := j
		for k-j < len(q) && c.is(k, q[k-j]) {
			k++
		}
		if k-j == len(q) && (c.penn(k) == "CD" || c.penn(k) == "$" || c.is(k, "a", "half") && c.is(k+1, "dozen", "hundred", "thousand", "million", "third", "half")) {
			return k
		}
	}
	return j
}

// step takes the next part of the phrase at token j and gives the token after it, j where the phrase ends.
func (c *chunker) step(j int, p *phrase) int {
	tag := c.penn(j)
	switch {
	case c.hyphen(j):
		if p.head < 0 && p.weak < 0 && !p.det {
			return j
		}
		if c.noun(j+1) || p.head == j-1 || p.weak == j-1 {
			return c.compound(j+1, p)
		}
		return j
	case c.noun(j):
		return c.takeNoun(j, p)
	case tag == "CD":
		return c.takeNumber(j, p)
	case tag == "$" || tag == "#":
		if c.penn(j+1) == "CD" && p.head < 0 {
			return j + 1
		}
	case tag == "POS":
		if p.head == j-1 && j > c.first {
			p.det, p.head, p.weak = true, j-1, -1
			return j + 1
		}
	case c.adjective(j) || tag == "VBN" || tag == "VBG" || tag == "VBD" && c.hyphen(j-1):
		return c.takeModifier(j, p)
	case tag == "RB" || tag == "RBR" || tag == "RBS":
		if p.head < 0 && (c.adjective(j+1) || c.penn(j+1) == "CD" || p.det && c.penn(j+1) == "VBN") {
			return j + 1
		}
	case tag == "," || tag == "CC":
		return c.takeLink(j, p)
	case tag == "``" || tag == "''":
		return c.takeMark(j, p)
	}
	return j
}

// compound takes the rest of a hyphenated word, whatever its tag.
func (c *chunker) compound(j int, p *phrase) int {
	if c.noun(j) {
		p.head = j
		return j + 1
	}
	p.weak = j
	if p.head == j-2 {
		p.head = -1 // "Veska-led": what follows is the head
		if !c.leads(j + 1) {
			p.head = j
		}
	}
	return j + 1
}

// leads reports whether a noun may yet follow within the phrase from token j on.
func (c *chunker) leads(j int) bool {
	for k := j; k < j+6 && k < c.end; k++ {
		switch tag := c.penn(k); {
		case c.noun(k):
			return true
		case c.adjective(k) || tag == "CD" || tag == "VBN" || tag == "VBG" || c.hyphen(k) || c.hyphen(k-1) ||
			(tag == "RB" || tag == "CC" || tag == ",") && c.adjective(k+1) || tag == "``":
		default:
			return false
		}
	}
	return false
}

// takeNoun takes a noun unless it begins a phrase of its own: a day or "today" after another noun.
func (c *chunker) takeNoun(j int, p *phrase) int {
	if p.head == j-1 && p.head >= c.first && c.timeWord(j) && c.penn(j-1) != "POS" && !c.timeWord(j-1) {
		return j
	}
	if c.d.Tags[j].U == text.PRON && p.head >= 0 {
		return j
	}
	if p.head == j-1 && j > c.first && c.penn(j-1) == "NNS" && c.penn(j) != "NNPS" && !c.name(j) && c.d.Tags[j].U == text.NOUN && c.is(j-1, "people", "reporters", "officials", "them") {
		return j
	}
	p.head = j
	return j + 1
}

// timeWord reports whether token j is a day, a month or a word like "today".
func (c *chunker) timeWord(j int) bool {
	return c.is(j, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "tonight",
		"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december")
}

// takeNumber takes a number: before the head, or after a name or title that it counts ("Resolution 12", "May 3").
func (c *chunker) takeNumber(j int, p *phrase) int {
	if p.head < 0 || p.head < j-1 {
		p.weak = j
		if p.head >= 0 && c.penn(j-1) != "POS" {
			return j
		}
		return j + 1
	}
	if c.penn(j-1) == "NNS" || c.penn(j-1) == "NN" && !c.is(j-1, "resolution", "article", "chapter", "phase", "paragraph", "annex", "protocol", "page", "room", "point", "section", "number", "version", "stage") {
		return j
	}
	if c.noun(j+1) && !c.name(j+1) && !c.name(j-1) {
		return j
	}
	return j + 1
}

// takeModifier takes an adjective or participle that a noun follows, or that heads a phrase with a determiner.
func (c *chunker) takeModifier(j int, p *phrase) int {
	if !c.adjective(j) && !p.det && p.weak < 0 && !c.hyphen(j+1) {
		return j // a participle without determiner is a verb
	}
	if p.head >= 0 && c.penn(j-1) != "POS" && !c.hyphen(j-1) {
		if !(c.name(j-1) && c.adjective(j) && c.leads(j+1)) || c.is(j, "next", "last", "late", "early") {
			return j
		}
	}
	if c.leads(j + 1) {
		p.weak = j
		return j + 1
	}
	if p.det && p.weak < 0 && (p.head < 0 || c.penn(j-1) == "POS") {
		p.weak = j
		return j + 1
	}
	return j
}

// takeLink takes a comma or conjunction between adjectives ("political and military leaders", "a long, bitter war"),
// and the sign of a firm's name.
func (c *chunker) takeLink(j int, p *phrase) int {
	if c.is(j, "&") && c.name(j-1) && c.name(j+1) {
		return j + 1
	}
	if p.head < 0 && p.weak == j-1 && c.adjective(j-1) && c.adjective(j+1) && c.leads(j+1) {
		return j + 1
	}
	return j
}

// takeMark takes the quotation marks of a term inside the phrase: `the "final" offer`.
func (c *chunker) takeMark(j int, p *phrase) int {
	q := c.d.Tokens[j].Quote
	if q < 0 || !c.d.Quotes[q].Scare {
		return j
	}
	at := c.d.Tokens[j].Span.Start
	switch {
	case c.d.Quotes[q].Outer.Start == at && p.quoted < 0 && (p.det || p.weak >= 0) && p.head < 0 && c.leads(j+1):
		p.quoted = j
		return j + 1
	case p.quoted >= 0 && c.d.Quotes[q].Outer.End == c.d.Tokens[j].Span.End && c.d.Quotes[q].Outer.Start == c.d.Tokens[p.quoted].Span.Start:
		return j + 1
	}
	return j
}
