package cputime

import (
	"testing"
	"time"
)

// Work counts, and waiting does not.
func TestUsed(t *testing.T) {
	from, clock := Used(), time.Now()
	for x := uint64(1); time.Since(clock) < 200*time.Millisecond; x = x*6364136223846793005 + 1 {
		_ = x
	}
	worked := Used() - from
	if worked <= 0 {
		t.Errorf("work took %v", worked)
	}
	from = Used()
	time.Sleep(200 * time.Millisecond)
	if waited := Used() - from; waited > worked {
		t.Errorf("waiting took %v of the processors, work %v", waited, worked)
	}
}
