package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Path;

/// A process that holds a database until it is killed or its input ends, and then leaves as the
/// second argument says: `letGo` or `keep` or `close`.
public final class HoldProgram {
  private HoldProgram() {}

  /// Attaches to the database of the first argument.
  public static void main(String[] arguments) throws DatabaseException, IOException {
    var database = LiveDatabase.attach(Path.of(arguments[0]), LiveSettings.defaults());
    System.out.println("held " + database.files());
    while (System.in.read() >= 0) {
      // Until the end of the input.
    }
    switch (arguments[1]) {
      case "letGo" -> {
        database.letGo();
        database.close();
      }
      case "keep" -> System.out.println("kept " + database.closeKeepingWal());
      default -> database.close();
    }
    System.out.println("left");
  }
}
