"""The works that the measures of structural balance cite."""

from __future__ import annotations

from typing import Final

from mxus.values.reference import Reference

__all__ = [
    "AREF_2020",
    "AREF_2020_LEVELS",
    "AREF_WILSON_2018",
    "BATAGELJ_MRVAR_2001",
    "BONACICH_LLOYD_2004",
    "CARTWRIGHT_HARARY_1956",
    "DAVIS_1967",
    "DOREIAN_MRVAR_1996",
    "ESTRADA_2019",
    "EVERETT_BORGATTI_2014",
    "GROETSCHEL_PULLEYBLANK_1981",
    "HARARY_1953",
    "HARARY_1959",
    "HOLLAND_LEINHARDT_1970",
    "KUNEGIS_2010",
]

HARARY_1953: Final = Reference(
    key="harary1953",
    authors=("Harary, Frank",),
    title="On the Notion of Balance of a Signed Graph",
    year=1953,
    container="Michigan Mathematical Journal",
    volume="2",
    number="2",
    pages="143-146",
)

HARARY_1959: Final = Reference(
    key="harary1959",
    authors=("Harary, Frank",),
    title="On the Measurement of Structural Balance",
    year=1959,
    container="Behavioral Science",
    volume="4",
    number="4",
    pages="316-323",
)

AREF_WILSON_2018: Final = Reference(
    key="aref2018",
    authors=("Aref, Samin", "Wilson, Mark C."),
    title="Measuring Partial Balance in Signed Networks",
    year=2018,
    container="Journal of Complex Networks",
    volume="6",
    number="4",
    pages="566-595",
)

AREF_2020: Final = Reference(
    key="aref2020",
    authors=("Aref, Samin", "Mason, Andrew J.", "Wilson, Mark C."),
    title="A Modeling and Computational Study of the Frustration Index in Signed Networks",
    year=2020,
    container="Networks",
    volume="75",
    number="1",
    pages="95-110",
)

AREF_2020_LEVELS: Final = Reference(
    key="aref2020levels",
    authors=("Aref, Samin", "Dinh, Ly", "Rezapour, Rezvaneh", "Diesner, Jana"),
    title="Multilevel Structural Evaluation of Signed Directed Social Networks Based on Balance Theory",
    year=2020,
    container="Scientific Reports",
    volume="10",
    pages="15228",
)

GROETSCHEL_PULLEYBLANK_1981: Final = Reference(
    key="groetschel1981",
    authors=("Grötschel, Martin", "Pulleyblank, William R."),
    title="Weakly Bipartite Graphs and the Max-Cut Problem",
    year=1981,
    container="Operations Research Letters",
    volume="1",
    number="1",
    pages="23-27",
)

CARTWRIGHT_HARARY_1956: Final = Reference(
    key="cartwright1956",
    authors=("Cartwright, Dorwin", "Harary, Frank"),
    title="Structural Balance: A Generalization of Heider's Theory",
    year=1956,
    container="Psychological Review",
    volume="63",
    number="5",
    pages="277-293",
)

DAVIS_1967: Final = Reference(
    key="davis1967",
    authors=("Davis, James A.",),
    title="Clustering and Structural Balance in Graphs",
    year=1967,
    container="Human Relations",
    volume="20",
    number="2",
    pages="181-187",
)

ESTRADA_2019: Final = Reference(
    key="estrada2019",
    authors=("Estrada, Ernesto",),
    title="Rethinking Structural Balance in Signed Social Networks",
    year=2019,
    container="Discrete Applied Mathematics",
    volume="268",
    pages="70-90",
)

KUNEGIS_2010: Final = Reference(
    key="kunegis2010",
    entry="incollection",
    authors=(
        "Kunegis, Jérôme",
        "Schmidt, Stephan",
        "Lommatzsch, Andreas",
        "Lerner, Jürgen",
        "De Luca, Ernesto W.",
        "Albayrak, Sahin",
    ),
    title="Spectral Analysis of Signed Graphs for Clustering, Prediction and Visualization",
    year=2010,
    container="Proceedings of the SIAM International Conference on Data Mining",
    pages="559-570",
)

HOLLAND_LEINHARDT_1970: Final = Reference(
    key="holland1970",
    authors=("Holland, Paul W.", "Leinhardt, Samuel"),
    title="A Method for Detecting Structure in Sociometric Data",
    year=1970,
    container="American Journal of Sociology",
    volume="76",
    number="3",
    pages="492-513",
    doi="10.1086/224954",
)

BATAGELJ_MRVAR_2001: Final = Reference(
    key="batagelj2001",
    authors=("Batagelj, Vladimir", "Mrvar, Andrej"),
    title="A Subquadratic Triad Census Algorithm for Large Sparse Networks with Small Maximum Degree",
    year=2001,
    container="Social Networks",
    volume="23",
    number="3",
    pages="237-243",
    doi="10.1016/S0378-8733(01)00035-1",
)

EVERETT_BORGATTI_2014: Final = Reference(
    key="everett2014",
    authors=("Everett, Martin G.", "Borgatti, Stephen P."),
    title="Networks Containing Negative Ties",
    year=2014,
    container="Social Networks",
    volume="38",
    pages="111-120",
    doi="10.1016/j.socnet.2014.03.005",
)

BONACICH_LLOYD_2004: Final = Reference(
    key="bonacich2004",
    authors=("Bonacich, Phillip", "Lloyd, Paulette"),
    title="Calculating Status with Negative Relations",
    year=2004,
    container="Social Networks",
    volume="26",
    number="4",
    pages="331-338",
    doi="10.1016/j.socnet.2004.08.007",
)

DOREIAN_MRVAR_1996: Final = Reference(
    key="doreian1996",
    authors=("Doreian, Patrick", "Mrvar, Andrej"),
    title="A Partitioning Approach to Structural Balance",
    year=1996,
    container="Social Networks",
    volume="18",
    number="2",
    pages="149-168",
    doi="10.1016/0378-8733(95)00259-6",
)
