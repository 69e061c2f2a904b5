package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// wire is n reports as JSON Lines, each with its day.
func wire(n int) string {
	var sb strings.Builder
	for i := range n {
		b, _ := json.Marshal(map[string]string{"head": fmt.Sprintf("Report %d from Riverton", i), "body": strings.ReplaceAll(ferryReport, "400", fmt.Sprint(400+i)),
			"sent": fmt.Sprintf("2031-05-%02dT10:00:00Z", 1+i%28)})
		sb.Write(append(b, '\n'))
	}
	return sb.String()
}

var wireFlags = []string{"-q", "--field", "text=body", "--field", "title=head", "--field", "date=sent"}

const feedXML = `<rss version="2.0"><channel><title>Lea Courier</title>
<item><title>Bridge stays closed, mayor says</title><link>https://lea.example/bridge-closed</link><pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate><description>The mayor of Lea, Ana Roe, said on Friday that the bridge would stay closed.</description></item>
<item><title>Ferry sails</title><description>Minister Jon Vale said the ferry would sail.</description></item>
</channel></rss>
`

func TestAdd(t *testing.T) {
	dir := files(t, map[string]string{"first.txt": bridgeReport, "wire.jsonl": wire(3), "feed.xml": feedXML,
		"news.eml": "From: Ana Roe <ana@lea.example>\nSubject: Talks end in Lea\nDate: Mon, 05 May 2031 07:00:00 +0200\n\nMinister Jon Vale said on Sunday that the talks were over.\n"})
	in := func(name string) string { return filepath.Join(dir, name) }
	db := filepath.Join(t.TempDir(), "talks.db")
	r := want(t, exitNotFound, "add", in("feed.xml"), "--dossier", db)
	has(t, "no dossier", r.err, "there is no dossier "+db, "parley build REPORTS... -o "+db)
	want(t, exitUsage, "add", "--dossier", db)
	want(t, exitUsage, "add", in("feed.xml"), "--dossier", db, "--field", "body")
	ok(t, "build", in("first.txt"), "-o", db, "-q")
	r = ok(t, "add", in("feed.xml"), in("news.eml"), "--dossier", db)
	has(t, "add", r.out, "3 reports: 3 new, 0 already there", "set aside  0 inputs")
	ok(t, append([]string{"add", in("wire.jsonl"), "--dossier", db}, wireFlags...)...)
	first := ok(t, "export", db).out
	ok(t, append([]string{"add", dir, "--dossier", db}, wireFlags...)...)
	if d := cmp.Diff(first, ok(t, "export", db).out); d != "" {
		t.Errorf("adding twice changes the record:\n%s", d)
	}
	ok(t, "verify", db)
	other := filepath.Join(t.TempDir(), "other.db")
	ok(t, append([]string{"build", in("wire.jsonl"), in("news.eml"), in("first.txt"), in("feed.xml"), "-o", other}, wireFlags...)...)
	if d := cmp.Diff(first, ok(t, "export", other).out); d != "" {
		t.Errorf("another order gives another record:\n%s", d)
	}
	has(t, "evidence", ok(t, "show", "report", "feed.xml#bridge-closed", db).out, "2031-05-04 (given: pubDate of feed.xml#bridge-closed)", "Lea Courier (given)")
	has(t, "evidence", ok(t, "show", "report", "wire.jsonl#2", db).out, "2031-05-02 (given: sent of wire.jsonl#2)")
	has(t, "evidence", ok(t, "show", "report", "news.eml", db).out, "2031-05-05 (given: Date of ", "Talks end in Lea")
	for _, r := range parse[summary](t, ok(t, "show", "summary", db, "--json").out).Reports {
		if strings.Contains(r.File, "feed.xml") && !strings.Contains(r.File, "bridge") && r.Published.Value.Known() {
			t.Errorf("an item without a date is dated: %+v", r)
		}
	}
	ok(t, "decide", "given", "wire.jsonl#2", "--published", "2031-06-01", "--db", db)
	has(t, "the user's word", ok(t, "show", "report", "wire.jsonl#2", db).out, "2031-06-01 (given)")
}

// Parts that cannot be read are named with their place; the rest is read.
func TestAddPartly(t *testing.T) {
	db := filepath.Join(t.TempDir(), "talks.db")
	c := command(t, "build", "-", "-o", db)
	c.Stdin = strings.NewReader(`{"text":"Minister Jon Vale said the ferry would sail."}` + "\n" + `{"text":{}}` + "\n" + `{"text":"The mayor said no.","date":"soon"}` + "\n" + strings.Repeat("]\n", 100))
	r := finish(t, c)
	if r.code != exitPartial {
		t.Fatalf("%+v", r)
	}
	has(t, "build", r.out, "2 reports: 2 new", "set aside  101 inputs, 1 thing said of a report was left out", "-#2\n    damaged: line 2, byte 64: an object where text should be at /text",
		`told: line 3, byte 68: date "soon"`, "and 81 more: damaged", "--json lists them all")
	has(t, "build", r.err, "101 inputs were not read")
	if strings.Count(r.out, "damaged: line") != mostShown {
		t.Errorf("%d shown", strings.Count(r.out, "damaged: line"))
	}
}

// An add that is killed at any moment goes on when it is run again, to the record of an undisturbed one.
func TestAddKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	dir := files(t, map[string]string{"first.txt": bridgeReport, "wire.jsonl": wire(80)})
	args := func(db string) []string {
		return append([]string{"add", filepath.Join(dir, "wire.jsonl"), "--dossier", db}, wireFlags...)
	}
	fresh := func() string {
		db := filepath.Join(t.TempDir(), "talks.db")
		ok(t, "build", filepath.Join(dir, "first.txt"), "-o", db, "-q")
		return db
	}
	whole := fresh()
	start := time.Now()
	ok(t, args(whole)...)
	took := time.Since(start)
	clean := ok(t, "export", whole).out
	rng := rand.New(rand.NewPCG(7, 8))
	db := fresh()
	for killed := range 6 {
		c := command(t, args(db)...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(took))))
		_ = c.Process.Kill()
		_ = c.Wait()
		ok(t, "verify", db)
		if killed%3 == 2 {
			if killed%2 == 0 { // reports that are stored have their evidence
				ok(t, "build", "-o", db, "-q")
			}
			ok(t, args(db)...)
			if got := ok(t, "export", db).out; got != clean {
				t.Fatalf("kill %d: the record is not that of an undisturbed add", killed)
			}
			if err := os.Remove(db); err != nil {
				t.Fatal(err)
			}
			db = fresh()
		}
	}
}
