package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// jsonEscapes is how much longer JSON may be than the text it holds: \u0041 has six bytes for one.
const jsonEscapes = 6

// readJSONLines reads JSON Lines: an object a line, in UTF-8, each an article. A byte order mark and CRLF are tolerated, blank lines
// passed over. What a line does wrong ends with the line.
func readJSONLines(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		l := &lines{r: bufio.NewReaderSize(in.R, 64<<10), max: in.Max * jsonEscapes}
		for {
			ln, err := l.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(parley.Report{}, in.broken(l.end, err))
				}
				return
			}
			if !in.jsonLine(ln, yield) {
				return
			}
		}
	}
}

// jsonLine yields what one line holds.
func (in Input) jsonLine(ln line, yield func(parley.Report, *parley.SetAside) bool) bool {
	part := strconv.Itoa(ln.at.line)
	if ln.over {
		return yield(parley.Report{}, in.asideAt(part, parley.ReasonTooLarge, ln.at, "a line of %s, the limit is %s", numeral.Bytes(ln.at.size), numeral.Bytes(in.Max*jsonEscapes)))
	}
	b := ln.b
	if ln.at.offset == 0 {
		b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		ln.at.offset += int64(len(ln.b) - len(b))
	}
	if b = bytes.TrimRight(b, "\r\n"); len(bytes.TrimSpace(b)) == 0 {
		return true
	}
	return in.jsonItem(part, ln.at, b, article{}, yield)
}

// jsonItem yields the article of one value of JSON. What it does not say itself, it has from around.
func (in Input) jsonItem(part string, at place, b []byte, around article, yield func(parley.Report, *parley.SetAside) bool) bool {
	refuse := func(f *jsonFault) bool {
		where, why := at, parley.ReasonDamaged
		where.offset += int64(f.at)
		where.line += bytes.Count(b[:min(f.at, len(b))], []byte("\n"))
		if f.charset {
			why = parley.ReasonCharset
		}
		return yield(parley.Report{}, in.asideAt(part, why, where, "%s", f))
	}
	if f := checkJSON(b); f != nil {
		return refuse(f)
	}
	start := bytes.IndexFunc(b, func(r rune) bool { return !isJSONSpace(byte(r)) })
	if b[start] != '{' {
		return refuse(&jsonFault{at: start, why: jsonKind(b[start:]) + " where an object should be"})
	}
	fields, feed := in.Fields, isJSONFeed(around.dayBy)
	if feed { // it has its own names
		fields = nil
	}
	a, notes, f := jsonArticle(b, fields)
	if f != nil {
		return refuse(f)
	}
	if feed {
		part = (&FeedItem{Title: a.headline, Link: a.url, Text: string(a.text)}).Fragment()
	}
	if a.outlet == "" {
		a.outlet = around.outlet
	}
	if a.language == "" {
		a.language = around.language
	}
	if authors(a.authors) == "" {
		a.authors, a.wroteBy = around.authors, around.wroteBy
	}
	for _, n := range notes {
		if !yield(parley.Report{}, in.asideAt(part, parley.ReasonTold, at, "%s", n)) {
			return false
		}
	}
	return in.emit(yield, part, at, a)
}

// readJSON reads a document of JSON: an object that is an article, a list of such, an object with a list of such in its
// field items (see Fields), of which a JSON Feed is one, or several of these one after the other. Where the brackets
// do not match nothing after that place can be told apart, so reading ends there. What an object says of itself counts for its list
// where it stands before it.
func readJSON(in Input) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		d := &jsonDoc{Input: in, t: tape{r: bufio.NewReaderSize(in.R, 64<<10), line: 1}, yield: yield}
		if b, err := d.t.r.Peek(3); err == nil && string(b) == "\xef\xbb\xbf" {
			d.t.skip(3)
		}
		err := d.document()
		if !errors.Is(err, io.EOF) && !errors.Is(err, errStopped) {
			var f *tapeFault
			if errors.As(err, &f) {
				yield(parley.Report{}, in.asideAt("", parley.ReasonDamaged, place{line: f.line, offset: f.at, size: -1}, "%s; what follows is not read", f.why))
				return
			}
			yield(parley.Report{}, in.broken(d.t.off, err))
		}
	}
}

// errStopped ends a reading that nobody listens to.
var errStopped = errors.New("stopped")

// A jsonDoc is one document being read.
type jsonDoc struct {
	Input
	t     tape
	yield func(parley.Report, *parley.SetAside) bool
	n     int // values that were yielded
}

// document reads the values of the document. Its error is io.EOF where all was read.
func (d *jsonDoc) document() error {
	for {
		c, err := d.t.peek()
		if err != nil {
			return err
		}
		switch c {
		case '[':
			err = d.list(article{})
		case '{':
			err = d.object()
		default:
			err = d.item(article{})
		}
		if err != nil {
			return err
		}
	}
}

// list yields the elements of a list.
func (d *jsonDoc) list(around article) error {
	d.t.skip(1)
	for {
		c, err := d.t.peek()
		switch {
		case err != nil:
			return d.t.early(err)
		case c == ']':
			d.t.skip(1)
			return nil
		case c == ',':
			d.t.skip(1)
			continue
		}
		if err := d.item(around); err != nil {
			return err
		}
	}
}

// item yields the next value as an article.
func (d *jsonDoc) item(around article) error {
	b, at, over, err := d.t.value(d.Max * jsonEscapes)
	if err != nil {
		return err
	}
	d.n++
	part := strconv.Itoa(d.n)
	var going bool
	if over {
		going = d.yield(parley.Report{}, d.asideAt(part, parley.ReasonTooLarge, at, "%s of JSON, the limit is %s", numeral.Bytes(at.size), numeral.Bytes(d.Max*jsonEscapes)))
	} else {
		going = d.jsonItem(part, at, b, around, d.yield)
	}
	if !going {
		return errStopped
	}
	return nil
}

// object reads an object at the top: an article, or what has a list of them.
func (d *jsonDoc) object() error {
	whole := keeper{max: d.Max * jsonEscapes}
	at := place{line: d.t.line, offset: d.t.off}
	d.t.keep = &whole
	defer func() { d.t.keep = nil }()
	names, _ := d.Fields.names("items")
	var around article
	lists := false
	for {
		d.t.skip(1) // the bracket, or the comma
		c, err := d.t.peek()
		if err != nil {
			return d.t.early(err)
		}
		if c != '}' {
			if lists, err = d.member(names, &around, lists); err != nil {
				return err
			}
			if c, err = d.t.peek(); err != nil {
				return d.t.early(err)
			}
		}
		if c == '}' {
			d.t.skip(1)
			break
		}
		if c != ',' {
			return d.t.fault(fmt.Sprintf("%q where a comma or a bracket should be", c))
		}
	}
	d.t.keep = nil
	if lists {
		return nil
	}
	d.n++
	at.size = d.t.off - at.offset
	part := strconv.Itoa(d.n)
	if whole.over {
		if !d.yield(parley.Report{}, d.asideAt(part, parley.ReasonTooLarge, at, "%s of JSON, the limit is %s", numeral.Bytes(at.size), numeral.Bytes(whole.max))) {
			return errStopped
		}
		return nil
	}
	if !d.jsonItem(part, at, whole.b, article{}, d.yield) {
		return errStopped
	}
	return nil
}

// member reads one member of an object at the top. The list of articles is read as it comes.
func (d *jsonDoc) member(names []string, around *article, lists bool) (bool, error) {
	k, _, over, err := d.t.value(4096)
	if err != nil {
		return lists, d.t.early(err)
	}
	key, ok := unquoteJSON(k)
	if over || !ok {
		return lists, d.t.fault("no key where one should be")
	}
	c, err := d.t.peek()
	if err != nil {
		return lists, d.t.early(err)
	}
	if c != ':' {
		return lists, d.t.fault(fmt.Sprintf("%q where a colon should be", c))
	}
	d.t.skip(1)
	if c, err = d.t.peek(); err != nil {
		return lists, d.t.early(err)
	}
	if c == '[' && isItems(key, names) && d.t.listOfObjects() {
		d.t.keep = nil
		return true, d.list(*around)
	}
	v, _, over, err := d.t.value(4096)
	if err != nil {
		return lists, d.t.early(err)
	}
	if s, ok := unquoteJSON(v); ok && !over {
		switch key {
		case "version":
			around.dayBy = s // of a JSON Feed, whose title is the outlet
		case "title":
			around.headline = s
		case "language":
			around.language = s
		}
	}
	if (key == "author" || key == "authors") && !over && checkJSON(v) == nil { // they are those of all items that name none
		around.authors, around.wroteBy = jsonField{val: v}.authors(), key
	}
	if isJSONFeed(around.dayBy) {
		around.outlet = around.headline
	}
	return lists, nil
}

func isJSONFeed(version string) bool { return strings.Contains(version, "jsonfeed.org/version/") }

// isItems reports whether a key is the list of articles.
func isItems(key string, names []string) bool {
	for _, n := range names {
		if key == n || n == "/"+key {
			return true
		}
	}
	return false
}
