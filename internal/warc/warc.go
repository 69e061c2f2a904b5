// Package warc reads web archives: WARC files (ISO 28500:2017, versions 1.0 and 1.1), compressed record by record or as a whole, and WACZ packages of
// them (WACZ 1.1.1 with CDXJ indexes). It yields the web pages in them, one at a time, and says of everything else what it was.
//
// Nothing is believed that can be checked: lengths, digests and indexes are held against the bytes. After damage it goes on with the next record.
// Memory is bounded by the size of one page, time is linear in the bytes of the file.
package warc

import (
	"bytes"
	"io"
	"time"

	"github.com/parley-press/parley"
)

// DefaultMaxBytes is the size limit of one page where Options names none: 5 MB.
const DefaultMaxBytes = 5_000_000

// Limits on foreign bytes. All are in bytes unless they say otherwise.
const (
	maxHeader     = 64 << 10 // of the header of a record, and of the HTTP head of a response
	maxRatio      = 200      // of what comes out to what goes in, of one member or one encoded body, after ratioFree
	ratioFree     = 1 << 20  //
	maxFileRatio  = 100      // of what comes out of a whole file to what goes in, after fileFree
	fileFree      = 64 << 20 //
	maxNesting    = 2        // content codings of one body
	maxZstdWindow = 32 << 20 // of a zstd frame
	maxDictionary = 8 << 20  // of a zstd dictionary
	maxListed     = 1000     // set-asides of one reason that are listed one by one
	maxSeen       = 1 << 18  // keys of pages that revisits are looked up by
	maxPending    = 10_000   // revisits whose page has not been seen yet
	keepBack      = 1 << 20  // bytes of a stream kept to go back over after damage
	reread        = 16 << 20 // that may be read again for going back, beyond once each byte
	retake        = 64 << 20 // that may be read again for revisits, beyond once each byte
	maxInner      = 1 << 20  // how far into a member a revisit may point to be read again
)

// Options says how archives are read. The zero value is useful.
type Options struct {
	MaxBytes int64 // most bytes a page may have once decoded; 0 is DefaultMaxBytes
}

func (o Options) limit() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// A Place is where a record stands.
type Place struct {
	File   string // path of the WARC file in a package, "" for a file of its own
	Offset int64  // of the first byte in the file: of the record, or of the gzip member or zstd frame that holds it
	Inner  int64  // bytes of the decompressed member before the record, 0 in a file without compression
}

// A Page is a web page as it was collected.
type Page struct {
	Place
	Kind      string    // type of the record: response, resource, conversion or revisit
	ID        string    // WARC-Record-ID, without angle brackets
	URI       string    // WARC-Target-URI; whatever RFC 3986 does not allow in a URI is percent-encoded
	Collected time.Time // WARC-Date, zero where it cannot be read: when a crawler fetched the page, never when it was published
	Status    int       // of HTTP; 200 for records that are no response
	Type      string    // media type in lower case, without parameters
	Charset   string    // what HTTP says of the charset in lower case, "" where it says nothing
	Body      []byte    // without transfer and content codings; the caller's own
}

// An Aside is a record, or a stretch of bytes, that was not read although it may hold a page.
type Aside struct {
	Place
	URI    string // as in Page, "" where unknown
	Reason parley.Reason
	Detail string // one line for the user, with the limit and the value where there is one
	Size   int64  // bytes of the record's block, -1 where unknown
}

// An Item is a page or what was set aside. One field is set.
type Item struct {
	Page  *Page
	Aside *Aside
}

// LooksWARC reports whether a file that begins with head, a few KB, is a WARC file, compressed or not.
func LooksWARC(head []byte) bool {
	var m members
	m.reset(&input{at: bytes.NewReader(head)})
	if m.next() != nil {
		return m.coat == zstded && head[0] == 0x5d // its dictionary is longer than head
	}
	var start [versionLen]byte
	n, _ := io.ReadFull(&m, start[:])
	return isVersion(start[:n])
}

// Read reads a WARC file from a stream, which is plain, gzip or zstd, and calls yield with what is in it, in the order of the file; revisits of pages
// that come later are listed at the end. It returns yield's first error and no other: what is wrong with the file is yielded. A revisit of a page of the
// same file is counted, not yielded, since a stream cannot go back.
func Read(r io.Reader, opt Options, yield func(Item) error) (*Summary, error) {
	d := newReader(opt, yield)
	d.open(source{}, &input{src: r})
	err := d.read()
	return d.finish(err)
}

// ReadAt does as Read, from a file of size bytes that can be read in any order. A revisit of a page of the same file is yielded with that page's body.
func ReadAt(r io.ReaderAt, size int64, opt Options, yield func(Item) error) (*Summary, error) {
	d := newReader(opt, yield)
	at := io.NewSectionReader(r, 0, size)
	d.open(source{at: at}, &input{at: at})
	err := d.read()
	return d.finish(err)
}
