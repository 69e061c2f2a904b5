//go:build !race

package cputime

// Slow is how many times longer the race detector lets everything take: what bounds in tests are multiplied by.
const Slow = 1
