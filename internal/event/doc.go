// Package event finds what is reported to have happened, to be planned, called for or denied, and the papers it turns on.
//
// Find works from tables first (data/*.tsv): words that bring up an event, words that bend its status, nouns that name
// a paper, and verbs that move a paper from one state to the next. A sentence is cut into clauses at its verb groups; the
// noun phrases of a clause fill grammatical slots (subject, object, preposition), and a role pattern of the trigger turns
// slots into roles. There is no default date or place. Nouns of verbs (data/nominals.tsv, and all in -ing) take
// the rows of their verbs, so that a class of deeds is written out once.
//
// Where a sentence has a tree, it tells what stands under a demand, a question or a vain attempt (step_frame.go), which days belong to another clause (strays.go),
// and what a paper provides (terms.go).
//
// A verb of which the tables read nothing tells an event where that is likely by weights of many signs, fitted on coded dossiers (weigh.go, signs.go, odds.go).
//
// How an event stands, and who else of those whom its sentence mentions takes part in it, is weighed in the same way, with what the tables say as one of the signs
// (telling.go, statussigns.go, participantsigns.go).
//
// What is recorded follows the project's codebook, sections 4 and 5.
package event
