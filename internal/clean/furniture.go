package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// furniture marks what a line shows by itself: data of scripts, icon names, menus, breadcrumbs, date stamps,
// teasers, credits and captions with a photo credit.
func (p *page) furniture() {
	depth, seen := 0, false
	for i := range p.units {
		u := &p.units[i]
		if u.set {
			seen = seen || u.kind == text.Headline
			continue
		}
		s := p.line(i)
		if at := scriptStart(s, &depth); at >= 0 && u.tag != "pre" {
			if at == 0 {
				p.mark(i, text.Noise, parley.ScriptData)
				continue
			}
			p.cut(i, parley.Span{Start: u.span.Start + at, End: u.span.End}, text.Noise, parley.ScriptData)
			s = p.str(p.rest(i))
		}
		switch {
		case s == "":
		case markOnly(s), iconRun(s), menuLine(s), strings.HasPrefix(s, "** ") && strings.HasSuffix(s, " **"):
			p.mark(i, text.Noise, parley.Interface)
		case p.stampLine(i, s):
		case p.phraseLine(i, s, seen):
		case breadcrumb(s):
			p.mark(i, text.Noise, parley.Breadcrumb)
		case seen && withAgency(s):
			p.mark(i, text.Noise, parley.Credit)
			p.contributing(i, s)
		case seen && agencyLine(s), tweetCredit(s):
			p.mark(i, text.Noise, parley.Credit)
		case p.strongCaption(i, s):
		default:
			seen = true
		}
	}
}

// phraseLine applies the phrases of phrases.tsv to the line. seen says whether a line of the article stood before.
func (p *page) phraseLine(i int, s string, seen bool) bool {
	if len(s) > 240 {
		return false
	}
	l := table()
	low := strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	core := strings.TrimFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && r != '@' && r != '©' })
	if p.html == nil && seen && l.headers[strings.TrimRight(core, ": ")] {
		p.mark(i, text.Noise, parley.RelatedLink)
		return true
	}
	if kind, ok := l.line[core]; ok && len(low)-len(core) <= 6 && (seen || !endsSentence(s)) {
		p.mark(i, text.Noise, parley.NoiseKind(kind))
		return true
	}
	if seen && l.headers[strings.TrimRight(core, ": ")] {
		p.mark(i, text.Noise, parley.RelatedLink)
		return true
	}
	if seen && p.html == nil && (strings.HasPrefix(core, "more on ") && allCaps(s) && strings.Count(s, " ") < 9 || s[0] == '[' && s[len(s)-1] == ']' && strings.Count(s, " ") >= 4 && !endsSentence(s)) {
		p.mark(i, text.Noise, parley.RelatedLink)
		return true
	}
	if seen && p.html == nil && call(low) && asksReaders(low) {
		p.mark(i, text.Noise, parley.Interface)
		return true
	}
	if seen && p.html == nil && (strings.HasSuffix(s, ">>") || strings.HasSuffix(s, "»")) && strings.Count(s, " ") < 14 {
		p.mark(i, text.Noise, parley.RelatedLink)
		return true
	}
	if low = strings.TrimLeft(low, "»>›▶►•·*-–—|[ \u00a0"); !strings.HasPrefix(low, "(c)") {
		low = strings.TrimLeft(low, "(")
	}
	if words := strings.Count(low, " ") + 1; words <= 25 {
		for _, ph := range l.prefixes[firstWord(low)] {
			kind := parley.NoiseKind(ph.kind)
			if !strings.HasPrefix(low, ph.text) || !atWordEnd(low, len(ph.text)) && !(kind == parley.Caption && upperFirst(s[len(s)-len(low)+len(ph.text):])) {
				continue
			}
			colon := strings.HasSuffix(ph.text, ":")
			if oneWord := colon && !strings.Contains(ph.text, " "); (oneWord && strings.HasSuffix(s, ".") || !colon && endsSentence(s) && words > 12) && kind != parley.Credit || kind == parley.RelatedLink && !seen {
				continue
			}
			if kind == parley.Credit {
				p.creditLine(i, s)
			}
			p.mark(i, text.Noise, kind)
			return true
		}
	}
	for _, ph := range l.suffixes {
		if strings.HasSuffix(low, " "+ph.text) && (ph.kind == string(parley.Credit) || strings.Count(low, " ") < 5 && isDigit(low[0])) {
			if ph.kind == string(parley.Credit) {
				at := lastSentence(s)
				p.cut(i, p.sub(i, s, at, len(s)), text.Noise, parley.Credit)
				p.creditLine(i, s[at:])
				return at == 0
			}
			p.mark(i, text.Noise, parley.NoiseKind(ph.kind))
			return true
		}
	}
	return false
}

// asksReaders reports whether a sentence that speaks to readers names what they are asked to do it with.
func asksReaders(low string) bool {
	for _, w := range [...]string{"newsletter", "click here", "sign up", "subscribe", "your inbox", "facebook", "twitter", "email address", "the app", "comments below", "comment below", "the comments", "your comments", "your thoughts", "your views", "your opinion"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// sub is the span of bytes [from, to) of s, where s is the rest of unit i.
func (p *page) sub(i int, s string, from, to int) parley.Span {
	r := p.rest(i)
	return parley.Span{Start: r.Start + from, End: min(r.Start+to, r.Start+len(s))}
}

// atWordEnd reports whether the prefix of n bytes of s ends with a mark or stands before the end of a word; of a year its century is enough.
func atWordEnd(s string, n int) bool {
	return n >= len(s) || !isAlnum(s[n-1]) || !isAlnum(s[n]) || isDigit(s[n-1]) && isDigit(s[n])
}

// lastSentence is where the last sentence of s begins.
func lastSentence(s string) int {
	for i := len(s) - 3; i > 0; i-- {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && s[i+1] == ' ' && i > 2 && isAlpha(s[i-1]) && isAlpha(s[i-2]) {
			return i + 2
		}
	}
	return 0
}

// markOnly reports whether s has no letter and no digit: rules, bullets, counters of stars.
func markOnly(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == utf8.RuneError || r >= 0x2400 && r < 0x2440
	}) < 0
}

// iconRun reports whether s is a row of icon names, as pages that draw icons with text leave them: "icon" stands
// in it again and again, or all its words name icons.
func iconRun(s string) bool {
	if !strings.Contains(s, "con") && !table().is("icon", strings.ToLower(wordAt(s, 0))) {
		return false
	}
	low := strings.ToLower(s)
	words := strings.Fields(low)
	if len(words) < 3 {
		return false
	}
	if n := strings.Count(low, "icon"); n >= 3 && n*4 >= len(words) {
		return true
	}
	for _, w := range words {
		if !table().is("icon", strings.Trim(w, ".,|/-")) {
			return false
		}
	}
	return true
}

// menuLine reports whether s is a menu in one line: four words or more, nearly all of which are labels of their own.
func menuLine(s string) bool {
	if len(s) > 300 || endsSentence(s) {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|•·/&,", r) })
	if len(words) < 4 {
		return false
	}
	n := 0
	for _, w := range words {
		if table().line[w] == string(parley.Interface) {
			n++
		}
	}
	return n*10 >= len(words)*8
}

// breadcrumb reports whether s is a path of page titles: "Home > World > Harland".
func breadcrumb(s string) bool {
	if n := byWord(s); n > 0 {
		if names, _ := readNames(s, n); len(names) > 0 {
			return false
		}
	}
	if len(s) > 160 || endsSentence(s) && !strings.HasSuffix(s, "...") && !strings.HasSuffix(s, "…") {
		return false
	}
	low := strings.ToLower(s)
	if strings.HasPrefix(low, "you are here") {
		return true
	}
	for _, sep := range []string{" > ", " » ", " › ", " → ", " :: ", " / ", " | "} {
		if !strings.Contains(s, sep) {
			continue
		}
		parts := strings.Split(s, sep)
		short := true
		for k, part := range parts {
			if n := len(strings.Fields(part)); n > 4 && k < len(parts)-1 {
				short = false
			}
		}
		home := strings.EqualFold(strings.TrimSpace(parts[0]), "home") || strings.EqualFold(strings.TrimSpace(parts[0]), "news")
		if short && (home || len(parts) >= 3) {
			return true
		}
	}
	return false
}

// agencyLine reports whether s is the name of a listed news or photo agency and nothing else.
func agencyLine(s string) bool {
	o := table().byName(strings.Trim(s, " .,|-–—()[]/"))
	return o != nil && o.kind != "outlet" && len(s) < 40
}

// withAgency reports whether s is "With AFP" or the like.
func withAgency(s string) bool {
	name, ok := strings.CutPrefix(strings.Trim(s, "().– "), "With ")
	if !ok || len(name) > 40 {
		return false
	}
	return table().byName(name) != nil || allCaps(name) && !strings.Contains(name, " ")
}

// contributing notes the agency of a line "With AFP": it helped, and is never the outlet.
func (p *page) contributing(i int, s string) {
	at := strings.Index(s, "With ") + len("With ")
	name := strings.TrimRight(s[at:], "(). ")
	printed := name
	if o := table().byName(name); o != nil {
		name = o.as(name)
	}
	p.addAgency(text.Named{Name: name, Span: p.lineSpan(i, s, piece{at, at + len(printed)}), How: parley.Stated, Why: contributed})
}

// contributed is why an agency is named that only contributed.
const contributed = "named as contributing"

// tweetCredit reports whether s signs an embedded post: "— Ana Roe (@anaroe) May 4, 2031".
func tweetCredit(s string) bool {
	return len(s) < 120 && strings.Contains(s, "(@") && (strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "-")) && len(findDates(s)) > 0
}

// stampLine marks a line that is a date stamp and nothing else, and notes its date.
func (p *page) stampLine(i int, s string) bool {
	if len(s) > 160 || !strings.ContainsAny(s, "0123456789") {
		return false
	}
	hits := findDates(s)
	if len(hits) == 0 || !stampRest(s, hits) {
		return false
	}
	p.mark(i, text.Stamp, "")
	p.noteDates(i, s, hits, "date stamp")
	return true
}

// addDate keeps a date, once for the same words.
func (p *page) addDate(d text.Date) {
	if len(p.text.Meta.Dates) >= maxDates {
		return
	}
	for _, o := range p.text.Meta.Dates {
		if o.Value == d.Value && o.Span.Overlaps(d.Span) {
			return
		}
	}
	p.text.Meta.Dates = append(p.text.Meta.Dates, d)
}

// noteDates keeps the dates of a stamp, a byline or a dateline; the first one that is no update is the report's.
func (p *page) noteDates(i int, s string, hits []dateHit, why string) {
	base := p.units[i].span.Start
	if at := strings.Index(p.line(i), s); at > 0 {
		base += at
	}
	first := len(hits) > 1 && strings.Contains(strings.ToLower(s), "first published")
	for k, h := range hits {
		if h.value == 0 {
			continue
		}
		from := 0
		if k > 0 {
			from = hits[k-1].end
		}
		w := why
		if before := strings.ToLower(s[max(from, h.start-40):h.start]); strings.Contains(before, "updat") || first && !strings.Contains(before, "first published") {
			w = "update stamp"
		}
		p.addDate(text.Date{Value: h.value, How: parley.Stated, Why: w, Span: p.trim(parley.Span{Start: base + h.start, End: base + h.end})})
	}
}

// stampRest reports whether all of s beside its dates is the wording of stamps.
func stampRest(s string, hits []dateHit) bool {
	at := 0
	var rest strings.Builder
	for _, h := range hits {
		rest.WriteString(s[at:h.start] + " ")
		at = h.end
	}
	rest.WriteString(s[at:])
	words := strings.FieldsFunc(strings.ToLower(rest.String()), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\''
	})
	if len(words) > 14 {
		return false
	}
	l := table()
	for _, w := range words {
		w = strings.Trim(w, ".'")
		if n := len(w) - len("am"); n > 0 && n < 3 && isDigit(w[0]) && (w[n:] == "am" || w[n:] == "pm") {
			w = w[:n]
		}
		if w == "" || allDigits(w) || l.is("stamp", w) || l.is("zone", w) || l.is("weekday", w) || l.is("month", w) {
			continue
		}
		return false
	}
	return true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) && s[i] != '.' {
			return false
		}
	}
	return s != ""
}
