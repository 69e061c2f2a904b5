package read

import (
	"regexp"
	"strconv"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Notices that a report is a later version, at the start of a block. Agencies announce it in the headline ("UPDATE 2-", "CORRECTED-") or in brackets before the
// text ("(Adds ...)", "(Corrects ...)"), newspapers in a sentence before or behind it. A stamp ("Updated 14:20") stands on every page of many outlets and says
// nothing.
var (
	correctedNotice = regexp.MustCompile(`(?i)^[\s*]*(?:[(\[]correct(?:s|ed|ion|ing)\b|correct(?:ed|s|ions?)\s*(?:[:–—-]|version\b|$)|clarifi(?:ed|cation)\s*[:–—-]|editor['’]s note\s*[:–—-].*\b(?:correct(?:ed|s|ion)|amended|clarif)|` +
		`(?:this|the) (?:article|story|report|post|version|headline) (?:has been|was) (?:corrected|amended|clarified)|an? (?:earlier|previous) version of (?:this|the) )`)
	updatedNotice = regexp.MustCompile(`(?i)^[\s*]*(?:[(\[](?:adds|updates|updated|recasts)\b|updates? (?:with|throughout)\b|update (\d{1,2})\s*[-–—:]|updated?\s*[–—-]|` +
		`(?:this|the) (?:article|story|report|post) (?:has been|was|is being) updated|editor['’]s note\s*[:–—-].*\bupdated\b)`)
)

// ends is how many blocks of the body at its start and at its end may be a notice.
const ends = 2

// revised is the notice of a report that it was corrected or updated, nil where there is none. A correction counts before an update.
func revised(d *text.Doc) *parley.Revised {
	body := 0
	for _, b := range d.Blocks {
		if b.Kind == text.Body {
			body++
		}
	}
	var found *parley.Revised
	at := 0
	for _, b := range d.Blocks {
		if b.Kind == text.Body {
			if at++; at > ends && at <= body-ends {
				continue
			}
		}
		s := d.Slice(b.Span)
		s = s[:min(len(s), 300)]
		if correctedNotice.MatchString(s) {
			return &parley.Revised{Kind: parley.RevisedCorrected, Passage: d.Passage(b.Span)}
		}
		if m := updatedNotice.FindStringSubmatch(s); m != nil && found == nil {
			n, _ := strconv.Atoi(m[1])
			found = &parley.Revised{Kind: parley.RevisedUpdated, N: n, Passage: d.Passage(b.Span)}
		}
	}
	return found
}
