package bakelite.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.StatusDocument.Snapshot;
import bakelite.daemon.Verdict;
import bakelite.store.Fence;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a person sees first is what needs a person; what a program reads is what is documented.
class StatusReportTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:06:53.204Z");

  @Test
  void theWorstComesFirstAndTheOneThatIsBehindFurthest() {
    var report =
        new StatusReport(
            "0.1.0",
            List.of(
                row("fine", DatabaseState.PROTECTING, Duration.ZERO, ""),
                row("slow", DatabaseState.PROTECTING, Duration.ofMillis(1500), ""),
                row("away", DatabaseState.BACKING_OFF, Duration.ofMinutes(3), "no route"),
                new DatabaseStatus(
                    "gone",
                    "/gone.db",
                    "file:///b",
                    DatabaseState.MISSING,
                    Optional.of("no such file"),
                    Optional.empty(),
                    Optional.of(Fence.WEAK),
                    Optional.empty(),
                    Optional.of(new Verdict("/gone.db", "file:///b", AT, false, false, 7)),
                    Optional.empty())));
    assertEquals(
        """
        database  state          lag  captured  durable  as of                            WAL    waiting  full copy                    verified
        gone      missing          -         -        -  -                                  -          -  -                            2026-11-26 10:06:53.204 UTC: NOT whole  no such file
        away      backing-off  3 min     1,210    1,204  2026-11-26 10:06:53.204 UTC  4.0 KiB  512 bytes  2026-11-26 10:06:53.204 UTC  2026-11-26 10:06:53.204 UTC             no route
        slow      protecting   1.5 s     1,210    1,204  2026-11-26 10:06:53.204 UTC  4.0 KiB  512 bytes  2026-11-26 10:06:53.204 UTC  2026-11-26 10:06:53.204 UTC
        fine      protecting    0 ms     1,210    1,204  2026-11-26 10:06:53.204 UTC  4.0 KiB  512 bytes  2026-11-26 10:06:53.204 UTC  2026-11-26 10:06:53.204 UTC
        gone: the store does not keep two writers apart: if two ever write to this replica, nothing is \
        overwritten, but its history forks, and a restore has to be told which branch
        """,
        text(report));
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    var bare =
        new DatabaseStatus(
            "app",
            "/app.db",
            "file:///b",
            DatabaseState.STOPPED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(
        """
        {"version":"0.1.0","databases":[{"name":"app","path":"/app.db","state":"stopped",\
        "lag_seconds":null,"captured_index":null,"durable_index":null,"captured_at":null,\
        "durable_at":null,"wal_bytes":null,"spool_bytes":null,"destinations":[{"name":"file:///b",\
        "state":"stopped","durable_index":null,"last_error":null,"fence":null,"requests":null}],"last_snapshot":null,\
        "last_verify":null}]}\
        """,
        json(new StatusReport("0.1.0", List.of(bare))));
  }

  @Test
  void whatIsKnownIsSaid() throws IOException {
    var report =
        new StatusReport(
            "0.1.0",
            List.of(row("app", DatabaseState.BACKING_OFF, Duration.ofMillis(1500), "no route")));
    assertEquals(
        """
        {"version":"0.1.0","databases":[{"name":"app","path":"/app.db","state":"backing-off",\
        "lag_seconds":1.5,"captured_index":1210,"durable_index":1204,\
        "captured_at":"2026-11-26T10:06:53.204Z","durable_at":"2026-11-26T10:06:53.204Z",\
        "wal_bytes":4096,"spool_bytes":512,"destinations":[{"name":"file:///b",\
        "state":"backing-off","durable_index":1204,"last_error":"no route",\
        "fence":"strong","requests":{"list":0,"put":7}}],\
        "last_snapshot":{"index":3,"at":"2026-11-26T10:06:53.204Z"},\
        "last_verify":{"at":"2026-11-26T10:06:53.204Z","deep":true,"ok":true,"index":1204}}]}\
        """,
        json(report));
  }

  private static DatabaseStatus row(
      String name, DatabaseState state, Duration lag, String problem) {
    return new DatabaseStatus(
        name,
        "/" + name + ".db",
        "file:///b",
        state,
        Optional.of(problem).filter(text -> !text.isEmpty()),
        Optional.of(
            new Figures(
                1210,
                Optional.of(AT),
                1204,
                Optional.of(AT),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(4096),
                512,
                Map.of("put", 7L, "list", 0L))),
        Optional.of(Fence.STRONG),
        Optional.of(new Snapshot(3, AT)),
        Optional.of(new Verdict("/" + name + ".db", "file:///b", AT, true, true, 1204)),
        Optional.of(lag));
  }

  private static String text(StatusReport report) {
    var lines = new ArrayList<String>();
    report.text(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static String json(StatusReport report) throws IOException {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      report.json(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
