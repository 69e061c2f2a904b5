package segment

import (
	_ "embed" // the table of abbreviations
	"strings"
)

//go:embed abbreviations.tsv
var abbreviationsTSV string

// An abbrevClass says what may follow an abbreviation's full stop.
type abbrevClass uint8

const (
	title    abbrevClass = iota + 1 // always goes on: "Dr. Roe"
	general                         // may end a sentence: "Harland Inc."
	numbered                        // an abbreviation only before a number: "No. 5"
	clock                           // ends a sentence before a capital that is no day, month or zone: "5 p.m."
)

var classNames = map[string]abbrevClass{"title": title, "general": general, "numbered": numbered, "clock": clock}

// readAbbreviations reads the table: form without its full stop, tab, class. A capital in the form is demanded of the text.
func readAbbreviations(tsv string) map[string]abbrevClass {
	m := map[string]abbrevClass{}
	for line := range strings.Lines(tsv) {
		form, class, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(form, "#") {
			continue
		}
		m[form] = classNames[class]
		if strings.ToLower(form) == form {
			m[strings.ToUpper(form[:1])+form[1:]] = classNames[class]
		}
		m[strings.ToUpper(form)] = classNames[class]
	}
	return m
}

// abbrevOf is the class of the abbreviation, given without its last full stop.
func (g *Segmenter) abbrevOf(s string) (abbrevClass, bool) {
	if len(s) > 12 {
		return 0, false
	}
	c, ok := g.abbrev[s]
	return c, ok
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// hyphenPrefixes do not part from their word in UD English (tokenisation guideline of the English treebanks).
const hyphenPrefixes = `e ex pre post non anti pro co re semi multi mid sub un over under counter inter intra neo
	pseudo ultra quasi micro macro mini mega trans extra self-evidently bi tri uni proto meta cyber`

// sentenceStarters are words that, capitalised after an abbreviation, start a new sentence far more often than not.
const sentenceStarters = `the a an this that these those he she it they we i you his her its their our my your there here
	but and or so yet nor in on at for from by with after before when while if as since although though however
	meanwhile moreover still then now also what who why how where which both all some many most several few no not
	only even earlier later last under according despite during until once to of is are was were has have had do does
	did will would can could should may might must one two another other such each every more much
	asked speaking late early officials`

// nameEndings are the last parts of host and file names that keep a full stop inside a word.
const nameEndings = `com org net gov edu int mil info biz co uk de fr ru cn jp br eu au ca es nl pl se ch tr ua il
	ly gl tv rs html htm pdf doc docx xls xlsx txt jpg jpeg png gif zip php asp aspx xml`

// timeFollowers go on after "a.m." and "p.m.".
const timeFollowers = `monday tuesday wednesday thursday friday saturday sunday january february march april may june
	july august september october november december gmt utc est edt cet cest bst pst pdt eastern pacific central
	local moscow greenwich`

// cueVerbs are the commonest reporting verbs of news English: they keep "Roe asked" with the question before it.
const cueVerbs = `said says say asked asks ask told tells tell added adds replied replies reply answered answers wrote
	writes write declared declares stated states insisted insists warned warns announced announces explained explains
	noted notes continued continues concluded concludes cried shouted whispered remarked recalled recalls argued argues
	claimed claims commented comments demanded demands observed observes quipped tweeted posted vowed vows pledged
	urged urges wondered wonders acknowledged acknowledges admitted admits responded responds repeated repeats
	stressed stresses emphasised emphasized emphasises emphasizes reported reports joked exclaimed`
