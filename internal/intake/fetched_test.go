package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
)

func TestFeedLinks(t *testing.T) {
	for name, tc := range map[string]struct {
		feed string
		want []string
	}{
		"rss": {`<rss><channel><title>Harland Herald</title><language>en</language>
			<item><title>Pier open</title><link>https://herald.example/pier?x=1</link><pubDate>Sun, 04 May 2031 07:00:00 +0200</pubDate></item>
			<item><title>Talks</title><link>/talks</link><description>The talks ended, the minister said.</description><pubDate>yesterday</pubDate></item>
			<item><description>No link, only text.</description></item></channel></rss>`, []string{
			"f#pier https://herald.example/pier?x=1 2031-05-04 by pubDate of f#pier, Harland Herald, en",
			"told: pubDate \"yesterday\" is not a date that is understood; read without it",
			"f#talks /talks, Harland Herald, en: \"Talks\\n\\nThe talks ended, the minister said.\"",
			"f#ID , Harland Herald, en: \"No link, only text.\"",
		}},
		"atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Vessia Post</title><entry><id>urn:1</id><title>A</title><link rel="alternate" href="https://post.example/quay"/><updated>2031-05-05T00:00:00Z</updated></entry></feed>`,
			[]string{"f#quay https://post.example/quay 2031-05-05 by updated of f#quay, Vessia Post"}},
		"json feed": {`{"version":"https://jsonfeed.org/version/1.1","title":"Ondria Wire","items":[{"id":"1","url":"https://wire.example/1","content_text":"The road is shut.","date_published":"2031-05-04T10:00:00Z"}]}`,
			[]string{"f#dee782b6c86a https://wire.example/1 2031-05-04 by date_published of f#dee782b6c86a, Ondria Wire: \"The road is shut.\""}},
		"no feed": {"<html><p>x</p></html>", []string{`unsupported: XML that is no feed: its element is "html"`}},
	} {
		if got := IsFeed([]byte(tc.feed)); got != (name != "no feed") {
			t.Errorf("%s: is a feed: %v", name, got)
		}
		var got []string
		Links("f", []byte(tc.feed), 1000, func(l *Link, aside *parley.SetAside) bool {
			if aside != nil {
				_, why, _ := strings.Cut(aside.Detail, ": ")
				got = append(got, fmt.Sprintf("%s: %s", aside.Reason, why))
				return true
			}
			line := l.Name + " " + l.URL
			if l.Told.Published.Known() {
				line += " " + l.Told.Published.String() + " by " + l.Told.PublishedBy
			}
			line += ", " + l.Told.Outlet
			if l.Told.Language != "" {
				line += ", " + l.Told.Language
			}
			if l.Item.ID != "" {
				line = strings.ReplaceAll(line, l.Item.ID.Short(), "ID") + fmt.Sprintf(": %q", l.Item.Bytes)
				if l.Item.ID != parley.IDOf(l.Item.Bytes) || l.Item.Names[0] != l.Name {
					t.Errorf("%s: %v is not its report", l.Name, l.Item.Names)
				}
			}
			got = append(got, line)
			return true
		})
		if name == "rss" && len(got) > 3 { // named by its content, which is not its hash
			got[3] = "f#ID" + got[3][len("f#")+12:]
		}
		if d := cmp.Diff(tc.want, got); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestFetched(t *testing.T) {
	for _, tc := range []struct {
		mime, body string
		want       parley.Format
		aside      parley.Reason
	}{
		{"text/html", "<div>a</div>", parley.HTML, ""}, {"text/plain", "a", parley.PlainText, ""}, {"", "<!doctype html><p>a", parley.HTML, ""},
		{"text/html", "", "", parley.ReasonEmpty}, {"text/html", strings.Repeat("\x01\x02ab", 100), "", parley.ReasonBinary},
	} {
		r, aside := Fetched("https://herald.example/a", tc.mime, []byte(tc.body))
		if (aside == nil) != (tc.aside == "") || aside != nil && aside.Reason != tc.aside || r.Format != tc.want {
			t.Errorf("%q as %s: %+v, %+v", tc.body, tc.mime, r, aside)
		}
		if aside == nil && (r.Names[0] != "https://herald.example/a" || r.ID != parley.IDOf(r.Bytes)) {
			t.Errorf("%+v", r)
		}
	}
}
