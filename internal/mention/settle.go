package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// settle gives what was read as a group of people the type it has once all its mentions are joined: an army, a police or a coalition is a body, and so
// is what bears the name of one in arms ("the Dorn Front"); the people of a name in the plural ("the Dorns") are a group, and so are several bodies
// without a name ("aid groups").
func (p *pass) settle() {
	for i := range p.ents {
		e := &p.ents[i]
		if e.Type == parley.Group && !e.Unnamed && (inUniform(e.Role) || inUniform(e.Name) || e.Key != "" && !pluralName(e.Name)) {
			e.Type = parley.Organization
			continue
		}
		if e.Type == parley.Organization && e.Key == "" && severalBodies[lastWord(e.Name)] {
			e.Type = parley.Group
		}
	}
}

// inUniform reports whether a description ends with the name of a body in arms, or of one that parties make up.
func inUniform(s string) bool {
	s, _, _ = strings.Cut(strings.ToLower(s), " of ")
	w := lastWord(s)
	if uniformed[w] {
		return true
	}
	before := lastWord(strings.TrimSuffix(strings.TrimSuffix(s, w), " "))
	return uniformedParts[before+" "+w]
}

// pluralName reports whether a name is one of people in the plural.
func pluralName(s string) bool {
	w := lastWord(strings.ToLower(s))
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") && !strings.HasSuffix(w, "as")
}

var (
	severalBodies = text.WordSet("groups governments companies firms unions agencies parties banks organizations organisations charities institutions institutes ministries councils courts " +
		"factions movements militias airlines newspapers broadcasters corporations businesses carriers federations associations foundations universities hospitals committees commissions " +
		"parliaments administrations embassies bodies watchdogs regulators factories lenders creditors employers manufacturers operators contractors suppliers retailers publishers insurers producers")
	uniformed      = text.WordSet("military army navy police gendarmerie coastguard marines carabinieri junta coalition alliance bloc constabulary garrison")
	uniformedParts = map[string]bool{"air force": true, "armed forces": true, "security forces": true, "security force": true, "defence forces": true, "defense forces": true, "special forces": true,
		"military forces": true, "police force": true, "police forces": true, "coast guard": true, "national guard": true, "border guard": true, "border guards": true, "presidential guard": true,
		"republican guard": true, "revolutionary guard": true, "revolutionary guards": true, "border police": true, "government troops": true, "government forces": true, "peacekeeping force": true}
)
