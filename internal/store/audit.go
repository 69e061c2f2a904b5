package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// An AuditLine is one line of the log of who came in and who changed whose rights. Each line holds the hash of the one
// before it, so that none can be changed, removed or moved without a trace.
type AuditLine struct {
	Seq     int64     `json:"seq"` // given by the store, from 1
	At      time.Time `json:"at"`
	Who     string    `json:"who"`    // who did it, "" for somebody who is not signed in
	Action  string    `json:"action"` // see the constants
	Subject string    `json:"subject,omitempty"`
	Detail  string    `json:"detail,omitempty"`
	Address string    `json:"address,omitempty"` // where it came from, "" for the command line
	Prev    string    `json:"prev_hash"`         // Hash of the line before, "" for the first
	Hash    string    `json:"hash"`              // see AuditHash
}

// The actions of the audit log.
const (
	AuditSignIn   = "sign-in"
	AuditFailed   = "sign-in failed"
	AuditLimited  = "sign-in limited" // too many failed: the next are refused unseen, and the log gets one line
	AuditSignOut  = "sign-out"
	AuditRevoked  = "sessions revoked"
	AuditExpired  = "sessions expired"
	AuditAdded    = "user added"
	AuditRole     = "role changed"
	AuditPassword = "password changed"
	AuditDisabled = "user disabled"
	AuditEnabled  = "user enabled"
	AuditRefused  = "refused" // a request that its sender may not make
)

// Audit keeps the audit log. It is append-only, and every store gives the same hashes.
type Audit interface {
	// Note appends a line and returns it with its number and its hashes.
	Note(ctx context.Context, line AuditLine) (AuditLine, error)

	// AuditLog lists the lines with a number over after, in order.
	AuditLog(ctx context.Context, after int64) iter.Seq2[AuditLine, error]
}

// CheckLine refuses a line without an action, and text that cannot be stored.
func CheckLine(l AuditLine) error {
	if l.Action == "" {
		return parley.Errorf(parley.Invalid, "store: audit", "no action")
	}
	for _, s := range []string{l.Who, l.Action, l.Subject, l.Detail, l.Address} {
		if !Storable(s) {
			return parley.Errorf(parley.Invalid, "store: audit", "text that is not UTF-8 or holds a NUL byte")
		}
	}
	return nil
}

// After is l as it follows a line with that number and hash: with its own number, its time as it is kept, its hashes.
func (l AuditLine) After(seq int64, prev string) AuditLine {
	l.Seq, l.Prev, l.At = seq+1, prev, keptTime(l.At)
	l.Hash = AuditHash(l)
	return l
}

// AuditHash is the SHA-256, in hex, of the line's fields but Hash, in the order of prev_hash, seq, at (RFC 3339 with as
// many digits of the second as it has), who, action, subject, detail, address: each as its length in bytes, a colon, its
// bytes, a comma.
func AuditHash(l AuditLine) string {
	h := sha256.New()
	Netstrings(h, l.Prev, strconv.FormatInt(l.Seq, 10), l.At.Format(time.RFC3339Nano), l.Who, l.Action, l.Subject, l.Detail, l.Address)
	return hex.EncodeToString(h.Sum(nil))
}

// Netstrings writes each string to h as its length in bytes, a colon, its bytes, a comma: no two lists of strings give
// the same bytes (https://cr.yp.to/proto/netstrings.txt).
func Netstrings(h hash.Hash, all ...string) {
	for _, s := range all {
		fmt.Fprintf(h, "%d:%s,", len(s), s)
	}
}

// CheckAudit goes through a log and says what is wrong with it, a line each, naming the lines by their numbers.
func CheckAudit(ctx context.Context, log Audit) ([]string, error) {
	var wrong []string
	var last AuditLine
	for l, err := range log.AuditLog(ctx, 0) {
		if err != nil {
			return wrong, err
		}
		switch {
		case l.Seq != last.Seq+1:
			wrong = append(wrong, "audit "+Gap("line", "lines", last.Seq, l.Seq))
		case l.Prev != last.Hash && l.Prev != AuditHash(last):
			wrong = append(wrong, fmt.Sprintf("audit line %d does not follow the line before it", l.Seq))
		}
		if l.Hash != AuditHash(l) {
			wrong = append(wrong, fmt.Sprintf("audit line %d was changed after it was written", l.Seq))
		}
		last = l
	}
	return wrong, nil
}

// Clip is s as text that can be stored, of at most n bytes: what strangers send stands in the log, but not all of it.
func Clip(s string, n int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n-len("…")], "") + "…"
}

// Gap says which numbers of a log are missing between two that follow each other in it.
func Gap(one, many string, last, next int64) string {
	switch {
	case next == last+2:
		return fmt.Sprintf("%s %d is missing", one, last+1)
	case next > last:
		return fmt.Sprintf("%s %d to %d are missing", many, last+1, next-1)
	}
	return fmt.Sprintf("%s %d follows %d", one, next, last)
}
