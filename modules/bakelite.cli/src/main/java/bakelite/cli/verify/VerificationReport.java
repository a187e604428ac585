package bakelite.cli.verify;

import bakelite.cli.command.Report;
import bakelite.cli.restore.SqliteCheck;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.replica.Problem;
import bakelite.replica.plan.Fork;
import bakelite.restore.RestoredDatabase;
import bakelite.restore.VerifyReport;
import bakelite.store.ObjectKey;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a verification found.
///
/// @param restored what `--deep` restored
record VerificationReport(
    String name,
    boolean deep,
    VerifyReport read,
    List<Problem> problems,
    Optional<RestoredDatabase> restored,
    Duration took)
    implements Report {
  @Override
  public void text(TextOutput out) {
    for (var problem : problems) {
      out.line(problem.message());
      out.line("hint: " + problem.hint());
    }
    var looked =
        "read "
            + Amounts.count(read.objects(), "object", "objects")
            + ", "
            + Amounts.bytes(read.bytes())
            + ", in "
            + Amounts.duration(took);
    if (!problems.isEmpty()) {
      out.line(
          name
              + ": NOT whole, "
              + Amounts.count(problems.size(), "problem", "problems")
              + "; "
              + looked);
      return;
    }
    out.line(name + ": whole; " + looked);
    forked().ifPresent(fork -> out.line("  one branch was proved; " + fork));
    if (read.index() == 0) {
      out.line("  there is nothing to restore yet: the first full copy is not complete");
      return;
    }
    out.line(
        "  "
            + Amounts.count(read.points(), "restore point", "restore points")
            + " proved, the newest is commit "
            + Amounts.number(read.index()));
    restored.ifPresent(copy ->
        out.line(
            "  restored commit "
                + Amounts.number(copy.commit().index())
                + " of "
                + Moments.utc(Instant.ofEpochMilli(copy.commit().timeMillis()))
                + (copy.warning().isPresent()
                    ? ": the digest agrees"
                    : ": digest and SQLite's full check agree")));
  }

  /// The fork, where it is no problem because a branch was chosen.
  private Optional<String> forked() {
    return problems.isEmpty() ? read.fork().map(Fork::told) : Optional.empty();
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("ok", problems.isEmpty());
    json.writeBooleanField("deep", deep);
    json.writeNumberField("index", read.index());
    json.writeNumberField("objects", read.objects());
    json.writeNumberField("bytes", read.bytes());
    json.writeNumberField("seconds", Amounts.seconds(took));
    json.writeArrayFieldStart("problems");
    for (var problem : problems) {
      json.writeStartObject();
      json.writeStringField("object", problem.object());
      json.writeNumberField("offset", problem.offset());
      json.writeStringField("expected", problem.expected());
      json.writeStringField("found", problem.found());
      json.writeStringField("hint", problem.hint());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("warnings");
    var warning = restored.flatMap(RestoredDatabase::warning);
    if (warning.isPresent()) {
      json.writeString(SqliteCheck.notChecked(warning.get()));
    }
    if (forked().isPresent()) {
      json.writeString(forked().get());
    }
    for (var stranger : read.strangers()) {
      json.writeString(notOurs(stranger));
    }
    json.writeEndArray();
  }

  /// What is said of an object that is not the replica's.
  static String notOurs(ObjectKey stranger) {
    return "there is " + stranger + ", which is none of the replica's objects";
  }
}
