package bakelite.cli.failure;

import bakelite.backup.BackupException;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.StopRequest.Reason;
import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.NewerFormatException;
import bakelite.replica.ReplicaException;
import bakelite.replica.StoreReadException;
import bakelite.restore.RestoreException;
import bakelite.sqlite.DatabaseException;
import bakelite.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Objects;

/// The one place that decides which exit code an exception of the rooms below becomes.
public final class Failures {
  private Failures() {}

  /// What a person is told of it.
  ///
  /// @param verb that it ended
  public static CommandException of(String verb, Throwable thrown) {
    return switch (thrown) {
      case CommandException failure -> failure;
      case StoreException failure ->
          new CommandException(codeOf(failure), message(failure), failure.hint(), failure);
      case DatabaseException failure ->
          new CommandException(ExitCode.DATABASE, message(failure), failure.hint(), failure);
      case BackupException failure ->
          new CommandException(codeOf(failure), message(failure), failure.hint(), failure);
      case ReplicaException failure ->
          new CommandException(codeOf(failure), message(failure), failure.hint(), failure);
      case RestoreException failure ->
          new CommandException(codeOf(failure), message(failure), failure.hint(), failure);
      case FormatException failure ->
          new CommandException(codeOf(failure), message(failure), failure.hint(), failure);
      case StoreReadException failure -> of(verb, failure.store());
      case UncheckedIOException failure -> of(verb, Objects.requireNonNull(failure.getCause()));
      case IOException failure ->
          new CommandException(
              ExitCode.LOCAL_DISK,
              "cannot run " + verb + ": " + LocalDisk.reason(failure),
              LocalDisk.hint(failure),
              failure);
      case InvalidPathException failure ->
          new CommandException(
              ExitCode.USAGE,
              "cannot run " + verb + ": expected a path, found one with " + failure.getReason(),
              "check the spelling, and that LC_ALL names a UTF-8 locale such as C.UTF-8",
              failure);
      case OutOfMemoryError failure ->
          new CommandException(
              ExitCode.INTERNAL_ERROR,
              "cannot run " + verb + " in the memory that it has",
              "give it more with BAKELITE_JAVA_OPTIONS=-Xmx256m, and report that it was needed",
              failure);
      default ->
          new CommandException(
              ExitCode.INTERNAL_ERROR,
              "cannot run " + verb + ": a defect of bakelite, " + thrown,
              "please report it, with the lines below and the output of `bakelite version`",
              thrown);
    };
  }

  /// What a person is told of a verb that a signal ended.
  public static CommandException stopped(String verb, Reason reason) {
    return new CommandException(
        reason.code(),
        "cannot finish "
            + verb
            + ": stopped by "
            + (reason == Reason.INTERRUPT ? "SIGINT" : "SIGTERM"),
        "nothing half-done was left in place; run it again when it suits");
  }

  private static ExitCode codeOf(StoreException failure) {
    return switch (failure) {
      case StoreException.Missing _, StoreException.Damaged _ -> ExitCode.DAMAGED_REPLICA;
      case StoreException.Denied _,
          StoreException.Throttled _,
          StoreException.Unreachable _,
          StoreException.Misconfigured _ ->
          ExitCode.STORAGE;
    };
  }

  private static ExitCode codeOf(BackupException failure) {
    return switch (failure) {
      case BackupException.Fenced _ -> ExitCode.FENCED;
      case BackupException.RolledBack _, BackupException.DamagedReplica _ ->
          ExitCode.DAMAGED_REPLICA;
      case BackupException.Newer _ -> ExitCode.NEWER_FORMAT;
      case BackupException.StateInUse _ -> ExitCode.LOCAL_DISK;
    };
  }

  private static ExitCode codeOf(ReplicaException failure) {
    return switch (failure) {
      case ReplicaException.NotFound _ -> ExitCode.NOT_FOUND;
      case ReplicaException.Damaged _ -> ExitCode.DAMAGED_REPLICA;
      case ReplicaException.NewerFormat _ -> ExitCode.NEWER_FORMAT;
      case ReplicaException.Storage storage -> codeOf(storage.store());
    };
  }

  private static ExitCode codeOf(RestoreException failure) {
    return switch (failure) {
      case RestoreException.OutputInTheWay _ -> ExitCode.USAGE;
      case RestoreException.DamagedAtTheSource _ -> ExitCode.DATABASE;
    };
  }

  private static ExitCode codeOf(FormatException failure) {
    return switch (failure) {
      case DamagedException _ -> ExitCode.DAMAGED_REPLICA;
      case NewerFormatException _ -> ExitCode.NEWER_FORMAT;
    };
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }
}
