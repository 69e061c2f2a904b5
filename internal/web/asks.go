package web

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// An example is a query that shows what can be asked.
type example struct{ Query, What, Href string }

// examples are what the page of the search shows before anything was asked: queries that find something in this record, where it has what they ask for.
func (x *index) examples() []example {
	a, b := x.twoWords()
	out := []example{
		{Query: a + " " + b, What: "both words, in any order"},
		{Query: `"` + a + " " + b + `"`, What: "the words one after the other"},
		{Query: beginning(a) + "*", What: "words that begin so"},
		{Query: a + " -" + b, What: "without that word"},
		{Query: a + " OR " + b, What: "one or the other"},
	}
	add := func(what, q string) {
		if q != "" {
			out = append(out, example{Query: q, What: what})
		}
	}
	add("what somebody does in saying it", x.firstRow(func(r *statementRow) (string, bool) {
		return field("who", r.Voice.Who.Name) + " act:" + string(r.Act), askable(r.Voice.Who.Name) && askable(string(r.Act)) && r.Act != parley.Say
	}))
	add("from one side to another", x.firstRow(func(r *statementRow) (string, bool) {
		return field("party", r.Voice.Party.Name) + " " + field("to", r.To.Name), askable(r.Voice.Party.Name) && askable(r.To.Name)
	}))
	add("events of a kind and how they stand", x.firstEvent())
	add("by outlet, and on a day or from one to another", x.firstRow(func(r *statementRow) (string, bool) {
		return field("outlet", r.Report.Outlet) + " date:" + r.Day.String(), askable(r.Report.Outlet) && r.Day.Known()
	}))
	add("what the machine is surest of", "conf:>0.8 in:statements")
	for i := range out {
		out[i].Href = "/search?" + url.Values{"q": {out[i].Query}}.Encode()
	}
	return out
}

// firstRow is what ask says of the first statement that it fits, "" where it fits none.
func (x *index) firstRow(ask func(*statementRow) (string, bool)) string {
	for i := range min(len(x.said), mostAsked) {
		r := x.statementRow(i)
		if q, ok := ask(&r); ok {
			return q
		}
	}
	return ""
}

// mostAsked is among how many statements an example is looked for.
const mostAsked = 500

// firstEvent asks for the type and status of the first event, "" where there is none.
func (x *index) firstEvent() string {
	for i := range x.rec.Reports {
		for _, e := range x.rec.Reports[i].Events {
			if askable(string(e.Type)) && askable(string(e.Status)) {
				return "type:" + string(e.Type) + " status:" + string(e.Status)
			}
		}
	}
	return ""
}

// twoWords are two plain words that stand side by side in what is said to be said, the latest first, else two invented ones.
func (x *index) twoWords() (a, b string) {
	for i := range min(len(x.said), mostAsked) {
		before := ""
		for _, w := range strings.Fields(x.statementRow(i).Words) {
			if !plainWord(w) {
				before = ""
				continue
			}
			if before != "" {
				return strings.ToLower(before), strings.ToLower(w)
			}
			before = w
		}
	}
	return "ferry", "truce"
}

// plainWord reports whether w is a word of five letters or more and nothing else.
func plainWord(w string) bool {
	return utf8.RuneCountInString(w) >= 5 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// beginning is a word of five letters or more without its last two.
func beginning(w string) string {
	r := []rune(w)
	return string(r[:len(r)-2])
}

// askable reports whether a name can stand in a query as it is.
func askable(name string) bool {
	return name != "" && len(name) <= 60 && strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != ' ' && r != '-' }) < 0
}

// field asks for a name.
func field(key, name string) string {
	if strings.ContainsAny(name, " -") {
		name = `"` + name + `"`
	}
	return key + ":" + strings.ToLower(name)
}
