package parley

import (
	"errors"
	"fmt"
)

// A Kind says what sort of failure an Error is. Kinds are mapped once to exit codes
// (cmd/parley) and once to HTTP statuses (internal/web).
type Kind string

// The kinds of failure.
const (
	Invalid     Kind = "invalid"     // the input is not what it should be
	NotFound    Kind = "not found"   // nothing has that name or id
	Clash       Kind = "conflict"    // the change does not fit what is stored
	Unavailable Kind = "unavailable" // a file, a port or a store cannot be reached
	Forbidden   Kind = "forbidden"   // whoever asks may not do that
	TooMany     Kind = "too many"    // asked too often; later it may be done
	Internal    Kind = "internal"    // a fault of the program
)

// An Error is a failure with its kind, the operation, and a line a user can act on.
type Error struct {
	Kind Kind
	Op   string // what was being done, e.g. "store: open talks.db"
	Msg  string // what is wrong
	Err  error  // the cause, may be nil
}

// Error is "op: msg: cause", with what is missing left out.
func (e *Error) Error() string {
	s := e.Op
	for _, p := range []string{e.Msg, errText(e.Err)} {
		if p == "" {
			continue
		}
		if s != "" {
			s += ": "
		}
		s += p
	}
	return s
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf builds an Error of kind k.
func Errorf(k Kind, op, format string, args ...any) *Error {
	return &Error{Kind: k, Op: op, Msg: fmt.Sprintf(format, args...)}
}

// KindOf is the kind of the first Error in err's chain, Internal where there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
