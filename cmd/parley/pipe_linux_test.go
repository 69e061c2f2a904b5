package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is no regular file is written to, never put aside for one; a link keeps leading where it did.
func TestWriteFileKeepsWhatStandsThere(t *testing.T) {
	hello := func(w io.Writer) error { _, err := io.WriteString(w, "hello"); return err }
	dir := t.TempDir()
	pipe, real, link := filepath.Join(dir, "pipe"), filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string)
	go func() {
		b, err := os.ReadFile(pipe)
		if err != nil {
			t.Error(err)
		}
		got <- string(b)
	}()
	if n, err := writeFile(pipe, hello); err != nil || n != 5 {
		t.Fatalf("%d bytes, %v", n, err)
	}
	if s := <-got; s != "hello" {
		t.Errorf("the reader of the pipe got %q", s)
	}
	if fi, err := os.Lstat(pipe); err != nil || fi.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v (%v)", fi.Mode(), err)
	}
	if err := os.WriteFile(real, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	if _, err := writeFile(link, hello); err != nil {
		t.Fatal(err)
	}
	if fi, err := os.Lstat(link); err != nil || fi.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v (%v)", fi.Mode(), err)
	}
	if b, err := os.ReadFile(real); err != nil || string(b) != "hello" {
		t.Errorf("%q %v", b, err)
	}
}
