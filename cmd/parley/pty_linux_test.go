package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// onTerminal runs the program on a pseudo-terminal of 90 columns and returns what appears on it.
func onTerminal(t *testing.T, env []string, args ...string) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal("no pseudo-terminals: ", err)
	}
	defer master.Close()
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 90})
	}
	if err != nil {
		t.Fatal("no pseudo-terminals: ", err)
	}
	slave, err := os.OpenFile(fmt.Sprint("/dev/pts/", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal("no pseudo-terminals: ", err)
	}
	c := command(t, args...)
	c.Env = append(c.Env, "TERM=xterm")
	c.Env = append(c.Env, env...)
	c.Stdout, c.Stderr = slave, slave
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	var seen bytes.Buffer
	io.Copy(&seen, master) // ends with EIO when the program does
	c.Wait()
	return seen.String()
}

// Progress and colours are for people at a terminal; NO_COLOR takes the colours away.
func TestTerminal(t *testing.T) {
	dir := files(t, map[string]string{"ferry.txt": ferryReport, "bridge.txt": bridgeReport})
	build := func(env ...string) string {
		return onTerminal(t, env, "build", dir, "-o", filepath.Join(t.TempDir(), "talks.db"))
	}
	has(t, "terminal", build(), "read", "\x1b[1m", "2 new")
	if out := build("NO_COLOR=1"); strings.Contains(out, "\x1b[1m") || strings.Contains(out, "\x1b[0m") {
		t.Errorf("colours under NO_COLOR: %q", out)
	}
	if out := onTerminal(t, nil, "build", dir, "-q", "-o", filepath.Join(t.TempDir(), "talks.db")); out != "" {
		t.Errorf("progress with --quiet: %q", out)
	}
}
