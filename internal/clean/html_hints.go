package clean

import (
	"strings"

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
			if t.name != "body" && t.name != "html" {
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

// words looks up the words of a class or an id.
func (h *hintSet) words(v string) {
	l := table()
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
		w := strings.ToLower(v[i:j])
		i = j
		for _, k := range [...]parley.NoiseKind{parley.Interface, parley.RelatedLink, parley.Caption, parley.Breadcrumb, parley.Credit} {
			if h.kind == "" && l.is("m:"+string(k), w) {
				h.kind = k
			}
		}
		h.body = h.body || l.is("m:body", w)
		h.sure = h.sure || l.is("m:never", w)
		h.heading = h.heading || l.is("m:heading", w)
		h.aside = h.aside || l.is("m:aside", w)
		h.dek = h.dek || l.is("m:dek", w)
		h.lead = h.lead || l.is("m:lead", w)
		h.picture = h.picture || l.is("m:picture", w)
		if h.mark == "" && l.is("m:author", w) {
			h.mark = "author"
		}
		if h.mark == "" && l.is("m:date", w) {
			h.mark = "date"
		}
	}
}
