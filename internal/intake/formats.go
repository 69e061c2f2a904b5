package intake

import (
	"bufio"
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Containers are the formats of which one input may hold many reports. A name decides by its ending; an input whose name has none that is known is
// the first that its beginning fits.
func Containers() []Container {
	return []Container{
		{Name: "web archive (WARC)", Ends: []string{".warc"}, Is: isWARC, Raw: true, Read: readWARC},
		{Name: "web archive (WACZ)", Ends: []string{".wacz"}, Is: isWACZ, Raw: true, Read: readWACZ},
		{Name: "saved web page (MHTML)", Ends: []string{".mhtml", ".mht"}, Is: isMHTML, Read: readMHTML},
		{Name: "e-mail", Ends: []string{".eml", ".mbox"}, Is: isMail, Read: readMail},
		{Name: "feed (RSS, Atom)", Ends: []string{".rss", ".atom", ".rdf"}, Is: isFeed, Read: readFeed},
		{Name: "feed (RSS, Atom)", Ends: []string{".xml"}, Is: isFeed, Fits: func(head []byte, _ Fields) bool { return isFeed(head) }, Read: readFeed},
		{Name: "JSON Lines", Ends: []string{".jsonl", ".ndjson"}, Is: isJSONLines, Read: readJSONLines},
		{Name: "JSON", Ends: []string{".json"}, Is: isJSON, Fits: fitsJSON, Read: readJSON},
		{Name: "table (CSV)", Ends: []string{".csv", ".tsv"}, Fits: fitsTable, Read: readTable},
	}
}

// Endings are the endings of names by which a file in a folder is known as a report or as what holds some.
func Endings() []string {
	out := slices.Clone(plainEnds)
	for _, c := range Containers() {
		out = append(out, c.Ends...)
	}
	return out
}

// plainEnds are the endings of files that are one report each.
var plainEnds = []string{".txt", ".text", ".html", ".htm", ".xhtml"}

// ending is the ending of a name, in lower case, without those of compression.
func ending(name string) string {
	name = strings.ToLower(name)
	for range maxLayers {
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	}
	return filepath.Ext(name)
}

// container is the format of an input, nil where it is one report.
func container(name string, head []byte) *Container {
	all := Containers()
	end := ending(name)
	if i := slices.IndexFunc(all, func(c Container) bool { return slices.Contains(c.Ends, end) }); i >= 0 {
		return &all[i]
	}
	if slices.Contains(plainEnds, end) || len(head) == 0 {
		return nil
	}
	if i := slices.IndexFunc(all, func(c Container) bool { return c.Is != nil && c.Is(head) }); i >= 0 {
		return &all[i]
	}
	return nil
}

// begin is the beginning of an input without byte order mark and white space.
func begin(head []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
}

var (
	mailField = regexp.MustCompile(`^(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]`)
	mailMark  = regexp.MustCompile(`(?im)^(?:MIME-Version: *1|Message-ID: *<|Received: *(?:from|by) |Return-Path: *<|Content-Type: *multipart/)`)
	savedMark = regexp.MustCompile(`(?im)^(?:Snapshot-Content-Location:|From: "?<Saved by )`)
)

func isMHTML(head []byte) bool { return mailField.Match(head) && savedMark.Match(head) }
func isMail(head []byte) bool  { return mailField.Match(head) && mailMark.Match(head) }

// isFeed reports whether XML begins as a feed does.
func isFeed(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("<\x00")) || bytes.HasPrefix(head, []byte("\x00<")) {
		head = bytes.ReplaceAll(bytes.TrimLeft(head, "\xff\xfe"), []byte{0}, nil)
	}
	b := begin(head)
	if !bytes.HasPrefix(b, []byte("<")) {
		return false
	}
	s := scanner{r: newScan(bytes.NewReader(b)), line: 1}
	for {
		t, err := s.next(nil)
		if err != nil {
			return false
		}
		if t.kind == tagOpen {
			return isFeedRoot(local(t.name))
		}
	}
}

// isJSONLines reports whether an input begins with an object on a line of its own.
func isJSONLines(head []byte) bool {
	b := begin(head)
	ln, rest, ended := bytes.Cut(b, []byte("\n"))
	if len(b) == 0 || b[0] != '{' {
		return false
	}
	if ended {
		return checkJSON(ln) == nil && bytes.HasPrefix(bytes.TrimSpace(rest), []byte("{"))
	}
	return false
}

// fitsJSON reports whether JSON begins as articles do: it names a field that holds text, one the user has named or a usual one.
func fitsJSON(head []byte, f Fields) bool {
	named, _ := f.names("text")
	usual, _ := Fields{}.names("text")
	names := append(slices.Clone(named), usual...)
	low := bytes.ToLower(head)
	return isJSON(head) && isJSONFeed(string(head)) || isJSON(head) && slices.ContainsFunc(names, func(n string) bool {
		n = n[strings.LastIndexByte(n, '/')+1:]
		return bytes.Contains(low, []byte(`"`+strings.ToLower(n)+`"`))
	})
}

// fitsTable reports whether a table has a column that holds text, one the user has named or a usual one.
func fitsTable(head []byte, f Fields) bool {
	for _, f := range []Fields{f, nil} {
		in := Input{R: bytes.NewReader(head), Max: headBytes, Fields: f}
		r := &rows{Input: in, l: lines{r: bufio.NewReader(narrow(in.R)), max: in.Max}}
		if r.heading(func(parley.Report, *parley.SetAside) bool { return false }) == nil {
			return true
		}
	}
	return false
}

// isJSON reports whether an input begins as an object with a key, or a list of objects, does.
func isJSON(head []byte) bool {
	b := begin(head)
	if bytes.HasPrefix(b, []byte("[")) {
		b = bytes.TrimSpace(b[1:])
	}
	if !bytes.HasPrefix(b, []byte("{")) {
		return false
	}
	b = bytes.TrimSpace(b[1:])
	return bytes.HasPrefix(b, []byte(`"`)) && bytes.Contains(b, []byte(`":`)) || bytes.HasPrefix(b, []byte(`"`)) && bytes.Contains(b, []byte(`" :`))
}
