package clean

import (
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// captionSigns stand in captions and hardly anywhere else, in small letters.
var captionSigns = []string{"(not pictured)", "(pictured)", "file photo", "file picture", "[file photo", "(file)", "handout photo", "handout picture",
	"(unseen)", "/handout", "(not seen)", "photo courtesy", "image courtesy", "in this photo", "in this file", "in this picture", "in this image",
	"in this undated", "pictured above", "screengrab", "screen grab", "reuters tv", "ap photo/", "(photo by", "(photo:", "[photo:", "photograph:", "pictured here",
	"in this handout", "(photo credit", "picture taken", "via ap)", "via reuters)", "via getty"}

// strongCaption marks a paragraph that shows by itself that it is a photo caption: one of the signs, or a photo
// credit at its end. It is at most ninety words long.
func (p *page) strongCaption(i int, s string) bool {
	if len(s) > 700 || strings.Count(s, " ") > 90 {
		return false
	}
	credit := photoCredit(s)
	if credit.empty() || credit.end < len(s)-20 {
		if c := tailCredit(s); !c.empty() {
			credit = c
		}
	}
	atEnd := !credit.empty() && len(strings.TrimFunc(s[credit.end:], func(r rune) bool { return !unicode.IsLetter(r) })) == 0
	switch {
	case atEnd && credit.start == 0:
		p.mark(i, text.Noise, parley.Credit)
		p.notePhotoCredit(i, s, credit)
		return true
	case !atEnd && !captionSign(s):
		return false
	case strings.ContainsAny(s, "“”\"") && strings.Count(s, " ") > 45 && !atEnd:
		return false
	}
	p.mark(i, text.Noise, parley.Caption)
	p.noteCaption(i, s)
	if atEnd {
		p.cut(i, p.lineSpan(i, s, credit), text.Noise, parley.Credit)
	}
	if !credit.empty() {
		p.notePhotoCredit(i, s, credit)
	}
	return true
}

func captionSign(s string) bool {
	low := lowerASCII(s)
	if strings.HasSuffix(low, " hide caption") {
		return true
	}
	if strings.HasPrefix(low, "file - ") || strings.HasPrefix(low, "file – ") || strings.HasPrefix(low, "file — ") {
		return true
	}
	for _, w := range [...]string{"this picture ", "this photo ", "this photograph ", "this image "} {
		if rest, ok := strings.CutPrefix(low, w); ok && strings.Contains(rest, " shows ") {
			next, _, _ := strings.Cut(rest, " ")
			switch next {
			case "posted", "taken", "released", "provided", "made", "dated", "from", "grabbed", "obtained":
				return true
			}
		}
	}
	stem := false
	for _, w := range [...]string{"pict", "photo", "file", "seen", "hand", "imag", "screen", "via ", " tv"} {
		stem = stem || strings.Contains(low, w)
	}
	for _, w := range captionSigns {
		if stem && strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// noteCaption keeps the dates of a caption: they are never the date of the report.
func (p *page) noteCaption(i int, s string) {
	for _, h := range findDates(s) {
		if h.value != 0 {
			p.addDate(text.Date{Value: h.value, How: parley.Stated, Why: "photo caption", Span: p.trim(p.lineSpan(i, s, piece{h.start, h.end}))})
		}
	}
}

// photoCredit finds "NEWSWIRE/Ana Roe", "AP Photo/Ana Roe", "NEWSWIRE/Handout" or "(Ana Roe/Newswire)" and its bounds.
func photoCredit(s string) piece {
	for at := 0; ; {
		k := strings.IndexByte(s[at:], '/')
		if k < 0 {
			return piece{}
		}
		k += at
		at = k + 1
		if start := agencyBefore(s, k); start >= 0 {
			names, end := readNames(s, k+1)
			if w := wordAt(s, k+1); len(names) == 0 && providers[strings.ToLower(w)] {
				end = k + 1 + len(w)
			}
			if end > k+1 {
				return widen(s, piece{start, end})
			}
		}
		if end := agencyAfter(s, k+1); end > 0 {
			if start := nameBefore(s, len(strings.TrimRight(s[:k], " "))); start >= 0 {
				return widen(s, piece{start, end})
			}
		}
	}
}

// agencyAfter is where the names of listed agencies end that begin at byte at of s, or behind a space there: "Newswire", "AFP - Getty Images", "AFP/Getty Images"; 0 where there is none.
func agencyAfter(s string, at int) int {
	found := 0
	for k := skipSpace(s, at); ; {
		end := 0
		for j := k; j < min(len(s), k+30); { // the longest name
			j += len(wordAt(s, j))
			if o := table().byName(s[k:j]); o != nil && o.kind != "outlet" {
				end = j
			}
			if j >= len(s) || s[j] != ' ' || wordAt(s, j+1) == "" {
				break
			}
			j++
		}
		if end == 0 {
			return found
		}
		found = end
		switch {
		case strings.HasPrefix(s[end:], " - "), strings.HasPrefix(s[end:], " / "):
			k = end + 3
		case strings.HasPrefix(s[end:], "/"), strings.HasPrefix(s[end:], "-"):
			k = end + 1
		default:
			return found
		}
	}
}

// tailCredit finds "Photo: Ana Roe", "Credit Ana Roe for The Harland Herald" or "© Newswire / Ana Roe" at the end of s, after a caption.
func tailCredit(s string) piece {
	for _, w := range [...]string{" Photo: ", " Photograph: ", " Picture: ", " Image: ", " © ", "(Photo: ", " Foto: ", ".Credit ", "”Credit ", "\"Credit "} {
		at := strings.LastIndex(s, w)
		if at < 10 || strings.Count(s[at:], " ") > 9 || strings.Contains(s[at:], ". ") {
			continue
		}
		start := at + 1
		switch {
		case w[0] == '(':
			start = at
		case strings.HasSuffix(w, "Credit "):
			start = at + len(w) - len("Credit ")
		}
		return piece{start, len(s)}
	}
	return piece{}
}

// providers stand for a photographer in a credit.
var providers = map[string]bool{"handout": true, "file": true, "files": true, "pool": true, "archive": true, "stringer": true, "via": true}

// agencyBefore is where the name of a listed agency begins that ends at byte k of s, "Photo" or "Images" after it
// aside; -1 where there is none.
func agencyBefore(s string, k int) int {
	end := len(strings.TrimSuffix(strings.TrimSuffix(s[:k], " Photo"), " Pool"))
	found := -1
	for start, n := end, 0; n < 4 && start > 0; n++ {
		for start > 0 && (s[start-1] == ' ' && n > 0 && s[start-1:start] == " ") {
			start--
			break
		}
		for start > 0 && (isAlpha(s[start-1]) || s[start-1] == '-') {
			start--
		}
		if o := table().byName(s[start:end]); o != nil && o.kind != "outlet" {
			found = start
		}
		if start == 0 || s[start-1] != ' ' {
			break
		}
	}
	return found
}

// nameBefore is where a personal name of two to four words that ends at byte k of s begins; -1 where there is none.
func nameBefore(s string, k int) int {
	from := max(0, k-60)
	for j := from; j < k; j++ {
		if j > 0 && isAlnum(s[j-1]) || !upperFirst(s[j:]) {
			continue
		}
		name := s[j:k]
		if allCaps(name) {
			name = titleCase(name)
		}
		if p, _ := readName(name, 0); p.end == len(name) {
			return j
		}
	}
	return -1
}

// widen takes the brackets around a credit into it.
func widen(s string, c piece) piece {
	if c.start > 0 && (s[c.start-1] == '(' || s[c.start-1] == '[') {
		c.start--
	}
	for _, w := range [...]string{", File", ", Pool", " via AP", " via REUTERS"} {
		if strings.HasPrefix(s[c.end:], w) {
			c.end += len(w)
		}
	}
	for c.end < len(s) && strings.IndexByte(")].", s[c.end]) >= 0 {
		c.end++
	}
	return c
}

// photoWords announce the photographer.
var photoWords = [...]string{"Photo: ", "Photograph: ", "Photographer: ", "Picture: ", "Image: ", "Foto: ", "Photo credit: ", "Image credit: ", "Credit: ", "Credit "}

// notePhotoCredit keeps agency and photographer.
func (p *page) notePhotoCredit(i int, s string, c piece) {
	body := c.of(s)
	for _, q := range splitPieces(s, piece{c.start, c.end}) {
		for q.start < q.end && strings.IndexByte("([ ", s[q.start]) >= 0 {
			q.start++
		}
		for q.end > q.start && strings.IndexByte(")]. ", s[q.end-1]) >= 0 {
			q.end--
		}
		for _, w := range photoWords {
			if strings.HasPrefix(q.of(s), w) {
				q.start += len(w)
			}
		}
		if k := strings.Index(q.of(s), " for "); k > 0 { // an outlet
			q.end = q.start + k
		}
		name := q.of(s)
		if table().byName(name) != nil || strings.HasSuffix(name, " Photo") {
			continue
		}
		if allCaps(name) {
			name = titleCase(name)
		}
		if names, _ := readNames(name, 0); len(names) == 1 && names[0].end == len(name) && len(body) < 90 {
			p.addByline(text.Byline{Name: name, Role: "caption", Span: p.lineSpan(i, s, q)})
		}
	}
}

// captionByContext marks a paragraph near the top that reads as a caption: one or two sentences in the present
// tense with no speech in it, that end with a full date or an indication of sides.
func (p *page) captionByContext(i int, s string) bool {
	if strings.Count(s, " ") > 60 || strings.ContainsAny(s, "“”\"") || !p.longerAfter(i, 80) {
		return false
	}
	low := lowerASCII(s)
	for _, w := range [...]string{" said", " will ", " would ", " has ", " have "} {
		if strings.Contains(low, w) {
			return false
		}
	}
	hits := findDates(s)
	ends := false
	if n := len(hits); n > 0 {
		h := hits[n-1]
		ends = strings.Trim(s[h.end:], " .)]") == "" && !spanWord(low[:h.start])
	}
	side := strings.Contains(s, "(L)") || strings.Contains(s, "(R)") || strings.Contains(s, "(C)") || strings.Contains(s, ", left,") || strings.Contains(s, ", right,") || strings.Contains(s, ", centre,")
	if !ends && !side || !presentTense(s) {
		return false
	}
	p.mark(i, text.Noise, parley.Caption)
	p.noteCaption(i, s)
	return true
}

// spanWord reports whether s ends with a word that makes the date after it one end of a stretch of time.
func spanWord(s string) bool {
	for _, w := range [...]string{"until", "till", "before", "from", "to", "by", "after", "since", "through", "than"} {
		if strings.HasSuffix(s, " "+w+" ") {
			return true
		}
	}
	return false
}

// presentTense reports whether one of the first 25 words, but the first, is a verb of captions.
func presentTense(s string) bool {
	for k, w := range strings.Fields(s) {
		if k == 0 {
			continue
		}
		if k > 25 {
			return false
		}
		if table().is("caption", strings.Trim(w, ",.;:")) {
			return true
		}
	}
	return false
}

// captions cuts a caption with its photo credit off the start of a paragraph into which a flattened page ran it.
func (p *page) captions() {
	for i := range p.units {
		if !p.isBody(i) || i == p.head {
			continue
		}
		r := p.rest(i)
		s := p.str(r)
		head := s[:min(len(s), 600)]
		c := photoCredit(head)
		if c.empty() || c.end >= len(s) || strings.ContainsAny(s[:c.start], "“”\"") {
			return
		}
		p.cut(i, parley.Span{Start: r.Start, End: r.Start + c.start}, text.Noise, parley.Caption)
		p.noteCaption(i, s[:c.start])
		p.cut(i, parley.Span{Start: r.Start + c.start, End: r.Start + c.end}, text.Noise, parley.Credit)
		p.notePhotoCredit(i, s, c)
		r = p.rest(i)
		s = p.str(r)
		if o, ok := readOpening(s, true); ok && p.keepsBody(s[o.end:]) {
			p.cut(i, parley.Span{Start: r.Start, End: r.Start + o.end}, text.Noise, parley.Credit)
			p.noteOpening(i, s, o)
		}
		return
	}
}
