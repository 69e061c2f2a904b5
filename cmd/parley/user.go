package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
)

func newUser(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Keep the users of a dossier",
		Long: `User adds, lists and changes the users who sign in where the dossier is served with --users. The roles are
reader (reads), coder (also decides on findings), editor (also merges, splits, undoes what others decided, and adds
reports) and admin (also keeps users and reads the audit log). Nobody is ever removed, only disabled, so that a name
in a log stays that of one person. Each change ends the sessions of its user and leaves a line in the audit log.

A password is asked for on the terminal, or read as one line from stdin. It never stands on the command line, where
others could see it.`,
		Example: `  parley user add ana --role admin --db talks.db
  parley user list --db talks.db
  pass show parley/ben | parley user password ben --db talks.db
  parley user disable ben --db talks.db`,
		Args: noneBut("command"),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var db string
	cmd.PersistentFlags().StringVar(&db, "db", defaultDB, "the database")
	cmd.AddCommand(newUserAdd(a, &db), newUserList(a, &db))
	one := func(use, short, long string, args cobra.PositionalArgs, do func(ctx context.Context, k *account.Keeper, args []string, by account.By) error, said string) {
		cmd.AddCommand(&cobra.Command{
			Use: use, Short: short, Long: long, Args: args, Example: "  parley user " + strings.NewReplacer("NAME", "ben", "ROLE", "editor").Replace(use) + " --db talks.db",
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.withUsers(cmd.Context(), db, sqldb.Options{}, func(k *account.Keeper) error {
					if err := do(cmd.Context(), k, args, account.By{Who: a.who}); err != nil {
						return err
					}
					return a.sayUser(cmd.Context(), k, args[0], said)
				})
			},
		})
	}
	one("role NAME ROLE", "Give a user another role", "Role changes what a user may do: reader, coder, editor or admin. The user signs in anew.", exactly(2, 2, "a name and a role"),
		func(ctx context.Context, k *account.Keeper, args []string, by account.By) error {
			return k.SetRole(ctx, args[0], store.Role(args[1]), by)
		}, "has another role")
	one("password NAME", "Give a user another password", "Password sets a new password, from the terminal or from stdin. The user signs in anew.", exactly(1, 1, "a name"),
		func(ctx context.Context, k *account.Keeper, args []string, by account.By) error {
			if _, err := k.User(ctx, args[0]); err != nil {
				return err
			}
			password, err := a.password(args[0])
			if err != nil {
				return err
			}
			return k.SetPassword(ctx, args[0], password, by)
		}, "has another password")
	for use, disabled := range map[string]bool{"disable": true, "enable": false} {
		short := map[bool]string{true: "Keep a user out", false: "Let a user in again"}[disabled]
		long := map[bool]string{true: "Disable keeps a user out and ends the user's sessions. What the user decided stays.", false: "Enable lets a user in again that was disabled."}[disabled]
		one(use+" NAME", short, long, exactly(1, 1, "a name"), func(ctx context.Context, k *account.Keeper, args []string, by account.By) error {
			return k.SetDisabled(ctx, args[0], disabled, by)
		}, use+"d")
	}
	return cmd
}

func newUserAdd(a *app, db *string) *cobra.Command {
	var role string
	cmd := &cobra.Command{
		Use: "add NAME", Short: "Add a user", Long: "Add adds a user who may sign in. The password is asked for on the terminal, or read as one line from stdin.",
		Example: `  parley user add ana --role admin --db talks.db
  pass show parley/ben | parley user add ben --role coder --db talks.db`,
		Args: exactly(1, 1, "a name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withUsers(cmd.Context(), *db, sqldb.Options{}, func(k *account.Keeper) error {
				if err := store.CheckUser(store.User{Name: args[0], Role: store.Role(role)}); err != nil {
					return err // before anything is typed
				}
				password, err := a.password(args[0])
				if err != nil {
					return err
				}
				if err := k.Add(cmd.Context(), args[0], store.Role(role), password, account.By{Who: a.who}); err != nil {
					return err
				}
				return a.sayUser(cmd.Context(), k, args[0], "added")
			})
		},
	}
	cmd.Flags().StringVar(&role, "role", string(store.Reader), "reader, coder, editor or admin")
	return cmd
}

// A listedUser is a user as `parley user list --json` writes one.
type listedUser struct {
	Name     string     `json:"name"`
	Role     store.Role `json:"role"`
	Disabled bool       `json:"disabled"`
	Created  time.Time  `json:"created"`
	Changed  time.Time  `json:"changed"`
}

func listed(u store.User) listedUser {
	return listedUser{u.Name, u.Role, u.Disabled, u.Created, u.Changed}
}

func newUserList(a *app, db *string) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the users", Long: "List names the users with their roles.", Example: "  parley user list --db talks.db", Args: exactly(0, 0, "nothing"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withUsers(cmd.Context(), *db, sqldb.Options{ReadOnly: true}, func(k *account.Keeper) error {
				all, err := k.Users(cmd.Context())
				if err != nil {
					return err
				}
				rows := make([]listedUser, len(all))
				for i, u := range all {
					rows[i] = listed(u)
				}
				if a.json {
					return a.writeJSON(rows)
				}
				p := a.page()
				for _, u := range rows {
					state := ""
					if u.Disabled {
						state = "disabled"
					}
					p.line("%-20s %-8s %s", u.Name, u.Role, state)
				}
				if len(rows) == 0 {
					a.talk("no users yet; `parley user add NAME --role admin --db %s` adds one", *db)
				}
				return outputError(p.err)
			})
		},
	}
}

// withUsers opens the database for whoever keeps its users.
func (a *app) withUsers(ctx context.Context, db string, opt sqldb.Options, f func(*account.Keeper) error) error {
	s, err := sqldb.Open(ctx, db, opt)
	if err != nil {
		return err
	}
	defer s.Close()
	k, err := account.New(account.Config{Store: s, Now: a.now})
	if err != nil {
		return err
	}
	return f(k)
}

// sayUser says what became of a user.
func (a *app) sayUser(ctx context.Context, k *account.Keeper, name, what string) error {
	u, err := k.User(ctx, name)
	if err != nil {
		return err
	}
	if a.json {
		return a.writeJSON(listed(u))
	}
	p := a.page()
	p.line("%s, %s: %s", u.Name, u.Role, what)
	return outputError(p.err)
}

// password asks for a new password: twice on a terminal, where it is not shown; else it is the one line of stdin.
func (a *app) password(name string) (string, error) {
	f, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(a.in, 2*account.MostPassword)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", &parley.Error{Kind: parley.Unavailable, Op: "read the password", Err: err}
		}
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if line == "" {
			return "", usagef("no password: type one on a terminal, or give one line on stdin")
		}
		return line, nil
	}
	ask := func(what string) (string, error) {
		fmt.Fprint(a.err, what)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.err)
		if err != nil {
			return "", &parley.Error{Kind: parley.Unavailable, Op: "read the password", Err: err}
		}
		return string(b), nil
	}
	one, err := ask(fmt.Sprintf("New password for %s (at least %d characters): ", name, account.LeastPassword))
	if err != nil {
		return "", err
	}
	if err := account.CheckPassword(name, one); err != nil {
		return "", err
	}
	two, err := ask("Once more: ")
	if err != nil {
		return "", err
	}
	if one != two {
		return "", parley.Errorf(parley.Invalid, "password", "the two are not the same")
	}
	return one, nil
}
