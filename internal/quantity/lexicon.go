package quantity

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A phrase qualifies the number after it.
type phrase struct {
	words     []string
	qualifier parley.Qualifier
}

// phrases are the qualifiers that stand before a number, longest first (codebook, section 6).
var phrases = []phrase{
	{[]string{"in", "the", "region", "of"}, parley.About}, {[]string{"in", "the", "order", "of"}, parley.About},
	{[]string{"in", "the", "vicinity", "of"}, parley.About}, {[]string{"in", "excess", "of"}, parley.MoreThan},
	{[]string{"no", "fewer", "than"}, parley.AtLeast}, {[]string{"no", "less", "than"}, parley.AtLeast},
	{[]string{"not", "less", "than"}, parley.AtLeast}, {[]string{"not", "fewer", "than"}, parley.AtLeast},
	{[]string{"no", "more", "than"}, parley.UpTo}, {[]string{"not", "more", "than"}, parley.UpTo},
	{[]string{"as", "many", "as"}, parley.UpTo}, {[]string{"as", "much", "as"}, parley.UpTo},
	{[]string{"as", "high", "as"}, parley.UpTo}, {[]string{"as", "few", "as"}, parley.AtLeast}, {[]string{"as", "low", "as"}, parley.AtLeast},
	{[]string{"a", "maximum", "of"}, parley.UpTo}, {[]string{"a", "minimum", "of"}, parley.AtLeast},
	{[]string{"in", "the", "region", "of"}, parley.About}, {[]string{"on", "the", "order", "of"}, parley.About}, {[]string{"in", "the", "order", "of"}, parley.About},
	{[]string{"in", "the", "neighborhood", "of"}, parley.About}, {[]string{"in", "the", "neighbourhood", "of"}, parley.About}, {[]string{"in", "the", "vicinity", "of"}, parley.About},
	{[]string{"just", "short", "of"}, parley.Almost}, {[]string{"more", "or", "less"}, parley.About},
	{[]string{"more", "than"}, parley.MoreThan}, {[]string{"upwards", "of"}, parley.MoreThan},
	{[]string{"upward", "of"}, parley.MoreThan}, {[]string{"well", "over"}, parley.MoreThan},
	{[]string{"just", "over"}, parley.MoreThan}, {[]string{"greater", "than"}, parley.MoreThan},
	{[]string{"at", "least"}, parley.AtLeast}, {[]string{"at", "most"}, parley.UpTo}, {[]string{"up", "to"}, parley.UpTo},
	{[]string{"less", "than"}, parley.LessThan}, {[]string{"fewer", "than"}, parley.LessThan},
	{[]string{"closer", "to"}, parley.About}, {[]string{"nearer", "to"}, parley.About}, {[]string{"close", "to"}, parley.Almost}, {[]string{"just", "under"}, parley.Almost}, {[]string{"not", "quite"}, parley.Almost},
	{[]string{"an", "estimated"}, parley.About}, {[]string{"over"}, parley.MoreThan}, {[]string{"above"}, parley.MoreThan},
	{[]string{"exceeding"}, parley.MoreThan}, {[]string{"under"}, parley.LessThan}, {[]string{"below"}, parley.LessThan},
	{[]string{"almost"}, parley.Almost}, {[]string{"nearly"}, parley.Almost}, {[]string{"approaching"}, parley.Almost},
	{[]string{"nearing"}, parley.Almost}, {[]string{"about"}, parley.About}, {[]string{"some"}, parley.About},
	{[]string{"around"}, parley.About}, {[]string{"roughly"}, parley.About}, {[]string{"approximately"}, parley.About},
	{[]string{"estimated"}, parley.About}, {[]string{"circa"}, parley.About}, {[]string{"approx"}, parley.About}, {[]string{"~"}, parley.About},
	{[]string{"within"}, parley.UpTo}, {[]string{"maximum"}, parley.UpTo}, {[]string{"minimum"}, parley.AtLeast},
}

// A suffix qualifies the number before it.
var suffixes = []phrase{
	{[]string{"or", "more"}, parley.AtLeast}, {[]string{"or", "so"}, parley.About}, {[]string{"or", "fewer"}, parley.UpTo},
	{[]string{"or", "less"}, parley.UpTo}, {[]string{"at", "least"}, parley.AtLeast}, {[]string{"at", "most"}, parley.UpTo},
	{[]string{"-", "plus"}, parley.AtLeast}, {[]string{"+"}, parley.AtLeast}, {[]string{"-", "odd"}, parley.About}, {[]string{"-", "some"}, parley.About},
}

// currencies are signs and codes that stand before an amount, with the name it is written out by.
var currencies = map[string]string{
	"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "dlrs": "dollars", "₹": "rupees", "₽": "roubles", "₴": "hryvnias", "₪": "shekels", "₺": "lira", "₩": "won",
	"usd": "dollars", "eur": "euros", "gbp": "pounds", "chf": "francs", "jpy": "yen",
}

// shortMoney are currencies as agencies shorten them behind an amount, with the name each is written out by.
var shortMoney = map[string]string{"dlr": "dollars", "dlrs": "dollars", "dls": "dollars", "stg": "pounds"}

// identifiers are nouns whose number names one thing and counts nothing.
var identifiers = text.WordSet("flight no number nos article articles section sections chapter clause resolution resolutions paragraph page pages room " +
	"route highway channel line phase stage day week chapter annex appendix apartment flat unit level category type mark model class " +
	"protocol file case order decree directive act law bill draft item point grade gate platform route runway terminal track " +
	"version volume issue part round block zone sector checkpoint brigade division regiment battalion group serial figure table phone tel fax code")

// streets end an address.
var streets = text.WordSet("street st road rd avenue ave lane square boulevard drive way place court terrace embankment quay")

// definites stand before a number of those who are known; ranks may stand between.
var (
	definites = text.WordSet("the both these those their its his her all our between my your")
	ranks     = text.WordSet("other top main first last latest remaining same next final big biggest largest previous former only key leading major")
)

// setPairs are nouns that "the two" and the like go with as a set phrase.
var setPairs = text.WordSet("sides parties countries nations states governments leaders presidents ministers delegations camps foes rivals neighbours " +
	"neighbors capitals men women diplomats envoys powers blocs allies adversaries enemies groups factions teams negotiators peoples " +
	"republics regions communities generals officials brothers halves ends")

// generics are nouns with which "one" is hardly more than an article.
var generics = text.WordSet("official source diplomat witness analyst resident expert observer spokesman spokeswoman aide side day thing way hand time " +
	"reason point example case party man woman person option possibility step another voice sign")

// speaking are those who talk to reporters.
var speaking = text.WordSet("witnesses drivers soldiers ministers lawmakers deputies spokesmen aides envoys negotiators people persons officers commanders")

// compounds are nouns that with a number and a hyphen make a term ("six-party talks", "two-state solution").
var compounds = text.WordSet("state way point party track tier page storey story pronged fold part step phase stage time sided person dimensional " +
	"star pillar level lane wheel letter word")

// timeUnits are the nouns of time.
var timeUnits = text.WordSet("second seconds minute minutes hour hours day days week weeks month months year years decade decades century " +
	"centuries fortnight weekend weekends night nights")

// states are participles and adjectives that stand for the people they are said of ("300 wounded").
var states = text.WordSet("killed wounded injured displaced evacuated detained captured missing dead trapped stranded affected arrested homeless " +
	"abducted beheaded convicted executed gassed hanged hurt jailed jobless orphaned poisoned sentenced sickened tortured unemployed uprooted kidnapped freed released rescued hospitalised hospitalized sick infected deported expelled imprisoned unaccounted")

// harms are verbs whose bare number counts people ("killing 12").
var harms = map[string]string{
	"killed": "killed", "killing": "killed", "kill": "killed", "kills": "killed", "wounds": "wounded", "injures": "injured",
	"displaces": "displaced", "frees": "freed", "releases": "released", "detains": "detained", "arrests": "arrested", "wounded": "wounded", "wounding": "wounded", "injured": "injured",
	"injuring": "injured", "displaced": "displaced", "displacing": "displaced", "evacuated": "evacuated", "evacuating": "evacuated",
	"freed": "freed", "freeing": "freed", "released": "released", "releasing": "released", "detained": "detained", "detaining": "detained",
	"arrested": "arrested", "arresting": "arrested", "captured": "captured", "capturing": "captured",
}

// fates are nouns of what befalls those whom a number behind "of" counts ("the death of eight", "the killings of eight villagers").
var fates = map[string]string{"death": "dead", "killing": "killed", "murder": "killed", "martyrdom": "dead", "execution": "executed", "wounding": "wounded", "injury": "injured",
	"injuring": "injured", "displacement": "displaced", "arrest": "arrested", "detention": "detained", "abduction": "abducted", "kidnapping": "kidnapped", "evacuation": "evacuated", "release": "released",
	"deaths": "dead", "killings": "killed", "murders": "killed", "arrests": "arrested", "executions": "executed", "abductions": "abducted", "kidnappings": "kidnapped", "massacre": "killed", "slaughter": "killed",
	"deportation": "deported", "expulsion": "expelled", "rescue": "rescued", "capture": "captured"}

// tolls are nouns whose number is said of them ("the death toll rose to 41").
var tolls = text.WordSet("toll tolls number numbers total tally count strength population turnout casualties fatalities deaths")

// lossTolls are those whose number may stand far behind them; rises are the verbs that put it on them.
var (
	lossTolls = text.WordSet("toll tolls casualties fatalities deaths")
	rises     = text.WordSet("rise rises rose risen rising climb climbs climbed climbing reach reaches reached stand stands stood jump jumps jumped go goes went gone increase increased hit is was be been exceed exceeds exceeded total totals totaled totalled top tops topped surpass surpassed fall falls fell fallen drop drops dropped")
)

// uprooted are verbs whose bare number counts people who had to leave, by what became of these.
var uprooted = func() map[string]string {
	m := map[string]string{"moved": "people", "evacuate": "people evacuated", "evacuates": "people evacuated", "evacuated": "people evacuated"}
	for w := range strings.FieldsSeq("drive drives drove driven force forces forced displace displaces displaced uproot uprooted") {
		m[w] = "people displaced"
	}
	return m
}()

// changes are verbs after which "from 400 to 600" are two figures, and no range.
var changes = text.WordSet("rose rise rises rising risen fell fall falls falling fallen grew grow grows growing grown increased increase increases increasing dropped " +
	"drop drops dropping cut cuts cutting raised raise raises raising reduced reduce reduces reducing went climb climbs climbed climbing jump jumps jumped jumping decline declines declined declining " +
	"double doubles doubled doubling triple triples tripled lower lowers lowered lowering lift lifts lifted lifting up down shrink shrinks shrank shrunk slip slips slipped slide slides slid " +
	"boost boosts boosted boosting hike hikes hiked hiking slash slashes slashed slashing trim trims trimmed narrow narrows narrowed narrowing widen widens widened widening " +
	"expand expands expanded expanding surge surges surged soar soars soared swell swells swelled swollen plunge plunges plunged tumble tumbles tumbled sink sinks sank sunk dwindle dwindles dwindled " +
	"bring brings brought bringing take takes took taken taking moved change changes changed changing revise revises revised ease eases eased improve improves improved")

// moves are those of changes that tell of a change wherever they stand before "from": none of them is a direction, a quality, or a verb of other things.
var moves = text.WordSet("rose rises rising risen fell falls falling fallen grew grows growing grown increased increase increases increasing dropped drops dropping raised raises raising " +
	"reduced reduce reduces reducing climb climbs climbed climbing declined declining doubled doubling tripled lowered lowering shrank shrunk slipped boosted boosting hiked hiking slashed slashing " +
	"trimmed trimming narrowed narrowing widened widening expanded expanding surged soared swelled swollen plunged tumbled dwindled revised")

// beforeVerbs stand before an infinitive, so that the word behind is a verb.
var beforeVerbs = text.WordSet("to will would could should may might must can cannot")

// priors say of the first of two numbers that it is what was before the second: "from the current 10 to 15".
var priors = text.WordSet("current present existing previous former original initial earlier old last")

// uncounted say how many without a number.
var uncounted = text.WordSet("several many few numerous countless multiple various")

// functionWords end a noun phrase.
var functionWords = text.WordSet("in on at by to of for from with and or but as than that which who whom whose when while after before since until if " +
	"because so he she it they we i you the a an this these those is are was were be been being am has have had do does did will would " +
	"can could may might must shall should not no said says say told into onto over under between during through across against about " +
	"near inside outside around despite without within toward towards among also now then there here his her its their our my your " +
	"him them us me what where why how both either neither nor up out off down away back only just still already yet ago per via including amid " +
	"below above beneath behind beyond alone overall altogether today yesterday tomorrow each apiece")

// verbs are past and base forms that follow a count in news and are no nouns.
var verbs = text.WordSet("fled left died came went took made gave got saw fell rose stood sat lay ran won lost met held crossed voted attended joined " +
	"arrived remained returned escaped reached entered marched protested abstained refused agreed signed backed boycotted took voted became began")

var irregularPlurals = text.WordSet("people children men women police personnel troops staff feet aircraft policemen servicemen militiamen fishermen " +
	"gunmen lives wounded dead injured sheep cattle percent media data forces crew")

var ordinalEnds = text.WordSet("st nd rd th")
