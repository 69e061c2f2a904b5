package sheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/sheet"
)

// parse reads RFC 4180 and keeps every byte of a cell.
func parse(s string) (rows [][]string) {
	var row []string
	for s != "" {
		var cell strings.Builder
		if s[0] == '"' {
			for s = s[1:]; ; {
				n := strings.IndexByte(s, '"')
				if n < 0 {
					return nil // never closed
				}
				cell.WriteString(s[:n])
				if s = s[n+1:]; !strings.HasPrefix(s, `"`) {
					break
				}
				cell.WriteByte('"')
				s = s[1:]
			}
		} else {
			n := strings.IndexAny(s, ",\r")
			if n < 0 {
				return nil // a row ends in CRLF
			}
			cell.WriteString(s[:n])
			s = s[n:]
		}
		row = append(row, cell.String())
		switch {
		case strings.HasPrefix(s, ","):
			s = s[1:]
			if strings.HasPrefix(s, "\r\n") {
				row = append(row, "")
			} else {
				continue
			}
			fallthrough
		case strings.HasPrefix(s, "\r\n"):
			rows, row, s = append(rows, row), nil, s[2:]
		default:
			return nil
		}
	}
	return rows
}

func written(rows [][]string) string {
	var b bytes.Buffer
	w := sheet.NewWriter(&b)
	for _, r := range rows {
		w.Row(r)
	}
	if err := w.Flush(); err != nil {
		panic(err)
	}
	return b.String()
}

func TestRows(t *testing.T) {
	rows := [][]string{{"a", "", `say "when"`}, {""}, {"", ""}, {"line\nfeed", "carriage\rreturn", "both\r\n"}, {" space", "tab\t", "a,b"}, {"é", "\u2028", "\x00"}}
	got := written(rows)
	if want := "a,,\"say \"\"when\"\"\"\r\n\"\"\r\n,\r\n"; !strings.HasPrefix(got, want) {
		t.Errorf("%q", got)
	}
	if back := parse(got); !slices.EqualFunc(back, rows, slices.Equal) {
		t.Errorf("read back as %q", back)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestFull(t *testing.T) {
	w := sheet.NewWriter(full{})
	for range 1000 {
		w.Row([]string{"some words", "more words"})
	}
	if w.Flush() == nil {
		t.Error("a full disk is no error")
	}
}

// FuzzRows: every cell is read back to the byte, and by the standard library but for its line ends.
func FuzzRows(f *testing.F) {
	f.Add("a", "b\r", "\"\n")
	f.Add("", " ", ",")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		rows := [][]string{{a, b}, {c, a}, {b, c}}
		s := written(rows)
		if back := parse(s); !slices.EqualFunc(back, rows, slices.Equal) {
			t.Errorf("%q is read back as %q", rows, back)
		}
		r, err := csv.NewReader(strings.NewReader(s)).ReadAll()
		if err != nil || len(r) != 3 || r[1][0] != strings.ReplaceAll(c, "\r\n", "\n") {
			t.Errorf("%q: %q %v", rows, r, err)
		}
	})
}
