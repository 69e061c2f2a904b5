package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Tag characters (Unicode block Tags) show nothing, but a program reads them. In an emoji of a flag they stand behind the black flag and end
// with a cancel tag; there they are the flag's own.
const (
	firstTag  = '\U000e0000'
	cancelTag = '\U000e007f'
	blackFlag = "\U0001f3f4"
	flagTags  = 7
)

// tagLead begins every tag character in UTF-8.
const tagLead = "\xf3\xa0"

// tagBytes is how many bytes of s are tag characters.
func tagBytes(s string) int {
	n := 0
	if !strings.Contains(s, tagLead) {
		return 0
	}
	for _, r := range s {
		if isTag(r) {
			n += utf8.UTFMax
		}
	}
	return n
}

func isTag(r rune) bool { return r >= firstTag && r <= cancelTag }

// cutTags takes tag characters out of the article, and reports whether there were any.
func (p *page) cutTags() bool {
	found := false
	for i := range p.units {
		u := p.units[i].span
		s := p.str(u)
		for at := strings.Index(s, tagLead); at >= 0 && at < len(s); {
			end := at
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if !isTag(r) {
					break
				}
				end += n
			}
			if end > at && !flagEmoji(s[:at], s[at:end]) {
				found = true
				if p.isBody(i) || p.units[i].kind == text.Headline {
					p.cut(i, parley.Span{Start: u.Start + at, End: u.Start + end}, text.Noise, parley.Interface)
				}
			}
			next := strings.Index(s[max(end, at+1):], tagLead)
			if next < 0 {
				break
			}
			at = max(end, at+1) + next
		}
	}
	return found
}

// flagEmoji reports whether tags belong to the black flag before them.
func flagEmoji(before, tags string) bool {
	return strings.HasSuffix(before, blackFlag) && strings.HasSuffix(tags, string(cancelTag)) && utf8.RuneCountInString(tags) <= flagTags
}
