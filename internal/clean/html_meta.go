package clean

import (
	"html"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// metaDates are the names under which pages give their day of publication, in the order in which they are trusted.
var metaDates = []string{"article:published_time", "datepublished", "og:published_time", "article.published", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date",
	"publication_date", "pubdate", "pub_date", "dc.date.issued", "dcterms.issued", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date", "date", "originalpublicationdate", "cxenseparse:recs:publishtime", "article_date_original", "displaydate"}

// metaTag takes title, site, author and date from a meta element.
func (l *layout) metaTag(t token) {
	var name string
	var content attr
	l.z.eachAttr(t, func(a attr) {
		switch a.name {
		case "name", "property", "itemprop":
			if name == "" {
				name = strings.ToLower(l.d.text[a.start:a.end])
			}
		case "content":
			content = a
		}
	})
	if content.end <= content.start || content.end-content.start > 1000 {
		return
	}
	v := html.UnescapeString(l.d.text[content.start:content.end])
	switch name {
	case "og:title", "twitter:title":
		if l.meta.headline.Name == "" {
			l.meta.headline.Name = v
		}
	case "og:site_name":
		l.named(&l.meta.site, content, "og:site_name")
	case "author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author":
		if !strings.Contains(v, "://") && strings.Count(v, " ") < 8 {
			l.named(&l.meta.author, content, "meta "+name)
		}
	case "og:url":
		if l.meta.url == "" {
			l.meta.url = v
		}
	case "og:image", "twitter:image":
		l.meta.hosts = append(l.meta.hosts, hostOf(v))
	default:
		for rank, n := range metaDates {
			if n == name {
				l.metaDate(content.start, content.end, "meta "+name, rank)
			}
		}
	}
}

// named keeps a name from the head of the page, printed on a line of its own.
func (l *layout) named(n *text.Named, a attr, why string) {
	if n.Name != "" {
		return
	}
	s := l.metaLine(a.start, a.end)
	if s.Empty() {
		return
	}
	*n = text.Named{Name: l.since(s), Span: s, How: parley.Stated, Why: why}
}

// metaDate keeps a date of publication, best rank first.
func (l *layout) metaDate(i, j int, why string, rank int) {
	hits := findDates(l.d.text[i:min(j, i+80)])
	if len(hits) == 0 || hits[0].value == 0 || len(l.meta.published) > 16 {
		return
	}
	s := l.metaLine(i, j)
	d := text.Date{Value: hits[0].value, Span: s, How: parley.Stated, Why: why}
	l.meta.ranks = append(l.meta.ranks, rank)
	l.meta.published = append(l.meta.published, d)
	for k := len(l.meta.ranks) - 1; k > 0 && l.meta.ranks[k] < l.meta.ranks[k-1]; k-- {
		l.meta.ranks[k], l.meta.ranks[k-1] = l.meta.ranks[k-1], l.meta.ranks[k]
		l.meta.published[k], l.meta.published[k-1] = l.meta.published[k-1], l.meta.published[k]
	}
}

// linkTag takes the page's own address.
func (l *layout) linkTag(t token) {
	rel, href := "", ""
	l.z.eachAttr(t, func(a attr) {
		switch v := l.d.text[a.start:a.end]; a.name {
		case "rel":
			rel = strings.ToLower(v)
		case "href":
			href = v
		}
	})
	if rel == "canonical" && len(href) < 2000 {
		if u := html.UnescapeString(strings.TrimSpace(href)); hostOf(u) != "" {
			l.meta.url = u
		}
	}
}

// linkedData takes date, author and publisher from JSON-LD, in the order in which they stand.
func (l *layout) linkedData(i, j int) {
	s := l.d.text[i:j]
	if !strings.Contains(s, `"datePublished"`) || !strings.Contains(s, `"@type"`) {
		return
	}
	type find struct {
		a, b int
		take func(attr)
	}
	var found []find
	add := func(key, inner string, take func(attr)) {
		if a, b := jsonString(s, key, inner); b > a && b-a < 60 && ascii(s[a:b]) && !strings.Contains(s[a:b], `\`) {
			found = append(found, find{a, b, take})
		}
	}
	add(`"datePublished"`, "", func(v attr) { l.metaDate(v.start, v.end, "JSON-LD datePublished", 1) })
	add(`"publisher"`, `"name"`, func(v attr) { l.named(&l.meta.site, v, "JSON-LD publisher") })
	add(`"author"`, `"name"`, func(v attr) { l.named(&l.meta.author, v, "JSON-LD author") })
	slices.SortStableFunc(found, func(x, y find) int { return x.a - y.a })
	at := 0
	for _, f := range found {
		if f.a >= at {
			f.take(attr{start: i + f.a, end: i + f.b})
			at = f.b
		}
	}
}

// jsonString is the bounds of the string after key, or after inner within the object that follows key.
func jsonString(s, key, inner string) (int, int) {
	at := strings.Index(s, key)
	if at < 0 {
		return 0, 0
	}
	at += len(key)
	if inner != "" {
		end := strings.IndexByte(s[at:], '}')
		k := -1
		if end > 0 {
			k = strings.Index(s[at:at+end], inner)
		}
		if k < 0 {
			return 0, 0
		}
		at += k + len(inner)
	}
	for at < len(s) && (spaceAt(s[at]) || s[at] == ':') {
		at++
	}
	if at >= len(s) || s[at] != '"' {
		return 0, 0
	}
	at++
	e := strings.IndexByte(s[at:], '"')
	if e < 0 {
		return 0, 0
	}
	return at, at + e
}
