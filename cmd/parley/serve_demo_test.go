package main

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// demo is the program told to show its example, in an empty folder and with an empty folder for temporary files.
func demo(t *testing.T, args ...string) (c *exec.Cmd, cwd, tmp string) {
	t.Helper()
	c = command(t, append([]string{"serve", "--demo", "--addr", "127.0.0.1:0"}, args...)...)
	cwd, tmp = t.TempDir(), t.TempDir()
	c.Dir = cwd
	c.Env = append(c.Env, "TMPDIR="+tmp)
	return c, cwd, tmp
}

// The example needs no file, shows what a build of its folder shows, takes corrections, and forgets them when it ends.
func TestServeDemo(t *testing.T) {
	c, cwd, tmp := demo(t, "--who", "Noor")
	u := start(t, c)
	if !strings.HasPrefix(u, "http://127.0.0.1:") {
		t.Fatalf("address %q", u)
	}
	_, body := get(t, u)
	has(t, "summary", body, demoTitle, demoNote+demoLost)
	built := start(t, command(t, "serve", exampleDB(t), "--addr", "127.0.0.1:0"))
	for _, list := range []string{"statements.csv", "timeline.csv", "figures.csv", "conflicts.csv", "reports.csv", "entities.csv"} {
		_, mine := get(t, u+list)
		if _, theirs := get(t, built+list); mine != theirs || strings.Count(mine, "\n") < 10 {
			t.Errorf("%s of the example and of a build of its folder differ:\n%.500s\n%.500s", list, mine, theirs)
		}
	}
	if code, body := get(t, u+"search?q=paper"); code != http.StatusOK || !strings.Contains(body, "<mark") {
		t.Errorf("search: %d %.300s", code, body)
	}

	r, err := http.PostForm(u+"reports/08-herald-truce-broken.txt/findings/f2", url.Values{"do": {"reject"}, "seen": {"0"}, "why": {"no count"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("a correction: %d", r.StatusCode)
	}
	if _, body := get(t, u+"decisions"); !strings.Contains(body, "no count") || !strings.Contains(body, "Noor") {
		t.Errorf("the log: %.2000s", body)
	}
	for _, dir := range []string{cwd, tmp} {
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: %v %v", dir, left, err)
		}
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	again, _, _ := demo(t)
	if _, body := get(t, start(t, again)+"decisions.csv"); strings.Contains(body, "no count") {
		t.Errorf("a correction outlived the program: %.2000s", body)
	}
}

// Where nothing can be corrected the pages don't say what becomes of it.
func TestServeDemoReadOnly(t *testing.T) {
	c, _, _ := demo(t, "--read-only", "--json", "--as-of", "2031-03-10")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	b := make([]byte, 4096)
	n, err := out.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	said := parse[map[string]string](t, string(b[:n]))
	if len(said) != 1 || said["url"] == "" {
		t.Fatalf("said %v", said)
	}
	_, body := get(t, said["url"])
	has(t, "summary", body, demoNote, "as of 2031-03-10")
	if strings.Contains(body, strings.TrimSpace(demoLost)) || strings.Contains(body, "10-causeway") {
		t.Errorf("%.3000s", body)
	}
}

// A dossier from a database has no such line.
func TestServeWithoutNote(t *testing.T) {
	u := start(t, command(t, "serve", exampleDB(t), "--addr", "127.0.0.1:0"))
	if _, body := get(t, u); strings.Contains(body, demoNote) || strings.Contains(body, "dossier-note") {
		t.Errorf("%.2000s", body)
	}
}

func TestServeDemoUsage(t *testing.T) {
	for _, tc := range []struct {
		args []string
		err  string
	}{
		{[]string{"talks.db"}, "takes no database"},
		{[]string{"--addr", "0.0.0.0:0", "--allow-remote"}, "this machine alone"},
		{[]string{"--host", "dossier.example"}, "this machine alone"},
		{[]string{"--trust-proxy", "127.0.0.1"}, "this machine alone"},
		{[]string{"--users"}, "no users"},
	} {
		r := execute(t, append([]string{"serve", "--demo"}, tc.args...)...)
		if r.code != exitUsage || !strings.Contains(r.err, tc.err) || r.out != "" {
			t.Errorf("%q: exit %d, %q, %q; want %q", tc.args, r.code, r.out, r.err, tc.err)
		}
	}
}
