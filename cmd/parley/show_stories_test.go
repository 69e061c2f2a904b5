package main

import "testing"

func TestShowStories(t *testing.T) {
	dir := files(t, map[string]string{
		"b.txt": "Vessia to answer Harland's Low Ford bridge draft\n\n5 May 2031\n\nEnvoy Ivo Len said Vessia would answer the paper on the Low Ford bridge before the weekend.\n",
		"a.txt": "Harland hands Vessia a draft on the Low Ford bridge\n\n4 May 2031\n\nMinister Ana Roe gave the envoy Ivo Len a paper that would open the Low Ford bridge to lorries.\n",
		"c.txt": "Plum harvest begins early in Ondria\n\n4 May 2031\n\nGrowers in the valley expect sweet fruit and low prices after a warm spring.\n",
		"d.txt": "Lighthouse keeper retires\n\n4 May 2031\n\nHe lit the lamp of Cape Orr for forty years.\n",
	})
	db := dir + "/talks.db"
	ok(t, "build", dir, "-o", db, "-q")
	has(t, "stories", ok(t, "show", "stories", db).out, "2 reports [", "a.txt", "b.txt", "Low Ford bridge")
	got := parse[[]story](t, ok(t, "show", "stories", db, "--json").out)
	if len(got) != 1 || len(got[0].Reports) != 2 || got[0].Likely < 0.5 {
		t.Fatalf("%+v", got)
	}
	lone := files(t, map[string]string{"c.txt": "Plum harvest begins early in Ondria\n\nGrowers in the valley expect sweet fruit after a warm spring.\n"})
	ok(t, "build", lone, "-o", lone+"/talks.db", "-q")
	has(t, "no stories", ok(t, "show", "stories", lone+"/talks.db").out, "The record holds no stories")
}
