package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// A digest is a value of WARC-Block-Digest or WARC-Payload-Digest (ISO 28500, 5.8), "sha1:" with base32 as a rule.
type digest struct {
	label string // as written
	of    func([]byte) []byte
	sum   []byte
	text  func([]byte) string // in the encoding that sum was written in
}

// algorithms by label in lower case without hyphens. The weak ones are what crawlers write; they show damage, not intent.
var algorithms = map[string]struct {
	size int
	of   func([]byte) []byte
}{
	"md5":    {md5.Size, func(b []byte) []byte { s := md5.Sum(b); return s[:] }},
	"sha1":   {sha1.Size, func(b []byte) []byte { s := sha1.Sum(b); return s[:] }},
	"sha256": {sha256.Size, func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }},
	"sha512": {sha512.Size, func(b []byte) []byte { s := sha512.Sum512(b); return s[:] }},
}

// parseDigest reads a digest; ok is false where there is none, or none of a kind that can be checked.
func parseDigest(v []byte) (d digest, ok bool) {
	label, value, ok := bytes.Cut(v, []byte(":"))
	if !ok {
		return d, false
	}
	d.label = string(label)
	a, ok := algorithms[strings.ReplaceAll(strings.ToLower(d.label), "-", "")]
	if !ok {
		return d, false
	}
	d.of = a.of
	s := strings.TrimRight(string(value), "=")
	b32 := base32.StdEncoding.WithPadding(base32.NoPadding)
	var err error
	switch len(s) {
	case hex.EncodedLen(a.size):
		d.sum, err = hex.DecodeString(s)
		d.text = hex.EncodeToString
	case b32.EncodedLen(a.size):
		d.sum, err = b32.DecodeString(strings.ToUpper(s))
		d.text = b32.EncodeToString
	case base64.RawStdEncoding.EncodedLen(a.size):
		d.sum, err = base64.RawStdEncoding.DecodeString(s)
		d.text = base64.RawStdEncoding.EncodeToString
	default:
		return d, false
	}
	return d, err == nil
}

// mismatch says that none of the forms of the bytes has this digest, "" where one has. what names the bytes.
func (d digest) mismatch(what string, forms ...[]byte) string {
	var first []byte
	for _, b := range forms {
		sum := d.of(b)
		if bytes.Equal(sum, d.sum) {
			return ""
		}
		if first == nil {
			first = sum
		}
	}
	return fmt.Sprintf("the %s is %s:%s, its header says %s:%s", what, d.label, d.text(first), d.label, d.text(d.sum))
}
