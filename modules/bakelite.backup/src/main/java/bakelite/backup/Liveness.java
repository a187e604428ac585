package bakelite.backup;

/// Whether the process that wrote a claim may still be running.
@FunctionalInterface
public interface Liveness {
  /// False only where it is known that the process is gone: it was one of this machine, and the
  /// machine was booted since, or no such process is there.
  boolean mayLive(WriterIdentity writer);
}
