package copies

import "testing"

func TestAkin(t *testing.T) {
	s := NewStories([]Told{
		{"Harland hands Vessia a draft on the Low Ford bridge", "Minister Ana Roe gave the envoy Ivo Len a paper that would open the bridge to lorries."},
		{"Vessia to answer Harland's bridge draft", "Envoy Ivo Len said Vessia would answer the paper on the Low Ford crossing before the weekend."},
		{"Plum harvest begins early in Ondria", "Growers in the valley expect sweet fruit and low prices after a warm spring."},
		{"Lighthouse keeper retires", "He lit the lamp of Cape Orr for forty years."},
		{"Harland votes on the price of bread", "Parliament will decide on a cap for loaves in the capital."},
	})
	if a := s.Akin(0, 1); a < OneStory || a != s.Akin(1, 0) {
		t.Errorf("two reports of one story: %.2f", a)
	}
	for _, p := range [][2]int{{0, 2}, {0, 3}, {0, 4}, {1, 4}} {
		if a := s.Akin(p[0], p[1]); a >= OneStory {
			t.Errorf("reports of two stories %v: %.2f", p, a)
		}
	}
	if a := s.Akin(3, 3); a < 0.999 {
		t.Errorf("a report and itself: %.3f", a)
	}
	if a := NewStories([]Told{{}, {"a", "the"}}).Akin(0, 1); a != 0 {
		t.Errorf("no words: %v", a)
	}
}
