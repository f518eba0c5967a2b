"""The works that the measures cite."""

from __future__ import annotations

from typing import Final

from mxus.values.reference import Reference

__all__ = [
    "BALASSA_1965",
    "BARBIERI_1996",
    "BENATI_CAPURRI_2026",
    "BROWN_1949",
    "CAMEO_2012",
    "CAMERON_2008",
    "COHEN_1960",
    "COHEN_1968",
    "COWELL_2011",
    "EFRON_TIBSHIRANI_1993",
    "GARTZKE_LI_2003",
    "GINI_1912",
    "GOLDSTEIN_1992",
    "GOMEZ_2009",
    "GRUBEL_LLOYD_1971",
    "HAEGE_2011",
    "HIRSCHMAN_1964",
    "KENDALL_1938",
    "KENDALL_1945",
    "KOJIMA_1964",
    "KRIPPENDORFF_2011",
    "KUIK_2008",
    "LEIFELD_2017",
    "LIJPHART_1963",
    "MXUS",
    "NEWMAN_2006",
    "ONEAL_RUSSETT_1997",
    "PHIPSON_SMYTH_2010",
    "PLOVER_MANUAL",
    "SCOTT_1955",
    "SHANNON_1948",
    "SIGNORINO_RITTER_1999",
    "THEIL_1967",
    "WALT_1987",
]

MXUS: Final = Reference(
    key="mxus",
    entry="software",
    authors=("The mxus authors",),
    title="mxus: typed domain models for research on the Mexico-US relationship",
)

# Alignment of two portfolios

SIGNORINO_RITTER_1999: Final = Reference(
    key="signorino1999",
    authors=("Signorino, Curtis S.", "Ritter, Jeffrey M."),
    title="Tau-b or Not Tau-b: Measuring the Similarity of Foreign Policy Positions",
    year=1999,
    container="International Studies Quarterly",
    volume="43",
    number="1",
    pages="115-144",
)

COHEN_1960: Final = Reference(
    key="cohen1960",
    authors=("Cohen, Jacob",),
    title="A Coefficient of Agreement for Nominal Scales",
    year=1960,
    container="Educational and Psychological Measurement",
    volume="20",
    number="1",
    pages="37-46",
)

COHEN_1968: Final = Reference(
    key="cohen1968",
    authors=("Cohen, Jacob",),
    title="Weighted Kappa: Nominal Scale Agreement with Provision for Scaled Disagreement or Partial Credit",
    year=1968,
    container="Psychological Bulletin",
    volume="70",
    number="4",
    pages="213-220",
)

SCOTT_1955: Final = Reference(
    key="scott1955",
    authors=("Scott, William A.",),
    title="Reliability of Content Analysis: The Case of Nominal Scale Coding",
    year=1955,
    container="Public Opinion Quarterly",
    volume="19",
    number="3",
    pages="321-325",
)

HAEGE_2011: Final = Reference(
    key="haege2011",
    authors=("Häge, Frank M.",),
    title="Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance Agreement",
    year=2011,
    container="Political Analysis",
    volume="19",
    number="3",
    pages="287-305",
)

KENDALL_1938: Final = Reference(
    key="kendall1938",
    authors=("Kendall, M. G.",),
    title="A New Measure of Rank Correlation",
    year=1938,
    container="Biometrika",
    volume="30",
    pages="81-93",
)

KENDALL_1945: Final = Reference(
    key="kendall1945",
    authors=("Kendall, M. G.",),
    title="The Treatment of Ties in Ranking Problems",
    year=1945,
    container="Biometrika",
    volume="33",
    number="3",
    pages="239-251",
)

BENATI_CAPURRI_2026: Final = Reference(
    key="benati2026",
    authors=("Benati, Stefano", "Capurri, Agnese"),
    title="The Alignment Index and Its Application to Voting at the United Nations General Assembly",
    year=2026,
    container="Quality & Quantity",
    doi="10.1007/s11135-026-02814-x",
)

LIJPHART_1963: Final = Reference(
    key="lijphart1963",
    authors=("Lijphart, Arend",),
    title="The Analysis of Bloc Voting in the General Assembly: A Critique and a Proposal",
    year=1963,
    container="American Political Science Review",
    volume="57",
    number="4",
    pages="902-917",
)

KRIPPENDORFF_2011: Final = Reference(
    key="krippendorff2011",
    entry="misc",
    authors=("Krippendorff, Klaus",),
    title="Computing Krippendorff's Alpha-Reliability",
    year=2011,
    container="University of Pennsylvania, Annenberg School for Communication",
)

# Events

PLOVER_MANUAL: Final = Reference(
    key="plover",
    entry="manual",
    authors=("Open Event Data Alliance",),
    title="PLOVER: Political Language Ontology for Verifiable Event Records, manual 0.8",
)

CAMEO_2012: Final = Reference(
    key="cameo2012",
    entry="manual",
    authors=("Schrodt, Philip A.",),
    title="CAMEO: Conflict and Mediation Event Observations, Event and Actor Codebook, version 1.1b3",
    year=2012,
)

GOLDSTEIN_1992: Final = Reference(
    key="goldstein1992",
    authors=("Goldstein, Joshua S.",),
    title="A Conflict-Cooperation Scale for WEIS Events Data",
    year=1992,
    container="Journal of Conflict Resolution",
    volume="36",
    number="2",
    pages="369-385",
)

# Discourse

LEIFELD_2017: Final = Reference(
    key="leifeld2017",
    entry="incollection",
    authors=("Leifeld, Philip",),
    title="Discourse Network Analysis: Policy Debates as Dynamic Networks",
    year=2017,
    container="The Oxford Handbook of Political Networks",
    pages="301-326",
)

NEWMAN_2006: Final = Reference(
    key="newman2006",
    authors=("Newman, M. E. J.",),
    title="Modularity and Community Structure in Networks",
    year=2006,
    container="Proceedings of the National Academy of Sciences",
    volume="103",
    number="23",
    pages="8577-8582",
)

GOMEZ_2009: Final = Reference(
    key="gomez2009",
    authors=("Gómez, Sergio", "Jensen, Pablo", "Arenas, Alex"),
    title="Analysis of Community Structure in Networks of Correlated Data",
    year=2009,
    container="Physical Review E",
    volume="80",
    number="1",
    pages="016114",
)

# Trade

HIRSCHMAN_1964: Final = Reference(
    key="hirschman1964",
    authors=("Hirschman, Albert O.",),
    title="The Paternity of an Index",
    year=1964,
    container="American Economic Review",
    volume="54",
    number="5",
    pages="761-762",
)

GINI_1912: Final = Reference(
    key="gini1912",
    entry="book",
    authors=("Gini, Corrado",),
    title="Variabilità e mutabilità: contributo allo studio delle distribuzioni e delle relazioni statistiche",
    year=1912,
    note="Cuppini, Bologna",
)

SHANNON_1948: Final = Reference(
    key="shannon1948",
    authors=("Shannon, Claude E.",),
    title="A Mathematical Theory of Communication",
    year=1948,
    container="Bell System Technical Journal",
    volume="27",
    number="3",
    pages="379-423",
)

THEIL_1967: Final = Reference(
    key="theil1967",
    entry="book",
    authors=("Theil, Henri",),
    title="Economics and Information Theory",
    year=1967,
    note="North-Holland, Amsterdam",
)

COWELL_2011: Final = Reference(
    key="cowell2011",
    entry="book",
    authors=("Cowell, Frank A.",),
    title="Measuring Inequality",
    year=2011,
    note="Oxford University Press, Oxford",
)

BARBIERI_1996: Final = Reference(
    key="barbieri1996",
    authors=("Barbieri, Katherine",),
    title="Economic Interdependence: A Path to Peace or a Source of Interstate Conflict?",
    year=1996,
    container="Journal of Peace Research",
    volume="33",
    number="1",
    pages="29-49",
)

ONEAL_RUSSETT_1997: Final = Reference(
    key="oneal1997",
    authors=("Oneal, John R.", "Russett, Bruce M."),
    title="The Classical Liberals Were Right: Democracy, Interdependence, and Conflict, 1950-1985",
    year=1997,
    container="International Studies Quarterly",
    volume="41",
    number="2",
    pages="267-293",
)

GARTZKE_LI_2003: Final = Reference(
    key="gartzke2003",
    authors=("Gartzke, Erik", "Li, Quan"),
    title="Measure for Measure: Concept Operationalization and the Trade Interdependence-Conflict Debate",
    year=2003,
    container="Journal of Peace Research",
    volume="40",
    number="5",
    pages="553-571",
)

BROWN_1949: Final = Reference(
    key="brown1949",
    entry="book",
    authors=("Brown, A. J.",),
    title="Applied Economics: Aspects of the World Economy in War and Peace",
    year=1949,
    container="London: Allen and Unwin",
)

KOJIMA_1964: Final = Reference(
    key="kojima1964",
    authors=("Kojima, Kiyoshi",),
    title="The Pattern of International Trade among Advanced Countries",
    year=1964,
    container="Hitotsubashi Journal of Economics",
    volume="5",
    number="1",
    pages="16-36",
)

BALASSA_1965: Final = Reference(
    key="balassa1965",
    authors=("Balassa, Bela",),
    title="Trade Liberalisation and 'Revealed' Comparative Advantage",
    year=1965,
    container="The Manchester School",
    volume="33",
    number="2",
    pages="99-123",
)

GRUBEL_LLOYD_1971: Final = Reference(
    key="grubel1971",
    authors=("Grubel, Herbert G.", "Lloyd, Peter J."),
    title="The Empirical Measurement of Intra-Industry Trade",
    year=1971,
    container="Economic Record",
    volume="47",
    number="4",
    pages="494-517",
)

# Inference from few, clustered codes

EFRON_TIBSHIRANI_1993: Final = Reference(
    key="efron1993",
    entry="book",
    authors=("Efron, Bradley", "Tibshirani, Robert J."),
    title="An Introduction to the Bootstrap",
    year=1993,
)

CAMERON_2008: Final = Reference(
    key="cameron2008",
    authors=("Cameron, A. Colin", "Gelbach, Jonah B.", "Miller, Douglas L."),
    title="Bootstrap-Based Improvements for Inference with Clustered Errors",
    year=2008,
    container="Review of Economics and Statistics",
    volume="90",
    number="3",
    pages="414-427",
    doi="10.1162/rest.90.3.414",
)

PHIPSON_SMYTH_2010: Final = Reference(
    key="phipson2010",
    authors=("Phipson, Belinda", "Smyth, Gordon K."),
    title="Permutation P-values Should Never Be Zero",
    year=2010,
    container="Statistical Applications in Genetics and Molecular Biology",
    volume="9",
    number="1",
    doi="10.2202/1544-6115.1585",
)

# Hypotheses of alignment

WALT_1987: Final = Reference(
    key="walt1987",
    entry="book",
    authors=("Walt, Stephen M.",),
    title="The Origins of Alliances",
    year=1987,
)

KUIK_2008: Final = Reference(
    key="kuik2008",
    authors=("Kuik, Cheng-Chwee",),
    title="The Essence of Hedging: Malaysia and Singapore's Response to a Rising China",
    year=2008,
    container="Contemporary Southeast Asia",
    volume="30",
    number="2",
    pages="159-185",
    doi="10.1355/CS30-2A",
)
