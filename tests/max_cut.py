"""Classical max-cut instances, made by the published recipes of rudy and the Biq Mac library, and planted signed graphs.

The cut of most weight w leaves the least frustrated of a graph with ties of weight -w.
"""

import numpy as np

from mxus.measures import SignedGraph

RECIPES = {"g05": 0.5, "pm1s": 0.1, "pm1d": 0.99, "w01": 0.1, "w05": 0.5}
"""Part of the pairs with an edge; weights are 1, or -1 and 1 where it begins with pm1, or -10 to 10 with w."""

KINDS = (
    ("g05", 60),
    ("g05", 80),
    ("g05", 100),
    ("pm1s", 80),
    ("pm1s", 100),
    ("pm1d", 80),
    ("pm1d", 100),
    ("w01", 100),
    ("w05", 100),
)

INSTANCES = [(*kind, seed) for kind in KINDS for seed in range(3)]


def instance(recipe, nodes, seed):
    chance = np.random.default_rng([seed, nodes, len(recipe), int(100 * RECIPES[recipe])])
    pairs = np.stack(np.triu_indices(nodes, 1), axis=1)
    pairs = pairs[chance.random(len(pairs)) < RECIPES[recipe]]
    weights = {"g": np.array([1]), "p": np.array([-1, 1]), "w": np.arange(-10, 11)}[recipe[0]]
    weight = chance.choice(weights, len(pairs)).astype(float)
    kept = weight != 0
    names = [str(node) for node in range(nodes)]
    return SignedGraph.from_arrays(names, pairs[kept, 0], pairs[kept, 1], -weight[kept])


def cooled(graph, seed, copies=64, sweeps=400):
    """Least frustration that plain annealing of many copies finds: one node after the other, and nothing of mxus."""
    chance = np.random.default_rng(seed)
    matrix = graph.to_matrix()
    sides = chance.choice([-1.0, 1.0], (len(matrix), copies))
    scale = np.abs(matrix).sum(axis=1).mean() ** 0.5
    least = np.inf
    for temperature in np.geomspace(2 * scale, 0.05 * scale, sweeps):
        for node in range(len(matrix)):
            odds = 1 / (1 + np.exp(np.clip(-2 * (matrix[node] @ sides) / temperature, -50, 50)))
            sides[node] = np.where(chance.random(copies) < odds, 1.0, -1.0)
        respected = (sides * (matrix @ sides)).sum(axis=0) / 2
        least = min(least, (np.abs(matrix).sum() / 2 - respected.max()) / 2)
    return round(float(least))


def grown(nodes, noise, seed=1):
    """A graph that grew by three ties a node to where ties are, of two camps, a part of the ties turned."""
    chance = np.random.default_rng(seed)
    ends, pairs = [0, 1, 2], []
    for node in range(3, nodes):
        to = sorted({ends[place] for place in chance.integers(0, len(ends), 3).tolist()})
        pairs += [(other, node) for other in to]
        ends += [*to, *[node] * len(to)]
    source, target = np.array(pairs).T
    camp = chance.choice([-1.0, 1.0], nodes)
    turned = np.where(chance.random(len(pairs)) < noise, -1.0, 1.0)
    return SignedGraph.from_arrays(
        [str(node) for node in range(nodes)], source, target, camp[source] * camp[target] * turned
    )
