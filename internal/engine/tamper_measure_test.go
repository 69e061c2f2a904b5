//go:build measure

package engine_test

import "testing"

// TestMeasureTampered is TestTampered with a thousand mutations.
func TestMeasureTampered(t *testing.T) { tamperedTimes(t, 1000) }
