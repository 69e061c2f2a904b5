package clean

import (
	"strings"

	"github.com/parley-press/parley"
)

// findContent is the block that holds the article, which begins after line from. On the way it decides which blocks are furniture.
func (l *layout) findContent(p *page, head, from int) int32 {
	prose := make([]bool, len(l.lines))
	total := 0
	for i, ln := range l.lines {
		if prose[i] = i >= from && l.isProse(p, ln); prose[i] {
			l.nodes[ln.node].prose += ln.span.Len()
			total += ln.span.Len()
		}
	}
	l.sumProse()
	l.findComments(p, prose, head)
	l.hideBySheet(total)
	l.doubtHints(total, head)
	if !l.meta.live {
		l.findCards(p, prose)
	}
	l.findPictures()
	l.inheritNoise()
	for i := range l.nodes {
		l.nodes[i].prose = 0
	}
	for i, ln := range l.lines {
		if prose[i] && l.nodes[ln.node].noise == "" {
			l.nodes[ln.node].prose += ln.span.Len()
		}
	}
	l.sumProse()
	at := l.bestRoot(prose, from)
	if up, n := l.mainBlock(prose, 0); n > 2*l.nodes[at].prose {
		at = up
	}
	l.main, _ = l.mainBlock(prose, at)
	l.nodes[at].inside = true
	for i := range l.nodes {
		if n := &l.nodes[i]; n.parent >= 0 && l.nodes[n.parent].inside {
			n.inside = true
		}
	}
	return at
}

// sumProse adds what stands in each block to the blocks around it. A block comes after those around it.
func (l *layout) sumProse() {
	for i := len(l.nodes) - 1; i > 0; i-- {
		l.nodes[l.nodes[i].parent].prose += l.nodes[i].prose
	}
}

// doubtHints drops what a class says of a block where it cannot be: the block holds two fifths of the page's paragraphs. A word that
// never names an article ("comments", "related") counts nevertheless, but where the block holds the headline as well.
func (l *layout) doubtHints(total, head int) {
	alike := map[uint64]int{} // paragraphs by their class, which may be on every one of them
	for i := range l.nodes {
		if n := &l.nodes[i]; n.tag == "p" && n.hint != "" {
			alike[n.sign] += n.prose
		}
	}
	for i := range l.nodes {
		n := &l.nodes[i]
		if max(n.prose, alike[n.sign]) < minHeld(total) || n.hidden || n.firm && n.tag != "form" && n.tag != "figure" {
			continue
		}
		if !n.sure || head >= 0 && !l.lines[head].meta && l.within(l.lines[head].node, int32(i)) {
			n.hint = ""
		}
	}
}

// hideBySheet hides the blocks that a style sheet hides and that hold no more than half of the paragraphs: a page that hides all its text
// shows it by a script.
func (l *layout) hideBySheet(total int) {
	for i := range l.nodes {
		n := &l.nodes[i]
		if n.sheet && n.prose*2 <= total {
			n.hidden = true
		}
		n.hidden = n.hidden || n.parent >= 0 && l.nodes[n.parent].hidden
	}
}

// minHeld is two fifths of all running text, which a block that is furniture does not hold.
func minHeld(total int) int { return (total*2 + 4) / 5 }

// within reports whether block n is block up or stands in it.
func (l *layout) within(n, up int32) bool {
	for n > up {
		n = l.nodes[n].parent
	}
	return n == up
}

// inheritNoise gives the furniture of a block to the blocks in it.
func (l *layout) inheritNoise() {
	for i := range l.nodes {
		n := &l.nodes[i]
		n.noise = n.hint
		if n.tag == "header" && !n.article || n.hidden {
			n.noise = parley.Interface
		}
		n.doubt = n.noise != "" && !n.sure && !n.firm && !n.hidden && n.tag != "header"
		if up := n.parent; up >= 0 && l.nodes[up].noise != "" {
			if n.tag == "blockquote" && l.nodes[up].doubt { // an embedded post
				continue
			}
			n.noise, n.doubt = l.nodes[up].noise, l.nodes[up].doubt && n.noise == "" || n.doubt && l.nodes[up].doubt
		}
	}
}

// maxCaption is how long the text of a picture's block can be.
const maxCaption = 500

// findPictures takes the text of a block that is named after a picture and has one for a caption.
func (l *layout) findPictures() {
	size := make([]int, len(l.nodes))
	for _, ln := range l.lines {
		size[ln.node] += ln.span.Len()
	}
	for i := len(l.nodes) - 1; i > 0; i-- {
		n := &l.nodes[i]
		size[n.parent] += size[i]
		l.nodes[n.parent].images += n.images
		if n.picture && n.hint == "" && n.images > 0 && size[i] <= maxCaption {
			n.hint = parley.Caption
		}
	}
}

// A card is the teaser of another story: a block with a link of some words and at most two lines of text, that comes again and again with
// the same tag and class.
const (
	cardLines   = 2   // of running text
	cardText    = 700 // bytes
	cardsInARow = 3
	cardDepth   = 4 // blocks around a line that are looked at
)

// findCards marks teasers as furniture.
func (l *layout) findCards(p *page, prose []bool) {
	type sum struct{ lines, text, links int }
	sums := make([]sum, len(l.nodes))
	for i, ln := range l.lines {
		n := &sums[ln.node]
		switch {
		case ln.meta:
		case prose[i]:
			n.lines++
			n.text += ln.span.Len()
		case ln.links*10 >= ln.span.Len()*8 && strings.Count(p.str(ln.span), " ") >= 2:
			n.links++
		}
	}
	for i := len(l.nodes) - 1; i > 0; i-- {
		up := &sums[l.nodes[i].parent]
		up.lines += sums[i].lines
		up.text += sums[i].text
		up.links += sums[i].links
	}
	is := func(i int32) bool {
		s := sums[i]
		return s.links > 0 && s.lines > 0 && s.lines <= cardLines && s.text <= cardText && l.nodes[i].sign != 0
	}
	count := map[uint64]int{}
	for i := range l.nodes {
		if is(int32(i)) {
			count[l.nodes[i].sign]++
		}
	}
	for i := range l.nodes {
		if n := &l.nodes[i]; is(int32(i)) && count[n.sign] >= cardsInARow && n.hint == "" {
			n.hint = parley.RelatedLink
		}
	}
}

// firstWorth is what the first paragraph after the headline is worth beside its length.
const firstWorth = 300

// bestRoot is the block whose lines are worth most together: running text counts for it, links and furniture against it. From there it
// goes down while one block holds seventeen twentieths of the text.
func (l *layout) bestRoot(prose []bool, from int) int32 {
	worth := make([]int, len(l.nodes))
	first := from > 0
	for i, ln := range l.lines {
		if first && prose[i] && l.nodes[ln.node].noise == "" {
			worth[ln.node] += firstWorth
			first = false
		}
		switch {
		case ln.meta || l.nodes[ln.node].noise != "":
		case prose[i]:
			worth[ln.node] += ln.span.Len()
		case contentTags[ln.tag] && ln.links*5 <= ln.shown*2:
		default:
			worth[ln.node] -= min(2*ln.links, 300) + 4
		}
	}
	at := int32(0)
	for i := len(l.nodes) - 1; i > 0; i-- {
		n := &l.nodes[i]
		worth[n.parent] += worth[i]
		if up := &l.nodes[n.parent]; up.best == 0 || n.prose >= l.nodes[up.best].prose {
			up.best = int32(i)
		}
	}
	single := l.paragraphs(prose)
	for i := range worth {
		if n := &l.nodes[i]; n.prose > 0 && !single[i] && (worth[i] > worth[at] || l.nodes[at].prose == 0) {
			at = int32(i)
		}
	}
	alike := l.alikeBeside(worth)
	for l.nodes[at].best > 0 {
		next := l.nodes[at].best
		b := &l.nodes[next]
		if b.prose*20 < l.nodes[at].prose*17 || b.prose == 0 || single[next] || alike[next] {
			break
		}
		at = next
	}
	return at
}

// paragraphs are the blocks that hold one line of running text right in them and no other: what p is made for, whatever the element.
func (l *layout) paragraphs(prose []bool) []bool {
	own := make([]int, len(l.nodes))
	for i, ln := range l.lines {
		if prose[i] {
			own[ln.node] += ln.span.Len()
			if n := &l.nodes[ln.node]; n.tag != "p" && own[ln.node] != ln.span.Len() {
				own[ln.node] = -1 << 30
			}
		}
	}
	out := make([]bool, len(l.nodes))
	for i := range out {
		out[i] = l.nodes[i].tag == "p" || l.nodes[i].prose > 0 && own[i] == l.nodes[i].prose
	}
	return out
}

// alikeBeside are the blocks beside which another one stands that is made alike and has running text of its own: parts of one article.
func (l *layout) alikeBeside(worth []int) []bool {
	type made struct {
		parent int32
		sign   uint64
	}
	n := map[made]int{}
	for i := range l.nodes {
		if b := &l.nodes[i]; b.sign != 0 && b.noise == "" && worth[i] >= leastPart {
			n[made{b.parent, b.sign}]++
		}
	}
	out := make([]bool, len(l.nodes))
	for i := range out {
		b := &l.nodes[i]
		out[i] = b.sign != 0 && b.parent >= 0 && n[made{b.parent, b.sign}] > 1
	}
	return out
}

// leastPart is what a part of an article is worth at least, beside which others of its kind are parts of the article too.
const leastPart = 200

// mainBlock is the block that most of the paragraphs of block root stand right in, and how much text of theirs.
func (l *layout) mainBlock(prose []bool, root int32) (int32, int) {
	direct, best := map[int32]int{}, root
	for i, ln := range l.lines {
		if !prose[i] || l.nodes[ln.node].noise != "" || !l.within(ln.node, root) {
			continue
		}
		n := ln.node
		if contentTags[l.nodes[n].tag] && n != root {
			n = l.nodes[n].parent
		}
		if direct[n] += ln.span.Len(); direct[n] > direct[best] {
			best = n
		}
	}
	return best, direct[best]
}
