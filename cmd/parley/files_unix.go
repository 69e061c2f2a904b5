//go:build unix

package main

import "syscall"

// openFiles is how many files this process may hold open at once.
func openFiles() int {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return 256
	}
	return int(min(l.Cur, 1<<20))
}
