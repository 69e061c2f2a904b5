package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/parley-press/parley"
	accounts "github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
)

// A sessionRow is one sign-in that holds.
type sessionRow struct {
	ID      string    `json:"id"` // the start of what is stored of it
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Address string    `json:"address"`
	Agent   string    `json:"agent"`
	This    bool      `json:"this,omitempty"`
}

// handle is how a page names a session.
func handle(id string) string { return id[:16] }

func (s *server) sessionRows(ctx context.Context, user string) ([]sessionRow, error) {
	all, err := s.opt.Accounts.Sessions(ctx, user)
	var rows []sessionRow
	for _, o := range all {
		rows = append(rows, sessionRow{handle(o.ID), o.Created, o.Seen, o.Address, o.Agent, o.ID == visitorOf(ctx).Session})
	}
	return rows, err
}

// sessionIDs are the ids of a user's sessions of which a form names the handle.
func (s *server) sessionIDs(ctx context.Context, user, name string) ([]string, error) {
	all, err := s.opt.Accounts.Sessions(ctx, user)
	for _, o := range all {
		if handle(o.ID) == name {
			return []string{o.ID}, err
		}
	}
	if err == nil {
		err = parley.Errorf(parley.NotFound, "sessions", "no such session holds")
	}
	return nil, err
}

// An accountModel is the model of the page of one's own account.
type accountModel struct {
	visitor
	Sessions []sessionRow `json:"sessions"`
	Least    int          `json:"-"` // characters of a password
	Idle     string       `json:"-"`
	Absolute string       `json:"-"`
	Problem  string       `json:"-"`
}

// accountPage is one's own account.
func (s *server) accountPage(ctx context.Context, _ *request) (page, error) {
	v := visitorOf(ctx)
	rows, err := s.sessionRows(ctx, v.Name)
	if err != nil {
		return page{}, err
	}
	m := accountModel{visitor: v, Sessions: rows, Least: accounts.LeastPassword, Idle: "12 hours", Absolute: "7 days", Problem: problemOf(ctx)}
	return page{Name: "account", Title: "Your account", Body: m}, nil
}

// changePassword gives the visitor another password.
func (s *server) changePassword(w http.ResponseWriter, r *http.Request) {
	if !s.formOf(w, r) {
		return
	}
	v, f := visitorOf(r.Context()), r.PostForm
	if f.Get("new") != f.Get("again") {
		s.again(w, r, "/account", s.accountPage, parley.Errorf(parley.Invalid, "password", "the two new passwords are not the same"))
		return
	}
	if !private(r) {
		s.failAs(w, r, http.StatusForbidden, notPrivate)
		return
	}
	secret, err := s.opt.Accounts.ChangePassword(r.Context(), v.Name, f.Get("old"), f.Get("new"), s.by(r))
	if err != nil {
		s.again(w, r, "/account", s.accountPage, err)
		return
	}
	setCookie(w, secret, v.Secure)
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

// revokeOwn ends one of the visitor's sessions, or all.
func (s *server) revokeOwn(w http.ResponseWriter, r *http.Request) {
	if !s.formOf(w, r) {
		return
	}
	v := visitorOf(r.Context())
	ids, err := s.revoke(r, v.Name)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if len(ids) == 0 || ids[0] == v.Session {
		setCookie(w, "", v.Secure)
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return
	}
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

// revoke ends the session of a user that a form names, or all where it says all; it gives the ids, none for all.
func (s *server) revoke(r *http.Request, user string) (ids []string, err error) {
	if name := r.PostForm.Get("session"); name != "all" {
		if ids, err = s.sessionIDs(r.Context(), user, name); err != nil {
			return nil, err
		}
	}
	_, err = s.opt.Accounts.Revoke(r.Context(), user, ids, s.by(r))
	return ids, err
}

// A userRow is one user as the pages show one: what is stored of the password stays where it is.
type userRow struct {
	Name     string     `json:"name"`
	Role     store.Role `json:"role"`
	Disabled bool       `json:"disabled,omitempty"`
	Created  time.Time  `json:"created"`
	Changed  time.Time  `json:"changed"`
	Sessions int        `json:"sessions"`
	Href     string     `json:"-"`
}

// State is whether the user can sign in, in a word.
func (u userRow) State() string {
	if u.Disabled {
		return "disabled"
	}
	return "active"
}

func (s *server) userRow(ctx context.Context, u store.User) (userRow, error) {
	sessions, err := s.opt.Accounts.Sessions(ctx, u.Name)
	return userRow{u.Name, u.Role, u.Disabled, u.Created, u.Changed, len(sessions), "/users/" + u.Name}, err
}

// A userList is the model of the page of users.
type userList struct {
	List    listing   `json:"list"`
	Rows    []userRow `json:"rows"`
	Roles   []roleRow `json:"-"`
	Least   int       `json:"-"`
	Problem string    `json:"-"`
}

// A roleRow is a role with what it may.
type roleRow struct {
	Role store.Role
	May  string
	On   bool
}

// roleRows are the roles; the one that somebody has is on.
func roleRows(has store.Role) []roleRow {
	rows := []roleRow{{store.Reader, "reads", false}, {store.Coder, "also decides on findings", false},
		{store.Editor, "also merges, splits, undoes what others decided, and adds reports", false}, {store.Admin, "also keeps users and reads the audit log", false}}
	for i := range rows {
		rows[i].On = rows[i].Role == has
	}
	return rows
}

var userFilter = filter[userRow]{
	Facets: []facet[userRow]{
		{"role", "Role", func(u *userRow) []ref { return code(u.Role) }},
		{"state", "State", func(u *userRow) []ref { return named(u.State()) }},
	},
	Text: func(u *userRow) string { return u.Name },
}

// usersPage lists who may sign in.
func (s *server) usersPage(ctx context.Context, rq *request) (page, error) {
	all, err := s.opt.Accounts.Users(ctx)
	if err != nil {
		return page{}, err
	}
	var rows []userRow
	for _, u := range all {
		row, err := s.userRow(ctx, u)
		if err != nil {
			return page{}, err
		}
		rows = append(rows, row)
	}
	shown, chosen, l, err := pick(rq, rows, userFilter)
	if err != nil {
		return page{}, err
	}
	m := userList{l, shown, roleRows(store.Coder), accounts.LeastPassword, problemOf(ctx)}
	return page{Name: "users", Title: "Users", Body: m, Table: func() table {
		t := table{Head: []string{"name", "role", "state", "created", "changed", "sessions"}}
		for _, u := range chosen {
			t.Rows = append(t.Rows, []any{u.Name, u.Role, u.State(), stamp(u.Created), stamp(u.Changed), u.Sessions})
		}
		return t
	}}, nil
}

// stamp is a moment as it is written: RFC 3339, to the second, in UTC.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// clock is a stamp for people: 2031-05-04 10:02 UTC.
func clock(s string) string {
	if len(s) < len("2031-05-04T10:02") {
		return s
	}
	return s[:10] + " " + s[11:16] + " UTC"
}

// A userModel is the model of the page of one user.
type userModel struct {
	userRow
	List    []sessionRow `json:"session_list"`
	Roles   []roleRow    `json:"-"`
	Least   int          `json:"-"`
	Self    bool         `json:"-"`
	Problem string       `json:"-"`
}

// userPage is one user, with what an admin can do.
func (s *server) userPage(ctx context.Context, rq *request) (page, error) {
	name := rq.name("id")
	u, err := s.opt.Accounts.User(ctx, name)
	if err != nil {
		return page{}, err
	}
	row, err := s.userRow(ctx, u)
	if err != nil {
		return page{}, err
	}
	sessions, err := s.sessionRows(ctx, name)
	if err != nil {
		return page{}, err
	}
	m := userModel{row, sessions, roleRows(u.Role), accounts.LeastPassword, visitorOf(ctx).Name == name, problemOf(ctx)}
	return page{Name: "user", Title: "User " + name, Body: m}, nil
}

// addUser adds a user.
func (s *server) addUser(w http.ResponseWriter, r *http.Request) {
	if !s.formOf(w, r) {
		return
	}
	f := r.PostForm
	name := strings.TrimSpace(f.Get("name"))
	if err := s.opt.Accounts.Add(r.Context(), name, store.Role(f.Get("role")), f.Get("password"), s.by(r)); err != nil {
		s.again(w, r, "/users", s.usersPage, err)
		return
	}
	http.Redirect(w, r, "/users/"+name, http.StatusSeeOther)
}

// changeUser answers the forms of the page of one user.
func (s *server) changeUser(change func(k *accounts.Keeper, r *http.Request, name string) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.formOf(w, r) {
			return
		}
		name := r.PathValue("id")
		if err := change(s.opt.Accounts, r, name); err != nil {
			s.again(w, r, "/users/"+name, s.userPage, err)
			return
		}
		http.Redirect(w, r, "/users/"+name, http.StatusSeeOther)
	}
}

// accountActions are the routes that change accounts.
func (s *server) accountActions(m *router) {
	m.HandleFunc("GET /sign-in", s.signInPage)
	m.HandleFunc("POST /sign-in", s.signIn)
	m.HandleFunc("POST /sign-out", s.signOut)
	m.HandleFunc("POST /account/password", s.changePassword)
	m.HandleFunc("POST /account/revoke", s.revokeOwn)
	m.HandleFunc("POST /users", s.addUser)
	m.HandleFunc("POST /users/{id}/role", s.changeUser(func(k *accounts.Keeper, r *http.Request, name string) error {
		return k.SetRole(r.Context(), name, store.Role(r.PostForm.Get("role")), s.by(r))
	}))
	m.HandleFunc("POST /users/{id}/password", s.changeUser(func(k *accounts.Keeper, r *http.Request, name string) error {
		return k.SetPassword(r.Context(), name, r.PostForm.Get("password"), s.by(r))
	}))
	m.HandleFunc("POST /users/{id}/state", s.changeUser(func(k *accounts.Keeper, r *http.Request, name string) error {
		return k.SetDisabled(r.Context(), name, r.PostForm.Get("state") == "disabled", s.by(r))
	}))
	m.HandleFunc("POST /users/{id}/revoke", s.changeUser(func(_ *accounts.Keeper, r *http.Request, name string) error {
		_, err := s.revoke(r, name)
		return err
	}))
}

// accountRoutes are the pages of accounts.
func (s *server) accountRoutes() []route {
	if s.opt.Accounts == nil {
		return nil
	}
	return []route{
		{"/account", "/account", s.accountPage, false},
		{"/users", "/users", s.usersPage, true},
		{"/users/{id}", "", s.userPage, false},
		{"/audit", "/audit", s.auditPage, true},
	}
}
