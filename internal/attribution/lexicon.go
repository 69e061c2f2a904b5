package attribution

import "github.com/parley-press/parley/internal/learn"

// A lexicon tells of lemmas how often they were cues in the training data, and which lexicographer classes they have in Open English WordNet.
type lexicon struct {
	table map[uint32]entry // TODO read in place
}

type entry struct {
	class uint16
	rate  uint8
}

const (
	verbPart = iota
	nounPart
	otherPart
)

func lexKey(part int, lemma learn.Hash) uint32 { return uint32(learn.Of(part, lemma, 0)) }

func (l *lexicon) verb(h learn.Hash) (uint16, uint8) {
	e := l.table[lexKey(verbPart, h)]
	return e.class, e.rate
}
func (l *lexicon) noun(h learn.Hash) (uint16, uint8) {
	e := l.table[lexKey(nounPart, h)]
	return e.class, e.rate
}
func (l *lexicon) other(h learn.Hash) (uint16, uint8) {
	e := l.table[lexKey(otherPart, h)]
	return e.class, e.rate
}
