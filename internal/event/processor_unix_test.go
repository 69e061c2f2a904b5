//go:build unix

package event

import (
	"syscall"
	"testing"
	"time"
)

// processor is the time that processors have worked for this program, which other programs do not lengthen as they do the time of the clock.
func processor(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
