package intake

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// An article is what a container holds of one report, decoded.
type article struct {
	headline string // where the container has it apart, "" otherwise
	text     []byte
	html     bool
	day      string // when it was published, as written
	dayBy    string // what says so, such as "pubDate"
	outlet   string
	url      string
	language string
	authors  []string // who wrote, as written
	wroteBy  string   // what says so, such as "dc:creator"
}

// A place is where something begins in an input.
type place struct {
	line   int   // from 1, 0 where lines do not count
	offset int64 // bytes from 0
	size   int64 // bytes there, -1 where not known
}

func (in Input) asideAt(part string, why parley.Reason, at place, format string, args ...any) *parley.SetAside {
	return in.Aside(part, why, at.line, at.offset, at.size, fmt.Sprintf(format, args...))
}

// emit yields the report of an article, and what of its evidence cannot be used.
func (in Input) emit(yield func(parley.Report, *parley.SetAside) bool, part string, at place, a article) bool {
	name := in.Name
	if part != "" {
		name = in.Part(part)
	}
	g, unused := a.told(name)
	for _, why := range unused {
		if !yield(parley.Report{}, in.asideAt(part, parley.ReasonTold, at, "%s", why)) {
			return false
		}
	}
	b, f := a.bytes()
	switch {
	case len(a.text) == 0 || blank(a.text):
		return yield(parley.Report{}, in.asideAt(part, parley.ReasonEmpty, at, "no text in it%s", a.instead()))
	case int64(len(b)) > in.Max:
		return yield(parley.Report{}, in.asideAt(part, parley.ReasonTooLarge, at, "%s of text, the limit is %s", numeral.Bytes(int64(len(b))), numeral.Bytes(in.Max)))
	}
	return yield(parley.Report{Names: []string{name}, Format: f, Bytes: b, Told: g}, nil)
}

// instead says what an article without text has.
func (a *article) instead() string {
	switch {
	case a.headline != "" && a.url != "":
		return ", only a headline and a link"
	case a.headline != "":
		return ", only a headline"
	case a.url != "":
		return ", only a link"
	}
	return ""
}

// bytes are the bytes of the report: the headline, where the text does not begin with it, an empty line, and the text.
// Before HTML the headline stands as h1, or as title where it has one or two words: an h1 that short is mostly the name of a section.
func (a *article) bytes() ([]byte, parley.Format) {
	head := oneLine(a.headline, maxLine)
	if !a.html {
		if head == "" || a.begins(head) && firstLine(string(a.text[:min(len(a.text), 4*maxLine)])) == head {
			return append([]byte(nil), a.text...), parley.PlainText
		}
		b := make([]byte, 0, len(head)+2+len(a.text))
		return append(append(append(b, head...), "\n\n"...), a.text...), parley.PlainText
	}
	if head == "" || a.begins(head) && firstLine(untagged(string(a.text[:min(len(a.text), 8*maxLine)]))) == head {
		return append([]byte(nil), a.text...), parley.HTML
	}
	tag := "h1"
	if len(strings.Fields(head)) < 3 {
		tag = "title"
	}
	return append([]byte("<"+tag+">"+html.EscapeString(head)+"</"+tag+">\n"), a.text...), parley.HTML
}

// begins reports whether the first line of the text can be that headline: a quick look at the first letter. True where that does not tell.
func (a *article) begins(head string) bool {
	alnum := func(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }
	if !alnum(head[0]) {
		return true
	}
	for i := 0; i < len(a.text); i++ {
		switch c := a.text[i]; {
		case alnum(c):
			return c == head[0]
		case c <= ' ':
		case !a.html || c != '<' || i+2 >= len(a.text) || !isName(a.text[i+1]) && a.text[i+1] != '/':
			return true
		default: // a tag, which is not of the line
			n := bytes.IndexByte(a.text[i:], '>')
			if n < 0 {
				return true
			}
			i += n
		}
	}
	return true
}

// maxLine is the most bytes that a headline, an outlet or an address may have; what is longer is cut.
const maxLine = 2000

// oneLine is s without control characters, every stretch of white space one space, cut to max bytes.
func oneLine(s string, max int) string {
	if len(s) <= max && isOneLine(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s[:min(len(s), 4*max)], "\ufffd"))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > max {
		for max > 0 && !utf8.RuneStart(s[max]) {
			max--
		}
		s = s[:max]
	}
	return s
}

// isOneLine reports whether oneLine would leave s as it is: ASCII that prints, no space doubled, at its start or its end.
func isOneLine(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' && (c != ' ' || i == 0 || i == len(s)-1 || s[i-1] == ' ') || c >= 0x7f {
			return false
		}
	}
	return true
}

// firstLine is the first line of s that is not blank, as oneLine writes it.
func firstLine(s string) string {
	for l := range strings.Lines(s) {
		if l = oneLine(l, maxLine); l != "" {
			return l
		}
	}
	return ""
}

var (
	blockTag = regexp.MustCompile(`(?i)</?(?:p|div|h[1-6]|br|li|ul|ol|table|tr|td|article|section|blockquote|figure|header|body|html|head|title)\b[^>]*>`)
	anyTag   = regexp.MustCompile(`</?[A-Za-z][^>]*>|<!--|-->`)
	htmlTag  = regexp.MustCompile(`(?i)^(?:</?(?:p|div|h[1-6]|br|li|ul|ol|table|tr|td|article|section|blockquote|figure|img|a|em|strong|b|i|u|span|font|html|head|body|title|meta)(?:\s[^>]*)?/?>|<!doctype html)`)
)

// untagged is the text of a piece of HTML: blocks on lines of their own, no tags, references resolved.
func untagged(s string) string {
	return html.UnescapeString(anyTag.ReplaceAllString(blockTag.ReplaceAllString(s, "\n"), ""))
}

// looksHTML reports whether a text that may be either is HTML: it has one of its tags.
func looksHTML(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		s = s[i:]
		if htmlTag.MatchString(s[:min(len(s), maxLine)]) {
			return true
		}
		s = s[1:]
	}
}

// told is the evidence of an article in the words of the vocabulary, and what of it cannot be used, a line each.
func (a *article) told(name string) (g parley.Given, unused []string) {
	if s := oneLine(a.day, maxLine); s != "" {
		if d, ok := dayOf(s); ok {
			g.Published, g.PublishedBy = d, a.dayBy+" of "+short(name)
		} else {
			unused = append(unused, fmt.Sprintf("%s %.60q is not a date that is understood; read without it", a.dayBy, s))
		}
	}
	g.Outlet = strings.Clone(oneLine(a.outlet, 300)) // not a piece of the input that would be kept with it
	if s := oneLine(a.url, maxLine); s != "" {
		if isWeb(s) {
			g.URL = strings.Clone(s)
		} else {
			unused = append(unused, fmt.Sprintf("link %.200q is no address on the web; read without it", s))
		}
	}
	if s := oneLine(a.language, 100); s == "en" || s != "" && languageTag.MatchString(s) {
		g.Language = strings.Clone(s)
	}
	if g.Authors = authors(a.authors); g.Authors != "" {
		g.AuthorsBy = a.wroteBy + " of " + short(name)
	}
	return g, unused
}

// short is a name without its folders, so that evidence is the same wherever its file lies. An address stays whole.
func short(name string) string {
	if strings.Contains(name, "://") {
		return name
	}
	return path.Base(name)
}

// languageTag is the form of a language tag (RFC 5646).
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// isWeb reports whether s is an address that a browser would fetch over HTTP.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Hostname() != "" && !strings.ContainsAny(s, " \"<>")
}

var (
	isoDay  = regexp.MustCompile(`^(\d{4})([-/.]?)(\d\d)([-/.]?)(\d\d)(?:$|[Tt ]\d|\d{6}$)`) // also 20310504 and 20310504T070000Z
	dotted  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:$|[, ])`)
	wordDay = regexp.MustCompile(`^(?:[A-Za-z]{3,9},? +)?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d\d)\b`) // RFC 822, 1123, 850
	monthly = regexp.MustCompile(`^(?:[A-Za-z]{3,9},? +)?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})\b`)             // May 4, 2031
	seconds = regexp.MustCompile(`^(\d{9,10})(?:\d{3}|\.\d+)?$`)                                                               // since 1970, or thousandths of them
)

// dayOf is the day that a date names, in the zone it is written in: ISO 8601 (2031-05-04 or 20310504, with a time or without),
// RFC 5322 and its forerunners (Sun, 4 May 2031 07:00:00 +0200), May 4, 2031, or 4.5.2031, where full stops say that the day stands first. Seconds or
// thousandths of them since 1970 name the day in universal time. A date of which day and month may be
// confounded (4/5/2031) names none, nor does one that is not in the calendar. Two digits of a year are read as RFC 5322 has it.
func dayOf(s string) (parley.Date, bool) {
	var y, d, m string
	if g := isoDay.FindStringSubmatch(s); g != nil && g[2] == g[4] {
		date, err := parley.ParseDate(g[1] + "-" + g[3] + "-" + g[5])
		if err != nil {
			return 0, false
		}
		return plausible(date)
	} else if g := dotted.FindStringSubmatch(s); g != nil {
		date, err := parley.ParseDate(fmt.Sprintf("%s-%02s-%02s", g[3], g[2], g[1]))
		if err != nil {
			return 0, false
		}
		return plausible(date)
	} else if g := seconds.FindStringSubmatch(s); g != nil {
		n, _ := strconv.ParseInt(g[1], 10, 64)
		t := time.Unix(n, 0).UTC()
		if t.Year() < firstFeed {
			return 0, false
		}
		return plausible(parley.NewDate(t.Year(), t.Month(), t.Day()))
	} else if g := wordDay.FindStringSubmatch(s); g != nil {
		d, m, y = g[1], g[2], g[3]
	} else if g := monthly.FindStringSubmatch(s); g != nil {
		m, d, y = g[1], g[2], g[3]
	} else {
		return 0, false
	}
	if len(y) == 2 {
		y = map[bool]string{true: "20", false: "19"}[y < "50"] + y
	}
	if strings.EqualFold(m, "sept") {
		m = "Sep"
	}
	for _, layout := range []string{"2 Jan 2006", "2 January 2006"} {
		if t, err := time.Parse(layout, d+" "+m+" "+y); err == nil {
			return plausible(parley.NewDate(t.Year(), t.Month(), t.Day()))
		}
	}
	return 0, false
}

// firstFeed is the year before which nobody counted the day of a report in seconds.
const firstFeed = 1991

// plausible is d where a report can have appeared on it: not before the first newspapers, nor after the year 2999.
func plausible(d parley.Date) (parley.Date, bool) {
	if d < parley.NewDate(1600, 1, 1) || d >= parley.NewDate(3000, 1, 1) {
		return 0, false
	}
	return d, true
}
