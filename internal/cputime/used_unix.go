//go:build unix

package cputime

import (
	"syscall"
	"time"
)

// Used is the user and system time of the process so far, of all its threads (getrusage, POSIX.1-2017). It panics where the system refuses to tell.
func Used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
