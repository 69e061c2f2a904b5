package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// file reads one file of size bytes, as the file system says. found says that it was met in a folder, not named.
func (w *walker) file(p string, size int64, found bool) error {
	f, err := os.Open(p)
	if err != nil {
		return w.refuse(p, err)
	}
	defer f.Close()
	return w.stream(p, f, f, size, found, w.given(p))
}

func (w *walker) stdin(r io.Reader) error {
	if r == nil {
		return w.aside("-", parley.ReasonUnreadable, -1, "there is no standard input")
	}
	return w.stream("-", r, nil, -1, false, w.opt.Given)
}

// stream reads one input: a report, or a container of reports. at and size are those of the file, where it is one.
func (w *walker) stream(p string, r io.Reader, at io.ReaderAt, size int64, found bool, g parley.Given) error {
	raw := bufio.NewReaderSize(r, sniffBytes)
	head, err := raw.Peek(headBytes)
	if packing(head) == "gzip" {
		head, err = raw.Peek(sniffBytes)
	}
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return w.refuse(p, err)
	}
	if c := container(p, peekUnpacked(head)); c != nil && c.Raw {
		return w.container(c, Input{Name: nameOf(p), R: raw, At: at, Size: size}, found, head, g)
	}
	u := unpack(raw)
	defer u.Close()
	if u.err != nil {
		return w.cannot(p, size, u.err)
	}
	if len(u.layers) > 0 {
		at, size = nil, -1
		if head, err = u.Peek(headBytes); err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
			return w.cannot(p, size, err)
		}
	}
	if c := container(p, head); c != nil {
		return w.container(c, Input{Name: nameOf(p), R: u, At: at, Size: size}, found, head, g)
	}
	return w.single(p, u, size, g)
}

// cannot sets an input aside that cannot be unpacked.
func (w *walker) cannot(p string, size int64, err error) error {
	a := Input{Name: nameOf(p)}.broken(0, err)
	a.Size = size
	return w.yield(Item{Aside: a})
}

// single reads an input that is one report.
func (w *walker) single(p string, r io.Reader, size int64, g parley.Given) error {
	if size > w.opt.limit() {
		return w.tooLarge(p, size)
	}
	b, more, err := readUpTo(r, w.opt.limit(), size)
	var limit *limitError
	var bad *damageError
	switch {
	case errors.As(err, &limit), errors.As(err, &bad):
		return w.cannot(p, -1, err)
	case err != nil:
		return w.refuse(p, err)
	case more:
		return w.tooLarge(p, -1)
	}
	return w.report(p, b, g)
}

// mostAsides is how many parts of one container are set aside by name. More are counted.
const mostAsides = 10_000

// mostNames is how many names a report gets from one container that has it many times over.
const mostNames = 16

// container reads a container. It fills in what readers leave open, see Container.
func (w *walker) container(c *Container, in Input, found bool, head []byte, g parley.Given) error {
	if found && c.Fits != nil && !c.Fits(head, w.opt.Fields) {
		return nil
	}
	in.Max, in.Fields, in.Note = w.opt.limit(), w.opt.Fields, w.opt.Note
	if len(head) == 0 {
		return w.aside(in.Name, parley.ReasonEmpty, 0, "0 bytes")
	}
	more := map[parley.Reason]int{}
	asides, times, none := 0, map[[8]byte]uint8{}, true
	for r, aside := range c.Read(in) {
		none = false
		if aside == nil {
			r.Given = g
			if r, aside = finish(r); aside == nil {
				again(times, &r, in)
			}
		}
		var err error
		switch {
		case aside == nil:
			err = w.yield(Item{Report: &r})
		case asides >= mostAsides:
			more[aside.Reason]++
		default:
			asides++
			err = w.yield(Item{Aside: aside})
		}
		if err != nil {
			return err
		}
	}
	if none {
		return w.aside(in.Name, parley.ReasonEmpty, -1, "no report in this "+c.Name)
	}
	for _, why := range slices.Sorted(maps.Keys(more)) {
		if err := w.aside(in.Name, why, -1, fmt.Sprintf("%d more, after the first %d that are named", more[why], mostAsides)); err != nil {
			return err
		}
	}
	return nil
}

// again counts how often a container had a report: names beyond the first mostNames are all "again". times is bounded, so that beyond a
// million reports some may get more names.
func again(times map[[8]byte]uint8, r *parley.Report, in Input) {
	key := [8]byte([]byte(r.ID[:8]))
	n, ok := times[key]
	if ok || len(times) < 1<<20 {
		times[key] = min(n+1, mostNames+1)
	}
	if n >= mostNames {
		r.Names = append(r.Names[:0], in.Part("again"))
	}
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
	detail := "over the limit of " + numeral.Bytes(w.opt.limit())
	if size >= 0 {
		detail = numeral.Bytes(size) + ", the limit is " + numeral.Bytes(w.opt.limit())
	}
	return w.aside(p, parley.ReasonTooLarge, size, detail)
}

// report yields the report of bytes b, or sets it aside.
func (w *walker) report(p string, b []byte, g parley.Given) error {
	r, aside := finish(parley.Report{Names: []string{nameOf(p)}, Bytes: b, Given: g})
	if aside != nil {
		return w.yield(Item{Aside: aside})
	}
	return w.yield(Item{Report: &r})
}

// finish fills in the identity of a report, and its format where that is not known. What is empty or no text is set aside.
func finish(r parley.Report) (parley.Report, *parley.SetAside) {
	r.ID = parley.IDOf(r.Bytes)
	set := func(why parley.Reason, detail string) (parley.Report, *parley.SetAside) {
		return parley.Report{}, &parley.SetAside{Name: r.Names[0], Reason: why, Detail: detail, Report: r.ID, Size: int64(len(r.Bytes))}
	}
	switch other, raw := sniffSignature(r.Bytes), sniffBinary(r.Bytes); {
	case len(r.Bytes) == 0:
		return set(parley.ReasonEmpty, "0 bytes")
	case blank(r.Bytes):
		return set(parley.ReasonEmpty, "nothing but white space")
	case other != "":
		return set(parley.ReasonUnknown, other)
	case raw != "":
		return set(parley.ReasonBinary, raw)
	}
	if r.Format == "" {
		r.Format = sniffFormat(r.Names[0], r.Bytes)
	}
	return r, nil
}
