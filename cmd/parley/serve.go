package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store/sqldb"
	"github.com/parley-press/parley/internal/web"
)

// A serving is what `parley serve --json` says once it serves.
type serving struct {
	URL      string `json:"url"`
	Database string `json:"database"`
}

func newServe(a *app) *cobra.Command {
	var addr, who string
	var remote, readOnly bool
	var hosts []string
	cmd := &cobra.Command{
		Use:   "serve [talks.db]",
		Short: "Show the record as pages on this machine",
		Long: `Serve shows the record as pages: summary, timeline, statements, instruments, conflicts, and each report with
the words of every finding lit. The pages ask nothing of any other host and work without scripts. What a build
adds meanwhile is shown at the next click. Stop it with Ctrl-C.

What the machine found is corrected on the pages: accept, reject, edit, add, merge, split, undo. Each
correction is a line of the log of decisions with the name of --who. --read-only shows pages without forms;
so do --as-of, which shows a past day, and a database that cannot be written.

Only this machine can open the pages. --allow-remote lets others in: the pages have no login, so do that
only where everybody who reaches the address may read the dossier. Nothing can be corrected on pages that
other machines can open.`,
		Example: `  parley serve talks.db
  parley serve talks.db --addr 127.0.0.1:9000
  parley serve talks.db --as-of 2031-05-04
  parley serve talks.db --read-only
  parley serve talks.db --addr 0.0.0.0:8080 --allow-remote --host dossier.example`,
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
			if !local && !remote {
				return usagef("%s can be reached from other machines; say --allow-remote if that is meant", addr)
			}
			return a.serve(cmd.Context(), db, addr, who, readOnly || !local || a.asOf.Known(), hosts)
		},
	}
	f := cmd.Flags()
	f.StringVar(&addr, "addr", "127.0.0.1:8080", "address and port; port 0 takes a free one")
	a.leastFlag(f)
	a.asOfFlag(f)
	f.BoolVar(&readOnly, "read-only", false, "pages without forms: nothing can be corrected")
	f.StringVar(&who, "who", a.who, "who decides, for the log")
	f.BoolVar(&remote, "allow-remote", false, "serve other machines too")
	f.StringArrayVar(&hosts, "host", nil, "name by which other machines know this one; may be given several times")
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

// serve serves the pages until the context ends, then lets what is under way finish.
func (a *app) serve(ctx context.Context, db, addr, who string, readOnly bool, hosts []string) error {
	d, err := a.open(ctx, db, sqldb.Options{ReadOnly: readOnly}, nil)
	if !readOnly && err != nil && parley.KindOf(err) == parley.Unavailable {
		readOnly = true
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
	log := slog.New(slog.NewTextHandler(a.err, nil))
	if host, _, err := net.SplitHostPort(addr); err == nil {
		hosts = append(hosts, host)
	}
	title := strings.TrimSuffix(filepath.Base(db), filepath.Ext(db))
	if a.least > 0 {
		title += " (statements from confidence " + a.least.String() + " on)"
	}
	if a.asOf.Known() {
		title += " (as of " + a.asOf.String() + ")"
	}
	opt := web.Options{Title: title, Hosts: hosts, Log: log, Who: who}
	if !readOnly {
		opt.Decider = d.Engine
	}
	handler, err := web.New(d.Engine, opt)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "serve: listen on " + addr, Msg: "take another --addr, port 0 finds a free one", Err: err}
	}
	url := "http://" + l.Addr().String() + "/"
	if a.json {
		err = a.writeJSON(serving{url, db})
	} else {
		p := a.page()
		p.line("%s", url)
		err = outputError(p.err)
	}
	if err != nil {
		l.Close()
		return err
	}
	a.talk("serving %s; Ctrl-C stops it", db)
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	return stopWith(ctx, srv, l)
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
