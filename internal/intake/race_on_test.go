//go:build race

package intake

// slow is how much longer the race detector lets everything take.
const slow = 12
