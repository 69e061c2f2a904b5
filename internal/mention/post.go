package mention

import "strings"

// posts maps what newswire calls an office to the office: whoever is called the one may be called the other.
var posts = func() map[string]string {
	out := map[string]string{}
	for _, line := range []string{
		"foreign minister;foreign secretary;secretary of state;minister of foreign affairs;minister for foreign affairs;foreign affairs minister;external affairs minister;foreign affairs chief;top diplomat;chief diplomat",
		"defense minister;defence minister;defense secretary;defence secretary;secretary of defense;secretary of defence;minister of defense;minister of defence;defense chief;defence chief",
		"finance minister;treasury secretary;secretary of the treasury;minister of finance;finance chief;chancellor of the exchequer",
		"interior minister;home secretary;home minister;minister of the interior;interior chief",
		"trade minister;commerce secretary;commerce minister;trade secretary;trade chief",
		"prime minister;premier;head of government",
		"president;head of state",
		"district attorney;prosecutor;county prosecutor;public prosecutor;state prosecutor;county attorney;prosecuting attorney;state attorney",
	} {
		names := strings.Split(line, ";")
		for _, n := range names {
			out[n] = names[0]
		}
	}
	return out
}()

// samePost reports whether two descriptions are of one office.
func samePost(a, b string) bool { return posts[a] != "" && posts[a] == posts[b] }

// rulesIt reports whether who has the office of role in a state leads it: "the Harland leader".
func rulesIt(role string) bool {
	switch role {
	case "president", "prime minister", "premier", "chancellor", "taoiseach", "king", "queen", "emir", "sultan", "supreme leader", "ruler", "head of state", "head of government":
		return true
	}
	return false
}

// headsIt reports whether who has the office of role is in short the chief of what he has it in: "the council chief" is its president.
func headsIt(role string) bool {
	switch headWord(role) {
	case "president", "chairman", "chairwoman", "chairperson", "director", "director-general", "secretary-general", "general", "commissioner", "executive", "governor", "head", "chief":
		return !strings.HasPrefix(role, "deputy ") && !strings.HasPrefix(role, "vice ") && !strings.HasPrefix(role, "former ")
	}
	return false
}
