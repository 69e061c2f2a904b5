package warc

import (
	"fmt"
	"slices"
	"strings"
)

// What is what a record turned out to be.
type What int

// What records turn out to be.
const (
	Pages       What = iota // yielded as pages
	Revisits                // of a page of the archive, yielded where it can be read again
	Conversions             // of a page of the archive
	Images
	Styles
	Scripts
	Fonts
	Media     // sound and film
	Data      // JSON, XML, feeds
	Documents // PDF, office
	Redirects
	Errors      // status 400 and above
	OtherStatus // neither 200 nor one of the above
	Requests
	Metadata
	Warcinfo
	Others
	SetAside     // may hold a page and were not read
	whats    int = iota
)

var whatNames = [whats][2]string{
	{"page", "pages"}, {"revisit", "revisits"}, {"conversion of a page", "conversions of pages"}, {"image", "images"},
	{"style sheet", "style sheets"}, {"script", "scripts"}, {"font", "fonts"}, {"sound or film", "sounds and films"}, {"data file", "data files"},
	{"document", "documents"}, {"redirect", "redirects"}, {"error of a server", "errors of servers"}, {"answer with another status", "answers with another status"},
	{"request", "requests"}, {"metadata record", "metadata records"}, {"warcinfo record", "warcinfo records"}, {"other", "others"}, {"set aside", "set aside"},
}

// A Summary says what the records of an archive were. Each is counted once.
type Summary struct {
	Records int
	By      [whats]int // by What
	Read    int64      // bytes of the files that were read
}

func (s *Summary) count(w What) { s.By[w]++ }

// String is a line such as "1,204 records: 310 pages, 800 images, 94 requests": pages first, then by number, what was set aside last.
func (s *Summary) String() string {
	var out []string
	var order []What
	for w := range whats - 1 {
		if s.By[w] > 0 || w == int(Pages) {
			order = append(order, What(w))
		}
	}
	slices.SortStableFunc(order[1:], func(a, b What) int { return s.By[b] - s.By[a] })
	if s.By[SetAside] > 0 {
		order = append(order, SetAside)
	}
	for _, w := range order {
		out = append(out, counted(s.By[w], whatNames[w][0], whatNames[w][1]))
	}
	return counted(s.Records, "record", "records") + ": " + strings.Join(out, ", ")
}

func counted(n int, one, many string) string {
	if n == 1 {
		many = one
	}
	return fmt.Sprintf("%s %s", thousands(n), many)
}

// whatMedia goes by a media type.
func whatMedia(media string) What {
	if isPage(media) {
		return Pages
	}
	class, sub, _ := strings.Cut(media, "/")
	switch class {
	case "image":
		return Images
	case "font":
		return Fonts
	case "audio", "video":
		return Media
	}
	switch {
	case sub == "css":
		return Styles
	case strings.Contains(sub, "javascript"), strings.Contains(sub, "ecmascript"):
		return Scripts
	case strings.Contains(sub, "font"):
		return Fonts
	case sub == "pdf", sub == "msword", sub == "rtf", strings.Contains(sub, "document"), strings.Contains(sub, "ms-excel"), strings.Contains(sub, "ms-powerpoint"):
		return Documents
	case strings.Contains(sub, "json"), strings.Contains(sub, "xml"), sub == "csv":
		return Data
	case strings.Contains(sub, "mpegurl"), sub == "ogg":
		return Media
	}
	return Others
}
