package learn

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A Score is one figure that a model reached on its development set, in hundredths of a percent.
type Score struct {
	Name  string // without white space, e.g. "LAS"
	Value uint32
}

// A Head says what a model is and where it comes from.
type Head struct {
	Kind     string   // what reads it, e.g. "syntax"
	Template uint64   // hash of the feature templates; a model of other templates is refused
	Data     [32]byte // SHA-256 over the training data
	Seed     uint64
	Scores   []Score  // on the development set
	Labels   []string // names of the classes, without line breaks
}

// A Section is a named part of a model file.
type Section struct {
	Name  string
	Bytes []byte
}

// The layout of a model file, all numbers little-endian:
//
//	 0  magic "parleyM2"
//	 8  CRC-32 (Castagnoli) of all that follows it
//	12  length of the file, 4
//	16  length of the text, 4
//	20  number of sections, 4
//	24  text: lines "kind K", "template HEX", "data HEX", "seed N", "score NAME N"…, "label L"…
//	    of each section: length of its name 4, of its bytes 4, its name, padded to a multiple of 64
//	    the bytes of the sections in that order, each padded to a multiple of 64
const (
	fileMagic = "parleyM2"
	fileHead  = 24
	fileAlign = 64
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A File is an opened model file: its head and its sections, which are read in place.
type File struct {
	Head
	sections []Section
}

// Encode is the bytes of a model file.
func Encode(h Head, sections ...Section) []byte {
	var t strings.Builder
	fmt.Fprintf(&t, "kind %s\ntemplate %x\ndata %s\nseed %d\n", h.Kind, h.Template, hex.EncodeToString(h.Data[:]), h.Seed)
	for _, s := range h.Scores {
		fmt.Fprintf(&t, "score %s %d\n", s.Name, s.Value)
	}
	for _, l := range h.Labels {
		fmt.Fprintf(&t, "label %s\n", l)
	}
	le := binary.LittleEndian
	b := make([]byte, 16, 1024)
	copy(b, fileMagic)
	b = le.AppendUint32(b, uint32(t.Len()))
	b = le.AppendUint32(b, uint32(len(sections)))
	b = append(b, t.String()...)
	for _, s := range sections {
		b = le.AppendUint32(b, uint32(len(s.Name)))
		b = le.AppendUint32(b, uint32(len(s.Bytes)))
		b = append(b, s.Name...)
	}
	b = aligned(b)
	for _, s := range sections {
		b = aligned(append(b, s.Bytes...))
	}
	le.PutUint32(b[12:], uint32(len(b)))
	le.PutUint32(b[8:], crc32.Checksum(b[12:], castagnoli))
	return b
}

func aligned(b []byte) []byte {
	for len(b)%fileAlign != 0 {
		b = append(b, 0)
	}
	return b
}

// OpenFile is the model file in b, which must not change afterwards. A file that is no model, is cut short, is damaged,
// is of another kind or was trained with other templates is refused; template 0 takes any.
func OpenFile(b []byte, kind string, template uint64) (*File, error) {
	const op = "learn: open model"
	le := binary.LittleEndian
	if len(b) < fileHead || string(b[:8]) != fileMagic {
		return nil, parley.Errorf(parley.Invalid, op, "not a model file of this format (%s)", fileMagic)
	}
	if n := int(le.Uint32(b[12:])); n != len(b) {
		return nil, parley.Errorf(parley.Invalid, op, "the file has %d bytes of %d", len(b), n)
	}
	if crc32.Checksum(b[12:], castagnoli) != le.Uint32(b[8:]) {
		return nil, parley.Errorf(parley.Invalid, op, "the file is damaged: its checksum does not fit")
	}
	text, count := int(le.Uint32(b[16:])), int(le.Uint32(b[20:]))
	if text > len(b)-fileHead {
		return nil, parley.Errorf(parley.Invalid, op, "the head points outside the file")
	}
	f := &File{}
	if err := f.readHead(string(b[fileHead : fileHead+text])); err != nil {
		return nil, err
	}
	if f.Kind != kind {
		return nil, parley.Errorf(parley.Invalid, op, "a model of kind %q, not %q", f.Kind, kind)
	}
	if template != 0 && f.Template != template {
		return nil, parley.Errorf(parley.Invalid, op, "trained with other templates (%x) than this program's (%x)", f.Template, template)
	}
	return f, f.readSections(b, fileHead+text, count)
}

func (f *File) readHead(text string) error {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		var err error
		switch key {
		case "kind":
			f.Kind = value
		case "template":
			f.Template, err = strconv.ParseUint(value, 16, 64)
		case "data":
			var d []byte
			if d, err = hex.DecodeString(value); err == nil {
				copy(f.Data[:], d)
			}
		case "seed":
			f.Seed, err = strconv.ParseUint(value, 10, 64)
		case "score":
			name, number, _ := strings.Cut(value, " ")
			var n uint64
			n, err = strconv.ParseUint(number, 10, 32)
			f.Scores = append(f.Scores, Score{name, uint32(n)})
		case "label":
			f.Labels = append(f.Labels, value)
		}
		if err != nil {
			return &parley.Error{Kind: parley.Invalid, Op: "learn: open model", Msg: "line " + strconv.Quote(line), Err: err}
		}
	}
	return nil
}

// readSections reads the table of sections at byte at and cuts their bytes out of b.
func (f *File) readSections(b []byte, at, count int) error {
	le := binary.LittleEndian
	var lengths []int
	for range count {
		if len(b)-at < 8 {
			return parley.Errorf(parley.Invalid, "learn: open model", "the table of sections points outside the file")
		}
		name, size := int(le.Uint32(b[at:])), int(le.Uint32(b[at+4:]))
		at += 8
		if name > len(b)-at {
			return parley.Errorf(parley.Invalid, "learn: open model", "the table of sections points outside the file")
		}
		f.sections = append(f.sections, Section{Name: string(b[at : at+name])})
		lengths = append(lengths, size)
		at += name
	}
	for i, n := range lengths {
		at = (at + fileAlign - 1) / fileAlign * fileAlign
		if at > len(b) || n > len(b)-at {
			return parley.Errorf(parley.Invalid, "learn: open model", "section %s points outside the file", f.sections[i].Name)
		}
		f.sections[i].Bytes = b[at : at+n : at+n]
		at += n
	}
	return nil
}

// Section is the bytes of the section of that name, nil where there is none.
func (f *File) Section(name string) []byte {
	for _, s := range f.sections {
		if s.Name == name {
			return s.Bytes
		}
	}
	return nil
}

// Part is the file of the sections whose names begin with prefix, under the names without it.
func (f *File) Part(prefix string) *File {
	out := &File{Head: f.Head}
	for _, s := range f.sections {
		if name, ok := strings.CutPrefix(s.Name, prefix); ok {
			out.sections = append(out.sections, Section{name, s.Bytes})
		}
	}
	return out
}

// Named is sections under names that begin with prefix.
func Named(prefix string, sections []Section) []Section {
	out := make([]Section, 0, len(sections))
	for _, s := range sections {
		out = append(out, Section{prefix + s.Name, s.Bytes})
	}
	return out
}

// Class is the number of a label, -1 where the model has none of that name.
func (f *File) Class(label string) int {
	for i, l := range f.Labels {
		if l == label {
			return i
		}
	}
	return -1
}

// Score is the figure of that name, 0 where the head has none.
func (h Head) Score(name string) uint32 {
	for _, s := range h.Scores {
		if s.Name == name {
			return s.Value
		}
	}
	return 0
}
