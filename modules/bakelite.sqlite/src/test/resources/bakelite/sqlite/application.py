# The same application as ApplicationProgram, on another SQLite.
import random
import sqlite3
import sys
import time

connection = sqlite3.connect(sys.argv[1], timeout=5, isolation_level=None)
commits = 0
chance = random.Random(7)


def write(most, until):
    global commits
    n = 0
    while n < most and time.monotonic() < until:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO log(payload) VALUES(randomblob(?))", (10 + chance.randrange(6000),)
        )
        connection.execute("UPDATE counter SET n = n + 1")
        connection.execute("DELETE FROM log WHERE id < (SELECT max(id) FROM log) - 500")
        connection.execute("COMMIT")
        commits += 1
        n += 1
    return "wrote %d" % commits


def checkpoint(mode):
    start = time.monotonic()
    row = connection.execute("PRAGMA wal_checkpoint(%s)" % mode).fetchone()
    return "checkpoint %d %d %d %d" % (*row, (time.monotonic() - start) * 1e6)


def obey(line):
    verb, rest = line.split(" ", 1)
    try:
        if verb == "sql":
            row = connection.execute(rest).fetchone()
            return "ok %s" % (row[0] if row else "")
        if verb == "write":
            return write(int(rest), float("inf"))
        if verb == "run":
            return write(float("inf"), time.monotonic() + int(rest) / 1000)
        if verb == "checkpoint":
            return checkpoint(rest)
        return "unknown " + line
    except sqlite3.Error as error:
        return "error %s" % error


print("ready", flush=True)
for each in sys.stdin:
    print(obey(each.rstrip("\n")), flush=True)
connection.close()
