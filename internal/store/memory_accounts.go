package store

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/parley-press/parley"
)

// note appends a line; the caller holds the lock and has checked it.
func (m *Memory) note(l AuditLine) AuditLine {
	var last AuditLine
	if n := len(m.audit); n > 0 {
		last = m.audit[n-1]
	}
	l = l.After(last.Seq, last.Hash)
	m.audit = append(m.audit, l)
	return l
}

// Note implements Audit.
func (m *Memory) Note(ctx context.Context, l AuditLine) (AuditLine, error) {
	if err := cmp.Or(ctx.Err(), CheckLine(l)); err != nil {
		return l, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.note(l), nil
}

// AuditLog implements Audit.
func (m *Memory) AuditLog(ctx context.Context, after int64) iter.Seq2[AuditLine, error] {
	m.mu.RLock()
	all := slices.Clone(m.audit[min(max(after, 0), int64(len(m.audit))):])
	m.mu.RUnlock()
	return each(ctx, all)
}

// AddUser implements Users.
func (m *Memory) AddUser(ctx context.Context, u User, l AuditLine) error {
	if err := cmp.Or(ctx.Err(), CheckUser(u), CheckLine(l)); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, taken := m.users[u.Name]; taken {
		return UserTaken(u.Name)
	}
	if m.users == nil {
		m.users = map[string]User{}
	}
	m.users[u.Name] = u.Rounded()
	m.note(l)
	return nil
}

// SetUser implements Users.
func (m *Memory) SetUser(ctx context.Context, u User, l AuditLine) error {
	if err := cmp.Or(ctx.Err(), CheckUser(u), CheckLine(l)); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	was, ok := m.users[u.Name]
	if !ok {
		return NoUser(u.Name)
	}
	if IsAdmin(was) && !IsAdmin(u) {
		others := 0
		for n, o := range m.users {
			if n != u.Name && IsAdmin(o) {
				others++
			}
		}
		if others == 0 {
			return LastAdmin(u.Name)
		}
	}
	u = u.Rounded()
	u.Created = was.Created
	m.users[u.Name] = u
	for id, s := range m.sessions {
		if s.User == u.Name {
			delete(m.sessions, id)
		}
	}
	m.note(l)
	return nil
}

// User implements Users.
func (m *Memory) User(ctx context.Context, name string) (User, error) {
	if err := ctx.Err(); err != nil {
		return User{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	u, ok := m.users[name]
	if !ok {
		return User{}, NoUser(name)
	}
	return u, nil
}

// Users implements Users.
func (m *Memory) Users(ctx context.Context) iter.Seq2[User, error] {
	m.mu.RLock()
	all := make([]User, 0, len(m.users))
	for _, u := range m.users {
		all = append(all, u)
	}
	m.mu.RUnlock()
	slices.SortFunc(all, func(a, b User) int { return cmp.Compare(a.Name, b.Name) })
	return each(ctx, all)
}

// AddSession implements Sessions.
func (m *Memory) AddSession(ctx context.Context, s Session, l AuditLine) error {
	if err := cmp.Or(ctx.Err(), CheckSession(s), CheckLine(l)); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.users[s.User]; !ok {
		return NoUser(s.User)
	}
	if _, taken := m.sessions[s.ID]; taken {
		return SessionTaken()
	}
	if m.sessions == nil {
		m.sessions = map[string]Session{}
	}
	m.sessions[s.ID] = s.Rounded()
	m.note(l)
	return nil
}

// Session implements Sessions.
func (m *Memory) Session(ctx context.Context, id string) (Session, error) {
	if err := ctx.Err(); err != nil {
		return Session{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	s, ok := m.sessions[id]
	if !ok {
		return Session{}, NoSession()
	}
	return s, nil
}

// SessionsOf implements Sessions.
func (m *Memory) SessionsOf(ctx context.Context, user string) ([]Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	var all []Session
	for _, s := range m.sessions {
		if s.User == user {
			all = append(all, s)
		}
	}
	SortSessions(all)
	return all, nil
}

// SeeSession implements Sessions.
func (m *Memory) SeeSession(ctx context.Context, id string, at time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if s, ok := m.sessions[id]; ok {
		s.Seen = at
		m.sessions[id] = s.Rounded()
	}
	return nil
}

// EndSessions implements Sessions.
func (m *Memory) EndSessions(ctx context.Context, user string, ids []string, l AuditLine) (int, error) {
	if err := cmp.Or(ctx.Err(), CheckLine(l)); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for id, s := range m.sessions {
		if s.User == user && (len(ids) == 0 || slices.Contains(ids, id)) {
			delete(m.sessions, id)
			n++
		}
	}
	if n > 0 {
		m.note(l)
	}
	return n, nil
}

// UserTaken is the error for a name that somebody has.
func UserTaken(name string) error {
	return parley.Errorf(parley.Clash, "store: user "+name, "somebody has that name; names are never given twice")
}

// NoUser is the error for a name that nobody has.
func NoUser(name string) error {
	return parley.Errorf(parley.NotFound, "store: user", "nobody is called %.80q", name)
}

// NoSession is the error for an id that no session has.
func NoSession() error { return parley.Errorf(parley.NotFound, "store: session", "no such session") }

// SessionTaken is the error for an id that a session has already.
func SessionTaken() error { return parley.Errorf(parley.Clash, "store: session", "the id is taken") }
