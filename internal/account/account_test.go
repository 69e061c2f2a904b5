package account_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
)

const good = "seven grey herons"

// A desk is a keeper with a clock that the test moves, and costs that a test can pay.
type desk struct {
	*account.Keeper
	store *store.Memory
	now   time.Time
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{store: new(store.Memory), now: time.Date(2031, 5, 4, 10, 0, 0, 0, time.UTC)}
	k, err := account.New(account.Config{Store: d.store, Now: func() time.Time { return d.now }, Hash: account.Params{Memory: 64, Time: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	d.Keeper = k
	for name, role := range map[string]store.Role{"ana": store.Admin, "ben": store.Coder} {
		d.must(t, d.Add(t.Context(), name, role, good, account.By{Who: "root"}))
	}
	return d
}

func (d *desk) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// in signs in from an address.
func (d *desk) in(t testing.TB, name, password, old, address string) (string, error) {
	t.Helper()
	secret, _, err := d.SignIn(t.Context(), name, password, old, account.By{Address: address, Agent: "Kestrel/3"})
	return secret, err
}

// holds reports whether a secret opens a session.
func (d *desk) holds(t testing.TB, secret string) bool {
	t.Helper()
	_, _, err := d.Session(t.Context(), secret)
	if err != nil && parley.KindOf(err) != parley.Forbidden {
		t.Error(err)
	}
	return err == nil
}

func kind(t testing.TB, err error, k parley.Kind) {
	t.Helper()
	if err == nil || parley.KindOf(err) != k {
		t.Errorf("error %v, want one of kind %q", err, k)
	}
}

// actions are the actions of the audit log, and the log holds.
func (d *desk) actions(t testing.TB) []string {
	t.Helper()
	var out []string
	for l, err := range d.store.AuditLog(t.Context(), 0) {
		d.must(t, err)
		out = append(out, l.Action)
	}
	if wrong, err := store.CheckAudit(t.Context(), d.store); err != nil || len(wrong) > 0 {
		t.Errorf("the log does not hold: %q %v", wrong, err)
	}
	return out
}

func TestSignIn(t *testing.T) {
	d := newDesk(t)
	_, err := d.in(t, "ben", "seven grey heron", "", "192.0.2.1")
	kind(t, err, parley.Forbidden)
	_, nobody := d.in(t, "nobody", good, "", "192.0.2.1")
	if fmt.Sprint(err) != fmt.Sprint(nobody) {
		t.Errorf("a wrong password says %q, a wrong name %q", err, nobody)
	}
	one, err := d.in(t, " Ben ", good, "", "192.0.2.1")
	d.must(t, err)
	two, err := d.in(t, "ben", good, one, "192.0.2.1")
	d.must(t, err)
	if one == two || len(two) != 43 || d.holds(t, one) || !d.holds(t, two) {
		t.Error("the secret of before the sign-in still holds, or the new one does not")
	}
	s, u, err := d.Session(t.Context(), two)
	d.must(t, err)
	if u.Name != "ben" || u.Role != store.Coder || s.ID == two || strings.Contains(s.ID, two) {
		t.Errorf("%+v of %+v", s, u)
	}
	d.must(t, d.SignOut(t.Context(), two, account.By{}))
	if d.holds(t, two) {
		t.Error("signed out, and still in")
	}
	for _, forged := range []string{"", "x", strings.Repeat("A", 43), s.ID, two[:42] + "!"} {
		if d.holds(t, forged) {
			t.Errorf("%q opens a session", forged)
		}
	}
	want := []string{"user added", "user added", "sign-in failed", "sign-in failed", "sign-in", "sign-out", "sign-in", "sign-out"}
	if got := d.actions(t); !slices.Equal(got, want) {
		t.Errorf("log %q, want %q", got, want)
	}
}

func TestSessionEnds(t *testing.T) {
	for _, c := range []struct {
		name  string
		after []time.Duration // looks, each after the one before
		want  bool            // whether it holds at the last
	}{
		{"at once", []time.Duration{0}, true},
		{"idle for twelve hours", []time.Duration{12 * time.Hour}, true},
		{"idle for longer", []time.Duration{12*time.Hour + time.Second}, false},
		{"kept awake", []time.Duration{11 * time.Hour, 11 * time.Hour, 11 * time.Hour}, true},
		{"kept awake for a week and longer", slices.Repeat([]time.Duration{11 * time.Hour}, 16), false},
		{"the clock goes back an hour", []time.Duration{-time.Hour}, false},
		{"the clock goes back a second", []time.Duration{-time.Second}, true},
	} {
		d := newDesk(t)
		secret, err := d.in(t, "ben", good, "", "")
		d.must(t, err)
		got := false
		for _, a := range c.after {
			d.now = d.now.Add(a)
			got = d.holds(t, secret)
		}
		if got != c.want {
			t.Errorf("%s: holds %v", c.name, got)
		}
	}
}

// Rights that change end every session of their user; so does a new password, and being kept out.
func TestChangesEndSessions(t *testing.T) {
	root := account.By{Who: "ana"}
	for name, change := range map[string]func(context.Context, *desk) error{
		"role":     func(ctx context.Context, d *desk) error { return d.SetRole(ctx, "ben", store.Editor, root) },
		"password": func(ctx context.Context, d *desk) error { return d.SetPassword(ctx, "ben", "nine green frogs", root) },
		"disabled": func(ctx context.Context, d *desk) error { return d.SetDisabled(ctx, "ben", true, root) },
		"revoke": func(ctx context.Context, d *desk) error {
			n, err := d.Revoke(ctx, "ben", nil, root)
			if n != 2 {
				err = errors.Join(err, fmt.Errorf("%d sessions ended", n))
			}
			return err
		},
	} {
		d := newDesk(t)
		one, err := d.in(t, "ben", good, "", "")
		d.must(t, err)
		two, err := d.in(t, "ben", good, "", "")
		d.must(t, err)
		ana, err := d.in(t, "ana", good, "", "")
		d.must(t, err)
		d.must(t, change(t.Context(), d))
		if d.holds(t, one) || d.holds(t, two) || !d.holds(t, ana) {
			t.Errorf("%s: sessions of ben hold, or that of ana does not", name)
		}
	}
}

func TestDisabled(t *testing.T) {
	d := newDesk(t)
	d.must(t, d.SetDisabled(t.Context(), "ben", true, account.By{}))
	_, err := d.in(t, "ben", good, "", "")
	kind(t, err, parley.Forbidden)
	d.must(t, d.SetDisabled(t.Context(), "ben", false, account.By{}))
	_, err = d.in(t, "ben", good, "", "")
	d.must(t, err)
	kind(t, d.SetDisabled(t.Context(), "ana", true, account.By{}), parley.Clash) // the last admin
	kind(t, d.SetRole(t.Context(), "nobody", store.Coder, account.By{}), parley.NotFound)
	kind(t, d.SetRole(t.Context(), "ben", "king", account.By{}), parley.Invalid)
}

func TestChangePassword(t *testing.T) {
	d := newDesk(t)
	one, err := d.in(t, "ben", good, "", "")
	d.must(t, err)
	_, err = d.ChangePassword(t.Context(), "ben", "wrong wrong wrong", "nine green frogs", account.By{Who: "ben"})
	kind(t, err, parley.Invalid)
	_, err = d.ChangePassword(t.Context(), "ben", good, "short", account.By{Who: "ben"})
	kind(t, err, parley.Invalid)
	if !d.holds(t, one) {
		t.Error("a change that failed ended the session")
	}
	two, err := d.ChangePassword(t.Context(), "ben", good, "nine green frogs", account.By{Who: "ben"})
	d.must(t, err)
	if d.holds(t, one) || !d.holds(t, two) {
		t.Error("the old session holds, or the new one does not")
	}
	_, err = d.in(t, "ben", good, "", "")
	kind(t, err, parley.Forbidden)
	for range 9 {
		_, err = d.ChangePassword(t.Context(), "ben", "wrong wrong wrong", "x", account.By{Who: "ben"})
	}
	kind(t, err, parley.TooMany)
}

func TestLimit(t *testing.T) {
	d := newDesk(t)
	try := func(name, password, address string) parley.Kind {
		_, err := d.in(t, name, password, "", address)
		if err == nil {
			return ""
		}
		return parley.KindOf(err)
	}
	want := func(what string, got, want parley.Kind) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	for range 5 {
		want("one of five tries", try("ben", "wrong", "192.0.2.1"), parley.Forbidden)
	}
	want("a sixth", try("ben", "wrong", "192.0.2.1"), parley.TooMany)
	want("a sixth with the right password", try("ben", good, "192.0.2.1"), parley.TooMany)
	want("another name", try("ana", good, "192.0.2.1"), "")
	want("another address", try("ben", good, "192.0.2.2"), "")
	d.now = d.now.Add(14 * time.Minute)
	want("after 14 minutes", try("ben", good, "192.0.2.1"), parley.TooMany)
	d.now = d.now.Add(2 * time.Minute)
	want("after 16 minutes", try("ben", good, "192.0.2.1"), "")
	for i := range 5 {
		want("from a network of IPv6", try("ben", "wrong", fmt.Sprintf("2001:db8::%d", i)), parley.Forbidden)
	}
	want("from another address of it", try("ben", good, "2001:db8::ffff:1"), parley.TooMany)
	want("from another network", try("ben", good, "2001:db8:0:1::1"), "")
	for i := range 30 {
		want("a spray of names", try(fmt.Sprint("name", i), "wrong", "192.0.2.9"), parley.Forbidden)
	}
	want("the 31st name", try("ana", good, "192.0.2.9"), parley.TooMany)
	n := 0
	for _, a := range d.actions(t) {
		if a == store.AuditLimited {
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d lines of the log say that a limit was reached, want 3", n)
	}
}

// Many tries at once are as many as one after the other.
func TestLimitAtOnce(t *testing.T) {
	d := newDesk(t)
	var mu sync.Mutex
	kinds := map[parley.Kind]int{}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_, _, err := d.SignIn(context.Background(), "ben", "wrong", "", account.By{Address: "192.0.2.1"})
			mu.Lock()
			defer mu.Unlock()
			kinds[parley.KindOf(err)]++
		})
	}
	wg.Wait()
	if kinds[parley.Forbidden] != 5 || kinds[parley.TooMany] != 45 {
		t.Errorf("%v", kinds)
	}
}

// Strangers from many addresses do not fill the memory.
func TestLimitIsBounded(t *testing.T) {
	d := newDesk(t)
	for i := range 30_000 {
		d.must(t, d.Refused(t.Context(), "GET /users", account.By{Address: fmt.Sprint(i)}))
	}
	for range 100 {
		d.must(t, d.Refused(t.Context(), "GET /users", account.By{Address: "192.0.2.1"}))
	}
	if n := len(d.actions(t)); n != 2+30_000+5 {
		t.Errorf("%d lines", n)
	}
}

func TestPasswords(t *testing.T) {
	for _, p := range []string{"", "short", "elevenchars", "aaaaaaaaaaaaaaa", "abababababababab", "x\xffyyyyyyyyyyyyyz", "line\nend of the line", strings.Repeat("long", 300), "my name is ben and so on"} {
		kind(t, account.CheckPassword("ben", p), parley.Invalid)
	}
	for _, p := range []string{good, "двенадцать слов", "correct-horse-9", strings.Repeat("long enough ", 80)} {
		if err := account.CheckPassword("ben", p); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	d := newDesk(t)
	d.must(t, d.SetPassword(t.Context(), "ben", "caf\u00e9 at seven", account.By{}))
	if _, err := d.in(t, "ben", "cafe\u0301 at seven", "", ""); err != nil { // the same letters from another keyboard
		t.Error(err)
	}
	u, err := d.store.User(t.Context(), "ben")
	d.must(t, err)
	if !strings.HasPrefix(u.Password, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("stored as %q", u.Password)
	}
}

// A stored hash that somebody changed lets nobody in and stops nothing.
func TestForeignHashes(t *testing.T) {
	d := newDesk(t)
	u, err := d.store.User(t.Context(), "ben")
	d.must(t, err)
	was := u.Password
	for _, h := range []string{"", "x", "$argon2id$", strings.Replace(was, "m=64", "m=4294967295", 1), strings.Replace(was, "t=1", "t=0", 1), strings.Replace(was, "t=1", "t=999", 1),
		strings.Replace(was, "p=1", "p=0", 1), strings.Replace(was, "argon2id", "argon2i", 1), strings.Replace(was, "v=19", "v=16", 1), was[:len(was)-4], was + "$"} {
		u.Password = h
		d.must(t, d.store.SetUser(t.Context(), u, store.AuditLine{Action: "x"}))
		d.now = d.now.Add(time.Hour)
		_, err := d.in(t, "ben", good, "", "")
		kind(t, err, parley.Forbidden)
	}
	u.Password = was
	d.must(t, d.store.SetUser(t.Context(), u, store.AuditLine{Action: "x"}))
	_, err = d.in(t, "ben", good, "", "")
	d.must(t, err)
}

// The costs that ship are those of RFC 9106, second choice, and above the least of OWASP.
func TestStandard(t *testing.T) {
	if s := account.Standard; s.Memory < 64<<10 || s.Time < 3 || s.Threads < 1 {
		t.Errorf("%+v", s)
	}
}

func BenchmarkSignIn(b *testing.B) {
	m := new(store.Memory)
	k, err := account.New(account.Config{Store: m})
	if err == nil {
		err = k.Add(b.Context(), "ben", store.Coder, good, account.By{})
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := k.SignIn(b.Context(), "ben", good, "", account.By{}); err != nil {
			b.Fatal(err)
		}
	}
}
