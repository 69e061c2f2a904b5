package web

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
)

// archived is the record of an archive of n reports.
func archived(n int) *parley.Record {
	press := recordtest.NewArchive(1, 50, draftVersion)
	folder, names := record.NewFolder(draftVersion, 0), map[parley.ReportID][]string{}
	for i := range n {
		f := press.Report(i, 0)
		folder.Put(f)
		names[f.Report] = []string{fmt.Sprint("archive/", i, ".txt")}
	}
	return folder.Record(names, nil, nil)
}

// A list is narrowed by its lean rows as by its whole ones.
func TestLean(t *testing.T) {
	for name, rec := range map[string]*parley.Record{"invented": invented().rec, "hostile": hostile().rec, "archive": archived(120)} {
		x := indexOf(rec, nil, "tag")
		leanLikeWhole(t, name+": statements", x.lists.statements())
		leanLikeWhole(t, name+": timeline", x.lists.timeline())
		leanLikeWhole(t, name+": conflicts", x.lists.conflicts())
	}
}

func leanLikeWhole[T any](t *testing.T, name string, l *listed[T]) {
	t.Helper()
	whole := *l
	whole.lean = func(r *T, i int) { *r = l.row(i) }
	got, want := l.count(), whole.count()
	if !bytes.Equal(got.texts, want.texts) || !slices.Equal(got.ends, want.ends) {
		t.Errorf("%s: the text that is searched is another", name)
	}
	if got.texts, want.texts = nil, nil; !reflect.DeepEqual(got, want) {
		t.Errorf("%s: narrowed by other values", name)
	}
}

// What is said to be the one value of a row is all that the facet has of it.
func TestOne(t *testing.T) {
	for name, rec := range map[string]*parley.Record{"invented": invented().rec, "hostile": hostile().rec, "archive": archived(120)} {
		x := indexOf(rec, nil, "tag")
		oneOfAll(t, name+": statements", x.lists.statements())
		oneOfAll(t, name+": figures", x.lists.figures())
		oneOfAll(t, name+": positions", x.lists.positions())
	}
}

func oneOfAll[T any](t *testing.T, name string, l *listed[T]) {
	t.Helper()
	many := newListed(l.n, l.row, l.filter)
	many.filter.One = nil
	if got, want := l.count(), many.count(); !reflect.DeepEqual(got.columns, want.columns) || !reflect.DeepEqual(got.whole, want.whole) {
		t.Errorf("%s: counted otherwise than by all values", name)
	}
	for key, one := range l.filter.One {
		of := l.filter.Facets[slices.IndexFunc(l.filter.Facets, func(f facet[T]) bool { return f.Key == key })].Of
		for i := range l.n {
			r := l.row(i)
			id := ""
			for _, v := range of(&r) {
				id += v.ID
			}
			if one(&r) != id {
				t.Fatalf("%s: row %d has %q under %s, want %q", name, i, one(&r), key, id)
			}
		}
	}
}

// Text that is searched is in lower case, in any script.
func TestAppendLower(t *testing.T) {
	for _, s := range []string{"", "Truce", "ÀÉ Überfahrt İ", "ПЕРЕМИРИЕ", "A\xffB"} {
		want := []byte("x" + strings.ToLower(s))
		if got := appendLower([]byte("x"), s); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// The queue has the least certain first, and of equal ones keeps the order of reports and ids.
func TestQueueOrder(t *testing.T) {
	for name, rec := range map[string]*parley.Record{"invented": invented().rec, "hostile": hostile().rec, "archive": archived(60)} {
		x := indexOf(rec, nil, "tag")
		for _, layer := range added {
			queue := x.queueOf(layer)
			n := 0
			for i := range rec.Reports {
				n += x.findings(layer, i)
			}
			if len(queue) != n {
				t.Errorf("%s: %d of %d findings of the kind %s", name, len(queue), n, layer)
			}
			for i := 1; i < len(queue); i++ {
				a, b := queue[i-1].at, queue[i].at
				c := x.foundAt(layer, a).place().compare(x.foundAt(layer, b).place())
				if c > 0 || c == 0 && (a.report > b.report || a.report == b.report && a.n > b.n) {
					t.Fatalf("%s: %s %d stands before the one behind it", name, layer, i)
				}
			}
		}
	}
}
