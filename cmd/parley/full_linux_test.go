package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Output that cannot be written is an error.
func TestFullOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db, "-q")
	for _, args := range [][]string{{"export", db}, {"show", "summary", db}, {"show", "summary", db, "--json"}, {"verify", db}, {"version"}, {"build", "-o", db}} {
		c := command(t, args...)
		var errs bytes.Buffer
		c.Stdout, c.Stderr = full, &errs
		c.Run()
		if c.ProcessState.ExitCode() != exitFailure || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%q: exit %d: %s", args, c.ProcessState.ExitCode(), errs.String())
		}
	}
}
