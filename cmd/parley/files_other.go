//go:build !unix

package main

// openFiles is how many files this process may hold open at once.
func openFiles() int { return 2048 }
