package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is bytes [start, end) of a line.
type piece struct{ start, end int }

func (p piece) empty() bool        { return p.end <= p.start }
func (p piece) of(s string) string { return s[p.start:p.end] }

// An opening is what stands before the first sentence of a story: byline, dateline, agency, dash.
type opening struct {
	end      int // the article begins here
	names    []piece
	agencies []piece
	place    piece
	dates    []dateHit
}

// readOpening reads an opening such as "By Ana Roe RIVERTON, Harland (Newswire) -" at the start of s.
// first says that s is the first paragraph of the article, where weaker signs are enough.
func readOpening(s string, first bool) (opening, bool) {
	var o opening
	at := 0
	if n := byWord(s); n > 0 {
		names, end := readNames(s, n)
		if len(names) == 0 {
			return o, false
		}
		o.names, at = names, end
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], " \u00a0,|"))
		first = true
	}
	if !o.dateline(s, at, first, len(o.names) > 0) {
		return o, false
	}
	return o, true
}

// byWord is the length of "By " at the start of s, 0 where it does not stand there.
func byWord(s string) int {
	for _, p := range []string{"By ", "BY ", "by ", "By: ", "By\u00a0"} {
		if strings.HasPrefix(s, p) {
			return len(p)
		}
	}
	return 0
}

// dateline reads place, country, day, agency and dash from byte at of s.
func (o *opening) dateline(s string, at int, first, by bool) bool {
	place, caps := readPlace(s, at)
	j, region := at, false
	if !place.empty() {
		j = place.end
		if caps {
			j, region = pastRegions(s, place)
		}
		for k := 0; k < 3; k++ {
			j = o.afterComma(s, j)
		}
	}
	agency, end, known := readAgency(s, j)
	if !agency.empty() {
		j = end
	}
	j = o.bareDate(s, j)
	dash := dashAt(s, j)
	listed := !place.empty() && listedPlace(place.of(s))
	var ok bool
	switch {
	case place.empty():
		ok = !agency.empty() && (dash > 0 && (known || !notAgency(agency.of(s))) || known && first)
	case dash > 0:
		ok = caps && place.end-place.start > 2 && (!agency.empty() || strings.Count(place.of(s), " ") < 3 && titleNext(s, dash)) || !agency.empty() || len(o.dates) > 0 || listed || o.hasDay(s, place.end, j)
	case !agency.empty():
		ok = known && first
	case first && caps && listed && j < len(s) && s[j] == ':' && titleNext(s, j+1):
		ok, dash = true, j+1
	default:
		ok = first && caps && ((listed || region || by || placeLike(s, place)) && titleNext(s, j) || (listed || region) && acronymNext(s, j))
		if ok {
			dash = j
		}
	}
	if !ok || !place.empty() && deskLabel(place.of(s)) {
		return o.outletFirst(s, at, first)
	}
	o.place = place
	if !agency.empty() {
		o.agencies = append(o.agencies, agency)
	}
	o.end = max(j, dash)
	return true
}

// initials reports whether w is made of letters with stops between them: "U.S".
func initials(w string) bool {
	return len(w) > 2 && w[1] == '.' && upperFirst(w)
}

// notAgency reports whether a word in brackets before a dash is a note of the desk.
func notAgency(s string) bool {
	switch strings.ToLower(s) {
	case "corrected", "correction", "continued", "update", "updated", "video", "photo", "photos", "watch", "audio", "exclusive", "opinion", "analysis", "live":
		return true
	}
	return false
}

// outletFirst reads "Riverton Post –" at byte at: a name that is listed, or that ends with a word such as "News".
func (o *opening) outletFirst(s string, at int, first bool) bool {
	if !first {
		return false
	}
	j, words := at, 0
	for words < 6 {
		w := wordAt(s, j)
		if w == "" || !upperFirst(w) && w != "of" && w != "the" && w != "and" {
			break
		}
		j += len(w)
		words++
		if d := dashAt(s, j); d > 0 {
			name := s[at:j]
			last := strings.ToLower(w)
			if table().byName(name) == nil && (words < 2 || !table().is("newsword", last)) {
				return false
			}
			if !deskLabel(name) || table().byName(name) != nil {
				o.agencies = append(o.agencies, piece{at, j})
			}
			o.end = d
			return true
		}
		if j < len(s) && s[j] == ' ' {
			j++
		}
	}
	return false
}

// afterComma passes ", Country" or ", Dec 5" or ", Dec 5, 2031" at byte j; it is j where none of them follows.
func (o *opening) afterComma(s string, j int) int {
	if j >= len(s) || s[j] != ',' {
		return j
	}
	k := skipSpace(s, j+1)
	if k < len(s) && isAlnum(s[k]) {
		if h, ok := dateAt(s, k); ok {
			o.dates = append(o.dates, h)
			return h.end
		}
		if e := dayAt(s, k); e > 0 {
			return e
		}
	}
	end := k
	for n := 0; n < 4; n++ {
		w := wordAt(s, k)
		if w == "" || !upperFirst(w) {
			break
		}
		end = k + len(w)
		if end < len(s) && s[end] == '.' && len(w) <= 5 {
			end++
		}
		if end >= len(s) || s[end] != ' ' {
			break
		}
		k = end + 1
	}
	if end == skipSpace(s, j+1) {
		return j
	}
	return end
}

// bareDate passes a date without a comma before it: "RIVERTON 5 Dec 2031 -".
func (o *opening) bareDate(s string, j int) int {
	k := j
	for k < len(s) && (s[k] == ' ' || s[k] == ',' || s[k] == ':') {
		k++
	}
	if k >= len(s) || !isAlnum(s[k]) {
		return j
	}
	if h, ok := dateAt(s, k); ok && dashAt(s, h.end) > 0 {
		o.dates = append(o.dates, h)
		return h.end
	}
	if e := dayAt(s, k); e > 0 && dashAt(s, e) > 0 {
		return e
	}
	return j
}

// dayAt is the end of a day without a year at byte i: "Dec 5", "5 December", "Dec. 5"; 0 where there is none.
func dayAt(s string, i int) int {
	c := &cursor{s, i}
	if c.month() > 0 {
		c.gap(". ", 2)
		if c.num(1, 2) > 0 {
			return c.i
		}
		return 0
	}
	if c.num(1, 2) > 0 && c.gap(" ", 1) && c.month() > 0 {
		if c.i < len(s) && s[c.i] == '.' {
			c.i++
		}
		return c.i
	}
	return 0
}

// hasDay reports whether a day stands between bytes from and to.
func (o *opening) hasDay(s string, from, to int) bool {
	for k := from; k < to; k++ {
		if isDigit(s[k]) {
			return true
		}
	}
	return false
}

// readAgency reads "(Newswire)" or "(Newswire/Post)" at byte j. known says that it is listed.
func readAgency(s string, j int) (p piece, end int, known bool) {
	j = skipSpace(s, j)
	if j >= len(s) || s[j] != '(' && s[j] != '[' {
		return p, j, false
	}
	e := strings.IndexAny(s[j:], ")]")
	if e < 2 || e > 60 {
		return p, j, false
	}
	name := s[j+1 : j+e]
	if strings.Count(name, " ") > 5 || !upperFirst(name) && table().byName(name) == nil {
		return p, j, false
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == ',' || r == ';' }) {
		known = known || table().byName(part) != nil
	}
	return piece{j + 1, j + e}, j + e + 1, known
}

// dashAt is the byte after a dash, with the white space around it, at byte j; -1 where there is none.
func dashAt(s string, j int) int {
	k := skipSpace(s, j)
	if k < len(s) && s[k] == ':' && k == j {
		k = skipSpace(s, k+1)
	}
	n := 0
	for k+n < len(s) {
		r, size := utf8.DecodeRuneInString(s[k+n:])
		if !strings.ContainsRune("-–—―−", r) {
			break
		}
		n += size
	}
	if n == 0 || n > 6 {
		return -1
	}
	spaced := k > j || j > 0 && (s[j-1] == ')' || s[j-1] == ']')
	if e := k + n; n == 1 && s[k] == '-' && !spaced {
		return -1
	} else if e < len(s) && s[e] != ' ' && !spaced && s[e] >= 'a' && s[e] <= 'z' {
		return -1
	}
	return k + n
}

func skipSpace(s string, j int) int {
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		if !unicode.IsSpace(r) {
			break
		}
		j += n
	}
	return j
}

// wordAt is the run of letters, full stops of initials, apostrophes and hyphens at byte j.
func wordAt(s string, j int) string {
	if j >= len(s) {
		return ""
	}
	k := j
	for k < len(s) {
		r, n := utf8.DecodeRuneInString(s[k:])
		if !unicode.IsLetter(r) && !strings.ContainsRune("'’-", r) && !(r == '.' && k+1 < len(s) && k > j && (isAlpha(s[k+1]) || k-j <= 3 && initial(s[j:k]))) {
			break
		}
		k += n
	}
	return strings.TrimRight(s[j:k], "-'’")
}

// initial reports whether w is one letter, or letters parted by full stops: "J", "U.N".
func initial(w string) bool {
	return utf8.RuneCountInString(w) == 1 || len(w) >= 3 && w[len(w)-2] == '.'
}

func upperFirst(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// allCaps reports whether w has letters and all of them are capitals.
func allCaps(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 0
}

// titleNext reports whether the next word has a capital and then small letters, or is "A".
func titleNext(s string, j int) bool {
	w := wordAt(s, skipSpace(s, j))
	return w == "A" || upperFirst(w) && !allCaps(w) || initials(w)
}
