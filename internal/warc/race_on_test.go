//go:build race

package warc

// slow is how much longer the race detector lets everything take.
const slow = 12
