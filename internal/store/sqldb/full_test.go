package sqldb

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// TestFullEverywhere: on a full disk (here: a limit on pages) every way to write fails with an error that names the file;
// all that was stored can be read; and once there is space the same call goes through.
func TestFullEverywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "talks.db")
	d := openAt(t, path)
	kept := fill(t, d)
	big := strings.Repeat("the ferry waits at the pier ", 1<<16)
	r := parley.Report{ID: parley.IDOf([]byte(big)), Names: []string{"big.txt"}, Format: parley.PlainText, Bytes: []byte(big)}
	line := store.AuditLine{At: time.Unix(0, 0), Action: store.AuditAdded, Detail: big}
	id := strings.Repeat("a", 64)
	user := store.User{Name: "ana", Role: store.Admin}
	if err := d.AddUser(t.Context(), user, store.AuditLine{Action: store.AuditAdded}); err != nil {
		t.Fatal(err)
	}
	if err := d.AddSession(t.Context(), store.Session{ID: strings.Repeat("b", 64), User: "ana"}, store.AuditLine{Action: store.AuditSignIn}); err != nil {
		t.Fatal(err)
	}
	writes := map[string]func() error{
		"AddReports": func() error { _, err := d.AddReports(t.Context(), []parley.Report{r}); return err },
		"AddFindings": func() error {
			return d.AddFindings(t.Context(), []store.Found{{Reading: store.Reading{Report: kept.ID, Reader: "v2", Format: kept.Format},
				Findings: parley.Findings{Report: kept.ID, Reader: "v2", Figures: []parley.Figure{{Unit: big}}}}})
		},
		"Decide": func() error {
			_, err := d.Decide(t.Context(), parley.Decision{Kind: parley.DecideReject, Report: kept.ID, Finding: "s2", Why: big})
			return err
		},
		"AddAsides": func() error {
			return d.AddAsides(t.Context(), []parley.SetAside{{Name: "z", Reason: parley.ReasonEmpty, Detail: big}})
		},
		"KeepFetches": func() error {
			_, err := d.KeepFetches(t.Context(), []store.Fetch{{Kind: store.FetchFeed, URL: "https://news.example/f", Detail: big}}, nil)
			return err
		},
		"AddUser": func() error {
			return d.AddUser(t.Context(), store.User{Name: "ben", Role: store.Coder, Password: big}, line)
		},
		"SetUser": func() error { u := user; u.Password = big; return d.SetUser(t.Context(), u, line) },
		"AddSession": func() error {
			return d.AddSession(t.Context(), store.Session{ID: id, User: "ana", Agent: big}, line)
		},
		"EndSessions": func() error { _, err := d.EndSessions(t.Context(), "ana", nil, line); return err },
		"Note":        func() error { _, err := d.Note(t.Context(), line); return err },
	}
	pages := func(n int) {
		t.Helper()
		if _, err := d.write.Exec(fmt.Sprint("PRAGMA max_page_count = ", n)); err != nil {
			t.Fatal(err)
		}
	}
	read := func() {
		t.Helper()
		if got, err := d.Report(t.Context(), kept.ID); err != nil || !bytes.Equal(got.Bytes, kept.Bytes) {
			t.Errorf("cannot be read: %v", err)
		}
		if _, err := d.User(t.Context(), "ana"); err != nil {
			t.Error(err)
		}
		if wrong, err := d.Check(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("the file does not hold: %q %v", wrong, err)
		}
	}
	pages(60) // less than any of the writes needs
	for name, write := range writes {
		err := write()
		if parley.KindOf(err) != parley.Unavailable || err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "full") {
			t.Errorf("%s on a full disk: %v", name, err)
		}
	}
	read()
	pages(1 << 20)
	for _, name := range []string{"AddReports", "AddFindings", "Decide", "AddAsides", "KeepFetches", "AddUser", "AddSession", "EndSessions", "SetUser", "Note"} {
		if err := writes[name](); err != nil {
			t.Errorf("%s does not go on once there is space: %v", name, err)
		}
	}
	read()
}
