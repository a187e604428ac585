package bakelite.cli;

/// The program.
final class Main {
  private Main() {}

  static void main(String[] arguments) {
    var process = HostProcess.current();
    process.end(Cli.run(arguments, process.surroundings()));
  }
}
