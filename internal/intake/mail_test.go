package intake

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
)

// letter joins lines as mails have them.
func letter(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

const newsHead = "From: \"Vessia Times\" <news@vessia.example>\r\nSubject: =?utf-8?q?Tr=C3=AAve_rompue?= again\r\n" +
	"Date: Sun, 4 May 2031 23:30:00 -0500 (EST)\r\nList-Unsubscribe: <https://vessia.example/u>\r\nArchived-At: <https://vessia.example/7>\r\nContent-Language: fr, en\r\nMIME-Version: 1.0\r\n"

func TestMail(t *testing.T) {
	told := "|2031-05-04|Date of a.eml|Vessia Times|https://vessia.example/7|fr"
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"plain", letter("Subject: Fwd: RE: Talks end", "From: Ana Roe <a@b.example>", "Date: 4 May 2031 07:00 +0200", "", "They ended.", "-- not a boundary"),
			[]string{"a.eml text|||||", "Talks end\n\nThey ended.\r\n-- not a boundary\r\n"}},
		{"alternatives: the last that is text", newsHead + letter("Content-Type: multipart/alternative; boundary=\"=_b 1\"", "", "preamble", "--=_b 1", "", "plain", "--=_b 1",
			"Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "<p>Un caf=C3=A9 =", "rompu</p>", "--=_b 1", "Content-Type: text/calendar", "", "BEGIN", "--=_b 1--", "epilogue"),
			[]string{"a.eml html" + told, "<h1>Trêve rompue again</h1>\n<p>Un café rompu</p>\n"}},
		{"base64, a charset", newsHead + letter("Content-Type: text/plain; charset=windows-1252", "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte("caf\xe9 \x93x\x94"))[:5],
			base64.StdEncoding.EncodeToString([]byte("caf\xe9 \x93x\x94"))[5:]), []string{"a.eml text" + told, "Trêve rompue again\n\ncafé “x”"}},
		{"a charset that is wrong", letter("Subject: x", "Content-Type: text/plain; charset=iso-8859-1", "", "café"), []string{"a.eml text|||||", "x\n\ncafé\r\n"}},
		{"a charset that nobody knows", letter("Content-Type: text/plain; charset=klingon", "", "caf\xe9"), []string{"a.eml text|||||", "caf\xe9\r\n"}},
		{"UTF-7", letter("Content-Type: text/plain; charset=utf-7", "", "+ADw-x+AD4-"), []string{"a.eml: charset: line 1, byte 0: in UTF-7, which is not read", "a.eml: empty: line 1, byte 0: no text in the mail"}},
		{"ISO-2022-JP", letter("Content-Type: text/plain; charset=iso-2022-jp", "", "\x1b$B$\"\x1b(B"), []string{"a.eml text|||||", "あ\r\n"}},
		{"flowed", letter("Content-Type: text/plain; format=flowed", "", "One ", "two.", " From here", "-- ", "sig"), []string{"a.eml text|||||", "One two.\nFrom here\n-- \nsig\n"}},
		{"related, with a picture", letter("Content-Type: multipart/related; boundary=b", "", "--b", "Content-Type: text/html", "", "<p>One</p>", "--b", "Content-Type: image/png", "Content-Disposition: attachment; filename=x.png", "", "xx", "--b--"),
			[]string{"a.eml html|||||", "<p>One</p>\r\n"}},
		{"attachments", letter("Subject: Two papers", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "See below.", "--b", "Content-Type: text/plain; name=\"note.txt\"", "Content-Disposition: attachment; filename=note.txt", "", "A note.",
			"--b", "Content-Type: application/pdf", "Content-Disposition: attachment; filename=a.pdf", "", "%PDF", "--b", "Content-Type: text/plain", "Content-Disposition: attachment; filename=b.txt", "", "%PDF-1.7 in truth", "--b--"),
			[]string{"a.eml#2 text|||||", "Two papers\n\nA note.\r\n", "a.eml#3: unsupported: line 13, byte 201: an attachment of type application/pdf", "a.eml#4 text|||||", "Two papers\n\n%PDF-1.7 in truth\r\n", "a.eml text|||||", "Two papers\n\nSee below.\r\n"}},
		{"texts in a row", letter("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "One.", "--b", "Content-Type: image/png", "", "x", "--b", "", "Two.", "--b", "Content-Type: text/html", "", "<p>Three</p>", "--b--"),
			[]string{"a.eml#4 html|||||", "<p>Three</p>\r\n", "a.eml text|||||", "One.\n\nTwo.\r\n"}},
		{"a mail in a mail", letter("Subject: outer", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "See below.", "--b", "Content-Type: message/rfc822", "", "Subject: inner", "Date: 3 May 2031 07:00:00 +0000", "", "They ended.", "--b--"),
			[]string{"a.eml#2 text|2031-05-03|Date of a.eml#2|||", "inner\n\nThey ended.\r\n", "a.eml text|||||", "outer\n\nSee below.\r\n"}},
		{"wrong boundary", letter("Content-Type: multipart/mixed; boundary=b", "", "--c", "", "One.", "--c--"),
			[]string{"a.eml: damaged: line 1, byte 0: the boundary that the header names does not stand in the mail", "a.eml: empty: line 1, byte 0: no text in the mail"}},
		{"no boundary", letter("Content-Type: multipart/mixed", "", "--c", "", "One."), []string{"a.eml: damaged: line 1, byte 0: several parts, and no boundary named between them", "a.eml: empty: line 1, byte 0: no text in the mail"}},
		{"no last boundary", letter("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "One."), []string{"a.eml: damaged: line 1, byte 0: the mail ends before the last boundary of its parts", "a.eml text|||||", "One.\r\n"}},
		{"header injections", letter("Subject: =?utf-8?q?Talks=0D=0ABcc:_x=00_end?=", "From: =?utf-8?q?Lea=0D=0AX:_1?= <a@b.example>", "List-Id: x", "Date: soon\x00\x0b", "Date: 4 May 2031", "no field", "", "One."),
			[]string{"a.eml: told: line 1, byte 0: Date \"soon\" is not a date that is understood; read without it", "a.eml text|||Lea X: 1||", "Talks Bcc: x end\n\nOne.\r\n"}},
		{"folded", letter("Subject: One", "\ttwo", " three", "", "One."), []string{"a.eml text|||||", "One two three\n\nOne.\r\n"}},
		{"no mail", "Talks end.\nThey do.\n\nYes.\n", []string{"a.eml: damaged: line 1, byte 0: no header as a mail has it"}},
		{"no text", letter("Subject: x", "", " "), []string{"a.eml: empty: line 1, byte 0: no text in the mail"}},
		{"header alone", "Subject: x\n", []string{"a.eml: empty: line 1, byte 0: no text in the mail"}},
		{"bare line feeds, QP faults", "Content-Transfer-Encoding: quoted-printable\n\n=4a =ZZ = =\n=e9=\n", []string{"a.eml text|||||", "J =ZZ = \xe9"}},
		{"saved page", letter("From: <Saved by Blink>", "Snapshot-Content-Location: https://lea.example/truce", "Subject: x", "Date: 6 May 2031 10:00:00 +0000", "Content-Type: multipart/related; type=\"text/html\"; boundary=b", "",
			"--b", "Content-Type: text/html", "Content-Location: cid:1", "", "<p>One</p>", "--b", "Content-Type: text/html", "Content-Location: https://ads.example", "", "<p>Buy</p>", "--b--"),
			[]string{"a.eml html||||https://lea.example/truce|", "<p>One</p>\r\n"}},
	} {
		t.Run(c.name, func(t *testing.T) { same(t, items(t, "a.eml", c.in, Options{}), c.want...) })
	}
}

func TestMHTML(t *testing.T) {
	in := letter("Subject: x", "Date: 6 May 2031 10:00:00 +0000", "Content-Type: multipart/related; start=\"<2@x>\"; boundary=b", "", "--b", "Content-Type: text/html", "Content-ID: <1@x>", "", "<p>A frame</p>",
		"--b", "Content-Type: text/html; charset=utf-8", "Content-ID: <2@x>", "Content-Location: http://lea.example/a", "Content-Transfer-Encoding: quoted-printable", "", "<p>L=E2=80=99un", "--b--")
	same(t, items(t, "a.mht", in, Options{}), "a.mht html||||http://lea.example/a|", "<p>L’un\n")
	file := strings.Replace(in, "http://lea.example/a", "file:///home/ana/a.htm", 1)
	same(t, items(t, "a.mhtml", file, Options{}), "a.mhtml html|||||", "<p>L’un\n")
}

func TestMailbox(t *testing.T) {
	in := "From a@b.example Sun May  4 10:00:00 2031\nSubject: one\n\nFirst.\nFrom here on.\n\nFrom a@b.example Mon May  5 10:00:00 2031\nSubject: two\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSecond.\n\nFrom x\nno header here\n\nFrom y\nSubject: three\n\nThird.\n"
	same(t, items(t, "a.mbox", in, Options{}), "a.mbox#1 text|||||", "one\n\nFirst.\nFrom here on.\n\n", "a.mbox#2: damaged: line 8, byte 120: the mail ends before the last boundary of its parts",
		"a.mbox#2 text|||||", "two\n\nSecond.\n\n", "a.mbox#3: damaged: line 16, byte 197: no header as a mail has it", "a.mbox#4 text|||||", "three\n\nThird.\n")
}

func TestMailDeep(t *testing.T) {
	var sb strings.Builder
	sb.WriteString("Subject: deep\n")
	for i := range 1000 {
		fmt.Fprintf(&sb, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	sb.WriteString("\nOne.\n")
	rfc := strings.Repeat("Content-Type: message/rfc822\n\n", 1000) + "\nOne.\n"
	for _, in := range []string{sb.String(), rfc} {
		bounds(t, time.Second, 16<<20, func() {
			got := items(t, "a.eml", in, Options{})
			if len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), "parts nested deeper than 16") {
				t.Errorf("%.500q", got)
			}
		})
	}
}

func TestMailShapes(t *testing.T) {
	multi := "Content-Type: multipart/mixed; boundary=b\n\n"
	for name, in := range map[string]string{
		"a million parts":     multi + strings.Repeat("--b\n\nx\n", 1_000_000),
		"empty parts":         multi + strings.Repeat("--b\n", 1_000_000),
		"header of megabytes": strings.Repeat("X-Y: z\n", 500_000) + "\nOne.\n",
		"one long field":      "Subject: " + strings.Repeat("x", 3_000_000) + "\n\nOne.\n",
		"folds":               "Subject: x\n" + strings.Repeat(" y\n", 500_000) + "\nOne.\n",
		"encoded words":       "Subject: " + strings.Repeat("=?utf-8?q?=41?= ", 4000) + "\n\nOne.\n",
		"dashes":              multi + "--b\n\n" + strings.Repeat("--b \t", 600_000) + "\n",
		"base64 of nothing":   "Content-Transfer-Encoding: base64\n\n" + strings.Repeat("=", 3_000_000),
		"soft breaks":         "Content-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat("=\n", 1_000_000),
		"parameters":          "Content-Type: text/plain; " + strings.Repeat("a=b; ", 12_000) + "\n\nOne.\n",
	} {
		t.Run(name, func(t *testing.T) {
			bounds(t, 3*time.Second, 96<<20, func() {
				if got := items(t, "a.eml", in, Options{}); len(got) == 0 {
					t.Error("nothing is said of it")
				}
			})
		})
	}
	big := repeated("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", strings.Repeat(strings.Repeat("x", 75)+"\n", 1<<14), "--b\nContent-Disposition: attachment; filename=a.txt\n\nTwo.\n--b--\n", 200)
	bounds(t, 4*time.Second, 96<<20, func() {
		got := stream(t, "a.eml", big, Options{})
		if len(got) != 4 || !strings.Contains(got[0], "a text of 249.0 MB, the limit is 5 MB") && !strings.Contains(got[1], "a text of") {
			t.Errorf("%.400q", got)
		}
	})
}

func FuzzMail(f *testing.F) {
	f.Add(newsHead + letter("Content-Type: multipart/alternative; boundary=b", "", "--b", "", "x", "--b", "Content-Type: text/html; charset=latin1", "Content-Transfer-Encoding: base64", "", "PHA+eA==", "--b--"))
	f.Add(letter("Content-Type: message/rfc822", "", "Subject: =?utf-8?b?eA==?=", "Content-Transfer-Encoding: quoted-printable", "", "=41=", "x"))
	f.Add("From a\nSubject: x\n\ny\n\nFrom b\nContent-Type: text/plain; format=flowed; delsp=yes\n\nz \nz\n")
	f.Fuzz(func(t *testing.T, in string) {
		check(t, "a.eml", in, Options{})
		check(t, "a.mhtml", in, Options{MaxBytes: 100})
	})
}
