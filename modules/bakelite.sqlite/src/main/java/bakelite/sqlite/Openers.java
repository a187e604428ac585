package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which other processes have a database or a file of it open, as Linux shows them in `/proc`.
/// Nothing is opened for it: closing a database drops locks.
///
/// @param processes such as `4711 (python3)`
/// @param notSeen whom it could not look at; empty when it saw everybody
public record Openers(List<String> processes, Optional<String> notSeen) {
  private static final Path PROCESSES = Path.of("/proc");

  /// The kernel numbers the first of all process namespaces like this.
  private static final String FIRST_NAMESPACE = "pid:[4026531836]";

  public Openers {
    processes = List.copyOf(processes);
  }

  /// Looks through all processes that this one may look at.
  public static Openers of(Path database) throws IOException {
    if (Platform.current() != Platform.LINUX || !Files.isDirectory(PROCESSES.resolve("self/fd"))) {
      return new Openers(List.of(), Optional.of("any process: there is no /proc to look through"));
    }
    var search = new Search(files(database));
    try (var entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (var process : entries) {
        search.look(process);
      }
    }
    return new Openers(search.found, search.notSeen());
  }

  private static Set<FileId> files(Path database) throws IOException {
    var files = new HashSet<FileId>();
    for (var each :
        List.of(
            database,
            DatabaseFiles.walOf(database),
            DatabaseFiles.shmOf(database),
            DatabaseFiles.journalOf(database))) {
      FileId.at(each).ifPresent(files::add);
    }
    return files;
  }

  private static final class Search {
    private final String ourselves = Long.toString(ProcessHandle.current().pid());
    private final Set<FileId> files;
    private final List<String> found = new ArrayList<>();
    private int refused;

    Search(Set<FileId> files) {
      this.files = files;
    }

    void look(Path process) {
      if (String.valueOf(process.getFileName()).equals(ourselves)) {
        return;
      }
      try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
        for (var each : descriptors) {
          if (isOneOfThem(each)) {
            found.add(name(process));
            return;
          }
        }
      } catch (AccessDeniedException _) {
        refused++;
      } catch (IOException | java.nio.file.DirectoryIteratorException _) {
        // The process has ended.
      }
    }

    private boolean isOneOfThem(Path descriptor) {
      try {
        return FileId.at(descriptor).filter(files::contains).isPresent();
      } catch (IOException _) {
        return false;
      }
    }

    private static String name(Path process) {
      var number = String.valueOf(process.getFileName());
      try {
        return number + " (" + Files.readString(process.resolve("comm")).strip() + ")";
      } catch (IOException _) {
        return number;
      }
    }

    Optional<String> notSeen() {
      var whom = new ArrayList<String>();
      if (refused > 0) {
        whom.add(
            refused == 1 ? "1 process of another user" : refused + " processes of other users");
      }
      if (!isFirstNamespace()) {
        whom.add("any process outside of this container");
      }
      return whom.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", whom));
    }

    private static boolean isFirstNamespace() {
      try {
        var namespace = Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid")).toString();
        return namespace.equals(FIRST_NAMESPACE) && Files.exists(PROCESSES.resolve("1"));
      } catch (IOException _) {
        return false;
      }
    }
  }
}
