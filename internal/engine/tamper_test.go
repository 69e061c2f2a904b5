package engine_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// ledgered builds a dossier with some of everything in the file at path.
func ledgered(t testing.TB, path string) {
	t.Helper()
	s, err := sqldb.Open(t.Context(), path, sqldb.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	e := engine.New(config(s, "v1"))
	var rs []parley.Report
	for i := range 6 {
		rs = append(rs, report(fmt.Sprintf("r%d.txt", i), fmt.Sprintf("Ferry %d to sail\nAna Roe: We will sail at %d.\nJon Vale: The pier is closed.\n", i, i)))
	}
	build(t, e, rs...)
	for i, r := range rs {
		_, err := e.Decide(t.Context(), parley.Decision{Kind: parley.DecideReject, Report: r.ID, Finding: "s1", Why: fmt.Sprint("reason ", i), At: time.Date(2031, 5, i+1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = s.Note(t.Context(), store.AuditLine{At: time.Date(2031, 5, i+1, 0, 0, 0, 0, time.UTC), Who: "ana", Action: store.AuditFailed, Subject: fmt.Sprint("user", i), Address: "192.0.2.7"})
		}
		if err == nil {
			err = s.AddAsides(t.Context(), []parley.SetAside{{Name: fmt.Sprintf("aside-%d.bin", i), Reason: parley.ReasonEmpty, Detail: "nothing", Size: int64(i)}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A mutation is one change behind the program's back, with words of which a failure must hold one.
type mutation struct {
	what  string
	sql   string
	args  []any
	names []string
}

// keys are the columns that name a row, by table; the column that says what a failure must name comes first.
var keys = map[string][]string{
	"report": {"id"}, "report_name": {"name", "report", "format"}, "findings": {"report", "reader", "format", "given"},
	"decision": {"seq"}, "audit": {"seq"}, "set_aside": {"name", "reason", "report", "detail", "size"}, "ledger": {"seq"},
}

// called is how Verify names a row of a table.
var called = map[string]string{"decision": "decision %v", "audit": "audit line %v", "ledger": "entry %v"}

// mutate invents a mutation of the database.
func mutate(t testing.TB, db *sql.DB, rng *rand.Rand) mutation {
	t.Helper()
	table := []string{"report", "report_name", "findings", "findings", "decision", "decision", "audit", "audit", "set_aside", "ledger", "report"}[rng.IntN(11)]
	var n int
	if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n == 0 {
		t.Fatalf("%s: %d rows, %v", table, n, err)
	}
	key := keys[table]
	row := make([]any, len(key))
	at := make([]any, len(key))
	for i := range row {
		at[i] = &row[i]
	}
	where := strings.Join(key, " = ? AND ") + " = ?"
	if err := db.QueryRow("SELECT "+strings.Join(key, ", ")+" FROM "+table+" ORDER BY "+strings.Join(key, ", ")+" LIMIT 1 OFFSET ?", rng.IntN(n)).Scan(at...); err != nil {
		t.Fatal(err)
	}
	m := mutation{args: row, names: []string{fmt.Sprintf(cmpOr(called[table], "%v"), row[0])}}
	if id := parley.ReportID(fmt.Sprint(row[0])); table == "report" || table == "findings" {
		m.names = append(m.names, id.Short())
	}
	if table == "ledger" { // the last entry leaves no gap, but a row that has none
		var entered string
		if err := db.QueryRow("SELECT row FROM ledger WHERE seq = ?", row[0]).Scan(&entered); err != nil {
			t.Fatal(err)
		}
		m.names = append(m.names, entered)
	}
	switch act := rng.IntN(10); {
	case act == 0:
		m.what, m.sql = "delete", "DELETE FROM "+table+" WHERE "+where
	case act <= 2 && (table == "decision" || table == "audit"):
		m.what, m.sql, m.args = "re-date", "UPDATE "+table+" SET at = ? WHERE "+where, append([]any{time.Date(2032, 1, rng.IntN(28)+1, rng.IntN(24), 0, 0, 0, time.UTC).Format(time.RFC3339Nano)}, row...)
	case act <= 4 && (table == "decision" || table == "audit" || table == "ledger"):
		m.what, m.sql = "reorder", "UPDATE "+table+" SET seq = seq + 1000 WHERE "+where
		m.names = append(m.names, fmt.Sprintf(called[table], row[0].(int64)+1000))
	default:
		m.flip(t, db, rng, table, where, row)
	}
	m.what += " " + table + " " + fmt.Sprint(row)
	return m
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// flip makes m the change of one bit of one cell.
func (m *mutation) flip(t testing.TB, db *sql.DB, rng *rand.Rand, table, where string, row []any) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var columns []string
	for rows.Next() {
		var c string
		if err := rows.Scan(&c); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	column := columns[rng.IntN(len(columns))]
	m.what = "flip a bit of " + column + " in"
	var cell any
	if err := db.QueryRow("SELECT "+column+" FROM "+table+" WHERE "+where, row...).Scan(&cell); err != nil {
		t.Fatal(err)
	}
	set := func(expression string, v any) {
		m.sql, m.args = "UPDATE "+table+" SET "+column+" = "+expression+" WHERE "+where, append([]any{v}, row...)
		if column == keys[table][0] { // the row has another name now
			m.names = append(m.names, fmt.Sprintf(cmpOr(called[table], "%s"), v))
		}
	}
	switch v := cell.(type) {
	case int64:
		set("?", v^(1<<rng.IntN(20)))
	case string:
		if v == "" {
			set("?", "x")
			return
		}
		set("CAST(? AS TEXT)", flipped(rng, []byte(v)))
	case []byte:
		set("?", flipped(rng, v))
	}
}

func flipped(rng *rand.Rand, b []byte) []byte {
	b = slices.Clone(b)
	b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
	return b
}

// tamper puts a mutation through, and the triggers back. It reports whether the file took it.
func tamper(t testing.TB, path string, rng *rand.Rand) (mutation, bool) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(2)
	m := mutate(t, db, rng)
	rows, err := db.Query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	drop, again := "", ""
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		drop, again = drop+"DROP TRIGGER "+name+";", again+text+";"
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(drop); err != nil {
		t.Fatal(err)
	}
	res, err := db.Exec(m.sql, m.args...)
	if err != nil {
		return m, false // a constraint refuses even that
	}
	n, _ := res.RowsAffected()
	if _, err := db.Exec(again); err != nil {
		t.Fatal(err)
	}
	return m, n == 1
}

// TestTampered: whatever single thing is changed, removed or moved behind the program's back, Verify finds it and names
// the row.
func TestTampered(t *testing.T) { tamperedTimes(t, 60) }

func tamperedTimes(t *testing.T, trials int) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	ledgered(t, whole)
	if v := verified(t, whole); len(v.Failures) > 0 || v.Entries == 0 || v.Lines != 6 {
		t.Fatalf("a sound dossier is called damaged: %+v", v)
	}
	sound, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(13, 7))
	kinds := map[string]int{}
	for n := 0; n < trials; {
		path := filepath.Join(dir, "copy.db")
		if err := os.WriteFile(path, sound, 0o644); err != nil {
			t.Fatal(err)
		}
		m, done := tamper(t, path, rng)
		if !done {
			continue
		}
		n++
		kinds[strings.Join(strings.Fields(m.what)[:2], " ")]++
		v := verified(t, path)
		named := slices.ContainsFunc(v.Failures, func(f engine.Failure) bool {
			said := strings.Join([]string{string(f.Report), f.Name, f.Where, f.What}, " ")
			return slices.ContainsFunc(m.names, func(name string) bool { return strings.Contains(said, name) })
		})
		if !named {
			t.Errorf("%s: %d failures, none of which names %.200q: %.600v", m.what, len(v.Failures), m.names, v.Failures)
		}
		for _, suffix := range []string{"", "-wal", "-shm"} {
			os.Remove(path + suffix)
		}
	}
	if len(kinds) < 4 {
		t.Errorf("only %v were tried", kinds)
	}
	t.Logf("%d mutations: %v", trials, kinds)
}

// verified is what Verify finds in the file at path.
func verified(t testing.TB, path string) engine.Verification {
	t.Helper()
	s, err := sqldb.Open(t.Context(), path, sqldb.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := engine.New(config(s, "v1")).Verify(t.Context())
	if err != nil {
		t.Errorf("verify does not go on: %v", err)
	}
	return v
}

// TestCheckpoint: yesterday's file in place of today's, and one written anew, are found by a checkpoint alone.
func TestCheckpoint(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "talks.db")
	ledgered(t, path)
	yesterday, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	with := func(f func(*sqldb.DB, *engine.Engine)) {
		t.Helper()
		s, err := sqldb.Open(t.Context(), path, sqldb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		f(s, engine.New(config(s, "v1")))
	}
	against := func(c engine.Checkpoint, want ...string) {
		t.Helper()
		with(func(_ *sqldb.DB, e *engine.Engine) {
			if v, err := e.Verify(t.Context()); err != nil || len(v.Failures) > 0 {
				t.Errorf("without a checkpoint: %+v %v", v.Failures, err)
			}
			fails, err := e.Against(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			said := fmt.Sprint(fails)
			for _, w := range want {
				if !strings.Contains(said, w) {
					t.Errorf("%s lacks %q", said, w)
				}
			}
			if len(want) == 0 && len(fails) > 0 {
				t.Error(said)
			}
		})
	}
	checkpoint := func() (c engine.Checkpoint) {
		t.Helper()
		with(func(_ *sqldb.DB, e *engine.Engine) {
			var err error
			if c, err = e.Checkpoint(t.Context()); err != nil {
				t.Fatal(err)
			}
		})
		return c
	}
	early := checkpoint()
	with(func(_ *sqldb.DB, e *engine.Engine) { build(t, e, ferry, bridge) })
	late := checkpoint()
	against(early)
	against(late)
	against(engine.Checkpoint{Format: engine.CheckpointFormat})
	if err := os.WriteFile(path, yesterday, 0o644); err != nil {
		t.Fatal(err)
	}
	against(early)
	against(late, "an older file stands in place", "report: 6 now, 8 then")
	with(func(_ *sqldb.DB, e *engine.Engine) { build(t, e, bridge, plain, report("x.txt", "Jon Vale: Wait.\n")) })
	against(early)
	against(late, "written anew")
	with(func(_ *sqldb.DB, e *engine.Engine) {
		if _, err := e.Against(t.Context(), engine.Checkpoint{Format: "other"}); parley.KindOf(err) != parley.Invalid {
			t.Errorf("a foreign checkpoint: %v", err)
		}
	})
	if _, err := engine.New(config(new(store.Memory), "v1")).Checkpoint(context.Background()); parley.KindOf(err) != parley.Unavailable {
		t.Errorf("a store without a ledger: %v", err)
	}
}
