package parley

import (
	"crypto/sha256"
	"encoding/hex"
)

// A ReportID is the identity of a report: the SHA-256 of its bytes in lower-case hex.
type ReportID string

// IDOf is the identity of a report with these bytes.
func IDOf(b []byte) ReportID {
	h := sha256.Sum256(b)
	var digits [2 * sha256.Size]byte
	hex.Encode(digits[:], h[:])
	return ReportID(digits[:])
}

// Short is the first twelve digits, enough to show and to type.
func (id ReportID) Short() string { return string(id[:min(12, len(id))]) }

// A Format is how the bytes of a report are to be read.
type Format string

// The formats of a report.
const (
	PlainText Format = "text"
	HTML      Format = "html"
)

// A Report is one article as one outlet published it: the bytes as they came,
// the names of the files they came in, and what is said of them from outside.
type Report struct {
	ID     ReportID
	Names  []string // paths as given, sorted; the same bytes under two names are one report. In a container: path#part
	Format Format
	Bytes  []byte
	Given  Given // what the user says: flags, a manifest, a decision
	Told   Given // what the container says in which it came: a feed, a mail, a line of JSON. Given wins over it
}

// Given is what came from outside the report: flags, a manifest, or the container it came in. Zero fields were not given.
type Given struct {
	Published Date   `json:"published,omitzero"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Language  string `json:"language,omitempty"`

	Authors   string `json:"authors,omitempty"`    // who wrote, parted by "; "; only a container says it
	AuthorsBy string `json:"authors_by,omitempty"` // what in it does, such as "dc:creator of feed.xml#lea-talks"

	// PublishedBy names what in a container says Published, such as "pubDate of feed.xml#lea-talks"; "" where the user does.
	PublishedBy string `json:"published_by,omitempty"`
	// Inferred says that Published follows from other reports of the dossier: what the report itself says of its day wins over it.
	Inferred bool `json:"inferred,omitempty"`
}

// A Reason is why an input was set aside, as data.
type Reason string

// The reasons for which an input is set aside.
const (
	ReasonEmpty      Reason = "empty"       // no byte but white space
	ReasonTooLarge   Reason = "too_large"   // over the size limit
	ReasonBinary     Reason = "binary"      // not text: NUL or control bytes
	ReasonCharset    Reason = "charset"     // no charset makes sense of the bytes
	ReasonNoText     Reason = "no_text"     // nothing readable is left, e.g. a page of scripts
	ReasonUnreadable Reason = "unreadable"  // the file system refused
	ReasonLoop       Reason = "loop"        // a link that leads back to a folder above it
	ReasonUnknown    Reason = "unsupported" // a format Parley does not read; the detail names it
	ReasonManifest   Reason = "manifest"    // a line of a manifest that cannot be used; the reports are read without it
	ReasonDamaged    Reason = "damaged"     // a container, or a part of one, that is not what its format asks for
	ReasonTold       Reason = "told"        // something a container says of a report that cannot be used; the report is read without it

	// What a web archive holds, but not whole.
	ReasonTruncated Reason = "truncated"        // a part that breaks off: the file was cut, or a crawler stopped
	ReasonDigest    Reason = "digest_mismatch"  // bytes that do not have the digest that was written down for them
	ReasonHeader    Reason = "header_too_large" // the header of a record is over its limit
	ReasonRevisit   Reason = "revisit"          // a record that says only that a page was the same as one that is not in the archive
	ReasonIndex     Reason = "index_mismatch"   // an index or a list that does not say what the files beside it hold; these were read
	ReasonEntry     Reason = "unsafe_entry"     // a package with an entry that is made to mislead

	// What the network gave nothing for.
	ReasonBlocked     Reason = "blocked_address" // an address that is not on the public network, or no address of the web
	ReasonRobots      Reason = "robots"          // the robots.txt of the host asks not to read it
	ReasonRedirect    Reason = "redirect"        // redirects that are not followed: too many, or to where nothing protects the page
	ReasonUnavailable Reason = "unavailable"     // the server did not give it: no answer, an error, or too slow

	ReasonFault Reason = "fault" // the reader failed on it: a fault of the program
)

// A SetAside is an input that was not read, with its reason. Nothing is skipped silently.
type SetAside struct {
	Name   string   `json:"name"` // path as given
	Reason Reason   `json:"reason"`
	Detail string   `json:"detail"`           // one line for the user, with the limit and the value where there is one
	Report ReportID `json:"report,omitempty"` // hash of the bytes where they could be read
	Size   int64    `json:"size"`             // bytes, -1 where unknown
}
