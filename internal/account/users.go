package account

import (
	"context"
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Add adds a user who signs in with that password.
func (k *Keeper) Add(ctx context.Context, name string, role store.Role, password string, by By) error {
	now := k.cfg.Now()
	u := store.User{Name: name, Role: role, Created: now, Changed: now}
	if err := store.CheckUser(u); err != nil {
		return err
	}
	var err error
	if u.Password, err = k.newHash(ctx, name, password); err != nil {
		return err
	}
	return k.cfg.Store.AddUser(ctx, u, k.line(by, store.AuditAdded, name, "role "+string(role)))
}

// newHash is the hash of a new password.
func (k *Keeper) newHash(ctx context.Context, name, password string) (hash string, err error) {
	if err := CheckPassword(name, password); err != nil {
		return "", err
	}
	if e := k.hashed(ctx, func() { hash, err = k.cfg.Hash.hash(password) }); e != nil {
		return "", e
	}
	return hash, err
}

// change changes one user, whose sessions all end.
func (k *Keeper) change(ctx context.Context, name, action, detail string, by By, f func(*store.User)) error {
	u, err := k.cfg.Store.User(ctx, name)
	if err != nil {
		return err
	}
	f(&u)
	u.Changed = k.cfg.Now()
	return k.cfg.Store.SetUser(ctx, u, k.line(by, action, name, detail))
}

// SetRole gives a user another role. All of the user's sessions end: rights change with a new sign-in alone.
func (k *Keeper) SetRole(ctx context.Context, name string, role store.Role, by By) error {
	return k.change(ctx, name, store.AuditRole, "role "+string(role), by, func(u *store.User) { u.Role = role })
}

// SetDisabled keeps a user out, or lets one in again.
func (k *Keeper) SetDisabled(ctx context.Context, name string, disabled bool, by By) error {
	action := store.AuditEnabled
	if disabled {
		action = store.AuditDisabled
	}
	return k.change(ctx, name, action, "", by, func(u *store.User) { u.Disabled = disabled })
}

// SetPassword gives a user another password, without the old one: for whoever keeps the users. All sessions end.
func (k *Keeper) SetPassword(ctx context.Context, name, password string, by By) error {
	hash, err := k.newHash(ctx, name, password)
	if err != nil {
		return err
	}
	return k.change(ctx, name, store.AuditPassword, "", by, func(u *store.User) { u.Password = hash })
}

// ChangePassword gives a user another password against the old one, ends all of the user's sessions, and gives the
// secret of a new one. Wrong tries count as those of SignIn do.
func (k *Keeper) ChangePassword(ctx context.Context, name, old, password string, by By) (secret string, err error) {
	key := name + "\x00" + network(by.Address)
	if ok, _ := k.tries.take(key, perAccount, k.cfg.Now()); !ok {
		return "", parley.Errorf(parley.TooMany, "password", "more than %d tries failed; try again in %d minutes", perAccount, int(window.Minutes()))
	}
	u, err := k.cfg.Store.User(ctx, name)
	if err != nil {
		return "", err
	}
	right := false
	if err := k.hashed(ctx, func() { right = len(old) <= MostPassword && matches(u.Password, old) }); err != nil {
		return "", err
	}
	if !right {
		if _, err := k.cfg.Store.Note(ctx, k.line(by, store.AuditFailed, name, "change of password")); err != nil {
			return "", err
		}
		return "", parley.Errorf(parley.Invalid, "password", "the present password is not right")
	}
	k.tries.forget(key)
	if err := k.SetPassword(ctx, name, password, by); err != nil {
		return "", err
	}
	return k.open(ctx, name, by)
}

// Revoke ends sessions of a user, all where no id is given, and says how many.
func (k *Keeper) Revoke(ctx context.Context, user string, ids []string, by By) (int, error) {
	what := "all"
	if len(ids) > 0 {
		what = fmt.Sprint(len(ids))
	}
	return k.cfg.Store.EndSessions(ctx, user, ids, k.line(by, store.AuditRevoked, user, what))
}

// Sessions are the sessions of a user that hold.
func (k *Keeper) Sessions(ctx context.Context, user string) ([]store.Session, error) {
	all, err := k.cfg.Store.SessionsOf(ctx, user)
	var out []store.Session
	for _, s := range all {
		if !k.over(s) {
			out = append(out, s)
		}
	}
	return out, err
}

// User is the user of that name.
func (k *Keeper) User(ctx context.Context, name string) (store.User, error) {
	return k.cfg.Store.User(ctx, name)
}

// Users are all users by name.
func (k *Keeper) Users(ctx context.Context) ([]store.User, error) {
	var out []store.User
	for u, err := range k.cfg.Store.Users(ctx) {
		if err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

// Audit is the audit log.
func (k *Keeper) Audit(ctx context.Context) ([]store.AuditLine, error) {
	var out []store.AuditLine
	for l, err := range k.cfg.Store.AuditLog(ctx, 0) {
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}
