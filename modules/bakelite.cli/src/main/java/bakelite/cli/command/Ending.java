package bakelite.cli.command;

/// How a command ended, as the number that the process ends with.
public sealed interface Ending permits ExitCode, Ending.OfChild {
  /// What the process ends with: 0 to 255.
  int status();

  /// An application that bakelite ran as its child has ended; its status is ours.
  ///
  /// @param status as a shell reports it, 128 and more for a signal
  record OfChild(int status) implements Ending {}
}
