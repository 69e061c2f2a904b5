package record

import "github.com/parley-press/parley/internal/pattern"

// ofItself matches the opening of what a voice says of itself: "it was adding", "we had sent".
var ofItself = pattern.MustCompile(`(?i)^\W*(it|they|we|he|she|i)\b`)

// subject is how many bytes of a statement its subject is looked for in.
const subject = 30

// otherDeed reports whether a number that one voice of a report gives for what somebody did is none that the other speaks of: it is told of the voice itself, or of
// a party that it names first, and the sentence around the other number names no such party. The dead are counted whoever killed them.
func (f *fold) otherDeed(a, b *item) bool {
	return a.rep == b.rep && a.toll == "" && b.toll == "" && (f.deedApart(a, b) || f.deedApart(b, a))
}

func (f *fold) deedApart(a, b *item) bool {
	k, ok := a.sheet.stmtAt[a.fig.AssertedBy]
	if !ok {
		return false
	}
	s := a.sheet.statement[k]
	text := spoken(s)
	if ofItself.MatchString(text) {
		return s.entity != "" && s.party != b.party && !f.namedIn(b.fig.Sentence.Text, s.entity)
	}
	open, found := text[:min(len(text), subject)], false
	for _, id := range f.parts(a.rep) {
		if f.namedIn(open, id) {
			if f.namedIn(b.fig.Sentence.Text, id) {
				return false
			}
			found = true
		}
	}
	return found
}

// aboveOthers matches what makes a number one of those beyond another: "600 people above capacity", "200 more than planned".
var aboveOthers = pattern.MustCompile(`(?i)^\s*(\w+\s){0,2}?(above|beyond|over|more than|fewer than|less than|short of) (the |its |their |his |her |stated |planned |official )*(capacity|limit|number|quota|target|average|level|plan|planned|usual|before|last|normal|ceiling|figure)\b`)

// beyond reports whether a figure counts those beyond another number.
func beyond(it *item) bool {
	at := it.fig.Passage.Span.End - it.fig.Sentence.Span.Start
	return at >= 0 && at <= len(it.fig.Sentence.Text) && aboveOthers.MatchString(it.fig.Sentence.Text[at:])
}
