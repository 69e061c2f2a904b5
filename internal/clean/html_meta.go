package clean

import (
	"html"
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
		case "name", "property", "itemprop", "http-equiv":
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
		l.named(&l.meta.site, content, siteNamed)
	case "author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author":
		if !strings.Contains(v, "://") && strings.Count(v, " ") < 8 {
			l.named(&l.meta.author, content, "meta "+name)
		}
	case "article:section", "parsely-section", "sailthru.section", "section":
		if len(v) <= 60 {
			l.named(&l.meta.section, content, "meta "+name)
		}
	case "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified":
		l.metaUpdated(content.start, content.end, "meta "+name)
	case "language", "content-language", "dc.language":
		if l.meta.language == "" && len(v) < 20 {
			l.meta.language = v
		}
	case "article:content_tier":
		l.meta.paid = l.meta.paid || v == "locked" || v == "metered"
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

// siteName takes the motto off the name of a site: "Riverton Post | News of the valley". An address is no name.
func siteName(n text.Named) text.Named {
	if strings.Contains(n.Name, "://") {
		return text.Named{}
	}
	for _, sep := range [...]string{" | ", " - ", " – ", " — ", " :: "} {
		if at := strings.Index(n.Name, sep); at > 0 {
			n.Name = n.Name[:at]
			n.Span.End = n.Span.Start + at
		}
	}
	return n
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
