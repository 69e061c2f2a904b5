package web

import (
	"runtime"
	"syscall"
)

// lower is by how much the priority of a fold that nobody waits for is lower than that of requests.
const lower = 5

// lowly has the calling goroutine, and what it calls, run at a low priority until it ends: its thread is its own from here on, and goes with it.
// Where that is refused it runs as any other.
func lowly() {
	runtime.LockOSThread()
	id := syscall.Gettid() // of the thread alone: Linux counts them as processes there
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil {
		nice := 20 - p // as the kernel gives it
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, id, min(19, nice+lower))
	}
}
