// Package mention finds who and what a report speaks of: mentions of persons, organisations, states, groups, places,
// offices and papers, and the chains that join the mentions of one entity within the report.
//
// Method: tables of names and nouns (data/*.tsv) and a small noun-phrase grammar over tokens find the mentions; names
// that no table holds are typed by a vote of their contexts over all their mentions; chains are built first for names
// (full name, surname, initials, spelling variants), then in reading order for nominals and pronouns, with a bounded
// window of salience. Time is linear in the number of tokens. Tags are used where they are there, never needed.
//
// Known gaps: a person known by one name alone and in no title is told from a state only by context; "they" and "it" are
// left unresolved more often than a reader would; a demonym is tied to its state by regular endings only; family
// members of one surname are told apart only by recency.
package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// version stands in the Rule of every entity.
const version = "@1"

// A Finder finds mentions and chains. It is read-only and serves many goroutines.
type Finder struct {
	lex   *lexicon
	names map[string]byte // first names with their gender: 'm', 'f' or '-'
	heads map[string]string
}

// New reads the tables; an error is a broken table.
func New() (*Finder, error) {
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
	return &Finder{lex: lex, names: names, heads: heads}, nil
}

// Find fills d.Mentions and d.Entities from headline, body and captions. Both are replaced.
func (f *Finder) Find(d *text.Doc) {
	d.Mentions, d.Entities = nil, nil
	if len(d.Tokens) == 0 || len(d.Sentences) == 0 {
		return
	}
	p := newPass(f, d)
	p.scan()
	p.order()
	p.vote()
	p.link()
	p.write()
}

// write puts the candidates into the document's layers.
func (p *pass) write() {
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
