package intake

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/parley-press/parley"
)

// Items are the reports of one input, one after the other, or why a part of it is not read. In a pair with a set-aside
// the report is zero. It is what engine.Build takes.
type Items = iter.Seq2[parley.Report, *parley.SetAside]

// An Input is one file or stream as the reader of a format gets it.
type Input struct {
	Name   string                  // as reports carry it
	R      io.Reader               // the bytes from the first one on, decompressed unless the format is Raw
	At     io.ReaderAt             // the file, where there is one to be read in any order: not for stdin, nor where R is decompressed
	Size   int64                   // bytes of At
	Max    int64                   // most bytes that one report may have; what has more is set aside as too_large
	Note   func(name, line string) // see Options, may be nil
	Fields Fields                  // which fields of JSON and columns of CSV say what
}

// A Container is a format of which one input may hold many reports.
//
// Its Read yields the reports in the order in which they stand in the input, and holds one at a time: memory is bounded
// by Input.Max, not by the input. Of each report it sets
//
//   - Names: one, made by Input.Part;
//   - Bytes: what the reading and all its spans refer to, never touched after they were yielded;
//   - Told: what the container says of the report. Never the day on which somebody collected it;
//   - Format where the container says it. Where it is "" it is found from the bytes.
//
// ID is left zero: whoever calls Read fills it in, and sets aside what is empty or not text.
//
// A part that cannot be read is yielded as a set-aside made by Input.Aside, and the next one follows. Where nothing after a place can
// be read, the last set-aside has the name of the input. A broken stream is such a place. Reading stops when yield
// returns false. Read never panics and never returns silently in the middle of an input.
type Container struct {
	Name string                    // for the user, such as "JSON Lines"
	Ends []string                  // endings of names, lower case, with the dot; one of them makes a file in a folder an input
	Is   func(head []byte) bool    // whether an input that begins so is one; head has up to 4096 bytes and is not empty
	Fits func([]byte, Fields) bool // for endings that other things have too: whether a file in a folder counts. nil: each does
	Raw  bool                      // reads compressed input itself: R is as it came. Is sees the head decompressed all the same
	Read func(Input) Items
}

// Part is the name of a part of the input: "talks.jsonl#12". The fragment has no slash and no space.
func (in Input) Part(fragment string) string { return in.Name + "#" + fragment }

// Aside sets aside a part of the input ("" for the input) that begins at byte offset from 0, and on line from 1 where
// lines count, else 0. detail is one line for the user.
func (in Input) Aside(part string, why parley.Reason, line int, offset, size int64, detail string) *parley.SetAside {
	name := in.Name
	if part != "" {
		name = in.Part(part)
	}
	at := fmt.Sprintf("byte %d: ", offset)
	if line > 0 {
		at = fmt.Sprintf("line %d, byte %d: ", line, offset)
	}
	return &parley.SetAside{Name: name, Reason: why, Detail: at + detail, Size: size}
}

// broken is why an input cannot be read on from byte offset: a limit that it runs into, damage, or what the system says.
func (in Input) broken(offset int64, err error) *parley.SetAside {
	at := place{offset: offset, size: -1}
	var limit *limitError
	var bad *damageError
	switch {
	case errors.As(err, &limit):
		return in.asideAt("", parley.ReasonTooLarge, at, "%s; what follows is not read", limit)
	case errors.As(err, &bad), errors.Is(err, io.ErrUnexpectedEOF):
		return in.asideAt("", parley.ReasonDamaged, at, "%s; what follows is not read", oneLine(err.Error(), 200))
	}
	return in.asideAt("", parley.ReasonUnreadable, at, "%s; what follows is not read", oneLine(err.Error(), 200))
}
