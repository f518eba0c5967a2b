"""Whatever a door is given, a file, a folder, a frame or a project, what comes of it is an answer or an error of ours."""

import json

import pandas as pd
import polars as pl
import pytest
import yaml
from making import TEXT, full_dataset
from test_wrong_kinds import OF_DUCKDB, WRONG, columns_of_arrow, columns_of_pandas, columns_of_polars
from test_wrong_kinds_of_classes import tried, wrong_calls

import mxus
from mxus.exchange.csv_tables import exported_tables
from mxus.exchange.manifest import require_whole
from mxus.measures import SignedDiGraph, SignedGraph

PROJECT = """\
dataset: {id: own, title: Own}
sources:
  - {id: chronicle, gloss: A chronicle., title: Chronicle, authors: [scribe], outlet: The Annals, language: en}
actors:
  - {id: scribe, gloss: The author., name: Scribe, type: person, evidence: [{quote: Ruritania sends coal}]}
"""
