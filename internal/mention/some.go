package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// someOfName is those of a people or a party whom a phrase sets apart from the whole by how many or which of them it means: "most Veskans", "Senate Republicans".
// -1 for the whole, and for all other names.
func (l *linker) someOfName(c *cand) int {
	if c.core.Len() != 1 || c.core.First == 0 || !howMany[l.low[c.core.First-1]] && !whichOf[l.low[c.core.First-1]] {
		return -1
	}
	w, t := l.low[c.core.First], c.core.First-1
	many := pluralName(w)
	switch {
	case of(c.class).has(of(adjective, state)): // "two Harland" and "Senate Harlanders" are not said
		many = (many || pluralFolk(w)) && howMany[l.low[t]]
	case !of(c.class).has(of(org, body, classes, people)) || c.modifier:
		return -1
	}
	if u := l.upos(c.core.End); !many || u == text.NOUN || u == text.PROPN || u == text.ADJ || l.possessive(c.core.End, len(l.low)) > 0 {
		return -1
	}
	if h := l.word(t - 1); t > 0 && l.d.Tokens[t-1].Sentence == l.d.Tokens[t].Sentence && (howMany[h] || whichOf[h]) {
		t--
	}
	c.tok.First, c.core.First, c.modifier, c.many = t, t, false, true
	name := l.phraseText(c)
	return l.entity("part/"+strings.ToLower(name), text.Entity{Type: parley.Group, Name: name, Role: strings.ToLower(name), Rule: "mention/part", Score: 0.7})
}

// pluralFolk reports whether a word that ends in no s may mean the people of a state: "Japanese", "British".
func pluralFolk(w string) bool {
	return strings.HasSuffix(w, "ese") || strings.HasSuffix(w, "ish") || strings.HasSuffix(w, "ch")
}

var (
	// howMany tells how many of a people or a party are meant.
	howMany = text.WordSet("most many some several few two three four five six seven eight nine ten dozens scores hundreds thousands half fellow other certain")
	// whichOf tells by chamber or leaning which of a party are meant.
	whichOf = text.WordSet(`senate house congressional parliamentary moderate conservative liberal progressive centrist establishment mainstream hardline hard-line rank-and-file dissident rebel
 leading senior top prominent local`)
)
