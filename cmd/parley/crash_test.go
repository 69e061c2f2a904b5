package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kills is how often the build is killed.
const kills = 20

// A build that is killed at any moment leaves a database that opens, that verifies, and from which the next build goes
// on to the record that an undisturbed build makes.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	const reports = 240
	dir := t.TempDir()
	for i := range reports {
		body := fmt.Sprintf("Report %d from Riverton\n%s", i, strings.Repeat(strings.ReplaceAll(ferryReport, "400", fmt.Sprint(400+i)), 4))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	whole := filepath.Join(t.TempDir(), "whole.db")
	start := time.Now()
	ok(t, "build", dir, "-o", whole, "-q")
	took := time.Since(start)
	clean := ok(t, "export", whole).out

	rng := rand.New(rand.NewPCG(3, 4))
	db, killed, partly := "", 0, 0
	for round := 0; killed < kills; round++ {
		if round > 5*kills {
			t.Fatalf("only %d of %d kills hit", killed, round)
		}
		if db == "" {
			db = filepath.Join(t.TempDir(), "talks.db")
		}
		c := command(t, "build", dir, "-o", db, "-q")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(took))))
		c.Process.Kill()
		if c.Wait() == nil { // it was faster
			db = ""
			continue
		}
		killed++
		if _, err := os.Stat(db); err != nil {
			continue // killed before there was a file
		}
		r := execute(t, "verify", db, "--json")
		if r.code == exitFailure && strings.Contains(r.err, "the file is empty") {
			continue // killed before there was a layout
		}
		if r.code != 0 {
			t.Fatalf("kill %d: verify exits %d\n%s%s", killed, r.code, r.out, r.err)
		}
		if v := parse[struct{ Reports, Read int }](t, r.out); v.Reports > 0 && v.Read < reports {
			partly++
		}
		if killed%4 == 0 { // let it end, and begin anew
			ok(t, "build", dir, "-o", db, "-q")
			if got := ok(t, "export", db).out; got != clean {
				t.Fatalf("kill %d: the record is not that of an undisturbed build", killed)
			}
			db = ""
		}
	}
	if partly < kills/4 {
		t.Errorf("only %d of %d kills hit a database that was half built", partly, kills)
	}
}
