package record

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A turning is what a text turns round by a "not" or a "no", by stems.
type turning struct {
	words []string // the verb, or the noun, that it turns
	self  bool     // whether the voice speaks of itself
}

// notTurning are words behind a "not" by which it turns no verb round: it adds, weighs, or says what is not known.
var notTurning = stems("only just merely simply necessarily least even because every enough so know sure clear certain mention including always alone yet")

// idioms are nouns behind a "no" that deny no thing.
var idioms = stems("matter doubt wonder comment surprise question idea problem less more fewer better one such other")

// lightVerbs say too little to tell by one of them that two voices speak of one thing, or only what somebody thinks.
var lightVerbs = stems("let get make take give go come keep put want need think believe know see expect hope do have feel mean use call tell become seem show find want like allow help try bring lead")

// carriers are nouns behind a "no" that hand it on to the verb that follows: "no plans to attend", "no intention of signing".
var carriers = stems("plan intention wish desire need reason interest way obligation right intent choice ability longer")

// refusing matches verbs that turn what follows them round: "failed to sign", "declined to attend".
var refusing = pattern.MustCompile(`^(fail|refus|declin)(ed|es|e|s|ing)?$`)

// subordinators open a clause that says nothing of its own; relatives one that only tells apart of whom something is said.
var (
	subordinators = stems("if unless whether until")
	relatives     = stems("who which that whose when where because")
)

// ofOwn matches the opening of what a voice says of itself or its own side.
var ofOwn = pattern.MustCompile(`(?i)^\W*((for )?(certain|now|sure|example),? )?((it|they|we|he|she|i)\b|(its|their|our|his|her|my) (own )?(country|government|side|delegation|delegates|party|group|forces|army|troops|people|members|representatives|team|ministry|movement|union)\b)`)

// turningIn reads what a text turns round by its first "not" or "no". It is nothing where that stands under a condition, in a relative clause, behind a comma, or far into the text.
func turningIn(text string) (x turning) {
	if len(text) > 2*opening {
		text = text[:2*opening]
	}
	toks := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != ',' && r != '.' && r != ';' && r != '-'
	})
	for i, t := range toks {
		w := strings.Trim(t, ".,;'")
		switch {
		case subordinators[stem(w)] || relatives[stem(w)] && i > 0:
			return turning{}
		case (w == "not" || w == "never" || w == "no") && (i > 0 && toks[i-1] == "to" || i+1 < len(toks) && toks[i+1] == "to"): // what is asked for
			return turning{}
		case w == "not" || w == "never" || w == "cannot" || strings.HasSuffix(w, "n't"):
			x.words = verbBehind(toks[i+1:])
			return x
		case w == "no" && i+1 < len(toks):
			x.words = nounBehind(toks[i+1:])
			return x
		case refusing.MatchString(w) && i+1 < len(toks) && toks[i+1] == "to":
			x.words = verbBehind(toks[i+2:])
			return x
		case strings.ContainsAny(t, ",;") && i > 2:
			return turning{}
		}
	}
	return turning{}
}

// verbBehind is the stem of the first content word of a few behind a "not", nil where that is none it turns round.
func verbBehind(toks []string) []string {
	for i, t := range toks {
		w := strings.Trim(t, ".,;'-")
		if i == 5 || notTurning[stem(w)] || w == "a" || w == "an" || w == "the" {
			return nil
		}
		if !stopwords[w] && w != "be" && w != "fact" && w != "ever" && !strings.HasSuffix(w, "ly") {
			if lightVerbs[stem(w)] {
				return nil
			}
			return []string{stem(w)}
		}
		if t != w {
			return nil
		}
	}
	return nil
}

// nounBehind is the stems of the noun behind a "no" with what stands before it, at most three words.
func nounBehind(toks []string) (out []string) {
	for i, t := range toks {
		w := strings.Trim(t, ".,;'-")
		if i == 0 && carriers[stem(w)] {
			return verbBehind(toks[1:])
		}
		if i == 0 && idioms[stem(w)] {
			return nil
		}
		if i == 3 || stopwords[w] || notTurning[stem(w)] {
			return out
		}
		out = append(out, stem(w))
		if t != w {
			return out
		}
	}
	return out
}

// turnedBy is what a statement turns round: by a "not" in its content, or by a refusal, whose first word says what is refused.
func turnedBy(it *item) (x turning) {
	text := spoken(it)
	if w := strings.Fields(text); it.st.Act == parley.Refuse && !it.st.Negated && len(w) > 1 && w[0] == "to" {
		return turning{words: verbBehind(w[1:]), self: true}
	}
	if x = turningIn(text); len(x.words) > 0 {
		x.self = ofOwn.MatchString(text)
	}
	return x
}
