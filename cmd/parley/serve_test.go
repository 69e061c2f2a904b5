package main

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// start starts serving and returns the address of the pages.
func start(t *testing.T, c *exec.Cmd) string {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(url)
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

func TestServe(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db, "-q")
	c := command(t, "serve", db, "--addr", "127.0.0.1:0")
	url := start(t, c)
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("address %q", url)
	}
	code, body := get(t, url)
	if code != http.StatusOK || !strings.Contains(body, "<html") {
		t.Errorf("%d %.200s", code, body)
	}
	// what a build adds meanwhile is there at the next look
	if strings.Contains(body, "Bridge talks called off") {
		t.Fatal("a report is shown before it is built")
	}
	ok(t, "build", files(t, map[string]string{"bridge.txt": bridgeReport}), "-o", db, "-q")
	if _, body := get(t, url); !strings.Contains(body, "Bridge talks called off") {
		t.Errorf("the new report is not shown: %.2000s", body)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("does not stop")
	}
}

// What is corrected on the pages stands in the log, with the name of who did it; pages that can only be read have no form.
func TestServeDesk(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db, "-q")
	u := start(t, command(t, "serve", db, "--addr", "127.0.0.1:0", "--who", "Noor"))
	finding := strings.TrimSuffix(u, "/") + "/reports/ferry.txt/findings/s1"
	if code, body := get(t, finding); code != http.StatusOK || !strings.Contains(body, `value="reject"`) {
		t.Fatalf("%d %.2000s", code, body)
	}
	r, err := http.PostForm(finding, url.Values{"do": {"reject"}, "seen": {"0"}, "why": {"not hers"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK || !strings.HasPrefix(r.Request.URL.Path, "/reports/") {
		t.Errorf("%d at %s", r.StatusCode, r.Request.URL)
	}
	has(t, "log", ok(t, "show", "decisions", db).out, "reject", "Noor", "not hers")

	u = start(t, command(t, "serve", db, "--addr", "127.0.0.1:0", "--read-only"))
	if _, body := get(t, u+"decisions"); !strings.Contains(body, "not hers") || strings.Contains(body, `method="post"`) {
		t.Errorf("%.2000s", body)
	}
}

func TestServePortTaken(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", files(t, map[string]string{"ferry.txt": ferryReport}), "-o", db, "-q")
	url := start(t, command(t, "serve", db, "--addr", "127.0.0.1:0"))
	addr := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
	has(t, "error", want(t, exitFailure, "serve", db, "--addr", addr).err, addr, "--addr")
}

// The summary says what changed since a day, also where the whole dossier is shown as of a day, and after a build meanwhile.
func TestServeSince(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	ok(t, "build", dated(t), "-o", db, "-q")
	url := start(t, command(t, "serve", db, "--addr", "127.0.0.1:0"))
	for range 2 { // the second time from what is kept
		_, body := get(t, url+"summary.json?since=2031-05-04")
		got := parse[struct {
			News struct {
				Reports int `json:"new_reports"`
				Undated int `json:"reports_without_date"`
				Parties []struct {
					Statements []struct{ Report struct{ File string } }
				}
			} `json:"changed_since"`
		}](t, body)
		n := 0
		for _, p := range got.News.Parties {
			for _, s := range p.Statements {
				n++
				if s.Report.File != "bridge.txt" {
					t.Errorf("new in %s", s.Report.File)
				}
			}
		}
		if got.News.Reports != 1 || got.News.Undated != 1 || n == 0 {
			t.Errorf("%+v", got)
		}
	}
	asOf := start(t, command(t, "serve", db, "--addr", "127.0.0.1:0", "--as-of", "2031-05-03"))
	if _, body := get(t, asOf+"summary.json?since=2031-05-01"); !strings.Contains(body, `"new_reports": 1`) || strings.Contains(body, "bridge.txt") {
		t.Errorf("as of a day: %.3000s", body)
	}
}
