package clean

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A series of pictures numbers them "3/50"; a graphic that was set as text has its labels as lines of their own.
const (
	leastPictures = 3
	leastLabels   = 6
	labelWords    = 2
	labelBytes    = 24
)

// takePictures marks a series of pictures as captions, where an article stands before it: the block that holds the lines which number them.
func (l *layout) takePictures(p *page, head int) {
	seen := 0
	for i := max(head+1, 0); i < len(l.lines); i++ {
		if !p.isBody(i) {
			continue
		}
		of := pictureNumber(p.line(i), 1)
		if of < leastPictures {
			seen += l.lines[i].span.Len()
			continue
		}
		last, n := i, 1
		for k := i + 1; k < len(l.lines) && n < of; k++ {
			if pictureNumber(p.line(k), n+1) == of {
				last = k
				n++
			}
		}
		if n < leastPictures || seen < enoughText {
			return
		}
		in := l.lines[last].node
		for !l.within(l.lines[i].node, in) {
			in = l.nodes[in].parent
		}
		for k := i; k < len(l.lines) && l.within(l.lines[k].node, in); k++ {
			if p.isBody(k) {
				p.mark(k, text.Noise, parley.Caption)
			}
		}
		return
	}
}

// pictureNumber is how many pictures there are where s begins with "n/", as number n of them; 0 where it does not.
func pictureNumber(s string, n int) int {
	rest, ok := strings.CutPrefix(s, strconv.Itoa(n)+"/")
	if !ok {
		return 0
	}
	word, _, _ := strings.Cut(rest, " ")
	of, err := strconv.Atoi(word)
	if err != nil || of < n || of > 500 {
		return 0
	}
	return of
}

// takeLabels marks the labels of a graphic: six lines or more, one after the other, of a word or two, half of them with a number.
// Tables and lists have rows like that too, and are left alone.
func (l *layout) takeLabels(p *page, head int) {
	run, numbers := 0, 0
	for i := max(head+1, 0); i <= len(l.lines); i++ {
		if i < len(l.lines) && p.isBody(i) {
			ln, s := l.lines[i], p.line(i)
			if (ln.tag == "p" || !contentTags[ln.tag]) && len(s) <= labelBytes && words(s) <= labelWords && !endsProse(s) {
				run++
				if strings.ContainsAny(s, "0123456789") {
					numbers++
				}
				continue
			}
		}
		if run >= leastLabels && numbers*2 >= run {
			for k := i - run; k < i; k++ {
				p.mark(k, text.Noise, parley.Caption)
			}
		}
		run, numbers = 0, 0
	}
}
