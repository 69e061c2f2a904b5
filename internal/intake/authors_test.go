package intake

import (
	"strings"
	"testing"
)

// TestAuthors: who wrote, as each container says it, with what in it says so.
func TestAuthors(t *testing.T) {
	item := func(s string) string {
		return rssHead + "<item><link>https://lea.example/one</link><description>One.</description>" + s + "</item>" + rssTail
	}
	atom := func(head, s string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Vessia Times</title>` + head + `<entry><title>One</title><link href="https://lea.example/one"/><content>Words.</content>` + s + `</entry></feed>`
	}
	for _, c := range []struct{ name, file, in, want, by string }{
		{"dc:creator", "f.xml", item("<dc:creator><![CDATA[Ana Roe]]></dc:creator><dc:creator>Ben Dale</dc:creator>"), "Ana Roe; Ben Dale", "dc:creator of f.xml#one"},
		{"RSS author with its address", "f.xml", item("<author>ana@lea.example (Ana Roe)</author>"), "Ana Roe", "author of f.xml#one"},
		{"a mere address names nobody", "f.xml", item("<author>desk@lea.example</author><itunes:author>Ana Roe</itunes:author>"), "Ana Roe", "itunes:author of f.xml#one"},
		{"none", "f.xml", item("<author></author>"), "", ""},
		{"Atom", "f.xml", atom("", "<author><name>Ana Roe</name><email>a@b.example</email></author><author><name>Ben &amp;amp; Co</name></author>"), "Ana Roe; Ben & Co", "author of f.xml#one"},
		{"Atom, of the feed", "f.xml", atom("<author><name>Ana Roe</name><uri>https://a.example</uri></author>", ""), "Ana Roe", "author of f.xml#one"},
		{"Atom, the entry's own", "f.xml", atom("<author><name>Ana Roe</name></author>", "<author><name>Ben Dale</name></author>"), "Ben Dale", "author of f.xml#one"},
		{"JSON Feed", "f.json", `{"version":"https://jsonfeed.org/version/1.1","title":"Lea","authors":[{"name":"Ana Roe"}],"items":[{"url":"https://lea.example/one","content_text":"One."}]}`, "Ana Roe", "authors of f.json#one"},
		{"JSON Feed, the item's own", "f.json", `{"version":"https://jsonfeed.org/version/1","title":"Lea","author":{"name":"Ana Roe"},"items":[{"url":"https://lea.example/one","content_text":"One.","author":{"name":"Ben Dale","avatar":"x"}}]}`, "Ben Dale", "author of f.json#one"},
		{"JSON Lines", "f.jsonl", `{"text":"One.","Author":"By Ana Roe, Riverton"}`, "By Ana Roe, Riverton", "Author of f.jsonl#1"},
		{"a list", "f.jsonl", `{"text":"One.","authors":["Ana Roe",{"name":"Ben Dale"},7,null,["x"]]}`, "Ana Roe; Ben Dale", "authors of f.jsonl#1"},
		{"numbers of users", "f.jsonl", `{"text":"One.","author":{"id":7}}`, "", ""},
		{"markup", "f.jsonl", `{"text":"One.","byline":"<a href='/a'>Ana Roe</a>"}`, "Ana Roe", "byline of f.jsonl#1"},
		{"CSV", "f.csv", "text,author\nOne.,Ana Roe\n", "Ana Roe", "author of f.csv#2"},
		{"mail of a person", "f.eml", letter("From: Ana Roe <ana.roe@lea.example>", "Subject: One", "", "One."), "Ana Roe", "From of f.eml"},
		{"mail of a desk", "f.eml", letter("From: Riverton Post <news@lea.example>", "Subject: One", "", "One."), "", ""},
		{"mail of a paper by its own name", "f.eml", letter("From: Riverton Post <post@riverton.example>", "Subject: One", "", "One."), "", ""},
		{"mail passed on", "f.eml", letter("From: Ana Roe <ana.roe@lea.example>", "Subject: Fwd: One", "", "One."), "", ""},
		{"newsletter", "f.eml", letter("From: Ana Roe <ana.roe@lea.example>", "List-Id: x", "Subject: One", "", "One."), "", ""},
		{"newsletter that names its author", "f.eml", letter("From: Lea Courier <l@lea.example>", "Author: =?utf-8?q?Ana_R=C3=B6e?= <a@lea.example>", "List-Id: x", "Subject: One", "", "One."), "Ana Röe", "Author of f.eml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			err := Stream(c.file, strings.NewReader(c.in), Options{}, func(it Item) error {
				n++
				if it.Aside != nil {
					t.Errorf("set aside: %+v", it.Aside)
				} else if g := it.Report.Told; g.Authors != c.want || g.AuthorsBy != c.by {
					t.Errorf("authors %q by %q, want %q by %q", g.Authors, g.AuthorsBy, c.want, c.by)
				}
				return nil
			})
			if err != nil || n != 1 {
				t.Errorf("%d reports, %v", n, err)
			}
		})
	}
}

// TestAuthorNamed: a field that the user names must be there in a form that is understood.
func TestAuthorNamed(t *testing.T) {
	same(t, items(t, "f.jsonl", `{"text":"One.","who":7}`, Options{Fields: Fields{"author": "who"}}), "f.jsonl#1: damaged: line 1, byte 21: a number where text should be at /who")
}
