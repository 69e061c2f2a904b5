package quantity

import (
	"math"
	"strings"

	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// wholeNumber reports whether a number without a noun can count what is not named again: no fraction, no year, no small number that may be anything.
func (s *scan) wholeNumber(c claim) bool {
	if !c.ok || c.money != "" || c.form != numeral.Figures && c.form != numeral.Spelled || c.low != math.Trunc(c.low) || s.glued(c.end) && !s.closes(c.end) {
		return false
	}
	return (c.high >= 10 || c.qualifier != "exact") && !s.yearLike(c, "")
}

// closes reports whether word i is a mark that closes a clause.
func (s *scan) closes(i int) bool {
	switch s.lower(i) {
	case ",", ".", ";", ")", "\"", "”", "…":
		return true
	}
	return false
}

// opens reports whether a clause begins at word i, so that a number there is its subject: after a mark, a conjunction, or who says so.
func (s *scan) opens(i int) bool {
	p := i - 1
	if p < 0 {
		return true
	}
	if !s.letters(p) {
		return !s.digits(p) && !s.glued(i)
	}
	if clauseOpeners[s.lower(p)] {
		return true
	}
	t, ok := s.tag(p)
	return ok && t == text.VERB && !s.upper(p) && sayers[s.lower(p)]
}

// doers is the unit of a number that is the subject of a clause: what was counted before it, or those of whom a participle or a verb is said that
// goes with people alone; "" where neither is known.
func (s *scan) doers(c claim) string {
	j := s.pastAdverbs(c.end)
	t, ok := s.tag(j)
	if !ok || t != text.VERB && t != text.AUX || strings.HasSuffix(s.lower(j), "ing") {
		return ""
	}
	if u := s.before(); u != "" {
		return u
	}
	k := j
	if t == text.AUX {
		if k = s.pastAdverbs(j + 1); s.is(k, "been") || s.is(k, "being") {
			k = s.pastAdverbs(k + 1)
		}
	}
	switch w := s.lower(k); {
	case states[w]:
		return w
	case humanActs[w], s.is(k, "behind", "bars"):
		return "people"
	}
	return ""
}

// compared reports whether word i follows a word that sets a number beside another: "an estimate of 4,000", "up from 4,000".
func (s *scan) compared(i int) bool { return comparing[s.lower(i-1)] }

// recounts reports whether the words before word i put another number on what was counted before: "put the figure at", "the number is closer".
func (s *scan) recounts(i int) bool {
	return recounting[s.lower(i-1)] && (counts[s.lower(i-2)] || counts[s.lower(i-3)])
}

// before is the unit of the last count in this sentence or the one before it, where it is no share and no length of time; "" where there is none.
func (s *scan) before() string {
	here := s.doc.Tokens[s.ws[0].Token].Sentence
	for n := len(s.doc.Quantities) - 1; n >= 0; n-- {
		q := &s.doc.Quantities[n]
		if s.doc.Tokens[q.Number.First].Sentence < here-1 {
			return ""
		}
		if q.Vague || q.UnitText == "" {
			continue
		}
		if q.Rule == "quantity/count@1" || q.Rule == "quantity/bare@1" || q.Rule == "quantity/range@1" || q.Rule == "quantity/power@1" || q.Rule == "quantity/money@1" && s.doc.Tokens[q.Number.First].Sentence == here {
			return q.UnitText
		}
		return ""
	}
	return ""
}

var (
	clauseOpeners = text.WordSet("and but or where which that while although though as because when whereas if since until so than yet then")
	sayers        = text.WordSet("says said say estimates estimated reported reports believes believe thinks think added confirmed saw")
	recounting    = text.WordSet("at is was stands stood reached to")
	counts        = text.WordSet("figure figures number numbers total totals count tally estimate estimates")
	comparing     = text.WordSet("of with from to than versus against at was is were")
)

// humanActs are verbs of which only people are the subject where a number stands alone before them.
var humanActs = text.WordSet("abstain abstained abstaining applied apply arrive arrived arriving assemble assembled assembling attend attended attending came camp camped camping " +
	"converge converged crossed crossing defect defected demonstrate demonstrated demonstrating deserted died drowned emigrated enlist enlisted enroll " +
	"enrolled escape escaped evacuated favor favored favour favoured fled flee fleeing flock flocked gather gathered gathering graduate graduated immigrated " +
	"joined joining leave left live lived living march marched marching mass massed massing migrated oppose opposed opposing perished picketed picketing " +
	"poured pray prayed protest protested protesting queued queuing quit rallied rally rallying rebelled register registered remain remained remaining " +
	"resign resigned return returned returning rioted seek settled shelter sheltered sheltering sign signed sit sleep sleeping slept sought stay stayed " +
	"staying stream streamed struck surrender surrendered survive survived travel traveled travelled volunteer volunteered vote voted voting wait waited " +
	"waiting walk walked walking went work worked working")
