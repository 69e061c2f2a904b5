package intake

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/parley-press/parley"
)

// file reads one file of size bytes, as the file system says.
func (w *walker) file(p string, size int64) error {
	if size > w.opt.limit() {
		return w.tooLarge(p, size)
	}
	f, err := os.Open(p)
	if err != nil {
		return w.refuse(p, err)
	}
	b, more, err := readUpTo(f, w.opt.limit(), size)
	if e := f.Close(); err == nil {
		err = e
	}
	switch {
	case err != nil:
		return w.refuse(p, err)
	case more:
		return w.tooLarge(p, -1)
	}
	return w.report(p, b, w.given(p))
}

func (w *walker) stdin(r io.Reader) error {
	if r == nil {
		return w.aside("-", parley.ReasonUnreadable, -1, "there is no standard input")
	}
	b, more, err := readUpTo(r, w.opt.limit(), 0)
	switch {
	case err != nil:
		return w.refuse("-", err)
	case more:
		return w.tooLarge("-", -1)
	}
	return w.report("-", b, w.opt.Given)
}

// readUpTo reads r to its end, but no more than limit bytes and one. more says that there are more.
func readUpTo(r io.Reader, limit, size int64) (b []byte, more bool, err error) {
	var buf bytes.Buffer
	if size > 0 && size <= limit {
		buf.Grow(int(size) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(r, limit+1))
	if n > limit {
		return nil, true, nil
	}
	return buf.Bytes(), false, err
}

func (w *walker) tooLarge(p string, size int64) error {
	detail := "over the limit of " + megabytes(w.opt.limit())
	if size >= 0 {
		detail = megabytes(size) + ", the limit is " + megabytes(w.opt.limit())
	}
	return w.aside(p, parley.ReasonTooLarge, size, detail)
}

// megabytes writes n bytes in MB, kB or bytes, with one digit after the point where there is one.
func megabytes(n int64) string {
	for _, u := range []struct {
		size int64
		name string
	}{{1_000_000, "MB"}, {1_000, "kB"}} {
		if n >= u.size {
			if n%u.size == 0 {
				return fmt.Sprintf("%d %s", n/u.size, u.name)
			}
			return fmt.Sprintf("%.1f %s", float64(n)/float64(u.size), u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// report yields the report of bytes b, or sets it aside.
func (w *walker) report(p string, b []byte, g parley.Given) error {
	id := parley.IDOf(b)
	set := func(why parley.Reason, detail string) error {
		return w.yield(Item{Aside: &parley.SetAside{Name: nameOf(p), Reason: why, Detail: detail, Report: id, Size: int64(len(b))}})
	}
	switch format := sniffBinary(b); {
	case len(b) == 0:
		return set(parley.ReasonEmpty, "0 bytes")
	case blank(b):
		return set(parley.ReasonEmpty, "nothing but white space")
	case format != "":
		return set(parley.ReasonBinary, format)
	}
	return w.yield(Item{Report: &parley.Report{ID: id, Names: []string{nameOf(p)}, Format: sniffFormat(p, b), Bytes: b, Given: g}})
}
