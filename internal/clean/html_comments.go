package clean

import (
	"strings"

	"github.com/parley-press/parley"
)

// findComments finds the blocks of readers' comments by their headings, where no class names them: "3 Comments", "Responses (12)", "Leave a Reply".
// It is the largest block around the heading in which no running text stands before it, and that does not hold the headline. prose says which
// lines are running text.
func (l *layout) findComments(p *page, prose []bool, head int) {
	if head < 0 || l.lines[head].meta {
		return
	}
	before := -1 // the last line of running text
	tries := 0
	opened := map[int32]bool{}
	for i := head + 1; i < len(l.lines); i++ {
		ln := l.lines[i]
		if before >= 0 && tries < maxCommentHeads && !prose[i] && !l.nodes[ln.node].comment && commentHeading(p.str(ln.span)) && (l.heads(i) || ln.tag == "div" || ln.tag == "p") {
			tries++
			if at := l.opens(i, before, head); at > 0 {
				l.nodes[at].hint, l.nodes[at].sure = parley.Interface, true
				opened[at] = true
			}
		}
		if prose[i] {
			before = i
		}
	}
	if len(opened) == 0 {
		return
	}
	for k := range l.nodes { // a block comes after those around it
		n := &l.nodes[k]
		n.comment = n.comment || opened[int32(k)] || n.parent >= 0 && l.nodes[n.parent].comment
	}
}

// Limits within which blocks of comments are looked for.
const (
	maxCommentHeads = 20 // headings of a page
	maxCommentDepth = 40 // blocks around each
)

// opens is the largest block around line i that has running text, but not line before, the last one of it above i, nor the headline, line head; 0
// where there is none.
func (l *layout) opens(i, before, head int) int32 {
	at := int32(0)
	for n, k := l.lines[i].node, 0; n > 0 && k < maxCommentDepth; n, k = l.nodes[n].parent, k+1 {
		if l.within(l.lines[head].node, n) || l.within(l.lines[before].node, n) {
			break
		}
		if l.nodes[n].prose > 0 {
			at = n
		}
	}
	return at
}

// commentHeading reports whether s is what stands above readers' comments: with their number, or asking for one.
func commentHeading(s string) bool {
	if len(s) > 90 || words(s) > 14 {
		return false
	}
	low := strings.ToLower(strings.Trim(s, " .:!"))
	for _, w := range [...]string{"leave a reply", "leave a comment", "post a comment", "add a comment", "write a comment", "join the conversation", "join the discussion", "readers' comments", "reader comments", "readers’ comments"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	number := strings.ContainsAny(low, "0123456789")
	w := strings.Trim(strings.TrimLeft(low, "0123456789, "), " ()0123456789,")
	switch w {
	case "comments", "comment", "responses", "replies", "reader responses", "user comments", "readers' comments":
		return number || w == "comments" || w == "user comments"
	}
	return number && (strings.HasPrefix(w, "thoughts on ") || strings.HasPrefix(w, "responses to ") || strings.HasPrefix(w, "comments on ") || strings.HasPrefix(w, "replies to ") || strings.HasPrefix(w, "thought on "))
}
