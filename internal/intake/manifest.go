package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/parley-press/parley"
)

// manifestName is the file that tells of the reports beside it.
const manifestName = "manifest.csv"

// A manifest is what manifest.csv says of the files of its folder, by path relative to it, with slashes.
type manifest struct{ files map[string]parley.Given }

// A rowError is a line of a manifest that cannot be used, or of which a cell cannot.
type rowError struct {
	line int // from 1
	why  string
}

// parseManifest reads a manifest: comma-separated, with a line of column names of which file is needed and
// published, outlet, url and language are known, in any order and case; other columns are ignored. A byte order
// mark and CRLF line ends are tolerated. What cannot be used is reported and the rest is kept; where a file stands
// in two rows the later one wins. exists says whether a file named in it is there.
func parseManifest(r io.Reader, exists func(string) bool) (*manifest, []rowError) {
	m := &manifest{files: map[string]parley.Given{}}
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	c.TrimLeadingSpace = true
	head, err := c.Read()
	if err != nil {
		if err == io.EOF {
			return m, []rowError{{1, "the manifest is empty"}}
		}
		return m, []rowError{{1, csvCause(err)}}
	}
	col := columns(head)
	if _, ok := col["file"]; !ok {
		return m, []rowError{{1, "no column is called file"}}
	}
	var bad []rowError
	for {
		row, err := c.Read()
		if err == io.EOF {
			return m, bad
		}
		if err != nil {
			bad = append(bad, rowError{csvLine(err), csvCause(err)})
			if len(bad) > 1000 {
				return m, bad
			}
			continue
		}
		line, _ := c.FieldPos(0)
		if why := m.add(row, col, exists); why != "" {
			bad = append(bad, rowError{line, why})
		}
	}
}

// csvCause is what is wrong with a row, without the position that the reader writes before it.
func csvCause(err error) string {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// csvLine is the line on which a row with an error starts.
func csvLine(err error) int {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return pe.StartLine
	}
	return 0
}

// columns is the place of each known column.
func columns(head []string) map[string]int {
	col := map[string]int{}
	for i, h := range head {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
		h = strings.Trim(h, `"`)
		if _, ok := col[h]; !ok {
			col[h] = i
		}
	}
	return col
}

// add keeps one row; the answer says what is wrong with it, "" where nothing is.
func (m *manifest) add(row []string, col map[string]int, exists func(string) bool) string {
	cell := func(name string) string {
		if i, ok := col[name]; ok && i < len(row) {
			return strings.ToValidUTF8(strings.TrimSpace(row[i]), "\ufffd")
		}
		return ""
	}
	file := cell("file")
	if file == "" {
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			return ""
		}
		return "the row names no file"
	}
	key := filepath.ToSlash(filepath.Clean(filepath.FromSlash(strings.ReplaceAll(file, `\`, "/"))))
	if !filepath.IsLocal(filepath.FromSlash(key)) {
		return fmt.Sprintf("%q is not in the folder of the manifest", file)
	}
	if !exists(key) {
		return fmt.Sprintf("there is no file %q", file)
	}
	g := parley.Given{Outlet: cell("outlet"), URL: cell("url"), Language: cell("language")}
	why := ""
	if s := cell("published"); s != "" {
		d, err := parley.ParseDate(s)
		if err != nil {
			why = fmt.Sprintf("%s: published %q is not a date of the form 2031-05-04", file, s)
		}
		g.Published = d
	}
	if _, twice := m.files[key]; twice && why == "" {
		why = fmt.Sprintf("%q stands in an earlier row too, this one is used", file)
	}
	m.files[key] = g
	return why
}

// loadManifest reads the manifest of a folder once and yields what cannot be used of it.
func (w *walker) loadManifest(dir string) error {
	dir = filepath.Clean(dir)
	if _, ok := w.manifests[dir]; ok {
		return nil
	}
	w.manifests[dir] = nil
	p := filepath.Join(dir, manifestName)
	fi, err := os.Stat(p)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return w.refuse(p, err)
	case !fi.Mode().IsRegular():
		return w.aside(p, parley.ReasonManifest, -1, "not a file")
	case fi.Size() > w.opt.limit():
		return w.tooLarge(p, fi.Size())
	}
	f, err := os.Open(p)
	if err != nil {
		return w.refuse(p, err)
	}
	defer f.Close()
	m, bad := parseManifest(io.LimitReader(f, w.opt.limit()), func(name string) bool {
		fi, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil && !fi.IsDir()
	})
	w.manifests[dir] = m
	for _, b := range bad {
		if err := w.aside(p, parley.ReasonManifest, fi.Size(), fmt.Sprintf("line %d: %s", b.line, b.why)); err != nil {
			return err
		}
	}
	return nil
}

// given is what is said of file p: by the options, else by the manifest beside it, else by one in a folder above it
// that this walk has read.
func (w *walker) given(p string) parley.Given {
	out := w.opt.Given
	dir, rel := filepath.Dir(filepath.Clean(p)), filepath.Base(p)
	for {
		if m := w.manifests[dir]; m != nil {
			g, ok := m.files[filepath.ToSlash(rel)]
			if ok {
				return merge(out, g)
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return out
		}
		rel = filepath.Join(filepath.Base(dir), rel)
		dir = up
	}
}

// merge fills the fields of a that are not set from b.
func merge(a, b parley.Given) parley.Given {
	if !a.Published.Known() {
		a.Published = b.Published
	}
	for _, f := range []struct{ to, from *string }{{&a.Outlet, &b.Outlet}, {&a.URL, &b.URL}, {&a.Language, &b.Language}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	return a
}
