//go:build race

package clean

// slow is how much longer the race detector lets everything take.
const slow = 8
