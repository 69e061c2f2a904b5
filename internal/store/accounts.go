package store

import (
	"cmp"
	"context"
	"iter"
	"regexp"
	"slices"
	"time"

	"github.com/parley-press/parley"
)

// A Role is what a user may do. Each role may all that those before it may.
type Role string

// The roles, the least first.
const (
	Reader Role = "reader" // reads
	Coder  Role = "coder"  // decides on findings
	Editor Role = "editor" // also merges, splits, undoes what others decided, and adds reports
	Admin  Role = "admin"  // also keeps users and reads the audit log
)

// Roles are all roles, the least first.
func Roles() []Role { return []Role{Reader, Coder, Editor, Admin} }

// May reports whether somebody of this role may do what needs at least that role. What is no role may nothing, and
// nobody may what needs no role there is.
func (r Role) May(least Role) bool {
	have, need := slices.Index(Roles(), r), slices.Index(Roles(), least)
	return have >= 0 && need >= 0 && have >= need
}

// A User is somebody who may sign in.
type User struct {
	Name     string // the key, see CheckUser
	Role     Role
	Password string // its hash in the PHC string format, "" for nobody can sign in by it
	Disabled bool
	Created  time.Time
	Changed  time.Time // of any of these fields
}

// A Session is one sign-in of a user. The secret that a browser holds is not stored, only its hash.
type Session struct {
	ID      string // hex SHA-256 of the secret, the key
	User    string
	Created time.Time
	Seen    time.Time
	Address string // where the sign-in came from
	Agent   string // which browser it was, by its own word
}

// Accounts keeps who may sign in, who is signed in, and the log of both. A method that changes something takes the line
// of the log that says so and stores both or neither. Times are kept to the microsecond, in UTC.
type Accounts interface {
	Users
	Sessions
	Audit
}

// Users keeps the users. None is ever removed, so that a name in a log stays that of one person: they are disabled.
type Users interface {
	// AddUser stores a new user. A name that is taken is a Clash.
	AddUser(ctx context.Context, u User, line AuditLine) error

	// SetUser stores u in place of the user of that name and ends all of the user's sessions. Where an admin could sign
	// in before and none could after, it is a Clash. Created stays what it was.
	SetUser(ctx context.Context, u User, line AuditLine) error

	// User is the user of that name.
	User(ctx context.Context, name string) (User, error)

	// Users lists the users by name.
	Users(ctx context.Context) iter.Seq2[User, error]
}

// Sessions keeps who is signed in. It is the one part of a store, with Users and Fetches, in which rows change.
type Sessions interface {
	// AddSession stores a new session of a user there is.
	AddSession(ctx context.Context, s Session, line AuditLine) error

	// Session is the session of that id.
	Session(ctx context.Context, id string) (Session, error)

	// SessionsOf lists the sessions of a user, the latest sign-in first, then by id.
	SessionsOf(ctx context.Context, user string) ([]Session, error)

	// SeeSession sets when a session was last seen, where it still is there. It is the one change without a line in the
	// log.
	SeeSession(ctx context.Context, id string, at time.Time) error

	// EndSessions removes those sessions of a user, all of them where no id is given, and says how many they were.
	// Where there was none, the log gets no line.
	EndSessions(ctx context.Context, user string, ids []string, line AuditLine) (int, error)
}

// userName is what a user may be called: it stands in addresses, in logs and on command lines.
var userName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,62}[a-z0-9]$|^[a-z0-9]$`)

// CheckUser refuses a user whose name is not one to 64 small letters, digits, dots, hyphens and underscores, the first
// and the last a letter or digit; an unknown role; and text that cannot be stored.
func CheckUser(u User) error {
	switch {
	case !userName.MatchString(u.Name):
		return parley.Errorf(parley.Invalid, "store: user", "%.80q is no name for a user: 1 to 64 of a-z, 0-9, dot, hyphen and underscore, with a letter or digit at both ends", u.Name)
	case !slices.Contains(Roles(), u.Role):
		return parley.Errorf(parley.Invalid, "store: user "+u.Name, "there is no role %.80q; there are reader, coder, editor, admin", string(u.Role))
	case !Storable(u.Password):
		return parley.Errorf(parley.Invalid, "store: user "+u.Name, "text that is not UTF-8 or holds a NUL byte")
	}
	return nil
}

// CheckSession refuses a session without an id or a user, and text that cannot be stored.
func CheckSession(s Session) error {
	if len(s.ID) != 64 || s.User == "" || !Storable(s.ID) || !Storable(s.Address) || !Storable(s.Agent) {
		return parley.Errorf(parley.Invalid, "store: session", "no id, no user, or text that cannot be stored")
	}
	return nil
}

// keptTime is a time as every store keeps it.
func keptTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

// Rounded is u as every store keeps it.
func (u User) Rounded() User {
	u.Created, u.Changed = keptTime(u.Created), keptTime(u.Changed)
	return u
}

// Rounded is s as every store keeps it.
func (s Session) Rounded() Session {
	s.Created, s.Seen = keptTime(s.Created), keptTime(s.Seen)
	return s
}

// LastAdmin is the refusal of a change that would leave nobody to keep the users.
func LastAdmin(name string) error {
	return parley.Errorf(parley.Clash, "store: user "+name, "nobody else is an admin who can sign in; make somebody else one first")
}

// IsAdmin reports whether u is an admin who can sign in.
func IsAdmin(u User) bool { return u.Role == Admin && !u.Disabled }

// SortSessions brings sessions into the order of SessionsOf.
func SortSessions(all []Session) {
	slices.SortFunc(all, func(a, b Session) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID)) })
}
