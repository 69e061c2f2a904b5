package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// deciding names the database on which this test program, started as a child, decides until it is killed.
const deciding = "PARLEY_TEST_DECIDES_ON"

// ledger is what a child has acknowledged, a line each.
type ledger struct {
	Report   parley.ReportID  `json:"report,omitempty"`
	Decision *parley.Decision `json:"decision,omitempty"`
}

// crashReport is report n of a dossier that grows.
func crashReport(n int) parley.Report {
	body := []byte(fmt.Sprintf("Report %d from Riverton\n%s", n, strings.ReplaceAll(ferryReport, "400", fmt.Sprint(400+n))))
	return parley.Report{ID: parley.IDOf(body), Names: []string{fmt.Sprintf("%d.txt", n)}, Format: parley.PlainText, Bytes: body}
}

// decideForEver is the child: it takes in a report now and then, decides of it one thing after another, and acknowledges each when it is done.
func decideForEver(ctx context.Context, db string) error {
	a := &app{now: time.Now, who: "ana"}
	d, err := a.open(ctx, db, sqldb.Options{Create: true}, nil)
	if err != nil {
		return err
	}
	said := json.NewEncoder(os.Stdout)
	first := os.Getpid() * 1000
	for n := first; ; n++ {
		r := crashReport(n)
		if _, err := d.Build(ctx, func(yield func(parley.Report, *parley.SetAside) bool) { yield(r, nil) }); err != nil {
			return err
		}
		if err := said.Encode(ledger{Report: r.ID}); err != nil {
			return err
		}
		for k, dec := range []parley.Decision{
			{Kind: parley.DecideReject, Finding: "s1"}, {Kind: parley.DecideAccept, Finding: "s1"}, {Kind: parley.DecideEdit, Finding: "s1", Value: `{"act":"promise"}`},
			{Kind: parley.DecideAdd, Value: `{"layer":"statement","content":[{"span":{"start":0,"end":6}}]}`}, {Kind: parley.DecideUndo},
		} {
			dec.Report, dec.Why = r.ID, fmt.Sprintf("%d of %d: %s", k, n, strings.Repeat("reason ", 40))
			if dec.Kind == parley.DecideUndo {
				log, err := d.Decisions(ctx)
				if err != nil {
					return err
				}
				dec.Report, dec.Undoes = "", log[len(log)-1].Seq
			}
			got, err := d.Decide(ctx, dec)
			if err != nil {
				return err
			}
			if err := said.Encode(ledger{Decision: &got}); err != nil {
				return err
			}
		}
	}
}

// a round is how many kills one database lives through.
const round = 25

// killDecisions kills children that decide, so many times, and holds the database after each against what they acknowledged: none of it is lost, nothing is
// half there, and verify finds nothing.
func killDecisions(t *testing.T, kills int) {
	var db string
	decided, reports := map[int64]parley.Decision{}, map[parley.ReportID]bool{}
	rng := rand.New(rand.NewPCG(7, 8))
	hits, unsaid, decisions, stored := 0, 0, 0, 0
	verify := func() {
		decisions, stored = decisions+len(decided), stored+len(reports)
		if v := parse[engine.Verification](t, ok(t, "verify", db, "--json").out); len(v.Failures) > 0 || v.Reports < len(reports) {
			t.Errorf("verify: %+v", v)
		}
	}
	for kill := range kills {
		if kill%round == 0 {
			if db != "" {
				verify()
			}
			db = filepath.Join(t.TempDir(), "talks.db")
			clear(decided)
			clear(reports)
		}
		c := exec.CommandContext(t.Context(), os.Args[0])
		c.Env = append(os.Environ(), deciding+"="+db)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		acks := 0
		lines := bufio.NewReader(out)
		stop := rng.IntN(14)
		for {
			line, err := lines.ReadString('\n')
			var x ledger
			if err == nil && json.Unmarshal([]byte(line), &x) == nil {
				acks++
				if x.Decision != nil {
					decided[x.Decision.Seq] = *x.Decision
				} else {
					reports[x.Report] = true
				}
			}
			if acks == stop && c.Process != nil && err == nil {
				go func() { // somewhere in what it does next
					time.Sleep(time.Duration(rand.N(12_000_000)))
					c.Process.Kill()
				}()
				stop = -1
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if stop == 0 { // before it said anything
				c.Process.Kill()
			}
		}
		if c.Wait() == nil {
			t.Fatal("the child was not killed")
		}
		if acks > 0 {
			hits++
		}
		unsaid += checkDecided(t, kill, db, decided, reports)
	}
	verify()
	t.Logf("%d kills, %d after something was acknowledged: %d decisions and %d reports acknowledged or whole, all kept; of %d decisions nobody had been told", kills, hits, decisions, stored, unsaid)
	if hits < kills/2 {
		t.Errorf("only %d of %d kills hit a child that decides", hits, kills)
	}
}

// checkDecided opens the database after a kill and compares it with what was acknowledged; it returns how many decisions are there that were not.
func checkDecided(t *testing.T, kill int, db string, decided map[int64]parley.Decision, reports map[parley.ReportID]bool) (unsaid int) {
	t.Helper()
	if _, err := os.Stat(db); err != nil && len(decided)+len(reports) == 0 {
		return 0
	}
	s, err := sqldb.Open(t.Context(), db, sqldb.Options{Create: len(decided)+len(reports) == 0})
	if err != nil {
		t.Fatalf("kill %d: %v", kill, err)
	}
	defer s.Close()
	wrong, err := s.Check(t.Context())
	if err != nil || len(wrong) > 0 {
		t.Fatalf("kill %d: %v %v", kill, wrong, err)
	}
	var last int64
	found := 0
	for d, err := range s.Decisions(t.Context()) {
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		if last++; d.Seq != last {
			t.Fatalf("kill %d: number %d follows %d", kill, d.Seq, last-1)
		}
		if err := store.CheckDecision(d); err != nil || d.Who != "ana" || d.Kind != parley.DecideUndo && d.Was == "" || !strings.HasSuffix(d.Why, "reason ") {
			t.Fatalf("kill %d: half a decision: %+v, %v", kill, d, err)
		}
		said, ok := decided[d.Seq]
		if !ok {
			decided[d.Seq] = d // the child was killed before it could say so
			unsaid++
			said = d
		}
		if said != d {
			t.Fatalf("kill %d: decision %d was acknowledged as\n%+v and is\n%+v", kill, d.Seq, said, d)
		}
		found++
	}
	if found != len(decided) {
		t.Fatalf("kill %d: %d of %d acknowledged decisions are there", kill, found, len(decided))
	}
	for id := range reports {
		if r, err := s.Report(t.Context(), id); err != nil || parley.IDOf(r.Bytes) != id {
			t.Fatalf("kill %d: report %s is lost: %v", kill, id.Short(), err)
		}
	}
	return unsaid
}

func TestKillDecisions(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times")
	}
	killDecisions(t, 15)
}
