package record

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// claimNouns matches a noun for what somebody else has said, with what leads up to it: "the ministry's claim that", "allegations of".
var claimNouns = pattern.MustCompile(`(?i)\b(claims?|allegations?|accusations?|charges?|assertions?|suggestions?|rumou?rs?|reports?|statements?|talk|notion|idea)\s+(that|of|by|from|made|about|they|he|she|it)\b`)

// verdictWords matches what throws a claim out where it stands behind a form of "be".
var verdictWords = pattern.MustCompile(`(?i)\b(is|are|was|were|as|be|being|been|'s|’s)\b[\s"“”'‘’]+((an?|all|pure|sheer|simply|just|completely|totally|absolutely|entirely|utterly|complete|outright|blatant|another|plain|utter|more)[\s"“”'‘’]+){0,3}` +
	`(fantas(y|ies)|lies?|inventions?|invented|nonsense|untrue|false|falsehoods?|not true|baseless|groundless|unfounded|slander|fabricat(ion|ions|ed)|absurd|rubbish|propaganda|wrong|incorrect|ridiculous|myths?)\b`)

// noSuch matches words that only point back at what was said before, and turn it down.
var noSuch = pattern.MustCompile(`(?i)\b(no|any|never) such\b|\bnothing of the (sort|kind)\b|\bno such (thing|claim|promise|plan|agreement|offer)\b`)

// rejects reports whether a statement turns down what somebody is said to have said: by a denial, by a verdict on a claim ("the allegations that … are invented"),
// or by refusing a claim ("rejected the ministry's claim that …").
func rejects(it *item) bool {
	if it.st == nil || withholds(it) {
		return false
	}
	if it.st.Act == parley.Deny {
		return !it.st.Negated
	}
	text := spoken(it)
	claim := claimNouns.FindStringIndex(text)
	switch {
	case claim == nil || it.st.Negated:
		return false
	case it.st.Act == parley.Refuse:
		return claim[0] < 60
	case indicative(it.st.Act):
		v := verdictWords.FindStringIndex(text)
		return v != nil && v[0] > claim[0]
	}
	return false
}

// spoken is the whole content of a statement.
func spoken(it *item) string {
	if it.st == nil || len(it.st.Content) == 1 {
		return it.passage.Text
	}
	parts := make([]string, 0, len(it.st.Content))
	for _, c := range it.st.Content {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, " ")
}

// withheld are things that are denied to somebody: to deny them is to hold them back, and answers nothing that was said.
var withheld = stems("access entry permission visa bail asylum request passage admission treatment medicine food water aid right rights help shelter")

// withholds reports whether a denial keeps something from somebody: "denied humanitarian access to the town".
func withholds(it *item) bool {
	if it.st.Act != parley.Deny || len(it.st.Content) == 0 {
		return false
	}
	ws := strings.Fields(strings.ToLower(it.st.Content[0].Text))
	for i, w := range ws {
		if i == 5 || verbForm(w) {
			return false
		}
		if withheld[stem(strings.Trim(w, `.,;:"'“”’`))] {
			return true
		}
	}
	return false
}

// verbForm reports whether a word shows that a clause has begun.
func verbForm(w string) bool {
	switch w {
	case "that", "it", "he", "she", "they", "there", "had", "has", "have", "was", "were", "is", "are", "would", "will":
		return true
	}
	return strings.HasSuffix(w, "ing")
}

// pointsBack reports whether a statement denies or rejects by words that only point back: "the claim", "it had done no such thing", "That is a lie".
func pointsBack(it *item) bool {
	text := spoken(it)
	if it.st == nil || withholds(it) || len(text) > 200 {
		return false
	}
	if len(it.draft.words) <= 6 && noSuch.MatchString(text) {
		return true
	}
	if verdict := pronounVerdict.FindString(text); verdict != "" {
		return true
	}
	if len(it.draft.words) == 0 || len(it.draft.words) > 6 || it.st.Act != parley.Deny && it.st.Act != parley.Refuse {
		return len(it.draft.words) > 0 && len(it.draft.words) <= 6 && verdictOnly(it)
	}
	return mostlyBack(it)
}

// pronounVerdict matches a sentence that throws out what was said before it: "That is a lie told by …", "This was nonsense".
var pronounVerdict = pattern.MustCompile(`(?i)^["“”'‘’\s]*(that|this|it|these|those|they|all (of )?(that|this))\b[\s]*(is|are|was|were|'s|’s)\b[\s"“”'‘’]+((an?|all|pure|sheer|simply|just|completely|totally|absolutely|entirely|utterly|complete|outright|blatant|another|plain|utter)[\s"“”'‘’]+){0,3}` +
	`(fantas(y|ies)|lies?|inventions?|invented|nonsense|untrue|false|falsehoods?|not true|baseless|groundless|unfounded|slander|fabricat(ion|ions|ed)|absurd|rubbish|propaganda|ridiculous)\b`)

func verdictOnly(it *item) bool {
	for _, w := range it.draft.words {
		if verdicts[w] {
			return mostlyBack(it)
		}
	}
	return false
}

// mostlyBack reports whether at most a third of a statement's words say anything of their own.
func mostlyBack(it *item) bool {
	other := 0
	for _, w := range it.draft.words {
		if !backWords[w] {
			other++
		}
	}
	return other <= len(it.draft.words)/3
}

// withoutClaim is a text without the words at its beginning that only call what follows a claim.
func withoutClaim(text string) string {
	if m := claimNouns.FindStringIndex(text); m != nil && m[0] < 60 {
		return text[m[1]:]
	}
	return text
}

// future matches what will or would not be done.
var future = pattern.MustCompile(`(?i)\b(will|would|won't|won’t|wouldn't|wouldn’t|shall) (not|never)\b|\bwo(n't|n’t)\b`)
