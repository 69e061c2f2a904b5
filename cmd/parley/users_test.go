package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const herons = "seven grey herons"

// typed runs the program with a line on stdin.
func typed(t testing.TB, line string, args ...string) ran {
	t.Helper()
	c := command(t, args...)
	c.Stdin = strings.NewReader(line)
	return finish(t, c)
}

// talks is a small dossier.
func talks(t testing.TB) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db, "-q")
	return db
}

// add adds a user.
func add(t testing.TB, db, name, role string) {
	t.Helper()
	if r := typed(t, herons+"\n", "user", "add", name, "--role", role, "--db", db); r.code != 0 || r.out != name+", "+role+": added\n" {
		t.Fatalf("exit %d %s%s", r.code, r.out, r.err)
	}
}

func TestUser(t *testing.T) {
	db := talks(t)
	add(t, db, "ana", "admin")
	add(t, db, "ben", "coder")
	for _, c := range []struct {
		line string
		code int
		say  string
		args string
	}{
		{herons, exitFailure, "somebody has that name", "add ben"},
		{herons, exitFailure, "no name for a user", "add Ben"},
		{herons, exitFailure, "there is no role", "add cy --role king"},
		{"short", exitFailure, "at least 12 characters", "add cy"},
		{"", exitUsage, "no password", "add cy"},
		{"", exitUsage, "wrong number", "add"},
		{"", exitUsage, "there are add, disable", "remove ben"},
		{"", exitNotFound, "nobody is called", "role cy coder"},
		{"nine green frogs", exitNotFound, "nobody is called", "password cy"},
		{"", exitFailure, "there is no role", "role ben king"},
		{"", exitFailure, "nobody else is an admin", "disable ana"},
	} {
		r := typed(t, c.line, append(append([]string{"user"}, strings.Fields(c.args)...), "--db", db)...)
		if r.code != c.code || !strings.Contains(r.err, c.say) || r.out != "" {
			t.Errorf("user %s: exit %d, want %d: %s%s, want %q", c.args, r.code, c.code, r.out, r.err, c.say)
		}
	}
	has(t, "role", ok(t, "user", "role", "ben", "editor", "--db", db).out, "ben, editor: has another role")
	has(t, "password", typed(t, "nine green frogs\r\n", "user", "password", "ben", "--db", db).out, "ben, editor: has another password")
	has(t, "disable", ok(t, "user", "disable", "ben", "--db", db).out, "ben, editor: disabled")
	list := ok(t, "user", "list", "--db", db).out
	has(t, "list", list, "ana", "admin", "ben", "editor", "disabled")
	has(t, "enable", ok(t, "user", "enable", "ben", "--db", db).out, "ben, editor: enabled")
	out := ok(t, "user", "list", "--db", db, "--json").out
	if all := parse[[]listedUser](t, out); len(all) != 2 || all[1].Name != "ben" || all[1].Role != "editor" || all[1].Disabled || strings.Contains(out, "argon2") {
		t.Errorf("%s", out)
	}
	has(t, "verify", ok(t, "verify", db).out, "0 wrong")
}

// spoken is what a command that goes on running has said so far.
type spoken struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestServeUsers: users sign in over loopback, and do what their role lets them.
func TestServeUsers(t *testing.T) {
	db := talks(t)
	c := command(t, "serve", db, "--users", "--addr", "127.0.0.1:0")
	var errs spoken
	c.Stderr = &errs
	base := start(t, c)
	add(t, db, "ana", "admin") // while it is served
	add(t, db, "ben", "reader")
	client := func() *http.Client {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		return &http.Client{Jar: jar}
	}
	status := func(c *http.Client, path string) int {
		t.Helper()
		r, err := c.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		return r.StatusCode
	}
	in := func(name, password string) (*http.Client, int) {
		t.Helper()
		c := client()
		r, err := c.PostForm(base+"sign-in", url.Values{"name": {name}, "password": {password}, "next": {"/reports"}})
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		return c, r.StatusCode
	}
	if got := status(client(), "timeline.json"); got != http.StatusUnauthorized {
		t.Errorf("without a sign-in: %d", got)
	}
	if _, got := in("ben", "wrong"); got != http.StatusUnauthorized {
		t.Errorf("a wrong password: %d", got)
	}
	ben, got := in("ben", herons)
	if got != 200 || status(ben, "timeline.json") != 200 || status(ben, "audit") != http.StatusForbidden || status(ben, "users.json") != http.StatusForbidden {
		t.Errorf("a reader: %d", got)
	}
	ana, _ := in("ana", herons)
	if status(ana, "audit.csv") != 200 || status(ana, "users") != 200 {
		t.Error("an admin is kept out")
	}
	ok(t, "user", "disable", "ben", "--db", db)
	if got := status(ben, "timeline.json"); got != http.StatusUnauthorized {
		t.Errorf("a disabled user: %d", got)
	}
	has(t, "talk", errs.String(), "nobody can sign in yet")
	has(t, "verify", ok(t, "verify", db).out, "0 wrong")
}

// TestCheckpointFile: an older file in place of the newer one is found against a checkpoint alone.
func TestCheckpointFile(t *testing.T) {
	db := talks(t)
	old, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	ok(t, "build", files(t, map[string]string{"bridge.txt": bridgeReport}), "-o", db, "-q")
	out := ok(t, "checkpoint", db).out
	file := filepath.Join(t.TempDir(), "talks.checkpoint")
	if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
	has(t, "verify", ok(t, "verify", db, "--checkpoint", file).out, "0 wrong")
	if err := os.WriteFile(db, old, 0o644); err != nil {
		t.Fatal(err)
	}
	has(t, "verify", ok(t, "verify", db).out, "0 wrong") // the old file holds in itself
	has(t, "verify", want(t, exitFindings, "verify", db, "--checkpoint", file).out, "an older file stands in place of the newer one", "report: 1 now, 2 then")
	for name, text := range map[string]string{"text": "no checkpoint", "another form": `{"format":"x"}`, "more": `{"format":"parley-checkpoint/1","odd":1}`} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if r := want(t, exitFailure, "verify", db, "--checkpoint", file); !strings.Contains(r.err, "checkpoint") {
			t.Errorf("%s: %s", name, r.err)
		}
	}
	want(t, exitFailure, "verify", db, "--checkpoint", filepath.Join(t.TempDir(), "none"))
	if !json.Valid([]byte(out)) {
		t.Error(out)
	}
	for _, bad := range []string{"x", "10.0.0.0/99", ""} {
		has(t, "proxy", want(t, exitUsage, "serve", db, "--users", fmt.Sprint("--trust-proxy=", bad)).err, "no address such as")
	}
}
