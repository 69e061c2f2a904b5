package clean

// layPage reads the page as its text, tags in angle brackets left out.
func layPage(d *decoded) *page { p := layPlain(d); p.html = &pageMeta{}; return p }
