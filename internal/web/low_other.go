//go:build !linux

package web

// lowly does nothing here: only Linux gives priorities to threads.
func lowly() {}
