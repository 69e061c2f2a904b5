// Package store is the contract of persistence: what Parley keeps, and the rules under which it keeps it.
//
// Four things are truth and are kept: the reports as they came, the decisions of people, why an input was set
// aside, and how people configured the dossier. Findings are kept too, because reading takes time; they follow from a report and can be made again.
//
// Everything but the memory of what was fetched (Fetches) and who may sign in and is (Users, Sessions), and the searches that somebody saved (Searches), is append-only: there is no method that changes or removes. Adding the same thing twice changes nothing,
// and what is stored does not depend on the order of adding, but for the log of decisions, whose order is its meaning.
//
// The store is where Parley meets the disk, so its methods take a context, unlike those of the floors that only
// compute. A method that is cancelled has either done all of its work or none.
//
// Errors are *parley.Error: Invalid for input that breaks the contract, NotFound for what is not there, Unavailable
// for a medium that cannot be reached, Clash for a database that is not ours to write. Memory in this package and
// package sqldb implement Store; package storetest holds the suite that both must pass.
package store

import (
	"context"
	"iter"

	"github.com/parley-press/parley"
)

// A Store keeps a dossier. Its methods may be called from many goroutines.
type Store interface {
	Reports
	Findings
	Sincer
	Decisions
	Asides
	Fetches
	Accounts
	Places
	Searches
	Configs
	Close() error
}

// Reports keeps the reports as they came.
type Reports interface {
	// AddReports stores reports, all or none, and says of each whether its bytes are new. Bytes that are there
	// already only gain the new names. The id must be that of the bytes; Given is not stored here but as a decision.
	AddReports(ctx context.Context, reports []parley.Report) (added []bool, err error)

	// Report is the report with that id, bytes and all, its names sorted and Given zero.
	Report(ctx context.Context, id parley.ReportID) (parley.Report, error)

	// Entries lists the reports in the order of their ids, without their bytes. What is added while the sequence runs
	// may or may not be seen.
	Entries(ctx context.Context) iter.Seq2[Entry, error]
}

// An Entry is a report without its bytes.
type Entry struct {
	ID     parley.ReportID
	Names  []string // sorted
	Format parley.Format
	Size   int64 // bytes
}

// A Reading names one reading of one report: its findings are a pure function of it. A report's format and what was
// given with it can change when it comes again, and then it is read again.
type Reading struct {
	Report parley.ReportID
	Reader string // version of the reader
	Format parley.Format
	Given  parley.Given
}

// Findings keeps what was found, by reading.
type Findings interface {
	// AddFindings stores findings, all or none. A reading that has findings keeps them. The report must be stored.
	AddFindings(ctx context.Context, found []Found) error

	// Findings is what was found in that reading.
	Findings(ctx context.Context, r Reading) (parley.Findings, error)

	// Readings lists the readings by that version of the reader in the order of the report ids.
	Readings(ctx context.Context, reader string) iter.Seq2[Reading, error]
}

// A Found is a reading with its findings; Findings.Report and Findings.Reader are those of the reading.
type Found struct {
	Reading  Reading
	Findings parley.Findings
}

// Decisions keeps the log of what people decided.
type Decisions interface {
	// Decide appends d and returns it with its sequence number. A decision that repeats the last one on its
	// subject (see SubjectIn), word for word but for the time, is not appended; that one is returned. Times are
	// kept to the microsecond, in UTC. An undo of what is not in the log fails with NotFound.
	Decide(ctx context.Context, d parley.Decision) (parley.Decision, error)

	// DecideAt is Decide for somebody who saw the decision with the number seen as the newest on the subject, 0 for none:
	// where there is a newer one it fails with Clash and stores nothing.
	DecideAt(ctx context.Context, d parley.Decision, seen int64) (parley.Decision, error)

	// Decisions lists the log in order.
	Decisions(ctx context.Context) iter.Seq2[parley.Decision, error]
}

// Asides keeps why inputs were set aside.
type Asides interface {
	// AddAsides stores set-asides, all or none. One that is there already, in all its fields, is not stored again.
	AddAsides(ctx context.Context, asides []parley.SetAside) error

	// Asides lists the set-asides by name, then reason, report and detail.
	Asides(ctx context.Context) iter.Seq2[parley.SetAside, error]
}

// A Checker is a store that can check its own medium. It lists what is wrong, a line each.
type Checker interface {
	Check(ctx context.Context) ([]string, error)
}

// A Ledger is a store that counts what is appended to it: each row of a log that only grows has an entry, and each entry holds
// the hash of the one before it. Check of such a store finds every row that was changed, removed or put in behind its back.
type Ledger interface {
	Checker

	// Head is how far the ledger goes.
	Head(ctx context.Context) (Head, error)

	// EntryHash is the hash of that entry; NotFound where the ledger does not go so far.
	EntryHash(ctx context.Context, seq int64) (string, error)
}

// A Head is how far a ledger goes. Whoever keeps one elsewhere can tell later whether the store was rolled back or rewritten.
type Head struct {
	Seq  int64            `json:"seq"`  // entries
	Hash string           `json:"hash"` // of the last, in hex; "" for none
	Rows map[string]int64 `json:"rows"` // entries by what they count
}

// A Stamper is a store that can say cheaply whether it has changed: equal stamps, nothing was added between them.
type Stamper interface {
	Stamp(ctx context.Context) (string, error)
}
