package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parley-press/parley/internal/export"
	"github.com/parley-press/parley/internal/intake"
	"github.com/parley-press/parley/internal/store"
)

func TestBuildTwice(t *testing.T) {
	dir := files(t, map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport, "copy of ferry.txt": ferryReport})
	db := filepath.Join(t.TempDir(), "talks.db")
	r := ok(t, "build", dir, "-o", db)
	has(t, "first build", r.out, "3 reports: 2 new, 1 already there", "statements", "parley show summary "+db)
	if r.err != "" {
		t.Errorf("talk without need: %q", r.err)
	}
	first := ok(t, "export", db).out
	b := parse[builtDossier](t, ok(t, "build", dir, "-o", db, "--json").out)
	if b.New != 0 || b.Already != 3 || b.Read != 0 || b.Found.Reports != 2 || len(b.SetAside) != 0 {
		t.Errorf("%+v", b)
	}
	if again := ok(t, "export", db).out; again != first {
		t.Errorf("building twice changed the export:\n%s", cmp.Diff(first, again))
	}
	if r := ok(t, "build", dir, "-o", db, "-q"); r.out+r.err != "" {
		t.Errorf("not quiet: %q %q", r.out, r.err)
	}
	has(t, "build without reports", ok(t, "build", "-o", db).out, "0 reports: 0 new")
}

// A folder without reports is named, however quiet the build is.
func TestBuildEmptyFolder(t *testing.T) {
	dir := files(t, map[string]string{"notes.pdf": "x"})
	for _, flags := range [][]string{nil, {"-q"}, {"--json"}} {
		r := want(t, exitNotFound, append([]string{"build", dir, "-o", filepath.Join(t.TempDir(), "talks.db")}, flags...)...)
		has(t, "talk", r.err, "no report in "+dir)
	}
}

func TestBuildStdin(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	c := command(t, "build", "-", "-o", db, "--outlet", "Riverton Post", "--published", "2031-05-04", "--json")
	c.Stdin = strings.NewReader(ferryReport)
	if r := finish(t, c); r.code != 0 || parse[builtDossier](t, r.out).Found.Reports != 1 {
		t.Fatalf("%+v", r)
	}
	s := parse[summary](t, ok(t, "show", "summary", db, "--json").out)
	if s.Reports[0].Outlet.Name != "Riverton Post" || s.Reports[0].Published.Value.String() != "2031-05-04" {
		t.Errorf("%+v", s.Reports[0])
	}
}

// Every bad input is named with its reason, and the rest is read.
func TestBadInput(t *testing.T) {
	dir := files(t, map[string]string{
		"in/good.txt": ferryReport, "in/empty.txt": "", "in/blank.txt": " \n\t\n", "in/page.html": "<html><script>var a = 1</script></html>",
		"in/picture.txt": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "in/zeros.txt": strings.Repeat("\x00", 5000),
		"in/latin.txt": "Talks in Riverton\n\nThe caf\xe9 is open, minister Ana Roe said. \xff\xfe\x80\n", "in/sub/bridge.txt": bridgeReport,
	})
	in := filepath.Join(dir, "in")
	huge, err := os.Create(filepath.Join(in, "huge.txt"))
	if err != nil {
		t.Fatal(err)
	}
	line := bytes.Repeat([]byte("The ferry sailed. "), 1<<12)
	for n := 0; n < 50_000_000; n += len(line) {
		if _, err := huge.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	huge.Close()
	for link, to := range map[string]string{"loop": "..", "gone.txt": "nowhere", "self.txt": "self.txt"} {
		if err := os.Symlink(to, filepath.Join(in, "sub", link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(in, "pipe.txt"), 0o644); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "talks.db")
	r := want(t, exitPartial, "build", in, filepath.Join(dir, "missing.txt"), "-o", db, "--json")
	b := parse[builtDossier](t, r.out)
	reasons := map[string]string{}
	for _, s := range b.SetAside {
		reasons[filepath.Base(s.Name)] = string(s.Reason)
		if s.Detail == "" || len(s.Detail) > 200 || strings.Contains(s.Detail, "\n") {
			t.Errorf("%s: detail %q", s.Name, s.Detail)
		}
	}
	for name, reason := range map[string]string{"empty.txt": "empty", "blank.txt": "empty", "page.html": "no_text", "picture.txt": "unsupported", "zeros.txt": "binary",
		"huge.txt": "too_large", "loop": "loop", "gone.txt": "unreadable", "self.txt": "unreadable or loop", "missing.txt": "unreadable", "pipe.txt": "unreadable or unsupported"} {
		if !strings.Contains(reason, reasons[name]) || reasons[name] == "" {
			t.Errorf("%s is set aside as %q, want %q", name, reasons[name], reason)
		}
	}
	if b.Found.Reports != 3 {
		t.Errorf("%d reports read, want good.txt, latin.txt and bridge.txt", b.Found.Reports)
	}
	has(t, "stderr", r.err, "were not read")
	r = want(t, exitPartial, "build", in, "-o", db)
	has(t, "table", r.out, "Set aside", "huge.txt", "too_large", "empty.txt")
	r = want(t, exitPartial, "build", filepath.Join(in, "huge.txt"), "-o", db, "-q")
	has(t, "quiet", r.err, "huge.txt", "too_large", "5 MB")
	ok(t, "verify", db)
	has(t, "repairs", ok(t, "show", "report", "latin.txt", db).out, "Repairs")
	has(t, "summary", ok(t, "show", "summary", db).out, "Set aside", "missing.txt")
	if fi, err := os.Stat(db); err != nil || fi.Size() > 4_000_000 {
		t.Errorf("database of %d bytes: what is set aside is in it", fi.Size())
	}
}

// A file and a folder without permission are named; the rest is read. As root the program runs as nobody.
func TestUnreadable(t *testing.T) {
	dir := files(t, map[string]string{"in/good.txt": ferryReport, "in/secret.txt": "x", "in/closed/a.txt": bridgeReport})
	for _, p := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(p, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{"in/secret.txt", "in/closed"} {
		if err := os.Chmod(filepath.Join(dir, p), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "in/closed"), 0o755) })
	c := command(t, "build", filepath.Join(dir, "in"), "-o", filepath.Join(dir, "talks.db"), "--json")
	if os.Getuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	r := finish(t, c)
	b := parse[builtDossier](t, r.out)
	if r.code != exitPartial || b.Found.Reports != 1 || len(b.SetAside) != 2 {
		t.Fatalf("exit %d, %+v\n%s", r.code, b, r.err)
	}
	for i, name := range []string{"closed", "secret.txt"} {
		if s := b.SetAside[i]; filepath.Base(s.Name) != name || s.Reason != "unreadable" {
			t.Errorf("%+v", s)
		}
	}
	c = command(t, "build", filepath.Join(dir, "in", "good.txt"), "-o", "/proc/talks.db")
	if r := finish(t, c); r.code != exitFailure || !strings.Contains(r.err, "/proc/talks.db") {
		t.Errorf("a database that cannot be written: %+v", r)
	}
}

// The bundled dossier in random order, with repetitions, in several builds: always the same bytes, always in order.
func TestExampleAnyOrder(t *testing.T) {
	all, err := filepath.Glob(example + "/[0-9]*")
	if err != nil || len(all) < 14 {
		t.Fatalf("%d reports, %v", len(all), err)
	}
	first := ok(t, "export", exampleDB(t)).out
	wrong := export.Check([]byte(first), func(file string) (int, bool) {
		fi, err := os.Stat(filepath.Join(example, file))
		if err != nil {
			return 0, false
		}
		return int(fi.Size()), true
	})
	if len(wrong) > 0 {
		t.Errorf("the export breaks its rules:\n%s", strings.Join(wrong, "\n"))
	}
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 5))
		order := shuffled(rng, all)
		db := filepath.Join(t.TempDir(), "talks.db")
		for len(order) > 0 {
			n := 1 + rng.IntN(len(order))
			ok(t, append([]string{"build", "-q", "-o", db}, order[:n]...)...)
			order = order[n:]
		}
		ok(t, "verify", db)
		if got := ok(t, "export", db).out; got != first {
			t.Fatalf("seed %d: order changed the export:\n%s", seed, cmp.Diff(first, got))
		}
	}
}

// shuffled is all in a random order, some of it more than once.
func shuffled(rng *rand.Rand, all []string) []string {
	out := slices.Clone(all)
	for range rng.IntN(5) {
		out = append(out, all[rng.IntN(len(all))])
	}
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// The same in one process and in memory, many times.
func TestExampleProperty(t *testing.T) {
	all, err := filepath.Glob(example + "/[0-9]*")
	if err != nil || len(all) < 14 {
		t.Fatalf("%d reports, %v", len(all), err)
	}
	a := &app{err: io.Discard}
	exported := func(batches ...[]string) string {
		e, err := a.newEngine(store.NewMemory(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range batches {
			if _, err := e.Build(t.Context(), a.walk(t.Context(), b, intake.Options{})); err != nil {
				t.Fatal(err)
			}
		}
		rec, err := e.Record(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := export.JSON(&out, rec); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	first := exported(all)
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(all).Draw(rt, "order")
		order = append(order, rapid.SliceOfN(rapid.SampledFrom(all), 0, 4).Draw(rt, "again")...)
		n := rapid.IntRange(0, len(order)).Draw(rt, "first build")
		if got := exported(order[:n], order[n:]); got != first {
			rt.Fatalf("order or repetition changed the export:\n%s", cmp.Diff(first, got))
		}
	})
}

// Bits flipped in a database file give an error or a finding, never a crash.
func TestDamagedDatabase(t *testing.T) {
	good, err := os.ReadFile(exampleDB(t))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	seen := 0
	for range 20 {
		bad := bytes.Clone(good)
		for range 1 + rng.IntN(8) {
			bad[rng.IntN(len(bad))] ^= byte(1 << rng.IntN(8))
		}
		path := filepath.Join(t.TempDir(), "bad.db")
		if err := os.WriteFile(path, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"verify", "export", "show"} {
			r := execute(t, command, path)
			if strings.Contains(r.err, "goroutine") || r.code != exitOK && r.code != exitFailure && r.code != exitFindings && r.code != exitNotFound {
				t.Fatalf("%s: exit %d: %s", command, r.code, r.err)
			}
			if command == "verify" && r.code != exitOK {
				seen++
			}
		}
	}
	if seen < 10 {
		t.Errorf("damage was seen in %d files of 20", seen)
	}
}

// Two builds at once on one database both end well.
func TestTwoBuilds(t *testing.T) {
	one, two := files(t, map[string]string{"ferry.txt": ferryReport}), files(t, map[string]string{"bridge.txt": bridgeReport, "ferry.txt": ferryReport})
	for range 5 {
		db := filepath.Join(t.TempDir(), "talks.db")
		a, b := command(t, "build", one, "-o", db, "-q"), command(t, "build", two, "-o", db, "-q")
		var out bytes.Buffer
		a.Stderr = &out
		if err := a.Start(); err != nil {
			t.Fatal(err)
		}
		if r := finish(t, b); r.code != 0 {
			t.Errorf("second build: exit %d: %s", r.code, r.err)
		}
		if err := a.Wait(); err != nil {
			t.Errorf("first build: %v: %s", err, out.String())
		}
		ok(t, "verify", db)
		if s := parse[summary](t, ok(t, "show", "--db", db, "--json").out); s.Found.Reports != 2 {
			t.Errorf("%d reports, want 2", s.Found.Reports)
		}
	}
}

// An interrupted build says so, keeps what it has, and is gone at once.
func TestInterrupt(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	c := command(t, "build", "-", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db)
	stdin, never, err := os.Pipe() // nothing comes: the build waits for it
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	defer never.Close()
	c.Stdin = stdin
	var out bytes.Buffer
	c.Stderr = &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 { // until the database is there: then the signal is listened to
		if _, err := os.Stat(db); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.Process.Signal(os.Interrupt)
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		c.Process.Kill()
		t.Fatal("does not stop")
	}
	if c.ProcessState.ExitCode() != exitFailure || !strings.Contains(out.String(), "run the same command again") {
		t.Errorf("exit %d: %s", c.ProcessState.ExitCode(), out.String())
	}
}
