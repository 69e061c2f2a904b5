package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name, in string
		fields   Fields
		want     []string
	}{
		{"usual names", "title,text,published,outlet,url,language\nTalks go on,\"One, \"\"two\"\"\n\nthree\",2031-05-04,Lea Courier,https://lea.example/1,en\n", nil,
			[]string{"a.csv#2 text|2031-05-04|published of a.csv#2|Lea Courier|https://lea.example/1|en", "Talks go on\n\nOne, \"two\"\n\nthree"}},
		{"named, semicolons, mark, CRLF", "\ufeffHead;Body;Sent\r\n;\"a;b\";4 May 2031\r\n", Fields{"text": "Body", "title": "Head", "date": "Sent"},
			[]string{"a.csv#2 text|2031-05-04|Sent of a.csv#2|||", "a;b"}},
		{"tabs", "TEXT\tTitle\n<p>a</p>\tIt holds to this day\n", nil, []string{"a.csv#2 html|||||", "<h1>It holds to this day</h1>\n<p>a</p>"}},
		{"UTF-16", "\xff\xfet\x00e\x00x\x00t\x00\n\x00a\x00\n\x00", nil, []string{"a.csv#2 text|||||", "a"}},
		{"rows that do not fit", "text,n\na\nb,1,2\n\nc,1\n", nil, []string{"a.csv#2: damaged: line 2, byte 7: 1 cells, there are 2 columns", "a.csv#3: damaged: line 3, byte 9: 3 cells, there are 2 columns", "a.csv#5 text|||||", "c"}},
		{"marks within cells", "text,n\na \"b\" c,1\n \"d\" ,2\n\"e\"f,3", nil, []string{"a.csv#2 text|||||", `a "b" c`, "a.csv#3 text|||||", "d ", "a.csv#4 text|||||", "ef"}},
		{"line counts through cells", "text,n\n\"a\n\nb\",1\nc\nd,2\n", nil, []string{"a.csv#2 text|||||", "a\n\nb", "a.csv#5: damaged: line 5, byte 16: 1 cells, there are 2 columns", "a.csv#6 text|||||", "d"}},
		{"never closed", "text,n\n\"a\nb,1\nc\nd,3\n", nil, []string{
			"a.csv#2: damaged: line 2, byte 7: a quotation mark opens a cell that is never closed; from the next line on each line is read as a row", "a.csv#3 text|||||", "b",
			"a.csv#4: damaged: line 4, byte 14: 1 cells, there are 2 columns", "a.csv#5 text|||||", "d"}},
		{"no text", "title,n\na,1\n", nil, []string{"a.csv: unsupported: line 1, byte 0: no column has the text; there are title, n: name it with --field text=NAME"}},
		{"named text is not there", "text,n\na,1\n", Fields{"text": "body"}, []string{"a.csv: unsupported: line 1, byte 0: no column has the text; --field text=body asks for one that is not there"}},
		{"two of one name", "text,Text\na,1\n", nil, []string{`a.csv: damaged: line 1, byte 0: two columns are called "text"`}},
		{"nothing", "\n\n", nil, []string{"a.csv: empty: byte 0: no line of column names"}},
		{"bytes are kept", "text\ncaf\xe9\n", nil, []string{"a.csv#2 text|||||", "caf\xe9"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, items(t, "a.csv", c.in, Options{Fields: c.fields}), c.want...) })
	}
}

func TestTableOfGigabytes(t *testing.T) {
	mega := strings.Repeat(strings.Repeat("x", 56)+` ""y""`+"\n", 1<<14)
	r := repeated("text,n\none,1\n\"", mega, "\",2\nthree,3\n", 1024)
	bounds(t, 6*time.Second, 48<<20, func() {
		same(t, stream(t, "a.csv", r, Options{}), "a.csv#2 text|||||", "one",
			fmt.Sprintf("a.csv#3: too_large: line 3, byte 13: a row of %.1f MB, the limit is 5 MB", float64(len(mega)*1024+5)/1e6),
			fmt.Sprintf("a.csv#%d text|||||", 3+1+1<<24), "three")
	})
	r = repeated("text,n\n\"", mega, "", 200)
	bounds(t, 4*time.Second, 48<<20, func() {
		got := stream(t, "a.csv", r, Options{})
		if len(got) != 2 || !strings.Contains(got[0], "never closed") || !strings.Contains(got[1], "too_large: byte") {
			t.Errorf("%.300q", got)
		}
	})
	// open again and again: each line is looked at twice, not once for each that is open
	in := "text,n\n\"a\n" + strings.Repeat("\"a\n\"\"\"\n", 300_000)
	bounds(t, 4*time.Second, 96<<20, func() {
		if got := items(t, "a.csv", in, Options{}); len(got) < 1000 {
			t.Errorf("%d lines", len(got))
		}
	})
	wide := "text" + strings.Repeat(",", 1_000_000) + "\n"
	bounds(t, time.Second, 48<<20, func() {
		same(t, items(t, "a.csv", wide, Options{}), "a.csv: too_large: line 1, byte 0: more than 2000 columns")
	})
}

func FuzzTable(f *testing.F) {
	f.Add("text,title,date\n\"a\n\"\"b\",c,2031-05-04\n", "text")
	f.Add("\ufeffa;b\r\n\"x\";\"\n\n", "b")
	f.Add("\xff\xfet\x00e\x00x\x00t\x00\n\x00a\x00", "text")
	f.Fuzz(func(t *testing.T, in, field string) {
		check(t, "a.csv", in, Options{})
		check(t, "a.csv", in, Options{Fields: Fields{"text": field}, MaxBytes: 64})
	})
}
