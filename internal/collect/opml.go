package collect

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/egress"
)

// Limits of an OPML file.
const (
	maxOPML    = 5_000_000 // bytes
	maxFeeds   = 10_000
	maxNesting = 100
)

// A Source is one feed of a list.
type Source struct {
	URL   string // in the form of egress.Parse
	Title string // as the list has it
	Line  int
}

// ReadOPML lists the feeds of an OPML file (versions 1.0 to 2.0, http://opml.org/spec2.opml) in the order in which they stand
// there, each once, and what of it is no feed, a line each. Lists that it includes are not followed. Of a file that breaks
// off the feeds before that place are listed.
func ReadOPML(r io.Reader) (feeds []Source, wrong []string, err error) {
	bad := func(format string, args ...any) error {
		return parley.Errorf(parley.Invalid, "read the list of feeds", format, args...)
	}
	b, err := io.ReadAll(io.LimitReader(r, maxOPML+1))
	switch {
	case err != nil:
		return nil, nil, &parley.Error{Kind: parley.Unavailable, Op: "read the list of feeds", Err: err}
	case len(b) > maxOPML:
		return nil, nil, bad("more than %d MB", maxOPML/1_000_000)
	}
	o := opml{seen: map[string]bool{}, d: xml.NewDecoder(bytes.NewReader(bytes.TrimSpace(b)))}
	o.d.CharsetReader = charset.NewReaderLabel
	err = o.read()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax) && len(o.feeds) > 0:
		o.wrong = append(o.wrong, fmt.Sprintf("line %d: not read from here on: %s", syntax.Line, syntax.Msg))
	case err != nil:
		return nil, nil, bad("not OPML: %s", err)
	case len(o.feeds) == 0:
		return nil, o.wrong, bad("no feed in it: a feed is an outline with the attribute xmlUrl")
	}
	return o.feeds, o.wrong, nil
}

// An opml is one file being read.
type opml struct {
	d     *xml.Decoder
	depth int
	seen  map[string]bool
	feeds []Source
	wrong []string
}

func (o *opml) read() error {
	for {
		t, err := o.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if o.depth == 0 && !strings.EqualFold(t.Name.Local, "opml") {
				return fmt.Errorf("its element is %q", t.Name.Local)
			}
			if o.depth++; o.depth > maxNesting {
				return fmt.Errorf("more than %d outlines in one another", maxNesting)
			}
			if strings.EqualFold(t.Name.Local, "outline") {
				if err := o.outline(t); err != nil {
					return err
				}
			}
		case xml.EndElement:
			o.depth--
		}
	}
}

// outline takes one outline. Names of attributes are compared without regard to case: programs write them in both.
func (o *opml) outline(t xml.StartElement) error {
	at := map[string]string{}
	for _, a := range t.Attr {
		at[strings.ToLower(a.Name.Local)] = strings.TrimSpace(a.Value)
	}
	line, _ := o.d.InputPos()
	if strings.EqualFold(at["type"], "include") {
		o.wrong = append(o.wrong, fmt.Sprintf("line %d: includes another list, which is not followed", line))
		return nil
	}
	if at["xmlurl"] == "" {
		return nil // a folder
	}
	u, err := egress.Parse(at["xmlurl"])
	switch {
	case err != nil:
		o.wrong = append(o.wrong, fmt.Sprintf("line %d: %.200q: %s", line, at["xmlurl"], err))
		return nil
	case o.seen[u.String()]:
		return nil
	case len(o.feeds) >= maxFeeds:
		return fmt.Errorf("more than %d feeds", maxFeeds)
	}
	o.seen[u.String()] = true
	title := at["title"]
	if title == "" {
		title = at["text"]
	}
	o.feeds = append(o.feeds, Source{u.String(), title, line})
	return nil
}
