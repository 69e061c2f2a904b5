package clean

import (
	"strings"
	"sync"

	"github.com/parley-press/parley"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Elements by what they do to the flow of text (HTML standard, sections 4.5, 13.1.2).
var (
	voidTags    = set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
	inlineTags  = set("a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark meter nobr noscript output progress q ruby rp rt s samp script small span strike strong style sub sup svg time title tt u var center template picture object map style iframe noembed noframes textarea xmp o:p st1:place path g amp-img")
	droppedTags = set("template svg select datalist canvas math script style iframe noembed noframes object noscript")
	tableTags   = set("table tbody thead tfoot tr td th")
	closesSame  = map[string]string{"li": "li", "tr": "tr", "td": "td", "th": "th", "dt": "dt", "dd": "dd", "option": "option"}
	tagHints    = map[string]parley.NoiseKind{"nav": parley.Interface, "footer": parley.Interface, "aside": parley.RelatedLink, "form": parley.Interface, "menu": parley.Interface,
		"dialog": parley.Interface, "figcaption": parley.Caption, "figure": parley.Caption, "fieldset": parley.Interface}
)

// A hintSet is what the attributes of an element say.
type hintSet struct {
	kind       parley.NoiseKind
	firm       bool
	sure       bool
	lead       bool
	dek        bool
	heading    bool
	aside      bool
	picture    bool
	sign       uint64 // 0 without a class
	hidden     bool
	comment    bool
	sheet      bool // a style sheet hides it
	white      bool
	background bool
	body       bool
	main       bool
	mark       string // author or date
	datetime   string
}

// hints reads tag name, class, id, role, style and the like.
func (l *layout) hints(t token) hintSet {
	h := hintSet{kind: tagHints[t.name]}
	h.firm = h.kind != ""
	if t.name == "time" {
		h.mark = "date"
	}
	l.z.eachAttr(t, func(a attr) {
		v := l.d.text[a.start:a.end]
		if len(v) > 400 {
			v = v[:400]
		}
		switch a.name {
		case "class", "id":
			if a.name == "class" && v != "" {
				h.sign = sign(t.name, v)
			}
			h.sheet = h.sheet || l.sheetHides(a.name, v)
			l.meta.live = l.meta.live || liveBlog(v)
			l.meta.wall = l.meta.wall || t.name != "p" && strings.Contains(v, "paywall")
			if t.name != "body" && t.name != "html" && !(a.name == "id" && anchor(v)) {
				h.words(v)
			}
		case "hidden":
			h.hidden = true
		case "aria-hidden":
			h.hidden = h.hidden || strings.EqualFold(v, "true")
		case "style":
			st := styleOf(v)
			h.hidden = h.hidden || st.hides
			h.white, h.background = h.white || st.white, h.background || st.background
		case "color":
			h.white = h.white || t.name == "font" && white(strings.ToLower(v))
		case "bgcolor", "background":
			h.background = h.background || !white(strings.ToLower(v))
		case "role":
			h.role(strings.ToLower(v))
		case "datetime":
			h.datetime = v
		case "pubdate":
			h.mark = "published"
		case "content":
			if h.datetime == "" && len(v) < 60 {
				h.datetime = v
			}
		case "itemprop", "rel", "property":
			h.property(strings.ToLower(v))
		case "lang":
			if t.name == "html" && l.meta.language == "" && len(v) < 20 {
				l.meta.language = v
			}
		}
	})
	if t.name == "article" || t.name == "main" || t.name == "blockquote" || isHeading(t.name) || tableTags[t.name] {
		h.kind, h.firm = "", false
	}
	return h
}

// anchor reports whether an id is made of the words of a heading, for links to lead there: "sharing-the-river-with-harland".
func anchor(id string) bool {
	n, small := 0, false
	for w := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '-' || r == '_' }) {
		n++
		small = small || anchorWords[strings.ToLower(w)]
	}
	return n >= 4 && small
}

// anchorWords are small words that stand in headings, and not in the names of parts of a page.
var anchorWords = set("a an the of with for in is are was do does how why what and to")

// liveBlog reports whether a class or an id names a live blog.
func liveBlog(v string) bool {
	for {
		at := strings.Index(v, "live")
		if at < 0 {
			return false
		}
		v = v[at+len("live"):]
		if strings.HasPrefix(strings.TrimLeft(v, "-_"), "blog") {
			return true
		}
	}
}

// sign is a hash of tag and class (FNV-1a), digits left out: blocks that are made alike have the same.
func sign(tag, class string) uint64 {
	h := uint64(14695981039346656037)
	for _, s := range [...]string{tag, " ", class} {
		for i := 0; i < len(s); i++ {
			if !isDigit(s[i]) {
				h = (h ^ uint64(s[i])) * 1099511628211
			}
		}
	}
	return h | 1
}

func (h *hintSet) role(v string) {
	switch v {
	case "navigation", "banner", "search", "contentinfo", "menu", "menubar", "dialog", "alert", "toolbar":
		h.kind, h.firm = parley.Interface, true
	case "complementary":
		h.kind, h.firm = parley.RelatedLink, true
	case "main", "article":
		h.main = true
	}
}

func (h *hintSet) property(v string) {
	switch {
	case v == "author" || strings.HasSuffix(v, ":author"):
		h.mark = "author"
	case strings.Contains(v, "datepublished") || strings.Contains(v, "published"):
		h.mark = "published"
	case v == "articlebody":
		h.main, h.body = true, true
	}
}

// What a word of a class or an id says, as bits.
const (
	bitBody = 1 << iota
	bitNever
	bitHeading
	bitAside
	bitDek
	bitLead
	bitPicture
	bitAuthor
	bitDate
	bitComment
	bitKind // the first of the kinds of furniture, in the order of markupKinds
)

var (
	markupClasses = [...]string{"m:body", "m:never", "m:heading", "m:aside", "m:dek", "m:lead", "m:picture", "m:author", "m:date", "m:comment"}
	markupKinds   = [...]parley.NoiseKind{parley.Interface, parley.RelatedLink, parley.Caption, parley.Breadcrumb, parley.Credit}
)

// markup is what the words of markup.tsv say.
var markup = sync.OnceValue(func() map[string]uint16 {
	m := map[string]uint16{}
	add := func(class string, bit uint16) {
		for w := range table().words[class] {
			m[w] |= bit
		}
	}
	for i, c := range markupClasses {
		add(c, bitBody<<i)
	}
	for i, k := range markupKinds {
		add("m:"+string(k), bitKind<<i)
	}
	return m
})

// words looks up the words of a class or an id.
func (h *hintSet) words(v string) {
	m := markup()
	for i := 0; i < len(v); {
		for i < len(v) && !isAlpha(v[i]) {
			i++
		}
		j := i
		for j < len(v) && isAlpha(v[j]) && !(j > i && v[j] >= 'A' && v[j] <= 'Z' && v[j-1] >= 'a') {
			j++
		}
		if j == i {
			continue
		}
		bits := m[lowerName(v[i:j])]
		if i = j; bits == 0 {
			continue
		}
		for k, kind := range markupKinds {
			if h.kind == "" && bits&(bitKind<<k) != 0 {
				h.kind = kind
			}
		}
		h.comment = h.comment || bits&bitComment != 0
		h.body = h.body || bits&bitBody != 0
		h.sure = h.sure || bits&bitNever != 0
		h.heading = h.heading || bits&bitHeading != 0
		h.aside = h.aside || bits&bitAside != 0
		h.dek = h.dek || bits&bitDek != 0
		h.lead = h.lead || bits&bitLead != 0
		h.picture = h.picture || bits&bitPicture != 0
		if h.mark == "" && bits&bitAuthor != 0 {
			h.mark = "author"
		}
		if h.mark == "" && bits&bitDate != 0 {
			h.mark = "date"
		}
	}
}
