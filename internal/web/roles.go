package web

import (
	"strings"

	"github.com/parley-press/parley"
)

// sidesDo is what the two sides of a conflict do, by the rule that found it, which puts the claim first; "" and "" where both only say something.
func sidesDo(kind parley.ConflictKind, rule string) (first, second string) {
	rule, _, _ = strings.Cut(strings.TrimPrefix(rule, "record/"), "@")
	switch {
	case rule == "doubted":
		return "claims it", "does not believe it"
	case rule == "refuses-request":
		return "asks for it", "refuses it"
	case rule == "called-untrue":
		return "claims it", "calls it untrue"
	case rule == "calls-it-right":
		return "calls it wrong", "calls it right"
	case rule == "answers-no":
		return "says it", "answers no"
	case rule == "accused-answers":
		return "accuses", "answers"
	case rule == "opposite-claims", rule == "puts-another", rule == "says-the-opposite", kind != parley.DenialConflict:
		return "", ""
	}
	return "claims it", "denies it"
}

// tellRoles says of each side what it does, and finds the claims that stand within the words of the denial itself, as in "she denied that the bridge had been
// closed": these are shown there alone. members are all of each side, of which the first are its accounts.
func (r *conflictRow) tellRoles(members [][]*parley.Member) {
	if len(r.Sides) != 2 {
		return
	}
	claim, denial := &r.Sides[0], &r.Sides[1]
	if claim.Role, denial.Role = sidesDo(r.Kind, r.Rule); claim.Role == "" {
		return
	}
	denials := map[parley.ReportID][]int{}
	for j, d := range members[1] {
		denials[d.Report] = append(denials[d.Report], j)
	}
	for i, a := range members[0] {
		words := a.Passage.Span
		for _, j := range denials[a.Report] {
			if words.Empty() || !members[1][j].Passage.Span.Contains(words) {
				continue
			}
			if i < len(claim.Accounts) && j < len(denial.Accounts) { // else what is underlined would not be seen
				claim.Accounts[i].Inside, denial.Accounts[j].claim = true, words
				break
			}
		}
	}
}

// marked parts the words of a quotation around the claim that stands in them.
func (q quote) marked(words parley.Passage, claim parley.Span) quote {
	from, to := claim.Start-words.Span.Start, claim.End-words.Span.Start
	if claim.Empty() || from < 0 || to > len(q.Words) || words.Span.Len() != len(q.Words) {
		return q
	}
	q.Lead, q.Claim, q.Rest = q.Words[:from], q.Words[from:to], q.Words[to:]
	return q
}
