// Package roster reads a dossier's configuration: who is who, what is never one, which offices pass from whom to whom, what the issues are called, and
// the actor dictionaries that it imports. It reads bytes and gives values; where the files lie is its caller's business.
//
// The configuration is JSON: the program depends on no reader of YAML or TOML, and a configuration is no reason to begin with one. It is read strictly. An
// unknown field, a name that stands for two, or a day that is none is a Problem with its line, and nothing is used then. Dictionaries are made by others
// and long: a line of one that cannot be used is told, and the rest is.
package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A File is a file by its name.
type File struct {
	Name  string
	Bytes []byte
}

// Limits of a configuration and of its dictionaries.
const (
	MostBytes        = 4 << 20  // of the configuration
	MostDictionary   = 32 << 20 // bytes of a dictionary
	MostDictionaries = 50
	mostProblems     = 20
	mostName         = 200 // bytes of a name
)

// Read reads a configuration and the dictionaries that it names: the first file is the configuration, the others are the dictionaries in its order, each
// under the name that it has there. Where there are problems the configuration is not to be used.
func Read(files []File) (*parley.Configuration, []Problem) {
	if len(files) == 0 {
		return nil, []Problem{{Why: "there is no configuration"}}
	}
	c, problems := Parse(files[0])
	if len(problems) > 0 {
		return nil, problems
	}
	if len(files)-1 != len(c.Actors) {
		return nil, []Problem{{files[0].Name, 1, fmt.Sprintf("it names %d actor dictionaries, and there are %d", len(c.Actors), len(files)-1)}}
	}
	for i := range c.Actors {
		l := &c.Actors[i]
		if len(files[i+1].Bytes) > MostDictionary {
			return nil, []Problem{{files[i+1].Name, 1, fmt.Sprintf("it has more than %d MiB", MostDictionary>>20)}}
		}
		l.Actors, l.Wrong = Actors(files[i+1].Bytes)
		l.Count = len(l.Actors)
	}
	return c, nil
}

// Parse reads a configuration without its dictionaries.
func Parse(f File) (*parley.Configuration, []Problem) {
	p := &parser{file: f.Name, c: &parley.Configuration{}, names: map[string]naming{}}
	if len(f.Bytes) > MostBytes {
		p.wrong(1, "it has more than %d MiB", MostBytes>>20)
		return nil, p.problems
	}
	root, err := readTree(f.Bytes)
	if err != nil {
		line := 1
		var at *wrongAt
		if errors.As(err, &at) {
			line = at.line
		}
		p.wrong(line, "%s", err.Error())
		return nil, p.problems
	}
	p.document(root)
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, p.problems[:min(len(p.problems), mostProblems)]
	}
	return p.c, nil
}

// A parser takes a configuration out of a tree. It goes on after a problem, so that one run tells all.
type parser struct {
	file     string
	c        *parley.Configuration
	problems []Problem
	names    map[string]naming // every name of an entity by its key
	checks   []func()          // what can be said when all is read
}

// A naming is where a name was given, and to whom.
type naming struct {
	of   string
	line int
}

func (p *parser) wrong(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{p.file, line, fmt.Sprintf(format, args...)})
}

// document reads the whole.
func (p *parser) document(v value) {
	p.object(v, "the configuration", fields{
		"dossier":  func(v value) { p.c.Name = p.name(v, "dossier") },
		"parties":  p.each("parties", func(v value) { p.c.Parties = append(p.c.Parties, p.configured(v, true)) }),
		"entities": p.each("entities", func(v value) { p.c.Entities = append(p.c.Entities, p.configured(v, false)) }),
		"offices":  p.each("offices", func(v value) { p.c.Posts = append(p.c.Posts, p.post(v)) }),
		"apart":    p.each("apart", p.apart),
		"issues":   p.each("issues", p.issue),
		"actors":   p.each("actors", p.dictionary),
	})
	for _, check := range p.checks {
		check()
	}
}

// fields are the fields that an object may have, with what takes each.
type fields map[string]func(value)

// object takes the fields of an object. A field "note" is for people and may stand everywhere.
func (p *parser) object(v value, what string, takes fields) {
	if v.kind != object {
		p.wrong(v.line, "%s is %s and should be %s", what, v.kind, object)
		return
	}
	for _, m := range v.members {
		if m.key == "note" {
			if m.value.kind != aText {
				p.wrong(m.line, "note is %s and should be %s", m.value.kind, aText)
			}
			continue
		}
		take, ok := takes[m.key]
		if !ok {
			var known []string
			for k := range takes {
				known = append(known, k)
			}
			slices.Sort(known)
			p.wrong(m.line, "%s has no field %q; there are %s, note", what, m.key, strings.Join(known, ", "))
			continue
		}
		take(m.value)
	}
}

// each takes the items of a list.
func (p *parser) each(what string, take func(value)) func(value) {
	return func(v value) {
		if v.kind != aList {
			p.wrong(v.line, "%s is %s and should be %s", what, v.kind, aList)
			return
		}
		for _, one := range v.list {
			take(one)
		}
	}
}

// texts is a list of names.
func (p *parser) texts(v value, what string) (out []string) {
	p.each(what, func(v value) { out = append(out, p.name(v, what)) })(v)
	return out
}
