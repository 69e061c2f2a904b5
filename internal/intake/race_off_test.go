//go:build !race

package intake

const slow = 1
