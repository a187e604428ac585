package bakelite.cli.manual;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `manual [PAGE]`: a page for man(1), made of the commands' own model.
public final class ManualCommand implements Command {
  /// Found as a service.
  public ManualCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("manual");
    spec.usageMessage()
        .description(
            "Prints a page of the manual, in the language of man(7). Packages bring all of them along;"
                + " this is for where there are none.")
        .footer("bakelite manual", "bakelite manual bakelite-restore.1 | man -l -");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("PAGE")
            .type(String.class)
            .description("the page; without it, the names of all of them")
            .build());
  }

  @Override
  public Section section() {
    return Section.PROGRAM;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var pages = new Pages(invocation.arguments().commandSpec().root()).all();
    var wanted = invocation.arguments().matchedPositionalValue(0, "");
    if (wanted.isEmpty()) {
      invocation.terminal().show(new Printed("pages", String.join("\n", pages.keySet())));
      return ExitCode.OK;
    }
    var page = pages.get(wanted);
    if (page == null) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot print the page '" + wanted + "': expected one of " + pages.keySet(),
          "`bakelite manual` lists them");
    }
    invocation.terminal().show(new Printed(wanted, page.get().roff()));
    return ExitCode.OK;
  }

  private record Printed(String page, String text) implements Report {
    @Override
    public void text(TextOutput out) {
      text.lines().forEach(out::line);
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
      json.writeStringField("page", page);
      json.writeStringField("text", text);
    }
  }
}
