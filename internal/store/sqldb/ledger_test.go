package sqldb

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A dossier from before there was a ledger is entered as it stands when it is opened for writing, and holds from then on.
func TestOldIsEntered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talks.db")
	db, err := connect(path, "rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := advance(t.Context(), "test", db, slices.Index(steps(), ledgerStep)); err != nil {
		t.Fatal(err)
	}
	id := string(parley.IDOf([]byte("x")))
	for _, q := range []string{
		"INSERT INTO report (id, size, bytes) VALUES ('" + id + "', 1, x'78')",
		"INSERT INTO report_name (report, name, format) VALUES ('" + id + "', 'x.txt', 'text'), ('" + id + "', 'y.txt', 'text')",
		"INSERT INTO findings (report, reader, format, given, digest, body) VALUES ('" + id + "', 'v1', 'text', '{}', '" + string(parley.IDOf([]byte("{}"))) + "', x'7b7d')",
		"INSERT INTO decision (seq, at, who, kind, report, finding, value, why, subject) VALUES (1, '2031-05-04T07:00:00Z', 'ana', 'reject', 'r', 's1', '', '', 'ab'), (2, '2031-05-04T07:00:00Z', 'ana', 'accept', 'r', 's1', '', '', 'ab')",
		"INSERT INTO set_aside (name, reason, report, detail, size) VALUES ('z', 'empty', '', '', 0)",
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	d := openAt(t, path)
	sound := func(entries int64) {
		t.Helper()
		if wrong, err := d.Check(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("%q %v", wrong, err)
		}
		if h, err := d.Head(t.Context()); err != nil || h.Seq != entries || h.Rows["decision"] < 2 {
			t.Errorf("%+v %v", h, err)
		}
	}
	sound(7)
	fill(t, d)
	if _, err := d.Note(t.Context(), store.AuditLine{Action: store.AuditFailed}); err != nil {
		t.Fatal(err)
	}
	sound(10) // a decision, a set-aside and a line of the audit log are new; the report and its findings are not
	if err := d.AddAsides(t.Context(), []parley.SetAside{{Name: "z", Reason: parley.ReasonEmpty}}); err != nil {
		t.Fatal(err)
	}
	sound(10) // what was there already is not entered twice
}

// The audit log is listed whole, across the pages of a listing.
func TestLongAudit(t *testing.T) {
	d := openAt(t, filepath.Join(t.TempDir(), "talks.db"))
	err := d.inTx(t.Context(), "test", func(tx *sql.Tx) error {
		for range 2*page + 3 {
			if _, err := note(t.Context(), tx, store.AuditLine{Action: store.AuditFailed}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for l, err := range d.AuditLog(t.Context(), 1) {
		if err != nil || l.Seq != n+2 {
			t.Fatalf("line %d after %d lines: %v", l.Seq, n, err)
		}
		n++
	}
	if n != 2*page+2 {
		t.Errorf("%d lines", n)
	}
	if wrong, err := store.CheckAudit(t.Context(), d); err != nil || len(wrong) > 0 {
		t.Errorf("%q %v", wrong, err)
	}
}

// TestLedgerNames: what is not a row's own change is not taken for one, and each kind of damage is told in its own words.
func TestLedgerNames(t *testing.T) {
	for _, c := range []struct{ damage, want string }{
		{"UPDATE decision SET why = 'forged'", "decision 1 was changed after it was stored"},
		{"DELETE FROM decision", "decision 1 is missing: it was stored, and removed or renamed behind the program's back"},
		{"INSERT INTO decision (seq, at, who, kind, report, finding, value, why, subject) VALUES (2, '', 'ana', 'reject', '', '', '', '', '')", "decision 2 was put in or renamed behind the program's back"},
		{"UPDATE ledger SET hash = x'00' WHERE seq = 2", "ledger entry 2 (report_name " + string(parley.IDOf([]byte("x"))) + " x.txt text) was changed after it was written"},
		{"INSERT INTO ledger (seq, kind, row, digest, hash) VALUES (99, 'odd', '', x'01', x'01')", "ledger entries 6 to 98 are missing"},
	} {
		path := filepath.Join(t.TempDir(), "talks.db")
		d := openAt(t, path)
		fill(t, d)
		for _, trigger := range []string{"decision_stays", "decision_kept", "ledger_stays"} {
			if _, err := d.write.Exec("DROP TRIGGER " + trigger); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.write.Exec(c.damage); err != nil {
			t.Fatal(err)
		}
		wrong, err := d.Check(t.Context())
		if err != nil || !slices.Contains(wrong, c.want) {
			t.Errorf("%s: %q %v, want %q", c.damage, wrong, err, c.want)
		}
	}
}
