package web

import (
	"runtime"
	"syscall"
)

// lowly has the calling goroutine, and what it calls, run at a low priority until it ends: its thread is its own from here on, and goes with it.
// Where that is refused it runs as any other.
func lowly() {
	runtime.LockOSThread()
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), 5) // of the thread alone: Linux counts them as processes there
}
