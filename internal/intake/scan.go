package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// A scanner finds the tags of XML in a stream, with their places. It holds one tag of up to maxTag bytes; what stands between tags goes by.
type scanner struct {
	r    *bufio.Reader
	off  int64
	line int
	raw  []byte // the bytes of the last tag
	root string // name of the outermost element, set by who reads
}

// maxTag is the most bytes a tag may have.
const maxTag = 64 << 10

func newScan(r io.Reader) *bufio.Reader { return bufio.NewReaderSize(r, 64<<10) }

// The kinds of tags.
const (
	tagOpen        = iota // <a>, <a/>
	tagClose              // </a>
	tagDeclaration        // <?xml ...?>, <!DOCTYPE ...>
)

// A tag is one tag.
type tag struct {
	kind     int
	name     string
	empty    bool   // <a/>
	entities bool   // of a document type: it declares some
	raw      []byte // until the next tag is read
	at       place
}

// take takes n bytes, and shows them to f.
func (s *scanner) take(n int, f func([]byte)) {
	b, _ := s.r.Peek(n)
	s.line += bytes.Count(b, []byte("\n"))
	if f != nil {
		f(b)
	}
	k, _ := s.r.Discard(len(b))
	s.off += int64(k)
}

// past takes all until what is sought, and that too.
func (s *scanner) past(what string, f func([]byte)) error {
	for {
		b, err := s.r.Peek(len(what))
		if err != nil {
			s.take(len(b), f)
			return early(err)
		}
		b, _ = s.r.Peek(s.r.Buffered())
		if i := bytes.Index(b, []byte(what)); i >= 0 {
			s.take(i+len(what), f)
			return nil
		}
		s.take(len(b)-len(what)+1, f)
	}
}

// next is the next tag. f sees all bytes that go by, those of the tag too; it may be nil. Comments and CDATA are no tags.
func (s *scanner) next(f func([]byte)) (tag, error) {
	for {
		if err := s.until('<', f); err != nil {
			return tag{}, err
		}
		b, err := s.r.Peek(9)
		if len(b) < 2 {
			s.take(len(b), f)
			return tag{}, early(err)
		}
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			s.take(4, f)
			err = s.past("-->", f)
		case bytes.Equal(b, []byte("<![CDATA[")):
			s.take(9, f)
			err = s.past("]]>", f)
		case b[1] == '?' || b[1] == '!':
			return s.declaration(f)
		case b[1] == '/' || isName(b[1]):
			return s.tag(f)
		default: // a mark that stands for itself
			s.take(1, f)
		}
		if err != nil {
			return tag{}, err
		}
	}
}

// early is the error of an input that ends where it should not.
func early(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// until takes all before the next c.
func (s *scanner) until(c byte, f func([]byte)) error {
	for {
		if _, err := s.r.Peek(1); err != nil {
			return err
		}
		b, _ := s.r.Peek(s.r.Buffered())
		if i := bytes.IndexByte(b, c); i >= 0 {
			s.take(i, f)
			return nil
		}
		s.take(len(b), f)
	}
}

// tag takes the tag at the place: to the ">" that stands in no quotation. One of more than maxTag bytes ends there.
func (s *scanner) tag(f func([]byte)) (tag, error) {
	t := tag{kind: tagOpen, at: place{line: s.line, offset: s.off}}
	b, _ := s.r.Peek(s.r.Buffered())
	end := tagEnd(b)
	if end < 0 && len(b) < maxTag {
		var err error
		if b, err = s.r.Peek(maxTag); err != nil && !errors.Is(err, io.EOF) {
			return t, err
		}
		end = tagEnd(b)
	}
	if end < 0 { // never closed: it ends at the first mark that could be its end
		if end = bytes.IndexByte(b, '>') + 1; end == 0 {
			end = len(b)
		}
	}
	s.raw = append(s.raw[:0], b[:end]...)
	t.raw = s.raw
	var name []byte
	t.kind, name, t.empty = tagOf(t.raw)
	if t.name = "item"; string(name) != t.name { // the name that comes a million times
		t.name = string(name)
	}
	s.take(end, f)
	return t, nil
}

// tagOf says of the bytes of a tag of which kind it is, what its name is, and whether its element is empty.
func tagOf(b []byte) (kind int, name []byte, empty bool) {
	b = bytes.TrimSuffix(b[1:], []byte(">"))
	kind, empty = tagOpen, bytes.HasSuffix(b, []byte("/"))
	if bytes.HasPrefix(b, []byte("/")) {
		kind, b = tagClose, b[1:]
	}
	for i, c := range b {
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/' || c == '>' {
			return kind, b[:i], empty
		}
	}
	return kind, b, empty
}

// tagEnd is where the tag at the start of b ends: after the first ">" that stands in no quotation; -1 where there is none.
func tagEnd(b []byte) int {
	if n := bytes.IndexByte(b[:min(len(b), 64)], '>'); n > 0 && bytes.IndexByte(b[:n], '"') < 0 && bytes.IndexByte(b[:n], '\'') < 0 {
		return n + 1
	}
	quote := byte(0)
	for i := 1; i < len(b) && i < maxTag; i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			return i + 1
		case (c == '"' || c == '\'') && b[1] != '/':
			quote = c
		}
	}
	return -1
}

// declaration takes a processing instruction or a document type with all in its brackets.
func (s *scanner) declaration(f func([]byte)) (tag, error) {
	t := tag{kind: tagDeclaration, at: place{line: s.line, offset: s.off}}
	all := func(b []byte) {
		if len(t.raw) < maxTag {
			t.raw = append(t.raw, b[:min(len(b), maxTag)]...)
		}
		if f != nil {
			f(b)
		}
	}
	b, _ := s.r.Peek(2)
	if b[1] == '?' {
		err := s.past("?>", all)
		return t, err
	}
	brackets := 0
	for quote := byte(0); ; {
		b, err := s.r.Peek(4)
		if len(b) == 0 {
			return t, early(err)
		}
		c := b[0]
		if quote == 0 && string(b) == "<!--" {
			s.take(4, all)
			if err := s.past("-->", all); err != nil {
				return t, err
			}
			continue
		}
		s.take(1, all)
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			brackets++
		case c == ']':
			brackets--
		case c == '>' && brackets <= 0:
			t.entities = bytes.Contains(t.raw, []byte("<!ENTITY"))
			return t, nil
		}
	}
}

// element takes all of an element after its opening tag, with its closing tag; f sees it.
func (s *scanner) element(open tag, f func(...byte)) error {
	if open.empty {
		return nil
	}
	b, _ := s.r.Peek(s.r.Buffered())
	end := elementEnd(b, open.name)
	if end < 0 && len(b) < maxTag {
		var err error
		if b, err = s.r.Peek(maxTag); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		end = elementEnd(b, open.name)
	}
	if end < 0 {
		return s.skipTo(open.name, f)
	}
	f(b[:end]...)
	s.take(end, nil)
	return nil
}

// elementEnd is where the element ends of that name whose inside begins b: what skipTo takes of a stream that begins so. It is -1 where b is too
// short to tell, and where something is in it that is rare.
func elementEnd(b []byte, name string) int {
	for i, depth := 0, 1; ; {
		k := bytes.IndexByte(b[i:], '<')
		if k < 0 {
			return -1
		}
		i += k
		rest := b[i:]
		switch {
		case len(rest) > 1 && (rest[1] == '/' || isName(rest[1])):
			n := tagEnd(rest)
			if n < 0 {
				return -1
			}
			i += n
			kind, called, empty := tagOf(rest[:n])
			switch {
			case string(called) != name:
			case kind == tagClose:
				depth--
			case !empty:
				depth++
			}
			if depth == 0 {
				return i
			}
		case bytes.HasPrefix(rest, []byte(cdata)):
			n := bytes.Index(rest[len(cdata):], []byte("]]>"))
			if n < 0 {
				return -1
			}
			i += len(cdata) + n + 3
		default:
			return -1
		}
	}
}

// skipTo takes all to the closing tag of an element that is open, with that tag; f sees it.
func (s *scanner) skipTo(name string, f func(...byte)) error {
	see := func(b []byte) { f(b...) }
	for depth := 1; depth > 0; {
		t, err := s.next(see)
		switch {
		case err != nil:
			return err
		case t.name != name:
		case t.kind == tagClose:
			depth--
		case t.kind == tagOpen && !t.empty:
			depth++
		}
	}
	return nil
}
