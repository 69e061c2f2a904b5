package web

import (
	"net/url"
	"strings"
	"testing"
)

func TestOriginal(t *testing.T) {
	long := "one two three four five six seven eight nine ten eleven twelve thirteen"
	for _, c := range []struct{ address, words, want string }{
		{"https://post.example/a?b=1", "the truce, “must” hold-out & stay", "https://post.example/a?b=1#:~:text=the%20truce%2C%20%E2%80%9Cmust%E2%80%9D%20hold%2Dout%20%26%20stay"},
		{"http://post.example/a#top", "x", "http://post.example/a#top:~:text=x"},
		{"http://post.example/a#:~:text=old", "x", "http://post.example/a#:~:text=x"},
		{"https://post.example/", long, "https://post.example/#:~:text=one%20two%20three%20four,ten%20eleven%20twelve%20thirteen"},
		{"https://post.example/", " \n ", "https://post.example/"},
		{"https://post.example/#top", "", "https://post.example/#top"},
		{"javascript:alert(1)", "x", ""}, {"data:text/html,x", "x", ""}, {"//post.example/a", "x", ""}, {"file:///etc/passwd", "x", ""},
		{"/a", "x", ""}, {"", "x", ""}, {"https:", "x", ""}, {"https://u:p@post.example/", "x", ""}, {"ht tp://x", "x", ""}, {"JavaScript://x%0aalert(1)", "x", ""},
	} {
		if got := original(c.address, c.words); got != c.want {
			t.Errorf("original(%q, %q) = %q, want %q", c.address, c.words, got, c.want)
		}
	}
}

// FuzzOriginal: whatever a report calls its address and its words, the link is of the web, and the words end no directive.
func FuzzOriginal(f *testing.F) {
	f.Add("https://post.example/a#b", "the truce, & more")
	f.Add("javascript:x", "\x00'\"<")
	f.Fuzz(func(t *testing.T, address, words string) {
		got := original(address, words)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			t.Fatalf("%q", got)
		}
		if _, d, ok := strings.Cut(got, ":~:text="); ok && (strings.ContainsAny(d, "&-<>\"' ") || strings.Count(d, ",") > 1) {
			t.Fatalf("directive %q", d)
		}
	})
}
