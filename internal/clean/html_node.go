package clean

import "github.com/parley-press/parley"

// A node is a block element, or the page itself (number 0).
type node struct {
	parent  int32
	tag     string
	hint    parley.NoiseKind // what tag, class, id and role say
	firm    bool             // the hint is the element's own meaning, not a word in its class
	sure    bool             // the word never names an article
	sheet   bool             // a style sheet hides it
	sign    uint64           // of its tag and class
	heading bool             // its class speaks of a heading
	lead    bool             // its class speaks of a standfirst, or of a first paragraph
	dek     bool             // of a standfirst and of nothing else
	picture bool             // its class speaks of a picture
	images  int              // in it and below
	hidden  bool
	prose   int              // bytes of paragraphs in it and below
	best    int32            // the block in it that has most of them
	noise   parley.NoiseKind // with what is inherited
	doubt   bool             // it is furniture by a word of a class alone
	inside  bool             // in the content
	article bool             // in article or main
	comment bool             // in a block of readers' comments
}

// A frame is an open element.
type frame struct {
	name    string
	node    int32
	inline  bool
	link    bool
	bold    bool
	ground  bool // a background other than white
	aside   bool // shows on demand only: a tooltip
	caption bool // its class speaks of a caption
	hidden  bool
	drop    bool
	mark    int32 // meta mark + 1
}

// A htmlLine is a line of text of the page.
type htmlLine struct {
	span   parley.Span
	node   int32
	tag    string
	shown  int // bytes that a reader sees
	links  int // bytes in links
	bold   int
	meta   bool
	image  bool // a picture stands between it and the line before
	hidden []parley.Span
	// what inline elements hold that are named after captions
	captions []parley.Span
}

// unseen reports whether a reader sees nothing of the line.
func (ln *htmlLine) unseen() bool { return ln.shown <= 0 && !ln.meta }

// A mark is the text of an element that names an author or a date.
type mark struct {
	kind     string
	span     parley.Span
	datetime string
}
