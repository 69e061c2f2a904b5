package clean

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Limits of what is read of one block of linked data; more is no description of an article.
const (
	maxJSONDepth  = 64
	maxJSONFields = 4000
)

// A jsonField is a string or a bare value of an object: bytes [start, end) of the block.
type jsonField struct {
	object     int
	key        string
	start, end int
}

// A jsonObject is an object of linked data; its parent holds it under key, directly or in a list.
type jsonObject struct {
	parent int
	key    string
}

// A jsonBlock is linked data (JSON-LD) as its objects and their values, where each of them stands.
type jsonBlock struct {
	s       string
	objects []jsonObject
	fields  []jsonField
}

// readJSON reads linked data in one pass. It takes what it can from a block that is broken.
func readJSON(s string) *jsonBlock {
	b := &jsonBlock{s: s, objects: []jsonObject{{parent: -1}}}
	type open struct {
		object int
		key    string
	}
	at := open{}
	var stack []open
	for i := 0; i < len(s) && len(b.fields) < maxJSONFields; {
		switch c := s[i]; {
		case c == '{' || c == '[':
			if len(stack) >= maxJSONDepth {
				return b
			}
			stack = append(stack, at)
			if c == '{' {
				b.objects = append(b.objects, jsonObject{at.object, at.key})
				at = open{object: len(b.objects) - 1}
			}
			i++
		case c == '}' || c == ']':
			if len(stack) == 0 {
				return b
			}
			at = stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			i++
		case c == '"':
			end := jsonEnd(s, i+1)
			k := min(end+1, len(s))
			for k < len(s) && spaceAt(s[k]) {
				k++
			}
			if k < len(s) && s[k] == ':' {
				at.key = s[i+1 : min(end, i+60)]
				i = k + 1
				continue
			}
			b.fields = append(b.fields, jsonField{at.object, at.key, i + 1, end})
			i = end + 1
		case isAlpha(c):
			end := i
			for end < len(s) && isAlpha(s[end]) {
				end++
			}
			b.fields = append(b.fields, jsonField{at.object, at.key, i, end})
			i = end
		default:
			i++
		}
	}
	return b
}

// jsonEnd is the quotation mark that closes the string whose content begins at i, else the end of s.
func jsonEnd(s string, i int) int {
	for i < len(s) {
		k := strings.IndexAny(s[i:], `"\`)
		if k < 0 {
			return len(s)
		}
		if i += k; s[i] == '"' {
			return i
		}
		i += 2
	}
	return len(s)
}

// article is the object that describes the article: one whose type is a kind of article, with a date or a headline; else the first one
// with a date of publication; -1 where there is none.
func (b *jsonBlock) article() int {
	dated := -1
	kinds := make([]bool, len(b.objects))
	for _, f := range b.fields {
		switch v := b.s[f.start:f.end]; f.key {
		case "@type":
			kinds[f.object] = kinds[f.object] || strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || strings.HasSuffix(v, "Report")
		case "datePublished":
			if dated < 0 {
				dated = f.object
			}
		}
	}
	for _, f := range b.fields {
		if kinds[f.object] && (f.key == "datePublished" || f.key == "headline") {
			return f.object
		}
	}
	return dated
}

// values are the fields of an object under key; where name is set also those called name of the objects under key, and of the objects that
// these refer to by "@id".
func (b *jsonBlock) values(object int, key, name string) []jsonField {
	var out []jsonField
	ids := map[string]bool{}
	for _, f := range b.fields {
		if f.object == object && f.key == key {
			out = append(out, f)
		} else if o := b.objects[f.object]; name != "" && o.parent == object && o.key == key {
			switch f.key {
			case name:
				out = append(out, f)
			case "@id":
				ids[b.s[f.start:f.end]] = true
			}
		}
	}
	if len(ids) == 0 || len(out) > 0 {
		return out
	}
	is := make([]bool, len(b.objects))
	for _, f := range b.fields {
		is[f.object] = is[f.object] || f.key == "@id" && ids[b.s[f.start:f.end]]
	}
	for _, f := range b.fields {
		if is[f.object] && f.key == name {
			out = append(out, f)
		}
	}
	return out
}

// linkedData takes headline, days, authors, publisher, section, language and address from JSON-LD, bytes [i, j) of the page.
func (l *layout) linkedData(i, j int) {
	s := l.d.text[i:j]
	if !strings.Contains(s, `"@type"`) && !strings.Contains(s, `"datePublished"`) {
		return
	}
	b := readJSON(s)
	l.meta.live = l.meta.live || strings.Contains(s, `"LiveBlogPosting"`)
	at := b.article()
	if at < 0 {
		return
	}
	type find struct {
		f    jsonField
		take func(a, b int)
	}
	var found []find
	add := func(f jsonField, longest int, take func(a, b int)) {
		if n := f.end - f.start; n > 0 && n <= longest {
			found = append(found, find{f, take})
		}
	}
	if v := b.values(at, "articleBody", ""); len(v) > 0 && v[0].end-v[0].start >= leastTold && strings.IndexByte(s[v[0].start:v[0].end], '<') < 0 {
		l.meta.told = true
		if l.told {
			add(v[0], len(s), l.toldText)
		}
	}
	for key, take := range l.linkedFields() {
		if v := b.values(at, key, ""); len(v) > 0 {
			add(v[0], 300, take)
		}
	}
	if names := b.values(at, "publisher", "name"); len(names) > 0 {
		add(names[0], 80, func(i, j int) { l.namedJSON(&l.meta.site, i, j, "JSON-LD publisher") })
	}
	for n, f := range b.values(at, "author", "name") {
		if n < maxAuthors && !strings.Contains(s[f.start:f.end], "://") {
			add(f, 80, l.linkedAuthor)
		}
	}
	slices.SortStableFunc(found, func(x, y find) int { return x.f.start - y.f.start })
	for _, f := range found {
		f.take(i+f.f.start, i+f.f.end)
	}
}

// maxAuthors is how many authors of a page are kept.
const maxAuthors = 8

// linkedFields are the fields of an article that are taken, with what takes each.
func (l *layout) linkedFields() map[string]func(i, j int) {
	return map[string]func(i, j int){
		"datePublished": func(i, j int) { l.metaDate(i, j, "JSON-LD datePublished", 1) },
		"dateModified":  func(i, j int) { l.metaUpdated(i, j, "JSON-LD dateModified") },
		"articleSection": func(i, j int) {
			l.namedJSON(&l.meta.section, i, j, "JSON-LD articleSection")
		},
		"headline": func(i, j int) {
			if l.meta.headline.Name == "" {
				l.meta.headline.Name, _ = unescapeJSON(l.d.text[i:j])
			}
		},
		"inLanguage": func(i, j int) {
			if l.meta.language == "" && j-i < 20 {
				l.meta.language = l.d.text[i:j]
			}
		},
		"isAccessibleForFree": func(i, j int) {
			l.meta.paid = l.meta.paid || strings.EqualFold(l.d.text[i:j], "false")
		},
	}
}

// linkedAuthor keeps one of the authors of linked data.
func (l *layout) linkedAuthor(i, j int) {
	if len(l.meta.authors) >= maxAuthors {
		return
	}
	var n text.Named
	if l.namedJSON(&n, i, j, "JSON-LD author"); n.Name == "" {
		return
	}
	for _, a := range l.meta.authors {
		if a.Name == n.Name {
			return
		}
	}
	l.meta.authors = append(l.meta.authors, n)
}

// namedJSON keeps a name from linked data, printed on a line of its own, its escapes resolved one by one.
func (l *layout) namedJSON(n *text.Named, i, j int, why string) {
	if n.Name != "" {
		return
	}
	l.flush()
	l.stack = append(l.stack, frame{name: "#meta"})
	l.cur.meta = true
	l.escaped(i, j)
	s := l.cur.span
	l.flush()
	l.stack = l.stack[:len(l.stack)-1]
	l.fresh()
	if !s.Empty() {
		*n = text.Named{Name: l.since(s), Span: s, How: parley.Stated, Why: why}
	}
}

// escaped writes bytes [i, j) of the page, a piece of a string of linked data, its escapes resolved one by one.
func (l *layout) escaped(i, j int) {
	for k := i; k < j; {
		e := strings.IndexByte(l.d.text[k:j], '\\')
		if e != 0 {
			if e < 0 {
				e = j - k
			}
			l.text(k, k+e)
			k += e
			continue
		}
		u, size := unescapeJSON(l.d.text[k:min(k+12, j)])
		if strings.TrimFunc(u, blank) == "" {
			l.wait(k, k+size)
		} else {
			l.word()
			l.unit(tidy(u), k, k+size)
		}
		k += size
	}
}

// unescapeJSON resolves the escape that s begins with, and its length; a string that does not begin with one is resolved as a whole.
func unescapeJSON(s string) (string, int) {
	if !strings.HasPrefix(s, `\`) {
		var b strings.Builder
		for i := 0; i < len(s); {
			if s[i] != '\\' {
				b.WriteByte(s[i])
				i++
				continue
			}
			u, n := unescapeJSON(s[i:])
			b.WriteString(u)
			i += n
		}
		return b.String(), len(s)
	}
	if len(s) == 1 {
		return "", 1
	}
	switch s[1] {
	case 'n', 't', 'r', 'b', 'f':
		return " ", 2
	case 'u':
		r, ok := hex4(s, 2)
		if !ok {
			return string(utf8.RuneError), 2
		}
		if utf16.IsSurrogate(r) {
			if low, ok := hex4(s, 8); ok && strings.HasPrefix(s[6:], `\u`) {
				if p := utf16.DecodeRune(r, low); p != utf8.RuneError {
					return string(p), 12
				}
			}
			r = utf8.RuneError
		}
		return string(r), 6
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return s[1 : 1+n], 1 + n
}

func hex4(s string, at int) (rune, bool) {
	if at+4 > len(s) {
		return 0, false
	}
	v, err := strconv.ParseUint(s[at:at+4], 16, 32)
	return rune(v), err == nil
}
