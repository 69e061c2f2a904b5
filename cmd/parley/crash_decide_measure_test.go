//go:build measure

package main

import "testing"

// TestMeasureKillDecisions is TestKillDecisions five hundred times.
func TestMeasureKillDecisions(t *testing.T) { killDecisions(t, 500) }
