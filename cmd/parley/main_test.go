package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is the built binary.
var program string

// TestMain builds the program once, as a user would have it.
func TestMain(m *testing.M) {
	if db := os.Getenv(deciding); db != "" { // the child of TestKillDecisions
		fmt.Fprintln(os.Stderr, decideForEver(context.Background(), db))
		os.Exit(1)
	}
	code, err := func() (int, error) {
		dir, err := os.MkdirTemp("", "parley-test-")
		if err != nil {
			return 1, err
		}
		defer os.RemoveAll(dir)
		if err := os.Chmod(dir, 0o755); err != nil { // another user runs it too, see TestUnreadable
			return 1, err
		}
		program = filepath.Join(dir, "parley")
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return 1, fmt.Errorf("go build: %w\n%s", err, out)
		}
		return m.Run(), nil
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// A ran is what a run of the program gave.
type ran struct {
	code     int
	out, err string
}

// command is a run of the program that is not started yet, in an environment that says nothing of a terminal.
func command(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), program, args...)
	c.Env = []string{"HOME=" + t.TempDir(), "COLUMNS=90", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir()}
	return c
}

func finish(t testing.TB, c *exec.Cmd) ran {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ran{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

func execute(t testing.TB, args ...string) ran {
	t.Helper()
	return finish(t, command(t, args...))
}

// ok runs the program and wants exit code 0.
func ok(t testing.TB, args ...string) ran {
	t.Helper()
	return want(t, exitOK, args...)
}

func want(t testing.TB, code int, args ...string) ran {
	t.Helper()
	r := execute(t, args...)
	if r.code != code {
		t.Fatalf("parley %s: exit %d, want %d\n%s%s", strings.Join(args, " "), r.code, code, r.out, r.err)
	}
	return r
}

func has(t testing.TB, what, s string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(s, p) {
			t.Errorf("%s lacks %q:\n%s", what, p, s)
		}
	}
}

// files writes files into a new folder and returns its path.
func files(t testing.TB, all map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range all {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// parse reads JSON.
func parse[T any](t testing.TB, s string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%v in %.300s", err, s)
	}
	return v
}

const ferryReport = `Ferry to sail on Friday

RIVERTON (Newswire) - The ferry will sail on Friday, minister Ana Roe told reporters.

"We have agreed on a timetable," Roe said. "The pier is open."

Mayor Jon Vale denied that the pier was open. More than 400 residents are waiting, he said.
`

const bridgeReport = `Bridge talks called off

The mayor of Riverton, Jon Vale, said on Monday that the bridge talks set for June 3 were off.
The Harland government rejected the closure plan. About 30 residents left, according to the police.
`

// example is the folder of the bundled dossier.
const example = "../../examples/dossier"

// exampleDB is a new database with the bundled dossier.
func exampleDB(t testing.TB) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", example, "-o", db, "--quiet")
	return db
}
