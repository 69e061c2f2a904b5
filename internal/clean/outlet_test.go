package clean

import "testing"

// What a person gives as the outlet is the outlet of that name, host or handle; what no table lists stands as it was given.
func TestCalledOutlet(t *testing.T) {
	for given, want := range map[string]string{"Reuters": "Reuters", "foxnews.com": "Fox News", "www.nytimes.com": "The New York Times", "dailysabah": "Daily Sabah", "manar": "Al Manar",
		"sana": "SANA", "Harland Herald": "", "harland.example": "", "": "", "times": ""} {
		if got := calledOutlet(given); got != want {
			t.Errorf("%q is %q, not %q", given, got, want)
		}
	}
}
