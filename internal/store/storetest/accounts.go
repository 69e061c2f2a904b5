package storetest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// at is a moment of the tests, with more digits than are kept.
func at(minute int) time.Time {
	return time.Date(2031, 5, 4, 10, minute, 0, 123456789, time.FixedZone("east", 3*3600))
}

// line is a line of the log about a subject.
func line(action, subject string) store.AuditLine {
	return store.AuditLine{At: at(0), Who: "ana", Action: action, Subject: subject, Detail: "é <b>&", Address: "192.0.2.7"}
}

// user is a user of the tests.
func user(name string, r store.Role) store.User {
	return store.User{Name: name, Role: r, Password: "$argon2id$" + name, Created: at(1), Changed: at(1)}
}

// session is a session of the tests; its id is made of one letter.
func session(letter, user string, minute int) store.Session {
	return store.Session{ID: strings.Repeat(letter, 64), User: user, Created: at(minute), Seen: at(minute), Address: "192.0.2.7", Agent: "Kestrel/3"}
}

// no fails the test where there is an error.
func no(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lines are the numbers and actions of the audit log, and the log must hold.
func lines(t testing.TB, s store.Audit) []string {
	t.Helper()
	var out []string
	for _, l := range all(t, s.AuditLog(t.Context(), 0)) {
		out = append(out, fmt.Sprint(l.Seq, " ", l.Action, " ", l.Subject))
	}
	wrong, err := store.CheckAudit(t.Context(), s)
	if err != nil || len(wrong) > 0 {
		t.Errorf("the log does not hold: %q %v", wrong, err)
	}
	return out
}

func testUsers(t *testing.T, open Opener) {
	s := open(t)
	_, err := s.User(t.Context(), "ana")
	wantKind(t, err, parley.NotFound)
	wantKind(t, s.SetUser(t.Context(), user("ana", store.Admin), line(store.AuditRole, "ana")), parley.NotFound)
	for _, n := range []string{"zoe", "ana", "ben.roe"} {
		no(t, s.AddUser(t.Context(), user(n, store.Coder), line(store.AuditAdded, n)))
	}
	wantKind(t, s.AddUser(t.Context(), user("ana", store.Admin), line(store.AuditAdded, "ana")), parley.Clash)
	got, err := s.User(t.Context(), "ana")
	no(t, err)
	same(t, got, user("ana", store.Coder).Rounded())
	next := user("ana", store.Editor)
	next.Disabled, next.Password, next.Created, next.Changed = true, "", at(59), at(2)
	no(t, s.SetUser(t.Context(), next, line(store.AuditDisabled, "ana")))
	next.Created = at(1) // stays
	var names []string
	for _, u := range all(t, s.Users(t.Context())) {
		names = append(names, u.Name)
		if u.Name == "ana" {
			same(t, u, next.Rounded())
		}
	}
	same(t, names, []string{"ana", "ben.roe", "zoe"})
	same(t, lines(t, s), []string{"1 user added zoe", "2 user added ana", "3 user added ben.roe", "4 user disabled ana"})
}

func testLastAdmin(t *testing.T, open Opener) {
	s := open(t)
	ana, ben := user("ana", store.Admin), user("ben", store.Admin)
	no(t, s.AddUser(t.Context(), ana, line(store.AuditAdded, "ana")))
	no(t, s.AddUser(t.Context(), user("cy", store.Editor), line(store.AuditAdded, "cy")))
	down, off := ana, ana
	down.Role, off.Disabled = store.Editor, true
	for _, u := range []store.User{down, off} {
		wantKind(t, s.SetUser(t.Context(), u, line(store.AuditRole, "ana")), parley.Clash)
	}
	no(t, s.AddUser(t.Context(), ben, line(store.AuditAdded, "ben")))
	var wg sync.WaitGroup
	left := make([]error, 2) // of two admins who step down at once one stays
	for i, u := range []store.User{ana, ben} {
		u.Role = store.Reader
		wg.Go(func() { left[i] = s.SetUser(t.Context(), u, line(store.AuditRole, u.Name)) })
	}
	wg.Wait()
	if (left[0] == nil) == (left[1] == nil) {
		t.Errorf("two admins stepped down at once: %v, %v", left[0], left[1])
	}
	same(t, len(lines(t, s)), 4)
}

func testSessions(t *testing.T, open Opener) {
	s := open(t)
	wantKind(t, s.AddSession(t.Context(), session("a", "ana", 1), line(store.AuditSignIn, "ana")), parley.NotFound)
	no(t, s.AddUser(t.Context(), user("ana", store.Coder), line(store.AuditAdded, "ana")))
	no(t, s.AddUser(t.Context(), user("ben", store.Coder), line(store.AuditAdded, "ben")))
	for _, x := range []store.Session{session("b", "ana", 1), session("a", "ana", 1), session("c", "ana", 2), session("d", "ben", 3)} {
		no(t, s.AddSession(t.Context(), x, line(store.AuditSignIn, x.User)))
	}
	wantKind(t, s.AddSession(t.Context(), session("a", "ben", 9), line(store.AuditSignIn, "ben")), parley.Clash)
	of := func(user string) (letters string) {
		t.Helper()
		list, err := s.SessionsOf(t.Context(), user)
		no(t, err)
		for _, x := range list {
			letters += x.ID[:1]
		}
		return letters
	}
	same(t, of("ana"), "cab")
	no(t, s.SeeSession(t.Context(), session("a", "", 0).ID, at(5)))
	no(t, s.SeeSession(t.Context(), session("e", "", 0).ID, at(5))) // one that ended is not brought back
	got, err := s.Session(t.Context(), session("a", "", 0).ID)
	no(t, err)
	want := session("a", "ana", 1)
	want.Seen = at(5)
	same(t, got, want.Rounded())
	_, err = s.Session(t.Context(), session("e", "", 0).ID)
	wantKind(t, err, parley.NotFound)
	end := func(user string, want int, ids ...string) {
		t.Helper()
		n, err := s.EndSessions(t.Context(), user, ids, line(store.AuditRevoked, user))
		no(t, err)
		same(t, n, want)
	}
	end("ben", 0, session("a", "", 0).ID) // another's
	end("ana", 1, session("a", "", 0).ID, session("d", "", 0).ID)
	same(t, of("ana")+of("ben"), "cbd")
	end("ana", 2)
	end("ana", 0)
	no(t, s.AddSession(t.Context(), session("f", "ana", 7), line(store.AuditSignIn, "ana")))
	no(t, s.SetUser(t.Context(), user("ana", store.Editor), line(store.AuditRole, "ana"))) // ends all of hers
	same(t, of("ana")+of("ben"), "d")
	same(t, len(lines(t, s)), 10)
}

func testAudit(t *testing.T, open Opener) {
	s := open(t)
	first, err := s.Note(t.Context(), line(store.AuditFailed, "ana"))
	no(t, err)
	if first.Seq != 1 || first.Prev != "" || len(first.Hash) != 64 || !first.At.Equal(at(0).Truncate(time.Microsecond)) {
		t.Errorf("first line %+v", first)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 10 {
				if _, err := s.Note(context.Background(), line(store.AuditFailed, "ben")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	same(t, len(lines(t, s)), 41)
	rest := all(t, s.AuditLog(t.Context(), 40))
	if len(rest) != 1 || rest[0].Seq != 41 {
		t.Errorf("after 40 comes %+v", rest)
	}
	same(t, len(all(t, s.AuditLog(t.Context(), 41))), 0)
	same(t, all(t, s.AuditLog(t.Context(), 0))[0], first)
}

func testAccountsRefused(t *testing.T, open Opener) {
	s := open(t)
	good := line(store.AuditAdded, "ana")
	for _, n := range []string{"", "Ana", "ana roe", "a/b", "-a", "a-", "é", "a\x00", strings.Repeat("a", 65), "../a"} {
		wantKind(t, s.AddUser(t.Context(), user(n, store.Coder), good), parley.Invalid)
	}
	wantKind(t, s.AddUser(t.Context(), user("ana", "king"), good), parley.Invalid)
	wantKind(t, s.AddUser(t.Context(), user("ana", store.Coder), store.AuditLine{}), parley.Invalid)
	bad := good
	bad.Detail = "\xff"
	_, err := s.Note(t.Context(), bad)
	wantKind(t, err, parley.Invalid)
	wantKind(t, s.AddSession(t.Context(), store.Session{ID: "x", User: "ana"}, good), parley.Invalid)
	odd := session("a", "ana", 1)
	odd.Agent = "\x00"
	wantKind(t, s.AddSession(t.Context(), odd, good), parley.Invalid)
	if n := len(lines(t, s)) + len(all(t, s.Users(t.Context()))); n != 0 {
		t.Errorf("%d refused things are stored", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s.AddUser(ctx, user("ana", store.Coder), good) == nil {
		t.Error("AddUser ran under a cancelled context")
	}
}
