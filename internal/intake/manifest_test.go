package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley"
)

func TestParseManifest(t *testing.T) {
	there := func(s string) bool { return s == "a.txt" || s == "sub/b.txt" || s == "c,d.txt" }
	may := parley.NewDate(2031, 5, 4)
	tests := []struct {
		name, in string
		want     map[string]parley.Given
		bad      []rowError
	}{
		{"all columns", "file,published,outlet,url,language\na.txt,2031-05-04,Riverton Post,https://post.example/1,en\n",
			map[string]parley.Given{"a.txt": {Published: may, Outlet: "Riverton Post", URL: "https://post.example/1", Language: "en"}}, nil},
		{"mark, CRLF, order, case, blanks", "\ufeffOutlet, File ,Note\r\n Riverton Post , a.txt ,x\r\n", map[string]parley.Given{"a.txt": {Outlet: "Riverton Post"}}, nil},
		{"quoted with mark", "\ufeff\"file\",\"outlet\"\n\"c,d.txt\",\"The \"\"Post\"\"\"\n", map[string]parley.Given{"c,d.txt": {Outlet: `The "Post"`}}, nil},
		{"paths", "file,outlet\n./sub\\b.txt,Post\n../a.txt,x\n/a.txt,y\n", map[string]parley.Given{"sub/b.txt": {Outlet: "Post"}},
			[]rowError{{3, `"../a.txt" is not in the folder of the manifest`}, {4, `"/a.txt" is not in the folder of the manifest`}}},
		{"bad date keeps the rest", "file,published,outlet\na.txt,31 May,Post\n", map[string]parley.Given{"a.txt": {Outlet: "Post"}},
			[]rowError{{2, `a.txt: published "31 May" is not a date of the form 2031-05-04`}}},
		{"missing file", "file\ngone.txt\na.txt\n", map[string]parley.Given{"a.txt": {}}, []rowError{{2, `there is no file "gone.txt"`}}},
		{"short and empty rows", "outlet,file\nPost\n,\n\nPost,a.txt,more,cells\n", map[string]parley.Given{"a.txt": {Outlet: "Post"}}, []rowError{{2, "the row names no file"}}},
		{"twice", "file,outlet\na.txt,One\na.txt,Two\n", map[string]parley.Given{"a.txt": {Outlet: "Two"}}, []rowError{{3, `"a.txt" stands in an earlier row too, this one is used`}}},
		{"no file column", "name,outlet\na.txt,Post\n", map[string]parley.Given{}, []rowError{{1, "no column is called file"}}},
		{"empty", "", map[string]parley.Given{}, []rowError{{1, "the manifest is empty"}}},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			m, bad := parseManifest(strings.NewReader(c.in), there)
			if d := cmp.Diff(c.want, m.files); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.bad, bad, cmp.AllowUnexported(rowError{})); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestManifestLinesAreReported(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": story, "manifest.csv": "file,published\ngone.txt,2031-05-04\na.txt,soon\n"})
	want := []string{
		`manifest.csv: manifest: line 2: there is no file "gone.txt"`,
		`manifest.csv: manifest: line 3: a.txt: published "soon" is not a date of the form 2031-05-04`,
		"a.txt text",
	}
	if d := cmp.Diff(want, walk(t, dir, Options{}, nil, dir, dir+"/a.txt")[:3]); d != "" {
		t.Error(d)
	}
}

func FuzzManifest(f *testing.F) {
	f.Add("file,published,outlet,url,language\na.txt,2031-05-04,Post,https://post.example,en\n")
	f.Add("\ufefffile\r\n\"a.txt\r\nb\"\"")
	f.Add("file\n\"\n\x00,\xff")
	f.Fuzz(func(t *testing.T, in string) {
		m, bad := parseManifest(strings.NewReader(in), func(string) bool { return true })
		for name := range m.files {
			if name == "" || strings.HasPrefix(name, "../") || strings.HasPrefix(name, "/") {
				t.Errorf("file %q leads out of the folder", name)
			}
		}
		for _, b := range bad {
			if b.why == "" || b.line < 0 {
				t.Errorf("%+v says nothing", b)
			}
		}
	})
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte("<!-- x --><html>"), "a.txt")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "a.html")
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		if s := sniffBinary(b); strings.ContainsAny(s, "\n\r") {
			t.Errorf("%q is not one line", s)
		}
		if got := sniffFormat(name, b); got != parley.PlainText && got != parley.HTML {
			t.Errorf("format %q", got)
		}
	})
}
