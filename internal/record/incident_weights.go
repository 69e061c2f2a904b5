// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.96,
	tollSameDay:    1.66,
	tollNextDay:    0.16,
	tollOtherDay:   -0.84,
	tollOneDay:     0.93,
	tollOneApart:   -1.37,
	tollReportsDay: 1.10,
	tollReportsFar: -0.90,
	tollPlace:      0.67,
	tollPlaceApart: -0.51,
	tollLeadPlace:  1.12,
	tollStrangers:  -0.90,
	tollBlow:       0.59,
	tollBlowApart:  -1.57,
	tollPeriod:     -1.25,
	tollPeriods:    -0.56,
	tollBothMain:   1.00,
	tollSize:       0.51,
	tollRareWord:   1.35,
	tollWords:      0.75,
	tollTitle:      0.50,
	tollNamed:      0.77,
}

// tollCounts is how many rival tolls of reports left out of a fit have a chance, and how many of these are of one happening.
var tollCounts = map[string]ruleCount{
	"tolls-apart 0.20": {6, 2},
	"tolls-apart 0.25": {5, 2},
	"tolls-apart 0.30": {4, 1},
	"tolls-apart 0.35": {3, 0},
	"tolls-apart 0.40": {29, 21},
}
