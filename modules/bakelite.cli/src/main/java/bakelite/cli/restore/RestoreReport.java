package bakelite.cli.restore;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.format.CommitRecord;
import bakelite.replica.plan.Fork;
import bakelite.restore.RestoredDatabase;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a restore gave.
///
/// @param notSeen who may have had a file open that was replaced
record RestoreReport(
    RestoredDatabase restored, CheckLevel check, Duration took, Optional<String> notSeen)
    implements Report {
  static String described(CommitRecord commit) {
    return "commit "
        + Amounts.number(commit.index())
        + " of "
        + Moments.utc(Instant.ofEpochMilli(commit.timeMillis()));
  }

  /// What is not quite as it should be, a sentence each.
  List<String> warnings() {
    var warnings = new ArrayList<String>();
    restored.warning().map(SqliteCheck::notChecked).ifPresent(warnings::add);
    notSeen.ifPresent(warnings::add);
    restored.fork().map(Fork::told).ifPresent(warnings::add);
    restored
        .placed()
        .linked()
        .map(file ->
            restored.output()
                + " is a link to "
                + file
                + ", which somebody opened before it had its own name: it is whole, and the next"
                + " restore with --force mends the name")
        .ifPresent(warnings::add);
    return warnings;
  }

  @Override
  public void text(TextOutput out) {
    var commit = restored.commit();
    out.line("restored " + restored.output() + ": " + described(commit));
    out.line(
        "  "
            + Amounts.count(commit.pages(), "page", "pages")
            + " of "
            + Amounts.count(commit.pageSize(), "byte", "bytes")
            + ", "
            + Amounts.bytes(restored.bytes())
            + ", in "
            + Amounts.duration(took));
    out.line("  digest " + commit.digest() + " proved" + checked());
    for (var file : restored.placed().setAside()) {
      out.line("  set aside " + file + ": it belonged to the database before");
    }
  }

  private String checked() {
    if (restored.warning().isPresent()) {
      return "";
    }
    return switch (check) {
      case FULL -> "; SQLite's full check found no fault";
      case QUICK -> "; SQLite's quick check found no fault";
      case NONE -> "; SQLite was not asked to check it";
    };
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    var commit = restored.commit();
    json.writeStringField("output", restored.output().toString());
    json.writeNumberField("index", commit.index());
    json.writeStringField(
        "committed_at", Moments.rfc3339(Instant.ofEpochMilli(commit.timeMillis())));
    json.writeNumberField("pages", commit.pages());
    json.writeNumberField("page_size", commit.pageSize());
    json.writeNumberField("bytes", restored.bytes());
    json.writeStringField("digest", commit.digest().toString());
    json.writeStringField("check", check.word());
    json.writeNumberField("seconds", Amounts.seconds(took));
    json.writeNumberField("objects_read", restored.objectsRead());
    json.writeNumberField("bytes_read", restored.bytesRead());
    json.writeBooleanField("restored", true);
    json.writeArrayFieldStart("set_aside");
    for (var file : restored.placed().setAside()) {
      json.writeString(file.toString());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("warnings");
    for (var warning : warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }
}
