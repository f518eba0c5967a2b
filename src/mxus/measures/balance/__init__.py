"""Structural balance of signed graphs.

A graph is balanced if its nodes fall into two camps, friends within and foes between. The modules here say how far it
is from that, each in its own way: by its triangles, by closed walks of every length, by its spectrum, and by how few
ties would have to turn. All public names are those of :mod:`mxus.measures`.
"""
