package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// findHeadline marks the first line that reads as a headline: short, no full stop, more text after it.
// Labels of one or two words that stand before it are page furniture. A page may have set it already.
func (p *page) findHeadline() {
	if p.head >= 0 {
		p.cutTitle(p.head)
		return
	}
	tries := 0
	var labels []int
	for i := range p.units {
		if p.units[i].set {
			continue
		}
		s := p.str(p.rest(i))
		if tries > 3 || len(labels) > 60 {
			return
		}
		if p.mastheadLine(i, s) || p.mastheadDate(i, s) {
			tries++
			continue
		}
		if p.bylineLine(i, s) {
			tries++
			continue
		}
		if !p.readsAsHeadline(i, s) {
			if n := len(strings.Fields(s)); n <= 2 && !endsSentence(s) {
				labels = append(labels, i)
				continue
			}
			return
		}
		for _, k := range labels {
			p.label(k)
		}
		p.setHeadline(i)
		return
	}
}

// label marks a short line above the headline: a masthead, or the label of a section.
func (p *page) label(k int) {
	s := p.units[k].span
	name := outletName(p.str(s))
	if name == "" {
		p.mark(k, text.Noise, parley.Interface)
		return
	}
	p.mark(k, text.Noise, parley.Credit)
	p.setOutlet(text.Named{Name: name, Span: s, How: parley.Stated, Why: "masthead above the headline"})
}

func (p *page) setHeadline(i int) {
	cuts := p.units[i].cuts
	p.mark(i, text.Headline, "")
	p.units[i].cuts = cuts
	p.head = i
	p.text.Meta.Headline = p.rest(i)
	p.cutTitle(i)
}

// cutTitle takes " - Outlet" and " | Outlet" off the end of the headline where the outlet is known.
func (p *page) cutTitle(i int) {
	r := p.rest(i)
	s := p.str(r)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", "- "} {
		at := strings.LastIndex(s, sep)
		if at < 8 {
			continue
		}
		printed := strings.TrimSpace(s[at+len(sep):])
		if name := outletName(printed); name != "" {
			p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Credit)
			from := r.End - len(printed)
			p.setOutlet(text.Named{Name: name, Span: parley.Span{Start: from, End: r.End}, How: parley.Stated, Why: "named after the headline"})
			p.cutSection(i)
			break
		}
	}
	if p.html != nil && r == p.html.title.Span {
		p.cutSections(i)
	}
	if p.html == nil && p.rest(i) == r {
		p.cutUnheard(i, r)
	}
	p.text.Meta.Headline = p.rest(i)
}

// outletName is the outlet that s names: a listed one, or two to four words with capitals of which the last is one
// such as "News" or the first is "Daily" or "Radio"; "" where it names none.
func outletName(s string) string {
	if o := table().byName(s); o != nil {
		return o.as(s)
	}
	words := strings.Fields(s)
	if len(words) == 1 && domain(s) {
		return s
	}
	if n := len(words); n < 2 || n > 5 || len(s) > 40 {
		return ""
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	if !table().is("newsword", last) && first != "daily" && first != "radio" {
		return ""
	}
	for _, w := range words {
		if !upperFirst(w) && w != "of" && w != "the" {
			return ""
		}
	}
	if allCaps(s) {
		return titleCase(s)
	}
	return s
}

// domain reports whether s is the name of a host: "RivertonNews.com".
func domain(s string) bool {
	low := strings.ToLower(s)
	for _, d := range [...]string{".com", ".org", ".net", ".co.uk", ".tv", ".info", ".eu"} {
		if strings.HasSuffix(low, d) && len(s) > len(d)+2 {
			return strings.IndexFunc(low, func(r rune) bool { return r != '.' && r != '-' && !isWord(r) }) < 0
		}
	}
	return false
}

// mastheadDate marks a line such as "Riverton Post | Friday, 5 December 2031": an outlet, a mark, and few words more.
func (p *page) mastheadDate(i int, s string) bool {
	at := strings.IndexAny(s, "|,·•–—")
	if at < 4 || len(s) > 100 || strings.Count(s[at:], " ") > 8 {
		return false
	}
	printed := strings.TrimSpace(s[:at])
	name := outletName(printed)
	if name == "" {
		return false
	}
	hits := findDates(s[at:])
	if len(hits) == 0 && s[at] == ',' || endsSentence(s) {
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	r := p.units[i].span
	p.setOutlet(text.Named{Name: name, Span: parley.Span{Start: r.Start, End: r.Start + len(printed)}, How: parley.Stated, Why: "masthead above the headline"})
	if len(hits) > 0 {
		hits = shiftHits(hits[:1], at)
		p.noteDates(i, s, hits, "date stamp")
		p.cut(i, parley.Span{Start: r.Start + hits[0].start, End: r.Start + hits[0].end}, text.Stamp, "")
	}
	return true
}

// cutSection takes " - Region - World" off the end of a headline from which the outlet was cut: parts of one word.
func (p *page) cutSection(i int) {
	for n := 0; n < 3; n++ {
		r := p.rest(i)
		s := p.str(r)
		at := strings.LastIndex(s, " - ")
		if at < 12 || strings.Count(s[:at], " ") < 3 || strings.ContainsAny(strings.TrimSpace(s[at+3:]), " ") || !upperFirst(s[at+3:]) {
			return
		}
		p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Credit)
	}
}

// cutSections takes " | World | Riverton Post" off the end of the title of a page: parts of at most three words.
func (p *page) cutSections(i int) {
	for {
		r := p.rest(i)
		s := p.str(r)
		at := max(strings.LastIndex(s, " | "), strings.LastIndex(s, " - "), strings.LastIndex(s, " – "))
		if at < 12 || strings.Count(s[:at], " ") < 3 || len(strings.Fields(s[at:])) > 4 {
			return
		}
		p.cut(i, parley.Span{Start: r.Start + at, End: r.End}, text.Noise, parley.Credit)
	}
}

// readsAsHeadline reports whether line i, of text s, can be the headline.
func (p *page) readsAsHeadline(i int, s string) bool {
	n := len(strings.Fields(s))
	if n < 3 || n > 32 || len(s) > 230 {
		return false
	}
	if _, ok := readOpening(s, false); ok {
		return false
	}
	stop := strings.HasSuffix(s, ".") && !endsShort(s)
	if stop && !strings.HasSuffix(s, "...") && (n > 16 || !p.longerAfter(i, 2*len(s))) {
		return false
	}
	if strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") || stop && strings.Contains(s, ". ") {
		return false
	}
	return p.longerAfter(i, 40)
}

// endsShort reports whether the full stop at the end of s is that of letters with stops between them: "... to leave by May: U.N."
func endsShort(s string) bool {
	w := s[strings.LastIndexByte(s, ' ')+1:]
	return initials(strings.TrimLeft(w, "\"'“‘("))
}

// longerAfter reports whether one of the lines after i is longer than n bytes and not decided.
func (p *page) longerAfter(i, n int) bool {
	for k := i + 1; k < len(p.units) && k < i+12; k++ {
		if !p.units[k].set && p.units[k].span.Len() > n {
			return true
		}
	}
	return false
}

// mastheadLine marks a line that is the name of an outlet and nothing else.
func (p *page) mastheadLine(i int, s string) bool {
	if len(s) > 60 || strings.Count(s, " ") > 5 {
		return false
	}
	name := strings.Trim(s, " .,|-–—()[]")
	o := table().byName(name)
	if o == nil {
		return false
	}
	p.mark(i, text.Noise, parley.Credit)
	at := p.units[i].span.Start + strings.Index(p.line(i), name)
	n := text.Named{Name: o.as(name), Span: parley.Span{Start: at, End: at + len(name)}, How: parley.Stated, Why: "stands on a line of its own"}
	if o.kind == "outlet" {
		p.setOutlet(n)
	} else {
		p.addAgency(n)
	}
	return true
}

// duplicates marks further printings of the headline.
func (p *page) duplicates() {
	if p.head < 0 {
		return
	}
	want := squash(p.str(p.text.Meta.Headline))
	if len(want) < 8 {
		return
	}
	for i := range p.units {
		p.duplicate(i, want)
	}
}

// duplicate marks a further printing of the headline, want when squashed, in unit i or at its start.
func (p *page) duplicate(i int, want string) {
	u := &p.units[i]
	if i == p.head || u.set && u.kind != text.Body && u.noise != parley.Breadcrumb {
		return
	}
	r := p.rest(i)
	s := p.str(r)
	n := squashedPrefix(s, want)
	switch {
	case n == 0:
	case strings.IndexFunc(s[n:], isWord) < 0:
		p.mark(i, text.Noise, parley.DuplicateHeadline)
	case i <= p.head+6 && startsSentence(s[n:]):
		n += len(s[n:]) - len(strings.TrimLeft(s[n:], " .:"))
		p.cut(i, parley.Span{Start: r.Start, End: r.Start + n}, text.Noise, parley.DuplicateHeadline)
	}
}

// printedAgain cuts the headline off the start of what is left of unit i, behind a date stamp.
func (p *page) printedAgain(i int) {
	if p.head < 0 {
		return
	}
	if want := squash(p.str(p.text.Meta.Headline)); len(want) >= 8 {
		p.duplicate(i, want)
	}
}

// startsSentence reports whether s is white space and then the start of a sentence.
func startsSentence(s string) bool {
	t := strings.TrimLeft(s, ".:!? \u00a0\n\t")
	for _, r := range t {
		return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“‘'(—–", r)
	}
	return false
}

// squash is the letters and digits of s in lower case.
func squash(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// squashedPrefix is the number of bytes at the start of s whose letters and digits are want; 0 where they are not.
func squashedPrefix(s, want string) int {
	rest := want
	for i, r := range s {
		if rest == "" {
			return i
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		l := string(unicode.ToLower(r))
		if !strings.HasPrefix(rest, l) {
			return 0
		}
		rest = rest[len(l):]
	}
	if rest == "" {
		return len(s)
	}
	return 0
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
