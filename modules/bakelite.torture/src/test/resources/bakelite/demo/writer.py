# The same application as NumberedCommits, on another SQLite.
import hashlib
import os
import random
import sqlite3
import sys
import time

path, stop, seed, checkpoint, autocheckpoint, synchronous = sys.argv[1:7]
chance = random.Random(int(seed))
connection = sqlite3.connect(path, timeout=10, isolation_level=None)
if autocheckpoint != "default":
    connection.execute("PRAGMA wal_autocheckpoint = %s" % autocheckpoint)
connection.execute("PRAGMA synchronous = %s" % synchronous)


def share(row, body):
    return int.from_bytes(hashlib.sha256(row.to_bytes(8, "big") + body).digest()[:8], "big")


def body():
    return chance.randbytes(chance.randrange(40_000 if chance.randrange(15) == 0 else 400))


def any_row(below):
    return connection.execute(
        "SELECT id, body FROM item WHERE id >= ? ORDER BY id LIMIT 1", (chance.randrange(below),)
    ).fetchone()


def change(digest):
    count, below = connection.execute("SELECT count(*), coalesce(max(id), 0) + 1 FROM item").fetchone()
    dice = chance.randrange(10)
    if count == 0 or (dice < 5 and count < 200):
        new = body()
        connection.execute("INSERT INTO item(id, body) VALUES(?, ?)", (below, new))
        return digest + share(below, new)
    row, old = any_row(below)
    digest -= share(row, old)
    if dice < 8:
        new = body()
        connection.execute("UPDATE item SET body = ? WHERE id = ?", (new, row))
        return digest + share(row, new)
    connection.execute("DELETE FROM item WHERE id = ?", (row,))
    return digest


def transaction(end):
    connection.execute("BEGIN IMMEDIATE")
    n, text = connection.execute("SELECT n, digest FROM ledger ORDER BY n DESC LIMIT 1").fetchone() or (0, "0")
    digest = int(text, 16)
    for _ in range(1 + chance.randrange(8)):
        digest = change(digest)
    connection.execute("INSERT INTO ledger(n, digest) VALUES(?, ?)", (n + 1, "%016x" % (digest % 2**64)))
    connection.execute(end)


def turn():
    dice = chance.randrange(100)
    if dice < 2:
        connection.execute("VACUUM")
    elif dice < 7:
        connection.execute("PRAGMA wal_checkpoint(%s)" % checkpoint).fetchone()
    else:
        transaction("ROLLBACK" if dice < 15 else "COMMIT")


while not os.path.exists(stop):
    try:
        turn()
    except sqlite3.OperationalError as busy:
        # The only answer that an application has to expect when others use its database.
        if str(busy) != "database is locked":
            raise
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    time.sleep(chance.randrange(20) / 1000)
connection.close()
