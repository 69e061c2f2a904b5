// Package mention finds who and what a report speaks of: mentions of persons, organisations, states, groups, places,
// offices and papers, and the chains that join the mentions of one entity within the report.
//
// Method: tables of names and nouns (data/*.tsv) and a small noun-phrase grammar over tokens find the mentions; names
// that no table holds are typed by a vote of their contexts over all their mentions; chains are built first for names
// (full name, surname, initials, spelling variants), then in reading order for nominals and pronouns, with a bounded
// window of salience. Time is linear in the number of tokens. Tags are used where they are there, never needed. Trees, where they are there, say who
// is a subject and who speaks, join appositions, add speakers that no table holds ("the announcer said", "another"), and let the trained ranker
// of chains have its word on pronouns. Relations of attribution, where they were found before, bring in the sources that nothing else names.
//
// Entities of states and capitals are kept apart from the places of their names; Mention.Place is set where a state's or
// capital's name is used as a place. Outlets have keys "outlet/…" and "agency/…", reporters "group/journalists", and the media who tell something
// "group/media".
//
// Measured (no training): re3d, all nominals, span overlap: F1 0.60; CrossNER politics, names, single sentences: F1 0.66,
// person 0.75, organisation 0.76 (a state or place there is often a lone surname without its report).
//
// Known gaps: a name of one word that no title, full name or pronoun explains is told from a state only by its verbs; a
// capital that no table holds stands for its state only where the text says whose capital it is; "they" and "it" stay
// unresolved where a reader would know; "the nominee", "the mogul" stay unnamed where no title tells whose they are; papers that speak ("the ruling
// says") are entities only where a table has their noun; a demonym is tied to its state by regular endings only; family members of one
// surname are told apart by recency; text all in lower case gives table names alone; nominals are kept apart by side
// and description, so one crowd under two descriptions is two entities.
package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// version stands in the Rule of every entity.
const version = "@1"

// A Finder finds mentions and chains. It is read-only and serves many goroutines.
type Finder struct {
	lex    *lexicon
	names  map[string]byte // first names with their gender: 'm', 'f' or '-'
	heads  map[string]string
	given  map[string]byte // given names of the gazetteer with their gender: 'm', 'f' or 'a'
	coref  *corefModel
	tagger *Tagger // what a name may be by its letters, its neighbours and lists
}

// New reads the tables and the model of chains; an error is a broken one.
func New() (*Finder, error) {
	f, err := newFinder()
	if err != nil {
		return nil, err
	}
	if f.coref, err = openCoref(corefFile); err != nil {
		return nil, err
	}
	f.tagger, err = NewTagger()
	return f, err
}

// newFinder is a finder of record chains alone.
func newFinder() (*Finder, error) {
	lex, err := readLexicon()
	if err != nil {
		return nil, err
	}
	names, err := readFirstNames()
	if err != nil {
		return nil, err
	}
	heads, err := readHeads()
	if err != nil {
		return nil, err
	}
	given, err := readGenders()
	if err != nil {
		return nil, err
	}
	return &Finder{lex: lex, names: names, heads: heads, given: given}, nil
}

// Find fills d.Mentions and d.Entities from headline, body and captions. Both are replaced.
func (f *Finder) Find(d *text.Doc) {
	d.Mentions, d.Entities = nil, nil
	if len(d.Tokens) == 0 || len(d.Sentences) == 0 {
		return
	}
	p := newPass(f, d)
	if f.tagger != nil {
		p.labels = f.tagger.numbers(d, 0)
	}
	p.scan()
	p.speakers()
	p.paired()
	p.joint()
	p.order()
	p.vote()
	p.unnamed()
	p.spots()
	p.link()
	p.write()
}

// write puts the candidates into the document's layers.
func (p *pass) write() {
	p.settle()
	p.d.Entities = p.ents
	p.d.Mentions = make([]text.Mention, 0, len(p.cands))
	for i := range p.cands {
		c := &p.cands[i]
		typ := c.typ
		if c.ent >= 0 {
			typ = p.ents[c.ent].Type
		}
		if typ == "" {
			typ = parley.Person
		}
		p.d.Mentions = append(p.d.Mentions, text.Mention{
			Tokens: c.tok, Core: c.core, Head: c.head, Type: typ, Kind: c.kind, Entity: c.ent, Place: c.place, Many: c.many,
		})
	}
}
