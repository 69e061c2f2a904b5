package warc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
)

// Limits of a package. Real ones have a few dozen entries.
const (
	maxEntries   = 10_000
	maxDirectory = 8 << 20 // bytes of the central directory
	maxNameLen   = 1024    // bytes of an entry's name
	maxRefused   = 20      // entries that are listed before the package is given up
)

// A zipEntry is one file in a zip (PKWARE APPNOTE 6.3.10, 4.3.12).
type zipEntry struct {
	name         string
	method       uint16
	flags        uint16
	sum          uint32 // CRC-32
	packed, size int64  // compressed and not
	header, data int64  // offsets in the file; data from the local header
	mode         uint32 // of Unix, 0 where the writer knew none
}

// A zipFile is a zip read through its central directory. Nothing of it is ever written to disk.
type zipFile struct {
	r       io.ReaderAt
	size    int64
	entries []zipEntry
}

// A refusal is an entry, or with an empty name the directory, for which a zip is not read.
type refusal struct{ name, why string }

// openZip reads the directory of a zip. What is refused makes it unusable: an entry that leads out of the folder it would be unpacked to, names of which
// programs would read different entries, entries that share bytes, or sizes that are not true.
func openZip(r io.ReaderAt, size int64) (*zipFile, []refusal, error) {
	z := &zipFile{r: r, size: size}
	dir, n, from, err := z.directory()
	if err != nil {
		return nil, nil, err
	}
	for range n {
		var e zipEntry
		if e, dir, err = parseEntry(dir); err != nil {
			return nil, nil, err
		}
		z.entries = append(z.entries, e)
	}
	if len(dir) > 0 {
		return nil, nil, fmt.Errorf("the directory has %d bytes more than its entries", len(dir))
	}
	bad := z.check(from)
	return z, bad, nil
}

var le = binary.LittleEndian

// directory is the central directory with its number of entries and its offset.
func (z *zipFile) directory() (dir []byte, n int, from int64, err error) {
	const endLen = 22
	tail := make([]byte, min(z.size, endLen+65535))
	if _, err := z.r.ReadAt(tail, z.size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, 0, err
	}
	end := -1
	for i := len(tail) - endLen; i >= 0; i-- {
		if string(tail[i:i+4]) == "PK\x05\x06" && i+endLen+int(le.Uint16(tail[i+20:])) == len(tail) {
			end = i
			break
		}
	}
	if end < 0 {
		return nil, 0, 0, errors.New("the zip has no directory at its end")
	}
	e := tail[end:]
	at := z.size - int64(len(tail)) + int64(end) // of the end record, or the zip64 end record before it
	disks := uint32(le.Uint16(e[4:])) | uint32(le.Uint16(e[6:]))
	count, size, off := uint64(le.Uint16(e[10:])), uint64(le.Uint32(e[12:])), uint64(le.Uint32(e[16:]))
	if end >= 20 && string(tail[end-20:end-16]) == "PK\x06\x07" {
		var b [56]byte
		at = int64(le.Uint64(tail[end-12:]))
		if at < 0 || at > z.size-56 {
			return nil, 0, 0, errors.New("the zip64 directory lies outside the file")
		}
		if _, err := z.r.ReadAt(b[:], at); err != nil || string(b[:4]) != "PK\x06\x06" {
			return nil, 0, 0, errors.New("the zip64 directory is not where the zip says")
		}
		disks = le.Uint32(b[16:]) | le.Uint32(b[20:])
		count, size, off = le.Uint64(b[32:]), le.Uint64(b[40:]), le.Uint64(b[48:])
	}
	switch {
	case disks != 0:
		return nil, 0, 0, errors.New("the zip is one of several parts")
	case count > maxEntries:
		return nil, 0, 0, fmt.Errorf("%s entries, the limit is %s", thousands(int(min(count, 1<<40))), thousands(maxEntries))
	case size > maxDirectory:
		return nil, 0, 0, fmt.Errorf("the directory has %s, the limit is %s", megabytes(int64(min(size, 1<<60))), megabytes(maxDirectory))
	case off > uint64(at) || off+size != uint64(at):
		return nil, 0, 0, errors.New("the directory is not where the zip says")
	}
	dir = make([]byte, size)
	if _, err := z.r.ReadAt(dir, int64(off)); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, 0, err
	}
	return dir, int(count), int64(off), nil
}

// parseEntry reads the first entry of a central directory; rest is what follows it.
func parseEntry(b []byte) (e zipEntry, rest []byte, err error) {
	const headLen = 46
	if len(b) < headLen || string(b[:4]) != "PK\x01\x02" {
		return e, nil, errors.New("the directory has fewer entries than the zip says")
	}
	name, extra, comment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	if len(b) < headLen+name+extra+comment {
		return e, nil, errors.New("an entry runs over the end of the directory")
	}
	e = zipEntry{
		name: string(b[headLen : headLen+name]), flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]), sum: le.Uint32(b[16:]),
		packed: int64(le.Uint32(b[20:])), size: int64(le.Uint32(b[24:])), mode: le.Uint32(b[38:]) >> 16, header: int64(le.Uint32(b[42:])),
	}
	long := b[headLen+name : headLen+name+extra]
	for len(long) >= 4 { // zip64 (APPNOTE 4.5.3)
		id, n := le.Uint16(long), int(le.Uint16(long[2:]))
		if long = long[4:]; n > len(long) {
			break
		}
		if id == 1 {
			e.widen(long[:n])
		}
		long = long[n:]
	}
	if e.packed < 0 || e.size < 0 || e.header < 0 {
		return e, nil, fmt.Errorf("entry %s: a size beyond all files", quote([]byte(e.name)))
	}
	return e, b[headLen+name+extra+comment:], nil
}

// widen takes the sizes that do not fit into 32 bits from a zip64 field.
func (e *zipEntry) widen(b []byte) {
	for _, f := range []*int64{&e.size, &e.packed, &e.header} {
		if *f == 0xffffffff && len(b) >= 8 {
			*f = int64(le.Uint64(b))
			b = b[8:]
		}
	}
}

// check looks at each entry and at all of them together; from is where the directory begins.
func (z *zipFile) check(from int64) (bad []refusal) {
	names := map[string]string{}
	for i := range z.entries {
		e := &z.entries[i]
		why := e.hostile()
		if why == "" {
			why = z.local(e, from)
		}
		folded := strings.ToLower(strings.ToUpper(strings.TrimSuffix(e.name, "/")))
		if first, twice := names[folded]; twice && why == "" {
			if why = "there are two entries of this name"; first != e.name {
				why = "its name differs from " + quote([]byte(first)) + " in upper and lower case alone"
			}
		}
		names[folded] = e.name
		if why != "" {
			bad = append(bad, refusal{e.name, why})
		}
	}
	if len(bad) > 0 {
		return bad
	}
	order := make([]*zipEntry, len(z.entries))
	for i := range z.entries {
		order[i] = &z.entries[i]
	}
	slices.SortStableFunc(order, func(a, b *zipEntry) int { return int(min(max(a.header-b.header, -1), 1)) })
	for i := 1; i < len(order); i++ {
		if a, b := order[i-1], order[i]; a.data+a.packed > b.header {
			bad = append(bad, refusal{b.name, "it shares bytes with " + quote([]byte(a.name))})
		}
	}
	return bad
}

// hostile says why an entry is refused for its name or kind, "" where it is not.
func (e *zipEntry) hostile() string {
	const regular, folder, kind = 0o100000, 0o040000, 0o170000
	name := e.name
	switch {
	case name == "":
		return "it has no name"
	case len(name) > maxNameLen:
		return fmt.Sprintf("its name has %s, the limit is %s", megabytes(int64(len(name))), megabytes(maxNameLen))
	case !utf8.ValidString(name):
		return "its name is not UTF-8"
	case strings.ContainsFunc(name, func(c rune) bool {
		return c < ' ' || c == 0x7f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
	}):
		return "its name has control characters"
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':':
		return "its name is an absolute path"
	case strings.Contains(name, `\`):
		return "its name has a backslash"
	case strings.Contains(name, ":"):
		return "its name has a colon"
	case slices.Contains(strings.Split(name, "/"), ".."):
		return "its name leads out of the package"
	case strings.Contains(name, "//"), slices.Contains(strings.Split(name, "/"), "."):
		return "its name is not in its simplest form"
	case e.mode&kind == 0o120000:
		return "it is a symbolic link"
	case e.mode&kind != 0 && e.mode&kind != regular && e.mode&kind != folder:
		return "it is a special file"
	case e.flags&0x2041 != 0:
		return "it is encrypted"
	case e.method == 0 && e.packed != e.size:
		return fmt.Sprintf("it is stored and has two sizes, %s and %s", megabytes(e.packed), megabytes(e.size))
	case strings.HasSuffix(name, "/") && e.size != 0:
		return "it is a folder with bytes"
	}
	return ""
}

// local reads the header before an entry's bytes and says where it contradicts the directory, which begins at offset from.
func (z *zipFile) local(e *zipEntry, from int64) string {
	const headLen = 30
	var b [headLen]byte
	if e.header > from-headLen {
		return "it lies outside the file"
	}
	if _, err := z.r.ReadAt(b[:], e.header); err != nil || string(b[:4]) != "PK\x03\x04" {
		return "there is no entry where the directory says"
	}
	name := make([]byte, le.Uint16(b[26:]))
	if _, err := z.r.ReadAt(name, e.header+headLen); err != nil || !bytes.Equal(name, []byte(e.name)) {
		return "it has another name before its bytes, " + quote(name)
	}
	e.data = e.header + headLen + int64(len(name)) + int64(le.Uint16(b[28:]))
	flags, packed, size := le.Uint16(b[6:]), le.Uint32(b[18:]), le.Uint32(b[22:])
	known := flags&8 == 0 // else the sizes follow the bytes
	wrong := func(local uint32, real int64) bool {
		return local != 0xffffffff && int64(local) != real && (known || local != 0)
	}
	switch {
	case e.packed > from-e.data:
		return fmt.Sprintf("it has %s by the directory, more than the file", megabytes(e.packed))
	case le.Uint16(b[8:]) != e.method || flags&1 != e.flags&1:
		return "it is packed in another way than the directory says"
	case wrong(packed, e.packed), wrong(size, e.size), known && le.Uint32(b[14:]) != e.sum:
		return "its size or checksum is another than the directory says"
	}
	return ""
}

// open is the bytes of an entry. Where it is only stored, they can be read in any order. Reading to the end checks size and checksum.
func (z *zipFile) open(e *zipEntry) (io.Reader, *io.SectionReader, error) {
	raw := io.NewSectionReader(z.r, e.data, e.packed)
	switch e.method {
	case 0:
		return &checked{r: raw, e: e, packed: e.packed}, raw, nil
	case 8:
		return &checked{r: flate.NewReader(raw), e: e, packed: e.packed}, nil, nil
	}
	return nil, nil, fmt.Errorf("it is packed in way %d, which is not read", e.method)
}

// A checked reader fails where an entry does not have the size and the checksum of the directory, or expands too much.
type checked struct {
	r      io.Reader
	e      *zipEntry
	n      int64
	packed int64
	sum    uint32
}

// Read implements io.Reader.
func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	switch {
	case c.n > c.e.size:
		return n, fmt.Errorf("%w: it has more than the %s of the directory", errEntry, megabytes(c.e.size))
	case c.n > ratioFree && c.n > maxRatio*c.packed:
		return n, fmt.Errorf("%w: %s", errEntry, ratioDetail(c.n, c.packed))
	case err == nil:
		return n, nil
	case !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return n, fmt.Errorf("%w: it is broken: %w", errEntry, cut(err))
	case c.n != c.e.size:
		return n, fmt.Errorf("%w: it has %s, %s by the directory", errEntry, megabytes(c.n), megabytes(c.e.size))
	case c.sum != c.e.sum:
		return n, fmt.Errorf("%w: its checksum is not that of the directory", errEntry)
	}
	return n, err
}

// errEntry is wrapped by what is wrong with the bytes of an entry.
var errEntry = errors.New("entry of the zip")
