package web

import (
	"net/url"

	"github.com/parley-press/parley"
)

// How much of the news stands on the page: of each kind of one party among all, and where one party is asked for. The twins have all.
const (
	newsParties = 10
	moreParties = 60 // that are named as links
	mostNews    = 3
	mostOfParty = 40
)

// newsHref is the address of what is new since a day, of a party or with "" of all.
func newsHref(since parley.Date, party string) string {
	q := url.Values{"since": {since.String()}}
	if party != "" {
		q.Set("party", party)
	}
	return "/?" + q.Encode()
}

// choose leaves what is new of one party, named by id or by name, or with "" of all, and says how much of it stands on the page.
func (n *news) choose(party string) {
	n.Only = party
	for i := range n.Parties {
		p := &n.Parties[i]
		id := orID(p.Party.ID, p.Party.Name)
		p.Href = newsHref(n.Since, id)
		p.show(mostNews)
		if id == party {
			p.show(mostOfParty)
			n.Parties = []partyNews{*p}
			n.Papers, n.Disputed = p.Papers, p.Conflicts
			return
		}
	}
	if party != "" {
		n.Parties, n.Papers, n.Disputed = nil, nil, nil
	}
}

// show sets how many of each kind stand on the page.
func (p *partyNews) show(most int) {
	p.most = most
	for i := range p.Papers {
		p.Papers[i].most = most
	}
}

// All is the address of everything that is new, of all parties.
func (n news) All() string { return newsHref(n.Since, "") }

// A left is how many of a list do not stand on the page, and where they do, "" where only the twins have them.
type left struct {
	N    int
	Href string
}

// left is what a list leaves.
func (p partyNews) left(n int) left {
	l := left{N: max(0, n-p.most)}
	if p.most < mostOfParty {
		l.Href = p.Href
	}
	return l
}

// LeftStatements is how many statements do not stand on the page; so are the others of their kinds.
func (p partyNews) LeftStatements() left  { return p.left(len(p.Statements)) }
func (p partyNews) LeftStances() left     { return p.left(len(p.Stances)) }
func (p partyNews) LeftPapers() left      { return p.left(len(p.Papers)) }
func (p partyNews) LeftConflicts() left   { return p.left(len(p.Conflicts)) }
func (p partyNews) LeftCommitments() left { return p.left(len(p.Commitments)) }
func (p partyNews) LeftFigures() left     { return p.left(len(p.Figures)) }

// LeftSteps is how many steps of the paper do not stand on the page: its own has them.
func (p paperNews) LeftSteps() left { return left{max(0, len(p.Steps)-p.most), p.Paper.Href} }

func few[T any](l []T, most int) []T { return l[:min(most, len(l))] }

// FewStatements are the statements that stand on the page; so are the others of their kinds.
func (p partyNews) FewStatements() []statementRow   { return few(p.Statements, p.most) }
func (p partyNews) FewStances() []stance            { return few(p.Stances, p.most) }
func (p partyNews) FewPapers() []paperNews          { return few(p.Papers, p.most) }
func (p partyNews) FewConflicts() []conflictRow     { return few(p.Conflicts, p.most) }
func (p partyNews) FewCommitments() []commitmentRow { return few(p.Commitments, p.most) }
func (p partyNews) FewFigures() []figureRow         { return few(p.Figures, p.most) }
func (p paperNews) FewSteps() []stepRow             { return few(p.Steps, p.most) }

// Few are the parties that stand on the page.
func (n news) Few() []partyNews { return few(n.Parties, newsParties) }

// Further are parties that do not, those of whom most is new.
func (n news) Further() []partyNews { return few(n.Parties[len(n.Few()):], moreParties) }

// More is how many are not even named.
func (n news) More() int { return len(n.Parties) - len(n.Few()) - len(n.Further()) }
