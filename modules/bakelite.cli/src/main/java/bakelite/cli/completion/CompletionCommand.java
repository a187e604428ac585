package bakelite.cli.completion;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `completion SHELL`: the script that completes command lines, made of the commands' own model.
public final class CompletionCommand implements Command {
  /// Found as a service.
  public CompletionCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("completion");
    spec.usageMessage()
        .description(
            "Prints a script that completes command lines of bakelite. Packages bring it along; this is"
                + " for where there is none.")
        .footer(
            "eval \"$(bakelite completion bash)\"",
            "bakelite completion fish > ~/.config/fish/completions/bakelite.fish");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .paramLabel("SHELL")
            .type(Shell.class)
            .description("bash, zsh or fish")
            .build());
  }

  @Override
  public Section section() {
    return Section.PROGRAM;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var root = invocation.arguments().commandSpec().root();
    var verbs = Verb.of(root);
    Shell shell =
        Objects.requireNonNull(invocation.arguments().<Shell>matchedPositionalValue(0, null));
    var script =
        switch (shell) {
          case BASH -> BashScript.of(verbs, root.options());
          case ZSH -> ZshScript.of(verbs, root.options());
          case FISH -> FishScript.of(verbs, root.options());
        };
    invocation.terminal().show(new Script(shell, script));
    return ExitCode.OK;
  }

  private record Script(Shell shell, String text) implements Report {
    @Override
    public void text(TextOutput out) {
      text.lines().forEach(out::line);
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
      json.writeStringField("shell", shell.name().toLowerCase(Locale.ROOT));
      json.writeStringField("script", text);
    }
  }
}
