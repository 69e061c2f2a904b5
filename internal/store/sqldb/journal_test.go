package sqldb

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// cutOff makes the files that a program leaves which is killed while it commits the database at path outside of WAL mode: pages half written, and the
// journal that takes them back. do is what the transaction was about. It returns the path of the left database.
func cutOff(t *testing.T, path string, do ...string) string {
	t.Helper()
	db, err := connect(path, "rwc", "cache_size(2)", "journal_mode(delete)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, q := range do {
		if _, err := tx.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	left := filepath.Join(t.TempDir(), "left.db")
	for _, suffix := range []string{"", "-journal"} {
		b, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		write(t, left+suffix, b)
	}
	return left
}

// much fills pages, so that some go to the file before the end.
const much = "CREATE TABLE much (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO much SELECT randomblob(900) FROM n"

// What a cut-off transaction left is taken back also by a program that only reads: the half of it that stands in the file is never shown.
func TestCutOff(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "talks.db")
	d := openAt(t, whole)
	r := fill(t, d)
	d.Close()
	for _, opt := range []Options{{ReadOnly: true}, {Create: true}} {
		left := cutOff(t, whole, much)
		d, err := Open(t.Context(), left, opt)
		if err != nil {
			t.Fatalf("%+v: %v", opt, err)
		}
		if wrong, err := d.Check(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("%+v: %q %v", opt, wrong, err)
		}
		if _, err := d.Report(t.Context(), r.ID); err != nil {
			t.Errorf("%+v: %v", opt, err)
		}
		if n, err := d.column(t.Context(), "SELECT name FROM sqlite_schema WHERE name = 'much'"); err != nil || len(n) > 0 {
			t.Errorf("%+v: what was never committed is there: %v %v", opt, n, err)
		}
		d.Close()
	}
}

// A first layout that was cut off leaves nothing: reading says that the file is empty, and the next build begins.
func TestCutOffLayout(t *testing.T) {
	scripts := []string{much}
	for _, name := range steps() {
		b, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, string(b), "PRAGMA application_id = 1347570777; PRAGMA user_version = 1")
	}
	left := cutOff(t, filepath.Join(t.TempDir(), "talks.db"), append(scripts, "INSERT INTO much SELECT x FROM much")...)
	if h, err := inspect(left); err != nil || h.empty {
		t.Fatalf("nothing is in the file that was cut off: %+v %v", h, err)
	}
	if _, err := Open(t.Context(), left, Options{ReadOnly: true}); parley.KindOf(err) != parley.Invalid || !strings.Contains(err.Error(), "the file is empty") {
		t.Errorf("read-only: %v", err)
	}
	d, err := Open(context.Background(), left, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fill(t, d)
}
