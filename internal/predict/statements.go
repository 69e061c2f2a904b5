package predict

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/text"
)

// An Annotator fills every layer over a text. It serves many goroutines.
type Annotator interface {
	Annotate(t *text.Text) *text.Doc
}

// Bounds of Statements, so that memory does not grow with the input.
const (
	maxArticle = 8 << 20 // bytes of one line
	rememberID = 1 << 18 // ids that are known again, the latest ones
)

// Statements answers articles, a JSON object {"id", "text"} a line, with their attributions, one answer a line and in
// the same order. Paragraphs are parted by empty lines, or by lines where there are none. Attributions that are
// less sure than least are left out. A line that is no such object, or brings an id once more, is told and left out.
// Articles are read side by side; the answer is the same however many processors there are.
func Statements(w io.Writer, r io.Reader, a Annotator, least float64, tell Tell) error {
	return articles(w, r, tell, func(document) error { return nil }, func(doc document) any {
		return Attributed{doc.ID, attributions(a.Annotate(text.Plain(*doc.Text)), least)}
	})
}

// articles answers a line a line, side by side and in the order of the input. What check finds fault with is told and left out; its
// error is of kind parley.Invalid.
func articles(w io.Writer, r io.Reader, tell Tell, check func(document) error, read func(document) any) error {
	out := bufio.NewWriterSize(w, 1<<16)
	lines := conll.NewLines(r, maxArticle)
	seen := newSeen(rememberID)
	most := 2 * runtime.GOMAXPROCS(0)
	var under []chan answered // under way, in the order of the input
	next := func() error {
		done := <-under[0]
		under = under[:copy(under, under[1:])]
		if done.err != nil {
			return done.err
		}
		_, err := out.Write(done.line)
		return written(err)
	}
	finish := func() error {
		for len(under) > 0 {
			if err := next(); err != nil {
				return err
			}
		}
		return written(out.Flush())
	}
	for {
		doc, err := article(lines, seen)
		switch {
		case errors.Is(err, io.EOF):
			return finish()
		case err != nil && parley.KindOf(err) == parley.Invalid:
			tell(err)
			continue
		case err != nil:
			return cmp.Or(finish(), err)
		}
		if err := check(doc); err != nil {
			tell(parley.Errorf(parley.Invalid, fmt.Sprintf("line %d", lines.Number()), "%s", err))
			continue
		}
		done := make(chan answered, 1)
		go func() { done <- answer(read(doc)) }()
		if under = append(under, done); len(under) >= most {
			if err := next(); err != nil {
				return err
			}
		}
	}
}

// answered is the line that answers an article.
type answered struct {
	line []byte
	err  error
}

// answer is the line of an answer.
func answer(x any) answered {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(x)
	return answered{b.Bytes(), err}
}

// article is the next line's article. A blank line is none and passed over.
func article(lines *conll.Lines, seen *seen) (document, error) {
	for {
		line, err := lines.Next()
		if err != nil {
			return document{}, err
		}
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) == 0 {
			continue
		}
		doc, err := decode(line, lines.Number())
		if err != nil {
			return document{}, err
		}
		bad := func(format string, args ...any) (document, error) {
			return document{}, parley.Errorf(parley.Invalid, fmt.Sprintf("line %d", lines.Number()), format, args...)
		}
		if bytes.Equal(doc.ID, []byte("null")) {
			return bad("no id")
		}
		if first := seen.at(doc.ID, lines.Number()); first > 0 {
			return bad("the id %s once more; line %d has it", brief(doc.ID), first)
		}
		return doc, nil
	}
}

// brief is an id for a message.
func brief(id json.RawMessage) string {
	if len(id) <= 80 {
		return string(id)
	}
	return strings.ToValidUTF8(string(id[:80]), "") + " …"
}

// seen knows the latest ids, by their hash.
type seen struct {
	line map[[16]byte]int
	ring [][16]byte
	next int
}

func newSeen(most int) *seen { return &seen{line: map[[16]byte]int{}, ring: make([][16]byte, 0, most)} }

// at is the line in which the id came before, 0 where it is new; then it is known from now on.
func (s *seen) at(id json.RawMessage, line int) int {
	var word string
	if json.Unmarshal(id, &word) == nil {
		id = []byte("\"" + word) // however it was escaped
	}
	sum := sha256.Sum256(id)
	key := [16]byte(sum[:16])
	if first := s.line[key]; first > 0 {
		return first
	}
	if len(s.ring) < cap(s.ring) {
		s.ring = append(s.ring, key)
	} else {
		delete(s.line, s.ring[s.next])
		s.ring[s.next] = key
		s.next = (s.next + 1) % len(s.ring)
	}
	s.line[key] = line
	return 0
}
