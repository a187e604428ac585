package bakelite.cli.version;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/// `version`: this program and what it stands on.
public final class VersionCommand implements Command {
  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("version");
    spec.usageMessage().description("Prints the version of this program and what it stands on.");
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROGRAM;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    invocation.terminal().show(VersionReport.ofProgram());
    return ExitCode.OK;
  }

  private record VersionReport(String version, String java, String platform) implements Report {
    static VersionReport ofProgram() {
      return new VersionReport(
          Version.ofProgram(),
          System.getProperty("java.version", "unknown"),
          System.getProperty("os.name", "unknown")
              + " "
              + System.getProperty("os.arch", "unknown"));
    }

    @Override
    public void text(TextOutput out) {
      out.line("bakelite " + version);
      out.line("java     " + java);
      out.line("platform " + platform);
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
      json.writeStringField("version", version);
      json.writeStringField("java", java);
      json.writeStringField("platform", platform);
    }
  }
}
