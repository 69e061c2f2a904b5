package clean

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// corrected are ways in which a notice begins that an outlet corrects, explains or amends its own report, in small letters.
var corrected = []string{"correction:", "corrections:", "correction (", "correction —", "correction –", "clarification:", "an earlier version of this", "a previous version of this",
	"this article has been updated", "this article has been corrected", "this article has been amended", "this article was updated on", "this article was amended on", "this article was corrected on",
	"this story has been updated", "this story has been corrected", "this story has been amended", "this story was updated", "this story was corrected", "this version corrects", "this story corrects",
	"this report has been updated", "this report has been corrected", "this post has been updated", "this post has been corrected", "this page has been corrected", "editor's note: this", "editor's note: an earlier",
	"this version of the story", "the headline of this article", "the headline of this story", "this story has been refiled", "this story is refiled", "the story is refiled", "refiles to correct", "corrects to "}

// maxNotice is how long a notice can be.
const maxNotice = 800

// corrections notes the paragraphs in which the outlet corrects its own report. They stay what they are, text of the outlet.
func (p *page) corrections() {
	for i := range p.units {
		s := strings.TrimLeft(p.line(i), "*([_-–— \u00a0")
		if len(s) > maxNotice || !p.isBody(i) && p.units[i].noise != parley.Interface || p.units[i].hidden || i == p.head || len(p.text.Meta.Corrections) >= maxCredits {
			continue
		}
		if correcting(s) {
			p.text.Meta.Corrections = append(p.text.Meta.Corrections, p.units[i].span)
			continue
		}
		for _, c := range p.units[i].cuts { // run into the end of a paragraph
			if c.Noise == parley.Interface && c.Span.Len() <= maxNotice && correcting(strings.TrimLeft(p.str(c.Span), "*([_-–— \u00a0")) {
				p.text.Meta.Corrections = append(p.text.Meta.Corrections, p.trim(c.Span))
			}
		}
	}
}

// correcting reports whether s begins as a notice does with which an outlet corrects its own report, also one that is dated: "Correction, May 6, 2031: …",
// "May 6, 2031: This article has been corrected", "CORRECTION APPENDED".
func correcting(s string) bool {
	low := strings.ToLower(strings.ReplaceAll(s[:min(len(s), 90)], "’", "'"))
	if hits := findDates(s[:min(len(s), 60)]); len(hits) > 0 && hits[0].start == 0 {
		low = strings.TrimLeft(low[min(len(low), hits[0].end):], " :,.-–—")
	}
	for _, c := range corrected {
		if strings.HasPrefix(low, c) {
			return true
		}
	}
	for _, w := range [...]string{"correction", "corrections", "clarification", "corrected", "update and correction", "editor's note"} {
		rest, ok := strings.CutPrefix(low, w)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " ,(")
		if w != "editor's note" && (strings.HasPrefix(rest, "appended") || strings.HasPrefix(rest, "notice")) {
			return true
		}
		if hits := findDates(rest); len(hits) > 0 && hits[0].start == 0 && strings.IndexByte(strings.TrimLeft(rest[hits[0].end:], " )")+" ", ':') == 0 {
			return true
		}
	}
	return false
}

// stubText is below how many bytes an article that is not free to read is a stub.
const stubText = 1500

// paywall are signs in a line of a page that the rest is for subscribers.
var paywall = []string{"to continue reading", "to keep reading", "to read the full", "to read the rest", "to read this article", "for subscribers only", "subscriber-only", "subscribers only", "exclusive to subscribers",
	"is for subscribers", "already a subscriber", "this content is for", "this article is reserved for", "keep reading with a", "subscribe to continue", "subscribe to keep reading", "subscribe to read", "register to continue", "log in to continue", "sign in to continue", "sign in to read",
	"you have reached your limit of free", "you've reached your limit of free", "you have read your last free", "you have no free articles", "free articles remaining", "unlock this article", "start a free trial", "start your free trial", "available to subscribers"}

// stub reports whether the page holds only the beginning of an article that has to be paid for: a line of it says so, or its
// head does and a block is named after the wall; and little text is there. The lines that say so are furniture.
func (p *page) stub() bool {
	size := 0
	for i := range p.units {
		if p.isBody(i) && i != p.head {
			size += p.units[i].span.Len()
		}
	}
	if size >= stubText {
		return false
	}
	found := p.html.paid && p.html.wall
	for i := range p.units {
		u := &p.units[i]
		if u.hidden || u.span.Start < p.html.body.Start || !walled(p.line(i)) {
			continue
		}
		found = true
		if i != p.head && (p.isBody(i) || u.kind == text.Subhead) {
			p.mark(i, text.Noise, parley.Interface)
		}
	}
	return found
}

// walled reports whether s says that the rest is for those who pay.
func walled(s string) bool {
	if len(s) > 300 {
		return false
	}
	low := strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	for _, w := range paywall {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
