// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.95,
	tollSameDay:    1.64,
	tollNextDay:    0.16,
	tollOtherDay:   -0.84,
	tollOneDay:     0.96,
	tollOneApart:   -1.37,
	tollReportsDay: 1.09,
	tollReportsFar: -0.90,
	tollPlace:      0.68,
	tollPlaceApart: -0.56,
	tollLeadPlace:  1.19,
	tollStrangers:  -0.93,
	tollBlow:       0.60,
	tollBlowApart:  -1.63,
	tollPeriod:     -1.24,
	tollPeriods:    -0.54,
	tollBothMain:   0.97,
	tollSize:       0.55,
	tollRareWord:   1.33,
	tollWords:      0.72,
	tollTitle:      0.50,
	tollNamed:      0.72,
}

// tollCounts is how many rival tolls of reports left out of a fit have a chance, and how many of these are of one happening.
var tollCounts = map[string]ruleCount{
	"tolls-apart 0.20": {4, 1},
	"tolls-apart 0.25": {4, 2},
	"tolls-apart 0.30": {6, 2},
	"tolls-apart 0.35": {1, 0},
	"tolls-apart 0.40": {31, 21},
}
