//go:build !unix

package attribution

import (
	"testing"
	"time"
)

// processor is the time of the clock where a program cannot tell how long processors worked for it.
func processor(testing.TB) time.Duration { return time.Since(began) }

var began = time.Now()
