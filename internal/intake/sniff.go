package intake

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/parley-press/parley"
)

// signatures are the first bytes of formats that are not text, with their names.
var signatures = []struct{ magic, name string }{
	{"%PDF-", "PDF"}, {"PK\x03\x04", "zip or office"}, {"PK\x05\x06", "zip"}, {"\x7fELF", "ELF program"}, {"\x89PNG\r\n", "PNG image"},
	{"GIF87a", "GIF image"}, {"GIF89a", "GIF image"}, {"\xff\xd8\xff", "JPEG image"}, {"\x1f\x8b", "gzip"}, {"BZh9", "bzip2"}, {"\xfd7zXZ\x00", "xz"},
	{"\x28\xb5\x2f\xfd", "zstd"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!\x1a\x07", "rar"}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office"},
	{"SQLite format 3\x00", "SQLite"}, {"\xca\xfe\xba\xbe", "Java class"}, {"\xcf\xfa\xed\xfe", "Mach-O program"}, {"\xfe\xed\xfa", "Mach-O program"},
	{"\x00asm", "WebAssembly"}, {"wOFF", "font"}, {"wOF2", "font"}, {"OggS\x00", "Ogg media"}, {"ID3\x03", "MP3"}, {"ID3\x04", "MP3"},
	{"II*\x00", "TIFF image"}, {"MM\x00*", "TIFF image"}, {"%!PS-Adobe", "PostScript"}, {"{\\rtf", "RTF"}, {"PAR1", "Parquet"}, {"WARC/1.", "WARC"}, {"AT&TFORM", "DjVu"},
}

// sniffSignature is a line that says of which other format b is, "" where it is of none that is known.
func sniffSignature(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	for _, s := range signatures {
		if s.magic[0] == b[0] && bytes.HasPrefix(b, []byte(s.magic)) {
			return withArticle(s.name) + " file, not text"
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte("MZ")) && bytes.IndexByte(b[:min(len(b), 512)], 0) >= 0:
		return "a Windows program, not text"
	case bytes.HasPrefix(b, []byte("RIFF")) && len(b) > 12 && bytes.IndexByte(b[:12], 0) >= 0, len(b) > 12 && bytes.Equal(b[4:8], []byte("ftyp")):
		return "a media file, not text"
	case len(b) > 262 && bytes.Equal(b[257:262], []byte("ustar")):
		return "a tar file, not text"
	}
	return ""
}

// sniffBinary is a line that says why b is no text, "" where it can be.
func sniffBinary(b []byte) string {
	if clearASCII(b) || wide(b) {
		return ""
	}
	nul, control := 0, 0
	for _, c := range b {
		switch {
		case c == 0:
			nul++
		case c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b:
			control++
		}
	}
	if nul > 8 && nul > len(b)/200 || nul > len(b)/4 {
		return "NUL bytes, not text"
	}
	if control > 8 && control > len(b)/10 {
		return "control bytes, not text"
	}
	return ""
}

// clearASCII reports whether all of b is ASCII that prints, line ends and tabs. It looks at eight bytes at a time.
func clearASCII(b []byte) bool {
	const low, high = 0x0101010101010101, 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		w := binary.LittleEndian.Uint64(b)
		if (w|(w-0x20*low))&high != 0 && !clearBytes(b[:8]) { // a byte over 0x7f, or maybe one under 0x20
			return false
		}
	}
	return clearBytes(b)
}

func clearBytes(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 || c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// withArticle is a name with its article.
func withArticle(name string) string {
	for _, s := range []string{"ELF", "RTF", "MP3", "old", "xz", "Ogg"} {
		if strings.HasPrefix(name, s) {
			return "an " + name
		}
	}
	return "a " + name
}

// wide reports whether b is UTF-16: a byte order mark, or NUL in nearly every second byte and hardly in the others.
func wide(b []byte) bool {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return true
	}
	n := min(len(b), 4096) &^ 1
	if n < 8 {
		return false
	}
	var at [2]int
	for i, c := range b[:n] {
		if c == 0 {
			at[i&1]++
		}
	}
	lo, hi := min(at[0], at[1]), max(at[0], at[1])
	return hi*10 > n/2*7 && lo*10 < n/2
}

// blank reports whether b is white space, NULs of UTF-16 and byte order marks alone.
func blank(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return len(bytes.Trim(b[2:], " \t\r\n\x00")) == 0
	}
	return len(bytes.TrimSpace(b)) == 0
}

// sniffFormat says how b is to be read: by the start of a page, or by the ending of its name where it has tags.
func sniffFormat(p string, b []byte) parley.Format {
	head := b[:min(len(b), 4096)]
	if wide(head) {
		head = bytes.ReplaceAll(bytes.TrimLeft(head, "\xff\xfe"), []byte{0}, nil)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	low := string(bytes.ToLower(head))
	for strings.HasPrefix(low, "<!--") || strings.HasPrefix(low, "<?xml") {
		_, rest, ok := strings.Cut(low, ">")
		if !ok {
			break
		}
		low = strings.TrimSpace(rest)
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article"} {
		if strings.HasPrefix(low, tag) {
			return parley.HTML
		}
	}
	if _, ok := htmlBase("x" + ending(p)); ok && bytes.IndexByte(b, '<') >= 0 {
		return parley.HTML
	}
	return parley.PlainText
}
