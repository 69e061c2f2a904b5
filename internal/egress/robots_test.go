package egress

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/cputime"
)

// The rules of RFC 9309 with its own examples, and what lies between them. A path with "!" before it is forbidden.
func TestRobots(t *testing.T) {
	for _, tc := range []struct{ name, file, paths string }{
		{"no rule", "", "/ /a"},
		{"no group", "Disallow: /", "/a"},
		{"all", "User-agent: *\nDisallow: /", "!/ !/a /robots.txt"},
		{"empty disallow", "User-agent: *\nDisallow:", "/a"},
		{"2.2.1 own group wins", "User-agent: *\nDisallow: /\n\nUser-agent: parley\nDisallow: /own", "/a !/own"},
		{"2.2.1 own group without rules", "User-agent: *\nDisallow: /\nUser-agent: parley\nDisallow:", "/a"},
		{"2.2.1 case of the name", "user-AGENT: PARLEY\nDISALLOW: /x", "!/x /X"},
		{"2.2.1 version after the name", "User-agent: Parley/2.0\nDisallow: /x", "!/x"},
		{"2.2.1 other names", "User-agent: parleybot\nDisallow: /x\nUser-agent: parl\nDisallow: /y", "/x /y"},
		{"2.2.1 groups are merged", "User-agent: parley\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: parley\nDisallow: /c", "!/a /b !/c"},
		{"2.2.1 several names, one group", "User-agent: other\nUser-agent: parley\nDisallow: /a", "!/a"},
		{"2.2.1 a rule ends the names", "User-agent: parley\nDisallow: /a\nUser-agent: other\nDisallow: /b", "!/a /b"},
		{"2.2.2 longest match", "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/a !/example/page/disallowed.gif"},
		{"2.2.2 longest match, other order", "User-agent: *\nDisallow: /example/\nAllow: /example/page", "/example/page1 !/example/b"},
		{"2.2.2 as long: allow", "User-agent: *\nDisallow: /page\nAllow: /page", "/page"},
		{"2.2.2 prefix", "User-agent: *\nDisallow: /fish", "!/fish !/fish.html !/fishheads/y !/fish?id=1 /Fish /catfish"},
		{"2.2.2 encoded, in the file", "User-agent: *\nDisallow: /foo/bar/%62%61%7A", "!/foo/bar/baz !/foo/bar/%62az"},
		{"2.2.2 encoded, beyond ASCII", "User-agent: *\nDisallow: /foo/bar/ツ", "!/foo/bar/%E3%83%84 !/foo/bar/%e3%83%84 /foo/bar/%E3%83%85"},
		{"2.2.2 reserved in a query", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar", "!/foo/bar?baz=https://foo.bar !/foo/bar?baz=https%3A%2F%2Ffoo.bar /foo/bar?baz=quz"},
		{"2.2.2 an encoded slash is none", "User-agent: *\nDisallow: /a%2Fb", "!/a%2Fb !/a%2fb /a/b"},
		{"2.2.3 end", "User-agent: *\nDisallow: /this/path$", "!/this/path /this/path/ /this/path?x"},
		{"2.2.3 wildcard", "User-agent: *\nDisallow: /this/*/exactly", "!/this/path/exactly !/this/a/b/exactly.html /this/exactly"},
		{"2.2.3 wildcard and end", "User-agent: *\nDisallow: /*.php$", "!/a.php !/a/b.php /a.php?x=1 /a.php5 !/a.php.php"},
		{"2.2.3 wildcard first", "User-agent: *\nDisallow: *.gif", "!/a.gif !/a.gif.html /a.png"},
		{"2.2.3 many wildcards", "User-agent: *\nDisallow: /*a*b*c", "!/xaybzc !/abc /acb"},
		{"2.2.3 special characters as they are", "User-agent: *\nDisallow: /path/file-with-a-%2A.html\nDisallow: /money-%24", "!/path/file-with-a-*.html /path/file-with-a-b.html !/money-$ !/money-%24x"},
		{"2.2.3 dollar inside", "User-agent: *\nDisallow: /a$b", "!/a$bc /a"},
		{"2.2.3 comment", "User-agent: * # all\nDisallow: /a # not this\n# Disallow: /b", "!/a /b"},
		{"2.2.4 other records", "User-agent: parley\nSitemap: https://news.example/map.xml\nDisallow: /a\nSitemap: x\nDisallow: /b", "!/a !/b"},
		{"5.1 simple example", "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\nUser-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\nUser-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n",
			"!/a.gif /a.gif?x !/example/page.html /publications/x /"},
		{"5.2 longest match", "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\nUser-agent: parley\nDisallow: /z", "/example/page/disallowed.gif !/z"},
		{"line ends and mark", "\ufeffUser-agent: *\rDisallow: /a\r\nDisallow: /b\n", "!/a !/b"},
		{"not a robots.txt", "<!doctype html><title>Not found: sorry</title>", "/a"},
	} {
		r := ParseRobots([]byte(tc.file), product)
		for _, p := range strings.Fields(tc.paths) {
			want := !strings.HasPrefix(p, "!")
			u, err := url.Parse("https://news.example" + strings.TrimPrefix(p, "!"))
			if err != nil {
				t.Fatal(err)
			}
			if line, ok := r.Allows(u); ok != want || ok != (line == "") {
				t.Errorf("%s: %s allowed: %v by %q", tc.name, p, ok, line)
			}
		}
	}
}

func TestRobotsDelay(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5": 2500 * time.Millisecond, "User-agent: *\nCrawl-delay: -1": 0, "User-agent: *\nCrawl-delay: NaN": 0,
		"User-agent: *\nCrawl-delay: 1e99": 24 * time.Hour, "User-agent: other\nCrawl-delay: 9": 0, "User-agent: *\nCrawl-delay: ten": 0,
	} {
		if got := ParseRobots([]byte(file), product).Delay; got != want {
			t.Errorf("%q: %v, want %v", file, got, want)
		}
	}
}

// What is beyond 500 KiB does not count, nor does half a line before.
func TestRobotsCap(t *testing.T) {
	head := "User-agent: *\nDisallow: /first\n"
	fill := strings.Repeat("# nothing\n", maxRobots/10)
	cut := head + fill[:maxRobots-len(head)-len("\nAllow: /fi")] + "\nAllow: /first/page\nDisallow: /last\n"
	r := ParseRobots([]byte(cut), product)
	for path, want := range map[string]bool{"/first/page": false, "/last": true} {
		if _, ok := r.Allows(&url.URL{Path: path}); ok != want {
			t.Errorf("%s allowed: %v", path, ok)
		}
	}
}

// The largest file and the longest address take little time, whatever stands in them.
func TestRobotsTime(t *testing.T) {
	long := &url.URL{Path: "/" + strings.Repeat("a", maxURL)}
	for name, line := range map[string]string{
		"stars": "Disallow: /" + strings.Repeat("*a", 40) + "b\n", "short": "Disallow:*b\n", "one": "Disallow: /" + strings.Repeat("*a", maxRobots/2),
		"names": "User-agent: x\n", "delays": "Crawl-delay: 1\n",
	} {
		body := []byte("User-agent: *\n" + strings.Repeat(line, maxRobots/len(line)))
		from := cputime.Used()
		r := ParseRobots(body, product)
		r.Allows(long)
		if took := cputime.Used() - from; took > 2*time.Second {
			t.Errorf("%s: %v of the processor", name, took)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*.php$\nAllow: /a%2"), "/a.php")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		r := ParseRobots(b, product)
		u := &url.URL{Path: path}
		if line, ok := r.Allows(u); ok != (line == "") {
			t.Errorf("%q: %v", line, ok)
		}
	})
}
