package mention

import (
	"strconv"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// document is the entity of a paper: one for each that is told apart by owner or description.
func (l *linker) document(i int, c *cand, side int) int {
	if lastWord(c.role) == "paper" && c.core.Len() == 1 && c.subject && speech[l.word(c.tok.End)] {
		if n := l.back(i, isOutlet); n >= 0 {
			return n
		}
	}
	if c.det == indefinite {
		return l.entity("", l.paper(c))
	}
	mods := l.text(c.core.First, c.core.End)
	if l.phraseMods(c) != "" {
		mods = l.phraseMods(c) + " " + mods
	}
	if side < 0 {
		w := lastWord(c.role)
		for _, any := range [...]bool{false, true} { // who has the noun itself comes before any paper
			if n := l.back(i, func(e *text.Entity, o *cand) bool {
				switch {
				case e.Type != parley.InstrumentEntity:
					return false
				case l.phraseMods(c) != "":
					return o.kind == parley.NominalMention && l.phraseMods(o) == l.phraseMods(c) && lastWord(o.role) == w
				}
				return wordIn(e.Role, w) || wordIn(fold(e.Name), w) || any && anyPaper[w] && !c.many
			}); n >= 0 {
				return n
			}
		}
	}
	return l.entity("paper/"+strconv.Itoa(side)+"/"+mods, l.paper(c))
}

// paper is a new instrument as mention c has it.
func (l *linker) paper(c *cand) text.Entity {
	return text.Entity{Type: parley.InstrumentEntity, Name: l.phraseText(c), Role: c.role, Rule: "mention/paper", Score: 0.6}
}

// anyPaper are words that take up any paper just spoken of.
var anyPaper = text.WordSet("document text paper draft")

// phraseMods are the words between determiner or owner and the core of a mention.
func (l *linker) phraseMods(c *cand) string {
	k := c.tok.First
	if c.side >= 0 {
		k = max(k, l.cands[c.side].tok.End)
		if l.word(k) == "'s" || l.word(k) == "'" {
			k++
		}
	} else if c.det != bare && c.det != possessed {
		k++
	}
	if k >= c.core.First {
		return ""
	}
	return l.text(k, c.core.First)
}
