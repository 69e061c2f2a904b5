package sqldb

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/store/storetest"
)

func open(t testing.TB) store.Store { return openAt(t, filepath.Join(t.TempDir(), "talks.db")) }

func openAt(t testing.TB, path string) *DB {
	t.Helper()
	d, err := Open(context.Background(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestSQLite(t *testing.T) { storetest.Run(t, open) }

func BenchmarkSQLite(b *testing.B) { storetest.Bench(b, open) }

// Versions before 3.51.3 can lose committed writes in WAL mode (https://www.sqlite.org/wal.html, the WAL-reset bug).
func TestVersion(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "talks.db"))
	var v string
	if err := d.read.QueryRow("SELECT sqlite_version()").Scan(&v); err != nil {
		t.Fatal(err)
	}
	var a, b, c int
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &a, &b, &c); err != nil {
		t.Fatal(err)
	}
	if a*1_000_000+b*1_000+c < 3_051_003 {
		t.Errorf("SQLite %s; 3.51.3 or newer is needed", v)
	}
}

func TestSettings(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "talks.db"))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
		"application_id": fmt.Sprint(ApplicationID), "user_version": fmt.Sprint(newest())} {
		var got string
		if err := d.write.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", pragma, got, err, want)
		}
	}
	rows, err := d.column(t.Context(), "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND type = 'table' AND strict = 0")
	if err != nil || len(rows) > 0 {
		t.Errorf("tables that are not STRICT: %v %v", rows, err)
	}
}

// A dossier of every older layout opens for writing, keeps its decisions, and takes new ones; read-only it says what to do.
func TestOlderLayouts(t *testing.T) {
	for layout := 1; layout < newest(); layout++ {
		path := filepath.Join(t.TempDir(), "talks.db")
		db, err := connect(path, "rwc")
		if err != nil {
			t.Fatal(err)
		}
		if err := advance(t.Context(), "test", db, layout); err != nil {
			t.Fatal(err)
		}
		_, err = db.Exec("INSERT INTO decision (seq, at, who, kind, report, finding, value, why, subject) VALUES (1, '2031-05-04T07:00:00Z', 'ana', 'reject', 'r', 's1', '', 'misread', ?)",
			hex.EncodeToString([]byte("stands\x00r\x00s1")))
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
		if _, err := Open(t.Context(), path, Options{ReadOnly: true}); parley.KindOf(err) != parley.Clash || !strings.Contains(err.Error(), "brings it up to date") {
			t.Errorf("layout %d read-only: %v", layout, err)
		}
		d := openAt(t, path)
		again, err := d.Decide(t.Context(), parley.Decision{Who: "ana", Kind: parley.DecideReject, Report: "r", Finding: "s1", Why: "misread", Was: `{"layer":"statement"}`})
		if err != nil || again.Seq != 1 {
			t.Errorf("layout %d: the old decision is not known: %+v, %v", layout, again, err)
		}
		undo, err := d.Decide(t.Context(), parley.Decision{Kind: parley.DecideUndo, Undoes: 1})
		if err != nil || undo.Seq != 2 {
			t.Errorf("layout %d: %+v, %v", layout, undo, err)
		}
	}
}

func TestAppendOnly(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "talks.db"))
	fill(t, d)
	for _, table := range []string{"report", "report_name", "findings", "decision", "set_aside"} {
		var n int
		if err := d.read.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n == 0 {
			t.Errorf("%s is empty: %v", table, err)
		}
		for _, q := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET rowid = 7", "UPDATE " + table + " SET report = ''", "UPDATE " + table + " SET bytes = x''"} {
			if _, err := d.write.Exec(q); err == nil {
				t.Errorf("%s went through", q)
			}
		}
	}
}

// fill puts one of everything into the store.
func fill(t *testing.T, s store.Store) parley.Report {
	t.Helper()
	r := parley.Report{ID: parley.IDOf([]byte("x")), Names: []string{"x.txt"}, Format: parley.PlainText, Bytes: []byte("x")}
	_, err := s.AddReports(t.Context(), []parley.Report{r})
	if err == nil {
		err = s.AddFindings(t.Context(), []store.Found{{Reading: store.Reading{Report: r.ID, Reader: "v1", Format: r.Format}, Findings: parley.Findings{Report: r.ID, Reader: "v1"}}})
	}
	if err == nil {
		_, err = s.Decide(t.Context(), parley.Decision{Kind: parley.DecideReject, Report: r.ID, Finding: "s1"})
	}
	if err == nil {
		err = s.AddAsides(t.Context(), []parley.SetAside{{Name: "y", Reason: parley.ReasonEmpty}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"a b.db", "a?mode=memory&x=1.db", "a#b.db", "a%20b.db", "ü✓.db", ":memory:", "file:x.db", "'q'.db"} {
		path := filepath.Join(t.TempDir(), name)
		d := openAt(t, path)
		r := fill(t, d)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d, err := Open(t.Context(), path, Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := d.Report(t.Context(), r.ID); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		d.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file has another name: %v", name, err)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE t (x); INSERT INTO t VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()

	newer := filepath.Join(t.TempDir(), "newer.db")
	openAt(t, newer).Close()
	b, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(b[60:], uint32(newest()+1))
	write(t, newer, b)

	note := filepath.Join(t.TempDir(), "note.txt")
	write(t, note, []byte("The bridge is open.\n"))
	short := filepath.Join(t.TempDir(), "short.db")
	write(t, short, []byte("SQLite format 3\x00"))

	for _, tc := range []struct {
		path, want string
		kind       parley.Kind
	}{
		{foreign, "another program", parley.Invalid},
		{newer, "newer Parley", parley.Clash},
		{note, "not an SQLite database", parley.Invalid},
		{short, "not an SQLite database", parley.Invalid},
		{t.TempDir(), "folder", parley.Invalid},
		{filepath.Join(t.TempDir(), "no", "where.db"), "folder is not there", parley.Unavailable},
	} {
		before, _ := os.ReadFile(tc.path)
		for _, opt := range []Options{{Create: true}, {}, {ReadOnly: true}} {
			d, err := Open(t.Context(), tc.path, opt)
			if err == nil {
				d.Close()
				t.Errorf("%s was opened", tc.path)
				continue
			}
			if opt.Create && (!strings.Contains(err.Error(), tc.want) || parley.KindOf(err) != tc.kind) {
				t.Errorf("%s: error %q (%s), want %q (%s)", tc.path, err, parley.KindOf(err), tc.want, tc.kind)
			}
		}
		after, _ := os.ReadFile(tc.path)
		if string(before) != string(after) {
			t.Errorf("%s was changed", tc.path)
		}
		for _, suffix := range []string{"-wal", "-shm", "-journal"} {
			if exists(tc.path + suffix) {
				t.Errorf("%s%s was left behind", tc.path, suffix)
			}
		}
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	for _, opt := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(t.Context(), path, opt)
		if parley.KindOf(err) != parley.NotFound || exists(path) {
			t.Errorf("%v", err)
		}
	}
	write(t, path, nil) // an empty file is nobody's
	openAt(t, path)
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "talks.db")
	d := openAt(t, path)
	r := fill(t, d)
	d.Close()
	for _, p := range []struct {
		path string
		mode os.FileMode
	}{{path, 0o444}, {dir, 0o555}} {
		if err := os.Chmod(p.path, p.mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	ro, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	if _, err := ro.Report(t.Context(), r.ID); err != nil {
		t.Error(err)
	}
	if _, err := ro.AddReports(t.Context(), []parley.Report{r}); parley.KindOf(err) != parley.Unavailable {
		t.Errorf("written to read-only: %v", err)
	}
}

// A migration that was cut off leaves an empty file or a rollback journal, never half a layout.
func TestTwoOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talks.db")
	done := make(chan error)
	for range 4 {
		go func() {
			d, err := Open(context.Background(), path, Options{Create: true})
			if err == nil {
				err = d.Close()
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestCheckFindsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talks.db")
	d := openAt(t, path)
	r := fill(t, d)
	if wrong, err := d.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Fatalf("a sound store is called damaged: %v %v", wrong, err)
	}
	if _, err := d.write.Exec("DROP TRIGGER findings_stay; UPDATE findings SET body = CAST(replace(body, '\"words\":0', '\"words\":9') AS BLOB)"); err != nil {
		t.Fatal(err)
	}
	wrong, err := d.Check(t.Context())
	if err != nil || len(wrong) != 1 || !strings.Contains(wrong[0], r.ID.Short()) {
		t.Errorf("changed findings went unseen: %q %v", wrong, err)
	}
	if _, err := d.Findings(t.Context(), store.Reading{Report: r.ID, Reader: "v1", Format: r.Format}); err == nil {
		t.Error("changed findings were handed out")
	}
}

// A full disk (here: a limit on pages) is a clear error, and what was stored stays.
func TestFull(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "talks.db"))
	kept := fill(t, d)
	if _, err := d.write.Exec("PRAGMA max_page_count = 40"); err != nil {
		t.Fatal(err)
	}
	big := make([]byte, 1<<20)
	_, err := d.AddReports(t.Context(), []parley.Report{{ID: parley.IDOf(big), Names: []string{"big"}, Format: parley.PlainText, Bytes: big}})
	if parley.KindOf(err) != parley.Unavailable || !strings.Contains(err.Error(), "full") {
		t.Errorf("error %v", err)
	}
	if _, err := d.Report(t.Context(), kept.ID); err != nil {
		t.Error(err)
	}
	if _, err := d.write.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddReports(t.Context(), []parley.Report{{ID: parley.IDOf(big), Names: []string{"big"}, Format: parley.PlainText, Bytes: big}}); err != nil {
		t.Error("does not go on once there is space:", err)
	}
}
