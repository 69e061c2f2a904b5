//go:build !linux

package predict

import "time"

var began = time.Now()

// processorTime is the time of the wall, where that of the processor is not asked for.
func processorTime() time.Duration { return time.Since(began) }
