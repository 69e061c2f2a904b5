//go:build measure

package warc

import "testing"

// A file as large as those of a day's crawl of news.
func TestMeasureConstantMemory(t *testing.T) { constantMemory(t, 1<<30) }
