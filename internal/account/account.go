// Package account keeps who may come in: users with their roles, passwords by Argon2id, sessions, and the limit on tries.
// It knows nothing of pages or command lines; internal/web and cmd/parley use it alike. Every change leaves a line in the
// audit log, in the same transaction.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// How long a session holds.
const (
	Idle     = 12 * time.Hour     // without a request
	Absolute = 7 * 24 * time.Hour // whatever happens

	seenEvery = time.Minute // a session's last request is known this well
	skew      = time.Minute // how far in the future a session may have begun by another clock
)

// hashers is how many passwords are looked at at once: each takes Params.Memory.
const hashers = 2

// Config says what a Keeper works with. Store is needed.
type Config struct {
	Store store.Accounts
	Now   func() time.Time // nil is time.Now
	Hash  Params           // zero is Standard
}

// A Keeper lets people in. It serves many goroutines.
type Keeper struct {
	cfg     Config
	tries   tries
	busy    chan struct{}
	nobody  string // the hash that is compared for a name nobody has: it must take as long
	refused tries  // lines of the log about refusals
}

// A By is who does something, and from where.
type By struct {
	Who     string
	Address string // "" for the command line
	Agent   string
}

// New is a keeper of that configuration.
func New(cfg Config) (*Keeper, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Hash == (Params{}) {
		cfg.Hash = Standard
	}
	nobody, err := cfg.Hash.hash(rand.Text())
	return &Keeper{cfg: cfg, busy: make(chan struct{}, hashers), nobody: nobody}, err
}

// line is a line of the audit log.
func (k *Keeper) line(by By, action, subject, detail string) store.AuditLine {
	return store.AuditLine{At: k.cfg.Now(), Who: store.Clip(by.Who, 80), Action: action, Subject: store.Clip(subject, 80), Detail: store.Clip(detail, 400), Address: store.Clip(by.Address, 80)}
}

// hashed runs f, which computes a hash, when its turn comes.
func (k *Keeper) hashed(ctx context.Context, f func()) error {
	select {
	case k.busy <- struct{}{}:
		defer func() { <-k.busy }()
		f()
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errNotIn is the one answer to a wrong name and a wrong password.
func errNotIn() error {
	return parley.Errorf(parley.Forbidden, "sign-in", "the name or the password is not right")
}

// SignIn opens a session for the user whose password it is, and gives its secret and the user. A wrong name and a wrong
// password are the same error of kind Forbidden and take the same time; too many of them are one of kind TooMany. The
// session of the secret old, "" for none, ends: no secret from before a sign-in is worth anything after it.
func (k *Keeper) SignIn(ctx context.Context, name, password, old string, by By) (secret string, u store.User, err error) {
	name = strings.ToLower(strings.TrimSpace(name))
	now := k.cfg.Now()
	from := network(by.Address)
	pair, address := name+"\x00"+from, "\x00"+from
	for _, c := range []struct {
		key  string
		most int
	}{{pair, perAccount}, {address, perAddress}} {
		ok, first := k.tries.take(c.key, c.most, now)
		if ok {
			continue
		}
		if first {
			if _, err := k.cfg.Store.Note(ctx, k.line(by, store.AuditLimited, name, fmt.Sprintf("%d failed within %v", c.most, window))); err != nil {
				return "", u, err
			}
		}
		return "", u, parley.Errorf(parley.TooMany, "sign-in", "more than %d tries failed; try again in %d minutes", c.most, int(window.Minutes()))
	}
	u, err = k.cfg.Store.User(ctx, name)
	known := err == nil
	if err != nil && parley.KindOf(err) != parley.NotFound {
		return "", u, err
	}
	right := false
	stored := k.nobody
	if known && u.Password != "" {
		stored = u.Password
	}
	if err := k.hashed(ctx, func() { right = len(password) <= MostPassword && matches(stored, password) }); err != nil {
		return "", u, err
	}
	if !right || !known || u.Disabled {
		if _, err := k.cfg.Store.Note(ctx, k.line(by, store.AuditFailed, name, "")); err != nil {
			return "", store.User{}, err
		}
		return "", store.User{}, errNotIn()
	}
	k.tries.forget(pair)
	k.tries.back(address)
	if err := k.SignOut(ctx, old, by); err != nil && parley.KindOf(err) != parley.NotFound {
		return "", u, err
	}
	if err := k.expire(ctx, u.Name, by); err != nil {
		return "", u, err
	}
	by.Who = u.Name
	secret, err = k.open(ctx, u.Name, by)
	return secret, u, err
}

// open stores a new session and gives its secret: 256 random bits.
func (k *Keeper) open(ctx context.Context, user string, by By) (string, error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", &parley.Error{Kind: parley.Internal, Op: "account: secret", Err: err}
	}
	secret, now := base64.RawURLEncoding.EncodeToString(b), k.cfg.Now()
	s := store.Session{ID: SessionID(secret), User: user, Created: now, Seen: now, Address: store.Clip(by.Address, 80), Agent: store.Clip(by.Agent, 200)}
	return secret, k.cfg.Store.AddSession(ctx, s, k.line(by, store.AuditSignIn, user, ""))
}

// SessionID is what is stored of a secret: its SHA-256, in hex. The secret is as random as the hash is long, so that it
// needs neither salt nor cost.
func SessionID(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// over reports whether a session holds no more.
func (k *Keeper) over(s store.Session) bool {
	now := k.cfg.Now()
	return now.Sub(s.Seen) > Idle || now.Sub(s.Created) > Absolute || s.Created.Sub(now) > skew
}

// expire removes the sessions of a user that hold no more.
func (k *Keeper) expire(ctx context.Context, user string, by By) error {
	all, err := k.cfg.Store.SessionsOf(ctx, user)
	if err != nil {
		return err
	}
	var ids []string
	for _, s := range all {
		if k.over(s) {
			ids = append(ids, s.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err = k.cfg.Store.EndSessions(ctx, user, ids, k.line(by, store.AuditExpired, user, fmt.Sprint(len(ids))))
	return err
}

// Session is the session of a secret and its user, as long as it holds; an error of kind Forbidden else.
func (k *Keeper) Session(ctx context.Context, secret string) (store.Session, store.User, error) {
	none := func() (store.Session, store.User, error) {
		return store.Session{}, store.User{}, parley.Errorf(parley.Forbidden, "session", "sign in first")
	}
	if len(secret) != 43 { // of 256 bits in base64
		return none()
	}
	s, err := k.cfg.Store.Session(ctx, SessionID(secret))
	switch {
	case err != nil && parley.KindOf(err) == parley.NotFound:
		return none()
	case err != nil:
		return s, store.User{}, err
	case k.over(s):
		return none()
	}
	u, err := k.cfg.Store.User(ctx, s.User)
	switch {
	case err != nil:
		return s, u, err
	case u.Disabled:
		return none()
	}
	if now := k.cfg.Now(); now.Sub(s.Seen) > seenEvery {
		// A disk that is full must not keep people from reading: then the session ends when it was last written plus Idle.
		_ = k.cfg.Store.SeeSession(ctx, s.ID, now)
	}
	return s, u, nil
}

// SignOut ends the session of a secret; NotFound where there is none.
func (k *Keeper) SignOut(ctx context.Context, secret string, by By) error {
	s, err := k.cfg.Store.Session(ctx, SessionID(secret))
	if err != nil {
		return err
	}
	by.Who = s.User
	_, err = k.cfg.Store.EndSessions(ctx, s.User, []string{s.ID}, k.line(by, store.AuditSignOut, s.User, ""))
	return err
}

// Refused notes that somebody asked for what they may not. Of many from one address the log gets the first few of a
// quarter of an hour: strangers must not fill the disk.
func (k *Keeper) Refused(ctx context.Context, what string, by By) error {
	if ok, _ := k.refused.take(network(by.Address), perAccount, k.cfg.Now()); !ok {
		return nil
	}
	_, err := k.cfg.Store.Note(ctx, k.line(by, store.AuditRefused, "", what))
	return err
}
