//go:build !unix

package cputime

import "time"

var began = time.Now()

// Used is the time of the clock since the start, where a program cannot tell how long processors worked for it.
func Used() time.Duration { return time.Since(began) }
