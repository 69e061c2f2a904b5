package quantity

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/text"
)

// quantity makes a claim into a quantity: its ends by the qualifier, its unit, and whether it is a figure at all.
func (s *scan) quantity(c claim) text.Quantity {
	q := text.Quantity{Qualifier: c.qualifier, Head: -1, PartOf: -1, Time: s.onlyTime(), Number: numeral.Range(s.ws, c.number, c.stop)}
	var u counted
	switch {
	case c.duration:
		u = s.length(c)
	case c.time >= 0:
		u = counted{first: c.end, end: c.end, head: -1}
	default:
		u = s.unit(c.end)
		if s.is(c.stop, "+") || c.end > c.stop {
			u = s.unit(c.end)
		}
	}
	end := max(c.end, c.stop)
	if u.head >= 0 {
		end = max(end, u.head+1)
		q.Head = s.ws[u.head].Token
		q.Unit = numeral.Range(s.ws, u.first, u.end)
	}
	q.Tokens = numeral.Range(s.ws, c.from, end)
	q.UnitText = u.text
	if c.money != "" {
		q.UnitText = c.money
		q.Tokens = numeral.Range(s.ws, c.from, max(c.end, c.stop))
		q.Unit, q.Head = numeral.Range(s.ws, c.number-1, c.number), s.ws[c.number-1].Token
	}
	if c.ok {
		q.Low, q.High = ends(c)
	}
	s.relate(&q, c, u)
	if c.money == "" && c.time < 0 && !timeUnits[s.lower(u.head)] && q.UnitText != "" {
		q.UnitText = s.withFate(q.UnitText, &q)
	}
	q.Rule, q.Score, q.Vague = s.judge(&q, c, u)
	return q
}

// ends are the two ends by the qualifier (codebook, section 6).
func ends(c claim) (low, high *float64) {
	l, h := c.low, c.high
	switch c.qualifier {
	case parley.MoreThan, parley.AtLeast:
		return &l, nil
	case parley.LessThan, parley.Almost:
		return nil, &h
	case parley.UpTo:
		if !c.span {
			return nil, &h
		}
	}
	return &l, &h
}

// length is the unit of a length of time: the noun of time inside the expression.
func (s *scan) length(c claim) counted {
	for k := c.end - 1; k >= c.number; k-- {
		w := s.lower(k)
		if timeUnits[w] {
			return counted{first: k, end: k + 1, head: k, text: w}
		}
		if t := strings.TrimSuffix(w, "long"); t != w && timeUnits[t] {
			return counted{first: k, end: k + 1, head: k, text: t}
		}
	}
	return counted{first: c.end, end: c.end, head: -1}
}

// relate finds the quantity of the sentence that q is a part of, and the unit of a number that stands alone.
func (s *scan) relate(q *text.Quantity, c claim, u counted) {
	prev := s.whole
	inPart := u.part || s.includes(c.from)
	if prev >= 0 && inPart && c.time < 0 {
		q.PartOf = prev
	} else if n := len(s.doc.Quantities); n > s.first && c.time < 0 && s.is(c.from-1, "and") {
		if p := s.doc.Quantities[n-1]; p.PartOf >= 0 && s.ws[c.from-1].Token == p.Tokens.End {
			q.PartOf = p.PartOf // "including 25 children and 15 women"
		}
	}
	if q.UnitText != "" || c.time >= 0 || c.word != "" {
		return
	}
	switch {
	case harms[s.lower(c.from-1)] != "":
		q.UnitText = harms[s.lower(c.from-1)]
	case s.suffered(c.end) != "":
		q.UnitText = s.suffered(c.end)
	case s.is(c.from-1, "of") && fates[s.lower(c.from-2)] != "":
		q.UnitText = fates[s.lower(c.from-2)] // "the death of eight"
	case s.toll(c.from) != "":
		q.UnitText = s.toll(c.from)
	case uprooted[s.lower(c.from-1)] != "" && (s.is(c.end, "from") || s.is(c.end, "to") || s.is(c.end, "out")):
		q.UnitText = uprooted[s.lower(c.from-1)] // "driven 10 million from their homes"
	case prev >= 0 && (inPart || corrects[s.lower(c.from-1)] || s.elsewhere(c)):
		q.UnitText = s.doc.Quantities[prev].UnitText // "27 dead, not 12"
	case s.is(c.from-1, "another") || s.is(c.from-2, "a", "further"):
		q.UnitText = strings.TrimSpace(withoutFate(s.before()) + " " + harms[s.lower(c.from-2)]) // "killed 12 people and wounded another 40"
	case prev >= 0 && s.again(c.end):
		q.UnitText = withoutFate(s.doc.Quantities[prev].UnitText) // "25 people were killed, at least 100 were wounded"
	case s.votes(c.number):
		q.UnitText = "votes"
	case c.form == numeral.Power && c.low >= 100 && c.low < billion && s.acts(s.pastAdverbs(c.end)):
		q.UnitText = "people" // "tens of thousands are living in tents"
	case c.form == numeral.Power && c.low < billion && s.opens(c.from):
		q.UnitText = s.doers(c) // "dozens were hurt"
	case s.wholeNumber(c):
		if s.opens(c.from) || c.qualifier != parley.Exact {
			q.UnitText = s.doers(c)
		}
		if q.UnitText == "" && (c.high >= 1000 && (s.compared(c.from) || s.is(c.end, "more")) || s.recounts(c.from)) {
			q.UnitText = s.before()
		}
		if q.UnitText == "" && c.qualifier != parley.Exact && (s.closes(c.end) || c.end < len(s.ws) && numeral.Dash(s.ws[c.end])) && s.dashed(c.from) {
			q.UnitText = s.before()
		}
	}
}

// billion is from where on a number without a noun counts no people: "Billions pledged for Veska".
const billion = 1e9

// dashed reports whether word i follows a dash of its sentence within a few words, with which a number is given again: "hundreds of people - by one report as many
// as 1,300 -".
func (s *scan) dashed(i int) bool {
	for k := i - 1; k > 0 && k >= i-5; k-- {
		if numeral.Dash(s.ws[k]) && !s.glued(k) {
			return true
		}
	}
	return false
}

// acts reports whether word i is a verb, so that a bare number before it counts those who do it. Without tags nothing is known.
func (s *scan) acts(i int) bool {
	t, ok := s.tag(i)
	return ok && (t == text.VERB || t == text.AUX)
}

// pastAdverbs is the word after the adverbs at word i: "still", "now".
func (s *scan) pastAdverbs(i int) int {
	for n := 0; n < 2; n++ {
		if t, ok := s.tag(i); !ok || t != text.ADV {
			break
		}
		i++
	}
	return i
}

// includes reports whether the words before i make what follows a part of what was counted before.
func (s *scan) includes(i int) bool {
	return s.is(i-1, "including") || s.is(i-2, "among", "them") || s.is(i-3, "among", "them", ",") || s.is(i-2, "including", "the") || s.is(i-2, "of", "whom") || s.is(i-2, "of", "which")
}

// corrects are the words before a number that stands against the one before.
var corrects = text.WordSet("not or against")

// elsewhere reports whether a number without a noun counts at another place what was counted before: "247 people in Veska and 10 in Harland".
func (s *scan) elsewhere(c claim) bool {
	if !s.is(c.from-1, "and") && !s.is(c.from-1, ",") {
		return false
	}
	switch s.lower(c.end) {
	case "in", "from", "at", "on", "near", "to":
		return true
	}
	return false
}

// again reports whether the word behind a number without a noun makes it a count of more of what was counted before, with a verb of its own: "40 others", "40 were".
func (s *scan) again(i int) bool {
	switch s.lower(i) {
	case "others", "more", "were", "have", "had":
		return true
	}
	return false
}

// toll is the noun phrase of which a bare number is said: "the death toll rose to 41".
func (s *scan) toll(i int) string {
	reach := i - 8
	if rises[s.lower(i-2)] && (s.is(i-1, "to") || s.is(i-1, "at")) || rises[s.lower(i-1)] {
		reach = i - 18 // "the toll of Sunday's blast in the old town has risen to 70"
	}
	for k := i - 1; k >= 0 && k >= reach; k-- {
		if !s.letters(k) {
			switch s.lower(k) {
			case "[", "]", "(", ")", "'", ".":
				continue
			}
			return ""
		}
		if tolls[s.lower(k)] && (k >= i-8 || lossTolls[s.lower(k)] || s.is(k+1, "of")) {
			first, end := k, k+1
			if s.letters(k-1) && !functionWords[s.lower(k-1)] {
				first--
			}
			if s.is(end, "of") {
				if p := s.phrase(end + 1); p.head >= 0 && p.end <= i {
					end = p.end
				}
			}
			return s.words(first, end)
		}
	}
	return ""
}

// suffered is the participle that a bare number is the subject of: "82 were killed"; people, where they died.
func (s *scan) suffered(i int) string {
	switch s.lower(i) {
	case "were", "was", "are", "had", "have":
		i++
	case "died", "perished", "drowned":
		return "people"
	default:
		return ""
	}
	if i = s.pastAdverbs(i); s.is(i, "been") || s.is(i, "reported") {
		i++
	}
	if states[s.lower(i)] {
		return s.lower(i)
	}
	return ""
}

// votes reports whether a bare number is told of a vote.
func (s *scan) votes(i int) bool {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		switch s.lower(k) {
		case "voted", "vote", "votes", "voting":
			return true
		}
	}
	return false
}

// onlyTime is the one time with days that the sentence names, -1 where there is none or more than one.
func (s *scan) onlyTime() int {
	if s.dated != 0 {
		return s.dated - 2
	}
	found, n := -1, 0
	for i := range s.ws {
		t := s.timeAt(i)
		if t >= 0 && t != found && s.doc.Times[t].When != nil && !s.doc.Times[t].Duration {
			found = t
			n++
		}
	}
	if n != 1 {
		found = -1
	}
	s.dated = found + 2
	return found
}
