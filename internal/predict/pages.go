package predict

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/conll"
	"github.com/parley-press/parley/internal/text"
)

// A Page is what a saved web page was found to say. What it does not say is empty.
type Page struct {
	Body     string `json:"articleBody"` // paragraphs with an empty line between them, headings of parts among them
	Headline string `json:"headline"`
	Date     string `json:"date"` // day of publication, ISO 8601
	Outlet   string `json:"outlet"`
	Author   string `json:"author"` // names, parted by commas

	Updated  string   `json:"updated,omitempty"` // day of the last change
	Section  string   `json:"section,omitempty"`
	Language string   `json:"language,omitempty"`
	URL      string   `json:"url,omitempty"`   // the canonical one
	Flags    []string `json:"flags,omitempty"` // "paywall_stub", "live_blog", "hidden_text" and the like
}

// A Cleaner gives the cleaned text of a report.
type Cleaner func(parley.Report) (*text.Text, *parley.SetAside)

// maxPage is how many bytes of one page are read.
const maxPage = 16 << 20

// Pages answers the pages of a folder, *.html, *.htm and the same with .gz, with one JSON object: name of the file without those endings
// to a Page, in order of the names. A page that cannot be read, or has no article, is told and answered with an empty Page.
func Pages(w io.Writer, dir fs.FS, clean Cleaner, tell Tell) error {
	files, err := fs.ReadDir(dir, ".")
	if err != nil {
		return &parley.Error{Kind: parley.Unavailable, Op: "predict: pages", Err: err}
	}
	out := bufio.NewWriter(w)
	sep, seen := "{\n", map[string]bool{}
	for _, f := range files {
		id := PageID(f.Name())
		if id == "" || f.IsDir() {
			continue
		}
		if seen[id] {
			tell(parley.Errorf(parley.Invalid, "", "%s: a second page of that name", f.Name()))
			continue
		}
		seen[id] = true
		page, err := readPage(dir, f.Name(), clean)
		if err != nil {
			tell(parley.Errorf(parley.Invalid, "", "%s: %v", f.Name(), err))
		}
		if err := entry(out, sep, id, page); err != nil {
			return err
		}
		sep = ",\n"
	}
	if sep == "{\n" {
		return parley.Errorf(parley.NotFound, "predict: pages", "no page in the folder: their names end with .html, .htm, .html.gz or .htm.gz")
	}
	if _, err := out.WriteString("\n}\n"); err != nil {
		return err
	}
	return out.Flush()
}

// entry writes one member of the object.
func entry(out *bufio.Writer, sep, id string, page Page) error {
	if _, err := out.WriteString(sep); err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, v := range []any{id, page} {
		if err := enc.Encode(v); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // the line end
		if i == 0 {
			b.WriteByte(':')
		}
	}
	_, err := out.Write(b.Bytes())
	return err
}

// PageID is the name of a page: that of its file without the endings; "" for a file that is no page.
func PageID(file string) string {
	name := strings.TrimSuffix(file, ".gz")
	for _, end := range []string{".html", ".htm"} {
		if id, ok := strings.CutSuffix(name, end); ok {
			return id
		}
	}
	return ""
}

func readPage(dir fs.FS, name string, clean Cleaner) (Page, error) {
	f, err := dir.Open(path.Clean(name))
	if err != nil {
		return Page{}, err
	}
	defer f.Close()
	r, err := conll.Plain(f)
	if err != nil {
		return Page{}, err
	}
	b, err := io.ReadAll(io.LimitReader(r, maxPage+1))
	if err != nil {
		return Page{}, err
	}
	if len(b) > maxPage {
		return Page{}, parley.Errorf(parley.Invalid, "", "more than %d bytes", maxPage)
	}
	t, aside := clean(parley.Report{ID: parley.IDOf(b), Names: []string{name}, Format: parley.HTML, Bytes: b})
	if aside != nil {
		return Page{}, parley.Errorf(parley.Invalid, "", "%s: %s", aside.Reason, aside.Detail)
	}
	return PageOf(t), nil
}

// PageOf is what a cleaned page says.
func PageOf(t *text.Text) Page {
	p := Page{Body: ArticleBody(t), Headline: t.Content[t.Meta.Headline.Start:t.Meta.Headline.End], Date: t.Meta.Published.Value.String(), Outlet: t.Meta.Outlet.Name}
	p.Updated, p.Section, p.Language, p.URL, p.Flags = t.Meta.Updated.Value.String(), t.Meta.Section.Name, t.Meta.Language, t.Meta.URL, t.Meta.Flags
	var by []string
	for _, b := range t.Meta.Bylines {
		if b.Role == "reporting" {
			by = append(by, b.Name)
		}
	}
	p.Author = strings.Join(by, ", ")
	return p
}

// ArticleBody is the article as it is printed: the paragraphs that have a part of its body or are a heading of one, each with the
// credits that were run into it ("RIVERTON (Newswire) –"), without other furniture and without the standfirst.
func ArticleBody(t *text.Text) string {
	var out strings.Builder
	for i := 0; i < len(t.Blocks); {
		j, body := i, false
		for ; j < len(t.Blocks) && t.Blocks[j].Paragraph == t.Blocks[i].Paragraph; j++ {
			body = body || t.Blocks[j].Kind == text.Body || t.Blocks[j].Kind == text.Subhead
		}
		if body {
			sep := "\n\n"
			for _, b := range t.Blocks[i:j] {
				if b.Span.Overlaps(t.Meta.Standfirst) || b.Kind == text.Headline || b.Kind == text.Noise && b.Noise != parley.Credit {
					continue
				}
				if out.Len() > 0 {
					out.WriteString(sep)
				}
				out.WriteString(t.Content[b.Span.Start:b.Span.End])
				sep = " "
			}
		}
		i = j
	}
	return out.String()
}
