package roster

import (
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// types are the types that an entity of a configuration may have.
var types = []parley.EntityType{parley.Person, parley.Organization, parley.State, parley.Group, parley.Place}

// name is a text that names something.
func (p *parser) name(v value, what string) string {
	s := strings.Join(strings.Fields(v.text), " ")
	switch {
	case v.kind != aText:
		p.wrong(v.line, "%s is %s and should be %s", what, v.kind, aText)
	case record.NameKey(s) == "":
		p.wrong(v.line, "%s %q names nothing", what, v.text)
	case len(s) > mostName:
		p.wrong(v.line, "%s %.40q… is longer than %d bytes", what, s, mostName)
	case strings.ContainsFunc(s, control):
		p.wrong(v.line, "%s %q has control characters in it", what, v.text)
	default:
		return s
	}
	return ""
}

// need tells that a field is missing.
func (p *parser) need(v value, what, field, have string) {
	if have == "" && v.kind == object && !slices.ContainsFunc(v.members, func(m member) bool { return m.key == field }) {
		p.wrong(v.line, "%s has no %s", what, field)
	}
}

// give notes that an entity has a name, and tells where another has it.
func (p *parser) give(of, name string, line int) {
	k := record.NameKey(name)
	if k == "" || of == "" {
		return
	}
	have, ok := p.names[k]
	switch {
	case !ok:
		p.names[k] = naming{of, line}
	case have.of == of && record.NameKey(of) != k:
		p.wrong(line, "%q stands twice among the names of %q", name, of)
	default:
		p.wrong(line, "the name %q is given twice: on line %d it is %q", name, have.line, have.of)
	}
}

// configured is a party or another entity.
func (p *parser) configured(v value, party bool) (c parley.Configured) {
	what := "an entity"
	var aliases []value
	takes := fields{
		"name": func(v value) {
			c.Name = p.name(v, "name")
			p.give(c.Name, c.Name, v.line)
		},
		"aliases": func(v value) {
			c.Aliases = p.texts(v, "aliases")
			aliases = v.list
		},
		"type": func(v value) {
			c.Type = parley.EntityType(v.text)
			if v.kind != aText || !slices.Contains(types, c.Type) {
				p.wrong(v.line, "type %q is none; there are person, organization, state, group, place", v.text)
			}
		},
		"role": func(v value) { c.Role = p.name(v, "role") },
	}
	if party {
		what = "a party"
		takes["members"] = func(v value) {
			c.Members = p.texts(v, "members")
			p.checks = append(p.checks, func() { p.members(v, c) })
		}
	} else {
		takes["side"] = func(v value) {
			c.Side = p.name(v, "side")
			p.checks = append(p.checks, func() { p.side(v, c) })
		}
	}
	p.object(v, what, takes)
	p.need(v, what, "name", c.Name)
	for i, a := range c.Aliases {
		p.give(c.Name, a, aliases[i].line)
	}
	return c
}

// side checks that an entity speaks for one that the configuration knows, and not for itself.
func (p *parser) side(v value, c parley.Configured) {
	have, ok := p.names[record.NameKey(c.Side)]
	switch {
	case c.Side == "":
	case !ok:
		p.wrong(v.line, "%q speaks for %q, which is no party or entity of this configuration", c.Name, c.Side)
	case have.of == c.Name:
		p.wrong(v.line, "%q speaks for itself", c.Name)
	default:
		if p.circle(c.Name) {
			p.wrong(v.line, "%q speaks for %q, which in the end speaks for it", c.Name, c.Side)
		}
	}
}

// circle reports whether those for whom an entity speaks, by their sides, lead back to it.
func (p *parser) circle(name string) bool {
	at := name
	for range p.c.Entities {
		i := slices.IndexFunc(p.c.Entities, func(e parley.Configured) bool { return e.Name == at })
		if i < 0 || p.c.Entities[i].Side == "" {
			return false
		}
		if at = p.names[record.NameKey(p.c.Entities[i].Side)].of; at == name {
			return true
		}
	}
	return false
}

// members checks that those who speak for a party speak for no other one.
func (p *parser) members(v value, party parley.Configured) {
	for i, name := range party.Members {
		who := p.names[record.NameKey(name)].of
		if who == "" {
			who = name
		}
		if who == party.Name {
			p.wrong(v.list[i].line, "%q is a member of itself", party.Name)
		}
		for _, e := range p.c.Entities {
			if e.Name == who && e.Side != "" && p.names[record.NameKey(e.Side)].of != party.Name {
				p.wrong(v.list[i].line, "%q is a member of %q and speaks for %q", name, party.Name, e.Side)
			}
		}
		for _, o := range p.c.Parties {
			for j, m := range o.Members {
				if record.NameKey(m) != record.NameKey(name) && p.names[record.NameKey(m)].of != who {
					continue
				}
				if o.Name != party.Name && o.Name < party.Name || o.Name == party.Name && j < i {
					p.wrong(v.list[i].line, "%q is a member twice, of %q and of %q", name, o.Name, party.Name)
				}
			}
		}
	}
}

// post is an office.
func (p *parser) post(v value) (o parley.Post) {
	holders := false
	p.object(v, "an office", fields{
		"office":  func(v value) { o.Title = p.name(v, "office") },
		"of":      func(v value) { o.Of = p.name(v, "of") },
		"aliases": func(v value) { o.Aliases = p.texts(v, "aliases") },
		"holders": func(v value) {
			holders = true
			p.each("holders", func(v value) { o.Holders = append(o.Holders, p.holder(v)) })(v)
			if v.kind == aList && len(v.list) == 0 {
				p.wrong(v.line, "an office needs holders")
			}
		},
	})
	p.need(v, "an office", "office", o.Title)
	if !holders && v.kind == object {
		p.wrong(v.line, "an office has no holders")
	}
	for i, h := range o.Holders {
		for _, g := range o.Holders[:i] {
			if g.Name == h.Name && (parley.Interval{From: g.From, To: g.To}).Meets(parley.Interval{From: h.From, To: h.To}) {
				p.wrong(v.line, "%q holds the office %q twice on one day", h.Name, o.Title)
			}
		}
	}
	title := func(s string) string { return record.NameKey(s) + "\x00" + record.NameKey(o.Of) }
	for _, x := range p.c.Posts {
		for _, t := range append([]string{o.Title}, o.Aliases...) {
			for _, have := range append([]string{x.Title}, x.Aliases...) {
				if t != "" && title(t) == record.NameKey(have)+"\x00"+record.NameKey(x.Of) {
					p.wrong(v.line, "the office %q is given twice; put all its holders in one", t)
				}
			}
		}
	}
	return o
}

// holder is who holds an office, and when.
func (p *parser) holder(v value) (h parley.Holder) {
	p.object(v, "a holder", fields{
		"name": func(v value) { h.Name = p.name(v, "name") },
		"from": func(v value) { h.From = p.day(v, "from", false) },
		"to":   func(v value) { h.To = p.day(v, "to", true) },
	})
	p.need(v, "a holder", "name", h.Name)
	if h.From.Known() && h.To.Known() && h.From > h.To {
		p.wrong(v.line, "%q ends on %s, before it begins on %s", h.Name, h.To, h.From)
	}
	return h
}

// day is a day, or the first or last one of a month or a year.
func (p *parser) day(v value, what string, last bool) parley.Date {
	if v.kind == aText {
		for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
			t, err := time.Parse(layout, v.text)
			if err != nil || t.Year() < 1 {
				continue
			}
			y, m, d := t.Date()
			switch {
			case !last || layout == "2006-01-02":
				return parley.NewDate(y, m, d)
			case layout == "2006-01":
				return parley.NewDate(y, m+1, 0)
			}
			return parley.NewDate(y+1, 1, 0)
		}
	}
	p.wrong(v.line, "%s is no day, month or year such as \"2031-05-04\", \"2031-05\" or \"2031\"", what)
	return 0
}

// apart is a group of names that are never one.
func (p *parser) apart(v value) {
	names := p.texts(v, "apart")
	p.c.Apart = append(p.c.Apart, names)
	if v.kind == aList && len(names) < 2 {
		p.wrong(v.line, "to be kept apart takes two names")
	}
	p.checks = append(p.checks, func() {
		seen := map[string]string{}
		for i, n := range names {
			k := record.NameKey(n)
			if of := p.names[k].of; of != "" {
				k = record.NameKey(of)
			}
			if other, ok := seen[k]; ok && n != "" {
				p.wrong(v.list[i].line, "%q and %q are one entity of this configuration, and cannot be kept apart", other, n)
			}
			seen[k] = n
		}
	})
}

// issue is an issue with its words.
func (p *parser) issue(v value) {
	var x parley.Issue
	p.object(v, "an issue", fields{
		"name": func(v value) {
			x.Name = p.name(v, "name")
			if slices.ContainsFunc(p.c.Issues, func(o parley.Issue) bool { return x.Name != "" && record.NameKey(o.Name) == record.NameKey(x.Name) }) {
				p.wrong(v.line, "the issue %q is given twice", x.Name)
			}
		},
		"words": func(v value) {
			x.Words = p.texts(v, "words")
			for i, w := range x.Words {
				if strings.Contains(strings.TrimSuffix(w, "*"), "*") {
					p.wrong(v.list[i].line, "in %q the * does not stand at the end", w)
				}
				for _, o := range p.c.Issues {
					if slices.ContainsFunc(o.Words, func(have string) bool { return strings.EqualFold(have, w) }) && w != "" {
						p.wrong(v.list[i].line, "%q belongs to the issue %q already", w, o.Name)
					}
				}
			}
		},
	})
	p.need(v, "an issue", "name", x.Name)
	if len(x.Words) == 0 && v.kind == object {
		p.wrong(v.line, "an issue has no words")
	}
	p.c.Issues = append(p.c.Issues, x)
}

// dictionary is the name of an actor dictionary.
func (p *parser) dictionary(v value) {
	if v.kind != aText || strings.TrimSpace(v.text) == "" || strings.ContainsRune(v.text, 0) {
		p.wrong(v.line, "actors are the names of files")
		return
	}
	if slices.ContainsFunc(p.c.Actors, func(l parley.ActorList) bool { return l.File == v.text }) {
		p.wrong(v.line, "the actor dictionary %q is named twice", v.text)
	}
	if p.c.Actors = append(p.c.Actors, parley.ActorList{File: v.text}); len(p.c.Actors) > MostDictionaries {
		p.wrong(v.line, "there are more than %d actor dictionaries", MostDictionaries)
	}
}
