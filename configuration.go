package parley

import "time"

// A Configuration is what the people of a dossier say beforehand of who is who in it and what it is about: the dossier's configuration. It is theirs, not
// the reports': it names, joins and keeps apart what reports name, and adds nothing that no report tells. Names in it are as they were written.
type Configuration struct {
	Seq      int64        `json:"seq"` // its number in the dossier, from 1
	At       time.Time    `json:"at"`
	Who      string       `json:"who,omitempty"`
	Name     string       `json:"dossier,omitempty"`
	Parties  []Configured `json:"parties,omitempty"`
	Entities []Configured `json:"entities,omitempty"`
	Posts    []Post       `json:"offices,omitempty"`
	Apart    [][]string   `json:"apart,omitempty"` // names that are never one entity, in each group
	Issues   []Issue      `json:"issues,omitempty"`
	Actors   []ActorList  `json:"actors,omitempty"`
}

// A Configured is a party or another entity that the configuration names. No name stands in two of them.
type Configured struct {
	Name    string     `json:"name"`
	Aliases []string   `json:"aliases,omitempty"`
	Type    EntityType `json:"type,omitempty"` // "" where the reports are to say
	Side    string     `json:"side,omitempty"` // name of the entity it speaks for
	Role    string     `json:"role,omitempty"`
	Members []string   `json:"members,omitempty"` // of a party: names of those that speak for it
}

// A Post is an office that passes from one holder to the next.
type Post struct {
	Title   string   `json:"office"`
	Of      string   `json:"of,omitempty"`      // the party or body whose office it is
	Aliases []string `json:"aliases,omitempty"` // other titles of it
	Holders []Holder `json:"holders"`
}

// A Holder is who holds an office, from the first day to the last, both included; a date of 0 is an open end.
type Holder struct {
	Name string `json:"name"`
	From Date   `json:"from,omitempty"`
	To   Date   `json:"to,omitempty"`
}

// An Issue is what parties take positions on, as the user names it, with the words that belong to it.
type Issue struct {
	Name  string   `json:"name"`
	Words []string `json:"words"` // words and phrases; one that ends in "*" stands for all words that begin so
}

// An ActorList is an actor dictionary in the format of Phoenix and PETRARCH.
type ActorList struct {
	File   string       `json:"file"`
	Actors []ActorEntry `json:"-"`
	Count  int          `json:"count"`           // of Actors
	Wrong  []WrongLine  `json:"wrong,omitempty"` // lines that were not used
}

// A WrongLine is a line of a file that cannot be used, and why.
type WrongLine struct {
	Line int    `json:"line"`
	Why  string `json:"why"`
}

// An ActorEntry is one entry of an actor dictionary.
type ActorEntry struct {
	Names []string // the first is its own, the others are synonyms
	Codes []ActorCode
}

// An ActorCode is what an actor is coded as, in the actor codes of CAMEO and PLOVER, and when. Both days are included; a date of 0 is an open end.
type ActorCode struct {
	Code string `json:"code"`
	From Date   `json:"from,omitempty"`
	To   Date   `json:"to,omitempty"`
}

// String is the code, with its days where it has some.
func (c ActorCode) String() string {
	if c.From == 0 && c.To == 0 {
		return c.Code
	}
	return c.Code + " " + Interval{c.From, c.To}.String()
}

// A Tenure is an office that an entity of the record holds by the configuration.
type Tenure struct {
	Title string `json:"office"`
	Of    string `json:"of,omitempty"` // name of the party or body whose office it is
	From  Date   `json:"from,omitempty"`
	To    Date   `json:"to,omitempty"`
}

// String is the office with its days.
func (t Tenure) String() string {
	s := t.Title
	if t.Of != "" {
		s += " of " + t.Of
	}
	if t.From != 0 || t.To != 0 {
		s += " " + Interval{t.From, t.To}.String()
	}
	return s
}
