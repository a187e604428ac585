package bakelite.cli.command;

import java.io.PrintStream;

/// Standard output carries results; standard error carries progress, warnings and errors.
///
/// @param out results, UTF-8
/// @param err everything else, UTF-8
/// @param outIsTerminal whether a person reads `out` as it is written
/// @param errIsTerminal whether a person reads `err` as it is written
public record Streams(
    PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {}
