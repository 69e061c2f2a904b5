package syntax

import (
	"cmp"
	"slices"
	"strings"
)

// A claim says that a form is one of a lemma's, as the rules of spelling have it.
type claim struct {
	class       lemmaClass
	form, lemma string
}

// irregular are entries for the forms that the rules on endings do not bring back to their lemma: those given as
// irregular, and those that the lexicon's words form by the rules of spelling. Where the rules find one of several
// lemmas of a form ("planed": plan, plane) there is no entry.
func (x lexicon) irregular() []entry {
	var out []entry
	given := map[claim]bool{}
	add := func(c lemmaClass, form, lemma string) {
		if k := (claim{class: c, form: form}); !given[k] {
			given[k] = true
			if byRule(claim{c, form, lemma}) != lemma {
				out = append(out, entry{classKey(lowerHash(form), c), form, lemma})
			}
		}
	}
	doubles := map[string]bool{} // verbs with a given regular ending: "hopped"
	words := x.baseForms()
	for _, f := range x.forms {
		switch {
		case f.pos == 'v':
			doubles[f.lemma] = doubles[f.lemma] || endsIn(f.form, "ed", "ing")
			add(inflectedVerb, f.form, f.lemma)
			if !words[claim{class: bareVerb, form: f.form}] && !endsIn(f.form, "ing", "ed") {
				add(bareVerb, f.form, f.lemma)
			}
		case f.pos == 'n':
			add(pluralNoun, f.form, f.lemma)
			if !words[claim{class: singularNoun, form: f.form}] {
				add(singularNoun, f.form, f.lemma)
			}
		case f.pos == 'a' || f.pos == 'r':
			add(comparedAdjective, f.form, f.lemma)
			if f.lemma == "good" {
				f.lemma = "well"
			}
			add(comparedAdverb, f.form, f.lemma)
		}
	}
	for _, c := range unruled(x.claims(doubles)) {
		add(c.class, c.form, c.lemma)
	}
	return out
}

// baseForms are the uninflected verbs and nouns that are known.
func (x lexicon) baseForms() map[claim]bool {
	out := map[claim]bool{}
	for _, w := range x.small['v'] {
		out[claim{class: bareVerb, form: w}] = true
	}
	for _, w := range x.small['n'] {
		out[claim{class: singularNoun, form: w}] = true
	}
	for _, f := range x.forms {
		out[claim{class: map[byte]lemmaClass{'v': bareVerb, 'n': singularNoun}[f.pos], form: f.lemma}] = true
	}
	return out
}

// claims are the regular forms of the lexicon's words, but for those in -ed and -ing of verbs that double their
// consonant.
func (x lexicon) claims(doubles map[string]bool) []claim {
	var out []claim
	for _, w := range x.small['v'] {
		out = append(out, claim{inflectedVerb, withS(w), w})
		if !doubles[w] {
			out = append(out, claim{inflectedVerb, suffixed(w, "ed"), w}, claim{inflectedVerb, progressive(w), w})
		}
	}
	for _, w := range x.small['n'] {
		if !endsIn(w, "cs", "es", "is") {
			out = append(out, claim{pluralNoun, withS(w), w})
		}
	}
	for _, w := range x.small['a'] {
		if len(w) < 8 { // longer ones take "more"
			out = append(out, claim{comparedAdjective, suffixed(w, "er"), w}, claim{comparedAdjective, suffixed(w, "est"), w})
		}
	}
	return out
}

// unruled are the claims on forms of which the rules find no lemma that claims them, one a form.
func unruled(claims []claim) []claim {
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.class, b.class), strings.Compare(a.form, b.form), cmp.Compare(len(a.lemma), len(b.lemma)), strings.Compare(a.lemma, b.lemma))
	})
	var out []claim
	for i := 0; i < len(claims); {
		j, ruled := i, false
		for ; j < len(claims) && claims[j].class == claims[i].class && claims[j].form == claims[i].form; j++ {
			ruled = ruled || byRule(claims[j]) == claims[j].lemma
		}
		if !ruled {
			out = append(out, claims[i])
		}
		i = j
	}
	return out
}

// byRule is the lemma that the rules find for the form of a claim.
func byRule(c claim) string {
	switch c.class {
	case inflectedVerb:
		penn := "VBD"
		switch {
		case strings.HasSuffix(c.form, "s"):
			penn = "VBZ"
		case strings.HasSuffix(c.form, "ing"):
			penn = "VBG"
		}
		return infinitive(c.form, penn)
	case pluralNoun:
		return singularOf(c.form)
	case comparedAdjective, comparedAdverb:
		return positive(c.form)
	}
	return c.form
}

// withS is a word with the ending -s.
func withS(w string) string {
	switch {
	case endsIn(w, "s", "x", "z", "ch", "sh"):
		return w + "es"
	case consonantY(w):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// suffixed is a word with an ending that starts with e, "planned" without its double n.
func suffixed(w, ending string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + ending[1:]
	case consonantY(w):
		return w[:len(w)-1] + "i" + ending
	}
	return w + ending
}

// progressive is a verb with the ending -ing.
func progressive(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !endsIn(w, "ee", "ye", "oe"):
		return w[:len(w)-1] + "ing"
	}
	return w + "ing"
}

func consonantY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !vowel(w, len(w)-2)
}
