package bakelite.cli.verify;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What was found of several databases.
record VerdictsReport(List<Verdict> verdicts) implements Report {
  /// Of one of them: either what was found, or why it could not be looked at.
  record Verdict(
      String name, Optional<VerificationReport> report, Optional<CommandException> failure) {
    static Verdict of(String name, VerificationReport report) {
      return new Verdict(name, Optional.of(report), Optional.empty());
    }

    static Verdict failed(String name, CommandException failure) {
      return new Verdict(name, Optional.empty(), Optional.of(failure));
    }

    /// Whether it would not restore.
    boolean isRefuted() {
      return report.filter(found -> !found.problems().isEmpty()).isPresent();
    }

    boolean isProved() {
      return report.filter(found -> found.problems().isEmpty()).isPresent();
    }
  }

  @Override
  public void text(TextOutput out) {
    verdicts.forEach(verdict -> verdict.report().ifPresent(report -> report.text(out)));
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("ok", verdicts.stream().allMatch(Verdict::isProved));
    json.writeArrayFieldStart("databases");
    for (var verdict : verdicts) {
      json.writeStartObject();
      json.writeStringField("name", verdict.name());
      if (verdict.report().isPresent()) {
        verdict.report().get().json(json);
      }
      if (verdict.failure().isPresent()) {
        var failure = verdict.failure().get();
        json.writeBooleanField("ok", false);
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", failure.code().status());
        json.writeStringField("name", failure.code().words());
        json.writeStringField("message", failure.getMessage());
        json.writeStringField("hint", failure.hint());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
