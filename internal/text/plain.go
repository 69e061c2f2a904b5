package text

import (
	"strings"

	"github.com/parley-press/parley"
)

// Plain is a text of a body as it stands: paragraphs are parted by empty lines, or by the ends of lines where there is no empty line.
func Plain(content string) *Text {
	t := &Text{Content: content}
	if strings.Contains(strings.ReplaceAll(content, "\r", ""), "\n\n") {
		t.Blocks = []Block{{Span: parley.Span{End: len(content)}}}
		return t
	}
	for at := 0; at < len(content); {
		end := len(content)
		if i := strings.IndexByte(content[at:], '\n'); i >= 0 {
			end = at + i
		}
		if end > at {
			t.Blocks = append(t.Blocks, Block{Span: parley.Span{Start: at, End: end}, Paragraph: len(t.Blocks)})
		}
		at = end + 1
	}
	return t
}
