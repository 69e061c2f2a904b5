//go:build measure

package copies

import (
	"testing"
)

// BenchmarkStoryNews reads the reports of 2016 and joins their chains.
func BenchmarkStoryNews(b *testing.B) {
	var all []Told
	for _, x := range beginnings(b, "news-2016") {
		all = append(all, x.Told)
	}
	for b.Loop() {
		b.ReportMetric(float64(len(NewStories(all).Chains())), "chains")
	}
	b.ReportMetric(float64(len(all)), "reports")
}
