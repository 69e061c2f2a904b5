package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/netutil"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/account"
	"github.com/parley-press/parley/internal/store/sqldb"
	"github.com/parley-press/parley/internal/web"
)

// A serving is what `parley serve --json` says once it serves.
type serving struct {
	URL      string `json:"url"`
	Database string `json:"database,omitempty"` // the example has none
}

func newServe(a *app) *cobra.Command {
	var addr, who string
	var remote, readOnly, demo bool
	var to serveTo
	cmd := &cobra.Command{
		Use:   "serve [talks.db]",
		Short: "Show the record as pages on this machine",
		Long: `Serve shows the record as pages: summary, timeline, statements, instruments, conflicts, and each report with
the words of every finding lit. The pages ask nothing of any other host and work without scripts. What a build
adds meanwhile is shown at the next click. Stop it with Ctrl-C.

What the machine found is corrected on the pages: accept, reject, edit, add, merge, split, undo. Each
correction is a line of the log of decisions with the name of --who, or of the user who signed in.
--read-only shows pages without forms; so do --as-of, which shows a past day, and a database that cannot be
written. Without --users nothing can be corrected on pages that other machines can open.

--demo shows the invented example that Parley carries, kept in memory: nothing is written, and what is corrected
is lost when the program ends.

Only this machine can open the pages. --allow-remote lets others in: without --users there is no sign-in, so do
that only where everybody who reaches the address may read the dossier.

--users asks who is there: users, whom ` + "`parley user add`" + ` adds, sign in with a password and do what their role
lets them. A password crosses a network by TLS alone: serve others through a proxy that has it, and name the
proxy's address with --trust-proxy (docs/users.md).`,
		Example: `  parley serve talks.db
  parley serve --demo
  parley serve talks.db --addr 127.0.0.1:9000
  parley serve talks.db --as-of 2031-05-04
  parley serve talks.db --read-only
  parley serve talks.db --addr 0.0.0.0:8080 --allow-remote --host dossier.example
  parley serve talks.db --users --host dossier.example --trust-proxy 127.0.0.1`,
		Args: exactly(0, 1, "one database"),
		RunE: func(cmd *cobra.Command, args []string) error {
			db := defaultDB
			if len(args) == 1 {
				db = args[0]
			}
			local, err := loopback(addr)
			if err != nil {
				return err
			}
			if demo {
				if err := demoAlone(args, local, to); err != nil {
					return err
				}
				to.who, to.readOnly = who, readOnly || a.asOf.Known()
				return a.serveDemo(cmd.Context(), addr, to)
			}
			if !local && !remote {
				return usagef("%s can be reached from other machines; say --allow-remote if that is meant", addr)
			}
			to.who, to.readOnly = who, readOnly || !local && !to.users || a.asOf.Known()
			return a.serve(cmd.Context(), db, addr, to)
		},
	}
	f := cmd.Flags()
	f.StringVar(&addr, "addr", "127.0.0.1:8080", "address and port; port 0 takes a free one")
	a.leastFlag(f)
	a.asOfFlag(f)
	f.BoolVar(&demo, "demo", false, "show the example that Parley carries, without a database")
	f.BoolVar(&readOnly, "read-only", false, "pages without forms: nothing can be corrected")
	f.StringVar(&who, "who", a.who, "who decides, for the log")
	f.BoolVar(&remote, "allow-remote", false, "serve other machines too")
	f.StringArrayVar(&to.hosts, "host", nil, "name by which other machines know this one; may be given several times")
	f.BoolVar(&to.users, "users", false, "ask who is there: users sign in and have roles")
	f.StringArrayVar(&to.proxies, "trust-proxy", nil, "address or range of a proxy that says truly where requests come from and whether by TLS; may be given several times")
	return cmd
}

// loopback reports whether only this machine can reach addr.
func loopback(addr string) (bool, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false, usagef("--addr: %q is not an address and port such as 127.0.0.1:8080", addr)
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback(), nil
}

// A serveTo says to whom the pages are served.
type serveTo struct {
	hosts    []string
	proxies  []string
	users    bool
	who      string // who decides, where nobody signs in
	readOnly bool   // no forms
}

// prefixes reads addresses and ranges of addresses.
func prefixes(all []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range all {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, err := netip.ParseAddr(s)
			if err != nil {
				return nil, usagef("--trust-proxy: %q is no address such as 127.0.0.1 and no range such as 10.0.0.0/24", s)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// keeper lets the users of the dossier in.
func (a *app) keeper(ctx context.Context, d *dossier) (*account.Keeper, error) {
	k, err := account.New(account.Config{Store: d.store, Now: a.now})
	if err != nil {
		return nil, err
	}
	all, err := k.Users(ctx)
	if err == nil && len(all) == 0 {
		a.talk("nobody can sign in yet; `parley user add NAME --role admin --db %s` adds a user", d.path)
	}
	return k, err
}

// connections is how many connections are served at once, so that neither they nor the database run out of files; further
// ones wait. Each connection of the database holds up to three files.
func connections() int {
	return max(8, min(4096, openFiles()-24-3*(max(4, runtime.GOMAXPROCS(0))+1)))
}

// serve serves the pages of a database until the context ends, then lets what is under way finish.
func (a *app) serve(ctx context.Context, db, addr string, to serveTo) error {
	if _, err := prefixes(to.proxies); err != nil {
		return err
	}
	d, err := a.open(ctx, db, sqldb.Options{ReadOnly: to.readOnly && !to.users}, nil)
	if !to.readOnly && !to.users && err != nil && parley.KindOf(err) == parley.Unavailable {
		to.readOnly = true
		if d, err = a.open(ctx, db, sqldb.Options{ReadOnly: true}, nil); err == nil {
			a.talk("%s cannot be written: the pages have no forms", db)
		}
	}
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.warnPending(ctx, d); err != nil {
		return err
	}
	if err := sparing(ctx, d.store); err != nil {
		return err
	}
	return a.servePages(ctx, d, addr, to, web.Options{Title: strings.TrimSuffix(filepath.Base(db), filepath.Ext(db))})
}

// servePages serves the pages of a dossier. opt has what is its own: the title, and what the pages say of it.
func (a *app) servePages(ctx context.Context, d *dossier, addr string, to serveTo, opt web.Options) error {
	proxies, err := prefixes(to.proxies)
	if err != nil {
		return err
	}
	opt.Hosts, opt.Who, opt.Proxies, opt.Log = to.hosts, to.who, proxies, slog.New(slog.NewTextHandler(a.err, nil))
	if to.users {
		if opt.Accounts, err = a.keeper(ctx, d); err != nil {
			return err
		}
	}
	if host, _, err := net.SplitHostPort(addr); err == nil {
		opt.Hosts = append(opt.Hosts, host)
	}
	if a.least > 0 {
		opt.Title += " (statements from confidence " + a.least.String() + " on)"
	}
	if a.asOf.Known() {
		opt.Title += " (as of " + a.asOf.String() + ")"
	}
	if !to.readOnly {
		opt.Decider, opt.Searches = d.Engine, d.store
	}
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1) // the fold has a low priority: it must not hold a place that readers could have
	handler, err := web.New(&asOfDossier{dossier: d, app: a}, opt)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "serve: listen on " + addr, Msg: "take another --addr, port 0 finds a free one", Err: err}
	}
	url := "http://" + l.Addr().String() + "/"
	if a.json {
		err = a.writeJSON(serving{url, d.path})
	} else {
		p := a.page()
		p.line("%s", url)
		err = outputError(p.err)
	}
	if err != nil {
		l.Close()
		return err
	}
	name := d.path
	if name == "" {
		name = "the example"
	}
	a.talk("serving %s; Ctrl-C stops it", name)
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: web.MaxHeaderBytes, ErrorLog: slog.NewLogLogger(opt.Log.Handler(), slog.LevelWarn)}
	return stopWith(ctx, srv, netutil.LimitListener(l, connections()))
}

// stopWith serves l until ctx ends; requests under way then have five seconds.
func stopWith(ctx context.Context, srv *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return &parley.Error{Kind: parley.Unavailable, Op: "serve", Err: err}
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := srv.Shutdown(late); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return &parley.Error{Kind: parley.Unavailable, Op: "serve: stop", Err: err}
	}
	return srv.Close()
}
