// Package intake brings reports in: files, folders and standard input, with what the user says of them.
// An input that cannot be read is set aside with its reason, and the rest goes on.
package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// DefaultMaxBytes is the size limit of one report where Options names none: 5 MB.
const DefaultMaxBytes = 5_000_000

// Options says how inputs are read. The zero value is useful.
type Options struct {
	MaxBytes int64        // most bytes one report may have; 0 is DefaultMaxBytes
	Given    parley.Given // said of every report; each field that is set wins over the manifest, and that over what a container says
	Fields   Fields       // which fields of JSON and columns of tables hold what

	// Note, where it is set, is told after an archive what was in it: "1,204 records: 310 pages, 800 images, 94 requests".
	Note func(name, line string)
}

func (o Options) limit() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// An Item is a report, or an input that was set aside, or a line of a manifest that cannot be used. One field is set.
type Item struct {
	Report *parley.Report
	Aside  *parley.SetAside
}

// Walk calls yield with every report that paths lead to, one after the other and in a fixed order; no report is
// kept after yield returns. It stops with yield's first error and returns it. It returns no other error.
//
// A path is a file, which is read whatever its ending, a folder, or "-" for stdin. Folders are read with all folders
// in them, by name in ascending order of bytes; in a folder only files that end in .txt, .text, .html, .htm or
// .xhtml are reports, and those that end as a container does (see Containers) hold some; .gz or .zst may follow. Hidden entries are passed over, and so is the folder page_files that a browser saves beside
// page.html. A file manifest.csv tells of the files beside it and in the folders below, see manifest.go; it is no report.
//
// Two paths to the same bytes give two reports of the same ID.
func Walk(paths []string, stdin io.Reader, opt Options, yield func(Item) error) error {
	w := &walker{opt: opt, yield: yield, manifests: map[string]*manifest{}}
	for _, p := range paths {
		var err error
		if p == "-" {
			err = w.stdin(stdin)
		} else {
			w.links = map[string]bool{}
			err = w.path(p, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Stream is Walk over one input that was opened already, such as what a server answered. The ending of its name says what it is, else its beginning does.
func Stream(name string, r io.Reader, opt Options, yield func(Item) error) error {
	w := &walker{opt: opt, yield: yield, manifests: map[string]*manifest{}}
	return w.stream(name, r, nil, -1, false, opt.Given)
}

// A walker is one walk.
type walker struct {
	opt       Options
	yield     func(Item) error
	manifests map[string]*manifest // by folder; nil where there is none
	links     map[string]bool      // real paths of folders that links led to, of this argument
}

// maxDepth is how deep folders are followed.
const maxDepth = 128

// path reads a file or a folder. above are the folders that it was found in.
func (w *walker) path(p string, above []fs.FileInfo) error {
	fi, err := os.Stat(p)
	if err != nil {
		return w.refuse(p, err)
	}
	switch m := fi.Mode(); {
	case fi.IsDir():
		return w.folder(p, fi, above)
	case m.IsRegular():
		if filepath.Base(p) == manifestName {
			return w.loadManifest(filepath.Dir(p))
		}
		if err := w.loadManifest(filepath.Dir(p)); err != nil {
			return err
		}
		return w.file(p, fi.Size(), len(above) > 0)
	default:
		return w.aside(p, parley.ReasonUnreadable, -1, "is a "+kindOf(m)+", not a file")
	}
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "named pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "special file"
}

// folder reads what is in a folder.
func (w *walker) folder(p string, fi fs.FileInfo, above []fs.FileInfo) error {
	if among(fi, above) {
		return w.aside(p, parley.ReasonLoop, -1, "a link that leads back to a folder above it")
	}
	if len(above) >= maxDepth {
		return w.aside(p, parley.ReasonUnreadable, -1, fmt.Sprintf("more than %d folders deep", maxDepth))
	}
	entries, err := os.ReadDir(p)
	if err != nil {
		if err := w.refuse(p, err); err != nil || len(entries) == 0 {
			return err
		}
	}
	if err := w.loadManifest(p); err != nil {
		return err
	}
	above = append(above, fi)
	saved := savedPages(entries)
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || saved[name] {
			continue
		}
		full := filepath.Join(p, name)
		switch {
		case e.IsDir():
			err = w.path(full, above)
		case e.Type()&fs.ModeSymlink != 0:
			err = w.link(full, above)
		case !isReportName(name):
			continue
		default:
			err = w.path(full, above)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// among reports whether fi is one of the folders above.
func among(fi fs.FileInfo, above []fs.FileInfo) bool {
	return slices.ContainsFunc(above, func(a fs.FileInfo) bool { return os.SameFile(a, fi) })
}

// link follows a symbolic link in a folder. A folder is entered through links once.
func (w *walker) link(p string, above []fs.FileInfo) error {
	fi, err := os.Stat(p)
	switch {
	case err != nil && errors.Is(err, fs.ErrNotExist):
		return w.aside(p, parley.ReasonUnreadable, -1, "a link that leads nowhere")
	case err != nil:
		return w.path(p, above)
	case !fi.IsDir():
		if !isReportName(filepath.Base(p)) {
			return nil
		}
		return w.path(p, above)
	}
	if among(fi, above) {
		return w.path(p, above)
	}
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return w.refuse(p, err)
	}
	if w.links[real] {
		return w.aside(p, parley.ReasonLoop, -1, "a link to a folder that another link has led to already")
	}
	w.links[real] = true
	return w.path(p, above)
}

// savedPages are the folders that browsers save beside a page: the name of the page with "_files".
func savedPages(entries []fs.DirEntry) map[string]bool {
	out := map[string]bool{}
	for _, e := range entries {
		if base, ok := htmlBase(e.Name()); ok {
			out[base+"_files"] = true
		}
	}
	return out
}

func htmlBase(name string) (string, bool) {
	switch ext := filepath.Ext(name); strings.ToLower(ext) {
	case ".html", ".htm", ".xhtml":
		return strings.TrimSuffix(name, ext), true
	}
	return "", false
}

// isReportName reports whether a file found in a folder is read.
func isReportName(name string) bool {
	end := ending(name)
	return slices.Contains(plainEnds, end) || slices.ContainsFunc(Containers(), func(c Container) bool { return slices.Contains(c.Ends, end) })
}

// refuse sets p aside with what the file system said.
func (w *walker) refuse(p string, err error) error {
	why := err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) {
		why = pe.Err.Error()
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "no such file or folder"
		if fi, e := os.Lstat(p); e == nil && fi.Mode()&fs.ModeSymlink != 0 {
			why = "a link that leads nowhere"
		}
	case strings.Contains(why, "too many levels of symbolic links"), strings.Contains(why, "too many links"):
		return w.aside(p, parley.ReasonLoop, -1, "links that lead to each other")
	}
	return w.aside(p, parley.ReasonUnreadable, -1, why)
}

func (w *walker) aside(p string, why parley.Reason, size int64, detail string) error {
	return w.yield(Item{Aside: &parley.SetAside{Name: nameOf(p), Reason: why, Detail: detail, Size: size}})
}

// nameOf is a path as reports carry it: cleaned, with slashes, valid UTF-8. An address stays as it is.
func nameOf(p string) string {
	if p == "-" || strings.Contains(p, "://") {
		return strings.ToValidUTF8(p, "\ufffd")
	}
	return strings.ToValidUTF8(filepath.ToSlash(filepath.Clean(p)), "\ufffd")
}
