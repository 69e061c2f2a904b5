package clean

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// metaDate keeps a date of publication from the head of the page, best rank first.
func (l *layout) metaDate(i, j int, why string, rank int) {
	if len(l.meta.published) > 16 {
		return
	}
	v, ok := metaDay(l.d.text[i:min(j, i+80)], l.meta.language)
	if !ok {
		return
	}
	d := text.Date{Value: v, Span: l.metaLine(i, j), How: parley.Stated, Why: why}
	l.meta.ranks = append(l.meta.ranks, rank)
	l.meta.published = append(l.meta.published, d)
	for k := len(l.meta.ranks) - 1; k > 0 && l.meta.ranks[k] < l.meta.ranks[k-1]; k-- {
		l.meta.ranks[k], l.meta.ranks[k-1] = l.meta.ranks[k-1], l.meta.ranks[k]
		l.meta.published[k], l.meta.published[k-1] = l.meta.published[k-1], l.meta.published[k]
	}
}

// metaUpdated keeps the day of the last change that the head of the page names.
func (l *layout) metaUpdated(i, j int, why string) {
	if l.meta.updated.Value.Known() {
		return
	}
	if v, ok := metaDay(l.d.text[i:min(j, i+80)], l.meta.language); ok {
		l.meta.updated = text.Date{Value: v, Span: l.metaLine(i, j), How: parley.Stated, Why: why}
	}
}

// metaDay reads a date as the head of a page has it: as it is printed, as 20310504, or as seconds since 1970.
func metaDay(s, language string) (parley.Date, bool) {
	if h, ok := pageDay(s, language); ok {
		return h.value, true
	}
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	switch {
	case n == 8 && (len(s) == 8 || s[8] == 'T' || s[8] == ' '), n == 14 && len(s) == 14:
		y, _ := strconv.Atoi(s[:4])
		m, _ := strconv.Atoi(s[4:6])
		d, _ := strconv.Atoi(s[6:8])
		h, ok := day(y, m, d)
		return h.value, ok && y >= firstPage
	case n == len(s) && (n == 10 || n == 13):
		v, _ := strconv.ParseInt(s[:10], 10, 64)
		t := time.Unix(v, 0).UTC()
		return parley.NewDate(t.Year(), t.Month(), t.Day()), t.Year() >= firstPage
	}
	return 0, false
}

// firstPage is the year before which there was no web page.
const firstPage = 1991

// pageDay is the first full date in s. Where a date of numbers alone leaves open which is the month, the language of the page decides:
// the day stands first, but in English, where it stays open.
func pageDay(s, language string) (dateHit, bool) {
	open := false
	for _, h := range findDates(s) {
		if h.value != 0 {
			return h, true
		}
		open = true
		if lang := strings.ToLower(language); lang != "" && !strings.HasPrefix(lang, "en") || lang == "en-gb" || lang == "en-au" || lang == "en-nz" || lang == "en-in" || lang == "en-ie" {
			if v, ok := dayFirst(s[h.start:h.end]); ok {
				h.value = v
				return h, true
			}
		}
	}
	if open {
		return dateHit{}, false
	}
	return foreignDay(s)
}

// dayFirst reads a date of numbers, day, month, year.
func dayFirst(s string) (parley.Date, bool) {
	n := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(n) < 3 || len(n[2]) != 4 {
		return 0, false
	}
	d, _ := strconv.Atoi(n[0])
	m, _ := strconv.Atoi(n[1])
	y, _ := strconv.Atoi(n[2])
	h, ok := day(y, m, d)
	return h.value, ok
}

// foreignMonths are the months in other languages than English, as they stand in dates: German, French, Spanish, Portuguese, Italian, Dutch,
// Romanian, Catalan, Scandinavian, Polish, Czech, Russian, Ukrainian, Turkish, Indonesian, Finnish, Hungarian.
var foreignMonths = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, names := range [...]string{
		"januar jänner janvier enero janeiro gennaio januari ianuarie gener stycznia ledna января січня ocak tammikuuta január",
		"februar février fevrier febrero fevereiro febbraio februari februarie febrer lutego února февраля лютого şubat subat helmikuuta február",
		"märz maerz mars marzo março marco maart martie març marca března марта березня mart maret maaliskuuta március",
		"april avril abril aprile aprilie kwietnia dubna апреля квітня nisan huhtikuuta április",
		"mai mayo maio maggio mei maig maj maja května мая травня mayıs toukokuuta május",
		"juni juin junio junho giugno iunie juny czerwca června июня червня haziran kesäkuuta június",
		"juli juillet julio julho luglio iulie juliol lipca července июля липня temmuz heinäkuuta július",
		"august août aout agosto augustus agost sierpnia srpna августа серпня ağustos agustus elokuuta augusztus augusti",
		"september septembre septiembre setembro settembre septembrie setembre września září сентября вересня eylül syyskuuta szeptember",
		"oktober octobre octubre outubro ottobre octombrie octubre października října октября жовтня ekim lokakuuta október",
		"november novembre noviembre novembro noiembrie listopada ноября kasım marraskuuta",
		"dezember décembre decembre diciembre dezembro dicembre december decembrie desembre grudnia prosince декабря грудня aralık desember joulukuuta",
	} {
		for _, w := range strings.Fields(names) {
			m[w] = i + 1
		}
	}
	m["listopadu"], m["листопада"] = 11, 11
	return m
})

// foreignDay finds "20. septembrie 2031", "20 de mayo de 2031" and "2031年5月20日" in s.
func foreignDay(s string) (dateHit, bool) {
	for i := 0; i < len(s); {
		if !isDigit(s[i]) || i > 0 && isDigit(s[i-1]) {
			i++
			continue
		}
		c := &cursor{s, i}
		if y := c.year(); y > 0 {
			if m, d, ok := c.eastern(); ok {
				if h, ok := day(y, m, d); ok {
					h.start, h.end = i, c.i
					return h, true
				}
			}
		}
		c.i = i
		if d := c.num(1, 2); d > 0 {
			if m := c.foreignMonth(); m > 0 {
				if y := c.year(); y > 0 {
					if h, ok := day(y, m, d); ok {
						h.start, h.end = i, c.i
						return h, true
					}
				}
			}
		}
		for i < len(s) && isDigit(s[i]) {
			i++
		}
	}
	return dateHit{}, false
}

// eastern reads "年5月20日" or "년 5월 20일".
func (c *cursor) eastern() (m, d int, ok bool) {
	for _, marks := range [...][3]string{{"年", "月", "日"}, {"년", "월", "일"}} {
		at := c.i
		if c.pass(marks[0]) {
			if m = c.num(1, 2); m > 0 && c.pass(marks[1]) {
				if d = c.num(1, 2); d > 0 && c.pass(marks[2]) {
					return m, d, true
				}
			}
		}
		c.i = at
	}
	return 0, 0, false
}

// pass passes a mark and the blanks after it.
func (c *cursor) pass(mark string) bool {
	if !strings.HasPrefix(c.s[c.i:], mark) {
		return false
	}
	c.i += len(mark)
	c.gap(" ", 2)
	return true
}

// foreignMonth passes marks, words such as "de", and a month; the month is 0 where there is none.
func (c *cursor) foreignMonth() int {
	month := 0
	for range 4 {
		c.gap(" .,º°", 6)
		j := c.i
		for j < len(c.s) && j-c.i < 40 {
			r, n := utf8.DecodeRuneInString(c.s[j:])
			if !unicode.IsLetter(r) {
				break
			}
			j += n
		}
		w := strings.ToLower(c.s[c.i:j])
		switch m := foreignMonths()[w]; {
		case w == "":
			return month
		case m > 0 && month == 0:
			month = m
		case w == "de" || w == "del" || w == "d" || w == "a" || w == "года" || w == "року":
		default:
			return 0
		}
		c.i = j
	}
	return month
}

// How sure a place in the page is that its date is the day of publication.
const (
	sureHead     = 100 // article:published_time, datePublished and the like in the head
	sureHeadWeak = 85
	sureMark     = 80 // an element that is named so
	sureURL      = 70
	sureStamp    = 60
	nearHeadline = 20 // added where it stands between headline and article
	farAway      = 45 // taken off where it stands far above the headline or below the article: today's date, another story's
	nearby       = 400
	reliable     = 9 // ranks of metaDates below it are of names that mean nothing else
)

// pageDate is the day of publication that the page itself gives: of all dates in it the one whose place is surest.
func (p *page) pageDate() (text.Date, bool) {
	var best text.Date
	most := 0
	try := func(d text.Date, sure int) {
		if sure > most {
			best, most = d, sure
		}
	}
	for i, d := range p.html.published {
		if p.html.ranks[i] < reliable {
			try(d, sureHead)
		} else {
			try(d, sureHeadWeak)
		}
	}
	head, utc := best, most > 0 && inUTC(p.str(best.Span))
	if most == sureHead {
		most = sureURL - 1 // what follows is looked at for the local day alone
	}
	for _, d := range p.text.Meta.Dates {
		try(d, p.surely(d))
	}
	if v, ok := dateInURL(p.text.Meta.URL); ok {
		try(text.Date{Value: v, How: parley.Inferred, Why: "date in the address " + p.text.Meta.URL}, sureURL)
	}
	if sureInHead := len(p.html.ranks) > 0 && p.html.ranks[0] < reliable; sureInHead {
		if apart := best.Value - head.Value; utc && !p.html.live && (apart == 1 || apart == -1) {
			return best, true
		}
		return head, true
	}
	if most == 0 && p.html.updated.Value.Known() {
		d := p.html.updated
		d.How = parley.Inferred
		return d, true
	}
	return best, most > 0
}

// inUTC reports whether a time stamp is in universal time: the day where the outlet is may be another one.
func inUTC(s string) bool {
	return strings.Contains(s, ":") && (strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "+00:00") || strings.HasSuffix(s, "+0000"))
}

// surely is how sure it is that a date printed on the page is the day of publication.
func (p *page) surely(d text.Date) int {
	var sure int
	switch r := rank(d.Why); {
	case d.Why == publishedMark:
		sure = sureMark
	case r >= 4:
		sure = sureStamp
	case r > 1:
		sure = sureStamp - 10
	case r == 1:
		sure = sureStamp / 2
	default:
		return 0
	}
	h := p.text.Meta.Headline
	body := p.html.body
	switch at := d.Span.Start; {
	case h.Empty() || body.Empty():
	case at >= h.Start && at <= max(body.Start, h.End):
		sure += nearHeadline
	case at < h.Start-nearby || at > body.End+nearby:
		sure -= farAway
	case at < h.Start:
		sure += nearHeadline / 4
	case at > body.Start && at < body.End && rank(d.Why) >= 4:
		sure -= nearHeadline
	}
	return max(sure, 1)
}

// publishedMark is why a date is the day of publication that an element is named after.
const publishedMark = "element named after the day of publication"

// stampsNear notes the dates that stand in short lines around the headline, in whatever language.
func (p *page) stampsNear(head int) {
	if head < 0 {
		return
	}
	for i := max(0, head-4); i < len(p.units) && i <= head+8; i++ {
		s := p.line(i)
		if i == head || p.units[i].hidden || p.units[i].kind != text.Noise || !p.units[i].set || p.units[i].noise == parley.ScriptData || p.units[i].noise == parley.Comment || len(s) > 120 {
			continue
		}
		if h, ok := pageDay(s, p.html.language); ok {
			base := p.units[i].span.Start
			p.addDate(text.Date{Value: h.value, Span: p.trim(parley.Span{Start: base + h.start, End: base + h.end}), How: parley.Stated, Why: "date stamp"})
		}
	}
}
