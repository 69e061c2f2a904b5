package intake

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
	"github.com/parley-press/parley/internal/warc"
)

// isWARC reports whether an input begins as a WARC file does.
func isWARC(head []byte) bool { return warc.LooksWARC(head) }

// isWACZ reports whether an input begins as a WACZ package does.
func isWACZ(head []byte) bool { return warc.LooksWACZ(head) }

// readWARC reads a WARC file. A report is a page with status 200 as the server sent it, with its address; the part is the offset of its record.
// The day on which it was collected is no evidence of the day on which it appeared, and is left out.
func readWARC(in Input) Items {
	return in.archive(func(opt warc.Options, yield func(warc.Item) error) (*warc.Summary, error) {
		if in.At != nil {
			return warc.ReadAt(in.At, in.Size, opt, yield)
		}
		return warc.Read(in.R, opt, yield)
	})
}

// readWACZ reads a WACZ package as readWARC does the files in it; the part is the name of the file and the offset in it.
func readWACZ(in Input) Items {
	return in.archive(func(opt warc.Options, yield func(warc.Item) error) (*warc.Summary, error) {
		if in.At != nil {
			return warc.ReadWACZ(in.At, in.Size, opt, yield)
		}
		b, more, err := readUpTo(in.R, mostPacked, 0)
		switch {
		case err != nil:
			return &warc.Summary{}, yield(warc.Item{Aside: &warc.Aside{Reason: parley.ReasonUnreadable, Detail: err.Error(), Size: -1}})
		case more:
			return &warc.Summary{}, yield(warc.Item{Aside: &warc.Aside{
				Reason: parley.ReasonTooLarge, Size: -1,
				Detail: fmt.Sprintf("a WACZ package that does not come as a file may have %s; save it, and name the file", numeral.Bytes(mostPacked)),
			}})
		}
		return warc.ReadWACZ(bytes.NewReader(b), int64(len(b)), opt, yield)
	})
}

// mostPacked is how large a WACZ package may be that cannot be read in any order, as from stdin: it is held in memory.
const mostPacked = 32_000_000

// archive yields what read finds, and notes its summary.
func (in Input) archive(read func(warc.Options, func(warc.Item) error) (*warc.Summary, error)) Items {
	return func(yield func(parley.Report, *parley.SetAside) bool) {
		sum, err := read(warc.Options{MaxBytes: in.Max}, func(it warc.Item) error {
			var r parley.Report
			var aside *parley.SetAside
			if it.Page != nil {
				r = in.page(it.Page)
			} else {
				aside = in.archiveAside(it.Aside)
			}
			if !yield(r, aside) {
				return errStop
			}
			return nil
		})
		if err == nil && in.Note != nil {
			in.Note(in.Name, sum.String())
		}
	}
}

// errStop ends the reading of an archive that nobody listens to any more.
var errStop = errors.New("stop")

func (in Input) page(p *warc.Page) parley.Report {
	r := parley.Report{Names: []string{in.Part(fragment(p.Place))}, Bytes: p.Body, Format: parley.HTML}
	if p.Type == "text/plain" {
		r.Format = "" // some servers say so of everything
	}
	if isWeb(p.URI) && len(p.URI) <= maxLine {
		r.Told.URL = p.URI
	}
	return r
}

// fragment names a record: "5120", "5120+33" for one within a compressed stretch, "a.warc.gz:5120" in a package.
func fragment(p warc.Place) string {
	s := fmt.Sprint(p.Offset)
	if p.Inner > 0 {
		s += fmt.Sprintf("+%d", p.Inner)
	}
	if p.File != "" {
		s = entryName(p.File) + ":" + s
	}
	return s
}

// entryName is the path of a file in a package without archive/, and without slash or space.
func entryName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r <= ' ' || r == '#' || r == 0xa0 {
			return '_'
		}
		return r
	}, strings.TrimPrefix(path.Clean(name), "archive/"))
}

func (in Input) archiveAside(a *warc.Aside) *parley.SetAside {
	out := &parley.SetAside{Name: in.Name, Reason: a.Reason, Size: a.Size, Detail: oneLine(a.Detail, 400)}
	if a.File != "" || a.URI != "" || a.Size >= 0 || a.Offset > 0 {
		out.Name = in.Part(fragment(a.Place))
	}
	if a.URI != "" {
		out.Detail = oneLine(a.URI, 150) + ": " + out.Detail
	}
	return out
}
