package roster

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// Actors reads an actor dictionary as Phoenix, PETRARCH and, before them, TABARI write it. A line that begins an actor is its name, with "_" or a blank
// between words, and codes in brackets; a line that begins with "+" is another name of it, one that begins with a bracket has more codes. "#" and ";" begin
// comments. "[USAGOV 930120-010120]" holds on the days from 1993-01-20 to 2001-01-20, "[USAGOV >930120]" from that day on, "[USAGOV <010120]" until it; a day is
// YYMMDD, with 00 to 30 for 2000 to 2030, or YYYYMMDD. "[---]" is no code. A line that cannot be used, or a part of it, is told; the rest is used.
func Actors(b []byte) (actors []parley.ActorEntry, wrong []parley.WrongLine) {
	r := &actorReader{seen: map[string]int{}}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	for r.line = 1; len(b) > 0; r.line++ {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		if b = rest; len(line) > longestLine {
			r.tell("it is longer than %d bytes", longestLine)
		} else if !r.read(line) {
			break
		}
	}
	r.finish()
	return r.actors, r.wrong
}

// longestLine is how many bytes a line may have.
const longestLine = 4096

// An actorReader reads a dictionary line by line.
type actorReader struct {
	line   int
	actors []parley.ActorEntry
	wrong  []parley.WrongLine
	now    parley.ActorEntry // the actor at hand, without names where there is none
	seen   map[string]int    // names, to the number of the actor that had them last, from 1
	lost   bool              // the line that should have begun an actor could not be used, and what follows belongs to that one
}

func (r *actorReader) tell(format string, args ...any) {
	r.wrong = append(r.wrong, parley.WrongLine{Line: r.line, Why: fmt.Sprintf(format, args...)})
}

// finish keeps the actor at hand.
func (r *actorReader) finish() {
	if len(r.now.Names) > 0 {
		r.actors = append(r.actors, r.now)
	}
	r.now = parley.ActorEntry{}
}

// read reads a line, and reports whether to go on.
func (r *actorReader) read(b []byte) bool {
	if !utf8.Valid(b) {
		r.tell("it is not UTF-8")
		return true
	}
	s := string(b)
	if strings.Contains(s, "---STOP---") {
		return false
	}
	if i := strings.IndexAny(s, "#;"); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return true
	case strings.ContainsFunc(s, control):
		r.tell("it has control characters in it")
	case s[0] == '[':
		switch {
		case len(r.now.Names) > 0:
			r.codes(s)
		case !r.lost:
			r.tell("codes stand before the first actor")
		}
	case s[0] == '+':
		switch {
		case len(r.now.Names) > 0:
			r.synonym(s[1:])
		case !r.lost:
			r.tell("a synonym stands before the first actor")
		}
	default:
		r.begin(s)
	}
	return true
}

// begin takes the line that begins an actor.
func (r *actorReader) begin(s string) {
	r.finish()
	name, codes := s, ""
	if i := strings.IndexByte(s, '['); i >= 0 {
		name, codes = s[:i], s[i:]
	}
	r.lost = true
	switch {
	case strings.HasPrefix(s, "<") || strings.HasPrefix(s, "!") || strings.Count(name, "!") > 1:
		r.tell("%.60q is no line of an actor dictionary", s)
		return
	case strings.HasPrefix(codes, "[~"):
		r.tell("%.60q is a line of an agent dictionary", s)
		return
	}
	if r.lost = !r.name(name); r.lost {
		return
	}
	if codes != "" {
		r.codes(codes)
	}
}

// synonym takes another name of the actor at hand, and codes behind it.
func (r *actorReader) synonym(s string) {
	name, codes := s, ""
	if i := strings.IndexByte(s, '['); i >= 0 {
		name, codes = s[:i], s[i:]
	}
	if strings.ContainsRune(name, '+') {
		r.tell("%.60q has a + inside: is it two synonyms?", s)
		return
	}
	r.name(name)
	if codes != "" {
		r.codes(codes)
	}
}

// name gives the actor at hand a name, and reports whether it is one. A short form in brackets at its end is a name too.
func (r *actorReader) name(s string) bool {
	s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == '_' || unicode.IsSpace(c) }), " ")
	short := ""
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		s, short = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:len(s)-1])
	}
	if !names(s) || len(s) > mostName {
		r.tell("%.60q is no name", s)
		return false
	}
	for _, n := range [2]string{s, short} {
		if at := len(r.actors) + 1; names(n) && r.seen[n] != at {
			r.seen[n] = at
			r.now.Names = append(r.now.Names, n)
		}
	}
	return true
}

// names reports whether s has a letter or a digit.
func names(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
}

// control reports whether c acts on a text instead of standing in it.
func control(c rune) bool {
	if c < 0x80 {
		return c < ' ' && c != '\t' || c == 0x7f
	}
	return unicode.In(c, unicode.Cc, unicode.Cf)
}

// codes takes the codes of the actor at hand, each in its brackets.
func (r *actorReader) codes(s string) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] != '[' {
			r.tell("%.40q stands between the codes", s)
			return
		}
		i := strings.IndexByte(s, ']')
		if i < 0 {
			r.tell("%.40q has no closing bracket", s)
			return
		}
		c, why := code(s[1:i])
		if why != "" {
			r.tell("%s: %s", s[:i+1], why)
		} else if c.Code != "" {
			r.now.Codes = append(r.now.Codes, c)
		}
		s = s[i+1:]
	}
}

// code is what stands between two brackets, or why it is no code. The code "---" gives none.
func code(s string) (c parley.ActorCode, why string) {
	s = strings.TrimSpace(s)
	name, when, _ := strings.Cut(s, " ")
	when = strings.TrimSpace(when)
	switch {
	case name == "---" && when == "":
		return c, ""
	case len(name) < 2 || len(name) > 60 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "":
		return c, "an actor's code is of capitals and digits"
	}
	c.Code = name
	from, to := "", ""
	switch {
	case when == "":
		return c, ""
	case when[0] == '>':
		from = when[1:]
	case when[0] == '<':
		to = when[1:]
	default:
		var ok bool
		if from, to, ok = strings.Cut(when, "-"); !ok {
			return c, "one day alone says neither from nor until: > or < is missing, or a second day"
		}
		if strings.TrimSpace(from) == "" || strings.TrimSpace(to) == "" {
			return c, "a day is missing"
		}
	}
	var ok bool
	for _, d := range []struct {
		text string
		into *parley.Date
	}{{from, &c.From}, {to, &c.To}} {
		if d.text == "" {
			continue
		}
		if *d.into, ok = actorDay(strings.TrimSpace(d.text)); !ok {
			return c, fmt.Sprintf("%q is no day of the form YYMMDD or YYYYMMDD", strings.TrimSpace(d.text))
		}
	}
	if c.From == 0 && c.To == 0 {
		return c, "the day is missing"
	}
	if c.From.Known() && c.To.Known() && c.From > c.To {
		return c, fmt.Sprintf("it ends on %s, before it begins on %s", c.To, c.From)
	}
	return c, ""
}

// actorDay is a day as dictionaries write it.
func actorDay(s string) (parley.Date, bool) {
	if len(s) == 6 {
		century := "19"
		if s[:2] <= "30" {
			century = "20"
		}
		s = century + s
	}
	if strings.Trim(s, "0123456789") != "" || len(s) != 8 {
		return 0, false
	}
	t, err := time.Parse("20060102", s)
	if err != nil || t.Year() < 1 {
		return 0, false
	}
	return parley.NewDate(t.Date()), true
}
