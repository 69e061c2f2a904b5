//go:build measure

package web

import (
	"testing"
	"time"
)

// TestMeasurePayloads is TestPayloadsInBrowser with all 300 payloads, thirty at a time in a browser of its own.
func TestMeasurePayloads(t *testing.T) {
	all := payloads()
	for len(all) > 0 {
		n := min(30, len(all))
		start := time.Now()
		t.Run("", func(t *testing.T) { payloadsInBrowser(t, browser(t), all[:n]) })
		t.Logf("%d payloads in %v", n, time.Since(start))
		all = all[n:]
	}
}

// TestMeasurePayloadsAreText is TestPayloadsAreText with all 300 payloads.
func TestMeasurePayloadsAreText(t *testing.T) { payloadsAreText(t, payloads()) }
