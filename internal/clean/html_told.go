package clean

import "strings"

// Limits of the text of an article in linked data.
const (
	leastTold  = 150 // bytes, less is a summary
	leastShown = 80  // bytes in lines of leastLine, from which on the page shows an article, or its beginning
	leastLine  = 60
)

// shows reports whether the page has running text of its own.
func (l *layout) shows() bool {
	n := 0
	for _, ln := range l.lines {
		if size := ln.span.Len(); !ln.meta && size >= leastLine && ln.links*2 < size && !l.nodes[ln.node].hidden {
			n += size
		}
	}
	return n >= leastShown
}

// toldText writes bytes [i, j) of the page, a string of linked data, as paragraphs; line ends in it part them.
func (l *layout) toldText(i, j int) {
	l.flush()
	depth := len(l.stack)
	for i < j {
		end := j
		for _, e := range [...]string{`\n`, `\r`} {
			if k := strings.Index(l.d.text[i:end], e); k >= 0 && !strings.HasSuffix(l.d.text[i:i+k], `\`) {
				end = i + k
			}
		}
		if len(l.nodes) < maxNodes {
			l.nodes = append(l.nodes, node{tag: "p", article: true})
			l.stack = append(l.stack, frame{name: "#told", node: int32(len(l.nodes) - 1)})
			l.fresh()
			l.escaped(i, end)
			l.flush()
			l.stack = l.stack[:depth]
		}
		i = end + 2
	}
	l.fresh()
}
