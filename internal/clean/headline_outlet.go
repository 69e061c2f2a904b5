package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// cutUnheard takes " - Lea Weekly Review" off the end of the headline in r where no table has the outlet: one to five words with capitals behind a
// dash with spaces, none of which the article goes on to speak of. Who said what a headline tells ("Bridge to close - Roe") is named below it
// again.
func (p *page) cutUnheard(i int, r parley.Span) {
	s := p.str(r)
	at, size := -1, 0
	for _, sep := range [...]string{" | ", " - "} {
		if k := strings.LastIndex(s, sep); k > at {
			at, size = k, len(sep)
		}
	}
	if at < 0 || len(strings.Fields(s[:at])) < 4 {
		return
	}
	printed := strings.TrimSpace(s[at+size:])
	name, qualified := printed, false
	if k := strings.IndexByte(printed, '('); k > 2 && strings.HasSuffix(printed, ")") { // "Lea Review (blog)"
		name, qualified = strings.TrimSpace(printed[:k]), true
	}
	switch {
	case qualified && outletName(name) != "", extended(name):
	case !titled(name) || p.spokenOf(i, name):
		return
	}
	if table().line[strings.ToLower(name)] == "" && !table().is("newsword", strings.ToLower(name)) { // else the section of a site: "World"
		from := r.End - len(printed)
		p.setOutlet(text.Named{Name: name, Span: parley.Span{Start: from, End: from + len(name)}, How: parley.Stated, Why: "named after the headline"})
	}
	p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Credit)
	p.cutSection(i)
}

// extended reports whether s is a listed outlet with the edition it is of: "Riverton Post International", "Newswire UK".
func extended(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	o := table().byName(strings.Join(words[:len(words)-1], " "))
	return o != nil && editions[strings.ToLower(words[len(words)-1])]
}

var editions = set("international online america american europe asia africa uk us usa india australia canada english edition blog blogs politics world money business television radio live")

// titled reports whether s is one to five words with capitals, small words of names aside, and no sentence.
func titled(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 || len(s) < 3 || len(s) > 45 || endsSentence(s) || strings.ContainsAny(s, ":;,\"“”‘?!") {
		return false
	}
	for k, w := range words {
		low := strings.ToLower(w)
		switch {
		case w == "&", k > 0 && (low == "of" || low == "the" || low == "and" || low == "for" || low == "in"):
		case !upperFirst(w), unlikely[low]:
			return false
		}
	}
	return true
}

// unlikely are words that with a capital begin the second half of a headline and no name of an outlet.
var unlikely = set("a an why how what when where who is are was were will can could may should has have had not no but or as at by from to with says said report reports reported " +
	"source sources official officials minister president spokesman spokeswoman poll survey study analyst analysts expert experts police army exclusive update analysis opinion live video photos watch")

// spokenOf reports whether the text below unit i has one of the words of name that are no common words of outlets.
func (p *page) spokenOf(i int, name string) bool {
	telling := 0
	for _, w := range strings.Fields(strings.ToLower(name)) {
		w = strings.Trim(w, ".&")
		if len(w) < 2 || table().is("newsword", w) || w == "of" || w == "the" || w == "and" || w == "for" || w == "in" {
			continue
		}
		telling++
		for k := i + 1; k < len(p.units); k++ {
			if p.isBody(k) && beginsWord(strings.ToLower(p.line(k)), w) {
				return true
			}
		}
	}
	return telling == 0 && len(strings.Fields(name)) > 1
}

// beginsWord reports whether low has w as the beginning of a word.
func beginsWord(low, w string) bool {
	for at := 0; ; {
		k := strings.Index(low[at:], w)
		if k < 0 {
			return false
		}
		if at += k; at == 0 || !isAlnum(low[at-1]) {
			return true
		}
		at += len(w)
	}
}
