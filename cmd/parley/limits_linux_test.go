package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// within is a command of the program under a limit of the shell.
func within(t testing.TB, limit string, args ...string) *exec.Cmd {
	t.Helper()
	c := command(t, args...)
	c.Args = append([]string{"bash", "-c", "ulimit " + limit + `; exec "$0" "$@"`, program}, args...)
	path, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal(err)
	}
	c.Path = path
	return c
}

// TestFewFiles: with 64 files to open, the pages are served to many at once, further ones wait, and nothing fails; a build
// goes through.
func TestFewFiles(t *testing.T) {
	db := talks(t)
	many := map[string]string{}
	for i := range 150 {
		many[fmt.Sprintf("r%03d.txt", i)] = strings.ReplaceAll(ferryReport, "400", fmt.Sprint(400+i))
	}
	if r := finish(t, within(t, "-n 64", "build", files(t, many), "-o", db, "-q")); r.code != 0 {
		t.Fatalf("build: exit %d %s", r.code, r.err)
	}
	c := within(t, "-n 64", "serve", db, "--addr", "127.0.0.1:0")
	var errs strings.Builder
	c.Stderr = &errs
	base := start(t, c)
	addr := strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
	var idle []net.Conn
	for range 200 { // far more than there are files for; none says anything
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		idle = append(idle, conn)
	}
	time.Sleep(300 * time.Millisecond)
	for _, conn := range idle {
		conn.Close()
	}
	done := make(chan error, 100)
	for range 100 {
		go func() {
			r, err := (&http.Client{Timeout: 30 * time.Second}).Get(base + "reports?per=5")
			if err == nil {
				_, err = io.Copy(io.Discard, r.Body)
				r.Body.Close()
				if r.StatusCode != 200 {
					err = fmt.Errorf("status %d", r.StatusCode)
				}
			}
			done <- err
		}()
	}
	for range 100 {
		if err := <-done; err != nil {
			t.Errorf("after the crowd: %v", err)
		}
	}
	if strings.Contains(errs.String(), "too many open files") {
		t.Errorf("ran out of files: %.300s", errs.String())
	}
}

// TestSlowHeaders: who sends a header byte by byte is cut off; others are served meanwhile.
func TestSlowHeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a timeout")
	}
	base := start(t, command(t, "serve", talks(t), "--addr", "127.0.0.1:0"))
	addr := strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
	begin := time.Now()
	var slow []net.Conn
	for range 20 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: %s\r\nX: ", addr)
		slow = append(slow, conn)
	}
	go func() {
		for range 100 {
			time.Sleep(200 * time.Millisecond)
			for _, conn := range slow {
				conn.Write([]byte("y"))
			}
		}
	}()
	if code, _ := get(t, base); code != 200 {
		t.Errorf("others get %d meanwhile", code)
	}
	for _, conn := range slow {
		conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Fatal("a slow header is waited for without an end")
		}
	}
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("cut off after %v", took)
	}
}

// TestHugeRequests: a real server refuses what is over a limit at once, and names the limit.
func TestHugeRequests(t *testing.T) {
	base := start(t, command(t, "serve", talks(t), "--addr", "127.0.0.1:0"))
	addr := strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
	for _, c := range []struct{ name, head, want, says string }{
		{"a body of 1 GB", "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n" + strings.Repeat("x", 1<<16), "413", "64 kB"},
		{"10,000 fields", "GET / HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("X: y\r\n", 10_000) + "\r\n", "431", "200 fields"},
		{"a header of 400 KB", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("y", 400<<10) + "\r\n\r\n", "431", "48 kB"},
		{"a header of 2 MB", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("y", 2<<20) + "\r\n\r\n", "431", ""},
		{"a billion rows", "GET /statements?limit=1000000000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400", "1 to 500"},
		{"a page before the first", "GET /statements?page=-1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "400", "1 to"},
	} {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(20 * time.Second))
		go io.WriteString(conn, c.head) // the server may hang up before all of it is out
		r := bufio.NewReader(conn)
		status, err := r.ReadString('\n')
		rest, _ := io.ReadAll(r)
		conn.Close()
		if !strings.Contains(status, c.want) || !strings.Contains(string(rest), c.says) {
			t.Errorf("%s: %q %v, %q is not named in %.400s", c.name, status, err, c.says, rest)
		}
	}
}
