// Package parley is the vocabulary of a program that reads what the press reports about a negotiation and keeps the record of it: who said what, to whom,
// through which outlet; what was proposed, agreed, withdrawn or broken, and according to whom; which figures were claimed; where accounts disagree.
// Every line of the record opens the exact words it rests on.
//
// # Two laws
//
// Findings are facts: what is found in a report is a pure function of its bytes, of what was given with it, and of the reader's version. The record is a
// view: a pure fold over all findings and all decisions of people. It can be thrown away and built again, byte for byte; the order in which reports
// arrive does not matter, and adding one twice changes nothing.
//
// # The tour, bottom up
//
// Data goes one way:
//
//	bytes ─intake▶ Report ─clean▶ Text ─segment─restore▶ Doc ─syntax─attribution─mention─timex─quantity─statement─event▶ Findings ─record▶ Record
//
// Floor 0 is this package: [Report], [Span], [Passage], [Statement], [Event], [Figure], [LocalInstrument], [Findings], [Record], [Conflict], [Decision], [Error].
// It says what the program is about and nothing of how. internal/kernel stands beside it: products of small integers, with vectors and without, the same;
// so do examples, which embeds the invented dossier, internal/cputime: how long processors worked, which tests bound, internal/copies: which texts carry each other, and how two differ,
// internal/firm: the legal forms in names of firms; internal/lookalike: names in letters
// of another script that look like Latin ones; internal/pattern: regular expressions behind the strings their matches must hold; and internal/plural:
// whether a noun phrase is in the plural.
//
// Floor 1 holds what all stages share. internal/text is the annotated document: cleaned text aligned to raw bytes, flat layers with one writer each.
// internal/learn has the learners, internal/numeral reads numbers in figures and words, internal/conll the column formats of the field, internal/attribution/marked texts with their relations marked, internal/sheet tables for spreadsheets. internal/store is the contract of persistence with an in-memory
// implementation; internal/record is the fold; internal/query is the language in which readers ask. internal/warc reads the pages out of web archives; internal/warc/warctest writes archives for tests.
//
// Floor 2 holds the stages. internal/intake turns files, folders and what holds many reports into reports, internal/clean a report into text with its furniture marked,
// internal/segment text into sentences, tokens and quotations, internal/restore puts back commas that a text lost. internal/syntax gives tags, lemmas, trees and chunks, internal/mention finds entities and chains,
// internal/timex days, internal/quantity amounts, internal/attribution who is said to express what, internal/statement the statements of the codebook, internal/event events and instruments. Stages never import each
// other; they meet in text.Doc. internal/account is beside them: who may come in. internal/store/storetest is the suite every store must pass, internal/record/recordtest invents dossiers for the fold.
// internal/roster reads what people configure of a dossier: who is who, which offices pass from whom to whom, what the issues are called.
// internal/search makes the places of a report that can be found, and holds what a store finds against the record.
//
// Floor 3: read is the whole reading of one report on one screen. internal/predict lets the stages of language answer in the formats of their field,
// internal/eval scores them, and a record, against gold. internal/store/sqldb is the store on SQLite.
// internal/collect brings feeds and pages in from the network, through internal/egress, the one door to it.
//
// Floor 4: internal/engine is the moving part: it takes reports in, reads what is pending, folds, verifies.
//
// Floor 5 shows: internal/export writes files, internal/web serves pages and their JSON.
//
// Floor 6: cmd/parley is the one binary, a file per command.
//
// A package imports only from floors below its own; floors_test.go keeps it so. docs/architecture.md has the picture, docs/codebook.md every variable.
package parley
