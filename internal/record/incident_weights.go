// Written by make tolls: logistic regression on pairs of counts of dead in reports of the corpus fa-kes, coded by what happened (testdata/tolls).

package record

// tollWeights is what each sign adds to the log-odds that two counts of dead are of one happening.
var tollWeights = [tollSigns]float64{
	tollAlways:     -5.94,
	tollSameDay:    1.65,
	tollNextDay:    0.14,
	tollOtherDay:   -0.83,
	tollOneDay:     0.96,
	tollOneApart:   -1.37,
	tollReportsDay: 1.11,
	tollReportsFar: -0.89,
	tollPlace:      0.64,
	tollPlaceApart: -0.48,
	tollLeadPlace:  1.17,
	tollStrangers:  -0.96,
	tollBlow:       0.58,
	tollBlowApart:  -1.63,
	tollPeriod:     -1.25,
	tollPeriods:    -0.53,
	tollBothMain:   0.98,
	tollSize:       0.53,
	tollRareWord:   1.35,
	tollWords:      0.75,
	tollTitle:      0.49,
	tollNamed:      0.74,
}

// tollCounts is how many rival tolls of reports left out of a fit have a chance, and how many of these are of one happening.
var tollCounts = map[string]ruleCount{
	"tolls-apart 0.20": {5, 2},
	"tolls-apart 0.25": {5, 2},
	"tolls-apart 0.30": {3, 1},
	"tolls-apart 0.35": {4, 0},
	"tolls-apart 0.40": {29, 21},
}
